package soap

import (
	"net/http"
	"reflect"
	"strconv"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// buffer is an answer in the making.
type buffer struct{ data []byte }

// answer sends an envelope.
func answer(w http.ResponseWriter, contentType []string, status int, write func(b *buffer)) {
	w.Header()["Content-Type"] = contentType
	protocols.Answer(w, status, func(data []byte) []byte {
		b := buffer{data}
		write(&b)
		return b.data
	})
}

// text writes what is XML already.
func (b *buffer) text(parts ...string) {
	for _, part := range parts {
		b.data = append(b.data, part...)
	}
}

// xml writes any text.
func (b *buffer) xml(text string) { b.data = protocols.AppendXML(b.data, text) }

// field writes an element that holds a text.
func (b *buffer) field(name, text string) {
	b.text("<", name, ">")
	b.xml(text)
	b.text("</", name, ">")
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// envelope begins an envelope, up to where further namespaces may be declared.
func (b *buffer) envelope(v *version) {
	b.text(xmlHead, "<", v.prefix, ":Envelope xmlns:", v.prefix, `="`, v.envelope, `"`)
}

// open and end write the tags of an element of the envelope.
func (b *buffer) open(v *version, name string) { b.text("<", v.prefix, ":", name, ">") }

func (b *buffer) end(v *version, names ...string) {
	for _, name := range names {
		b.text("</", v.prefix, ":", name, ">")
	}
}

// scalar writes a value as XML Schema spells it.
func (b *buffer) scalar(v call.Value) {
	switch v.Kind() {
	case reflect.String:
		b.xml(v.Text())
	case reflect.Bool:
		b.data = strconv.AppendBool(b.data, v.Bool())
	case reflect.Float64:
		b.data = strconv.AppendFloat(b.data, v.Float(), 'g', -1, 64)
	default:
		b.data = strconv.AppendInt(b.data, v.Int(), 10)
	}
}
