package rest

import (
	"reflect"
	"strconv"
	"unicode/utf8"

	"gatehouse/server/call"
)

// buffer is an answer in the making.
type buffer struct{ data []byte }

func (b *buffer) text(s string) { b.data = append(b.data, s...) }

// document writes a result as Moodle's XML: every declared key stands in it, also one that has no value.
func (b *buffer) document(v call.Value) {
	b.text(xmlHead)
	b.text("<RESPONSE>\n")
	if v.Schema.Shape != call.Nothing {
		b.node(v)
	}
	b.text("</RESPONSE>\n")
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8" ?>` + "\n"

func (b *buffer) node(v call.Value) {
	switch v.Schema.Shape {
	case call.Scalar:
		if v.Null() {
			b.text("<VALUE null=\"null\"/>\n")
			return
		}
		b.text("<VALUE>")
		b.scalar(v)
		b.text("</VALUE>\n")
	case call.List:
		b.text("<MULTIPLE>\n")
		if !v.Null() {
			for i := range v.Len() {
				b.node(v.Item(i))
			}
		}
		b.text("</MULTIPLE>\n")
	case call.Object:
		b.text("<SINGLE>\n")
		for i := range v.Schema.Fields {
			b.text(`<KEY name="`)
			b.text(v.Schema.Fields[i].Name)
			b.text(`">`)
			b.node(v.Field(i))
			b.text("</KEY>\n")
		}
		b.text("</SINGLE>\n")
	}
}

func (b *buffer) scalar(v call.Value) {
	switch v.Kind() {
	case reflect.String:
		b.xml(v.Text())
	case reflect.Bool:
		if v.Bool() {
			b.text("1")
		} else {
			b.text("0")
		}
	case reflect.Float64:
		b.data = strconv.AppendFloat(b.data, v.Float(), 'g', -1, 64)
	default:
		b.data = strconv.AppendInt(b.data, v.Int(), 10)
	}
}

// xml escapes text. What XML 1.0 cannot hold is left out rather than making the whole document unreadable.
func (b *buffer) xml(s string) {
	start := 0
	for i := 0; i < len(s); {
		width, replacement := 1, ""
		switch c := s[i]; {
		case c == '&':
			replacement = "&amp;"
		case c == '<':
			replacement = "&lt;"
		case c == '>':
			replacement = "&gt;"
		case c == '"':
			replacement = "&quot;"
		case c >= utf8.RuneSelf:
			var r rune
			if r, width = utf8.DecodeRuneInString(s[i:]); r != 0xFFFE && r != 0xFFFF && (r != utf8.RuneError || width > 1) {
				i += width
				continue
			}
		case c >= ' ' || c == '\t' || c == '\n' || c == '\r':
			i++
			continue
		}
		b.text(s[start:i])
		b.text(replacement)
		i += width
		start = i
	}
	b.text(s[start:])
}

// style is how JSON is written: as PHP does for Moodle's clients, or plainly.
type style struct {
	asciiOnly  bool // \u00e9 for é, \/ for /
	emptyLists bool // an object none of whose keys is there is [], as an empty PHP array is
}

var (
	phpStyle   = style{asciiOnly: true, emptyLists: true}
	plainStyle = style{}
)

// phpJSON writes a result as PHP's json_encode would.
func (b *buffer) phpJSON(v call.Value) { b.json(v, phpStyle) }

func (b *buffer) json(v call.Value, s style) {
	if v.Schema.Shape == call.Nothing || v.Null() {
		b.text("null")
		return
	}
	switch v.Schema.Shape {
	case call.Scalar:
		b.jsonScalar(v, s)
	case call.List:
		b.text("[")
		for i := range v.Len() {
			if i > 0 {
				b.text(",")
			}
			b.json(v.Item(i), s)
		}
		b.text("]")
	case call.Object:
		b.jsonObject(v, s)
	}
}

func (b *buffer) jsonObject(v call.Value, s style) {
	start := len(b.data)
	for i := range v.Schema.Fields {
		f := &v.Schema.Fields[i]
		field := v.Field(i)
		if field.Absent() {
			continue
		}
		first := byte(',')
		if len(b.data) == start {
			first = '{'
		}
		b.data = append(b.data, first, '"')
		b.data = append(b.data, f.Name...) // a word: nothing in it needs escaping
		b.data = append(b.data, '"', ':')
		b.json(field, s)
	}
	switch {
	case len(b.data) > start:
		b.text("}")
	case s.emptyLists:
		b.text("[]")
	default:
		b.text("{}")
	}
}

func (b *buffer) jsonScalar(v call.Value, s style) {
	switch v.Kind() {
	case reflect.String:
		b.quoted(v.Text(), s.asciiOnly)
	case reflect.Bool:
		b.data = strconv.AppendBool(b.data, v.Bool())
	case reflect.Float64:
		b.data = strconv.AppendFloat(b.data, v.Float(), 'g', -1, 64)
	default:
		b.data = strconv.AppendInt(b.data, v.Int(), 10)
	}
}

const hexDigits = "0123456789abcdef"

// asItIs says of each byte whether it may stand in a JSON string as it is.
var asItIs = func() (table [256]bool) {
	for c := ' '; c < utf8.RuneSelf; c++ {
		table[c] = c != '"' && c != '\\'
	}
	return table
}()

// quoted writes a JSON string.
func (b *buffer) quoted(s string, asciiOnly bool) {
	b.data = append(b.data, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if asItIs[c] && (c != '/' || !asciiOnly) {
			i++
			continue
		}
		if c < utf8.RuneSelf {
			b.text(s[start:i])
			b.escape(c)
			i++
			start = i
			continue
		}
		r, width := utf8.DecodeRuneInString(s[i:])
		if !asciiOnly && (r != utf8.RuneError || width > 1) {
			i += width
			continue
		}
		b.text(s[start:i])
		b.unicode(r)
		i += width
		start = i
	}
	b.text(s[start:])
	b.data = append(b.data, '"')
}

func (b *buffer) escape(c byte) {
	switch c {
	case '\n':
		b.text(`\n`)
	case '\r':
		b.text(`\r`)
	case '\t':
		b.text(`\t`)
	case '\b':
		b.text(`\b`)
	case '\f':
		b.text(`\f`)
	case '"', '\\', '/':
		b.data = append(b.data, '\\', c)
	default:
		b.unicode(rune(c))
	}
}

// unicode writes a character by its number, past 16 bits as a surrogate pair.
func (b *buffer) unicode(r rune) {
	if r >= 0x10000 {
		r -= 0x10000
		b.unicode(0xD800 + r>>10)
		r = 0xDC00 + r&0x3FF
	}
	b.data = append(b.data, '\\', 'u', hexDigits[r>>12&15], hexDigits[r>>8&15], hexDigits[r>>4&15], hexDigits[r&15])
}

// failure writes an error in Moodle's form.
func (b *buffer) failure(e *call.Error, json bool) {
	if json {
		b.text(`{"exception":`)
		b.quoted(class(e.Code), true)
		b.text(`,"errorcode":`)
		b.quoted(string(e.Code), true)
		b.text(`,"message":`)
		b.quoted(e.Error(), true)
		b.text("}")
		return
	}
	b.text(xmlHead)
	b.text(`<EXCEPTION class="`)
	b.xml(class(e.Code))
	b.text("\">\n<ERRORCODE>")
	b.xml(string(e.Code))
	b.text("</ERRORCODE>\n<MESSAGE>")
	b.xml(e.Error())
	b.text("</MESSAGE>\n</EXCEPTION>\n")
}

// classes are the PHP classes that Moodle 4.5 names besides the code. Clients should look at the code; some look at the class.
var classes = map[call.Code]string{
	call.InvalidParameter:  `core\exception\invalid_parameter_exception`,
	call.AccessDenied:      `webservice_access_exception`,
	call.FunctionUnknown:   `dml_missing_record_exception`,
	call.UserNotFound:      `dml_missing_record_exception`,
	call.NotFound:          `dml_missing_record_exception`,
	call.NoPermission:      `core\exception\required_capability_exception`,
	call.RestrictedContext: `core_external\restricted_context_exception`,
	call.CannotEnter:       `core\exception\require_login_exception`,
	call.Internal:          `core\exception\coding_exception`,
}

func class(c call.Code) string {
	if name, ok := classes[c]; ok {
		return name
	}
	return `core\exception\moodle_exception`
}

// JSON is a result as plain JSON.
func JSON(v call.Value) []byte {
	var b buffer
	b.json(v, plainStyle)
	return b.data
}
