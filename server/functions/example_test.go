package functions_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/store/storetest"
)

// exampleNeeds are the functions that the service of an example must hold besides the one it is about.
var exampleNeeds = map[string][]string{"tool_mobile_call_external_functions": {"core_get_string"}}

// TestExamplesWork calls every function as its example says, each in a fresh world, and compares the answer.
func TestExamplesWork(t *testing.T) {
	h := newHarness(t, storetest.Open(t, storetest.SQLite(t)))
	for _, f := range h.dispatcher.Catalogue.All() {
		t.Run(f.Name, func(t *testing.T) {
			h := newHarness(t, storetest.Open(t, storetest.SQLite(t)))
			h.grants.functions = append([]string{f.Name}, exampleNeeds[f.Name]...)
			got := h.must(t, "wsuser", f.Name, f.Example.Arguments)
			if !reflect.DeepEqual(timeless(t, got), timeless(t, f.Example.Result)) {
				t.Errorf("got  %s\nwant %s", got, f.Example.Result)
			}
		})
	}
}

// timeless reads JSON and makes all moments alike, and all ids of draft areas, which are drawn at random.
func timeless(t *testing.T, text string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%s is not JSON: %v", text, err)
	}
	return withoutTimes(v)
}

func withoutTimes(v any) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = withoutTimes(v[i])
		}
	case map[string]any:
		for key := range v {
			if n, ok := v[key].(float64); ok && n > 0 && (strings.HasPrefix(key, "time") || key == "itemid") {
				v[key] = 1.0
			}
			v[key] = withoutTimes(v[key])
		}
	}
	return v
}

// TestExamplesOfResultsAreResults reads every example as its function's schemas have it: the documentation writes them on every wire.
func TestExamplesOfResultsAreResults(t *testing.T) {
	h := newHarness(t, storetest.Open(t, storetest.SQLite(t)))
	for _, f := range h.dispatcher.Catalogue.All() {
		arguments := func() (map[string]any, error) { return call.ParseArguments(f.Example.Arguments) }
		ctx := call.WithCaller(t.Context(), &call.Caller{Trial: &call.Trial{Until: call.ToTheExample}})
		if _, err := h.dispatcher.Call(ctx, &call.Request{Function: f.Name, Protocol: "rest", Arguments: arguments}); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}
