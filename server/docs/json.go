package docs

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// asJSON writes a description. What descriptions hold are texts, declared values and examples that are JSON.
func asJSON(v any) []byte {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		panic(fmt.Sprintf("a description cannot be written: %v", err))
	}
	return bytes.TrimSuffix(text.Bytes(), []byte("\n"))
}

// example is JSON out of a declaration; nil when it is none.
func example(text string) json.RawMessage {
	if !json.Valid([]byte(text)) {
		return nil
	}
	return json.RawMessage(text)
}
