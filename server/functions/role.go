package functions

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/predicate"
	"gatehouse/ent/role"
	"gatehouse/ent/roleassignment"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

// assignable knows which roles the caller may give to others, and where.
type assignable struct {
	everything bool              // a site administrator may give out every role
	roles      map[int]*ent.Role // all there are, each with those that its holders may give out
	held       map[int][]int     // the caller's roles in each course; 0 is the site
}

// assignable finds out what the caller may give out. Nobody gives more than a role that he holds lets him.
func (l *Library) assignable(ctx context.Context, c *call.Call) (*assignable, error) {
	a := &assignable{everything: c.User().SiteAdmin, roles: map[int]*ent.Role{}, held: map[int][]int{}}
	roles, err := l.db().Role.Query().WithMayAssign().All(ctx)
	if err != nil {
		return nil, err
	}
	defaultRole := l.Store.Settings().Site.DefaultRole
	for _, r := range roles {
		a.roles[r.ID] = r
		if r.ShortName == defaultRole {
			a.held[0] = append(a.held[0], r.ID)
		}
	}
	rows, err := l.db().RoleAssignment.Query().Where(roleassignment.UserID(c.User().ID)).All(ctx)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		place := courseOfAssignment(row)
		a.held[place] = append(a.held[place], row.RoleID)
	}
	return a, nil
}

// courseOfAssignment is the course that a role is held in, 0 for the site.
func courseOfAssignment(row *ent.RoleAssignment) int {
	if row.CourseID == nil {
		return 0
	}
	return *row.CourseID
}

// may says whether the caller may give out a role in a course, or with course 0 in the site.
func (a *assignable) may(roleID, course int) bool {
	if a.roles[roleID] == nil || a.everything {
		return a.roles[roleID] != nil
	}
	for _, held := range slices.Concat(a.held[0], a.held[course]) {
		if r := a.roles[held]; r != nil && slices.ContainsFunc(r.Edges.MayAssign, func(r *ent.Role) bool { return r.ID == roleID }) {
			return true
		}
	}
	return false
}

// assignment gives a user a role in a course, or with course 0 in the site.
type assignment struct{ userID, roleID, course int }

// assignRoles gives out roles. Whoever holds one already keeps it, and only new ones change anyone's access.
func assignRoles(ctx context.Context, w *writing, wanted []assignment) error {
	wanted = slices.Clone(wanted)
	slices.SortFunc(wanted, func(a, b assignment) int {
		return cmp.Or(cmp.Compare(a.userID, b.userID), cmp.Compare(a.roleID, b.roleID), cmp.Compare(a.course, b.course))
	})
	for some := range slices.Chunk(slices.Compact(wanted), batchSize) {
		held, err := heldAlready(ctx, w.Client, some)
		if err != nil {
			return err
		}
		missing := slices.DeleteFunc(slices.Clone(some), func(a assignment) bool { return held[a] })
		err = w.RoleAssignment.MapCreateBulk(missing, func(row *ent.RoleAssignmentCreate, i int) {
			row.SetUserID(missing[i].userID).SetRoleID(missing[i].roleID)
			if missing[i].course != 0 {
				row.SetCourseID(missing[i].course)
			}
		}).Exec(ctx)
		if err != nil {
			return fmt.Errorf("assigning roles: %w", err)
		}
		for _, a := range missing {
			w.Changed(store.UserChanged, a.userID)
		}
	}
	return nil
}

func heldAlready(ctx context.Context, db *ent.Client, wanted []assignment) (map[assignment]bool, error) {
	rows, err := db.RoleAssignment.Query().Where(amongAssignments(wanted)).All(ctx)
	if err != nil {
		return nil, err
	}
	held := make(map[assignment]bool, len(rows))
	for _, row := range rows {
		held[assignment{row.UserID, row.RoleID, courseOfAssignment(row)}] = true
	}
	return held, nil
}

// amongAssignments finds every assignment whose user, role and place are among those of some assignments.
func amongAssignments(some []assignment) predicate.RoleAssignment {
	return roleassignment.And(
		roleassignment.UserIDIn(distinct(column(some, func(a assignment) int { return a.userID }))...),
		roleassignment.RoleIDIn(distinct(column(some, func(a assignment) int { return a.roleID }))...),
		roleassignment.Or(
			roleassignment.CourseIDIsNil(),
			roleassignment.CourseIDIn(distinct(column(some, func(a assignment) int { return a.course }))...),
		),
	)
}

// rolesWith returns the ids of the roles that give a capability; everybody says that every signed-in user holds one of them.
func (l *Library) rolesWith(ctx context.Context, capability string) (ids []int, everybody bool, err error) {
	roles, err := l.db().Role.Query().Order(role.ByID()).All(ctx)
	if err != nil {
		return nil, false, err
	}
	for _, r := range roles {
		if slices.Contains(r.Capabilities, capability) {
			ids = append(ids, r.ID)
			everybody = everybody || r.ShortName == l.Store.Settings().Site.DefaultRole
		}
	}
	return ids, everybody, nil
}
