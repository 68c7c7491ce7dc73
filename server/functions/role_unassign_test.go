package functions_test

import (
	"context"
	"fmt"
	"testing"

	"gatehouse/ent"
	entchange "gatehouse/ent/change"
	"gatehouse/ent/roleassignment"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

const unassignRoles = "core_role_unassign_roles"

func TestRolesAreTakenAway(t *testing.T) {
	const inC1, inC2, inSite = `"contextlevel": "course", "instanceid": 2`, `"contextlevel": "course", "instanceid": 3`, `"contextlevel": "system"`
	// unassign takes student1's part in C1, and then one role more.
	unassign := func(role, user int, place string) string {
		return fmt.Sprintf(`{"unassignments": [{"roleid": 5, "userid": 11, %s}, {"roleid": %d, "userid": %d, %s}]}`, inC1, role, user, place)
	}
	each(t, func(t *testing.T, h *harness) {
		h.unchanged(t, h.store.DB.RoleAssignment.Query().Count, func() {
			h.try(t, unassignRoles, []attempt{
				{why: "no part in the course", as: "nobody", arguments: unassign(5, 12, inC1), code: call.CannotEnter, path: "unassignments[0]"},
				{why: "in the course without the capability, though it is one's own role", as: "student1", arguments: unassign(5, 11, inC1), code: call.NoPermission, path: "unassignments[0]"},
				{why: "the capability, but no role that may give out this one", as: "teacher", arguments: unassign(5, 12, inC1), code: call.InvalidParameter, path: "unassignments[0].roleid"},
				{why: "the last one in the site, where the capability is not held", as: "teacher", arguments: fmt.Sprintf(`{"unassignments": [{"roleid": 5, "userid": 11, %s}]}`, inSite), code: call.NoPermission, path: "unassignments[0]"},
				{why: "a role above those that may be given out", as: "wsuser", arguments: unassign(3, 14, inC1), code: call.InvalidParameter, path: "unassignments[1].roleid"},
				{why: "one's own role, which is above them too", as: "wsuser", arguments: unassign(9, 3, inSite), code: call.InvalidParameter, path: "unassignments[1].roleid"},
				{why: "a token for another course", as: "wsuser", course: 3, arguments: unassign(5, 12, inC1), code: call.RestrictedContext, path: "unassignments[0]"},
				{why: "no such course", as: "wsuser", arguments: unassign(5, 12, `"contextlevel": "course", "instanceid": 99`), code: call.InvalidParameter, path: "unassignments[1].instanceid"},
				{why: "no such role", as: "admin", arguments: unassign(99, 12, inC1), code: call.InvalidParameter, path: "unassignments[1].roleid"},
				{why: "a category", as: "wsuser", arguments: unassign(5, 12, `"contextlevel": "coursecat", "instanceid": 1`), code: call.InvalidParameter, path: "unassignments[1].contextlevel"},
				{why: "none", as: "nobody", arguments: `{"unassignments": []}`, want: `null`},
			})
		})
		changes := func() int {
			return h.store.DB.Change.Query().Where(entchange.Kind(store.UserChanged), entchange.SubjectID(11)).CountX(t.Context())
		}
		before, held := changes(), tally(t, h.store.DB.RoleAssignment.Query().Count)
		h.try(t, unassignRoles, []attempt{
			{why: "not held there, and by nobody", as: "wsuser", arguments: fmt.Sprintf(`{"unassignments": [{"roleid": 5, "userid": 11, %s}, {"roleid": 5, "userid": 99, %s}]}`, inC2, inC2), want: `null`},
		})
		if changes() != before {
			t.Error("whoever lost nothing got other access")
		}
		h.must(t, "wsuser", unassignRoles, unassign(5, 11, inC1))
		if h.store.DB.RoleAssignment.Query().Where(roleassignment.UserID(11), roleassignment.RoleID(5)).ExistX(t.Context()) {
			t.Error("the role is still held")
		}
		if changes() != before+1 {
			t.Errorf("%d changes tell of it, want one", changes()-before)
		}
		if n := tally(t, h.store.DB.RoleAssignment.Query().Count); n != held-1 {
			t.Errorf("%d of %d roles are left, want all but one", n, held)
		}
	})
}

func TestThousandRolesTakenAwayInOneCall(t *testing.T) {
	eachQuiet(t, func(t *testing.T, h *harness) {
		h.addUsers(t, 1000)
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			return tx.RoleAssignment.MapCreateBulk(make([]int, 1000), func(row *ent.RoleAssignmentCreate, i int) {
				row.SetRoleID(5).SetUserID(1000 + i).SetCourseID(2)
			}).Exec(ctx)
		})
		ended := many(1000, func(i int) string {
			return fmt.Sprintf(`{"roleid": 5, "userid": %d, "contextlevel": "course", "instanceid": 2}`, 1000+i)
		})
		n := h.reads(t, func() { h.must(t, "wsuser", unassignRoles, `{"unassignments": `+ended+`}`) })
		if n > 12 {
			t.Errorf("1000 roles took %d statements that read", n)
		}
		if left := tally(t, h.store.DB.RoleAssignment.Query().Where(roleassignment.UserIDIn(1000, 1499, 1500, 1999)).Count); left != 0 {
			t.Errorf("%d roles are still held", left)
		}
	})
}
