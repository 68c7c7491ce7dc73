package protocols

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"gatehouse/server/call"
)

func blank(text string) bool { return strings.Trim(text, " \t\r\n") == "" }

// characters reads up to the next tag or the end of the document.
func (x *XMLReader) characters() (string, error) {
	var text joined
	for {
		end := strings.IndexByte(x.text[x.at:], '<')
		if end < 0 {
			end = len(x.text) - x.at
		}
		piece, err := x.resolve(x.text[x.at : x.at+end])
		if err != nil {
			return "", err
		}
		text.add(piece)
		x.at += end
		rest := x.text[x.at:]
		switch {
		case strings.HasPrefix(rest, "<!--"):
			err = x.comment(rest[4:])
		case strings.HasPrefix(rest, "<![CDATA["):
			piece, err = x.cdata(rest[9:])
			text.add(piece)
		case strings.HasPrefix(rest, "<!"):
			err = call.Errorf(call.InvalidParameter, "The XML holds a DOCTYPE, or something like it, which is not read here.")
		case strings.HasPrefix(rest, "<?"):
			err = call.Errorf(call.InvalidParameter, "The XML holds a processing instruction, which is not read here.")
		default:
			return text.string(), nil
		}
		if err != nil {
			return "", err
		}
	}
}

// joined puts pieces of text together, without a copy when there is one.
type joined struct {
	first string
	all   []byte
}

func (j *joined) add(piece string) {
	switch {
	case piece == "":
	case j.first == "":
		j.first = piece
	default:
		if j.all == nil {
			j.all = append(j.all, j.first...)
		}
		j.all = append(j.all, piece...)
	}
}

func (j *joined) string() string {
	if j.all == nil {
		return j.first
	}
	return string(j.all)
}

// comment goes past a comment whose text begins rest. Two hyphens may stand at its end only.
func (x *XMLReader) comment(rest string) error {
	end := strings.Index(rest, "--")
	if end < 0 || !strings.HasPrefix(rest[end:], "-->") {
		return x.wrong("a comment that ends in -->")
	}
	x.at += len("<!--") + end + len("-->")
	return nil
}

func (x *XMLReader) cdata(rest string) (string, error) {
	end := strings.Index(rest, "]]>")
	if end < 0 || len(x.open) == 0 {
		return "", x.wrong("no CDATA outside an element or without an end")
	}
	x.at += len("<![CDATA[") + end + len("]]>")
	return newlines(rest[:end]), nil
}

// newlines turns every end of a line into one line feed: XML 1.0, section 2.11.
func newlines(text string) string {
	if strings.IndexByte(text, '\r') < 0 {
		return text
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

// resolve puts characters in the place of references.
func (x *XMLReader) resolve(raw string) (string, error) {
	if strings.Contains(raw, "]]>") {
		return "", x.wrong("&gt; instead of > after ]]")
	}
	return x.references(newlines(raw))
}

func (x *XMLReader) references(raw string) (string, error) {
	at := strings.IndexByte(raw, '&')
	if at < 0 {
		return raw, nil
	}
	b := make([]byte, 0, len(raw))
	for ; at >= 0; at = strings.IndexByte(raw, '&') {
		b = append(b, raw[:at]...)
		raw = raw[at+1:]
		end := strings.IndexByte(raw[:min(len(raw), maxReference)], ';')
		if end < 0 {
			return "", x.wrong("&amp; for the character &, or a reference such as &lt; or &#233;")
		}
		r, ok := reference(raw[:end])
		if !ok {
			return "", call.Errorf(call.InvalidParameter, "The XML holds the reference &%s;, which stands for no character here.", Printable(raw[:end]))
		}
		b = utf8.AppendRune(b, r)
		raw = raw[end+1:]
	}
	return string(append(b, raw...)), nil
}

// maxReference is how long a reference may be: more than any needs.
const maxReference = 16

var fiveEntities = map[string]rune{"amp": '&', "lt": '<', "gt": '>', "quot": '"', "apos": '\''}

func reference(name string) (rune, bool) {
	digits, numeric := strings.CutPrefix(name, "#")
	if !numeric {
		r, ok := fiveEntities[name]
		return r, ok
	}
	base := 10
	if hexadecimal, ok := strings.CutPrefix(digits, "x"); ok {
		digits, base = hexadecimal, 16
	}
	n, err := strconv.ParseUint(digits, base, 21)
	r := rune(n)
	return r, err == nil && utf8.ValidRune(r) && (r >= ' ' || r == '\t' || r == '\n' || r == '\r') && r != 0xFFFE && r != 0xFFFF
}
