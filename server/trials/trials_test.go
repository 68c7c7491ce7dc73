package trials

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"gatehouse/server/call"
	"gatehouse/server/docs"
	"gatehouse/server/protocols"
)

func newBench(t *testing.T, answer http.HandlerFunc) *Bench {
	t.Helper()
	f := call.Declare(call.Declaration{Name: "core_thing_get", Component: "core", Summary: "s", Effect: call.Read},
		func(context.Context, *call.Call, struct {
			A int `name:"a" doc:"a"`
		}) (call.Void, error) {
			return call.Void{}, nil
		})
	catalogue, err := call.NewCatalogue([]*call.Function{f})
	if err != nil {
		t.Fatal(err)
	}
	return &Bench{Handler: answer, Catalogue: catalogue, Faces: docs.Faces{{Name: "plain", Write: func(_ *call.Function, arguments map[string]any) (*docs.Message, error) {
		if arguments["bad"] != nil {
			return nil, call.Invalid("bad", "cannot be said.")
		}
		return &docs.Message{Method: "POST", Path: "/x?y=1", Header: []docs.Header{docs.Bearer}, Form: []docs.Header{{Name: "t", Value: docs.CredentialMark}},
			Body: []byte("t=" + docs.CredentialMark), Kind: docs.FormBody}, nil
	}}}}
}

func TestWhatCannotBeSent(t *testing.T) {
	b := newBench(t, func(http.ResponseWriter, *http.Request) { t.Error("it was sent") })
	deep := strings.Repeat("[", 100) + strings.Repeat("]", 100)
	for _, row := range []struct {
		ask  Ask
		path string
		code call.Code
	}{
		{Ask{Face: "none", Function: "core_thing_get"}, "face", call.InvalidParameter},
		{Ask{Face: "plain", Function: "core_thing_got"}, "function", call.InvalidParameter},
		{Ask{Face: "plain", Function: "core_thing_get", Arguments: "{"}, "arguments", call.InvalidParameter},
		{Ask{Face: "plain", Function: "core_thing_get", Arguments: "[]"}, "arguments", call.InvalidParameter},
		{Ask{Face: "plain", Function: "core_thing_get", Arguments: `{"a":` + deep + `}`}, "arguments", call.InvalidParameter},
		{Ask{Face: "plain", Function: "core_thing_get", Arguments: "{\"a\":\"\xff\"}"}, "arguments", call.InvalidParameter},
		{Ask{Face: "plain", Function: "core_thing_get", Arguments: `{"bad":1}`}, "arguments.bad", call.InvalidParameter},
		{Ask{Face: "plain", Function: "core_thing_get", Arguments: strings.Repeat(" ", protocols.MaxBody+1)}, "arguments", call.BodyTooLarge},
		{Ask{Face: "plain", Function: "core_thing_get", Body: make([]byte, protocols.MaxBody+1)}, "body", call.BodyTooLarge},
	} {
		_, err := b.Try(t.Context(), row.ask)
		if e, ok := err.(*call.Error); !ok || e.Path != row.path || e.Code != row.code {
			t.Errorf("%.60q: %v, want one about %s", row.ask.Arguments, err, row.path)
		}
	}
}

func TestWhatAHandlerSees(t *testing.T) {
	caller := call.Caller{RequestID: "r1"}
	b := newBench(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		seen := call.CallerOf(r.Context())
		if r.Method != "POST" || r.URL.RequestURI() != "/x?y=1" || string(body) != "t="+placeholder || r.Header.Get("Authorization") != "Bearer "+placeholder {
			t.Errorf("%s %s %v %s", r.Method, r.URL, r.Header, body)
		}
		if seen.RequestID != "r1" || seen.Trial == nil || seen.Trial.Token != 7 || seen.Trial.Until != call.ToTheFunction {
			t.Errorf("the caller is %+v", seen)
		}
		if _, limited := r.Context().Deadline(); !limited {
			t.Error("it may take for ever")
		}
		w.Header()["Content-Type"], w.Header()["Allow"], w.Header()["X-Inner"] = []string{"text/plain"}, []string{"GET", "POST"}, []string{"x"}
		w.WriteHeader(http.StatusTeapot)
		w.Header().Set("Retry-After", "late")
		w.WriteHeader(http.StatusOK)
	})
	tried, err := b.Try(t.Context(), Ask{Token: 7, Caller: caller, Face: "plain", Function: "core_thing_get", Until: call.ToTheFunction})
	if err != nil {
		t.Fatal(err)
	}
	want := []docs.Header{{Name: "Allow", Value: "GET"}, {Name: "Allow", Value: "POST"}, {Name: "Content-Type", Value: "text/plain"}}
	if tried.Status != http.StatusTeapot || len(tried.Header) != 3 || tried.Header[1] != want[1] || tried.Header[2] != want[2] || tried.Ready || caller.Trial != nil {
		t.Errorf("%+v", tried)
	}
	if !bytes.Contains(tried.Request.Body, []byte(docs.CredentialMark)) {
		t.Error("the mark is gone from what is shown")
	}
}

func TestAPanicStaysInside(t *testing.T) {
	b := newBench(t, func(http.ResponseWriter, *http.Request) { panic("secret") })
	tried, err := b.Try(t.Context(), Ask{Face: "plain", Function: "core_thing_get"})
	if e := call.AsError(err); tried != nil || e == nil || e.Code != call.Internal || strings.Contains(e.Error(), "secret") || !strings.Contains(e.Unwrap().Error(), "secret") {
		t.Errorf("%v %v", tried, err)
	}
}

func TestALongAnswerIsCut(t *testing.T) {
	b := newBench(t, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("x"))
		for range maxKept {
			_, _ = w.Write([]byte("é"))
		}
	})
	tried, err := b.Try(t.Context(), Ask{Face: "plain", Function: "core_thing_get"})
	if err != nil || !tried.Cut || len(tried.Body) > maxKept || len(tried.Body) < maxKept-utf8.UTFMax || tried.Binary || tried.Status != http.StatusOK {
		t.Errorf("%v: %d bytes, cut %v, binary %v", err, len(tried.Body), tried.Cut, tried.Binary)
	}
}

func TestBytesAreBinary(t *testing.T) {
	b := newBench(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte{0xff, 0}) })
	if tried, err := b.Try(t.Context(), Ask{Face: "plain", Function: "core_thing_get", Body: []byte{}}); err != nil || !tried.Binary || len(tried.Request.Body) != 0 {
		t.Errorf("%v %+v", err, tried)
	}
}

// TestThePlaceholderHasTheFormOfAToken: protocols that look at the form must not stop a trial.
func TestThePlaceholderHasTheFormOfAToken(t *testing.T) {
	if len(placeholder) != 41 || !strings.HasPrefix(placeholder, "gate_") {
		t.Errorf("%q", placeholder)
	}
}
