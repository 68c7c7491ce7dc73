package call

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Shape is what kind of value a Schema describes.
type Shape int

// The shapes.
const (
	Nothing Shape = iota // no value at all: the result of a function that returns none
	Scalar
	Object
	List
)

// Presence says whether a key of an object must be there.
type Presence int

// The presences.
const (
	Required  Presence = iota
	Optional           // may be left out
	Defaulted          // when left out, the default stands in
)

// Schema describes a value: the parameters or the result of a function, or a part of them. It is made from a Go type by
// Declare and read by everything that has to know the shape of a value: validation, encoding, documentation.
type Schema struct {
	Shape    Shape
	Type     Type    // of a Scalar
	Fields   []Field // of an Object, in the order of declaration
	Item     *Schema // of a List
	Doc      string
	Name     string // of an Object: the stable name that typed protocols give it
	Presence Presence
	Default  any  // of a Defaulted value: nil, bool, int64, float64, string, []any or map[string]any
	Nullable bool // null is accepted where a value stands
	Kept     bool // of a List in results: see describe

	defaultValue reflect.Value
	pointer      bool // the Go type is a pointer, whose nil is absent or null
}

// Field is one key of an Object.
type Field struct {
	Name string
	*Schema
	index int
}

// Index is the number of the field of the Go struct that holds the key.
func (f *Field) Index() int { return f.index }

// Pointer says that the Go value is a pointer, whose nil is an absent or null value.
func (s *Schema) Pointer() bool { return s.pointer }

// Void is the Go type of the result of a function that returns nothing.
type Void struct{}

var (
	voidType  = reflect.TypeFor[Void]()
	keyFormat = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)
)

// describe makes the schema of a Go type. Tags of struct fields:
//
//	name      the key on the wire
//	doc       what it means
//	type      the Type of a string (whole numbers, floats and bools have their own)
//	default   what stands in when it is left out: a literal, null, or [] for an empty list or object
//	optional  "true": may be left out. A pointer without a default is optional anyway, unless this says "false": then it must be
//	          there and its nil is null
//	null      "yes" or "no", against the rule that scalars accept null, objects and lists do not
//	kept      "true", of a list in a result: the same list stands in many results and is never changed once it stood in one, so
//	          that a codec may keep what it wrote for it
func describe(t reflect.Type, tag reflect.StructTag) (*Schema, error) {
	s := &Schema{Doc: tag.Get("doc")}
	if t.Kind() == reflect.Pointer {
		s.pointer, s.Presence = true, Optional
		t = t.Elem()
	}
	var err error
	switch t.Kind() {
	case reflect.Int, reflect.Int64:
		s.Shape, s.Type = Scalar, Int
	case reflect.Float64:
		s.Shape, s.Type = Scalar, Float
	case reflect.Bool:
		s.Shape, s.Type = Scalar, Bool
	case reflect.String:
		s.Shape, s.Type = Scalar, Type(tag.Get("type"))
	case reflect.Slice:
		// The tag's type goes down to the items; all else is about the list itself.
		s.Shape = List
		s.Item, err = describe(t.Elem(), reflect.StructTag(`type:"`+tag.Get("type")+`"`))
	case reflect.Struct:
		if t == voidType {
			return s, nil
		}
		s.Shape, s.Name = Object, exported(t.Name())
		s.Fields, err = describeFields(t)
	default:
		err = fmt.Errorf("%s cannot be described", t)
	}
	if err != nil {
		return nil, err
	}
	if s.Shape == Scalar && !s.Type.known() {
		return nil, fmt.Errorf("unknown type %q", s.Type)
	}
	s.Nullable = s.Shape == Scalar
	return s, s.applyTag(t, tag)
}

func exported(name string) string {
	if name == "" {
		return ""
	}
	return strings.ToUpper(name[:1]) + name[1:]
}

func (s *Schema) applyTag(t reflect.Type, tag reflect.StructTag) error {
	switch tag.Get("null") {
	case "yes":
		s.Nullable = true
	case "no":
		s.Nullable = false
	case "":
	default:
		return fmt.Errorf(`null is %q, not "yes" or "no"`, tag.Get("null"))
	}
	switch tag.Get("optional") {
	case "true":
		s.Presence = Optional
	case "false":
		s.Presence = Required
	case "":
	default:
		return fmt.Errorf(`optional is %q, not "true" or "false"`, tag.Get("optional"))
	}
	if kept := tag.Get("kept"); kept != "" {
		if s.Kept = kept == "true" && s.Shape == List; !s.Kept {
			return fmt.Errorf(`kept is %q, not "true" of a list`, kept)
		}
	}
	text, ok := tag.Lookup("default")
	if !ok {
		return nil
	}
	s.Presence = Defaulted
	s.Default = s.literal(text)
	if s.pointer {
		t = reflect.PointerTo(t)
	}
	s.defaultValue = reflect.New(t).Elem()
	if err := s.read(s.Default, s.defaultValue); err != nil {
		return fmt.Errorf("the default %q is refused: %w", text, err)
	}
	return nil
}

// literal reads the default out of its tag.
func (s *Schema) literal(text string) any {
	switch {
	case text == "null":
		return nil
	case s.Shape == List && text == "[]":
		return []any{}
	case s.Shape == Object && text == "[]":
		return map[string]any{}
	case s.Type == Int:
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return n
		}
	case s.Type == Float:
		if f, err := strconv.ParseFloat(text, 64); err == nil {
			return f
		}
	case s.Type == Bool:
		if b, err := strconv.ParseBool(text); err == nil {
			return b
		}
	}
	return text
}

func describeFields(t reflect.Type) ([]Field, error) {
	var fields []Field
	seen := map[string]bool{}
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous || !f.IsExported() {
			return nil, fmt.Errorf("field %s: embedded and unexported fields are not supported", f.Name)
		}
		name := f.Tag.Get("name")
		if !keyFormat.MatchString(name) || seen[name] {
			return nil, fmt.Errorf("field %s: the name %q is missing, taken or not a word", f.Name, name)
		}
		seen[name] = true
		schema, err := describe(f.Type, f.Tag)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		fields = append(fields, Field{Name: name, Schema: schema, index: i})
	}
	return fields, nil
}

// recursive says whether a value of type t may hold another one of the same type: such a value has no schema.
func recursive(t reflect.Type, above ...reflect.Type) bool {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return false
	}
	if slices.Contains(above, t) {
		return true
	}
	for i := range t.NumField() {
		if recursive(t.Field(i).Type, append(above, t)...) {
			return true
		}
	}
	return false
}

// each visits s and everything below it, with the path as it would stand in an error (lists as []).
func (s *Schema) each(path string, visit func(path string, s *Schema)) {
	visit(path, s)
	if s.Item != nil {
		s.Item.each(path+"[]", visit)
	}
	for _, f := range s.Fields {
		below := f.Name
		if path != "" {
			below = path + "." + f.Name
		}
		f.each(below, visit)
	}
}
