package call

import (
	"math"
	"net/mail"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Type names what a single value may hold. The names and what they accept are those of Moodle's PARAM types: a value is
// accepted when cleaning it would leave it unchanged, and refused otherwise; nothing is ever repaired.
type Type string

// The types that carry no text.
const (
	Int   Type = "int"
	Float Type = "float"
	Bool  Type = "bool"
)

// textType says whether a text is acceptable, and in words what is expected.
type textType struct {
	expects string
	accepts func(string) bool
}

func matches(pattern string) func(string) bool { return regexp.MustCompile(pattern).MatchString }

const (
	lower   = "abcdefghijklmnopqrstuvwxyz"
	letters = lower + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digits  = "0123456789"
)

// UsernameCharacters are those that a user name may have.
const UsernameCharacters = lower + digits + "-._@"

// only accepts texts of these characters, which are ASCII.
func only(characters string) func(string) bool {
	var known [256]bool
	for i := range len(characters) {
		known[characters[i]] = true
	}
	return func(s string) bool {
		for i := range len(s) {
			if !known[s[i]] {
				return false
			}
		}
		return true
	}
}

var anyText = func(string) bool { return true }

// textTypes is the table of all types that carry text.
var textTypes = map[Type]textType{
	"raw":         {"text", anyText},
	"raw_trimmed": {"text without blanks at its ends", func(s string) bool { return strings.Trim(s, " \t\n\r\v") == s }},
	"text":        {"text without HTML tags", func(s string) bool { return !hasTags(withoutMultilang(s)) }},
	"notags":      {"text without HTML tags", func(s string) bool { return !hasTags(s) }},
	"alpha":       {"letters a-z only", only(letters)},
	"alphaext":    {"letters a-z, '_' and '-' only", only(letters + "_-")},
	"alphanum":    {"letters a-z and digits only", only(letters + digits)},
	"alphanumext": {"letters a-z, digits, '_' and '-' only", only(letters + digits + "_-")},
	"sequence":    {"numbers with commas between them", only(digits + ",")},
	"username":    {"a user name: lower-case letters, digits and . _ - @", only(UsernameCharacters)},
	"email":       {"an e-mail address", func(s string) bool { return s == "" || ValidEmail(s) }},
	"url":         {"an http or https address", func(s string) bool { return s == "" || validURL(s) }},
	"localurl":    {"an address on this server", func(s string) bool { return s == "" || strings.HasPrefix(s, "/") && validURL("http://x"+s) }},
	"path":        {"a path without '..' and special characters", validPath},
	"file":        {"a file name without a path", validFileName},
	"safedir":     {"letters a-z, digits, '_' and '-' only", only(letters + digits + "_-")},
	"safepath":    {"letters a-z, digits, '/', '_' and '-' only", only(letters + digits + "/_-")},
	"component":   {"the name of a component", matches(`^([a-z][a-z0-9]*(_[a-z](?:[a-z0-9_]*[a-z0-9])?)?)?$`)},
	"area":        {"lower-case letters, digits and '_'", matches(`^([a-z](?:[a-z0-9_]*[a-z0-9])?)?$`)},
	"plugin":      {"the name of a plugin", matches(`^([a-z](?:[a-z0-9_]*[a-z0-9])?)?$`)},
	"auth":        {"manual, email, webservice or nologin", matches(`^(manual|email|webservice|nologin)?$`)},
	"capability":  {"the name of a capability", matches(`^([a-z][a-z0-9]*/[a-z][a-z0-9_]*:[a-z][a-z0-9]*)?$`)},
	"lang":        {"the code of an installed language: en", matches(`^(en)?$`)},
	"theme":       {"the name of an installed theme", matches(`^(boost|classic)?$`)},
	"timezone":    {"a time zone such as Europe/Paris, or 99 for the site's", validTimezone},
	"stringid":    {"the name of a string", matches(`^([a-zA-Z][a-zA-Z0-9.:/_-]*)?$`)},
	"tag": {"a tag", func(s string) bool {
		return !hasTags(s) && utf8.RuneCountInString(s) <= 50 && strings.TrimSpace(s) == s
	}},
	"base64":     {"base64", validBase64},
	"permission": {"1, 0, -1 or -1000", matches(`^(1|0|-1|-1000)$`)},
	"cleanhtml":  {"text", anyText}, // results only: Declare refuses it for parameters
	"clean":      {"text", anyText},
}

// expects says in words what a type accepts.
func (t Type) expects() string {
	switch t {
	case Int:
		return "a whole number"
	case Float:
		return "a number"
	case Bool:
		return "true or false (or 1 or 0)"
	}
	return textTypes[t].expects
}

func (t Type) known() bool {
	_, ok := textTypes[t]
	return ok || t == Int || t == Float || t == Bool
}

// Accepts says whether a text is a value of the type, for those who take values through other doors than a call.
func (t Type) Accepts(text string) bool {
	var ok bool
	switch {
	case !t.known():
	case t == Int:
		_, ok = readInt(text)
	case t == Float:
		_, ok = readFloat(text)
	case t == Bool:
		_, ok = readBool(text)
	default:
		_, ok = t.readText(text)
	}
	return ok
}

// hasTags says whether stripping HTML tags would change s: a "<" opens a tag unless white space follows it.
func hasTags(s string) bool {
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			return false
		}
		s = s[i+1:]
		if s == "" || !strings.ContainsRune(" \t\n\r\v\f", rune(s[0])) {
			return true
		}
	}
}

var multilang = regexp.MustCompile(`(?s)<lang lang="[a-zA-Z0-9_-]+"\s*>[^<]*</lang>|<span(?:\s+lang="[a-zA-Z0-9_-]+"\s+class="multilang"|\s+class="multilang"\s+lang="[a-zA-Z0-9_-]+")\s*>[^<]*</span>`)

// withoutMultilang takes out the two notations for text in several languages, which are the only markup that text may hold.
func withoutMultilang(s string) string {
	if !strings.Contains(s, "</") {
		return s
	}
	return multilang.ReplaceAllString(s, "")
}

// ValidEmail says whether s is one bare e-mail address.
func ValidEmail(s string) bool {
	if len(s) > 100 { // asked first: reading four megabytes of names before an address takes seconds
		return false
	}
	address, err := mail.ParseAddress(s)
	if err != nil || address.Address != s || address.Name != "" {
		return false
	}
	domain := s[strings.LastIndexByte(s, '@')+1:]
	return strings.Contains(domain, ".") && !strings.HasPrefix(domain, ".") && !strings.HasSuffix(domain, ".") && !strings.ContainsAny(s, " \t<>\"")
}

func validURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || unicode.IsSpace(r) || strings.ContainsRune(`<>"`, r)
	})
}

// validBase64 takes blanks anywhere but inside the padding. It is written out because whole files come this way.
func validBase64(s string) bool {
	const blanks = " \t\n\f\r"
	s = strings.TrimRight(s, blanks)
	s = strings.TrimSuffix(strings.TrimSuffix(s, "="), "=")
	for i := range len(s) {
		c := s[i]
		letter := c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/'
		if !letter && strings.IndexByte(blanks, c) < 0 {
			return false
		}
	}
	return true
}

func validPath(s string) bool {
	if strings.ContainsAny(s, `\:*?"<>|`+"`") || strings.Contains(s, "//") || strings.ContainsFunc(s, unicode.IsControl) {
		return false
	}
	for part := range strings.SplitSeq(s, "/") {
		if part == "." || part == ".." {
			return false
		}
	}
	return true
}

func validFileName(s string) bool {
	return s != "." && s != ".." && !strings.ContainsAny(s, `\/:*?"<>|&`+"`'") && !strings.ContainsFunc(s, unicode.IsControl)
}

var offsetZone = regexp.MustCompile(`^([+-]?(0?[0-9](\.[05])?|1[0-3](\.0)?|1[0-2]\.5)|99)$`)

func validTimezone(s string) bool {
	if s == "" || offsetZone.MatchString(s) {
		return true
	}
	_, err := time.LoadLocation(s)
	return err == nil && s != "Local"
}

// readInt accepts a whole number or its one canonical spelling; 64 bits exactly.
func readInt(v any) (int64, bool) {
	switch v := v.(type) {
	case int64:
		return v, true
	case string:
		n, err := strconv.ParseInt(v, 10, 64)
		return n, err == nil && strconv.FormatInt(n, 10) == v
	}
	return 0, false
}

var floatText = regexp.MustCompile(`^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$`)

// readFloat accepts a number, or a decimal spelling of one.
func readFloat(v any) (float64, bool) {
	switch v := v.(type) {
	case float64:
		return v, !math.IsNaN(v) && !math.IsInf(v, 0)
	case int64:
		return float64(v), true
	case string:
		if len(v) > 64 || !floatText.MatchString(v) {
			return 0, false
		}
		f, err := strconv.ParseFloat(v, 64)
		return f, err == nil
	}
	return 0, false
}

// readBool accepts true, false, 0, 1, "0" and "1".
func readBool(v any) (value, ok bool) {
	switch v := v.(type) {
	case bool:
		return v, true
	case int64:
		return v == 1, v == 0 || v == 1
	case string:
		return v == "1", v == "0" || v == "1"
	}
	return false, false
}

// readText accepts well-formed UTF-8 without NUL that the type accepts; a whole number counts as its decimal spelling.
func (t Type) readText(v any) (string, bool) {
	var s string
	switch v := v.(type) {
	case string:
		s = v
	case int64:
		s = strconv.FormatInt(v, 10)
	default:
		return "", false
	}
	return s, utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 && textTypes[t].accepts(s)
}
