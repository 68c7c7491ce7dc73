package call

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// ParseArguments reads the arguments of a call out of a JSON object, with whole numbers as int64 and others as float64. An empty text
// is none. It is for what the program itself or a person at hand has written: protocols read what comes over a wire.
func ParseArguments(text string) (map[string]any, error) {
	if strings.TrimSpace(text) == "" {
		return map[string]any{}, nil
	}
	v, err := parseJSON(text)
	if err != nil {
		return nil, err
	}
	arguments, ok := v.(map[string]any)
	if !ok {
		return nil, errors.New("this is not a JSON object")
	}
	return arguments, nil
}

func parseJSON(text string) (any, error) {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var v any
	if err := decoder.Decode(&v); err != nil {
		return nil, fmt.Errorf("this is not JSON: %w", err)
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, errors.New("something stands behind the JSON")
	}
	return plainNumbers(v), nil
}

func plainNumbers(v any) any {
	switch v := v.(type) {
	case json.Number:
		if n, err := v.Int64(); err == nil {
			return n
		}
		f, _ := v.Float64() // past what a float holds it is an infinity, which every schema refuses
		return f
	case []any:
		for i := range v {
			v[i] = plainNumbers(v[i])
		}
	case map[string]any:
		for key := range v {
			v[key] = plainNumbers(v[key])
		}
	}
	return v
}
