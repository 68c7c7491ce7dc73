package protocols

import (
	"net/http"
	"strconv"
	"sync"

	"gatehouse/server/call"
)

// knownLength is how long an answer may be for net/http to find out its length by itself.
const knownLength = 1024

// maxPooled keeps the memory of one huge answer from staying.
const maxPooled = 1 << 20

var answers = sync.Pool{New: func() any { return new([]byte) }}

// Answer encodes an answer as a whole before any of it is sent, so that its length is known and a failure leaves no half of it.
// encode writes behind b and keeps none of it.
func Answer(w http.ResponseWriter, status int, encode func(b []byte) []byte) {
	pooled := answers.Get().(*[]byte)
	b := encode((*pooled)[:0])
	if len(b) > knownLength {
		w.Header()["Content-Length"] = []string{strconv.Itoa(len(b))}
	}
	if status != http.StatusOK {
		w.WriteHeader(status)
	}
	_, _ = w.Write(b) // a client that has gone away cannot be told
	if cap(b) <= maxPooled {
		*pooled = b
		answers.Put(pooled)
	}
}

// Announce sets the header fields that say what became of a call: that its answer was given before, or when to try again. e is nil when
// it has not failed.
func Announce(header http.Header, repeated bool, e *call.Error) {
	if repeated {
		header.Set(call.IdempotencyReplayed, "true")
	}
	if e != nil && e.RetryAfter > 0 {
		header.Set("Retry-After", strconv.Itoa(e.RetrySeconds()))
	}
}
