package soap

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"gatehouse/server/call"
)

// types are the types that the document gives names to, one for each object. They are made of all functions that this server knows,
// so that a name does not depend on which of them a service holds.
type types struct {
	names map[*call.Schema]string
	named map[string]*namedType
}

// namedType is a type of the document.
type namedType struct {
	body string   // between the tags of xs:complexType
	uses []string // names of the types in it
}

// exceptionType is the type of a fault's detail, which no object may be called like.
const exceptionType = "WsException"

func newTypes(functions []*call.Function) *types {
	t := &types{names: map[*call.Schema]string{}, named: map[string]*namedType{exceptionType: {body: exceptionBody()}}}
	sorted := slices.SortedFunc(slices.Values(functions), func(a, b *call.Function) int { return strings.Compare(a.Name, b.Name) })
	for _, f := range sorted {
		for _, p := range f.Parameters.Fields {
			t.add(p.Schema, f.Name+"_"+p.Name)
		}
		t.add(f.Result, f.Name+"_"+returnName)
	}
	return t
}

// returnName is what a result is called.
const returnName = "return"

// add gives names to the objects of a schema, the inner ones first. path is what one without a name is called.
func (t *types) add(s *call.Schema, path string) {
	switch s.Shape {
	case call.List:
		t.add(s.Item, path)
	case call.Object:
		n := &namedType{}
		var body []byte
		for _, f := range s.Fields {
			t.add(f.Schema, path+"_"+f.Name)
			n.uses = append(n.uses, t.uses(f.Schema)...)
			body = t.appendElement(body, f.Name, f.Schema, false)
		}
		n.body = sequence(body)
		t.names[s] = t.name(s, path, n)
	}
}

// uses lists the types that the value of a schema is made of, without those inside them.
func (t *types) uses(s *call.Schema) []string {
	for s.Shape == call.List {
		s = s.Item
	}
	if s.Shape == call.Object {
		return []string{t.names[s]}
	}
	return nil
}

// name finds the name of an object: that of its Go type. Where another type of that name looks different, the first in the
// alphabetical order of functions keeps it, and a later one gets a part of its digest behind it.
func (t *types) name(s *call.Schema, path string, n *namedType) string {
	name := s.Name
	if !validType(name) {
		name = path
	}
	if taken := t.named[name]; taken != nil && taken.body != n.body {
		digest := sha256.Sum256([]byte(n.body))
		name += "_" + hex.EncodeToString(digest[:4])
	}
	t.named[name] = n
	return name
}

// validType says whether a name is one in every language: that of a Go type with parameters is not.
func validType(name string) bool {
	return name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == ""
}

func sequence(elements []byte) string {
	if len(elements) == 0 {
		return "<xs:sequence/>"
	}
	return "<xs:sequence>" + string(elements) + "</xs:sequence>"
}

// appendElement declares a value. A list is an element that may come many times; required says that it must come once. Who may be
// null says so where that means something else than leaving it out, or where leaving it out is allowed too.
func (t *types) appendElement(b []byte, name string, s *call.Schema, required bool) []byte {
	b = append(append(append(b, `<xs:element name="`...), name...), '"')
	if s.Shape == call.List {
		if !required || s.Presence != call.Required {
			b = append(b, ` minOccurs="0"`...)
		}
		b = append(b, ` maxOccurs="unbounded"`...)
		return t.appendType(b, s.Item)
	}
	if s.Presence != call.Required {
		b = append(b, ` minOccurs="0"`...)
	}
	if s.Nullable && s.Presence != call.Required || s.Pointer() {
		b = append(b, ` nillable="true"`...)
	}
	return t.appendType(b, s)
}

// appendType ends a declaration. A list inside a list has an element around its items.
func (t *types) appendType(b []byte, s *call.Schema) []byte {
	if s.Shape == call.List {
		b = append(b, "><xs:complexType><xs:sequence>"...)
		b = t.appendElement(b, itemName, s, false)
		return append(b, "</xs:sequence></xs:complexType></xs:element>"...)
	}
	return append(append(append(b, ` type="`...), t.typeOf(s)...), `"/>`...)
}

func (t *types) typeOf(s *call.Schema) string {
	if s.Shape == call.Object {
		return "tns:" + t.names[s]
	}
	switch s.Type {
	case call.Int:
		return "xs:long"
	case call.Float:
		return "xs:double"
	case call.Bool:
		return "xs:boolean"
	}
	return "xs:string"
}

func exceptionBody() string {
	var b []byte
	for i, name := range detailFields {
		b = append(append(append(b, `<xs:element name="`...), name...), `" type="xs:string"`...)
		if i > 1 {
			b = append(b, ` minOccurs="0"`...)
		}
		b = append(b, "/>"...)
	}
	return sequence(b)
}

// reachable lists the types that functions are made of and those inside them, in alphabetical order.
func (t *types) reachable(functions []*call.Function) []string {
	found := map[string]bool{exceptionType: true}
	var visit func(names []string)
	visit = func(names []string) {
		for _, name := range names {
			if !found[name] {
				found[name] = true
				visit(t.named[name].uses)
			}
		}
	}
	for _, f := range functions {
		for _, p := range f.Parameters.Fields {
			visit(t.uses(p.Schema))
		}
		visit(t.uses(f.Result))
	}
	names := make([]string, 0, len(found))
	for name := range found {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
