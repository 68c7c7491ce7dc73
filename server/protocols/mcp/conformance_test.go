package mcp

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
	"gatehouse/server/protocols/conformance"
)

func newHandler(d *call.Dispatcher) http.Handler {
	mux := http.NewServeMux()
	(&Handler{Dispatcher: d, TokenInURL: func() bool { return true }, Version: "1"}).Routes(mux.Handle)
	return mux
}

func TestEveryRevisionConforms(t *testing.T) {
	for _, revision := range revisions {
		t.Run(revision, func(t *testing.T) {
			conformance.Run(t, newHandler, client{revision}, conformance.Wire{
				Protocol: Name, Status: func(e *call.Error) int { return refusal(revision, e) },
			})
		})
	}
}

func TestConversations(t *testing.T) { conformance.Conversations(t, Name, newHandler) }

// aboutFunctions are the checks that are asked once it is known what is called.
var aboutFunctions = []call.Check{
	"", call.CheckServiceOn, call.CheckFunctionInService, call.CheckUserAuthorised, call.CheckAuthorisedValid, call.CheckAuthorisedAddress,
	call.CheckServiceCapability, call.CheckFunctionKnown, call.CheckRate,
}

// refusal is the status of a caller who is not let in, or OK when it is a call that is refused. Since 2026-07-28 an unknown tool, as all
// parameters that are wrong, has a status of its own.
func refusal(revision string, e *call.Error) int {
	switch {
	case e.Check == call.CheckFunctionKnown && revision >= stateless:
		return http.StatusBadRequest
	case slices.Contains(aboutFunctions, e.Check):
		return http.StatusOK
	}
	return e.Code.Status()
}

// client speaks one revision.
type client struct{ revision string }

func (c client) Call(t *testing.T, h http.Handler, token, function string, arguments map[string]any) conformance.Answer {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, c.request(t, token, "tools/call", map[string]any{"name": function, "arguments": arguments}))
	return readAnswer(t, w)
}

// request is a message as the revision wants it.
func (c client) request(t testing.TB, token, method string, params map[string]any) *http.Request {
	t.Helper()
	if c.revision >= stateless {
		params["_meta"] = map[string]any{
			"io.modelcontextprotocol/protocolVersion": c.revision, "io.modelcontextprotocol/clientCapabilities": map[string]any{},
		}
	}
	body, err := json.Marshal(map[string]any{"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/webservice/mcp", strings.NewReader(string(body)))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/json, text/event-stream")
	r.Header.Set("Mcp-Protocol-Version", c.revision)
	if c.revision >= stateless {
		r.Header.Set("Mcp-Method", method)
		if name, ok := params["name"].(string); ok {
			r.Header.Set("Mcp-Name", name)
		}
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	return r
}

// readAnswer reads an error of the protocol, a result that is an error, or a result, which must be there as structured content and as text alike.
func readAnswer(t *testing.T, w *httptest.ResponseRecorder) conformance.Answer {
	t.Helper()
	answer := conformance.Answer{HTTPStatus: w.Code}
	object := parse(t, w.Body.String())
	if failed, ok := object["error"].(map[string]any); ok {
		data, _ := failed["data"].(map[string]any)
		answer.Message, _ = failed["message"].(string)
		fill(&answer, data)
		return answer
	}
	result, _ := object["result"].(map[string]any)
	content, _ := result["content"].([]any)
	if len(content) != 1 {
		t.Fatalf("the content is %v", content)
	}
	text, _ := content[0].(map[string]any)["text"].(string)
	if result["isError"] == true {
		said := parse(t, text)
		answer.Message, _ = said["message"].(string)
		fill(&answer, said)
		if result["structuredContent"] != nil {
			t.Error("a failure has structured content, which clients check against the schema of results")
		}
		return answer
	}
	structured, ok := result["structuredContent"].(map[string]any)
	if !ok || mustJSON(t, structured) != mustJSON(t, parse(t, text)) {
		t.Errorf("structured content and text differ: %s", w.Body)
	}
	answer.Value = structured
	if value, there := structured[resultKey]; there && len(structured) == 1 {
		answer.Value = value
	}
	return answer
}

func fill(answer *conformance.Answer, from map[string]any) {
	for key, into := range map[string]*string{"code": &answer.Code, "check": &answer.Check, "path": &answer.Path, "requestId": &answer.RequestID} {
		*into, _ = from[key].(string)
	}
}

func parse(t *testing.T, text string) map[string]any {
	t.Helper()
	v, err := protocols.ParseJSON([]byte(text))
	object, ok := v.(map[string]any)
	if err != nil || !ok {
		t.Fatalf("%v: %s", err, text)
	}
	return object
}

func mustJSON(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
