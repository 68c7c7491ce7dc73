package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// result is what became of one test: a line of a file in results/.
type result struct {
	Test    string `json:"test"`
	Outcome string `json:"outcome"` // passed, failed, skipped, or what else a runner calls it
}

// resultFiles are what "make test" leaves. One that is missing says that a part of the tests did not run.
var resultFiles = []string{"go.jsonl", "node.jsonl", "vitest.jsonl", "playwright.jsonl"}

func readResults(folder string) ([]result, error) {
	var all []result
	for _, name := range resultFiles {
		text, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			return nil, err
		}
		lines := bufio.NewScanner(strings.NewReader(string(text)))
		for lines.Scan() {
			var r result
			if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			all = append(all, r)
		}
		if err := lines.Err(); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return all, nil
}

// unproven returns a sentence for each test of the table that did not run or did not pass, and one for each that was skipped,
// also in part: a test that passes because the half of it that needs PostgreSQL was left out has not shown it.
func unproven(table []row, results []result) (faults, skipped []string) {
	for _, r := range table {
		for _, proof := range r.proofs {
			if _, ok := target(proof); ok {
				continue
			}
			ran := false
			for _, found := range within(normal(proof), results) {
				ran = true
				switch found.Outcome {
				case "passed":
				case "skipped":
					skipped = append(skipped, fmt.Sprintf("%s: %s was skipped", r.id, found.Test))
				default:
					faults = append(faults, fmt.Sprintf("%s: %s has %s", r.id, found.Test, found.Outcome))
				}
			}
			if !ran {
				faults = append(faults, fmt.Sprintf("%s: %s did not run", r.id, proof))
			}
		}
	}
	return faults, skipped
}

// within returns the results of a test and of all that is in it.
func within(test string, results []result) (found []result) {
	for _, r := range results {
		if r.Test == test || strings.HasPrefix(r.Test, test+" > ") {
			found = append(found, r)
		}
	}
	return found
}
