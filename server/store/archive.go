package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"entgo.io/ent/dialect/sql/schema"
	"entgo.io/ent/schema/field"

	"gatehouse/ent/migrate"
)

// An archive is one gzip stream of JSON lines: a header, one line for each row, and a footer with the number of rows and the
// SHA-256 of all that stands before it. It holds no trace of which database it was made from.
const (
	archiveFormat  = 1
	archiveProgram = "gatehouse"
)

// notArchived are the tables that say something about one running installation, not about what it holds. A restore leaves
// them alone.
var notArchived = []string{"allowances", "changes", "guesses", "links", "secrets", "sessions", "steps"}

// tokensTable is restored only when that is asked for.
const tokensTable = "tokens"

type archiveHeader struct {
	Format    int            `json:"format"`
	Program   string         `json:"program"`
	Schema    string         `json:"schema"`
	CreatedAt time.Time      `json:"createdAt"`
	Tables    []archiveTable `json:"tables"`
}

type archiveTable struct {
	Name    string   `json:"name"`
	Columns []string `json:"columns"`
	LastID  int64    `json:"lastID"` // the highest id ever given out, also to rows that are gone
}

type archiveRow[V any] struct {
	Table  string       `json:"t"`
	Values map[string]V `json:"v"`
}

type archiveFooter struct {
	Rows   map[string]int `json:"rows"`
	SHA256 string         `json:"sha256"`
}

// Summary says what a backup or a restore has moved.
type Summary struct {
	Schema        string         // the migration that the archive was made at
	CreatedAt     time.Time      // when it was made
	Rows          map[string]int // by table
	TokensLeftOut int            // tokens that the archive holds and that were not restored
}

// archivedTables are the tables of ent that an archive holds.
func archivedTables() []*schema.Table {
	return slices.DeleteFunc(slices.Clone(migrate.Tables), func(t *schema.Table) bool {
		return slices.Contains(notArchived, t.Name)
	})
}

// holder makes what a value of a column is scanned into: a driver.Valuer that gives it back as nil, bool, int64, float64,
// string, []byte or time.Time.
func holder(t field.Type) (any, error) {
	switch {
	case t == field.TypeBool:
		return new(sql.Null[bool]), nil
	case t == field.TypeTime:
		return new(sql.Null[time.Time]), nil
	case t == field.TypeBytes:
		return new(sql.Null[[]byte]), nil
	case t == field.TypeString, t == field.TypeEnum, t == field.TypeJSON:
		return new(sql.Null[string]), nil
	case t.Integer():
		return new(sql.Null[int64]), nil
	case t.Float():
		return new(sql.Null[float64]), nil
	}
	return nil, fmt.Errorf("values of the type %s cannot be archived", t)
}

// readValue reads a value of a column out of an archive and checks all that can be checked of it alone.
func readValue(c *schema.Column, raw json.RawMessage) (any, error) {
	if string(raw) == "null" {
		if c.Nullable {
			return nil, nil
		}
		return nil, errors.New("it is null")
	}
	switch {
	case c.Type == field.TypeBool:
		return readAs[bool](raw)
	case c.Type == field.TypeTime:
		return readAs[time.Time](raw)
	case c.Type == field.TypeBytes:
		return readAs[[]byte](raw)
	case c.Type.Integer():
		n, err := readAs[int64](raw)
		if err == nil && c.Increment && n < 1 {
			err = errors.New("an id is 1 or higher")
		}
		return n, err
	case c.Type.Float():
		return readAs[float64](raw)
	}
	text, err := readAs[string](raw)
	if err != nil {
		return nil, err
	}
	if c.Type == field.TypeEnum && !slices.Contains(c.Enums, text) {
		return nil, fmt.Errorf("%q is not one of its values", text)
	}
	if c.Type == field.TypeJSON {
		if !json.Valid([]byte(text)) {
			return nil, errors.New("it is not JSON")
		}
		return json.RawMessage(text), nil // as ent writes it
	}
	return text, nil
}

func readAs[T any](raw json.RawMessage) (value T, err error) {
	err = json.Unmarshal(raw, &value)
	return value, err
}
