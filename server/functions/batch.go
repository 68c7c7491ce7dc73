package functions

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
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

// inOrder puts the rows that were found into the order of their ids in the call. It fails with refusal(i) at the first id that belongs
// to none.
func inOrder[R any](ids []int, found map[int]*R, refusal func(i int) error) ([]*R, error) {
	rows := make([]*R, len(ids))
	for i, id := range ids {
		if rows[i] = found[id]; rows[i] == nil {
			return nil, refusal(i)
		}
	}
	return rows, nil
}

// present are the rows that were found, in the order of their ids in the call, and where in the call each stands.
func present[R any](ids []int, found map[int]*R) (rows []*R, places []int) {
	for i, id := range ids {
		if row := found[id]; row != nil {
			rows, places = append(rows, row), append(places, i)
		}
	}
	return rows, places
}

// missing says that there is nothing with an id.
func missing(what string, id int) *call.Error {
	return call.Errorf(call.NotFound, "There is no %s %d.", what, id)
}

// refuseTwice fails at the first id that stands in the call a second time.
func refuseTwice(ids []int, path func(i int) string) error {
	seen := make(map[int]bool, len(ids))
	for i, id := range ids {
		if seen[id] {
			return call.Invalid(path(i), "The id %d stands in the call twice.", id)
		}
		seen[id] = true
	}
	return nil
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

// copyFields copies from one struct to another what both have under the same name and of the same kind. It is for results of
// functions that describe the same in slightly different words.
func copyFields(to, from any) {
	target, source := reflect.ValueOf(to).Elem(), reflect.ValueOf(from)
	for i := range source.NumField() {
		field := target.FieldByName(source.Type().Field(i).Name)
		if field.IsValid() && field.Type() == source.Field(i).Type() {
			field.Set(source.Field(i))
		}
	}
}

// pair is a key of two ids, for sets of links.
type pair struct{ a, b int }

// compare orders pairs, so that statements about the same rows take their locks in the same order.
func (p pair) compare(q pair) int { return cmp.Or(cmp.Compare(p.a, q.a), cmp.Compare(p.b, q.b)) }

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

// put sets what was given.
func put[T any](set func(T), given *T) {
	if given != nil {
		set(*given)
	}
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
