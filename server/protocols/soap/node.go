package soap

import (
	"strings"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// node is an element of a request with all that it holds: a text, or further elements. There may be many, so that they are small.
type node struct {
	name    string
	text    string
	nodes   []node
	link    *link // nil: it has no id and refers to nothing
	kind    kind
	null    bool // xsi:nil
	foreign bool // it stands in a namespace that is not ours
	open    bool // a reference to it is being followed
}

// link is how values refer to one another.
type link struct{ id, target string }

// kind is what an element says of its type.
type kind uint8

const (
	untyped kind = iota
	textKind
	wholeKind
	floatKind
	boolKind
	base64Kind
	arrayKind
	mapKind
	structKind // any other
)

// node reads the element whose start tag has just been read.
func (m *message) node(tag *protocols.XMLTag) (node, error) {
	n := node{name: tag.Name, foreign: tag.Space != "" && tag.Space != Namespace}
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
			return n, call.Errorf(call.InvalidParameter, "The element %s holds both text and elements.", protocols.Printable(n.name))
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
		a := &tag.Attributes[i]
		var err error
		switch a.Space {
		case instanceSpace:
			err = m.instance(n, a)
		case m.encoding:
			err = n.encoded(a)
		case "":
			err = n.linked(a)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (m *message) instance(n *node, a *protocols.XMLAttribute) error {
	switch a.Name {
	case "nil":
		n.null = a.Value == "true" || a.Value == "1"
	case "type":
		space, name, ok := m.xml.Resolve(a.Value)
		if !ok {
			return call.Errorf(call.InvalidParameter, "The type of the element %s has a prefix that is not declared.", protocols.Printable(n.name))
		}
		if n.kind != arrayKind {
			n.kind = m.kindOf(space, name)
		}
	}
	return nil
}

// kindOf sorts types: those of XML Schema, their doubles in SOAP's encoding, and all others.
func (m *message) kindOf(space, name string) kind {
	switch space {
	case mapSpace:
		if name == "Map" {
			return mapKind
		}
	case m.encoding:
		if name == "Array" {
			return arrayKind
		}
		if name != "Struct" {
			return simpleKind(name)
		}
	case schemaSpace:
		return simpleKind(name)
	}
	return structKind
}

func simpleKind(name string) kind {
	switch name {
	case "int", "long", "integer", "short", "byte", "unsignedByte", "unsignedShort", "unsignedInt", "unsignedLong",
		"nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger":
		return wholeKind
	case "double", "float", "decimal":
		return floatKind
	case "boolean":
		return boolKind
	case "base64Binary", "base64":
		return base64Kind
	case "anyType", "ur-type":
		return untyped
	}
	return textKind
}

// encoded takes an attribute of SOAP's encoding: SOAP 1.1, section 5; SOAP 1.2 part 2, section 3.
func (n *node) encoded(a *protocols.XMLAttribute) error {
	switch a.Name {
	case "arrayType", "arraySize":
		n.kind = arrayKind
		size := strings.Trim(a.Value[strings.LastIndexByte(a.Value, '[')+1:], " ")
		if strings.ContainsAny(size, ", ") {
			return call.Errorf(call.InvalidParameter, "The array %s has more than one dimension, which is not read here.", protocols.Printable(n.name))
		}
	case "itemType":
		n.kind = arrayKind
	case "offset", "position":
		return call.Errorf(call.InvalidParameter, "The array %s is sparse, which is not read here.", protocols.Printable(n.name))
	case "id":
		n.linking().id = a.Value
	case "ref":
		n.linking().target = a.Value
	}
	return nil
}

// linked takes an attribute of SOAP 1.1 that refers to a value, or lets others refer to this one.
func (n *node) linked(a *protocols.XMLAttribute) error {
	switch a.Name {
	case "id":
		n.linking().id = a.Value
	case "href":
		local, ok := strings.CutPrefix(a.Value, "#")
		if !ok {
			return call.Errorf(call.InvalidParameter, "The element %s refers to something outside the message, which is not read.", protocols.Printable(n.name))
		}
		n.linking().target = local
	}
	return nil
}

func (n *node) linking() *link {
	if n.link == nil {
		n.link = &link{}
	}
	return n.link
}
