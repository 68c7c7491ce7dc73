package manifest

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"entgo.io/ent/dialect/sql/schema"

	"gatehouse/ent"
)

// The types of a manifest and the rows of the database name their fields alike in Go. What both have under one name is compared,
// written and exported here, by reflection; what only the manifest has (roles of a user, functions of a service) has code of its
// own. The column of a field is the name in the row's json tag.

// field is one field of a row that is to be written.
type field struct {
	FieldChange
	column string
	value  any // for the column: nil clears it, a func() int is asked when it is written
}

// compare puts what an entry mentions into a row and returns the fields that differed.
func compare(entry, row any) []field {
	var fields []field
	eachShared(entry, row, func(info reflect.StructField, mentioned, stored reflect.Value, column string) {
		wanted, ok := wantedValue(mentioned, stored)
		if !ok || same(stored.Interface(), wanted.Interface()) {
			return
		}
		change := FieldChange{Name: keyOf(info), Old: plain(stored.Interface()), New: plain(wanted.Interface())}
		fields = append(fields, field{FieldChange: change, column: column, value: change.New})
		stored.Set(wanted)
	})
	return fields
}

// fill is the way back: it makes an entry mention what a row holds, save for what a new row holds anyway.
func fill(entry, row, blank any) {
	fresh := reflect.ValueOf(blank).Elem()
	eachShared(entry, row, func(info reflect.StructField, entryField, stored reflect.Value, _ string) {
		always := info.Tag.Get("export") == "always"
		if !always && same(stored.Interface(), fresh.FieldByName(info.Name).Interface()) {
			return
		}
		entryField.Set(mention(stored, entryField.Type()))
	})
}

// mentionAll makes an entry mention all that a row holds.
func mentionAll(entry, row any) {
	eachShared(entry, row, func(_ reflect.StructField, entryField, stored reflect.Value, _ string) {
		entryField.Set(mention(stored, entryField.Type()))
	})
}

func eachShared(entry, row any, visit func(info reflect.StructField, entryField, rowField reflect.Value, column string)) {
	from, to := reflect.ValueOf(entry).Elem(), reflect.ValueOf(row).Elem()
	for i := range from.NumField() {
		info := from.Type().Field(i)
		counterpart, ok := to.Type().FieldByName(info.Name)
		if !ok || info.Name == "ID" {
			continue
		}
		column, _, _ := strings.Cut(counterpart.Tag.Get("json"), ",")
		visit(info, from.Field(i), to.FieldByIndex(counterpart.Index), column)
	}
}

// wantedValue is what an entry's field says, in the type of the row's; ok is false when it says nothing.
func wantedValue(mentioned, stored reflect.Value) (wanted reflect.Value, ok bool) {
	if mentioned.IsZero() {
		return wanted, false
	}
	switch value := mentioned.Interface().(type) {
	case *time.Time:
		if value.IsZero() {
			return reflect.Zero(stored.Type()), true
		}
		exact := precise(*value)
		return reflect.ValueOf(&exact), true
	case map[string]string:
		merged := maps.Clone(stored.Interface().(map[string]string))
		if merged == nil {
			merged = map[string]string{}
		}
		maps.Copy(merged, value)
		return reflect.ValueOf(merged), true
	}
	if mentioned.Kind() == reflect.Pointer {
		mentioned = mentioned.Elem()
	}
	return mentioned.Convert(stored.Type()), true
}

// mention is wantedValue backwards.
func mention(stored reflect.Value, as reflect.Type) reflect.Value {
	if moment, ok := stored.Interface().(*time.Time); ok {
		if moment == nil {
			return reflect.Zero(as)
		}
		exact := precise(*moment)
		return reflect.ValueOf(&exact)
	}
	if as.Kind() == reflect.Pointer {
		pointer := reflect.New(as.Elem())
		pointer.Elem().Set(stored)
		return pointer
	}
	if as.Kind() == reflect.Slice && stored.IsNil() {
		return reflect.MakeSlice(as, 0, 0)
	}
	return stored.Convert(as)
}

// precise brings a moment to what both databases keep of it.
func precise(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

func same(a, b any) bool {
	switch a := a.(type) {
	case *time.Time:
		b := b.(*time.Time)
		if a == nil || b == nil {
			return a == b
		}
		return precise(*a).Equal(precise(*b))
	case []string:
		return slices.Equal(a, b.([]string))
	case map[string]string:
		return maps.Equal(a, b.(map[string]string))
	}
	return a == b
}

// plain takes a value from behind its pointer; none is nil.
func plain(v any) any {
	if moment, ok := v.(*time.Time); ok {
		if moment == nil {
			return nil
		}
		return precise(*moment)
	}
	return v
}

// mutation is what ent's builders of every kind have in common.
type mutation interface {
	SetField(column string, value ent.Value) error
	ClearField(column string) error
	SetID(id int)
}

type builder[R any, M mutation] interface {
	Mutation() M
	Save(ctx context.Context) (*R, error)
}

// save writes fields through a builder of ent; id is 0 unless a new row is to have it.
func save[R any, M mutation](ctx context.Context, b builder[R, M], id int, fields []field) (*R, error) {
	m := b.Mutation()
	if id != 0 {
		m.SetID(id)
	}
	for _, f := range fields {
		value := f.value
		if later, ok := value.(func() int); ok {
			value = later()
		}
		err := error(nil)
		if value == nil {
			err = m.ClearField(f.column)
		} else {
			err = m.SetField(f.column, value)
		}
		if err != nil {
			return nil, err
		}
	}
	return b.Save(ctx)
}

// tooLong says which text does not fit into its column.
func tooLong(table *schema.Table, f field) (limit int64, long bool) {
	text, ok := f.value.(string)
	if !ok {
		return 0, false
	}
	for _, column := range table.Columns {
		if column.Name == f.column && column.Size > 0 && int64(len(text)) > column.Size {
			return column.Size, true
		}
	}
	return 0, false
}

// idOf reads the id of a row; a row that is yet to be made has 0.
func idOf(row any) int { return int(reflect.ValueOf(row).Elem().FieldByName("ID").Int()) }

// FieldChange is one field that changes.
type FieldChange struct {
	Name string `json:"name"`
	Old  any    `json:"old"`
	New  any    `json:"new"`
}

// hidden says what happened to a value that is never shown.
type hidden string

// String says the change in one line.
func (f FieldChange) String() string {
	if what, ok := f.New.(hidden); ok {
		return f.Name + ": " + string(what)
	}
	return fmt.Sprintf("%s: %v → %v", f.Name, show(f.Old), show(f.New))
}

func show(v any) string {
	switch v := v.(type) {
	case nil:
		return "none"
	case time.Time:
		return v.Format(time.RFC3339)
	case string:
		return fmt.Sprintf("%q", v)
	}
	return fmt.Sprint(v)
}
