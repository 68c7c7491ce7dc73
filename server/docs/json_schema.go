package docs

import "gatehouse/server/call"

// JSONSchema describes a value in JSON Schema, in the part of it that all drafts since draft 7 and their users share. Whole
// numbers are of 64 bits.
type JSONSchema struct {
	Ref                  string            `json:"$ref,omitempty"` // in a description that has names for its schemas; alone then
	Title                string            `json:"title,omitempty"`
	Description          string            `json:"description,omitempty"`
	Type                 any               `json:"type,omitempty"` // a string, or two with "null" among them
	Format               string            `json:"format,omitempty"`
	Enum                 []any             `json:"enum,omitempty"`
	Default              *any              `json:"default,omitempty"`
	Items                *JSONSchema       `json:"items,omitempty"`
	Properties           Keys[*JSONSchema] `json:"properties,omitzero"`
	Required             []string          `json:"required,omitempty"`
	AdditionalProperties *bool             `json:"additionalProperties,omitempty"`
}

// ParametersSchema describes what a function takes, as an object. Names that it does not know are refused.
func ParametersSchema(f *call.Function) *JSONSchema { return taken.schema(f.Parameters) }

// ParameterSchema describes one parameter.
func ParameterSchema(f *call.Field) *JSONSchema { return taken.schema(f.Schema) }

// ResultSchema describes what a function returns: of type null when it returns nothing.
func ResultSchema(f *call.Function) *JSONSchema { return given.schema(f.Result) }

// way is which way a value goes. What is given always has its keys, what is taken may leave out those that have a default.
type way int

const (
	taken way = iota
	given
)

func (w way) schema(s *call.Schema) *JSONSchema {
	j := &JSONSchema{Description: w.description(s)}
	switch s.Shape {
	case call.Scalar:
		j.Type = scalarType(s.Type)
	case call.List:
		j.Type, j.Items = "array", w.schema(s.Item)
	case call.Object:
		j.Type, j.Title = "object", s.Name
		w.fields(s, j)
	default:
		j.Type = "null"
	}
	if w.null(s) {
		j.Type = []any{j.Type, "null"}
	}
	if w == taken && s.Presence == call.Defaulted {
		value := s.Default
		j.Default = &value
	}
	return j
}

func (w way) fields(s *call.Schema, j *JSONSchema) {
	j.Properties = Keys[*JSONSchema]{}
	for i := range s.Fields {
		f := &s.Fields[i]
		j.Properties = append(j.Properties, Key[*JSONSchema]{f.Name, w.schema(f.Schema)})
		if f.Presence == call.Required || w == given && f.Presence == call.Defaulted {
			j.Required = append(j.Required, f.Name)
		}
	}
	if w == taken {
		nothingElse := false
		j.AdditionalProperties = &nothingElse
	}
}

// null says whether null means something else there than leaving it out, or than a zero. Null is taken in more places than these.
func (w way) null(s *call.Schema) bool {
	switch {
	case !s.Pointer():
		return false
	case w == given:
		return s.Presence != call.Optional
	}
	return s.Nullable || s.Presence == call.Defaulted && s.Default == nil
}

// description adds what a text must look like, which JSON Schema has no word for.
func (w way) description(s *call.Schema) string {
	if w == given || s.Shape != call.Scalar || scalarType(s.Type) != "string" || s.Type == "raw" {
		return s.Doc
	}
	expected := "Expected: " + s.Expects() + "."
	if s.Doc == "" {
		return expected
	}
	return s.Doc + " " + expected
}

func scalarType(t call.Type) string {
	switch t {
	case call.Int:
		return "integer"
	case call.Float:
		return "number"
	case call.Bool:
		return "boolean"
	}
	return "string"
}
