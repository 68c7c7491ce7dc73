package main

import (
	"fmt"
	"io"
	"unicode"
	"unicode/utf8"
)

// plainLog escapes what could make a line of the log look like something else: slog escapes line ends and ESC in either format, but JSON
// may hold characters that turn text around, that nobody sees, or that old terminals obey (C1). In both formats such a character
// stands within quotes, where \uXXXX is read back as it was.
type plainLog struct{ to io.Writer }

// Write takes one line.
func (p plainLog) Write(line []byte) (int, error) {
	written := line
	for i := 0; i < len(line); {
		r, size := utf8.DecodeRune(line[i:])
		if misleads(r) {
			written = escaped(line)
			break
		}
		i += size
	}
	if _, err := p.to.Write(written); err != nil {
		return 0, err
	}
	return len(line), nil
}

func misleads(r rune) bool {
	return r != '\n' && (unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp))
}

func escaped(line []byte) []byte {
	text := make([]byte, 0, len(line)+16)
	for _, r := range string(line) {
		switch {
		case !misleads(r):
			text = utf8.AppendRune(text, r)
		case r > 0xFFFF:
			r -= 0x1_0000 // as JSON has it: two halves
			text = fmt.Appendf(text, `\u%04x\u%04x`, 0xD800+r>>10, 0xDC00+r&0x3FF)
		default:
			text = fmt.Appendf(text, `\u%04x`, r)
		}
	}
	return text
}
