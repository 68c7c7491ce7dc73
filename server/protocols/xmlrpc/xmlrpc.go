// Package xmlrpc speaks XML-RPC (the specification of 1999, with the extensions nil and i8): on Moodle's addresses as Moodle does
// (moodle.go), and on our own with introspection and several calls in one (own.go, system.go). See README.md for the wire.
//
// A request is read in two steps: the name of the function first (read.go), its parameters once access is decided. An answer is
// written straight from the result (encode.go). The package imports call and the helpers of protocols, and no other protocol.
package xmlrpc

import (
	"net/http"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// Name is the protocol's name in settings, capabilities and logs.
const Name = "xmlrpc"

// Handler answers XML-RPC calls.
type Handler struct {
	Dispatcher *call.Dispatcher
	// TokenInURL says whether a token may stand in the address, where proxies and browsers keep it.
	TokenInURL func() bool
	// Void says how a function answers that returns nothing.
	Void func() Void
}

// Routes adds the protocol's addresses.
func (h *Handler) Routes(handle func(pattern string, handler http.Handler)) {
	handle("/webservice/xmlrpc/server.php", h.moodle(false))
	handle("/webservice/xmlrpc/simpleserver.php", h.moodle(true))
	handle("/webservice/xmlrpc", http.HandlerFunc(h.own))
}

// Void is how nothing is written, because the specification has no word for it.
type Void string

// The ways to write nothing.
const (
	VoidString Void = "string" // an empty text: every client can read it
	VoidParams Void = "params" // an answer without a value, as Moodle's; about half of the clients fail at it
	VoidNil    Void = "nil"    // the extension nil, also for null inside a result
)

// caller makes the calls of one request.
type caller struct {
	*Handler
	http *http.Request
	call call.Request // what every call of the request has, without function and arguments

	repeated bool // one of the calls was answered before
}

func (h *Handler) caller(r *http.Request, query protocols.Form, credential call.Credential) *caller {
	from := call.CallerOf(r.Context())
	return &caller{Handler: h, http: r, call: call.Request{
		ID: from.RequestID, Protocol: Name, Address: from.Address, Credential: credential, Settings: protocols.Settings(query),
	}}
}

// result is what a call came to: the value of a function, what a method of the system writes, or an error.
type result struct {
	value  call.Value
	system func(e *encoder)
	err    *call.Error

	repeated bool
}

// function calls a function. Its parameters are read once access is decided.
func (c *caller) function(name string, parameters func() ([]any, error)) result {
	request := c.call
	request.Function = name
	request.Arguments = func() (map[string]any, error) {
		list, err := parameters()
		if err != nil {
			return nil, err
		}
		return protocols.NamedOrPositional(c.Dispatcher.Catalogue.Find(name), list)
	}
	value, err := c.Dispatcher.Call(c.http.Context(), &request)
	c.repeated = c.repeated || request.Repeated
	return result{value: value, err: call.AsError(err)}
}

// answer writes a response as a whole.
func answer(w http.ResponseWriter, status int, s style, r result) {
	protocols.Announce(w.Header(), r.repeated, r.err)
	w.Header()["Content-Type"] = contentType
	protocols.Answer(w, status, func(b []byte) []byte {
		e := encoder{b, s}
		e.response(r)
		return e.b
	})
}

// contentType is shared by all answers: nobody may change it.
var contentType = []string{"text/xml; charset=utf-8"}
