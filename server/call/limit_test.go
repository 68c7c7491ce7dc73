package call

import (
	"net/netip"
	"testing"
	"time"
)

// taken makes calls at a moment until one must wait, at most 1000, and returns how many were made and how long the next one waits.
func taken(a *Allowance, l Limit, now time.Duration) (n int, wait time.Duration) {
	for ; n < 1000; n++ {
		if wait = a.Wait(l, now); wait > 0 {
			return n, wait
		}
		a.Take(l, now)
	}
	return n, 0
}

func TestLimitsAreExactAtTheBorder(t *testing.T) {
	const start = time.Hour
	for _, c := range []struct {
		why       string
		limit     Limit
		burst     int
		wait      time.Duration
		afterWait int
	}{
		{"one a minute", Limit{PerMinute: 1}, 1, time.Minute, 1},
		{"sixty a minute, all at once", Limit{PerMinute: 60}, 60, time.Second, 1},
		{"sixty a minute, five at once", Limit{PerMinute: 60, Burst: 5}, 5, time.Second, 1},
		{"more at once than in a minute", Limit{PerMinute: 6, Burst: 20}, 20, 10 * time.Second, 1},
		{"three a day", Limit{PerDay: 3}, 3, 24 * time.Hour, 3},
		{"the day counts before the minute", Limit{PerMinute: 60, PerDay: 2}, 2, 24 * time.Hour, 2},
	} {
		a := &Allowance{}
		if n, wait := taken(a, c.limit, start); n != c.burst || wait != c.wait {
			t.Errorf("%s: %d calls and a wait of %s, want %d and %s", c.why, n, wait, c.burst, c.wait)
		}
		if wait := a.Wait(c.limit, start+c.wait-1); wait != 1 {
			t.Errorf("%s: a nanosecond before the border the wait is %s", c.why, wait)
		}
		if n, _ := taken(a, c.limit, start+c.wait); n != c.afterWait {
			t.Errorf("%s: %d calls at the border, want %d", c.why, n, c.afterWait)
		}
		if !a.Idle(start + 49*time.Hour) {
			t.Errorf("%s: not forgotten", c.why)
		}
	}
	if n, _ := taken(&Allowance{}, Limit{PerMinute: -1, PerDay: -1}, start); n != 1000 {
		t.Errorf("no limit lets %d calls through", n)
	}
	a := &Allowance{Next: 1000 * time.Hour}
	if wait := a.Wait(Limit{PerMinute: 1}, start); wait != time.Minute {
		t.Errorf("a clock that was ahead makes one wait for %s", wait)
	}
}

func TestWhoAnAddressStandsFor(t *testing.T) {
	for text, want := range map[string]string{
		"192.0.2.7": "192.0.2.7/32", "::ffff:192.0.2.7": "192.0.2.7/32", "2001:db8::1:2:3:4": "2001:db8::/64",
	} {
		if got := networkOf(netip.MustParseAddr(text)).String(); got != want {
			t.Errorf("%s is counted as %s, want %s", text, got, want)
		}
	}
}
