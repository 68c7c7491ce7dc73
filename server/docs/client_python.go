package docs

import (
	"strings"
	"text/template"
)

// python writes its comments in docstrings too, which three quotes would end and in which backslashes mean something.
var python = newLanguage("client.py.tmpl", "#", func(text string) string { return text }, template.FuncMap{
	"type": pythonType, "docstring": pythonDocstring,
})

func pythonType(v *clientValue) string {
	t := map[string]string{"integer": "int", "number": "float", "boolean": "bool", "null": "None"}[v.Kind]
	switch v.Kind {
	case "string":
		t = "str"
	case "array":
		t = "List[" + pythonType(v.Item) + "]"
	case "object":
		t = v.Type.Name
	}
	if v.Null {
		return "Optional[" + t + "]"
	}
	return t
}

var inDocstring = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

// pythonDocstring writes a text between the quotes of a docstring.
func pythonDocstring(indent, text string) string {
	return strings.Join(wrap(inDocstring.Replace(OneLine(text))), "\n"+indent)
}
