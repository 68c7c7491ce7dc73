package protocols

import (
	"strconv"
	"unicode/utf8"
)

func (p *jsonParser) string() (string, error) {
	p.at++
	start := p.at
	for {
		switch c := p.next(); {
		case c == '"':
			s := string(p.text[start:p.at])
			p.at++
			return s, nil
		case c == '\\':
			return p.escaped(append([]byte{}, p.text[start:p.at]...))
		case c < ' ':
			return "", p.wrong("a character or a closing quote")
		default:
			p.at++
		}
	}
}

var simpleEscapes = map[byte]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// escaped goes on with a string that holds an escape.
func (p *jsonParser) escaped(s []byte) (string, error) {
	for {
		c := p.next()
		switch {
		case c == '"':
			p.at++
			return string(s), nil
		case c == '\\':
			p.at++
			if plain, ok := simpleEscapes[p.next()]; ok {
				s = append(s, plain)
				p.at++
				continue
			}
			r, err := p.unicode()
			if err != nil {
				return "", err
			}
			s = utf8.AppendRune(s, r)
		case c < ' ':
			return "", p.wrong("a character or a closing quote")
		default:
			s = append(s, c)
			p.at++
		}
	}
}

// unicode reads uXXXX, and the second half when it is the first of a surrogate pair.
func (p *jsonParser) unicode() (rune, error) {
	r, ok := p.hex()
	if !ok {
		return 0, p.wrong("an escape such as \\n or \\u00e9")
	}
	if r < 0xD800 || r > 0xDFFF {
		return r, nil
	}
	if r < 0xDC00 && p.next() == '\\' {
		p.at++
		if low, ok := p.hex(); ok && low >= 0xDC00 && low <= 0xDFFF {
			return (r-0xD800)<<10 + (low - 0xDC00) + 0x10000, nil
		}
	}
	return 0, p.wrong("both halves of a surrogate pair")
}

func (p *jsonParser) hex() (rune, bool) {
	if p.next() != 'u' || len(p.text)-p.at < 5 {
		return 0, false
	}
	n, err := strconv.ParseUint(string(p.text[p.at+1:p.at+5]), 16, 16)
	if err != nil {
		return 0, false
	}
	p.at += 5
	return rune(n), true
}
