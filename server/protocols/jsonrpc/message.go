package jsonrpc

import (
	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// message is a request object (section 4 of the specification), its parameters still as they stand in the text.
type message struct {
	id     []byte // as sent; nil: a notification, which is not answered
	method string
	params []byte // a list or an object; nil: left out
}

// readMessage finds the parts of a request object. Members that JSON-RPC does not know are left alone. What is returned instead of
// a message is the answer to what is none.
func readMessage(text []byte) (*message, *reply) {
	members, err := protocols.SplitJSONObject(text)
	if err != nil {
		return nil, notAnObject(text, call.AsError(err))
	}
	m, version, wrong := &message{}, "", ""
	for _, member := range members {
		switch string(member.Key) {
		case "jsonrpc":
			version = string(member.Value)
		case "id":
			m.id = member.Value
		case "method":
			method, isText := readText(member.Value)
			if m.method = method; !isText {
				wrong = "The method is not a text."
			}
		case "params":
			m.params = member.Value
		}
	}
	switch {
	case wrong != "":
	case version != `"2.0"`:
		wrong = `The member jsonrpc is not "2.0".`
	case m.method == "" && !has(members, "method"):
		wrong = "The method is missing."
	case m.params != nil && m.params[0] != '[' && m.params[0] != '{':
		wrong = "The params are neither a list nor an object."
	}
	return m.checked(wrong)
}

// checked refuses a message that is wrong, under its id when it has one that may be.
func (m *message) checked(wrong string) (*message, *reply) {
	validID := m.id == nil || m.id[0] == '"' || m.id[0] == '-' || m.id[0] >= '0' && m.id[0] <= '9' || string(m.id) == "null"
	if !validID {
		wrong = "The id is neither a text nor a number nor null."
	}
	if wrong == "" {
		return m, nil
	}
	made := invalid(invalidRequest, call.Errorf(call.InvalidParameter, "%s", wrong))
	if validID && m.id != nil {
		made.id = m.id
	}
	return nil, made
}

// notAnObject answers a text that cannot be split: it is no JSON, or it is JSON and not an object, or one that cannot be trusted.
func notAnObject(text []byte, e *call.Error) *reply {
	switch {
	case protocols.CheckJSON(text) != nil:
		return invalid(parseError, e)
	case !protocols.JSONObject(text):
		e = call.Errorf(call.InvalidParameter, "A request is an object. Several stand in a list.")
	}
	return invalid(invalidRequest, e)
}

func has(members []protocols.JSONMember, key string) bool {
	for i := range members {
		if string(members[i].Key) == key {
			return true
		}
	}
	return false
}

// readText reads a value that must be a text.
func readText(value []byte) (string, bool) {
	if value[0] != '"' {
		return "", false
	}
	v, err := protocols.ParseJSON(value)
	text, isText := v.(string)
	return text, err == nil && isText
}

// arguments reads the parameters: by name, or by position in the order of their declaration.
func (m *message) arguments(f *call.Function) (map[string]any, error) {
	if m.params == nil {
		return map[string]any{}, nil
	}
	v, err := protocols.ParseJSON(m.params)
	if err != nil {
		return nil, err
	}
	if object, named := v.(map[string]any); named {
		return object, nil
	}
	list, _ := v.([]any)
	return protocols.Positional(f, list)
}
