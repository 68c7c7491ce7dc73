package conformance

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/docs"
	"gatehouse/server/protocols"
)

// Writer is the client's side of a wire: what docs.Face.Write does.
type Writer struct {
	Write   func(f *call.Function, arguments map[string]any) (*docs.Message, error)
	Handler func(d *call.Dispatcher) http.Handler
	Literal string // why a list is its items one after the other, and nothing is known of keys that are not declared; empty: it is not so
}

// writtenCalls is how many calls with made-up arguments are written for each function.
const writtenCalls = 25

// Run holds that arguments of every function of the suite arrive as they were written.
func (w Writer) Run(t *testing.T) {
	w.limits(t)
	for _, f := range Functions() {
		said := 0
		for seed := range uint64(writtenCalls) {
			if w.Arrives(t, NewWorld("").Dispatcher(), f, MadeUp(seed, f)) {
				said++
			}
		}
		if said < writtenCalls/2 {
			t.Errorf("%s: only %d of %d calls can be said", f.Name, said, writtenCalls)
		}
	}
}

// limits writes what is as large and as deep as can be written, and more.
func (w Writer) limits(t *testing.T) {
	f := Find("core_numbers_echo")
	deep, objects := any(int64(1)), any("x")
	for depth := range protocols.MaxDepth + 2 {
		w.Arrives(t, NewWorld("").Dispatcher(), f, map[string]any{"values": deep})
		w.Arrives(t, NewWorld("").Dispatcher(), f, map[string]any{"other": deep, "values": list{}})
		w.Arrives(t, NewWorld("").Dispatcher(), f, object{"values": list{}, "other": objects})
		objects = object{"a": objects}
		if deep = any(list{deep}); depth%2 == 1 {
			deep = object{"a": deep}
		}
	}
	for _, n := range []int{protocols.MaxIndex + 1, protocols.MaxIndex + 2, protocols.MaxValues - 100, protocols.MaxValues - protocols.MaxDepth, protocols.MaxValues} {
		numbers := make(list, n)
		for i := range numbers {
			numbers[i] = int64(i)
		}
		said := w.Arrives(t, NewWorld("").Dispatcher(), f, object{"values": numbers})
		if said != (n <= protocols.MaxIndex+1) && said != (n <= protocols.MaxValues-100) {
			t.Errorf("%d values can be said: %v", n, said)
		}
	}
	text := strings.Repeat("x", protocols.MaxBody)
	if w.Arrives(t, NewWorld("").Dispatcher(), Find("core_text_echo"), object{"value": text}) {
		t.Error("a body past the limit is written")
	}
}

// hostileArguments are mostly wrong, each for some function in its own way. "?" stands for a text.
var hostileArguments = []string{
	`{"rows":[{"id":1,"name":"?","parts":[{"label":"?","at":{"x":1}}],"tags":["?"]}]}`, `{"rows":[{"id":1,"name":"?","tags":[]}]}`,
	`{"rows":[{"id":1,"name":{},"tags":["?",null]}]}`, `{"rows":[{"id":1,"name":"?","tags":[null,"?"],"parts":null}]}`, `{"rows":[{"id":1,"name":"?","parts":["?"]}]}`,
	`{"rows":null,"?":{"?":[]}}`, `{"rows":[[]],"b":[[1,[{}]]]}`, `{"rows":{"0":{},"1":1e300}}`, `{"rows":{}}`, `{"rows":[{"id":1,"name":"","?":"?"}]}`, `{"?":1}`,
	`{"limit":1.0,"options":{},"ids":[],"missing":null}`, `{"limit":null}`, `{"word":null,"ids":[null]}`, `{"options":{"depth":9,"wide":null}}`, `{"options":{"wide":null}}`,
	`{"options":"?"}`, `{"options":[],"ids":{}}`, `{"ids":[7]}`, `{"present":null,"text":null}`, `{"text":"?"}`, `{"b":{"0":1,"1":2}}`, `{"0":"?","a b":{"0":1,"1":2}}`, `{"values":["","?"]}`,
	`{"wstoken":"?","wsfunction":"x","moodlewsrestformat":1}`, `{"value":9223372036854775807}`, `{"value":[true]}`, `{"value":[]}`, `{"value":{"value":-0.0}}`, `{"value":1.0}`,
	strings.Repeat(`{"a":[`, 40) + strings.Repeat(`]}`, 40),
}

// Fuzz holds that hostile arguments are refused, or written so that they arrive as they are. Each "?" in the JSON stands for a text,
// which need not be UTF-8.
func (w Writer) Fuzz(f *testing.F) {
	functions := Functions()
	for which := range functions {
		for _, seed := range hostileArguments {
			f.Add(which, seed, "]]>\r\n<&\"'%5B= é")
		}
	}
	for _, hostile := range []string{"\x00", "\xff", "\uFFFE", "\x1b", " ", "", "0", "a b", "]", "[0]", "true", "007"} {
		for _, seed := range hostileArguments {
			f.Add(0, seed, hostile)
		}
	}
	f.Fuzz(func(t *testing.T, which int, text, hostile string) {
		arguments, err := call.ParseArguments(text)
		if err != nil {
			return
		}
		function := functions[uint(which)%uint(len(functions))]
		w.Arrives(t, NewWorld("").Dispatcher(), function, replaced(arguments, hostile).(map[string]any))
	})
}

func replaced(v any, hostile string) any {
	switch v := v.(type) {
	case string:
		return strings.ReplaceAll(v, "?", hostile)
	case []any:
		for i := range v {
			v[i] = replaced(v[i], hostile)
		}
	case map[string]any:
		object := make(map[string]any, len(v))
		for key, value := range v {
			object[strings.ReplaceAll(key, "?", hostile)] = replaced(value, hostile)
		}
		return object
	}
	return v
}

// Arrives writes a call and lets the handler read it. It says whether the wire could say it.
func (w Writer) Arrives(t *testing.T, d *call.Dispatcher, f *call.Function, arguments map[string]any) bool {
	t.Helper()
	m, err := w.Write(f, arguments)
	if err != nil {
		e, known := err.(*call.Error)
		if !known || e.Code != call.InvalidParameter && e.Code != call.BodyTooLarge || e.Message == "" {
			t.Errorf("%s %v: refused with %#v", f.Name, arguments, err)
		}
		return false
	}
	if m.Form == nil && m.Kind != docs.BinaryBody && bytes.Contains(m.Body, []byte(docs.CredentialMark)) {
		t.Errorf("%s %v: the mark of the token is in %q", f.Name, arguments, m.Body)
	}
	if !wellFormed(m) {
		t.Errorf("%s %v: broken: %s", f.Name, arguments, m.Body)
	}
	trial := &call.Trial{Until: call.ToTheExample}
	send(w.Handler(d), m, trial)
	read := trial.Arguments()
	switch {
	case len(trial.Outcomes()) != 1 || trial.Outcomes()[0].Request.Function != f.Name:
		t.Errorf("%s %v: is no call of it: %s", f.Name, arguments, m.Body)
	case len(read) == 0: // a reader may count parameters where there are none, and take a list for one value given twice
		if w.Literal == "" && len(f.Parameters.Fields) > 0 || acceptable(d, f, arguments) {
			t.Errorf("%s %v: is not read: %v\n%s", f.Name, arguments, trial.Outcomes()[0].Err, m.Body)
		}
	default:
		want, got := w.canonical(arguments, f.Parameters), w.canonical(read[0], f.Parameters)
		if !reflect.DeepEqual(want, got) {
			t.Errorf("%s: sent\n%v\nread\n%v\nout of\n%s", f.Name, want, got, m.Body)
		}
	}
	return true
}

// wellFormed asks readers that are not ours.
func wellFormed(m *docs.Message) bool {
	switch m.Kind {
	case docs.JSONBody:
		return json.Valid(m.Body)
	case docs.XMLBody:
		for decoder := xml.NewDecoder(bytes.NewReader(m.Body)); ; {
			if _, err := decoder.RawToken(); err != nil {
				return err == io.EOF
			}
		}
	}
	return true
}

func send(h http.Handler, m *docs.Message, trial *call.Trial) {
	body := string(m.Body)
	if m.Form != nil {
		body = docs.Shown(body, "token")
	}
	r := httptest.NewRequest(m.Method, m.Path, strings.NewReader(body))
	for _, header := range m.Header {
		r.Header.Add(header.Name, docs.Shown(header.Value, "token"))
	}
	h.ServeHTTP(httptest.NewRecorder(), r.WithContext(call.WithCaller(r.Context(), &call.Caller{Trial: trial})))
}

// acceptable says whether arguments would be taken if no wire was between.
func acceptable(d *call.Dispatcher, f *call.Function, arguments map[string]any) bool {
	trial := &call.Trial{Until: call.ToTheExample}
	_, err := d.Call(call.WithCaller(context.Background(), &call.Caller{Trial: trial}), &call.Request{
		Function: f.Name, Arguments: func() (map[string]any, error) { return arguments, nil },
	})
	return call.AsError(err) == nil || call.AsError(err).Code != call.InvalidParameter
}

// MadeUp are arguments that fit the shapes of a function's parameters, and often their types.
func MadeUp(seed uint64, f *call.Function) map[string]any {
	m := maker{rand.New(rand.NewPCG(seed, 6))}
	return m.value(f.Parameters).(map[string]any)
}

func (m maker) value(s *call.Schema) any {
	switch {
	case s.Nullable && s.Presence != call.Required && m.IntN(8) == 0:
		return nil
	case s.Shape == call.List:
		list := []any{}
		for range m.IntN(4) + 1 {
			list = append(list, m.value(s.Item))
		}
		return list
	case s.Shape == call.Object:
		object := map[string]any{}
		for i := range s.Fields {
			if f := &s.Fields[i]; f.Presence == call.Required || m.IntN(2) == 0 {
				object[f.Name] = m.value(f.Schema)
			}
		}
		return object
	case s.Type == call.Int:
		return m.whole()
	case s.Type == call.Float:
		return m.float()
	case s.Type == call.Bool:
		return m.IntN(2) == 0
	}
	return m.text()
}
