package call

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"
)

// readArguments reads a tree as the parameters In, with the path and text of what is refused.
func readArguments[In any](tree map[string]any) (In, *Error) {
	var in In
	s, err := describeParameters(reflect.TypeFor[In]())
	if err != nil {
		panic(err)
	}
	if err := s.read(tree, reflect.ValueOf(&in).Elem()); err != nil {
		var e *Error
		if !errors.As(err, &e) {
			panic(fmt.Sprintf("%T is not an Error", err))
		}
		return in, e
	}
	return in, nil
}

type object = map[string]any
type list = []any

type member struct {
	UserID int     `name:"userid"`
	Note   *string `name:"note" type:"text"`
}

type group struct {
	CourseID int      `name:"courseid"`
	Name     string   `name:"name" type:"text" null:"no"`
	Members  []member `name:"members" default:"[]"`
}

type shape struct {
	Groups  []group `name:"groups"`
	Options struct {
		Deep   bool   `name:"deep" default:"true"`
		Format string `name:"format" type:"alpha" default:"html"`
	} `name:"options" default:"[]"`
	Limit *int     `name:"limit" default:"null"`
	Share float64  `name:"share" default:"0.5"`
	Words []string `name:"words" type:"alpha" default:"[]"`
}

func TestWhatIsRefusedAndWhere(t *testing.T) {
	good := func() object { return object{"courseid": int64(1), "name": "g"} }
	with := func(key string, value any) object {
		g := good()
		g[key] = value
		return object{"groups": list{good(), g}}
	}
	for _, test := range []struct {
		why         string
		tree        object
		path, found string
		wanted      string
	}{
		{"a required list is missing", object{}, "groups", "", "a list"},
		{"null for a list", object{"groups": nil}, "groups", "null", "a list"},
		{"a text for a list", object{"groups": "x"}, "groups", `"x"`, "a list"},
		{"an object for a list", object{"groups": object{"0": good()}}, "groups", "an object", "a list"},
		{"a list for an object", object{"groups": list{list{int64(1)}}}, "groups[0]", "a list of 1", "an object"},
		{"a number for an object", object{"groups": list{int64(7)}}, "groups[0]", "7", "an object"},
		{"null for an object", object{"groups": list{good(), nil}}, "groups[1]", "null", "an object"},
		{"a required key of the second item is missing", object{"groups": list{good(), object{"name": "x"}}}, "groups[1].courseid", "", "a whole number"},
		{"a value of the second item", with("courseid", "x"), "groups[1].courseid", `"x"`, "a whole number"},
		{"null where it is not allowed", with("name", nil), "groups[1].name", "null", "text without HTML tags"},
		{"two lists deep", with("members", list{object{"userid": int64(1)}, object{"userid": int64(1)}, object{"userid": true}}), "groups[1].members[2].userid", "true", "a whole number"},
		{"a key that is not known", with("Name", "x"), "groups[1].Name", "", "courseid, name, members"},
		{"of several the first in the alphabet, so that the answer does not change", object{"groups": list{}, "zz": 1, "aa": 1}, "aa", "", "groups, options, limit, share, words"},
		{"a required key is missing rather than another unknown", object{"groups": list{object{"nam": "x", "courseid": int64(1)}}}, "groups[0].name", "", "text without HTML tags"},
		{"in a nested object", object{"groups": list{}, "options": object{"deep": "yes"}}, "options.deep", `"yes"`, "true or false (or 1 or 0)"},
		{"null for an object with a default", object{"groups": list{}, "options": nil}, "options", "null", "an object"},
		{"an item of a list of texts", object{"groups": list{}, "words": list{"a", "b", "1"}}, "words[2]", `"1"`, "letters a-z only"},
		{"a long value is cut", object{"groups": strings.Repeat("é", 100)}, "groups", `"` + strings.Repeat("é", 40) + `…"`, "a list"},
		{"what is not UTF-8 is not repeated", object{"groups": "\xff"}, "groups", "\"\uFFFD\"", "a list"},
		{"nor is a long key", object{"groups": list{}, strings.Repeat("k", 1000): 1}, strings.Repeat("k", 40) + "…", "", "groups, options, limit, share, words"},
	} {
		t.Run(test.why, func(t *testing.T) {
			_, err := readArguments[shape](test.tree)
			if err == nil {
				t.Fatal("it is accepted")
			}
			if err.Code != InvalidParameter || err.Path != test.path || err.Found != test.found || err.Wanted != test.wanted {
				t.Errorf("got %+v", err)
			}
			if !strings.HasPrefix(err.Error(), test.path+": ") || !strings.Contains(err.Error(), test.wanted) || !strings.Contains(err.Error(), test.found) {
				t.Errorf("it says %q", err)
			}
		})
	}
	if _, err := readArguments[none](object{"a": 1}); err == nil || err.Wanted != "nothing" {
		t.Errorf("a parameter for a function without any: %v", err)
	}
}

func TestWhatIsLeftOutHasItsDefault(t *testing.T) {
	in, err := readArguments[shape](object{"groups": list{object{"courseid": int64(3), "name": ""}}})
	if err != nil {
		t.Fatal(err)
	}
	if !in.Options.Deep || in.Options.Format != "html" || in.Limit != nil || in.Share != 0.5 || in.Words == nil || len(in.Words) != 0 {
		t.Errorf("defaults of the top: %+v", in)
	}
	if g := in.Groups[0]; g.CourseID != 3 || g.Members == nil || len(g.Members) != 0 {
		t.Errorf("defaults of an item: %+v", g)
	}
	in, err = readArguments[shape](object{
		"groups":  list{object{"courseid": int64(3), "name": "x", "members": list{object{"userid": nil}, object{"userid": int64(2), "note": "n"}}}},
		"options": object{"deep": false}, "limit": int64(9), "share": int64(2), "words": list{"a"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if in.Options.Deep || in.Options.Format != "html" || in.Limit == nil || *in.Limit != 9 || in.Share != 2 || in.Words[0] != "a" {
		t.Errorf("given: %+v", in)
	}
	if m := in.Groups[0].Members; m[0].UserID != 0 || m[0].Note != nil || m[1].Note == nil || *m[1].Note != "n" {
		t.Errorf("null for a number, a key left out, a key given: %+v", m)
	}
}

func TestADefaultIsNotSharedBetweenCalls(t *testing.T) {
	type parameters struct {
		P *int `name:"p" default:"5"`
		O struct {
			P *int `name:"p" default:"6"`
		} `name:"o" default:"[]"`
		L []int `name:"l" default:"[]"`
	}
	s, err := describeParameters(reflect.TypeFor[parameters]())
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		var in parameters
		if err := s.read(object{}, reflect.ValueOf(&in).Elem()); err != nil {
			t.Fatal(err)
		}
		if *in.P != 5 || *in.O.P != 6 || len(in.L) != 0 {
			t.Fatalf("the default has become %d, %d, %v", *in.P, *in.O.P, in.L)
		}
		*in.P, *in.O.P = 7, 8
		_ = append(in.L, 9)
	}
}

func TestEmptyListsAndObjects(t *testing.T) {
	// Wires such as form fields and PHP's JSON cannot tell one from the other.
	in, err := readArguments[shape](object{"groups": object{}, "options": list{}, "words": object{}})
	if err != nil || in.Groups == nil || len(in.Groups) != 0 || !in.Options.Deep || in.Words == nil {
		t.Errorf("got %+v, %v", in, err)
	}
	if _, err := readArguments[shape](object{"groups": list{}, "options": list{"x"}}); err == nil {
		t.Error("a list with something in it is taken for an object")
	}
	if _, err := readArguments[shape](object{"groups": list{list{}}}); err == nil || err.Path != "groups[0].courseid" {
		t.Errorf("an empty list for an object that has required keys: %v", err)
	}
}

func TestPresenceAndNull(t *testing.T) {
	type parameters struct {
		O struct {
			Required *int    `name:"required" optional:"false"`
			Optional *string `name:"optional" type:"raw"`
			Strict   *int    `name:"strict" null:"no"`
			Null     int     `name:"null" default:"null" null:"no"`
			Lists    []int   `name:"lists" null:"yes" optional:"true"`
			Objects  *member `name:"objects" null:"yes"`
		} `name:"o"`
	}
	for _, test := range []struct {
		why  string
		o    object
		path string // refused there; empty: accepted
		want string
	}{
		{"a pointer that must be given is missing", object{}, "o.required", ""},
		{"null for a pointer that refuses it", object{"required": nil, "strict": nil}, "o.strict", ""},
		{"a pointer that must be given is null", object{"required": nil}, "", "nil nil nil 0 true true"},
		{"all given", object{"required": int64(0), "optional": "", "strict": int64(2), "null": int64(3), "lists": list{}, "objects": object{"userid": int64(1)}}, "", "0 \"\" 2 3 false false"},
		{"null is the default itself", object{"required": nil, "null": nil}, "", "nil nil nil 0 true true"},
		{"null for a list and an object that allow it", object{"required": nil, "lists": nil, "objects": nil}, "", "nil nil nil 0 true true"},
	} {
		t.Run(test.why, func(t *testing.T) {
			in, err := readArguments[parameters](object{"o": test.o})
			if (err != nil) != (test.path != "") || err != nil && err.Path != test.path {
				t.Fatalf("got %v", err)
			}
			if err != nil {
				return
			}
			got := fmt.Sprint(show(in.O.Required), " ", show(in.O.Optional), " ", show(in.O.Strict), " ", in.O.Null, in.O.Lists == nil, in.O.Objects == nil)
			if got = strings.ReplaceAll(got, "0true", "0 true"); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func show[T any](p *T) string {
	if p == nil {
		return "nil"
	}
	return fmt.Sprintf("%#v", *p)
}

func TestWholeNumbers(t *testing.T) {
	type parameters struct {
		N int `name:"n"`
	}
	for _, v := range []any{
		"", " ", "02", " 2", "2 ", "+2", "-0", "--2", "2.0", "2e3", "0x10", "1_000", "99999999999999999999", "9223372036854775808", "-9223372036854775809",
		"２", "two", "2\x00", true, false, 2.0, 2.5, math.NaN(), list{int64(2)}, object{}, object{"a": int64(1)}, []string{"2"},
	} {
		if in, err := readArguments[parameters](object{"n": v}); err == nil {
			t.Errorf("%#v is read as %d", v, in.N)
		}
	}
	for _, test := range []struct {
		v    any
		want int
	}{
		{"0", 0}, {"2", 2}, {"-2", -2}, {int64(0), 0}, {int64(math.MaxInt64), math.MaxInt64}, {int64(math.MinInt64), math.MinInt64},
		{"9223372036854775807", math.MaxInt64}, {"-9223372036854775808", math.MinInt64}, {"9007199254740993", 1<<53 + 1}, {nil, 0},
	} {
		if in, err := readArguments[parameters](object{"n": test.v}); err != nil || in.N != test.want {
			t.Errorf("%#v is read as %d, %v", test.v, in.N, err)
		}
	}
}

func TestNumbersAndBools(t *testing.T) {
	type parameters struct {
		F float64 `name:"f" default:"0"`
		B bool    `name:"b" default:"0"`
	}
	for _, v := range []any{"", " 1", "1 ", "1,5", "1.2.3", ".", "e5", "0x1p3", "1_0", "NaN", "Inf", "-Infinity", "1e400", strings.Repeat("1", 65), math.NaN(), math.Inf(1), math.Inf(-1), true, list{}, object{}} {
		if in, err := readArguments[parameters](object{"f": v}); err == nil {
			t.Errorf("%#v is read as the number %v", v, in.F)
		}
	}
	for _, test := range []struct {
		v    any
		want float64
	}{{"0", 0}, {"1.5", 1.5}, {"-1.5e3", -1500}, {".5", 0.5}, {"5.", 5}, {"+1", 1}, {"02", 2}, {int64(7), 7}, {2.5, 2.5}, {math.MaxFloat64, math.MaxFloat64}} {
		if in, err := readArguments[parameters](object{"f": test.v}); err != nil || in.F != test.want {
			t.Errorf("%#v is read as %v, %v", test.v, in.F, err)
		}
	}
	for _, v := range []any{"", "true", "false", "yes", "on", "2", "-1", "01", " 1", int64(2), int64(-1), 1.0, 0.0, list{}, object{}} {
		if in, err := readArguments[parameters](object{"b": v}); err == nil {
			t.Errorf("%#v is read as %v", v, in.B)
		}
	}
	for _, test := range []struct {
		v    any
		want bool
	}{{true, true}, {false, false}, {int64(1), true}, {int64(0), false}, {"1", true}, {"0", false}} {
		if in, err := readArguments[parameters](object{"b": test.v}); err != nil || in.B != test.want {
			t.Errorf("%#v is read as %v, %v", test.v, in.B, err)
		}
	}
}
