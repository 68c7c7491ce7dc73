package soap

import (
	"bytes"
	"slices"
	"strings"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// ownWSDL describes functions in WSDL 1.1: document/literal wrapped, as the Basic Profile 1.1 of WS-I allows it. SOAP 1.2 is spoken at
// the same address without a binding of its own, which that profile does not allow. The address is XML already.
func ownWSDL(t *types, functions []*call.Function, address string) []byte {
	sorted := slices.SortedFunc(slices.Values(functions), func(a, b *call.Function) int { return strings.Compare(a.Name, b.Name) })
	d := &document{}
	d.write(xmlHead, `<wsdl:definitions name="WebServices" targetNamespace="`, Namespace, `" xmlns:tns="`, Namespace,
		`" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="`, schemaSpace, `">`, "\n")
	d.schema(t, sorted)
	d.messages(sorted)
	d.portType(sorted)
	d.binding(sorted)
	d.write(`<wsdl:service name="WebServices"><wsdl:port name="WebServicesPort" binding="tns:WebServicesBinding"><soap:address location="`, address,
		"\"/></wsdl:port></wsdl:service>\n</wsdl:definitions>\n")
	return d.Bytes()
}

// document is a WSDL in the making.
type document struct{ bytes.Buffer }

func (d *document) write(parts ...string) {
	for _, part := range parts {
		d.WriteString(part)
	}
}

// text writes what is not ours to choose.
func (d *document) text(s string) { d.Write(protocols.AppendXML(d.AvailableBuffer(), s)) }

// schema declares types, and two elements for each function: what is sent and what comes back.
func (d *document) schema(t *types, functions []*call.Function) {
	d.write(`<wsdl:types><xs:schema targetNamespace="`, Namespace, `" elementFormDefault="qualified">`, "\n")
	for _, name := range t.reachable(functions) {
		d.write(`<xs:complexType name="`, name, `">`, t.named[name].body, "</xs:complexType>\n")
	}
	d.write(`<xs:element name="wsException" type="tns:`, exceptionType, "\"/>\n")
	for _, f := range functions {
		var taken, given []byte
		for _, p := range f.Parameters.Fields {
			taken = t.appendElement(taken, p.Name, p.Schema, true)
		}
		if f.Result.Shape != call.Nothing {
			given = t.appendElement(given, returnName, f.Result, false)
		}
		d.write(`<xs:element name="`, f.Name, `"><xs:complexType>`, sequence(taken), "</xs:complexType></xs:element>\n")
		d.write(`<xs:element name="`, f.Name, `Response"><xs:complexType>`, sequence(given), "</xs:complexType></xs:element>\n")
	}
	d.write("</xs:schema></wsdl:types>\n")
}

func (d *document) messages(functions []*call.Function) {
	for _, f := range functions {
		d.write(`<wsdl:message name="`, f.Name, `In"><wsdl:part name="parameters" element="tns:`, f.Name, "\"/></wsdl:message>\n")
		d.write(`<wsdl:message name="`, f.Name, `Out"><wsdl:part name="parameters" element="tns:`, f.Name, "Response\"/></wsdl:message>\n")
	}
	d.write(`<wsdl:message name="Fault"><wsdl:part name="fault" element="tns:wsException"/></wsdl:message>`, "\n")
}

func (d *document) portType(functions []*call.Function) {
	d.write(`<wsdl:portType name="WebServicesPort">`, "\n")
	for _, f := range functions {
		d.write(`<wsdl:operation name="`, f.Name, `"><wsdl:documentation>`)
		d.text(f.Summary)
		d.write(`</wsdl:documentation><wsdl:input message="tns:`, f.Name, `In"/><wsdl:output message="tns:`, f.Name,
			`Out"/><wsdl:fault name="WsFault" message="tns:Fault"/></wsdl:operation>`, "\n")
	}
	d.write("</wsdl:portType>\n")
}

func (d *document) binding(functions []*call.Function) {
	d.write(`<wsdl:binding name="WebServicesBinding" type="tns:WebServicesPort">`,
		`<soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>`, "\n")
	for _, f := range functions {
		d.write(`<wsdl:operation name="`, f.Name, `"><soap:operation soapAction="`, Namespace, "#", f.Name,
			`"/><wsdl:input><soap:body use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output>`,
			`<wsdl:fault name="WsFault"><soap:fault name="WsFault" use="literal"/></wsdl:fault></wsdl:operation>`, "\n")
	}
	d.write("</wsdl:binding>\n")
}
