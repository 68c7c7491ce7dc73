package server

import (
	"net"
	"net/http"
	"sync/atomic"
)

// keepLimit is how many connections may be open before none is kept for a next request: each one that waits for it costs about 20 kB.
const keepLimit = 1000

// crowd counts the connections of a server.
type crowd struct{ open atomic.Int64 }

// count is for http.Server.ConnState.
func (c *crowd) count(_ net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		c.open.Add(1)
	case http.StateClosed, http.StateHijacked:
		c.open.Add(-1)
	}
}

// closing is the value of Connection that ends a connection behind its answer.
var closing = []string{"close"}

// disperse ends each connection behind its answer while there are too many, so that thousands of idle ones cost no more memory than a
// thousand. Clients lose nothing but the time of connecting again.
func (c *crowd) disperse(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if c.open.Load() > keepLimit {
			w.Header()["Connection"] = closing
		}
		next.ServeHTTP(w, r)
	})
}
