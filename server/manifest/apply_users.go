package manifest

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"unicode"

	"gatehouse/ent"
	"gatehouse/ent/roleassignment"
	"gatehouse/server/store"
)

// noLogin is the auth that shuts an account's door.
const noLogin = "nologin"

// guestUser is the user that stands for anybody who is not signed in.
const guestUser = 1

func (p *planner) planUsers() {
	targets := make([]*target[ent.User], len(p.m.Users))
	order := givenFirst(p.m.Users, func(e *User) int { return e.ID })
	for _, i := range order {
		e := &p.m.Users[i]
		wasSuspended := p.suspended(e)
		t := begin(p, userKind, p.users, at("users", i), e.ID, e, key(username, e.Username))
		if targets[i] = t; t == nil {
			continue
		}
		p.checkUser(t)
		if !t.isNew && !wasSuspended && t.row.Suspended {
			endSessions(t, p.settings.Tokens.EndOnSuspension)
		}
	}
	p.collectEnrolments()
	for _, i := range order {
		t := targets[i]
		if t == nil {
			continue
		}
		p.planPassword(t, i)
		p.planSiteRoles(t, p.m.Users[i].Roles)
		p.planCourseRoles(t, p.m.Users[i].CourseRoles)
		t.finish(t.row.Username)
	}
}

// suspended says whether a user is suspended as yet.
func (p *planner) suspended(e *User) bool {
	row, _ := p.users.find(e.ID, key(username, e.Username))
	return row != nil && row.Suspended
}

func (p *planner) checkUser(t *target[ent.User]) {
	odd := func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }
	if name := t.row.Username; name != strings.ToLower(name) || strings.ContainsFunc(name, odd) {
		p.wrong(t.path+".username", "%q has upper-case letters or spaces", name)
	}
	p.checkTexts(t)
	if t.row.ID == guestUser && t.row.SiteAdmin {
		p.wrong(t.path+".siteAdmin", "the guest cannot be an administrator")
	}
}

// planSiteRoles plans the roles that a user holds in the whole site.
func (p *planner) planSiteRoles(t *target[ent.User], wanted List[string]) {
	if wanted == nil {
		return
	}
	var rows []*ent.Role
	for i, name := range wanted {
		if row := p.roleOf(at(t.path+".roles", i), name); row != nil && !slices.Contains(rows, row) {
			rows = append(rows, row)
		}
	}
	held := p.held[t.row.ID][0]
	c := p.compareRoles(held, rows)
	if len(c.remove)+len(c.add) == 0 {
		return
	}
	t.also = append(t.also, FieldChange{"roles", p.heldNames(held), roleNames(rows)})
	t.steps = append(t.steps, c.step(t.row, nil))
}

// roleChange is what has to be done for a user to hold other roles in one place.
type roleChange struct {
	remove []int // assignments
	add    []*ent.Role
}

func (p *planner) compareRoles(held []*ent.RoleAssignment, wanted []*ent.Role) roleChange {
	var c roleChange
	have := map[*ent.Role]bool{}
	for _, row := range held {
		role := p.roles.byID[row.RoleID]
		have[role] = true
		if !slices.Contains(wanted, role) {
			c.remove = append(c.remove, row.ID)
		}
	}
	for _, role := range wanted {
		if !have[role] {
			c.add = append(c.add, role)
		}
	}
	return c
}

// step writes the change; course is nil for the site.
func (c roleChange) step(user *ent.User, course *ent.Course) step {
	return func(ctx context.Context, tx *store.Tx) error {
		if len(c.remove) > 0 {
			if _, err := tx.RoleAssignment.Delete().Where(roleassignment.IDIn(c.remove...)).Exec(ctx); err != nil {
				return err
			}
		}
		for _, role := range c.add {
			create := tx.RoleAssignment.Create().SetRoleID(role.ID).SetUserID(user.ID)
			if course != nil {
				create.SetCourseID(course.ID)
			}
			if err := create.Exec(ctx); err != nil {
				return err
			}
		}
		tx.Changed(store.UserChanged, user.ID)
		return nil
	}
}

func (p *planner) heldNames(held []*ent.RoleAssignment) []string {
	rows := make([]*ent.Role, len(held))
	for i, row := range held {
		rows[i] = p.roles.byID[row.RoleID]
	}
	return roleNames(rows)
}

// planCourseRoles plans the roles that a user holds in courses besides the role of an enrolment. Where the user is enrolled,
// one role that is not mentioned stays: it is the enrolment's.
func (p *planner) planCourseRoles(t *target[ent.User], wanted List[CourseRole]) {
	if wanted == nil {
		return
	}
	p.saysCourseRoles[t.row] = true
	byCourse := p.coursesHeld(t.row.ID)
	for i, e := range wanted {
		path := at(t.path+".courseRoles", i)
		course, role := p.courseOf(path+".course", e.Course), p.roleOf(path+".role", e.Role)
		if course != nil && role != nil && !slices.Contains(byCourse[course], role) {
			byCourse[course] = append(byCourse[course], role)
		}
	}
	var old, fresh []string
	inOrder := func(a, b *ent.Course) int { return cmp.Compare(a.ShortName, b.ShortName) }
	for _, course := range slices.SortedFunc(maps.Keys(byCourse), inOrder) {
		roles := byCourse[course]
		held := p.heldIn(course, t.row)
		p.besides[place{course, t.row}] = roles
		c := p.compareRoles(held, append(p.enrolmentRole(course, t.row, held, roles), roles...))
		if len(c.remove)+len(c.add) == 0 {
			continue
		}
		old = append(old, inCourse(course, p.heldNames(held))...)
		fresh = append(fresh, inCourse(course, roleNames(roles))...)
		t.steps = append(t.steps, c.step(t.row, course))
	}
	if len(old)+len(fresh) > 0 {
		t.also = append(t.also, FieldChange{"courseRoles", old, fresh})
	}
}

// heldIn are the roles that a user holds in a course as yet; none when either is yet to be made.
func (p *planner) heldIn(course *ent.Course, user *ent.User) []*ent.RoleAssignment {
	if course.ID == 0 {
		return nil // not those of the site
	}
	return p.held[user.ID][course.ID]
}

// coursesHeld are the courses in which a user holds roles, each without any yet that is to stay.
func (p *planner) coursesHeld(user int) map[*ent.Course][]*ent.Role {
	courses := map[*ent.Course][]*ent.Role{}
	for course := range p.held[user] {
		if course != 0 {
			courses[p.courses.byID[course]] = nil
		}
	}
	return courses
}

// enrolmentRole is the role that belongs to a user's enrolment in a course: the one that the manifest gives it, else the
// lowest one that is held and not among the others. It is left to the enrolment to add it.
func (p *planner) enrolmentRole(course *ent.Course, user *ent.User, held []*ent.RoleAssignment, others []*ent.Role) []*ent.Role {
	e := p.enrolling[place{course, user}]
	if e == nil && (p.enrolments[course.ID][user.ID] == nil || p.removesEnrolment(course, user)) {
		return nil
	}
	var candidates []*ent.Role
	for _, row := range held {
		role := p.roles.byID[row.RoleID]
		if e != nil && e.Role != "" && role.ShortName == e.Role {
			return []*ent.Role{role}
		}
		if !slices.Contains(others, role) {
			candidates = append(candidates, role)
		}
	}
	if len(candidates) == 0 || e != nil && e.Role != "" {
		return nil
	}
	return []*ent.Role{slices.MinFunc(candidates, func(a, b *ent.Role) int { return cmp.Compare(a.ID, b.ID) })}
}

func inCourse(course *ent.Course, roles []string) []string {
	list := make([]string, len(roles))
	for i, role := range roles {
		list[i] = course.ShortName + ": " + role
	}
	return list
}
