package docs

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"

	"gatehouse/server/call"
)

// tree is a value as a sample shows it: like JSON, with the keys of objects in an order.
type tree struct {
	kind   treeKind
	text   string // of a text; of a number or a boolean as JSON writes it
	items  []*tree
	fields []treeField
}

type treeField struct {
	name  string
	value *tree
}

type treeKind int

const (
	treeNull treeKind = iota
	treeBool
	treeNumber
	treeText
	treeList
	treeObject
)

// parseTree reads JSON; nil when it is none.
func parseTree(text []byte) *tree {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	t, err := readTree(decoder)
	if err != nil || decoder.More() {
		return nil
	}
	return t
}

func readTree(decoder *json.Decoder) (*tree, error) {
	token, err := decoder.Token()
	if err != nil {
		return nil, err
	}
	var t *tree
	switch token {
	case json.Delim('['):
		t = &tree{kind: treeList}
	case json.Delim('{'):
		t = &tree{kind: treeObject}
	default:
		return scalarTree(token), nil
	}
	for decoder.More() {
		var name any
		if t.kind == treeObject {
			if name, err = decoder.Token(); err != nil {
				return nil, err
			}
		}
		below, err := readTree(decoder)
		if err != nil {
			return nil, err
		}
		if t.kind == treeObject {
			t.fields = append(t.fields, treeField{name.(string), below})
		} else {
			t.items = append(t.items, below)
		}
	}
	_, err = decoder.Token() // the closing bracket
	return t, err
}

// scalarTree takes what JSON has besides lists and objects, and what a Face is given for it.
func scalarTree(v any) *tree {
	switch v := v.(type) {
	case nil:
		return &tree{kind: treeNull}
	case string:
		return &tree{kind: treeText, text: v}
	}
	text, err := json.Marshal(v)
	if err != nil {
		return &tree{kind: treeNull} // a number that is none
	}
	if _, ok := v.(bool); ok {
		return &tree{kind: treeBool, text: string(text)}
	}
	return &tree{kind: treeNumber, text: string(text)}
}

// treeOf is a value with its keys in the order of a schema, and in alphabetical order behind them those that it does not know.
func treeOf(v any, s *call.Schema) *tree {
	if s == nil {
		s = &call.Schema{}
	}
	switch v := v.(type) {
	case []any:
		t := &tree{kind: treeList}
		for _, item := range v {
			t.items = append(t.items, treeOf(item, s.Item))
		}
		return t
	case map[string]any:
		t := &tree{kind: treeObject}
		seen := map[string]bool{}
		for i := range s.Fields {
			f := &s.Fields[i]
			if below, ok := v[f.Name]; ok {
				t.fields = append(t.fields, treeField{f.Name, treeOf(below, f.Schema)})
				seen[f.Name] = true
			}
		}
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if !seen[name] {
				t.fields = append(t.fields, treeField{name, treeOf(v[name], nil)})
			}
		}
		return t
	}
	return scalarTree(v)
}

// positional are the values of parameters by their position, up to the last one that is given. null stands for one that is left out; in
// objects below, a default does, because clients send null there for what is not said.
func positional(arguments map[string]any, parameters *call.Schema) []*tree {
	var list []*tree
	last := 0
	for i := range parameters.Fields {
		f := &parameters.Fields[i]
		v, given := arguments[f.Name]
		list = append(list, treeOf(completed(v, f.Schema), f.Schema))
		if given {
			last = i + 1
		}
	}
	return list[:last]
}

// completed is a value with the defaults of what is left out in it.
func completed(v any, s *call.Schema) any {
	switch v := v.(type) {
	case []any:
		if s.Item == nil {
			return v
		}
		list := make([]any, len(v))
		for i := range v {
			list[i] = completed(v[i], s.Item)
		}
		return list
	case map[string]any:
		object := maps.Clone(v)
		for i := range s.Fields {
			f := &s.Fields[i]
			below, given := v[f.Name]
			switch {
			case given:
				object[f.Name] = completed(below, f.Schema)
			case f.Presence == call.Defaulted:
				object[f.Name] = f.Default
			}
		}
		return object
	}
	return v
}

// holdsNull says whether null stands anywhere in a value.
func (t *tree) holdsNull() bool {
	return t.kind == treeNull || slices.ContainsFunc(t.items, (*tree).holdsNull) ||
		slices.ContainsFunc(t.fields, func(f treeField) bool { return f.value.holdsNull() })
}
