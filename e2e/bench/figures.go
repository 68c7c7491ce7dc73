package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
)

// figure is one thing that was measured.
type figure struct {
	name   string
	value  float64
	unit   string
	ratio  float64 // to what stands beside it; 0: nothing does
	budget float64 // of the ratio, or of the value when there is none; 0: none
	least  bool    // the budget is a least
}

// judged is what the budget is about.
func (f figure) judged() float64 {
	if f.ratio > 0 {
		return f.ratio
	}
	return f.value
}

func (f figure) verdict() string {
	switch {
	case f.budget == 0:
		return "-"
	case f.least == (f.judged() < f.budget):
		return "over"
	}
	return "ok"
}

func (f figure) limit() string {
	switch {
	case f.budget == 0:
		return "-"
	case f.least:
		return fmt.Sprintf("≥ %g", f.budget)
	}
	return fmt.Sprintf("≤ %g", f.budget)
}

func (f figure) beside() string {
	if f.ratio == 0 {
		return "-"
	}
	return fmt.Sprintf("%.2f", f.ratio)
}

// tell prints a figure and keeps it.
func (b *bench) tell(f figure) {
	b.figures = append(b.figures, f)
	fmt.Printf("%s value=%.1f %s ratio=%s budget=%s %s\n", f.name, f.value, f.unit, f.beside(), strings.ReplaceAll(f.limit(), " ", ""), f.verdict())
}

func (b *bench) over() bool {
	for _, f := range b.figures {
		if f.verdict() == "over" {
			return true
		}
	}
	return false
}

// write writes the figures as a document, with a plot beside it.
func (b *bench) write(path string) error {
	allocations, err := allocations()
	if err != nil {
		return err
	}
	plot := strings.TrimSuffix(path, filepath.Ext(path)) + ".svg"
	if err := os.WriteFile(plot, b.plot(), 0o644); err != nil {
		return err
	}
	var text bytes.Buffer
	fmt.Fprintf(&text, about, runtime.Version(), runtime.GOARCH, runtime.NumCPU(), filepath.Base(plot))
	text.WriteString("| measured | value | ratio | budget | |\n|---|--:|--:|--:|---|\n")
	for _, f := range b.figures {
		fmt.Fprintf(&text, "| `%s` | %.1f %s | %s | %s | %s |\n", f.name, f.value, f.unit, f.beside(), f.limit(), f.verdict())
	}
	text.WriteString(allocated)
	text.Write(allocations)
	return os.WriteFile(path, text.Bytes(), 0o644)
}

const about = `# Performance

Written by ` + "`make performance`" + `; do not edit. %s on %s, %d processors, on a machine that others use too: compare ratios, not times.

The ratio of a call is its CPU time to that of a bare ` + "`net/http`" + ` handler on a server with the same limits, which gets the same requests,
looks the token up in a map of the same size and writes the same bytes, called in turn in the same run, all
of whose CPU time counts, collecting garbage too; that of ` + "`read_`" + ` to the same call over REST with JSON;
that of ` + "`flat_`" + ` to the same call on the smaller installation. ` + "`group_commit`" + ` is how many groups a second 64 clients create when each is on
disk before its answer, to those without syncing. The number behind @ is of tokens, if nothing else is said. Memory is the most that was resident,
with the start in it.

![Ratios beside their budgets](%s)

`

const allocated = `
## Allocations

One call in the process, without network, functions that do nothing: Go's benchmarks of each protocol.

| benchmark | allocations | bytes |
|---|--:|--:|
`

var benchmarkLine = regexp.MustCompile(`(?m)^(Benchmark\S+?)(?:-\d+)?\s+\d+\s.*?(\d+) B/op\s+(\d+) allocs/op`)

// allocations runs Go's benchmarks of the dispatcher and the protocols, and returns rows of a table.
func allocations() ([]byte, error) {
	var rows bytes.Buffer
	for _, of := range []string{"call", "protocols/rest", "protocols/soap", "protocols/xmlrpc", "protocols/amf", "protocols/jsonrpc", "protocols/mcp"} {
		command := exec.Command("go", "test", "-run", "^$", "-bench", ".", "-benchtime", "2000x", "-benchmem", "./server/"+of)
		output, err := command.CombinedOutput()
		if err != nil {
			return nil, fmt.Errorf("%w\n%s", err, output)
		}
		for _, found := range benchmarkLine.FindAllSubmatch(output, -1) {
			fmt.Fprintf(&rows, "| `%s` %s | %s | %s |\n", filepath.Base(of), found[1][len("Benchmark"):], found[3], found[2])
		}
	}
	return rows.Bytes(), nil
}
