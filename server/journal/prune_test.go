package journal_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"gatehouse/ent/guess"
	"gatehouse/server/journal"
	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

// makeRecords makes calls and their counts of one moment.
func makeRecords(t *testing.T, s *store.Store, n int, at time.Time) {
	t.Helper()
	err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		for range n {
			if err := tx.CallRecord.Create().SetAt(at).SetProtocol("rest").SetFunction("f").SetAddress("").SetRequestID("").Exec(ctx); err != nil {
				return err
			}
		}
		if err := tx.CallDay.Create().SetDay(at.Truncate(24 * time.Hour)).SetProtocol("rest").SetCalls(n).Exec(ctx); err != nil {
			return err
		}
		return tx.CallHour.Create().SetHour(at.Truncate(time.Hour)).SetProtocol("rest").SetCalls(n).Exec(ctx)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestPruningLetsOthersWriteBetweenSmallBatches(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := journal.Idle(s)
		makeRecords(t, s, 2*journal.PruneBatch+7, noon.AddDate(0, 0, -91))
		makeRecords(t, s, 3, noon)
		var left []int
		l.OnRest(func(ctx context.Context) {
			left = append(left, s.DB.CallRecord.Query().CountX(ctx))
			err := s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
				return tx.Role.Create().SetShortName(fmt.Sprintf("r%d", len(left))).SetName("R").Exec(ctx)
			})
			if err != nil {
				t.Errorf("nobody can write meanwhile: %v", err)
			}
		})
		if err := l.Prune(t.Context(), noon); err != nil {
			t.Fatal(err)
		}
		if want := []int{journal.PruneBatch + 10, 10}; !slices.Equal(left, want) {
			t.Errorf("at the rests %v calls were left, want %v", left, want)
		}
		if n := s.DB.CallRecord.Query().CountX(t.Context()); n != 3 {
			t.Errorf("%d calls are left, want 3", n)
		}
	})
}

func TestPruningStopsWhenItIsToldTo(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t))
	l := journal.Idle(s)
	makeRecords(t, s, 3*journal.PruneBatch, noon.AddDate(0, 0, -91))
	ctx, stop := context.WithCancel(t.Context())
	l.OnRest(func(context.Context) { stop() })
	if err := l.Prune(ctx, noon); err == nil {
		t.Error("it went on")
	}
	if n := s.DB.CallRecord.Query().CountX(t.Context()); n != 2*journal.PruneBatch {
		t.Errorf("%d calls are left", n)
	}
}

func TestCountsOutliveTheCallsThatTheyCount(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := journal.Idle(s)
		makeRecords(t, s, 5, noon.AddDate(0, 0, -91))
		makeRecords(t, s, 5, noon.AddDate(0, 0, -4*365))
		if err := l.Prune(t.Context(), noon); err != nil {
			t.Fatal(err)
		}
		calls, days, hours := s.DB.CallRecord.Query().CountX(t.Context()), s.DB.CallDay.Query().CountX(t.Context()), s.DB.CallHour.Query().CountX(t.Context())
		if calls != 0 || days != 1 || hours != 1 {
			t.Errorf("%d calls, %d days, %d hours are left; want 0, 1, 1", calls, days, hours)
		}
	})
}

// Strangers make a row for each name and address that they guess with. What counts no more goes, what still shuts a door stays.
func TestGuessesThatCountNoMoreArePruned(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := journal.Idle(s)
		day := 24 * time.Hour
		err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			for i := range journal.PruneBatch + 1 {
				if err := tx.Guess.Create().SetKey(fmt.Sprint("account:made up ", i)).SetSince(noon.Add(-day - time.Second)).Exec(ctx); err != nil {
					return err
				}
			}
			return errors.Join(
				tx.Guess.Create().SetKey("a: locked long ago").SetSince(noon.Add(-2*day)).SetLockedUntil(noon.Add(-day)).Exec(ctx),
				tx.Guess.Create().SetKey("b: still locked").SetSince(noon.Add(-2*day)).SetLockedUntil(noon.Add(time.Second)).Exec(ctx),
				tx.Guess.Create().SetKey("c: of today").SetSince(noon.Add(-day+time.Second)).Exec(ctx))
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := l.Prune(t.Context(), noon); err != nil {
			t.Fatal(err)
		}
		var left []string
		for _, row := range s.DB.Guess.Query().Order(guess.ByKey()).AllX(t.Context()) {
			left = append(left, row.Key)
		}
		if want := []string{"b: still locked", "c: of today"}; !slices.Equal(left, want) {
			t.Errorf("left are %q, want %q", left, want)
		}
	})
}
