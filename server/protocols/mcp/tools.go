package mcp

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
	"github.com/modelcontextprotocol/go-sdk/mcp"

	"gatehouse/server/call"
	"gatehouse/server/docs"
)

// toolbox holds every function as a tool. It is made once.
type toolbox struct {
	byName map[string]*call.Function // by the name of the tool, and by the function's own where that is longer
	tools  map[*call.Function]*mcp.Tool
}

func newToolbox(c *call.Catalogue) *toolbox {
	all := c.All()
	box := &toolbox{make(map[string]*call.Function, len(all)), make(map[*call.Function]*mcp.Tool, len(all))}
	for _, f := range all {
		tool := newTool(f)
		box.byName[tool.Name], box.byName[f.Name], box.tools[f] = f, f, tool
	}
	return box
}

func newTool(f *call.Function) *mcp.Tool {
	input, output := docs.ParametersSchema(f), docs.ResultSchema(f)
	if wrapped(f.Result) {
		output = &docs.JSONSchema{
			Type: "object", Required: []string{resultKey}, Properties: docs.Keys[*docs.JSONSchema]{{Name: resultKey, Value: output}},
		}
	}
	readable(input)
	readable(output)
	return &mcp.Tool{
		Name: toolName(f.Name), Description: describe(f), Annotations: annotate(f),
		InputSchema: encoded(input), OutputSchema: encoded(output),
	}
}

// maxName is how long the names of tools may be, by what the large clients take. MCP itself would have 128.
const maxName = 64

// toolName is the function's name. One that is too long ends with a part of its hash, behind a dash, which no function's name has.
func toolName(function string) string {
	if len(function) <= maxName {
		return function
	}
	sum := sha256.Sum256([]byte(function))
	return function[:maxName-9] + "-" + hex.EncodeToString(sum[:4])
}

// describe says what a function does.
func describe(f *call.Function) string {
	text := f.Summary
	if f.Description != "" {
		text += "\n\n" + f.Description
	}
	if f.Deprecated() {
		text += "\n\nDeprecated: call " + toolName(f.ReplacedBy) + " instead."
	}
	return docs.Visible(text)
}

func readable(s *docs.JSONSchema) {
	s.Title, s.Description = docs.Visible(s.Title), docs.Visible(s.Description)
	if s.Items != nil {
		readable(s.Items)
	}
	for _, property := range s.Properties {
		readable(property.Value)
	}
}

// change is what a function that writes does to what is there, by the verb in its name.
type change struct {
	adds    bool // nothing that was there is changed or lost
	repeats bool // a second time changes nothing more
}

var changes = map[string]change{
	"create": {adds: true}, "send": {adds: true}, "upload": {adds: true},
	"add": {adds: true, repeats: true}, "assign": {adds: true, repeats: true}, "enrol": {adds: true, repeats: true},
	"update": {repeats: true}, "set": {repeats: true}, "delete": {repeats: true}, "remove": {repeats: true},
	"unassign": {repeats: true}, "unenrol": {repeats: true},
}

// annotate gives hints. A verb that is not in the table may do the worst.
func annotate(f *call.Function) *mcp.ToolAnnotations {
	reads, nothingOutside := f.Effect == call.Read, false
	verb := changes[verbOf(f)]
	destroys := !reads && !verb.adds
	return &mcp.ToolAnnotations{
		ReadOnlyHint: reads, DestructiveHint: &destroys, IdempotentHint: reads || verb.repeats, OpenWorldHint: &nothingOutside,
	}
}

// verbOf is the first word of a function's name behind its component that is a verb of the table.
func verbOf(f *call.Function) string {
	name := strings.TrimPrefix(strings.TrimPrefix(f.Name, f.Component+"_"), "core_")
	words := strings.Split(name, "_")
	i := slices.IndexFunc(words, func(word string) bool { _, known := changes[word]; return known })
	if i < 0 {
		return ""
	}
	return words[i]
}

// anyObject is the schema of parameters where the SDK asks for one and nobody reads it.
var anyObject = json.RawMessage(`{"type":"object"}`)

// listTools lists what the token may call now, in the order of its services.
func (h *Handler) listTools(ctx context.Context, box *toolbox, r *mcp.ListToolsRequest) (*mcp.ListToolsResult, error) {
	if r.Params != nil && r.Params.Cursor != "" {
		return nil, &jsonrpc.Error{Code: jsonrpc.CodeInvalidParams, Message: "There is no such cursor: the list has one page."}
	}
	v := visitOf(ctx)
	functions, err := h.Dispatcher.Functions(ctx, v.request(""))
	if err != nil {
		return nil, v.failure(call.AsError(err))
	}
	result := &mcp.ListToolsResult{Cacheable: fresh, Tools: make([]*mcp.Tool, len(functions))}
	for i, f := range functions {
		result.Tools[i] = box.tools[f]
	}
	return result, nil
}
