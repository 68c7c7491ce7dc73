// Package trials makes calls that the server makes to itself: for somebody who tries one out in the admin app, and for documentation,
// which shows what is sent and what comes back on each wire. They go through the protocols' own handlers, and so through every check;
// call.Trial says what is different about them.
//
// It imports call, docs and the helpers of protocols. The handlers and the faces are handed to it by main.
package trials

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"gatehouse/server/call"
	"gatehouse/server/docs"
	"gatehouse/server/protocols"
)

// Bench makes trials.
type Bench struct {
	Faces     docs.Faces
	Handler   http.Handler // the routes of the protocols, without the guard before them
	Catalogue *call.Catalogue
}

// limit is how long a trial may take.
const limit = 30 * time.Second

// placeholder stands where a token belongs. It has the form of one and is none: a trial speaks for a token by its id.
const placeholder = "gate_000000000000000000000000000000000000"

// Ask is what somebody wants to try.
type Ask struct {
	Token     int         // the id of the token that it is made as
	Caller    call.Caller // its address and the request's id
	Face      string      // the name of a face
	Function  string
	Arguments string // JSON text; empty is none
	Body      []byte // what is sent instead of Arguments, when it is not nil
	Until     call.Stage
}

// Answer is what a client gets.
type Answer struct {
	Status int
	Header []docs.Header // what a client would look at, by name
	Body   []byte
	Binary bool // the body is no text
	Cut    bool // the body was longer, and its end is left out
}

// Tried is a trial: what was sent, what came back, and what the dispatcher made of it.
type Tried struct {
	Request *docs.Message // with docs.CredentialMark where the token belongs
	Answer
	Took     time.Duration
	Read     []map[string]any // the arguments of each call in it, as they were understood
	Outcomes []call.Outcome   // of each call in it: a raw body may hold several, or none that was understood
	Ready    bool             // every one would have been run, or was
}

// Try makes a trial. The error is a *call.Error when nothing could be sent: its path is "face", "function" or "arguments", in front of
// which part of them it is about. It is Internal when a handler panicked.
func (b *Bench) Try(ctx context.Context, a Ask) (*Tried, error) {
	m, err := b.write(&a)
	if err != nil {
		return nil, err
	}
	return b.send(ctx, m, a.Caller, &call.Trial{Token: a.Token, Until: a.Until})
}

// write makes the request that is asked for.
func (b *Bench) write(a *Ask) (*docs.Message, error) {
	face := b.Faces.Find(a.Face)
	if face == nil {
		return nil, call.Invalid("face", "is not known. Expected one of: %s.", strings.Join(b.names(), ", "))
	}
	f := b.Catalogue.Find(a.Function)
	if f == nil {
		return nil, call.Invalid("function", "is not known here.")
	}
	if a.Body != nil {
		return raw(face, f, a.Body)
	}
	arguments, err := protocols.ParseArguments([]byte(a.Arguments))
	if err != nil {
		return nil, below(err)
	}
	m, err := face.Write(f, arguments)
	return m, below(err)
}

func (b *Bench) names() []string {
	var names []string
	for i := range b.Faces {
		names = append(names, b.Faces[i].Name)
	}
	return names
}

// raw is a body as somebody wrote it, under the address and the headers of the face.
func raw(face *docs.Face, f *call.Function, body []byte) (*docs.Message, error) {
	if len(body) > protocols.MaxBody {
		return nil, protocols.TooLarge().At("body")
	}
	m, err := face.Write(f, map[string]any{})
	if err != nil {
		return nil, call.AsError(err)
	}
	m.Body, m.Form = body, nil
	return m, nil
}

// below puts "arguments" before the path of an error.
func below(err error) error {
	if err == nil {
		return nil
	}
	e := *call.AsError(err)
	if e.Path == "" {
		e.Path = "arguments"
	} else {
		e.Path = "arguments." + e.Path
	}
	return &e
}

// send lets the handler answer a message.
func (b *Bench) send(ctx context.Context, m *docs.Message, caller call.Caller, trial *call.Trial) (tried *Tried, err error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	caller.Trial = trial
	r, err := http.NewRequestWithContext(call.WithCaller(ctx, &caller), m.Method, "http://localhost"+m.Path, bytes.NewReader(bodyOf(m)))
	if err != nil {
		return nil, call.AsError(err)
	}
	r.RequestURI = m.Path
	for _, h := range m.Header {
		r.Header.Add(h.Name, docs.Shown(h.Value, placeholder))
	}
	defer func() {
		if p := recover(); p != nil {
			tried, err = nil, call.Fail(call.Internal).Because(fmt.Errorf("panic in a trial: %v\n%s", p, debug.Stack()))
		}
	}()
	kept := &keeper{header: http.Header{}}
	start := time.Now()
	b.Handler.ServeHTTP(kept, r)
	return &Tried{
		Request: m, Answer: kept.answer(), Took: time.Since(start), Read: trial.Arguments(),
		Outcomes: trial.Outcomes(), Ready: trial.Ready(),
	}, nil
}

// bodyOf is the body as it is sent. Only a form has room for the token in it, and a NUL elsewhere is none.
func bodyOf(m *docs.Message) []byte {
	if m.Form == nil {
		return m.Body
	}
	return []byte(docs.Shown(string(m.Body), placeholder))
}
