package conformance

import (
	"math"
	"net/http"
	"testing"
)

type (
	object = map[string]any
	list   = []any
)

// absent stands for a key that is left out.
type absent struct{}

// void stands for no value at all.
type void struct{}

// answered is a call that must be answered, and with what.
type answered struct {
	why       string
	function  string
	arguments object
	want      any
	null      bool // sends null
	emptyList bool // sends an empty list
	gap       bool // leaves out a parameter before the last one given
}

func row(id int64, name string, more object) object {
	r := object{"id": id, "name": name}
	for key, value := range more {
		r[key] = value
	}
	return r
}

// fullRow is a row as it comes back, with what stands in for what was left out.
func fullRow(id int64, name string, more object) object {
	r := object{"id": id, "name": name, "active": true, "note": absent{}, "tags": absent{}, "parts": list{}}
	for key, value := range more {
		r[key] = value
	}
	return r
}

func part(label string, weight float64, at any) object {
	return object{"label": label, "weight": weight, "at": at}
}

// Texts that a wire may get wrong.
const (
	nonASCII = "Zoë Ångström – 数学 – שלום – 😀 – e\u0301"
	markup   = `<b>&amp; "quoted" 'single' ]]> --> <![CDATA[x]]> </name> \ / %41 + {"a":[1]}`
	blanks   = "  two before, a tab\tand\nanother line, two after  "
)

var answeredCalls = []answered{
	{why: "lists and objects inside one another", function: "core_rows_echo",
		arguments: object{"rows": list{
			row(1, "one", object{"active": false, "note": "n", "tags": list{"a", "b"}, "parts": list{
				object{"label": "p", "weight": 0.25, "at": object{"x": int64(3), "y": int64(4)}},
				object{"label": "q", "at": object{"x": int64(5)}},
			}}),
			row(2, "two", object{"parts": list{object{"label": "r"}}}),
		}},
		want: object{"rows": list{
			fullRow(1, "one", object{"active": false, "note": "n", "tags": list{"a", "b"}, "parts": list{
				part("p", 0.25, object{"x": int64(3), "y": int64(4)}), part("q", 1.5, object{"x": int64(5), "y": int64(-1)}),
			}}),
			fullRow(2, "two", object{"parts": list{part("r", 1.5, absent{})}}),
		}}},
	{why: "a list of one", function: "core_rows_echo", arguments: object{"rows": list{row(7, "x", nil)}}, want: object{"rows": list{fullRow(7, "x", nil)}}},
	{why: "an empty list", function: "core_rows_echo", arguments: object{"rows": list{}}, want: object{"rows": list{}}, emptyList: true},
	{why: "empty lists inside", function: "core_rows_echo", arguments: object{"rows": list{row(1, "x", object{"tags": list{}, "parts": list{}})}},
		want: object{"rows": list{fullRow(1, "x", object{"tags": list{}})}}, emptyList: true},
	{why: "null where a value may be left out", function: "core_rows_echo", arguments: object{"rows": list{row(1, "x", object{"note": nil})}},
		want: object{"rows": list{fullRow(1, "x", nil)}}, null: true},
	{why: "null where a value must be", function: "core_nulls_echo", arguments: object{"present": nil, "text": nil}, want: object{"present": nil, "text": nil}, null: true},
	{why: "no null where one could be", function: "core_nulls_echo", arguments: object{"present": int64(0), "text": "null"}, want: object{"present": int64(0), "text": "null"}},
	{why: "defaults stand in", function: "core_defaults_echo", arguments: object{},
		want: object{"limit": int64(10), "rate": 2.5, "on": true, "word": "é <b>", "missing": nil, "ids": list{}, "options": object{"depth": int64(3), "wide": absent{}}}},
	{why: "one default is overridden", function: "core_defaults_echo", arguments: object{"limit": int64(0)},
		want: object{"limit": int64(0), "rate": 2.5, "on": true, "word": "é <b>", "missing": nil, "ids": list{}, "options": object{"depth": int64(3), "wide": absent{}}}},
	{why: "a default in the middle is overridden", function: "core_defaults_echo", gap: true, arguments: object{"ids": list{int64(4)}, "on": false},
		want: object{"limit": int64(10), "rate": 2.5, "on": false, "word": "é <b>", "missing": nil, "ids": list{int64(4)}, "options": object{"depth": int64(3), "wide": absent{}}}},
	{why: "every default is overridden", function: "core_defaults_echo",
		arguments: object{"limit": int64(-1), "rate": -0.125, "on": false, "word": "", "missing": int64(6), "ids": list{int64(1), int64(2)}, "options": object{"depth": int64(4), "wide": int64(5)}},
		want:      object{"limit": int64(-1), "rate": -0.125, "on": false, "word": "", "missing": int64(6), "ids": list{int64(1), int64(2)}, "options": object{"depth": int64(4), "wide": int64(5)}}},
	{why: "what is empty", function: "core_empties_get", arguments: object{},
		want: object{"none": list{}, "object": object{"gone": absent{}, "list": absent{}}, "text": ""}},
	{why: "one value of each type", function: "core_scalars_echo", arguments: object{"whole": int64(7), "rate": 0.5, "on": true, "text": "t"},
		want: object{"whole": int64(7), "rate": 0.5, "on": true, "text": "t"}},
	{why: "their zeros", function: "core_scalars_echo", arguments: object{"whole": int64(0), "rate": 0.0, "on": false, "text": ""},
		want: object{"whole": int64(0), "rate": 0.0, "on": false, "text": ""}},
	{why: "whole numbers of 32 bits and one past them", function: "core_numbers_echo",
		arguments: object{"values": list{int64(math.MaxInt32), int64(math.MinInt32), int64(math.MaxInt32 + 1), int64(math.MinInt32 - 1), int64(1 << 28), int64(-1<<28 - 1), int64(127), int64(128)}},
		want:      list{int64(math.MaxInt32), int64(math.MinInt32), int64(math.MaxInt32 + 1), int64(math.MinInt32 - 1), int64(1 << 28), int64(-1<<28 - 1), int64(127), int64(128)}},
	{why: "whole numbers of 64 bits, exactly", function: "core_numbers_echo",
		arguments: object{"values": list{int64(math.MaxInt64), int64(math.MinInt64), int64(1<<53 + 1), int64(-1<<53 - 1)}},
		want:      list{int64(math.MaxInt64), int64(math.MinInt64), int64(1<<53 + 1), int64(-1<<53 - 1)}},
	{why: "a number by itself", function: "core_whole_echo", arguments: object{"value": int64(math.MinInt64)}, want: int64(math.MinInt64)},
	{why: "a float by itself", function: "core_rate_echo", arguments: object{"value": 0.1}, want: 0.1},
	{why: "the largest float", function: "core_rate_echo", arguments: object{"value": math.MaxFloat64}, want: math.MaxFloat64},
	{why: "the smallest float", function: "core_rate_echo", arguments: object{"value": -math.SmallestNonzeroFloat64}, want: -math.SmallestNonzeroFloat64},
	{why: "a whole number where a float may be", function: "core_rate_echo", arguments: object{"value": int64(3)}, want: 3.0},
	{why: "yes by itself", function: "core_flag_echo", arguments: object{"value": true}, want: true},
	{why: "no by itself", function: "core_flag_echo", arguments: object{"value": false}, want: false},
	{why: "an empty text by itself", function: "core_text_echo", arguments: object{"value": ""}, want: ""},
	{why: "text of many scripts", function: "core_text_echo", arguments: object{"value": nonASCII}, want: nonASCII},
	{why: "text that looks like markup", function: "core_text_echo", arguments: object{"value": markup}, want: markup},
	{why: "blanks and line breaks", function: "core_text_echo", arguments: object{"value": blanks}, want: blanks},
	{why: "text that looks like a number", function: "core_text_echo", arguments: object{"value": "007"}, want: "007"},
	{why: "text inside lists and objects", function: "core_rows_echo", arguments: object{"rows": list{row(1, nonASCII+markup, object{"tags": list{markup, "", nonASCII}})}},
		want: object{"rows": list{fullRow(1, nonASCII+markup, object{"tags": list{markup, "", nonASCII}})}}},
	{why: "a list of texts", function: "core_words_echo", arguments: object{"values": list{"a", "", "é"}}, want: list{"a", "", "é"}},
	{why: "an empty list by itself", function: "core_numbers_echo", arguments: object{"values": list{}}, want: list{}, emptyList: true},
	{why: "void", function: "core_void_do", arguments: object{}, want: void{}},
}

func (s *suite) answers(t *testing.T) {
	for _, c := range answeredCalls {
		if unsayable(t, c.why, needs{c.null, s.wire.NoNull}, needs{c.emptyList, s.wire.NoEmptyList}, needs{c.gap, s.wire.Positional}) {
			continue
		}
		t.Run(c.why, func(t *testing.T) {
			world := NewWorld(s.wire.Protocol)
			got := s.call(t, world, Token, c.function, c.arguments)
			if got.Code+got.Message != "" || world.Outcomes()[0].Err != nil {
				t.Fatalf("failed: %+v (%v)", got, world.Outcomes()[0].Err)
			}
			if got.HTTPStatus != http.StatusOK {
				t.Errorf("HTTP status %d", got.HTTPStatus)
			}
			for _, difference := range s.wire.compare("", got.Value, c.want) {
				t.Error(difference)
			}
		})
	}
}

// needs is something that a case may need, and why the wire has none of it; empty when it has.
type needs struct {
	needed bool
	absent string
}

// unsayable says whether a case needs what the wire does not have, and tells why. Such a case is none of the wire's.
func unsayable(t *testing.T, why string, all ...needs) bool {
	for _, one := range all {
		if one.needed && one.absent != "" {
			t.Logf("%s is left out: %s", why, one.absent)
			return true
		}
	}
	return false
}
