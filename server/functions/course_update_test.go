package functions_test

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"gatehouse/ent/course"
	"gatehouse/ent/coursesection"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

const updateCourses = "core_course_update_courses"

func TestCoursesAreNotChanged(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			return tx.Course.UpdateOneID(3).SetIDNumber("n3").Exec(ctx)
		})
		stored := func(context.Context) (int, error) {
			return h.store.DB.Course.Query().Where(course.Or(course.SummaryNEQ(""), course.ShortName("C9"))).Count(t.Context())
		}
		for _, row := range []struct {
			why, as, change string
			token           int
			code, path      string
		}{
			{"no part in the course", "nobody", `"id": 2`, 0, "requireloginerror", "id"},
			{"in the course without the capability", "student1", `"id": 2`, 0, "nopermissions", "id"},
			{"a hidden course", "wsuser", `"id": 4`, 0, "requireloginerror", "id"},
			{"a token for another course", "wsuser", `"id": 2`, 3, "restrictedcontextexception", "id"},
			{"no such course", "admin", `"id": 99`, 0, "notfound", "id"},
			{"the site, whoever wants it", "admin", `"id": 1`, 0, "invalidparameter", "id"},
			{"another summary without that capability", "teacher", `"id": 2, "summary": "x"`, 0, "nopermissions", "summary"},
			{"another format of the summary", "teacher", `"id": 2, "summaryformat": 2`, 0, "nopermissions", "summaryformat"},
			{"another full name", "teacher", `"id": 2, "fullname": "x"`, 0, "nopermissions", "fullname"},
			{"another short name", "teacher", `"id": 2, "shortname": "C9"`, 0, "nopermissions", "shortname"},
			{"another id number", "teacher", `"id": 2, "idnumber": "x"`, 0, "nopermissions", "idnumber"},
			{"another category", "teacher", `"id": 2, "categoryid": 2`, 0, "nopermissions", "categoryid"},
			{"hidden", "wsuser", `"id": 3, "visible": 0`, 0, "nopermissions", "visible"},
			{"moved by a token for the course", "wsuser", `"id": 2, "categoryid": 2`, 2, "restrictedcontextexception", "categoryid"},
			{"no such category", "wsuser", `"id": 2, "categoryid": 99`, 0, "unknowncategory", "categoryid"},
			{"the short name of another course", "wsuser", `"id": 2, "summary": "x", "shortname": "C2"`, 0, "shortnametaken", "shortname"},
			{"the short name of a hidden course", "wsuser", `"id": 2, "shortname": " C3 "`, 0, "shortnametaken", "shortname"},
			{"the id number of another course", "wsuser", `"id": 2, "idnumber": "n3"`, 0, "courseidnumbertaken", "idnumber"},
			{"no full name", "wsuser", `"id": 2, "fullname": " "`, 0, "errorinvalidparam", "fullname"},
			{"no such format", "wsuser", `"id": 2, "format": "site"`, 0, "errorinvalidparam", "format"},
			{"an end before the start", "wsuser", `"id": 2, "startdate": 5, "enddate": 4`, 0, "errorinvalidparam", "enddate"},
			{"too many sections", "wsuser", `"id": 2, "summary": "x", "numsections": 256`, 0, "invalidparameter", "numsections"},
			{"a number that is not 0 or 1", "wsuser", `"id": 2, "visible": 2`, 0, "nopermissions", "visible"},
			{"too long", "wsuser", fmt.Sprintf(`"id": 2, "idnumber": %q`, strings.Repeat("x", 101)), 0, "invalidparameter", "idnumber"},
			{"no such language", "wsuser", `"id": 2, "lang": "xx"`, 0, "errorinvalidparam", "lang"},
		} {
			h.unchanged(t, stored, func() {
				got, err := h.callIn(t, row.as, row.token, updateCourses, `{"courses": [{`+row.change+`}]}`)
				want := fmt.Sprintf(`"warningcode":%q,"message":"courses[0].%s`, row.code, row.path)
				if err != nil || !strings.Contains(got, want) {
					t.Errorf("%s: got %s (%v), want %s", row.why, got, err, want)
				}
			})
		}
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			return tx.User.UpdateOneID(11).SetPreferences(map[string]string{"auth_forcepasswordchange": "1"}).Exec(ctx)
		})
		h.refused(t, "student1", updateCourses, `{"courses": []}`, call.MustChangePassword, "")
	})
}

func TestCoursesAreChanged(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			if err := tx.Course.UpdateOneID(2).SetFormatOptions(map[string]string{"hiddensections": "0", "coursedisplay": "1"}).
				SetCustomFields(map[string]string{"level": "1", "room": "A"}).Exec(ctx); err != nil {
				return err
			}
			return tx.Category.Create().SetID(7).SetName("Hidden").SetVisible(false).Exec(ctx)
		})
		h.try(t, updateCourses, []attempt{
			{why: "none", as: "nobody", arguments: `{"courses": []}`, want: `{"warnings": []}`},
			{why: "as it stands, which asks for nothing more", as: "teacher", want: `{"warnings": []}`,
				arguments: `{"courses": [{"id": 2, "fullname": "Course one", "shortname": "C1", "categoryid": 1, "idnumber": "IDC1", "summary": "", "summaryformat": 1, "visible": 1}]}`},
			{why: "one refused between two that are not", as: "wsuser", arguments: `{"courses": [
				{"id": 2, "fullname": " Größe & Maß ", "shortname": "größe", "idnumber": "", "summary": "<script>x</script>é", "summaryformat": 2,
					"showgrades": 0, "newsitems": 100, "startdate": 1700000000, "enddate": 1700000001, "numsections": 6, "maxbytes": 3, "showreports": 1,
					"groupmode": 1, "groupmodeforce": 1, "enablecompletion": 1, "completionnotify": 1, "lang": "en", "forcetheme": "boost",
					"hiddensections": 1, "customfields": [{"shortname": "level", "value": "2"}]},
				{"id": 99}, {"id": 3, "shortname": "C1", "categoryid": 7}]}`,
				want: `{"warnings": [{"item": "course", "itemid": 99, "warningcode": "notfound", "message": "courses[1].id: There is no course 99."}]}`},
		})
		c1, c2 := h.store.DB.Course.GetX(t.Context(), 2), h.store.DB.Course.GetX(t.Context(), 3)
		got := fmt.Sprint(c1.ShortName, c1.IDNumber, c1.Summary, c1.SummaryFormat, c1.ShowGrades, c1.NewsItems, c1.StartDate.Unix(), c1.EndDate.Unix(), c1.NumSections,
			c1.MaxBytes, c1.ShowReports, c1.GroupMode, c1.GroupModeForce, c1.EnableCompletion, c1.CompletionNotify, c1.Lang, c1.Theme, c1.FormatOptions, c1.CustomFields, c1.Visible)
		want := fmt.Sprint("größe", "", "<script>x</script>é", 2, 0, 100, 1700000000, 1700000001, 6, 3, 1, 1, 1, 1, 1, "en", "boost",
			map[string]string{"coursedisplay": "1", "hiddensections": "1"}, map[string]string{"level": "2", "room": "A"}, true)
		if got != want {
			t.Errorf("stored\n%s\nwant\n%s", got, want)
		}
		if n := tally(t, h.store.DB.CourseSection.Query().Where(coursesection.CourseID(2)).Count); n != 7 {
			t.Errorf("the course has %d sections, want the general one and 6", n)
		}
		if c2.ShortName != "C1" || *c2.CategoryID != 7 || c2.Visible {
			t.Errorf("a short name that was given up, or the move into a hidden category, is not stored: %v", c2)
		}
		h.try(t, updateCourses, []attempt{
			{why: "dates taken away, another format, fewer sections", as: "wsuser", want: `{"warnings": []}`,
				arguments: `{"courses": [{"id": 2, "startdate": 0, "enddate": 0, "format": "social", "numsections": 0}]}`},
			{why: "visible in a hidden category, by whoever may decide it", as: "admin", arguments: `{"courses": [{"id": 3, "visible": 1}]}`, want: `{"warnings": []}`},
		})
		c1 = h.store.DB.Course.GetX(t.Context(), 2)
		if c1.StartDate != nil || c1.EndDate != nil || c1.Format != "social" || len(c1.FormatOptions) != 0 || c1.NumSections != 0 || c1.NewsItems != 100 {
			t.Errorf("stored %v", c1)
		}
		if n := tally(t, h.store.DB.CourseSection.Query().Where(coursesection.CourseID(2)).Count); n != 7 {
			t.Errorf("there are %d sections, want those beyond to stay", n)
		}
		if !h.store.DB.Course.GetX(t.Context(), 3).Visible {
			t.Error("the course is hidden still")
		}
	})
}

func TestMovedCourseComesFirst(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			if err := tx.Category.Create().SetID(7).SetName("Other").Exec(ctx); err != nil {
				return err
			}
			return tx.Course.UpdateOneID(3).SetCategoryID(7).Exec(ctx)
		})
		h.must(t, "wsuser", updateCourses, `{"courses": [{"id": 2, "categoryid": 7}]}`)
		ids := h.store.DB.Course.Query().Where(course.CategoryID(7)).Order(course.BySortOrder()).IDsX(t.Context())
		if !reflect.DeepEqual(ids, []int{2, 3}) {
			t.Errorf("the category has the courses %v", ids)
		}
	})
}
