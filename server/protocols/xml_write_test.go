package protocols

import (
	"encoding/xml"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzAppendXML holds that every text can be written so that a reader gets it back, but for what XML cannot hold.
func FuzzAppendXML(f *testing.F) {
	for _, seed := range []string{"", `<b>&amp; "quoted" 'single' ]]></b>`, "a\r\nb\rc\td", "é 世界 😀", "\x00\x1f\x7f\xff\uFFFD\uFFFE\uFFFF", "\xe9t\xe9"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var got struct {
			Text      string `xml:",chardata"`
			Attribute string `xml:"a,attr"`
		}
		quoted := string(AppendXML(nil, text))
		if err := xml.Unmarshal([]byte(`<x a="`+quoted+`">`+quoted+`</x>`), &got); err != nil {
			t.Fatal(err)
		}
		if want := writable(text); got.Text != want {
			t.Errorf("%q came back as %q", want, got.Text)
		}
		if want := strings.NewReplacer("\t", " ", "\n", " ").Replace(writable(text)); strings.NewReplacer("\t", " ", "\n", " ").Replace(got.Attribute) != want {
			t.Errorf("%q came back out of an attribute as %q", want, got.Attribute)
		}
	})
}

// writable is a text without what XML 1.0 cannot hold.
func writable(text string) string {
	var b strings.Builder
	for i, r := range text {
		_, width := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == utf8.RuneError && width == 1, r == 0xFFFE, r == 0xFFFF, r < ' ' && r != '\t' && r != '\n' && r != '\r':
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
