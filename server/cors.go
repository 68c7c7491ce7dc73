package server

import (
	"net/http"
	"slices"
	"strings"

	"github.com/rs/cors"

	"gatehouse/server/call"
)

// withCORS answers what browsers ask before a script of another web site may call, and lets scripts of the sites that the settings name
// read what our own addresses of the protocols answer. Moodle's addresses are open to every site, as Moodle's are: their
// protocols say so with each answer, and here only the question before is answered. Cookies are never let through: a token says
// who calls. (Fetch standard, section 3.2.)
func withCORS(origins func() []string, next http.Handler) http.Handler {
	options := cors.Options{
		AllowedMethods: []string{http.MethodGet, http.MethodPost}, AllowedHeaders: []string{"*"}, ExposedHeaders: []string{"X-Request-Id", "ETag", "Retry-After", call.IdempotencyReplayed}, MaxAge: 600,
	}
	options.AllowOriginFunc = func(origin string) bool {
		named := origins()
		return slices.Contains(named, origin) || slices.Contains(named, "*")
	}
	own := cors.New(options)
	options.AllowOriginFunc, options.AllowedOrigins = nil, []string{"*"}
	open := cors.New(options)
	named := own.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case len(r.Header["Origin"]) == 0 || !strings.HasPrefix(r.URL.Path, "/webservice/") && !isMoodles(r.URL.Path):
			next.ServeHTTP(w, r)
		case !isMoodles(r.URL.Path):
			named.ServeHTTP(w, r)
		case r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != "":
			open.HandlerFunc(w, r)
			w.WriteHeader(http.StatusNoContent)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// isMoodles says whether a path is one of Moodle's addresses.
func isMoodles(path string) bool { return strings.Contains(path, ".php") }
