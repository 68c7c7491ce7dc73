package faults

import (
	"context"
	"log/slog"
	"net/netip"
	"testing"
	"time"

	"gatehouse/ent/token"
	"gatehouse/server/call"
	"gatehouse/server/functions"
	"gatehouse/server/journal"
	"gatehouse/server/people"
	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
	"gatehouse/server/tokens"
)

// TestClock moves the wall clock that the parts of the program are given, while the real one, which is the monotonic one too, goes on. The
// clock of the machine is everybody's and is left alone. Sessions of the admin app have their test in graph.
func TestClock(t *testing.T) {
	fault(t, 5, "clock jumps (by an injected wall clock)", "expiry follows the wall clock, limits the monotonic one; ± 30 s signs nobody out", func(t *testing.T, say func(string, ...any)) {
		w := newWorld(t, storetest.SQLite(t))
		s := storetest.Open(t, w.database)
		now := time.Now()
		d := dispatcherAt(t, s, func() time.Time { return now })
		expiring := mintOne(t, s, tokens.Wish{Name: "expires", ValidUntil: now.Add(time.Hour)})
		limited := mintOne(t, s, tokens.Wish{Name: "limited", Limit: call.Limit{PerMinute: 2}})
		check := func(moment time.Duration, token string, want call.Code) {
			t.Helper()
			start := now
			now = now.Add(moment)
			if got := codeOf(d, token); got != want {
				t.Errorf("with the clock moved by %v: %q, want %q", moment, got, want)
			}
			now = start
		}
		for _, jump := range []time.Duration{0, 30 * time.Second, -30 * time.Second, -48 * time.Hour, 59 * time.Minute} {
			check(jump, expiring, "")
		}
		check(61*time.Minute, expiring, call.AccessDenied)
		check(0, expiring, "") // the clock was set right again
		check(0, limited, "")
		check(0, limited, "")
		for _, jump := range []time.Duration{0, 2 * time.Minute, 48 * time.Hour, -48 * time.Hour} {
			check(jump, limited, call.RateLimited)
		}
		say("a token that ends in an hour: refused at + 61 min, answered again when the clock is back, and at ± 30 s, - 48 h; a used-up limit stays so at + 2 min, ± 48 h; sessions: graph/clock_test.go")
	})
}

// dispatcherAt puts the parts together that decide over a call, as main does, with a wall clock.
func dispatcherAt(t *testing.T, s *store.Store, wall func() time.Time) *call.Dispatcher {
	t.Helper()
	catalogue, err := call.NewCatalogue((&functions.Library{Store: s, PublicURL: "http://127.0.0.1"}).All())
	if err != nil {
		t.Fatal(err)
	}
	keeper, err := tokens.NewKeeper(t.Context(), s, people.NewDoorman(s, wall), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return &call.Dispatcher{Catalogue: catalogue, Grants: keeper, Recorder: forgetful{}, Now: wall, Limits: journal.NewLimits(s)}
}

type forgetful struct{}

func (forgetful) Record(call.Outcome) {}

func mintOne(t *testing.T, s *store.Store, wish tokens.Wish) (secret string) {
	t.Helper()
	wish.User, wish.Service, wish.Origin = 8, 6, token.OriginAdmin
	err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) (err error) {
		_, secret, err = tokens.Mint(ctx, tx, journal.CommandLine("faults"), wish)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

func codeOf(d *call.Dispatcher, token string) call.Code {
	_, err := d.Call(context.Background(), &call.Request{
		Protocol: "rest", Function: warm, Credential: call.Credential{Token: token}, Address: netip.MustParseAddr("127.0.0.1"), Settings: call.DefaultSettings,
		Arguments: func() (map[string]any, error) { return map[string]any{}, nil },
	})
	if err == nil {
		return ""
	}
	return call.AsError(err).Code
}
