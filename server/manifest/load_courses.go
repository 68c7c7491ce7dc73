package manifest

import (
	"context"

	"gatehouse/ent"
	"gatehouse/ent/enrolment"
	"gatehouse/ent/group"
	"gatehouse/ent/groupmember"
	"gatehouse/ent/roleassignment"
)

// coursesWith are the ids of the courses that are there and whose entries have something.
func (l *loader) coursesWith(has func(e *Course) bool) []int {
	var ids []int
	for i := range l.m.Courses {
		e := &l.m.Courses[i]
		if row, _ := l.courses.find(e.ID, key(shortName, e.ShortName)); row != nil && has(e) {
			ids = append(ids, row.ID)
		}
	}
	return ids
}

func (l *loader) usersWith(has func(e *User) bool) []int {
	var ids []int
	for i := range l.m.Users {
		e := &l.m.Users[i]
		if row, _ := l.users.find(e.ID, key(username, e.Username)); row != nil && has(e) {
			ids = append(ids, row.ID)
		}
	}
	return ids
}

func hasEnrolments(e *Course) bool { return e.Enrolments != nil }
func hasGroups(e *Course) bool     { return e.Groups != nil }
func hasCourseRoles(e *User) bool  { return e.CourseRoles != nil }
func hasRoles(e *User) bool        { return e.Roles != nil || e.CourseRoles != nil }

// readEnrolments reads who takes part in the mentioned courses, and where the users take part whose course roles are mentioned.
func (l *loader) readEnrolments(ctx context.Context) error {
	manual := enrolment.Method(enrolment.DefaultMethod)
	ofCourses, err := inParts(l.coursesWith(hasEnrolments), func(part []int) ([]*ent.Enrolment, error) {
		return l.db.Enrolment.Query().Where(enrolment.CourseIDIn(part...), manual).Order(enrolment.ByID()).All(ctx)
	})
	if err != nil {
		return err
	}
	ofUsers, err := inParts(l.usersWith(hasCourseRoles), func(part []int) ([]*ent.Enrolment, error) {
		return l.db.Enrolment.Query().Where(enrolment.UserIDIn(part...), manual).Order(enrolment.ByID()).All(ctx)
	})
	if err != nil {
		return err
	}
	var users []int
	for _, row := range append(ofCourses, ofUsers...) {
		l.enrolments.put(row.CourseID, row.UserID, row)
		users = append(users, row.UserID)
	}
	return l.addUsers(ctx, distinct(users))
}

// readHeld reads the roles that enrolments and users may change.
func (l *loader) readHeld(ctx context.Context) error {
	ofCourses, err := inParts(l.coursesWith(hasEnrolments), func(part []int) ([]*ent.RoleAssignment, error) {
		return l.db.RoleAssignment.Query().Where(roleassignment.CourseIDIn(part...)).All(ctx)
	})
	if err != nil {
		return err
	}
	ofUsers, err := inParts(l.usersWith(hasRoles), func(part []int) ([]*ent.RoleAssignment, error) {
		return l.db.RoleAssignment.Query().Where(roleassignment.UserIDIn(part...)).All(ctx)
	})
	if err != nil {
		return err
	}
	seen := map[int]bool{}
	var courses []int
	for _, row := range append(ofCourses, ofUsers...) {
		if seen[row.ID] {
			continue
		}
		seen[row.ID] = true
		course := 0
		if row.CourseID != nil {
			course = *row.CourseID
			courses = append(courses, course)
		}
		l.held.put(row.UserID, course, append(l.held[row.UserID][course], row))
	}
	return l.addCourses(ctx, distinct(courses), nil)
}

func (l *loader) readGroups(ctx context.Context) error {
	var given []int
	for _, e := range l.m.Courses {
		for _, g := range e.Groups {
			given = append(given, g.ID)
		}
	}
	ofCourses, err := inParts(l.coursesWith(hasGroups), func(part []int) ([]*ent.Group, error) {
		return l.db.Group.Query().Where(group.CourseIDIn(part...)).Order(group.ByID()).All(ctx)
	})
	if err != nil {
		return err
	}
	byID, err := inParts(given, func(part []int) ([]*ent.Group, error) {
		return l.db.Group.Query().Where(group.IDIn(part...)).All(ctx)
	})
	if err != nil {
		return err
	}
	var ids []int
	for _, row := range append(ofCourses, byID...) {
		if l.groupByID[row.ID] == nil {
			l.groupByID[row.ID] = row
			l.groupsOf(row.CourseID).load([]*ent.Group{row})
			ids = append(ids, row.ID)
		}
	}
	return l.readMembers(ctx, ids)
}

func (l *loader) readMembers(ctx context.Context, groups []int) error {
	rows, err := inParts(groups, func(part []int) ([]*ent.GroupMember, error) {
		return l.db.GroupMember.Query().Where(groupmember.GroupIDIn(part...)).Order(groupmember.ByID()).All(ctx)
	})
	if err != nil {
		return err
	}
	var users []int
	for _, row := range rows {
		l.members[row.GroupID] = append(l.members[row.GroupID], row)
		users = append(users, row.UserID)
	}
	return l.addUsers(ctx, distinct(users))
}

// groupsOf returns the groups of a course that is there.
func (s *state) groupsOf(course int) *index[ent.Group] {
	if s.groups[course] == nil {
		s.groups[course] = newGroups()
	}
	return s.groups[course]
}

func newGroups() *index[ent.Group] {
	return newIndex(true, func(g *ent.Group) []string { return key(plainName, g.Name) })
}
