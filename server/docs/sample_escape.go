package docs

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
)

// escapes are how literals between two quotes write what cannot stand for itself.
type escapes struct {
	quote   string
	special *strings.Replacer
	hidden  func(r rune) string // what people do not see; nil: it is written as it is
}

func (e *escapes) write(text string) string { return e.quote + e.inside(text) + e.quote }

// inside is the text between the quotes.
func (e *escapes) inside(text string) string {
	var b strings.Builder
	for _, r := range strings.ToValidUTF8(text, "\ufffd") {
		switch replaced := e.special.Replace(string(r)); {
		case replaced != string(r):
			b.WriteString(replaced)
		case seen(r) || e.hidden == nil:
			b.WriteRune(r)
		default:
			b.WriteString(e.hidden(r))
		}
	}
	return b.String()
}

// seen says whether people see a character.
func seen(r rune) bool { return unicode.IsPrint(r) }

// plainLines says whether a text shows everything that it holds, and breaks its lines in the one way that all languages read alike.
func plainLines(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return !seen(r) && r != '\n' || r == unicode.ReplacementChar })
}

func braced(start string) func(r rune) string {
	return func(r rune) string { return fmt.Sprintf("%s{%x}", start, r) }
}

// wide is how Python and C# write characters.
func wide(r rune) string {
	if r > 0xffff {
		return fmt.Sprintf(`\U%08x`, r)
	}
	return fmt.Sprintf(`\u%04x`, r)
}

// halves are how JSON and Java write characters.
func halves(r rune) string {
	if r > 0xffff {
		high, low := utf16.EncodeRune(r)
		return fmt.Sprintf(`\u%04x\u%04x`, high, low)
	}
	return fmt.Sprintf(`\u%04x`, r)
}

// octal is for Java, which reads \u000a before it knows of literals.
func octal(r rune) string {
	if r < 0x100 {
		return fmt.Sprintf(`\%03o`, r)
	}
	return halves(r)
}

func doubleQuoted(hidden func(r rune) string, more ...string) *escapes {
	special := append([]string{`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`}, more...)
	return &escapes{`"`, strings.NewReplacer(special...), hidden}
}

// singleOr writes a text between single quotes, in which only \ and ' mean something, unless it holds what has to be escaped.
func singleOr(double *escapes) func(string) string {
	single := &escapes{"'", strings.NewReplacer(`\`, `\\`, "'", `\'`), nil}
	return func(text string) string {
		if strings.ContainsFunc(text, func(r rune) bool { return !seen(r) }) {
			return double.write(text)
		}
		return single.write(text)
	}
}

// joined writes a text in pieces with the token between them, where its mark stands.
func joined(quote func(string) string, plus, token string) func(string) string {
	return func(text string) string {
		var parts []string
		for i, piece := range strings.Split(text, CredentialMark) {
			if i > 0 {
				parts = append(parts, token)
			}
			if piece != "" || text == "" {
				parts = append(parts, quote(piece))
			}
		}
		return strings.Join(parts, plus)
	}
}

// inLines writes a text as a literal for each of its lines: for what a literal over several lines cannot hold.
func inLines(quote func(string) string, plus, text string) string {
	var parts []string
	for line := range strings.SplitAfterSeq(text, "\n") {
		if line != "" || text == "" {
			parts = append(parts, quote(line))
		}
	}
	return strings.Join(parts, plus+"\n        ")
}

// heredoc is a label that stands nowhere in a text.
func heredoc(text string) string {
	label := "BODY"
	if strings.HasPrefix(text, "<") {
		label = "XML"
	}
	for strings.Contains(text, label) {
		label += "_"
	}
	return label
}

// blockOf is the inside of a literal over several lines that three quotes end.
func blockOf(e *escapes, text string) string {
	var b strings.Builder
	run := 0 // of quotes that are not escaped
	for i, r := range text {
		switch {
		case r == '\n':
			b.WriteRune(r)
			run = 0
		case r == '"' && run < 2 && i < len(text)-1:
			b.WriteRune(r)
			run++
		default:
			b.WriteString(e.inside(string(r)))
			run = 0
		}
	}
	return b.String()
}

var (
	jsonEscapes   = doubleQuoted(halves, "`", `\u0060`)
	pythonEscapes = doubleQuoted(wide)
	scriptEscapes = doubleQuoted(braced(`\u`))
	javaEscapes   = doubleQuoted(octal)
	csharpEscapes = doubleQuoted(wide)
	phpQuote      = singleOr(doubleQuoted(braced(`\u`), "$", `\$`))
	rubyQuote     = singleOr(doubleQuoted(braced(`\u`), "#", `\#`))
	perlQuote     = singleOr(doubleQuoted(braced(`\x`), "$", `\$`, "@", `\@`))
)
