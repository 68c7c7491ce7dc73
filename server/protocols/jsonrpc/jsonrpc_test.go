package jsonrpc

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
	"gatehouse/server/protocols/conformance"
)

// bench is the handler over a world of its own.
type bench struct {
	world   *conformance.World
	handler http.Handler
}

func newBench() *bench {
	world := conformance.NewWorld(Name)
	return &bench{world, conformance.Guarded(newHandler(world.Dispatcher()))}
}

// send sends a body with the token, unless it is empty.
func (b *bench) send(token, body string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, address, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, r)
	return w
}

const void = `{"jsonrpc":"2.0","id":1,"method":"core_void_do"}`

func batchOf(n int, request string) string {
	return "[" + strings.TrimSuffix(strings.Repeat(request+",", n), ",") + "]"
}

func TestABatchMayHoldSoManyAndNoMore(t *testing.T) {
	b := newBench()
	w := b.send(conformance.Token, batchOf(protocols.MaxCalls+1, void))
	if !strings.Contains(w.Body.String(), `"id":null,"error":{"code":-32600`) || !strings.Contains(w.Body.String(), "51") || len(b.world.Outcomes()) != 0 {
		t.Errorf("past the limit: %s, %d calls", w.Body, len(b.world.Outcomes()))
	}
	w = b.send(conformance.Token, batchOf(protocols.MaxCalls, void))
	if n := strings.Count(w.Body.String(), `"result":null`); n != protocols.MaxCalls || len(b.world.Outcomes()) != protocols.MaxCalls {
		t.Errorf("at the limit: %d answers, %d calls: %s", n, len(b.world.Outcomes()), w.Body)
	}
	b.world.EachIsKept(t, protocols.MaxCalls, func(key string) {
		b.send(conformance.Token, batchOf(protocols.MaxCalls, void), call.IdempotencyKey, key)
	})
}

func TestNothingIsCalledForNobody(t *testing.T) {
	b := newBench()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	r := httptest.NewRequest(http.MethodPost, address, strings.NewReader(batchOf(2, void))).WithContext(ctx)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+conformance.Token)
	w := httptest.NewRecorder()
	if b.handler.ServeHTTP(w, r); strings.Count(w.Body.String(), `"code":503`) != 2 || len(b.world.Outcomes()) != 0 {
		t.Errorf("answered %s after %d calls", w.Body, len(b.world.Outcomes()))
	}
}

// What a stranger sends is looked through once, and nothing of it is built.
func TestAStrangersBodyIsNotRead(t *testing.T) {
	row := `{"id":1,"name":"` + strings.Repeat("x", 150) + `"},`
	body := `{"jsonrpc":"2.0","id":1,"method":"core_rows_echo","params":{"rows":[` + strings.TrimSuffix(strings.Repeat(row, 6000), ",") + `]}}`
	b := newBench()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	w := b.send("", body)
	runtime.ReadMemStats(&after)
	if used := (after.TotalAlloc - before.TotalAlloc) / uint64(len(body)); used >= 2 {
		t.Errorf("%.100s: %d times the body was allocated", w.Body, used)
	}
	if w := b.send(conformance.Token, body); !strings.Contains(w.Body.String(), "result") {
		t.Errorf("with a token: %.300s", w.Body)
	}
}

func TestNotificationsAreCalledAndRecorded(t *testing.T) {
	b := newBench()
	w := b.send(conformance.Token, `[{"jsonrpc":"2.0","method":"core_void_do"},{"jsonrpc":"2.0","method":"core_error_find"},{"jsonrpc":"2.0","method":"rpc.discover"}]`)
	if w.Code != http.StatusNoContent || w.Body.Len() != 0 || w.Header().Get("Content-Type") != "" {
		t.Errorf("answered %d %v %s", w.Code, w.Header(), w.Body)
	}
	if outcomes := b.world.Outcomes(); len(outcomes) != 2 || outcomes[0].Err != nil || outcomes[1].Err == nil {
		t.Errorf("recorded %+v", outcomes)
	}
}

func TestARefusedDescriptionIsRecorded(t *testing.T) {
	b := newBench()
	w := b.send("gate_unknown", `{"jsonrpc":"2.0","id":1,"method":"rpc.discover"}`)
	if outcomes := b.world.Outcomes(); len(outcomes) != 1 || outcomes[0].Err.Code != call.InvalidToken || outcomes[0].Request.Function != discover {
		t.Errorf("answered %s, recorded %+v", w.Body, outcomes)
	}
}

func TestATokenInTheURLCanBeRefused(t *testing.T) {
	world := conformance.NewWorld(Name)
	mux := http.NewServeMux()
	(&Handler{Dispatcher: world.Dispatcher(), TokenInURL: func() bool { return false }}).Routes(mux.Handle)
	r := httptest.NewRequest(http.MethodPost, address+"?wstoken="+conformance.Token, strings.NewReader(void))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, r)
	if !strings.Contains(w.Body.String(), string(call.InvalidToken)) {
		t.Errorf("answered %s", w.Body)
	}
}

func TestNumbers(t *testing.T) {
	for _, row := range []struct {
		e    *call.Error
		want int
	}{
		{call.Fail(call.InvalidParameter), -32602},
		{call.Fail(call.PasswordTooWeak), -32602},
		{&call.Error{Code: call.InvalidParameter, Check: call.CheckFunctionKnown}, -32601},
		{&call.Error{Code: call.FunctionUnknown, Check: call.CheckFunctionKnown}, -32601},
		{call.Fail(call.Internal), -32603},
		{call.Fail(call.InvalidToken), 401},
		{call.Fail(call.AccessDenied), 403},
		{call.Fail(call.NotFound), 404},
		{call.Fail(call.ShortNameTaken), 409},
		{call.Fail(call.QuotaExceeded), 413},
		{call.Fail(call.RateLimited), 429},
		{call.Fail(call.Unavailable), 503},
	} {
		if got := number(row.e); got != row.want {
			t.Errorf("%s: %d, want %d", row.e.Code, got, row.want)
		}
	}
}

func TestTheDescriptionHoldsWhatTheTokenMayCall(t *testing.T) {
	b := newBench()
	ask := `{"jsonrpc":"2.0","id":1,"method":"rpc.discover"}`
	described := func() string {
		var reply struct {
			Result struct{ Methods []struct{ Name string } }
		}
		if err := json.Unmarshal(b.send(conformance.Token, ask).Body.Bytes(), &reply); err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(reply.Result.Methods)
	}
	if all := described(); !strings.Contains(all, "core_void_do") || strings.Contains(all, "core_other_get") || strings.Contains(all, "core_nothing_get") {
		t.Errorf("described %s", all)
	}
	service := *b.world.Grant.Services[0].Service
	service.Functions = []string{"core_other_get", "core_void_do"}
	b.world.Grant.Services[0].Service = call.NewService(service)
	if two := described(); two != "[{core_other_get} {core_void_do}]" {
		t.Errorf("described %s", two)
	}
}

// FuzzMessage holds that whatever is sent gets an answer that is JSON-RPC, under the id that was sent.
func FuzzMessage(f *testing.F) {
	for _, seed := range []string{
		void, batchOf(3, void), `{"jsonrpc":"2.0","id":"\u00e9","method":"core_numbers_echo","params":[[1,-2]]}`, `[]`, `[1]`, `{"jsonrpc":"2.0","method":"core_void_do"}`,
		`{"jsonrpc":"2.0","id":1e9,"method":"core_rows_echo","params":{"rows":[{"id":1,"name":"x"}]}}`, `{"jsonrpc":"2.0","id":null,"method":"rpc.discover"}`,
		`{"jsonrpc":"2.0","id":{},"method":1,"params":null}`, `{"jsonrpc"`,
	} {
		f.Add([]byte(seed))
	}
	b := newBench()
	f.Fuzz(func(t *testing.T, body []byte) {
		b.world.Forget()
		w := b.send(conformance.Token, string(body))
		if w.Code == http.StatusNoContent {
			if w.Body.Len() > 0 || len(b.world.Outcomes()) == 0 && !bytes.Contains(body, []byte("discover")) {
				t.Fatalf("silent, with %d calls: %s", len(b.world.Outcomes()), w.Body)
			}
			return
		}
		if w.Code != http.StatusOK || !json.Valid(w.Body.Bytes()) {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
		members, err := protocols.SplitJSONObject(body)
		for _, m := range members {
			head := fmt.Appendf(nil, `{"jsonrpc":"2.0","id":%s,`, m.Value)
			if err == nil && string(m.Key) == "id" && len(b.world.Outcomes()) == 1 && !bytes.HasPrefix(w.Body.Bytes(), head) {
				t.Fatalf("sent under %s, answered %.60s", m.Value, w.Body)
			}
		}
	})
}

func BenchmarkCall(b *testing.B) {
	bench := newBench()
	b.ReportAllocs()
	for b.Loop() {
		bench.send(conformance.Token, `{"jsonrpc":"2.0","id":1,"method":"core_rows_echo","params":{"rows":[{"id":1,"name":"a"}]}}`)
		bench.world.Forget()
	}
}
