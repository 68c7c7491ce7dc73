package store_test

import (
	"context"
	"fmt"
	"testing"

	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

// An acknowledged write is on the disk: SQLite syncs its log before a commit returns (2 is FULL).
func TestEverySQLiteConnectionSyncsInFull(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t))
	for range 3 {
		err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			for pragma, want := range map[string]string{"synchronous": "2", "journal_mode": "wal", "foreign_keys": "1"} {
				rows, err := tx.QueryContext(ctx, "PRAGMA "+pragma)
				if err != nil {
					return err
				}
				var got any
				for rows.Next() {
					if err := rows.Scan(&got); err != nil {
						return err
					}
				}
				if err := rows.Close(); err != nil {
					return err
				}
				if fmt.Sprint(got) != want {
					t.Errorf("%s is %v, want %s", pragma, got, want)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
