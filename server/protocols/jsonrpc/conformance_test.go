package jsonrpc

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/docs"
	"gatehouse/server/protocols"
	"gatehouse/server/protocols/conformance"
)

func newHandler(d *call.Dispatcher) http.Handler {
	mux := http.NewServeMux()
	(&Handler{
		Dispatcher: d, TokenInURL: func() bool { return true }, Described: &docs.Documents{Make: Describe},
		Site: func() docs.Site { return docs.Site{URL: "https://gate.test", Version: "1"} },
	}).Routes(mux.Handle)
	return mux
}

func TestNamedParametersConform(t *testing.T) {
	conformance.Run(t, newHandler, client{}, conformance.Wire{Protocol: Name, Status: status})
}

func TestPositionalParametersConform(t *testing.T) {
	conformance.Run(t, newHandler, client{positional: true}, conformance.Wire{
		Protocol: Name, Status: status, Positional: "a list has no names, and nothing can be left out before its last item",
	})
}

func TestConversations(t *testing.T) { conformance.Conversations(t, Name, newHandler) }

func status(e *call.Error) int {
	if e.Code == call.ServicesOff || e.Code == call.ProtocolOff {
		return http.StatusForbidden
	}
	return http.StatusOK
}

// client sends one request.
type client struct{ positional bool }

func (c client) Call(t *testing.T, h http.Handler, token, function string, arguments map[string]any) conformance.Answer {
	t.Helper()
	request := map[string]any{"jsonrpc": "2.0", "id": "é1", "method": function, "params": arguments}
	if c.positional {
		request["params"] = inOrder(function, arguments)
	}
	text, err := json.Marshal(request)
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, address, strings.NewReader(string(text)))
	r.Header.Set("Content-Type", "application/json")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return readReply(t, w)
}

func inOrder(function string, arguments map[string]any) []any {
	list := []any{}
	if f := conformance.Find(function); f != nil {
		for _, p := range f.Parameters.Fields {
			if value, ok := arguments[p.Name]; ok {
				list = append(list, value)
			}
		}
	}
	return list
}

func readReply(t *testing.T, w *httptest.ResponseRecorder) conformance.Answer {
	t.Helper()
	v, err := protocols.ParseJSON(w.Body.Bytes())
	reply, _ := v.(map[string]any)
	if err != nil || reply["jsonrpc"] != "2.0" || reply["id"] != "é1" {
		t.Fatalf("%v: %s", err, w.Body)
	}
	answer := conformance.Answer{HTTPStatus: w.Code, Value: reply["result"]}
	failure, failed := reply["error"].(map[string]any)
	if _, answered := reply["result"]; answered == failed {
		t.Fatalf("neither result nor error, or both: %s", w.Body)
	}
	if failed {
		data, _ := failure["data"].(map[string]any)
		text := func(key string) string { s, _ := data[key].(string); return s }
		answer.Code, answer.Check, answer.Path, answer.RequestID = text("errorcode"), text("check"), text("path"), text("requestId")
		answer.Message, _ = failure["message"].(string)
	}
	return answer
}
