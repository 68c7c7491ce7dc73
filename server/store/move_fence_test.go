package store_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

func TestAServerOnTheSourceRefuses(t *testing.T) {
	bothWays(t, func(t *testing.T, from, to string) {
		filled(t, from)
		running := storetest.Open(t, from)
		old := storetest.Open(t, from) // stands for a program that knows nothing of moves
		write := func(s *store.Store) error {
			return s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				return tx.User.Create().SetUsername(unique()).Exec(ctx)
			})
		}
		if err := errors.Join(write(running), write(old)); err != nil || !running.UpToDate() {
			t.Fatalf("before the move: %v", err)
		}
		if err := interrupted(t, from, to, "rows copied", 1, quietMove); !errors.Is(err, context.Canceled) {
			t.Fatalf("it was not interrupted: %v", err)
		}
		for _, statement := range []string{`INSERT INTO settings (key, value) VALUES ('a', 'b')`, `UPDATE users SET city = 'x'`, `DELETE FROM call_records`, `DELETE FROM changes`} {
			if _, err := old.Raw().ExecContext(t.Context(), statement); err == nil || !strings.Contains(err.Error(), "it goes on at ") || !store.Unavailable(err) {
				t.Errorf("%s: %v", statement, err)
			}
		}
		soon(t, "the server does not know", func() bool { return !running.UpToDate() && running.Moved() != nil })
		if err := write(running); !errors.Is(err, store.ErrUnavailable) {
			t.Errorf("a change after the move: %v", err)
		}
		if _, _, err := store.Release(t.Context(), from, quiet, false); err != nil {
			t.Fatal(err)
		}
		soon(t, "the server does not answer again", func() bool { return running.UpToDate() && old.UpToDate() })
		if err := errors.Join(write(running), write(old)); err != nil {
			t.Errorf("after it was given up: %v", err)
		}
		// What stands in the target is older than the source now: it begins anew.
		report, err := store.Move(t.Context(), from, to, quietMove)
		if err != nil || report.Resumed || report.Copied != rowsIn(report) {
			t.Errorf("%+v, %v", report, err)
		}
		if _, _, err := store.Release(t.Context(), from, quiet, false); err == nil || !strings.Contains(err.Error(), "--even-finished") {
			t.Errorf("a finished move was given up: %v", err)
		}
		if _, _, err := store.Release(t.Context(), from, quiet, true); err != nil {
			t.Error(err)
		}
		open(t, from).Close()
	})
}

func soon(t *testing.T, otherwise string, is func() bool) {
	t.Helper()
	for until := time.Now().Add(5 * time.Second); !is(); time.Sleep(time.Millisecond) { // another process' time to notice
		if time.Now().After(until) {
			t.Fatal(otherwise)
		}
	}
}

func TestNothingIsReleasedThatWasNotMoved(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		open(t, address).Close()
		if _, _, err := store.Release(t.Context(), address, quiet, true); err == nil || !strings.Contains(err.Error(), "nothing to release") {
			t.Errorf("got %v", err)
		}
	})
}

func TestATrialLeavesTheSourceAlone(t *testing.T) {
	bothWays(t, func(t *testing.T, from, to string) {
		filledUp(t, from)
		o := quietMove
		o.KeepSource = true
		if err := interrupted(t, from, to, "rows copied", 4, o); !errors.Is(err, context.Canceled) {
			t.Fatalf("it was not interrupted: %v", err)
		}
		refused(t, to, "the unfinished half of a move from")
		source := storetest.Open(t, from)
		// Written while the copy runs: it is of the moment before.
		o.Finish = func(ctx context.Context, tx *store.Tx) error {
			return tx.AuditEvent.Create().SetAction("database.move").Exec(ctx)
		}
		o.Progress = func(stage string, rows int) {
			if stage == "rows copied" && rows > 0 {
				_ = source.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
					return tx.User.Create().SetUsername(unique()).Exec(ctx)
				})
			}
		}
		report, err := store.Move(t.Context(), from, to, o)
		if err != nil || report.Resumed || report.Copied != rowsIn(report) {
			t.Fatalf("%+v, %v", report, err)
		}
		target := open(t, to)
		defer target.Close()
		users, err := target.DB.User.Query().Count(t.Context())
		if err != nil || users != 2 {
			t.Errorf("the copy has %d users (%v)", users, err)
		}
		if !source.UpToDate() || source.Moved() != nil {
			t.Error("the source is shut")
		}
	})
}
