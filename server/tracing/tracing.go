// Package tracing owns the traces that this process sends to an OpenTelemetry collector, over OTLP/HTTP and by the standard OTEL_*
// variables. Without them there is no tracer, and nothing is asked of one.
//
// A span never holds anything that a client has written but its traceparent: no address with its parameters, no argument, no message.
// It imports nothing of ours.
package tracing

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

// Tracer makes spans and sends them.
type Tracer struct {
	provider *sdk.TracerProvider
	tracer   trace.Tracer
}

// Start returns the tracer that the environment asks for; nil when it asks for none. The variables are those of OpenTelemetry:
// https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
func Start(ctx context.Context, environment func(string) string, version string, log *slog.Logger) (*Tracer, error) {
	wanted, err := asked(environment)
	if err != nil || !wanted {
		return nil, err
	}
	exporter, err := otlptracehttp.New(ctx)
	if err != nil {
		return nil, fmt.Errorf("preparing traces: %w", err)
	}
	about, err := resource.New(ctx, resource.WithAttributes(
		attribute.String("service.name", "gatehouse"), attribute.String("service.version", version),
	), resource.WithTelemetrySDK(), resource.WithFromEnv())
	if err != nil {
		return nil, fmt.Errorf("preparing traces: %w", err)
	}
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) { log.Warn("traces could not be sent", "error", err) }))
	provider := sdk.NewTracerProvider(sdk.WithBatcher(exporter), sdk.WithResource(about))
	return &Tracer{provider, provider.Tracer("gatehouse")}, nil
}

// asked says whether the environment asks for traces, and refuses what it asks for and is not here.
func asked(environment func(string) string) (bool, error) {
	if strings.EqualFold(environment("OTEL_SDK_DISABLED"), "true") {
		return false, nil
	}
	exporter := environment("OTEL_TRACES_EXPORTER")
	if exporter == "none" || exporter == "" && environment("OTEL_EXPORTER_OTLP_ENDPOINT") == "" && environment("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") == "" {
		return false, nil
	}
	if exporter != "" && exporter != "otlp" {
		return false, fmt.Errorf("OTEL_TRACES_EXPORTER is %q: this program sends traces by otlp only", exporter)
	}
	protocol := environment("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL")
	if protocol == "" {
		protocol = environment("OTEL_EXPORTER_OTLP_PROTOCOL")
	}
	if protocol != "" && protocol != "http/protobuf" {
		return false, fmt.Errorf("OTEL_EXPORTER_OTLP_PROTOCOL is %q: this program sends traces by http/protobuf only", protocol)
	}
	return true, nil
}

// Stop sends what is not sent yet.
func (t *Tracer) Stop(ctx context.Context) error { return t.provider.Shutdown(ctx) }

// Span begins a span within the one of ctx; without one there is nothing to trace. Its end takes names and values, one after the
// other: the failure, if there was one, under "error".
func (t *Tracer) Span(ctx context.Context, name string) (context.Context, func(about ...string)) {
	if !trace.SpanContextFromContext(ctx).IsValid() {
		return ctx, func(...string) {}
	}
	ctx, span := t.tracer.Start(ctx, name)
	return ctx, func(about ...string) {
		for pair := range slices.Chunk(about, 2) {
			switch {
			case len(pair) < 2 || pair[1] == "":
			case pair[0] == "error":
				span.SetStatus(codes.Error, pair[1])
			default:
				span.SetAttributes(attribute.String("gatehouse."+pair[0], pair[1]))
			}
		}
		span.End()
	}
}

// Handler begins a span for each request, within the trace that its caller names in traceparent.
func (t *Tracer) Handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		method, route := methodOf(r), routeOf(r.URL.Path)
		ctx := propagation.TraceContext{}.Extract(r.Context(), propagation.HeaderCarrier(r.Header))
		ctx, span := t.tracer.Start(ctx, method+" "+route, trace.WithSpanKind(trace.SpanKindServer), trace.WithAttributes(
			attribute.String("http.request.method", method), attribute.String("http.route", route)))
		defer span.End()
		seen := &watched{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(seen, r.WithContext(ctx))
		span.SetAttributes(attribute.Int("http.response.status_code", seen.status), attribute.String("gatehouse.request", w.Header().Get("X-Request-Id")))
		if seen.status >= http.StatusInternalServerError {
			span.SetStatus(codes.Error, "")
		}
	})
}

func methodOf(r *http.Request) string {
	if slices.Contains([]string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}, r.Method) {
		return r.Method
	}
	return "_OTHER"
}

// rooms are the first parts of addresses below which something is; doors are what may stand behind /webservice. Whatever follows may
// be a secret: a link, a user's password, a key of a file.
var (
	rooms = []string{"webservice", "login", "lib", "graphql", "healthz", "readyz", ".well-known", "setup", "assets"}
	doors = []string{"rest", "restful", "soap", "xmlrpc", "amf", "jsonrpc", "mcp", "upload.php", "pluginfile.php", "draftfile.php", "tokenpluginfile.php", "descriptions"}
)

// routeOf is as much of an address as cannot be a secret.
func routeOf(path string) string {
	parts := strings.SplitN(strings.TrimPrefix(path, "/"), "/", 3)
	if !slices.Contains(rooms, parts[0]) {
		return "/"
	}
	if parts[0] == "webservice" && len(parts) > 1 && slices.Contains(doors, parts[1]) {
		return "/webservice/" + parts[1]
	}
	return "/" + parts[0]
}

// watched remembers the status of an answer.
type watched struct {
	http.ResponseWriter
	status int
}

// WriteHeader remembers.
func (w *watched) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Flush is there for who streams.
func (w *watched) Flush() { _ = http.NewResponseController(w.ResponseWriter).Flush() }

// Unwrap lets deadlines through.
func (w *watched) Unwrap() http.ResponseWriter { return w.ResponseWriter }
