package store_test

import (
	"errors"
	"maps"
	"testing"

	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

func TestIndexesComeBackAfterATableIsFilled(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		const table = "call_records"
		before := indexesOf(t, s, table)
		if len(before) < 10 {
			t.Fatalf("the table has %d indexes", len(before))
		}
		unlucky := errors.New("no luck")
		for _, outcome := range []error{unlucky, nil} {
			err := s.WithoutIndexes(t.Context(), table, func() error {
				if left := indexesOf(t, s, table); len(left) != 0 {
					t.Errorf("while the table is filled it has %v", left)
				}
				return outcome
			})
			if !errors.Is(err, outcome) {
				t.Errorf("got %v, want %v", err, outcome)
			}
			if after := indexesOf(t, s, table); !maps.Equal(before, after) {
				t.Errorf("the indexes were %v and are %v", before, after)
			}
		}
	})
}

func indexesOf(t *testing.T, s *store.Store, table string) map[string]string {
	t.Helper()
	found, err := s.Indexes(t.Context(), table)
	if err != nil {
		t.Fatal(err)
	}
	return found
}
