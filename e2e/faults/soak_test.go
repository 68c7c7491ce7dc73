package faults

import (
	"bufio"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"gatehouse/server/store/storetest"
)

// TestSoak watches the server under a steady load of about a fifth of a core. It runs when -soak says for how long.
func TestSoak(t *testing.T) {
	if *soaking == 0 {
		t.Skip("takes long: make faults SOAK=30m")
	}
	fault(t, 12, "soak: "+soaking.String()+" of every protocol, reads and writes", "memory, heap and goroutines flat from the first third to the last", func(t *testing.T, say func(string, ...any)) {
		w := newWorld(t, storetest.SQLite(t))
		figures := freeAddress(t)
		s := serve(t, w.database, "--metrics-listen", figures)
		w.checkWires(t, s)
		l := begin(t, s.base, 4, 50*time.Millisecond, func(worker, n int) *asked {
			by := wires[(worker+n)%len(wires)]
			switch n % 4 {
			case 0:
				return w.write(by, "")
			case 1:
				return w.warm(by)
			}
			return w.read(by)
		})
		var samples []map[string]float64
		step := *soaking / 60
		for len(samples) < 60 {
			time.Sleep(step) // a soak is a matter of time
			samples = append(samples, scraped(t, "http://"+figures+"/metrics"))
		}
		asked, failed := 0, 0
		for _, a := range l.end() {
			if asked++; !a.ok() {
				failed++
			}
		}
		if failed > 0 {
			t.Errorf("%d calls failed", failed)
		}
		first, last := samples[:20], samples[40:]
		cpu := (samples[59]["process_cpu_seconds_total"] - samples[0]["process_cpu_seconds_total"]) / (59 * step).Seconds()
		say("%d calls, %d failed, %.0f %% of a core", asked, failed, 100*cpu)
		for _, f := range []struct {
			name, unit  string
			scale, more float64 // how much more it may be, besides a tenth
		}{
			{"process_resident_memory_bytes", "MB", 1 << 20, 8}, {"go_memstats_heap_inuse_bytes", "MB", 1 << 20, 8}, {"go_goroutines", "", 1, 5},
		} {
			before, after := mean(first, f.name)/f.scale, mean(last, f.name)/f.scale
			if after > before*1.1+f.more {
				t.Errorf("%s grows from %.1f to %.1f", f.name, before, after)
			}
			say("%s: %.1f %s in the first third, %.1f in the last", f.name, before, f.unit, after)
		}
	})
}

func mean(samples []map[string]float64, name string) float64 {
	sum := 0.0
	for _, s := range samples {
		sum += s[name]
	}
	return sum / float64(len(samples))
}

// scraped reads the figures that have no labels.
func scraped(t *testing.T, address string) map[string]float64 {
	t.Helper()
	got, err := brief.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	figures := map[string]float64{}
	for lines := bufio.NewScanner(got.Body); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), " ")
		if n, err := strconv.ParseFloat(value, 64); err == nil {
			figures[name] = n
		}
	}
	if figures["go_goroutines"] == 0 {
		t.Fatal(fmt.Sprint("no figures: ", len(figures)))
	}
	return figures
}
