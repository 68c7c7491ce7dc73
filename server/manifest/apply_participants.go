package manifest

import (
	"cmp"
	"context"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/group"
	"gatehouse/ent/groupmember"
	"gatehouse/server/store"
)

// collectEnrolments notes what courses say about enrolments, because the roles of users depend on it. Users that are not there
// are reported when the enrolments are planned.
func (p *planner) collectEnrolments() {
	for i, course := range p.courseRows {
		for j := range p.m.Courses[i].Enrolments {
			e := &p.m.Courses[i].Enrolments[j]
			if user, _ := p.users.find(0, key(username, e.User)); user != nil && course != nil {
				p.enrolling[place{course, user}] = e
			}
		}
	}
}

// removesEnrolment says whether pruning ends an enrolment.
func (p *planner) removesEnrolment(course *ent.Course, user *ent.User) bool {
	return p.options.Prune && p.saysEnrolments[course] && p.enrolling[place{course, user}] == nil
}

// planParticipants plans the enrolments and groups of courses.
func (p *planner) planParticipants() {
	for i, course := range p.courseRows {
		if course == nil {
			continue
		}
		path := at("courses", i)
		seen := map[*ent.User]bool{}
		for j := range p.m.Courses[i].Enrolments {
			p.planEnrolment(at(path+".enrolments", j), course, &p.m.Courses[i].Enrolments[j], seen)
		}
		p.pruneEnrolments(path, course)
		p.planGroups(path, course, p.m.Courses[i].Groups)
	}
}

func (p *planner) planEnrolment(path string, course *ent.Course, e *Enrolment, seen map[*ent.User]bool) {
	user := p.userOf(path+".user", e.User)
	if user == nil {
		return
	}
	if seen[user] {
		p.wrong(path, "the user %s stands here twice", user.Username)
	}
	seen[user] = true
	t := aim(p, enrolmentKind, path, p.enrolments[course.ID][user.ID])
	t.compare(e)
	if t.isNew {
		t.link("course_id", func() int { return course.ID })
		t.link("user_id", func() int { return user.ID })
	}
	if e.Role != "" {
		p.planEnrolmentRole(t, course, user, e.Role)
	}
	t.finish(participant(course, user))
}

func participant(course *ent.Course, user *ent.User) string {
	return course.ShortName + ": " + user.Username
}

// planEnrolmentRole gives the user the role in the course, in place of the one that the enrolment had.
func (p *planner) planEnrolmentRole(t *target[ent.Enrolment], course *ent.Course, user *ent.User, name string) {
	role := p.roleOf(t.path+".role", name)
	held := p.heldIn(course, user)
	has := func(row *ent.RoleAssignment) bool { return p.roles.byID[row.RoleID] == role }
	if role == nil || slices.ContainsFunc(held, has) || slices.Contains(p.besides[place{course, user}], role) {
		return
	}
	c, change := roleChange{add: []*ent.Role{role}}, FieldChange{Name: "role", New: role.ShortName}
	if len(held) > 0 && !p.saysCourseRoles[user] {
		lowest := slices.MinFunc(held, func(a, b *ent.RoleAssignment) int { return cmp.Compare(a.RoleID, b.RoleID) })
		c.remove, change.Old = []int{lowest.ID}, p.roles.byID[lowest.RoleID].ShortName
	}
	t.also = append(t.also, change)
	t.steps = append(t.steps, c.step(user, course))
}

// pruneEnrolments ends the enrolments that a course does not mention, and with each the user's roles and groups there.
func (p *planner) pruneEnrolments(path string, course *ent.Course) {
	var rows []*ent.Enrolment
	for user, row := range p.enrolments[course.ID] {
		if p.removesEnrolment(course, p.users.byID[user]) {
			rows = append(rows, row)
		}
	}
	slices.SortFunc(rows, func(a, b *ent.Enrolment) int { return cmp.Compare(a.ID, b.ID) })
	for _, row := range rows {
		user := p.users.byID[row.UserID]
		var c roleChange
		if !p.saysCourseRoles[user] {
			c = p.compareRoles(p.heldIn(course, user), nil)
		}
		p.do(path+".enrolments", Change{Action: Delete, Kind: enrolmentKind.name, Name: participant(course, user)},
			func(ctx context.Context, tx *store.Tx) error {
				inCourse := groupmember.HasGroupWith(group.CourseID(course.ID))
				if _, err := tx.GroupMember.Delete().Where(groupmember.UserID(user.ID), inCourse).Exec(ctx); err != nil {
					return err
				}
				if err := c.step(user, course)(ctx, tx); err != nil {
					return err
				}
				return enrolmentKind.remove(ctx, tx, row.ID)
			})
	}
}

func (p *planner) planGroups(path string, course *ent.Course, list List[Group]) {
	if list == nil {
		return
	}
	groups := newGroups()
	if course.ID != 0 {
		groups = p.groupsOf(course.ID)
	}
	for _, i := range givenFirst(list, func(e *Group) int { return e.ID }) {
		e, path := &list[i], at(path+".groups", i)
		if other := p.groupByID[e.ID]; other != nil && other.CourseID != course.ID {
			p.wrong(path, "the group %d belongs to another course", e.ID)
			continue
		}
		t := begin(p, groupKind, groups, path, e.ID, e, key(plainName, e.Name))
		if t == nil {
			continue
		}
		if t.isNew {
			t.link("course_id", func() int { return course.ID })
		}
		p.planMembers(t, e.Members)
		t.finish(course.ShortName + ": " + t.row.Name)
	}
	refuseTwice(p, path+".groups", groups.rows, func(g *ent.Group) string { return g.IDNumber })
	if p.options.Prune {
		p.pruneGroups(path, course, groups)
	}
}

func (p *planner) pruneGroups(path string, course *ent.Course, groups *index[ent.Group]) {
	for _, row := range groups.rows {
		if groups.said[row] == "" {
			p.do(path+".groups", Change{Action: Delete, Kind: groupKind.name, Name: course.ShortName + ": " + row.Name},
				func(ctx context.Context, tx *store.Tx) error { return groupKind.remove(ctx, tx, row.ID) })
		}
	}
}

func (p *planner) planMembers(t *target[ent.Group], wanted List[string]) {
	if wanted == nil {
		return
	}
	var old, fresh []string
	stay := map[*ent.User]bool{}
	var add []*ent.User
	var remove []int
	for i, name := range wanted {
		user := p.userOf(at(t.path+".members", i), name)
		if user == nil || stay[user] {
			continue
		}
		stay[user] = true
		add, fresh = append(add, user), append(fresh, user.Username)
	}
	for _, row := range p.members[t.row.ID] {
		user := p.users.byID[row.UserID]
		old = append(old, user.Username)
		if !stay[user] {
			remove = append(remove, row.ID)
		}
		add = slices.DeleteFunc(add, func(u *ent.User) bool { return u == user })
	}
	if len(add)+len(remove) == 0 {
		return
	}
	t.also = append(t.also, FieldChange{"members", old, fresh})
	t.steps = append(t.steps, writeMembers(t.row, remove, add))
}

func writeMembers(row *ent.Group, remove []int, add []*ent.User) step {
	return func(ctx context.Context, tx *store.Tx) error {
		for part := range slices.Chunk(remove, bulk) {
			if _, err := tx.GroupMember.Delete().Where(groupmember.IDIn(part...)).Exec(ctx); err != nil {
				return err
			}
		}
		for part := range slices.Chunk(add, bulk) {
			create := func(c *ent.GroupMemberCreate, i int) { c.SetGroupID(row.ID).SetUserID(part[i].ID) }
			if err := tx.GroupMember.MapCreateBulk(part, create).Exec(ctx); err != nil {
				return err
			}
		}
		return nil
	}
}
