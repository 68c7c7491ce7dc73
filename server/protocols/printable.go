package protocols

import (
	"strings"

	"gatehouse/server/call"
)

// maxPrintable is how many bytes are shown of what a stranger sent.
const maxPrintable = 60

// Printable cuts what a stranger sent to something that can be shown.
func Printable(s string) string {
	return strings.ToValidUTF8(call.Shortened(s, maxPrintable), "\uFFFD")
}
