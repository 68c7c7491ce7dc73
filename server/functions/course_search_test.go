package functions_test

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/store"
)

const searchCourses = "core_course_search_courses"

func TestCourseSearchesAreRefused(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			return tx.User.UpdateOneID(14).SetPreferences(map[string]string{"auth_forcepasswordchange": "1"}).Exec(ctx)
		})
		h.try(t, searchCourses, []attempt{
			{why: "must change the password first", as: "teacher", arguments: `{"criterianame": "search", "criteriavalue": "x"}`, code: call.MustChangePassword},
			{why: "no such criterion", as: "admin", arguments: `{"criterianame": "colour", "criteriavalue": "red"}`, code: call.InvalidParameter, path: "criterianame"},
			{why: "modules, not as an administrator", as: "student1", arguments: `{"criterianame": "modulelist", "criteriavalue": "page"}`, code: call.NoPermission, path: "criterianame"},
			{why: "blocks, not as an administrator", as: "student1", arguments: `{"criterianame": "blocklist", "criteriavalue": "1"}`, code: call.NoPermission, path: "criterianame"},
			{why: "a block that is no id", as: "admin", arguments: `{"criterianame": "blocklist", "criteriavalue": "x"}`, code: call.InvalidParameter, path: "criteriavalue"},
			{why: "a tag that is no id", as: "nobody", arguments: `{"criterianame": "tagid", "criteriavalue": "x"}`, code: call.InvalidParameter, path: "criteriavalue"},
			{why: "a page before the first", as: "nobody", arguments: `{"criterianame": "search", "criteriavalue": "x", "page": -1}`, code: call.InvalidParameter, path: "page"},
			{why: "a page that is too large", as: "nobody", arguments: `{"criterianame": "search", "criteriavalue": "x", "perpage": 2147483648}`, code: call.InvalidParameter, path: "perpage"},
		})
	})
}

func TestCoursesAreSearched(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			if err := tx.Course.UpdateOneID(3).SetSummary("<p>Größe 100%</p>").SetIDNumber("secret").SetEnableCompletion(1).Exec(ctx); err != nil {
				return err
			}
			if err := tx.Role.Create().SetID(20).SetShortName("viewer").SetCapabilities([]string{"moodle/course:view"}).Exec(ctx); err != nil {
				return err
			}
			return tx.RoleAssignment.Create().SetUserID(5).SetRoleID(20).SetCourseID(3).Exec(ctx)
		})
		for _, row := range []struct {
			why, as, name, value, more string
			token, total               int
			want                       []int
		}{
			{"everything but the site, as the administrator", "admin", "search", "", ``, 0, 3, []int{2, 3, 4}},
			{"the hidden course is left out", "wsuser", "search", "course", ``, 0, 2, []int{2, 3}},
			{"a student finds the course of his or her own", "student1", "search", "COURSE", ``, 0, 1, []int{2}},
			{"nobody finds where a role lets in", "nobody", "search", "course", ``, 0, 1, []int{3}},
			{"a token finds its own course", "wsuser", "search", "course", ``, 3, 1, []int{3}},
			{"the second page", "admin", "search", "course", `, "page": 1, "perpage": 2`, 0, 3, []int{4}},
			{"a page behind the last", "admin", "search", "course", `, "page": 2147483647, "perpage": 2147483647`, 0, 3, []int{}},
			{"every word, in different places", "wsuser", "search", "  größe C2 two ", ``, 0, 1, []int{3}},
			{"one word that is missing", "wsuser", "search", "course nowhere", ``, 0, 0, []int{}},
			{"a word that must not occur", "wsuser", "search", "course -two", ``, 0, 1, []int{2}},
			{"signs of the database stand for themselves", "wsuser", "search", "100% o_e", ``, 0, 0, []int{}},
			{"the percent sign as it stands there", "wsuser", "search", "100%", ``, 0, 1, []int{3}},
			{"an id number is not searched", "admin", "search", "secret", ``, 0, 0, []int{}},
			{"the site is not found", "admin", "search", "lab", ``, 0, 0, []int{}},
			{"with completion", "admin", "search", "", `, "onlywithcompletion": true`, 0, 1, []int{3}},
			{"own courses", "wsuser", "search", "", `, "limittoenrolled": true`, 0, 1, []int{2}},
			{"where a capability is held", "wsuser", "search", "", `, "requiredcapabilities": ["moodle/course:viewhiddencourses"]`, 0, 1, []int{2}},
			{"where all of some are held", "wsuser", "search", "", `, "requiredcapabilities": ["moodle/course:update", "moodle/site:backup"]`, 0, 0, []int{}},
			{"by module", "admin", "modulelist", "page", ``, 0, 1, []int{2}},
			{"by a module that is not kept here", "admin", "modulelist", "forum", ``, 0, 0, []int{}},
			{"by block", "admin", "blocklist", "1", ``, 0, 0, []int{}},
			{"by tag", "nobody", "tagid", "1", ``, 0, 0, []int{}},
		} {
			got, err := h.callIn(t, row.as, row.token, searchCourses, fmt.Sprintf(`{"criterianame": %q, "criteriavalue": %q%s}`, row.name, row.value, row.more))
			if err != nil {
				t.Errorf("%s: %v", row.why, err)
				continue
			}
			var found struct {
				Total   int
				Courses []struct{ ID int }
			}
			if err := json.Unmarshal([]byte(got), &found); err != nil {
				t.Fatal(err)
			}
			ids := []int{}
			for _, c := range found.Courses {
				ids = append(ids, c.ID)
			}
			if found.Total != row.total || !reflect.DeepEqual(ids, row.want) {
				t.Errorf("%s: got %v of %d, want %v of %d", row.why, ids, found.Total, row.want, row.total)
			}
		}
	})
}

func TestSearchAmongThousandCourses(t *testing.T) {
	eachQuiet(t, func(t *testing.T, h *harness) {
		list := many(1000, func(i int) string { return fmt.Sprintf(`{"fullname": "F", "shortname": "S%d", "categoryid": 1}`, i) })
		h.must(t, "wsuser", createCourses, `{"courses": `+list+`}`)
		n := h.reads(t, func() {
			h.must(t, "wsuser", searchCourses, `{"criterianame": "search", "criteriavalue": "F", "perpage": 20}`)
		})
		if n > 12 {
			t.Errorf("a page of 1000 courses took %d statements", n)
		}
		t.Logf("%d statements", n)
	})
}
