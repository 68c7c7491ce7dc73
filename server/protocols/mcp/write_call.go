package mcp

import (
	"gatehouse/server/call"
	"gatehouse/server/docs"
	"gatehouse/server/protocols"
)

// written is the revision that calls are written in: the newest of those that need nothing but the call itself and a header.
const written = "2025-11-25"

// WriteCall writes a call of a function's tool, without the handshake that this server does not need. It is a docs.Face's Write.
func WriteCall(f *call.Function, arguments map[string]any) (*docs.Message, error) {
	if err := (protocols.Sayable{}).Check(arguments); err != nil {
		return nil, err
	}
	b := append([]byte("{\n  \"jsonrpc\": \"2.0\",\n  \"id\": 1,\n  \"method\": \"tools/call\",\n  \"params\": {\n    \"name\": \""), toolName(f.Name)...)
	b = append(b, "\",\n    \"arguments\": "...)
	b = protocols.AppendArguments(b, arguments, f.Parameters, 2)
	b = append(b, "\n  }\n}\n"...)
	return protocols.Sent("/webservice/mcp", docs.JSONBody, "application/json", b,
		docs.Header{Name: "Accept", Value: "application/json, text/event-stream"},
		docs.Header{Name: "MCP-Protocol-Version", Value: written}, docs.Bearer)
}
