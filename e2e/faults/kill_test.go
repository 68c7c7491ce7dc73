package faults

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"gatehouse/server/store/storetest"
)

func TestKill(t *testing.T) {
	for _, c := range []struct {
		name     string
		database func(testing.TB) string
		rounds   int
	}{
		{"SQLite", storetest.SQLite, rounds(4, 160)},
		{"PostgreSQL", storetest.PostgreSQL, rounds(2, 40)},
	} {
		t.Run(c.name, func(t *testing.T) {
			fault(t, 1, "kill -9 at random, under writes whose acknowledgements are logged, on "+c.name,
				"0 acknowledged writes lost, 0 doubled, each with its audit row, integrity check clean, ready within 2 s",
				func(t *testing.T, say func(string, ...any)) { killed(t, say, newWorld(t, c.database(t)), c.rounds) })
		})
	}
}

func killed(t *testing.T, say func(string, ...any), w *world, rounds int) {
	var acked, repeated []*answer
	var starts []time.Duration
	unanswered := map[string]*asked{} // with a key, by their marks
	s := serve(t, w.database)
	w.checkWires(t, s)
	for range rounds {
		l := begin(t, s.base, 12, 0, func(worker, n int) *asked {
			q := w.write(wires[(worker+n)%len(wires)], "")
			if worker%2 == 0 {
				return w.keyed(q)
			}
			return q
		})
		time.Sleep(50*time.Millisecond + rand.N(350*time.Millisecond)) // the moment is to be any
		s.kill()
		ended := l.end()
		acked = append(acked, acknowledged(ended)...)
		for _, a := range ended {
			if a.err != nil && a.wire == keyedWire {
				unanswered[a.mark] = a.asked
			}
		}
		s = serve(t, w.database)
		starts = append(starts, s.ready)
		for mark, q := range unanswered {
			a := q.ask(t.Context(), brief, s.base)
			if !a.ok() {
				t.Errorf("made again: %v", a)
			}
			repeated = append(repeated, a)
			delete(unanswered, mark)
		}
	}
	k := w.inspect(t, w.open(t))
	lost, doubled, unrecorded := k.missing(t, acked)
	for _, a := range repeated {
		if k.notes[a.mark] != 1 {
			t.Errorf("a write with a key that was made again is there %d times", k.notes[a.mark])
			doubled++
		}
	}
	slowest := slices.Max(starts)
	if slowest > 2*time.Second {
		t.Errorf("ready after %v", slowest)
	}
	say("%d kills; of %d acknowledged writes %d lost, %d doubled, %d without audit row; %d unanswered made again under their key, each there once; ready after %.0f ms (median), %.0f ms (longest)",
		rounds, len(acked), lost, doubled, unrecorded, len(repeated), ms(percentile(0.5, starts)), ms(slowest))
}

// keyedWire is the wire of those that have a key: their requests are kept to be made again.
const keyedWire = "keyed"

// keyed gives a write an Idempotency-Key.
func (w *world) keyed(q *asked) *asked {
	by := wires[slices.IndexFunc(wires, func(o wire) bool { return o.name == q.wire })]
	again := w.write(by, fmt.Sprintf("key-%s-%d", strings.ReplaceAll(by.name, " ", ""), rand.Int64()))
	again.wire = keyedWire
	return again
}
