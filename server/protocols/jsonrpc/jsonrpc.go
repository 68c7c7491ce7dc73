// Package jsonrpc speaks JSON-RPC 2.0 (jsonrpc.org/specification) over HTTP on /webservice/jsonrpc: message.go reads requests and
// batches, reply.go writes what is answered, discover.go describes the functions. See README.md for the wire.
//
// It imports call, docs and the helpers of protocols, and no other protocol.
package jsonrpc

import (
	"context"
	"net/http"
	"strconv"

	"gatehouse/server/call"
	"gatehouse/server/docs"
	"gatehouse/server/protocols"
)

// Name is the protocol's name in settings, capabilities and logs.
const Name = "jsonrpc"

// address is where it is spoken.
const address = "/webservice/jsonrpc"

// Handler answers JSON-RPC calls.
type Handler struct {
	Dispatcher *call.Dispatcher
	// TokenInURL says whether a token may stand in the address, where proxies and browsers keep it.
	TokenInURL func() bool
	// Site says what stands in descriptions.
	Site func() docs.Site
	// Described keeps them. They are made by Describe.
	Described *docs.Documents
}

// Routes adds the protocol's address.
func (h *Handler) Routes(handle func(pattern string, handler http.Handler)) {
	handle(address, h)
}

// ServeHTTP answers a request or a batch of them. What is answered in JSON-RPC has status 200, because client libraries do not look
// into the body of anything else.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header()["Cache-Control"] = noStore
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		refuse(w, r, call.Errorf(call.MethodNotAllowed, "JSON-RPC is spoken with POST."))
		return
	}
	body, err := protocols.ReadBody(w, r)
	if err != nil {
		refuse(w, r, call.AsError(err))
		return
	}
	switch media, _ := protocols.MediaType(r); media {
	case "application/json", "application/json-rpc", "application/jsonrequest":
	default:
		refuse(w, r, call.Errorf(call.MediaType, "The body is not application/json."))
		return
	}
	c := h.newCaller(r)
	if protocols.JSONList(body) {
		c.batch(w, body)
		return
	}
	c.single(w, body)
}

var (
	noStore  = []string{"no-store"}
	jsonType = []string{"application/json; charset=utf-8"}
)

// caller is what all requests of one HTTP request share.
type caller struct {
	*Handler
	ctx        context.Context
	http       call.Caller
	credential call.Credential
	settings   call.Settings
	wrong      error  // why the query cannot be read; told once access is decided
	place      string // of a request in its batch
}

func (h *Handler) newCaller(r *http.Request) *caller {
	query, wrong := protocols.ParseForm(r.URL.RawQuery)
	return &caller{
		Handler: h, ctx: r.Context(), http: call.CallerOf(r.Context()),
		credential: protocols.Token(r, query, h.TokenInURL()), settings: protocols.Settings(query), wrong: wrong,
	}
}

func (c *caller) single(w http.ResponseWriter, body []byte) {
	made := c.answer(body)
	protocols.Announce(w.Header(), made.repeated, made.failed)
	if made.silent {
		w.WriteHeader(made.status(http.StatusNoContent))
		return
	}
	c.send(w, made.status(http.StatusOK), made.append)
}

// batch answers every request of a batch by itself, in order, and in one list. Notifications have no place in it.
func (c *caller) batch(w http.ResponseWriter, body []byte) {
	items, err := protocols.SplitJSONList(body)
	var wrong *reply
	switch {
	case err != nil:
		wrong = invalid(parseError, call.AsError(err))
	case len(items) == 0:
		wrong = invalid(invalidRequest, call.Errorf(call.InvalidParameter, "The batch is empty."))
	case len(items) > protocols.MaxCalls:
		wrong = invalid(invalidRequest, call.Errorf(call.BodyTooLarge, "The batch holds %d requests. At most %d are taken.", len(items), protocols.MaxCalls))
	}
	if wrong != nil {
		c.send(w, http.StatusOK, wrong.append)
		return
	}
	c.each(w, items)
}

func (c *caller) each(w http.ResponseWriter, items [][]byte) {
	var replies replies
	status := http.StatusNoContent
	ctx, cancel := protocols.WithBatchTime(c.ctx)
	defer cancel()
	c.ctx = ctx
	repeated := false
	for i, item := range items {
		c.place = strconv.Itoa(i)
		made := c.answer(item)
		repeated = repeated || made.repeated
		if !made.silent {
			replies = append(replies, made)
			status = http.StatusOK
		}
		status = made.status(status)
	}
	protocols.Announce(w.Header(), repeated, nil)
	if len(replies) == 0 {
		w.WriteHeader(status)
		return
	}
	c.send(w, status, replies.append)
}

func (c *caller) send(w http.ResponseWriter, status int, appendTo func(b []byte, requestID string) []byte) {
	w.Header()["Content-Type"] = jsonType
	protocols.Answer(w, status, func(b []byte) []byte { return appendTo(b, c.http.RequestID) })
}

// answer makes the call that a request asks for.
func (c *caller) answer(text []byte) *reply {
	m, wrong := readMessage(text)
	if wrong != nil {
		return wrong
	}
	made := &reply{id: m.id, silent: m.id == nil}
	var err error
	switch {
	case c.ctx.Err() != nil:
		err = protocols.BatchOver(c.ctx)
	case m.method == discover:
		made.document, err = c.discover(m)
	default:
		request := c.request(m)
		made.value, err = c.Dispatcher.Call(c.ctx, request)
		made.repeated = request.Repeated
	}
	if err != nil {
		made.failed = call.AsError(err)
		made.number = number(made.failed)
	}
	return made
}

func (c *caller) request(m *message) *call.Request {
	return &call.Request{
		ID: c.http.RequestID, Protocol: Name, Address: c.http.Address, Function: m.method, Credential: c.credential, Settings: c.settings, Place: c.place,
		Arguments: func() (map[string]any, error) {
			if c.wrong != nil {
				return nil, c.wrong
			}
			return m.arguments(c.Dispatcher.Catalogue.Find(m.method))
		},
	}
}
