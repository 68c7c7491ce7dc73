package soap

import (
	"math"
	"reflect"
	"strconv"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// answer writes the result of a function behind b, as PHP's SoapServer does with Moodle's document: a result that is an object has
// the types that are declared for it, what is in a list has not and is a Map. It stands in the namespace of the call, which is the
// address of the document for who has read that. SOAP 1.1, section 7.1; SOAP 1.2 part 2, section 4.2.
func (s *moodle) answer(b []byte, m *message, result call.Value) []byte {
	space := m.space
	if space == "" {
		space = s.PublicURL + s.path
	}
	b = append(append(append(append(b, xmlHead+"<"...), m.prefix...), ":Envelope xmlns:"...), m.prefix...)
	b = append(append(append(b, `="`...), m.envelope...), `" xmlns:ns1="`...)
	b = protocols.AppendXML(b, space)
	b = append(append(b, `" xmlns:xsd="`+schemaSpace+`" xmlns:xsi="`+instanceSpace+`" xmlns:ns2="`+mapSpace+`" xmlns:enc="`...), m.encoding...)
	if m.version == soap11 {
		b = append(append(append(b, `" SOAP-ENV:encodingStyle="`...), m.encoding...), `">`...)
	} else {
		b = append(b, `">`...)
	}
	b = append(append(append(m.open(b, "Body"), "<ns1:"...), m.function...), "Response"...)
	void := result.Schema.Shape == call.Nothing
	if m.version == soap12 {
		b = append(append(append(b, ` env:encodingStyle="`...), m.encoding...), '"')
	}
	b = append(b, '>')
	if m.version == soap12 && !void {
		b = append(b, `<rpc:result xmlns:rpc="http://www.w3.org/2003/05/soap-rpc">return</rpc:result>`...)
	}
	if !void {
		e := encoder{b, m.version}
		e.element(returnName, result, true)
		b = e.b
	}
	b = append(append(append(b, "</ns1:"...), m.function...), "Response>"...)
	return m.end(m.end(b, "Body"), "Envelope")
}

// encoder is an answer in the making.
type encoder struct {
	b []byte
	*version
}

func (e *encoder) text(parts ...string) {
	for _, part := range parts {
		e.b = append(e.b, part...)
	}
}

// element writes a value. Of a declared one the document says the type; there yes and no are numbers, and what is absent is nothing.
func (e *encoder) element(name string, v call.Value, declared bool) {
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
			e.b = appendScalar(e.b, v)
		}
		e.text("</", name, ">")
	}
}

func (e *encoder) object(name string, v call.Value, declared bool) {
	if declared {
		e.text("<", name, ">")
		for i := range v.Schema.Fields {
			e.element(v.Schema.Fields[i].Name, v.Field(i), true)
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
		e.element("value", value, false)
		e.text("</item>")
	}
	e.text("</", name, ">")
}

// list writes an array: SOAP 1.1, section 5.4.2; SOAP 1.2 part 2, section 3.1.6.
func (e *encoder) list(name string, v call.Value) {
	e.text("<", name)
	if e.version == soap11 {
		e.text(` enc:arrayType="`, itemType(v), "[")
		e.b = strconv.AppendInt(e.b, int64(v.Len()), 10)
		e.text(`]" xsi:type="enc:Array">`)
	} else {
		e.text(` enc:itemType="`, itemType(v), `" enc:arraySize="`)
		e.b = strconv.AppendInt(e.b, int64(v.Len()), 10)
		e.text(`" xsi:type="enc:Array">`)
	}
	for i := range v.Len() {
		e.element(itemName, v.Item(i), false)
	}
	e.text("</", name, ">")
}

// itemType is the type of the items of a list.
func itemType(list call.Value) string {
	switch item := list.Schema.Item; item.Shape {
	case call.List:
		return "enc:Array"
	case call.Object:
		return "ns2:Map"
	default:
		return "xsd:" + scalarType(item, list)
	}
}

// scalarType is the type of the scalars in a list: whole numbers are wide when one of them is.
func scalarType(item *call.Schema, list call.Value) string {
	if item.Type == call.Int {
		for i := range list.Len() {
			if v := list.Item(i); !v.Null() && wide(v.Int()) {
				return "long"
			}
		}
	}
	return simpleType(item.Type, false)
}

func typeOf(v call.Value, declared bool) string {
	if v.Schema.Type == call.Int && wide(v.Int()) {
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

func wide(n int64) bool { return n > math.MaxInt32 || n < math.MinInt32 }
