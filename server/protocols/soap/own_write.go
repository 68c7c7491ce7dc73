package soap

import (
	"reflect"
	"strconv"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// appendLiteral writes the answer of a function behind b, as our document describes it.
func (v *version) appendLiteral(b []byte, function string, result call.Value) []byte {
	b = append(append(append(append(b, xmlHead+"<"...), v.prefix...), ":Envelope xmlns:"...), v.prefix...)
	b = append(append(append(b, `="`...), v.envelope...), `" xmlns:xsi="`+instanceSpace+`">`...)
	b = append(append(append(v.open(b, "Body"), '<'), function...), `Response xmlns="`+Namespace+`">`...)
	b = appendElement(b, returnName, result)
	b = append(append(append(b, "</"...), function...), "Response>"...)
	return v.end(v.end(b, "Body"), "Envelope")
}

// appendElement writes a value as an element of that name; a list as one for each item, and what is absent or nothing not at all.
func appendElement(b []byte, name string, v call.Value) []byte {
	switch {
	case v.Schema.Shape == call.Nothing || v.Absent():
		return b
	case v.Null():
		return append(append(append(b, '<'), name...), ` xsi:nil="true"/>`...)
	case v.Schema.Shape == call.List:
		for i := range v.Len() {
			b = appendItem(b, name, v.Item(i))
		}
		return b
	}
	b = append(append(append(b, '<'), name...), '>')
	if v.Schema.Shape == call.Object {
		for i := range v.Schema.Fields {
			b = appendElement(b, v.Schema.Fields[i].Name, v.Field(i))
		}
	} else {
		b = appendScalar(b, v)
	}
	return append(append(append(b, "</"...), name...), '>')
}

// appendItem writes an item of a list. A list inside a list has an element of its own around its items.
func appendItem(b []byte, name string, v call.Value) []byte {
	if v.Schema.Shape != call.List {
		return appendElement(b, name, v)
	}
	b = append(append(append(b, '<'), name...), '>')
	b = appendElement(b, itemName, v)
	return append(append(append(b, "</"...), name...), '>')
}

// itemName is what the items of a list inside a list are called.
const itemName = "item"

// appendScalar writes a value as XML Schema spells it.
func appendScalar(b []byte, v call.Value) []byte {
	switch v.Kind() {
	case reflect.String:
		return protocols.AppendXML(b, v.Text())
	case reflect.Bool:
		return strconv.AppendBool(b, v.Bool())
	case reflect.Float64:
		return strconv.AppendFloat(b, v.Float(), 'g', -1, 64)
	}
	return strconv.AppendInt(b, v.Int(), 10)
}
