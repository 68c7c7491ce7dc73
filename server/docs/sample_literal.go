package docs

import (
	"regexp"
	"slices"
	"strings"
)

// literals are how a language writes values: in one line where that is short, else with a line for each of what they hold.
type literals struct {
	quote        func(text string) string
	key          func(name string) string  // nil: as texts
	before       func(object *tree) string // nil: nothing stands before an object
	object, list [2]string                 // what is around them in one line
	arrow        string                    // between a key and its value
	words        [3]string                 // true, false, null
	none         string                    // an object without keys
	indent       string
	comma        string // behind the last line inside brackets
}

// literalWidth is how wide a line becomes before it is broken, in bytes.
const literalWidth = 76

func (l *literals) write(indent string, t *tree) string {
	if short := l.short(t); len(indent)+len(short) <= literalWidth || len(t.items)+len(t.fields) == 0 {
		return short
	}
	brackets := l.list
	if t.kind == treeObject {
		brackets = l.object
	}
	below := indent + l.indent
	var lines []string
	for _, part := range l.parts(t) {
		lines = append(lines, below+part.key+l.write(below, part.value))
	}
	return l.cast(t) + strings.TrimSpace(brackets[0]) + "\n" + strings.Join(lines, ",\n") + l.comma + "\n" + indent + strings.TrimSpace(brackets[1])
}

// literalPart is an item of a list, or a key of an object, as it is written, with its value.
type literalPart struct {
	key   string
	value *tree
}

func (l *literals) parts(t *tree) []literalPart {
	var parts []literalPart
	for _, item := range t.items {
		parts = append(parts, literalPart{"", item})
	}
	key := l.key
	if key == nil {
		key = l.quote
	}
	for _, f := range t.fields {
		parts = append(parts, literalPart{key(f.name) + l.arrow, f.value})
	}
	return parts
}

func (l *literals) cast(t *tree) string {
	if l.before == nil {
		return ""
	}
	return l.before(t)
}

// short writes a value in one line.
func (l *literals) short(t *tree) string {
	switch t.kind {
	case treeNull:
		return l.words[2]
	case treeBool:
		return l.words[map[string]int{"true": 0, "false": 1}[t.text]]
	case treeNumber:
		return t.text
	case treeText:
		return l.quote(t.text)
	}
	var parts []string
	for _, part := range l.parts(t) {
		parts = append(parts, part.key+l.short(part.value))
	}
	switch {
	case t.kind == treeList:
		return l.list[0] + strings.Join(parts, ", ") + l.list[1]
	case len(parts) == 0:
		return l.none
	}
	return l.cast(t) + l.object[0] + strings.Join(parts, ", ") + l.object[1]
}

var jsonLiterals = &literals{
	quote: jsonEscapes.write, object: [2]string{"{", "}"}, list: [2]string{"[", "]"}, arrow: ": ", words: [3]string{"true", "false", "null"},
	none: "{}", indent: "  ",
}

// jsonText writes a value as JSON, for languages in which that is easier to read than what they have.
func jsonText(t *tree) string { return jsonLiterals.write("", t) }

var pythonName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// pythonWords are those that cannot name an argument.
var pythonWords = strings.Fields(`and as assert async await break class continue def del elif else except finally for from global if import in
	is lambda nonlocal not or pass raise return try while with yield`)

// pythonKeywords writes an object as the arguments of a call.
func pythonKeywords(indent string, t *tree) string {
	var parts []string
	for _, f := range t.fields {
		if !pythonName.MatchString(f.name) || slices.Contains(pythonWords, f.name) {
			return "**" + pythonLiterals.write(indent, t)
		}
		parts = append(parts, f.name+"="+pythonLiterals.write(indent+"    ", f.value))
	}
	if short := strings.Join(parts, ", "); len(indent)+len(short) <= literalWidth-30 && !strings.Contains(short, "\n") {
		return short
	}
	return "\n" + indent + "    " + strings.Join(parts, ",\n"+indent+"    ") + ",\n" + indent
}
