package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"
)

const tableFile = "docs/security.md"

// row is one requirement of the table.
type row struct {
	id, rank, asked, met string
	// proofs are what stands in backticks in the last column: tests ("server/call > TestHoldings", "e2e/rest.test.mjs > title")
	// and targets ("make timing").
	proofs []string
}

// What a row without a test begins with, in the column that says how the requirement is met. Only a requirement that is not a
// must may be not done.
const notDone = "Not done"

var (
	idPattern    = regexp.MustCompile(`^[A-Z]-\d\d$`)
	proofPattern = regexp.MustCompile("`([^`]+)`")
)

// readTable reads every row that begins with the id of a requirement.
func readTable(file string) ([]row, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var rows []row
	for number, line := range strings.Split(string(text), "\n") {
		cells := strings.Split(strings.Trim(line, "|"), " | ")
		id := strings.TrimSpace(cells[0])
		if !idPattern.MatchString(id) {
			continue
		}
		if len(cells) != 5 {
			return nil, fmt.Errorf("%s:%d: %s has %d cells instead of 5", file, number+1, id, len(cells))
		}
		r := row{id: id, rank: strings.TrimSpace(cells[1]), asked: strings.TrimSpace(cells[2]), met: strings.TrimSpace(cells[3])}
		for _, match := range proofPattern.FindAllStringSubmatch(cells[4], -1) {
			r.proofs = append(r.proofs, match[1])
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// target returns the name of a proof that is a target of the Makefile.
func target(proof string) (name string, ok bool) {
	return strings.CutPrefix(proof, "make ")
}

// normal writes a test as the results do: "go test" puts parts of a name together with slashes, and has no blanks in them.
func normal(test string) string {
	place, names, _ := strings.Cut(test, " > ")
	if isScript(place) {
		return test
	}
	parts := strings.Split(strings.ReplaceAll(names, "/", " > "), " > ")
	for i, part := range parts {
		parts[i] = strings.ReplaceAll(part, " ", "_")
	}
	return place + " > " + strings.Join(parts, " > ")
}

// isScript tells tests of files (JavaScript, TypeScript) from those of folders (Go).
func isScript(place string) bool {
	return strings.HasSuffix(place, ".mjs") || strings.HasSuffix(place, ".ts") || strings.HasSuffix(place, ".tsx")
}
