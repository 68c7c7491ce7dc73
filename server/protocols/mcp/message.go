package mcp

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
	"github.com/modelcontextprotocol/go-sdk/mcp"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// The header fields of the protocol. Since 2026-07-28 they say what the body says, and the SDK compares.
const (
	headerRevision = "Mcp-Protocol-Version"
	headerMethod   = "Mcp-Method"
	headerTool     = "Mcp-Name"
)

var headers = []string{headerRevision, headerMethod, headerTool}

// methods are those that are answered, each with what the SDK reads its parameters into.
var methods = map[string]func() any{
	"initialize":      func() any { return new(mcp.InitializeParams) },
	"ping":            func() any { return new(mcp.PingParams) },
	"server/discover": func() any { return new(mcp.DiscoverParams) },
	"tools/list":      func() any { return new(mcp.ListToolsParams) },
	"tools/call":      func() any { return new(mcp.CallToolParamsRaw) },

	"notifications/initialized": func() any { return new(mcp.InitializedParams) },
	"notifications/cancelled":   func() any { return new(mcp.CancelledParams) },
	"notifications/progress":    func() any { return new(mcp.ProgressNotificationParams) },
}

// fault is what is wrong with a message, before it means anything.
type fault struct {
	id      json.RawMessage // as it was sent; nil when it is not known
	status  int
	code    int64
	message string
}

func faultf(code int64, format string, arguments ...any) *fault {
	return &fault{status: http.StatusBadRequest, code: code, message: fmt.Sprintf(format, arguments...)}
}

func (f *fault) send(w http.ResponseWriter, v *visit) {
	if f.status == http.StatusAccepted {
		w.WriteHeader(f.status)
		return
	}
	code := call.InvalidParameter
	if f.code == jsonrpc.CodeMethodNotFound {
		code = call.FunctionUnknown
	}
	e := &jsonrpc.Error{Code: f.code, Message: f.message, Data: encoded(v.details(&call.Error{Code: code}))}
	sendError(w, f.status, f.id, e)
}

// message is one message of JSON-RPC, its parameters not yet read.
type message struct {
	id     json.RawMessage // as it was sent; nil in a notification
	method string          // empty in a response
	params []byte
}

func (m *message) notifies() bool { return strings.HasPrefix(m.method, "notifications/") }

// check says what is wrong with a request that the SDK would take, misread, or answer with the names of its own types: messages
// that are not exactly those of JSON-RPC and MCP, and what is past the limits. What is right it leaves to the SDK to say.
func check(header http.Header, body []byte) *fault {
	for _, name := range headers {
		if len(header.Values(name)) > 1 {
			return faultf(mcp.CodeHeaderMismatch, "The header field %s is there more than once.", name)
		}
	}
	if !protocols.JSONList(body) {
		return checkOne(header.Get(headerRevision), body)
	}
	items, err := protocols.SplitJSONList(body)
	switch {
	case err != nil:
		return faultf(jsonrpc.CodeParseError, "%s", err)
	case len(items) == 0 || len(items) > protocols.MaxCalls:
		return faultf(jsonrpc.CodeInvalidRequest, "A batch holds 1 to %d messages, this one %d.", protocols.MaxCalls, len(items))
	}
	return checkBatch(items)
}

func checkOne(revision string, text []byte) *fault {
	m, f := readMessage(text)
	if f == nil {
		f = m.check()
	}
	switch {
	case f == nil:
		return nil
	case f.code == jsonrpc.CodeMethodNotFound && m.notifies():
		f.status = http.StatusAccepted // nobody has to understand a notification
	case f.code == jsonrpc.CodeMethodNotFound && revision >= stateless:
		f.status = http.StatusNotFound
	case f.id != nil && f.code != jsonrpc.CodeInvalidRequest && revision < stateless:
		f.status = http.StatusOK
	}
	return f
}

// checkBatch lets a batch through as a whole or not at all. No two messages may have the same id, or one answer would be lost.
func checkBatch(items [][]byte) *fault {
	ids := make(map[string]bool, len(items))
	for i, item := range items {
		m, f := readMessage(item)
		if f == nil {
			f = m.check()
		}
		if f == nil && m.id != nil && ids[string(m.id)] {
			f = faultf(jsonrpc.CodeInvalidRequest, "its id has another one too")
		}
		if f != nil {
			return faultf(jsonrpc.CodeInvalidRequest, "Message %d of the batch: %s", i+1, f.message)
		}
		ids[string(m.id)] = true
	}
	return nil
}

func readMessage(text []byte) (m message, f *fault) {
	members, err := protocols.SplitJSONObject(text)
	if err != nil {
		return m, faultf(jsonrpc.CodeParseError, "%s", err)
	}
	version, answered := "", false
	for _, member := range members {
		switch string(member.Key) {
		case "jsonrpc":
			version, _ = textOf(member.Value)
		case "id":
			if !usableID(member.Value) {
				return m, faultf(jsonrpc.CodeInvalidRequest, "The id is neither text nor a whole number of at most 53 bits.")
			}
			m.id = member.Value
		case "method":
			m.method, _ = textOf(member.Value)
		case "params":
			m.params = member.Value
		case "result", "error":
			answered = true
		}
	}
	if version != "2.0" || (m.method == "") != answered {
		f = faultf(jsonrpc.CodeInvalidRequest, `The message is not one of JSON-RPC: it has "jsonrpc": "2.0" and a method.`)
		f.id = m.id
		return m, f
	}
	return m, nil
}

// check says what is wrong with a message for the method that it names.
func (m *message) check() *fault {
	if m.method == "" {
		return nil // an answer to a question that nobody has asked
	}
	wrong := func(code int64, text string) *fault { return &fault{m.id, http.StatusBadRequest, code, text} }
	parameters, known := methods[m.method]
	switch {
	case !known:
		return wrong(jsonrpc.CodeMethodNotFound, "This method is not known here.")
	case m.notifies() && m.id != nil:
		return wrong(jsonrpc.CodeInvalidRequest, "A notification has no id.")
	case !m.notifies() && m.id == nil:
		return wrong(jsonrpc.CodeInvalidRequest, "The id is missing.")
	case !m.fits(parameters()):
		return wrong(jsonrpc.CodeInvalidParams, "The parameters are not those of this method.")
	}
	return nil
}

// fits says whether the parameters can be read into what the SDK has for them. The arguments of a call are left for the function
// to read.
func (m *message) fits(into any) bool {
	calls := m.method == "tools/call"
	if m.params == nil {
		return !calls && m.method != "initialize"
	}
	members, err := protocols.SplitJSONObject(m.params)
	if err != nil {
		return false
	}
	named := false
	rest := []byte("{")
	for _, member := range members {
		if string(member.Key) == "name" {
			_, named = textOf(member.Value)
		}
		if calls && string(member.Key) == "arguments" {
			if member.Value[0] != '{' {
				return false
			}
			continue
		}
		if len(rest) > 1 {
			rest = append(rest, ',')
		}
		rest = append(append(append(rest, encoded(string(member.Key))...), ':'), member.Value...)
	}
	return (named || !calls) && json.Unmarshal(append(rest, '}'), into) == nil
}

func textOf(value []byte) (string, bool) {
	if value[0] != '"' {
		return "", false
	}
	v, err := protocols.ParseJSON(value)
	text, ok := v.(string)
	return text, ok && err == nil
}

// maxID is past what the SDK, which reads numbers as JavaScript does, gives back as it was.
const maxID = 1<<53 - 1

func usableID(value []byte) bool {
	if value[0] == '{' || value[0] == '[' {
		return false
	}
	v, err := protocols.ParseJSON(value)
	n, whole := v.(int64)
	_, text := v.(string)
	return err == nil && (text || whole && n >= -maxID && n <= maxID)
}

// forward is the request as the SDK gets it, without what is none of its business. The answer is always JSON, whatever a client
// says that it would take.
func forward(r *http.Request, v *visit, body []byte) *http.Request {
	f := r.WithContext(context.WithValue(r.Context(), visitKey{}, v))
	f.Header = http.Header{"Content-Type": {"application/json"}, "Accept": {"application/json, text/event-stream"}}
	for _, name := range headers {
		if values := r.Header.Values(name); len(values) > 0 {
			f.Header[name] = values
		}
	}
	f.Body = io.NopCloser(bytes.NewReader(body))
	f.ContentLength = int64(len(body))
	return f
}
