package functions_test

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"gatehouse/ent/course"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

const (
	createCourses = "core_course_create_courses"
	getCourses    = "core_course_get_courses"
	getByField    = "core_course_get_courses_by_field"
)

func TestCoursesAreNotCreated(t *testing.T) {
	// one makes the arguments for a single course with something more in it.
	one := func(more string) string {
		return `{"courses": [{"fullname": "F", "shortname": "S", "categoryid": 1` + more + `}]}`
	}
	two := func(first, second string) string {
		return fmt.Sprintf(`{"courses": [{"fullname": "F", "categoryid": 1, %s}, {"fullname": "G", "categoryid": 1, %s}]}`, first, second)
	}
	refuse := func(why, arguments string, code call.Code, path string) attempt {
		return attempt{why: why, as: "wsuser", arguments: arguments, code: code, path: path}
	}
	each(t, func(t *testing.T, h *harness) {
		h.unchanged(t, h.store.DB.Course.Query().Count, func() {
			h.try(t, createCourses, []attempt{
				{why: "without the capability", as: "nobody", arguments: one(""), code: call.NoPermission},
				{why: "what is held in a course says nothing of the site", as: "teacher", arguments: one(""), code: call.NoPermission},
				{why: "a token for one course", as: "wsuser", course: 2, arguments: one(""), code: call.CategoryContext, path: "courses[0].categoryid"},
				{why: "a token for the site's course", as: "wsuser", course: 1, arguments: one(""), code: call.CategoryContext, path: "courses[0].categoryid"},
				refuse("no such category", `{"courses": [{"fullname": "F", "shortname": "S", "categoryid": 9}]}`, call.CategoryContext, "courses[0].categoryid"),
				refuse("the site is no category", `{"courses": [{"fullname": "F", "shortname": "S", "categoryid": 0}]}`, call.CategoryContext, "courses[0].categoryid"),
				refuse("a blank full name", `{"courses": [{"fullname": " ", "shortname": "S", "categoryid": 1}]}`, call.CourseParameter, "courses[0].fullname"),
				refuse("a blank short name", `{"courses": [{"fullname": "F", "shortname": "\t", "categoryid": 1}]}`, call.CourseParameter, "courses[0].shortname"),
				refuse("markup in a name", `{"courses": [{"fullname": "<b>F</b>", "shortname": "S", "categoryid": 1}]}`, call.InvalidParameter, "courses[0].fullname"),
				refuse("a short name that does not fit", `{"courses": [{"fullname": "F", "shortname": "`+strings.Repeat("é", 128)+`", "categoryid": 1}]}`, call.InvalidParameter, "courses[0].shortname"),
				refuse("no such theme", one(`, "forcetheme": "clean"`), call.InvalidParameter, "courses[0].forcetheme"),
				refuse("the settings of the second course", two(`"shortname": "S", "groupmode": 2`, `"shortname": "T", "groupmode": 3`), call.InvalidParameter, "courses[1].groupmode"),
				refuse("no such format", one(`, "format": "onetopic"`), call.CourseParameter, "courses[0].format"),
				refuse("the format of the site", one(`, "format": "site"`), call.CourseParameter, "courses[0].format"),
				refuse("no such language", one(`, "lang": "fr"`), call.CourseParameter, "courses[0].lang"),
				refuse("no such format of texts", one(`, "summaryformat": 3`), call.InvalidParameter, "courses[0].summaryformat"),
				refuse("an end before the start", one(`, "startdate": 1700000000, "enddate": 1699999999`), call.CourseParameter, "courses[0].enddate"),
				refuse("an end without a start", one(`, "startdate": 0, "enddate": 1700000000`), call.CourseParameter, "courses[0].enddate"),
				refuse("a date before 1970", one(`, "startdate": -1`), call.InvalidParameter, "courses[0].startdate"),
				refuse("a date that no database can hold", one(`, "startdate": 9000000000000000000`), call.InvalidParameter, "courses[0].startdate"),
				refuse("a short name that is taken, but for blanks", `{"courses": [{"fullname": "F", "shortname": " C1 ", "categoryid": 1}]}`, call.ShortNameTaken, "courses[0].shortname"),
				refuse("an id number that is taken", one(`, "idnumber": "IDC1"`), call.IDNumberTaken, "courses[0].idnumber"),
				refuse("a short name twice", two(`"shortname": "S"`, `"shortname": "S"`), call.ShortNameTaken, "courses[1].shortname"),
				refuse("an id number twice", two(`"shortname": "S", "idnumber": "n"`, `"shortname": "T", "idnumber": "n"`), call.IDNumberTaken, "courses[1].idnumber"),
				refuse("the last of many is taken", `{"courses": `+many(600, func(i int) string {
					return fmt.Sprintf(`{"fullname": "F", "shortname": "%s", "categoryid": 1}`, map[bool]string{true: "C2", false: fmt.Sprint(i)}[i == 599])
				})+`}`, call.ShortNameTaken, "courses[599].shortname"),
			})
		})
	})
}

// Each setting of a course takes its smallest and its largest value and nothing beyond.
func TestSettingsOfCoursesHaveBounds(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		for i, setting := range []struct {
			key   string
			most  int
			above bool // there is something above
		}{
			{"groupmode", 2, true}, {"groupmodeforce", 1, true}, {"visible", 1, true}, {"showgrades", 1, true}, {"showreports", 1, true},
			{"hiddensections", 1, true}, {"enablecompletion", 1, true}, {"completionnotify", 1, true}, {"newsitems", 100, true},
			{"numsections", 255, true}, {"maxbytes", 1 << 40, false},
		} {
			try := func(value int, code call.Code) {
				path := ""
				if code != "" {
					path = "courses[0]." + setting.key
				}
				h.try(t, createCourses, []attempt{{
					why: fmt.Sprintf("%s = %d", setting.key, value), as: "wsuser", code: code, path: path,
					arguments: fmt.Sprintf(`{"courses": [{"fullname": "F", "shortname": "B%d-%d", "categoryid": 1, %q: %d}]}`, i, value, setting.key, value),
				}})
			}
			try(-1, call.InvalidParameter)
			try(0, "")
			try(setting.most, "")
			if setting.above {
				try(setting.most+1, call.InvalidParameter)
			}
		}
	})
}

func TestCoursesAreCreated(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.try(t, createCourses, []attempt{
			{why: "none", as: "wsuser", arguments: `{"courses": []}`, want: `[]`},
			{
				why: "two, with and without everything", as: "wsuser",
				arguments: `{"courses": [
					{"fullname": "Größe & Maß", "shortname": " größe ", "categoryid": 1, "idnumber": "G", "summary": "<script>x</script>é", "summaryformat": 2,
						"format": "weeks", "showgrades": 0, "newsitems": 2, "startdate": 1700000000, "enddate": 1700000001, "numsections": 7, "maxbytes": 3,
						"showreports": 1, "visible": 0, "hiddensections": 0, "groupmode": 1, "groupmodeforce": 1, "defaultgroupingid": 4, "enablecompletion": 1,
						"completionnotify": 1, "lang": "en", "forcetheme": "boost", "courseformatoptions": [{"name": "coursedisplay", "value": "1"}],
						"customfields": [{"shortname": "level", "value": "<b>2"}]},
					{"fullname": "Bare", "shortname": "bare", "categoryid": 1}]}`,
				want: `[{"id": 5, "shortname": "größe"}, {"id": 6, "shortname": "bare"}]`,
			},
		})
		full, bare := h.store.DB.Course.GetX(t.Context(), 5), h.store.DB.Course.GetX(t.Context(), 6)
		if full.Summary != "<script>x</script>é" || full.StartDate.Unix() != 1700000000 || full.EndDate.Unix() != 1700000001 || full.NumSections != 7 {
			t.Errorf("not stored as given: %v", full)
		}
		options := map[string]string{"hiddensections": "0", "coursedisplay": "1"}
		if !reflect.DeepEqual(full.FormatOptions, options) || full.CustomFields["level"] != "<b>2" {
			t.Errorf("the options are %v, the custom fields %v", full.FormatOptions, full.CustomFields)
		}
		if !full.Visible { // the caller lacks the capability to hide it
			t.Error("the course is not as visible as its category")
		}
		if midnight := time.Now().UTC().Truncate(24 * time.Hour); midnight.Sub(*bare.StartDate).Abs() > 24*time.Hour || bare.EndDate != nil {
			t.Errorf("a course without dates runs from %v to %v", bare.StartDate, bare.EndDate)
		}
		first := h.store.DB.Course.Query().Where(course.CategoryID(1)).Order(course.BySortOrder()).FirstIDX(t.Context())
		if first != 6 || full.SortOrder >= 1 {
			t.Errorf("the first course of the category is %d, want the one created last", first)
		}
		if got := h.must(t, "wsuser", getCourses, `{"options": {"ids": [2]}}`); !strings.Contains(got, `"categorysortorder":10003`) {
			t.Errorf("two new courses have not moved the first to the third place: %s", got)
		}
		h.must(t, "admin", createCourses, `{"courses": [{"fullname": "Hidden", "shortname": "hidden", "categoryid": 1, "visible": 0}]}`)
		if h.store.DB.Course.GetX(t.Context(), 7).Visible {
			t.Error("who may hide courses made one visible")
		}
	})
}

func TestThousandCoursesInOneCall(t *testing.T) {
	eachQuiet(t, func(t *testing.T, h *harness) {
		list := many(1000, func(i int) string {
			return fmt.Sprintf(`{"fullname": "F", "shortname": "S%d", "categoryid": 1, "idnumber": "n%d"}`, i, i)
		})
		n := h.reads(t, func() { h.must(t, "wsuser", createCourses, `{"courses": `+list+`}`) })
		if n > 10 {
			t.Errorf("1000 courses took %d statements that read", n)
		}
		n = h.reads(t, func() {
			if got := h.must(t, "wsuser", getByField, `{}`); strings.Count(got, `"shortname"`) != 1003 {
				t.Errorf("%d courses came back, want all but the hidden one", strings.Count(got, `"shortname"`))
			}
		})
		if n > 16 {
			t.Errorf("reading 1003 courses took %d statements", n)
		}
	})
}

func TestCoursesAreRead(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			return tx.Course.UpdateOneID(3).SetSummary(`<p onclick="x()">é &</p><img src="@@PLUGINFILE@@/a.png">`).SetFullName("Two & a half").
				SetFormat("social").SetStartDate(time.Unix(1700000000, 0)).Exec(ctx)
		})
		const c2 = `{"id": 3, "shortname": "C2", "categoryid": 1, "fullname": "Two &amp; a half", "displayname": "Two &amp; a half",
			"summary": "<p>é &amp;</p><img src=\"https://school.example/webservice/pluginfile.php/28/course/summary/a.png\">", "summaryformat": 1,
			"format": "social", "startdate": 1700000000, "enddate": 0, "showactivitydates": false, "showcompletionconditions": true}`
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			if err := tx.Role.Create().SetID(20).SetShortName("viewer").SetCapabilities([]string{"moodle/course:view"}).Exec(ctx); err != nil {
				return err
			}
			return tx.RoleAssignment.Create().SetUserID(5).SetRoleID(20).SetCourseID(3).Exec(ctx)
		})
		h.try(t, getCourses, []attempt{
			{why: "no part in the course", as: "nobody", arguments: `{"options": {"ids": [3, 2]}}`, code: call.CourseContext, path: "options.ids[1]"},
			{why: "in the course without looking at it", as: "student1", arguments: `{"options": {"ids": [2]}}`, code: call.NoPermission, path: "options.ids[0]"},
			{why: "a token for another course", as: "wsuser", course: 2, arguments: `{"options": {"ids": [1]}}`, code: call.CourseContext, path: "options.ids[0]"},
			{why: "a hidden course", as: "wsuser", arguments: `{"options": {"ids": [4]}}`, code: call.CourseContext, path: "options.ids[0]"},
			{why: "a course that is not there is passed over, one given twice comes once", as: "nobody", arguments: `{"options": {"ids": [99, 3, 3]}}`, want: `[` + c2 + `]`},
		})
		for _, row := range []struct {
			why, as string
			want    []int
		}{
			{"everything", "admin", []int{1, 2, 3, 4}},
			{"all but the hidden one", "wsuser", []int{1, 2, 3}},
			{"the site and where a role is held", "nobody", []int{1, 3}},
		} {
			if got := idsOf(t, h.must(t, row.as, getCourses, `{"options": {"ids": []}}`)); !reflect.DeepEqual(got, row.want) {
				t.Errorf("%s: got %v, want %v", row.why, got, row.want)
			}
		}
		if got, err := h.callIn(t, "wsuser", 2, getCourses, `{}`); err != nil || !reflect.DeepEqual(idsOf(t, got), []int{2}) {
			t.Errorf("a token for course 2 sees %s (%v)", got, err)
		}
		if got := h.must(t, "nobody", getCourses, `{"options": {"ids": [1]}}`); !strings.Contains(got, `"shortname":"lab"`) || !strings.Contains(got, `"categoryid":0`) {
			t.Errorf("the site is not called as its settings say: %s", got)
		}
		if got := h.must(t, "wsuser", getCourses, `{"options": {"ids": [3]}}`); !strings.Contains(got, `"categorysortorder":10002`) || strings.Contains(got, "hiddensections") {
			t.Errorf("settings of the course or of its format are wrong: %s", got)
		}
	})
}

func idsOf(t *testing.T, list string) []int {
	t.Helper()
	var items []struct{ ID int }
	if err := json.Unmarshal([]byte(list), &items); err != nil {
		t.Fatal(err)
	}
	ids := []int{}
	for _, item := range items {
		ids = append(ids, item.ID)
	}
	return ids
}

func TestCoursesAreFoundByField(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.try(t, getByField, []attempt{
			{why: "no such field", as: "wsuser", arguments: `{"field": "colour", "value": "red"}`, code: call.InvalidParameter, path: "field"},
			{why: "an id that is none", as: "wsuser", arguments: `{"field": "id", "value": "two"}`, code: call.InvalidParameter, path: "value"},
			{why: "ids that are none", as: "wsuser", arguments: `{"field": "ids", "value": "2,x"}`, code: call.InvalidParameter, path: "value"},
			{why: "no part in the course", as: "nobody", arguments: `{"field": "id", "value": "2"}`, want: `{"courses": [], "warnings": []}`},
			{why: "a hidden course", as: "wsuser", arguments: `{"field": "shortname", "value": "C3"}`, want: `{"courses": [], "warnings": []}`},
			{why: "no such course", as: "wsuser", arguments: `{"field": "idnumber", "value": "x' OR 1=1"}`, want: `{"courses": [], "warnings": []}`},
			{why: "a token for another course", as: "wsuser", course: 3, arguments: `{"field": "id", "value": "2"}`, want: `{"courses": [], "warnings": []}`},
		})
		for _, row := range []struct {
			why, as, arguments string
			want               []int
			warnings           int
		}{
			{"everything that can be entered", "wsuser", `{}`, []int{1, 2, 3}, 0},
			{"by id", "wsuser", `{"field": "id", "value": "3"}`, []int{3}, 0},
			{"by ids, with a warning for those that cannot be entered or are not there", "wsuser", `{"field": "ids", "value": "3,2,4,99"}`, []int{2, 3}, 2},
			{"by id number", "student1", `{"field": "idnumber", "value": "IDC1"}`, []int{2}, 0},
			{"by category", "student1", `{"field": "category", "value": "1"}`, []int{2}, 0},
			{"by the category of the site", "nobody", `{"field": "category", "value": "0"}`, []int{1}, 0},
		} {
			got := h.must(t, row.as, getByField, row.arguments)
			var found struct {
				Courses  []struct{ ID int }
				Warnings []struct{ WarningCode string }
			}
			if err := json.Unmarshal([]byte(got), &found); err != nil {
				t.Fatal(err)
			}
			ids := []int{}
			for _, c := range found.Courses {
				ids = append(ids, c.ID)
			}
			if !reflect.DeepEqual(ids, row.want) || len(found.Warnings) != row.warnings {
				t.Errorf("%s: got %v and %d warnings, want %v and %d", row.why, ids, len(found.Warnings), row.want, row.warnings)
			}
		}
		asStudent := h.must(t, "student1", getByField, `{"field": "id", "value": "2"}`)
		if strings.Contains(asStudent, "IDC1") || strings.Contains(asStudent, "timecreated") || !strings.Contains(asStudent, `"format":"topics"`) {
			t.Errorf("a student sees what concerns managers, or not the format: %s", asStudent)
		}
	})
}

func TestContactsAreThoseWhoTeachNow(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			if err := tx.RoleAssignment.Create().SetUserID(12).SetRoleID(3).SetCourseID(2).Exec(ctx); err != nil { // holds the role, is not enrolled
				return err
			}
			return tx.Enrolment.Update().SetSuspended(true).Exec(ctx)
		})
		if got := h.must(t, "wsuser", getByField, `{"field": "id", "value": "2"}`); !strings.Contains(got, `"contacts":[]`) {
			t.Errorf("suspended teachers are contacts: %s", got)
		}
	})
}
