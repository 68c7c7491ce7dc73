package faults

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"
)

// load asks a server for things until it is ended, each worker one after the other over its own connection.
type load struct {
	client *http.Client
	cancel context.CancelFunc
	all    sync.WaitGroup
	mu     sync.Mutex
	ended  []*answer
}

// begin starts workers that ask for what next gives them. Rest is how long each rests after an answer.
func begin(t testing.TB, base string, workers int, rest time.Duration, next func(worker, n int) *asked) *load {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	l := &load{client: newClient(t, 70*time.Second), cancel: cancel}
	for worker := range workers {
		l.all.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				a := next(worker, n).ask(context.Background(), l.client, base)
				l.mu.Lock()
				l.ended = append(l.ended, a)
				l.mu.Unlock()
				pause := rest
				if a.err != nil {
					pause = max(rest, 2*time.Millisecond) // the server may be gone
				}
				select {
				case <-ctx.Done():
				case <-time.After(pause):
				}
			}
		})
	}
	t.Cleanup(func() { l.end() })
	return l
}

// end waits for what is under way and returns every answer.
func (l *load) end() []*answer {
	l.cancel()
	l.all.Wait()
	return l.ended
}

// so far returns the answers that there are.
func (l *load) soFar() []*answer {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.ended)
}

func only(list []*answer, keep func(*answer) bool) []*answer {
	var kept []*answer
	for _, a := range list {
		if keep(a) {
			kept = append(kept, a)
		}
	}
	return kept
}

func acknowledged(list []*answer) []*answer {
	return only(list, func(a *answer) bool { return a.kind == "write" && a.ok() })
}

// percentile of durations; of none it is 0.
func percentile(p float64, list []time.Duration) time.Duration {
	if len(list) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(list))
	return sorted[min(int(p*float64(len(sorted))), len(sorted)-1)]
}

func tookOf(list []*answer) []time.Duration {
	times := make([]time.Duration, len(list))
	for i, a := range list {
		times[i] = a.took
	}
	return times
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// until waits for something to be so, and returns how long that took.
func until(t testing.TB, what string, limit time.Duration, so func() bool) time.Duration {
	t.Helper()
	began := time.Now()
	for !so() {
		if time.Since(began) > limit {
			t.Errorf("%s is not so after %v", what, limit)
			break
		}
		time.Sleep(5 * time.Millisecond) // there is nothing to wait on but the answers
	}
	return time.Since(began)
}
