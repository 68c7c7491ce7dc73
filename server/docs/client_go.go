package docs

import "text/template"

// golang is written as gofmt would leave it.
var golang = newLanguage("client.go.tmpl", "//", func(text string) string { return text }, template.FuncMap{
	"type": goType, "fields": goFields,
})

func goType(v *clientValue) string {
	var t string
	switch v.Kind {
	case "integer":
		t = "int64"
	case "number":
		t = "float64"
	case "boolean":
		t = "bool"
	case "array":
		return "[]" + goType(v.Item) // nil is null
	case "object":
		t = v.Type.Name
	default:
		t = "string"
	}
	if v.Null {
		return "*" + t
	}
	return t
}

// goField is a field of a struct.
type goField struct {
	Name, Type, Tag, Doc string
}

// goFields are the fields of a struct. What may be left out is a pointer or a list, and left out when it is nil.
func goFields(t *clientType) []goField {
	var list []goField
	taken := names{}
	for _, f := range t.Fields {
		field := goField{taken.take(pascal(f.Name)), goType(f.Value), f.Name, f.Value.Doc}
		if !f.Required {
			field.Tag += ",omitzero"
			if f.Value.Kind != "array" && !f.Value.Null {
				field.Type = "*" + field.Type
			}
		}
		list = append(list, field)
	}
	return list
}
