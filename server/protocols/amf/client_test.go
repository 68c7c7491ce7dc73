package amf

import (
	"bytes"
	"encoding/binary"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/protocols/conformance"
)

func newHandler(d *call.Dispatcher) http.Handler {
	mux := http.NewServeMux()
	(&Handler{Dispatcher: d, TokenInURL: func() bool { return true }}).Routes(mux.Handle)
	return mux
}

const (
	tokenAddress    = "/webservice/amf/server.php"
	passwordAddress = "/webservice/amf/simpleserver.php"
	ownAddress      = "/webservice/amf"
)

// client speaks AMF in one of its ways.
type client struct {
	address    string
	three      bool // AMF3
	flex       bool // Flex messages
	positional bool // arguments by position, with a class before the function
}

func (c client) Call(t *testing.T, h http.Handler, token, function string, arguments map[string]any) conformance.Answer {
	t.Helper()
	list := []any{arguments}
	if c.positional {
		list, function = byPosition(function, arguments), "Some.Class."+function
	}
	target := c.address
	if c.address == tokenAddress && token != "" {
		target += "?wstoken=" + token
	}
	r := httptest.NewRequest(http.MethodPost, target, bytes.NewReader(c.packet(function, list)))
	r.Header.Set("Content-Type", "application/x-amf")
	if c.address == ownAddress && token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	answer := conformance.Answer{HTTPStatus: w.Code}
	if w.Body.Len() > 0 {
		readAnswer(t, w, &answer)
	}
	return answer
}

// byPosition puts arguments into the order of the function's parameters, up to the first that is missing.
func byPosition(function string, arguments map[string]any) []any {
	var list []any
	if f := conformance.Find(function); f != nil {
		for _, p := range f.Parameters.Fields {
			v, ok := arguments[p.Name]
			if !ok {
				break
			}
			list = append(list, v)
		}
	}
	return list
}

// packet is a packet with one body.
func (c client) packet(function string, arguments []any) []byte {
	version := 0
	if c.three {
		version = 3
	}
	target, value := function, c.value(arguments)
	if c.flex {
		target, value = "null", c.message(remotingMessage, map[string]any{"operation": function, "body": arguments, "messageId": "m-1", "destination": "d"})
	}
	return packetOf(version, part{target, "/1", value})
}

// value writes a value as the client does: as AMF0, or switched to AMF3.
func (c client) value(v any) []byte {
	w := &writer{}
	if c.three {
		w.bytes(switch3)
		w.three = true
	}
	w.say(v)
	return w.b
}

func (c client) message(class string, members map[string]any) []byte {
	w := &writer{}
	w.list(1)
	if c.three {
		w.bytes(switch3)
		w.three = true
	}
	names := keysOf(members)
	w.typed(class, names)
	for _, name := range names {
		w.member(name)
		w.say(members[name])
	}
	w.endTyped()
	return w.b
}

func keysOf(m map[string]any) []string {
	var keys []string
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// say writes arguments, of which tests have only such as can be written.
func (w *writer) say(v any) {
	if err := w.any("", v, nil); err != nil {
		panic(err)
	}
}

// answered is one body of an answer.
type answered struct {
	target string
	class  string // of its value
	value  any
}

// readBodies reads an answer.
func readBodies(t *testing.T, w *httptest.ResponseRecorder) []answered {
	t.Helper()
	if got := w.Header().Get("Content-Type"); got != "application/x-amf" {
		t.Fatalf("content type %q: %q", got, w.Body)
	}
	p, err := readPacket(w.Body.String(), true)
	if err != nil {
		t.Fatalf("%v: %q", err, w.Body)
	}
	var list []answered
	for i := range p.bodies {
		b := &p.bodies[i]
		if length := binary.BigEndian.Uint32([]byte(b.data[b.from-4:])); int(length) != len(b.data)-b.from || b.response != "null" {
			t.Errorf("body %d: length %d of %d, response %q", i, length, len(b.data)-b.from, b.response)
		}
		tree, err := b.value(&p.budget)
		if err != nil {
			t.Fatalf("%v: %q", err, w.Body)
		}
		v, err := tree.value(0)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, answered{b.target, tree.nodes[0].text, v})
	}
	return list
}

func readAnswer(t *testing.T, w *httptest.ResponseRecorder, answer *conformance.Answer) {
	t.Helper()
	bodies := readBodies(t, w)
	if len(bodies) != 1 {
		t.Fatalf("%d bodies", len(bodies))
	}
	b := bodies[0]
	fields, _ := b.value.(map[string]any)
	text := func(key string) string { s, _ := fields[key].(string); return s }
	if b.class != "" && (text("correlationId") == "" || text("messageId") == "") == (text("destination") != "") {
		t.Errorf("the message does not answer: %v", fields)
	}
	switch {
	case b.target == "/1/onResult" && b.class == acknowledgeMessage:
		answer.Value = fields["body"]
	case b.target == "/1/onResult":
		answer.Value = b.value
	case b.target != "/1/onStatus":
		t.Errorf("the answer goes to %q", b.target)
	case b.class == errorMessage:
		answer.Code, answer.Message = text("faultCode"), text("faultString")
		fields, _ = fields["extendedData"].(map[string]any)
	default:
		answer.Code, answer.Message = text("code"), text("description")
	}
	if strings.HasSuffix(b.target, "/onStatus") {
		answer.Path, answer.Check, answer.RequestID = text("path"), text("check"), text("requestId")
	}
}
