package functions_test

import (
	"context"
	"fmt"
	"reflect"
	"testing"

	entchange "gatehouse/ent/change"
	"gatehouse/ent/roleassignment"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

const assignRoles = "core_role_assign_roles"

// assign makes the arguments for student2 as student of C1, and then for one assignment more.
func assign(role, user int, place string) string {
	return fmt.Sprintf(`{"assignments": [{"roleid": 5, "userid": 12, "contextlevel": "course", "instanceid": 2}, {"roleid": %d, "userid": %d, %s}]}`, role, user, place)
}

func TestRolesAreNotAssigned(t *testing.T) {
	const inC1, inC2, inSite = `"contextlevel": "course", "instanceid": 2`, `"contextlevel": "course", "instanceid": 3`, `"contextlevel": "system"`
	single := func(role, user int, place string) string {
		return fmt.Sprintf(`{"assignments": [{"roleid": %d, "userid": %d, %s}]}`, role, user, place)
	}
	each(t, func(t *testing.T, h *harness) {
		h.unchanged(t, h.store.DB.RoleAssignment.Query().Count, func() {
			h.try(t, assignRoles, []attempt{
				{why: "no part in the course", as: "nobody", arguments: single(5, 12, inC1), code: call.CannotEnter, path: "assignments[0]"},
				{why: "in the course without the capability", as: "student1", arguments: single(5, 12, inC1), code: call.NoPermission, path: "assignments[0]"},
				{why: "without the capability in the site", as: "teacher", arguments: single(5, 12, inSite), code: call.NoPermission, path: "assignments[0]"},
				{why: "the capability in another course", as: "teacher", arguments: single(5, 12, inC2), code: call.CannotEnter, path: "assignments[0]"},
				{why: "the capability, but no role that may give out this one", as: "teacher", arguments: single(5, 12, inC1), code: call.InvalidParameter, path: "assignments[0].roleid"},
				{why: "a role above those that may be given out", as: "wsuser", arguments: assign(3, 12, inC1), code: call.InvalidParameter, path: "assignments[1].roleid"},
				{why: "one's own role, which is above them too", as: "wsuser", arguments: assign(9, 3, inSite), code: call.InvalidParameter, path: "assignments[1].roleid"},
				{why: "no such role, not even for an administrator", as: "admin", arguments: single(99, 12, inC1), code: call.InvalidParameter, path: "assignments[0].roleid"},
				{why: "a token for another course", as: "wsuser", course: 3, arguments: single(5, 12, inC1), code: call.RestrictedContext, path: "assignments[0]"},
				{why: "a token for one course reaches for the site", as: "wsuser", course: 2, arguments: assign(5, 12, inSite), code: call.RestrictedContext, path: "assignments[1]"},
				{why: "no such course", as: "wsuser", arguments: assign(5, 12, `"contextlevel": "course", "instanceid": 99`), code: call.InvalidParameter, path: "assignments[1].instanceid"},
				{why: "no such course, by number", as: "wsuser", arguments: assign(5, 12, `"contextid": 796`), code: call.InvalidParameter, path: "assignments[1].contextid"},
				{why: "no such user", as: "wsuser", arguments: assign(5, 99, inC1), code: call.UserNotFound, path: "assignments[1].userid"},
				{why: "a deleted user", as: "wsuser", arguments: assign(5, 9, inC1), code: call.UserNotFound, path: "assignments[1].userid"},
				{why: "no place", as: "wsuser", arguments: single(5, 12, `"contextid": 0`), code: call.InvalidParameter, path: "assignments[0].contextid"},
				{why: "a number that stands for no place", as: "wsuser", arguments: single(5, 12, `"contextid": 7`), code: call.InvalidParameter, path: "assignments[0].contextid"},
				{why: "a category", as: "wsuser", arguments: single(5, 12, `"contextlevel": "coursecat", "instanceid": 1`), code: call.InvalidParameter, path: "assignments[0].contextlevel"},
				{why: "a user, by number", as: "wsuser", arguments: single(5, 12, `"contextid": 98`), code: call.InvalidParameter, path: "assignments[0].contextid"},
				{why: "a kind of place that there is not", as: "wsuser", arguments: single(5, 12, `"contextlevel": "module", "instanceid": 1`), code: call.InvalidParameter, path: "assignments[0].contextlevel"},
				{why: "which course?", as: "wsuser", arguments: single(5, 12, `"contextlevel": "course"`), code: call.InvalidParameter, path: "assignments[0].instanceid"},
				{why: "course 0 is not the site", as: "wsuser", arguments: single(5, 12, `"contextlevel": "course", "instanceid": 0`), code: call.InvalidParameter, path: "assignments[0].instanceid"},
				{why: "none", as: "nobody", arguments: `{"assignments": []}`, want: `null`},
			})
		})
	})
}

func TestRolesAreAssigned(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		changes := func() []int {
			return h.store.DB.Change.Query().Where(entchange.Kind(store.UserChanged)).Order(entchange.ByID()).Select(entchange.FieldSubjectID).IntsX(t.Context())
		}
		// The course by its number as a context, the site by its name, one twice, and one that the user holds already.
		h.must(t, "wsuser", assignRoles, `{"assignments": [
			{"roleid": 5, "userid": 12, "contextid": 20}, {"roleid": 5, "userid": 12, "contextlevel": "course", "instanceid": 2},
			{"roleid": 4, "userid": 13, "contextlevel": "system", "instanceid": 0}, {"roleid": 5, "userid": 11, "contextlevel": "course", "instanceid": 2}]}`)
		if got := changes(); !reflect.DeepEqual(got, []int{12, 13}) {
			t.Errorf("the access of %v has changed, want that of 12 and 13", got)
		}
		inCourse := h.store.DB.RoleAssignment.Query().Where(roleassignment.UserID(12)).OnlyX(t.Context())
		inSite := h.store.DB.RoleAssignment.Query().Where(roleassignment.UserID(13)).OnlyX(t.Context())
		if *inCourse.CourseID != 2 || inCourse.RoleID != 5 || inSite.CourseID != nil || inSite.RoleID != 4 {
			t.Errorf("roles were given elsewhere: %v %v", inCourse, inSite)
		}
		h.must(t, "wsuser", assignRoles, `{"assignments": [{"roleid": 4, "userid": 13, "contextid": 1}]}`)
		if got := changes(); len(got) != 2 {
			t.Errorf("a role that was held already changed access: %v", got)
		}
		h.must(t, "admin", assignRoles, assign(9, 5, `"contextlevel": "system"`))
		h.must(t, "nobody", createCohorts, `{"cohorts": []}`) // who has just got a role may use it
	})
}

func TestWhatARoleMayGiveOutCountsWhereItIsHeld(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			return tx.Role.UpdateOneID(3).AddMayAssignIDs(3, 4).Exec(ctx) // teachers of a course may name others in it, and helpers
		})
		h.try(t, assignRoles, []attempt{
			{why: "in another course, where the right to give out other roles is held", as: "wsuser", arguments: `{"assignments": [{"roleid": 3, "userid": 12, "contextlevel": "course", "instanceid": 3}]}`, code: call.InvalidParameter, path: "assignments[0].roleid"},
			{why: "in the whole site", as: "wsuser", arguments: `{"assignments": [{"roleid": 3, "userid": 12, "contextlevel": "system"}]}`, code: call.InvalidParameter, path: "assignments[0].roleid"},
			{why: "in another course", as: "teacher", arguments: `{"assignments": [{"roleid": 4, "userid": 12, "contextlevel": "course", "instanceid": 3}]}`, code: call.CannotEnter, path: "assignments[0]"},
			{why: "another role", as: "teacher", arguments: `{"assignments": [{"roleid": 5, "userid": 12, "contextlevel": "course", "instanceid": 2}]}`, code: call.InvalidParameter, path: "assignments[0].roleid"},
			{why: "where it is held", as: "teacher", arguments: `{"assignments": [{"roleid": 4, "userid": 12, "contextlevel": "course", "instanceid": 2}]}`, want: `null`},
		})
	})
}

func TestThousandAssignmentsInOneCall(t *testing.T) {
	eachQuiet(t, func(t *testing.T, h *harness) {
		h.addUsers(t, 1000)
		before := tally(t, h.store.DB.RoleAssignment.Query().Count)
		list := many(1000, func(i int) string {
			return fmt.Sprintf(`{"roleid": 5, "userid": %d, "contextlevel": "course", "instanceid": %d}`, 1000+i, 2+i%2)
		})
		n := h.reads(t, func() { h.must(t, "wsuser", assignRoles, `{"assignments": `+list+`}`) })
		if n > 14 {
			t.Errorf("1000 assignments took %d statements that read", n)
		}
		if got := tally(t, h.store.DB.RoleAssignment.Query().Count); got != before+1000 {
			t.Errorf("there are %d assignments, want %d", got, before+1000)
		}
	})
}
