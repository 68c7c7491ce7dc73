package docs_test

import (
	"encoding/json"
	"fmt"
	"go/format"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"gatehouse/server/docs"
)

// evil are texts that would end a literal, a comment or a here document of one language or another, or be read as code inside one.
var evil = []string{
	`'`, `"`, `'''`, `"""`, `""""`, "`", "``", `\`, `\\`, `\'`, `\"`, `\u0022`, `\u000a`, `\x41`, `$x`, `${x}`, `$(id)`, "`id`", `#{1+1}`, `#$0`, `#@x`,
	`@{[1]}`, `@x`, `%x`, `{{.}}`, `*/`, `//`, `-- `, `#`, `</script>`, `?>`, `<?php`, "a\nb", "a\r\nb", "\t", " lead", "trail ", "\nXML\n", "\nBODY\n", "XML", "BODY",
	"EOF", "é ü ß", "日本 🌱", "\u2028\u2029", "\u202e", "\u00a0", "\ufeff", "\u200b", "\x7f", "\x1b[31m", "$WS_TOKEN", `os.environ["WS_TOKEN"]`, `getenv('WS_TOKEN')`,
	`process.env.WS_TOKEN`, `os.Getenv("WS_TOKEN")`, `System.getenv("WS_TOKEN")`, `Environment.GetEnvironmentVariable("WS_TOKEN")`, `ENV.fetch('WS_TOKEN')`,
	`$ENV{WS_TOKEN}`, `"); evil(); ("`, `'); evil(); ('`, "!!", "~", "\\\n", "x\\", `a""b`, `ends"`, `ends""`, `\0`, "''' + evil() + '''", "__proto__",
}

const hostileToken = "gate_Abc123"

// hostileMessages carry all of them, on each kind of text that a wire has.
func hostileMessages() map[string]*docs.Message {
	object, list := map[string]any{}, []any{true, false, nil, -1.5, 0, map[string]any{}, []any{}, map[string]any{"0": "zero", "1": "one"}}
	form := []docs.Header{{Name: "wstoken", Value: docs.CredentialMark}}
	var xml strings.Builder
	xml.WriteString("<?xml version=\"1.0\"?>\n<all>\n")
	for i, text := range evil {
		object[text] = text
		list = append(list, text)
		form = append(form, docs.Header{Name: fmt.Sprintf("list[%d]", i), Value: text}, docs.Header{Name: text, Value: "x"})
		fmt.Fprintf(&xml, "  <a b=\"\">%s</a>\n", strings.ReplaceAll(text, "<", "&lt;"))
	}
	object["list"] = list
	body, _ := json.Marshal(object)
	xml.WriteString("</all>\n")
	odd := docs.Header{Name: "X-Odd", Value: `a 'b' "c" $d #{e} @f \g`}
	return map[string]*docs.Message{
		"json":   {Method: "POST", Path: "/a", Header: []docs.Header{{Name: "Content-Type", Value: "application/json"}, odd, docs.Bearer}, Body: body, Kind: docs.JSONBody},
		"form":   {Method: "POST", Path: "/a", Header: []docs.Header{{Name: "Content-Type", Value: "application/x-www-form-urlencoded"}, odd, docs.Bearer}, Form: form, Kind: docs.FormBody},
		"xml":    {Method: "POST", Path: "/a", Header: []docs.Header{{Name: "Content-Type", Value: "text/xml"}, odd, docs.Bearer}, Body: []byte(xml.String()), Kind: docs.XMLBody},
		"binary": {Method: "POST", Path: "/a", Header: []docs.Header{{Name: "Content-Type", Value: "application/x-amf"}, odd, docs.Bearer}, Body: []byte("\x00\x01\xff'\"\n"), Kind: docs.BinaryBody},
	}
}

// faceOf is one whose samples nobody's own client writes.
var faceOf = map[string]docs.Face{
	"json": {Name: "restful", Protocol: "rest", Title: "REST"}, "form": {Name: "rest-moodle", Protocol: "rest", Title: "Moodle"},
	"xml": {Name: "plain", Protocol: "soap", Title: "SOAP"}, "binary": {Name: "amf", Protocol: "amf", Title: "AMF"},
}

// TestNothingBreaksOutOfItsLiteral runs hostile samples in their languages, as their commands say, and looks at what arrives.
func TestNothingBreaksOutOfItsLiteral(t *testing.T) {
	f := declare[struct{}, bool](t, "core_hostile_do")
	var seen *http.Request
	var body []byte
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen = r
		body, _ = io.ReadAll(r.Body)
		_, _ = io.WriteString(w, "{}")
	}))
	t.Cleanup(server.Close)
	for i := range docs.Languages {
		l := &docs.Languages[i]
		t.Run(l.Name, func(t *testing.T) {
			needLanguage(t, l)
			for kind, m := range hostileMessages() {
				face := faceOf[kind]
				text := docs.Sample(l, &face, docs.Site{URL: server.URL, Name: "*/ evil"}, f, map[string]any{}, m)
				seen, body = nil, nil
				runSample(t, l, text, kind == "json")
				if seen == nil {
					t.Fatalf("%s: nothing arrived", kind)
				}
				arrived(t, kind, m, seen, body)
			}
		})
	}
}

func needLanguage(t *testing.T, l *docs.Language) {
	t.Helper()
	for line := range strings.Lines(l.Run) {
		if name := strings.Fields(line)[0]; exec.Command("sh", "-c", `command -v "$0"`, name).Run() != nil {
			if os.Getenv("CI") != "" {
				t.Fatalf("%s is not installed", name)
			}
			t.Skipf("%s is not installed", name)
		}
	}
}

// runSample runs a sample in a folder of its own: with the token in the environment, or with the key in the place for it.
func runSample(t *testing.T, l *docs.Language, text string, pasted bool) {
	t.Helper()
	folder := t.TempDir()
	environment := append(os.Environ(), "NO_PROXY=127.0.0.1", "no_proxy=127.0.0.1", "WS_TOKEN="+hostileToken)
	if pasted {
		environment[len(environment)-1] = "WS_TOKEN=wrong"
		text = strings.Replace(text, l.Key, l.Quoted(hostileToken), 1)
	}
	if err := os.WriteFile(filepath.Join(folder, l.File), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	command := exec.Command("sh", "-ec", l.Run)
	command.Dir, command.Env = folder, environment
	if said, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s\n%s", err, said, text)
	}
}

func arrived(t *testing.T, kind string, m *docs.Message, r *http.Request, body []byte) {
	t.Helper()
	for _, h := range m.Header {
		if got := r.Header.Get(h.Name); !strings.HasPrefix(got, docs.Shown(h.Value, hostileToken)) {
			t.Errorf("%s: the header %s is %q", kind, h.Name, got)
		}
	}
	switch kind {
	case "json":
		var got, want any
		if err := json.Unmarshal(body, &got); err != nil {
			t.Fatalf("%v\n%s", err, body)
		}
		if err := json.Unmarshal(m.Body, &want); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("got  %v\nwant %v", got, want)
		}
	case "form":
		got, err := url.ParseQuery(string(body))
		want := url.Values{}
		for _, field := range m.Form {
			want.Set(field.Name, docs.Shown(field.Value, hostileToken))
		}
		if err != nil || !reflect.DeepEqual(got, want) {
			for name := range want {
				if got.Get(name) != want.Get(name) {
					t.Errorf("the field %q is %q", name, got[name])
				}
			}
			t.Errorf("%v: %d fields, want %d", err, len(got), len(want))
		}
	case "xml":
		if strings.TrimSpace(string(body)) != strings.TrimSpace(string(m.Body)) {
			t.Errorf("got\n%q\nwant\n%q", body, m.Body)
		}
	default:
		if string(body) != string(m.Body) {
			t.Errorf("got %q, want %q", body, m.Body)
		}
	}
}

// TestTheKeyComesFirst holds every sample to reading the token before anything comes from outside.
func TestTheKeyComesFirst(t *testing.T) {
	f := declare[struct{}, bool](t, "core_hostile_do")
	for i := range docs.Languages {
		l := &docs.Languages[i]
		for kind, m := range hostileMessages() {
			face := faceOf[kind]
			text := docs.Sample(l, &face, docs.Site{URL: "http://127.0.0.1:1/'\"$`" + l.Key}, f, map[string]any{}, m)
			before, _, found := strings.Cut(text, l.Key)
			if l.Name == "curl" { // whose address stands first, and breaks up what looks like the expression
				found = strings.HasSuffix(before, `"Authorization: Bearer `) || strings.HasSuffix(before, `"wstoken=`)
			}
			if !found || l.Name != "curl" && strings.Contains(before, "127.0.0.1") {
				t.Errorf("%s: the token is read behind\n%s", l.Name, before)
			}
		}
	}
}

func TestGoSamplesAreWrittenAsGofmtWould(t *testing.T) {
	f := declare[struct{}, bool](t, "core_hostile_do")
	l := docs.FindLanguage("go")
	for kind, m := range hostileMessages() {
		for _, protocol := range []string{"rest", "soap", "xmlrpc", "jsonrpc", "mcp"} {
			face := faceOf[kind]
			if kind == "json" {
				face.Protocol = protocol
			}
			text := docs.Sample(l, &face, docs.Site{URL: "http://127.0.0.1:1"}, f, map[string]any{}, m)
			if want, err := format.Source([]byte(text)); err != nil || string(want) != text {
				t.Errorf("%s, %s: %v\ngot\n%s\nwant\n%s", kind, protocol, err, text, want)
			}
		}
	}
}
