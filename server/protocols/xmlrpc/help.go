package xmlrpc

import (
	"strings"

	"gatehouse/server/call"
)

func methodHelp(c *caller, parameters []any) (func(e *encoder), error) {
	m, f, err := c.described(parameters[0])
	if err != nil {
		return nil, err
	}
	return func(e *encoder) {
		if m != nil {
			e.string(m.help)
			return
		}
		e.string(e.help(f))
	}, nil
}

// help is the text about a function: its summary and description, then a line for each value that it takes and gives.
func (s *style) help(f *call.Function) string {
	b := &strings.Builder{}
	b.WriteString(f.Summary)
	if f.Deprecated() {
		b.WriteString("\nDeprecated: call " + f.ReplacedBy + " instead.")
	}
	if f.Description != "" {
		b.WriteString("\n\n" + f.Description)
	}
	b.WriteString("\n\nParameters, in this order, or by name in one struct:\n")
	for _, field := range f.Parameters.Fields {
		s.describe(b, 1, field.Name, field.Schema)
	}
	if len(f.Parameters.Fields) == 0 {
		b.WriteString("  none\n")
	}
	b.WriteString("\nResult:\n")
	if f.Result.Shape == call.Nothing {
		b.WriteString("  none\n")
		return b.String()
	}
	s.describe(b, 1, "", f.Result)
	return b.String()
}

var presences = map[call.Presence]string{call.Optional: ", may be absent", call.Defaulted: ", has a default"}

// describe writes the line of a value, and below it those of what it holds.
func (s *style) describe(b *strings.Builder, indent int, name string, schema *call.Schema) {
	b.WriteString(strings.Repeat("  ", indent))
	if name != "" {
		b.WriteString(name + ": ")
	}
	b.WriteString(s.typeName(schema) + presences[schema.Presence])
	if schema.Doc != "" {
		b.WriteString(". " + schema.Doc)
	}
	b.WriteString("\n")
	if schema.Item != nil {
		s.describe(b, indent+1, "each", schema.Item)
	}
	for _, field := range schema.Fields {
		s.describe(b, indent+1, field.Name, field.Schema)
	}
}
