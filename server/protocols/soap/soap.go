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
	"bytes"
	"net/http"
	"net/url"

	"gatehouse/server/call"
	"gatehouse/server/docs"
	"gatehouse/server/protocols"
)

// Name is the protocol's name in settings, capabilities and logs.
const Name = "soap"

// Handler answers SOAP calls.
type Handler struct {
	Dispatcher *call.Dispatcher
	// PublicURL is the address under which clients reach the server, without a slash at its end. It stands in WSDL documents, and is
	// the namespace of Moodle's; what the caller takes for the server's name is never used.
	PublicURL string
	// TokenInURL says whether a token may stand in the address, where proxies and browsers keep it.
	TokenInURL func() bool
}

// Routes adds the protocol's addresses.
func (h *Handler) Routes(handle func(pattern string, handler http.Handler)) {
	byToken, byPassword := newMoodle(h, tokenPath, false), newMoodle(h, passwordPath, true)
	handle(tokenPath, byToken)
	handle(passwordPath, byPassword)
	handle(passwordPath+"/{username}/{password}", byPassword)
	handle(ownPath, newOwn(h))
}

// request is a call on one of the addresses. Its arguments are read when they are asked for.
func (h *Handler) request(r *http.Request, c call.Credential, query protocols.Form, m *message, arguments func() (map[string]any, error)) *call.Request {
	caller := call.CallerOf(r.Context())
	return &call.Request{
		ID: caller.RequestID, Protocol: Name, Address: caller.Address, Function: m.function,
		Credential: c, Settings: protocols.Settings(query), Arguments: arguments,
	}
}

// token is the credential of the addresses that take one.
func (h *Handler) token(r *http.Request, query protocols.Form) call.Credential {
	var shown protocols.Shown
	shown.AddHeader(r, false)
	shown.AddQuery(query, h.TokenInURL())
	return shown.Credential()
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

// credentialMark stands in a document where the credential of the caller belongs: who has it in the address finds it in the
// addresses of the document too, because many clients have no other place for it. No XML holds this character.
const credentialMark = "\x00"

// tokenSuffix is what an address with a token in its query has behind its path.
func tokenSuffix(query protocols.Form) string {
	token, times := query.Scalar("wstoken")
	if times == 0 {
		return ""
	}
	return "?wstoken=" + url.QueryEscape(token)
}

// sendWSDL sends a document to a caller with that behind its address, unless the caller has it.
func sendWSDL(w http.ResponseWriter, r *http.Request, contentType []string, d *docs.Document, suffix string) {
	header := w.Header()
	header["Etag"] = []string{d.ETag}
	if r.Header.Get("If-None-Match") == d.ETag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	header["Content-Type"] = contentType
	protocols.Answer(w, http.StatusOK, func(b []byte) []byte { return appendWithCredential(b, d.Body, suffix) })
}

// appendWithCredential writes a document behind b, with a suffix wherever the credential belongs.
func appendWithCredential(b, document []byte, suffix string) []byte {
	for {
		mark := bytes.IndexByte(document, credentialMark[0])
		if mark < 0 {
			return append(b, document...)
		}
		b = protocols.AppendXML(append(b, document[:mark]...), suffix)
		document = document[mark+1:]
	}
}
