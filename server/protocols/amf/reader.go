package amf

import (
	"encoding/binary"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// maxExpanded is how many values the references of one packet may stand for. A long text counts as one more for every longText bytes.
const (
	maxExpanded = 10_000
	longText    = 256
)

// budget counts what all values of a packet hold together.
type budget struct{ values, expanded int }

// reader walks values into a tree. It checks every length against the bytes that are there before it believes it. Its first error
// stays: what is read after that is zero, and nothing is added to the tree any more, so that only loops have to look.
type reader struct {
	tree
	data   string // the packet, up to where the value must end
	at     int
	size   int // of what has been read so far, those behind references counted each time
	budget *budget
	err    error

	// The reference tables of one body (AMF 0, 2.9; AMF 3, 2.2 and 4.1): each value that switches to AMF3 shares them with the
	// others of its body.
	objects0 []int // numbers of nodes
	objects3 []int
	strings3 []string
	traits3  []traits
}

// readTree reads the AMF0 value that begins at from. With exact it must fill the data; else the end of what it fills is returned.
func readTree(data string, from int, exact bool, b *budget) (*tree, int, error) {
	r := &reader{data: data, at: from, budget: b}
	r.value0("", 1)
	if exact {
		r.done()
	}
	if r.err != nil {
		return nil, r.at, r.err
	}
	return &r.tree, r.at, nil
}

func (r *reader) fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

func (r *reader) wrong(what string) {
	r.fail(call.Errorf(call.InvalidParameter, "The AMF is wrong at byte %d: %s.", r.at+1, what))
}

// done fails when there is more.
func (r *reader) done() {
	if r.at < len(r.data) {
		r.wrong("expected nothing more")
	}
}

// unexpected fails at the byte that has just been read.
func (r *reader) unexpected(expected string) {
	if r.err == nil {
		r.at--
		r.wrong("expected " + expected)
	}
}

// take goes past n bytes and returns them; none of them when they are not all there.
func (r *reader) take(n int) string {
	if n > len(r.data)-r.at {
		r.wrong("it breaks off")
	}
	if r.err != nil {
		return ""
	}
	r.at += n
	return r.data[r.at-n : r.at]
}

// announced refuses a number of things that cannot be there, because each takes at least a byte.
func (r *reader) announced(n int) {
	if n > len(r.data)-r.at {
		r.wrong("it announces " + strconv.Itoa(n) + " values and breaks off")
	}
}

// unsigned takes a whole number of n bytes.
func (r *reader) unsigned(n int) int {
	number := 0
	for _, b := range []byte(r.take(n)) {
		number = number<<8 | int(b)
	}
	return number
}

func (r *reader) u8() int  { return r.unsigned(1) }
func (r *reader) u16() int { return r.unsigned(2) }
func (r *reader) u32() int { return r.unsigned(4) }

func (r *reader) double() float64 {
	b := r.take(8)
	if b == "" {
		return 0
	}
	return math.Float64frombits(binary.BigEndian.Uint64([]byte(b)))
}

// utf8 takes n bytes of text.
func (r *reader) utf8(n int) string {
	s := r.take(n)
	if !utf8.ValidString(s) {
		r.wrong("a text before it is not UTF-8")
	}
	return s
}

// short takes a text with its length in two bytes before it.
func (r *reader) short() string { return r.utf8(r.u16()) }

// xml takes an XML document as the text that it is. Nobody parses it; one that would like to define something is refused all the same.
func (r *reader) xml(n int) string {
	s := r.utf8(n)
	if strings.Contains(s, "<!DOCTYPE") {
		r.wrong("the XML before it has a document type")
	}
	return s
}

// count takes one more value into account.
func (r *reader) count() {
	if r.budget.values++; r.budget.values > protocols.MaxValues {
		r.fail(protocols.TooMany())
	}
}

// expand takes into account what a reference stands for.
func (r *reader) expand(size int) {
	if r.budget.expanded += size; r.budget.expanded > maxExpanded {
		r.fail(call.Errorf(call.InvalidParameter, "The references of the packet stand for more than %d values.", maxExpanded))
	}
}

// add puts a value into the tree that holds no others.
func (r *reader) add(n node) {
	if r.count(); r.err != nil {
		return
	}
	n.end, n.size = len(r.nodes)+1, 1+(len(n.key)+len(n.text))/longText
	r.size += n.size
	r.nodes = append(r.nodes, n)
}

// open puts a list or an object into the tree, and returns its number. Until it is closed, what is added stands inside it.
func (r *reader) open(n node, depth int) int {
	if depth > protocols.MaxDepth {
		r.fail(protocols.TooDeep(""))
	}
	if r.count(); r.err != nil {
		return 0
	}
	n.size = r.size
	r.size += 1 + len(n.key)/longText
	r.nodes = append(r.nodes, n)
	return len(r.nodes) - 1
}

func (r *reader) close(i int) {
	if r.err == nil {
		r.nodes[i].end = len(r.nodes)
		r.nodes[i].size = r.size - r.nodes[i].size
	}
}

// closeArray closes an object whose keys are those of an array, and makes it a list when they count up from 0: many encoders know
// arrays of this kind only.
func (r *reader) closeArray(of int) {
	if r.close(of); r.err != nil {
		return
	}
	next := 0
	for i := of + 1; i < len(r.nodes); i = r.nodes[i].end {
		if r.nodes[i].key != strconv.Itoa(next) {
			return
		}
		next++
	}
	r.nodes[of].kind = list
}

// refer puts a reference into the tree. Only what is whole can be referred to: what is still being read would hold itself.
func (r *reader) refer(key string, table []int, index int) {
	if index >= len(table) {
		r.wrong("a reference before it leads nowhere")
		return
	}
	target := table[index]
	if target >= len(r.nodes) || r.nodes[target].end == 0 {
		r.wrong("a value before it holds itself")
		return
	}
	size := r.nodes[target].size
	r.expand(size)
	if r.add(node{kind: reference, key: key, target: target}); r.err == nil {
		r.nodes[len(r.nodes)-1].size += size - 1
		r.size += size - 1
	}
}
