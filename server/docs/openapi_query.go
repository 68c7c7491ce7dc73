package docs

import "gatehouse/server/call"

// queryParameters are a function's parameters as a query holds them, and whether all of them can stand there: values, lists of values
// (ids[]=1&ids[]=2) and objects of values (options[x]=1). What lies deeper OpenAPI cannot describe.
func queryParameters(f *call.Function) ([]openAPIParameter, bool) {
	list := []openAPIParameter{}
	for i := range f.Parameters.Fields {
		field := &f.Parameters.Fields[i]
		if !fitsQuery(field.Schema) {
			return nil, false
		}
		p := openAPIParameter{
			Name: field.Name, In: "query", Description: field.Doc, Required: field.Presence == call.Required, Schema: ParameterSchema(field),
		}
		switch field.Shape {
		case call.List:
			p.Name, p.Style, p.Explode = field.Name+"[]", "form", true
		case call.Object:
			p.Style, p.Explode = "deepObject", true
		}
		inQuery(p.Schema)
		say64(p.Schema)
		list = append(list, p)
	}
	return list, true
}

func fitsQuery(s *call.Schema) bool {
	switch s.Shape {
	case call.Scalar:
		return true
	case call.List:
		return s.Item.Shape == call.Scalar
	}
	for i := range s.Fields {
		if s.Fields[i].Shape != call.Scalar {
			return false
		}
	}
	return true
}

// inQuery makes a schema say what can stand in a query: there is no null and no empty list, and yes and no are 1 and 0.
func inQuery(s *JSONSchema) {
	if types, ok := s.Type.([]any); ok {
		s.Type = types[0]
	}
	if s.Default != nil {
		s.Default = queryDefault(*s.Default)
	}
	if s.Type == "boolean" {
		s.Type, s.Enum = "integer", []any{0, 1}
	}
	if s.Items != nil {
		inQuery(s.Items)
	}
	for _, property := range s.Properties {
		inQuery(property.Value)
	}
}

// queryDefault is a default as it would stand in a query; nil for one that is to be left out.
func queryDefault(value any) *any {
	switch v := value.(type) {
	case nil, []any, map[string]any:
		return nil
	case bool:
		value = 0
		if v {
			value = 1
		}
	}
	return &value
}

// say64 says of whole numbers that they need 64 bits, for those who make code of the schema.
func say64(s *JSONSchema) {
	types, _ := s.Type.([]any)
	if s.Type == "integer" || len(types) > 0 && types[0] == "integer" {
		s.Format = "int64"
	}
	if s.Items != nil {
		say64(s.Items)
	}
	for _, property := range s.Properties {
		say64(property.Value)
	}
}

// problemSchema describes what our own face of REST says of a failure (RFC 9457).
func problemSchema() *JSONSchema {
	text := func(description string) *JSONSchema { return &JSONSchema{Type: "string", Description: description} }
	return &JSONSchema{
		Type: "object", Title: problemName, Required: []string{"type", "title", "status", "detail", "code"},
		Properties: Keys[*JSONSchema]{
			{"type", text("urn:gatehouse:error: with the code behind it.")},
			{"title", text("The HTTP status in words.")},
			{"status", &JSONSchema{Type: "integer", Description: "The HTTP status."}},
			{"detail", text("A sentence for a person: what happened, and what to do.")},
			{"code", text("The kind of the failure, for programs. It never changes its meaning.")},
			{"check", text("The access check that refused the call.")},
			{"path", text("The parameter that is wrong: groups[1].courseid.")},
			{"found", text("What stood there.")},
			{"expected", text("What is expected there.")},
			{"requestId", text("Names the request in the server's log.")},
		},
	}
}
