package protocols

import (
	"strings"
	"unicode/utf8"
)

// maxPrintable is how many bytes are shown of what a stranger sent.
const maxPrintable = 60

// Printable cuts what a stranger sent to something that can be shown.
func Printable(s string) string {
	if len(s) > maxPrintable {
		end := maxPrintable
		for end > maxPrintable-utf8.UTFMax && !utf8.RuneStart(s[end]) {
			end--
		}
		s = s[:end] + "…"
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}
