package amf

import (
	"encoding/base64"
	"math"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// kind is what a node stands for.
type kind uint8

const (
	null kind = iota // null or undefined
	boolean
	number
	text
	byteArray
	date
	list
	object
	reference // to a node before it
)

// node is one value in its tree. What a list or object holds stands behind it, each with what it holds itself.
type node struct {
	key    string  // under which it stands in an object
	text   string  // of a text or ByteArray; the class of an object, empty for an anonymous one
	number float64 // of a number; of a boolean 0 or 1; of a date milliseconds since 1970
	end    int     // the number of the node behind it and all it holds; 0 while that is being read
	size   int     // how many values it is for maxExpanded, those behind references counted each time
	target int     // of a reference
	kind   kind
}

// tree is a value as it was found on the wire: its nodes in their order there, the value itself first. Nothing in it is a copy.
type tree struct{ nodes []node }

// follow goes from a reference to what it refers to.
func (t *tree) follow(i int) int {
	for t.nodes[i].kind == reference {
		i = t.nodes[i].target
	}
	return i
}

// member finds the value of a key of an object, 0 when there is none: number 0 is inside nothing.
func (t *tree) member(of int, key string) int {
	for i := of + 1; i < t.nodes[of].end; i = t.nodes[i].end {
		if t.nodes[i].key == key {
			return t.follow(i)
		}
	}
	return 0
}

// memberText is the text of a key of an object; empty when it is missing or something else.
func (t *tree) memberText(of int, key string) string {
	if i := t.member(of, key); i > 0 && t.nodes[i].kind == text {
		return t.nodes[i].text
	}
	return ""
}

// value makes the value of a node: nil, bool, int64, float64, string, []any or map[string]any.
func (t *tree) value(i int) (any, error) {
	n := &t.nodes[i]
	switch n.kind {
	case boolean:
		return n.number != 0, nil
	case number:
		return whole(n.number), nil
	case text:
		return n.text, nil
	case byteArray:
		n.kind, n.text = text, base64.StdEncoding.EncodeToString([]byte(n.text)) // once, however often it is referred to
		return n.text, nil
	case date:
		return whole(n.number / 1000), nil
	case list:
		return t.list(i)
	case object:
		return t.object(i)
	case reference:
		return t.value(n.target)
	}
	return nil, nil
}

// maxExact is the largest whole number up to which every one has a double of its own.
const maxExact = 1<<53 - 1

// whole turns a double that stands for exactly one whole number into it. The wire has no other way to say most of them.
func whole(f float64) any {
	if f == math.Trunc(f) && math.Abs(f) <= maxExact {
		return int64(f)
	}
	return f
}

func (t *tree) list(of int) (any, error) {
	items := make([]any, 0, t.count(of))
	for i := of + 1; i < t.nodes[of].end; i = t.nodes[i].end {
		item, err := t.value(i)
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	return items, nil
}

// count is how many items a list has, or fields an object.
func (t *tree) count(of int) int {
	n := 0
	for i := of + 1; i < t.nodes[of].end; i = t.nodes[i].end {
		n++
	}
	return n
}

func (t *tree) object(of int) (any, error) {
	fields := make(map[string]any, t.count(of))
	for i := of + 1; i < t.nodes[of].end; i = t.nodes[i].end {
		key := t.nodes[i].key
		if _, twice := fields[key]; twice {
			return nil, call.Errorf(call.InvalidParameter, "The key %q stands twice in one object.", protocols.Printable(key))
		}
		value, err := t.value(i)
		if err != nil {
			return nil, err
		}
		fields[key] = value
	}
	return fields, nil
}
