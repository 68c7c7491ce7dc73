package amf

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/protocols/conformance"
)

// bench is the handler over a world of the conformance suite.
type bench struct {
	*conformance.World
	handler http.Handler
	inURL   bool
}

func newBench() *bench {
	b := &bench{World: conformance.NewWorld(Name), inURL: true}
	mux := http.NewServeMux()
	(&Handler{Dispatcher: b.Dispatcher(), TokenInURL: func() bool { return b.inURL }}).Routes(mux.Handle)
	b.handler = conformance.Guarded(mux)
	return b
}

func (b *bench) send(target string, body []byte, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, target, bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/x-amf")
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, r)
	return w
}

const known = tokenAddress + "?wstoken=" + conformance.Token

var amf0, amf3 = client{}, client{three: true}

// told is code and message of a failure, whatever its shape.
func told(a answered) string {
	f, _ := a.value.(fields)
	code, message := f["code"], f["description"]
	if a.class == errorMessage {
		code, message = f["faultCode"], f["faultString"]
	}
	return fmt.Sprint(code, " ", message)
}

func TestPacketsRefused(t *testing.T) {
	void := "0012 'x.core_void_do' 0000 00000005"
	for _, row := range []struct{ why, packet, says string }{
		{"nothing", "", "breaks off"},
		{"an unknown version", "0002 0000 0000", "versions"},
		{"half a count", "0000 00", "breaks off"},
		{"headers that are not there", "0000 ffff", "breaks off"},
		{"a header that asks to be understood", "0000 0001 0001 'x' 01 00000001 05 0001" + void, `"x" asks to be understood`},
		{"a header longer than the packet", "0000 0001 0001 'x' 00 000000ff 05 0001", "breaks off"},
		{"a header of unknown length that is wrong", "0000 0001 0001 'x' 00 ffffffff 20 0001", "marker"},
		{"no body", "0000 0000 0000", "no body"},
		{"more bodies than are taken", "0000 0000 0033", "51 bodies"},
		{"fewer bodies than announced", "0000 0000 0002 0001 'a' 0002 '/1' 00000000", "breaks off"},
		{"a body longer than the packet", "0000 0000 0001 0001 'a' 0002 '/1' 00000002 05", "breaks off"},
		{"something behind the last body", "0000 0000 0001 0001 'a' 0002 '/1' 00000001 05 05", "nothing more"},
		{"a target that is not UTF-8", "0000 0000 0001 0001 ff 0002 '/1' 00000001 05", "UTF-8"},
		{"an address too long to be one", "0000 0000 0001 0001 'a' 0401 '" + strings.Repeat("/", 1025) + "' 00000001 05", "1024"},
		{"a value of unknown length before another body that is wrong", "0000 0000 0002 0001 'a' 0002 '/1' ffffffff 20 0001 'b'", "marker"},
	} {
		b := newBench()
		packet := []byte(bytesOf(t, row.packet))
		got := readBodies(t, b.send(known, packet))
		if len(got) != 1 || !strings.HasSuffix(got[0].target, "/onStatus") || !strings.HasPrefix(told(got[0]), "invalidparameter ") || !strings.Contains(told(got[0]), row.says) {
			t.Errorf("%s: got %v, want it to say %q", row.why, got, row.says)
		}
		if got := readBodies(t, b.send(tokenAddress, packet)); !strings.HasPrefix(told(got[0]), "invalidtoken ") {
			t.Errorf("%s: a stranger is told %v", row.why, got)
		}
	}
}

// A body that is wrong in itself does not touch the others.
func TestBodiesRefused(t *testing.T) {
	for _, row := range []struct{ why, target, value, says string }{
		{"a value shorter than its length", "core_whole_echo", "0a 00000000 05", "invalidparameter The AMF is wrong at byte"},
		{"a value longer than its length", "core_whole_echo", "0a 00000001", "invalidparameter The AMF is wrong at byte"},
		{"a wrong marker", "core_whole_echo", "20", "marker"},
		{"more arguments than it takes", "core_whole_echo", "0a 00000002 05 05", "at most 1 argument"},
		{"a wrong value", "core_whole_echo", "0a 00000001 02 0001 'x'", `invalidparameter value: found "x"`},
		{"no function", "Class.", "05", "invalidparameter The name of the function is missing"},
		{"an unknown function", "core_nothing_get", "05", "invalidrecord There is no function called core_nothing_get"},
		{"a function in another case", "CORE_VOID_DO", "05", "invalidrecord"},
		{"no target and no message", "null", "0a 00000001 05", "RemotingMessage"},
		{"no target and an empty list", "null", "0a 00000000", "RemotingMessage"},
		{"no target and another class", "", "10 0003 'x.Y' 0000 09", "RemotingMessage"},
		{"no target and a wrong value", "null", "20", "marker"},
	} {
		b := newBench()
		got := readBodies(t, b.send(known, packetOf(0, part{row.target, "/1", []byte(bytesOf(t, row.value))}, part{"core_void_do", "/2", []byte{null0}})))
		if len(got) != 2 || got[0].target != "/1/onStatus" || !strings.Contains(told(got[0]), row.says) {
			t.Errorf("%s: got %v, want it to say %q", row.why, got, row.says)
		}
		if got[1].target != "/2/onResult" || got[1].value != nil {
			t.Errorf("%s: the other body is answered with %v", row.why, got[1])
		}
	}
}

func TestRequestsRefusedAsAWhole(t *testing.T) {
	void := packetOf(0, part{"core_void_do", "/1", []byte{null0}})
	for _, row := range []struct {
		why    string
		body   []byte
		header []string
		status int
		code   call.Code
	}{
		{"another content type", void, []string{"Content-Type", "application/octet-stream"}, http.StatusUnsupportedMediaType, call.MediaType},
		{"no content type", void, []string{"Content-Type", ""}, http.StatusUnsupportedMediaType, call.MediaType},
		{"a form", []byte("wsfunction=x"), []string{"Content-Type", "application/x-www-form-urlencoded"}, http.StatusUnsupportedMediaType, call.MediaType},
		{"a compressed body", void, []string{"Content-Encoding", "gzip"}, http.StatusUnsupportedMediaType, call.MediaType},
		{"a body of 5 MB", make([]byte, 5<<20), nil, http.StatusRequestEntityTooLarge, call.BodyTooLarge},
	} {
		for _, address := range []string{known, ownAddress} {
			r := httptest.NewRequest(http.MethodPost, address, bytes.NewReader(row.body))
			r.Header.Set("Content-Type", "application/x-amf")
			for i := 0; i+1 < len(row.header); i += 2 {
				r.Header.Set(row.header[i], row.header[i+1])
			}
			w := httptest.NewRecorder()
			newBench().handler.ServeHTTP(w, r)
			got := readBodies(t, w)
			if w.Code != row.status || got[0].target != "/onStatus" || !strings.HasPrefix(told(got[0]), string(row.code)+" ") {
				t.Errorf("%s: %d %v", row.why, w.Code, got)
			}
		}
	}
	w := httptest.NewRecorder()
	newBench().handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, ownAddress, nil))
	if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "POST" {
		t.Errorf("GET: %d %v", w.Code, w.Header())
	}
}

func TestWhoMayCall(t *testing.T) {
	void := packetOf(0, part{"core_void_do", "/1", []byte{null0}})
	user := passwordAddress + "?wsusername=" + conformance.Username + "&wspassword="
	bearer := []string{"Authorization", "Bearer " + conformance.Token}
	for _, row := range []struct {
		why, address string
		header       []string
		says         string
	}{
		{"two tokens", known + "x", bearer, "invalidtoken"},
		{"a token twice", known + "&wstoken=" + conformance.Token, nil, "invalidtoken"},
		{"a token as a list", tokenAddress + "?wstoken[]=" + conformance.Token, nil, "invalidtoken"},
		{"a password at the token's address", tokenAddress + "?wsusername=ada&wspassword=" + conformance.Password, nil, "invalidtoken"},
		{"a token at the password's address", passwordAddress, bearer, "wrongusernamepassword"},
		{"a wrong password", user + "x", nil, "wrongusernamepassword"},
		{"a password twice", user + "x&wspassword=" + conformance.Password, nil, "wrongusernamepassword"},
		{"a query that is none, to a stranger", tokenAddress + "?a=%zz", nil, "invalidtoken"},
		{"a query that is none", known + "&a=%zz", nil, "invalidparameter"},
		{"the token in the query", known, nil, ""},
		{"the token in the query of our own address", ownAddress + "?wstoken=" + conformance.Token, nil, ""},
		{"the token in the header of Moodle's address", tokenAddress, bearer, ""},
		{"the right password", user + conformance.Password, nil, ""},
	} {
		got := readBodies(t, newBench().send(row.address, void, row.header...))
		if answered := strings.HasSuffix(got[0].target, "/onResult"); answered != (row.says == "") || !answered && !strings.HasPrefix(told(got[0]), row.says) {
			t.Errorf("%s: %v", row.why, got)
		}
	}
	b := newBench()
	b.inURL = false
	if got := readBodies(t, b.send(known, void)); !strings.HasPrefix(told(got[0]), "invalidtoken") {
		t.Errorf("a token in the address where none may be: %v", got)
	}
}

// Every body of a packet is answered at its own address, and is a call of its own.
func TestSeveralBodies(t *testing.T) {
	three := []part{
		{"Any.core_text_echo", "/1", amf0.value([]any{"é"})},
		{"core_whole_echo", "/2", amf0.value([]any{"x"})},
		{"core_whole_echo", "/3", amf3.value([]any{int64(7)})},
	}
	b := newBench()
	got := readBodies(t, b.send(known, packetOf(0, three...)))
	if len(got) != 3 || got[0].target != "/1/onResult" || got[0].value != "é" || got[1].target != "/2/onStatus" || got[2].target != "/3/onResult" || got[2].value != int64(7) {
		t.Errorf("got %v", got)
	}
	if n := len(b.Outcomes()); n != 3 {
		t.Errorf("%d calls are recorded", n)
	}
	b.EachIsKept(t, 2, func(key string) {
		void := part{"core_void_do", "/1", amf0.value([]any{})}
		b.send(known, packetOf(0, void, void), call.IdempotencyKey, key)
	})
	b = newBench()
	got = readBodies(t, b.send(tokenAddress, packetOf(0, three...)))
	for i, a := range got {
		if a.target != fmt.Sprintf("/%d/onStatus", i+1) || !strings.HasPrefix(told(a), "invalidtoken") {
			t.Errorf("body %d of a stranger: %v", i, a)
		}
	}
	if n := len(b.Outcomes()); n != 1 {
		t.Errorf("a stranger is asked for %d times", n)
	}
}

// What a stranger sent is not looked into when it is long.
func TestALongPacketOfAStranger(t *testing.T) {
	long := string(amf3.message(remotingMessage, fields{"operation": "core_void_do", "messageId": "m", "body": items{strings.Repeat("x", smallPacket)}}))
	for _, row := range []struct {
		why, packet string
		answers     int
	}{
		{"a message", string(packetOf(3, part{"null", "/1", []byte(long)}, part{"core_void_do", "/2", []byte{null0}})), 2},
		{"a value whose length is not known", "\x00\x00\x00\x00\x00\x02" + bytesOf(t, "0004 'null' 0002 '/1' ffffffff") + long, 1},
	} {
		b := newBench()
		got := readBodies(t, b.send(tokenAddress, []byte(row.packet)))
		if len(got) != row.answers || len(b.Outcomes()) != 1 {
			t.Errorf("%s: %v", row.why, got)
		}
		for i, a := range got {
			if a.target != fmt.Sprintf("/%d/onStatus", i+1) || !strings.HasPrefix(told(a), "invalidtoken") || a.class != "" && a.value.(fields)["correlationId"] != nil {
				t.Errorf("%s: %v", row.why, a)
			}
		}
		if got := readBodies(t, b.send(known, []byte(row.packet))); !strings.HasPrefix(told(got[0]), "invalidparameter") {
			t.Errorf("%s of somebody known: %v", row.why, got)
		}
	}
}

// Some encoders do not work lengths out.
func TestUnknownLengths(t *testing.T) {
	packet := bytesOf(t, "0003 0001 0005 'Hello' 00 ffffffff 0a 00000001 05 0003"+
		"0011 'x.core_whole_echo' 0002 '/1' ffffffff 0a 00000001 11 04 07"+
		"0004 'null' 0002 '/2' ffffffff 10 0027 'flex.messaging.messages.RemotingMessage'"+
		"  0009 'operation' 02 000f 'core_whole_echo' 0004 'body' 0a 00000001 00 4020000000000000 0000 09"+
		"000f 'core_whole_echo' 0002 '/3' ffffffff 0a 00000001 11 04 09")
	got := readBodies(t, newBench().send(known, []byte(packet)))
	if len(got) != 3 || got[0].value != int64(7) || got[2].value != int64(9) {
		t.Fatalf("got %v", got)
	}
	if got[1].class != acknowledgeMessage || got[1].value.(fields)["body"] != int64(8) {
		t.Errorf("got %v", got[1])
	}
}

// The answer is AMF3 when the question was, and so are failures: as a message of Flex, even where none asked.
func TestTheAnswersVersion(t *testing.T) {
	for _, row := range []struct {
		why     string
		version int
		value   []byte
		three   bool
	}{
		{"AMF0", 0, amf0.value([]any{int64(1)}), false},
		{"of a media server", 1, amf0.value([]any{int64(1)}), false},
		{"AMF3 by the packet", 3, amf0.value([]any{int64(1)}), true},
		{"AMF3 by the value", 0, amf3.value([]any{int64(1)}), true},
		{"AMF3 by the first argument", 0, []byte(bytesOf(t, "0a 00000001 11 04 01")), true},
		{"a value too short to tell", 0, []byte{list0}, false},
	} {
		b := newBench()
		w := b.send(known, packetOf(row.version, part{"core_whole_echo", "/1", row.value}, part{"core_error_find", "/2", row.value[:1]}))
		p, err := readPacket(w.Body.String(), true)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.bodies[0].speaks3(); got != row.three || (p.version == 3) != (row.version == 3) {
			t.Errorf("%s: version %d, AMF3 %v", row.why, p.version, got)
		}
		if got := readBodies(t, w)[0]; row.three && got.value != int64(1) {
			t.Errorf("%s: %v", row.why, got)
		}
	}
}

func TestFlexMessages(t *testing.T) {
	for _, row := range []struct {
		why     string
		class   string
		members fields
		answer  any // the text begins what a failure says
	}{
		{"a command that is none of ours", commandMessage, fields{"operation": int64(0)}, "invalidparameter operation: "},
		{"a command without an operation", commandMessage, fields{}, "invalidparameter operation: "},
		{"a command whose operation is a text", commandMessage, fields{"operation": "5"}, "invalidparameter operation: "},
		{"another message", "flex.messaging.messages.AsyncMessage", fields{}, "invalidparameter A body without a target"},
		{"a message that names no function", remotingMessage, fields{"source": "X"}, "invalidparameter The name of the function"},
		{"a function that is a number", remotingMessage, fields{"operation": int64(1)}, "invalidparameter The name of the function"},
		{"a ping", commandMessage, fields{"operation": int64(ping)}, nil},
		{"a login", commandMessage, fields{"operation": int64(login), "body": "YTpi"}, nil},
		{"a logout", commandMessage, fields{"operation": int64(logout)}, nil},
		{"a disconnection", commandMessage, fields{"operation": int64(disconnect)}, nil},
		{"a function by itself", remotingMessage, fields{"operation": "core_void_do"}, nil},
		{"a function of a class", remotingMessage, fields{"operation": "core_void_do", "source": "a.b.C", "body": items{}}, nil},
		{"the class in the function", remotingMessage, fields{"operation": "a.b.C.core_void_do", "source": nil}, nil},
		{"an argument by position", remotingMessage, fields{"operation": "core_whole_echo", "body": items{int64(7)}}, int64(7)},
		{"by name", remotingMessage, fields{"operation": "core_whole_echo", "body": items{fields{"value": int64(7)}}}, int64(7)},
		{"by name, without a list around it", remotingMessage, fields{"operation": "core_whole_echo", "body": fields{"value": int64(7)}}, int64(7)},
		{"one value without a list around it", remotingMessage, fields{"operation": "core_whole_echo", "body": int64(7)}, int64(7)},
	} {
		for _, c := range []client{amf0, amf3} {
			row.members["messageId"], row.members["clientId"], row.members["destination"] = "m-7", "c-7", "zend"
			got := readBodies(t, newBench().send(known, packetOf(3, part{"null", "/1", c.message(row.class, row.members)})))[0]
			message := got.value.(fields)
			if says, failed := row.answer.(string); failed {
				if got.target != "/1/onStatus" || got.class != errorMessage || !strings.HasPrefix(told(got), says) {
					t.Errorf("%s: %v", row.why, got)
				}
				if row.class != remotingMessage && row.class != commandMessage {
					continue
				}
			} else if got.target != "/1/onResult" || got.class != acknowledgeMessage || message["body"] != row.answer {
				t.Errorf("%s: %v", row.why, got)
			}
			if message["correlationId"] != "m-7" || message["clientId"] != "c-7" || message["destination"] != "zend" || message["messageId"] != conformance.RequestID+"-1" {
				t.Errorf("%s: %v", row.why, message)
			}
		}
	}
	for _, operation := range []int64{ping, login} {
		b := newBench()
		got := readBodies(t, b.send(tokenAddress, packetOf(3, part{"null", "/1", amf3.message(commandMessage, fields{"operation": operation})})))[0]
		if !strings.HasPrefix(told(got), "invalidtoken") || len(b.Outcomes()) != 1 {
			t.Errorf("command %d of a stranger: %v", operation, got)
		}
	}
}

func TestIntrospection(t *testing.T) {
	ask := func(address, function string) answered {
		return readBodies(t, newBench().send(address, packetOf(0, part{introspection + "." + function, "/1", amf0.value(items{})})))[0]
	}
	for _, function := range []string{"getMethods", "getClasses", "isConnected"} {
		if got := ask(tokenAddress, function); !strings.HasPrefix(told(got), "invalidtoken") {
			t.Errorf("%s of a stranger: %v", function, got)
		}
	}
	if got := ask(known, "getAnything"); !strings.HasPrefix(told(got), "invalidrecord") {
		t.Errorf("got %v", got)
	}
	if got := ask(known, "isConnected"); got.value != true {
		t.Errorf("got %v", got)
	}
	const class = "webservices_virtual_class_000000"
	if got := ask(known, "getClasses"); !reflect.DeepEqual(got.value, items{class}) {
		t.Errorf("got %v", got)
	}
	methods := ask(known, "getMethods").value.(fields)[class].(fields)["methods"].(fields)
	if _, there := methods["core_other_get"]; there || len(methods) != len(conformance.Functions())-1 {
		t.Errorf("%d functions: %v", len(methods), methods)
	}
	want := fields{"docs": "Gives back a whole number.", "params": items{fields{"name": "value", "required": true, "docs": "A whole number."}}}
	if got := methods["core_whole_echo"]; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v", got)
	}
	message := amf3.message(remotingMessage, fields{"source": introspection, "operation": "getClasses", "body": items{}})
	got := readBodies(t, newBench().send(ownAddress, packetOf(3, part{"null", "/1", message}), "Authorization", "Bearer "+conformance.Token))[0]
	if !reflect.DeepEqual(got.value.(fields)["body"], items{"WebServices"}) {
		t.Errorf("got %v", got)
	}
}

func TestWholeNumbersAreExact(t *testing.T) {
	for n, want := range map[int64]struct{ zero, three string }{
		0:            {"00 0000000000000000", "04 00"},
		127:          {"00 405fc00000000000", "04 7f"},
		128:          {"00 4060000000000000", "04 8100"},
		1 << 14:      {"00 40d0000000000000", "04 818000"},
		1 << 21:      {"00 4140000000000000", "04 80c08000"},
		1<<28 - 1:    {"00 41affffffe000000", "04 bfffffff"},
		-1:           {"00 bff0000000000000", "04 ffffffff"},
		-1 << 28:     {"00 c1b0000000000000", "04 c0808000"},
		1 << 28:      {"00 41b0000000000000", "05 41b0000000000000"},
		1<<53 - 1:    {"00 433fffffffffffff", "05 433fffffffffffff"},
		1 << 53:      {"02 0010 '9007199254740992'", "06 21 '9007199254740992'"},
		-1<<53 - 1:   {"02 0011 '-9007199254740993'", "06 23 '-9007199254740993'"},
		-1<<63 + 1:   {"02 0014 '-9223372036854775807'", "06 29 '-9223372036854775807'"},
		-(1<<53 - 1): {"00 c33fffffffffffff", "05 c33fffffffffffff"},
	} {
		zero, three := &writer{}, &writer{three: true}
		zero.whole(n)
		three.whole(n)
		if got := string(zero.b); got != bytesOf(t, want.zero) {
			t.Errorf("%d in AMF0: % x", n, got)
		}
		if got := string(three.b); got != bytesOf(t, want.three) {
			t.Errorf("%d in AMF3: % x", n, got)
		}
	}
}

func TestALongText(t *testing.T) {
	for _, c := range []client{amf0, amf3} {
		for _, n := range []int{1<<16 - 1, 1 << 16, 1 << 21} {
			long := strings.Repeat("é", n/2)
			got := readBodies(t, newBench().send(known, packetOf(0, part{"core_text_echo", "/1", c.value(items{long})})))[0]
			if got.value != long {
				t.Errorf("%d bytes: %.60v", n, got)
			}
		}
	}
}

func BenchmarkCall(b *testing.B) {
	for name, c := range map[string]client{"AMF0": {}, "AMF3": {three: true}, "Flex": {three: true, flex: true}} {
		b.Run(name, func(b *testing.B) {
			world := newBench()
			packet := c.packet("core_rows_echo", items{items{fields{"id": int64(1), "name": "a"}}})
			b.ReportAllocs()
			for b.Loop() {
				if w := world.send(known, packet); !bytes.Contains(w.Body.Bytes(), []byte("onResult")) {
					b.Fatalf("%q", w.Body)
				}
				world.Forget()
			}
		})
	}
}
