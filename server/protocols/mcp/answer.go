package mcp

import (
	"cmp"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"

	"gatehouse/server/call"
)

// answer is what the SDK writes, kept until it is whole.
type answer struct {
	header http.Header
	status int
	body   []byte
}

// Header returns the header fields that the SDK sets.
func (a *answer) Header() http.Header { return a.header }

// WriteHeader takes the status.
func (a *answer) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
}

// Write takes a part of the body.
func (a *answer) Write(part []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	a.body = append(a.body, part...)
	return len(part), nil
}

// send sends it on. What the SDK says in plain text becomes an error of JSON-RPC, which is all that clients read.
func (a *answer) send(w http.ResponseWriter, v *visit) {
	switch {
	case a.status == 0: // the client has gone away
		return
	case strings.HasPrefix(a.header.Get("Content-Type"), "text/plain"):
		(&fault{status: a.status, code: jsonrpc.CodeInvalidRequest, message: strings.TrimSpace(string(a.body))}).send(w, v)
		return
	case len(a.body) > 0:
		w.Header().Set("Content-Type", "application/json")
	}
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body) // a client that has gone away cannot be told
}

// details is what an error says besides its number and its message.
type details struct {
	Code      call.Code  `json:"code"`
	Check     call.Check `json:"check,omitempty"`
	Path      string     `json:"path,omitempty"`
	Found     string     `json:"found,omitempty"`
	Expected  string     `json:"expected,omitempty"`
	RequestID string     `json:"requestId"`
	After     int        `json:"retryAfter,omitempty"` // seconds
}

func (v *visit) details(e *call.Error) details {
	return details{e.Code, e.Check, e.Path, e.Found, e.Wanted, v.caller.RequestID, e.RetrySeconds()}
}

// The numbers of errors that JSON-RPC and MCP leave to servers (-32000 to -32019) and that clients have no meaning of their own for.
const (
	unauthenticated = -32010
	denied          = -32011
	unable          = -32012
)

// number is the one for an error outside a function.
func number(c call.Code) int64 {
	switch c.Kind() {
	case call.Unauthenticated:
		return unauthenticated
	case call.Denied:
		return denied
	case call.Missing:
		return jsonrpc.CodeInvalidParams // an unknown tool (Tools, Error Handling)
	case call.Refused, call.TooMuch:
		return jsonrpc.CodeInvalidRequest
	case call.TooFast, call.Unable:
		return unable
	}
	return jsonrpc.CodeInternalError
}

// failure is an error as one of JSON-RPC.
func (v *visit) failure(e *call.Error) *jsonrpc.Error {
	return &jsonrpc.Error{Code: number(e.Code), Message: e.Error(), Data: encoded(v.details(e))}
}

// encoded writes what has no values that JSON could not hold.
func encoded(value any) json.RawMessage {
	text, _ := json.Marshal(value)
	return text
}

// refuse answers a request that gets no further.
func refuse(w http.ResponseWriter, v *visit, err error) {
	known := call.AsError(err)
	status := known.Code.Status()
	header := w.Header()
	switch status {
	case http.StatusUnauthorized:
		header.Set("WWW-Authenticate", v.challenge())
	case http.StatusMethodNotAllowed:
		header.Set("Allow", http.MethodPost)
	case http.StatusServiceUnavailable, http.StatusTooManyRequests:
		header.Set("Retry-After", strconv.Itoa(cmp.Or(known.RetrySeconds(), 5)))
	case http.StatusRequestEntityTooLarge:
		header.Set("Connection", "close")
	}
	sendError(w, status, nil, v.failure(known))
}

// challenge asks for a token. Whoever showed none is not told that it is wrong (RFC 6750, 3.1).
func (v *visit) challenge() string {
	if v.credential == (call.Credential{}) {
		return `Bearer realm="web services"`
	}
	return `Bearer realm="web services", error="invalid_token"`
}

// sendError sends an error of JSON-RPC. The id is that of the message, as it was sent; nil when there is none to be told.
func sendError(w http.ResponseWriter, status int, id json.RawMessage, e *jsonrpc.Error) {
	if id == nil {
		id = json.RawMessage("null")
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(encoded(struct { // a client that has gone away cannot be told
		Version string          `json:"jsonrpc"`
		ID      json.RawMessage `json:"id"`
		Error   *jsonrpc.Error  `json:"error"`
	}{"2.0", id, e}))
}
