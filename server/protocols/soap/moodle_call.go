package soap

import (
	"strconv"

	"gatehouse/server/call"
	"gatehouse/server/docs"
	"gatehouse/server/protocols"
)

// moodleDepth is how many lists and objects may be inside one another: an object takes two elements, and the envelope three.
const moodleDepth = (protocols.MaxDepth - 4) / 2

// WriteMoodle writes a call to Moodle's address as the SoapClient of PHP does: rpc/encoded, parts called by their parameters, objects as
// Maps. It is a docs.Face's Write. The namespace may be any; Moodle's own would be the address with the token in it.
func WriteMoodle(f *call.Function, arguments map[string]any) (*docs.Message, error) {
	if err := (protocols.Sayable{Text: protocols.NoXML, Depth: moodleDepth}).Check(arguments); err != nil {
		return nil, err
	}
	if err := checkParts(f, arguments); err != nil {
		return nil, err
	}
	w := &encodedWriter{}
	w.envelope(soap11)
	w.text(` xmlns:ns1="`, Namespace, `" xmlns:xsd="`, schemaSpace, `" xmlns:xsi="`, instanceSpace, `" xmlns:ns2="`, mapSpace,
		`" xmlns:SOAP-ENC="`, soap11.encoding, `" SOAP-ENV:encodingStyle="`, soap11.encoding, `">`)
	w.open(soap11, "Body")
	w.text("<ns1:", f.Name, ">")
	for _, e := range protocols.Entries(arguments, f.Parameters) {
		if err := w.value(protocols.Printable(e.Name), e.Name, e.Value, e.Schema); err != nil {
			return nil, err
		}
	}
	w.text("</ns1:", f.Name, ">")
	w.end(soap11, "Body", "Envelope")
	return sent(tokenPath, w.data, docs.Header{Name: "SOAPAction", Value: `"` + Namespace + "#" + f.Name + `"`})
}

// checkParts refuses parts that would be read as others: null leaves out what has a default, and where no part is called as a parameter
// they go by their position.
func checkParts(f *call.Function, arguments map[string]any) error {
	known := len(arguments) == 0 || len(f.Parameters.Fields) == 0
	for _, e := range protocols.Entries(arguments, f.Parameters) {
		path := protocols.Printable(e.Name)
		if err := checkName(path, e.Name); err != nil {
			return err
		}
		if e.Value == nil && e.Schema != nil && e.Schema.Presence == call.Defaulted && e.Schema.Default != nil {
			return call.Invalid(path, "is null, which stands for its default here.")
		}
		if known = known || e.Schema != nil; !known {
			return call.Invalid(path, "is not known here, and would be taken for the first parameter.")
		}
	}
	return nil
}

// encodedWriter writes values in SOAP's encoding, each with its type.
type encodedWriter struct{ buffer }

// value writes a value as an element.
func (w *encodedWriter) value(path, name string, v any, s *call.Schema) error {
	switch v := v.(type) {
	case nil:
		w.text("<", name, ` xsi:nil="true"/>`)
		return nil
	case []any:
		return w.array(path, name, v, protocols.ItemOf(s))
	case map[string]any:
		return w.mapped(path, name, v, s)
	}
	w.text("<", name, ` xsi:type="`, xsiType(v, s), `">`)
	w.xml(plain(v))
	w.text("</", name, ">")
	return nil
}

func (w *encodedWriter) array(path, name string, list []any, s *call.Schema) error {
	w.text("<", name, ` SOAP-ENC:arrayType="`, commonType(list, s), "[", strconv.Itoa(len(list)), `]" xsi:type="SOAP-ENC:Array">`)
	for i, item := range list {
		if err := w.value(path+"["+strconv.Itoa(i)+"]", itemName, item, s); err != nil {
			return err
		}
	}
	w.text("</", name, ">")
	return nil
}

func (w *encodedWriter) mapped(path, name string, object map[string]any, s *call.Schema) error {
	if s != nil && s.Shape == call.List && numbered(object) {
		return call.Invalid(path, "is an object whose keys are all numbers, which is a list here.")
	}
	w.text("<", name, ` xsi:type="ns2:Map">`)
	for _, e := range protocols.Entries(object, s) {
		w.text("<", itemName, `><key xsi:type="xsd:string">`)
		w.xml(e.Name)
		w.text("</key>")
		if err := w.value(protocols.PathBelow(path, e.Name), "value", e.Value, e.Schema); err != nil {
			return err
		}
		w.text("</", itemName, ">")
	}
	w.text("</", name, ">")
	return nil
}

func numbered(object map[string]any) bool {
	for key := range object {
		if _, err := strconv.Atoi(key); err != nil {
			return false
		}
	}
	return len(object) > 0
}

// commonType is the type that all items of a list have, or the one that holds every other.
func commonType(list []any, s *call.Schema) string {
	common := ""
	for _, item := range list {
		t := xsiType(item, s)
		if common != "" && common != t {
			return anyValue
		}
		common = t
	}
	if common == "" {
		return anyValue
	}
	return common
}

const anyValue = "xsd:ur-type"

// xsiType is the type that the schema has for a value when it is of that kind, or else that of the value itself.
func xsiType(v any, s *call.Schema) string {
	switch v := v.(type) {
	case bool:
		return "xsd:boolean"
	case float64:
		return "xsd:double"
	case int64:
		switch {
		case s != nil && s.Shape == call.Scalar && s.Type == call.Float:
			return "xsd:double"
		case v != int64(int32(v)):
			return "xsd:long"
		}
		return "xsd:int"
	case string:
		return "xsd:string"
	case []any:
		return "SOAP-ENC:Array"
	case map[string]any:
		return "ns2:Map"
	}
	return anyValue
}
