package functions_test

import (
	"encoding/json"
	"strings"
	"testing"

	"gatehouse/server/call"
)

const (
	getString           = "core_get_string"
	getStrings          = "core_get_strings"
	getComponentStrings = "core_get_component_strings"
)

func TestStrings(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.try(t, getString, []attempt{
			{why: "two values, one without a name", as: "nobody", arguments: `{"stringid": "yes", "stringparams": [{"name": "a", "value": "1"}, {"value": "2"}]}`, code: call.UnnamedStringParam, path: "stringparams[1].name"},
			{why: "no id of a string", as: "nobody", arguments: `{"stringid": "<b>"}`, code: call.InvalidParameter, path: "stringid"},
			{why: "another language", as: "nobody", arguments: `{"stringid": "yes", "lang": "xx"}`, code: call.InvalidParameter, path: "lang"},
			{why: "the component need not be named", as: "nobody", arguments: `{"stringid": "yes"}`, want: `"Yes"`},
			{why: "a component of the core under its longer name", as: "nobody", arguments: `{"stringid": "members", "component": "core_group", "lang": "en"}`, want: `"Members"`},
			{why: "the core itself", as: "nobody", arguments: `{"stringid": "no", "component": "core", "lang": null}`, want: `"No"`},
			{why: "an unknown id", as: "nobody", arguments: `{"stringid": "nosuch", "component": "moodle"}`, want: `"[[nosuch]]"`},
			{why: "an unknown component", as: "nobody", arguments: `{"stringid": "yes", "component": "mod_forum"}`, want: `"[[yes]]"`},
			{why: "a single value", as: "nobody", arguments: `{"stringid": "numdays", "stringparams": [{"value": "3"}]}`, want: `"3 days"`},
			{why: "a value that looks like a placeholder or markup stays what it is", as: "nobody", arguments: `{"stringid": "deletechecktypename", "stringparams": [{"name": "type", "value": "{$a->name}"}, {"name": "name", "value": "Ü <b>"}]}`, want: `"Really delete the {$a->name} \"Ü <b>\"?"`},
			{why: "a placeholder without a value stays", as: "nobody", arguments: `{"stringid": "welcometo", "stringparams": [{"name": "other", "value": "x"}]}`, want: `"Welcome, {$a->firstname}!"`},
			{why: "a blank at the end", as: "nobody", arguments: `{"stringid": "labelsep", "component": "langconfig"}`, want: `": "`},
		})
		h.try(t, getStrings, []attempt{
			{why: "the last has two values without a name", as: "nobody", arguments: `{"strings": [{"stringid": "yes"}, {"stringid": "no", "stringparams": [{"value": "1"}, {"value": "2"}]}]}`, code: call.UnnamedStringParam, path: "strings[1].stringparams[0].name"},
			{why: "none", as: "nobody", arguments: `{"strings": []}`, want: `[]`},
			{
				why: "one that is not there, and one twice", as: "nobody", arguments: `{"strings": [{"stringid": "nosuch", "component": "error"}, {"stringid": "no"}, {"stringid": "no", "lang": "en"}]}`,
				want: `[{"stringid": "nosuch", "component": "error", "lang": "en", "string": "[[nosuch]]"},
					{"stringid": "no", "component": "moodle", "lang": "en", "string": "No"}, {"stringid": "no", "component": "moodle", "lang": "en", "string": "No"}]`,
			},
		})
		h.try(t, getComponentStrings, []attempt{
			{why: "no name of a component", as: "nobody", arguments: `{"component": "a/b"}`, code: call.InvalidParameter, path: "component"},
			{why: "a component without strings", as: "nobody", arguments: `{"component": "mod_forum"}`, want: `[]`},
		})
	})
}

// Whoever shows nothing may ask for strings; a token that is bound to a course too.
func TestStringsNeedNoLogin(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		asked := &call.Request{Credential: call.Credential{Nobody: true}, Function: getString, Settings: call.DefaultSettings}
		if got, err := h.callWith(t, asked, `{"stringid": "cancel"}`); err != nil || got != `"Cancel"` {
			t.Errorf("nobody gets %s, %v", got, err)
		}
		if got, err := h.callIn(t, "student1", 2, getString, `{"stringid": "cancel"}`); err != nil || got != `"Cancel"` {
			t.Errorf("a token for a course gets %s, %v", got, err)
		}
	})
}

// The table itself: as many strings as clients need, none twice, none empty but those that say so.
func TestStringTable(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		for component, least := range map[string]int{
			"moodle": 250, "webservice": 50, "group": 40, "enrol": 50, "cohort": 20, "role": 30, "error": 60, "langconfig": 30, "enrol_self": 10,
		} {
			var list []struct{ StringID, String string }
			if err := json.Unmarshal([]byte(h.must(t, "nobody", getComponentStrings, `{"component": "`+component+`"}`)), &list); err != nil {
				t.Fatal(err)
			}
			if len(list) < least {
				t.Errorf("%s has %d strings, want %d", component, len(list), least)
			}
			seen := map[string]bool{}
			for _, s := range list {
				if seen[s.StringID] || s.StringID == "" || s.String == "" && s.StringID != "parentlanguage" {
					t.Errorf("%s has %q twice or empty", component, s.StringID)
				}
				if strings.Contains(s.String, "{$") != strings.Contains(s.String, "{$a") || strings.Contains(s.String, `\`) {
					t.Errorf("%s: the placeholder of %q is wrong: %s", component, s.StringID, s.String)
				}
				seen[s.StringID] = true
			}
		}
	})
}
