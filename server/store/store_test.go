package store_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

func addCategory(name string) func(context.Context, *store.Tx) error {
	return func(ctx context.Context, tx *store.Tx) error {
		return tx.Category.Create().SetName(name).Exec(ctx)
	}
}

func names(t *testing.T, s *store.Store) []string {
	t.Helper()
	rows, err := s.DB.Category.Query().All(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, row := range rows {
		list = append(list, row.Name)
	}
	return list
}

func TestAFailedWriteLeavesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		wrong := errors.New("wrong")
		err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			if err := addCategory("half")(ctx, tx); err != nil {
				return err
			}
			return wrong
		})
		if !errors.Is(err, wrong) {
			t.Errorf("got %v, want the function's own error", err)
		}
		if left := names(t, s); len(left) != 0 {
			t.Errorf("left behind: %v", left)
		}
	})
}

func TestAPanicLeavesNothingAndBlocksNobody(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic did not reach the caller")
				}
			}()
			_ = s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				_ = addCategory("half")(ctx, tx)
				panic("inside")
			})
		}()
		if err := s.Write(t.Context(), addCategory("after")); err != nil {
			t.Fatal(err)
		}
		if left := names(t, s); len(left) != 1 || left[0] != "after" {
			t.Errorf("got %v", left)
		}
	})
}

func TestWritersAtTheSameTimeFailAlone(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var all sync.WaitGroup
		var failed sync.Map
		for i := range 64 {
			all.Go(func() {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				err := s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
					if i%7 == 0 {
						cancel() // the caller goes away in the middle: the change is kept all the same
					}
					if err := addCategory(fmt.Sprint("w", i))(ctx, tx); err != nil {
						return err
					}
					if i%5 == 0 {
						return errors.New("refused")
					}
					return nil
				})
				if err != nil {
					failed.Store(i, err)
				}
			})
		}
		all.Wait()
		left := names(t, s)
		if len(left) != 64-13 {
			t.Errorf("%d rows, want %d", len(left), 64-13)
		}
		for i := range 64 {
			_, didFail := failed.Load(i)
			if didFail != (i%5 == 0) {
				t.Errorf("writer %d: failed is %v", i, didFail)
			}
		}
	})
}

func TestACallerThatIsGoneIsNotRun(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := s.Write(ctx, addCategory("late")); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		if left := names(t, s); len(left) != 0 {
			t.Errorf("left behind: %v", left)
		}
	})
}

func TestChangesReachSubscribersBeforeWriteReturns(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var got []store.Change
		s.Subscribe(func(_ context.Context, c store.Changes) error {
			got = append(got, c.List...)
			return nil
		})
		before := s.Revision()
		err := s.Write(t.Context(), func(_ context.Context, tx *store.Tx) error {
			tx.Changed(store.TokenChanged, 7)
			tx.Changed(store.TokenChanged, 7)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != 1 || got[0] != (store.Change{Kind: store.TokenChanged, ID: 7}) {
			t.Errorf("told %v", got)
		}
		if s.Revision() <= before {
			t.Errorf("the revision did not rise from %d", before)
		}
	})
}

func TestChangesReachOtherProcessesWithinASecond(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		here, there := storetest.Open(t, address), storetest.Open(t, address)
		told := make(chan store.Changes, 10)
		there.Subscribe(func(_ context.Context, c store.Changes) error {
			told <- c
			return nil
		})
		started := time.Now()
		err := here.Write(t.Context(), func(_ context.Context, tx *store.Tx) error {
			tx.Changed(store.ServiceChanged, 3)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		select {
		case c := <-told:
			if !c.Touch(store.ServiceChanged) || c.Touch(store.TokenChanged) {
				t.Errorf("told %v", c)
			}
			t.Logf("told after %v", time.Since(started))
		case <-time.After(time.Second):
			t.Error("not told within a second")
		}
	})
}

func TestASubscriberThatFailsIsToldAgain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		told := make(chan struct{}, 10)
		failures := 1
		s.Subscribe(func(_ context.Context, c store.Changes) error {
			if failures > 0 {
				failures--
				return errors.New("not now")
			}
			told <- struct{}{}
			return nil
		})
		if err := s.Write(t.Context(), func(_ context.Context, tx *store.Tx) error {
			tx.Changed(store.RoleChanged, 1)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		select {
		case <-told:
		case <-time.After(3 * time.Second):
			t.Error("not told again")
		}
	})
}

func TestGivenIDsAreKeptAndNotGivenOutAgain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			if err := tx.Category.Create().SetID(41).SetName("given").Exec(ctx); err != nil {
				return err
			}
			return tx.KeepIDs(ctx, "categories", "cohorts")
		})
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := s.Write(t.Context(), addCategory("next")); err != nil {
				t.Fatal(err)
			}
		}
		rows, err := s.DB.Category.Query().IDs(t.Context())
		if err != nil || fmt.Sprint(rows) != "[41 42 43]" {
			t.Errorf("ids %v, %v", rows, err)
		}
	})
}

func TestSettingsAreFollowed(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		here, there := storetest.Open(t, address), storetest.Open(t, address)
		changed := here.Settings().Clone()
		changed.Site.Name = "Naïve <site>"
		changed.WebServices.Protocols = []string{"rest"}
		err := here.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			list, err := tx.SaveSettings(ctx, here.Settings(), changed)
			if len(list) != 2 {
				t.Errorf("changed %v", list)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if here.Settings().Site.Name != changed.Site.Name {
			t.Error("this process does not know at once")
		}
		for deadline := time.Now().Add(time.Second); there.Settings().Site.Name != changed.Site.Name; {
			if time.Now().After(deadline) {
				t.Fatal("the other process does not know after a second")
			}
			time.Sleep(5 * time.Millisecond) // settings can only be looked at
		}
		if !there.Settings().WebServices.ProtocolOn("rest") || there.Settings().WebServices.ProtocolOn("soap") {
			t.Error("protocols are not as saved")
		}
	})
}

func TestErrorsAreToldApart(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		double := func(ctx context.Context, tx *store.Tx) error {
			return tx.Course.Create().SetShortName("C").SetFullName("C").Exec(ctx)
		}
		if err := s.Write(t.Context(), double); err != nil {
			t.Fatal(err)
		}
		err := s.Write(t.Context(), double)
		if !store.Duplicate(err) || store.Unavailable(err) {
			t.Errorf("a second row: %v", err)
		}
		_, err = s.DB.Course.Get(t.Context(), 99)
		if !store.Missing(err) {
			t.Errorf("a missing row: %v", err)
		}
		s.Close()
		if err := s.Write(t.Context(), double); err == nil {
			t.Error("a closed database took a write")
		}
	})
}

func TestBadAddressesAreRefused(t *testing.T) {
	for _, address := range []string{"", "gatehouse.db", "mysql://x", "sqlite:", "postgres://%zz"} {
		s, err := store.Open(t.Context(), address, store.Options{})
		if err == nil {
			s.Close()
			t.Errorf("%q was opened", address)
		}
	}
	_, err := store.Open(t.Context(), "postgres://someone:s3cret@127.0.0.1:1/x?connect_timeout=2", store.Options{})
	if err == nil || strings.Contains(err.Error(), "s3cret") {
		t.Errorf("got %v", err)
	}
}

func TestAFolderIsMade(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a b", "ü%20", "x.db")
	s, err := store.Open(t.Context(), "sqlite:"+path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Write(t.Context(), addCategory("x")); err != nil {
		t.Fatal(err)
	}
	if files, _ := filepath.Glob(path); len(files) != 1 {
		t.Error("the database is not where it was asked for")
	}
}
