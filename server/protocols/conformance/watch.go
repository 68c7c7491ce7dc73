package conformance

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"gatehouse/server/call"
)

// Guarded stands in for the server's guard: it tells the handler who is calling, and under which request id.
func Guarded(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		caller := &call.Caller{Address: Address, RequestID: RequestID, Secure: true, IdempotencyKeys: r.Header[call.IdempotencyKey]}
		h.ServeHTTP(w, r.WithContext(call.WithCaller(r.Context(), caller)))
	})
}

// watched is Guarded, and holds what must hold of every answer: it may not be stored and it holds no secret and no trace.
func watched(t *testing.T, h http.Handler) http.Handler {
	return Guarded(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen := &watcher{ResponseWriter: w}
		h.ServeHTTP(seen, r)
		if cached := w.Header().Get("Cache-Control"); !seen.silent() && !strings.Contains(cached, "no-store") {
			t.Errorf("%s %s may be stored: Cache-Control is %q", r.Method, r.URL.Path, cached)
		}
		for _, secret := range []string{Token, Password, leaked, "SELECT", "/var/lib", "goroutine", "panic", ".go:", "reflect."} {
			if bytes.Contains(seen.body.Bytes(), []byte(secret)) {
				t.Errorf("%q leaks: %s", secret, &seen.body)
			}
		}
	}))
}

// watcher keeps a copy of the body.
type watcher struct {
	http.ResponseWriter
	body bytes.Buffer
}

func (w *watcher) silent() bool { return w.body.Len() == 0 }

func (w *watcher) Write(b []byte) (int, error) {
	w.body.Write(b)
	return w.ResponseWriter.Write(b)
}

func (w *watcher) Flush() {
	if f, ok := w.ResponseWriter.(http.Flusher); ok {
		f.Flush()
	}
}

func (w *watcher) Unwrap() http.ResponseWriter { return w.ResponseWriter }
