package amf

import (
	"math"

	"gatehouse/server/call"
	"gatehouse/server/docs"
	"gatehouse/server/protocols"
)

// WriteCall writes a call as a NetConnection sends it: a packet with one body for the function, whose one argument is an object of the
// parameters, in AMF3. It is a docs.Face's Write. Whole numbers past 53 bits are written as their digits, because a number is a double.
func WriteCall(f *call.Function, arguments map[string]any) (*docs.Message, error) {
	if err := (protocols.Sayable{}).Check(arguments); err != nil {
		return nil, err
	}
	if err := protocols.NamesKnown(f, arguments); err != nil {
		return nil, err
	}
	w := &writer{}
	w.list(1)
	w.bytes(switch3)
	w.three = true
	if err := w.any("", arguments, f.Parameters); err != nil {
		return nil, err
	}
	return protocols.Sent("/webservice/amf", docs.BinaryBody, contentType[0], packetOf(3, part{f.Name, "/1", w.b}), docs.Bearer)
}

// part is a body of a packet: what it asks, where the answer goes, and its value.
type part struct {
	target, response string
	value            []byte
}

func packetOf(version int, parts ...part) []byte {
	w := &writer{}
	w.u16(version)
	w.u16(0)
	w.u16(len(parts))
	for _, p := range parts {
		w.key(p.target)
		w.key(p.response)
		w.u32(len(p.value))
		w.b = append(w.b, p.value...)
	}
	return w.b
}

// any writes what JSON can say. It fails where an object has a key that AMF has not.
func (w *writer) any(path string, v any, s *call.Schema) error {
	switch v := v.(type) {
	case nil:
		w.null()
	case bool:
		w.boolean(v)
	case int64:
		w.whole(v)
	case float64:
		w.double(v)
	case string:
		w.text(v)
	case []any:
		w.list(len(v))
		for _, item := range v {
			if err := w.any(path, item, protocols.ItemOf(s)); err != nil {
				return err
			}
		}
	case map[string]any:
		return w.fields(path, v, s)
	}
	return nil
}

func (w *writer) fields(path string, object map[string]any, s *call.Schema) error {
	w.object()
	for _, e := range protocols.Entries(object, s) {
		below := protocols.PathBelow(path, e.Name)
		if e.Name == "" || !w.three && len(e.Name) > math.MaxUint16 {
			return call.Invalid(below, "has a key that AMF cannot say: an empty one ends an object, and AMF0 has none of more than 64 KiB.")
		}
		w.key(e.Name)
		if err := w.any(below, e.Value, e.Schema); err != nil {
			return err
		}
	}
	w.end()
	return nil
}
