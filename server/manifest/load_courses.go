package manifest

import (
	"context"

	"gatehouse/ent"
	"gatehouse/ent/enrolment"
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
func hasGroups(e *Course) bool     { return e.Groups != nil || e.Groupings != nil }
func hasGroupings(e *Course) bool  { return e.Groupings != nil }
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
