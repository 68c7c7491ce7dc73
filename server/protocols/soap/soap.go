// Package soap speaks SOAP 1.1 and 1.2: on Moodle's addresses its calls by position in SOAP's own encoding (moodle.go and what
// begins with moodle_), on our own address document/literal with a type for everything (own.go and what begins with own_). What
// both share is in message.go, node.go and fault.go. See README.md for the wire.
//
// The WSDL documents are made here, and not in docs: what they say (namespaces, names of types, order of parts) is what the readers
// and writers beside them do, and nobody else reads them. Of docs they use only the keeping of documents for sets of functions.
//
// The package imports call, docs and the helpers of protocols, and no other protocol.
package soap

import (
	"net/http"

	"gatehouse/server/call"
	"gatehouse/server/docs"
	"gatehouse/server/protocols"
)

// Name is the protocol's name in settings, capabilities and logs.
const Name = "soap"

// Handler answers SOAP calls.
type Handler struct {
	Dispatcher *call.Dispatcher
	// Site has the address under which clients reach the server. It stands in WSDL documents, and is the namespace of Moodle's; what
	// the caller takes for the server's name is never used.
	Site func() docs.Site
	// WSDL and MoodleWSDL keep the documents of the two addresses that take tokens. They are made by NewWSDL and NewMoodleWSDL.
	WSDL, MoodleWSDL *docs.Documents
	// TokenInURL says whether a token may stand in the address, where proxies and browsers keep it.
	TokenInURL func() bool
}

// Routes adds the protocol's addresses.
func (h *Handler) Routes(handle func(pattern string, handler http.Handler)) {
	byToken := &moodle{Handler: h, path: tokenPath, wsdl: h.MoodleWSDL}
	byPassword := &moodle{Handler: h, path: passwordPath, byPassword: true, wsdl: newMoodleWSDL(passwordPath)}
	handle(tokenPath, byToken)
	handle(passwordPath, byPassword)
	handle(passwordPath+"/{username}/{password}", byPassword)
	handle(ownPath, &own{h})
}

// request is a call on one of the addresses. Its arguments are read when they are asked for.
func (h *Handler) request(r *http.Request, c call.Credential, query protocols.Form, m *message, arguments func() (map[string]any, error)) *call.Request {
	caller := call.CallerOf(r.Context())
	return &call.Request{
		ID: caller.RequestID, Protocol: Name, Address: caller.Address, Function: m.function,
		Credential: c, Settings: protocols.Settings(query), Arguments: arguments,
	}
}

// newWSDL keeps documents about what is called at a path. write gets the address as XML that is open to the credential of whoever
// has it there.
func newWSDL(path string, write func(functions []*call.Function, address string) []byte) *docs.Documents {
	return &docs.Documents{Make: func(site docs.Site, functions []*call.Function) []byte {
		return write(functions, string(protocols.AppendXML(nil, site.URL+path))+docs.CredentialMark)
	}}
}

// suffixInXML is how what stands behind an address is written in a document.
func suffixInXML(suffix string) string { return string(protocols.AppendXML(nil, suffix)) }

// token is the credential of the addresses that take one.
func (h *Handler) token(r *http.Request, query protocols.Form) call.Credential {
	return protocols.Token(r, query, h.TokenInURL())
}

// dispatch makes the call. A message that is no call is refused only after the caller has been let in, so that a stranger learns
// nothing from it.
func (h *Handler) dispatch(r *http.Request, request *call.Request, m *message) (call.Value, *call.Error) {
	value, err := h.Dispatcher.Call(r.Context(), request)
	failed := call.AsError(err)
	if failed != nil && failed.Check == call.CheckFunctionKnown && m.wrong != nil {
		failed = m.wrong.err
	}
	return value, failed
}

// functions are those that a WSDL describes.
func (h *Handler) functions(r *http.Request, c call.Credential, query protocols.Form) ([]*call.Function, *call.Error) {
	functions, err := h.Dispatcher.Functions(r.Context(), h.request(r, c, query, unread, nil))
	return functions, call.AsError(err)
}
