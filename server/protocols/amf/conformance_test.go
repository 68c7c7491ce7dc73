package amf

import (
	"net/http"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/protocols/conformance"
)

const (
	doubles = "a number is a double: whole numbers past 53 bits come as text"
	order   = "the parameters have an order and no names"
)

// Moodle's addresses keep silent when they are off, and have Moodle's name for what is not found.
func onMoodle(w conformance.Wire) conformance.Wire {
	w.Protocol, w.WideAsText = Name, doubles
	w.Codes = map[call.Code]string{call.NotFound: "invalidrecord"}
	w.SilentWhenOff, w.SilentStatus = "Moodle answers 200 with nothing in it", http.StatusOK
	return w
}

func onOwn() conformance.Wire {
	return conformance.Wire{Protocol: Name, WideAsText: doubles, Status: func(e *call.Error) int {
		if e.Code == call.ServicesOff || e.Code == call.ProtocolOff {
			return e.Code.Status()
		}
		return http.StatusOK
	}}
}

func TestAMF0Conforms(t *testing.T) {
	conformance.Run(t, newHandler, client{address: tokenAddress, positional: true}, onMoodle(conformance.Wire{Positional: order}))
}

func TestAMF0WithNamesConforms(t *testing.T) {
	conformance.Run(t, newHandler, client{address: ownAddress}, onOwn())
}

func TestAMF3Conforms(t *testing.T) {
	conformance.Run(t, newHandler, client{address: ownAddress, three: true}, onOwn())
}

func TestFlexConforms(t *testing.T) {
	conformance.Run(t, newHandler, client{address: tokenAddress, three: true, flex: true}, onMoodle(conformance.Wire{}))
}

func TestFlexInAMF0Conforms(t *testing.T) {
	conformance.Run(t, newHandler, client{address: ownAddress, flex: true}, onOwn())
}

func TestConversations(t *testing.T) { conformance.Conversations(t, Name, newHandler) }
