package protocols

import (
	"cmp"
	"net/http"
	"strconv"
	"strings"

	"gatehouse/server/call"
)

// Problem answers with problem details (RFC 9457). A status that asks for header fields gets them, but for Allow, which whoever knows
// the methods has set.
func Problem(w http.ResponseWriter, r *http.Request, e *call.Error) {
	status := e.Code.Status()
	header := w.Header()
	header["Content-Type"] = problemType
	switch status {
	case http.StatusUnauthorized:
		header.Set("WWW-Authenticate", `Bearer realm="web services", error="invalid_token"`)
	case http.StatusServiceUnavailable, http.StatusTooManyRequests:
		header.Set("Retry-After", strconv.Itoa(cmp.Or(e.RetrySeconds(), 5)))
	case http.StatusRequestEntityTooLarge:
		header.Set("Connection", "close")
	}
	Answer(w, status, func(b []byte) []byte { return appendProblem(b, e, status, call.CallerOf(r.Context()).RequestID) })
}

var problemType = []string{"application/problem+json"}

func appendProblem(b []byte, e *call.Error, status int, requestID string) []byte {
	b = append(append(b, `{"type":"urn:gatehouse:error:`...), e.Code...)
	b = AppendQuoted(append(b, `","title":`...), http.StatusText(status), PlainStyle)
	b = strconv.AppendInt(append(b, `,"status":`...), int64(status), 10)
	b = AppendQuoted(append(b, `,"detail":`...), strings.TrimPrefix(e.Error(), e.Path+": "), PlainStyle)
	for _, member := range [...]struct{ name, value string }{
		{"code", string(e.Code)}, {"check", string(e.Check)}, {"path", e.Path}, {"found", e.Found}, {"expected", e.Wanted}, {"requestId", requestID},
	} {
		if member.value != "" {
			b = AppendQuoted(append(b, `,"`+member.name+`":`...), member.value, PlainStyle)
		}
	}
	return append(b, '}')
}
