package functions_test

import (
	"context"
	"fmt"
	"reflect"
	"testing"

	"gatehouse/ent"
	entchange "gatehouse/ent/change"
	"gatehouse/ent/roleassignment"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

const unassignRoles = "core_role_unassign_roles"

// unassign makes the arguments for student1 as student of C1, and then for one more.
func unassign(role, user int, place string) string {
	return fmt.Sprintf(`{"unassignments": [{"roleid": 5, "userid": 11, "contextlevel": "course", "instanceid": 2}, {"roleid": %d, "userid": %d, %s}]}`, role, user, place)
}

func TestRolesAreNotTaken(t *testing.T) {
	const inC1, inC2, inSite = `"contextlevel": "course", "instanceid": 2`, `"contextlevel": "course", "instanceid": 3`, `"contextlevel": "system"`
	single := func(role, user int, place string) string {
		return fmt.Sprintf(`{"unassignments": [{"roleid": %d, "userid": %d, %s}]}`, role, user, place)
	}
	each(t, func(t *testing.T, h *harness) {
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			return tx.Role.UpdateOneID(3).AddMayAssignIDs(4).Exec(ctx)
		})
		h.unchanged(t, h.store.DB.RoleAssignment.Query().Count, func() {
			h.try(t, unassignRoles, []attempt{
				{why: "no part in the course", as: "nobody", arguments: single(5, 11, inC1), code: call.CannotEnter, path: "unassignments[0]"},
				{why: "in the course without the capability, even one's own", as: "student1", arguments: single(5, 11, inC1), code: call.NoPermission, path: "unassignments[0]"},
				{why: "without the capability in the site", as: "teacher", arguments: single(4, 11, inSite), code: call.NoPermission, path: "unassignments[0]"},
				{why: "the capability in another course", as: "teacher", arguments: single(4, 11, inC2), code: call.CannotEnter, path: "unassignments[0]"},
				{why: "the capability, but no role that may give out this one", as: "teacher", arguments: single(5, 11, inC1), code: call.InvalidParameter, path: "unassignments[0].roleid"},
				{why: "a role above those that may be taken", as: "wsuser", arguments: unassign(3, 14, inC1), code: call.InvalidParameter, path: "unassignments[1].roleid"},
				{why: "one's own role, which is above them too", as: "wsuser", arguments: unassign(9, 3, inSite), code: call.InvalidParameter, path: "unassignments[1].roleid"},
				{why: "no such role, not even for an administrator", as: "admin", arguments: unassign(99, 11, inC1), code: call.InvalidParameter, path: "unassignments[1].roleid"},
				{why: "a token for another course", as: "wsuser", course: 3, arguments: single(5, 11, inC1), code: call.RestrictedContext, path: "unassignments[0]"},
				{why: "a token for one course reaches for the site", as: "wsuser", course: 2, arguments: unassign(5, 11, inSite), code: call.RestrictedContext, path: "unassignments[1]"},
				{why: "no such course", as: "wsuser", arguments: unassign(5, 11, `"contextlevel": "course", "instanceid": 99`), code: call.InvalidParameter, path: "unassignments[1].instanceid"},
				{why: "no such course, by number", as: "wsuser", arguments: unassign(5, 11, `"contextid": 796`), code: call.InvalidParameter, path: "unassignments[1].contextid"},
				{why: "a hidden course", as: "wsuser", arguments: unassign(5, 11, `"contextlevel": "course", "instanceid": 4`), code: call.CannotEnter, path: "unassignments[1]"},
				{why: "no place", as: "wsuser", arguments: single(5, 11, `"contextid": 0`), code: call.InvalidParameter, path: "unassignments[0].contextid"},
				{why: "a category", as: "wsuser", arguments: single(5, 11, `"contextlevel": "coursecat", "instanceid": 1`), code: call.InvalidParameter, path: "unassignments[0].contextlevel"},
				{why: "an activity, by number", as: "wsuser", arguments: single(5, 11, `"contextid": 13`), code: call.InvalidParameter, path: "unassignments[0].contextid"},
				{why: "none", as: "nobody", arguments: `{"unassignments": []}`, want: `null`},
			})
		})
	})
}

func TestRolesAreTaken(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.write(t, func(ctx context.Context, tx *store.Tx) error { // as students of C1, C2 and the site
			return tx.RoleAssignment.MapCreateBulk([]int{3, 0}, func(row *ent.RoleAssignmentCreate, i int) {
				row.SetUserID(11).SetRoleID(5).SetNillableCourseID([]*int{ptrTo(3), nil}[i])
			}).Exec(ctx)
		})
		// One twice, by both ways to name a place; one that is not held, and users who are not there.
		h.must(t, "wsuser", unassignRoles, `{"unassignments": [
			{"roleid": 5, "userid": 11, "contextid": 20}, {"roleid": 5, "userid": 11, "contextlevel": "course", "instanceid": 2},
			{"roleid": 4, "userid": 12, "contextlevel": "system"}, {"roleid": 5, "userid": 99, "contextlevel": "course", "instanceid": 2},
			{"roleid": 5, "userid": 9, "contextlevel": "course", "instanceid": 2}]}`)
		left := h.store.DB.RoleAssignment.Query().Where(roleassignment.UserID(11)).Order(roleassignment.ByID()).AllX(t.Context())
		if len(left) != 2 || *left[0].CourseID != 3 || left[1].CourseID != nil {
			t.Errorf("what is left is %v, want the roles in C2 and the site", left)
		}
		changes := h.store.DB.Change.Query().Where(entchange.Kind(store.UserChanged)).Select(entchange.FieldSubjectID).IntsX(t.Context())
		if !reflect.DeepEqual(changes, []int{11}) {
			t.Errorf("the access of %v has changed, want that of 11", changes)
		}
		h.must(t, "wsuser", unassignRoles, `{"unassignments": [{"roleid": 5, "userid": 11, "contextid": 1}]}`)
		if n := tally(t, h.store.DB.RoleAssignment.Query().Where(roleassignment.UserID(11)).Count); n != 1 {
			t.Errorf("%d roles are left, want one", n)
		}
		if n := tally(t, h.store.DB.Enrolment.Query().Count); n != 3 {
			t.Errorf("there are %d enrolments, want all 3", n)
		}
	})
}

func ptrTo[T any](v T) *T { return &v }

func TestThousandRolesAreTakenInOneCall(t *testing.T) {
	eachQuiet(t, func(t *testing.T, h *harness) {
		h.addUsers(t, 1000)
		list := many(1000, func(i int) string {
			return fmt.Sprintf(`{"roleid": 5, "userid": %d, "contextlevel": "course", "instanceid": %d}`, 1000+i, 2+i%2)
		})
		h.must(t, "wsuser", assignRoles, `{"assignments": `+list+`}`)
		n := h.reads(t, func() { h.must(t, "wsuser", unassignRoles, `{"unassignments": `+list+`}`) })
		if n > 11 {
			t.Errorf("1000 roles took %d statements that read", n)
		}
		if got := tally(t, h.store.DB.RoleAssignment.Query().Count); got != 4 {
			t.Errorf("%d roles are held still, want 4", got)
		}
	})
}
