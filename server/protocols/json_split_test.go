package protocols

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"gatehouse/server/call"
)

// split writes down what SplitJSONObject finds.
func split(text string) (string, error) {
	members, err := SplitJSONObject([]byte(text))
	var found []string
	for _, m := range members {
		found = append(found, fmt.Sprintf("%s=%s", m.Key, m.Value))
	}
	return strings.Join(found, " "), err
}

func TestSplitRefuses(t *testing.T) {
	for _, row := range []struct{ why, text string }{
		{"nothing", ""},
		{"a list", `[]`},
		{"a text", `"{}"`},
		{"two objects", `{}{}`},
		{"a key twice", `{"a":1,"a":2}`},
		{"the same key spelled with an escape", `{"a":1,"\u0061":2}`},
		{"a key with half a surrogate pair", `{"\ud800":1}`},
		{"not UTF-8 deep down", "{\"a\":[\"\xff\"]}"},
		{"a comma at the end deep down", `{"a":[{"b":1,}]}`},
		{"a number that is none", `{"a":01}`},
		{"a word that is none", `{"a":nil}`},
		{"an escape that is none", `{"a":"\x"}`},
		{"an escape cut off", `{"a":"\u12"}`},
		{"a line break in a text", "{\"a\":\"\n\"}"},
		{"a text that does not end", `{"a":"`},
		{"an object that does not end", `{"a":1`},
		{"nesting past the limit", `{"a":` + strings.Repeat("[", 1000) + strings.Repeat("]", 1000) + `}`},
		{"too many values", `{"a":[` + strings.Repeat("1,", MaxValues) + `1]}`},
		{"too many keys", "{" + strings.TrimSuffix(manyKeys(), ",") + "}"},
	} {
		found, err := split(row.text)
		if err == nil {
			t.Errorf("%s: split into %s", row.why, found)
		} else if known := call.AsError(err); known.Code != call.InvalidParameter || len(known.Message) > 200 {
			t.Errorf("%s: got %s: %s", row.why, known.Code, known.Message)
		}
	}
}

func manyKeys() string {
	var b strings.Builder
	for i := range maxMembers + 1 {
		fmt.Fprintf(&b, `"k%d":1,`, i)
	}
	return b.String()
}

func TestSplit(t *testing.T) {
	for text, want := range map[string]string{
		`{}`:                                 "",
		" { \"a\" : 1 ,\n\"b\":[ 2, {} ]}\t": `a=1 b=[ 2, {} ]`,
		`{"a":{"c":"}\"]"},"\u0062":-1.5e3}`: `a={"c":"}\"]"} b=-1.5e3`,
		`{"a":99999999999999999999}`:         "a=99999999999999999999",
	} {
		if got, err := split(text); err != nil || got != want {
			t.Errorf("%s: got %s, %v, want %s", text, got, err, want)
		}
	}
	items, err := SplitJSONList([]byte(` [1, "a,]" ,{"b":[]}] `))
	if err != nil || fmt.Sprintf("%s", items) != `[1 "a,]" {"b":[]}]` {
		t.Errorf("got %s, %v", items, err)
	}
	if _, err := SplitJSONList([]byte(`{}`)); err == nil {
		t.Error("an object is split as a list")
	}
	if !JSONList([]byte("\n[")) || JSONList([]byte("{")) || JSONList(nil) || !JSONObject([]byte(" {")) || JSONObject([]byte("[")) {
		t.Error("lists are not told")
	}
}

// FuzzSplit holds splitting against parsing: what is split is JSON, and what is parsed can be split into the same values.
func FuzzSplit(f *testing.F) {
	for _, seed := range []string{`{"jsonrpc":"2.0","id":1,"method":"m","params":[1,{"a":null}]}`, `{"a":"\u00e9\n","b":-0.5e-7}`, `{"a":{"b":{}}}`, `{"\u0061":1,"a":2}`, `{"a":tru}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		members, err := SplitJSONObject(text)
		parsed, parseErr := ParseJSON(text)
		object, isObject := parsed.(map[string]any)
		if err != nil {
			if parseErr == nil && isObject && len(object) <= maxMembers {
				t.Fatalf("cannot split what can be parsed: %v", err)
			}
			return
		}
		if !json.Valid(text) {
			t.Fatal("split what is not JSON")
		}
		if parseErr != nil {
			return
		}
		for _, m := range members {
			if value, err := ParseJSON(m.Value); err != nil || !reflect.DeepEqual(value, object[string(m.Key)]) {
				t.Fatalf("%s is %v (%v), parsed as %v", m.Key, value, err, object[string(m.Key)])
			}
		}
		if len(members) != len(object) {
			t.Fatalf("%d members, parsed as %d", len(members), len(object))
		}
	})
}
