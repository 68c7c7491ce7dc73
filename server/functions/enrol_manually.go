package functions

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/enrolment"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

// enrolCapability is what enrolling others asks for, in each course.
const enrolCapability = "enrol/manual:enrol"

type enrolManuallyIn struct {
	Enrolments []newEnrolment `name:"enrolments" doc:"Who is enrolled where, in which role."`
}

type newEnrolment struct {
	RoleID    int  `name:"roleid" doc:"Id of the role that the user gets in the course."`
	UserID    int  `name:"userid" doc:"Id of the user."`
	CourseID  int  `name:"courseid" doc:"Id of the course."`
	TimeStart *int `name:"timestart" doc:"When the enrolment begins to count, in seconds since 1970; 0 for at once."`
	TimeEnd   *int `name:"timeend" doc:"When it ceases to count, in seconds since 1970; 0 for never."`
	Suspend   *int `name:"suspend" doc:"1 to suspend the enrolment, 0 to let it count."`
}

func (l *Library) enrolManually() *call.Function {
	return declare(l, call.Declaration{
		Name:      "enrol_manual_enrol_users",
		Component: "enrol_manual",
		Summary:   "Enrols users in courses and gives them roles there.",
		Description: "Enrols each user in a course and gives a role in it. Who is enrolled already gets the new times and the new state, " +
			"and the role besides those held before. Needs `enrol/manual:enrol` in every course, and a role that may give out the one named. " +
			"A course whose manual enrolment is off, or that has none, is refused as `wsnoinstance`. " +
			"Of two entries for the same user and course the later one decides times and state. " +
			"All users are enrolled or none: when one entry is refused, nothing of the call is kept.",
		Effect:       call.Write,
		Capabilities: union(viewing, []string{enrolCapability}),
		Errors:       enrolErrors,
		Example:      call.Example{Arguments: `{"enrolments": [{"roleid": 5, "userid": 12, "courseid": 2}]}`, Result: `null`},
	}, l.enrolUsers)
}

// enrolManuallyOld is the name that the function had in Moodle 2.0 and 2.1.
func (l *Library) enrolManuallyOld() *call.Function {
	return declare(l, call.Declaration{
		Name:         "moodle_enrol_manual_enrol_users",
		Component:    "enrol_manual",
		Summary:      "Enrols users in courses, under an older name.",
		Description:  "Does what `enrol_manual_enrol_users` does, in every point: call that instead.",
		Effect:       call.Write,
		Capabilities: union(viewing, []string{enrolCapability}),
		Errors:       enrolErrors,
		ReplacedBy:   "enrol_manual_enrol_users",
		Example:      call.Example{Arguments: `{"enrolments": [{"roleid": 5, "userid": 12, "courseid": 2}]}`, Result: `null`},
	}, l.enrolUsers)
}

// enrolErrors are those of enrolUsers.
var enrolErrors = []call.Code{call.CourseContext, call.NoPermission, call.CannotAssign, call.NoEnrolmentMethod, call.UserNotFound}

func (l *Library) enrolUsers(ctx context.Context, c *call.Call, in enrolManuallyIn) (call.Void, error) {
	if err := l.checkEnrolments(ctx, c, in.Enrolments); err != nil || len(in.Enrolments) == 0 {
		return call.Void{}, err
	}
	rows, err := enrolmentRows(in.Enrolments)
	if err != nil {
		return call.Void{}, err
	}
	return call.Void{}, l.write(ctx, c, func(ctx context.Context, w *writing) error {
		err := refuseUnknownUsers(ctx, w.Client, column(in.Enrolments, func(e newEnrolment) int { return e.UserID }), "enrolments")
		if err != nil {
			return err
		}
		for _, row := range rows {
			w.about(fmt.Sprintf("user %d in course", row.userID), row.courseID)
		}
		if err := storeEnrolments(ctx, w.Client, rows); err != nil {
			return err
		}
		return assignRoles(ctx, w, column(in.Enrolments, func(e newEnrolment) assignment {
			return assignment{e.UserID, e.RoleID, e.CourseID}
		}))
	})
}

// checkEnrolments fails at the first entry that the caller may not make.
func (l *Library) checkEnrolments(ctx context.Context, c *call.Call, given []newEnrolment) error {
	may, err := l.assignable(ctx, c)
	if err != nil {
		return err
	}
	places := column(given, func(e newEnrolment) int { return e.CourseID })
	gate, err := l.gateToEnrol(ctx, c, places)
	if err != nil {
		return err
	}
	for i, e := range given {
		if err := gate.pass(c, e.CourseID, enrolCapability, at("enrolments", i, "courseid")); err != nil {
			return err
		}
		if !may.may(e.RoleID, e.CourseID) {
			return call.Errorf(call.CannotAssign, "The user %s may not give out the role %d in the course %d.", c.User().Username, e.RoleID, e.CourseID).
				At("%s", at("enrolments", i, "roleid"))
		}
		if m := gate.methods[e.CourseID]; m == nil || !m.Enabled {
			return noManualMethod(e.CourseID, at("enrolments", i, "courseid"))
		}
		if e.UserID == guestUser {
			return call.Errorf(call.UserNotFound, "The guest cannot be enrolled.").At("%s", at("enrolments", i, "userid"))
		}
	}
	return nil
}

// enrolGate knows of courses what decides whether the caller may enrol others there by hand, or end that.
type enrolGate struct {
	refused map[int]error                // what keeps the caller out of a course
	methods map[int]*ent.EnrolmentMethod // the manual enrolment of a course; the site has none
}

func (l *Library) gateToEnrol(ctx context.Context, c *call.Call, courses []int) (enrolGate, error) {
	_, refused, err := l.enterCourses(ctx, c, courses)
	if err != nil {
		return enrolGate{}, err
	}
	methods, err := methodsOf(ctx, l.db(), store.ManualEnrolment, courses)
	return enrolGate{refused, methods}, err
}

// pass fails unless the caller may enter the course and holds the capability there.
func (g enrolGate) pass(c *call.Call, courseID int, capability, path string) error {
	if err := g.refused[courseID]; err != nil {
		return asCourseContext(err, path)
	}
	return atPath(c.Require(capability, courseID), path)
}

func noManualMethod(courseID int, path string) error {
	return call.Errorf(call.NoEnrolmentMethod, "Nobody is enrolled by hand in the course %d: it has no manual enrolment, or that is off.", courseID).
		At("%s", path)
}

// enrolmentRow is one enrolment as it will be stored.
type enrolmentRow struct {
	courseID, userID int
	start, end       *time.Time
	suspended        bool
}

// enrolmentRows reads what is to be stored. A user and a course that stand in the call twice make one row; rows come in the
// order of their keys, so that calls at the same time take their locks in the same order.
func enrolmentRows(given []newEnrolment) ([]enrolmentRow, error) {
	rows := map[pair]enrolmentRow{}
	for i, e := range given {
		row := enrolmentRow{courseID: e.CourseID, userID: e.UserID, suspended: e.Suspend != nil && *e.Suspend != 0}
		var err error
		if row.start, err = readMoment(at("enrolments", i, "timestart"), e.TimeStart); err != nil {
			return nil, err
		}
		if row.end, err = readMoment(at("enrolments", i, "timeend"), e.TimeEnd); err != nil {
			return nil, err
		}
		rows[pair{e.CourseID, e.UserID}] = row
	}
	return slices.SortedFunc(maps.Values(rows), func(a, b enrolmentRow) int {
		return cmp.Or(cmp.Compare(a.courseID, b.courseID), cmp.Compare(a.userID, b.userID))
	}), nil
}

// storeEnrolments creates enrolments, or changes those that are there already.
func storeEnrolments(ctx context.Context, db *ent.Client, rows []enrolmentRow) error {
	for some := range slices.Chunk(rows, batchSize) {
		err := db.Enrolment.MapCreateBulk(some, func(row *ent.EnrolmentCreate, i int) {
			e := some[i]
			row.SetCourseID(e.courseID).SetUserID(e.userID).SetMethod(store.ManualEnrolment).SetSuspended(e.suspended).
				SetNillableTimeStart(e.start).SetNillableTimeEnd(e.end)
		}).OnConflictColumns(enrolment.FieldCourseID, enrolment.FieldUserID, enrolment.FieldMethod).
			Update(func(u *ent.EnrolmentUpsert) {
				u.UpdateSuspended().UpdateTimeStart().UpdateTimeEnd().UpdateUpdatedAt()
			}).Exec(ctx)
		if err != nil {
			return fmt.Errorf("enrolling users: %w", err)
		}
	}
	return nil
}
