package functions_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gatehouse/server/call"
)

var updateMatrix = flag.Bool("update-matrix", false, "write what the calls did into testdata/matrix.txt")

const matrixFile = "testdata/matrix.txt"

// The two sides of the matrix: what the caller may do, and whose the thing is that the call is about.
var (
	matrixCallers = []string{"nothing", "elsewhere", "here", "administrator"}
	matrixObjects = []string{"own", "another's", "deleted", "absent"}
)

// matrixEntry is one function of the matrix: what it is called with, and what comes of it.
type matrixEntry struct {
	function  string
	notes     []string // the lines of comment above it
	site      bool     // its capabilities count in the site, so that elsewhere is a course
	arguments string   // JSON with {placeholders} for the ids of the things that it is about
	outcomes  map[[2]string]string
}

// open says that what the function shows or does needs no capability, or only one's own; a note must give the reason.
func (e *matrixEntry) open() bool {
	return slices.ContainsFunc(e.notes, func(note string) bool { return strings.HasPrefix(note, "# open: ") })
}

// TestAuthorisationMatrix calls every function as somebody who may do nothing, as somebody who holds everything that the function
// asks for but in another place, as somebody who holds it in this place, and as an administrator; about something of the caller's
// own, of somebody else's, about something that was deleted and about something that never was. What has to come of each is
// written down in testdata/matrix.txt, for people to read: -update-matrix writes what the calls did.
func TestAuthorisationMatrix(t *testing.T) {
	entries := readMatrix(t)
	var cells int
	each(t, func(t *testing.T, h *harness) {
		m := newMatrixWorld(t, h)
		cells = 0
		for _, f := range h.dispatcher.Catalogue.All() {
			entry := entries[f.Name]
			if entry == nil {
				t.Errorf("%s names no call of %s", matrixFile, f.Name)
				continue
			}
			cells += m.compare(t, f, entry)
		}
		for name := range entries {
			if !slices.ContainsFunc(h.dispatcher.Catalogue.All(), func(f *call.Function) bool { return f.Name == name }) {
				t.Errorf("%s has %s, which is no function", matrixFile, name)
			}
		}
		if *updateMatrix && !t.Failed() {
			writeMatrix(t, h.dispatcher.Catalogue.All(), entries)
		}
	})
	t.Logf("%d functions, %d cells on each database", len(entries), cells)
}

// compare runs the sixteen calls of one function.
func (m *matrixWorld) compare(t *testing.T, f *call.Function, entry *matrixEntry) (cells int) {
	t.Helper()
	for _, caller := range matrixCallers {
		for _, object := range matrixObjects {
			got := m.outcome(t, f, entry, caller, object)
			cells++
			key := [2]string{caller, object}
			if *updateMatrix {
				entry.outcomes[key] = got
			}
			if want := entry.outcomes[key]; got != want {
				t.Errorf("%s, may do it: %s, of: %s: got %q, want %q", f.Name, caller, object, got, want)
			}
			powerless := caller == "nothing" || caller == "elsewhere"
			if powerless && object == "another's" && (got == "shown" || got == "done") && !entry.open() {
				t.Errorf("%s, may do it: %s, of: %s: %s, and no note of %s says why", f.Name, caller, object, got, matrixFile)
			}
		}
	}
	return cells
}

var placeholder = regexp.MustCompile(`\{[a-z]+\}`)

// outcome makes one call in a place of its own and says in a word or two what came of it.
func (m *matrixWorld) outcome(t *testing.T, f *call.Function, entry *matrixEntry, caller, object string) string {
	t.Helper()
	things := m.place(t, f, entry.site, caller, object)
	arguments := placeholder.ReplaceAllStringFunc(entry.arguments, func(name string) string {
		id, ok := things.ids[name[1:len(name)-1]]
		if !ok {
			t.Fatalf("%s: there is no placeholder %s", f.Name, name)
		}
		return fmt.Sprint(id)
	})
	result, err := m.call(t, things.caller, f.Name, arguments)
	if err != nil {
		return strings.TrimSpace(fmt.Sprintf("%s %s", err.Code, err.Path))
	}
	return things.describe(f, result)
}

var warningCode = regexp.MustCompile(`"warningcode":"([^"]+)"`)

// describe says what an answer amounts to. Something is shown when a text or a number stands in the answer that only the thing
// itself could have told.
func (p *matrixPlace) describe(f *call.Function, result string) string {
	if found := warningCode.FindStringSubmatch(result); found != nil {
		return "warned " + found[1]
	}
	switch {
	case strings.Contains(result, `"noteid":-1`), strings.Contains(result, `"msgid":-1`), strings.Contains(result, `"error":true`):
		return "failed"
	case f.Effect == call.Write:
		return "done"
	case strings.Contains(result, p.mark):
		return "shown"
	}
	if regexp.MustCompile(`^[1-9]\d*$`).MatchString(result) { // a count
		return "shown"
	}
	for _, id := range p.hidden {
		if regexp.MustCompile(fmt.Sprintf(`\b%d\b`, id)).MatchString(result) {
			return "shown"
		}
	}
	return "nothing"
}

// readMatrix reads testdata/matrix.txt. Each function has a head and four lines:
//
//	# a note
//	FUNCTION [site] ARGUMENTS
//	  CALLER  OUTCOME  OUTCOME  OUTCOME  OUTCOME
//
// with the outcomes in the order of matrixObjects, two blanks or more apart.
func readMatrix(t *testing.T) map[string]*matrixEntry {
	t.Helper()
	text, err := os.ReadFile(matrixFile)
	if err != nil {
		t.Fatal(err)
	}
	entries := map[string]*matrixEntry{}
	var entry *matrixEntry
	var notes []string
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\n")
		switch {
		case line == "": // a note belongs to the function below it
			notes = nil
		case strings.HasPrefix(line, "#"):
			notes = append(notes, line)
		case strings.HasPrefix(line, " "):
			entry.readOutcomes(t, line)
		default:
			name, arguments, _ := strings.Cut(line, " ")
			arguments, site := strings.CutPrefix(arguments, "site ")
			entry = &matrixEntry{function: name, notes: notes, site: site, arguments: arguments, outcomes: map[[2]string]string{}}
			entries[name], notes = entry, nil
		}
	}
	return entries
}

var columns = regexp.MustCompile(` {2,}`)

func (e *matrixEntry) readOutcomes(t *testing.T, line string) {
	t.Helper()
	cells := columns.Split(strings.TrimSpace(line), -1)
	if len(cells) != len(matrixObjects)+1 || !slices.Contains(matrixCallers, cells[0]) {
		t.Fatalf("%s: %q is not a caller and %d outcomes", matrixFile, line, len(matrixObjects))
	}
	for i, object := range matrixObjects {
		e.outcomes[[2]string{cells[0], object}] = cells[i+1]
	}
}

func writeMatrix(t *testing.T, catalogue []*call.Function, entries map[string]*matrixEntry) {
	t.Helper()
	var b bytes.Buffer
	b.WriteString(matrixHead)
	for _, f := range catalogue {
		e := entries[f.Name]
		b.WriteByte('\n')
		for _, note := range e.notes {
			fmt.Fprintln(&b, note)
		}
		site := ""
		if e.site {
			site = "site "
		}
		fmt.Fprintf(&b, "%s %s%s\n", e.function, site, e.arguments)
		var widths [4]int
		for i, object := range matrixObjects {
			for _, caller := range matrixCallers {
				widths[i] = max(widths[i], len(e.outcomes[[2]string{caller, object}]))
			}
		}
		for _, caller := range matrixCallers {
			line := fmt.Sprintf("  %-13s", caller)
			for i, object := range matrixObjects {
				line += fmt.Sprintf("  %-*s", widths[i], e.outcomes[[2]string{caller, object}])
			}
			fmt.Fprintln(&b, strings.TrimRight(line, " "))
		}
	}
	if err := os.WriteFile(matrixFile, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

const matrixHead = `# Who may do what: for each function a call, and what comes of it for callers who hold nothing, who hold what the function asks for in
# another place, who hold it in this place, and for an administrator (lines); about what is the caller's own, another's, what was
# deleted and what never was (columns). TestAuthorisationMatrix makes each call on both databases; see there for the notation.
# "site" marks functions whose capabilities count in the site as a whole: their other place is a course. What shows or does something
# of another's to those who hold nothing here has a line "# open:" with the reason.

`
