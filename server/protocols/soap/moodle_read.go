package soap

import (
	"strconv"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// encoded reads values in the encoding of SOAP 1.1, section 5, or SOAP 1.2 part 2, section 3: each says its type, or it is told from
// the schema; a value may stand elsewhere in the message and be referred to. What does not fit is handed on as it is, for the
// dispatcher to refuse with its path.
type encoded struct {
	*message
	named    map[string]*node // by id; made when the first reference is met
	roots    []*node
	depth    int
	borrowed int // values read through references
	inside   int // references being followed
}

// maxBorrowed is how many values may be read through references: a message must not grow without end by referring to itself. A long
// text counts as one more for every longText bytes, which one whole message full of texts stays below.
const (
	maxBorrowed = 10_000
	longText    = 1024
)

func newEncoded(m *message, function *node, beside []node) *encoded {
	e := &encoded{message: m, roots: []*node{function}}
	for i := range beside {
		e.roots = append(e.roots, &beside[i])
	}
	return e
}

// arguments gives the parameters their names. Null for one that has a default leaves it out: in Moodle's document every part has
// to be there, and clients that have nothing to send send this.
func (e *encoded) arguments(n *node, f *call.Function) (map[string]any, error) {
	read := e.byPosition
	for i := range n.nodes {
		if field(f.Parameters, n.nodes[i].name) != nil {
			read = e.byName
		}
	}
	arguments, err := read(n.nodes, f.Parameters)
	if err != nil {
		return nil, err
	}
	for _, p := range f.Parameters.Fields {
		if value, given := arguments[p.Name]; given && value == nil && p.Presence == call.Defaulted {
			delete(arguments, p.Name)
		}
	}
	return arguments, nil
}

// byPosition reads values in the order of the fields whose values they are, whatever they are called.
func (e *encoded) byPosition(nodes []node, s *call.Schema) (map[string]any, error) {
	if len(nodes) > len(s.Fields) {
		return nil, call.Errorf(call.InvalidParameter, "%s takes at most %d arguments; %d were given.", e.function, len(s.Fields), len(nodes))
	}
	object := make(map[string]any, len(nodes))
	for i := range nodes {
		value, err := e.value(&nodes[i], s.Fields[i].Schema)
		if err != nil {
			return nil, within(err, s.Fields[i].Name, -1)
		}
		object[s.Fields[i].Name] = value
	}
	return object, nil
}

// byName reads the fields of an object. One that comes again is a further item, where its schema is a list.
func (e *encoded) byName(nodes []node, s *call.Schema) (map[string]any, error) {
	object := make(map[string]any, len(nodes))
	for i := range nodes {
		n := &nodes[i]
		before, twice := object[n.name]
		schema := schemaOf(s, n.name)
		if twice && (schema == nil || schema.Shape != call.List) {
			return nil, call.Invalid(protocols.Printable(n.name), "is given twice")
		}
		value, err := e.value(n, schema)
		if err != nil {
			return nil, within(err, n.name, -1)
		}
		if twice {
			value = joinLists(before, value)
		}
		object[n.name] = value
	}
	return object, nil
}

// joinLists puts the items of both behind one another; what is no list is an item.
func joinLists(a, b any) any { return append(asList(a), asList(b)...) }

func asList(v any) []any {
	if list, ok := v.([]any); ok {
		return list
	}
	return []any{v}
}

func schemaOf(s *call.Schema, name string) *call.Schema {
	if s == nil {
		return nil
	}
	if f := field(s, name); f != nil {
		return f.Schema
	}
	return nil
}

// value reads a value. Without a schema it is known by its type alone.
func (e *encoded) value(n *node, s *call.Schema) (any, error) {
	if n.link != nil && n.link.target != "" {
		return e.follow(n.link.target, s)
	}
	if err := e.enter(n); err != nil {
		return nil, err
	}
	defer func() { e.depth-- }()
	if n.null {
		return nil, nil
	}
	switch n.kind {
	case mapKind:
		return e.mapped(n, s)
	case arrayKind:
		return e.list(n, s)
	case textKind, wholeKind, floatKind, boolKind, base64Kind:
		return n.typed(), nil
	}
	switch {
	case len(n.nodes) == 0:
		return n.untyped(s), nil
	case s != nil && s.Shape == call.List && n.kind == untyped:
		return e.untypedList(n, s)
	}
	return e.byName(n.nodes, s)
}

// untypedList reads a list without a type: its items, or one of them whose fields these are, as JavaScript's clients write an array
// of objects: one element for each, and none around them.
func (e *encoded) untypedList(n *node, s *call.Schema) (any, error) {
	if s.Item.Shape != call.Object || field(s.Item, n.nodes[0].name) == nil {
		return e.list(n, s)
	}
	item, err := e.byName(n.nodes, s.Item)
	return []any{item}, within(err, "", 0)
}

// enter counts one more value, and one more level.
func (e *encoded) enter(n *node) error {
	if e.depth++; e.depth > protocols.MaxDepth {
		return protocols.TooDeep("")
	}
	if err := e.borrow(n); err != nil {
		return err
	}
	return e.xml.CountValue()
}

// borrow takes an element into account that is read through a reference.
func (e *encoded) borrow(n *node) error {
	if e.inside == 0 {
		return nil
	}
	if e.borrowed += 1 + (len(n.name)+len(n.text))/longText; e.borrowed > maxBorrowed {
		return call.Errorf(call.InvalidParameter, "The references stand for more than %d values.", maxBorrowed)
	}
	return nil
}

// follow reads the value that a reference names.
func (e *encoded) follow(name string, s *call.Schema) (any, error) {
	if e.named == nil {
		e.named = map[string]*node{}
		for _, root := range e.roots {
			if err := e.collect(root); err != nil {
				return nil, err
			}
		}
	}
	target := e.named[name]
	switch {
	case target == nil:
		return nil, call.Errorf(call.InvalidParameter, "The reference %s leads nowhere in the message.", protocols.Printable(name))
	case target.open:
		return nil, call.Errorf(call.InvalidParameter, "The reference %s leads to a value that holds itself.", protocols.Printable(name))
	case target.link.target != "":
		return nil, call.Errorf(call.InvalidParameter, "The reference %s leads to another reference.", protocols.Printable(name))
	}
	target.open = true
	e.inside++
	defer func() { target.open = false; e.inside-- }()
	return e.value(target, s)
}

// collect finds everything that can be referred to.
func (e *encoded) collect(n *node) error {
	if n.link != nil && n.link.id != "" {
		if e.named[n.link.id] != nil {
			return call.Errorf(call.InvalidParameter, "The id %s stands twice in the message.", protocols.Printable(n.link.id))
		}
		e.named[n.link.id] = n
	}
	for i := range n.nodes {
		if err := e.collect(&n.nodes[i]); err != nil {
			return err
		}
	}
	return nil
}

// list reads items, whose names say nothing.
func (e *encoded) list(n *node, s *call.Schema) (any, error) {
	var item *call.Schema
	if s != nil {
		item = s.Item
	}
	list := make([]any, len(n.nodes))
	for i := range n.nodes {
		value, err := e.value(&n.nodes[i], item)
		if err != nil {
			return nil, within(err, "", i)
		}
		list[i] = value
	}
	return list, nil
}

// mapped reads a Map, whose items are keys with their values. PHP sends one for every array whose keys are not 0, 1, 2 …: where a
// list belongs its numbered values are one, in their order of arrival, as for Moodle.
func (e *encoded) mapped(n *node, s *call.Schema) (any, error) {
	list := make([]any, 0, len(n.nodes))
	object := make(map[string]any, len(n.nodes))
	numbered := s != nil && s.Shape == call.List
	for i := range n.nodes {
		key, value := n.nodes[i].entry()
		if key == nil || value == nil {
			return nil, call.Errorf(call.InvalidParameter, "The map %s holds an item that is not a key with a value.", protocols.Printable(n.name))
		}
		if err := e.borrow(key); err != nil {
			return nil, err
		}
		if _, twice := object[key.text]; twice {
			return nil, call.Invalid(protocols.Printable(key.text), "is given twice")
		}
		if _, err := strconv.Atoi(key.text); err != nil {
			numbered = false
		}
		read, err := e.value(value, entrySchema(s, key.text))
		if err != nil {
			return nil, within(err, key.text, -1)
		}
		list = append(list, read)
		object[key.text] = read
	}
	if numbered {
		return list, nil
	}
	return object, nil
}

func entrySchema(s *call.Schema, key string) *call.Schema {
	if s != nil && s.Shape == call.List {
		return s.Item
	}
	return schemaOf(s, key)
}

// entry returns the parts of an item of a Map. It has no others.
func (n *node) entry() (key, value *node) {
	if len(n.nodes) != 2 {
		return nil, nil
	}
	for i := range n.nodes {
		switch n.nodes[i].name {
		case "key":
			key = &n.nodes[i]
		case "value":
			value = &n.nodes[i]
		}
	}
	return key, value
}
