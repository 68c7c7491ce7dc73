package graph

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"regexp"
	"runtime/debug"
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"gatehouse/ent"
	"gatehouse/server/call"
	"gatehouse/server/manifest"
	"gatehouse/server/people"
	"gatehouse/server/store"
)

// The words under extensions.code that clients branch on. Beside it stand reason (a code of server/call/code.go), field (the field of
// the input that is wrong) and requestId.
const (
	codeUnauthenticated = "UNAUTHENTICATED" // sign in (again)
	codeForbidden       = "FORBIDDEN"       // not for this user
	codeReauthenticate  = "REAUTHENTICATE"  // give the password once more, then try again
	codeSecondFactor    = "SECOND_FACTOR"   // the first factor was right, and this account owes a second one
	codeSetUpFactor     = "SET_UP_FACTOR"   // nothing else before a second factor is set up
	codeNotFound        = "NOT_FOUND"
	codeInvalid         = "INVALID"  // a field of the input
	codeConflict        = "CONFLICT" // somebody else changed it in between
	codeRefused         = "REFUSED"  // what was sent cannot be answered
	codeUnavailable     = "UNAVAILABLE"
	codeInternal        = "INTERNAL"
)

// apiError is an error that says its own word.
type apiError struct {
	code    string
	message string
}

func (e *apiError) Error() string { return e.message }

var (
	errSignIn         = &apiError{codeUnauthenticated, "You are not signed in, or your session has ended. Sign in again."}
	errForbidden      = &apiError{codeForbidden, "This is for site administrators. Ask one."}
	errSecondFactor   = &apiError{codeSecondFactor, "This account needs a second factor too."}
	errSetUpFactor    = &apiError{codeSetUpFactor, "This site asks administrators for a second factor. Set yours up first."}
	errReauthenticate = &apiError{codeReauthenticate, "This needs you to prove once more who you are, because you did so more than fifteen minutes ago."}
)

// errChanged says that what was edited is not what is there any more.
func errChanged(what string) error {
	return &apiError{codeConflict, "Someone else changed this " + what + " in the meantime. Nothing of yours was written."}
}

func errMissing(what string) error {
	return call.Errorf(call.NotFound, "There is no such %s.", what)
}

// presentError gives the caller what the query's author can use. An error that is none of ours is "internal" to the caller and whole
// in the log.
func presentError(log *slog.Logger) graphql.ErrorPresenterFunc {
	return func(ctx context.Context, err error) *gqlerror.Error {
		path, requestID := graphql.GetPath(ctx), call.CallerOf(ctx).RequestID
		var parsed *gqlerror.Error
		if errors.As(err, &parsed) {
			if parsed.Unwrap() == nil { // by gqlgen itself: where the query is wrong
				return withCode(parsed, requestID)
			}
			err = parsed.Unwrap()
		}
		shown := present(err)
		if shown == nil && unread(ctx) {
			shown = extended("An argument is not of the type that it must be: ids are whole numbers, moments are RFC 3339.", codeInvalid)
		}
		if shown == nil && errors.Is(err, context.Canceled) && ctx.Err() != nil {
			shown = extended("The browser went away before the answer.", codeUnavailable) // nobody reads it, and nothing is wrong
		}
		if shown == nil {
			log.ErrorContext(ctx, "the admin API failed", "path", path.String(), "request", requestID, "error", err)
			shown = extended(internalMessage, codeInternal)
		}
		shown.Path = path
		shown.Extensions["requestId"] = requestID
		return shown
	}
}

// unread says whether a field failed because its arguments could not be read, before its resolver was asked.
func unread(ctx context.Context) bool {
	field := graphql.GetFieldContext(ctx)
	return field != nil && field.Field.Field != nil && len(field.Field.Arguments) > 0 && field.Args == nil
}

// gateCodes are those with which the gate refuses an operation before it is run.
var gateCodes = []string{codeUnauthenticated, codeForbidden, codeSetUpFactor}

func withCode(e *gqlerror.Error, requestID string) *gqlerror.Error {
	if e.Extensions == nil {
		e.Extensions = map[string]any{}
	}
	if code, ok := e.Extensions["code"].(string); !ok || !slices.Contains(gateCodes, code) {
		e.Extensions["code"] = codeRefused
	}
	e.Extensions["requestId"] = requestID
	e.Message = call.Shortened(e.Message, longestMessage)
	return e
}

// longestMessage bounds what gqlgen repeats of a query or its variables.
const longestMessage = 500

func extended(message, code string) *gqlerror.Error {
	return &gqlerror.Error{Message: message, Extensions: map[string]any{"code": code}}
}

// internalMessage is all that a caller learns of what went wrong inside.
const internalMessage = "Something went wrong inside the server. It has been logged under the request id."

// present says an error in the words of the API; nil for one that nobody outside may see.
func present(err error) *gqlerror.Error {
	var own *apiError
	var known *call.Error
	switch {
	case errors.As(err, &own):
		return extended(own.message, own.code)
	case errors.Is(err, manifest.ErrMoved):
		return extended("Someone else changed the same at this moment. Nothing of yours was written: try again.", codeConflict)
	case errors.Is(err, people.ErrWrong):
		return extended("User name or password is wrong, or there were too many failures: after ten the account waits for 15 minutes.", codeUnauthenticated)
	case errors.Is(err, people.ErrWrongCode):
		return presentKnown(call.Invalid("code", "is wrong, was used already, or there were too many failures: after ten the account waits, longer each time"))
	case errors.Is(err, people.ErrNoStep):
		return extended("This took too long, or was done already. Begin again.", codeUnauthenticated)
	case errors.Is(err, people.ErrNoSession):
		return extended(errSignIn.message, codeUnauthenticated)
	case errors.As(err, &known):
		return presentKnown(known)
	case ent.IsNotFound(err):
		return extended("It is not there any more.", codeNotFound)
	case store.Unavailable(err), errors.Is(err, context.DeadlineExceeded):
		return extended("The database does not answer just now. Try again in a moment.", codeUnavailable)
	case store.Duplicate(err):
		return extended("The same was written by somebody else at this moment. Try again.", codeConflict)
	}
	return nil
}

// kinds translates what a caller can do about a failure. Signing in to the app and calling with a token are different things, so that
// a wrong token is no reason to sign in again.
var kinds = map[call.Kind]string{
	call.Unauthenticated: codeRefused, call.Denied: codeForbidden, call.Missing: codeNotFound, call.Refused: codeInvalid, call.Conflict: codeInvalid,
	call.TooMuch: codeRefused, call.TooFast: codeRefused, call.Unable: codeUnavailable,
}

func presentKnown(e *call.Error) *gqlerror.Error {
	code, ok := kinds[e.Code.Kind()]
	if !ok {
		return nil
	}
	shown := extended(e.Message, code)
	shown.Extensions["reason"] = string(e.Code)
	if field := fieldOf(e.Path); field != "" {
		shown.Extensions["field"] = field
	}
	return shown
}

// entryOf is where an entry of a manifest begins that a mutation was made into.
var entryOf = regexp.MustCompile(`^(?:[a-zA-Z]+\[\d+\]\.?|site\.|webServices\.|tokenSettings\.|journal\.|cors\.)`)

// settingsFields are the fields of the input that are called otherwise than the manifest's.
var settingsFields = map[string]string{
	"site.name": "siteName", "site.shortName": "siteShortName", "site": "siteName", "webServices.enabled": "webServicesOn", "webServices.documentation": "documentationOn",
}

// fieldOf is the field of a mutation's input that the path of a manifest means.
func fieldOf(path string) string {
	if field, ok := settingsFields[path]; ok {
		return field
	}
	return entryOf.ReplaceAllString(path, "")
}

// all reports every one of several joined errors about fields, so that each field of a form learns what is wrong with it.
func all(ctx context.Context, err error) error {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return err
	}
	list := joined.Unwrap()
	for _, e := range list {
		var known *call.Error
		if !errors.As(e, &known) {
			return err
		}
	}
	for _, e := range list[:len(list)-1] {
		graphql.AddError(ctx, e)
	}
	return list[len(list)-1]
}

// recoverFrom turns a panic in a resolver into an error with its trace, for presentError to log and to mask.
func recoverFrom(_ context.Context, p any) error {
	return fmt.Errorf("panic: %v\n%s", p, debug.Stack())
}

// refusal is an error of ours that the caller is meant to read.
func refusal(message string) *gqlerror.Error { return extended(message, codeRefused) }

// refuse answers a request that never reaches GraphQL in the form of a GraphQL error.
func refuse(w http.ResponseWriter, status int, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(&graphql.Response{Errors: gqlerror.List{refusal(message)}})
}
