package amf

import (
	"net/http"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// serve answers the packets of one address.
func (h *Handler) serve(d door) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", http.MethodPost)
			w.Header().Set("Cache-Control", "no-store")
			http.Error(w, "This address takes AMF packets, with POST.", http.StatusMethodNotAllowed)
			return
		}
		sent, err := readRequest(w, r)
		if err != nil {
			refuse(w, d, call.AsError(err), call.CallerOf(r.Context()).RequestID)
			return
		}
		x := h.exchange(r, d, string(sent))
		replies := x.answer(r.Context())
		closed := off(replies)
		if d.moodle && protocols.MoodleClosed(w, closed, true) {
			return
		}
		status := http.StatusOK
		if closed != nil {
			status = closed.Code.Status()
		}
		setHeaders(w.Header(), d)
		announce(w.Header(), replies)
		protocols.Answer(w, status, func(b []byte) []byte { return appendPacket(b, x.version, replies) })
	})
}

// readRequest reads a body that holds AMF.
func readRequest(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if media, _ := protocols.MediaType(r); media != "application/x-amf" {
		return nil, call.Errorf(call.MediaType, "The body is not application/x-amf.")
	}
	return protocols.ReadBody(w, r)
}

// refuse answers for a body that is refused as a whole, before anything in it is read.
func refuse(w http.ResponseWriter, d door, e *call.Error, requestID string) {
	setHeaders(w.Header(), d)
	w.Header().Set("Connection", "close")
	replies := []reply{{ask: &ask{body: &body{}}, err: e, code: string(e.Code), id: requestID}}
	protocols.Answer(w, e.Code.Status(), func(b []byte) []byte { return appendPacket(b, 0, replies) })
}

// off is why the protocol is switched off, if it is.
func off(replies []reply) *call.Error {
	for i := range replies {
		if e := replies[i].err; e != nil && (e.Code == call.ServicesOff || e.Code == call.ProtocolOff) {
			return e
		}
	}
	return nil
}

// setHeaders sets those of every answer. Moodle lets answers be stored; the address may hold a token, so that nothing may be here.
func setHeaders(header http.Header, d door) {
	header["Content-Type"] = contentType
	header["Cache-Control"] = noStore
	if d.moodle {
		header["Cache-Control"] = moodleCache
		header["Pragma"] = moodlePragma
	}
}

// The values are shared by all answers: nobody may change them.
var (
	contentType  = []string{"application/x-amf"}
	noStore      = []string{"no-store"}
	moodleCache  = []string{"cache, must-revalidate, no-store"}
	moodlePragma = []string{"public"}
)
