package functions

import (
	"context"
	"slices"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/enrolment"
	"gatehouse/ent/predicate"
	"gatehouse/ent/user"
	"gatehouse/server/call"
)

// manualMethod is the way of enrolling that every course is said to have: somebody does it.
const manualMethod = "manual"

// takingPart finds the enrolments that count at a moment: not suspended, begun and not over.
func takingPart(now time.Time) predicate.Enrolment {
	return enrolment.And(
		enrolment.Suspended(false),
		enrolment.Or(enrolment.TimeStartIsNil(), enrolment.TimeStartLTE(now)),
		enrolment.Or(enrolment.TimeEndIsNil(), enrolment.TimeEndGT(now)),
	)
}

// enrolledPairs says which users (a) of a list are enrolled in the course (b) beside them, whether or not it counts at this moment.
func enrolledPairs(ctx context.Context, db *ent.Client, wanted []pair) (map[pair]bool, error) {
	enrolled := map[pair]bool{}
	for some := range slices.Chunk(wanted, batchSize) {
		users := distinct(column(some, func(p pair) int { return p.a }))
		courses := distinct(column(some, func(p pair) int { return p.b }))
		rows, err := db.Enrolment.Query().Where(enrolment.UserIDIn(users...), enrolment.CourseIDIn(courses...)).
			Select(enrolment.FieldUserID, enrolment.FieldCourseID).All(ctx)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			enrolled[pair{row.UserID, row.CourseID}] = true
		}
	}
	return enrolled, nil
}

// refuseUnknownUsers fails at the first id of a list of the call that belongs to no user, or to one who has been deleted.
func refuseUnknownUsers(ctx context.Context, db *ent.Client, ids []int, list string) error {
	known := map[int]bool{}
	for some := range slices.Chunk(distinct(ids), batchSize) {
		found, err := db.User.Query().Where(user.IDIn(some...), user.Deleted(false)).IDs(ctx)
		if err != nil {
			return err
		}
		for _, id := range found {
			known[id] = true
		}
	}
	for i, id := range ids {
		if !known[id] {
			return call.Errorf(call.UserNotFound, "There is no user %d.", id).At("%s", at(list, i, "userid"))
		}
	}
	return nil
}
