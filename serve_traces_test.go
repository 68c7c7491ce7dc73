package main

import (
	"bytes"
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	collector "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	traces "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"
)

// receiver takes traces as a collector does.
type receiver struct {
	mu    sync.Mutex
	spans []*traces.Span
	raw   bytes.Buffer
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	body, err := io.ReadAll(request.Body)
	var sent collector.ExportTraceServiceRequest
	if err != nil || request.URL.Path != "/v1/traces" || proto.Unmarshal(body, &sent) != nil {
		http.Error(w, "that is no OTLP", http.StatusBadRequest)
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.raw.Write(body)
	for _, resource := range sent.ResourceSpans {
		for _, scope := range resource.ScopeSpans {
			r.spans = append(r.spans, scope.Spans...)
		}
	}
	w.Header().Set("Content-Type", "application/x-protobuf")
}

func (r *receiver) find(name string) *traces.Span {
	i := slices.IndexFunc(r.spans, func(s *traces.Span) bool { return s.Name == name })
	if i < 0 {
		return nil
	}
	return r.spans[i]
}

// post sends a form within a trace.
func (r *served) post(path, traceparent string, form url.Values) string {
	r.t.Helper()
	request, err := http.NewRequest(http.MethodPost, "http://"+r.listen["ready"]+path, strings.NewReader(form.Encode()))
	if err != nil {
		r.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("traceparent", traceparent)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		r.t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return string(text)
}

func TestACallIsOneTraceWithoutSecrets(t *testing.T) {
	var got receiver
	collecting := httptest.NewServer(&got)
	defer collecting.Close()
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collecting.URL)
	s := newShell(t)
	var started struct{ Token string }
	s.must(&started, "", "quickstart", "--url", "http://127.0.0.1:1")
	server := s.serve()
	const trace, parent = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
	answer := server.post("/webservice/rest/server.php?wstoken="+started.Token, "00-"+trace+"-"+parent+"-01", url.Values{
		"wsfunction": {"core_group_create_groups"}, "moodlewsrestformat": {"json"}, "groups[0][courseid]": {"2"},
		"groups[0][name]": {"a-name-of-ours"}, "groups[0][description]": {"a-text-of-ours"},
	})
	if !strings.Contains(answer, "a-name-of-ours") {
		t.Fatalf("answered %s", answer)
	}
	server.post("/webservice/rest/server.php", "00-"+trace+"-"+parent+"-01", url.Values{"wstoken": {"a-wrong-token"}, "wsfunction": {"a_made_up_function"}})
	server.post("/setup/a-secret-link", "nonsense", nil)
	if code := server.end(); code != exitOK {
		t.Fatalf("ended with %d", code)
	}
	for _, secret := range []string{started.Token, "a-wrong-token", "a_made_up_function", "a-name-of-ours", "a-text-of-ours", "a-secret-link", "quickstart"} {
		if bytes.Contains(got.raw.Bytes(), []byte(secret)) {
			t.Errorf("%q was sent", secret)
		}
	}
	request := got.find("POST /webservice/rest")
	if request == nil || hex.EncodeToString(request.TraceId) != trace || hex.EncodeToString(request.ParentSpanId) != parent {
		t.Fatalf("the request is %v", request)
	}
	function := got.find("function core_group_create_groups")
	for name, within := range map[string]*traces.Span{"checks": request, "function core_group_create_groups": request, "storage commit": function} {
		span := got.find(name)
		if span == nil || within == nil || !bytes.Equal(span.ParentSpanId, within.SpanId) || hex.EncodeToString(span.TraceId) != trace {
			t.Errorf("%s is %v, within %v", name, span, within)
		}
	}
	if n := len(got.spans); n != 7 { // four of the call, two of the refused one, one of the page
		t.Errorf("%d spans were sent: work that no request asked for is traced", n)
	}
}

func TestTracesByAnotherProtocolAreRefused(t *testing.T) {
	t.Setenv("OTEL_TRACES_EXPORTER", "zipkin")
	if code, _, errOut := newShell(t).run("", "serve", "--listen", "127.0.0.1:0"); code != exitUsage || !strings.Contains(errOut, "otlp only") {
		t.Errorf("%d %s", code, errOut)
	}
}
