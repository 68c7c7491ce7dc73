package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// unnamed says what is wrong about a proof by the sources alone; empty when there is such a test or target. It is quick, and so
// what a row names is looked for each time the Go tests run, and not only at the end of all of them.
func unnamed(root, proof string) string {
	if name, ok := target(proof); ok {
		return wrongTarget(root, name)
	}
	place, names, ok := strings.Cut(proof, " > ")
	if !ok {
		return fmt.Sprintf("%q is no test", proof)
	}
	if isScript(place) {
		return wrongTitles(filepath.Join(root, place), strings.Split(names, " > "))
	}
	name, _, _ := strings.Cut(names, " > ")
	files, _ := filepath.Glob(filepath.Join(root, place, "*_test.go"))
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err == nil && strings.Contains(string(text), "\nfunc "+name+"(") {
			return ""
		}
	}
	return fmt.Sprintf("no test %s in %s", name, place)
}

// titlePattern finds what tests and groups are called: test('title', it.each([…])('title', describe(`title of ${what}`.
var titlePattern = regexp.MustCompile("(?:test|it|describe|\\))\\((?:'([^'\n]*)'|\"([^\"\n]*)\"|`([^`\n]*)`)")

// wrongTitles looks for each title as it is written, or as a template that it can come from.
func wrongTitles(file string, titles []string) string {
	text, err := os.ReadFile(file)
	if err != nil {
		return err.Error()
	}
	written := titlePattern.FindAllStringSubmatch(string(text), -1)
	for _, title := range titles {
		if !slices.ContainsFunc(written, func(found []string) bool { return comesFrom(title, found[1]+found[2]+found[3]) }) {
			return fmt.Sprintf("no test %q in %s", title, file)
		}
	}
	return ""
}

var placeholder = regexp.MustCompile(`\$\{[^}]*\}`)

// comesFrom says whether a title is what is written, with something in each placeholder.
func comesFrom(title, template string) bool {
	parts := placeholder.Split(template, -1)
	for i, part := range parts {
		parts[i] = regexp.QuoteMeta(part)
	}
	return regexp.MustCompile("^" + strings.Join(parts, ".+") + "$").MatchString(title)
}

var ranByTarget = regexp.MustCompile(`go (?:run|test)\b[^\n]*? (\./e2e/[a-z0-9/]+)`)

// wrongTarget looks for a target of the Makefile, and for the program or the tests that it runs.
func wrongTarget(root, name string) string {
	text, err := os.ReadFile(filepath.Join(root, "Makefile"))
	if err != nil {
		return err.Error()
	}
	_, recipe, ok := strings.Cut(string(text), "\n"+name+":")
	if !ok {
		return fmt.Sprintf("no target %s in the Makefile", name)
	}
	recipe, _, _ = strings.Cut(recipe, "\n\n")
	program := ranByTarget.FindStringSubmatch(recipe)
	if program == nil {
		return fmt.Sprintf("make %s runs no program of ours", name)
	}
	if files, _ := filepath.Glob(filepath.Join(root, program[1], "*.go")); len(files) == 0 {
		return fmt.Sprintf("make %s runs %s, which is not there", name, program[1])
	}
	return ""
}
