package docs

import (
	"bytes"
	"embed"
	"fmt"
	"strings"
	"sync"
	"text/template"

	"gatehouse/server/call"
)

// TypeScript writes a client for the functions: one file that needs fetch and nothing else.
func TypeScript(site Site, functions []*call.Function) []byte {
	return typescript.write(site, functions)
}

// Go writes a client for the functions: one file that imports the standard library only.
func Go(site Site, functions []*call.Function) []byte { return golang.write(site, functions) }

// Python writes a client for the functions: one file that imports the standard library only, for Python 3.9 and later.
func Python(site Site, functions []*call.Function) []byte { return python.write(site, functions) }

// language is how a client is written.
type language struct {
	template func() *template.Template // read when it is first asked for
	// comment begins a line of a comment, and clean makes a text one that can stand in it.
	comment string
	clean   func(text string) string
}

//go:embed client sample/*.tmpl
var templates embed.FS

func newLanguage(file, comment string, clean func(string) string, functions template.FuncMap) *language {
	l := &language{comment: comment, clean: clean}
	all := template.FuncMap{"comment": l.lines, "quote": quote, "title": titleOf, "path": func() string { return restPath }}
	for name, function := range functions {
		all[name] = function
	}
	l.template = sync.OnceValue(func() *template.Template {
		return template.Must(template.New(file).Funcs(all).ParseFS(templates, "client/"+file))
	})
	return l
}

func (l *language) write(site Site, functions []*call.Function) []byte {
	var text bytes.Buffer
	if err := l.template().Execute(&text, newClient(site, functions)); err != nil {
		panic(fmt.Sprintf("a client cannot be written: %v", err)) // the template asks for nothing that could fail
	}
	return text.Bytes()
}

// lines writes a text as a comment behind an indent.
func (l *language) lines(indent, text string) string {
	return l.comment + " " + strings.Join(wrap(l.clean(OneLine(text))), "\n"+indent+l.comment+" ")
}

// commentWidth is how long a line of a comment becomes, in bytes, unless one word is longer.
const commentWidth = 110

// wrap breaks a line.
func wrap(line string) []string {
	var lines []string
	for _, word := range strings.Fields(line) {
		if last := len(lines) - 1; last >= 0 && len(lines[last])+len(word) < commentWidth {
			lines[last] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	return lines
}

var quoted = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`)

// quote writes a text as a literal that is the same in all these languages.
func quote(text string) string { return `"` + quoted.Replace(Visible(text)) + `"` }
