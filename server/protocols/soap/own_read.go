package soap

import (
	"strings"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// literal reads values as the types of our document say them: an object is its fields in any order, a list its items one
// after the other, each called by the field's name. Names may stand in our namespace or in none. What does not fit is handed on as it
// is, for the dispatcher to refuse with its path.
type literal struct{ xml *protocols.XMLReader }

// object reads the fields of an object.
func (l *literal) object(n *node, s *call.Schema) (map[string]any, error) {
	object := make(map[string]any, len(n.nodes))
	for i := range n.nodes {
		inner := &n.nodes[i]
		if inner.foreign {
			return nil, call.Invalid(protocols.Printable(inner.name), "stands in another namespace. Expected: %s.", Namespace)
		}
		if err := l.field(object, inner, s); err != nil {
			return nil, err
		}
	}
	return object, nil
}

func (l *literal) field(object map[string]any, n *node, s *call.Schema) error {
	before, twice := object[n.name]
	f := field(s, n.name)
	switch {
	case f == nil:
		object[n.name] = n.text
		return nil
	case f.Shape == call.List:
		list, _ := before.([]any)
		if n.null && !twice {
			object[n.name] = nil
			return nil
		}
		item, err := l.value(n, f.Item)
		object[n.name] = append(list, item)
		return within(err, n.name, len(list))
	case twice:
		return call.Invalid(n.name, "is given twice")
	}
	value, err := l.value(n, f.Schema)
	object[n.name] = value
	return within(err, n.name, -1)
}

// field returns the field of that name, or nil.
func field(s *call.Schema, name string) *call.Field {
	for i := range s.Fields {
		if s.Fields[i].Name == name {
			return &s.Fields[i]
		}
	}
	return nil
}

func (l *literal) value(n *node, s *call.Schema) (any, error) {
	if err := l.xml.CountValue(); err != nil {
		return nil, err
	}
	switch {
	case n.null:
		return nil, nil
	case s.Shape == call.Object && (len(n.nodes) > 0 || blank(n.text)):
		return l.object(n, s)
	case s.Shape == call.List:
		return l.list(n, s)
	case len(n.nodes) > 0:
		return map[string]any{}, nil
	}
	return scalar(n.text, s), nil
}

// list reads a list inside a list, which has its items inside an element of its own.
func (l *literal) list(n *node, s *call.Schema) (any, error) {
	list := make([]any, len(n.nodes))
	for i := range n.nodes {
		item, err := l.value(&n.nodes[i], s.Item)
		if err != nil {
			return nil, within(err, "", i)
		}
		list[i] = item
	}
	return list, nil
}

// scalar reads a value that has no type of its own: as text, but yes and no as XML Schema spells them. Blanks around what is not
// text do not count (XML Schema part 2, section 4.3.6).
func scalar(text string, s *call.Schema) any {
	switch s.Type {
	case call.Bool:
		text = strings.Trim(text, " \t\r\n")
		switch text {
		case "true":
			return true
		case "false":
			return false
		}
	case call.Int, call.Float:
		text = strings.Trim(text, " \t\r\n")
	}
	return text
}
