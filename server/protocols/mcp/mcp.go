// Package mcp speaks the Model Context Protocol over streamable HTTP, with the official SDK: the functions of a token are its tools.
// See README.md for the wire.
//
// A request is first read here: where it comes from, who asks, how large it is and whether it is JSON-RPC at all (mcp.go,
// message.go). What is left to say of the protocol, its revisions above all, is the SDK's. It asks back here for the list of tools
// (tools.go) and for each call of one (call.go).
//
// It imports call, docs and the helpers of protocols, and no other protocol.
package mcp

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"sync"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// Name is the protocol's name in settings, capabilities and logs.
const Name = "mcp"

// revisions are those of the protocol that are spoken. The one of 2024-11-05 had another transport.
var revisions = []string{"2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26"}

// stateless is the first revision whose requests stand for themselves and say in headers what they hold.
const stateless = "2026-07-28"

// Handler answers MCP requests.
type Handler struct {
	Dispatcher *call.Dispatcher
	// TokenInURL says whether a token may stand in the address, where proxies and browsers keep it.
	TokenInURL func() bool
	Version    string // of this program
}

// Routes adds the protocol's address.
func (h *Handler) Routes(handle func(pattern string, handler http.Handler)) {
	handle("/webservice/mcp", http.HandlerFunc(h.serve(sync.OnceValue(h.newTransport))))
}

// instructions tell a model what it could not know from the tools.
const instructions = "Each tool is a function of this server, called in the name of the user of the token. " +
	"A result that is not an object stands under the key \"result\". " +
	"A tool that fails gives JSON with code, message and, when a parameter is wrong, its path."

// newTransport makes the SDK's part. It knows every function, and is the same for all callers: which of them somebody may see and
// call is asked each time.
func (h *Handler) newTransport() http.Handler {
	tools := newToolbox(h.Dispatcher.Catalogue)
	server := mcp.NewServer(&mcp.Implementation{Name: "gatehouse", Version: h.Version}, &mcp.ServerOptions{
		Instructions:              instructions,
		Capabilities:              &mcp.ServerCapabilities{Tools: &mcp.ToolCapabilities{}},
		SupportedProtocolVersions: revisions,
		SetCacheable:              func(_ context.Context, _ mcp.Request, c *mcp.Cacheable) { *c = fresh },
	})
	run := func(ctx context.Context, r *mcp.CallToolRequest) (*mcp.CallToolResult, error) {
		return h.callTool(ctx, tools, r)
	}
	for name := range tools.byName {
		server.AddTool(&mcp.Tool{Name: name, InputSchema: anyObject}, run) // what is said of a tool is in the list
	}
	server.AddReceivingMiddleware(func(next mcp.MethodHandler) mcp.MethodHandler { return h.receive(tools, next) })
	return mcp.NewStreamableHTTPHandler(func(*http.Request) *mcp.Server { return server }, &mcp.StreamableHTTPOptions{
		Stateless: true, JSONResponse: true, PropagateRequestCancellation: true,
		DisableLocalhostProtection: true, // the guard has looked at the host, and knows the server's names
	})
}

// fresh says that what a client is told may be other a moment later, and for another caller.
var fresh = mcp.Cacheable{CacheScope: "private"}

// visit is one request on its way through the SDK.
type visit struct {
	caller     call.Caller
	credential call.Credential
	settings   call.Settings
	batch      context.Context // of a batch, bounding the time of its calls together; nil when there is one message

	mutex    sync.Mutex // the calls of a batch run one after another
	repeated bool       // a call was answered before
	panicked any        // what is to be raised where the guard can see it
}

type visitKey struct{}

func visitOf(ctx context.Context) *visit { return ctx.Value(visitKey{}).(*visit) }

// serve checks a request, hands it to the SDK and sends what the SDK says.
func (h *Handler) serve(transport func() http.Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		v, err := h.enter(r)
		if err != nil {
			refuse(w, v, err)
			return
		}
		body, err := protocols.ReadBody(w, r)
		if err == nil && !isJSON(r) {
			err = call.Errorf(call.MediaType, "The body is not application/json.")
		}
		if err != nil {
			refuse(w, v, err)
			return
		}
		if wrong := check(r.Header, body); wrong != nil {
			wrong.send(w, v)
			return
		}
		if protocols.JSONList(body) {
			var cancel context.CancelFunc
			v.batch, cancel = protocols.WithBatchTime(r.Context())
			defer cancel()
		}
		said := &answer{header: http.Header{}}
		transport().ServeHTTP(said, forward(r, v, body))
		v.mutex.Lock()
		defer v.mutex.Unlock()
		if v.panicked != nil {
			panic(v.panicked)
		}
		protocols.Announce(w.Header(), v.repeated, nil)
		said.send(w, v)
	}
}

// enter looks at all but the body: a stranger's is not read.
func (h *Handler) enter(r *http.Request) (*visit, error) {
	v := &visit{caller: call.CallerOf(r.Context())}
	if !sameOrigin(r) {
		return v, call.Errorf(call.AccessDenied, "A page of another site may not use this address.")
	}
	if r.Method != http.MethodPost {
		return v, call.Errorf(call.MethodNotAllowed, "This address takes POST. It keeps no sessions and has no streams.")
	}
	query, wrong := protocols.ParseForm(r.URL.RawQuery)
	v.credential, v.settings = protocols.Token(r, query, h.TokenInURL()), protocols.Settings(query)
	if err := h.Dispatcher.Admit(r.Context(), v.request("")); err != nil {
		return v, err
	}
	return v, wrong
}

// request is a call of a function, but for its arguments.
func (v *visit) request(function string) *call.Request {
	return &call.Request{
		ID: v.caller.RequestID, Protocol: Name, Function: function,
		Credential: v.credential, Address: v.caller.Address, Settings: v.settings,
	}
}

// sameOrigin says whether a request comes from a page of this server, or from no page at all. Pages of other sites could have
// reached it by a name that was ours a moment later (DNS rebinding); that the name they called is ours, the guard has seen.
// (Transports, Security Warning.)
func sameOrigin(r *http.Request) bool {
	origins := r.Header.Values("Origin")
	if len(origins) == 0 {
		return true
	}
	u, err := url.Parse(origins[0])
	return err == nil && len(origins) == 1 && (u.Scheme == "http" || u.Scheme == "https") && strings.EqualFold(u.Host, r.Host)
}

func isJSON(r *http.Request) bool {
	media, _ := protocols.MediaType(r)
	return media == "application/json"
}

// receive is the first to get each message that the SDK has read, before the SDK answers it.
func (h *Handler) receive(tools *toolbox, next mcp.MethodHandler) mcp.MethodHandler {
	return func(ctx context.Context, method string, r mcp.Request) (result mcp.Result, err error) {
		v := visitOf(ctx)
		v.mutex.Lock()
		defer v.mutex.Unlock()
		defer func() {
			// The SDK runs this in a goroutine of its own, where a panic would end the program.
			if p := recover(); p != nil {
				v.panicked = fmt.Sprintf("%v\n%s", p, debug.Stack())
				result, err = nil, v.failure(call.Fail(call.Internal))
			}
		}()
		switch r := r.(type) {
		case *mcp.ListToolsRequest:
			return h.listTools(ctx, tools, r)
		case *mcp.CallToolRequest:
			if tools.byName[r.Params.Name] == nil {
				return h.callTool(ctx, tools, r) // which is refused as it is everywhere
			}
		}
		return next(ctx, method, r)
	}
}
