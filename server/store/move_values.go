package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql/schema"
	"entgo.io/ent/schema/field"

	"gatehouse/ent/migrate"
)

// badRows is how many rows are named that the target cannot hold.
const badRows = 10

// movable is a value as the target takes it: PostgreSQL keeps times to the microsecond, and refuses some texts.
func movable(c *schema.Column, value any, dialectName string) (any, error) {
	switch v := value.(type) {
	case time.Time:
		return v.Truncate(time.Microsecond), nil
	case string:
		if dialectName == dialect.Postgres {
			if err := fitsPostgres(c, v); err != nil {
				return nil, err
			}
		}
		if c.Type == field.TypeJSON {
			return json.RawMessage(v), nil // as ent writes it
		}
	}
	return value, nil
}

func fitsPostgres(c *schema.Column, text string) error {
	switch {
	case strings.IndexByte(text, 0) >= 0, c.Type == field.TypeJSON && escapesNUL(text):
		return errors.New("it holds the character NUL, which PostgreSQL cannot keep")
	case !utf8.ValidString(text):
		return errors.New("it is not UTF-8, which PostgreSQL requires")
	case c.Type == field.TypeJSON && !json.Valid([]byte(text)):
		return errors.New("it is not JSON")
	}
	return nil
}

// escapesNUL finds \u0000 whose backslash is not itself escaped.
func escapesNUL(text string) bool {
	for at := 0; ; {
		found := strings.Index(text[at:], `\u0000`)
		if found < 0 {
			return false
		}
		at += found
		before := len(text[:at]) - len(strings.TrimRight(text[:at], `\`))
		if before%2 == 0 {
			return true
		}
		at++
	}
}

// checkValues fails, naming them, when the source holds rows that PostgreSQL cannot: before anything is written anywhere.
func (m *mover) checkValues(ctx context.Context) error {
	if m.to.dialect != dialect.Postgres || m.from.dialect == dialect.Postgres {
		return nil
	}
	moment, err := m.from.oneMoment(ctx)
	if err != nil {
		return fmt.Errorf("the source: %w", err)
	}
	defer moment.Rollback()
	var bad []string
	seen := 0
	for _, t := range migrate.Tables {
		if err := m.checkTable(ctx, moment, t, &seen, &bad); err != nil {
			return fmt.Errorf("the table %s: %w", t.Name, err)
		}
	}
	m.progress("rows checked", -1)
	if len(bad) > 0 {
		return fmt.Errorf("PostgreSQL cannot hold some values of the source; change them there first. Nothing was written:\n  %s", strings.Join(bad, "\n  "))
	}
	return nil
}

func (m *mover) checkTable(ctx context.Context, moment *sql.Tx, t *schema.Table, seen *int, bad *[]string) error {
	rows, err := readRows(ctx, moment, m.from.dialect, t, nil)
	if err != nil {
		return err
	}
	defer rows.close()
	for len(*bad) < badRows {
		values, err := rows.next()
		if err != nil || values == nil {
			return err
		}
		for i, c := range t.Columns {
			if _, err := movable(c, values[i], m.to.dialect); err != nil {
				*bad = append(*bad, fmt.Sprintf("%s, row %v, column %s: %v", t.Name, keyOf(t, values), c.Name, err))
			}
		}
		*seen++
		m.progress("rows checked", *seen)
	}
	return nil
}
