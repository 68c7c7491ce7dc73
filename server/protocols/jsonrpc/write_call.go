package jsonrpc

import (
	"gatehouse/server/call"
	"gatehouse/server/docs"
	"gatehouse/server/protocols"
)

// WriteCall writes a call as a request with named parameters. It is a docs.Face's Write.
func WriteCall(f *call.Function, arguments map[string]any) (*docs.Message, error) {
	if err := (protocols.Sayable{}).Check(arguments); err != nil {
		return nil, err
	}
	b := append([]byte("{\n  \"jsonrpc\": \"2.0\",\n  \"method\": \""), f.Name...)
	b = append(b, "\",\n  \"params\": "...)
	b = protocols.AppendArguments(b, arguments, f.Parameters, 1)
	b = append(b, ",\n  \"id\": 1\n}\n"...)
	return protocols.Sent(address, docs.JSONBody, "application/json", b, docs.Bearer)
}
