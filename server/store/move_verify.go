package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"time"

	"entgo.io/ent/dialect/sql/schema"
	"entgo.io/ent/schema/field"

	"gatehouse/ent/migrate"
)

// MovedTable compares one table on both sides.
type MovedTable struct {
	Table  string      `json:"table"`
	Source TableDigest `json:"source"`
	Target TableDigest `json:"target"`
	Equal  bool        `json:"equal"`
}

// TableDigest is what a table holds: how many rows, and a SHA-256 of all values in the order of the primary key.
type TableDigest struct {
	Rows   int    `json:"rows"`
	SHA256 string `json:"sha256"`
}

// verify reads both sides whole.
func (m *mover) verify(ctx context.Context, moment *sql.Tx) error {
	differ, read := 0, 0
	for _, t := range migrate.Tables {
		compared, err := m.compare(ctx, moment, t)
		if err != nil {
			return fmt.Errorf("comparing the table %s: %w", t.Name, err)
		}
		if !compared.Equal {
			differ++
		}
		m.report.Tables = append(m.report.Tables, compared)
		read += compared.Source.Rows
		m.progress("rows compared", read)
	}
	m.progress("rows compared", -1)
	if differ > 0 {
		return fmt.Errorf("%w: %d tables differ. No server starts on the target", ErrNotEqual, differ)
	}
	return nil
}

func (m *mover) compare(ctx context.Context, moment *sql.Tx, t *schema.Table) (MovedTable, error) {
	type answer struct {
		digest TableDigest
		err    error
	}
	other := make(chan answer, 1)
	go func() {
		d, err := digest(ctx, m.to.reader, m.to.dialect, t)
		other <- answer{d, err}
	}()
	source, err := digest(ctx, moment, m.from.dialect, t)
	target := <-other
	if err != nil {
		return MovedTable{}, fmt.Errorf("reading the source: %w", err)
	}
	if target.err != nil {
		return MovedTable{}, fmt.Errorf("reading the target: %w", target.err)
	}
	return MovedTable{t.Name, source, target.digest, source == target.digest}, nil
}

// digest reads a table once. It is the same for the same rows on either kind of database.
func digest(ctx context.Context, in querier, dialectName string, t *schema.Table) (TableDigest, error) {
	rows, err := readRows(ctx, in, dialectName, t, nil)
	if err != nil {
		return TableDigest{}, err
	}
	defer rows.close()
	d, sum := TableDigest{}, sha256.New()
	var line []byte
	for {
		values, err := rows.next()
		if err != nil {
			return d, err
		}
		if values == nil {
			d.SHA256 = hex.EncodeToString(sum.Sum(nil))
			return d, nil
		}
		line = line[:0]
		for i, c := range t.Columns {
			if line, err = appendDigest(line, c, values[i]); err != nil {
				return d, fmt.Errorf("row %v: the column %s: %w", keyOf(t, values), c.Name, err)
			}
		}
		sum.Write(line)
		d.Rows++
	}
}

// appendDigest writes what a value means, so that no two values of one column look alike: JSON without its spelling, times to the
// microsecond.
func appendDigest(line []byte, c *schema.Column, value any) ([]byte, error) {
	switch v := value.(type) {
	case nil:
		return append(line, '-'), nil
	case bool:
		return append(line, '+', strconv.FormatBool(v)[0]), nil
	case int64:
		return binary.BigEndian.AppendUint64(append(line, '+'), uint64(v)), nil
	case float64:
		return binary.BigEndian.AppendUint64(append(line, '+'), math.Float64bits(v)), nil
	case time.Time:
		return binary.BigEndian.AppendUint64(append(line, '+'), uint64(v.Truncate(time.Microsecond).UnixMicro())), nil
	case []byte:
		return append(binary.BigEndian.AppendUint64(append(line, '+'), uint64(len(v))), v...), nil
	case string:
		if c.Type == field.TypeJSON {
			plain, err := plainJSON(v)
			if err != nil {
				return nil, err
			}
			v = plain
		}
		return append(binary.BigEndian.AppendUint64(append(line, '+'), uint64(len(v))), v...), nil
	}
	return nil, fmt.Errorf("a value of the type %T cannot be compared", value)
}

// plainJSON spells JSON in one way: keys sorted, no space, numbers in their shortest form, as far as a float64 tells them apart.
func plainJSON(text string) (string, error) {
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	d.UseNumber()
	var value any
	if err := d.Decode(&value); err != nil {
		return "", err
	}
	plain, err := json.Marshal(plainNumbers(value))
	return string(plain), err
}

func plainNumbers(value any) any {
	switch v := value.(type) {
	case json.Number:
		f, err := v.Float64()
		if err != nil {
			return v
		}
		return f + 0 // no negative zero: PostgreSQL has none
	case []any:
		for i := range v {
			v[i] = plainNumbers(v[i])
		}
	case map[string]any:
		for key := range v {
			v[key] = plainNumbers(v[key])
		}
	}
	return value
}
