package functionstest

import (
	"context"

	"gatehouse/server/store"
)

// fillCohorts adds to the world
//
//	cohorts 1 "Year 5" (id number y5) of the site, with student1
func fillCohorts(ctx context.Context, tx *store.Tx) error {
	if err := tx.Cohort.Create().SetID(1).SetName("Year 5").SetIDNumber("y5").Exec(ctx); err != nil {
		return err
	}
	return tx.CohortMember.Create().SetCohortID(1).SetUserID(11).Exec(ctx)
}
