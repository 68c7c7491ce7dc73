package conformance

import (
	"math"
	"testing"

	"gatehouse/server/call"
)

// A suite that takes everything would pass any protocol.
func TestCompare(t *testing.T) {
	strict := Wire{}
	for _, row := range []struct {
		why       string
		wire      Wire
		got, want any
		same      bool
	}{
		{"another number", strict, int64(2), int64(1), false},
		{"a number as text", strict, "1", int64(1), false},
		{"a boolean as a number", strict, int64(1), true, false},
		{"a whole number that a float has lost", strict, float64(1 << 53), int64(1<<53 + 1), false},
		{"a large whole number as a float, though it is exact", strict, float64(math.MinInt64), int64(math.MinInt64), false},
		{"text for null", strict, "", nil, false},
		{"text for void", strict, "", void{}, false},
		{"an empty object for an empty list", strict, object{}, list{}, false},
		{"an empty list for an empty object", strict, list{}, object{}, false},
		{"a list that is too long", strict, list{int64(1), int64(2)}, list{int64(1)}, false},
		{"items in another order", strict, list{int64(2), int64(1)}, list{int64(1), int64(2)}, false},
		{"a key that is not there", strict, object{}, object{"a": int64(1)}, false},
		{"a key that is null and not there", strict, object{}, object{"a": nil}, false},
		{"a key that is left out and null", strict, object{"a": nil}, object{"a": absent{}}, false},
		{"a key too many", strict, object{"b": nil}, object{}, false},
		{"a wrong value deep down", strict, object{"a": list{object{"b": "x"}}}, object{"a": list{object{"b": "y"}}}, false},
		{"a value where nothing was", Wire{AbsentAsNull: "x"}, object{"a": object{"b": "c"}}, object{"a": absent{}}, false},
		{"text for a small number, where large ones are text", Wire{WideAsText: "x"}, "1", int64(1), false},
		{"other text for a large number", Wire{WideAsText: "x"}, "4294967297", int64(4294967298), false},
		{"true as text", Wire{Untyped: "x"}, "true", true, false},
		{"2 for yes", Wire{NumberBooleans: "x"}, int64(2), true, false},

		{"the same", strict, object{"a": list{int64(1), "b", true, nil}}, object{"a": list{int64(1), "b", true, nil}}, true},
		{"a key that is left out", strict, object{}, object{"a": absent{}}, true},
		{"a float without a fraction", strict, int64(3), 3.0, true},
		{"a whole number as a float", strict, float64(7), int64(7), true},
		{"nothing", strict, nil, void{}, true},
		{"a key that is null and left out, where the wire does so", Wire{NullAsAbsent: "x"}, object{}, object{"a": nil}, true},
		{"a key that is left out and empty, where the wire does so", Wire{AbsentAsNull: "x"}, object{"a": object{"b": list{}, "c": nil}}, object{"a": absent{}}, true},
		{"everything as text", Wire{Untyped: "x"}, list{"1", "0", "2.5", "-7"}, list{true, false, 2.5, int64(-7)}, true},
		{"numbers for yes and no", Wire{NumberBooleans: "x"}, list{int64(1), int64(0)}, list{true, false}, true},
		{"large numbers as text", Wire{WideAsText: "x"}, "-9223372036854775808", int64(math.MinInt64), true},
		{"empty text for null and void", Wire{NullAsText: "x", VoidAsText: "x"}, object{"a": ""}, object{"a": nil}, true},
		{"an empty object for an empty list, where they are alike", Wire{EmptyAlike: "x"}, list{object{}, list{}}, list{list{}, object{}}, true},
	} {
		if differences := row.wire.compare("", row.got, row.want); (len(differences) == 0) != row.same {
			t.Errorf("%s: %v", row.why, differences)
		}
	}
}

// Every check of access is broken by the suite, in a world in which nothing else refuses.
func TestEveryCheckIsBrokenAlone(t *testing.T) {
	steps := call.Explain(&call.Policy{}, nil, &call.Attempt{}).Steps
	if len(steps) != len(breaks) {
		t.Errorf("there are %d checks, and the suite breaks %d", len(steps), len(breaks))
	}
	for _, step := range steps {
		world := NewWorld("rest")
		world.Break(t, step.Check)
		function, ok := callsFor[step.Check]
		if !ok {
			function = "core_void_do"
		}
		attempt := &call.Attempt{Protocol: "rest", Function: function, Known: Find(function) != nil, Address: Address, At: noon, Wait: &world.Wait}
		if d := call.Decide(&world.Policy, world.Grant, attempt); d.Check != step.Check {
			t.Errorf("%s: refused by %q", step.Check, d.Check)
		}
	}
}
