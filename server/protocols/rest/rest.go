// Package rest speaks REST: on Moodle's address in Moodle's wire format (moodle.go), on our own address and on that of the
// RESTful plugin with JSON and real status codes (own.go). See README.md for the wire.
//
// It imports call and the helpers of protocols, and no other protocol.
package rest

import (
	"net/http"

	"gatehouse/server/call"
)

// Name is the protocol's name in settings, capabilities and logs.
const Name = "rest"

// Handler answers REST calls.
type Handler struct {
	Dispatcher *call.Dispatcher
	// TokenInURL says whether a token may stand in the address, where proxies and browsers keep it.
	TokenInURL func() bool
}

// Routes adds the protocol's addresses.
func (h *Handler) Routes(handle func(pattern string, handler http.Handler)) {
	handle("/webservice/rest/server.php", h.moodle(byToken))
	handle("/webservice/rest/simpleserver.php", h.moodle(byPassword))
	handle("/webservice/rest/{function}", h.own(false))
	handle("/webservice/restful/server.php/{function}", h.own(true))
}
