package docs

import (
	"strings"
	"text/template"
)

// typescript writes comments of more than one line, which its own end of a comment would end.
var typescript = newLanguage("client.ts.tmpl", " *", func(text string) string { return strings.ReplaceAll(text, "*/", `*\/`) }, template.FuncMap{
	"type": typescriptType,
})

func typescriptType(v *clientValue) string {
	var t string
	switch v.Kind {
	case "integer", "number":
		t = "number"
	case "array":
		if t = typescriptType(v.Item); v.Item.Null {
			t = "(" + t + ")"
		}
		t += "[]"
	case "object":
		t = v.Type.Name
	default: // string, boolean and null are called alike
		t = v.Kind
	}
	if v.Null {
		t += " | null"
	}
	return t
}
