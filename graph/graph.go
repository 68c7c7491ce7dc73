// Package graph owns the admin API: one GraphQL schema in *.graphqls files, each with its resolvers beside it. Resolvers are
// thin: they read through store and leave decisions to the rooms that own them.
//
// A request passes three doors in this order: the HTTP one in this file (POST, JSON, 128 kB), the one in limits.go that counts
// what a query would become once its fragments are expanded, and gqlgen's own validation without introspection and without
// hints. Errors leave through errors.go, which tells a stranger nothing of what went wrong inside.
//
// Its neighbours are store below and main above. It never calls protocols or functions.
package graph

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"mime"
	"net/http"

	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/transport"

	"gatehouse/server/store"
)

const (
	bodyLimit       = 128 << 10
	tokenLimit      = 2000
	complexityLimit = 1000
)

// Handler answers the admin API.
func Handler(s *store.Store, version string, log *slog.Logger) http.Handler {
	return guard(newServer(&Resolver{store: s, version: version}, log))
}

func newServer(r *Resolver, log *slog.Logger) *handler.Server {
	server := handler.New(NewExecutableSchema(Config{Resolvers: r}))
	server.AddTransport(transport.POST{})
	server.SetParserTokenLimit(tokenLimit)
	server.SetDisableSuggestion(true)
	server.Use(limits{})
	server.Use(extension.FixedComplexityLimit(complexityLimit))
	server.SetErrorPresenter(presentError(log))
	server.SetRecoverFunc(recoverFrom)
	return server
}

// guard lets through what is a GraphQL request by its outside: a POST with a JSON object of bounded size. The rest is refused
// here because gqlgen's own refusals repeat what was sent. A browser cannot send JSON to another site without asking first,
// so the content type also keeps forged forms out.
func guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", http.MethodPost)
			refuse(w, http.StatusMethodNotAllowed, "The admin API is called with POST.")
			return
		}
		if media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || media != "application/json" {
			refuse(w, http.StatusUnsupportedMediaType, "The admin API takes application/json.")
			return
		}
		body, ok := readBody(w, r)
		if !ok {
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		next.ServeHTTP(w, r)
	})
}

// readBody reads a whole request, or refuses it.
func readBody(w http.ResponseWriter, r *http.Request) (body []byte, ok bool) {
	if r.ContentLength > bodyLimit {
		refuse(w, http.StatusRequestEntityTooLarge, "The request is larger than the admin API accepts.")
		return nil, false
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, bodyLimit))
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		refuse(w, http.StatusRequestEntityTooLarge, "The request is larger than the admin API accepts.")
		return nil, false
	}
	if err != nil || !isRequest(body) {
		refuse(w, http.StatusBadRequest, "The body is not a GraphQL request in JSON.")
		return nil, false
	}
	return body, true
}

// isRequest says whether gqlgen will be able to decode a body.
func isRequest(body []byte) bool {
	var request struct {
		Query         string         `json:"query"`
		OperationName string         `json:"operationName"`
		Variables     map[string]any `json:"variables"`
		Extensions    map[string]any `json:"extensions"`
	}
	return json.Unmarshal(body, &request) == nil
}
