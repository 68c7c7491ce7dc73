package xmlrpc

import (
	"math"
	"reflect"
	"strconv"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// style is what differs between answers.
type style struct {
	moodle    bool // Moodle's address: no request id in faults, and an object without keys is an empty array, as in PHP
	void      Void
	requestID string
}

// encoder writes an answer.
type encoder struct {
	b []byte
	style
}

func (e *encoder) text(s string) { e.b = append(e.b, s...) }

const (
	head  = `<?xml version="1.0" encoding="UTF-8"?><methodResponse>`
	foot  = `</methodResponse>`
	empty = "<value><string/></value>"
)

// response writes a methodResponse.
func (e *encoder) response(r result) {
	e.text(head)
	switch {
	case r.err != nil:
		e.text("<fault>")
		e.fault(r.err)
		e.text("</fault>")
	case e.void == VoidParams && r.isVoid():
		e.text("<params/>")
	default:
		e.text("<params><param>")
		e.result(r)
		e.text("</param></params>")
	}
	e.text(foot)
}

func (r *result) isVoid() bool { return r.system == nil && r.value.Schema.Shape == call.Nothing }

// result writes what a call that did not fail came to.
func (e *encoder) result(r result) {
	if r.system != nil {
		r.system(e)
		return
	}
	e.value(r.value)
}

// value writes a result.
func (e *encoder) value(v call.Value) {
	if v.Schema.Shape == call.Nothing || v.Null() {
		e.nothing()
		return
	}
	switch v.Schema.Shape {
	case call.Scalar:
		e.scalar(v)
	case call.List:
		e.array(v.Len(), func(i int) { e.value(v.Item(i)) })
	case call.Object:
		e.object(v)
	}
}

// nothing writes null.
func (e *encoder) nothing() {
	if e.void == VoidNil {
		e.text("<value><nil/></value>")
		return
	}
	e.text(empty)
}

func (e *encoder) scalar(v call.Value) {
	switch v.Kind() {
	case reflect.String:
		e.string(v.Text())
	case reflect.Bool:
		if v.Bool() {
			e.text("<value><boolean>1</boolean></value>")
		} else {
			e.text("<value><boolean>0</boolean></value>")
		}
	case reflect.Float64: // the specification has no exponents
		e.text("<value><double>")
		e.b = strconv.AppendFloat(e.b, v.Float(), 'f', -1, 64)
		e.text("</double></value>")
	default:
		e.int(v.Int())
	}
}

// int writes a whole number: as an i8 when it does not fit into the 32 bits of an int.
func (e *encoder) int(n int64) {
	if n < math.MinInt32 || n > math.MaxInt32 {
		e.text("<value><i8>")
		e.b = strconv.AppendInt(e.b, n, 10)
		e.text("</i8></value>")
		return
	}
	e.text("<value><int>")
	e.b = strconv.AppendInt(e.b, n, 10)
	e.text("</int></value>")
}

func (e *encoder) string(s string) {
	if s == "" {
		e.text(empty)
		return
	}
	e.text("<value><string>")
	e.b = protocols.AppendXML(e.b, s)
	e.text("</string></value>")
}

// array writes an array of n values.
func (e *encoder) array(n int, item func(i int)) {
	if n == 0 {
		e.text("<value><array><data/></array></value>")
		return
	}
	e.text("<value><array><data>")
	for i := range n {
		item(i)
	}
	e.text("</data></array></value>")
}

func (e *encoder) object(v call.Value) {
	start := len(e.b)
	e.text("<value><struct>")
	for i := range v.Schema.Fields {
		if field := v.Field(i); !field.Absent() {
			e.member(v.Schema.Fields[i].Name, func() { e.value(field) })
		}
	}
	if len(e.b) > start+len("<value><struct>") {
		e.text("</struct></value>")
		return
	}
	e.b = e.b[:start]
	if e.moodle {
		e.array(0, nil)
		return
	}
	e.text("<value><struct/></value>")
}

// member writes a member of a struct. The name needs no escaping.
func (e *encoder) member(name string, value func()) {
	e.text("<member><name>")
	e.text(name)
	e.text("</name>")
	value()
	e.text("</member>")
}

func (e *encoder) open()  { e.text("<value><struct>") }
func (e *encoder) close() { e.text("</struct></value>") }
