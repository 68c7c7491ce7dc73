package rest

import (
	"net/url"
	"strconv"
	"strings"

	"gatehouse/server/call"
	"gatehouse/server/docs"
	"gatehouse/server/protocols"
)

// WriteMoodle writes a call to Moodle's address, as its clients do: everything in a form. It is a docs.Face's Write.
//
// A form has text only, and no key for what holds nothing. So null, an empty list and an empty object are left out where that says the
// same, and refused elsewhere; keys that are no words, or that the address takes for itself, are refused too.
func WriteMoodle(f *call.Function, arguments map[string]any) (*docs.Message, error) {
	if err := (protocols.Sayable{Text: noForm}).Check(arguments); err != nil {
		return nil, err
	}
	form := &formWriter{list: []docs.Header{
		{Name: "wstoken", Value: docs.CredentialMark}, {Name: parameterFunction, Value: f.Name}, {Name: parameterFormat, Value: "json"},
	}}
	for _, e := range protocols.Entries(arguments, f.Parameters) {
		if byToken.reserves(e.Name) {
			return nil, call.Invalid(e.Name, "is a name that this address takes for itself.")
		}
		if err := form.entry(e.Name, e.Name, e); err != nil {
			return nil, err
		}
	}
	m, err := protocols.Sent("/webservice/rest/server.php", docs.FormBody, "application/x-www-form-urlencoded", form.encoded())
	if err == nil {
		m.Form = form.list
	}
	return m, err
}

// noForm refuses what stands for the token in a form.
func noForm(text string) string {
	if strings.Contains(text, docs.CredentialMark) {
		return "holds the character NUL, which this form does not carry."
	}
	return ""
}

// formWriter flattens arguments as PHP does: groups[0][courseid].
type formWriter struct{ list []docs.Header }

func (w *formWriter) encoded() []byte {
	var b []byte
	for i, pair := range w.list {
		if i > 0 {
			b = append(b, '&')
		}
		b = append(append(append(b, escaped(pair.Name)...), '='), escaped(pair.Value)...)
	}
	return b
}

// escaped leaves brackets as they are, which every server takes and people can read, and the mark of the token.
func escaped(text string) string {
	return unescapeSome.Replace(url.QueryEscape(text))
}

var unescapeSome = strings.NewReplacer("%5B", "[", "%5D", "]", "%00", docs.CredentialMark)

// entry writes a key of an object, which path names in errors.
func (w *formWriter) entry(key, path string, e protocols.Entry) error {
	if !protocols.FormKey(e.Name) {
		return call.Invalid(path, "is a key that a form cannot carry: only letters, digits and _.")
	}
	return w.value(key, path, e.Value, e.Schema, sameWhenLeftOut(e.Value, e.Schema))
}

// value writes what stands under a key. omitted says that nothing may be written instead.
func (w *formWriter) value(key, path string, v any, s *call.Schema, omitted bool) error {
	before := len(w.list)
	switch v := v.(type) {
	case nil:
	case bool:
		w.add(key, map[bool]string{true: "1", false: "0"}[v])
	case int64:
		w.add(key, strconv.FormatInt(v, 10))
	case float64:
		w.add(key, strconv.FormatFloat(v, 'g', -1, 64))
	case string:
		w.add(key, v)
	case []any:
		if err := w.items(key, path, v, protocols.ItemOf(s)); err != nil {
			return err
		}
	case map[string]any:
		for _, e := range protocols.Entries(v, s) {
			if err := w.entry(key+"["+e.Name+"]", protocols.PathBelow(path, e.Name), e); err != nil {
				return err
			}
		}
	}
	switch {
	case len(w.list) > protocols.MaxValues:
		return protocols.TooMany()
	case len(w.list) == before && !omitted:
		return call.Invalid(path, "is %s, which a form cannot say. Send JSON, or leave it out.", nothing(v))
	}
	return nil
}

func (w *formWriter) add(key, value string) {
	w.list = append(w.list, docs.Header{Name: key, Value: value})
}

func (w *formWriter) items(key, path string, list []any, s *call.Schema) error {
	if len(list) > protocols.MaxIndex+1 {
		return call.Invalid(path, "has more than %d items.", protocols.MaxIndex+1)
	}
	for i, item := range list {
		at := "[" + strconv.Itoa(i) + "]"
		if err := w.value(key+at, path+at, item, s, false); err != nil {
			return err
		}
	}
	return nil
}

// sameWhenLeftOut says whether a value means what its absence means. An object whose keys are all left out is an empty one by then.
func sameWhenLeftOut(v any, s *call.Schema) bool {
	switch {
	case s == nil || s.Presence == call.Required:
		return false
	case v == nil:
		return s.Presence == call.Optional && s.Nullable || s.Presence == call.Defaulted && s.Default == nil
	case s.Presence != call.Defaulted:
		return false
	}
	switch s.Default.(type) {
	case []any, map[string]any: // which are empty: no others are declared
		return true
	}
	return false
}

func nothing(v any) string {
	switch v.(type) {
	case []any:
		return "an empty list"
	case map[string]any:
		return "an object with nothing in it"
	}
	return "null"
}
