package functions_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/functions"
)

// moodleFunction is a function as Moodle 4.5 describes it.
type moodleFunction struct {
	Name       string
	Type       string
	Ajax       bool
	Login      bool `json:"loginrequired"`
	Services   []string
	Deprecated bool
	Parameters *moodleSchema
	Returns    *moodleSchema
}

type moodleSchema struct {
	Kind      string
	Type      string
	Required  string
	Default   any
	AllowNull bool
	Keys      map[string]*moodleSchema
	KeyOrder  []string
	Content   *moodleSchema
}

// TestSchemasAreMoodles compares every function with Moodle's description of it. Deliberate differences stand in
// testdata/differences.txt, one a line: the place and the reason. A function that Moodle no longer has stands there as NAME:gone.
func TestSchemasAreMoodles(t *testing.T) {
	theirs := readMoodleFunctions(t)
	deliberate := readDifferences(t)
	library := &functions.Library{}
	for _, f := range library.All() {
		var d differences
		if moodle, ok := theirs[f.Name]; ok {
			d.compareFunction(f, moodle)
		} else {
			d.compareGone(f)
		}
		for _, found := range d {
			if _, known := deliberate[found.place]; known {
				delete(deliberate, found.place)
				continue
			}
			t.Errorf("%s: %s", found.place, found.what)
		}
	}
	for place := range deliberate {
		t.Errorf("testdata/differences.txt names %s, where there is no difference", place)
	}
}

func readMoodleFunctions(t *testing.T) map[string]moodleFunction {
	t.Helper()
	text, err := os.ReadFile("testdata/moodle-functions.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Functions []moodleFunction }
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	byName := map[string]moodleFunction{}
	for _, f := range file.Functions {
		byName[f.Name] = f
	}
	return byName
}

func readDifferences(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile("testdata/differences.txt")
	if err != nil {
		t.Fatal(err)
	}
	reasons := map[string]string{}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		place, reason, _ := strings.Cut(line, " ")
		if reason == "" {
			t.Errorf("testdata/differences.txt gives no reason for %s", place)
		}
		reasons[place] = reason
	}
	return reasons
}

type difference struct{ place, what string }

type differences []difference

func (d *differences) compare(place string, ours, theirs any) {
	if fmt.Sprint(ours) != fmt.Sprint(theirs) {
		*d = append(*d, difference{place, fmt.Sprintf("ours is %v, Moodle's %v", ours, theirs)})
	}
}

// compareGone is for a function that Moodle does not have, or has no longer. That is a difference, and one that a function which
// something else replaces may have.
func (d *differences) compareGone(f *call.Function) {
	place := f.Name + ":gone"
	if !f.Deprecated() {
		place = f.Name
	}
	*d = append(*d, difference{place, "it is not in testdata/moodle-functions.json"})
}

func (d *differences) compareFunction(f *call.Function, moodle moodleFunction) {
	d.compare(f.Name+":effect", f.Effect, moodle.Type)
	d.compare(f.Name+":ajax", f.Ajax, moodle.Ajax)
	d.compare(f.Name+":public", f.Public, !moodle.Login)
	d.compare(f.Name+":services", f.Services, moodle.Services)
	d.compare(f.Name+":deprecated", f.Deprecated(), moodle.Deprecated)
	d.compareSchema(f.Name+":parameters", f.Parameters, moodle.Parameters)
	d.compareSchema(f.Name+":result", f.Result, moodle.Returns)
}

var (
	shapes    = map[call.Shape]string{call.Scalar: "value", call.Object: "single", call.List: "multiple"}
	presences = map[call.Presence]string{call.Required: "required", call.Optional: "optional", call.Defaulted: "default"}
)

func (d *differences) compareSchema(place string, ours *call.Schema, theirs *moodleSchema) {
	if theirs == nil {
		d.compare(place, ours.Shape, call.Nothing)
		return
	}
	if shapes[ours.Shape] != theirs.Kind {
		d.compare(place, shapes[ours.Shape], theirs.Kind)
		return
	}
	d.compare(place+":type", ours.Type, theirs.Type)
	d.compare(place+":presence", presences[ours.Presence], theirs.Required)
	d.compare(place+":null", ours.Nullable, theirs.AllowNull)
	if theirs.Required == "default" {
		ourDefault := ours.Default
		if object, ok := ourDefault.(map[string]any); ok && len(object) == 0 {
			ourDefault = []any{} // Moodle has one notation for an empty list and an empty object
		}
		d.compare(place+":default", ourDefault, theirs.Default)
	}
	if ours.Shape == call.List {
		d.compareSchema(place+"[]", ours.Item, theirs.Content)
	}
	d.compareKeys(place, ours, theirs)
}

func (d *differences) compareKeys(place string, ours *call.Schema, theirs *moodleSchema) {
	var names []string
	for _, f := range ours.Fields {
		names = append(names, f.Name)
		if slices.Contains(theirs.KeyOrder, f.Name) {
			d.compareSchema(place+"."+f.Name, f.Schema, theirs.Keys[f.Name])
		}
	}
	d.compare(place+":keys", names, theirs.KeyOrder)
}

// TestEverythingIsDocumented holds functions to a summary, a description, an example and a sentence on every value.
func TestEverythingIsDocumented(t *testing.T) {
	library := &functions.Library{}
	for _, f := range library.All() {
		if f.Summary == "" || f.Description == "" || f.Example.Arguments == "" || f.Example.Result == "" {
			t.Errorf("%s has no summary, description or example", f.Name)
		}
		for _, place := range undocumented(f.Name+":parameters", f.Parameters, false) {
			t.Errorf("%s has no doc", place)
		}
		for _, place := range undocumented(f.Name+":result", f.Result, false) {
			t.Errorf("%s has no doc", place)
		}
	}
}

// undocumented lists the fields of a schema that say nothing of themselves. A list speaks for its items.
func undocumented(place string, s *call.Schema, isField bool) []string {
	var list []string
	if isField && s.Doc == "" {
		list = append(list, place)
	}
	if s.Item != nil {
		list = append(list, undocumented(place+"[]", s.Item, false)...)
	}
	for _, f := range s.Fields {
		list = append(list, undocumented(place+"."+f.Name, f.Schema, true)...)
	}
	return list
}
