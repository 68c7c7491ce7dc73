package amf

import (
	"fmt"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// The corpora are in testdata/fuzz.

func FuzzPacket(f *testing.F) {
	f.Add(packetOf(0, part{"a.b", "/1", []byte{null0}}))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := readPacket(string(data), true)
		if len(p.bodies) > protocols.MaxCalls {
			t.Fatalf("%d bodies", len(p.bodies))
		}
		if err != nil {
			mustBeKnown(t, err)
			return
		}
		for i := range p.bodies {
			a, err := askOf(p, &p.bodies[i])
			if err == nil {
				_, err = a.arguments(&p.budget)
			}
			if err != nil {
				mustBeKnown(t, err)
			}
		}
		if p.budget.values > protocols.MaxValues+1 || p.budget.values > len(data) {
			t.Errorf("%d values out of %d bytes", p.budget.values, len(data))
		}
	})
}

func FuzzAMF0(f *testing.F) {
	f.Add([]byte{null0})
	f.Fuzz(func(t *testing.T, data []byte) { roundTrip(t, string(data), client{}) })
}

func FuzzAMF3(f *testing.F) {
	f.Add([]byte{null3})
	f.Fuzz(func(t *testing.T, data []byte) { roundTrip(t, "\x11"+string(data), client{three: true}) })
}

// roundTrip holds that what was read is the same when it is written and read again.
func roundTrip(t *testing.T, data string, c client) {
	limit := &budget{}
	tree, _, err := readTree(data, 0, true, limit)
	if err != nil {
		mustBeKnown(t, err)
		return
	}
	if n := len(tree.nodes); n > limit.values || n > len(data) || limit.values > protocols.MaxValues {
		t.Fatalf("%d nodes and %d values out of %d bytes", n, limit.values, len(data))
	}
	first, err := tree.value(0)
	if err != nil {
		mustBeKnown(t, err)
		return
	}
	if n := size(first); n > limit.values+limit.expanded {
		t.Fatalf("%d values out of %d and %d behind references", n, limit.values, limit.expanded)
	}
	again, err := read(string(c.value(first)))
	if err != nil || fmt.Sprintf("%#v", again) != fmt.Sprintf("%#v", first) {
		t.Errorf("%#v is written and read as %#v, %v", first, again, err)
	}
}

func mustBeKnown(t *testing.T, err error) {
	if call.AsError(err).Code != call.InvalidParameter {
		t.Errorf("the error is %v", err)
	}
}

// size counts the values of a tree.
func size(v any) int {
	n := 1
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			n += size(item)
		}
	case map[string]any:
		for _, item := range v {
			n += size(item)
		}
	}
	return n
}
