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

// planParticipants plans the enrolments, groups and groupings of courses.
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
		p.planGroupsAndGroupings(path, course, &p.m.Courses[i])
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
		p.do(path+".enrolments", Change{Action: Delete, Kind: enrolmentKind.name, Name: participant(course, user)}, row,
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
