package main

import (
	"slices"
	"strings"

	"gatehouse/server/call"
	"gatehouse/server/docs"
	"gatehouse/server/protocols/jsonrpc"
	"gatehouse/server/protocols/rest"
	"gatehouse/server/protocols/soap"
	"gatehouse/server/store"
)

// The addresses that are described. Each is a row of protocolTable too.
const (
	restAddress       = "/webservice/rest/"
	soapAddress       = "/webservice/soap"
	moodleSOAPAddress = "/webservice/soap/server.php"
	jsonrpcAddress    = "/webservice/jsonrpc"
)

const (
	jsonType = "application/json"
	codeType = "text/plain; charset=utf-8" // which every browser shows
)

// described is the table of descriptions, in the order in which people see them. A new one is a row here.
func described(s *store.Store, catalogue *call.Catalogue, publicURL string) *docs.Descriptions {
	row := func(file, title, media, protocol, address string, documents *docs.Documents) docs.Description {
		return docs.Description{File: file, Title: title, MediaType: media, Protocol: protocol, Address: address, Documents: documents}
	}
	list := []docs.Description{
		row(docs.OpenAPIFile, "OpenAPI 3.1", jsonType, rest.Name, restAddress, &docs.Documents{Make: docs.OpenAPI}),
		row(docs.OpenRPCFile, "OpenRPC", jsonType, jsonrpc.Name, jsonrpcAddress, &docs.Documents{Make: jsonrpc.Describe}),
		row(docs.WSDLFile, "WSDL with types", "text/xml; charset=utf-8", soap.Name, soapAddress, soap.NewWSDL(catalogue)),
		row(docs.MoodleWSDLFile, "WSDL of Moodle's address", "application/xml; charset=utf-8", soap.Name, moodleSOAPAddress, soap.NewMoodleWSDL()),
		row(docs.PostmanFile, "Postman collection", jsonType, rest.Name, restAddress, &docs.Documents{Make: docs.Postman}),
		row(docs.TypeScriptFile, "TypeScript client", codeType, rest.Name, restAddress, &docs.Documents{Make: docs.TypeScript}),
		row(docs.GoFile, "Go client", codeType, rest.Name, restAddress, &docs.Documents{Make: docs.Go}),
		row(docs.PythonFile, "Python client", codeType, rest.Name, restAddress, &docs.Documents{Make: docs.Python}),
	}
	site := func() docs.Site {
		return docs.Site{URL: publicURL, Name: s.Settings().Site.Name, Version: version}
	}
	made := &docs.Descriptions{Site: site, All: list}
	made.Find(docs.WSDLFile).Own = soapAddress + "?wsdl"
	made.Find(docs.MoodleWSDLFile).Own = moodleSOAPAddress + "?wsdl=1"
	return made
}

// protocolsOn are the protocols that can be called now, with their addresses.
func protocolsOn(settings store.WebServiceSettings) []docs.Protocol {
	var on []docs.Protocol
	for _, wire := range wires() {
		if !settings.Enabled || !wire.Built || !slices.Contains(settings.Protocols, wire.Name) {
			continue
		}
		protocol := docs.Protocol{Name: wire.Name}
		for _, address := range wire.Addresses {
			path := strings.TrimSuffix(address.Path, "FUNCTION")
			protocol.Addresses = append(protocol.Addresses, docs.ProtocolAddress{Path: path, Title: wire.Title + ": " + address.Label})
		}
		on = append(on, protocol)
	}
	return on
}
