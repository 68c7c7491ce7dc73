package xmlrpc

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
	"gatehouse/server/protocols/conformance"
)

// newServer is the handler over a world of the conformance suite, behind a guard.
func newServer(void Void, world *conformance.World) http.Handler {
	return conformance.Guarded(handlerWith(void)(world.Dispatcher()))
}

// ask makes one call of our own address over a world of its own, and returns the answer.
func ask(t *testing.T, body string) conformance.Answer {
	t.Helper()
	return readAnswer(t, post(newServer(VoidNil, conformance.NewWorld(Name)), own, conformance.Token, body))
}

func TestRefused(t *testing.T) {
	nested := func(n int) string {
		return "<methodCall><methodName>core_whole_echo</methodName><params><param><value>" + strings.Repeat("<array><data><value>", n) +
			strings.Repeat("</value></data></array>", n) + "</value></param></params></methodCall>"
	}
	many := func(n int) string { return callOf("core_numbers_echo", make([]any, n)) }
	nothings := make([]any, protocols.MaxCalls+1)
	for i := range nothings {
		nothings[i] = map[string]any{"methodName": "core_void_do", "params": []any{}}
	}
	for _, row := range []struct{ why, body, says string }{
		{"arrays past the limit", nested(protocols.MaxDepth + 1), "nested more than 64 deep"},
		{"arrays far past the limit", nested(10_000), "nested more than 64 deep"},
		{"structs past the limit", strings.ReplaceAll(strings.ReplaceAll(nested(protocols.MaxDepth+1), "<array><data>", "<struct><member><name>a</name>"),
			"</data></array>", "</member></struct>"), "nested more than 64 deep"},
		{"arrays just within it reach the function", nested(protocols.MaxDepth), "value: found a list of 1"},
		{"too many values", many(protocols.MaxValues), "more than 20000 values"},
		{"as many as there may be reach the function", many(protocols.MaxValues - 1), ""},
		{"a number in a million digits", strings.Replace(callOf("core_whole_echo", int64(0)), ">0<", ">"+strings.Repeat("9", 1_000_000)+"<", 1), "value: found the int"},
		{"a double in a million digits", strings.Replace(callOf("core_rate_echo", 0.5), ">0.5<", ">0."+strings.Repeat("9", 1_000_000)+"<", 1), "value: found the double"},
		{"a multicall past the limit", callOf(multicall, nothings), "at most 50 calls; 51 were given"},
		{"an argument too many", callOf("core_void_do", "x", "y"), "at most 0 arguments; 2 were given"},
		{"params twice", "<methodCall><methodName>core_void_do</methodName><params/><params/></methodCall>", "no further element"},
		{"cut off behind the name", "<methodCall><methodName>core_void_do</methodName>", "The XML is wrong"},
		{"cut off in a value", "<methodCall><methodName>core_whole_echo</methodName><params><param><value><int>1", "The XML is wrong"},
	} {
		got := ask(t, row.body)
		if row.says != "" && (got.Code != string(call.InvalidParameter) || !strings.Contains(got.Message, row.says)) {
			t.Errorf("%s: got %.200v", row.why, got)
		}
		if len(got.Message) > 400 {
			t.Errorf("%s: %d bytes of message", row.why, len(got.Message))
		}
	}
}

func TestAMillionDigitsCostNoTime(t *testing.T) {
	for _, name := range []string{"int", "i8", "double"} {
		started := time.Now()
		if _, refused := scalar(name, strings.Repeat("9", 1_000_000)).(odd); !refused || time.Since(started) > time.Second {
			t.Errorf("%s: refused %v after %v", name, refused, time.Since(started))
		}
	}
}

// The numbers are those that a real Moodle gives.
func TestFaultCodes(t *testing.T) {
	moodle, ours := style{moodle: true}, style{}
	for code, want := range map[call.Code]int64{
		"invalidrecord": 23604497, "invalidtoken": 89159464, "accessexception": 23000021, "invalidparameter": 29039061,
		"wrongusernamepassword": 29778048, "nopermissions": 10340380, "sitemaintenance": 13798712, "missingusername": 14186099,
		"missingpassword": 54878928, "invalidresponse": 28260048, "codingerror": 26045186, "requireloginerror": 25860963,
		"restrictedcontextexception": 13269391, "wsaccessusersuspended": 22985481,
	} {
		if got := moodle.faultCode(code); got != want {
			t.Errorf("%s: %d, want %d", code, got, want)
		}
		if got := ours.faultCode(code); got != want {
			t.Errorf("%s on our own address: %d, want %d", code, got, want)
		}
	}
	if moodle.faultCode(call.Internal) != noCode || moodle.faultCode(call.NotFound) != 23604497 {
		t.Error("what Moodle has no code for, and what it calls otherwise")
	}
	seen := map[int64]call.Code{}
	for _, code := range call.Codes() {
		n := ours.faultCode(code)
		if other, taken := seen[n]; taken || n < 1_000_000 {
			t.Errorf("%s: the number %d is that of %s too, or short", code, n, other)
		}
		seen[n] = code
	}
}

func TestVoid(t *testing.T) {
	inside := `<value><struct><member><name>present</name>` + "%" + `</member><member><name>text</name>` + "%" + `</member></struct></value>`
	for void, want := range map[Void]struct{ answer, null, several, signature string }{
		VoidString:    {"<params><param><value><string/></value></param></params>", "<value><string/></value>", "<value><string/></value>", "string"},
		"no such way": {"<params><param><value><string/></value></param></params>", "<value><string/></value>", "<value><string/></value>", "string"},
		VoidParams:    {"<params/>", "<value><string/></value>", "<value><string/></value>", "string"},
		VoidNil:       {"<params><param><value><nil/></value></param></params>", "<value><nil/></value>", "<value><nil/></value>", "nil"},
	} {
		for _, target := range []string{server + "?wstoken=" + conformance.Token, own + "?wstoken=" + conformance.Token} {
			h := newServer(void, conformance.NewWorld(Name))
			said := func(body string) string {
				text := post(h, target, "", body).Body.String()
				return strings.TrimSuffix(strings.TrimPrefix(text, head), foot)
			}
			if got := said(callOf("core_void_do")); got != want.answer {
				t.Errorf("%s at %s: %s", void, target, got)
			}
			null := "<params><param>" + strings.ReplaceAll(inside, "%", want.null) + "</param></params>"
			if got := said(callOf("core_nulls_echo", nil, nil)); got != null {
				t.Errorf("null with %s at %s: %s", void, target, got)
			}
			if !strings.HasPrefix(target, own+"?") {
				continue
			}
			several := said(callOf(multicall, []any{map[string]any{"methodName": "core_void_do", "params": []any{}}}))
			if !strings.Contains(several, "<data><value><array><data>"+want.several+"</data></array></value></data>") {
				t.Errorf("%s in a multicall: %s", void, several)
			}
			if got := said(callOf("system.methodSignature", "core_void_do")); !strings.Contains(got, "<string>"+want.signature+"</string>") {
				t.Errorf("the signature with %s: %s", void, got)
			}
		}
	}
}

func TestATokenInTheURLCanBeRefused(t *testing.T) {
	mux := http.NewServeMux()
	h := &Handler{Dispatcher: conformance.NewWorld(Name).Dispatcher(), TokenInURL: func() bool { return false }, Void: func() Void { return VoidNil }}
	h.Routes(mux.Handle)
	for _, address := range []string{server, own} {
		if got := readAnswer(t, post(conformance.Guarded(mux), address+"?wstoken="+conformance.Token, "", callOf("core_void_do"))); got.Code != string(call.InvalidToken) {
			t.Errorf("%s in the query: %+v", address, got)
		}
		if got := readAnswer(t, post(conformance.Guarded(mux), address, conformance.Token, callOf("core_void_do"))); got.Code != "" {
			t.Errorf("%s in the header: %+v", address, got)
		}
	}
	if got := readAnswer(t, post(conformance.Guarded(mux), own+"?wstoken=x", conformance.Token, callOf("system.listMethods"))); got.Code != string(call.InvalidToken) {
		t.Errorf("two tokens: %+v", got)
	}
}

// A body that is not XML-RPC, or not sent as XML, is told to those only who are known.
func TestBodies(t *testing.T) {
	for _, row := range []struct{ why, target, contentType, body, code string }{
		{"JSON to Moodle's address", server + "?wstoken=" + conformance.Token, "application/json", "{}", "unsupportedmediatype"},
		{"JSON from a stranger", server, "application/json", "{}", "invalidtoken"},
		{"no content type", server + "?wstoken=" + conformance.Token, "", callOf("core_void_do"), ""},
		{"no content type for ours", own + "?wstoken=" + conformance.Token, "", callOf("core_void_do"), "unsupportedmediatype"},
		{"garbage to ours", own + "?wstoken=" + conformance.Token, "text/xml", "x", "invalidparameter"},
		{"garbage from a stranger to ours", own, "text/xml", "x", "invalidtoken"},
		{"a query that is none", own + "?wstoken=" + conformance.Token + "&%zz", "text/xml", callOf("core_void_do"), "invalidparameter"},
		{"a query that is none to Moodle's", server + "?wstoken=" + conformance.Token + "&%zz", "text/xml", callOf("core_void_do"), "invalidparameter"},
		{"a body past the limit", own, "text/xml", strings.Repeat(" ", protocols.MaxBody+1), "toolarge"},
		{"a body past the limit to Moodle's", server, "text/xml", strings.Repeat(" ", protocols.MaxBody+1), "toolarge"},
	} {
		r := httptest.NewRequest(http.MethodPost, row.target, strings.NewReader(row.body))
		if row.contentType != "" {
			r.Header.Set("Content-Type", row.contentType)
		}
		w := httptest.NewRecorder()
		newServer(VoidNil, conformance.NewWorld(Name)).ServeHTTP(w, r)
		if got := readAnswer(t, w); got.Code != row.code {
			t.Errorf("%s: %+v", row.why, got)
		}
		if large := row.code == "toolarge"; large != (w.Code == http.StatusRequestEntityTooLarge) || large != (w.Header().Get("Connection") == "close") {
			t.Errorf("%s: %d %v", row.why, w.Code, w.Header())
		}
	}
}

func TestEachCallOfAMulticallIsRecorded(t *testing.T) {
	world := conformance.NewWorld(Name)
	one := func(name string, parameters ...any) any {
		return map[string]any{"methodName": name, "params": append([]any{}, parameters...)}
	}
	got := readAnswer(t, post(newServer(VoidNil, world), own, conformance.Token, callOf(multicall, []any{
		one("core_whole_echo", int64(7)), one("core_whole_echo", "x"), one("core_other_get"), one("system.getCapabilities"),
	})))
	results, _ := got.Value.([]any)
	if len(results) != 4 || results[0].([]any)[0] != int64(7) {
		t.Fatalf("answered %+v", got)
	}
	outcomes := world.Outcomes()
	if len(outcomes) != 3 || outcomes[0].Err != nil || outcomes[1].Err.Path != "value" || outcomes[2].Err.Check != call.CheckFunctionInService {
		t.Errorf("recorded %+v", outcomes)
	}
	world.EachIsKept(t, 2, func(key string) {
		r := httptest.NewRequest(http.MethodPost, own, strings.NewReader(callOf(multicall, []any{one("core_void_do"), one("core_void_do")})))
		r.Header = http.Header{"Content-Type": {"text/xml"}, "Authorization": {"Bearer " + conformance.Token}, call.IdempotencyKey: {key}}
		newServer(VoidNil, world).ServeHTTP(httptest.NewRecorder(), r)
	})
}

func TestTheCallsOfAMulticallHaveOneBudgetOfTime(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	world := conformance.NewWorld(Name)
	r := httptest.NewRequest(http.MethodPost, own, strings.NewReader(callOf(multicall, []any{map[string]any{"methodName": "core_void_do", "params": []any{}}})))
	r.Header.Set("Content-Type", "text/xml")
	r.Header.Set("Authorization", "Bearer "+conformance.Token)
	w := httptest.NewRecorder()
	newServer(VoidNil, world).ServeHTTP(w, r.WithContext(ctx))
	if !strings.Contains(w.Body.String(), "ERRORCODE: unavailable") || len(world.Outcomes()) != 0 {
		t.Errorf("%s, recorded %v", w.Body, world.Outcomes())
	}
}

func TestARefusedSystemMethodIsRecorded(t *testing.T) {
	world := conformance.NewWorld(Name)
	world.Break(t, call.CheckUserActive)
	got := readAnswer(t, post(newServer(VoidNil, world), own, conformance.Token, callOf("system.listMethods")))
	if got.Code != string(call.UserSuspended) || len(world.Outcomes()) != 1 || world.Outcomes()[0].Request.Function != "system.listMethods" {
		t.Errorf("%+v, recorded %+v", got, world.Outcomes())
	}
}

func BenchmarkRead(b *testing.B) {
	world := conformance.NewWorld(Name)
	h := newServer(VoidString, world)
	body := callOf("core_rows_echo", []any{
		map[string]any{"id": int64(1), "name": "Zoë & co"}, map[string]any{"id": int64(2), "name": "b", "parts": []any{map[string]any{"label": "p"}}},
	})
	for _, address := range []string{server, own} {
		b.Run(address, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r := httptest.NewRequest(http.MethodPost, address+"?wstoken="+conformance.Token, strings.NewReader(body))
				r.Header["Content-Type"] = contentType
				w := httptest.NewRecorder()
				h.ServeHTTP(w, r)
				if world.Forget(); w.Code != http.StatusOK || strings.Contains(w.Body.String(), "<fault>") {
					b.Fatal(w.Body)
				}
			}
		})
	}
}
