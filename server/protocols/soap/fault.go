package soap

import (
	"net/http"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// fault is a failure as an envelope tells it.
type fault struct {
	code    string // with a prefix, which the envelope declares
	reason  string
	actor   string                // faultactor of SOAP 1.1
	subcode string                // of SOAP 1.2, in our namespace
	detail  func(b []byte) []byte // nil: none
	wrong   *wrong                // when it is about the envelope
}

// codeOf is the kind of a fault: whose fault a failure is.
func codeOf(e *call.Error) faultCode {
	switch e.Code.Kind() {
	case call.Broken, call.Unable, call.TooFast:
		return serverFault
	}
	return client
}

// named is the name of a kind of fault in this version.
func (v *version) named(c faultCode) string { return v.prefix + ":" + v.codes[c] }

// The fixed parts of an answer.
const xmlHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// sendFault answers with a fault.
func sendFault(w http.ResponseWriter, v *version, status int, f *fault) {
	w.Header()["Content-Type"] = v.answer
	protocols.Answer(w, status, func(b []byte) []byte { return v.appendFault(b, f) })
}

// appendFault writes an envelope with a fault behind b: SOAP 1.1, section 4.4; SOAP 1.2 part 1, section 5.4.
func (v *version) appendFault(b []byte, f *fault) []byte {
	b = append(append(append(append(b, xmlHead+"<"...), v.prefix...), ":Envelope xmlns:"...), v.prefix...)
	b = append(append(append(b, `="`...), v.envelope...), '"')
	if f.code == moodleError {
		b = append(b, ` xmlns:MOODLE="`+Namespace+`"`...)
	}
	b = append(b, '>')
	b = v.appendFaultHeader(b, f.wrong)
	b = v.open(v.open(b, "Body"), "Fault")
	if v == soap11 {
		b = appendFault11(b, f)
	} else {
		b = appendFault12(b, f)
	}
	return v.end(v.end(v.end(b, "Fault"), "Body"), "Envelope")
}

// open and end write the tags of an element of the envelope.
func (v *version) open(b []byte, name string) []byte {
	return append(append(append(append(append(b, '<'), v.prefix...), ':'), name...), '>')
}

func (v *version) end(b []byte, name string) []byte {
	return append(append(append(append(append(b, "</"...), v.prefix...), ':'), name...), '>')
}

func appendFault11(b []byte, f *fault) []byte {
	b = append(append(append(b, "<faultcode>"...), f.code...), "</faultcode><faultstring>"...)
	b = append(protocols.AppendXML(b, f.reason), "</faultstring>"...)
	if f.actor != "" {
		b = append(append(append(b, "<faultactor>"...), f.actor...), "</faultactor>"...)
	}
	if f.detail != nil {
		b = append(f.detail(append(b, "<detail>"...)), "</detail>"...)
	}
	return b
}

func appendFault12(b []byte, f *fault) []byte {
	b = append(append(append(b, "<env:Code><env:Value>"...), f.code...), "</env:Value>"...)
	if f.subcode != "" {
		b = append(append(append(b, `<env:Subcode><env:Value xmlns:c="`+Namespace+`">c:`...), f.subcode...), "</env:Value></env:Subcode>"...)
	}
	b = append(b, `</env:Code><env:Reason><env:Text xml:lang="en">`...)
	b = append(protocols.AppendXML(b, f.reason), "</env:Text></env:Reason>"...)
	if f.detail != nil {
		b = append(f.detail(append(b, "<env:Detail>"...)), "</env:Detail>"...)
	}
	return b
}

// appendFaultHeader says which envelopes are understood when one is not, and which headers are not: SOAP 1.2 part 1, sections 5.4.7
// and 5.4.8. The first goes with SOAP 1.1 too (appendix A there).
func (v *version) appendFaultHeader(b []byte, w *wrong) []byte {
	switch {
	case w == nil:
	case w.code == versionMismatch:
		b = append(v.open(b, "Header"), `<u:Upgrade xmlns:u="`...)
		b = append(append(b, soap12.envelope...), `">`...)
		for _, known := range [...]*version{soap12, soap11} {
			b = append(append(append(b, `<u:SupportedEnvelope qname="e:Envelope" xmlns:e="`...), known.envelope...), `"/>`...)
		}
		b = v.end(append(b, "</u:Upgrade>"...), "Header")
	case w.code == mustUnderstand && v == soap12:
		b = v.open(b, "Header")
		for _, h := range w.headers {
			b = append(append(append(b, `<env:NotUnderstood qname="`...), h.qualified()...), '"')
			if h.space != "" {
				b = append(protocols.AppendXML(append(b, ` xmlns:h="`...), h.space), '"')
			}
			b = append(b, "/>"...)
		}
		b = v.end(b, "Header")
	}
	return b
}

func (h header) qualified() string {
	if h.space == "" {
		return h.name
	}
	return "h:" + h.name
}

// failure says what is wrong without the path, for faults that have a place of its own for it.
func failure(e *call.Error) string {
	pathless := *e
	pathless.Path = ""
	return pathless.Error()
}

// detailOf is what writes the detail of a fault, with a code as this address calls it. A failure of the header has none: SOAP 1.1, section 4.4.
func detailOf(m *message, code string, e *call.Error, requestID string) func(b []byte) []byte {
	if m.isWrong(e) && m.wrong.code == mustUnderstand {
		return nil
	}
	return func(b []byte) []byte { return appendDetail(b, code, e, requestID) }
}

// detailFields are the elements of a fault's detail, in their order. All but the first two may be absent.
var detailFields = [...]string{"errorcode", "message", "check", "path", "found", "expected", "requestid"}

// appendDetail writes what the document calls wsException.
func appendDetail(b []byte, code string, e *call.Error, requestID string) []byte {
	b = append(b, `<wsException xmlns="`+Namespace+`">`...)
	values := [...]string{code, failure(e), string(e.Check), e.Path, e.Found, e.Wanted, requestID}
	for i, name := range detailFields {
		if values[i] == "" && i > 1 {
			continue
		}
		b = append(append(append(b, '<'), name...), '>')
		b = protocols.AppendXML(b, values[i])
		b = append(append(append(b, "</"...), name...), '>')
	}
	return append(b, "</wsException>"...)
}
