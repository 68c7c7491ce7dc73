package main

import (
	"gatehouse/server/call"
	"gatehouse/server/docs"
	"gatehouse/server/protocols/amf"
	"gatehouse/server/protocols/jsonrpc"
	"gatehouse/server/protocols/mcp"
	"gatehouse/server/protocols/rest"
	"gatehouse/server/protocols/soap"
	"gatehouse/server/protocols/xmlrpc"
)

// faces is the table of the ways of writing a call down, in the order in which people see them. A new one is a row here.
func faces() docs.Faces {
	type write = func(f *call.Function, arguments map[string]any) (*docs.Message, error)
	row := func(name, protocol, title string, w write) docs.Face {
		return docs.Face{Name: name, Protocol: protocol, Title: title, Write: w}
	}
	return docs.Faces{
		row("rest", rest.Name, "REST, JSON", rest.WriteOwn),
		row("rest-moodle", rest.Name, "REST, Moodle's address", rest.WriteMoodle),
		row("restful", rest.Name, "RESTful", rest.WriteRESTful),
		row("soap", soap.Name, "SOAP", soap.WriteOwn),
		row("soap-moodle", soap.Name, "SOAP, Moodle's address", soap.WriteMoodle),
		row("xmlrpc", xmlrpc.Name, "XML-RPC", xmlrpc.WriteCall),
		row("amf", amf.Name, "AMF", amf.WriteCall),
		row("jsonrpc", jsonrpc.Name, "JSON-RPC", jsonrpc.WriteCall),
		row("mcp", mcp.Name, "MCP", mcp.WriteCall),
	}
}
