package tokens_test

import (
	"testing"
	"time"

	"gatehouse/server/tokens"
)

func TestParseUntil(t *testing.T) {
	for _, text := range []string{"", "tomorrow", "2027-02-30", "31.01.2027", "2027-01-31T12:00:00", "10000-01-01", "Never"} {
		if got, err := tokens.ParseUntil(text, "UTC"); err == nil {
			t.Errorf("%q was read as %v", text, got)
		}
	}
	for text, want := range map[string]string{
		"never":                     "0001-01-01T00:00:00Z",
		"2027-01-31T12:00:00+01:00": "2027-01-31T11:00:00Z",
		"2027-01-31":                "2027-01-31T22:59:59Z", // the end of that day in Paris
		"2027-03-28":                "2027-03-28T21:59:59Z", // of a day with 23 hours
	} {
		got, err := tokens.ParseUntil(text, "Europe/Paris")
		if err != nil || got.UTC().Format(time.RFC3339) != want {
			t.Errorf("%q: %v, %v, want %s", text, got.UTC(), err, want)
		}
	}
}
