package soap

import (
	"net/http"
	"slices"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// message is a request as far as it has been read: up to the name of its function, until finish reads the rest.
type message struct {
	*version
	xml      *protocols.XMLReader
	space    string // namespace of the function's element
	function string // "" when the message is no call
	style    string // encodingStyle of the function's element
	wrong    *wrong // why it is no call, or holds no arguments
}

// wrong is what SOAP itself finds wrong with a message.
type wrong struct {
	code    faultCode
	err     *call.Error
	headers []header // that had to be understood and are not
}

// isWrong says whether a failure is what SOAP itself finds wrong.
func (m *message) isWrong(e *call.Error) bool { return m.wrong != nil && m.wrong.err == e }

// header names a header block.
type header struct{ space, name string }

// unread is a message before anything of it is read.
var unread = &message{version: soap11}

// readMessage reads a body up to the name of the function. The content type decides how a failure is told when the envelope
// cannot. queryErr is why the query cannot be read.
func readMessage(r *http.Request, body []byte, queryErr error) *message {
	m := &message{version: soap11}
	if media, _ := protocols.MediaType(r); media == soap12.media {
		m.version = soap12
	}
	m.wrong = m.read(r, body)
	if queryErr != nil {
		m.refuse(wrongXML(queryErr))
	}
	return m
}

func (m *message) read(r *http.Request, body []byte) *wrong {
	if len(body) == 0 {
		return wrongf("There is no SOAP envelope: send one with POST.")
	}
	if err := protocols.CheckXML(r, soap11.media, "application/xml", soap12.media); err != nil {
		return wrongXML(err)
	}
	var err error
	if m.xml, err = protocols.NewXMLReader(body); err != nil {
		return wrongXML(err)
	}
	if wrong := m.readEnvelope(); wrong != nil {
		return wrong
	}
	return m.readBody()
}

func wrongf(format string, args ...any) *wrong {
	return &wrong{err: call.Errorf(call.InvalidParameter, format, args...)}
}

func wrongXML(err error) *wrong { return &wrong{err: call.AsError(err)} }

// refuse says that the message is no call after all.
func (m *message) refuse(w *wrong) {
	if m.wrong == nil {
		m.wrong, m.function = w, ""
	}
}

// requireStyle refuses an encodingStyle that an address does not read: SOAP 1.2 part 1, section 5.4.6. SOAP 1.1 has no word for that, and clients
// say one out of habit.
func (m *message) requireStyle(style string) {
	if m.version == soap12 && m.style != "" && m.style != noEncoding && m.style != style {
		m.refuse(&wrong{code: dataEncoding, err: call.Errorf(call.InvalidParameter, "This address does not read the encoding %s.", protocols.Printable(m.style))})
	}
}

// readEnvelope goes past the start tag of the body, and looks at every header before it.
func (m *message) readEnvelope() *wrong {
	root, err := m.xml.Next()
	if err != nil {
		return wrongXML(err)
	}
	sent := versionOf(&root)
	if sent == nil {
		return &wrong{code: versionMismatch, err: call.Errorf(call.InvalidParameter, "This is no envelope of SOAP 1.1 or SOAP 1.2.")}
	}
	if (sent == soap12) != (m.version == soap12) {
		return wrongf("An envelope of this version of SOAP must come as %s.", sent.media)
	}
	tag, ok, err := m.xml.Child()
	if err == nil && ok && m.names(&tag, "Header") {
		if wrong := m.readHeader(); wrong != nil {
			return wrong
		}
		tag, ok, err = m.xml.Child()
	}
	switch {
	case err != nil:
		return wrongXML(err)
	case !ok || !m.names(&tag, "Body"):
		return wrongf("The envelope has no body where it should.")
	}
	return nil
}

// names says whether an element is the envelope's of that name.
func (m *message) names(tag *protocols.XMLTag, name string) bool {
	return tag.Name == name && tag.Space == m.envelope
}

// readHeader goes past the header. Nothing in it is known here, so that one that must be understood ends the matter: SOAP 1.1,
// section 4.2.3; SOAP 1.2 part 1, section 2.4.
func (m *message) readHeader() *wrong {
	var unknown []header
	for {
		block, ok, err := m.xml.Child()
		if err == nil && ok {
			if m.mustUnderstand(&block) {
				unknown = append(unknown, header{block.Space, block.Name})
			}
			err = m.xml.Skip()
		}
		switch {
		case err != nil:
			return wrongXML(err)
		case ok:
		case len(unknown) == 0:
			return nil
		default:
			return &wrong{code: mustUnderstand, headers: unknown,
				err: call.Errorf(call.InvalidParameter, "The header %s must be understood, and is not known here.", protocols.Printable(unknown[0].name))}
		}
	}
}

// mustUnderstand says whether a header is for us and may not be ignored.
func (m *message) mustUnderstand(block *protocols.XMLTag) bool {
	must, _ := block.Attribute(m.envelope, "mustUnderstand")
	actor, _ := block.Attribute(m.envelope, m.actor)
	return (must == "1" || must == "true") && slices.Contains(m.here, actor)
}

// readBody goes past the start tag of the function's element.
func (m *message) readBody() *wrong {
	tag, ok, err := m.xml.Child()
	switch {
	case err != nil:
		return wrongXML(err)
	case !ok:
		return wrongf("The body of the envelope is empty. It should hold the function to call.")
	}
	m.space, m.function = tag.Space, tag.Name
	m.style, _ = tag.Attribute(m.envelope, "encodingStyle")
	return nil
}

// finish reads the rest of the message: what the function's element holds, and the elements beside it.
func (m *message) finish() (function node, beside []node, err error) {
	function, beside, err = m.readRest()
	if err != nil {
		m.wrong = wrongXML(err)
	}
	return function, beside, err
}

func (m *message) readRest() (function node, beside []node, err error) {
	if function, err = m.node(&protocols.XMLTag{Space: m.space, Name: m.function}); err != nil {
		return function, nil, err
	}
	for {
		tag, ok, err := m.xml.Child()
		if err != nil {
			return function, nil, err
		}
		if !ok {
			break
		}
		n, err := m.node(&tag)
		if err != nil {
			return function, nil, err
		}
		beside = append(beside, n)
	}
	if err := m.xml.End(); err != nil {
		return function, nil, err
	}
	return function, beside, m.xml.Finish()
}
