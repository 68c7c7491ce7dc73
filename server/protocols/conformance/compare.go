package conformance

import (
	"fmt"
	"slices"
	"strconv"
)

// compare says where what came back differs from what is wanted, as far as the wire can tell.
func (w *Wire) compare(path string, got, want any) []string {
	switch want := want.(type) {
	case void:
		return differ(path, got, "nothing", got == nil || w.VoidAsText != "" && got == "")
	case absent, nil:
		return differ(path, got, "nothing", w.nothing(got))
	case list:
		return w.compareList(path, got, want)
	case object:
		return w.compareObject(path, got, want)
	}
	return differ(path, got, want, w.same(got, want))
}

func differ(path string, got, want any, same bool) []string {
	if same {
		return nil
	}
	return []string{fmt.Sprintf("%s: got %#v, want %#v", "value"+path, got, want)}
}

// nothing says whether a value holds nothing, as far as the wire can tell.
func (w *Wire) nothing(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == "" && w.NullAsText != ""
	case list:
		return len(v) == 0 && w.AbsentAsNull != ""
	case object:
		for _, value := range v {
			if !w.nothing(value) {
				return false
			}
		}
		return w.AbsentAsNull != ""
	}
	return false
}

func (w *Wire) compareList(path string, got any, want list) []string {
	items, ok := got.(list)
	if o, isObject := got.(object); isObject && len(o) == 0 && w.EmptyAlike != "" {
		ok = true
	}
	if !ok || len(items) != len(want) {
		return differ(path, got, want, false)
	}
	var differences []string
	for i := range want {
		differences = append(differences, w.compare(fmt.Sprintf("%s[%d]", path, i), items[i], want[i])...)
	}
	return differences
}

func (w *Wire) compareObject(path string, got any, want object) []string {
	fields, ok := got.(object)
	if l, isList := got.(list); isList && len(l) == 0 && w.EmptyAlike != "" {
		ok = true
	}
	if !ok {
		return differ(path, got, want, false)
	}
	var differences []string
	for key, value := range want {
		field, there := fields[key]
		if !w.mayBe(there, value) {
			differences = append(differences, fmt.Sprintf("value%s.%s: it is there: %v, want %v", path, key, there, !there))
			continue
		}
		differences = append(differences, w.compare(path+"."+key, field, value)...)
	}
	for key := range fields {
		if _, known := want[key]; !known {
			differences = append(differences, fmt.Sprintf("value%s.%s: nobody has asked for it", path, key))
		}
	}
	slices.Sort(differences)
	return differences
}

// mayBe says whether the key of a wanted value may stand in its object, or may not.
func (w *Wire) mayBe(there bool, value any) bool {
	switch value.(type) {
	case absent:
		return !there || w.AbsentAsNull != ""
	case nil:
		return there || w.NullAsAbsent != ""
	}
	return there
}

// same compares scalars.
func (w *Wire) same(got, want any) bool {
	text, isText := got.(string)
	switch want := want.(type) {
	case bool:
		if n, isNumber := got.(int64); isNumber && w.NumberBooleans != "" {
			return n == 1 == want && (n == 0 || n == 1)
		}
		if w.Untyped != "" {
			return text == map[bool]string{false: "0", true: "1"}[want]
		}
		return got == want
	case int64:
		wide := int64(int32(want)) != want && w.WideAsText != ""
		if isText {
			return (wide || w.Untyped != "") && text == strconv.FormatInt(want, 10)
		}
		return sameNumber(got, want)
	case float64:
		if isText {
			f, err := strconv.ParseFloat(text, 64)
			return w.Untyped != "" && err == nil && f == want
		}
		n, whole := got.(int64)
		return got == want || whole && float64(n) == want
	}
	return got == want
}

// sameNumber takes a float for a whole number only where every whole number has a float of its own.
func sameNumber(got any, want int64) bool {
	f, isFloat := got.(float64)
	if isFloat {
		return float64(want) == f && want > -1<<53 && want < 1<<53
	}
	return got == want
}
