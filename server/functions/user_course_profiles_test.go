package functions_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/store"
)

const getCourseProfiles = "core_user_get_course_user_profiles"

func TestCourseProfiles(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			if err := tx.Enrolment.Create().SetCourseID(3).SetUserID(11).SetSuspended(true).Exec(ctx); err != nil {
				return err
			}
			if err := tx.Enrolment.Create().SetCourseID(2).SetUserID(9).Exec(ctx); err != nil {
				return err
			}
			return tx.Role.UpdateOneID(4).SetCapabilities([]string{"moodle/course:view", "moodle/user:viewdetails"}).Exec(ctx)
		})
		image := `"profileimageurlsmall": "https://school.example/theme/image.php/boost/core/1/u/f2", "profileimageurl": "https://school.example/theme/image.php/boost/core/1/u/f1"`
		seen := func(roles string) string {
			return `{"id": 11, "firstname": "Student1", "lastname": "Test", "fullname": "Student1 Test", "email": "student1@example.com", "firstaccess": 0, "lastaccess": 0,
				"city": "Perth", "country": "AU", ` + image + roles + `, "enrolledcourses": [{"id": 2, "fullname": "Course one", "shortname": "C1"}]}`
		}
		h.try(t, getCourseProfiles, []attempt{
			{why: "no part in the course", as: "nobody", arguments: `{"userlist": [{"userid": 11, "courseid": 2}]}`, code: call.CannotEnter, path: "userlist[0].courseid"},
			{why: "not even one's own profile there", as: "nobody", arguments: `{"userlist": [{"userid": 5, "courseid": 2}]}`, code: call.CannotEnter, path: "userlist[0].courseid"},
			{why: "a part in another course; the last of two", as: "student1", arguments: `{"userlist": [{"userid": 11, "courseid": 2}, {"userid": 11, "courseid": 3}]}`, code: call.CannotEnter, path: "userlist[1].courseid"},
			{why: "a hidden course", as: "wsuser", arguments: `{"userlist": [{"userid": 11, "courseid": 4}]}`, code: call.CannotEnter, path: "userlist[0].courseid"},
			{why: "a token for another course", as: "wsuser", course: 3, arguments: `{"userlist": [{"userid": 11, "courseid": 2}]}`, code: call.RestrictedContext, path: "userlist[0].courseid"},
			{why: "no such course", as: "admin", arguments: `{"userlist": [{"userid": 11, "courseid": 2}, {"userid": 11, "courseid": 99}]}`, code: call.NotFound, path: "userlist[1].courseid"},
			{why: "none", as: "nobody", arguments: `{"userlist": []}`, want: `[]`},
			{why: "who may not see details sees nobody else", as: "student1", arguments: `{"userlist": [{"userid": 3, "courseid": 2}, {"userid": 14, "courseid": 2}]}`, want: `[]`},
			{why: "a user who is not enrolled, one deleted, one absent, the guest", as: "admin", arguments: `{"userlist": [{"userid": 12, "courseid": 2}, {"userid": 9, "courseid": 2}, {"userid": 99, "courseid": 2}, {"userid": 1, "courseid": 1}]}`, want: `[]`},
			{
				why: "each pair once, in the order of the call; one is suspended there", as: "teacher", arguments: `{"userlist": [{"userid": 11, "courseid": 2}, {"userid": 11, "courseid": 2}]}`,
				want: `[` + seen(`, "groups": [{"id": 1, "name": "Red", "description": "", "descriptionformat": 1}], "roles": [{"roleid": 5, "name": "", "shortname": "student", "sortorder": 5}]`) + `]`,
			},
		})
		got := h.must(t, "wsuser", getCourseProfiles, `{"userlist": [{"userid": 11, "courseid": 3}, {"userid": 3, "courseid": 2}, {"userid": 11, "courseid": 2}, {"userid": 14, "courseid": 1}]}`)
		if ids := foundIDs(t, got); ids != "11 3 11 14" {
			t.Errorf("found %s, want 11 3 11 14", ids)
		}
		if n := strings.Count(got, `"Red"`); n != 1 {
			t.Errorf("a group of one course is shown in %d, want 1: %s", n, got)
		}
		h.must(t, "admin", "core_user_update_users", `{"users": [{"id": 11, "preferences": [{"type": "a", "value": "1"}]}]}`)
		if got := h.must(t, "student1", getCourseProfiles, `{"userlist": [{"userid": 11, "courseid": 2}]}`); !strings.Contains(got, `"preferences"`) || !strings.Contains(got, `"username":"student1"`) {
			t.Errorf("one's own profile lacks what one may see of oneself: %s", got)
		}
	})
}

func TestThousandCourseProfiles(t *testing.T) {
	eachQuiet(t, func(t *testing.T, h *harness) {
		h.addUsers(t, 1000)
		list := many(1000, func(i int) string { return fmt.Sprintf(`{"userid": %d, "courseid": 2}`, 1000+i) })
		var got string
		n := h.reads(t, func() { got = h.must(t, "wsuser", getCourseProfiles, `{"userlist": `+list+`}`) })
		if ids := strings.Fields(foundIDs(t, got)); len(ids) != 1000 || ids[0] != "1000" || ids[999] != "1999" {
			t.Errorf("%d profiles came back", len(ids))
		}
		t.Logf("%d statements that read", n)
		if n > 24 {
			t.Errorf("1000 profiles took %d statements that read", n)
		}
	})
}

func TestUsersAreFoundByID(t *testing.T) {
	const byID = "core_user_get_users_by_id"
	each(t, func(t *testing.T, h *harness) {
		h.try(t, byID, []attempt{
			{why: "a token for a course", as: "wsuser", course: 2, arguments: `{"userids": [3]}`, code: call.RestrictedContext},
			{why: "others are not seen without the capability, nor who is not there", as: "nobody", arguments: `{"userids": [3, 9, 99, -1]}`, want: `[]`},
			{why: "none", as: "wsuser", arguments: `{"userids": []}`, want: `[]`},
		})
		if got := foundIDs(t, h.must(t, "wsuser", byID, `{"userids": [14, 3, 14, 9, 99]}`)); got != "3 14" {
			t.Errorf("found %s, want 3 14", got)
		}
	})
}
