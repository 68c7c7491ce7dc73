// Package server owns the way from an HTTP request to the part that answers it: the table of protocols, the guard that every
// request passes first, and health. It knows the parts by their handlers only; main puts them together.
package server

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"time"
)

// Protocol adds its addresses to the routes. A new protocol is a folder under protocols and one row in main's table.
type Protocol interface {
	Routes(handle func(pattern string, handler http.Handler))
}

// Options are what the server is put together from.
type Options struct {
	Protocols []Protocol
	SignIn    http.Handler // /login/token.php
	GraphQL   http.Handler // /graphql
	App       http.Handler // everything else

	PublicURL      string
	Hosts          []string        // further names under which the server may be addressed
	Loopback       bool            // it listens on loopback only, so loopback names on any port are its own
	TrustedProxies []netip.Prefix  // whose X-Forwarded-For counts
	CallOrigins    func() []string // web sites whose scripts may call our own addresses of the protocols
	Ready          func(ctx context.Context) error
	Log            *slog.Logger
}

// The limits of one connection (security.md, H-01 and H-02).
const (
	maxHeader      = 64 << 10
	maxRequestLine = 16 << 10
	readTimeout    = 10 * time.Second // headers and body; whoever reads a large body may extend it
	writeTimeout   = 120 * time.Second
	idleTimeout    = 120 * time.Second
)

// New returns the handler for everything.
func New(o Options) http.Handler {
	mux := &routes{exact: map[string]http.Handler{}}
	for _, p := range o.Protocols {
		p.Routes(mux.handle)
	}
	mux.handle("/login/token.php", o.SignIn)
	mux.handle("/graphql", o.GraphQL)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
		defer cancel()
		if err := o.Ready(ctx); err != nil {
			o.Log.Warn("not ready", "error", err)
			plain(w, http.StatusServiceUnavailable, "not ready")
			return
		}
		plain(w, http.StatusOK, "ready")
	})
	mux.handle("/webservice/", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		plain(w, http.StatusNotFound, "There is no protocol at this address, or the name of a function is missing behind it.")
	}))
	mux.handle("/", o.App)
	return newGuard(o, withCORS(o.CallOrigins, mux))
}

// routes is the standard mux with a shorter way to patterns that are one path: the addresses that clients call all day.
type routes struct {
	http.ServeMux
	exact map[string]http.Handler
}

func (t *routes) handle(pattern string, handler http.Handler) {
	t.Handle(pattern, handler)
	if strings.HasPrefix(pattern, "/") && !strings.HasSuffix(pattern, "/") && !strings.Contains(pattern, "{") {
		t.exact[pattern] = handler
	}
}

// ServeHTTP looks the path up as it stands; everything else is the mux's.
func (t *routes) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if handler, ok := t.exact[r.URL.Path]; ok {
		handler.ServeHTTP(w, r)
		return
	}
	t.ServeMux.ServeHTTP(w, r)
}

// HTTP returns the HTTP server for a handler, with every timeout and limit set.
func HTTP(handler http.Handler, log *slog.Logger) *http.Server {
	connections := &crowd{}
	return &http.Server{
		Handler:           connections.disperse(handler),
		ConnContext:       ConnContext,
		ConnState:         connections.count,
		ReadHeaderTimeout: readTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
}

func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text + "\n")) // a client that has gone away cannot be told
}
