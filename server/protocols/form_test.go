package protocols

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"gatehouse/server/call"
)

func none(string) bool { return false }

func tree(text string) (map[string]any, error) {
	form, err := ParseForm(text)
	if err != nil {
		return nil, err
	}
	return form.Tree(none)
}

func TestFormsRefused(t *testing.T) {
	for _, row := range []struct{ why, text, path string }{
		{"a scalar twice would let two readers see two values", "a=1&a=2", "a"},
		{"the same one level down", "a[0][b]=1&a[0][b]=2", "a[0].b"},
		{"one value and a list", "a=1&a[0]=2", "a[0]"},
		{"a list and one value", "a[0]=2&a=1", "a"},
		{"a list and an object", "a[0]=1&a[b]=2", "a.b"},
		{"an object and a list", "a[b]=2&a[0]=1", "a[0]"},
		{"an object and []", "a[b]=2&a[]=1", "a[]"},
		{"an index past the limit", "a[999999999]=1", "a[999999999]"},
		{"an index that does not fit a number", "a[99999999999999999999999]=1", "a[99999999999999999999999]"},
		{"an index spelled in another way", "a[01]=1", "a[01]"},
		{"a bracket that is not closed", "a[0=1", "a[0"},
		{"a bracket too many", "a]=1", "a]"},
		{"text after a bracket", "a[0]b=1", "a[0]b"},
		{"a key that is not a word", "course.id=2", "course.id"},
		{"an empty key", "=1", ""},
		{"a key with a blank", "a+b=1", "a b"},
		{"a key inside that is not a word", "a[b-c]=1", "a.b-c"},
		{"bad UTF-8 in a key", "%ff=1", "\uFFFD"},
		{"a percent sign without digits", "a=%zz", ""},
		{"nesting past the limit", "a" + strings.Repeat("[b]", 1000) + "=1", "a"},
	} {
		got, err := tree(row.text)
		if err == nil {
			t.Errorf("%s: %q was read as %v", row.why, row.text, got)
			continue
		}
		known := call.AsError(err)
		if known.Code != call.InvalidParameter || known.Path != row.path {
			t.Errorf("%s: %q: got %s at %q, want invalidparameter at %q", row.why, row.text, known.Code, known.Path, row.path)
		}
	}
}

func TestForms(t *testing.T) {
	type object = map[string]any
	type list = []any
	for _, row := range []struct {
		why, text string
		want      object
	}{
		{"nothing", "", object{}},
		{"empty parts", "&&a=1&", object{"a": "1"}},
		{"no equals sign", "a", object{"a": ""}},
		{"an equals sign in the value", "a=b=c", object{"a": "b=c"}},
		{"escapes and blanks", "a=%C3%A9+%26+x%5B0%5D", object{"a": "é & x[0]"}},
		{"escaped brackets", "a%5B0%5D%5Bb%5D=1", object{"a": list{object{"b": "1"}}}},
		{"gaps close up", "a[5]=x&a[9]=y", object{"a": list{"x", "y"}}},
		{"the index decides, not the order", "a[1]=y&a[0]=x", object{"a": list{"x", "y"}}},
		{"empty brackets append", "a[]=x&a[]=y", object{"a": list{"x", "y"}}},
		{"and go on after the highest index", "a[7]=x&a[]=y&a[2]=w", object{"a": list{"w", "x", "y"}}},
		{"the last index", "a[9999]=x", object{"a": list{"x"}}},
		{"objects", "a[b][c]=1&a[b][d]=2&a[e]=3", object{"a": object{"b": object{"c": "1", "d": "2"}, "e": "3"}}},
		{"case matters", "a=1&A=2", object{"a": "1", "A": "2"}},
		{"what is no UTF-8 is left for the schema to refuse", "a=%ff", object{"a": "\xff"}},
	} {
		got, err := tree(row.text)
		if err != nil || !reflect.DeepEqual(got, row.want) {
			t.Errorf("%s: %q: got %v, %v, want %v", row.why, row.text, got, err, row.want)
		}
	}
}

func TestAFormMayHoldSoMuchAndNoMore(t *testing.T) {
	var b strings.Builder
	for i := range MaxValues {
		fmt.Fprintf(&b, "p%d=%d&", i, i)
	}
	if form, err := ParseForm(b.String()); err != nil || len(form) != MaxValues {
		t.Errorf("at the limit: %d, %v", len(form), err)
	}
	form, err := ParseForm("wstoken=x&" + b.String())
	if err == nil {
		t.Fatal("past the limit: no error")
	}
	if token, times := form.Scalar("wstoken"); token != "x" || times != 1 {
		t.Error("what came before the limit is not returned")
	}
}

func TestALongKeyIsRefusedAsCheaplyAsAShortOne(t *testing.T) {
	text := "a[1-]" + strings.Repeat("[1]", MaxBody/3) + "=1"
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := tree(text)
	runtime.ReadMemStats(&after)
	if err == nil || len(call.AsError(err).Path) > 100 {
		t.Errorf("got %v", err)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 32<<20 {
		t.Errorf("%d MB were allocated", used>>20)
	}
}

func TestScalarSeesListsAndRepeats(t *testing.T) {
	for text, want := range map[string]int{"": 0, "k=1": 1, "k=1&k=1": 2, "k[0]=1": 2, "k[]=1": 2, "kk=1": 0, "K=1": 0} {
		form, _ := ParseForm(text)
		if _, times := form.Scalar("k"); times != want {
			t.Errorf("%q: %d times, want %d", text, times, want)
		}
	}
}

func FuzzForm(f *testing.F) {
	for _, seed := range []string{"a=1", "a[0][b]=1&a[1][b]=2", "a[]=1&a[]=2", "a[9999]=1", "%5b=1", "a[=1", "a]b[=%"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := tree(text)
		if err != nil {
			if call.AsError(err).Code != call.InvalidParameter {
				t.Errorf("the error is %v", err)
			}
			return
		}
		if n := strings.Count(text, "=") + strings.Count(text, "&") + 1; size(got) > n*MaxDepth+1 {
			t.Errorf("%d values out of %d parameters", size(got), n)
		}
	})
}

// size counts the values of a tree.
func size(v any) int {
	n := 1
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			n += size(item)
		}
	case map[string]any:
		for _, item := range v {
			n += size(item)
		}
	}
	return n
}
