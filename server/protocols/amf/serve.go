package amf

import (
	"context"
	"net/http"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// exchange is one packet with what is known of its sender.
type exchange struct {
	*Handler
	door
	*packet
	caller     call.Caller
	credential call.Credential
	settings   call.Settings
	wrong      error // why nothing of the packet can be answered; told once the sender may call at all
}

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
		x := h.exchange(r, d, sent)
		replies := x.answer(r.Context())
		closed := off(replies)
		if d.moodle && protocols.MoodleClosed(w, closed, true) {
			return
		}
		status := http.StatusOK
		if closed != nil {
			status = protocols.Status(closed.Code)
		}
		setHeaders(w.Header(), d)
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
	protocols.Answer(w, protocols.Status(e.Code), func(b []byte) []byte { return appendPacket(b, 0, replies) })
}

func (h *Handler) exchange(r *http.Request, d door, sent []byte) *exchange {
	x := &exchange{Handler: h, door: d, caller: call.CallerOf(r.Context())}
	x.packet, x.wrong = readPacket(string(sent))
	query, err := protocols.ParseForm(r.URL.RawQuery)
	if err != nil {
		x.wrong = err
	}
	x.settings = protocols.Settings(query)
	if d.byPassword {
		x.credential = protocols.UserCredential(query)
		return x
	}
	var shown protocols.Shown
	shown.AddHeader(r, false)
	shown.AddQuery(query, h.TokenInURL())
	x.credential = shown.Credential()
	return x
}

// answer asks for everything in the packet, one after the other. The first refusal of the sender stands for all that follow, so that
// a packet is one guess at a password and no more.
func (x *exchange) answer(ctx context.Context) []reply {
	if len(x.bodies) == 0 {
		x.bodies = make([]body, 1)
	}
	replies := make([]reply, len(x.bodies))
	refused := false
	for i := range x.bodies {
		a, wrong := x.ask(&x.bodies[i])
		if refused {
			replies[i] = replies[i-1]
			replies[i].ask = a
			continue
		}
		replies[i] = x.reply(ctx, a, wrong)
		refused = replies[i].err != nil && (x.wrong != nil || replies[i].err.Code.Kind() == call.Unauthenticated)
	}
	return replies
}

// ask finds out what a body asks for. A packet that is wrong somewhere is wrong as a whole: it would be hard to tell what of it was done.
func (x *exchange) ask(b *body) (*ask, error) {
	if x.wrong != nil {
		return &ask{body: b, three: x.version == 3}, x.wrong
	}
	return askOf(x.packet, b)
}

// reply asks for one thing; wrong is why it cannot be. A stranger is not told what is wrong with a packet.
func (x *exchange) reply(ctx context.Context, a *ask, wrong error) reply {
	done := reply{ask: a, id: x.caller.RequestID, at: x.Dispatcher.Now()}
	var err error
	switch {
	case wrong != nil || a.command != 0:
		if err = x.Dispatcher.Admit(ctx, x.request("", nil)); err == nil {
			err = wrong
		}
	case a.class == introspection && introspections[a.function] != nil:
		done.write, err = x.introspect(ctx, introspections[a.function])
	default:
		var value call.Value
		value, err = x.Dispatcher.Call(ctx, x.request(a.function, func() (map[string]any, error) { return x.arguments(a) }))
		done.write = func(w *writer) { w.value(value) }
	}
	if done.err = call.AsError(err); err != nil {
		done.code = x.code(done.err.Code)
	}
	return done
}

func (x *exchange) request(function string, arguments func() (map[string]any, error)) *call.Request {
	return &call.Request{
		ID: x.caller.RequestID, Protocol: Name, Address: x.caller.Address,
		Function: function, Credential: x.credential, Settings: x.settings, Arguments: arguments,
	}
}

// code is what the door calls a failure.
func (d door) code(c call.Code) string {
	if d.moodle {
		return protocols.MoodleCode(c)
	}
	return string(c)
}

func (x *exchange) arguments(a *ask) (map[string]any, error) {
	values, err := a.arguments(&x.budget)
	if err != nil {
		return nil, err
	}
	return protocols.NamedOrPositional(x.Dispatcher.Catalogue.Find(a.function), values)
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
