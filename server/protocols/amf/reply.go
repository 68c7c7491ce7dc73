package amf

import (
	"encoding/binary"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// reply is the answer to one body: a failure, or what write writes; nothing when there is neither.
type reply struct {
	*ask
	id    string // of the request
	at    time.Time
	write func(w *writer)
	err   *call.Error
	code  string // what the address calls the error

	repeated bool // it was answered before
}

// announce sets the header fields that say what became of the calls of a packet. When to try again is told for one call only.
func announce(header http.Header, replies []reply) {
	repeated := slices.ContainsFunc(replies, func(r reply) bool { return r.repeated })
	var failed *call.Error
	if len(replies) == 1 {
		failed = replies[0].err
	}
	protocols.Announce(header, repeated, failed)
}

// appendPacket writes the answer to a packet.
func appendPacket(b []byte, version int, replies []reply) []byte {
	if version != 3 {
		version = 0
	}
	w := &writer{b: b}
	w.u16(version)
	w.u16(0) // headers
	w.u16(len(replies))
	for i := range replies {
		w.body(&replies[i], i)
	}
	return w.b
}

func (w *writer) body(r *reply, i int) {
	outcome := "/onResult"
	if r.err != nil {
		outcome = "/onStatus"
	}
	w.key(r.response + outcome)
	w.key("null")
	w.u32(0)
	start := len(w.b)
	if r.three {
		w.bytes(switch3)
		w.three = true
	}
	r.appendTo(w, i)
	w.three = false
	binary.BigEndian.PutUint32(w.b[start-4:], uint32(len(w.b)-start))
}

// appendTo writes the value of a body. A failure of AMF3 is an ErrorMessage even where no message asked, as in Moodle.
func (r *reply) appendTo(w *writer, i int) {
	switch {
	case r.err != nil && (r.message != nil || r.three):
		r.errorMessage(w, i)
	case r.err != nil:
		r.status(w)
	case r.message != nil:
		w.typed(acknowledgeMessage, acknowledgeMembers)
		r.members(w, i)
		w.endTyped()
	default:
		r.result(w)
	}
}

func (r *reply) result(w *writer) {
	if r.write == nil || r.err != nil {
		w.null()
		return
	}
	r.write(w)
}

const (
	acknowledgeMessage = "flex.messaging.messages.AcknowledgeMessage"
	errorMessage       = "flex.messaging.messages.ErrorMessage"
)

// The members of the two messages that answer, in the order in which they are written.
var (
	acknowledgeMembers = []string{"body", "clientId", "correlationId", "destination", "headers", "messageId", "timeToLive", "timestamp"}
	errorMembers       = append(acknowledgeMembers[:len(acknowledgeMembers):len(acknowledgeMembers)],
		"extendedData", "faultCode", "faultDetail", "faultString", "rootCause")
)

// members writes what both messages have. The message's id is that of the request with the number of the body.
func (r *reply) members(w *writer, i int) {
	asked := r.message
	if asked == nil {
		asked = &message{}
	}
	w.member("body")
	r.result(w)
	w.member("clientId")
	w.textOrNull(asked.client)
	w.member("correlationId")
	w.textOrNull(asked.id)
	w.member("destination")
	w.textOrNull(asked.destination)
	w.member("headers")
	w.object()
	w.end()
	w.member("messageId")
	w.text(r.id + "-" + strconv.Itoa(i+1))
	w.member("timeToLive")
	w.whole(0)
	w.member("timestamp")
	w.double(float64(r.at.UnixMilli()))
}

func (w *writer) textOrNull(s string) {
	if s == "" {
		w.null()
	} else {
		w.text(s)
	}
}

func (r *reply) errorMessage(w *writer, i int) {
	w.typed(errorMessage, errorMembers)
	r.members(w, i)
	w.member("extendedData")
	w.object()
	r.details(w)
	w.end()
	w.member("faultCode")
	w.text(r.code)
	w.member("faultDetail")
	w.text(r.detail())
	w.member("faultString")
	w.text(r.err.Error())
	w.member("rootCause")
	w.null()
	w.endTyped()
}

// status writes a failure of AMF0: what Moodle's has, what Flash Player's own have, and the details.
func (r *reply) status(w *writer) {
	w.object()
	w.pair("level", "error")
	w.pair("code", r.code)
	w.pair("description", r.err.Error())
	w.pair("detail", r.detail())
	w.key("line")
	w.whole(0)
	r.details(w)
	w.end()
}

func (w *writer) pair(key, text string) {
	w.key(key)
	w.text(text)
}

// details writes what else is known of a failure.
func (r *reply) details(w *writer) {
	for _, d := range r.known() {
		w.pair(d.name, d.value)
	}
}

type detail struct{ name, value string }

// known are the details that there are.
func (r *reply) known() []detail {
	all := []detail{
		{"path", r.err.Path}, {"check", string(r.err.Check)}, {"found", r.err.Found}, {"expected", r.err.Wanted}, {"requestId", r.id},
	}
	some := all[:0]
	for _, d := range all {
		if d.value != "" {
			some = append(some, d)
		}
	}
	return some
}

// detail is the same in one text, for clients that show it to a person.
func (r *reply) detail() string {
	var words []string
	for _, d := range r.known() {
		words = append(words, d.name+": "+d.value)
	}
	return strings.Join(words, "; ")
}
