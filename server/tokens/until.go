package tokens

import (
	"time"

	"gatehouse/server/call"
)

// ParseUntil reads a valid-until: a moment (2027-01-31T12:00:00Z), a day (2027-01-31: the last second of it in the time zone of the
// site), or never, which is the zero time.
func ParseUntil(text, zone string) (time.Time, error) {
	if text == "never" {
		return time.Time{}, nil
	}
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t.UTC().Truncate(time.Microsecond), nil
	}
	location, err := time.LoadLocation(zone)
	if err != nil {
		location = time.UTC
	}
	day, err := time.ParseInLocation(time.DateOnly, text, location)
	if err != nil || day.Year() > 9999 {
		return time.Time{}, call.Invalid("validUntil", "%q is neither a moment such as 2027-01-31T12:00:00Z, nor a day such as 2027-01-31, nor never", shortened(text))
	}
	return day.AddDate(0, 0, 1).Add(-time.Second).UTC(), nil
}

func shortened(text string) string {
	if len(text) > 40 {
		return text[:40] + "…"
	}
	return text
}
