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

// manualMethod is the one way of enrolling users that there is: somebody does it.
const manualMethod = "manual"

// takingPart finds the enrolments that count at a moment: not suspended, begun and not over.
func takingPart(now time.Time) predicate.Enrolment {
	return enrolment.And(
		enrolment.Suspended(false),
		enrolment.Or(enrolment.TimeStartIsNil(), enrolment.TimeStartLTE(now)),
		enrolment.Or(enrolment.TimeEndIsNil(), enrolment.TimeEndGT(now)),
	)
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
