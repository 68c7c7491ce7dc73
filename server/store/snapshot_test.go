package store_test

import (
	"context"
	"testing"

	"gatehouse/ent"
	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

func TestASnapshotIsOfOneMoment(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		err := s.Snapshot(t.Context(), func(ctx context.Context, db *ent.Client) error {
			before, err := db.Category.Query().Count(ctx)
			if err != nil {
				return err
			}
			if err := s.Write(ctx, addCategory("meanwhile")); err != nil {
				return err
			}
			after, err := db.Category.Query().Count(ctx)
			if before != 0 || after != 0 {
				t.Errorf("%d and then %d categories, want none", before, after)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if n, err := s.DB.Category.Query().Count(t.Context()); n != 1 || err != nil {
			t.Errorf("%d categories after it, %v", n, err)
		}
	})
}
