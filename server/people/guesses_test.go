package people_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/argon2"

	"gatehouse/ent/guess"
	"gatehouse/ent/user"
	"gatehouse/server/people"
	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

// TestGuessesOfAnAddressCount guesses at many accounts from one address, each of them once.
func TestGuessesOfAnAddressCount(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		addAccount(t, s, "ada", "", "the right password")
		now := time.Now()
		d := people.NewDoorman(s, func() time.Time { return now })
		try := func(name, password, from string) bool {
			_, err := d.SignIn(t.Context(), name, password, netip.MustParseAddr(from))
			if err != nil && !errors.Is(err, people.ErrWrong) {
				t.Fatal(err)
			}
			return err == nil
		}
		for i := range 10 {
			try(fmt.Sprint("nobody", i), "x", fmt.Sprintf("2001:db8::%d", i+1)) // one network of IPv6 is one address
		}
		if try("ada", "the right password", "2001:db8::ffff") {
			t.Error("an address that failed ten times is let in")
		}
		if !try("ada", "the right password", "2001:db8:0:1::1") || !try("ada", "the right password", "192.0.2.1") {
			t.Error("others wait with it")
		}
		if now = now.Add(2 * time.Second); !try("ada", "the right password", "2001:db8::ffff") {
			t.Error("a whole office is shut out for long after the first failure too many")
		}
		for _, want := range []time.Duration{2 * time.Second, 4 * time.Second, 8 * time.Second} {
			try("nobody", "x", "2001:db8::1")
			row := s.DB.Guess.Query().Where(guess.Key("address:2001:db8::/64")).OnlyX(t.Context())
			if row.LockedUntil == nil || row.LockedUntil.Sub(now).Round(time.Second) != want {
				t.Fatalf("a further failure shuts the address until %v, want %s from %v", row.LockedUntil, want, now)
			}
			now = now.Add(want + time.Second)
		}
	})
}

// TestAnOutdatedHashIsMadeAnew signs in with a hash that an earlier version made.
func TestAnOutdatedHashIsMadeAnew(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		const password = "the right password"
		encode := base64.RawStdEncoding.EncodeToString
		salt := []byte("sixteen of salt!")
		old := fmt.Sprintf("$argon2id$v=19$m=19456,t=2,p=1$%s$%s", encode(salt), encode(argon2.IDKey([]byte(password), salt, 2, 19456, 1, 32)))
		err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			return tx.User.Create().SetUsername("ada").SetPasswordHash(old).Exec(ctx)
		})
		if err != nil {
			t.Fatal(err)
		}
		kept := func() string { return s.DB.User.Query().Where(user.Username("ada")).OnlyX(t.Context()).PasswordHash }
		d := people.NewDoorman(s, time.Now)
		if _, err := d.SignIn(t.Context(), "ada", "wrong", netip.MustParseAddr("192.0.2.1")); err == nil || kept() != old {
			t.Errorf("a wrong password: %v, kept %s", err, kept())
		}
		for range 2 {
			if _, err := d.SignIn(t.Context(), "ada", password, netip.MustParseAddr("192.0.2.1")); err != nil || !strings.HasPrefix(kept(), "$argon2id$v=19$m=32768,t=3,p=1$") {
				t.Errorf("the right one: %v, kept %s", err, kept())
			}
		}
	})
}
