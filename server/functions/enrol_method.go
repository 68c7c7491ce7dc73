package functions

import (
	"cmp"
	"context"
	"crypto/subtle"
	"fmt"
	"slices"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/enrolment"
	"gatehouse/ent/enrolmentmethod"
	"gatehouse/ent/group"
	"gatehouse/ent/role"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

// enrolSelf is what enrolling oneself asks for, in the course.
const enrolSelf = "enrol/self:enrolself"

// hiddenCourses lets its holder see courses that others do not.
const hiddenCourses = "moodle/course:viewhiddencourses"

// methodsOf finds the method of one kind of each course; courses that have none are missing from the answer.
func methodsOf(ctx context.Context, db *ent.Client, kind string, courses []int) (map[int]*ent.EnrolmentMethod, error) {
	methods := map[int]*ent.EnrolmentMethod{}
	for some := range slices.Chunk(distinct(courses), batchSize) {
		rows, err := db.EnrolmentMethod.Query().Where(enrolmentmethod.CourseIDIn(some...), enrolmentmethod.Method(kind)).All(ctx)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			methods[row.CourseID] = row
		}
	}
	return methods, nil
}

// shownErrors are those of showCourse.
var shownErrors = []call.Code{call.MustChangePassword, call.RestrictedContext, call.NotFound, call.CourseHidden}

// showCourse returns a course that the caller may know of without taking part in it: the token reaches it, and it is visible to the
// caller.
func (l *Library) showCourse(ctx context.Context, c *call.Call, db *ent.Client, id int) (*ent.Course, error) {
	if err := mayAct(c); err != nil {
		return nil, err
	}
	if err := c.Within(id); err != nil {
		return nil, err
	}
	found, err := db.Course.Get(ctx, id)
	switch {
	case store.Missing(err):
		return nil, call.Errorf(call.NotFound, "There is no course %d.", id)
	case err != nil:
		return nil, err
	case !found.Visible && !c.Holds(hiddenCourses, id):
		return nil, call.Errorf(call.CourseHidden, "The course %d is hidden.", id)
	}
	return found, nil
}

// methodName is what a self enrolment is called: its own name, or that of its kind and the role that it gives.
func methodName(c *call.Call, m *ent.EnrolmentMethod, given *ent.Role) string {
	switch {
	case m.Name != "":
		return formatName(c, m.Name)
	case given == nil:
		return selfEnrolmentName
	}
	return fmt.Sprintf("%s (%s)", selfEnrolmentName, formatName(c, cmp.Or(given.Name, given.ShortName)))
}

const (
	selfEnrolmentName = "Self enrolment"
	selfEnrolledRole  = "student" // unless the method names another one
)

// selfRole is the role that whoever enrols gets, nil when there is none any more.
func selfRole(ctx context.Context, db *ent.Client, m *ent.EnrolmentMethod) (*ent.Role, error) {
	wanted := role.ShortName(selfEnrolledRole)
	if m.RoleID != nil {
		wanted = role.ID(*m.RoleID)
	}
	found, err := db.Role.Query().Where(wanted).Only(ctx)
	if store.Missing(err) {
		return nil, nil
	}
	return found, err
}

// closedTo says why the caller cannot enrol with a self enrolment, empty when nothing is in the way. The key is another matter.
func closedTo(ctx context.Context, c *call.Call, db *ent.Client, m *ent.EnrolmentMethod) (string, error) {
	switch {
	case c.User().Guest:
		return "Guests cannot enrol. Sign in first.", nil
	case !m.Enabled || !m.NewEnrolments:
		return "Self enrolment is off in this course.", nil
	case m.OpensAt != nil && m.OpensAt.After(c.At):
		return "Enrolment begins on " + dateOf(*m.OpensAt) + ".", nil
	case m.ClosesAt != nil && m.ClosesAt.Before(c.At):
		return "Enrolment ended on " + dateOf(*m.ClosesAt) + ".", nil
	case !c.Holds(enrolSelf, m.CourseID):
		return "You may not enrol yourself in this course.", nil
	}
	enrolled := db.Enrolment.Query().Where(enrolment.CourseID(m.CourseID), enrolment.Method(m.Method))
	mine, err := enrolled.Clone().Where(enrolment.UserID(c.User().ID)).Exist(ctx)
	if err != nil {
		return "", err
	}
	if mine {
		return "You are enrolled already.", nil
	}
	if m.MaxEnrolled == 0 {
		return "", nil
	}
	if n, err := enrolled.Count(ctx); err != nil || n < m.MaxEnrolled {
		return "", err
	}
	return "As many users as the course takes have enrolled themselves already.", nil
}

func dateOf(moment time.Time) string { return moment.UTC().Format("2 January 2006, 15:04 UTC") }

// sameKey compares keys without telling by its time how much of them is alike.
func sameKey(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// groupOfKey finds the first group of a course whose enrolment key is the one given, nil when there is none.
func groupOfKey(ctx context.Context, db *ent.Client, courseID int, key string) (*ent.Group, error) {
	if key == "" {
		return nil, nil
	}
	keyed, err := db.Group.Query().Where(group.CourseID(courseID), group.EnrolmentKeyNotNil(), group.EnrolmentKeyNEQ("")).Order(group.ByID()).All(ctx)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(keyed, func(g *ent.Group) bool { return sameKey(*g.EnrolmentKey, key) })
	if i < 0 {
		return nil, nil
	}
	return keyed[i], nil
}
