package rest

import (
	"net/http"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// own answers /webservice/rest/FUNCTION and, with bare, /webservice/restful/server.php/FUNCTION: JSON in and out, GET for functions
// that only read, real status codes, errors as application/problem+json (RFC 9457). bare takes the token as the whole
// Authorization header, as the RESTful plugin does.
func (h *Handler) own(bare bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header["Cache-Control"] = noStore
		request, err := h.ownRequest(w, r, bare)
		var value call.Value
		if err == nil {
			value, err = h.Dispatcher.Call(r.Context(), request)
		}
		if err != nil {
			h.problem(w, r, call.AsError(err))
			return
		}
		protocols.Announce(header, request.Repeated, nil)
		header["Content-Type"] = jsonUTF8
		write(w, http.StatusOK, func(b *buffer) { b.json(value, protocols.PlainStyle) })
	})
}

var (
	noStore  = []string{"no-store"}
	jsonUTF8 = []string{"application/json; charset=utf-8"}
)

func (h *Handler) ownRequest(w http.ResponseWriter, r *http.Request, bare bool) (*call.Request, error) {
	body, err := protocols.ReadBody(w, r)
	if err != nil {
		return nil, err
	}
	caller := call.CallerOf(r.Context())
	sent := &wire{}
	sent.query, sent.wrong = protocols.ParseForm(r.URL.RawQuery)
	function := r.PathValue("function")
	return &call.Request{
		ID: caller.RequestID, Protocol: Name, Address: caller.Address, Function: function,
		Credential: h.ownCredential(r, sent, bare), Settings: sent.settings(),
		Arguments: func() (map[string]any, error) { return h.ownArguments(r, sent, function, body) },
	}, nil
}

func (h *Handler) ownCredential(r *http.Request, sent *wire, bare bool) call.Credential {
	var shown protocols.Shown
	shown.AddHeader(r, bare)
	shown.AddQuery(sent.query, h.TokenInURL())
	return shown.Credential()
}

// ownArguments reads the query of a GET, or the JSON object of a POST. Only a function that reads may be called by GET: a link
// must not change anything.
func (h *Handler) ownArguments(r *http.Request, sent *wire, function string, body []byte) (map[string]any, error) {
	if sent.wrong != nil {
		return nil, sent.wrong
	}
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		if h.Dispatcher.Catalogue.Find(function).Effect != call.Read {
			return nil, call.Errorf(call.MethodNotAllowed, "%s changes data: call it with POST.", function)
		}
		return sent.query.Tree(byToken.reserves)
	case http.MethodPost:
	default:
		return nil, call.Errorf(call.MethodNotAllowed, "Call functions with POST, or with GET those that only read.")
	}
	for _, p := range sent.query {
		if !byToken.reserves(p.Key) {
			return nil, call.Invalid(p.Key, "stands in the query. With POST the arguments are a JSON object in the body")
		}
	}
	if len(body) == 0 {
		return map[string]any{}, nil
	}
	if media, _ := protocols.MediaType(r); media != "application/json" {
		return nil, call.Errorf(call.MediaType, "The body is not application/json.")
	}
	v, err := protocols.ParseJSON(body)
	if err != nil {
		return nil, err
	}
	object, ok := v.(map[string]any)
	if !ok {
		return nil, call.Errorf(call.InvalidParameter, "The JSON in the body is not an object with the function's parameters.")
	}
	return object, nil
}

// problem answers with an error.
func (h *Handler) problem(w http.ResponseWriter, r *http.Request, e *call.Error) {
	if e.Code.Status() == http.StatusMethodNotAllowed {
		allow := "POST"
		if f := h.Dispatcher.Catalogue.Find(r.PathValue("function")); f != nil && f.Effect == call.Read {
			allow = "GET, HEAD, POST"
		}
		w.Header().Set("Allow", allow)
	}
	protocols.Problem(w, r, e)
}
