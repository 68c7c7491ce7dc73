package docs

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"text/template"
)

// spelling is how a language writes values down. Nothing that is written ends before its own end, whatever it holds.
type spelling struct {
	quote func(text string) string         // a literal on one line
	text  func(text string) string         // the same, with the token where its mark stands
	raw   func(text, behind string) string // a literal that keeps its lines, and what stands behind it in the statement
	more  template.FuncMap                 // what only its templates ask for: literal(indent, value) writes a value, in a line that begins with an indent
}

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
