package store_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"entgo.io/ent/dialect"

	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

func TestAFullDiskIsUnavailableAndPasses(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t))
	if err := s.Write(t.Context(), addCategory("before")); err != nil {
		t.Fatal(err)
	}
	var pages int
	if err := s.Raw().QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	exec(t, s, fmt.Sprint("PRAGMA max_page_count = ", pages))
	err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		return tx.Setting.Create().SetKey("large").SetValue(strings.Repeat("x", 1<<20)).Exec(ctx)
	})
	if !errors.Is(err, store.ErrUnavailable) || !store.Unavailable(err) {
		t.Errorf("got %v", err)
	}
	exec(t, s, "PRAGMA max_page_count = 1000000")
	if err := s.Write(t.Context(), addCategory("after")); err != nil {
		t.Errorf("with space again: %v", err)
	}
	if left := names(t, s); fmt.Sprint(left) != "[before after]" {
		t.Errorf("got %v", left)
	}
}

func TestWritersWaitTogetherForALockOfAnotherProcess(t *testing.T) {
	address := storetest.SQLite(t)
	s, other := storetest.Open(t, address), storetest.Open(t, address)
	lock, err := other.Raw().BeginTx(t.Context(), nil) // which takes the lock at once
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	var writers sync.WaitGroup
	for range 8 {
		writers.Go(func() {
			if err := s.Write(t.Context(), addCategory("locked")); !store.Unavailable(err) {
				t.Errorf("got %v", err)
			}
		})
	}
	writers.Wait()
	if took := time.Since(began); took > 15*time.Second { // five seconds each would be forty
		t.Errorf("the last one was told after %v", took)
	}
	if err := lock.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := s.Write(t.Context(), addCategory("after")); err != nil || fmt.Sprint(names(t, s)) != "[after]" {
		t.Errorf("with the lock free again: %v, %v", err, names(t, s))
	}
}

func TestWritesThatBlockOneAnotherBothHappen(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, name := range []string{"a", "b"} {
			if err := s.Write(t.Context(), addCategory(name)); err != nil {
				t.Fatal(err)
			}
		}
		// On PostgreSQL each holds the row that the other one wants: it ends one of them, which must be tried again.
		var both sync.WaitGroup
		var holding sync.WaitGroup
		holding.Add(2)
		for i := range 2 {
			both.Go(func() {
				first := true
				err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
					for step, id := range []int{1 + i, 2 - i} {
						if err := tx.Category.UpdateOneID(id).AddSortOrder(1).Exec(ctx); err != nil {
							return err
						}
						if step == 0 && first && s.Dialect() == dialect.Postgres {
							first = false
							holding.Done()
							holding.Wait()
						}
					}
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		both.Wait()
		rows, err := s.DB.Category.Query().All(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			if row.SortOrder != 2 {
				t.Errorf("category %s was changed %d times, want 2", row.Name, row.SortOrder)
			}
		}
	})
}

func TestEveryChangeReachesAnotherProcessOnce(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		here, there := storetest.Open(t, address), storetest.Open(t, address)
		var mu sync.Mutex
		seen := map[int]int{}
		all := make(chan struct{})
		there.Subscribe(func(_ context.Context, c store.Changes) error {
			mu.Lock()
			defer mu.Unlock()
			for _, change := range c.List {
				if seen[change.ID]++; len(seen) == 100 && seen[change.ID] == 1 {
					close(all)
				}
			}
			return nil
		})
		var writers sync.WaitGroup
		for i := range 100 {
			writers.Go(func() {
				err := here.Write(t.Context(), func(_ context.Context, tx *store.Tx) error {
					tx.Changed(store.TokenChanged, i+1)
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		writers.Wait()
		select {
		case <-all:
		case <-time.After(10 * time.Second):
		}
		mu.Lock()
		defer mu.Unlock()
		for i := range 100 {
			if seen[i+1] != 1 {
				t.Errorf("change %d was told %d times", i+1, seen[i+1])
			}
		}
	})
}

func TestWhoIsFarBehindForgetsEverything(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var everything bool
		s.Subscribe(func(_ context.Context, c store.Changes) error {
			everything = everything || c.Everything
			return nil
		})
		many := func(n int) {
			err := s.Write(t.Context(), func(_ context.Context, tx *store.Tx) error {
				for i := range n {
					tx.Changed(store.TokenChanged, i)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		many(1000)
		if everything {
			t.Error("a thousand changes can be named")
		}
		many(1001)
		if !everything {
			t.Error("more than a thousand changes were all named")
		}
	})
}

func TestSettingsThatCannotBeReadHaveTheirDefault(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			tx.Changed(store.SettingChanged, 0)
			return errors.Join(
				tx.Setting.Create().SetKey("journal.callDays").SetValue(`"many"`).Exec(ctx),
				tx.Setting.Create().SetKey("site.name").SetValue(`"Mine"`).Exec(ctx),
				tx.Setting.Create().SetKey("no.such").SetValue(`1`).Exec(ctx))
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Settings(); got.Journal.CallDays != store.DefaultSettings().Journal.CallDays || got.Site.Name != "Mine" {
			t.Errorf("got %+v", got)
		}
	})
}
