package graph

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// The words under extensions.code that clients branch on.
const (
	codeInternal = "INTERNAL"
	codeRefused  = "REFUSED"
)

// presentError gives the caller what the query's author can use: where the query is wrong. An error out of a resolver is
// "internal" to the caller and whole in the log.
func presentError(log *slog.Logger) graphql.ErrorPresenterFunc {
	return func(ctx context.Context, err error) *gqlerror.Error {
		var known *gqlerror.Error
		if errors.As(err, &known) && known.Unwrap() == nil {
			return known
		}
		path := graphql.GetPath(ctx)
		log.ErrorContext(ctx, "the admin API failed", "path", path.String(), "error", err)
		return &gqlerror.Error{Message: "internal", Path: path, Extensions: map[string]any{"code": codeInternal}}
	}
}

// recoverFrom turns a panic in a resolver into an error with its trace, for presentError to log and to mask.
func recoverFrom(_ context.Context, p any) error {
	return fmt.Errorf("panic: %v\n%s", p, debug.Stack())
}

// refusal is an error of ours that the caller is meant to read.
func refusal(message string) *gqlerror.Error {
	return &gqlerror.Error{Message: message, Extensions: map[string]any{"code": codeRefused}}
}

// refuse answers a request that never reaches GraphQL in the form of a GraphQL error.
func refuse(w http.ResponseWriter, status int, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(&graphql.Response{Errors: gqlerror.List{refusal(message)}})
}
