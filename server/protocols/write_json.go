package protocols

import (
	"bytes"
	"strconv"

	"gatehouse/server/call"
)

// AppendArguments writes arguments, or a part of them, as JSON for people behind b: indented by two spaces and depth times as much, with
// keys in the order of the schema. Sayable has checked them.
func AppendArguments(b []byte, v any, s *call.Schema, depth int) []byte {
	switch v := v.(type) {
	case bool:
		return strconv.AppendBool(b, v)
	case int64:
		return strconv.AppendInt(b, v, 10)
	case float64:
		return appendFloat(b, v)
	case string:
		return AppendQuoted(b, v, PlainStyle)
	case []any:
		if len(v) == 0 {
			return append(b, "[]"...)
		}
		b = append(b, '[')
		for i, item := range v {
			b = appendNext(b, i, depth+1)
			b = AppendArguments(b, item, ItemOf(s), depth+1)
		}
		return append(appendLine(b, depth), ']')
	case map[string]any:
		if len(v) == 0 {
			return append(b, "{}"...)
		}
		b = append(b, '{')
		for i, e := range Entries(v, s) {
			b = AppendQuoted(appendNext(b, i, depth+1), e.Name, PlainStyle)
			b = AppendArguments(append(b, ": "...), e.Value, e.Schema, depth+1)
		}
		return append(appendLine(b, depth), '}')
	}
	return append(b, "null"...)
}

// appendFloat writes a number so that it is read as one with a fraction, which a whole number is not.
func appendFloat(b []byte, f float64) []byte {
	start := len(b)
	b = strconv.AppendFloat(b, f, 'g', -1, 64)
	if !bytes.ContainsAny(b[start:], ".e") {
		b = append(b, ".0"...)
	}
	return b
}

func appendNext(b []byte, i, depth int) []byte {
	if i > 0 {
		b = append(b, ',')
	}
	return appendLine(b, depth)
}

func appendLine(b []byte, depth int) []byte {
	b = append(b, '\n')
	for range depth {
		b = append(b, "  "...)
	}
	return b
}
