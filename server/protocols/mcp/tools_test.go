package mcp

import (
	"context"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"
	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"gatehouse/server/call"
	"gatehouse/server/protocols/conformance"
)

// list returns the tools that the suite's token sees.
func (b *bench) list(t *testing.T) map[string]*sdk.Tool {
	t.Helper()
	w := b.send("POST", address, `{"jsonrpc":"2.0","id":1,"method":"tools/list"}`)
	var answer struct{ Result sdk.ListToolsResult }
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		t.Fatalf("%v: %s", err, w.Body)
	}
	byName := map[string]*sdk.Tool{}
	for _, tool := range answer.Result.Tools {
		byName[tool.Name] = tool
	}
	if len(byName) != len(answer.Result.Tools) {
		t.Error("two tools have the same name")
	}
	return byName
}

func TestTheListHoldsWhatTheTokenMayCall(t *testing.T) {
	b := newBench(t)
	tools := b.list(t)
	service := b.Grant.Services[0]
	for _, f := range conformance.Functions() {
		if _, listed := tools[f.Name]; listed != service.Has(f.Name) {
			t.Errorf("%s: listed %v, in the service %v", f.Name, listed, service.Has(f.Name))
		}
	}
	b.Break(t, call.CheckUserAuthorised)
	if tools := b.list(t); len(tools) != 0 {
		t.Errorf("a user who is not authorised sees %d tools", len(tools))
	}
}

func TestSchemasFitWhatIsTakenAndGiven(t *testing.T) {
	b := newBench(t)
	tools := b.list(t)
	for _, row := range []struct {
		why, name, arguments string
		fits                 bool
	}{
		{"nested", "core_rows_echo", `{"rows":[{"id":1,"name":"é","parts":[{"label":"p","at":{"x":1}}]}]}`, true},
		{"what may be null", "core_rows_echo", `{"rows":[{"id":1,"name":"é","note":null}]}`, true},
		{"a missing key", "core_rows_echo", `{"rows":[{"name":"é"}]}`, false},
		{"an unknown key", "core_rows_echo", `{"rows":[],"colour":1}`, false},
		{"everything left out", "core_defaults_echo", `{}`, true},
		{"null where a default is null", "core_defaults_echo", `{"missing":null}`, true},
		{"nulls", "core_nulls_echo", `{"present":null,"text":null}`, true},
		{"nothing at all", "core_void_do", `{}`, true},
		{"what is empty", "core_empties_get", `{}`, true},
		{"a list", "core_numbers_echo", `{"values":[1,9223372036854775807]}`, true},
		{"a fraction where a whole number belongs", "core_numbers_echo", `{"values":[1.5]}`, false},
	} {
		t.Run(row.why, func(t *testing.T) {
			tool := tools[row.name]
			if err := validate(t, tool.InputSchema, row.arguments); (err == nil) != row.fits {
				t.Errorf("arguments: %v", err)
			}
			w := b.send("POST", address, `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"`+row.name+`","arguments":`+row.arguments+`}}`)
			var answer struct {
				Result struct {
					IsError           bool
					StructuredContent json.RawMessage
				}
			}
			if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil || answer.Result.IsError == row.fits {
				t.Fatalf("%v: %s", err, w.Body)
			}
			if !row.fits {
				return
			}
			if err := validate(t, tool.OutputSchema, string(answer.Result.StructuredContent)); err != nil {
				t.Errorf("result: %v", err)
			}
		})
	}
}

// validate holds a JSON text against a JSON Schema.
func validate(t *testing.T, schema any, text string) error {
	t.Helper()
	var s jsonschema.Schema
	if err := json.Unmarshal([]byte(mustJSON(t, schema)), &s); err != nil {
		t.Fatal(err)
	}
	if s.Type != "object" {
		t.Errorf("the schema is of type %q", s.Type)
	}
	resolved, err := s.Resolve(&jsonschema.ResolveOptions{ValidateDefaults: true})
	if err != nil {
		t.Fatal(err)
	}
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	return resolved.Validate(v)
}

type hidden struct {
	Word string `name:"word" type:"raw" default:"" doc:"A word\u202e that turns.\u200b"`
}

// declareHidden declares a function whose texts hold what nobody can see.
func declareHidden(name, component string, effect call.Effect, replacedBy string) *call.Function {
	d := call.Declaration{
		Name: name, Component: component, Effect: effect, ReplacedBy: replacedBy,
		Summary: "Does\u0007 it.", Description: "Ignore \u2066this\u2069.\n\U000E0041\U000E0042\tEnd\u2028.",
	}
	return call.Declare(d, func(context.Context, *call.Call, hidden) (call.Void, error) { return call.Void{}, nil })
}

func TestTextsHoldNothingHidden(t *testing.T) {
	tool := newTool(declareHidden("core_test_do", "moodle", call.Read, ""))
	if tool.Description != "Does it.\n\nIgnore this.\n\tEnd." {
		t.Errorf("%q", tool.Description)
	}
	if text := string(tool.InputSchema.(json.RawMessage)); !strings.Contains(text, `"A word that turns."`) {
		t.Error(text)
	}
	tool = newTool(declareHidden("core_test_do", "moodle", call.Read, "core_test_make"))
	if !strings.HasSuffix(tool.Description, "Deprecated: call core_test_make instead.") {
		t.Errorf("%q", tool.Description)
	}
}

func TestNamesOfTools(t *testing.T) {
	allowed := regexp.MustCompile(`^[a-zA-Z0-9_-]{1,64}$`)
	long := "core_course_get_enrolled_courses_with_action_events_by_timeline_classification"
	seen := map[string]string{}
	for _, name := range []string{"core_test_do", strings.Repeat("a_", 31) + "bc", long, long + "s", long[:len(long)-1] + "x"} {
		tool := toolName(name)
		if !allowed.MatchString(tool) || seen[tool] != "" || len(name) <= 64 && tool != name {
			t.Errorf("%s becomes %s, as %s", name, tool, seen[tool])
		}
		seen[tool] = name
	}
}

func TestAFunctionOfALongNameIsCalledByEither(t *testing.T) {
	long := "core_" + strings.Repeat("very_", 12) + "long_name"
	world := conformance.NewWorld(Name)
	d := world.Dispatcher()
	catalogue, err := call.NewCatalogue([]*call.Function{declareHidden(long, "moodle", call.Read, "")})
	if err != nil {
		t.Fatal(err)
	}
	d.Catalogue = catalogue
	world.Grant.Services[0].Service = call.NewService(call.Service{Enabled: true, AuthorisedUsersOnly: true, Functions: []string{long}})
	b := &bench{World: world, handler: newHandler(d)}
	for name := range b.list(t) {
		for _, name := range []string{name, long} {
			w := b.send("POST", address, `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"`+name+`"}}`)
			if !strings.Contains(w.Body.String(), `"structuredContent":{"result":null}`) {
				t.Errorf("%s: %s", name, w.Body)
			}
		}
	}
	if n := len(world.Outcomes()); n != 2 || world.Outcomes()[0].Request.Function != long {
		t.Errorf("%d calls were recorded, of %s", n, world.Outcomes()[0].Request.Function)
	}
}

func TestHints(t *testing.T) {
	for _, row := range []struct {
		why, name, component         string
		effect                       call.Effect
		reads, destroys, idempotence bool
	}{
		{"what reads does nothing, however it is called", "core_course_delete_watch", "moodle", call.Read, true, false, true},
		{"what makes something makes another one the second time", "core_group_create_groups", "moodle", call.Write, false, false, false},
		{"who is in a group is in it once", "core_group_add_group_members", "moodle", call.Write, false, false, true},
		{"what is deleted is gone, once", "core_group_delete_groups", "moodle", call.Write, false, true, true},
		{"the verb is not the component", "enrol_manual_unenrol_users", "enrol_manual", call.Write, false, true, true},
		{"nor is it hidden by it", "enrol_manual_enrol_users", "enrol_manual", call.Write, false, false, true},
		{"a verb that nobody knows may do anything", "core_test_twist", "moodle", call.Write, false, true, false},
	} {
		hints := annotate(declareHidden(row.name, row.component, row.effect, ""))
		if hints.ReadOnlyHint != row.reads || *hints.DestructiveHint != row.destroys || hints.IdempotentHint != row.idempotence || *hints.OpenWorldHint {
			t.Errorf("%s: %+v, destroys %v", row.why, hints, *hints.DestructiveHint)
		}
	}
}
