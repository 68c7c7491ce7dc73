package faults

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"gatehouse/server/call"
	"gatehouse/server/docs"
	"gatehouse/server/functions"
	"gatehouse/server/protocols/amf"
	"gatehouse/server/protocols/jsonrpc"
	"gatehouse/server/protocols/mcp"
	"gatehouse/server/protocols/rest"
	"gatehouse/server/protocols/soap"
	"gatehouse/server/protocols/xmlrpc"
)

// wire is one way of saying a call.
type wire struct {
	name  string
	write func(f *call.Function, arguments map[string]any) (*docs.Message, error)
}

var wires = []wire{
	{"rest", rest.WriteOwn}, {"rest-moodle", rest.WriteMoodle}, {"restful", rest.WriteRESTful}, {"soap", soap.WriteOwn}, {"soap-moodle", soap.WriteMoodle},
	{"xmlrpc", xmlrpc.WriteCall}, {"amf", amf.WriteCall}, {"jsonrpc", jsonrpc.WriteCall}, {"mcp", mcp.WriteCall},
}

var catalogue = sync.OnceValue(func() *call.Catalogue {
	made, err := call.NewCatalogue((&functions.Library{}).All())
	if err != nil {
		panic(err)
	}
	return made
})

// asked is one request, and what its answer holds when all went well.
type asked struct {
	kind string // read, warm, write, graphql
	wire string
	send func(ctx context.Context, base string) (*http.Request, error)
	mark string
}

// answer is how a request ended.
type answer struct {
	*asked
	began  time.Time
	took   time.Duration
	status int // 0: there was none
	id     string
	body   string
	err    error
}

// ok says whether the request was answered as it should.
func (a *answer) ok() bool {
	return a.err == nil && a.status == http.StatusOK && strings.Contains(a.body, a.mark)
}

// unavailable says whether the protocol has said that it cannot be done now.
func (a *answer) unavailable() bool {
	return a.err == nil && strings.Contains(strings.ToLower(a.body), "unavailable") && !a.ok()
}

func (a *answer) String() string {
	return fmt.Sprintf("%s over %s after %v: status %d, %v, %.300s", a.kind, a.wire, a.took.Round(time.Millisecond), a.status, a.err, a.body)
}

// says makes a call of a function over a wire.
func (w wire) says(kind, token, function string, arguments map[string]any, mark, key string) *asked {
	return &asked{kind: kind, wire: w.name, mark: mark, send: func(ctx context.Context, base string) (*http.Request, error) {
		m, err := w.write(catalogue().Find(function), arguments)
		if err != nil {
			return nil, err
		}
		body := m.Body
		if m.Kind != docs.BinaryBody { // in which the mark would be anything
			body = []byte(docs.Shown(string(body), token))
		}
		r, err := http.NewRequestWithContext(ctx, m.Method, base+docs.Shown(m.Path, token), bytes.NewReader(body))
		if err != nil {
			return nil, err
		}
		for _, h := range m.Header {
			r.Header.Set(h.Name, docs.Shown(h.Value, token))
		}
		if key != "" {
			r.Header.Set(call.IdempotencyKey, key)
		}
		return r, nil
	}}
}

// ask sends a request over a client and reads the answer whole.
func (q *asked) ask(ctx context.Context, client *http.Client, base string) *answer {
	a := &answer{asked: q, began: time.Now()}
	defer func() { a.took = time.Since(a.began) }()
	r, err := q.send(ctx, base)
	if err != nil {
		a.err = err
		return a
	}
	got, err := client.Do(r)
	if err != nil {
		a.err = err
		return a
	}
	defer got.Body.Close()
	a.status, a.id = got.StatusCode, got.Header.Get("X-Request-Id")
	body, err := io.ReadAll(io.LimitReader(got.Body, 8<<20))
	a.body, a.err = string(body), err
	return a
}

// newClient is a client with connections of its own, that stay open.
func newClient(t testing.TB, patience time.Duration) *http.Client {
	t.Helper()
	transport := &http.Transport{MaxIdleConnsPerHost: 64}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Timeout: patience, Transport: transport}
}
