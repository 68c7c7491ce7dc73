package main

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/docs"
	"gatehouse/server/protocols/conformance"
	"gatehouse/server/store"
	"gatehouse/server/trials"
)

// testBench is an installation after quickstart, whose token has the id 1 and works from this machine.
type testBench struct {
	*parts
	*trials.Bench
}

func newTestBench(t *testing.T) *testBench {
	t.Helper()
	s := newShell(t)
	s.must(&struct{}{}, "", "quickstart", "--url", "http://127.0.0.1:1", "--protocol", strings.Join(builtProtocols[1:], ","))
	p := &program{ctx: t.Context(), out: io.Discard, errOut: io.Discard, log: slog.New(slog.DiscardHandler)}
	p.Database = s.database
	made, err := p.open(store.Options{}, "https://gate.test")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { made.store.Close() })
	handler := unguarded(spoken(made, described(made.store, made.catalogue, "https://gate.test")))
	return &testBench{made, &trials.Bench{Faces: faces(), Handler: handler, Catalogue: made.catalogue}}
}

var here = call.Caller{Address: netip.MustParseAddr("127.0.0.1"), RequestID: "r1"}

func (b *testBench) try(t *testing.T, a trials.Ask) *trials.Tried {
	t.Helper()
	if a.Token == 0 {
		a.Token, a.Caller = 1, here
	}
	tried, err := b.Try(t.Context(), a)
	if err != nil {
		t.Fatalf("%s: %v", a.Face, err)
	}
	if strings.Contains(string(tried.Body), "gate_0") {
		t.Errorf("%s: what stands for the token shows: %s", a.Face, tried.Body)
	}
	return tried
}

func TestEveryExampleArrivesOnEveryFace(t *testing.T) {
	b := newTestBench(t)
	for _, face := range b.Faces {
		w := conformance.Writer{Write: face.Write, Handler: func(*call.Dispatcher) http.Handler { return b.Handler }}
		if face.Name == "soap" {
			w.Literal = "a list is its items one after the other"
		}
		for _, f := range b.Catalogue.All() {
			arguments, err := call.ParseArguments(f.Example.Arguments)
			if err != nil {
				t.Fatal(err)
			}
			if !w.Arrives(t, b.dispatcher, f, arguments) {
				t.Errorf("%s cannot say the example of %s", face.Name, f.Name)
			}
			for seed := range uint64(4) {
				w.Arrives(t, b.dispatcher, f, conformance.MadeUp(seed, f))
			}
		}
	}
}

func TestExamplesShowWhatIsAnsweredAndWhatFails(t *testing.T) {
	b := newTestBench(t)
	for i := range b.Faces {
		face := &b.Faces[i]
		for _, f := range b.Catalogue.All() {
			request, answer, failure, err := b.Example(t.Context(), face, f)
			if err != nil {
				continue // told above
			}
			if answer.Status != http.StatusOK || !strings.Contains(shown(request), docs.CredentialMark) {
				t.Errorf("%s %s: %d %s", face.Name, f.Name, answer.Status, answer.Body)
			}
			if (failure == nil) != (len(f.Parameters.Fields) == 0) {
				t.Errorf("%s %s: no failure", face.Name, f.Name)
			}
			if failure != nil && (string(failure.Body) == string(answer.Body) || strings.Contains(string(failure.Body), "gate_0")) {
				t.Errorf("%s %s: fails with %s", face.Name, f.Name, failure.Body)
			}
		}
	}
}

func shown(m *docs.Message) string {
	text := ""
	for _, h := range append(m.Header, m.Form...) {
		text += h.Name + h.Value
	}
	return text
}

func TestATrialIsRefusedByEachCheckOnEveryFace(t *testing.T) {
	b := newTestBench(t)
	elsewhere := call.Caller{Address: netip.MustParseAddr("192.0.2.1")}
	for _, face := range b.Faces {
		for check, a := range map[call.Check]trials.Ask{
			call.CheckTokenKnown:        {Token: 99, Caller: here, Function: "core_webservice_get_site_info"},
			call.CheckTokenAddress:      {Token: 1, Caller: elsewhere, Function: "core_webservice_get_site_info"},
			call.CheckFunctionInService: {Function: "core_user_create_users", Arguments: `{"users":[]}`, Body: nil},
		} {
			for _, until := range []call.Stage{call.ToTheFunction, call.ToTheEnd} {
				a.Face, a.Until = face.Name, until
				if face.Name == "rest-moodle" || face.Name == "soap" {
					a.Arguments = "" // they have no empty list
				}
				tried := b.try(t, a)
				if len(tried.Outcomes) != 1 || tried.Outcomes[0].Err == nil || tried.Outcomes[0].Err.Check != check || tried.Ready || len(tried.Read) != 0 {
					t.Errorf("%s %s: %+v", face.Name, check, tried)
				}
			}
		}
	}
}

func TestATrialToTheFunctionRunsNothing(t *testing.T) {
	b := newTestBench(t)
	entries := func() int { return b.store.DB.AuditEvent.Query().CountX(t.Context()) }
	before := entries()
	for _, face := range b.Faces {
		const arguments = `{"groups":[{"courseid":1,"name":"x","description":""}]}`
		tried := b.try(t, trials.Ask{Face: face.Name, Function: "core_group_create_groups", Arguments: arguments, Until: call.ToTheFunction})
		if !tried.Ready || tried.Outcomes[0].Err.Code != call.NotRun || len(tried.Read) != 1 {
			t.Errorf("%s: %v %s", face.Name, tried.Outcomes, tried.Body)
		}
		tried = b.try(t, trials.Ask{Face: face.Name, Function: "core_webservice_get_site_info"})
		if !tried.Ready || tried.Status != http.StatusOK || !strings.Contains(string(tried.Body), "quickstart") || tried.Binary != (face.Name == "amf") {
			t.Errorf("%s: %d %s", face.Name, tried.Status, tried.Body)
		}
	}
	if n := b.store.DB.Group.Query().CountX(t.Context()); n != 0 || entries() != before {
		t.Errorf("%d groups, %d entries of the audit trail more", n, entries()-before)
	}
}

func TestWhatATrialSendsIsNoCredentialOnAWire(t *testing.T) {
	b := newTestBench(t)
	for _, face := range b.Faces {
		m, err := face.Write(b.Catalogue.Find("core_webservice_get_site_info"), nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, token := range []string{"1", docs.CredentialMark, "gate_" + strings.Repeat("0", 36)} {
			body := string(m.Body)
			if m.Form != nil {
				body = docs.Shown(body, token)
			}
			r := httptest.NewRequest(m.Method, m.Path, strings.NewReader(body))
			for _, h := range m.Header {
				r.Header.Add(h.Name, docs.Shown(h.Value, token))
			}
			w := httptest.NewRecorder()
			b.Handler.ServeHTTP(w, r.WithContext(call.WithCaller(r.Context(), &call.Caller{Address: here.Address})))
			if strings.Contains(w.Body.String(), "quickstart") {
				t.Errorf("%s: %q lets in: %s", face.Name, token, w.Body)
			}
		}
	}
}

func TestARawBodyIsSentAsItIs(t *testing.T) {
	b := newTestBench(t)
	for _, row := range []struct {
		why, face, body string
		calls           int
		ready           bool
	}{
		{"nothing", "rest", "", 1, true},
		{"no JSON", "rest", "{", 1, false},
		{"a form with a token of its own", "rest-moodle", "wstoken=x&wsfunction=core_webservice_get_site_info", 1, true},
		{"a batch", "jsonrpc", `[{"jsonrpc":"2.0","id":1,"method":"core_webservice_get_site_info"},{"jsonrpc":"2.0","id":2,"method":"core_nothing"}]`, 2, false},
		{"no packet", "amf", "\x00", 0, false},
		{"no XML", "soap", "\x00", 1, false},
	} {
		tried := b.try(t, trials.Ask{Face: row.face, Function: "core_webservice_get_site_info", Body: []byte(row.body)})
		if len(tried.Outcomes) != row.calls || tried.Ready != row.ready || string(tried.Request.Body) != row.body {
			t.Errorf("%s: %d calls, ready %v: %s", row.why, len(tried.Outcomes), tried.Ready, tried.Body)
		}
	}
}
