package protocols

import (
	"bytes"
	"unicode/utf8"
)

// xmlAsItIs says of each byte whether it may stand in the text or an attribute of XML as it is.
var xmlAsItIs = func() (table [256]bool) {
	for c := ' '; c < utf8.RuneSelf; c++ {
		table[c] = c != '&' && c != '<' && c != '>' && c != '"'
	}
	table['\t'], table['\n'] = true, true
	return table
}()

// AppendXML writes a text behind b so that it may stand in an element, or in an attribute in double quotes. A carriage return is
// written as a reference, because readers turn a bare one into a line feed. What XML 1.0 cannot hold is left out rather than
// making the whole document unreadable.
func AppendXML(b []byte, text string) []byte {
	start := 0
	for i := 0; i < len(text); {
		if xmlAsItIs[text[i]] {
			i++
			continue
		}
		width, replacement := 1, xmlEscape(text[i])
		if text[i] >= utf8.RuneSelf {
			var r rune
			if r, width = utf8.DecodeRuneInString(text[i:]); r != 0xFFFE && r != 0xFFFF && (r != utf8.RuneError || width > 1) {
				i += width
				continue
			}
		}
		b = append(append(b, text[start:i]...), replacement...)
		i += width
		start = i
	}
	return append(b, text[start:]...)
}

func xmlEscape(c byte) string {
	switch c {
	case '&':
		return "&amp;"
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	case '"':
		return "&quot;"
	case '\r':
		return "&#13;"
	}
	return ""
}

// NoXML says of a text that XML cannot hold it, for Sayable.
func NoXML(text string) string {
	if notXML(text) >= 0 {
		return "holds a character that XML does not have."
	}
	return ""
}

// IndentXML gives XML without white space between its tags, as the writers here make it, a line for each element that holds no text.
func IndentXML(text []byte) []byte {
	out := make([]byte, 0, 2*len(text))
	depth, opened := 0, false
	for len(text) > 0 {
		end := bytes.IndexByte(text, '>') + 1 // in texts and attributes it is written as a reference
		tag := text[:end]
		closes := bytes.HasPrefix(tag, []byte("</"))
		if closes {
			depth--
		}
		if len(out) > 0 && out[len(out)-1] == '>' && !(closes && opened) {
			out = appendLine(out, depth)
		}
		out = append(out, tag...)
		opened = !closes && !bytes.HasSuffix(tag, []byte("/>")) && !bytes.HasPrefix(tag, []byte("<?"))
		if opened {
			depth++
		}
		text = text[end:]
		if next := bytes.IndexByte(text, '<'); next > 0 {
			out = append(out, text[:next]...)
			opened, text = false, text[next:]
		}
	}
	return append(out, '\n')
}
