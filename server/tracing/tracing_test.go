package tracing_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"gatehouse/server/tracing"
)

var quiet = slog.New(slog.DiscardHandler)

func start(t *testing.T, environment map[string]string) (*tracing.Tracer, error) {
	t.Helper()
	for name, value := range environment {
		t.Setenv(name, value)
	}
	return tracing.Start(t.Context(), func(name string) string { return environment[name] }, "1.0", quiet)
}

func TestWhatIsNotHereIsRefused(t *testing.T) {
	for _, environment := range []map[string]string{
		{"OTEL_TRACES_EXPORTER": "zipkin"},
		{"OTEL_TRACES_EXPORTER": "otlp", "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"},
		{"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:1", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL": "http/json"},
	} {
		if tracer, err := start(t, environment); err == nil || tracer != nil {
			t.Errorf("%v was taken", environment)
		}
	}
}

func TestNobodyTracesUnasked(t *testing.T) {
	for _, environment := range []map[string]string{
		{},
		{"OTEL_TRACES_EXPORTER": "none", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:1"},
		{"OTEL_SDK_DISABLED": "true", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:1"},
	} {
		if tracer, err := start(t, environment); err != nil || tracer != nil {
			t.Errorf("%v: %v %v", environment, tracer, err)
		}
	}
}

func TestWhoStreamsStillFlushes(t *testing.T) {
	tracer, err := start(t, map[string]string{"OTEL_TRACES_EXPORTER": "otlp", "OTEL_TRACES_SAMPLER": "always_off"})
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	tracer.Handler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.(http.Flusher).Flush()
	})).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	if !w.Flushed {
		t.Error("nothing was flushed")
	}
}
