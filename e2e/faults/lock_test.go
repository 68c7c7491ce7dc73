package faults

import (
	"testing"
	"time"

	"gatehouse/server/store/storetest"
)

func TestLock(t *testing.T) {
	const held, bound = 10 * time.Second, 7 * time.Second // a writer waits 5 s for the lock; the rest is for a busy machine
	fault(t, 11, "another process holds SQLite's write lock for 10 s", "reads go on, writes wait and then fail cleanly (503 or the protocol's fault after 5 s, 8 at once too)",
		func(t *testing.T, say func(string, ...any)) {
			w := newWorld(t, storetest.SQLite(t))
			s := serve(t, w.database)
			w.checkWires(t, s)
			lock, err := w.open(t).BeginTx(t.Context(), nil) // which takes the lock at once
			if err != nil {
				t.Fatal(err)
			}
			locked := time.Now()
			reading := begin(t, s.base, 2, 5*time.Millisecond, func(_, n int) *asked { return w.read(wires[n%len(wires)]) })
			writing := begin(t, s.base, 8, time.Millisecond, func(worker, n int) *asked { return w.write(wires[(worker+n)%len(wires)], "") })
			time.Sleep(held) // the fault itself
			read := reading.end()
			free := time.Now()
			if err := lock.Rollback(); err != nil {
				t.Fatal(err)
			}
			back := until(t, "a write with the lock free", 5*time.Second, func() bool { return len(acknowledged(writing.soFar())) > 0 })
			ended := writing.end()
			failing := only(ended, (*answer).unavailable)
			bad := only(ended, func(a *answer) bool {
				return !a.ok() && !a.unavailable() || a.took > bound || a.ok() && a.began.Add(a.took).Before(free)
			})
			failedReads := only(read, func(a *answer) bool { return !a.ok() })
			for _, a := range append(bad, failedReads...) {
				t.Error(a)
				break
			}
			if len(failing) == 0 {
				t.Errorf("no write failed within %v", free.Sub(locked))
			}
			w.inspect(t, w.open(t)).missing(t, acknowledged(ended))
			say("%d reads meanwhile, %d failed, p99 %.1f ms; %d writes refused as unavailable after %.2f s (median), %.2f s (longest), %d otherwise; writes again %.0f ms after the lock was free",
				len(read), len(failedReads), ms(percentile(0.99, tookOf(read))), len(failing), percentile(0.5, tookOf(failing)).Seconds(), percentile(1, tookOf(failing)).Seconds(), len(bad), ms(back))
		})
}
