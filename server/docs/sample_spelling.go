package docs

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"text/template"
	"unicode"
	"unicode/utf16"
)

// spelling is how a language writes values down. Nothing that is written ends before its own end, whatever it holds.
type spelling struct {
	quote func(text string) string         // a literal on one line
	text  func(text string) string         // the same, with the token where its mark stands
	raw   func(text, behind string) string // a literal that keeps its lines, and what stands behind it in the statement
	more  template.FuncMap                 // what only its templates ask for: literal(indent, value) writes a value, in a line that begins with an indent
}

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

var shellSpelling = spelling{quote: shellQuote, text: shellText, raw: func(text, behind string) string { return shellQuote(text) + behind }, more: template.FuncMap{"field": shellField}}

// shellQuote breaks the text of the expression that reads the token, so that nobody takes it for that.
func shellQuote(text string) string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\x00", ""), "'", `'\''`)
	return "'" + strings.ReplaceAll(text, "$WS_TOKEN", "$''WS_TOKEN") + "'"
}

var shellWord = regexp.MustCompile(`^[A-Za-z0-9 :/._=?&\x00-]*$`)

func shellText(text string) string {
	if strings.Contains(text, CredentialMark) && shellWord.MatchString(text) {
		return `"` + strings.ReplaceAll(text, CredentialMark, "$WS_TOKEN") + `"`
	}
	return joined(shellQuote, "", `"$WS_TOKEN"`)(text)
}

// shellField is an option of curl for a field of a form. curl escapes values, but neither names nor what people do not see.
func shellField(field Header) string {
	name := escapeQuery(field.Name)
	if strings.Contains(field.Value, CredentialMark) || plainLines(field.Value) {
		return "--data-urlencode " + shellText(name+"="+field.Value)
	}
	return "--data " + shellQuote(name+"="+url.QueryEscape(field.Value))
}

var inBrackets = strings.NewReplacer("%5B", "[", "%5D", "]")

// escapeQuery escapes a name in a form and leaves brackets, which people can read and every server takes.
func escapeQuery(text string) string { return inBrackets.Replace(url.QueryEscape(text)) }

var javascriptSpelling = spelling{
	quote: scriptEscapes.write, text: joined(scriptEscapes.write, " + ", "token"),
	raw: func(text, behind string) string {
		template := &escapes{"`", strings.NewReplacer(`\`, `\\`, "`", "\\`", "$", `\$`, "\r", `\r`, "\n", "\n"), braced(`\u`)}
		return "`" + template.inside(text) + "`" + behind
	},
	more: template.FuncMap{"key": scriptKey, "literal": (&literals{
		quote: scriptEscapes.write, object: [2]string{"{ ", " }"}, list: [2]string{"[", "]"}, arrow: ": ", words: [3]string{"true", "false", "null"},
		none: "{}", indent: "  ", comma: ",",
		key: scriptKey,
	}).write},
}

// scriptKey is a key of an object. One would be its prototype.
func scriptKey(name string) string {
	if name == "__proto__" {
		return `["__proto__"]`
	}
	return scriptEscapes.write(name)
}

var pythonSpelling = spelling{
	quote: pythonEscapes.write, text: joined(pythonEscapes.write, " + ", "token"),
	raw:  func(text, behind string) string { return "\"\"\"\\\n" + blockOf(pythonEscapes, text) + `"""` + behind },
	more: template.FuncMap{"literal": pythonLiterals.write, "keywords": pythonKeywords},
}

var pythonLiterals = &literals{
	quote: pythonEscapes.write, object: [2]string{"{", "}"}, list: [2]string{"[", "]"}, arrow: ": ", words: [3]string{"True", "False", "None"},
	none: "{}", indent: "    ", comma: ",",
}

var phpSpelling = spelling{
	quote: phpQuote, text: joined(phpQuote, " . ", "$token"),
	raw: func(text, behind string) string {
		if !plainLines(text) {
			return inLines(phpQuote, " .", text) + behind
		}
		label := heredoc(text)
		return "<<<'" + label + "'\n" + text + "\n" + label + behind
	},
	more: template.FuncMap{"literal": (&literals{
		quote: phpQuote, object: [2]string{"[", "]"}, list: [2]string{"[", "]"}, arrow: " => ", words: [3]string{"true", "false", "null"},
		none: "new stdClass()", indent: "    ", comma: ",", before: phpCast,
	}).write},
}

var phpNumber = regexp.MustCompile(`^-?[0-9]+$`)

// phpCast says what stands before an object: PHP takes keys that are numbers for those of a list.
func phpCast(t *tree) string {
	for _, f := range t.fields {
		if phpNumber.MatchString(f.name) {
			return "(object) "
		}
	}
	return ""
}

var goSpelling = spelling{
	quote: strconv.Quote, text: joined(strconv.Quote, "+", "token"),
	raw: func(text, behind string) string {
		if !plainLines(text) || strings.Contains(text, "`") {
			return strings.ReplaceAll(inLines(strconv.Quote, " +", text), "        ", "\t\t") + behind
		}
		return "`" + text + "`" + behind
	},
}

var javaSpelling = spelling{quote: javaEscapes.write, text: joined(javaEscapes.write, " + ", "token"), raw: javaBlock}

// javaBlock is a text block, which drops white space at the end of lines, and at their beginning what all have.
func javaBlock(text, behind string) string {
	const indent = "            "
	lines := strings.Split(blockOf(javaEscapes, text), "\n")
	first := true
	for i, line := range lines {
		if end := len(line) - 1; end >= 0 && line[end] == ' ' {
			line = line[:end] + `\040`
		}
		if line == "" {
			continue
		}
		if first && line[0] == ' ' {
			line = `\040` + line[1:]
		}
		first = false
		lines[i] = indent + line
	}
	if last := len(lines) - 1; lines[last] == "" { // where the quotes stand says as much about white space as a line does
		lines[last] = indent
	}
	return "\"\"\"\n" + strings.Join(lines, "\n") + `"""` + behind
}

var csharpSpelling = spelling{
	quote: csharpEscapes.write, text: joined(csharpEscapes.write, " + ", "token"),
	raw: func(text, behind string) string {
		if !plainLines(text) {
			return inLines(csharpEscapes.write, " +", text) + behind
		}
		return `@"` + strings.ReplaceAll(text, `"`, `""`) + `"` + behind
	},
}

// labelled writes a literal whose lines follow the line in which it stands.
func labelled(quote func(string) string, plus string) func(text, behind string) string {
	return func(text, behind string) string {
		if !plainLines(text) {
			return inLines(quote, plus, text) + behind
		}
		label := heredoc(text)
		return "<<'" + label + "'" + behind + "\n" + text + "\n" + label
	}
}

var rubySpelling = spelling{
	quote: rubyQuote, text: joined(rubyQuote, " + ", "token"), raw: labelled(rubyQuote, " +"),
	more: template.FuncMap{"literal": (&literals{
		quote: rubyQuote, object: [2]string{"{ ", " }"}, list: [2]string{"[", "]"}, arrow: " => ", words: [3]string{"true", "false", "nil"},
		none: "{}", indent: "  ", comma: ",",
	}).write},
}

var perlSpelling = spelling{
	quote: perlQuote, text: joined(perlQuote, " . ", "$token"), raw: labelled(perlQuote, " ."),
	more: template.FuncMap{
		"literal": perlLiterals([3]string{"JSON::PP::true", "JSON::PP::false", "undef"}, perlQuote),
		"rpcLiteral": perlLiterals([3]string{"RPC::XML::boolean->new(1)", "RPC::XML::boolean->new(0)", "RPC::XML::nil->new"},
			typedUnless(regexp.MustCompile(`[^-+.:0-9TZeEINFAinfa]|^$`), "RPC::XML::string->new(%s)")),
		"soapLiteral": perlLiterals([3]string{"SOAP::Data->type(boolean => 'true')", "SOAP::Data->type(boolean => 'false')", "undef"},
			typedUnless(regexp.MustCompile(`^[A-Z][a-z]+( [A-Za-z]+)*$`), "SOAP::Data->type(string => %s)")),
	},
}

func perlLiterals(words [3]string, quote func(string) string) func(string, *tree) string {
	return (&literals{
		quote: quote, key: perlQuote, object: [2]string{"{ ", " }"}, list: [2]string{"[", "]"}, arrow: " => ", words: words,
		none: "{}", indent: "    ", comma: ",",
	}).write
}

// typedUnless writes a text so that a client which guesses types out of texts, as those of Perl do, takes it for a text.
func typedUnless(safe *regexp.Regexp, typed string) func(string) string {
	return func(text string) string {
		if safe.MatchString(text) {
			return perlQuote(text)
		}
		return fmt.Sprintf(typed, perlQuote(text))
	}
}
