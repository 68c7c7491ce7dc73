package protocols

import (
	"fmt"

	"gatehouse/server/call"
)

// The limits of what one request may hold, whatever its protocol.
const (
	MaxBody   = 4 << 20 // bytes
	MaxValues = 20_000  // parameters, or values in a tree
	MaxDepth  = 64      // lists and objects inside one another
	MaxIndex  = 9999    // of a list in a form
	MaxCalls  = 50      // in a batch, a multicall or a packet
)

// TooMany refuses a request that holds more than MaxValues values.
func TooMany() error {
	return call.Errorf(call.InvalidParameter, "The request holds more than %d values. Split it into several.", MaxValues)
}

// TooDeep refuses what is nested past MaxDepth, below a parameter where one is known.
func TooDeep(path string) error {
	return call.Invalid(path, "lists and objects are nested more than %d deep", MaxDepth)
}

// TooLarge refuses a body.
func TooLarge() *call.Error {
	return call.Errorf(call.BodyTooLarge, "The request is larger than the %d MB that this server accepts.", MaxBody>>20)
}

// invalidf is Invalid with a path that has its own format.
func invalidf(message string, format string, args ...any) error {
	return call.Invalid(fmt.Sprintf(format, args...), "%s", message)
}
