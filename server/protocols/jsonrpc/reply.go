package jsonrpc

import (
	"net/http"
	"strconv"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// The numbers of the specification, section 5.1.
const (
	parseError     = -32700
	invalidRequest = -32600
	methodNotFound = -32601
	invalidParams  = -32602
	internalError  = -32603
)

// number is the specification's number for a failure where it has one, else the number that HTTP has for it. The specification
// keeps -32768 to -32000 for failures of the protocol, and there are clients that look for data only outside them. Which failure it
// is exactly stands in the error's data.
func number(e *call.Error) int {
	switch {
	case e.Check == call.CheckFunctionKnown:
		return methodNotFound
	case e.Code.Kind() == call.Refused:
		return invalidParams
	case e.Code.Kind() == call.Broken:
		return internalError
	}
	return e.Code.Status()
}

// reply is what is answered to one request.
type reply struct {
	id       []byte // as sent; nil: not known
	silent   bool   // nobody waits for it
	value    call.Value
	document []byte // a result that is already JSON
	failed   *call.Error
	number   int  // of the failure
	repeated bool // it was answered before
}

// invalid answers what is no request.
func invalid(number int, e *call.Error) *reply { return &reply{failed: e, number: number} }

// status is the HTTP status: that of the rest, unless the whole address is closed.
func (r *reply) status(rest int) int {
	if r.failed != nil && (r.failed.Code == call.ServicesOff || r.failed.Code == call.ProtocolOff) {
		return http.StatusForbidden
	}
	return rest
}

// append writes a response object (section 5).
func (r *reply) append(b []byte, requestID string) []byte {
	b = append(b, `{"jsonrpc":"2.0","id":`...)
	if r.id == nil {
		b = append(b, "null"...)
	} else {
		b = append(b, r.id...)
	}
	switch {
	case r.failed != nil:
		b = r.appendError(append(b, `,"error":`...), requestID)
	case r.document != nil:
		b = append(append(b, `,"result":`...), r.document...)
	default:
		b = protocols.AppendJSON(append(b, `,"result":`...), r.value, protocols.PlainStyle)
	}
	return append(b, '}')
}

// appendError writes an error object. The code stands in its data twice: under our name for it, and under the name that clients of
// Moodle look for.
func (r *reply) appendError(b []byte, requestID string) []byte {
	e := r.failed
	b = strconv.AppendInt(append(b, `{"code":`...), int64(r.number), 10)
	b = protocols.AppendQuoted(append(b, `,"message":`...), e.Error(), protocols.PlainStyle)
	b = protocols.AppendQuoted(append(b, `,"data":{"code":`...), string(e.Code), protocols.PlainStyle)
	for _, member := range [...]struct{ key, value string }{
		{`,"errorcode":`, string(e.Code)}, {`,"check":`, string(e.Check)}, {`,"path":`, e.Path},
		{`,"found":`, e.Found}, {`,"expected":`, e.Wanted}, {`,"requestId":`, requestID},
	} {
		if member.value != "" {
			b = protocols.AppendQuoted(append(b, member.key...), member.value, protocols.PlainStyle)
		}
	}
	if after := e.RetrySeconds(); after > 0 {
		b = strconv.AppendInt(append(b, `,"retryAfter":`...), int64(after), 10)
	}
	return append(b, "}}"...)
}

// replies is what is answered to a batch.
type replies []*reply

func (list replies) append(b []byte, requestID string) []byte {
	for i, r := range list {
		b = r.append(append(b, "[,"[min(i, 1)]), requestID)
	}
	return append(b, ']')
}

// refuse answers what is no JSON-RPC over HTTP at all: with the status that says so, and an error for those that read it.
func refuse(w http.ResponseWriter, r *http.Request, e *call.Error) {
	status := e.Code.Status()
	if status == http.StatusRequestEntityTooLarge {
		w.Header().Set("Connection", "close")
	}
	w.Header()["Content-Type"] = jsonType
	made := invalid(invalidRequest, e)
	protocols.Answer(w, status, func(b []byte) []byte { return made.append(b, call.CallerOf(r.Context()).RequestID) })
}
