package amf

import (
	"context"

	"gatehouse/server/call"
)

// introspection is the class whose functions tell which others there are.
const introspection = "MethodDescriptor"

// describe writes something about the functions that a caller may call. class is the name under which they are listed.
type describe func(w *writer, class string, functions []*call.Function)

// introspections are the functions of that class.
var introspections = map[string]describe{
	"isConnected": func(w *writer, _ string, _ []*call.Function) { w.boolean(true) },
	"getClasses": func(w *writer, class string, _ []*call.Function) {
		w.list(1)
		w.text(class)
	},
	"getMethods": getMethods,
}

// introspect answers a caller who may call at all.
func (x *exchange) introspect(ctx context.Context, d describe) (func(w *writer), error) {
	functions, err := x.Dispatcher.Functions(ctx, x.request("", nil))
	return func(w *writer) { d(w, x.class, functions) }, err
}

// getMethods writes, in Moodle's shape, {CLASS: {docs, methods: {FUNCTION: {docs, params: [{name, required, docs}]}}}}.
func getMethods(w *writer, class string, functions []*call.Function) {
	w.object()
	w.key(class)
	w.object()
	w.pair("docs", "The functions that this caller may call.")
	w.key("methods")
	w.object()
	for _, f := range functions {
		w.key(f.Name)
		w.method(f)
	}
	w.end()
	w.end()
	w.end()
}

func (w *writer) method(f *call.Function) {
	w.object()
	w.pair("docs", f.Summary)
	w.key("params")
	w.list(len(f.Parameters.Fields))
	for i := range f.Parameters.Fields {
		p := &f.Parameters.Fields[i]
		w.object()
		w.pair("name", p.Name)
		w.key("required")
		w.boolean(p.Presence == call.Required)
		w.pair("docs", p.Doc)
		w.end()
	}
	w.end()
}
