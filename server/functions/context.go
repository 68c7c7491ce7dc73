package functions

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/enrolment"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

// contextLevel is the kind of place that a context stands for.
type contextLevel int

// The levels. Their numbers are part of the ids of contexts that callers keep: they never change.
const (
	systemLevel   contextLevel = 1
	userLevel     contextLevel = 2
	categoryLevel contextLevel = 3
	courseLevel   contextLevel = 4
	moduleLevel   contextLevel = 5
)

const levelBits = 3

// siteCourse is the course that stands for the site itself.
const siteCourse = 1

// contextID numbers a place. Moodle keeps a table of contexts; here the number says by itself what it stands for: the
// instance's id shifted left by three bits, and the level. The system is 1.
func contextID(level contextLevel, instance int) int { return instance<<levelBits | int(level) }

// contextOf takes a number apart again; ok is false when it stands for nothing.
func contextOf(id int) (level contextLevel, instance int, ok bool) {
	level, instance = contextLevel(id&(1<<levelBits-1)), id>>levelBits
	switch level {
	case systemLevel:
		return level, instance, instance == 0
	case userLevel, categoryLevel, courseLevel, moduleLevel:
		return level, instance, instance > 0
	}
	return 0, 0, false
}

// levelNames are the names and numbers that callers may give a level by.
var levelNames = map[string]contextLevel{
	"system": systemLevel, "user": userLevel, "coursecat": categoryLevel, "course": courseLevel,
	"10": systemLevel, "30": userLevel, "40": categoryLevel, "50": courseLevel,
}

// siteErrors are those of enterSite, and courseErrors those of enterCourse: every function that passes them on declares them.
var (
	siteErrors   = []call.Code{call.RestrictedContext, call.MustChangePassword}
	courseErrors = []call.Code{call.NotFound, call.RestrictedContext, call.MustChangePassword, call.CannotEnter}
)

// after adds to the errors that a call meets first those that it meets then.
func after(first []call.Code, then ...call.Code) []call.Code { return slices.Concat(first, then) }

// enterSite fails unless the caller may do anything in the site at all: the token is not bound to a course, and the password
// need not be changed first.
func (l *Library) enterSite(c *call.Call) error {
	if err := c.Within(0); err != nil {
		return err
	}
	return mayAct(c)
}

func mayAct(c *call.Call) error {
	if c.User().MustChangePassword {
		return call.Fail(call.MustChangePassword)
	}
	return nil
}

// viewing are the capabilities that enterCourse asks for: every function that enters a course declares them.
var viewing = []string{"moodle/course:view", "moodle/course:viewhiddencourses"}

// enterCourse returns a course that the caller may enter: it exists, the token reaches it, it is visible to the caller, and the
// caller takes part in it or may look at every course. tx reads within a transaction; outside give l.db().
func (l *Library) enterCourse(ctx context.Context, c *call.Call, db *ent.Client, id int) (*ent.Course, error) {
	found, err := db.Course.Get(ctx, id)
	if store.Missing(err) {
		return nil, call.Errorf(call.NotFound, "There is no course %d.", id)
	}
	if err != nil {
		return nil, err
	}
	err = obstacle(c, found, func() (bool, error) { return isEnrolled(ctx, db, id, c.User().ID, c.At) })
	if err != nil {
		return nil, err
	}
	return found, nil
}

// obstacle says what keeps the caller out of a course that exists. Whether the caller takes part in it is asked only when
// everything hangs on that.
func obstacle(c *call.Call, course *ent.Course, enrolled func() (bool, error)) error {
	if err := c.Within(course.ID); err != nil {
		return err
	}
	if err := mayAct(c); err != nil {
		return err
	}
	if !course.Visible && !c.Holds("moodle/course:viewhiddencourses", course.ID) {
		return call.Errorf(call.CannotEnter, "The course %d is hidden.", course.ID)
	}
	if course.ID == siteCourse || c.Holds("moodle/course:view", course.ID) {
		return nil
	}
	takesPart, err := enrolled()
	if err == nil && !takesPart {
		err = call.Errorf(call.CannotEnter, "The user %s is not enrolled in the course %d.", c.User().Username, course.ID)
	}
	return err
}

// isEnrolled says whether a user takes part in a course at this moment.
func isEnrolled(ctx context.Context, db *ent.Client, courseID, userID int, now time.Time) (bool, error) {
	return db.Enrolment.Query().Where(enrolment.CourseID(courseID), enrolment.UserID(userID), takingPart(now)).Exist(ctx)
}

// courseForCall is enterCourse for the many functions that answer every obstacle with the one code that clients know.
func (l *Library) courseForCall(ctx context.Context, c *call.Call, db *ent.Client, id int, path string) (*ent.Course, error) {
	found, err := l.enterCourse(ctx, c, db, id)
	return found, asCourseContext(err, path)
}

// asCourseContext gives an obstacle on the way into a course the code that Moodle gives it, and keeps what it says.
func asCourseContext(err error, path string) error {
	if err == nil {
		return nil
	}
	known := call.AsError(err)
	if known.Code == call.Internal || known.Code == call.Unavailable {
		return err
	}
	return &call.Error{Code: call.CourseContext, Path: path, Message: known.Message}
}

// at makes the path of item i of a list of parameters: at("groups", 1, "courseid") is groups[1].courseid.
func at(list string, i int, key string) string { return fmt.Sprintf("%s[%d].%s", list, i, key) }
