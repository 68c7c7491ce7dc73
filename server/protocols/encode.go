package protocols

import (
	"reflect"
	"strconv"
	"sync"
	"unicode/utf8"

	"gatehouse/server/call"
)

// JSONStyle is how JSON is written.
type JSONStyle int

// The styles.
const (
	// PlainStyle writes UTF-8 as it is.
	PlainStyle JSONStyle = iota
	// PHPStyle writes what PHP's json_encode writes for Moodle's clients: \u00e9 for é, \/ for /, and [] for an object none of
	// whose keys is there, because that is an empty PHP array.
	PHPStyle
)

// AppendJSON writes a result as JSON behind b.
func AppendJSON(b []byte, v call.Value, s JSONStyle) []byte {
	plan, ok := jsonPlans.Load(v.Schema)
	if !ok {
		plan, _ = jsonPlans.LoadOrStore(v.Schema, newJSONPlan(v.Schema))
	}
	return plan.(*jsonPlan).append(b, v.Go(), s)
}

// jsonPlans holds what is prepared for each schema: *call.Schema to *jsonPlan. Schemas are as many as functions.
var jsonPlans sync.Map

// jsonPlan is a schema prepared for writing, so that the walk asks nothing twice.
type jsonPlan struct {
	shape    call.Shape
	kind     reflect.Kind // of a Scalar: Int, Float64, Bool or String
	pointer  bool
	optional bool // and nil when absent
	fields   []jsonField
	item     *jsonPlan
	kept     *keptLists // nil when lists are written anew each time
}

// jsonField is a key, quoted: with what stands before it when it is the first one written, and when it is not.
type jsonField struct {
	first, next string
	index       int
	*jsonPlan
}

func newJSONPlan(s *call.Schema) *jsonPlan {
	p := &jsonPlan{shape: s.Shape, pointer: s.Pointer(), optional: s.Presence == call.Optional && (s.Pointer() || s.Shape == call.List)}
	switch s.Type {
	case call.Int:
		p.kind = reflect.Int
	case call.Float:
		p.kind = reflect.Float64
	case call.Bool:
		p.kind = reflect.Bool
	default:
		p.kind = reflect.String
	}
	if s.Item != nil {
		p.item = newJSONPlan(s.Item)
	}
	if s.Kept {
		p.kept = &keptLists{}
	}
	for i := range s.Fields {
		f := &s.Fields[i]
		key := `"` + f.Name + `":` // a word: nothing in it needs escaping
		p.fields = append(p.fields, jsonField{"{" + key, "," + key, f.Index(), newJSONPlan(f.Schema)})
	}
	return p
}

func (p *jsonPlan) append(b []byte, v reflect.Value, s JSONStyle) []byte {
	if p.pointer {
		if v.IsNil() {
			return append(b, "null"...)
		}
		v = v.Elem()
	}
	switch p.shape {
	case call.Scalar:
		return p.appendScalar(b, v, s)
	case call.Object:
		return p.appendObject(b, v, s)
	case call.List:
		if p.kept != nil {
			return p.kept.append(b, v, s, p)
		}
		return p.appendList(b, v, s)
	}
	return append(b, "null"...)
}

func (p *jsonPlan) appendList(b []byte, v reflect.Value, s JSONStyle) []byte {
	b = append(b, '[')
	for i := range v.Len() {
		if i > 0 {
			b = append(b, ',')
		}
		b = p.item.append(b, v.Index(i), s)
	}
	return append(b, ']')
}

func (p *jsonPlan) appendObject(b []byte, v reflect.Value, s JSONStyle) []byte {
	start := len(b)
	for i := range p.fields {
		f := &p.fields[i]
		value := v.Field(f.index)
		if f.optional && value.IsNil() {
			continue
		}
		if len(b) == start {
			b = append(b, f.first...)
		} else {
			b = append(b, f.next...)
		}
		b = f.append(b, value, s)
	}
	switch {
	case len(b) > start:
		return append(b, '}')
	case s == PHPStyle:
		return append(b, "[]"...)
	}
	return append(b, "{}"...)
}

func (p *jsonPlan) appendScalar(b []byte, v reflect.Value, s JSONStyle) []byte {
	switch p.kind {
	case reflect.String:
		return AppendQuoted(b, v.String(), s)
	case reflect.Bool:
		return strconv.AppendBool(b, v.Bool())
	case reflect.Float64:
		return strconv.AppendFloat(b, v.Float(), 'g', -1, 64)
	}
	return strconv.AppendInt(b, v.Int(), 10)
}

// asItIs says of each byte whether it may stand in a JSON string as it is, and whether that holds for a style that escapes slashes too.
var asItIs, asItIsButSlash = func() (all, butSlash [256]bool) {
	for c := ' '; c < utf8.RuneSelf; c++ {
		all[c] = c != '"' && c != '\\'
		butSlash[c] = all[c] && c != '/'
	}
	return all, butSlash
}()

// AppendQuoted writes a text as a JSON string behind b.
func AppendQuoted(b []byte, text string, s JSONStyle) []byte {
	table := &asItIs
	if s == PHPStyle {
		table = &asItIsButSlash
	}
	b = append(b, '"')
	start := 0
	for i := 0; i < len(text); {
		if len(text)-i >= 8 && eightAsTheyAre(text[i:i+8], s) {
			i += 8
			continue
		}
		if table[text[i]] {
			i++
			continue
		}
		if text[i] < utf8.RuneSelf {
			b = appendEscape(append(b, text[start:i]...), text[i])
			i++
			start = i
			continue
		}
		r, width := utf8.DecodeRuneInString(text[i:])
		if s == PHPStyle || r == utf8.RuneError && width == 1 {
			b = appendUnicode(append(b, text[start:i]...), r)
			start = i + width
		}
		i += width
	}
	return append(append(b, text[start:]...), '"')
}

// eightAsTheyAre says whether none of eight bytes needs an escape. It looks at all of them at once: of a word of eight bytes below 0x80 a
// subtraction from each sets a highest bit only where a byte is smaller than what is taken from it, and a byte is zero after an
// exclusive or only where it is the one that is looked for. A byte that borrows from the next is found itself.
func eightAsTheyAre(text string, s JSONStyle) bool {
	const each, highest = 0x0101010101010101, 0x8080808080808080
	_ = text[7]
	word := uint64(text[0]) | uint64(text[1])<<8 | uint64(text[2])<<16 | uint64(text[3])<<24 |
		uint64(text[4])<<32 | uint64(text[5])<<40 | uint64(text[6])<<48 | uint64(text[7])<<56
	found := word | (word - each*' ') | ((word ^ each*'"') - each) | ((word ^ each*'\\') - each)
	if s == PHPStyle {
		found |= (word ^ each*'/') - each
	}
	return found&highest == 0
}

func appendEscape(b []byte, c byte) []byte {
	switch c {
	case '\n':
		return append(b, `\n`...)
	case '\r':
		return append(b, `\r`...)
	case '\t':
		return append(b, `\t`...)
	case '\b':
		return append(b, `\b`...)
	case '\f':
		return append(b, `\f`...)
	case '"', '\\', '/':
		return append(b, '\\', c)
	}
	return appendUnicode(b, rune(c))
}

const hexDigits = "0123456789abcdef"

// appendUnicode writes a character by its number, past 16 bits as a surrogate pair.
func appendUnicode(b []byte, r rune) []byte {
	if r >= 0x10000 {
		r -= 0x10000
		b = appendUnicode(b, 0xD800+r>>10)
		r = 0xDC00 + r&0x3FF
	}
	return append(b, '\\', 'u', hexDigits[r>>12&15], hexDigits[r>>8&15], hexDigits[r>>4&15], hexDigits[r&15])
}
