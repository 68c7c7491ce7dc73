package docs

import (
	"bytes"
	"encoding/json"
)

// Keys are the keys of an object with what is said of each, in the order of declaration.
type Keys[V any] []Key[V]

// Key is one of them.
type Key[V any] struct {
	Name  string
	Value V
}

// MarshalJSON writes a JSON object whose keys stand in the order of declaration.
func (keys Keys[V]) MarshalJSON() ([]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false) // that is for the one who writes the whole to decide
	for i, key := range keys {
		text.WriteByte("{,"[min(i, 1)])
		if err := encoder.Encode(key.Name); err != nil {
			return nil, err
		}
		text.WriteByte(':')
		if err := encoder.Encode(key.Value); err != nil {
			return nil, err
		}
	}
	if len(keys) == 0 {
		text.WriteByte('{')
	}
	text.WriteByte('}')
	return text.Bytes(), nil
}
