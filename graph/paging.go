package graph

import (
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"time"

	entsql "entgo.io/ent/dialect/sql"

	"gatehouse/server/call"
)

const (
	pageDefault = 20
	pageLimit   = 100
	// countLimit is up to where rows are counted; one more means "more".
	countLimit = 10_000
)

// window is what a caller asks of a list.
type window struct {
	first         *int
	after, before *string
}

// order is what a list is sorted by: a column and then the id, so that no two rows are alike. Descending means both.
type order struct {
	column string // empty: the id alone
	desc   bool
	isTime bool
}

// cursor is where a row stands in a list.
type cursor struct {
	Value any `json:"v,omitempty"`
	ID    int `json:"i"`
}

func (c cursor) String() string {
	text, _ := json.Marshal(c) // of a text and a number: cannot fail
	return base64.RawURLEncoding.EncodeToString(text)
}

func (o order) parse(text string) (cursor, error) {
	wrong := call.Errorf(call.InvalidParameter, "The cursor is not one of this list. Begin at its first page.")
	var c cursor
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(text) > 2000 || json.Unmarshal(raw, &c) != nil {
		return c, wrong
	}
	if o.column == "" {
		return c, nil
	}
	value, ok := c.Value.(string)
	if !ok || strings.IndexByte(value, 0) >= 0 {
		return c, wrong
	}
	if !o.isTime {
		return c, nil
	}
	moment, err := time.Parse(time.RFC3339Nano, value)
	c.Value = moment.UTC()
	if err != nil {
		return c, wrong
	}
	return c, nil
}

// page is one page of a list.
type page[R any] struct {
	rows []R
	info *PageInfo
}

// pageOf reads one page. read applies what it is given to a query (conditions, order and limit); place says where a row stands.
func pageOf[R any](w window, o order, read func(narrow func(*entsql.Selector)) ([]R, error), place func(R) cursor) (*page[R], error) {
	size := pageDefault
	if w.first != nil {
		size = *w.first
	}
	if size < 1 || size > pageLimit {
		return nil, call.Invalid("first", "found %d, expected 1 to %d", size, pageLimit)
	}
	from, backwards, err := o.start(w)
	if err != nil {
		return nil, err
	}
	rows, err := read(func(s *entsql.Selector) { o.narrow(s, from, backwards, size+1) })
	if err != nil {
		return nil, err
	}
	more := len(rows) > size
	if more {
		rows = rows[:size]
	}
	if backwards {
		slices.Reverse(rows)
	}
	info := &PageInfo{HasNextPage: more, HasPreviousPage: from != nil}
	if backwards {
		info.HasNextPage, info.HasPreviousPage = true, more
	}
	if len(rows) > 0 {
		first, last := place(rows[0]).String(), place(rows[len(rows)-1]).String()
		info.StartCursor, info.EndCursor = &first, &last
	}
	return &page[R]{rows, info}, nil
}

// start is the cursor at which a page begins; nil at an end of the list.
func (o order) start(w window) (from *cursor, backwards bool, err error) {
	if w.after != nil && w.before != nil {
		return nil, false, call.Invalid("before", "give after or before, not both")
	}
	text := w.after
	if w.before != nil {
		text, backwards = w.before, true
	}
	if text == nil {
		return nil, false, nil
	}
	c, err := o.parse(*text)
	return &c, backwards, err
}

func (o order) narrow(s *entsql.Selector, from *cursor, backwards bool, limit int) {
	columns := []string{s.C("id")}
	if o.column != "" {
		columns = []string{s.C(o.column), s.C("id")}
	}
	desc := o.desc != backwards
	if from != nil {
		values := []any{from.ID}
		if o.column != "" {
			values = []any{from.Value, from.ID}
		}
		if desc {
			s.Where(entsql.CompositeLT(columns, values...))
		} else {
			s.Where(entsql.CompositeGT(columns, values...))
		}
	}
	for _, column := range columns {
		if desc {
			s.OrderBy(entsql.Desc(column))
		} else {
			s.OrderBy(column)
		}
	}
	s.Limit(limit)
}

// byID places rows in a list that is sorted by their ids.
func byID[R any](id func(R) int) func(R) cursor {
	return func(row R) cursor { return cursor{ID: id(row)} }
}

// byTime places rows in a list that is sorted by a moment.
func byTime[R any](at func(R) time.Time, id func(R) int) func(R) cursor {
	return func(row R) cursor { return cursor{Value: at(row).UTC().Format(time.RFC3339Nano), ID: id(row)} }
}

// byText places rows in a list that is sorted by a text.
func byText[R any](text func(R) string, id func(R) int) func(R) cursor {
	return func(row R) cursor { return cursor{Value: text(row), ID: id(row)} }
}
