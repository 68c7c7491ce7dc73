package call

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

type answer struct {
	ID       int      `name:"id"`
	Share    float64  `name:"share"`
	On       bool     `name:"on"`
	Text     string   `name:"text" type:"raw"`
	Pointer  *string  `name:"pointer" type:"raw" optional:"false"`
	Optional *string  `name:"optional" type:"raw"`
	List     []int    `name:"list"`
	Maybe    []int    `name:"maybe" optional:"true"`
	Inner    *answer2 `name:"inner" optional:"false" null:"yes"`
}

type answer2 struct {
	Deep *int `name:"deep"`
}

// walk renders a value as a protocol would, with ? for what is absent.
func walk(v Value) string {
	switch {
	case v.Absent():
		return "?"
	case v.Null():
		return "null"
	case v.Schema.Shape == Nothing:
		return "nothing"
	case v.Schema.Shape == List:
		var items []string
		for i := range v.Len() {
			items = append(items, walk(v.Item(i)))
		}
		return "[" + strings.Join(items, " ") + "]"
	case v.Schema.Shape == Object:
		var fields []string
		for i, f := range v.Schema.Fields {
			fields = append(fields, f.Name+":"+walk(v.Field(i)))
		}
		return "{" + strings.Join(fields, " ") + "}"
	}
	switch v.Schema.Type {
	case Int:
		return fmt.Sprint(v.Int())
	case Float:
		return fmt.Sprint(v.Float())
	case Bool:
		return fmt.Sprint(v.Bool())
	}
	return fmt.Sprintf("%q", v.Text())
}

func result[Out any](t *testing.T, out Out) Value {
	t.Helper()
	f := Declare(right(), func(context.Context, *Call, none) (Out, error) { return out, nil })
	v, err := f.run(t.Context(), &Call{Function: f}, object{})
	if f.wrong != nil || err != nil {
		t.Fatal(f.wrong, err)
	}
	return v
}

func TestAResultIsWalkedOnce(t *testing.T) {
	text, seven := "x", 7
	for _, test := range []struct{ why, got, want string }{
		{"nothing", walk(result(t, Void{})), "nothing"},
		{"a scalar", walk(result(t, true)), "true"},
		{"a list that is nil is empty, not null", walk(result(t, []int(nil))), "[]"},
		{"a list of texts", walk(result(t, []string{"a", ""})), `["a" ""]`},
		{"an object that is not there", walk(result(t, (*answer2)(nil))), "null"},
		{
			"what is nil is absent when optional, null when a pointer, empty when a list", walk(result(t, answer{})),
			`{id:0 share:0 on:false text:"" pointer:null optional:? list:[] maybe:? inner:null}`,
		},
		{
			"everything there", walk(result(t, []answer{{1, 0.5, true, "t", &text, &text, []int{1}, []int{}, &answer2{&seven}}})),
			`[{id:1 share:0.5 on:true text:"t" pointer:"x" optional:"x" list:[1] maybe:[] inner:{deep:7}}]`,
		},
		{"a key that is absent in an object that is there", walk(result(t, answer2{})), "{deep:?}"},
	} {
		if test.got != test.want {
			t.Errorf("%s: got %s\nwant %s", test.why, test.got, test.want)
		}
	}
	if got := walk(result(t, (*answer)(nil)).Field(0)); got != "null" {
		t.Errorf("a field of an object that is not there: %s", got)
	}
}
