package functions_test

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"gatehouse/ent"
	entchange "gatehouse/ent/change"
	"gatehouse/ent/enrolment"
	"gatehouse/ent/roleassignment"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

const (
	enrolManually = "enrol_manual_enrol_users"
	getEnrolled   = "core_enrol_get_enrolled_users"
)

func TestUsersAreNotEnrolled(t *testing.T) {
	one := func(role, user, course int) string {
		return fmt.Sprintf(`{"enrolments": [{"roleid": %d, "userid": %d, "courseid": %d}]}`, role, user, course)
	}
	after := func(role, user, course int) string {
		return fmt.Sprintf(`{"enrolments": [{"roleid": 5, "userid": 12, "courseid": 2}, {"roleid": %d, "userid": %d, "courseid": %d}]}`, role, user, course)
	}
	each(t, func(t *testing.T, h *harness) {
		parts := func(ctx context.Context) (int, error) {
			n, err := h.store.DB.Enrolment.Query().Count(ctx)
			if err != nil {
				return 0, err
			}
			m, err := h.store.DB.RoleAssignment.Query().Count(ctx)
			return n + m, err
		}
		h.unchanged(t, parts, func() {
			h.try(t, enrolManually, []attempt{
				{why: "no part in the course", as: "nobody", arguments: one(5, 12, 2), code: call.CourseContext, path: "enrolments[0].courseid"},
				{why: "in the course without the capability", as: "student1", arguments: one(5, 12, 2), code: call.NoPermission, path: "enrolments[0].courseid"},
				{why: "the capability in another course", as: "teacher", arguments: one(5, 12, 3), code: call.CourseContext, path: "enrolments[0].courseid"},
				{why: "the capability, but no role that may give out this one", as: "teacher", arguments: one(5, 12, 2), code: call.CannotAssign, path: "enrolments[0].roleid"},
				{why: "a role above those that may be given out", as: "wsuser", arguments: after(3, 12, 2), code: call.CannotAssign, path: "enrolments[1].roleid"},
				{why: "no such role, not even for an administrator", as: "admin", arguments: one(99, 12, 2), code: call.CannotAssign, path: "enrolments[0].roleid"},
				{why: "a token for another course", as: "wsuser", course: 3, arguments: one(5, 12, 2), code: call.CourseContext, path: "enrolments[0].courseid"},
				{why: "no such course", as: "wsuser", arguments: after(5, 12, 99), code: call.CourseContext, path: "enrolments[1].courseid"},
				{why: "the site", as: "wsuser", arguments: one(5, 12, 1), code: call.NoEnrolmentMethod, path: "enrolments[0].courseid"},
				{why: "no such user", as: "wsuser", arguments: after(5, 99, 2), code: call.UserNotFound, path: "enrolments[1].userid"},
				{why: "a deleted user", as: "wsuser", arguments: after(5, 9, 2), code: call.UserNotFound, path: "enrolments[1].userid"},
				{why: "the guest", as: "wsuser", arguments: after(5, 1, 2), code: call.UserNotFound, path: "enrolments[1].userid"},
				{why: "a time before 1970", as: "wsuser", arguments: `{"enrolments": [{"roleid": 5, "userid": 12, "courseid": 2, "timeend": -1}]}`, code: call.InvalidParameter, path: "enrolments[0].timeend"},
				{why: "none", as: "nobody", arguments: `{"enrolments": []}`, want: `null`},
			})
		})
	})
}

func TestUsersAreEnrolled(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		ctx := t.Context()
		changes := func() []int {
			return h.store.DB.Change.Query().Where(entchange.Kind(store.UserChanged)).Order(entchange.ByID()).Select(entchange.FieldSubjectID).IntsX(ctx)
		}
		h.must(t, "wsuser", enrolManually, `{"enrolments": [
			{"roleid": 5, "userid": 12, "courseid": 2},
			{"roleid": 5, "userid": 13, "courseid": 3, "timestart": 1700000000, "timeend": 1800000000, "suspend": 1},
			{"roleid": 4, "userid": 12, "courseid": 2, "timestart": 1600000000}]}`)
		if got := changes(); !reflect.DeepEqual(got, []int{12, 13}) {
			t.Errorf("the access of %v has changed, want that of 12 and 13", got)
		}
		row := h.store.DB.Enrolment.Query().Where(enrolment.UserID(13)).OnlyX(ctx)
		if row.TimeStart.Unix() != 1700000000 || row.TimeEnd.Unix() != 1800000000 || !row.Suspended || row.Method != "manual" {
			t.Errorf("not stored as given: %v", row)
		}
		row = h.store.DB.Enrolment.Query().Where(enrolment.UserID(12)).OnlyX(ctx)
		if row.TimeStart == nil || row.TimeStart.Unix() != 1600000000 {
			t.Errorf("of two entries the later one does not count: %v", row)
		}
		if n := h.store.DB.RoleAssignment.Query().Where(roleassignment.UserID(12), roleassignment.CourseID(2)).CountX(ctx); n != 2 {
			t.Errorf("the user holds %d roles, want 2", n)
		}

		h.must(t, "wsuser", enrolManually, `{"enrolments": [{"roleid": 5, "userid": 13, "courseid": 3}]}`)
		row = h.store.DB.Enrolment.Query().Where(enrolment.UserID(13)).OnlyX(ctx)
		if row.TimeStart != nil || row.TimeEnd != nil || row.Suspended {
			t.Errorf("an enrolment is not brought up to date: %v", row)
		}
		if got := changes(); len(got) != 2 {
			t.Errorf("an enrolment without a new role changed access: %v", got)
		}
		h.must(t, "admin", enrolManually, `{"enrolments": [{"roleid": 3, "userid": 13, "courseid": 4}]}`)
		if _, err := h.callIn(t, "wsuser", 3, enrolManually, `{"enrolments": [{"roleid": 4, "userid": 14, "courseid": 3}]}`); err != nil {
			t.Errorf("a token for the course is refused: %v", err)
		}
	})
}

func TestThousandEnrolmentsInOneCall(t *testing.T) {
	eachQuiet(t, func(t *testing.T, h *harness) {
		h.addUsers(t, 1000)
		list := many(1000, func(i int) string { return fmt.Sprintf(`{"roleid": 5, "userid": %d, "courseid": %d}`, 1000+i, 2+i%2) })
		n := h.reads(t, func() { h.must(t, "wsuser", enrolManually, `{"enrolments": `+list+`}`) })
		if n > 16 {
			t.Errorf("1000 enrolments took %d statements that read", n)
		}
		if got := tally(t, h.store.DB.Enrolment.Query().Count); got != 3+1000+500 {
			t.Errorf("there are %d enrolments, want 1503", got)
		}
		n = h.reads(t, func() {
			if got := len(idsOf(t, h.must(t, "wsuser", getEnrolled, `{"courseid": 2}`))); got != 1003 {
				t.Errorf("%d participants came back, want 1003", got)
			}
		})
		if n > 30 {
			t.Errorf("reading 1003 participants took %d statements", n)
		}
	})
}

// fillParticipants makes C1 a course with enrolments of every kind:
// 3 and 14 teach, 11 is a student in Red, 12 is suspended there, 13 is not yet in, 1000 is no longer in.
func fillParticipants(t *testing.T, h *harness) {
	t.Helper()
	h.write(t, func(ctx context.Context, tx *store.Tx) error {
		soon, past := time.Now().Add(time.Hour), time.Now().Add(-time.Hour)
		if err := tx.User.Create().SetID(1000).SetUsername("gone").SetFirstName("Alma").SetLastName("Aa").Exec(ctx); err != nil {
			return err
		}
		for _, row := range []*ent.EnrolmentCreate{
			tx.Enrolment.Create().SetUserID(12).SetSuspended(true), tx.Enrolment.Create().SetUserID(13).SetTimeStart(soon),
			tx.Enrolment.Create().SetUserID(1000).SetTimeEnd(past), tx.Enrolment.Create().SetUserID(9),
		} {
			if err := row.SetCourseID(2).Exec(ctx); err != nil {
				return err
			}
		}
		return tx.Enrolment.Create().SetCourseID(4).SetUserID(11).Exec(ctx) // C3 is hidden
	})
}

func option(name, value string) string {
	return fmt.Sprintf(`{"courseid": 2, "options": [{"name": %q, "value": %q}]}`, name, value)
}

func TestParticipantsAreNotListed(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		fillParticipants(t, h)
		h.must(t, "admin", createGroups, `{"groups": [{"courseid": 2, "name": "Blue", "description": ""}]}`)
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			return tx.Role.UpdateOneID(9).SetCapabilities([]string{"moodle/course:view"}).Exec(ctx) // wsuser still teaches C1
		})
		h.try(t, getEnrolled, []attempt{
			{why: "no part in the course", as: "nobody", arguments: `{"courseid": 2}`, code: call.CourseContext, path: "courseid"},
			{why: "the capability in another course", as: "wsuser", arguments: `{"courseid": 3}`, code: call.NoPermission, path: "courseid"},
			{why: "everybody may enter the site, not everybody may list its users", as: "nobody", arguments: `{"courseid": 1}`, code: call.NoPermission, path: "courseid"},
			{why: "a token for another course", as: "admin", course: 3, arguments: `{"courseid": 2}`, code: call.CourseContext, path: "courseid"},
			{why: "no such course", as: "admin", arguments: `{"courseid": 99}`, code: call.CourseContext, path: "courseid"},
			{why: "who holds a capability is not for students", as: "student1", arguments: option("withcapability", "moodle/course:update"), code: call.NoPermission},
			{why: "who is suspended is not for students", as: "student1", arguments: option("onlysuspended", "1"), code: call.NoPermission},
			{why: "nor who is active", as: "student1", arguments: option("onlyactive", "1"), code: call.NoPermission},
			{why: "a group of others", as: "student1", arguments: option("groupid", "2"), code: call.NoPermission},
			{why: "a field that no user has", as: "teacher", arguments: option("userfields", "id,password"), code: call.InvalidUserField, path: "options[0].value"},
			{why: "an order that is none", as: "teacher", arguments: option("sortby", "email"), code: call.InvalidParameter, path: "options[0].value"},
			{why: "a direction that is none", as: "teacher", arguments: option("sortdirection", "up"), code: call.InvalidParameter, path: "options[0].value"},
			{why: "a limit below 0", as: "teacher", arguments: option("limitfrom", "-1"), code: call.InvalidParameter, path: "options[0].value"},
			{why: "a limit that is no number", as: "teacher", arguments: option("limitnumber", "x"), code: call.InvalidParameter, path: "options[0].value"},
			{why: "both at once", as: "teacher", arguments: `{"courseid": 2, "options": [{"name": "onlyactive", "value": "1"}, {"name": "onlysuspended", "value": "1"}]}`, code: call.CodingError, path: "options"},
		})
	})
}

func TestParticipantsAreListed(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		fillParticipants(t, h)
		for _, row := range []struct {
			why, as, arguments string
			want               []int
		}{
			{"everybody who is enrolled somehow, by id; not who was deleted", "teacher", `{"courseid": 2}`, []int{3, 11, 12, 13, 14, 1000}},
			{"an unknown option is passed over", "teacher", option("colour", "red"), []int{3, 11, 12, 13, 14, 1000}},
			{"only those who take part now", "wsuser", option("onlyactive", "1"), []int{3, 11, 14}},
			{"the others: suspended, not yet in, no longer in", "teacher", option("onlysuspended", "1"), []int{12, 13, 1000}},
			{"an option that is off", "student1", option("onlyactive", "0"), []int{11}},
			{"who sees no details of others still sees itself", "student1", `{"courseid": 2}`, []int{11}},
			{"a group", "teacher", option("groupid", "1"), []int{11}},
			{"one's own group", "student1", option("groupid", "1"), []int{11}},
			{"a group that is not there", "teacher", option("groupid", "99"), []int{}},
			{"who may change the course", "teacher", option("withcapability", "moodle/course:update"), []int{3, 14}},
			{"a capability that nobody has", "teacher", option("withcapability", "moodle/none:such"), []int{}},
			{"a page", "teacher", `{"courseid": 2, "options": [{"name": "limitfrom", "value": "1"}, {"name": "limitnumber", "value": "2"}]}`, []int{11, 12}},
			{"from a place to the end", "teacher", option("limitfrom", "4"), []int{14, 1000}},
			{"by last name and first name", "teacher", `{"courseid": 2, "options": [{"name": "sortby", "value": "siteorder"}, {"name": "sortdirection", "value": "ASC"}]}`, []int{1000, 13, 14, 11, 12, 3}},
			{"the other way round", "teacher", option("sortdirection", "desc"), []int{1000, 14, 13, 12, 11, 3}},
			{"the site: everybody but the guest and who was deleted", "wsuser", `{"courseid": 1}`, []int{2, 3, 4, 5, 11, 12, 13, 14, 1000}},
		} {
			if got := idsOf(t, h.must(t, row.as, getEnrolled, row.arguments)); !reflect.DeepEqual(got, row.want) {
				t.Errorf("%s: got %v, want %v", row.why, got, row.want)
			}
		}
	})
}

func TestParticipantsAreDescribed(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		fillParticipants(t, h)
		inRed := func(value string) string {
			return fmt.Sprintf(`{"courseid": 2, "options": [{"name": "userfields", "value": %q}, {"name": "groupid", "value": "1"}]}`, value)
		}
		h.try(t, getEnrolled, []attempt{
			{
				why: "all fields that are not empty; the name of a role that every site has is the clients' matter; no hidden courses", as: "wsuser",
				arguments: option("groupid", "1"),
				want: `[{"id": 11, "username": "student1", "firstname": "Student1", "lastname": "Test", "fullname": "Student1 Test",
					"email": "student1@example.com", "department": "", "firstaccess": 0, "lastaccess": 0, "lastcourseaccess": 0, "city": "Perth", "country": "AU",
					"profileimageurlsmall": "https://school.example/theme/image.php/boost/core/1/u/f2",
					"profileimageurl": "https://school.example/theme/image.php/boost/core/1/u/f1",
					"groups": [{"id": 1, "name": "Red", "description": "", "descriptionformat": 1}],
					"roles": [{"roleid": 5, "name": "", "shortname": "student", "sortorder": 5}],
					"enrolledcourses": [{"id": 2, "fullname": "Course one", "shortname": "C1"}]}]`,
			},
			{why: "only what was asked for, and always id and name", as: "teacher", arguments: inRed("city, groups"), want: `[{"id": 11, "fullname": "Student1 Test", "city": "Perth", "groups": [{"id": 1, "name": "Red", "description": "", "descriptionformat": 1}]}]`},
			{why: "a field that is not in the answer", as: "teacher", arguments: inRed("auth"), want: `[{"id": 11, "fullname": "Student1 Test"}]`},
		})
		if got, err := h.callIn(t, "admin", 2, getEnrolled, option("groupid", "1")); err != nil || strings.Contains(got, `"C3"`) {
			t.Errorf("a token for one course sees other courses: %s %v", got, err)
		}
		if got := h.must(t, "admin", getEnrolled, option("groupid", "1")); !strings.Contains(got, `"C3"`) {
			t.Errorf("who may see hidden courses does not: %s", got)
		}
	})
}

func TestHiddenGroupsAreNotShown(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		for visibility, seen := range []bool{0: true, 1: true, 2: true, 3: false} {
			h.write(t, func(ctx context.Context, tx *store.Tx) error {
				return tx.Group.UpdateOneID(1).SetVisibility(visibility).Exec(ctx)
			})
			if got := h.must(t, "student1", getEnrolled, option("userfields", "groups")); strings.Contains(got, "Red") != seen {
				t.Errorf("visibility %d: the member sees %s", visibility, got)
			}
			if got := h.must(t, "teacher", getEnrolled, option("userfields", "groups")); !strings.Contains(got, "Red") {
				t.Errorf("visibility %d: who manages groups sees %s", visibility, got)
			}
		}
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			if err := tx.Role.UpdateOneID(4).SetCapabilities([]string{"moodle/course:view", "moodle/user:viewdetails", "moodle/course:viewparticipants"}).Exec(ctx); err != nil {
				return err
			}
			if err := tx.RoleAssignment.Create().SetRoleID(4).SetUserID(5).SetCourseID(2).Exec(ctx); err != nil {
				return err
			}
			return tx.Group.UpdateOneID(1).SetVisibility(1).Exec(ctx)
		})
		if got := h.must(t, "nobody", getEnrolled, option("userfields", "groups")); strings.Contains(got, "Red") || !strings.Contains(got, "Student1") {
			t.Errorf("who is no member sees the members of a group that only members see: %s", got)
		}
	})
}

func TestSeparateGroupsSeeThemselves(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.must(t, "teacher", createGroups, `{"groups": [{"courseid": 2, "name": "Blue", "description": ""}]}`)
		h.must(t, "teacher", "core_group_add_group_members", `{"members": [{"groupid": 2, "userid": 14}, {"groupid": 1, "userid": 3}]}`)
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			if err := tx.Course.UpdateOneID(2).SetGroupMode(1).Exec(ctx); err != nil {
				return err
			}
			return tx.Role.UpdateOneID(5).SetCapabilities([]string{"moodle/user:viewdetails"}).Exec(ctx)
		})
		if got := idsOf(t, h.must(t, "student1", getEnrolled, `{"courseid": 2}`)); !reflect.DeepEqual(got, []int{3, 11}) {
			t.Errorf("a member of Red sees %v, want 3 and 11", got)
		}
		h.write(t, func(ctx context.Context, tx *store.Tx) error { _, err := tx.GroupMember.Delete().Exec(ctx); return err })
		if got := idsOf(t, h.must(t, "student1", getEnrolled, `{"courseid": 2}`)); len(got) != 0 {
			t.Errorf("who is in no group sees %v, want nobody", got)
		}
	})
}

func TestGradedUsersAreListed(t *testing.T) {
	const search = "core_grades_get_enrolled_users_for_search_widget"
	each(t, func(t *testing.T, h *harness) {
		h.must(t, "wsuser", enrolManually, `{"enrolments": [{"roleid": 5, "userid": 12, "courseid": 2}, {"roleid": 5, "userid": 13, "courseid": 2, "suspend": 1}]}`)
		h.must(t, "wsuser", createGroups, `{"groups": [{"courseid": 2, "name": "Blue", "description": ""}]}`)
		h.try(t, search, []attempt{
			{why: "no part in the course", as: "nobody", arguments: `{"courseid": 2, "actionbaseurl": "https://x.example"}`, code: call.CannotEnter, path: "courseid"},
			{why: "the capability in another course", as: "teacher", arguments: `{"courseid": 3, "actionbaseurl": "https://x.example"}`, code: call.CannotEnter, path: "courseid"},
			{why: "a token for another course", as: "wsuser", course: 3, arguments: `{"courseid": 2, "actionbaseurl": "https://x.example"}`, code: call.RestrictedContext, path: "courseid"},
			{why: "no such course", as: "wsuser", arguments: `{"courseid": 99, "actionbaseurl": "https://x.example"}`, code: call.NotFound, path: "courseid"},
			{why: "an address that runs", as: "wsuser", arguments: `{"courseid": 2, "actionbaseurl": "javascript:alert(1)"}`, code: call.InvalidParameter, path: "actionbaseurl"},
			{why: "a group of others", as: "student1", arguments: `{"courseid": 2, "actionbaseurl": "https://x.example", "groupid": 2}`, code: call.NoPermission},
			{
				why: "students who take part now, and not their teachers", as: "teacher", arguments: `{"courseid": 2, "actionbaseurl": "https://x.example/grade?mode=a%20b#top", "groupid": 1}`,
				want: `{"users": [{"id": 11, "profileimage": "https://school.example/theme/image.php/boost/core/1/u/f1",
					"url": "https://x.example/grade?id=2&mode=a+b&userid=11#top", "fullname": "Student1 Test", "email": "student1@example.com", "active": false}], "warnings": []}`,
			},
		})
		if got := h.must(t, "teacher", search, `{"courseid": 2, "actionbaseurl": "https://x.example"}`); strings.Count(got, `"id"`) != 2 {
			t.Errorf("got %s, want the two students", got)
		}
	})
}
