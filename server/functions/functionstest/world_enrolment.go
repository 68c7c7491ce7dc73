package functionstest

import (
	"context"

	"gatehouse/ent/enrolmentmethod"
	"gatehouse/server/store"
)

// fillSelfEnrolment lets users enrol themselves in C2 with the key Tuesday. It is the enrolment method 4.
func fillSelfEnrolment(ctx context.Context, tx *store.Tx) error {
	return tx.EnrolmentMethod.Update().Where(enrolmentmethod.CourseID(3), enrolmentmethod.Method(store.SelfEnrolment)).
		SetEnabled(true).SetEnrolmentKey("Tuesday").Exec(ctx)
}
