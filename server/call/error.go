package call

import (
	"errors"
	"fmt"
	"time"
	"unicode/utf8"
)

// Error is a failure that the caller is told about. Everything in it is safe to show.
type Error struct {
	Code    Code
	Message string // a sentence for a person: what happened, why, what to do
	Path    string // the parameter, with list indexes: groups[1].courseid
	Check   Check  // the access check that refused, if one did
	Found   string // what an invalid parameter held, shortened
	Wanted  string // what was expected there
	cause   error

	RetryAfter time.Duration // of RateLimited: how long to wait
}

// Errorf makes an Error with a message of its own.
func Errorf(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: sentence(format, args...)}
}

// longestShown is how many bytes of one text a message repeats: what a stranger sent may be as long as a request.
const longestShown = 1000

// sentence is a message with its arguments, none of which it repeats at length. It shortens them where they are, so that "go vet" still
// sees a format in it.
func sentence(format string, args ...any) string {
	for i := range args {
		if text, ok := args[i].(string); ok && len(text) > longestShown {
			args[i] = Shortened(text, longestShown)
		}
	}
	return fmt.Sprintf(format, args...)
}

// Shortened cuts a text that has more than n bytes, between two characters, and says so with an ellipsis.
func Shortened(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for end := n; end > n-utf8.UTFMax && end >= 0; end-- {
		if utf8.RuneStart(s[end]) {
			return s[:end] + "…"
		}
	}
	return s[:n] + "…" // it is no UTF-8
}

// Fail makes an Error that says no more than its code.
func Fail(code Code) *Error { return &Error{Code: code, Message: code.Sentence()} }

// Invalid makes an Error about one parameter.
func Invalid(path, format string, args ...any) *Error {
	return &Error{Code: InvalidParameter, Path: path, Message: sentence(format, args...)}
}

// At returns a copy of e that is about the parameter at path, unless it already names one.
func (e *Error) At(path string, args ...any) *Error {
	if e.Path != "" {
		return e
	}
	c := *e
	c.Path = sentence(path, args...)
	return &c
}

// Because returns a copy of e that remembers its cause for the log. The caller is never told of it.
func (e *Error) Because(cause error) *Error {
	c := *e
	c.cause = cause
	return &c
}

// Error describes the failure, with its path.
func (e *Error) Error() string {
	text := e.Message
	if text == "" {
		text = e.Code.Sentence()
	}
	if e.Path != "" {
		return e.Path + ": " + text
	}
	return text
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.cause }

// AsError turns any error into an Error. One that is not already an Error is Internal: its text stays in the server.
func AsError(err error) *Error {
	if err == nil {
		return nil
	}
	if e, ok := err.(*Error); ok && e != nil { // nearly always: errors.As costs more
		return e
	}
	var e *Error
	if errors.As(err, &e) && e != nil {
		return e
	}
	return Fail(Internal).Because(err)
}
