package call

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestAMessageRepeatsNothingAtLength sends texts as long as a request may be into messages: an answer must not be as long, nor the log.
func TestAMessageRepeatsNothingAtLength(t *testing.T) {
	long := strings.Repeat("x", 3<<20)
	for why, e := range map[string]*Error{
		"a failure":             Errorf(InvalidParameter, "found %q, expected %s.", long, "less"),
		"a parameter":           Invalid("a", "found %q, expected %s.", long, "less"),
		"a path":                Errorf(InvalidParameter, "%s", long).At("a.%s", long),
		"what is quoted at ten": Invalid("a", "found %q", strings.Repeat("\U000e0001", 1<<18)),
	} {
		if n := len(e.Error()); n > 4*longestShown {
			t.Errorf("%s has %d bytes", why, n)
		}
	}
	if e := Invalid("a", "found %q, expected %s.", long, "less"); !strings.HasSuffix(e.Message, `…", expected less.`) {
		t.Errorf("the rest of the sentence is lost: %s", e.Message[longestShown-10:])
	}
}

func TestShortened(t *testing.T) {
	for _, row := range []struct{ why, text, want string }{
		{"at its length", "four", "four"},
		{"longer", "fours", "four…"},
		{"within a character", "abcé", "abc…"},
		{"behind a character", "abéd", "abé…"},
		{"what is no UTF-8", "\x80\x80\x80\x80\x80", "\x80\x80\x80\x80…"},
		{"nothing", "", ""},
	} {
		if got := Shortened(row.text, 4); got != row.want || utf8.ValidString(row.text) && !utf8.ValidString(got) {
			t.Errorf("%s: %q, want %q", row.why, got, row.want)
		}
	}
}
