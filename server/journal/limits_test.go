package journal_test

import (
	"context"
	"net/netip"
	"testing"
	"time"

	"gatehouse/server/call"
	"gatehouse/server/journal"
	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

func TestLimitsOfSeveralCountTogetherOrNotAtAll(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		now := time.Hour
		l := journal.LimitsBy(s, func() time.Duration { return now })
		token := call.Counted{Kind: call.CountedToken, ID: 7, Limit: call.Limit{PerMinute: 2}}
		service := call.Counted{Kind: call.CountedService, ID: 7, Limit: call.Limit{PerMinute: 3}}
		other := token
		other.ID = 8
		for i, c := range []struct {
			ask  []call.Counted
			want call.Wait
		}{
			{[]call.Counted{token, service}, call.Wait{}},
			{[]call.Counted{token, service}, call.Wait{}},
			{[]call.Counted{token, service}, call.Wait{Of: call.CountedToken, Time: 30 * time.Second}},
			{[]call.Counted{other, service}, call.Wait{}},
			{[]call.Counted{other, service}, call.Wait{Of: call.CountedService, Time: 20 * time.Second}},
			{[]call.Counted{other}, call.Wait{}}, // which the service's refusal has not counted
			{[]call.Counted{{Kind: call.CountedAddress, Address: netip.MustParsePrefix("192.0.2.7/32"), Limit: call.Limit{PerMinute: 1}}}, call.Wait{}},
		} {
			if peeked, err := l.Wait(t.Context(), c.ask); err != nil || peeked != c.want {
				t.Errorf("%d: would wait %v %v, want %v", i, peeked, err, c.want)
			}
			if got, err := l.Take(t.Context(), c.ask); err != nil || got != c.want {
				t.Errorf("%d: waits %v %v, want %v", i, got, err, c.want)
			}
		}
		now += 30 * time.Second
		if got, err := l.Take(t.Context(), []call.Counted{token}); err != nil || got.Time != 0 {
			t.Errorf("half a minute later: %v %v", got, err)
		}
	})
}

func TestNodesCountTogetherWhenTheSettingSaysSo(t *testing.T) {
	s := storetest.Open(t, storetest.PostgreSQL(t))
	changed := s.Settings().Clone()
	changed.Limits.Shared = true
	if err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.SaveSettings(ctx, s.Settings(), changed)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	nodes := []*journal.Limits{journal.NewLimits(s), journal.NewLimits(s)}
	token := []call.Counted{{Kind: call.CountedToken, ID: 7, Limit: call.Limit{PerDay: 5}}}
	for i := range 7 {
		wait, err := nodes[i%2].Take(t.Context(), token)
		if err != nil || (wait.Time == 0) != (i < 5) || wait.Time > 24*time.Hour {
			t.Errorf("call %d: %v %v", i, wait, err)
		}
	}
}
