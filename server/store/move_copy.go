package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql/schema"
	"github.com/jackc/pgx/v5/pgconn"
)

const (
	// One transaction of a move takes so much at the most, but for one row and for tables that refer to themselves.
	moveRows  = 20_000
	moveBytes = 16 << 20

	progressColumns = `(name varchar(100) PRIMARY KEY, last text NOT NULL, moved bigint NOT NULL, done boolean NOT NULL, indexes text NOT NULL)`
)

// progress is how far one table has come, in the target, written in the transactions of its rows.
type progress struct {
	last    []int64 // primary key of the last row
	rows    int
	done    bool
	indexes map[string]string // that were dropped, and come back at the end
}

func readProgress(ctx context.Context, in querier, dialectName, table string) (*progress, error) {
	rows, err := in.QueryContext(ctx, `SELECT last, moved, done, indexes FROM `+progressTable+` WHERE name = `+placeholders(dialectName, 1)[0], table)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	if !rows.Next() {
		return nil, rows.Err()
	}
	p := &progress{}
	var last, indexes string
	if err := rows.Scan(&last, &p.rows, &p.done, &indexes); err != nil {
		return nil, err
	}
	return p, errors.Join(json.Unmarshal([]byte(last), &p.last), json.Unmarshal([]byte(indexes), &p.indexes))
}

// waitForProgress waits for the last transaction of a run that was killed, which PostgreSQL may still be ending.
func (tx *Tx) waitForProgress(ctx context.Context) error {
	if tx.dialect != dialect.Postgres {
		return nil
	}
	_, err := tx.ExecContext(ctx, `LOCK TABLE `+progressTable+` IN EXCLUSIVE MODE`)
	return err
}

// copyTable goes on with a table where it stopped.
func (m *mover) copyTable(ctx context.Context, moment *sql.Tx, t *schema.Table) error {
	p, err := readProgress(ctx, m.to.reader, m.to.dialect, t.Name)
	if err == nil && p == nil {
		p, err = m.beginTable(ctx, t)
	}
	if err != nil || p.done {
		return err
	}
	rows, err := readRows(ctx, moment, m.from.dialect, t, p.last)
	if err != nil {
		return fmt.Errorf("reading the source: %w", err)
	}
	defer rows.close()
	for {
		before := p.rows
		if err := m.copyBatch(ctx, rows, p); err != nil {
			return err
		}
		if p.rows == before {
			break
		}
		m.report.Copied += p.rows - before
		m.progress("rows copied", m.report.Copied)
	}
	last, err := m.from.lastID(ctx, moment, t)
	if err != nil {
		return fmt.Errorf("reading the source: %w", err)
	}
	return m.endTable(ctx, t, p, last)
}

// beginTable takes the indexes away, which are made faster at the end.
func (m *mover) beginTable(ctx context.Context, t *schema.Table) (*progress, error) {
	p := &progress{last: []int64{}}
	_, err := m.to.writeOnce(ctx, func(ctx context.Context, tx *Tx) (err error) {
		if p.indexes, err = dropIndexes(ctx, tx, tx.dialect, t.Name); err != nil {
			return err
		}
		indexes, err := json.Marshal(p.indexes)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO `+progressTable+` (name, last, moved, done, indexes) VALUES (`+
			strings.Join(placeholders(tx.dialect, 5), ", ")+`)`, t.Name, `[]`, 0, false, string(indexes))
		return err
	})
	return p, err
}

// endTable makes the indexes and lets the table go on counting where the source's is.
func (m *mover) endTable(ctx context.Context, t *schema.Table, p *progress, last int64) error {
	_, err := m.to.writeOnce(ctx, func(ctx context.Context, tx *Tx) error {
		if err := makeIndexes(ctx, tx, p.indexes); err != nil {
			return sameToTarget(err)
		}
		if numbered(t) {
			if err := errors.Join(tx.KeepIDs(ctx, t.Name), tx.keepLastID(ctx, t.Name, last)); err != nil {
				return err
			}
		}
		p.done = true
		return tx.advanceProgress(ctx, t.Name, p, p.rows)
	})
	return err
}

// sameToTarget says which rows of the source are one to the target: SQLite compares times as texts, in which one moment can be
// spelt in two ways.
func sameToTarget(err error) error {
	var pg *pgconn.PgError
	if errors.As(err, &pg) && Duplicate(err) {
		return fmt.Errorf("the target takes two rows for one: %s Give the move up with --release, change one of them, and move again: %w", pg.Detail, err)
	}
	return err
}

// copyBatch copies the next rows, and notes it, in one transaction.
func (m *mover) copyBatch(ctx context.Context, rows *rowReader, p *progress) error {
	next := *p
	_, err := m.to.writeOnce(ctx, func(ctx context.Context, tx *Tx) error {
		alone := []*schema.Table{rows.table}
		whole := refersToItself(rows.table)
		if whole {
			if err := tx.deferReferences(ctx, alone); err != nil {
				return err
			}
		}
		if err := m.insertBatch(ctx, tx, rows, &next, whole); err != nil {
			return err
		}
		if whole {
			if err := tx.checkReferences(ctx, alone); err != nil {
				return err
			}
		}
		if next.rows == p.rows {
			return nil
		}
		return tx.advanceProgress(ctx, rows.table.Name, &next, p.rows)
	})
	if err == nil {
		*p = next
	}
	return err
}

// insertBatch inserts as many rows as one transaction takes, or all of them.
func (m *mover) insertBatch(ctx context.Context, tx *Tx, rows *rowReader, p *progress, all bool) error {
	t := &readTable{Table: rows.table, columns: rows.table.Columns, names: columnNames(rows.table.Columns)}
	var pending insertion
	taken := make([]any, len(t.columns))
	size := 0
	for n := 0; all || n < moveRows && size < moveBytes; n++ {
		values, err := rows.next()
		if err != nil {
			return fmt.Errorf("reading the source behind row %v: %w", p.last, err)
		}
		if values == nil {
			break
		}
		key := keyOf(rows.table, values)
		for i, c := range t.columns {
			if taken[i], err = movable(c, values[i], tx.dialect); err != nil {
				return fmt.Errorf("row %v: the column %s: %w", key, c.Name, err)
			}
			size += sizeOf(taken[i])
		}
		if err := pending.add(ctx, tx, t, taken); err != nil {
			return fmt.Errorf("before row %v: %w", key, err)
		}
		p.last = key
		p.rows++
	}
	if err := pending.flush(ctx, tx); err != nil {
		return fmt.Errorf("up to row %v: %w", p.last, err)
	}
	return nil
}

// advanceProgress fails when the table has not come as far as this run believes: another one is at work.
func (tx *Tx) advanceProgress(ctx context.Context, table string, p *progress, from int) error {
	last, err := json.Marshal(p.last)
	if err != nil {
		return err
	}
	at := placeholders(tx.dialect, 5)
	result, err := tx.ExecContext(ctx, `UPDATE `+progressTable+` SET last = `+at[0]+`, moved = `+at[1]+`, done = `+at[2]+
		` WHERE name = `+at[3]+` AND moved = `+at[4], string(last), p.rows, p.done, table, from)
	if err != nil {
		return err
	}
	changed, err := result.RowsAffected()
	if err == nil && changed != 1 {
		err = errors.New("another \"gatehouse move\" is at work on the target")
	}
	return err
}

// keyOf is the primary key of a row. All keys are integers.
func keyOf(t *schema.Table, values []any) []int64 {
	var key []int64
	for _, part := range t.PrimaryKey {
		for i, c := range t.Columns {
			if c.Name == part.Name {
				n, _ := values[i].(int64)
				key = append(key, n)
			}
		}
	}
	return key
}
