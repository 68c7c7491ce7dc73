package soap

import "gatehouse/server/protocols"

// version is one of the two versions of SOAP, as far as they differ on the wire.
type version struct {
	envelope    string                   // namespace of the envelope
	encoding    string                   // namespace of the encoding, and its name as an encodingStyle
	media       string                   // content type
	contentType []string                 // of our answers
	prefix      string                   // of the envelope's names in our answers
	actor       string                   // the attribute that says for whom a header is
	here        []string                 // its values that mean us
	codes       [dataEncoding + 1]string // by faultCode
}

// faultCode is a failure that SOAP has a name for.
type faultCode int

const (
	client      faultCode = iota // the message is wrong
	serverFault                  // the message may be right
	versionMismatch
	mustUnderstand
	dataEncoding
)

// The versions: SOAP 1.1 (W3C Note of 8 May 2000), and SOAP 1.2 (second edition, W3C Recommendation of 27 April 2007).
var (
	soap11 = &version{
		envelope:    "http://schemas.xmlsoap.org/soap/envelope/",
		encoding:    "http://schemas.xmlsoap.org/soap/encoding/",
		media:       "text/xml",
		contentType: []string{"text/xml; charset=utf-8"},
		prefix:      "SOAP-ENV",
		actor:       "actor",
		here:        []string{"", "http://schemas.xmlsoap.org/soap/actor/next"},
		codes:       [dataEncoding + 1]string{"Client", "Server", "VersionMismatch", "MustUnderstand", "Client"},
	}
	soap12 = &version{
		envelope:    "http://www.w3.org/2003/05/soap-envelope",
		encoding:    "http://www.w3.org/2003/05/soap-encoding",
		media:       "application/soap+xml",
		contentType: []string{"application/soap+xml; charset=utf-8"},
		prefix:      "env",
		actor:       "role",
		here: []string{"", "http://www.w3.org/2003/05/soap-envelope/role/next",
			"http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver"},
		codes: [dataEncoding + 1]string{"Sender", "Receiver", "VersionMismatch", "MustUnderstand", "DataEncodingUnknown"},
	}
)

// Namespaces that both have.
const (
	schemaSpace   = "http://www.w3.org/2001/XMLSchema"
	instanceSpace = "http://www.w3.org/2001/XMLSchema-instance"
	// mapSpace is that of a type which is not of SOAP, but which PHP and others use for objects whose keys are no names.
	mapSpace = "http://xml.apache.org/xml-soap"
	// noEncoding says of an element that it is not encoded by any rules.
	noEncoding = "http://www.w3.org/2003/05/soap-envelope/encoding/none"
)

// versionOf returns the version whose envelope an element is, or nil.
func versionOf(root *protocols.XMLTag) *version {
	switch {
	case root.Name != "Envelope":
		return nil
	case root.Space == soap11.envelope:
		return soap11
	case root.Space == soap12.envelope:
		return soap12
	}
	return nil
}
