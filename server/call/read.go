package call

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// place is where in the arguments a value stands, innermost first.
type place struct {
	parent *place
	key    string
	index  int // of a list item, when key is empty
}

// String renders the path as callers see it: groups[1].courseid.
func (p *place) String() string {
	if p == nil {
		return ""
	}
	above := p.parent.String()
	switch {
	case p.key == "":
		return above + "[" + strconv.Itoa(p.index) + "]"
	case above == "":
		return p.key
	default:
		return above + "." + p.key
	}
}

// read checks v against s and stores it in into. What a wire can carry arrives as nil, bool, int64, float64, string, []any or
// map[string]any.
func (s *Schema) read(v any, at *place, into reflect.Value) error {
	if v == nil {
		if s.Nullable || s.Presence == Defaulted && s.Default == nil {
			return nil
		}
		return s.refuse(v, at)
	}
	if s.pointer {
		into.Set(reflect.New(into.Type().Elem()))
		into = into.Elem()
	}
	switch s.Shape {
	case Scalar:
		return s.readScalar(v, at, into)
	case List:
		return s.readList(v, at, into)
	case Object:
		return s.readObject(v, at, into)
	}
	return nil
}

func (s *Schema) readScalar(v any, at *place, into reflect.Value) error {
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
	return s.refuse(v, at)
}

func (s *Schema) readList(v any, at *place, into reflect.Value) error {
	list, ok := v.([]any)
	if object, isObject := v.(map[string]any); isObject && len(object) == 0 {
		ok = true // wires that cannot tell an empty list from an empty object
	}
	if !ok {
		return s.refuse(v, at)
	}
	items := reflect.MakeSlice(into.Type(), len(list), len(list))
	for i, item := range list {
		if err := s.Item.read(item, &place{parent: at, index: i}, items.Index(i)); err != nil {
			return err
		}
	}
	into.Set(items)
	return nil
}

func (s *Schema) readObject(v any, at *place, into reflect.Value) error {
	object, ok := v.(map[string]any)
	if list, isList := v.([]any); isList && len(list) == 0 {
		ok = true
	}
	if !ok {
		return s.refuse(v, at)
	}
	found := 0
	for i := range s.Fields {
		f := &s.Fields[i]
		value, given := object[f.Name]
		if given {
			found++
			if err := f.read(value, &place{parent: at, key: f.Name}, into.Field(f.index)); err != nil {
				return err
			}
			continue
		}
		if err := f.fill(&place{parent: at, key: f.Name}, into.Field(f.index)); err != nil {
			return err
		}
	}
	if found < len(object) {
		return s.unknownKey(object, at)
	}
	return nil
}

// fill stores what stands for a value that was left out.
func (s *Schema) fill(at *place, into reflect.Value) error {
	switch {
	case s.Presence == Required:
		return s.missing(at)
	case s.Presence == Defaulted && (s.pointer || s.Shape == Object):
		return s.read(s.Default, at, into) // made anew: what a function changes in it must not become the default
	case s.Presence == Defaulted:
		into.Set(s.defaultValue)
	}
	return nil
}

func (s *Schema) missing(at *place) error {
	return &Error{
		Code: InvalidParameter, Path: at.String(), Wanted: s.Expects(),
		Message: "is missing. It is required: " + s.Expects() + ".",
	}
}

func (s *Schema) unknownKey(object map[string]any, at *place) error {
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
		Code: InvalidParameter, Path: (&place{parent: at, key: shorten(unknown[0])}).String(), Wanted: takes,
		Message: "is not known here. Expected: " + takes + ".",
	}
}

func (s *Schema) refuse(v any, at *place) error {
	found := found(v)
	return &Error{
		Code: InvalidParameter, Path: at.String(), Found: found, Wanted: s.Expects(),
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
