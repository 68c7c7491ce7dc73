package xmlrpc

import (
	"crypto/md5"
	"math/big"
	"net/http"
	"strconv"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// noCode is the faultCode of a failure for which Moodle has no code.
const noCode = 404

// fault writes the struct of a failure. It may have these two members only (specification, "Fault example").
func (e *encoder) fault(err *call.Error) {
	e.open()
	e.member("faultCode", func() { e.int(e.faultCode(err.Code)) })
	e.member("faultString", func() { e.string(e.faultString(err)) })
	e.close()
}

// faultCode is a number that stands for a code, the same for ever and on every server.
func (s *style) faultCode(c call.Code) int64 {
	if !s.moodle {
		return digits(string(c))
	}
	if c == call.Internal {
		return noCode
	}
	return digits(protocols.MoodleCode(c))
}

// digits makes a number out of a code as Moodle does: the first eight decimal digits of its MD5 sum.
func digits(code string) int64 {
	sum := md5.Sum([]byte(code))
	decimal := new(big.Int).SetBytes(sum[:]).String()
	n, _ := strconv.ParseInt(decimal[:min(len(decimal), 8)], 10, 64) // they are digits
	return n
}

// faultString is the message with all else that is known behind it. Clients look for the code at the end.
func (s *style) faultString(err *call.Error) string {
	text := err.Error()
	if s.moodle {
		return text + " | ERRORCODE: " + protocols.MoodleCode(err.Code)
	}
	for _, part := range [...]struct{ name, value string }{
		{"PATH", err.Path}, {"CHECK", string(err.Check)}, {"REQUEST", s.requestID}, {"ERRORCODE", string(err.Code)},
	} {
		if part.value != "" {
			text += " | " + part.name + ": " + part.value
		}
	}
	return text
}

// status is the HTTP status of an answer: 200 also for a fault, as the specification says, "unless there's a lower-level error".
func status(err *call.Error) int {
	if err == nil {
		return http.StatusOK
	}
	switch err.Code {
	case call.ServicesOff, call.ProtocolOff, call.BodyTooLarge, call.MediaType, call.MethodNotAllowed:
		return err.Code.Status()
	}
	return http.StatusOK
}
