package manifest

import (
	"context"
	"maps"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/course"
	"gatehouse/ent/enrolment"
	"gatehouse/ent/group"
	"gatehouse/ent/grouping"
	"gatehouse/ent/groupinggroup"
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
	positions := map[int]int{}
	for i, e := range x.m.Courses {
		positions[e.ID] = i
		x.m.Courses[i].Enrolments, x.m.Courses[i].Groups, x.m.Courses[i].Groupings = List[Enrolment]{}, List[Group]{}, List[Grouping]{}
	}
	for _, row := range enrolments {
		at := &x.m.Courses[positions[row.CourseID]].Enrolments
		*at = append(*at, x.enrolment(row))
	}
	x.courseRoles()
	return x.groups(ctx, positions)
}

// groups exports the groups and groupings of the courses, whose positions are given by their ids.
func (x *exporter) groups(ctx context.Context, positions map[int]int) error {
	rows, err := x.db.Group.Query().Order(group.ByID()).
		WithMembers(func(q *ent.GroupMemberQuery) { q.Order(groupmember.ByID()) }).All(ctx)
	if err != nil {
		return err
	}
	names := map[int]string{}
	for _, row := range rows {
		names[row.ID] = row.Name
		at := &x.m.Courses[positions[row.CourseID]].Groups
		*at = append(*at, x.group(row))
	}
	groupings, err := x.db.Grouping.Query().Order(grouping.ByID()).
		WithLinks(func(q *ent.GroupingGroupQuery) { q.Order(groupinggroup.ByID()) }).All(ctx)
	for _, row := range groupings {
		e := Grouping{ID: row.ID, Name: row.Name, Groups: List[string]{}}
		fill(&e, row, groupingKind.blank())
		for _, link := range row.Edges.Links {
			e.Groups = append(e.Groups, names[link.GroupID])
		}
		at := &x.m.Courses[positions[row.CourseID]].Groupings
		*at = append(*at, e)
	}
	return err
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

// group mentions members whom components put in only where there are some.
func (x *exporter) group(row *ent.Group) Group {
	e := Group{ID: row.ID, Name: row.Name, Members: List[string]{}}
	fill(&e, row, groupKind.blank())
	for _, member := range row.Edges.Members {
		user := x.usernames[member.UserID]
		if member.Component == "" {
			e.Members = append(e.Members, user)
		} else {
			e.ComponentMembers = append(e.ComponentMembers, Membership{user, member.Component, member.ItemID})
		}
	}
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
