package protocols

import (
	"bytes"
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"gatehouse/server/call"
)

func TestJSONRefused(t *testing.T) {
	for _, row := range []struct{ why, text string }{
		{"nothing", ""},
		{"blanks only", "  "},
		{"two values", "1 2"},
		{"a key twice lets two readers see two values", `{"a":1,"a":2}`},
		{"the same key spelled with an escape", `{"a":1,"\u0061":2}`},
		{"not UTF-8", "\"\xff\""},
		{"half a surrogate pair", `"\ud800"`},
		{"its other half", `"\udc00"`},
		{"two first halves", `"\ud800\ud800"`},
		{"a first half and another escape", `"\ud800\n"`},
		{"past 64 bits", `9223372036854775808`},
		{"below 64 bits", `-9223372036854775809`},
		{"a million digits must not cost time", strings.Repeat("9", 1_000_000)},
		{"a float with a million digits", "1." + strings.Repeat("9", 1_000_000)},
		{"a float out of range", `1e999`},
		{"a leading zero", `01`},
		{"a plus sign", `+1`},
		{"a point without digits", `1.`},
		{"a point first", `.5`},
		{"an exponent without digits", `1e`},
		{"a minus sign alone", `-`},
		{"NaN", `NaN`},
		{"a word in another case", `True`},
		{"a word cut off", `nul`},
		{"single quotes", `'a'`},
		{"a comma at the end of a list", `[1,]`},
		{"a comma at the end of an object", `{"a":1,}`},
		{"a list that is not closed", `[1`},
		{"an object that is not closed", `{"a":1`},
		{"a key without quotes", `{a:1}`},
		{"no colon", `{"a" 1}`},
		{"a string that is not closed", `"a`},
		{"a line break in a string", "\"a\nb\""},
		{"an escape that does not exist", `"\x"`},
		{"an escape cut off", `"\u12"`},
		{"nesting past the limit", strings.Repeat("[", 1000) + strings.Repeat("]", 1000)},
		{"too many values", "[" + strings.Repeat("1,", MaxValues) + "1]"},
	} {
		v, err := ParseJSON([]byte(row.text))
		if err == nil {
			t.Errorf("%s: was read as %v", row.why, v)
		} else if known := call.AsError(err); known.Code != call.InvalidParameter || len(known.Message) > 200 {
			t.Errorf("%s: got %s: %s", row.why, known.Code, known.Message)
		}
	}
}

func TestJSON(t *testing.T) {
	type object = map[string]any
	type list = []any
	for text, want := range map[string]any{
		` null `:                       nil,
		`true`:                         true,
		`0`:                            int64(0),
		`-0`:                           int64(0),
		`9223372036854775807`:          int64(math.MaxInt64),
		`-9223372036854775808`:         int64(math.MinInt64),
		`2.0`:                          2.0,
		`1e2`:                          100.0,
		`-1.5E-1`:                      -0.15,
		`"\"\\\/\b\f\n\r\t\u00e9€😀"`:   "\"\\/\b\f\n\r\té€😀",
		`"\ud83d\ude00"`:               "😀",
		`[]`:                           list{},
		`[1,[2,{"a":[]}]]`:             list{int64(1), list{int64(2), object{"a": list{}}}},
		`{}`:                           object{},
		"{\"a\" :\t1 ,\r\n\"b\":\"\"}": object{"a": int64(1), "b": ""},
	} {
		got, err := ParseJSON([]byte(text))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %#v, %v, want %#v", text, got, err, want)
		}
	}
}

// FuzzJSON holds the parser against the standard library's: what ours takes, that one takes too, with the same meaning.
func FuzzJSON(f *testing.F) {
	for _, seed := range []string{`{"a":[1,2.5,"x",null,true]}`, `"\ud83d\ude00"`, `[[[]]]`, `-0`, `1e5`, `{"a":1,"a":2}`, "\"\x80\""} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		ours, err := ParseJSON(text)
		if err != nil {
			return
		}
		if !utf8.Valid(text) {
			t.Fatal("took bytes that are no UTF-8")
		}
		decoder := json.NewDecoder(bytes.NewReader(text))
		decoder.UseNumber()
		var theirs any
		if err := decoder.Decode(&theirs); err != nil {
			t.Fatalf("took what encoding/json refuses: %v", err)
		}
		if !reflect.DeepEqual(ours, plainNumbers(t, theirs)) {
			t.Fatalf("ours %#v, theirs %#v", ours, theirs)
		}
	})
}

func plainNumbers(t *testing.T, v any) any {
	switch v := v.(type) {
	case json.Number:
		if n, err := v.Int64(); err == nil && !strings.ContainsAny(v.String(), ".eE") {
			return n
		}
		n, err := v.Float64()
		if err != nil {
			t.Fatal(err)
		}
		return n
	case []any:
		for i := range v {
			v[i] = plainNumbers(t, v[i])
		}
	case map[string]any:
		for key := range v {
			v[key] = plainNumbers(t, v[key])
		}
	}
	return v
}
