package soap

import (
	"regexp"
	"strconv"

	"gatehouse/server/call"
	"gatehouse/server/docs"
	"gatehouse/server/protocols"
)

// WriteOwn writes a call to our own address as our document describes it: document/literal, in SOAP 1.1. It is a docs.Face's Write.
//
// A list is its items one after the other. So what is left of an empty one, and of one that begins with null, is refused where it would
// be read as something else; so are an empty object where a text belongs, and the other way round.
func WriteOwn(f *call.Function, arguments map[string]any) (*docs.Message, error) {
	if err := (protocols.Sayable{Text: protocols.NoXML}).Check(arguments); err != nil {
		return nil, err
	}
	w := &callWriter{}
	w.envelope(soap11)
	w.text(` xmlns:xsi="`, instanceSpace, `">`)
	w.open(soap11, "Body")
	w.text("<", f.Name, ` xmlns="`, Namespace, `">`)
	if err := w.fields("", arguments, f.Parameters); err != nil {
		return nil, err
	}
	w.text("</", f.Name, ">")
	w.end(soap11, "Body", "Envelope")
	return sent(ownPath, w.data, docs.Header{Name: "SOAPAction", Value: `"` + Namespace + "#" + f.Name + `"`})
}

// sent is an envelope of SOAP 1.1 as a message, for people to read.
func sent(path string, envelope []byte, action docs.Header) (*docs.Message, error) {
	return protocols.Sent(path, docs.XMLBody, soap11.contentType[0], protocols.IndentXML(envelope), action, docs.Bearer)
}

// callWriter is the answer's buffer, with what only a request has: values without a schema, which may be wrong.
type callWriter struct{ buffer }

// elementName is what our reader takes for a name: XML has more, but none that we declare.
var elementName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.-]*$`)

func checkName(path, name string) error {
	if !elementName.MatchString(name) {
		return call.Invalid(path, "is a key that cannot be the name of an element.")
	}
	return nil
}

func (w *callWriter) fields(path string, object map[string]any, s *call.Schema) error {
	for _, e := range protocols.Entries(object, s) {
		below := protocols.PathBelow(path, e.Name)
		err := checkName(below, e.Name)
		if err != nil {
			return err
		}
		if list, ok := e.Value.([]any); ok {
			err = w.list(below, e.Name, list, e.Schema)
		} else {
			err = w.one(below, e.Name, e.Value, e.Schema)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// list writes the items of a list that is a field.
func (w *callWriter) list(path, name string, list []any, s *call.Schema) error {
	if len(list) == 0 {
		if s != nil && s.Presence == call.Defaulted && emptyList(s.Default) {
			return nil
		}
		return call.Invalid(path, "is an empty list, which cannot be told from none here. Leave it out.")
	}
	if list[0] == nil {
		return call.Invalid(path+"[0]", "is null, which says here that the whole list is. Put it behind another item.")
	}
	item := protocols.ItemOf(s)
	if s == nil || s.Shape != call.List {
		item = s // a list where none is declared: its items are as many of that
	}
	for i, v := range list {
		if err := w.item(path+"["+strconv.Itoa(i)+"]", name, v, item); err != nil {
			return err
		}
	}
	return nil
}

func emptyList(v any) bool {
	list, ok := v.([]any)
	return ok && len(list) == 0
}

// one writes a value that is no list.
func (w *callWriter) one(path, name string, v any, s *call.Schema) error {
	if s != nil && s.Shape == call.List && v != nil {
		s = s.Item // it is a list of one here
	}
	return w.item(path, name, v, s)
}

// item writes an element. A list inside a list has an element of its own around its items.
func (w *callWriter) item(path, name string, v any, s *call.Schema) error {
	if v == nil {
		w.text("<", name, ` xsi:nil="true"/>`)
		return nil
	}
	w.text("<", name, ">")
	if err := w.inside(path, v, s); err != nil {
		return err
	}
	w.text("</", name, ">")
	return nil
}

func (w *callWriter) inside(path string, v any, s *call.Schema) error {
	object := s != nil && s.Shape == call.Object
	switch v := v.(type) {
	case map[string]any:
		if len(v) == 0 && !object {
			return call.Invalid(path, "is an empty object, which cannot be told from an empty text here.")
		}
		return w.fields(path, v, s)
	case []any:
		if s == nil || s.Shape != call.List {
			return call.Invalid(path, "is a list inside a list, which is not declared here and cannot be said.")
		}
		for i, item := range v {
			if err := w.item(path+"["+strconv.Itoa(i)+"]", itemName, item, s.Item); err != nil {
				return err
			}
		}
		return nil
	}
	text := plain(v)
	if blank(text) && s != nil && s.Shape != call.Scalar {
		return call.Invalid(path, "is an empty text, which cannot be told from %s without anything in it here.", s.Expects())
	}
	w.xml(text)
	return nil
}

// plain is a value as XML Schema spells it.
func plain(v any) string {
	switch v := v.(type) {
	case bool:
		return strconv.FormatBool(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case string:
		return v
	}
	return ""
}
