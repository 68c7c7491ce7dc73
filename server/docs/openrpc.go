package docs

import (
	"encoding/json"
	"fmt"

	"gatehouse/server/call"
)

// OpenRPC is a description of JSON-RPC functions (OpenRPC 1.3.2, spec.open-rpc.org).
type OpenRPC struct {
	OpenRPC string          `json:"openrpc"`
	Info    OpenRPCInfo     `json:"info"`
	Servers []OpenRPCServer `json:"servers"`
	Methods []OpenRPCMethod `json:"methods"`
}

// OpenRPCInfo says what is described.
type OpenRPCInfo struct {
	Title       string `json:"title"`
	Description string `json:"description,omitempty"`
	Version     string `json:"version"`
}

// OpenRPCServer says where it is called.
type OpenRPCServer struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

// OpenRPCMethod is one function. The names that begin with x- are ours: read or write, the capabilities it asks for, and what
// replaces it.
type OpenRPCMethod struct {
	Name           string           `json:"name"`
	Summary        string           `json:"summary"`
	Description    string           `json:"description,omitempty"`
	Tags           []OpenRPCTag     `json:"tags"`
	ParamStructure string           `json:"paramStructure"`
	Params         []OpenRPCContent `json:"params"`
	Result         OpenRPCContent   `json:"result"`
	Errors         []OpenRPCError   `json:"errors,omitempty"`
	Deprecated     bool             `json:"deprecated,omitempty"`
	Examples       []OpenRPCExample `json:"examples,omitempty"`
	Effect         call.Effect      `json:"x-effect"`
	Capabilities   []string         `json:"x-capabilities,omitempty"`
	ReplacedBy     string           `json:"x-replaced-by,omitempty"`
}

// OpenRPCTag sorts functions by the part that they belong to.
type OpenRPCTag struct {
	Name string `json:"name"`
}

// OpenRPCContent is a parameter or a result.
type OpenRPCContent struct {
	Name        string      `json:"name"`
	Description string      `json:"description,omitempty"`
	Required    bool        `json:"required,omitempty"`
	Schema      *JSONSchema `json:"schema"`
}

// OpenRPCError is what an error object holds that the function answers with. Numbers are unique in OpenRPC: failures that have one number
// stand together in its data.
type OpenRPCError struct {
	Number  int       `json:"code"`
	Message string    `json:"message"`
	Data    []Failure `json:"data"`
}

// OpenRPCExample is one call and what it gives.
type OpenRPCExample struct {
	Name   string         `json:"name"`
	Params []OpenRPCValue `json:"params"`
	Result OpenRPCValue   `json:"result"`
}

// OpenRPCValue is a parameter or a result in an example.
type OpenRPCValue struct {
	Name  string          `json:"name"`
	Value json.RawMessage `json:"value"`
}

// NewOpenRPC describes functions that are called at an address, in their order. number is the number that an error object has for a code.
func NewOpenRPC(info OpenRPCInfo, address string, number func(call.Code) int, functions []*call.Function) *OpenRPC {
	d := &OpenRPC{
		OpenRPC: "1.3.2", Info: info,
		Servers: []OpenRPCServer{{Name: "default", URL: address}},
		Methods: make([]OpenRPCMethod, len(functions)),
	}
	for i, f := range functions {
		d.Methods[i] = openRPCMethod(f, number)
	}
	return d
}

// JSON is the description as it is sent.
func (d *OpenRPC) JSON() []byte { return asJSON(d) }

func openRPCMethod(f *call.Function, number func(call.Code) int) OpenRPCMethod {
	m := OpenRPCMethod{
		Name: f.Name, Summary: f.Summary, Description: f.Description, Tags: []OpenRPCTag{{f.Component}}, ParamStructure: "either",
		Params: []OpenRPCContent{}, Result: OpenRPCContent{Name: "result", Schema: ResultSchema(f)},
		Errors: openRPCErrors(f, number), Deprecated: f.Deprecated(), Examples: openRPCExamples(f),
		Effect: f.Effect, Capabilities: f.Capabilities, ReplacedBy: f.ReplacedBy,
	}
	for i := range f.Parameters.Fields {
		p := &f.Parameters.Fields[i]
		m.Params = append(m.Params, OpenRPCContent{
			Name: p.Name, Description: p.Doc, Required: p.Presence == call.Required, Schema: ParameterSchema(p),
		})
	}
	return m
}

func openRPCErrors(f *call.Function, number func(call.Code) int) []OpenRPCError {
	var list []OpenRPCError
	for _, group := range failuresByNumber(f.Errors, number) {
		message := group.failures[0].Sentence
		if n := len(group.failures); n > 1 {
			message = fmt.Sprintf("One of %d errors, which the code in the data tells apart.", n)
		}
		list = append(list, OpenRPCError{group.number, message, group.failures})
	}
	return list
}

// openRPCExamples is the declared example, if there is one that can be read.
func openRPCExamples(f *call.Function) []OpenRPCExample {
	var arguments map[string]json.RawMessage
	if json.Unmarshal([]byte(f.Example.Arguments), &arguments) != nil {
		return nil
	}
	made := OpenRPCExample{Name: f.Name, Params: []OpenRPCValue{}, Result: OpenRPCValue{"result", json.RawMessage("null")}}
	for i := range f.Parameters.Fields {
		name := f.Parameters.Fields[i].Name
		if value, ok := arguments[name]; ok {
			made.Params = append(made.Params, OpenRPCValue{name, value})
		}
	}
	if result := example(f.Example.Result); result != nil {
		made.Result.Value = result
	}
	return []OpenRPCExample{made}
}
