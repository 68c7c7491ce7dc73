package protocols

import (
	"net/http"
	"strconv"
	"sync"
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
