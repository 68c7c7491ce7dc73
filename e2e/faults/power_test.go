package faults

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"gatehouse/server/store/storetest"
)

// TestPowerLoss holds, by the system calls of the server, that what an answer acknowledges was synced to the disk before the answer was sent.
// PostgreSQL syncs by itself before it answers a COMMIT, and the server answers after that.
func TestPowerLoss(t *testing.T) {
	fault(t, 2, "power loss (SQLite, traced)", "the WAL is synced before the answer is sent, for 100 % of 1,000 writes, alone and at once",
		func(t *testing.T, say func(string, ...any)) {
			tracer := need(t, "strace")
			w := newWorld(t, storetest.SQLite(t))
			reading, writing, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			trace := newTrace()
			done := make(chan error, 1)
			go func() { done <- trace.read(reading) }()
			// The server is the child and strace its grandchild (-D), so that signals reach the server. The strings are long enough for a page of the database, in which the marks stand.
			s := startOf(t, func(c *exec.Cmd) { c.ExtraFiles = []*os.File{writing} }, []string{tracer, "-D", "-f", "-y", "-s", "4200", "-e", "signal=none",
				"-e", "trace=pwrite64,fsync,fdatasync,write,sendto,writev,sendmsg", "-o", "/dev/fd/3"}, w.database)
			writing.Close()
			s.await(t)
			many := rounds(150, 1000)
			acked := 0
			for _, workers := range []int{1, 16} {
				l := begin(t, s.base, workers, 0, func(int, int) *asked { return w.write(wires[0], "") })
				until(t, "enough writes", 5*time.Minute, func() bool { return len(l.soFar()) >= many/2 })
				acked += len(acknowledged(l.end()))
			}
			if _, code := s.stop(); code != 0 {
				t.Errorf("the server ended with %d", code)
			}
			if err := <-done; err != nil {
				t.Fatal(err)
			}
			if trace.early > 0 || trace.good < acked || acked < many {
				t.Errorf("%d answers before their sync; %d after it, of %d acknowledged writes", trace.early, trace.good, acked)
			}
			say("%d writes, half of them 16 at once: %d answered after their sync, %d before; %d syncs of the WAL (%.2f a write)",
				acked, trace.good, trace.early, trace.syncs, float64(trace.syncs)/float64(max(acked, 1)))
		})
}

// need is the path of a program of Debian, without which the test is skipped, but for CI.
func need(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil && os.Getenv("CI") == "" {
		t.Skipf("%s is not installed: it is a package of Debian", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// trace follows the system calls of the server: when a mark was first written to the WAL, what a sync has covered, and when an answer
// with the mark was sent.
type trace struct {
	now     int            // counts what happens
	written map[string]int // when a mark was first written to the WAL
	covered int            // what was written before this is on the disk
	syncing map[string]int // by thread: when its sync of the WAL began
	told    map[string]bool

	good, early, syncs int
}

func newTrace() *trace {
	return &trace{written: map[string]int{}, syncing: map[string]int{}, told: map[string]bool{}}
}

var (
	markForm   = regexp.MustCompile(`mark-\d{8}`)
	threadForm = regexp.MustCompile(`^(\d+)\s+(\S.*)`)
)

func (r *trace) read(from io.Reader) error {
	lines := bufio.NewReaderSize(from, 1<<20)
	for {
		line, err := lines.ReadString('\n')
		if parts := threadForm.FindStringSubmatch(line); parts != nil {
			r.now++
			r.note(parts[1], parts[2])
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (r *trace) note(thread, what string) {
	toWAL := strings.Contains(firstOf(what, 300), "-wal>")
	switch {
	case strings.HasPrefix(what, "pwrite64(") && toWAL:
		for _, mark := range markForm.FindAllString(what, -1) {
			if _, known := r.written[mark]; !known {
				r.written[mark] = r.now
			}
		}
	case (strings.HasPrefix(what, "fsync(") || strings.HasPrefix(what, "fdatasync(")) && toWAL:
		r.syncing[thread] = r.now
		if !strings.Contains(what, "unfinished") {
			r.synced(thread, what)
		}
	case strings.Contains(what, "sync resumed>"):
		r.synced(thread, what)
	case strings.Contains(firstOf(what, 200), `"HTTP/1.1 200`):
		for _, mark := range markForm.FindAllString(what, -1) {
			r.answered(mark)
		}
	}
}

func (r *trace) synced(thread, what string) {
	began, ok := r.syncing[thread]
	delete(r.syncing, thread)
	if ok && strings.Contains(what, "= 0") {
		r.syncs++
		r.covered = max(r.covered, began)
	}
}

func (r *trace) answered(mark string) {
	if r.told[mark] {
		return
	}
	r.told[mark] = true
	if at, ok := r.written[mark]; ok && at < r.covered {
		r.good++
	} else {
		r.early++
	}
}

func firstOf(text string, n int) string { return text[:min(n, len(text))] }
