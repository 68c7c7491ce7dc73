package mcp

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// callTool calls a function. What a check refuses is an error of the protocol; what the function or its parameters are about is a
// result that says so, because a model can do something about it (Tools, Error Handling).
func (h *Handler) callTool(ctx context.Context, box *toolbox, r *mcp.CallToolRequest) (*mcp.CallToolResult, error) {
	v := visitOf(ctx)
	if v.batch != nil {
		ctx = v.batch // which ends with the request, as that of the SDK does
		if err := protocols.BatchOver(ctx); err != nil {
			return nil, v.failure(call.AsError(err))
		}
	}
	request := v.request(r.Params.Name)
	if f := box.byName[r.Params.Name]; f != nil {
		request.Function = f.Name
	}
	request.Arguments = func() (map[string]any, error) { return readArguments(r.Params.Arguments) }
	request.Key = v.key(r.Params.Meta)
	value, err := h.Dispatcher.Call(ctx, request)
	if err == nil {
		result := succeeded(value)
		if v.repeated = v.repeated || request.Repeated; request.Repeated {
			result.Meta = mcp.Meta{metaRepeated: true}
		}
		return result, nil
	}
	e := call.AsError(err)
	if e.Check != "" {
		return nil, v.failure(e)
	}
	return v.failed(e), nil
}

// What may stand in the _meta of a call and of its answer (Basic, General fields, _meta).
const (
	metaKey      = "gatehouse/idempotencyKey"
	metaRepeated = "gatehouse/idempotencyReplayed"
)

// key is the Idempotency-Key of a call: that in its _meta, else (nil) that of the header. A batch has no header for one of its messages, and
// the order in which they are taken is not theirs, so that there a key stands with its message or nowhere.
func (v *visit) key(meta mcp.Meta) []string {
	given, ok := meta[metaKey]
	switch {
	case ok:
		key, _ := given.(string) // anything else is no key, and refused like an empty one
		return []string{key}
	case v.batch != nil && v.caller.IdempotencyKeys != nil:
		return []string{""}
	}
	return nil
}

func readArguments(text json.RawMessage) (map[string]any, error) {
	if len(text) == 0 {
		return map[string]any{}, nil
	}
	v, err := protocols.ParseJSON(text)
	if err != nil {
		return nil, err
	}
	object, ok := v.(map[string]any)
	if !ok {
		return nil, call.Errorf(call.InvalidParameter, "The arguments are not an object.")
	}
	return object, nil
}

// resultKey is where a result stands that is not an object. The revisions before 2026-07-28 want an object as structured content
// (Tools, Structured Content); a tool has one form, whichever is spoken.
const resultKey = "result"

// wrapped says whether a result needs an object around it: when it is none, or may be null.
func wrapped(s *call.Schema) bool { return s.Shape != call.Object || s.Pointer() }

// succeeded gives the result twice: as structured content, and as text for clients that read no other.
func succeeded(value call.Value) *mcp.CallToolResult {
	var text []byte
	if wrapped(value.Schema) {
		text = append(text, `{"`+resultKey+`":`...)
		text = append(protocols.AppendJSON(text, value, protocols.PlainStyle), '}')
	} else {
		text = protocols.AppendJSON(text, value, protocols.PlainStyle)
	}
	return &mcp.CallToolResult{Content: []mcp.Content{&mcp.TextContent{Text: string(text)}}, StructuredContent: json.RawMessage(text)}
}

// failed is the error as JSON in the text. It is not structured content, which clients check against the schema of results.
func (v *visit) failed(e *call.Error) *mcp.CallToolResult {
	text := encoded(struct {
		Message string `json:"message"`
		details
	}{strings.TrimPrefix(e.Error(), e.Path+": "), v.details(e)})
	return &mcp.CallToolResult{Content: []mcp.Content{&mcp.TextContent{Text: string(text)}}, IsError: true}
}
