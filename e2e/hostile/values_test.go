package hostile

import (
	"slices"
	"strings"
	"testing"
)

// TestHostileValues sends arguments that no honest client makes.
func TestHostileValues(t *testing.T) { carry(t, hostileValues) }

// inValues puts something where a list of ids belongs.
func inValues(v any) func(w *wire, n int) object {
	return func(w *wire, _ int) object { return w.good().with("values", v) }
}

// inField puts something where a word from a short list belongs.
func inField(v any) func(w *wire, n int) object {
	return func(w *wire, _ int) object { return w.good().with("field", v) }
}

// besides puts something under a key that nobody asks for.
func besides(key string, v any) func(w *wire, n int) object {
	return func(w *wire, _ int) object { return w.good().and(key, v) }
}

func twice(key string, v any) func(w *wire, n int) object {
	return func(w *wire, _ int) object { return w.good().with(key, v).and(key, v) }
}

func of(families ...string) func(w *wire) bool {
	return func(w *wire) bool { return slices.Contains(families, w.family) }
}

// only are the wires of these families that call functions.
func only(families ...string) func(w *wire) bool {
	return func(w *wire) bool {
		return slices.Contains(families, w.family) && w.name != "graphql" && w.name != "ajax"
	}
}

const (
	ignored    = "GraphQL leaves variables alone that the query does not declare"
	megaDigits = 1 << 20
)

var hostileValues = []attack{
	// P-03
	{name: "lists in lists", rules: "P-03", size: 20_000, arguments: func(w *wire, n int) object { return w.good().with("values", lists(n, "3")) }},
	{name: "objects in objects", rules: "P-03", size: 20_000, arguments: func(w *wire, n int) object { return w.good().with("values", objects(n, "3")) }},
	{name: "65 lists, one more than may be", rules: "P-03", arguments: inValues(lists(65, "3"))},
	{name: "depth under a key that nobody asks for", rules: "P-03", arguments: besides("unknown", lists(20_000, "3"))},

	// P-04
	{name: "200,000 equal keys", rules: "P-04 P-07", size: 200_000, arguments: func(w *wire, n int) object {
		return append(w.good(), slices.Repeat(object{{"a", "x"}}, n)...)
	}},
	{name: "a key twice", rules: "P-04", arguments: twice("field", "id")},
	{name: "a list twice", rules: "P-04", on: func(w *wire) bool {
		return !strings.Contains(w.name, "soap") && w.family != "form" && w.family != "multipart"
	},
		arguments: twice("values", list{"3"})},
	{name: "a key twice in an object below", rules: "P-04", arguments: inValues(list{object{{"a", "1"}, {"a", "2"}}})},
	{name: "a key in other letters", rules: "P-04", answered: ignored, arguments: besides("Field", "id")},
	{name: "200,000 different keys", rules: "P-07", size: 200_000, arguments: differentKeys},
	{name: "keys that other languages know", rules: "P-06", answered: ignored, on: func(w *wire) bool { return w.family != "xml" }, arguments: besides("__proto__", object{{"a", "1"}})},
	{name: "a key that is no word", rules: "P-06", answered: ignored, arguments: besides("a b.c]", "x")},
	{name: "a key of a megabyte", rules: "P-06", size: 1 << 20, answered: ignored, on: func(w *wire) bool { return w.family != "amf" }, arguments: func(w *wire, n int) object {
		return w.good().and(strings.Repeat("k", n), "x")
	}},

	// P-05
	{name: "bytes that are not UTF-8", rules: "P-05", arguments: inField("id\xff\xfe")},
	{name: "an overlong slash", rules: "P-05", arguments: inField("id\xc0\xaf")},
	{name: "an overlong NUL", rules: "P-05", arguments: inField("id\xc0\x80")},
	{name: "a surrogate in UTF-8", rules: "P-05", arguments: inField("id\xed\xa0\x80")},
	{name: "past the last character", rules: "P-05", arguments: inField("id\xf4\x90\x80\x80")},
	{name: "a character cut off", rules: "P-05", arguments: inField("id\xe2\x82")},
	{name: "half a surrogate pair", rules: "P-05", on: of("json"), answered: "encoding/json, which GraphQL reads with, takes it for U+FFFD", arguments: inField(raw(`"id\ud800"`))},
	{name: "NUL in a text", rules: "P-05", arguments: inField("id\x00")},
	{name: "NUL in a key", rules: "P-05", answered: ignored, on: func(w *wire) bool { return w.family != "multipart" }, arguments: besides("fi\x00eld", "id")},
	{name: "lines and escapes for logs", rules: "P-05", arguments: inField("id\r\nX-Injected: 1\x1b[2J\u202e")},

	// P-07
	{name: "200,000 values", rules: "P-07", size: 200_000, arguments: func(w *wire, n int) object { return w.good().with("values", many(n, number("3"))) }},
	{name: "20,001 values, more than may be", rules: "P-07", on: func(w *wire) bool { return w.name != "rest-moodle-multipart" }, arguments: inValues(many(20_001, number("3")))},
	{name: "a text of three megabytes", rules: "P-09", size: 3 << 20, arguments: func(w *wire, n int) object { return w.good().with("field", strings.Repeat("x", n)) }},
	{name: "quotes of three megabytes", rules: "P-09", size: 3 << 20, arguments: func(w *wire, n int) object { return w.good().with("field", strings.Repeat(`"<&`, n/3)) }},

	// P-08
	{name: "a number of a megabyte of digits", rules: "P-08", size: megaDigits, arguments: func(w *wire, n int) object {
		return w.good().with("values", list{number(strings.Repeat("9", n))})
	}},
	{name: "the same as a text", rules: "P-08", size: megaDigits, arguments: func(w *wire, n int) object { return w.good().with("values", strings.Repeat("9", n)) }},
	{name: "a fraction of a megabyte of digits", rules: "P-08", size: megaDigits, arguments: func(w *wire, n int) object {
		return w.good().with("values", number("0."+strings.Repeat("0", n)+"1"))
	}},
	{name: "1e999999999", rules: "P-08", arguments: inField(number("1e999999999"))},
	{name: "an exponent of a megabyte", rules: "P-08", size: megaDigits, arguments: func(w *wire, n int) object { return w.good().with("field", number("1e"+strings.Repeat("9", n))) }},
	{name: "past 64 bits", rules: "P-08", arguments: inField(number("9223372036854775808"))},
	{name: "NaN", rules: "P-08", arguments: inField(number("NaN"))},
	{name: "-0", rules: "P-08", arguments: inField(number("-0"))},
	{name: "a number in another spelling", rules: "P-08", arguments: inField(number("0x1F"))},
	{name: "other types than asked for", rules: "P-14", on: of("json", "amf"), arguments: inField(object{{"$ne", "1"}})},
}

// differentKeys are n keys of five letters.
func differentKeys(w *wire, n int) object {
	made := slices.Clone(w.good())
	for i := range n {
		key := []byte("kaaaa")
		for at, rest := 4, i; rest > 0; at-- {
			key[at] = byte('a' + rest%26)
			rest /= 26
		}
		made = append(made, member{string(key), "x"})
	}
	return made
}
