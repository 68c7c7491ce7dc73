package xmlrpc

import (
	"fmt"
	"strconv"
	"strings"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// extensions is the namespace of Apache's additional types, whose usual prefix is ex.
const extensions = "http://ws.apache.org/xmlrpc/namespaces/extensions"

// message is a methodCall of which the name has been read. The parameters are read when they are asked for.
type message struct {
	*protocols.XMLReader
	method string
}

// odd is a scalar that no function takes: a dateTime, base64, an int that is none. It is left to the schema to refuse, which knows
// the path; the text says what was found.
type odd string

func (o odd) String() string { return string(o) }

// open reads a methodCall up to the end of its name.
func open(body []byte) (*message, error) {
	reader, err := protocols.NewXMLReader(body)
	if err != nil {
		return nil, err
	}
	reader.Depth = 3*protocols.MaxDepth + 8 // an array or struct takes three elements
	m := &message{XMLReader: reader}
	if err := m.enter("methodCall"); err != nil {
		return nil, err
	}
	if err := m.enter("methodName"); err != nil {
		return nil, err
	}
	m.method, err = m.Content()
	return m, err
}

// enter goes past the start tag of an element that must come next.
func (m *message) enter(name string) error {
	more, err := m.next(name)
	if err == nil && !more {
		err = m.Wrong("<" + name + ">")
	}
	return err
}

// next goes past the start tag of an element, or past the end of the one around it.
func (m *message) next(name string) (more bool, err error) {
	tag, more, err := m.Child()
	if err == nil && more && (tag.Name != name || tag.Space != "") {
		err = m.Wrong("<" + name + ">")
	}
	return more, err
}

// parameters reads what stands behind the name, to the end of the document.
func (m *message) parameters() ([]any, error) {
	given, err := m.next("params")
	if err != nil || !given {
		return nil, m.finish(err)
	}
	var list []any
	for {
		more, err := m.next("param")
		if err != nil {
			return nil, err
		}
		if !more {
			return list, m.finish(m.End())
		}
		v, err := m.element(0)
		if err == nil {
			err = m.End()
		}
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
}

func (m *message) finish(err error) error {
	if err != nil {
		return err
	}
	return m.Finish()
}

// element reads a whole <value>. depth is how many arrays and structs are around it.
func (m *message) element(depth int) (any, error) {
	if err := m.enter("value"); err != nil {
		return nil, err
	}
	return m.value(depth)
}

// value reads a <value> whose start tag has been read, and goes past its end. Without a type it is text.
func (m *message) value(depth int) (any, error) {
	if err := m.CountValue(); err != nil {
		return nil, err
	}
	tag, err := m.Next()
	if err != nil || !tag.Start {
		return tag.Text, err
	}
	if strings.Trim(tag.Text, " \t\r\n") != "" {
		return nil, m.Wrong("either text or a type inside <value>")
	}
	v, err := m.typed(tag, depth)
	if err == nil {
		err = m.End()
	}
	return v, err
}

// typed reads what stands in the element of a type, whose start tag has been read, and goes past its end.
func (m *message) typed(tag protocols.XMLTag, depth int) (any, error) {
	name := tag.Name
	if tag.Space != "" && (tag.Space != extensions || name != "nil" && name != "i8") {
		return nil, m.Wrong("a type of XML-RPC")
	}
	switch name {
	case "array":
		return m.array(depth + 1)
	case "struct":
		return m.members(depth + 1)
	case "nil":
		return nil, m.End()
	case "int", "i4", "i8", "boolean", "double", "string", "dateTime.iso8601", "base64":
		text, err := m.Content()
		return scalar(name, text), err
	}
	return nil, m.Wrong("a type of XML-RPC")
}

// scalar reads the text of a type. Whole numbers may have a plus sign and zeros before them, and up to 64 bits whatever their type
// is called; blanks are not permitted (specification, "What is the legal syntax for numbers").
func scalar(name, text string) any {
	switch name {
	case "string":
		return text
	case "int", "i4", "i8":
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return n
		}
	case "boolean":
		if text == "0" || text == "1" {
			return text == "1"
		}
	case "double":
		if f, ok := protocols.ParseDecimal(text); ok {
			return f
		}
	case "base64":
		return odd(name)
	default:
		return odd("a " + name)
	}
	return odd(fmt.Sprintf("the %s %.40q", name, text))
}

// array reads what stands in an <array>, and goes past its end. A missing <data> is an empty one.
func (m *message) array(depth int) (any, error) {
	list := []any{}
	filled, err := m.next("data")
	if err != nil || !filled {
		return list, err
	}
	if depth > protocols.MaxDepth {
		return nil, protocols.TooDeep("")
	}
	for {
		more, err := m.next("value")
		if err != nil {
			return nil, err
		}
		if !more {
			return list, m.End()
		}
		v, err := m.value(depth)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
}

// members reads what stands in a <struct>, and goes past its end.
func (m *message) members(depth int) (any, error) {
	if depth > protocols.MaxDepth {
		return nil, protocols.TooDeep("")
	}
	object := map[string]any{}
	for {
		more, err := m.next("member")
		if err != nil || !more {
			return object, err
		}
		if err := m.member(object, depth); err != nil {
			return nil, err
		}
	}
}

func (m *message) member(object map[string]any, depth int) error {
	if err := m.enter("name"); err != nil {
		return err
	}
	name, err := m.Content()
	if err != nil {
		return err
	}
	if _, twice := object[name]; twice {
		return call.Errorf(call.InvalidParameter, "The name %.40q stands twice in one struct.", name)
	}
	if object[name], err = m.element(depth); err != nil {
		return err
	}
	return m.End()
}
