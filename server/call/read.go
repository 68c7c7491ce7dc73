package call

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// within puts what an error is about below a key, or below an item of a list when the key is empty. Paths grow so from the value that is
// wrong outwards, as callers see them in the end: groups[1].courseid. A value that is right costs nothing.
func (e *Error) within(key string, index int) *Error {
	if key == "" {
		key = "[" + strconv.Itoa(index) + "]"
	}
	if e.Path != "" && e.Path[0] != '[' {
		key += "."
	}
	e.Path = key + e.Path
	return e
}

// read checks v against s and stores it in into. What a wire can carry arrives as nil, bool, int64, float64, string, []any or
// map[string]any.
func (s *Schema) read(v any, into reflect.Value) error {
	if err := s.store(v, into); err != nil {
		return err
	}
	return nil
}

func (s *Schema) store(v any, into reflect.Value) *Error {
	if v == nil {
		if s.Nullable || s.Presence == Defaulted && s.Default == nil {
			return nil
		}
		return s.refuse(v)
	}
	if s.pointer {
		into.Set(reflect.New(into.Type().Elem()))
		into = into.Elem()
	}
	switch s.Shape {
	case Scalar:
		return s.storeScalar(v, into)
	case List:
		return s.storeList(v, into)
	case Object:
		return s.storeObject(v, into)
	}
	return nil
}

func (s *Schema) storeScalar(v any, into reflect.Value) *Error {
	switch s.Type {
	case Int:
		if n, ok := readInt(v); ok {
			into.SetInt(n)
			return nil
		}
	case Float:
		if f, ok := readFloat(v); ok {
			into.SetFloat(f)
			return nil
		}
	case Bool:
		if b, ok := readBool(v); ok {
			into.SetBool(b)
			return nil
		}
	default:
		if text, ok := s.Type.readText(v); ok {
			into.SetString(text)
			return nil
		}
	}
	return s.refuse(v)
}

func (s *Schema) storeList(v any, into reflect.Value) *Error {
	list, ok := v.([]any)
	if object, isObject := v.(map[string]any); isObject && len(object) == 0 {
		ok = true // wires that cannot tell an empty list from an empty object
	}
	if !ok {
		return s.refuse(v)
	}
	items := reflect.MakeSlice(into.Type(), len(list), len(list))
	for i, item := range list {
		if err := s.Item.store(item, items.Index(i)); err != nil {
			return err.within("", i)
		}
	}
	into.Set(items)
	return nil
}

func (s *Schema) storeObject(v any, into reflect.Value) *Error {
	object, ok := v.(map[string]any)
	if list, isList := v.([]any); isList && len(list) == 0 {
		ok = true
	}
	if !ok {
		return s.refuse(v)
	}
	found := 0
	for i := range s.Fields {
		f := &s.Fields[i]
		value, given := object[f.Name]
		if given {
			found++
			if err := f.store(value, into.Field(f.index)); err != nil {
				return err.within(f.Name, 0)
			}
			continue
		}
		if err := f.fill(into.Field(f.index)); err != nil {
			return err.within(f.Name, 0)
		}
	}
	if found < len(object) {
		return s.unknownKey(object)
	}
	return nil
}

// fill stores what stands for a value that was left out.
func (s *Schema) fill(into reflect.Value) *Error {
	switch {
	case s.Presence == Required:
		return s.missing()
	case s.Presence == Defaulted && (s.pointer || s.Shape == Object):
		return s.store(s.Default, into) // made anew: what a function changes in it must not become the default
	case s.Presence == Defaulted:
		into.Set(s.defaultValue)
	}
	return nil
}

func (s *Schema) missing() *Error {
	return &Error{
		Code: InvalidParameter, Wanted: s.Expects(),
		Message: "is missing. It is required: " + s.Expects() + ".",
	}
}

func (s *Schema) unknownKey(object map[string]any) *Error {
	var unknown, known []string
	for _, f := range s.Fields {
		known = append(known, f.Name)
	}
	for key := range object {
		if !slices.Contains(known, key) {
			unknown = append(unknown, key)
		}
	}
	slices.Sort(unknown)
	takes := "nothing"
	if len(known) > 0 {
		takes = strings.Join(known, ", ")
	}
	return &Error{
		Code: InvalidParameter, Path: shorten(unknown[0]), Wanted: takes,
		Message: "is not known here. Expected: " + takes + ".",
	}
}

func (s *Schema) refuse(v any) *Error {
	found := found(v)
	return &Error{
		Code: InvalidParameter, Found: found, Wanted: s.Expects(),
		Message: "found " + found + ", expected " + s.Expects() + ".",
	}
}

// Expects says in words what a value of this schema is.
func (s *Schema) Expects() string {
	switch s.Shape {
	case Scalar:
		return s.Type.expects()
	case List:
		return "a list"
	case Object:
		return "an object"
	}
	return "nothing"
}

// found says what v is, short enough to be shown.
func found(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case string:
		return strconv.Quote(shorten(v))
	case []any:
		return fmt.Sprintf("a list of %d", len(v))
	case map[string]any:
		return "an object"
	}
	return fmt.Sprint(v)
}

// shorten cuts text to 40 characters and takes out what is not UTF-8.
func shorten(text string) string {
	if len(text) > 160 {
		text = text[:160]
	}
	text = strings.ToValidUTF8(text, "\uFFFD")
	if utf8.RuneCountInString(text) > 40 {
		text = string([]rune(text)[:40]) + "…"
	}
	return text
}
