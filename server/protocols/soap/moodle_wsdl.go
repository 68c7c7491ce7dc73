package soap

import (
	"fmt"
	"slices"
	"strings"

	"gatehouse/server/call"
)

// moodleWSDL describes functions as Moodle does: WSDL 1.1, rpc/encoded, all in a namespace that is the address itself. Objects in
// lists are not described, and the names of the others are numbers that change with the functions: typed clients are for our own
// address. Functions that return nothing have an answer without parts, where Moodle leaves the answer out and clients would neither
// wait for it nor hear of a fault.
func moodleWSDL(functions []*call.Function, address string) []byte {
	sorted := slices.SortedFunc(slices.Values(functions), func(a, b *call.Function) int { return strings.Compare(a.Name, b.Name) })
	d := &moodleDocument{address: address}
	d.write(xmlHead, `<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:tns="`, address,
		`" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xsd="`, schemaSpace, `" xmlns:soap-enc="`, soap11.encoding,
		`" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" name="`, moodleClass, `" targetNamespace="`, address, `">`)
	messages := &document{}
	d.write(`<types><xsd:schema targetNamespace="`, address, `">`)
	for _, f := range sorted {
		d.function(f, messages)
	}
	d.write("</xsd:schema></types>")
	d.ports(sorted)
	d.Write(messages.Bytes())
	d.write("</definitions>\n")
	return d.Bytes()
}

// What Moodle calls things in its document.
const (
	moodleClass  = "webservices_virtual_class_000000"
	moodleStruct = "webservices_struct_class_%06d"
)

// moodleDocument is a document in the making. Its address is XML already.
type moodleDocument struct {
	document
	address string
	structs int
}

// function declares the types of a function in the document, and writes its messages behind those before.
func (d *moodleDocument) function(f *call.Function, messages *document) {
	if len(f.Parameters.Fields) == 0 {
		messages.write(`<message name="`, f.Name, `In"/>`)
	} else {
		messages.write(`<message name="`, f.Name, `In">`)
		for _, p := range f.Parameters.Fields {
			messages.write(`<part name="`, p.Name, `" type="`, d.typeOf(p.Schema), `"/>`)
		}
		messages.write("</message>")
	}
	if f.Result.Shape == call.Nothing {
		messages.write(`<message name="`, f.Name, `Out"/>`)
		return
	}
	messages.write(`<message name="`, f.Name, `Out"><part name="`, returnName, `" type="`, d.typeOf(f.Result), `"/></message>`)
}

// typeOf returns the type of a value, and declares it before when it is an object.
func (d *moodleDocument) typeOf(s *call.Schema) string {
	switch s.Shape {
	case call.List:
		return "soap-enc:Array"
	case call.Object:
		var fields []string
		for _, f := range s.Fields {
			fields = append(fields, `<xsd:element name="`+f.Name+`" type="`+d.typeOf(f.Schema)+`" nillable="true"/>`)
		}
		name := fmt.Sprintf(moodleStruct, d.structs)
		d.structs++
		d.write(`<xsd:complexType name="`, name, `"><xsd:all>`, strings.Join(fields, ""), "</xsd:all></xsd:complexType>")
		return "tns:" + name
	}
	return "xsd:" + simpleType(s.Type, true)
}

// ports writes what ties the messages to the address.
func (d *moodleDocument) ports(functions []*call.Function) {
	d.write(`<portType name="`, moodleClass, `Port">`)
	for _, f := range functions {
		d.write(`<operation name="`, f.Name, `"><documentation>`)
		d.text(f.Summary)
		d.write(`</documentation><input message="tns:`, f.Name, `In"/><output message="tns:`, f.Name, `Out"/></operation>`)
	}
	d.write(`</portType><binding name="`, moodleClass, `Binding" type="tns:`, moodleClass,
		`Port"><soap:binding style="rpc" transport="http://schemas.xmlsoap.org/soap/http"/>`)
	body := `<soap:body use="encoded" encodingStyle="` + soap11.encoding + `" namespace="` + d.address + `"/>`
	for _, f := range functions {
		d.write(`<operation name="`, f.Name, `"><soap:operation soapAction="`, d.address, "#", f.Name, `"/><input>`, body, "</input><output>", body, "</output></operation>")
	}
	d.write(`</binding><service name="`, moodleClass, `Service"><port name="`, moodleClass, `Port" binding="tns:`, moodleClass,
		`Binding"><soap:address location="`, d.address, `"/></port></service>`)
}
