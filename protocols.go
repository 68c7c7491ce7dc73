package main

import (
	"slices"

	"gatehouse/graph"
)

// protocolTable is every protocol that there is, as the admin app shows it. Which of them this program speaks builtProtocols says.
var protocolTable = []graph.Wire{
	{
		Name: "rest", Title: "REST", Summary: "Forms or JSON in, JSON or XML out. Every language can call it without a library.",
		Addresses: []graph.WireAddress{
			{Label: "Moodle's address", Path: "/webservice/rest/server.php", Formats: "form in, XML or JSON out"},
			{Label: "Our own", Path: "/webservice/rest/FUNCTION", Formats: "JSON in and out, real status codes"},
			{Label: "RESTful", Path: "/webservice/restful/server.php/FUNCTION", Formats: "JSON in and out, the key in Authorization"},
		},
	},
	{
		Name: "soap", Title: "SOAP", Summary: "Typed calls described by a WSDL, for Java, .NET and PHP.",
		Addresses: []graph.WireAddress{
			{Label: "Moodle's address", Path: "/webservice/soap/server.php", Formats: "RPC/encoded, ?wsdl=1"},
			{Label: "Our own", Path: "/webservice/soap", Formats: "document/literal, SOAP 1.1 and 1.2, ?wsdl"},
		},
	},
	{
		Name: "xmlrpc", Title: "XML-RPC", Summary: "Small and old, with a client in nearly every language.",
		Addresses: []graph.WireAddress{
			{Label: "Moodle's address", Path: "/webservice/xmlrpc/server.php", Formats: "positional parameters"},
			{Label: "Our own", Path: "/webservice/xmlrpc", Formats: "introspection and multicall"},
		},
	},
	{
		Name: "amf", Title: "AMF", Summary: "Binary calls of Flash and Flex applications.",
		Addresses: []graph.WireAddress{
			{Label: "Moodle's address", Path: "/webservice/amf/server.php", Formats: "AMF0 and AMF3"},
			{Label: "Our own", Path: "/webservice/amf", Formats: "AMF0 and AMF3, Flex messages"},
		},
	},
	{
		Name: "jsonrpc", Title: "JSON-RPC", Summary: "JSON-RPC 2.0 with batches and an OpenRPC document.",
		Addresses: []graph.WireAddress{{Label: "Our own", Path: "/webservice/jsonrpc", Formats: "JSON, batches, rpc.discover"}},
	},
	{
		Name: "mcp", Title: "MCP", Summary: "A key's functions as the tools of an AI assistant.",
		Addresses: []graph.WireAddress{{Label: "Our own", Path: "/webservice/mcp", Formats: "streamable HTTP"}},
	},
}

// wires are the protocols, each with whether this program speaks it.
func wires() []graph.Wire {
	list := slices.Clone(protocolTable)
	for i := range list {
		list[i].Built = slices.Contains(builtProtocols, list[i].Name)
	}
	return list
}
