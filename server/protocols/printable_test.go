package protocols

import (
	"strings"
	"testing"
)

func TestPrintable(t *testing.T) {
	for _, row := range []struct{ why, text, want string }{
		{"what is no text", "a\xffb", "a\uFFFDb"},
		{"what is long and no text at all", strings.Repeat("\x80", 100), "\uFFFD…"},
		{"what is long, not in the middle of a character", strings.Repeat("é", 29) + "a" + strings.Repeat("é", 99), strings.Repeat("é", 29) + "a…"},
		{"what is just short enough", strings.Repeat("é", 30), strings.Repeat("é", 30)},
		{"nothing", "", ""},
	} {
		if got := Printable(row.text); got != row.want {
			t.Errorf("%s: got %q, want %q", row.why, got, row.want)
		}
	}
}
