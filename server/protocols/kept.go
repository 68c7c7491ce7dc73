package protocols

import (
	"bytes"
	"reflect"
	"sync/atomic"
)

// keptLists keeps how lists were written that a schema calls Kept. A list has one place, by where it is in memory, which it takes from
// whatever list was there: what is kept is bounded, and asking costs no lock.
type keptLists [128]atomic.Pointer[keptList]

// maxKept is how many bytes a list may have to be kept.
const maxKept = 1 << 16

// keptList holds its list, so that no other one can come to be where it is.
type keptList struct {
	list  reflect.Value
	style JSONStyle
	text  []byte // nil until the list is seen again: some stand in one result only
}

// append writes a list behind b: as it was written before, or by its plan.
func (k *keptLists) append(b []byte, list reflect.Value, s JSONStyle, p *jsonPlan) []byte {
	n := list.Len()
	if n == 0 {
		return append(b, "[]"...)
	}
	place := &k[place(list.Pointer(), s)]
	kept := place.Load()
	again := kept != nil && kept.style == s && kept.list.Pointer() == list.Pointer() && kept.list.Len() == n
	if again && kept.text != nil {
		return append(b, kept.text...)
	}
	start := len(b)
	b = p.appendList(b, list, s)
	switch {
	case !again:
		place.Store(&keptList{list: list.Slice(0, n), style: s})
	case len(b)-start <= maxKept:
		place.Store(&keptList{kept.list, s, bytes.Clone(b[start:])})
	}
	return b
}

// place spreads addresses, whose low bits are alike (Fibonacci hashing).
func place(address uintptr, s JSONStyle) int {
	return int((uint64(address)+uint64(s))*0x9E3779B97F4A7C15>>57) % len(keptLists{})
}
