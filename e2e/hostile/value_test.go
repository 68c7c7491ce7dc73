package hostile

import (
	"fmt"
	"strings"
)

// A value is what an attack sends, as no honest client could hold it: keys may stand twice, texts may be no UTF-8, numbers may have any
// digits. It is nil, a bool, a string, a number, a raw, a list or an object.
type (
	// number is a number as it stands in a text.
	number string
	// raw is JSON as it stands.
	raw    string
	list   []any
	object []member
	member struct {
		key   string
		value any
	}
)

// with is an object in which a key has another value, or is there besides.
func (o object) with(key string, value any) object {
	changed := object{}
	found := false
	for _, m := range o {
		if m.key == key {
			m.value, found = value, true
		}
		changed = append(changed, m)
	}
	if !found {
		changed = append(changed, member{key, value})
	}
	return changed
}

// and is an object with a further member, also when it has one of that key.
func (o object) and(key string, value any) object {
	return append(append(object{}, o...), member{key, value})
}

// lists is a value inside n lists.
func lists(n int, v any) any {
	for range n {
		v = list{v}
	}
	return v
}

// objects is a value inside n objects.
func objects(n int, v any) any {
	for range n {
		v = object{{"a", v}}
	}
	return v
}

// many is a list of n values.
func many(n int, v any) list {
	made := make(list, n)
	for i := range made {
		made[i] = v
	}
	return made
}

// writeJSON writes a value in JSON: what stands in a text stays as it is but for quotes and control characters.
func writeJSON(b *strings.Builder, v any) bool {
	switch v := v.(type) {
	case nil:
		b.WriteString("null")
	case bool:
		fmt.Fprint(b, v)
	case number:
		b.WriteString(string(v))
	case raw:
		b.WriteString(string(v))
	case string:
		quote(b, v)
	case list:
		b.WriteByte('[')
		for i, item := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			writeJSON(b, item)
		}
		b.WriteByte(']')
	case object:
		b.WriteByte('{')
		for i, m := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			quote(b, m.key)
			b.WriteByte(':')
			writeJSON(b, m.value)
		}
		b.WriteByte('}')
	}
	return true
}

func quote(b *strings.Builder, s string) {
	b.WriteByte('"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < ' ':
			fmt.Fprintf(b, `\u%04x`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
}

// jsonOf is a value in JSON.
func jsonOf(v any) string {
	var b strings.Builder
	writeJSON(&b, v)
	return b.String()
}
