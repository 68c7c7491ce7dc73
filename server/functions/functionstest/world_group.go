package functionstest

import (
	"context"

	"gatehouse/server/store"
)

// fillGroupings adds to the world
//
//	groupings 1 "Colours" (id number colours) in C1, with the group 1
func fillGroupings(ctx context.Context, tx *store.Tx) error {
	err := tx.Grouping.Create().SetID(1).SetCourseID(2).SetName("Colours").SetIDNumber("colours").Exec(ctx)
	if err != nil {
		return err
	}
	return tx.GroupingGroup.Create().SetGroupingID(1).SetGroupID(1).Exec(ctx)
}
