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

// reader walks values into a tree. It checks every length against the bytes that are there before it believes it.
type reader struct {
	tree
	data   string // the packet, up to where the value must end
	at     int
	size   int // of what has been read so far, those behind references counted each time
	budget *budget

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
	if err := r.value0("", 1); err != nil {
		return nil, 0, err
	}
	if exact && r.at < len(data) {
		return nil, 0, r.wrong("expected nothing more")
	}
	return &r.tree, r.at, nil
}

func (r *reader) wrong(what string) error {
	return call.Errorf(call.InvalidParameter, "The AMF is wrong at byte %d: %s.", r.at+1, what)
}

// take goes past n bytes and returns them.
func (r *reader) take(n int) (string, error) {
	if n > len(r.data)-r.at {
		return "", r.wrong("it breaks off")
	}
	r.at += n
	return r.data[r.at-n : r.at], nil
}

// announced refuses a number of things that cannot be there, because each takes at least a byte.
func (r *reader) announced(n int) error {
	if n > len(r.data)-r.at {
		return r.wrong("it announces " + strconv.Itoa(n) + " values and breaks off")
	}
	return nil
}

func (r *reader) u8() (int, error) {
	b, err := r.take(1)
	if err != nil {
		return 0, err
	}
	return int(b[0]), nil
}

func (r *reader) u16() (int, error) {
	b, err := r.take(2)
	if err != nil {
		return 0, err
	}
	return int(b[0])<<8 | int(b[1]), nil
}

func (r *reader) u32() (int, error) {
	b, err := r.take(4)
	if err != nil {
		return 0, err
	}
	return int(b[0])<<24 | int(b[1])<<16 | int(b[2])<<8 | int(b[3]), nil
}

func (r *reader) double() (float64, error) {
	b, err := r.take(8)
	if err != nil {
		return 0, err
	}
	return math.Float64frombits(binary.BigEndian.Uint64([]byte(b))), nil
}

// utf8 takes n bytes of text.
func (r *reader) utf8(n int) (string, error) {
	s, err := r.take(n)
	if err == nil && !utf8.ValidString(s) {
		err = r.wrong("a text before it is not UTF-8")
	}
	return s, err
}

// short takes a text with its length in two bytes before it.
func (r *reader) short() (string, error) {
	n, err := r.u16()
	if err != nil {
		return "", err
	}
	return r.utf8(n)
}

// xml takes an XML document as the text that it is. Nobody parses it; one that would like to define something is refused all the same.
func (r *reader) xml(n int) (string, error) {
	s, err := r.utf8(n)
	if err == nil && strings.Contains(s, "<!DOCTYPE") {
		err = r.wrong("the XML before it has a document type")
	}
	return s, err
}

// count takes one more value into account.
func (r *reader) count() error {
	if r.budget.values++; r.budget.values > protocols.MaxValues {
		return protocols.TooMany()
	}
	return nil
}

// add puts a value into the tree that holds no others.
func (r *reader) add(n node) error {
	if err := r.count(); err != nil {
		return err
	}
	n.end, n.size = len(r.nodes)+1, 1+len(n.text)/longText
	r.size += n.size
	r.nodes = append(r.nodes, n)
	return nil
}

// open puts a list or an object into the tree, and returns its number. Until it is closed, what is added stands inside it.
func (r *reader) open(n node, depth int) (int, error) {
	if depth > protocols.MaxDepth {
		return 0, protocols.TooDeep("")
	}
	if err := r.count(); err != nil {
		return 0, err
	}
	n.size = r.size
	r.size++
	r.nodes = append(r.nodes, n)
	return len(r.nodes) - 1, nil
}

func (r *reader) close(i int) {
	r.nodes[i].end = len(r.nodes)
	r.nodes[i].size = r.size - r.nodes[i].size
}

// refer puts a reference into the tree. Only what is whole can be referred to: what is still being read would hold itself.
func (r *reader) refer(key string, table []int, index int) error {
	if index >= len(table) {
		return r.wrong("a reference before it leads nowhere")
	}
	target := table[index]
	if target >= len(r.nodes) || r.nodes[target].end == 0 {
		return r.wrong("a value before it holds itself")
	}
	size := r.nodes[target].size
	if err := r.expand(size); err != nil {
		return err
	}
	if err := r.add(node{kind: reference, key: key, target: target}); err != nil {
		return err
	}
	r.nodes[len(r.nodes)-1].size = size
	r.size += size - 1
	return nil
}

// expand takes into account what a reference stands for.
func (r *reader) expand(size int) error {
	if r.budget.expanded += size; r.budget.expanded > maxExpanded {
		return call.Errorf(call.InvalidParameter, "The references of the packet stand for more than %d values.", maxExpanded)
	}
	return nil
}

// array closes an object whose keys are those of an array, and makes it a list when they count up from 0: many encoders know
// arrays of this kind only.
func (r *reader) array(of int) {
	r.close(of)
	next := 0
	for i := of + 1; i < len(r.nodes); i = r.nodes[i].end {
		if r.nodes[i].key != strconv.Itoa(next) {
			return
		}
		next++
	}
	r.nodes[of].kind = list
}
