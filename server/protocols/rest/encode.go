package rest

import (
	"reflect"
	"strconv"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// buffer is an answer in the making.
type buffer struct{ data []byte }

func (b *buffer) text(s string) { b.data = append(b.data, s...) }

func (b *buffer) json(v call.Value, s protocols.JSONStyle) {
	b.data = protocols.AppendJSON(b.data, v, s)
}

func (b *buffer) quoted(s string, style protocols.JSONStyle) {
	b.data = protocols.AppendQuoted(b.data, s, style)
}

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

func (b *buffer) xml(s string) { b.data = protocols.AppendXML(b.data, s) }

// failure writes an error in Moodle's form.
func (b *buffer) failure(e *call.Error, json bool) {
	if json {
		b.text(`{"exception":`)
		b.quoted(class(e.Code), protocols.PHPStyle)
		b.text(`,"errorcode":`)
		b.quoted(protocols.MoodleCode(e.Code), protocols.PHPStyle)
		b.text(`,"message":`)
		b.quoted(e.Error(), protocols.PHPStyle)
		b.text("}")
		return
	}
	b.text(xmlHead)
	b.text(`<EXCEPTION class="`)
	b.xml(class(e.Code))
	b.text("\">\n<ERRORCODE>")
	b.xml(protocols.MoodleCode(e.Code))
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
	call.CodingError:       `core\exception\coding_exception`,
	call.Internal:          `core\exception\coding_exception`,
}

func class(c call.Code) string {
	if name, ok := classes[c]; ok {
		return name
	}
	return `core\exception\moodle_exception`
}
