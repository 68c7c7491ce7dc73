// Package amf speaks AMF, the binary wire of Flash and Flex, on Moodle's addresses and on our own: plain NetConnection calls and
// Flex remoting messages, in AMF0 and in AMF3. See README.md for the wire.
//
// A packet (packet.go) holds several bodies, each one call, asked for one after the other (serve.go, exchange.go). What a body asks
// for stands in its target or in the Flex message inside it (ask.go). Values are walked once into a tree of what stands where
// (reader.go, read0.go, read3.go, tree.go), of which the arguments are made when access is decided. Results are walked once,
// straight to the wire (reply.go, writer.go).
//
// The wire is that of the Adobe documents "Action Message Format -- AMF 0" (December 2007) and "-- AMF 3" (January 2013); comments
// name their sections. The package imports call and the helpers of protocols, and no other protocol.
package amf

import (
	"net/http"

	"gatehouse/server/call"
)

// Name is the protocol's name in settings, capabilities and logs.
const Name = "amf"

// Handler answers AMF packets.
type Handler struct {
	Dispatcher *call.Dispatcher
	// TokenInURL says whether a token may stand in the address, where proxies and browsers keep it.
	TokenInURL func() bool
}

// Routes adds the protocol's addresses.
func (h *Handler) Routes(handle func(pattern string, handler http.Handler)) {
	handle("/webservice/amf/server.php", h.serve(moodleByToken))
	handle("/webservice/amf/simpleserver.php", h.serve(moodleByPassword))
	handle("/webservice/amf", h.serve(own))
}

// door is one of the three addresses.
type door struct {
	moodle     bool
	byPassword bool
	class      string // under which the functions are listed; calls may name any
}

var (
	moodleByToken    = door{moodle: true, class: "webservices_virtual_class_000000"}
	moodleByPassword = door{moodle: true, byPassword: true, class: "webservices_virtual_class_000000"}
	own              = door{class: "WebServices"}
)
