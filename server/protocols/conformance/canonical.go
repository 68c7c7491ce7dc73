package conformance

import (
	"math"
	"strconv"
	"strings"

	"gatehouse/server/call"
)

// undeclared stands for what a literal wire says of a key that nobody declared.
const undeclared = "undeclared"

// canonical is a value without what a wire may change in it: whether a number is text, defaults that are filled in, null that says as much
// as absence, which of the two empty values it is.
func (w Writer) canonical(v any, s *call.Schema) any {
	list, isList := v.([]any)
	_, isObject := v.(map[string]any)
	if w.Literal != "" && s != nil && v != nil {
		switch {
		case s.Shape == call.List && !isList:
			return w.canonical([]any{v}, s)
		case s.Shape != call.List && isList && len(list) == 1:
			return w.canonical(list[0], s)
		case s.Shape == call.Scalar && isObject:
			return map[string]any{} // nobody declared its keys
		}
	}
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		if len(v) == 0 && s != nil && s.Shape == call.Object {
			return w.object(map[string]any{}, s)
		}
		items := make([]any, len(v))
		for i := range v {
			items[i] = w.canonical(v[i], itemOf(s))
		}
		return items
	case map[string]any:
		if len(v) == 0 && s != nil && s.Shape == call.List {
			return []any{}
		}
		return w.object(v, s)
	}
	return spelled(v, s)
}

func itemOf(s *call.Schema) *call.Schema {
	if s == nil {
		return nil
	}
	return s.Item
}

func (w Writer) object(object map[string]any, s *call.Schema) any {
	known := map[string]bool{}
	made := map[string]any{}
	for i := 0; s != nil && i < len(s.Fields); i++ {
		f := &s.Fields[i]
		known[f.Name] = true
		v, given := object[f.Name]
		switch {
		case !given && f.Presence == call.Defaulted:
			made[f.Name] = w.canonical(f.Default, f.Schema)
		case given && (v != nil || f.Presence != call.Optional || !f.Nullable):
			made[f.Name] = w.canonical(v, f.Schema)
		}
	}
	for name, v := range object {
		switch {
		case known[name]:
		case w.Literal != "":
			made[name] = undeclared
		default:
			made[name] = w.canonical(v, nil)
		}
	}
	return made
}

// spelled is a scalar as text.
func spelled(v any, s *call.Schema) string {
	switch v := v.(type) {
	case bool:
		return map[bool]string{true: "1", false: "0"}[v]
	case int64:
		if s != nil && s.Type == call.Float {
			return spelled(float64(v), nil)
		}
		return strconv.FormatInt(v, 10)
	case float64:
		if v == math.Trunc(v) && math.Abs(v) < 1<<53 {
			return strconv.FormatInt(int64(v), 10)
		}
		return strconv.FormatFloat(v, 'g', -1, 64)
	case string:
		if s != nil && s.Shape == call.Scalar && (s.Type == call.Int || s.Type == call.Float || s.Type == call.Bool) {
			v = strings.Trim(v, " \t\r\n")
		}
		switch v {
		case "true":
			return "1"
		case "false":
			return "0"
		}
		if f, err := strconv.ParseFloat(v, 64); err == nil && !math.IsInf(f, 0) && !math.IsNaN(f) &&
			(strconv.FormatFloat(f, 'g', -1, 64) == v || s != nil && s.Type == call.Float) {
			return spelled(f, s)
		}
		return v
	}
	return "?"
}
