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
func (r *reader) value0(key string, depth int) {
	switch marker := r.u8(); marker {
	case null0, undefined0:
		r.add(node{key: key})
	case number0:
		r.add(node{kind: number, key: key, number: r.double()})
	case boolean0:
		r.add(node{kind: boolean, key: key, number: float64(r.u8())})
	case string0:
		r.add(node{kind: text, key: key, text: r.short()})
	case longString0:
		r.add(node{kind: text, key: key, text: r.utf8(r.u32())})
	case xml0:
		r.add(node{kind: text, key: key, text: r.xml(r.u32())})
	case date0:
		r.add(node{kind: date, key: key, number: r.double()})
		r.u16() // a time zone, reserved: the date is UTC (AMF 0, 2.13)
	case list0:
		r.list0(key, depth)
	case object0, array0, typedObject0:
		r.object0(marker, key, depth)
	case reference0:
		r.refer(key, r.objects0, r.u16())
	case switch3:
		r.value3(key, depth)
	default:
		r.unexpected("the marker of a value that AMF0 can carry")
	}
}

func (r *reader) list0(key string, depth int) {
	n := r.u32()
	r.announced(n)
	i := r.open(node{kind: list, key: key}, depth)
	r.objects0 = append(r.objects0, i)
	for ; n > 0 && r.err == nil; n-- {
		r.value0("", depth+1)
	}
	r.close(i)
}

// object0 reads an anonymous object, a typed one or an ECMA array: keys with their values, up to an empty key and the end marker.
func (r *reader) object0(marker int, key string, depth int) {
	n := node{kind: object, key: key}
	switch marker {
	case typedObject0:
		n.text = r.short()
	case array0:
		r.u32() // how many there are; a hint only (AMF 0, 2.10)
	}
	i := r.open(n, depth)
	r.objects0 = append(r.objects0, i)
	for r.err == nil {
		key := r.short()
		if key == "" {
			break
		}
		r.value0(key, depth+1)
	}
	if r.u8() != objectEnd0 {
		r.unexpected("the end of an object behind an empty key")
	}
	if marker == array0 {
		r.closeArray(i)
	} else {
		r.close(i)
	}
}
