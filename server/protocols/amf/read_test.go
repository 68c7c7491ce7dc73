package amf

import (
	"encoding/hex"
	"math"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// bytesOf turns hexadecimal digits with blanks between them into bytes; text in quotes stands for itself.
func bytesOf(t testing.TB, text string) string {
	t.Helper()
	var b strings.Builder
	for i, part := range strings.Split(text, "'") {
		if i%2 == 1 {
			b.WriteString(part)
			continue
		}
		raw, err := hex.DecodeString(strings.ReplaceAll(part, " ", ""))
		if err != nil {
			t.Fatalf("%q: %v", part, err)
		}
		b.Write(raw)
	}
	return b.String()
}

// read reads one value as AMF0, and makes it.
func read(data string) (any, error) {
	tree, _, err := readTree(data, 0, true, &budget{})
	if err != nil {
		return nil, err
	}
	return tree.value(0)
}

func TestValuesRefused(t *testing.T) {
	for _, row := range []struct{ why, data, says string }{
		{"nothing", "", "breaks off"},
		{"an unknown marker", "20", "marker"},
		{"a movie clip", "04", "marker"},
		{"a value that its sender could not write", "0d", "marker"},
		{"a record set", "0e", "marker"},
		{"the end of an object that did not begin", "09", "marker"},
		{"something behind the value", "05 05", "nothing more"},
		{"half a number", "00 3ff0", "breaks off"},
		{"a text shorter than announced", "02 0005 'ab'", "breaks off"},
		{"a text of four gigabytes", "0c ffffffff 'ab'", "breaks off"},
		{"a list of four billion", "0a ffffffff 05", "announces 4294967295 values"},
		{"text that is not UTF-8", "02 0002 c328", "UTF-8"},
		{"a surrogate in UTF-8", "02 0003 eda080", "UTF-8"},
		{"a key that is not UTF-8", "03 0001 ff 05 0000 09", "UTF-8"},
		{"an object without an end", "03 0001 'a' 05", "breaks off"},
		{"an empty key that ends nothing", "03 0000 05 0000 09", "end of an object"},
		{"a key twice", "03 0001 'a' 05 0001 'a' 05 0000 09", `"a" stands twice`},
		{"a reference to nothing", "07 0000", "nowhere"},
		{"a list that holds itself", "0a 00000001 07 0000", "holds itself"},
		{"an object inside one that holds the outer", "03 0001 'a' 03 0001 'b' 07 0000 0000 09 0000 09", "holds itself"},
		{"XML that defines something", "0f 00000012 '<!DOCTYPE a []><a>'", "document type"},
		{"nesting past the limit", strings.Repeat("0a 00000001 ", 65) + "05", "nested"},

		{"AMF3 that breaks off", "11", "breaks off"},
		{"an unknown marker of AMF3", "11 12", "marker"},
		{"a dictionary", "11 11 03 00", "marker"},
		{"half a whole number", "11 04 80", "breaks off"},
		{"a text longer than what is there", "11 06 ffffffff", "breaks off"},
		{"a text of AMF3 that is not UTF-8", "11 06 05 c328", "UTF-8"},
		{"a text by reference to nothing", "11 06 00", "nowhere"},
		{"a list of 256 million", "11 09 ffffffff 01", "announces"},
		{"an array that is both list and object", "11 09 03 03 'a' 01 01 01", "with keys and values without"},
		{"an array without the end of its keys", "11 09 01 03 'a' 01", "breaks off"},
		{"an array that holds itself", "11 09 03 01 09 00", "holds itself"},
		{"an object by reference to nothing", "11 0a 00", "nowhere"},
		{"traits by reference to nothing", "11 0a 01", "nowhere"},
		{"an object with 30 million members", "11 0a fffffff3 01", "announces"},
		{"a member without a name", "11 0a 13 01 01 01", "no name"},
		{"a member twice", "11 0a 23 01 03 'a' 03 'a' 01 01", `"a" stands twice`},
		{"a member and a key of the same name", "11 0a 1b 01 03 'a' 01 00 01 01", `"a" stands twice`},
		{"a class that writes itself", "11 0a 07 0b 'a.b.C' 01", "writes itself"},
		{"a collection of something else", "11 0a 07 43 'flex.messaging.io.ArrayCollection' 01", "array of a collection"},
		{"a collection that holds itself", "11 0a 07 43 'flex.messaging.io.ArrayCollection' 09 00", "holds itself"},
		{"a byte array longer than what is there", "11 0c ffffffff", "breaks off"},
		{"a vector of 256 million", "11 0d ffffffff 00", "announces"},
		{"a vector that breaks off", "11 0d 03 00 0000", "breaks off"},
		{"a vector of objects that holds itself", "11 10 03 00 01 10 00", "holds itself"},
		{"XML of AMF3 that defines something", "11 0b 25 '<!DOCTYPE a []><a>'", "document type"},
		{"nesting of AMF3 past the limit", "11 " + strings.Repeat("09 03 01 ", 65) + "01", "nested"},
	} {
		got, err := read(bytesOf(t, row.data))
		if err == nil {
			t.Errorf("%s: read as %#v", row.why, got)
			continue
		}
		if e := call.AsError(err); e.Code != call.InvalidParameter || !strings.Contains(e.Error(), row.says) {
			t.Errorf("%s: %v, want it to say %q", row.why, err, row.says)
		}
	}
}

type (
	items  = []any
	fields = map[string]any
)

func TestValues(t *testing.T) {
	for _, row := range []struct {
		why, data string
		want      any
	}{
		{"null", "05", nil},
		{"undefined", "06", nil},
		{"true", "01 01", true},
		{"anything but 0 is true", "01 07", true},
		{"false", "01 00", false},
		{"a whole number", "00 3ff0000000000000", int64(1)},
		{"a negative one", "00 c000000000000000", int64(-2)},
		{"a fraction", "00 3ff8000000000000", 1.5},
		{"minus zero", "00 8000000000000000", int64(0)},
		{"the largest exact whole number", "00 433fffffffffffff", int64(1<<53 - 1)},
		{"the next stands for two", "00 4340000000000000", float64(1 << 53)},
		{"infinity", "00 7ff0000000000000", math.Inf(1)},
		{"a text", "02 0003 'aé'", "aé"},
		{"an empty text", "02 0000", ""},
		{"a long text", "0c 00000002 'ab'", "ab"},
		{"XML as it is", "0f 00000004 '<a/>'", "<a/>"},
		{"a date is seconds", "0b 4278bcfe56800000 0000", int64(1_700_000_000)},
		{"half seconds stay", "0b 407f400000000000 0000", 0.5},
		{"an empty list", "0a 00000000", items{}},
		{"a list", "0a 00000002 05 01 01", items{nil, true}},
		{"an empty object", "03 0000 09", fields{}},
		{"an object", "03 0001 'a' 05 0002 'bc' 01 00 0000 09", fields{"a": nil, "bc": false}},
		{"a typed object is a plain one", "10 0003 'x.Y' 0001 'a' 05 0000 09", fields{"a": nil}},
		{"an array that counts is a list, whatever its number says", "08 00000009 0001 '0' 05 0001 '1' 01 01 0000 09", items{nil, true}},
		{"an empty array", "08 00000000 0000 09", items{}},
		{"an array with keys", "08 00000001 0001 'a' 05 0000 09", fields{"a": nil}},
		{"an array with a gap", "08 00000002 0001 '0' 05 0001 '2' 05 0000 09", fields{"0": nil, "2": nil}},
		{"a reference", "0a 00000002 03 0001 'a' 05 0000 09 07 0001", items{fields{"a": nil}, fields{"a": nil}}},
		{"a reference to a reference's target", "0a 00000003 0a 00000000 07 0001 07 0001", items{items{}, items{}, items{}}},

		{"null of AMF3", "11 01", nil},
		{"undefined of AMF3", "11 00", nil},
		{"false of AMF3", "11 02", false},
		{"true of AMF3", "11 03", true},
		{"a byte", "11 04 7f", int64(127)},
		{"two bytes", "11 04 8100", int64(128)},
		{"three bytes", "11 04 818000", int64(1 << 14)},
		{"four bytes", "11 04 80c08000", int64(1 << 21)},
		{"the largest of 29 bits", "11 04 bfffffff", int64(1<<28 - 1)},
		{"the smallest", "11 04 c0808000", int64(-1 << 28)},
		{"minus one", "11 04 ffffffff", int64(-1)},
		{"a double of AMF3", "11 05 3ff8000000000000", 1.5},
		{"a text of AMF3", "11 06 07 'aé'", "aé"},
		{"an empty text of AMF3", "11 06 01", ""},
		{"the same text again", "11 09 07 01 06 03 'a' 06 01 06 00", items{"a", "", "a"}},
		{"XML document", "11 07 09 '<a/>'", "<a/>"},
		{"XML of AMF3", "11 0b 09 '<a/>'", "<a/>"},
		{"the same XML again", "11 09 05 01 0b 09 '<a/>' 0b 02", items{"<a/>", "<a/>"}},
		{"a date of AMF3", "11 08 01 4278bcfe56800000", int64(1_700_000_000)},
		{"the same date again", "11 09 05 01 08 01 4278bcfe56800000 08 02", items{int64(1_700_000_000), int64(1_700_000_000)}},
		{"bytes", "11 0c 07 00ff10", "AP8Q"},
		{"the same bytes again", "11 09 05 01 0c 07 00ff10 0c 02", items{"AP8Q", "AP8Q"}},
		{"a list of AMF3", "11 09 05 01 01 03", items{nil, true}},
		{"an empty list of AMF3", "11 09 01 01", items{}},
		{"an array with keys of AMF3", "11 09 01 03 'a' 01 01", fields{"a": nil}},
		{"an array whose keys count", "11 09 01 03 '0' 01 03 '1' 03 01", items{nil, true}},
		{"an anonymous object", "11 0a 0b 01 03 'a' 01 01", fields{"a": nil}},
		{"an anonymous object with traits", "11 0a 13 01 03 'a' 03", fields{"a": true}},
		{"a typed object of AMF3", "11 0a 13 07 'x.Y' 03 'a' 03", fields{"a": true}},
		{"members and further keys", "11 0a 1b 01 03 'a' 03 03 'b' 02 01", fields{"a": true, "b": false}},
		{"two objects of the same traits", "11 09 05 01 0a 13 01 03 'a' 03 0a 01 02", items{fields{"a": true}, fields{"a": false}}},
		{"the same object again", "11 09 05 01 0a 0b 01 01 0a 02", items{fields{}, fields{}}},
		{"a key by reference", "11 09 05 01 06 03 'a' 0a 0b 01 00 01 01", items{"a", fields{"a": nil}}},
		{"a collection is its list", "11 0a 07 43 'flex.messaging.io.ArrayCollection' 09 03 01 03", items{true}},
		{"the list of a collection, and the collection again", "11 09 07 01 0a 07 43 'flex.messaging.io.ArrayCollection' 09 03 01 03 09 04 0a 02", items{items{true}, items{true}, items{true}}},
		{"a vector of whole numbers", "11 0d 05 00 00000001 ffffffff", items{int64(1), int64(-1)}},
		{"a vector of numbers without a sign", "11 0e 03 00 ffffffff", items{int64(math.MaxUint32)}},
		{"a vector of doubles", "11 0f 03 01 3ff8000000000000", items{1.5}},
		{"a vector of objects", "11 10 03 00 01 06 03 'a'", items{"a"}},
		{"all of a body share their tables", "0a 00000002 11 06 03 'a' 11 06 00", items{"a", "a"}},
		{"as deep as it may be", strings.Repeat("0a 00000001 ", 63) + "0a 00000000", nested(63)},
	} {
		got, err := read(bytesOf(t, row.data))
		if err != nil || !reflect.DeepEqual(got, row.want) {
			t.Errorf("%s: got %#v, %v, want %#v", row.why, got, err, row.want)
		}
	}
}

func nested(n int) any {
	if n == 0 {
		return items{}
	}
	return items{nested(n - 1)}
}

// in3 is AMF3 that write writes.
func in3(write func(w *writer)) string {
	w := &writer{}
	w.bytes(switch3)
	w.three = true
	write(w)
	return string(w.b)
}

// What is small on the wire and large in memory is refused before it is there.
func TestWhatUnfolds(t *testing.T) {
	doubling := "0a 00000011 0a 00000000" // 16 lists, each twice the one before
	for i := range 16 {
		doubling += " 0a 00000002" + strings.Repeat(" 07 00"+hex.EncodeToString([]byte{byte(i + 1)}), 2)
	}
	const many = 9_000
	long := strings.Repeat("x", 1<<17)
	for _, row := range []struct{ why, data, says string }{
		{"lists that double", bytesOf(t, doubling), "references"},
		{"a long text again and again", in3(func(w *writer) {
			w.list(many)
			w.text(long)
			w.b = append(w.b, bytesOf(t, strings.Repeat("06 00", many-1))...)
		}), "references"},
		{"a long byte array again and again", in3(func(w *writer) {
			w.list(many)
			w.bytes(byteArray3)
			w.key(long)
			w.b = append(w.b, bytesOf(t, strings.Repeat("0c 02", many-1))...)
		}), "references"},
		{"a long key again and again", in3(func(w *writer) {
			w.list(many)
			w.object()
			w.key(long)
			w.null()
			w.end()
			w.b = append(w.b, bytesOf(t, strings.Repeat("0a 0b 01 00 01 01", many-1))...)
		}), "references"},
		{"a long member's name again and again", in3(func(w *writer) {
			w.list(many)
			w.typed("", []string{long})
			w.null()
			w.b = append(w.b, bytesOf(t, strings.Repeat("0a 01 01", many-1))...)
		}), "references"},
		{"an object with a long key again and again", in3(func(w *writer) {
			w.list(many / 2)
			w.object()
			w.key(long)
			w.null()
			w.end()
			w.b = append(w.b, bytesOf(t, strings.Repeat("0a 02", many/2-1))...)
		}), "references"},
		{"more values than a request may hold", bytesOf(t, "0a 00004e21"+strings.Repeat(" 05", 20_001)), "20000"},
		{"more members than a request may hold values", in3(func(w *writer) { w.typed("", slices.Repeat([]string{"a"}, 30_000)) }), "20000"},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := read(row.data)
		runtime.ReadMemStats(&after)
		if err == nil || !strings.Contains(err.Error(), row.says) {
			t.Errorf("%s: %v, want it to say %q", row.why, err, row.says)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 8<<20 {
			t.Errorf("%s: %d MB were allocated", row.why, used>>20)
		}
	}
}

func TestAsManyValuesAsMayBe(t *testing.T) {
	data := bytesOf(t, "0a 00004e1f"+strings.Repeat(" 05", protocols.MaxValues-1))
	if got, err := read(data); err != nil || len(got.([]any)) != protocols.MaxValues-1 {
		t.Errorf("got %v", err)
	}
}
