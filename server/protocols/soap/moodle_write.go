package soap

import (
	"math"
	"reflect"
	"strconv"

	"gatehouse/server/call"
)

// encoder writes values in the encoding of a version.
type encoder struct {
	*buffer
	v *version
}

// answer writes the result of a function, as PHP's SoapServer does with Moodle's document: a result that is an object has the
// types that are declared for it, what is in a list has not and is a Map. space is the namespace of the call. SOAP 1.1, section 7.1;
// SOAP 1.2 part 2, section 4.2.
func (e encoder) answer(function, space string, result call.Value) {
	e.envelope(e.v)
	e.text(` xmlns:ns1="`)
	e.xml(space)
	e.text(`" xmlns:xsd="`, schemaSpace, `" xmlns:xsi="`, instanceSpace, `" xmlns:ns2="`, mapSpace, `" xmlns:enc="`, e.v.encoding, `"`)
	style := ` ` + e.v.prefix + `:encodingStyle="` + e.v.encoding + `">`
	if e.v == soap11 {
		e.text(style)
		e.open(e.v, "Body")
		e.text("<ns1:", function, "Response>")
	} else {
		e.text(">")
		e.open(e.v, "Body")
		e.text("<ns1:", function, "Response", style)
	}
	if result.Schema.Shape != call.Nothing {
		if e.v == soap12 {
			e.text(`<rpc:result xmlns:rpc="http://www.w3.org/2003/05/soap-rpc">`, returnName, `</rpc:result>`)
		}
		e.value(returnName, result, true)
	}
	e.text("</ns1:", function, "Response>")
	e.end(e.v, "Body", "Envelope")
}

// value writes a value. Of a declared one the document says the type; there yes and no are numbers, and what is absent is nothing.
func (e encoder) value(name string, v call.Value, declared bool) {
	if v.Absent() || v.Null() {
		e.text("<", name, ` xsi:nil="true"/>`)
		return
	}
	switch v.Schema.Shape {
	case call.List:
		e.list(name, v)
	case call.Object:
		e.object(name, v, declared)
	default:
		e.text("<", name, ` xsi:type="xsd:`, typeOf(v, declared), `">`)
		if declared && v.Kind() == reflect.Bool {
			e.text(map[bool]string{false: "0", true: "1"}[v.Bool()])
		} else {
			e.scalar(v)
		}
		e.text("</", name, ">")
	}
}

func (e encoder) object(name string, v call.Value, declared bool) {
	if declared {
		e.text("<", name, ">")
		for i := range v.Schema.Fields {
			e.value(v.Schema.Fields[i].Name, v.Field(i), true)
		}
		e.text("</", name, ">")
		return
	}
	e.text("<", name, ` xsi:type="ns2:Map">`)
	for i := range v.Schema.Fields {
		value := v.Field(i)
		if value.Absent() {
			continue
		}
		e.text(`<item><key xsi:type="xsd:string">`, v.Schema.Fields[i].Name, "</key>")
		e.value("value", value, false)
		e.text("</item>")
	}
	e.text("</", name, ">")
}

// list writes an array: SOAP 1.1, section 5.4.2; SOAP 1.2 part 2, section 3.1.6.
func (e encoder) list(name string, v call.Value) {
	length := strconv.Itoa(v.Len())
	if e.v == soap11 {
		e.text("<", name, ` enc:arrayType="`, itemType(v), "[", length, `]" xsi:type="enc:Array">`)
	} else {
		e.text("<", name, ` enc:itemType="`, itemType(v), `" enc:arraySize="`, length, `" xsi:type="enc:Array">`)
	}
	for i := range v.Len() {
		e.value(itemName, v.Item(i), false)
	}
	e.text("</", name, ">")
}

// itemType is the type of the items of a list. Whole numbers are wide when one of them is.
func itemType(list call.Value) string {
	item := list.Schema.Item
	switch {
	case item.Shape == call.List:
		return "enc:Array"
	case item.Shape == call.Object:
		return "ns2:Map"
	case item.Type == call.Int:
		for i := range list.Len() {
			if v := list.Item(i); !v.Null() && wide(v) {
				return "xsd:long"
			}
		}
	}
	return "xsd:" + simpleType(item.Type, false)
}

func typeOf(v call.Value, declared bool) string {
	if v.Schema.Type == call.Int && wide(v) {
		return "long"
	}
	return simpleType(v.Schema.Type, declared)
}

// simpleType is what Moodle's document calls a type, in which yes and no are numbers; declared says that this is about that document.
func simpleType(t call.Type, declared bool) string {
	switch t {
	case call.Int:
		return "int"
	case call.Float:
		return "double"
	case call.Bool:
		if declared {
			return "int"
		}
		return "boolean"
	}
	return "string"
}

// wide says whether a whole number does not fit into xsd:int.
func wide(v call.Value) bool { return v.Int() > math.MaxInt32 || v.Int() < math.MinInt32 }
