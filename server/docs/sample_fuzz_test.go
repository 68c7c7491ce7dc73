package docs

import (
	"go/scanner"
	"go/token"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzLiterals holds every literal of every language to ending where it ends, and not before, and to reading back as what was written.
func FuzzLiterals(f *testing.F) {
	for _, text := range []string{"", `'`, `"`, `"""`, "`", `\`, `\\"`, `${x}`, `#{x}`, "\nBODY\n", "<a>\nXML\n</a>", "a\r\n", "\x00", "\u2028", "\u202e", "é🌱", "$WS_TOKEN", ` "`, "  x\n \n"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			t.Skip("faces write UTF-8 only")
		}
		for i := range Languages {
			l := &Languages[i]
			for _, literal := range []string{l.spell.quote(text), l.spell.raw(text, "")} {
				end := endOfLiterals(l.Name, literal)
				if end != len(literal) {
					t.Errorf("%s: %q ends at %d, not %d", l.Name, literal, end, len(literal))
				}
				if !utf8.ValidString(literal) || l.Name != shell && strings.ContainsAny(literal, "\x00\u2028\u202e\r") {
					t.Errorf("%s: %q holds what people do not see", l.Name, literal)
				}
			}
		}
		if got, err := strconv.Unquote(goSpelling.quote(text)); err != nil || got != text {
			t.Errorf("Go reads %q, %v", got, err)
		}
		if tree := parseTree([]byte(jsonEscapes.write(text))); tree == nil || tree.text != text {
			t.Errorf("JSON reads %v", tree)
		}
		onlyLiterals(t, goSpelling.raw(text, ""))
	})
}

// onlyLiterals reads with Go's own scanner.
func onlyLiterals(t *testing.T, source string) {
	t.Helper()
	var s scanner.Scanner
	set := token.NewFileSet()
	s.Init(set.AddFile("", set.Base(), len(source)), []byte(source), func(_ token.Position, message string) { t.Errorf("%s: %q", message, source) }, 0)
	for {
		switch _, kind, literal := s.Scan(); {
		case kind == token.EOF:
			return
		case kind != token.STRING && kind != token.ADD && literal != "\n":
			t.Errorf("%q holds %s %q", source, kind, literal)
		}
	}
}

// endOfLiterals reads literals with an operator between them, by the rules of a language written down a second time, and returns where it
// came out of them.
func endOfLiterals(language, source string) int {
	at := 0
	for {
		end := endOfLiteral(language, source[at:])
		if end < 0 {
			return -1
		}
		at += end
		rest := strings.TrimLeft(source[at:], " +.\n\t")
		if language == shell {
			rest = strings.TrimPrefix(source[at:], `\'`) // between two quoted parts
		}
		if rest == "" || rest == source[at:] && language != shell {
			return at
		}
		at = len(source) - len(rest)
	}
}

func endOfLiteral(language, source string) int {
	if label, ok := strings.CutPrefix(source, "<<'"); ok {
		return endOfDocument(source, label)
	}
	if label, ok := strings.CutPrefix(source, "<<<'"); ok {
		return endOfDocument(source, label)
	}
	for _, quote := range []string{`"""`, `@"`, `"`, "'", "`"} {
		if !strings.HasPrefix(source, quote) || quote == `"""` && language != "python" && language != "java" {
			continue
		}
		if quote == `"""` && strings.HasPrefix(source, `""`) && !strings.HasPrefix(source[3:], "\n") && !strings.HasPrefix(source[3:], "\\\n") {
			continue // an empty text and another one
		}
		return endOfQuoted(language, source, quote)
	}
	return -1
}

func endOfQuoted(language, source, quote string) int {
	ends := strings.TrimPrefix(quote, "@")
	escapes := language != shell && quote != `@"` && (quote != "`" || language != "go")
	for i := len(quote); i < len(source); i++ {
		switch {
		case escapes && source[i] == '\\':
			i++
		case escapes && len(quote) == 1 && quote != "`" && source[i] == '\n':
			return -1
		case escapes && quote != "'" && strings.HasPrefix(source[i:], "${") && (language == "javascript" && quote == "`" || language == "php" || language == "perl"):
			return -1 // code
		case escapes && quote == `"` && language == "ruby" && source[i] == '#':
			return -1
		case quote == `@"` && strings.HasPrefix(source[i:], `""`):
			i++
		case strings.HasPrefix(source[i:], ends):
			return i + len(ends)
		}
	}
	return -1
}

// endOfDocument is that of a here document: the first line that is its label.
func endOfDocument(source, label string) int {
	label, _, _ = strings.Cut(label, "'")
	at := strings.IndexByte(source, '\n') + 1
	for line := range strings.SplitAfterSeq(source[at:], "\n") {
		if strings.HasPrefix(strings.TrimLeft(line, " \t"), label) {
			return at + strings.Index(line, label) + len(label)
		}
		at += len(line)
	}
	return -1
}
