// Package conformance owns the calls that every protocol must answer alike. A protocol's test gives it the handler, a client
// that speaks the wire, and what the wire cannot express; Run makes the calls and compares.
//
// The functions that are called stand in functions.go, who may call them in world.go, the calls in success.go and refusal.go. It
// is for tests only, and imports call, docs and protocols alone.
package conformance

import (
	"net/http"
	"testing"

	"gatehouse/server/call"
)

// Client speaks one protocol to a handler.
type Client interface {
	// Call makes one call. The token is shown in the protocol's usual way; "" shows none. The arguments are map[string]any, []any,
	// string, int64, float64, bool and nil, as in JSON.
	Call(t *testing.T, h http.Handler, token, function string, arguments map[string]any) Answer
}

// Answer is what came back: a value, or a failure with its code.
type Answer struct {
	Value      any    // as JSON would have it, typed as far as the wire can
	Code       string // of a failure
	Check      string // the access check that refused
	Path       string // of the parameter
	RequestID  string
	Message    string
	HTTPStatus int
}

// Wire says what a protocol cannot express, so that what is expected of it is adjusted in one visible place. Each text is the
// reason; an empty one says that the wire has no such limit.
type Wire struct {
	Protocol string // the name in settings and capabilities

	// Status is the HTTP status that goes with a failure; nil when it is 200, as that of every other answer is.
	Status func(*call.Error) int
	// Codes are the names that the wire gives to codes, where they are not our own.
	Codes map[call.Code]string

	// What is sent.
	Positional  string // arguments have no names: those that leave one out before the last are not tried, nor names nobody knows
	NoNull      string // null cannot be sent
	NoEmptyList string // an empty list cannot be sent
	OneIsList   string // a list is its items one after the other, so that one value is a list of one
	TextNumbers string // numbers and booleans are sent as text, so that a number where text belongs is not told

	// What comes back.
	Untyped        string // every scalar comes as text, booleans as 1 and 0
	NumberBooleans string // booleans come as the numbers 1 and 0
	WideAsText     string // whole numbers past 32 bits come as text
	NullAsText     string // null comes as an empty text
	NullAsAbsent   string // a key whose value is null is left out
	AbsentAsNull   string // a key that is left out comes with nothing in it: null, an empty list, an object of such
	VoidAsText     string // void comes as an empty text
	EmptyAlike     string // an empty list and an empty object are not told apart
	NoDetails      string // a failure has no room for check, path and request id: the message begins with the path
	NoRequestID    string // a failure has no room for the request id alone
	SilentWhenOff  string // what is switched off answers with SilentStatus and no body
	SilentStatus   int
}

// Run makes every call of the suite. The handler is made anew for each, over a dispatcher of its own.
func Run(t *testing.T, handler func(d *call.Dispatcher) http.Handler, c Client, w Wire) {
	s := &suite{handler: handler, client: c, wire: w}
	t.Run("answers", s.answers)
	t.Run("checks", s.checks)
	t.Run("tokens", s.tokens)
	t.Run("parameters", s.parameters)
	t.Run("failures", s.failures)
	t.Run("random", s.random)
	t.Run("repeats", s.repeats)
}

type suite struct {
	handler func(d *call.Dispatcher) http.Handler
	client  Client
	wire    Wire
}

// call makes one call in a world, and holds what must hold of every answer.
func (s *suite) call(t *testing.T, world *World, token, function string, arguments map[string]any) Answer {
	t.Helper()
	answer := s.client.Call(t, watched(t, s.handler(world.Dispatcher())), token, function, arguments)
	if n := len(world.Outcomes()); n != 1 {
		t.Fatalf("%d calls are recorded, want 1; answered %+v", n, answer)
	}
	return answer
}

// refused compares a failure with the error that the dispatcher told the protocol.
func (s *suite) refused(t *testing.T, world *World, got Answer, code call.Code) {
	t.Helper()
	told := world.Outcomes()[0].Err
	if told == nil || told.Code != code {
		t.Fatalf("the dispatcher says %v, want %s", told, code)
	}
	if want := s.status(told); got.HTTPStatus != want {
		t.Errorf("HTTP status %d, want %d", got.HTTPStatus, want)
	}
	if s.wire.silent(code) {
		if got.Code+got.Message != "" || got.Value != nil {
			t.Errorf("answered %+v, want silence", got)
		}
		return
	}
	if want := s.code(code); got.Code != want {
		t.Errorf("code %q, want %q (%+v)", got.Code, want, got)
	}
	if got.Value != nil {
		t.Errorf("refused, yet answered %v", got.Value)
	}
	s.details(t, told, got)
}

func (w *Wire) silent(code call.Code) bool {
	return w.SilentWhenOff != "" && (code == call.ServicesOff || code == call.ProtocolOff)
}

func (s *suite) code(code call.Code) string {
	if name, ok := s.wire.Codes[code]; ok {
		return name
	}
	return string(code)
}

func (s *suite) status(e *call.Error) int {
	switch {
	case s.wire.silent(e.Code):
		return s.wire.SilentStatus
	case s.wire.Status != nil:
		return s.wire.Status(e)
	}
	return http.StatusOK
}
