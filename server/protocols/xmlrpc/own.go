package xmlrpc

import (
	"net/http"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// own answers /webservice/xmlrpc: a token in the Authorization header or in the query, the functions and the methods of the system.
func (h *Handler) own(w http.ResponseWriter, r *http.Request) {
	w.Header()["Cache-Control"] = noStore
	done := h.ownCall(w, r)
	if done.err != nil {
		switch done.err.Code {
		case call.MethodNotAllowed:
			w.Header().Set("Allow", http.MethodPost)
		case call.BodyTooLarge:
			w.Header().Set("Connection", "close")
		}
	}
	answer(w, status(done.err), style{void: h.Void(), requestID: call.CallerOf(r.Context()).RequestID}, done)
}

var noStore = []string{"no-store"}

func (h *Handler) ownCall(w http.ResponseWriter, r *http.Request) result {
	body, err := ownBody(w, r)
	if err != nil {
		return result{err: call.AsError(err)}
	}
	query, wrong := protocols.ParseForm(r.URL.RawQuery)
	c := h.caller(r, query, h.credential(r, query))
	var m *message
	if wrong == nil {
		m, wrong = open(body)
	}
	if wrong != nil {
		return instead(c.function("", nil), wrong)
	}
	done := c.perform(m.method, m.parameters)
	done.repeated = c.repeated
	return done
}

func ownBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if r.Method != http.MethodPost {
		return nil, call.Errorf(call.MethodNotAllowed, "XML-RPC calls are sent with POST.")
	}
	if err := protocols.CheckXML(r, mediaTypes...); err != nil {
		return nil, err
	}
	return protocols.ReadBody(w, r)
}
