package protocols

import (
	"context"
	"reflect"
	"testing"

	"gatehouse/server/call"
)

type window struct {
	From int  `name:"from" default:"0" doc:"From."`
	To   *int `name:"to" doc:"To."`
}

type byObject struct {
	Window window `name:"window" doc:"Which."`
	Limit  int    `name:"limit" default:"10" doc:"How many."`
}

type byScalar struct {
	Limit  int    `name:"limit" default:"10" doc:"How many."`
	Window window `name:"window" default:"[]" doc:"Which."`
}

func function[In any]() *call.Function {
	return call.Declare(call.Declaration{Name: "t_f"}, func(context.Context, *call.Call, In) (call.Void, error) { return call.Void{}, nil })
}

func TestNamedOrPositional(t *testing.T) {
	object, scalar, nothing := function[byObject](), function[byScalar](), function[struct{}]()
	from := map[string]any{"from": int64(1)}
	for _, row := range []struct {
		why       string
		f         *call.Function
		arguments []any
		want      map[string]any
	}{
		{"more than it takes", scalar, []any{int64(1), from, int64(3)}, nil},
		{"one for a function that takes none", nothing, []any{int64(1)}, nil},
		{"none", scalar, nil, map[string]any{}},
		{"by position", scalar, []any{int64(1), from}, map[string]any{"limit": int64(1), "window": from}},
		{"the last left out", scalar, []any{int64(1)}, map[string]any{"limit": int64(1)}},
		{"by name", scalar, []any{map[string]any{"window": from}}, map[string]any{"window": from}},
		{"an unknown name stays one, to be refused by its path", nothing, []any{from}, from},
		{"an object for the first parameter", object, []any{from}, map[string]any{"window": from}},
		{"the same by name", object, []any{map[string]any{"window": from}}, map[string]any{"window": from}},
		{"an empty object names nothing", object, []any{map[string]any{}}, map[string]any{}},
		{"two objects are by position", object, []any{from, from}, map[string]any{"window": from, "limit": from}},
	} {
		got, err := NamedOrPositional(row.f, row.arguments)
		if !reflect.DeepEqual(got, row.want) || (err != nil) != (row.want == nil) {
			t.Errorf("%s: got %v, %v, want %v", row.why, got, err, row.want)
		}
		if err != nil && call.AsError(err).Code != call.InvalidParameter {
			t.Errorf("%s: %v", row.why, err)
		}
	}
}
