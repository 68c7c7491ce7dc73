package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

// patience is how long anything that waits for a silent database may wait: two seconds, and what a busy machine adds.
const patience = 3 * time.Second

// failsSoon runs something that waits for a database, and returns how it ended.
func failsSoon(t *testing.T, what string, do func(ctx context.Context) error) {
	t.Helper()
	ended := make(chan error, 1)
	go func() { ended <- do(context.Background()) }()
	select {
	case err := <-ended:
		if !store.Unavailable(err) {
			t.Errorf("%s: got %v", what, err)
		}
	case <-time.After(patience):
		t.Errorf("%s waits for longer than %v", what, patience)
	}
}

// begun begins a transaction, and returns what goes on with it.
func begun(s *store.Store, rest func(context.Context, *store.Tx) error) func(context.Context) error {
	between, ended := make(chan struct{}), make(chan error, 1)
	go func() {
		ended <- s.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
			if _, err := tx.Category.Query().IDs(ctx); err != nil {
				return err
			}
			between <- struct{}{}
			<-between
			return rest(ctx, tx)
		})
	}()
	<-between
	return func(context.Context) error { close(between); return <-ended }
}

func TestWhoWaitsForASilentDatabaseIsToldSoon(t *testing.T) {
	server := storetest.Server(t)
	address, err := server.Create("silent", "")
	if err != nil {
		t.Fatal(err)
	}
	s := storetest.Open(t, address)
	read := func(ctx context.Context) error { _, err := s.DB.Category.Query().All(ctx); return err }
	list := func(ctx context.Context) error { _, err := s.Lists.Category.Query().All(ctx); return err }
	write := func(ctx context.Context) error { return s.Write(ctx, addCategory("unheard")) }
	if err := errors.Join(read(t.Context()), list(t.Context()), write(t.Context())); err != nil {
		t.Fatal(err)
	}
	half, whole := begun(s, addCategory("half")), begun(s, func(context.Context, *store.Tx) error { return nil })
	server.Pause()
	failsSoon(t, "a read on a connection that is open", read)
	failsSoon(t, "a transaction that had begun", half)
	failsSoon(t, "a transaction that has only to be committed", whole)
	for name, do := range map[string]func(context.Context) error{"a read": read, "a list": list, "a write": write} {
		began := time.Now()
		failsSoon(t, name, do)
		if took := time.Since(began); took > patience/2 {
			t.Errorf("%s finds out by itself what is known: it took %v", name, took)
		}
	}
	server.Resume()
	for until := time.Now().Add(10 * time.Second); write(t.Context()) != nil; time.Sleep(20 * time.Millisecond) { // there is nothing to wait on
		if time.Now().After(until) {
			t.Fatal("it is not used again")
		}
	}
	if err := errors.Join(read(t.Context()), list(t.Context())); err != nil {
		t.Error(err)
	}
}

func TestASlowStatementIsWaitedFor(t *testing.T) {
	s := storetest.Open(t, storetest.PostgreSQL(t))
	if _, err := s.Raw().ExecContext(t.Context(), "SELECT pg_sleep(2.5)"); err != nil {
		t.Error(err)
	}
}

func TestADatabaseThatDiesIsUnavailable(t *testing.T) {
	server := storetest.Server(t)
	address, err := server.Create("dies", "")
	if err != nil {
		t.Fatal(err)
	}
	s := storetest.Open(t, address)
	err = s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		server.Crash()
		return addCategory("lost")(ctx, tx)
	})
	if !store.Unavailable(err) {
		t.Errorf("in a transaction: %v", err)
	}
	if _, err := s.DB.Category.Query().All(t.Context()); !store.Unavailable(err) {
		t.Errorf("a read: %v", err)
	}
	if err := server.Recover(); err != nil {
		t.Fatal(err)
	}
	if err := s.Write(t.Context(), addCategory("after")); err != nil {
		t.Errorf("when it is there again: %v", err)
	}
}
