package docs

import (
	"slices"

	"gatehouse/server/call"
)

// client is what the typed clients are written from, whatever the language.
type client struct {
	Site
	Functions []clientFunction
	Types     []*clientType // what stands inside another one stands before it

	taken names
}

// clientFunction is a function as a client calls it.
type clientFunction struct {
	*call.Function
	Type       string      // its name, as types are named
	Parameters *clientType // nil: it takes none
	Optional   bool        // it can be called without any
	Result     *clientValue
}

// Writes says whether a call can have an Idempotency-Key.
func (f clientFunction) Writes() bool { return f.Effect == call.Write }

// clientType is an object.
type clientType struct {
	Name   string
	Doc    string
	Fields []clientField
}

// clientField is a key of an object.
type clientField struct {
	Name     string
	Required bool
	Value    *clientValue
}

// clientValue is a value: one of a kind of JSON Schema, and of an array or an object what it holds.
type clientValue struct {
	Kind string
	Null bool // it may be null besides
	Doc  string
	Item *clientValue
	Type *clientType
}

func newClient(site Site, functions []*call.Function) *client {
	c := &client{Site: site, taken: names{}}
	for _, f := range functions {
		made := clientFunction{Function: f, Type: c.taken.take(pascal(f.Name)), Optional: !needsParameters(f)}
		if len(f.Parameters.Fields) > 0 {
			made.Parameters = c.value(made.Type+parametersSuffix, ParametersSchema(f)).Type
			made.Parameters.Doc = "What " + f.Name + " takes."
		}
		made.Result = c.value(made.Type+resultSuffix, ResultSchema(f))
		if made.Result.Type != nil {
			made.Result.Type.Doc = "What " + f.Name + " returns."
		}
		c.Functions = append(c.Functions, made)
	}
	return c
}

// value describes a value. An object gets the name at hand, or that with a number behind it where it is taken.
func (c *client) value(name string, s *JSONSchema) *clientValue {
	v := &clientValue{Doc: s.Description}
	switch t := s.Type.(type) {
	case string:
		v.Kind = t
	case []any:
		v.Kind, v.Null = t[0].(string), true
	}
	switch v.Kind {
	case "array":
		v.Item = c.value(name+itemSuffix, s.Items)
	case "object":
		v.Type = &clientType{Name: name, Doc: s.Description}
		for _, property := range s.Properties {
			below := c.value(name+pascal(property.Name), property.Value)
			v.Type.Fields = append(v.Type.Fields, clientField{property.Name, slices.Contains(s.Required, property.Name), below})
		}
		v.Type.Name = c.taken.take(name)
		c.Types = append(c.Types, v.Type)
	}
	return v
}

// Required is the fields that must be there.
func (t *clientType) Required() []clientField { return t.fields(true) }

// Optional is the rest.
func (t *clientType) Optional() []clientField { return t.fields(false) }

func (t *clientType) fields(required bool) []clientField {
	var list []clientField
	for _, f := range t.Fields {
		if f.Required == required {
			list = append(list, f)
		}
	}
	return list
}
