package mcp

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"runtime"
	"strings"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"gatehouse/server/call"
	"gatehouse/server/protocols/conformance"
)

// bench is a handler over a world of its own.
type bench struct {
	*conformance.World
	handler http.Handler
	inURL   bool
}

func newBench(t testing.TB) *bench {
	t.Helper()
	b := &bench{World: conformance.NewWorld(Name), inURL: true}
	mux := http.NewServeMux()
	(&Handler{Dispatcher: b.Dispatcher(), TokenInURL: func() bool { return b.inURL }, Version: "1"}).Routes(mux.Handle)
	b.handler = mux
	return b
}

// send sends a body with the suite's token; header holds further fields, and "" takes one away.
func (b *bench) send(method, target, body string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+conformance.Token)
	for i := 0; i+1 < len(header); i += 2 {
		if header[i+1] == "" {
			r.Header.Del(header[i])
			continue
		}
		r.Header.Add(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	caller := &call.Caller{Address: conformance.Address, RequestID: conformance.RequestID}
	b.handler.ServeHTTP(w, r.WithContext(call.WithCaller(r.Context(), caller)))
	return w
}

const (
	address = "/webservice/mcp"
	ping    = `{"jsonrpc":"2.0","id":1,"method":"ping"}`
	void    = `{"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"core_void_do"}}`
)

// leaks are words that would tell what the server is made of.
var leaks = []string{"Go struct", "mcp.", "jsonrpc2", "unmarshal", "goroutine", ".go:", conformance.Token}

// failed reads the error of JSON-RPC that every refusal must be.
func failed(t *testing.T, w *httptest.ResponseRecorder) (number int64, message string) {
	t.Helper()
	for _, leak := range leaks {
		if strings.Contains(w.Body.String(), leak) {
			t.Errorf("%q leaks into %s", leak, w.Body)
		}
	}
	object := parse(t, w.Body.String())
	e, ok := object["error"].(map[string]any)
	if !ok || object["jsonrpc"] != "2.0" {
		t.Fatalf("%d %s is no error of JSON-RPC", w.Code, w.Body)
	}
	number, _ = e["code"].(int64)
	message, _ = e["message"].(string)
	return number, message
}

func TestRefused(t *testing.T) {
	newest := []string{"Mcp-Protocol-Version", stateless, "Mcp-Method", "tools/call", "Mcp-Name", "core_void_do"}
	for _, row := range []struct {
		why, body string
		header    []string
		status    int
		number    int64
		says      string
	}{
		{"a page of another site", ping, []string{"Origin", "https://evil.example"}, 403, denied, "another site"},
		{"a page of nowhere", ping, []string{"Origin", "null"}, 403, denied, "another site"},
		{"a page of our name on another scheme", ping, []string{"Origin", "file://example.com"}, 403, denied, "another site"},
		{"two pages", ping, []string{"Origin", "http://example.com", "Origin", "http://evil.example"}, 403, denied, "another site"},
		{"another port", ping, []string{"Origin", "http://example.com:8081"}, 403, denied, "another site"},
		{"compressed", ping, []string{"Content-Encoding", "gzip"}, 415, -32600, "Compressed"},
		{"a form", "a=1", []string{"Content-Type", "", "Content-Type", "application/x-www-form-urlencoded"}, 415, -32600, "not application/json"},
		{"no content type", ping, []string{"Content-Type", ""}, 415, -32600, "not application/json"},
		{"nothing", "", nil, 400, -32700, "byte 1"},
		{"no JSON", "{", nil, 400, -32700, "byte 2"},
		{"bad UTF-8", "{\"jsonrpc\":\"\xff\"}", nil, 400, -32700, "UTF-8"},
		{"no message", `"x"`, nil, 400, -32700, "an object"},
		{"a key twice", `{"jsonrpc":"2.0","id":1,"id":1,"method":"ping"}`, nil, 400, -32700, "twice"},
		{"nested too deep", `{"jsonrpc":"2.0","id":1,"method":"ping","params":` + strings.Repeat(`{"a":`, 70) + "1" + strings.Repeat("}", 71), nil, 400, -32700, "64 deep"},
		{"too many values", `{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":[` + strings.Repeat("0,", 20_000) + `0]}}`, nil, 400, -32700, "20000"},
		{"another JSON-RPC", `{"id":1,"method":"ping"}`, nil, 400, -32600, "not one of JSON-RPC"},
		{"neither method nor answer", `{"jsonrpc":"2.0","id":1}`, nil, 400, -32600, "not one of JSON-RPC"},
		{"a method that is no text", `{"jsonrpc":"2.0","id":1,"method":1}`, nil, 400, -32600, "not one of JSON-RPC"},
		{"the id null", `{"jsonrpc":"2.0","id":null,"method":"ping"}`, nil, 400, -32600, "id"},
		{"an id that is a fraction", `{"jsonrpc":"2.0","id":1.5,"method":"ping"}`, nil, 400, -32600, "id"},
		{"an id that would come back as another", `{"jsonrpc":"2.0","id":9007199254740993,"method":"ping"}`, nil, 400, -32600, "id"},
		{"an id that is an object", `{"jsonrpc":"2.0","id":{},"method":"ping"}`, nil, 400, -32600, "id"},
		{"a question without an id", `{"jsonrpc":"2.0","method":"ping"}`, nil, 400, -32600, "id is missing"},
		{"a notification with one", `{"jsonrpc":"2.0","id":1,"method":"notifications/initialized"}`, nil, 400, -32600, "no id"},
		{"a method that is none", `{"jsonrpc":"2.0","id":1,"method":"sampling/createMessage"}`, nil, 200, -32601, "not known"},
		{"a method that only servers with resources have", `{"jsonrpc":"2.0","id":1,"method":"resources/list"}`, nil, 200, -32601, "not known"},
		{"a stream", `{"jsonrpc":"2.0","id":1,"method":"subscriptions/listen","params":{}}`, nil, 200, -32601, "not known"},
		{"parameters of another type", `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":[]}`, nil, 200, -32602, "parameters"},
		{"no name", `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{}}`, nil, 200, -32602, "parameters"},
		{"a name that is none", `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":5}}`, nil, 200, -32602, "parameters"},
		{"arguments that are none", `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"core_void_do","arguments":[1]}}`, nil, 200, -32602, "parameters"},
		{"arguments that are null", `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"core_void_do","arguments":null}}`, nil, 200, -32602, "parameters"},
		{"no handshake", `{"jsonrpc":"2.0","id":1,"method":"initialize"}`, nil, 200, -32602, "parameters"},
		{"a handshake of other types", `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":5}}`, nil, 200, -32602, "parameters"},
		{"a handshake of other types further down", `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{"roots":5}}}`, nil, 200, -32602, "parameters"},
		{"a cursor", `{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"x"}}`, nil, 200, -32602, "one page"},
		{"an unknown revision", ping, []string{"Mcp-Protocol-Version", "2020-01-01"}, 400, -32600, "supported versions"},
		{"a revision with another transport", ping, []string{"Mcp-Protocol-Version", "2024-11-05"}, 400, -32600, "supported versions"},
		{"two revisions", ping, []string{"Mcp-Protocol-Version", "2025-06-18", "Mcp-Protocol-Version", stateless}, 400, sdk.CodeHeaderMismatch, "more than once"},
		{"the newest revision in the header alone", fmt.Sprintf(void, 1), newest, 400, -32602, "_meta"},
		{"an empty batch", "[]", nil, 400, -32600, "1 to 50"},
		{"a batch past the limit", "[" + strings.Repeat(ping+",", 50) + ping + "]", nil, 400, -32600, "this one 51"},
		{"a batch with the same id twice", "[" + ping + "," + ping + "]", nil, 400, -32600, "Message 2"},
		{"a batch with something else in it", "[" + ping + ",5]", nil, 400, -32600, "Message 2"},
		{"a batch of a revision that has none", "[" + ping + "]", []string{"Mcp-Protocol-Version", "2025-06-18"}, 400, -32600, "batching"},
	} {
		t.Run(row.why, func(t *testing.T) {
			b := newBench(t)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			w := b.send("POST", address, row.body, row.header...)
			runtime.ReadMemStats(&after)
			number, message := failed(t, w)
			if w.Code != row.status || number != row.number || !strings.Contains(message, row.says) {
				t.Errorf("got %d, %d %q", w.Code, number, message)
			}
			if w.Header().Get("Cache-Control") != "no-store" || w.Header().Get("Content-Type") != "application/json" {
				t.Errorf("header fields %v", w.Header())
			}
			if n := len(b.Outcomes()); n != 0 {
				t.Errorf("%d functions were called", n)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 16<<20 {
				t.Errorf("%d MB were allocated", used>>20)
			}
		})
	}
}

func TestWhoIsNotLetInCostsNoBody(t *testing.T) {
	huge := strings.Repeat("[", 3<<20)
	for _, row := range []struct {
		why, target string
		header      []string
		inURL       bool
		challenge   string
	}{
		{"no token", address, []string{"Authorization", ""}, true, `Bearer realm="web services"`},
		{"an unknown one", address, []string{"Authorization", "", "Authorization", "Bearer x"}, true, `Bearer realm="web services", error="invalid_token"`},
		{"another scheme", address, []string{"Authorization", "", "Authorization", "Basic x"}, true, `Bearer realm="web services"`},
		{"two that differ", address + "?wstoken=x", nil, true, `Bearer realm="web services", error="invalid_token"`},
		{"one in the address, where none may be", address + "?wstoken=" + conformance.Token, nil, false, `Bearer realm="web services", error="invalid_token"`},
	} {
		t.Run(row.why, func(t *testing.T) {
			b := newBench(t)
			b.inURL = row.inURL
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			w := b.send("POST", row.target, huge, row.header...)
			runtime.ReadMemStats(&after)
			if number, _ := failed(t, w); w.Code != http.StatusUnauthorized || number != unauthenticated || w.Header().Get("WWW-Authenticate") != row.challenge {
				t.Errorf("got %d %v %s", w.Code, w.Header(), w.Body)
			}
			if len(b.Outcomes()) != 1 || b.Outcomes()[0].Err.Check != call.CheckTokenKnown {
				t.Errorf("recorded %+v", b.Outcomes())
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 1<<20 {
				t.Errorf("%d kB were allocated", used>>10)
			}
		})
	}
}

func TestLimitsAndMethods(t *testing.T) {
	b := newBench(t)
	if w := b.send("POST", address, strings.Repeat(" ", 5<<20)); w.Code != http.StatusRequestEntityTooLarge || w.Header().Get("Connection") != "close" {
		t.Errorf("a body too large: %d %v", w.Code, w.Header())
	}
	for _, method := range []string{"GET", "HEAD", "DELETE", "PUT", "OPTIONS"} {
		if w := b.send(method, address, ""); w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "POST" {
			t.Errorf("%s: %d %v", method, w.Code, w.Header())
		}
	}
}

func TestLetIn(t *testing.T) {
	for _, row := range []struct {
		why, target, body string
		header            []string
		status            int
		want              string
	}{
		{"a page of this server", address, ping, []string{"Origin", "http://EXAMPLE.com"}, 200, `"result":{}`},
		{"a token in the address", address + "?wstoken=" + conformance.Token, ping, []string{"Authorization", ""}, 200, `"result":{}`},
		{"a session id of long ago is nothing to us", address, ping, []string{"Mcp-Session-Id", "x"}, 200, `"result":{}`},
		{"whatever is said of what would be taken", address, ping, []string{"Accept", "text/html"}, 200, `"result":{}`},
		{"an id that is empty", address, `{"jsonrpc":"2.0","id":"","method":"ping"}`, nil, 200, `"id":"","result":{}`},
		{"the largest id", address, `{"jsonrpc":"2.0","id":-9007199254740991,"method":"ping"}`, nil, 200, `"id":-9007199254740991,`},
		{"an answer to nothing", address, `{"jsonrpc":"2.0","id":1,"result":{}}`, nil, 202, ""},
		{"a notification that nobody knows", address, `{"jsonrpc":"2.0","method":"notifications/weather"}`, nil, 202, ""},
		{"arguments left out", address, fmt.Sprintf(void, 7), nil, 200, `"structuredContent":{"result":null}`},
		{"a key with an escape in it", address, `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"n\u0061me":"core_void_do"}}`, nil, 200, `"structuredContent":{"result":null}`},
	} {
		t.Run(row.why, func(t *testing.T) {
			w := newBench(t).send("POST", row.target, row.body, row.header...)
			if w.Code != row.status || !strings.Contains(w.Body.String(), row.want) || row.want == "" && w.Body.Len() > 0 {
				t.Errorf("%d %s", w.Code, w.Body)
			}
			if w.Header().Get("Mcp-Session-Id") != "" || w.Header().Get("Cache-Control") != "no-store" {
				t.Errorf("header fields %v", w.Header())
			}
		})
	}
}

func TestABatchIsCalledItemByItem(t *testing.T) {
	b := newBench(t)
	var items []string
	for i := range 50 {
		items = append(items, fmt.Sprintf(void, i))
	}
	w := b.send("POST", address, "["+strings.Join(items, ",")+"]")
	var answers []struct {
		ID     int
		Result *sdk.CallToolResult
	}
	if err := json.Unmarshal(w.Body.Bytes(), &answers); err != nil || len(answers) != 50 {
		t.Fatalf("%d answers, %v: %s", len(answers), err, w.Body)
	}
	seen := map[int]bool{}
	for _, a := range answers {
		seen[a.ID] = a.Result != nil && !a.Result.IsError
	}
	if len(seen) != 50 || len(b.Outcomes()) != 50 {
		t.Errorf("%d ids came back, %d calls were recorded", len(seen), len(b.Outcomes()))
	}
}

// timed is a world that counts who is looked for within a bounded time.
type timed struct {
	call.Grants
	bounded *int
}

func (g timed) Find(ctx context.Context, c call.Credential, from netip.Addr) (*call.Grant, error) {
	if _, bounded := ctx.Deadline(); bounded {
		*g.bounded++
	}
	return g.Grants.Find(ctx, c, from)
}

func TestTheCallsOfABatchHaveOneBudgetOfTime(t *testing.T) {
	world := conformance.NewWorld(Name)
	d := world.Dispatcher()
	over, cancel := context.WithCancel(t.Context())
	cancel()
	v := &visit{batch: over}
	ctx := context.WithValue(t.Context(), visitKey{}, v)
	h := &Handler{Dispatcher: d}
	_, err := h.callTool(ctx, newToolbox(d.Catalogue), &sdk.CallToolRequest{Params: &sdk.CallToolParamsRaw{Name: "core_void_do"}})
	if err == nil || !strings.Contains(err.Error(), "has not been made") || len(world.Outcomes()) != 0 {
		t.Errorf("when it is used up: %v, recorded %v", err, world.Outcomes())
	}

	bounded := 0
	d.Grants = timed{d.Grants, &bounded}
	b := &bench{World: world, handler: newHandler(d)}
	b.send("POST", address, fmt.Sprintf(void, 1))
	if bounded != 0 {
		t.Error("a call by itself is bounded like a batch")
	}
	b.send("POST", address, "["+fmt.Sprintf(void, 1)+","+fmt.Sprintf(void, 2)+"]")
	if bounded != 2 {
		t.Errorf("%d calls of a batch of two are bounded", bounded)
	}
}

// broken is a world that panics where the SDK's own goroutine is.
type broken struct{ call.Grants }

func (g broken) Find(ctx context.Context, c call.Credential, _ netip.Addr) (*call.Grant, error) {
	if _, inside := ctx.Value(visitKey{}).(*visit); inside {
		panic("the floor gives way")
	}
	return g.Grants.Find(ctx, c, conformance.Address)
}

func TestAPanicReachesTheGuard(t *testing.T) {
	world := conformance.NewWorld(Name)
	d := world.Dispatcher()
	d.Grants = broken{d.Grants}
	b := &bench{World: world, handler: newHandler(d)}
	defer func() {
		if p := fmt.Sprint(recover()); !strings.Contains(p, "the floor gives way") || !strings.Contains(p, "mcp_test.go") {
			t.Errorf("raised %s", p)
		}
	}()
	w := b.send("POST", address, fmt.Sprintf(void, 1))
	t.Errorf("answered %d %s", w.Code, w.Body)
}

// TestTheOfficialClient lets the client of the SDK speak every revision to a server of its own.
func TestTheOfficialClient(t *testing.T) {
	for _, revision := range revisions {
		t.Run(revision, func(t *testing.T) {
			b := newBench(t)
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				caller := &call.Caller{Address: conformance.Address, RequestID: conformance.RequestID}
				b.handler.ServeHTTP(w, r.WithContext(call.WithCaller(r.Context(), caller)))
			}))
			defer server.Close()
			client := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil)
			transport := &sdk.StreamableClientTransport{Endpoint: server.URL + address + "?wstoken=" + conformance.Token}
			session, err := client.Connect(t.Context(), transport, &sdk.ClientSessionOptions{ProtocolVersion: revision})
			if err != nil {
				t.Fatal(err)
			}
			defer session.Close()
			if got := session.InitializeResult().ProtocolVersion; got != revision {
				t.Errorf("the revision %s was agreed on", got)
			}
			list, err := session.ListTools(t.Context(), nil)
			if err != nil || len(list.Tools) < 10 {
				t.Fatalf("%v, %v", list, err)
			}
			result, err := session.CallTool(t.Context(), &sdk.CallToolParams{Name: "core_numbers_echo", Arguments: map[string]any{"values": []int{3, 4}}})
			if err != nil || result.IsError || mustJSON(t, result.StructuredContent) != `{"result":[3,4]}` {
				t.Errorf("%+v, %v", result, err)
			}
			result, err = session.CallTool(t.Context(), &sdk.CallToolParams{Name: "core_numbers_echo", Arguments: map[string]any{}})
			if err != nil || !result.IsError {
				t.Errorf("a missing parameter: %+v, %v", result, err)
			}
			if _, err = session.CallTool(t.Context(), &sdk.CallToolParams{Name: "core_nobody_knows"}); err == nil {
				t.Error("an unknown tool is answered")
			}
		})
	}
}

func BenchmarkCall(b *testing.B) {
	for _, revision := range revisions {
		b.Run(revision, func(b *testing.B) {
			bench := newBench(b)
			c := client{revision}
			b.ReportAllocs()
			for b.Loop() {
				w := httptest.NewRecorder()
				r := c.request(b, conformance.Token, "tools/call", map[string]any{"name": "core_numbers_echo", "arguments": map[string]any{"values": []int{1}}})
				bench.handler.ServeHTTP(w, r.WithContext(call.WithCaller(r.Context(), &call.Caller{Address: conformance.Address})))
				if w.Code != http.StatusOK {
					b.Fatal(w.Body)
				}
				bench.Forget()
			}
		})
	}
}

func BenchmarkList(b *testing.B) {
	bench := newBench(b)
	b.ReportAllocs()
	for b.Loop() {
		if w := bench.send("POST", address, `{"jsonrpc":"2.0","id":1,"method":"tools/list"}`); w.Code != http.StatusOK {
			b.Fatal(w.Body)
		}
	}
}
