package soap

import (
	"net/http"

	"gatehouse/server/call"
)

// fault is a failure as an envelope tells it.
type fault struct {
	code    string // with a prefix, which the envelope declares
	reason  string
	actor   string  // faultactor of SOAP 1.1
	subcode string  // of SOAP 1.2, in our namespace
	detail  *detail // nil: none
	wrong   *wrong  // when it is about the envelope
}

// detail is what our document calls wsException.
type detail struct {
	code      string // as this address calls it
	err       *call.Error
	requestID string
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

// sendFault answers with a fault.
func sendFault(w http.ResponseWriter, v *version, status int, f *fault) {
	answer(w, v.contentType, status, func(b *buffer) { b.fault(v, f) })
}

// fault writes an envelope with a fault: SOAP 1.1, section 4.4; SOAP 1.2 part 1, section 5.4.
func (b *buffer) fault(v *version, f *fault) {
	b.envelope(v)
	if f.code == moodleError {
		b.text(` xmlns:MOODLE="`, Namespace, `"`)
	}
	b.text(">")
	b.faultHeader(v, f.wrong)
	b.open(v, "Body")
	b.open(v, "Fault")
	if v == soap11 {
		b.fault11(f)
	} else {
		b.fault12(f)
	}
	b.end(v, "Fault", "Body", "Envelope")
}

func (b *buffer) fault11(f *fault) {
	b.field("faultcode", f.code)
	b.field("faultstring", f.reason)
	if f.actor != "" {
		b.field("faultactor", f.actor)
	}
	if f.detail != nil {
		b.text("<detail>")
		b.detail(f.detail)
		b.text("</detail>")
	}
}

func (b *buffer) fault12(f *fault) {
	b.text("<env:Code>")
	b.field("env:Value", f.code)
	b.text(`<env:Subcode><env:Value xmlns:c="`, Namespace, `">c:`, f.subcode, `</env:Value></env:Subcode></env:Code><env:Reason><env:Text xml:lang="en">`)
	b.xml(f.reason)
	b.text("</env:Text></env:Reason>")
	if f.detail != nil {
		b.text("<env:Detail>")
		b.detail(f.detail)
		b.text("</env:Detail>")
	}
}

// faultHeader says which envelopes are understood when one is not, and which headers are not: SOAP 1.2 part 1, sections 5.4.7 and
// 5.4.8. The first goes with SOAP 1.1 too (appendix A there).
func (b *buffer) faultHeader(v *version, w *wrong) {
	switch {
	case w == nil:
	case w.code == versionMismatch:
		b.open(v, "Header")
		b.text(`<u:Upgrade xmlns:u="`, soap12.envelope, `">`)
		for _, known := range [...]*version{soap12, soap11} {
			b.text(`<u:SupportedEnvelope qname="e:Envelope" xmlns:e="`, known.envelope, `"/>`)
		}
		b.text("</u:Upgrade>")
		b.end(v, "Header")
	case w.code == mustUnderstand && v == soap12:
		b.open(v, "Header")
		for _, h := range w.headers {
			b.notUnderstood(h)
		}
		b.end(v, "Header")
	}
}

func (b *buffer) notUnderstood(h header) {
	if h.space == "" {
		b.text(`<env:NotUnderstood qname="`, h.name, `"/>`)
		return
	}
	b.text(`<env:NotUnderstood qname="h:`, h.name, `" xmlns:h="`)
	b.xml(h.space)
	b.text(`"/>`)
}

// detailOf is the detail of a fault. A failure of the header has none: SOAP 1.1, section 4.4.
func detailOf(m *message, code string, e *call.Error, requestID string) *detail {
	if m.isWrong(e) && m.wrong.code == mustUnderstand {
		return nil
	}
	return &detail{code, e, requestID}
}

// detailFields are the elements of a detail, in their order. All but the first two may be absent.
var detailFields = [...]string{"errorcode", "message", "check", "path", "found", "expected", "requestid"}

func (b *buffer) detail(d *detail) {
	message := *d.err
	message.Path = "" // which has a place of its own
	b.text(`<wsException xmlns="`, Namespace, `">`)
	for i, value := range [len(detailFields)]string{
		d.code, message.Error(), string(d.err.Check), d.err.Path, d.err.Found, d.err.Wanted, d.requestID,
	} {
		if value != "" || i < 2 {
			b.field(detailFields[i], value)
		}
	}
	b.text("</wsException>")
}
