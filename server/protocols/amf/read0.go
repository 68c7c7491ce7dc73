package amf

// The markers of AMF0 (AMF 0, 2.1 and 3.1).
const (
	number0      = 0x00
	boolean0     = 0x01
	string0      = 0x02
	object0      = 0x03
	null0        = 0x05
	undefined0   = 0x06
	reference0   = 0x07
	array0       = 0x08 // an ECMA array: with keys
	objectEnd0   = 0x09
	list0        = 0x0A // a strict array
	date0        = 0x0B
	longString0  = 0x0C
	xml0         = 0x0F
	typedObject0 = 0x10
	switch3      = 0x11 // what follows is AMF3
)

// value0 reads a value of AMF0 into the tree.
func (r *reader) value0(key string, depth int) error {
	marker, err := r.u8()
	if err != nil {
		return err
	}
	switch marker {
	case null0, undefined0:
		return r.add(node{key: key})
	case switch3:
		return r.value3(key, depth)
	case list0:
		return r.list0(key, depth)
	case object0, array0, typedObject0:
		return r.object0(marker, key, depth)
	case reference0:
		index, err := r.u16()
		if err != nil {
			return err
		}
		return r.refer(key, r.objects0, index)
	}
	n, err := r.scalar0(marker)
	if err != nil {
		return err
	}
	n.key = key
	return r.add(n)
}

// scalar0 reads a value that holds no others.
func (r *reader) scalar0(marker int) (n node, err error) {
	switch marker {
	case number0:
		n.kind = number
		n.number, err = r.double()
	case boolean0:
		n.kind = boolean
		var b int
		b, err = r.u8()
		n.number = float64(b)
	case string0:
		n.kind = text
		n.text, err = r.short()
	case longString0, xml0:
		n.kind = text
		n.text, err = r.long0(marker == xml0)
	case date0:
		n.kind = date
		if n.number, err = r.double(); err == nil {
			_, err = r.u16() // a time zone, reserved: the date is UTC (AMF 0, 2.13)
		}
	default:
		r.at--
		err = r.wrong("expected the marker of a value that AMF0 can carry")
	}
	return n, err
}

func (r *reader) long0(isXML bool) (string, error) {
	n, err := r.u32()
	if err != nil {
		return "", err
	}
	if isXML {
		return r.xml(n)
	}
	return r.utf8(n)
}

func (r *reader) list0(key string, depth int) error {
	n, err := r.u32()
	if err == nil {
		err = r.announced(n)
	}
	if err != nil {
		return err
	}
	i, err := r.open(node{kind: list, key: key}, depth)
	if err != nil {
		return err
	}
	r.objects0 = append(r.objects0, i)
	for range n {
		if err := r.value0("", depth+1); err != nil {
			return err
		}
	}
	r.close(i)
	return nil
}

// object0 reads an anonymous object, a typed one or an ECMA array: keys with their values, up to an empty key and the end marker.
func (r *reader) object0(marker int, key string, depth int) (err error) {
	n := node{kind: object, key: key}
	switch marker {
	case typedObject0:
		n.text, err = r.short()
	case array0:
		_, err = r.u32() // how many there are; a hint only (AMF 0, 2.10)
	}
	if err != nil {
		return err
	}
	i, err := r.open(n, depth)
	if err != nil {
		return err
	}
	r.objects0 = append(r.objects0, i)
	if err := r.fields0(depth + 1); err != nil {
		return err
	}
	if marker == array0 {
		r.array(i)
	} else {
		r.close(i)
	}
	return nil
}

func (r *reader) fields0(depth int) error {
	for {
		key, err := r.short()
		if err != nil {
			return err
		}
		if key == "" {
			return r.end0()
		}
		if err := r.value0(key, depth); err != nil {
			return err
		}
	}
}

func (r *reader) end0() error {
	marker, err := r.u8()
	if err == nil && marker != objectEnd0 {
		r.at--
		err = r.wrong("expected the end of an object behind an empty key")
	}
	return err
}
