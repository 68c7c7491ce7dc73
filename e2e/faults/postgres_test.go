package faults

import (
	"fmt"
	"testing"
	"time"

	"gatehouse/server/store/storetest"
)

const (
	failLimit    = 2 * time.Second
	recoverLimit = 5 * time.Second
	trustLimit   = 5 * time.Second // how long what is in memory is trusted
	busy         = 500 * time.Millisecond
)

// outage is a way in which PostgreSQL is gone for a while.
type outage struct {
	name  string
	lasts time.Duration
	begin func()
	end   func() error
}

func TestPostgreSQL(t *testing.T) {
	pg := storetest.Server(t)
	direct, err := pg.Create("faults", "")
	if err != nil {
		t.Fatal(err)
	}
	between, address := proxyFor(t, direct)
	w := newWorld(t, direct)
	outages := []outage{
		{"restarted", lasting(time.Second, 5*time.Second), pg.Crash, pg.Recover},
		{"silent (its processes are stopped)", lasting(8*time.Second, 30*time.Second), pg.Pause, func() error { pg.Resume(); return nil }},
		{"silent (nothing gets through)", lasting(8*time.Second, 30*time.Second), func() { between.setHalt(true) }, func() error { between.setHalt(false); return nil }},
	}
	s := serve(t, address) // one process for all outages: it is never restarted
	w.checkWires(t, s)
	for _, o := range outages {
		t.Run(o.name, func(t *testing.T) {
			fault(t, 4, "PostgreSQL "+o.name+" under load, for "+o.lasts.String(),
				"calls fail within 2 s with 503 or the protocol's fault, /readyz says so, recover within 5 s without a restart; no token honoured from memory after 5 s",
				func(t *testing.T, say func(string, ...any)) { w.suffer(t, say, s, o) })
		})
	}
}

// suffer has an outage while a server is asked for everything.
func (w *world) suffer(t *testing.T, say func(string, ...any), s *server, o outage) {
	session := w.signIn(t, s)
	viewer := graphQL(session, `{ users(first: 1) { nodes { username } } }`, `"nodes"`)
	if a := viewer.ask(t.Context(), brief, s.base); !a.ok() {
		t.Fatal(a)
	}
	l := begin(t, s.base, 16, 10*time.Millisecond, func(worker, n int) *asked {
		by := wires[(worker+n)%len(wires)]
		switch worker % 4 {
		case 0:
			return w.read(by)
		case 1:
			return w.warm(by)
		case 2:
			if n%2 == 0 {
				return w.write(by, fmt.Sprint(o.name[:4], newMark()))
			}
			return w.write(by, "")
		}
		return viewer
	})
	until(t, "load", 10*time.Second, func() bool { return len(l.soFar()) > 200 })
	gone := time.Now()
	o.begin()
	unready := until(t, "/readyz that says so", failLimit+busy, func() bool { return !s.isReady() })
	time.Sleep(time.Until(gone.Add(o.lasts))) // the fault itself
	ending := time.Now()                      // what is answered from here on need not be from memory
	if err := o.end(); err != nil {
		t.Fatal(err)
	}
	back := time.Now()
	kinds := []string{"read", "warm", "write", "graphql"}
	recovered := until(t, "everything again", recoverLimit, func() bool {
		for _, kind := range kinds {
			if len(only(l.soFar(), func(a *answer) bool { return a.kind == kind && a.ok() && a.began.After(back) })) == 0 {
				return false
			}
		}
		return s.isReady()
	})
	ended := l.end()
	w.judge(t, say, o, ended, gone, ending, unready, recovered)
}

func (w *world) judge(t *testing.T, say func(string, ...any), o outage, ended []*answer, gone, ending time.Time, unready, recovered time.Duration) {
	t.Helper()
	for _, kind := range []string{"read", "warm", "write", "graphql"} {
		failing := only(ended, func(a *answer) bool { return a.kind == kind && !a.ok() })
		for _, a := range failing {
			if a.took > failLimit+busy || !a.unavailable() {
				t.Error(a)
				break
			}
		}
		if len(failing) == 0 && (kind != "warm" || o.lasts > trustLimit+time.Second) {
			t.Errorf("no %s failed", kind)
		}
		say("%s: %d failed, after %.2f s (median), %.2f s (longest)", kind, len(failing), percentile(0.5, tookOf(failing)).Seconds(), percentile(1, tookOf(failing)).Seconds())
	}
	trusted := time.Duration(0)
	for _, a := range only(ended, func(a *answer) bool {
		return a.kind == "warm" && a.ok() && a.began.After(gone) && a.began.Before(ending)
	}) {
		trusted = max(trusted, a.began.Sub(gone))
	}
	if trusted > trustLimit+busy {
		t.Errorf("a token was honoured from memory %v after the database had gone", trusted)
	}
	k := w.inspect(t, w.open(t))
	lost, doubled, unrecorded := k.missing(t, acknowledged(ended))
	say("/readyz says so after %.2f s; memory is trusted for %.2f s; all well %.2f s after its end; of %d acknowledged writes %d lost, %d doubled, %d without audit row",
		unready.Seconds(), trusted.Seconds(), recovered.Seconds(), len(acknowledged(ended)), lost, doubled, unrecorded)
}
