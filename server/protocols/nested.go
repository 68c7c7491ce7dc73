package protocols

import (
	"context"

	"gatehouse/server/call"
)

// Nested makes calls that came inside another call: their arguments and results are JSON, whatever that call's protocol is.
type Nested struct{ Dispatcher *call.Dispatcher }

// Call makes one call through all checks. data is its result, empty when the function returns nothing; exception says what went wrong,
// empty when nothing did.
func (n *Nested) Call(ctx context.Context, r *call.Request, arguments string) (data, exception string) {
	r.Arguments = func() (map[string]any, error) { return NestedArguments([]byte(arguments)) }
	err := BatchOver(ctx)
	var value call.Value
	if err == nil {
		value, err = n.Dispatcher.Call(ctx, r)
	}
	if err != nil {
		return "", string(AppendMoodleException(nil, call.AsError(err), r.ID))
	}
	if value.Schema.Shape == call.Nothing {
		return "", ""
	}
	return string(AppendJSON(nil, value, PHPStyle)), ""
}

// NestedArguments reads the arguments of one call of several. PHP writes an object without keys as an empty list.
func NestedArguments(text []byte) (map[string]any, error) {
	v, err := ParseJSON(text)
	if err != nil {
		return nil, err
	}
	if list, ok := v.([]any); ok && len(list) == 0 {
		return map[string]any{}, nil
	}
	object, ok := v.(map[string]any)
	if !ok {
		return nil, call.Errorf(call.InvalidParameter, "The arguments are not an object.")
	}
	return object, nil
}

// AppendMoodleException writes a failure of one call of several, as Moodle's exceptions are written. There are no pages to link to.
func AppendMoodleException(b []byte, e *call.Error, requestID string) []byte {
	b = append(b, `{"message":`...)
	b = AppendQuoted(b, e.Error(), PHPStyle)
	b = append(b, `,"errorcode":`...)
	b = AppendQuoted(b, MoodleCode(e.Code), PHPStyle)
	b = append(b, `,"link":"","moreinfourl":"","requestid":`...)
	return append(AppendQuoted(b, requestID, PHPStyle), '}')
}
