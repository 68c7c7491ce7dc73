package call

import "reflect"

// Value is a result together with its schema: a cursor that protocols walk once, straight to the wire.
type Value struct {
	Schema *Schema
	v      reflect.Value
}

// Absent says whether an optional value was left out.
func (v Value) Absent() bool {
	if v.Schema.Presence != Optional {
		return false
	}
	return !v.v.IsValid() || v.isNil()
}

// Null says whether there is no value where one may stand.
func (v Value) Null() bool {
	return !v.v.IsValid() || v.Schema.pointer && v.v.IsNil()
}

func (v Value) isNil() bool {
	return (v.Schema.pointer || v.Schema.Shape == List) && v.v.IsNil()
}

func (v Value) target() reflect.Value {
	if v.Schema.pointer {
		return v.v.Elem()
	}
	return v.v
}

// Kind says in which Go kind a Scalar is held: Int (or Int64), Float64, Bool or String. It is quicker to ask than the type's name.
func (v Value) Kind() reflect.Kind { return v.target().Kind() }

// Go returns the result as the function made it, for encoders that prepare their walk by the schema: a pointer where the schema
// says Pointer, and struct fields under the numbers that Field.Index gives.
func (v Value) Go() reflect.Value { return v.v }

// Int returns a Scalar of type Int.
func (v Value) Int() int64 { return v.target().Int() }

// Float returns a Scalar of type Float.
func (v Value) Float() float64 { return v.target().Float() }

// Bool returns a Scalar of type Bool.
func (v Value) Bool() bool { return v.target().Bool() }

// Text returns a Scalar of any other type.
func (v Value) Text() string { return v.target().String() }

// Len returns the number of items of a List.
func (v Value) Len() int { return v.target().Len() }

// Item returns item i of a List.
func (v Value) Item(i int) Value { return Value{v.Schema.Item, v.target().Index(i)} }

// Field returns the value of the field with number i of an Object. Of a null object every field is null.
func (v Value) Field(i int) Value {
	f := &v.Schema.Fields[i]
	if v.Null() {
		return Value{Schema: f.Schema}
	}
	return Value{f.Schema, v.target().Field(f.index)}
}
