// Package graph owns the admin API: one GraphQL schema in *.graphqls files, each with its resolvers beside it. Resolvers are
// thin: they read through store and leave changes to the rooms that own them, with the one who makes them for the audit trail.
//
// A request passes these doors in this order: the HTTP one in this file (origin, POST, JSON, 128 kB), the person behind the access token
// (session.go), the measure of what a query would become once its fragments are expanded (limits.go), gqlgen's own validation
// without hints, and the rule of every field that is asked for (allow.go). Only then anything runs. Errors leave through errors.go,
// which tells a stranger nothing of what went wrong inside.
//
// Its neighbours are tokens, people, manifest, setup, journal, docs and store below and main above. It never calls protocols or
// functions: main hands it the dispatcher, which explains calls and never makes one here.
package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/rs/cors"
	"github.com/vektah/gqlparser/v2/ast"

	"gatehouse/server/call"
	"gatehouse/server/docs"
	"gatehouse/server/openid"
	"gatehouse/server/people"
	"gatehouse/server/store"
	"gatehouse/server/tokens"
	"gatehouse/server/trials"
)

const (
	bodyLimit       = 128 << 10
	tokenLimit      = 2000
	complexityLimit = 20_000
	// queryTime is how long a query may take; what it asks the database for is cut off then.
	queryTime = 5 * time.Second
)

// Options are what the admin API works with.
type Options struct {
	Store        *store.Store
	Keeper       *tokens.Keeper
	Doorman      *people.Doorman
	Dispatcher   *call.Dispatcher
	Trials       *trials.Bench
	Descriptions *docs.Descriptions
	Provider     *openid.Provider // at which people may sign in too; nil when there is none
	Wires        []Wire           // that there are, in the order in which the app shows them
	PublicURL    string           // without a slash at its end
	Version      string
	InsecureHTTP bool // signing in over plain HTTP is allowed
	Now          func() time.Time
	Log          *slog.Logger
}

// Wire is a protocol as the app shows it.
type Wire struct {
	Name, Title, Summary string
	Built                bool
	Addresses            []WireAddress
}

// WireAddress is one of a protocol's addresses, a path.
type WireAddress struct{ Label, Path, Formats string }

// Handler answers the admin API.
func Handler(ctx context.Context, o Options) (http.Handler, error) {
	key, err := people.SigningKey(ctx, o.Store)
	if err != nil {
		return nil, err
	}
	r := &Resolver{Options: o, sessions: &sessions{key, people.NewSessions(o.Store, o.Now), o.InsecureHTTP, o.Now}}
	return r.origins(guard(r.visited(newServer(r)))), nil
}

func newServer(r *Resolver) *handler.Server {
	config := Config{Resolvers: r}
	weigh(&config)
	server := handler.New(NewExecutableSchema(config))
	server.AddTransport(transport.POST{})
	server.SetParserTokenLimit(tokenLimit)
	server.SetDisableSuggestion(true)
	server.Use(limits{})
	server.Use(extension.Introspection{}) // limits keeps everybody but administrators from it
	server.Use(extension.FixedComplexityLimit(complexityLimit))
	server.SetErrorPresenter(presentError(r.Log))
	server.SetRecoverFunc(recoverFrom)
	server.AroundOperations(boundTime)
	return server
}

// boundTime cuts queries off. Changes have limits of their own: see store.Write.
func boundTime(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	if graphql.GetOperationContext(ctx).Operation.Operation != ast.Query {
		return next(ctx)
	}
	ctx, cancel := context.WithTimeout(ctx, queryTime)
	answer := next(ctx)
	return func(ctx context.Context) *graphql.Response {
		defer cancel()
		return answer(ctx)
	}
}

// origins lets scripts of other web sites in where the settings name them, without cookies, and keeps out what a browser says comes
// from elsewhere.
func (r *Resolver) origins(next http.Handler) http.Handler {
	allowed := func(origin string) bool { return slices.Contains(r.Store.Settings().CORS.AdminOrigins, origin) }
	protection := http.NewCrossOriginProtection()
	own := http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if err := protection.Check(req); err != nil && !allowed(req.Header.Get("Origin")) {
			refuse(w, http.StatusForbidden, "Another web site sent this request. Name it among the admin origins in the settings if it may.")
			return
		}
		next.ServeHTTP(w, req)
	})
	return cors.New(cors.Options{
		AllowOriginFunc: allowed, AllowedMethods: []string{http.MethodPost}, AllowedHeaders: []string{"Authorization", "Content-Type"},
		ExposedHeaders: []string{"X-Request-Id"}, MaxAge: 600,
	}).Handler(own)
}

// visited finds out who asks, and lets resolvers know.
func (r *Resolver) visited(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		v := &visit{w: w, caller: call.CallerOf(req.Context())}
		found, err := r.sessions.person(req)
		if err != nil {
			r.Log.Warn("the person of a session could not be found", "error", err)
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusServiceUnavailable)
			_ = json.NewEncoder(w).Encode(map[string]any{"errors": []any{extended("The database does not answer just now. Try again in a moment.", codeUnavailable)}})
			return
		}
		v.person = found
		req = req.WithContext(context.WithValue(req.Context(), visitKey{}, v))
		v.r = req
		next.ServeHTTP(w, req)
	})
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
		if encoding := r.Header["Content-Encoding"]; len(encoding) > 1 || len(encoding) == 1 && encoding[0] != "" && encoding[0] != "identity" {
			refuse(w, http.StatusUnsupportedMediaType, "The admin API takes no compressed requests: send it without Content-Encoding.")
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

// isRequest says whether gqlgen will be able to decode a body, and nobody could read it in two ways.
func isRequest(body []byte) bool {
	var request struct {
		Query         string         `json:"query"`
		OperationName string         `json:"operationName"`
		Variables     map[string]any `json:"variables"`
		Extensions    map[string]any `json:"extensions"`
	}
	return utf8.Valid(body) && json.Unmarshal(body, &request) == nil && unambiguous(json.NewDecoder(bytes.NewReader(body)), 0)
}

// fields are the fields of a request. Names that differ from them in upper and lower case only would be taken for them.
var fields = []string{"query", "operationName", "variables", "extensions"}

func looksLikeField(name string) bool {
	return !slices.Contains(fields, name) && slices.ContainsFunc(fields, func(f string) bool { return strings.EqualFold(f, name) })
}

// unambiguous reads one value, which is well-formed, and says whether each of its objects has each key once.
func unambiguous(d *json.Decoder, depth int) bool {
	token, _ := d.Token()
	switch token {
	case json.Delim('{'):
		seen := map[string]bool{}
		for d.More() {
			key, _ := d.Token()
			name, _ := key.(string)
			if seen[name] || depth == 0 && looksLikeField(name) {
				return false
			}
			if seen[name] = true; !unambiguous(d, depth+1) {
				return false
			}
		}
		_, _ = d.Token()
	case json.Delim('['):
		for d.More() {
			if !unambiguous(d, depth+1) {
				return false
			}
		}
		_, _ = d.Token()
	}
	return true
}
