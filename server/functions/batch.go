package functions

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"gatehouse/server/call"
)

// batchSize is how many rows or ids go into one statement: databases bound the number of values that a statement may carry.
const batchSize = 500

// distinct returns each number once, in ascending order, so that statements about the same rows take their locks in the same
// order.
func distinct[T cmp.Ordered](ids []T) []T {
	sorted := slices.Clone(ids)
	slices.Sort(sorted)
	return slices.Compact(sorted)
}

// column takes one value out of each item.
func column[T, V any](items []T, value func(T) V) []V {
	values := make([]V, len(items))
	for i, item := range items {
		values[i] = value(item)
	}
	return values
}

// item makes the path of item i of a list of scalars: item("groupids", 1) is groupids[1].
func item(list string, i int) string { return fmt.Sprintf("%s[%d]", list, i) }

// atPath says of a failure which parameter it is about, unless it says so already.
func atPath(err error, path string) error {
	var known *call.Error
	if errors.As(err, &known) {
		return known.At("%s", path)
	}
	return err
}

// fits fails unless a text passes the limits of the column that it goes to.
func fits(path, text string, limit func(string) error) error {
	if limit(text) == nil {
		return nil
	}
	return call.Invalid(path, "is too long: it has %d bytes.", len(text))
}

// pair is a key of two ids, for sets of links.
type pair struct{ a, b int }

// checkFormat fails unless texts can be stored in the format.
func checkFormat(path string, format int) error {
	if slices.Contains([]int{formatAuto, formatHTML, formatPlain, formatMarkdown}, format) {
		return nil
	}
	return call.Invalid(path, "found %d, expected 0 (automatic), 1 (HTML), 2 (plain text) or 4 (Markdown).", format)
}

// value is what an optional text holds, nothing when it was left out.
func value(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

// latestMoment is the last second of the year 9999: every database and every wire can say it.
const latestMoment = 253402300799

// readMoment reads seconds since 1970; nothing and 0 stand for never.
func readMoment(path string, seconds *int) (*time.Time, error) {
	if seconds == nil || *seconds == 0 {
		return nil, nil
	}
	if *seconds < 0 || *seconds > latestMoment {
		return nil, call.Invalid(path, "found %d, expected seconds since 1970.", *seconds)
	}
	return ptr(time.Unix(int64(*seconds), 0).UTC()), nil
}
