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
	row := func(name, protocol, title, path string, kind docs.BodyKind, w write) docs.Face {
		return docs.Face{Name: name, Protocol: protocol, Title: title, Path: path, Kind: kind, Write: w}
	}
	return docs.Faces{
		row("rest", rest.Name, "REST, JSON", "/webservice/rest/FUNCTION", docs.JSONBody, rest.WriteOwn),
		row("rest-moodle", rest.Name, "REST, Moodle's address", "/webservice/rest/server.php", docs.FormBody, rest.WriteMoodle),
		row("restful", rest.Name, "RESTful", "/webservice/restful/server.php/FUNCTION", docs.JSONBody, rest.WriteRESTful),
		row("soap", soap.Name, "SOAP", "/webservice/soap", docs.XMLBody, soap.WriteOwn),
		row("soap-moodle", soap.Name, "SOAP, Moodle's address", "/webservice/soap/server.php", docs.XMLBody, soap.WriteMoodle),
		row("xmlrpc", xmlrpc.Name, "XML-RPC", "/webservice/xmlrpc", docs.XMLBody, xmlrpc.WriteCall),
		row("amf", amf.Name, "AMF", "/webservice/amf", docs.BinaryBody, amf.WriteCall),
		row("jsonrpc", jsonrpc.Name, "JSON-RPC", "/webservice/jsonrpc", docs.JSONBody, jsonrpc.WriteCall),
		row("mcp", mcp.Name, "MCP", "/webservice/mcp", docs.JSONBody, mcp.WriteCall),
	}
}
