package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const root = "../.."

// requirements are all that the table must have, by group: how many there are, and which of them are no musts.
var requirements = []struct {
	group   string
	number  int
	shoulds []int
}{
	{"T", 10, []int{9, 10}},
	{"N", 10, []int{7, 8}},
	{"A", 9, []int{9}},
	{"I", 4, []int{4}},
	{"P", 16, []int{16}},
	{"G", 4, nil},
	{"H", 8, nil},
	{"E", 1, nil},
	{"S", 5, []int{5}},
	{"M", 5, []int{5}},
	{"C", 2, nil},
	{"Q", 1, nil},
	{"L", 4, []int{4}},
	{"B", 2, nil},
	{"D", 6, nil},
}

func TestTheTableHasEveryRequirementAndItsTest(t *testing.T) {
	table, err := readTable(filepath.Join(root, tableFile))
	if err != nil {
		t.Fatal(err)
	}
	at := 0
	for _, g := range requirements {
		for number := range g.number {
			id, rank := fmt.Sprintf("%s-%02d", g.group, number+1), "M"
			if slices.Contains(g.shoulds, number+1) {
				rank = "S"
			}
			if at == len(table) || table[at].id != id || table[at].rank != rank {
				t.Fatalf("row %d of the requirements is not %s of rank %s", at+1, id, rank)
			}
			for _, sentence := range wrongRow(table[at]) {
				t.Errorf("%s: %s", id, sentence)
			}
			at++
		}
	}
	if at != len(table) {
		t.Errorf("%s stands behind the last requirement", table[at].id)
	}
}

func wrongRow(r row) (faults []string) {
	if r.asked == "" || r.met == "" {
		faults = append(faults, "a cell is empty")
	}
	open := strings.HasPrefix(r.met, notDone)
	switch {
	case open && r.rank == "M":
		faults = append(faults, "a must is not done")
	case open && len(r.proofs) > 0:
		faults = append(faults, "what is not done has no test")
	case !open && len(r.proofs) == 0:
		faults = append(faults, "no test is named")
	}
	for _, proof := range r.proofs {
		if sentence := unnamed(root, proof); sentence != "" {
			faults = append(faults, sentence)
		}
	}
	return faults
}

// TestWrongRows checks the rules themselves: rules that let everything through would pass above.
func TestWrongRows(t *testing.T) {
	cases := []struct {
		why    string
		row    row
		faults int
	}{
		{"a must may not be left", row{rank: "M", asked: "a", met: "Not done: no time."}, 1},
		{"what is said to be met needs a test", row{rank: "S", asked: "a", met: "b"}, 1},
		{"what is not done has none", row{rank: "S", asked: "a", met: "Not done.", proofs: []string{"make bench"}}, 1},
		{"a test that is not there", row{rank: "M", asked: "a", met: "b", proofs: []string{"e2e/security > TestNothing"}}, 1},
		{"a test whose name begins alike", row{rank: "M", asked: "a", met: "b", proofs: []string{"e2e/security > TestWrong"}}, 1},
		{"a folder that is not there", row{rank: "M", asked: "a", met: "b", proofs: []string{"e2e/nowhere > TestWrongRows"}}, 1},
		{"a file that is not there", row{rank: "M", asked: "a", met: "b", proofs: []string{"e2e/nowhere.test.mjs > x"}}, 1},
		{"a title that is not there", row{rank: "M", asked: "a", met: "b", proofs: []string{"e2e/rest.test.mjs > quickstart"}}, 1},
		{"a target that is not there", row{rank: "M", asked: "a", met: "b", proofs: []string{"make nothing"}}, 1},
		{"a target that runs nothing of ours", row{rank: "M", asked: "a", met: "b", proofs: []string{"make packages"}}, 1},
		{"a target that runs all sorts of tests", row{rank: "M", asked: "a", met: "b", proofs: []string{"make race"}}, 1},
		{"no test at all", row{rank: "M", asked: "a", met: "b", proofs: []string{"somebody looked at it"}}, 1},
		{"", row{rank: "M", asked: "a", met: "b", proofs: []string{"e2e/security > TestWrongRows > some row", "make bench"}}, 0},
		{"", row{rank: "M", asked: "a", met: "b", proofs: []string{"e2e/rest.test.mjs > quickstart, then the first call"}}, 0},
		{"", row{rank: "M", asked: "a", met: "b", proofs: []string{"e2e/nodes.test.mjs > maintenance and suspension hold at both, on SQLite"}}, 0},
		{"", row{rank: "S", asked: "a", met: "Not done: no time."}, 0},
	}
	for _, c := range cases {
		if got := wrongRow(c.row); len(got) != c.faults {
			t.Errorf("%s %v: %q", c.why, c.row, got)
		}
	}
}

func TestWhatDidNotRunIsSeen(t *testing.T) {
	const proof = "server/call > TestX"
	cases := []struct {
		why             string
		proof           string
		results         []result
		faults, skipped int
	}{
		{"nothing ran", proof, nil, 1, 0},
		{"another of its package ran", proof, []result{{"server/call > TestY", "passed"}}, 1, 0},
		{"one whose name begins alike", proof, []result{{"server/call > TestXY", "passed"}}, 1, 0},
		{"one of its name elsewhere", proof, []result{{"server > TestX", "passed"}}, 1, 0},
		{"it failed", proof, []result{{proof, "failed"}}, 1, 0},
		{"it passed once and failed once", proof, []result{{proof, "passed"}, {proof, "failed"}}, 1, 0},
		{"a part of it failed", proof, []result{{proof + " > a", "failed"}, {proof, "passed"}}, 1, 0},
		{"a runner has a word of its own", proof, []result{{proof, "pending"}}, 1, 0},
		{"it was skipped", proof, []result{{proof, "skipped"}}, 0, 1},
		{"it was skipped on one database", proof, []result{{proof + " > postgres", "skipped"}, {proof, "passed"}}, 0, 1},
		{"only the other half ran", proof + " > postgres", []result{{proof + " > sqlite", "passed"}, {proof, "passed"}}, 1, 0},
		{"", proof, []result{{proof + " > a_b", "passed"}, {proof, "passed"}}, 0, 0},
		{"", proof + " > a b", []result{{proof + " > a_b", "passed"}}, 0, 0},
		{"", proof + " > a/b", []result{{proof + " > a > b", "passed"}}, 0, 0},
		{"", "e2e/rest.test.mjs > a/b c", []result{{"e2e/rest.test.mjs > a/b c", "passed"}}, 0, 0},
		{"targets are run by hand", "make timing", nil, 0, 0},
	}
	for _, c := range cases {
		faults, skipped := unproven([]row{{id: "T-01", proofs: []string{c.proof}}}, c.results)
		if len(faults) != c.faults || len(skipped) != c.skipped {
			t.Errorf("%s: %s among %v: %q, %q", c.why, c.proof, c.results, faults, skipped)
		}
	}
}

// A part of the tests that left no file has not run.
func TestEveryRunnerMustLeaveItsFile(t *testing.T) {
	for _, missing := range resultFiles {
		folder := t.TempDir()
		for _, name := range resultFiles {
			if name != missing {
				if err := os.WriteFile(filepath.Join(folder, name), nil, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
		if _, err := readResults(folder); err == nil {
			t.Errorf("nobody missed %s", missing)
		}
	}
}

const stream = `{"Action":"build-output","ImportPath":"gatehouse/b","Output":"b.go:1: wrong\n"}
{"Action":"run","Package":"gatehouse/a","Test":"TestX"}
{"Action":"output","Package":"gatehouse/a","Test":"TestX","Output":"said by X\n"}
{"Action":"skip","Package":"gatehouse/a","Test":"TestX/on_a disk"}
{"Action":"pass","Package":"gatehouse/a","Test":"TestX"}
{"Action":"output","Package":"gatehouse/a","Test":"TestY","Output":"said by Y\n"}
{"Action":"fail","Package":"gatehouse/a","Test":"TestY"}
{"Action":"output","Package":"gatehouse/a","Test":"TestZ","Output":"panic in Z\n"}
{"Action":"output","Package":"gatehouse/a","Output":"FAIL\tgatehouse/a\t0.1s\n"}
{"Action":"fail","Package":"gatehouse/a"}
{"Action":"pass","Package":"gatehouse","Test":"TestRoot"}
what the go command says itself
`

func TestWhatGoTestSaysIsKeptAndShown(t *testing.T) {
	var lines, shown bytes.Buffer
	if err := record(&lines, strings.NewReader(stream), &shown); err != nil {
		t.Fatal(err)
	}
	want := `{"test":"a > TestX > on_a_disk","outcome":"skipped"}
{"test":"a > TestX","outcome":"passed"}
{"test":"a > TestY","outcome":"failed"}
{"test":". > TestRoot","outcome":"passed"}
`
	if lines.String() != want {
		t.Errorf("kept:\n%s", lines.String())
	}
	if want := "b.go:1: wrong\nsaid by Y\nFAIL\tgatehouse/a\t0.1s\npanic in Z\nwhat the go command says itself\n"; shown.String() != want {
		t.Errorf("shown:\n%s", shown.String())
	}
}

// What a fracture replaces must stand in the code, and be named by the table.
func TestFracturesFitTheCode(t *testing.T) {
	table, err := readTable(filepath.Join(root, tableFile))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range fractures {
		if _, err := f.broken(root); err != nil {
			t.Errorf("%s: %v", f.id, err)
		}
		i := slices.IndexFunc(table, func(r row) bool { return r.id == f.id })
		if i < 0 || !slices.Contains(table[i].proofs, f.test) {
			t.Errorf("%s is broken, and the table does not name %s for it", f.id, f.test)
		}
	}
}
