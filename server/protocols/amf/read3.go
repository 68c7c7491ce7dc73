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
func (r *reader) value3(key string, depth int) error {
	marker, err := r.u8()
	if err != nil {
		return err
	}
	switch marker {
	case undefined3, null3:
		return r.add(node{key: key})
	case false3, true3:
		return r.add(node{kind: boolean, key: key, number: float64(marker - false3)})
	case integer3:
		n, err := r.u29()
		if err != nil {
			return err
		}
		return r.add(node{kind: number, key: key, number: float64(int32(n) << 3 >> 3)})
	case double3:
		f, err := r.double()
		if err != nil {
			return err
		}
		return r.add(node{kind: number, key: key, number: f})
	case string3:
		s, err := r.string3()
		if err != nil {
			return err
		}
		return r.add(node{kind: text, key: key, text: s})
	case xmlDocument3, date3, array3, object3, xml3, byteArray3, vectorInt3, vectorUint3, vectorDouble3, vectorObject3:
		return r.referable3(marker, key, depth)
	}
	r.at--
	return r.wrong("expected the marker of a value that is taken in AMF3")
}

// u29 reads a whole number of 29 bits in one to four bytes: seven bits in each but the fourth, which has eight (AMF 3, 1.3.1).
func (r *reader) u29() (int, error) {
	n := 0
	for i := 0; ; i++ {
		b, err := r.u8()
		switch {
		case err != nil:
			return 0, err
		case i == 3:
			return n<<8 | b, nil
		case b < 0x80:
			return n<<7 | b, nil
		}
		n = n<<7 | b&0x7F
	}
}

// head reads the number before a value that may be a reference. The lowest bit tells: 0 and the rest is an index, 1 and the rest is about
// the value that follows.
func (r *reader) head() (rest int, inline bool, err error) {
	n, err := r.u29()
	return n >> 1, n&1 == 1, err
}

func (r *reader) string3() (string, error) {
	n, inline, err := r.head()
	if err != nil {
		return "", err
	}
	if !inline {
		if n >= len(r.strings3) {
			return "", r.wrong("a reference before it leads nowhere")
		}
		return r.strings3[n], r.expand(len(r.strings3[n]) / longText)
	}
	s, err := r.utf8(n)
	if err == nil && s != "" { // the empty text is never sent by reference (AMF 3, 1.3.2)
		r.strings3 = append(r.strings3, s)
	}
	return s, err
}

// referable3 reads a value that later ones may refer to.
func (r *reader) referable3(marker int, key string, depth int) error {
	n, inline, err := r.head()
	if err != nil {
		return err
	}
	if !inline {
		return r.refer(key, r.objects3, n)
	}
	r.objects3 = append(r.objects3, len(r.nodes)) // the next node is this value's
	switch marker {
	case array3:
		return r.array3(n, key, depth)
	case object3:
		return r.object3(n, key, depth)
	case vectorInt3, vectorUint3, vectorDouble3, vectorObject3:
		return r.vector3(marker, n, key, depth)
	}
	v := node{kind: text, key: key}
	switch marker {
	case date3:
		v.kind = date
		v.number, err = r.double() // n says nothing (AMF 3, 3.10)
	case byteArray3:
		v.kind = byteArray
		v.text, err = r.take(n)
	default:
		v.text, err = r.xml(n)
	}
	if err != nil {
		return err
	}
	return r.add(v)
}

// array3 reads an array: values with keys up to an empty one, then n values without. Having both it is neither list nor object.
func (r *reader) array3(n int, key string, depth int) error {
	if err := r.announced(n); err != nil {
		return err
	}
	i, err := r.open(node{kind: object, key: key}, depth)
	if err != nil {
		return err
	}
	if err := r.fields3(depth + 1); err != nil {
		return err
	}
	if keys := len(r.nodes) > i+1; keys && n > 0 {
		return r.wrong("an array has values with keys and values without")
	} else if keys {
		r.array(i)
		return nil
	}
	r.nodes[i].kind = list
	return r.items3(i, n, depth+1)
}

func (r *reader) items3(of, n, depth int) error {
	for range n {
		if err := r.value3("", depth); err != nil {
			return err
		}
	}
	r.close(of)
	return nil
}

// fields3 reads values with their keys, up to an empty key.
func (r *reader) fields3(depth int) error {
	for {
		key, err := r.string3()
		if err != nil || key == "" {
			return err
		}
		if err := r.value3(key, depth); err != nil {
			return err
		}
	}
}

func (r *reader) object3(n int, key string, depth int) error {
	t, err := r.readTraits(n)
	if err != nil {
		return err
	}
	if t.external {
		return r.external3(t.class, key, depth)
	}
	i, err := r.open(node{kind: object, key: key, text: t.class}, depth)
	if err != nil {
		return err
	}
	for _, member := range t.members {
		if err := r.value3(member, depth+1); err != nil {
			return err
		}
	}
	if t.dynamic {
		if err := r.fields3(depth + 1); err != nil {
			return err
		}
	}
	r.close(i)
	return nil
}

// external3 reads a collection as the array that it holds, so that the table has the same node for both.
func (r *reader) external3(class, key string, depth int) error {
	if class != collection {
		return r.wrong("an object before it is of a class that writes itself, and only " + collection + " is read")
	}
	if marker, err := r.u8(); err != nil || marker != array3 {
		return r.wrong("expected the array of a collection")
	}
	return r.referable3(array3, key, depth)
}

// readTraits reads the traits of an object, or finds those that it refers to. The lowest bit of n tells.
func (r *reader) readTraits(n int) (traits, error) {
	if n&1 == 0 {
		if n>>1 >= len(r.traits3) {
			return traits{}, r.wrong("a reference before it leads nowhere")
		}
		return r.traits3[n>>1], r.expand(r.traits3[n>>1].size)
	}
	t := traits{external: n&2 != 0, dynamic: n&4 != 0}
	count := n >> 3
	var err error
	if t.class, err = r.string3(); err != nil {
		return t, err
	}
	if err := r.announced(count); err != nil {
		return t, err
	}
	for range count {
		member, err := r.member3()
		if err != nil {
			return t, err
		}
		t.members = append(t.members, member)
		t.size += len(member) / longText
	}
	r.traits3 = append(r.traits3, t)
	return t, nil
}

func (r *reader) member3() (string, error) {
	name, err := r.string3()
	switch {
	case err != nil:
		return "", err
	case name == "":
		return "", r.wrong("a member before it has no name")
	}
	return name, r.count()
}

// vector3 reads a vector, a list whose items are of one type (AMF 3, 3.15).
func (r *reader) vector3(marker, n int, key string, depth int) error {
	if _, err := r.u8(); err != nil { // whether its length is fixed
		return err
	}
	if marker == vectorObject3 {
		if _, err := r.string3(); err != nil { // the class of its items
			return err
		}
	}
	if err := r.announced(n); err != nil {
		return err
	}
	i, err := r.open(node{kind: list, key: key}, depth)
	if err != nil {
		return err
	}
	if marker == vectorObject3 {
		return r.items3(i, n, depth+1)
	}
	for range n {
		f, err := r.item3(marker)
		if err == nil {
			err = r.add(node{kind: number, number: f})
		}
		if err != nil {
			return err
		}
	}
	r.close(i)
	return nil
}

func (r *reader) item3(marker int) (float64, error) {
	if marker == vectorDouble3 {
		return r.double()
	}
	n, err := r.u32()
	if marker == vectorInt3 {
		return float64(int32(n)), err
	}
	return float64(n), err
}
