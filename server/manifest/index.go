package manifest

import (
	"fmt"
	"slices"
)

// index finds rows of one kind, those of the database and those that are yet to be made.
type index[R any] struct {
	keysOf func(row *R) []string // "username wsuser": what it is called and how, in the order of preference
	unique bool                  // two rows never have the same key
	byID   map[int]*R
	byKey  map[string][]*R
	rows   []*R          // in the order in which they came
	said   map[*R]string // the path of the entry that speaks of a row
	used   map[*R]string // the path of a reference to a row
}

func newIndex[R any](unique bool, keysOf func(*R) []string) *index[R] {
	return &index[R]{keysOf: keysOf, unique: unique, byID: map[int]*R{}, byKey: map[string][]*R{}, said: map[*R]string{}, used: map[*R]string{}}
}

// load adds rows of the database. One that is there already stays the same row.
func (x *index[R]) load(rows []*R) {
	for _, row := range rows {
		if x.byID[idOf(row)] == nil {
			x.byID[idOf(row)] = row
			x.add(row)
		}
	}
}

func (x *index[R]) add(row *R) {
	x.rows = append(x.rows, row)
	x.addKeys(row)
}

func (x *index[R]) addKeys(row *R) {
	for _, key := range x.keysOf(row) {
		x.byKey[key] = append(x.byKey[key], row)
	}
}

// rename moves a row from its old keys to its new ones and returns a key that is another row's already.
func (x *index[R]) rename(row *R, old []string) (taken string) {
	for _, key := range old {
		x.byKey[key] = slices.DeleteFunc(x.byKey[key], func(r *R) bool { return r == row })
	}
	x.addKeys(row)
	for _, key := range x.keysOf(row) {
		if x.unique && len(x.byKey[key]) > 1 {
			return key
		}
	}
	return ""
}

// find returns the row that an entry speaks of: the one with its id, else the one with the first of its keys that any row has.
// It is nil when there is none.
func (x *index[R]) find(id int, keys []string) (*R, error) {
	if id < 0 {
		return nil, fmt.Errorf("the id %d is not 1 or more", id)
	}
	if row := x.byID[id]; row != nil {
		return row, nil
	}
	for _, key := range keys {
		switch rows := x.byKey[key]; {
		case len(rows) > 1:
			return nil, fmt.Errorf("there are %d with the %s: give the id of the one that is meant", len(rows), key)
		case len(rows) == 1 && id != 0 && idOf(rows[0]) != id:
			return nil, fmt.Errorf("the %s has the id %d here, and ids do not change: leave the id out, or use another %s", key, idOf(rows[0]), kindOfKey(key))
		case len(rows) == 1:
			return rows[0], nil
		}
	}
	return nil, nil
}

// refer finds the row that a reference means.
func (x *index[R]) refer(path string, keys ...string) *R {
	for _, key := range keys {
		if rows := x.byKey[key]; len(rows) == 1 {
			x.used[rows[0]] = path
			return rows[0]
		}
	}
	return nil
}

// key is what a row is called and how; none when it has no such name.
func key(kind, name string) []string {
	if name == "" {
		return nil
	}
	return []string{kind + " " + name}
}

// The kinds of names.
const (
	username  = "username"
	shortName = "short name"
	plainName = "name"
)

// fieldOfKey is the field of an entry that holds a kind of name.
var fieldOfKey = map[string]string{username: "username", shortName: "shortName", plainName: "name"}

func kindOfKey(key string) string {
	for _, kind := range []string{username, shortName} {
		if len(key) > len(kind) && key[:len(kind)+1] == kind+" " {
			return kind
		}
	}
	return plainName
}
