// Package faults does to the real program what its worst day would, one fault a file, and says with a figure what came of it. Run as tests
// it takes few rounds; "make faults" takes the whole form and writes docs/faults.md.
//
// The program is bin/gatehouse, or what GATEHOUSE_BIN names, as a process of its own; PostgreSQL is one that the tests start.
package faults

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gatehouse/server/store/storetest"
)

var (
	whole   = flag.Bool("whole", false, "as many rounds as the requirements ask for")
	table   = flag.String("table", "", "file that the table of faults is written to, as Markdown")
	soaking = flag.Duration("soak", 0, "how long the load of the soak lasts; it is left out when this is 0")
)

func TestMain(m *testing.M) {
	flag.Parse()
	storetest.Main(reporting{m})
}

// reporting prints what the faults came to when all have run.
type reporting struct{ m *testing.M }

func (r reporting) Run() int {
	code := r.m.Run()
	slices.SortFunc(results.list, func(a, b *result) int { return a.row - b.row })
	if *whole {
		fmt.Print(printed(results.list))
	}
	if *table != "" {
		if err := os.WriteFile(*table, []byte(markdown(results.list)), 0o644); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	}
	if built != "" {
		os.RemoveAll(filepath.Dir(built))
	}
	return code
}

// rounds is how many there are in the short form, and in the whole.
func rounds(short, all int) int {
	if *whole {
		return all
	}
	return short
}

// lasting is how long something is in the short form, and in the whole.
func lasting(short, all time.Duration) time.Duration {
	if *whole {
		return all
	}
	return short
}

// result is a row of the table.
type result struct {
	row     int
	fault   string
	passes  string
	figures []string
	verdict string
}

var results struct {
	sync.Mutex
	list []*result
}

// fault runs a fault, of which there may be several to a row of the table. What it says of itself with say stands in the table.
func fault(t *testing.T, row int, name, passes string, run func(t *testing.T, say func(format string, values ...any))) {
	t.Helper()
	r := &result{row: row, fault: name, passes: passes}
	results.Lock()
	results.list = append(results.list, r)
	results.Unlock()
	defer func() {
		switch {
		case t.Skipped():
			r.verdict = "left out"
		case t.Failed():
			r.verdict = "FAILS"
		default:
			r.verdict = "passes"
		}
	}()
	run(t, func(format string, values ...any) {
		t.Helper()
		figure := fmt.Sprintf(format, values...)
		t.Log(figure)
		r.figures = append(r.figures, figure)
	})
}

func printed(list []*result) string {
	var b strings.Builder
	for _, r := range list {
		fmt.Fprintf(&b, "\n%-8s %s\n         passes when: %s\n", r.verdict, r.fault, r.passes)
		for _, figure := range r.figures {
			fmt.Fprintf(&b, "         %s\n", figure)
		}
	}
	return b.String()
}

func markdown(list []*result) string {
	var b strings.Builder
	b.WriteString("# Faults\n\nWritten by `make faults`, which does each of them to the real program. The code is in `e2e/faults`; `make test` runs a short form.\n\n" +
		"| fault | passes when | figures | verdict |\n|---|---|---|---|\n")
	for _, r := range list {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", r.fault, r.passes, strings.Join(r.figures, "<br>"), r.verdict)
	}
	return b.String()
}

var (
	buildOnce sync.Once
	built     string
	buildErr  error
)

// theBinary is the program that "make build" made; without it one is built.
func theBinary(t testing.TB) string {
	t.Helper()
	for _, path := range []string{os.Getenv("GATEHOUSE_BIN"), "../../bin/gatehouse"} {
		if path, err := filepath.Abs(path); err == nil {
			if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
				return path
			}
		}
	}
	buildOnce.Do(func() {
		folder, err := os.MkdirTemp("", "gatehouse-faults-")
		if err != nil {
			buildErr = err
			return
		}
		built = filepath.Join(folder, "gatehouse")
		if output, err := exec.Command("go", "build", "-o", built, "gatehouse").CombinedOutput(); err != nil {
			buildErr = fmt.Errorf("%w\n%s", err, output)
		}
	})
	if buildErr != nil {
		t.Fatal(buildErr)
	}
	return built
}
