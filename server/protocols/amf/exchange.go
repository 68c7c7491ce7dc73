package amf

import (
	"context"
	"net/http"
	"strconv"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// smallPacket is how long a packet may be to be looked into before anybody asks who sent it. What is called may stand inside.
const smallPacket = 64 << 10

// exchange is one packet with what is known of its sender.
type exchange struct {
	*Handler
	door
	*packet
	caller     call.Caller
	credential call.Credential
	settings   call.Settings
	refused    error  // why the sender may not call at all, when that was asked first
	wrong      error  // why nothing of the packet can be answered; told to those who may call
	place      string // of the body that is asked for among several
}

// exchange takes what was sent.
func (h *Handler) exchange(r *http.Request, d door, sent string) *exchange {
	x := &exchange{Handler: h, door: d, caller: call.CallerOf(r.Context())}
	query, wrong := protocols.ParseForm(r.URL.RawQuery)
	x.settings = protocols.Settings(query)
	x.credential = h.shown(r, d, query)
	if len(sent) > smallPacket {
		x.refused = x.admit(r.Context())
	}
	if x.packet, x.wrong = readPacket(sent, x.refused == nil); wrong != nil {
		x.wrong = wrong
	}
	return x
}

// shown is the credential that a request shows.
func (h *Handler) shown(r *http.Request, d door, query protocols.Form) call.Credential {
	if d.byPassword {
		return protocols.UserCredential(query)
	}
	return protocols.Token(r, query, h.TokenInURL())
}

// answer asks for everything in the packet, one after the other. The first refusal of the sender stands for all that follow, so that
// a packet is one guess at a password and no more.
func (x *exchange) answer(ctx context.Context) []reply {
	if len(x.bodies) == 0 {
		x.bodies = make([]body, 1)
	}
	ctx, cancel := protocols.WithBatchTime(ctx)
	defer cancel()
	replies := make([]reply, len(x.bodies))
	forAll := false
	for i := range x.bodies {
		if len(x.bodies) > 1 {
			x.place = strconv.Itoa(i)
		}
		a, wrong := x.ask(&x.bodies[i])
		if forAll {
			replies[i] = replies[i-1]
			replies[i].ask = a
			continue
		}
		replies[i] = x.reply(ctx, a, wrong)
		forAll = x.wrong != nil || x.refused != nil || replies[i].err != nil && replies[i].err.Code.Kind() == call.Unauthenticated
	}
	return replies
}

// ask finds out what a body asks for. A packet that is wrong somewhere is wrong as a whole: it would be hard to tell what of it was done.
func (x *exchange) ask(b *body) (*ask, error) {
	if x.wrong != nil || x.refused != nil {
		return &ask{body: b, three: x.version == 3}, x.wrong
	}
	return askOf(x.packet, b)
}

// admit asks whether the sender may call at all.
func (x *exchange) admit(ctx context.Context) error {
	return x.Dispatcher.Admit(ctx, x.request("", nil))
}

// reply asks for one thing; wrong is why it cannot be. A stranger is not told what is wrong with a packet.
func (x *exchange) reply(ctx context.Context, a *ask, wrong error) reply {
	done := reply{ask: a, id: x.caller.RequestID, at: x.Dispatcher.Now()}
	var err error
	switch {
	case x.refused != nil:
		err = x.refused
	case ctx.Err() != nil:
		err = protocols.BatchOver(ctx)
	case wrong != nil || a.command != 0:
		if err = x.admit(ctx); err == nil {
			err = wrong
		}
	case a.class == introspection && introspections[a.function] != nil:
		done.write, err = x.introspect(ctx, introspections[a.function])
	default:
		var value call.Value
		request := x.request(a.function, func() (map[string]any, error) { return x.arguments(a) })
		value, err = x.Dispatcher.Call(ctx, request)
		done.repeated = request.Repeated
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
		Function: function, Credential: x.credential, Settings: x.settings, Arguments: arguments, Place: x.place,
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
