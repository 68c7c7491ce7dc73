package protocols

import (
	"math"
	"strings"
	"testing"

	"gatehouse/server/call"
)

func TestWhatNoWireCanSay(t *testing.T) {
	deep := any("x")
	for range MaxDepth {
		deep = []any{deep}
	}
	for _, row := range []struct {
		why  string
		v    any
		path string
	}{
		{"no number", math.NaN(), "a.b[1]"},
		{"past all numbers", math.Inf(-1), "a.b[1]"},
		{"not UTF-8", "\xff", "a.b[1]"},
		{"a key that is not", map[string]any{"\xff": nil}, "a.b[1].\uFFFD"},
		{"a Go value that JSON has not", 7, "a.b[1]"},
		{"another", []string{"x"}, "a.b[1]"},
		{"too deep", deep, "a.b[1]" + strings.Repeat("[0]", deepest-2)},
	} {
		err := Sayable{}.Check(map[string]any{"a": map[string]any{"b": []any{nil, row.v}}})
		if e := call.AsError(err); e == nil || e.Code != call.InvalidParameter || e.Path != row.path {
			t.Errorf("%s: %v, want one at %s", row.why, err, row.path)
		}
	}
	if err := (Sayable{}).Check(map[string]any{"a": make([]any, MaxValues)}); err == nil {
		t.Error("too many values")
	}
	for _, text := range []string{"\x00", "\x1b", "\uFFFE", "\uFFFF"} {
		for _, arguments := range []map[string]any{{"a": text}, {text: "a"}} {
			if (Sayable{Text: NoXML}).Check(arguments) == nil {
				t.Errorf("%q is taken for XML", arguments)
			}
		}
	}
	if err := (Sayable{Text: NoXML}).Check(map[string]any{"a": "]]>\r\n\t\uFFFD", "b": []any{true, int64(1), 1.5, nil}}); err != nil {
		t.Error(err)
	}
}

func TestArgumentsAreWrittenForPeople(t *testing.T) {
	s := &call.Schema{Shape: call.Object, Fields: []call.Field{{Name: "z", Schema: &call.Schema{Shape: call.List, Item: &call.Schema{Shape: call.Object}}}, {Name: "a", Schema: &call.Schema{}}}}
	got := string(AppendArguments(nil, map[string]any{
		"c": map[string]any{}, "b": []any{}, "a": 1.0, "z": []any{map[string]any{"y": nil, "x": "\"\x00\u2028"}, int64(-1)},
	}, s, 1))
	want := strings.Join([]string{`{`, `    "z": [`, `      {`, `        "x": "\"\u0000` + "\u2028" + `",`, `        "y": null`, `      },`, `      -1`, `    ],`,
		`    "a": 1.0,`, `    "b": [],`, `    "c": {}`, `  }`}, "\n")
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestXMLIsIndented(t *testing.T) {
	for _, row := range [][2]string{
		{`<a/>`, "<a/>\n"},
		{`<?xml version="1.0"?><a><b>x &gt; y</b><c d="&gt;"/><e></e><f><g/></f></a>`,
			"<?xml version=\"1.0\"?>\n<a>\n  <b>x &gt; y</b>\n  <c d=\"&gt;\"/>\n  <e></e>\n  <f>\n    <g/>\n  </f>\n</a>\n"},
		{`<a><b>  </b></a>`, "<a>\n  <b>  </b>\n</a>\n"},
	} {
		if got := string(IndentXML([]byte(row[0]))); got != row[1] {
			t.Errorf("%s became\n%s", row[0], got)
		}
	}
}
