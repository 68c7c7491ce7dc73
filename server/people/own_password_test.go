package people_test

import (
	"strings"
	"testing"

	"gatehouse/server/people"
)

func TestCheckOwnPassword(t *testing.T) {
	for why, password := range map[string]string{
		"nothing":                        "",
		"eleven characters":              "elevenchars",
		"longer than anybody types":      strings.Repeat("many words ", 60),
		"a common beginning with digits": "password12345",
		"with signs":                     "!!qwerty!!!!2026",
		"the same word twice":            "letmeinletmein",
		"the own user name":              "margarethe!!12",
		"the own address":                "m.keller-2026!",
		"one letter":                     "aaaaaaaaaaaa",
		"one piece":                      "abcabcabcabc",
		"digits in their order":          "123456789012",
		"letters in their order":         "abcdefghijklm",
		"this program's name":            "gatehouse2026",
	} {
		if err := people.CheckOwnPassword(password, "margarethe", "m.keller@example.org"); err == nil {
			t.Errorf("%s is good enough: %q", why, password)
		}
	}
	for why, password := range map[string]string{
		"four words":          "correct horse battery staple",
		"twelve characters":   "kw8-Tz!pq04x",
		"other letters":       "übermäßig grün",
		"a long phrase of it": "my password is not this",
	} {
		if err := people.CheckOwnPassword(password, "margarethe", "m.keller@example.org"); err != nil {
			t.Errorf("%s: %v", why, err)
		}
	}
}
