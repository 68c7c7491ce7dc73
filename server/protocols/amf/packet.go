package amf

import (
	"strconv"
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
	unread  bool // no value may be read
}

// body is one call.
type body struct {
	target   string // what is called; "null" when a message inside says it
	response string // where the answer goes
	data     string // the packet up to the end of the value
	from     int    // where the value begins
	read     *tree  // the value, once somebody had to read it
}

// readPacket finds the bodies of a packet. Values are gone past unread where their length is known; where it is not, they are read
// when read says so. When it fails, what was found up to there is returned all the same, for its addresses.
func readPacket(data string, read bool) (*packet, error) {
	p := &packet{unread: !read}
	r := &reader{data: data, budget: &p.budget}
	p.version = r.u16()
	if p.version != 0 && p.version != 1 && p.version != 3 {
		r.at = 0
		r.wrong("expected one of the versions 0, 1 and 3")
	}
	for n := r.u16(); n > 0 && r.err == nil; n-- {
		p.header(r)
	}
	n := r.u16()
	switch {
	case r.err != nil:
	case n == 0:
		r.fail(call.Errorf(call.InvalidParameter, "The packet has no body: nothing is called."))
	case n > protocols.MaxCalls:
		r.fail(call.Errorf(call.InvalidParameter, "The packet has %d bodies; %d are taken. Split it into several.", n, protocols.MaxCalls))
	}
	for ; n > 0 && r.err == nil; n-- {
		p.body(r, n == 1)
	}
	r.done()
	return p, r.err
}

// header goes past a header. None means anything here: credentials stand in the address or in HTTP's header.
func (p *packet) header(r *reader) {
	name := r.short()
	if r.u8() != 0 {
		r.fail(call.Errorf(call.InvalidParameter, "The header %q asks to be understood, and no header is.", protocols.Printable(name)))
	}
	p.value(r, false)
}

func (p *packet) body(r *reader, last bool) {
	b := body{target: r.short(), response: r.short()}
	if len(b.target) > maxAddress || len(b.response) > maxAddress {
		r.wrong("a target or the address of an answer has more than " + strconv.Itoa(maxAddress) + " bytes")
	}
	if r.err != nil {
		return
	}
	b.from = r.at + 4 // behind the length
	b.read = p.value(r, last)
	if b.from > r.at {
		b.from = r.at // the packet breaks off
	}
	b.data = r.data[:r.at]
	p.bodies = append(p.bodies, b)
}

// value goes past a value with its length before it. It has to be read only when the length is not known and something follows.
func (p *packet) value(r *reader, last bool) (read *tree) {
	n := r.u32()
	switch {
	case r.err != nil:
	case n != unknownLength:
		r.take(n)
	case last:
		r.at = len(r.data)
	case p.unread:
		r.wrong("expected the length of a value")
	default:
		read, r.at, r.err = readTree(r.data, r.at, false, &p.budget)
	}
	return read
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
