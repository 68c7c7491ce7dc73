package docs

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"sync"
	"text/template"

	"gatehouse/server/call"
)

// Language is one in which samples are written. What is shown runs as it stands, with the token in the environment variable WS_TOKEN.
type Language struct {
	Name  string // stable: csharp
	Title string // for people
	File  string // as which a sample is saved
	Run   string // the commands that run that file, one a line
	// Key is the expression that reads the token. A sample holds it before anything that comes from outside, so that replacing the first
	// one by Quoted gives a program that runs without the environment variable.
	Key    string
	spell  spelling
	sample map[string]func() *template.Template // for the face of that name, "" for all others; read when it is first asked for
}

// Quotes says whether a token in place of Key needs quotes: in a shell Key stands between them already.
func (l *Language) Quotes() bool { return l.Name != shell }

// Quoted is a token as it stands in a sample in place of Key. Tokens are letters, digits and _.
func (l *Language) Quoted(token string) string {
	if !l.Quotes() {
		return token
	}
	return `"` + token + `"`
}

// Languages is all of them, in the order in which people see them.
var Languages = []Language{
	newSample(Language{Name: shell, Title: "curl", File: "call.sh", Run: "sh call.sh", Key: "$WS_TOKEN", spell: shellSpelling}),
	newSample(Language{Name: "javascript", Title: "JavaScript", File: "call.mjs", Run: "node call.mjs", Key: "process.env.WS_TOKEN", spell: javascriptSpelling}),
	newSample(Language{Name: "python", Title: "Python", File: "call.py", Run: "python3 call.py", Key: `os.environ["WS_TOKEN"]`, spell: pythonSpelling}, "soap", "xmlrpc"),
	newSample(Language{Name: "php", Title: "PHP", File: "call.php", Run: "php call.php", Key: "getenv('WS_TOKEN')", spell: phpSpelling}, "soap", "soap-moodle"),
	newSample(Language{Name: "go", Title: "Go", File: "call.go", Run: "go run call.go", Key: `os.Getenv("WS_TOKEN")`, spell: goSpelling}),
	newSample(Language{Name: "java", Title: "Java", File: "Call.java", Run: "java Call.java", Key: `System.getenv("WS_TOKEN")`, spell: javaSpelling}),
	newSample(Language{
		Name: "csharp", Title: "C#", File: "Call.cs", Run: "mcs -r:System.Net.Http.dll Call.cs\nmono Call.exe",
		Key: `Environment.GetEnvironmentVariable("WS_TOKEN")`, spell: csharpSpelling,
	}),
	newSample(Language{Name: "ruby", Title: "Ruby", File: "call.rb", Run: "ruby call.rb", Key: "ENV.fetch('WS_TOKEN')", spell: rubySpelling}, "xmlrpc"),
	newSample(Language{Name: "perl", Title: "Perl", File: "call.pl", Run: "perl call.pl", Key: "$ENV{WS_TOKEN}", spell: perlSpelling}, "soap-moodle", "xmlrpc"),
}

const shell = "curl"

// FindLanguage returns the language of that name, nil when there is none.
func FindLanguage(name string) *Language {
	i := slices.IndexFunc(Languages, func(l Language) bool { return l.Name == name })
	if i < 0 {
		return nil
	}
	return &Languages[i]
}

// newSample reads the templates of a language: one for all faces, and one for each face whose usual client in that language writes the
// message by itself.
func newSample(l Language, clients ...string) Language {
	l.sample = map[string]func() *template.Template{}
	for _, face := range append([]string{""}, clients...) {
		file := strings.TrimSuffix(l.Name+"."+face, ".") + ".tmpl"
		l.sample[face] = sync.OnceValue(func() *template.Template {
			made := template.New(file).Funcs(template.FuncMap{
				"quote": l.spell.quote, "text": l.spell.text, "raw": l.spell.raw, "base64": base64Lines, "json": jsonText,
			}).Funcs(l.spell.more)
			return template.Must(made.ParseFS(templates, "sample/"+file))
		})
	}
	return l
}

// Sample is a program that makes a call and prints the result, or fails with what the server says. The message is the call as the face
// writes it; the arguments are those that it was written from, for clients that write messages by themselves.
func Sample(language *Language, face *Face, site Site, f *call.Function, arguments map[string]any, m *Message) string {
	made := language.sample[face.Name]
	if made == nil {
		made = language.sample[""]
	}
	var text bytes.Buffer
	if err := made().Execute(&text, newSampleData(face, site, f, arguments, m)); err != nil {
		panic(fmt.Sprintf("a sample cannot be written: %v", err)) // the template asks for nothing that could fail
	}
	return text.String()
}

// sampleData is what templates read.
type sampleData struct {
	Function  string
	Title     string // of the face
	Method    string
	URL       string // may hold the mark of the token, as Header and Form may
	Address   string // URL without the query
	Header    []Header
	Form      []Header // the body is one of these five, or there is none
	JSON      *tree
	Text      string
	Line      string // text that may hold the mark of the token
	Binary    []byte
	InJSON    bool // the answer is JSON
	Failure   failure
	Arguments *tree   // an object, as clients take it by names
	Values    []*tree // as they take it by position
}

// failure is how an answer with status 200 says that the call failed.
type failure string

const (
	byStatus failure = ""       // it does not
	byMoodle failure = "moodle" // JSON with the key exception
	byRPC    failure = "rpc"    // JSON with the key error
	byMCP    failure = "mcp"    // the same, or result.isError
	byFault  failure = "fault"  // an element fault
	byTarget failure = "amf"    // a target that ends in onStatus
)

func newSampleData(face *Face, site Site, f *call.Function, arguments map[string]any, m *Message) *sampleData {
	address, _, _ := strings.Cut(m.Path, "?")
	d := &sampleData{
		Function: f.Name, Title: OneLine(face.Title), Method: m.Method, URL: site.URL + m.Path, Address: site.URL + address, Header: m.Header,
		InJSON: slices.Contains([]string{"rest", "jsonrpc", "mcp"}, face.Protocol), Failure: failureOf(face),
		Arguments: treeOf(arguments, f.Parameters), Values: positional(arguments, f.Parameters),
	}
	switch m.Kind {
	case BinaryBody:
		d.Binary = m.Body
	case FormBody:
		if d.Form = m.Form; repeats(m.Form) {
			d.Form, d.Line = nil, string(m.Body)
		}
	case JSONBody:
		if d.JSON = parseTree(m.Body); d.JSON == nil {
			d.Text = string(m.Body)
		}
	default:
		d.Text = strings.TrimSuffix(string(m.Body), "\n")
	}
	return d
}

func failureOf(face *Face) failure {
	if face.Name == "rest-moodle" {
		return byMoodle
	}
	return map[string]failure{"jsonrpc": byRPC, "mcp": byMCP, "xmlrpc": byFault, "amf": byTarget}[face.Protocol]
}

// repeats says whether a name is there twice, which not every language's form can hold.
func repeats(form []Header) bool {
	seen := map[string]bool{}
	for _, field := range form {
		if seen[field.Name] {
			return true
		}
		seen[field.Name] = true
	}
	return false
}

// HasBody says whether anything is sent besides the header.
func (d *sampleData) HasBody() bool {
	return d.Form != nil || d.JSON != nil || d.Text+d.Line != "" || d.Binary != nil
}

// Given says whether there are arguments.
func (d *sampleData) Given() bool { return len(d.Arguments.fields) > 0 }

// Null says whether null is among them, which some clients have to be told of.
func (d *sampleData) Null() bool { return d.Arguments.holdsNull() }

// FailsByStatus says whether a failure is seen from the status alone.
func (d *sampleData) FailsByStatus() bool { return d.Failure == byStatus || d.Failure == byTarget }

// MethodSaid says whether the method is other than the one that clients choose by themselves.
func (d *sampleData) MethodSaid() bool {
	return d.Method != map[bool]string{true: "POST", false: "GET"}[d.HasBody()]
}

// MediaType is what the header says of the body, without its parameters.
func (d *sampleData) MediaType() string {
	for _, h := range d.Header {
		if isMediaType(h) {
			media, _, _ := strings.Cut(h.Value, ";")
			return media
		}
	}
	return ""
}

// OtherHeader is the header without the media type.
func (d *sampleData) OtherHeader() []Header {
	return slices.DeleteFunc(slices.Clone(d.Header), isMediaType)
}

// Rest is the part of the header that has to be said by whoever has a form written by the library, which knows its media type.
func (d *sampleData) Rest() []Header {
	if d.Form != nil {
		return d.OtherHeader()
	}
	return d.Header
}

func isMediaType(h Header) bool { return strings.EqualFold(h.Name, "Content-Type") }

// base64Lines are the bytes of a binary body, in lines as wide as those of a letter.
func base64Lines(body []byte) []string {
	var lines []string
	for chunk := range slices.Chunk([]byte(base64.StdEncoding.EncodeToString(body)), 76) {
		lines = append(lines, string(chunk))
	}
	return lines
}
