package soap

import (
	"strings"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// node is an element of a request with all that it holds: a text, or further elements.
type node struct {
	space, name         string
	typeSpace, typeName string // of xsi:type
	null                bool   // xsi:nil
	array               bool   // SOAP's encoding says that it is one
	id, reference       string // the name that others refer to it by, and the one that it refers to
	text                string
	nodes               []node
	open                bool // a reference to it is being followed
}

// node reads the element whose start tag has just been read.
func (m *message) node(tag *protocols.XMLTag) (node, error) {
	n := node{space: tag.Space, name: tag.Name}
	if err := m.attributes(&n, tag); err != nil {
		return n, err
	}
	for {
		next, err := m.xml.Next()
		switch {
		case err != nil:
			return n, err
		case !next.Start && len(n.nodes) == 0:
			n.text = next.Text
			return n, nil
		case !blank(next.Text):
			return n, call.Errorf(call.InvalidParameter, "The element %s holds both text and elements.", tag.Name)
		case !next.Start:
			return n, nil
		}
		inner, err := m.node(&next)
		if err != nil {
			return n, err
		}
		n.nodes = append(n.nodes, inner)
	}
}

func blank(text string) bool { return strings.Trim(text, " \t\r\n") == "" }

// attributes takes what the attributes of an element say about its value.
func (m *message) attributes(n *node, tag *protocols.XMLTag) error {
	for i := range tag.Attributes {
		switch a := &tag.Attributes[i]; a.Space {
		case instanceSpace:
			if err := m.instance(n, a); err != nil {
				return err
			}
		case m.encoding:
			if err := n.encoded(a); err != nil {
				return err
			}
		case "":
			switch a.Name {
			case "id":
				n.id = a.Value
			case "href":
				local, ok := strings.CutPrefix(a.Value, "#")
				if !ok {
					return call.Errorf(call.InvalidParameter, "The element %s refers to something outside the message, which is not read.", n.name)
				}
				n.reference = local
			}
		}
	}
	return nil
}

func (m *message) instance(n *node, a *protocols.XMLAttribute) error {
	switch a.Name {
	case "nil":
		n.null = a.Value == "true" || a.Value == "1"
	case "type":
		var ok bool
		if n.typeSpace, n.typeName, ok = m.xml.Resolve(a.Value); !ok {
			return call.Errorf(call.InvalidParameter, "The type of the element %s has a prefix that is not declared.", n.name)
		}
	}
	return nil
}

// encoded takes an attribute of SOAP's encoding: SOAP 1.1, section 5; SOAP 1.2 part 2, section 3.
func (n *node) encoded(a *protocols.XMLAttribute) error {
	switch a.Name {
	case "arrayType", "itemType", "arraySize":
		n.array = true
		size := a.Value[strings.LastIndexByte(a.Value, '[')+1:]
		if a.Name != "itemType" && (strings.ContainsRune(size, ',') || a.Name == "arraySize" && strings.ContainsRune(strings.Trim(size, " "), ' ')) {
			return call.Errorf(call.InvalidParameter, "The array %s has more than one dimension, which is not read here.", n.name)
		}
	case "nodeType":
		n.array = a.Value == "array"
	case "offset", "position":
		return call.Errorf(call.InvalidParameter, "The array %s is sparse, which is not read here.", n.name)
	case "id":
		n.id = a.Value
	case "ref":
		n.reference = a.Value
	}
	return nil
}
