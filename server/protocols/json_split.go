package protocols

import (
	"bytes"
	"unicode/utf8"

	"gatehouse/server/call"
)

// JSONMember is a key of a JSON object, its escapes read, and its value as it stands in the text.
type JSONMember struct{ Key, Value []byte }

// SplitJSONObject checks that a text is one JSON object and returns its members without building their values, for protocols
// that have to find a name in it before they may read the rest. What it takes ParseJSON may still refuse: keys that stand
// twice further down, whole numbers past 64 bits, halves of surrogate pairs.
func SplitJSONObject(text []byte) ([]JSONMember, error) {
	p, err := newJSONSplitter(text)
	if err != nil {
		return nil, err
	}
	if p.next() != '{' {
		return nil, p.wrong("an object")
	}
	members := make([]JSONMember, 0, 4)
	err = p.members(1, func(key, value []byte) error {
		if key, err = unquoted(key); err != nil {
			return err
		}
		for i := range members {
			if bytes.Equal(members[i].Key, key) {
				return call.Errorf(call.InvalidParameter, "The key %q stands twice in one JSON object.", Printable(string(key)))
			}
		}
		if len(members) == maxMembers {
			return TooMany()
		}
		members = append(members, JSONMember{key, value})
		return nil
	})
	return members, p.end(err)
}

// maxMembers is how many an object may have that is split, so that looking for one that stands twice stays cheap.
const maxMembers = 64

// unquoted reads a text that stands in quotes. Few keys hold an escape.
func unquoted(quoted []byte) ([]byte, error) {
	if bytes.IndexByte(quoted, '\\') < 0 {
		return quoted[1 : len(quoted)-1], nil
	}
	text, err := (&jsonParser{text: quoted}).string()
	return []byte(text), err
}

// SplitJSONList is the same for a list.
func SplitJSONList(text []byte) ([][]byte, error) {
	p, err := newJSONSplitter(text)
	if err != nil {
		return nil, err
	}
	if p.next() != '[' {
		return nil, p.wrong("a list")
	}
	var items [][]byte
	err = p.items(1, func(item []byte) { items = append(items, item) })
	return items, p.end(err)
}

// CheckJSON says whether a text is one JSON value, as far as splitting sees it.
func CheckJSON(text []byte) error {
	p, err := newJSONSplitter(text)
	if err != nil {
		return err
	}
	return p.end(p.skip(1))
}

// JSONList says whether a text begins as a JSON list does.
func JSONList(text []byte) bool { return begins(text, '[') }

// JSONObject says whether a text begins as a JSON object does.
func JSONObject(text []byte) bool { return begins(text, '{') }

func begins(text []byte, c byte) bool {
	p := &jsonParser{text: text}
	p.space()
	return p.next() == c
}

func newJSONSplitter(text []byte) (*jsonParser, error) {
	if !utf8.Valid(text) {
		return nil, call.Errorf(call.InvalidParameter, "The JSON is not UTF-8.")
	}
	p := &jsonParser{text: text}
	p.space()
	return p, nil
}

// end fails when there is more behind the value.
func (p *jsonParser) end(err error) error {
	if err != nil {
		return err
	}
	if p.space(); p.at < len(p.text) {
		return p.wrong("nothing more")
	}
	return nil
}

// skip goes past a value.
func (p *jsonParser) skip(depth int) error {
	if p.values++; p.values > MaxValues {
		return TooMany()
	}
	if depth > MaxDepth {
		return TooDeep("")
	}
	var err error
	switch c := p.next(); {
	case c == '{':
		return p.members(depth, nil)
	case c == '[':
		return p.items(depth, nil)
	case c == '"':
		return p.skipString()
	case c == '-' || c >= '0' && c <= '9':
		_, err = p.skipNumber()
	case c == 't':
		return p.word("true")
	case c == 'f':
		return p.word("false")
	case c == 'n':
		return p.word("null")
	default:
		return p.wrong("a value")
	}
	return err
}

// members goes past an object, and tells found, if there is one to be told, of each member: its key with the quotes, its value.
func (p *jsonParser) members(depth int, found func(key, value []byte) error) error {
	p.at++
	if p.space(); p.next() == '}' {
		p.at++
		return nil
	}
	for {
		if p.space(); p.next() != '"' {
			return p.wrong("a key in quotes")
		}
		start := p.at
		if err := p.skipString(); err != nil {
			return err
		}
		key := p.text[start:p.at]
		if p.space(); p.next() != ':' {
			return p.wrong("a colon")
		}
		p.at++
		p.space()
		start = p.at
		if err := p.skip(depth + 1); err != nil {
			return err
		}
		if found != nil {
			if err := found(key, p.text[start:p.at]); err != nil {
				return err
			}
		}
		if more, err := p.more('}'); !more {
			return err
		}
	}
}

// items goes past a list, and tells found, if there is one to be told, of each item.
func (p *jsonParser) items(depth int, found func(item []byte)) error {
	p.at++
	if p.space(); p.next() == ']' {
		p.at++
		return nil
	}
	for {
		p.space()
		start := p.at
		if err := p.skip(depth + 1); err != nil {
			return err
		}
		if found != nil {
			found(p.text[start:p.at])
		}
		if more, err := p.more(']'); !more {
			return err
		}
	}
}

// skipString goes past a text with its quotes. Which escapes there are is checked, what they mean is not.
func (p *jsonParser) skipString() error {
	p.at++
	for {
		switch c := p.next(); {
		case c == '"':
			p.at++
			return nil
		case c == '\\':
			p.at++
			if _, plain := simpleEscapes[p.next()]; plain {
				p.at++
			} else if _, ok := p.hex(); !ok {
				return p.wrong("an escape such as \\n or \\u00e9")
			}
		case c < ' ':
			return p.wrong("a character or a closing quote")
		default:
			p.at++
		}
	}
}
