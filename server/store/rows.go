package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"strings"
	"time"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql/schema"
)

// rowReader walks the rows of one table in the order of its primary key, one at a time, however many there are.
type rowReader struct {
	table   *schema.Table
	rows    *sql.Rows
	holders []any
	values  []any
}

// readRows begins behind the row whose primary key is after; nil begins at the first. The reader must be closed.
func readRows(ctx context.Context, in querier, dialectName string, t *schema.Table, after []int64) (*rowReader, error) {
	key := quotedList(columnNames(t.PrimaryKey))
	query := `SELECT ` + quotedList(columnNames(t.Columns)) + ` FROM ` + quoted(t.Name)
	args := make([]any, len(after))
	if len(after) > 0 {
		query += ` WHERE (` + key + `) > (` + strings.Join(placeholders(dialectName, len(after)), ", ") + `)`
		for i, n := range after {
			args[i] = n
		}
	}
	r := &rowReader{table: t, holders: make([]any, len(t.Columns)), values: make([]any, len(t.Columns))}
	var err error
	for i, c := range t.Columns {
		if r.holders[i], err = holder(c.Type); err != nil {
			return nil, fmt.Errorf("the column %s: %w", c.Name, err)
		}
	}
	r.rows, err = in.QueryContext(ctx, query+` ORDER BY `+key, args...)
	return r, err
}

// next returns the values of the next row, in the order of the table's columns: nil, bool, int64, float64, string, []byte or
// time.Time. They are good until it is called again. After the last row it returns nil.
func (r *rowReader) next() ([]any, error) {
	if !r.rows.Next() {
		return nil, r.rows.Err()
	}
	if err := r.rows.Scan(r.holders...); err != nil {
		return nil, err
	}
	var err error
	for i := range r.holders {
		if r.values[i], err = heldValue(r.holders[i]); err != nil {
			return nil, err
		}
	}
	return r.values, nil
}

func (r *rowReader) close() { _ = r.rows.Close() }

// heldValue is a scanned value: times in UTC, whatever zone the database answered in, and bytes that are there but empty told
// apart from none.
func heldValue(held any) (any, error) {
	value, err := held.(driver.Valuer).Value()
	switch v := value.(type) {
	case time.Time:
		return v.UTC(), err
	case []byte:
		return append([]byte{}, v...), err
	}
	return value, err
}

// placeholders stand for n values in a statement.
func placeholders(dialectName string, n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = "?"
		if dialectName == dialect.Postgres {
			list[i] = fmt.Sprintf("$%d", i+1)
		}
	}
	return list
}
