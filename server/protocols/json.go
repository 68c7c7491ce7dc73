package protocols

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"unicode/utf8"

	"gatehouse/server/call"
)

// ParseArguments reads the arguments of a call that somebody has written as a JSON object. A text of blanks is none.
func ParseArguments(text []byte) (map[string]any, error) {
	switch {
	case len(text) > MaxBody:
		return nil, TooLarge()
	case len(bytes.TrimSpace(text)) == 0:
		return map[string]any{}, nil
	}
	v, err := ParseJSON(text)
	if err != nil {
		return nil, err
	}
	arguments, ok := v.(map[string]any)
	if !ok {
		return nil, call.Errorf(call.InvalidParameter, "This is not a JSON object with the function's parameters.")
	}
	return arguments, nil
}

// ParseJSON reads one JSON text (RFC 8259) into nil, bool, int64, float64, string, []any and map[string]any. It is stricter than
// encoding/json: a key twice in one object, bytes that are not UTF-8, half a surrogate pair, whole numbers past 64 bits, and what
// is past the limits are refused. Numbers with a fraction or exponent become float64.
func ParseJSON(text []byte) (any, error) {
	if !utf8.Valid(text) {
		return nil, call.Errorf(call.InvalidParameter, "The JSON is not UTF-8.")
	}
	p := &jsonParser{text: text}
	p.space()
	v, err := p.value(1)
	if err != nil {
		return nil, err
	}
	if p.space(); p.at < len(p.text) {
		return nil, p.wrong("nothing more")
	}
	return v, nil
}

type jsonParser struct {
	text   []byte
	at     int
	values int
}

func (p *jsonParser) wrong(expected string) error {
	return call.Errorf(call.InvalidParameter, "The JSON is wrong at byte %d: expected %s.", p.at+1, expected)
}

func (p *jsonParser) space() {
	for p.at < len(p.text) {
		switch p.text[p.at] {
		case ' ', '\t', '\n', '\r':
			p.at++
		default:
			return
		}
	}
}

// next is the byte at hand, 0 at the end.
func (p *jsonParser) next() byte {
	if p.at < len(p.text) {
		return p.text[p.at]
	}
	return 0
}

func (p *jsonParser) value(depth int) (any, error) {
	if p.values++; p.values > MaxValues {
		return nil, TooMany()
	}
	if depth > MaxDepth {
		return nil, TooDeep("")
	}
	switch c := p.next(); {
	case c == '{':
		return p.object(depth)
	case c == '[':
		return p.list(depth)
	case c == '"':
		return p.string()
	case c == '-' || c >= '0' && c <= '9':
		return p.number()
	case c == 't':
		return true, p.word("true")
	case c == 'f':
		return false, p.word("false")
	case c == 'n':
		return nil, p.word("null")
	}
	return nil, p.wrong("a value")
}

func (p *jsonParser) word(word string) error {
	if len(p.text)-p.at < len(word) || string(p.text[p.at:p.at+len(word)]) != word {
		return p.wrong(word)
	}
	p.at += len(word)
	return nil
}

func (p *jsonParser) object(depth int) (any, error) {
	object := map[string]any{}
	p.at++
	if p.space(); p.next() == '}' {
		p.at++
		return object, nil
	}
	for {
		if p.space(); p.next() != '"' {
			return nil, p.wrong("a key in quotes")
		}
		key, err := p.string()
		if err != nil {
			return nil, err
		}
		if _, twice := object[key]; twice {
			return nil, call.Errorf(call.InvalidParameter, "The key %q stands twice in one JSON object.", Printable(key))
		}
		if p.space(); p.next() != ':' {
			return nil, p.wrong("a colon")
		}
		p.at++
		p.space()
		if object[key], err = p.value(depth + 1); err != nil {
			return nil, err
		}
		if more, err := p.more('}'); !more {
			return object, err
		}
	}
}

func (p *jsonParser) list(depth int) (any, error) {
	list := []any{}
	p.at++
	if p.space(); p.next() == ']' {
		p.at++
		return list, nil
	}
	for {
		p.space()
		v, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
		if more, err := p.more(']'); !more {
			return list, err
		}
	}
}

// more goes past a comma, or past the end of the list or object.
func (p *jsonParser) more(end byte) (bool, error) {
	p.space()
	switch p.next() {
	case ',':
		p.at++
		return true, nil
	case end:
		p.at++
		return false, nil
	}
	return false, p.wrong(fmt.Sprintf("a comma or %c", end))
}

func (p *jsonParser) number() (any, error) {
	start := p.at
	whole, err := p.skipNumber()
	if err != nil {
		return nil, err
	}
	return parseNumber(p.text[start:p.at], whole)
}

// skipNumber goes past a number, and says whether it has neither fraction nor exponent.
func (p *jsonParser) skipNumber() (whole bool, err error) {
	if p.next() == '-' {
		p.at++
	}
	if p.next() == '0' {
		p.at++ // and no digit after it
	} else if p.digits() == 0 {
		return false, p.wrong("a number")
	}
	whole = true
	if p.next() == '.' {
		whole = false
		p.at++
		if p.digits() == 0 {
			return false, p.wrong("digits after the point")
		}
	}
	if c := p.next(); c == 'e' || c == 'E' {
		whole = false
		p.at++
		if c := p.next(); c == '+' || c == '-' {
			p.at++
		}
		if p.digits() == 0 {
			return false, p.wrong("digits in the exponent")
		}
	}
	return whole, nil
}

func (p *jsonParser) digits() int {
	start := p.at
	for c := p.next(); c >= '0' && c <= '9'; c = p.next() {
		p.at++
	}
	return p.at - start
}

func parseNumber(digits []byte, whole bool) (any, error) {
	text := string(digits[:min(len(digits), maxNumber)])
	if whole {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, call.Errorf(call.InvalidParameter, "The whole number %s does not fit into 64 bits.", Printable(text))
		}
		return n, nil
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(f, 0) || len(digits) > maxNumber {
		return nil, call.Errorf(call.InvalidParameter, "The number %s is out of range.", Printable(text))
	}
	return f, nil
}
