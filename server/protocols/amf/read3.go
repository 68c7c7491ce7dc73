package amf

// The markers of AMF3 (AMF 3, 3.1).
const (
	undefined3    = 0x00
	null3         = 0x01
	false3        = 0x02
	true3         = 0x03
	integer3      = 0x04
	double3       = 0x05
	string3       = 0x06
	xmlDocument3  = 0x07
	date3         = 0x08
	array3        = 0x09
	object3       = 0x0A
	xml3          = 0x0B
	byteArray3    = 0x0C
	vectorInt3    = 0x0D
	vectorUint3   = 0x0E
	vectorDouble3 = 0x0F
	vectorObject3 = 0x10
)

// collection is the one class that is taken although it writes itself: nothing but an array (AMF 3, 3.12).
const collection = "flex.messaging.io.ArrayCollection"

// traits are what the values of a class have in common (AMF 3, 3.12).
type traits struct {
	class    string
	members  []string
	size     int  // of the names of the members, as texts
	dynamic  bool // further members follow with their keys
	external bool // the class writes itself in a way that only it knows
}

// value3 reads a value of AMF3 into the tree.
func (r *reader) value3(key string, depth int) {
	switch marker := r.u8(); marker {
	case undefined3, null3:
		r.add(node{key: key})
	case false3, true3:
		r.add(node{kind: boolean, key: key, number: float64(marker - false3)})
	case integer3:
		r.add(node{kind: number, key: key, number: float64(int32(r.u29()) << 3 >> 3)}) // the highest of 29 bits is the sign
	case double3:
		r.add(node{kind: number, key: key, number: r.double()})
	case string3:
		r.add(node{kind: text, key: key, text: r.string3()})
	case xmlDocument3, date3, array3, object3, xml3, byteArray3, vectorInt3, vectorUint3, vectorDouble3, vectorObject3:
		r.referable3(marker, key, depth)
	default:
		r.unexpected("the marker of a value that is taken in AMF3")
	}
}

// u29 reads a whole number of 29 bits in one to four bytes: seven bits in each but the fourth, which has eight (AMF 3, 1.3.1).
func (r *reader) u29() int {
	n := 0
	for range 3 {
		b := r.u8()
		if b < 0x80 {
			return n<<7 | b
		}
		n = n<<7 | b&0x7F
	}
	return n<<8 | r.u8()
}

// head reads the number before a value that may be a reference. The lowest bit tells: 0 and the rest is an index, 1 and the rest is about
// the value that follows.
func (r *reader) head() (rest int, inline bool) {
	n := r.u29()
	return n >> 1, n&1 == 1
}

func (r *reader) string3() string {
	n, inline := r.head()
	switch {
	case inline:
		s := r.utf8(n)
		if s != "" { // the empty text is never sent by reference (AMF 3, 1.3.2)
			r.strings3 = append(r.strings3, s)
		}
		return s
	case n < len(r.strings3):
		r.expand(len(r.strings3[n]) / longText)
		return r.strings3[n]
	}
	r.wrong("a reference before it leads nowhere")
	return ""
}

// referable3 reads a value that later ones may refer to.
func (r *reader) referable3(marker int, key string, depth int) {
	n, inline := r.head()
	if !inline {
		r.refer(key, r.objects3, n)
		return
	}
	r.objects3 = append(r.objects3, len(r.nodes)) // the next node is this value's
	switch marker {
	case date3:
		r.add(node{kind: date, key: key, number: r.double()}) // n says nothing (AMF 3, 3.10)
	case byteArray3:
		r.add(node{kind: byteArray, key: key, text: r.take(n)})
	case xmlDocument3, xml3:
		r.add(node{kind: text, key: key, text: r.xml(n)})
	case array3:
		r.array3(n, key, depth)
	case object3:
		r.object3(n, key, depth)
	default:
		r.vector3(marker, n, key, depth)
	}
}

// array3 reads an array: values with keys up to an empty one, then n values without. Having both it is neither list nor object.
func (r *reader) array3(n int, key string, depth int) {
	r.announced(n)
	i := r.open(node{kind: object, key: key}, depth)
	r.fields3(depth + 1)
	keys := len(r.nodes) > i+1
	if keys && n > 0 {
		r.wrong("an array has values with keys and values without")
	}
	for ; n > 0 && r.err == nil; n-- {
		r.value3("", depth+1)
	}
	if keys {
		r.closeArray(i)
	} else if r.close(i); r.err == nil {
		r.nodes[i].kind = list
	}
}

// fields3 reads values with their keys, up to an empty key.
func (r *reader) fields3(depth int) {
	for r.err == nil {
		key := r.string3()
		if key == "" {
			return
		}
		r.value3(key, depth)
	}
}

func (r *reader) object3(n int, key string, depth int) {
	t := r.readTraits(n)
	if t.external {
		r.external3(t.class, key, depth)
		return
	}
	i := r.open(node{kind: object, key: key, text: t.class}, depth)
	for _, member := range t.members {
		if r.err != nil {
			return
		}
		r.value3(member, depth+1)
	}
	if t.dynamic {
		r.fields3(depth + 1)
	}
	r.close(i)
}

// external3 reads a collection as the array that it holds, so that the table has the same node for both.
func (r *reader) external3(class, key string, depth int) {
	switch {
	case class != collection:
		r.wrong("an object before it is of a class that writes itself, and only " + collection + " is read")
	case r.u8() != array3:
		r.unexpected("the array of a collection")
	default:
		r.referable3(array3, key, depth)
	}
}

// readTraits reads the traits of an object, or finds those that it refers to. The lowest bit of n tells.
func (r *reader) readTraits(n int) traits {
	if n&1 == 0 {
		if n>>1 >= len(r.traits3) {
			r.wrong("a reference before it leads nowhere")
			return traits{}
		}
		r.expand(r.traits3[n>>1].size)
		return r.traits3[n>>1]
	}
	t := traits{external: n&2 != 0, dynamic: n&4 != 0, class: r.string3()}
	count := n >> 3
	r.announced(count)
	for ; count > 0 && r.err == nil; count-- {
		name := r.string3()
		if name == "" {
			r.wrong("a member before it has no name")
		}
		r.count()
		t.members = append(t.members, name)
		t.size += len(name) / longText
	}
	r.traits3 = append(r.traits3, t)
	return t
}

// vector3 reads a vector, a list whose items are of one type (AMF 3, 3.15).
func (r *reader) vector3(marker, n int, key string, depth int) {
	r.u8() // whether its length is fixed
	if marker == vectorObject3 {
		r.string3() // the class of its items
	}
	r.announced(n)
	i := r.open(node{kind: list, key: key}, depth)
	for ; n > 0 && r.err == nil; n-- {
		switch marker {
		case vectorInt3:
			r.add(node{kind: number, number: float64(int32(r.u32()))})
		case vectorUint3:
			r.add(node{kind: number, number: float64(r.u32())})
		case vectorDouble3:
			r.add(node{kind: number, number: r.double()})
		default:
			r.value3("", depth+1)
		}
	}
	r.close(i)
}
