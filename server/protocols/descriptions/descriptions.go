// Package descriptions gives out what docs writes about functions: each description as a file that holds what the token in the
// request may call, and to everybody the catalogue of addresses. See README.md for the wire.
//
// It imports call, docs and the helpers of protocols, and no protocol: the description of one is made by functions that main hands in.
package descriptions

import (
	"net/http"

	"gatehouse/server/call"
	"gatehouse/server/docs"
	"gatehouse/server/protocols"
)

// Handler answers with descriptions.
type Handler struct {
	Dispatcher   *call.Dispatcher
	Descriptions *docs.Descriptions
	// TokenInURL says whether a token may stand in the address, where proxies and browsers keep it.
	TokenInURL func() bool
	// Documentation says whether there is documentation for each user, as the setting of that name has it.
	Documentation func() bool
	// Protocols are those that are on: none while web services are off.
	Protocols func() []docs.Protocol
}

// Routes adds the addresses.
func (h *Handler) Routes(handle func(pattern string, handler http.Handler)) {
	handle("/webservice/rest/"+docs.OpenAPIFile, h.file(func(*http.Request) string { return docs.OpenAPIFile }))
	handle(docs.DescriptionsPath+"{file}", h.file(func(r *http.Request) string { return r.PathValue("file") }))
	handle(docs.APICatalogPath, http.HandlerFunc(h.catalog))
}

// catalogLink says where the catalogue is.
const catalogLink = "<" + docs.APICatalogPath + `>; rel="api-catalog"`

// file answers with the description in the file that a request names.
func (h *Handler) file(name func(r *http.Request) string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("Cache-Control", "private, no-store")
		if !reads(w, r) {
			return
		}
		description := h.Descriptions.Find(name(r))
		if description == nil {
			protocols.Problem(w, r, call.Errorf(call.NotFound, "There is no description of this name."))
			return
		}
		query, wrong := protocols.ParseForm(r.URL.RawQuery)
		functions, err := h.functions(r, description, query)
		if err == nil {
			err = wrong
		}
		if err != nil {
			protocols.Problem(w, r, call.AsError(err))
			return
		}
		header.Set("Content-Disposition", `attachment; filename="`+description.File+`"`)
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Link", catalogLink)
		_, document := h.Descriptions.Write(description.File, functions)
		suffix := protocols.AppendXML(nil, protocols.TokenSuffix(query))
		protocols.SendDocument(w, r, description.MediaType, document, string(suffix))
	})
}

// functions are those that the token in a request may call over the description's protocol. Whoever is let in is told when
// documentation is off, and nobody else.
func (h *Handler) functions(r *http.Request, d *docs.Description, query protocols.Form) ([]*call.Function, error) {
	caller := call.CallerOf(r.Context())
	functions, err := h.Dispatcher.Functions(r.Context(), &call.Request{
		ID: caller.RequestID, Protocol: d.Protocol, Address: caller.Address, Credential: protocols.Token(r, query, h.TokenInURL()),
	})
	if err == nil && !h.Documentation() {
		err = call.Fail(call.DocumentationOff)
	}
	return functions, err
}

// catalogType is that of RFC 9727, section 4.
const catalogType = `application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"`

// catalog answers with the catalogue. There is none while nothing can be called.
func (h *Handler) catalog(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Cache-Control", "no-cache")
	if !reads(w, r) {
		return
	}
	on := h.Protocols()
	if len(on) == 0 {
		protocols.Problem(w, r, call.Errorf(call.NotFound, "Nothing can be called here."))
		return
	}
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Link", catalogLink)
	protocols.SendDocument(w, r, catalogType, docs.NewDocument(h.Descriptions.APICatalog(on, h.Documentation())), "")
}

// reads says whether a request only reads, and refuses any other.
func reads(w http.ResponseWriter, r *http.Request) bool {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return true
	}
	w.Header().Set("Allow", "GET, HEAD")
	protocols.Problem(w, r, call.Errorf(call.MethodNotAllowed, "This address is read with GET."))
	return false
}
