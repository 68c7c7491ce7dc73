package hostile

import (
	"encoding/binary"
	"math"
	"strconv"
)

// u16 and u32 are whole numbers as AMF writes them.
func u16(n int) string { return string(binary.BigEndian.AppendUint16(nil, uint16(n))) }
func u32(n int) string { return string(binary.BigEndian.AppendUint32(nil, uint32(n))) }

func double(f float64) string {
	return string(binary.BigEndian.AppendUint64(nil, math.Float64bits(f)))
}

// key0 is a name in AMF.
func key0(s string) string { return u16(len(s)) + s }

// packet is an AMF packet with one body.
func packet(version int, target, value string) string {
	return u16(version) + u16(0) + u16(1) + key0(target) + key0("/1") + u32(len(value)) + value
}

// amf0 appends a value of AMF0.
func amf0(b []byte, v any) ([]byte, bool) {
	ok := true
	switch v := v.(type) {
	case nil:
		b = append(b, 5)
	case string:
		b = append(append(b, 0x0C), u32(len(v))+v...)
	case number:
		f, err := strconv.ParseFloat(string(v), 64)
		b, ok = append(append(b, 0), double(f)...), err == nil
	case list:
		b = append(append(b, 0x0A), u32(len(v))...)
		for _, item := range v {
			fits := false
			b, fits = amf0(b, item)
			ok = ok && fits
		}
	case object:
		b = append(b, 3)
		for _, m := range v {
			fits := false
			b, fits = amf0(append(b, key0(m.key)...), m.value)
			ok = ok && fits && m.key != ""
		}
		b = append(b, 0, 0, 9)
	default:
		ok = false
	}
	return b, ok
}

// u29 is a whole number of AMF3, with the lowest bit for what stands in the packet itself.
func u29(n int) string {
	n = n<<1 | 1
	if n < 0x80 {
		return string([]byte{byte(n)})
	}
	if n < 0x4000 {
		return string([]byte{byte(n>>7) | 0x80, byte(n & 0x7F)})
	}
	if n < 0x200000 {
		return string([]byte{byte(n>>14) | 0x80, byte(n>>7) | 0x80, byte(n & 0x7F)})
	}
	return string([]byte{byte(n>>22) | 0x80, byte(n>>15) | 0x80, byte(n>>8) | 0x80, byte(n)})
}

// amf3 appends a value of AMF3.
func amf3(b []byte, v any) ([]byte, bool) {
	ok := true
	switch v := v.(type) {
	case nil:
		b = append(b, 1)
	case string:
		b = append(append(b, 6), u29(len(v))+v...)
	case number:
		f, err := strconv.ParseFloat(string(v), 64)
		b, ok = append(append(b, 5), double(f)...), err == nil
	case list:
		b = append(append(b, 9), u29(len(v))+"\x01"...)
		for _, item := range v {
			fits := false
			b, fits = amf3(b, item)
			ok = ok && fits
		}
	case object:
		b = append(b, "\x0A\x0B\x01"...) // anonymous, its members all dynamic
		for _, m := range v {
			fits := false
			b, fits = amf3(append(b, u29(len(m.key))+m.key...), m.value)
			ok = ok && fits && m.key != ""
		}
		b = append(b, 1)
	default:
		ok = false
	}
	return b, ok
}
