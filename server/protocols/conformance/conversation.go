package conformance

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"gatehouse/server/call"
)

var update = flag.Bool("update", false, "write what was answered into the conversations")

// Conversations replays the archives testdata/*.txtar of a protocol. Each says on its top why it is there, and holds in turn a
// "request" and the "response" that it must get, byte by byte:
//
//	-- request --
//	POST /webservice/rest/core_void_do?x=1
//	Content-Type: application/json
//
//	{}
//	-- response --
//	200
//	Content-Type: application/json; charset=utf-8
//
//	null
//
// A section "world" names the checks that shall refuse, one in a line. Sections called "request hex" and "response hex" hold
// the body in hexadecimal digits, with a comment behind # in each line. "go test -update" writes the responses anew.
func Conversations(t *testing.T, protocol string, handler func(d *call.Dispatcher) http.Handler) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no conversations in testdata: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if len(bytes.TrimSpace(archive.Comment)) == 0 {
				t.Error("nothing on its top says why it is there")
			}
			if converse(t, archive, protocol, handler); *update && !t.Failed() {
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func converse(t *testing.T, archive *txtar.Archive, protocol string, handler func(d *call.Dispatcher) http.Handler) {
	world := NewWorld(protocol)
	h := watched(t, handler(world.Dispatcher()))
	var answered []byte
	for i := range archive.Files {
		section := &archive.Files[i]
		name, inHex := strings.CutSuffix(section.Name, " hex")
		switch name {
		case "world":
			for _, check := range strings.Fields(string(section.Data)) {
				world.Break(t, call.Check(check))
			}
		case "request":
			answered = answer(t, h, section.Data, inHex)
		case "response":
			if *update {
				section.Data = answered
			} else if !bytes.Equal(answered, section.Data) {
				t.Errorf("section %d: answered\n%s\nwant\n%s", i+1, answered, section.Data)
			}
		default:
			t.Fatalf("section %d: %q is neither a world nor a request nor a response", i+1, section.Name)
		}
	}
}

// answer makes a request as it is written down, and writes down what comes back.
func answer(t *testing.T, h http.Handler, request []byte, inHex bool) []byte {
	t.Helper()
	head, body, _ := bytes.Cut(request, []byte("\n\n"))
	body = bytes.TrimSuffix(body, []byte("\n"))
	if inHex {
		body = fromHex(t, body)
	}
	lines := strings.Split(strings.TrimSpace(string(head)), "\n")
	method, target, _ := strings.Cut(lines[0], " ")
	r := httptest.NewRequest(method, target, bytes.NewReader(body))
	for _, line := range lines[1:] {
		key, value, _ := strings.Cut(line, ": ")
		r.Header.Add(key, value)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return written(w, inHex)
}

// written is a response as it stands in an archive: status, headers in alphabetical order, an empty line, the body, a line break.
func written(w *httptest.ResponseRecorder, inHex bool) []byte {
	var text bytes.Buffer
	fmt.Fprintf(&text, "%d\n", w.Code)
	var headers []string
	for key, values := range w.Header() {
		for _, value := range values {
			headers = append(headers, key+": "+value+"\n")
		}
	}
	slices.Sort(headers)
	text.WriteString(strings.Join(headers, "") + "\n")
	if inHex {
		toHex(&text, w.Body.Bytes())
	} else {
		text.Write(w.Body.Bytes())
		text.WriteByte('\n')
	}
	return text.Bytes()
}

func fromHex(t *testing.T, text []byte) []byte {
	t.Helper()
	var digits strings.Builder
	for lines := bufio.NewScanner(bytes.NewReader(text)); lines.Scan(); {
		line, _, _ := strings.Cut(lines.Text(), "#")
		digits.WriteString(strings.Join(strings.Fields(line), ""))
	}
	data, err := hex.DecodeString(digits.String())
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// toHex writes 16 bytes in a line, and behind them what they are in ASCII.
func toHex(text *bytes.Buffer, data []byte) {
	for part := range slices.Chunk(data, 16) {
		ascii := bytes.Map(func(r rune) rune {
			if r < ' ' || r > '~' {
				return '.'
			}
			return r
		}, part)
		fmt.Fprintf(text, "%-48s # %s\n", fmt.Sprintf("% x", part), ascii)
	}
}
