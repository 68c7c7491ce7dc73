package amf

import (
	"encoding/binary"
	"math"
	"reflect"
	"strconv"

	"gatehouse/server/call"
)

// writer writes values behind b, as AMF0 or as AMF3. It never refers back: keeping count of what has been sent would cost more
// than sending it again.
type writer struct {
	b     []byte
	three bool // AMF3
}

func (w *writer) bytes(b ...byte) { w.b = append(w.b, b...) }

// value writes a result.
func (w *writer) value(v call.Value) {
	if v.Schema.Shape == call.Nothing || v.Null() {
		w.null()
		return
	}
	switch v.Schema.Shape {
	case call.List:
		w.list(v.Len())
		for i := range v.Len() {
			w.value(v.Item(i))
		}
	case call.Object:
		w.object()
		for i := range v.Schema.Fields {
			if field := v.Field(i); !field.Absent() {
				w.key(v.Schema.Fields[i].Name)
				w.value(field)
			}
		}
		w.end()
	case call.Scalar:
		w.scalar(v)
	}
}

func (w *writer) scalar(v call.Value) {
	switch v.Kind() {
	case reflect.String:
		w.text(v.Text())
	case reflect.Bool:
		w.boolean(v.Bool())
	case reflect.Float64:
		w.double(v.Float())
	default:
		w.whole(v.Int())
	}
}

func (w *writer) null() {
	if w.three {
		w.bytes(null3)
	} else {
		w.bytes(null0)
	}
}

func (w *writer) boolean(b bool) {
	switch {
	case w.three && b:
		w.bytes(true3)
	case w.three:
		w.bytes(false3)
	case b:
		w.bytes(boolean0, 1)
	default:
		w.bytes(boolean0, 0)
	}
}

func (w *writer) double(f float64) {
	if w.three {
		w.bytes(double3)
	} else {
		w.bytes(number0)
	}
	w.b = binary.BigEndian.AppendUint64(w.b, math.Float64bits(f))
}

// The whole numbers that AMF3 has in 29 bits.
const (
	minInteger3 = -1 << 28
	maxInteger3 = 1<<28 - 1
)

// whole writes a whole number. One that no double stands for alone is written as its digits.
func (w *writer) whole(n int64) {
	switch {
	case w.three && n >= minInteger3 && n <= maxInteger3:
		w.bytes(integer3)
		w.u29(int(n) & (1<<29 - 1))
	case n >= -maxExact && n <= maxExact:
		w.double(float64(n))
	default:
		w.text(strconv.FormatInt(n, 10))
	}
}

// u29 writes a whole number of 29 bits in as few bytes as it needs (AMF 3, 1.3.1).
func (w *writer) u29(n int) {
	switch {
	case n < 1<<7:
		w.bytes(byte(n))
	case n < 1<<14:
		w.bytes(byte(n>>7|0x80), byte(n&0x7F))
	case n < 1<<21:
		w.bytes(byte(n>>14|0x80), byte(n>>7|0x80), byte(n&0x7F))
	default:
		w.bytes(byte(n>>22|0x80), byte(n>>15|0x80), byte(n>>8|0x80), byte(n))
	}
}

// u29Inline writes the number before something that is no reference.
func (w *writer) u29Inline(n int) { w.u29(n<<1 | 1) }

func (w *writer) u16(n int) { w.bytes(byte(n>>8), byte(n)) }
func (w *writer) u32(n int) { w.bytes(byte(n>>24), byte(n>>16), byte(n>>8), byte(n)) }

func (w *writer) text(s string) {
	switch {
	case w.three:
		w.bytes(string3)
		w.u29Inline(len(s))
	case len(s) > math.MaxUint16:
		w.bytes(longString0)
		w.u32(len(s))
	default:
		w.bytes(string0)
		w.u16(len(s))
	}
	w.b = append(w.b, s...)
}

// list begins a list of n items.
func (w *writer) list(n int) {
	if w.three {
		w.bytes(array3)
		w.u29Inline(n)
		w.bytes(emptyText3)
		return
	}
	w.bytes(list0)
	w.u32(n)
}

const (
	emptyText3   = 0x01
	dynamicHead3 = 0x0B // an object here, traits here, dynamic, no members that the traits name
)

// object begins an object: keys, each with a value behind it, then end.
func (w *writer) object() {
	if w.three {
		w.bytes(object3, dynamicHead3, emptyText3)
	} else {
		w.bytes(object0)
	}
}

func (w *writer) key(name string) {
	if w.three {
		w.u29Inline(len(name))
	} else {
		w.u16(len(name))
	}
	w.b = append(w.b, name...)
}

func (w *writer) end() {
	if w.three {
		w.bytes(emptyText3)
	} else {
		w.bytes(0, 0, objectEnd0)
	}
}

// typed begins an object of a class with those members: each member with its value in their order, then endTyped. AMF3 names the
// members in the traits at once, as Flash Player wants it for classes that are not dynamic.
func (w *writer) typed(class string, members []string) {
	if !w.three {
		w.bytes(typedObject0)
		w.key(class)
		return
	}
	w.bytes(object3)
	w.u29(len(members)<<4 | 3)
	w.key(class)
	for _, name := range members {
		w.key(name)
	}
}

func (w *writer) member(name string) {
	if !w.three {
		w.key(name)
	}
}

func (w *writer) endTyped() {
	if !w.three {
		w.end()
	}
}
