package people_test

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gatehouse/ent/guess"
	"gatehouse/server/people"
	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

func addAccount(t *testing.T, s *store.Store, name, email, password string) {
	t.Helper()
	hash, err := people.HashPassword(t.Context(), password)
	if err != nil {
		t.Fatal(err)
	}
	err = s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		return tx.User.Create().SetUsername(name).SetEmail(email).SetPasswordHash(hash).Exec(ctx)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestManyGuessesAtOnce guesses from many addresses at the same moment, when no failure has been counted yet.
func TestManyGuessesAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		addAccount(t, s, "ada", "", "the right password")
		d := people.NewDoorman(s, time.Now)
		var work sync.WaitGroup
		var failed atomic.Int32
		for i := range 12 {
			work.Go(func() {
				_, err := d.SignIn(t.Context(), "ada", "wrong", netip.MustParseAddr(fmt.Sprintf("192.0.2.%d", i)))
				if errors.Is(err, people.ErrWrong) {
					failed.Add(1)
				}
			})
		}
		work.Wait()
		if failed.Load() != 12 {
			t.Errorf("%d of 12 guesses were refused as wrong", failed.Load())
		}
		row, err := s.DB.Guess.Query().Where(guess.Key("account:ada")).Only(t.Context())
		if err != nil || row.LockedUntil == nil {
			t.Errorf("the account is open after 12 failures: %v, %v", row, err)
		}
		if _, err := d.SignIn(t.Context(), "ada", "the right password", netip.MustParseAddr("192.0.2.99")); !errors.Is(err, people.ErrWrong) {
			t.Errorf("signed in: %v", err)
		}

		// One that was let in before the others failed is looked at again when its password was found right.
		addAccount(t, s, "eve", "", "the right password")
		asked := 0
		among := people.NewDoorman(s, func() time.Time {
			if asked++; asked == 2 {
				for i := range 12 {
					if _, err := d.SignIn(t.Context(), "eve", "wrong", netip.MustParseAddr(fmt.Sprintf("198.51.100.%d", i))); !errors.Is(err, people.ErrWrong) {
						t.Errorf("a wrong guess: %v", err)
					}
				}
			}
			return time.Now()
		})
		if _, err := among.SignIn(t.Context(), "eve", "the right password", netip.MustParseAddr("203.0.113.1")); !errors.Is(err, people.ErrWrong) {
			t.Errorf("the right guess among wrong ones: %v", err)
		}
	})
}

// TestNameFor finds accounts by what people type.
func TestNameFor(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		addAccount(t, s, "ada@example.org", "", "the right password")
		addAccount(t, s, "eve", "ada@example.org", "the right password")
		addAccount(t, s, "bob", "bob@example.org", "the right password")
		for typed, want := range map[string]string{
			"ada@example.org": "ada@example.org", " Ada@example.org ": "Ada@example.org", "BOB@example.org": "bob", "bob": "bob",
			"nobody@example.org": "nobody@example.org", "a@\x00b": "a@\x00b", "a@\xff": "a@\xff",
		} {
			if got, err := people.NameFor(t.Context(), s.DB, typed); err != nil || got != want {
				t.Errorf("%q is %q, want %q: %v", typed, got, want, err)
			}
		}
	})
}
