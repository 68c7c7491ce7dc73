package manifest

import (
	"context"
	"maps"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/course"
	"gatehouse/ent/enrolment"
	"gatehouse/ent/group"
	"gatehouse/ent/groupmember"
	"gatehouse/ent/roleassignment"
)

// courses exports the courses themselves. The names of the site course are settings.
func (x *exporter) courses(ctx context.Context) error {
	rows, err := x.db.Course.Query().Order(course.ByID()).All(ctx)
	x.courseNames, x.m.Courses = map[int]string{}, List[Course]{}
	for _, row := range rows {
		x.courseNames[row.ID] = row.ShortName
		e := Course{ID: row.ID, ShortName: row.ShortName, Category: refTo(row.CategoryID)}
		fill(&e, row, courseKind.blank())
		if row.ID == siteCourse {
			e.ShortName, e.FullName = "", nil
		}
		x.m.Courses = append(x.m.Courses, e)
	}
	return err
}

// readHeld reads which roles users hold.
func (x *exporter) readHeld(ctx context.Context) error {
	rows, err := x.db.RoleAssignment.Query().Order(roleassignment.ByRoleID()).All(ctx)
	x.held = grid[[]int]{}
	for _, row := range rows {
		course := 0
		if row.CourseID != nil {
			course = *row.CourseID
		}
		x.held.put(row.UserID, course, append(x.held[row.UserID][course], row.RoleID))
	}
	return err
}

// participants exports who takes part in courses. The lowest role that somebody enrolled holds in a course is the enrolment's;
// all others are the user's course roles.
func (x *exporter) participants(ctx context.Context) error {
	enrolments, err := x.db.Enrolment.Query().Where(enrolment.Method(enrolment.DefaultMethod)).Order(enrolment.ByID()).All(ctx)
	if err != nil {
		return err
	}
	groups, err := x.db.Group.Query().Order(group.ByID()).All(ctx)
	if err != nil {
		return err
	}
	rows, err := x.db.GroupMember.Query().Order(groupmember.ByID()).All(ctx)
	if err != nil {
		return err
	}
	members := map[int][]string{}
	for _, row := range rows {
		members[row.GroupID] = append(members[row.GroupID], x.usernames[row.UserID])
	}
	positions := map[int]int{}
	for i, e := range x.m.Courses {
		positions[e.ID] = i
		x.m.Courses[i].Enrolments, x.m.Courses[i].Groups = List[Enrolment]{}, List[Group]{}
	}
	for _, row := range enrolments {
		at := &x.m.Courses[positions[row.CourseID]].Enrolments
		*at = append(*at, x.enrolment(row))
	}
	for _, row := range groups {
		at := &x.m.Courses[positions[row.CourseID]].Groups
		*at = append(*at, exportGroup(row, members[row.ID]))
	}
	x.courseRoles()
	return nil
}

// enrolment takes the enrolment's role out of those that the user holds.
func (x *exporter) enrolment(row *ent.Enrolment) Enrolment {
	e := Enrolment{User: x.usernames[row.UserID]}
	fill(&e, row, enrolmentKind.blank())
	if held := x.held[row.UserID][row.CourseID]; len(held) > 0 {
		e.Role = x.roleNames[held[0]]
		x.held.put(row.UserID, row.CourseID, held[1:])
	}
	return e
}

func exportGroup(row *ent.Group, members []string) Group {
	e := Group{ID: row.ID, Name: row.Name, Members: append(List[string]{}, members...)}
	fill(&e, row, groupKind.blank())
	return e
}

func (x *exporter) courseRoles() {
	for i := range x.m.Users {
		e := &x.m.Users[i]
		e.CourseRoles = List[CourseRole]{}
		for _, course := range slices.Sorted(maps.Keys(x.held[e.ID])) {
			if course == 0 {
				continue
			}
			for _, role := range x.held[e.ID][course] {
				e.CourseRoles = append(e.CourseRoles, CourseRole{x.courseNames[course], x.roleNames[role]})
			}
		}
	}
}
