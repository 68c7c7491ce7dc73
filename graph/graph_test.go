package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// answer is what a client sees.
type answer struct {
	status int
	header http.Header
	text   string
	Data   json.RawMessage
	Errors []struct{ Message string }
}

func (a *answer) message() string {
	if len(a.Errors) == 0 {
		return ""
	}
	return a.Errors[0].Message
}

func send(t *testing.T, h http.Handler, r *http.Request) *answer {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	a := &answer{status: w.Code, header: w.Header(), text: w.Body.String()}
	if err := json.Unmarshal(w.Body.Bytes(), a); err != nil {
		t.Fatalf("the answer is not JSON: %v\n%s", err, a.text)
	}
	return a
}

func post(body string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	return r
}

func query(text string) *http.Request {
	body, _ := json.Marshal(map[string]string{"query": text})
	return post(string(body))
}

func handlerFor(t *testing.T) http.Handler {
	t.Helper()
	return newWorld(t, storetest.Open(t, storetest.SQLite(t))).handler
}

// TestRequestsRefused sends what must not reach a resolver.
func TestRequestsRefused(t *testing.T) {
	const secret = "gate_should_not_come_back"
	formed := func(r *http.Request, contentType string) *http.Request {
		r.Header.Set("Content-Type", contentType)
		return r
	}
	unknownLength := query(`{site{name}} #` + strings.Repeat("x", 200_000))
	unknownLength.ContentLength = -1
	cases := []struct {
		why     string
		request *http.Request
		status  int
	}{
		{"an address must not run a query", httptest.NewRequest(http.MethodGet, "/graphql?query={site{name}}", nil), 405},
		{"only POST runs queries", httptest.NewRequest(http.MethodPut, "/graphql", nil), 405},
		{"a form can be sent by another site without asking", formed(query(`{site{name}}`), "application/x-www-form-urlencoded"), 415},
		{"so can plain text", formed(query(`{site{name}}`), "text/plain"), 415},
		{"and an upload", formed(query(`{site{name}}`), "multipart/form-data; boundary=x"), 415},
		{"no content type is no JSON", formed(query(`{site{name}}`), ""), 415},
		{"200 kB announced", query(`{site{name}} #` + strings.Repeat("x", 200_000)), 413},
		{"200 kB not announced", unknownLength, 413},
		{"what was sent is not repeated", post(`{"query": "` + secret), 400},
		{"batches are not taken", post(`[{"query":"{site{name}}"}]`), 400},
		{"a second value after the first", post(`{"query":"{site{name}}"}{}`), 400},
		{"a query that is no text", post(`{"query": 1}`), 400},
		{"no query", post(`{}`), 422},
		{"a query that does not parse", query(`{site{`), 422},
	}
	h := handlerFor(t)
	for _, c := range cases {
		t.Run(c.why, func(t *testing.T) {
			a := send(t, h, c.request)
			if a.status != c.status || a.message() == "" {
				t.Errorf("status %d with %q, want %d with a message", a.status, a.message(), c.status)
			}
			if strings.Contains(a.text, secret) {
				t.Errorf("the answer repeats the request: %s", a.text)
			}
			if a.status == 405 && a.header.Get("Allow") != "POST" {
				t.Errorf("Allow is %q", a.header.Get("Allow"))
			}
		})
	}
}

// fragments makes n fragments that each use the next one twice.
func fragments(n int) string {
	var b strings.Builder
	b.WriteString("{site{...f0}}")
	for i := range n {
		fmt.Fprintf(&b, " fragment f%d on Site{...f%d ...f%d}", i, i+1, i+1)
	}
	fmt.Fprintf(&b, " fragment f%d on Site{name}", n)
	return b.String()
}

// TestQueriesRefused sends queries that are well-formed and must not run.
func TestQueriesRefused(t *testing.T) {
	repeat := func(n int, text string) string { return "{" + strings.Repeat(text+" ", n) + "}" }
	var aliases strings.Builder
	for i := range rootLimit + 1 {
		fmt.Fprintf(&aliases, "a%d:site{name} ", i)
	}
	cases := []struct{ why, query, message string }{
		{"the schema is not for strangers", `{__schema{types{name}}}`, "Introspection is off."},
		{"nor is one type", `{__type(name:"Site"){name}}`, "Introspection is off."},
		{"nor through a fragment", `{...f} fragment f on Query{__schema{types{name}}}`, "Introspection is off."},
		{"nor beside something else", `query A{site{name}} query B{__schema{types{name}}}`, "Introspection is off."},
		{"one thing asked many times", "{" + aliases.String() + "}", "The query asks for too many things at once."},
		{"16 million fields out of 24 fragments", fragments(24), "The query is too large or too deep."},
		{"4,096 fields within the depth that is allowed", fragments(12), "The query is too large or too deep."},
		{"a fragment that uses itself", `{site{...f}} fragment f on Site{...f}`, "The query is too large or too deep."},
		{"nested deeper than anything there is", strings.Repeat("{site", depthLimit+1) + strings.Repeat("}", depthLimit+1), ""},
		{"more tokens than a query needs", repeat(tokenLimit, "site{name}"), ""},
		{"a misspelt field gets no hint", `{site{nam}}`, `Cannot query field "nam" on type "Site".`},
	}
	h := handlerFor(t)
	for _, c := range cases {
		t.Run(c.why, func(t *testing.T) {
			a := send(t, h, query(c.query))
			if a.message() == "" || c.message != "" && a.message() != c.message {
				t.Errorf("message %q, want %q", a.message(), c.message)
			}
			if len(a.Data) > 0 && string(a.Data) != "null" {
				t.Errorf("it ran: %s", a.text)
			}
		})
	}
}

func TestSite(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		_, ada := w.addUser("ada", false)
		changed := s.Settings().Clone()
		changed.Site.Name, changed.Site.ShortName = "Überhaus <b>", "haus"
		err := s.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.SaveSettings(ctx, s.Settings(), changed)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		cases := []struct{ why, query, data string }{
			{"the whole site", `{site{name shortName version}}`, `{"site":{"name":"Überhaus \u003cb\u003e","shortName":"haus","version":"1.2.3"}}`},
			{"through a fragment used twice", `{site{...f} again:site{...f}} fragment f on Site{shortName}`, `{"site":{"shortName":"haus"},"again":{"shortName":"haus"}}`},
			{"__typename is no introspection", `{site{__typename}}`, `{"site":{"__typename":"Site"}}`},
		}
		for _, c := range cases {
			a := ada.ask(c.query)
			if a.status != 200 || string(a.Data) != c.data {
				t.Errorf("%s: status %d, %s", c.why, a.status, a.answer.text)
			}
			if a.header.Get("Cache-Control") != "no-store" {
				t.Errorf("%s: the answer may be kept: %v", c.why, a.header)
			}
		}
		if a := w.stranger().ask(`{site{version}}`); a.code() != codeUnauthenticated {
			t.Errorf("a stranger is told the version: %s", a.answer.text)
		}
	})
}

// TestErrorsMasked checks that what goes wrong inside is told to the log alone.
func TestErrorsMasked(t *testing.T) {
	cases := []struct {
		why    string
		err    error
		want   string
		logged bool
	}{
		{"a database error names tables", errors.New("SELECT hash FROM tokens"), internalMessage, true},
		{"also when something put it on a path", graphql.ErrorOnPath(context.Background(), errors.New("SELECT hash FROM tokens")), internalMessage, true},
		{"a panic holds a trace", recoverFrom(context.Background(), "SELECT hash FROM tokens"), internalMessage, true},
		{"a refusal is meant to be read", refusal("Introspection is off."), "Introspection is off.", false},
	}
	for _, c := range cases {
		t.Run(c.why, func(t *testing.T) {
			var log bytes.Buffer
			got := presentError(slog.New(slog.NewTextHandler(&log, nil)))(context.Background(), c.err)
			if got.Message != c.want {
				t.Errorf("message %q, want %q", got.Message, c.want)
			}
			if strings.Contains(log.String(), "SELECT hash") != c.logged {
				t.Errorf("logged: %q", log.String())
			}
		})
	}
}

// TestPanicMasked runs a resolver that panics for want of a dispatcher.
func TestPanicMasked(t *testing.T) {
	w := newWorld(t, storetest.Open(t, storetest.SQLite(t)))
	_, root := w.addUser("root", true)
	w.handler, _ = Handler(t.Context(), Options{Store: w.store, Now: time.Now, Log: slog.New(slog.NewTextHandler(w.log, nil))})
	a := root.ask(`{functions{name}}`)
	if a.code() != codeInternal || strings.Contains(a.answer.text, "nil pointer") {
		t.Errorf("the answer is %s", a.answer.text)
	}
	if !strings.Contains(w.log.String(), "nil pointer") {
		t.Errorf("the log does not tell: %s", w.log)
	}
}

// TestVariablesRefused sends what is small in the query and large in its variables.
func TestVariablesRefused(t *testing.T) {
	w := newWorld(t, storetest.Open(t, storetest.SQLite(t)))
	_, root := w.addUser("root", true)
	deep := any("x")
	for range depthLimit + 2 {
		deep = map[string]any{"a": deep}
	}
	for _, row := range []struct {
		why, query string
		variables  []any
	}{
		{"values nested deeper than anything there is", `query($f:ServiceFilter){services(filter:$f){nodes{id}}}`, []any{"f", deep}},
		{"more values than a form has", `mutation($i:[ID!]!){revokeTokens(ids:$i){id}}`, []any{"i", make([]int, valueLimit+1)}},
		{"more ids than a person picks", `mutation($i:[ID!]!){revokeTokens(ids:$i){id}}`, []any{"i", make([]int, pageLimit+1)}},
		{"directives upon directives", `{site{name` + strings.Repeat(" @include(if:true)", directiveLimit+1) + `}}`, nil},
		{"literals nested deep", `{services(filter:` + strings.Repeat("{a:", depthLimit+1) + "1" + strings.Repeat("}", depthLimit+1) + `){nodes{id}}}`, nil},
		{"rows times rows times rows", `{services(first:100){nodes{authorisedUsers(first:100){nodes{user{tokens{id}}}}}}}`, nil},
		{"an id that is no number", `{service(id:"1 OR 1=1"){id}}`, nil},
		{"a number that is none", `query($n:Int!){requests(first:$n){nodes{id}}}`, []any{"n", 1e30}},
	} {
		started := time.Now()
		got := root.ask(row.query, row.variables...)
		if got.code() == "" || got.code() == codeInternal {
			t.Errorf("%s: %.300s", row.why, got.answer.text)
		}
		if strings.Contains(got.answer.text, "sql") || strings.Contains(got.answer.text, "SELECT") {
			t.Errorf("%s tells how it is made: %s", row.why, got.answer.text)
		}
		t.Logf("%s: %v", row.why, time.Since(started))
	}
	if got := root.ask(`{__schema{queryType{name}}}`); got.text("__schema.queryType.name") != "Query" {
		t.Errorf("an administrator may look at the schema: %s", got.answer.text)
	}
}
