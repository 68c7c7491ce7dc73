package protocols

import (
	"strings"

	"gatehouse/server/call"
)

const (
	xmlSpace   = "http://www.w3.org/XML/1998/namespace"
	xmlnsSpace = "http://www.w3.org/2000/xmlns/"
)

// startTag reads a start tag.
func (x *XMLReader) startTag() (XMLTag, error) {
	if len(x.open) == x.Depth {
		return XMLTag{}, call.Errorf(call.InvalidParameter, "The elements of the XML are nested more than %d deep.", x.Depth)
	}
	if x.elements++; x.elements > maxElements {
		return XMLTag{}, TooMany()
	}
	x.at++
	name := x.name()
	if name == "" {
		return XMLTag{}, x.wrong("the name of an element, in ASCII")
	}
	x.open = append(x.open, openElement{name, len(x.namespaces)})
	if err := x.readAttributes(); err != nil {
		return XMLTag{}, err
	}
	if err := x.resolveAttributes(); err != nil {
		return XMLTag{}, err
	}
	tag := XMLTag{Start: true, Attributes: x.attributes}
	var ok bool
	if tag.Space, tag.Name, ok = x.Resolve(name); !ok {
		return XMLTag{}, x.undeclared(name)
	}
	return tag, nil
}

func (x *XMLReader) undeclared(name string) error {
	return call.Errorf(call.InvalidParameter, "The XML uses the name %s, whose prefix is not declared.", Printable(name))
}

// endTag goes past an end tag, which must be that of the innermost open element.
func (x *XMLReader) endTag() error {
	if len(x.open) == 0 {
		return x.wrong("an opening tag")
	}
	want := x.open[len(x.open)-1].name
	if x.at += len("</"); !strings.HasPrefix(x.text[x.at:], want) {
		return x.wrong("</" + Printable(want) + ">")
	}
	x.at += len(want)
	x.blanks()
	if x.next() != '>' {
		return x.wrong("</" + Printable(want) + ">")
	}
	x.at++
	x.pop()
	return nil
}

func (x *XMLReader) pop() {
	last := len(x.open) - 1
	x.namespaces = x.namespaces[:x.open[last].namespaces]
	x.open = x.open[:last]
}

// next is the byte at hand, 0 at the end.
func (x *XMLReader) next() byte {
	if x.at < len(x.text) {
		return x.text[x.at]
	}
	return 0
}

// blanks goes past blanks and says whether there were any.
func (x *XMLReader) blanks() bool {
	start := x.at
	for c := x.next(); c == ' ' || c == '\t' || c == '\n' || c == '\r'; c = x.next() {
		x.at++
	}
	return x.at > start
}

// name reads a name with or without a prefix; empty when there is none.
func (x *XMLReader) name() string {
	start := x.at
	for c := x.next(); c == ':' || nameByte(c); c = x.next() {
		x.at++
	}
	return x.text[start:x.at]
}

func nameByte(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '.' || c >= '0' && c <= '9'
}

// validName says whether s is a name without a prefix.
func validName(s string) bool {
	if s == "" || s[0] == '-' || s[0] == '.' || s[0] >= '0' && s[0] <= '9' {
		return false
	}
	for i := range len(s) {
		if !nameByte(s[i]) {
			return false
		}
	}
	return true
}

// readAttributes reads the rest of a start tag: the attributes as they are written, the declarations of namespaces apart.
func (x *XMLReader) readAttributes() error {
	x.attributes = x.attributes[:0]
	for declared := 0; ; {
		separated := x.blanks()
		switch rest := x.text[x.at:]; {
		case strings.HasPrefix(rest, ">"):
			x.at++
			return nil
		case strings.HasPrefix(rest, "/>"):
			x.at += 2
			x.selfClosed = true
			return nil
		case !separated:
			return x.wrong("a blank, > or />")
		case len(x.attributes)+declared == maxAttributes:
			return call.Errorf(call.InvalidParameter, "An element of the XML has more than %d attributes.", maxAttributes)
		}
		if x.attributed++; x.attributed > maxElements {
			return TooMany()
		}
		name, value, err := x.attribute()
		if err != nil {
			return err
		}
		prefix, declares := strings.CutPrefix(name, "xmlns")
		if !declares || prefix != "" && prefix[0] != ':' {
			x.attributes = append(x.attributes, XMLAttribute{Name: name, Value: value})
			continue
		}
		declared++
		if err := x.declare(strings.TrimPrefix(prefix, ":"), prefix != "", value); err != nil {
			return err
		}
	}
}

func (x *XMLReader) attribute() (name, value string, err error) {
	if name = x.name(); name == "" {
		return "", "", x.wrong("the name of an attribute, in ASCII")
	}
	x.blanks()
	if x.next() != '=' {
		return "", "", x.wrong("= and a value in quotes")
	}
	x.at++
	x.blanks()
	quote := x.next()
	if quote != '"' && quote != '\'' {
		return "", "", x.wrong("a value in quotes")
	}
	x.at++
	end := strings.IndexByte(x.text[x.at:], quote)
	if end < 0 {
		return "", "", x.wrong("a closing quote")
	}
	raw := x.text[x.at : x.at+end]
	if strings.IndexByte(raw, '<') >= 0 {
		return "", "", x.wrong("&lt; for the character < in an attribute")
	}
	x.at += end + 1
	value, err = x.references(oneLine(raw))
	return name, value, err
}

// oneLine turns the blanks of an attribute's value into spaces: XML 1.0, section 3.3.3.
func oneLine(value string) string {
	if !strings.ContainsAny(value, "\t\r\n") {
		return value
	}
	return strings.NewReplacer("\r\n", " ", "\t", " ", "\r", " ", "\n", " ").Replace(value)
}

// declare takes xmlns="uri" or xmlns:prefix="uri" into scope.
func (x *XMLReader) declare(prefix string, prefixed bool, uri string) error {
	reserved := prefix == "xmlns" || (prefix == "xml") != (uri == xmlSpace) || uri == xmlnsSpace
	if prefixed && (!validName(prefix) || uri == "") || reserved {
		return x.wrong("a namespace that may be declared")
	}
	for _, n := range x.namespaces[x.open[len(x.open)-1].namespaces:] {
		if n.prefix == prefix {
			return x.wrong("each namespace once in one tag")
		}
	}
	if len(x.namespaces) == maxNamespaces {
		return call.Errorf(call.InvalidParameter, "The XML declares more than %d namespaces in one place.", maxNamespaces)
	}
	x.namespaces = append(x.namespaces, namespace{prefix, uri})
	return nil
}

// space returns the namespace of a prefix, "" being the default one.
func (x *XMLReader) space(prefix string) (uri string, ok bool) {
	for i := len(x.namespaces) - 1; i >= 0; i-- {
		if x.namespaces[i].prefix == prefix {
			return x.namespaces[i].uri, true
		}
	}
	if prefix == "xml" {
		return xmlSpace, true
	}
	return "", prefix == ""
}

// resolveAttributes puts namespaces in the place of prefixes, and refuses an attribute twice.
func (x *XMLReader) resolveAttributes() error {
	for i := range x.attributes {
		a := &x.attributes[i]
		switch prefix, name, prefixed := strings.Cut(a.Name, ":"); {
		case !prefixed && !validName(a.Name):
			return x.wrong("the name of an attribute, in ASCII")
		case prefixed:
			space, ok := x.space(prefix)
			if !ok || !validName(prefix) || !validName(name) {
				return x.undeclared(a.Name)
			}
			a.Space, a.Name = space, name
		}
		for _, other := range x.attributes[:i] {
			if other.Name == a.Name && other.Space == a.Space {
				return call.Errorf(call.InvalidParameter, "The XML has the attribute %s twice in one tag.", Printable(a.Name))
			}
		}
	}
	return nil
}
