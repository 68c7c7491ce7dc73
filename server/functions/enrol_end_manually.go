package functions

import (
	"context"
	"fmt"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/enrolment"
	"gatehouse/ent/group"
	"gatehouse/ent/groupmember"
	"gatehouse/ent/roleassignment"
	"gatehouse/ent/user"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

// unenrolCapability is what ending the enrolments of others asks for, in each course.
const unenrolCapability = "enrol/manual:unenrol"

type enrolEndManuallyIn struct {
	Enrolments []endedEnrolment `name:"enrolments" doc:"Whose enrolment ends where."`
}

type endedEnrolment struct {
	UserID   int  `name:"userid" doc:"Id of the user."`
	CourseID int  `name:"courseid" doc:"Id of the course."`
	RoleID   *int `name:"roleid" doc:"Without effect; clients send it."`
}

func (l *Library) enrolEndManually() *call.Function {
	return declare(l, call.Declaration{
		Name:      "enrol_manual_unenrol_users",
		Component: "enrol_manual",
		Summary:   "Ends enrolments that were made by hand.",
		Description: "Ends the manual enrolment of each user in a course. With the last enrolment in a course the user loses all roles there and leaves its groups; " +
			"whoever is enrolled in another way too keeps them. Whoever is not enrolled by hand stays as he or she is, and that is no failure. " +
			"Needs `enrol/manual:unenrol` in every course. A course without manual enrolment is refused as `wsnoinstance`; " +
			"one whose manual enrolment is off is not. All enrolments end or none: a user who does not exist refuses the whole call.",
		Effect:       call.Write,
		Capabilities: union(viewing, []string{unenrolCapability}),
		Errors:       []call.Code{call.CourseContext, call.NoPermission, call.NoEnrolmentMethod},
		Example:      call.Example{Arguments: `{"enrolments": [{"userid": 11, "courseid": 2}]}`, Result: `null`},
	}, l.unenrolUsers)
}

func (l *Library) unenrolUsers(ctx context.Context, c *call.Call, in enrolEndManuallyIn) (call.Void, error) {
	gate, err := l.gateToEnrol(ctx, c, column(in.Enrolments, func(e endedEnrolment) int { return e.CourseID }))
	if err != nil || len(in.Enrolments) == 0 {
		return call.Void{}, err
	}
	for i, e := range in.Enrolments {
		path := at("enrolments", i, "courseid")
		if err := gate.pass(c, e.CourseID, unenrolCapability, path); err != nil {
			return call.Void{}, err
		}
		if gate.methods[e.CourseID] == nil {
			return call.Void{}, noManualMethod(e.CourseID, path)
		}
	}
	return call.Void{}, l.write(ctx, c, func(ctx context.Context, w *writing) error {
		if err := refuseAbsentUsers(ctx, w.Client, in.Enrolments); err != nil {
			return err
		}
		pairs := column(in.Enrolments, func(e endedEnrolment) pair { return pair{e.UserID, e.CourseID} })
		slices.SortFunc(pairs, pair.compare)
		for some := range slices.Chunk(slices.Compact(pairs), batchSize) {
			if err := endEnrolments(ctx, w, some); err != nil {
				return fmt.Errorf("ending enrolments: %w", err)
			}
		}
		return nil
	})
}

// refuseAbsentUsers fails at the first user who is not there at all. Those who have been deleted can still be unenrolled.
func refuseAbsentUsers(ctx context.Context, db *ent.Client, ended []endedEnrolment) error {
	there := map[int]bool{}
	for some := range slices.Chunk(distinct(column(ended, func(e endedEnrolment) int { return e.UserID })), batchSize) {
		ids, err := db.User.Query().Where(user.IDIn(some...)).IDs(ctx)
		if err != nil {
			return err
		}
		for _, id := range ids {
			there[id] = true
		}
	}
	for i, e := range ended {
		if !there[e.UserID] {
			return call.Invalid(at("enrolments", i, "userid"), "There is no user %d.", e.UserID)
		}
	}
	return nil
}

// endEnrolments ends the manual enrolments of users (a) in courses (b), and what depends on the last one.
func endEnrolments(ctx context.Context, w *writing, ended []pair) error {
	users := distinct(column(ended, func(p pair) int { return p.a }))
	courses := distinct(column(ended, func(p pair) int { return p.b }))
	rows, err := w.Enrolment.Query().Where(enrolment.UserIDIn(users...), enrolment.CourseIDIn(courses...)).
		Order(enrolment.ByUserID(), enrolment.ByCourseID()).All(ctx)
	if err != nil {
		return err
	}
	wanted := map[pair]bool{}
	for _, p := range ended {
		wanted[p] = true
	}
	var gone []int
	left, staying := map[pair]bool{}, map[pair]bool{}
	for _, row := range rows {
		key := pair{row.UserID, row.CourseID}
		if !wanted[key] || row.Method != store.ManualEnrolment {
			staying[key] = true
			continue
		}
		gone, left[key] = append(gone, row.ID), true
		w.about(fmt.Sprintf("user %d in course", row.UserID), row.CourseID)
	}
	for key := range staying {
		delete(left, key)
	}
	if _, err := w.Enrolment.Delete().Where(enrolment.IDIn(gone...)).Exec(ctx); err != nil || len(left) == 0 {
		return err
	}
	if err := takeRoles(ctx, w, users, courses, left); err != nil {
		return err
	}
	return leaveGroups(ctx, w, users, courses, left)
}

// takeRoles takes the roles of those who have left, among users and courses.
func takeRoles(ctx context.Context, w *writing, users, courses []int, left map[pair]bool) error {
	rows, err := w.RoleAssignment.Query().Where(roleassignment.UserIDIn(users...), roleassignment.CourseIDIn(courses...)).All(ctx)
	if err != nil {
		return err
	}
	var gone []int
	for _, row := range rows {
		if left[pair{row.UserID, *row.CourseID}] {
			gone = append(gone, row.ID)
			w.Changed(store.UserChanged, row.UserID)
		}
	}
	_, err = w.RoleAssignment.Delete().Where(roleassignment.IDIn(gone...)).Exec(ctx)
	return err
}

// leaveGroups ends the memberships of those who have left, among users and courses.
func leaveGroups(ctx context.Context, w *writing, users, courses []int, left map[pair]bool) error {
	rows, err := w.GroupMember.Query().Where(groupmember.UserIDIn(users...), groupmember.HasGroupWith(group.CourseIDIn(courses...))).WithGroup().All(ctx)
	if err != nil {
		return err
	}
	var gone []int
	for _, row := range rows {
		if left[pair{row.UserID, row.Edges.Group.CourseID}] {
			gone = append(gone, row.ID)
		}
	}
	_, err = w.GroupMember.Delete().Where(groupmember.IDIn(gone...)).Exec(ctx)
	return err
}
