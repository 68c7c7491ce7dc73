package amf

import (
	"strings"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// unknownLength stands in a packet where its sender did not work a length out.
const unknownLength = 0xFFFFFFFF

// maxAddress is how many bytes the target of a body and the address of its answer may have.
const maxAddress = 1024

// packet is what one request holds (AMF 0, 4.1).
type packet struct {
	version int // of the sender: 0, 3, or 1 for a media server
	bodies  []body
	budget  budget
}

// body is one call.
type body struct {
	target   string // what is called; "null" when a message inside says it
	response string // where the answer goes
	data     string // the packet up to the end of the value
	from     int    // where the value begins
	read     *tree  // the value, once somebody had to read it
}

// readPacket finds the bodies of a packet. Values are gone past unread where their length is known. When it fails, what was found up to
// there is returned all the same, for its addresses.
func readPacket(data string) (*packet, error) {
	p := &packet{}
	r := &reader{data: data, budget: &p.budget}
	version, err := r.u16()
	if err != nil {
		return p, err
	}
	if version != 0 && version != 1 && version != 3 {
		r.at = 0
		return p, r.wrong("expected one of the versions 0, 1 and 3")
	}
	p.version = version
	if err := p.headers(r); err != nil {
		return p, err
	}
	n, err := r.u16()
	switch {
	case err != nil:
		return p, err
	case n == 0:
		return p, call.Errorf(call.InvalidParameter, "The packet has no body: nothing is called.")
	case n > protocols.MaxCalls:
		return p, call.Errorf(call.InvalidParameter, "The packet has %d bodies; %d are taken. Split it into several.", n, protocols.MaxCalls)
	}
	for i := range n {
		if err := p.body(r, i == n-1); err != nil {
			return p, err
		}
	}
	if r.at < len(data) {
		return p, r.wrong("expected nothing more")
	}
	return p, nil
}

// headers goes past the headers, none of which means anything here: credentials stand in the address or in HTTP's header.
func (p *packet) headers(r *reader) error {
	n, err := r.u16()
	for ; n > 0 && err == nil; n-- {
		err = p.header(r)
	}
	return err
}

func (p *packet) header(r *reader) error {
	name, err := r.short()
	if err != nil {
		return err
	}
	must, err := r.u8()
	if err != nil {
		return err
	}
	if must != 0 {
		return call.Errorf(call.InvalidParameter, "The header %q asks to be understood, and no header is.", cut(name))
	}
	_, err = p.value(r, false)
	return err
}

func (p *packet) body(r *reader, last bool) (err error) {
	var b body
	if b.target, err = r.short(); err != nil {
		return err
	}
	if b.response, err = r.short(); err != nil {
		return err
	}
	if len(b.target) > maxAddress || len(b.response) > maxAddress {
		return r.wrong("a target or address of an answer has more than 1024 bytes")
	}
	p.bodies = append(p.bodies, b)
	start := r.at + 4 // behind the length
	read, err := p.value(r, last)
	if err != nil {
		return err
	}
	found := &p.bodies[len(p.bodies)-1]
	found.data, found.from, found.read = r.data[:r.at], start, read
	return nil
}

// value goes past a value with its length before it. It has to be read only when the length is not known and something follows.
func (p *packet) value(r *reader, last bool) (read *tree, err error) {
	n, err := r.u32()
	switch {
	case err != nil:
		return nil, err
	case n != unknownLength:
		_, err = r.take(n)
	case last:
		r.at = len(r.data)
	default:
		read, r.at, err = readTree(r.data, r.at, false, &p.budget)
	}
	return read, err
}

// value is the body's value.
func (b *body) value(limit *budget) (*tree, error) {
	if b.read != nil {
		return b.read, nil
	}
	var err error
	b.read, _, err = readTree(b.data, b.from, true, limit)
	return b.read, err
}

// speaks3 says whether the value begins in AMF3, or is a list whose first item does: then its sender reads AMF3 too.
func (b *body) speaks3() bool {
	const listHead = "\x0A....\x11" // the marker, how many, the first item
	value := b.data[b.from:]
	return strings.HasPrefix(value, "\x11") || len(value) >= len(listHead) && value[0] == listHead[0] && value[5] == switch3
}
