package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql/schema"
)

// RestoreOptions are how to restore an archive.
type RestoreOptions struct {
	// WithTokens restores tokens too. A token that was revoked after the backup works again then.
	WithTokens bool
}

// freshRows says which rows of a table a new installation may hold before anybody has used it. A table that is not named must
// be empty. Roles, functions and settings are there from the start and say nothing of anybody.
var freshRows = map[string]string{
	"users":             `id = 1`, // the guest
	"courses":           `id = 1`, // the site
	"course_sections":   `course_id = 1`,
	"categories":        `id = 1`,
	"services":          `component <> ''`,
	"service_functions": `TRUE`,
	"functions":         `TRUE`,
	"roles":             `TRUE`,
	"role_may_assign":   `TRUE`,
	"settings":          `TRUE`,
	"audit_events":      `TRUE`,
	"call_records":      `TRUE`,
}

// Restore replaces what a new installation holds with what an archive holds, ids included. The database must not have been
// used yet. The whole archive is checked first; then everything happens in one transaction, so that a failure at any point
// leaves the database as it was. Servers that run on it forget everything they keep in memory.
//
// The caller records in the audit trail that and by whom it was done.
func (s *Store) Restore(ctx context.Context, archive io.ReadSeeker, o RestoreOptions) (Summary, error) {
	summary, err := s.restore(ctx, archive, o)
	if err != nil {
		if Unavailable(err) {
			err = errors.Join(ErrUnavailable, err)
		}
		return Summary{}, fmt.Errorf("nothing was restored: %w", err)
	}
	_ = s.advance(context.WithoutCancel(ctx)) // it is committed; who could not be told is told again
	return summary, nil
}

// VerifyArchive reads a whole archive and says what is wrong with it, so that nobody makes a database for one that will be refused. It
// leaves the archive at its beginning.
func VerifyArchive(archive io.ReadSeeker) error {
	nothing := func(*readTable, []any) error { return nil }
	if _, err := readArchive(archive, defaultLimits, nothing); err != nil {
		return fmt.Errorf("the backup is refused: %w", err)
	}
	_, err := archive.Seek(0, io.SeekStart)
	return err
}

func (s *Store) restore(ctx context.Context, archive io.ReadSeeker, o RestoreOptions) (Summary, error) {
	if err := VerifyArchive(archive); err != nil {
		return Summary{}, err
	}
	r := &restoration{options: o, summary: Summary{Rows: map[string]int{}}}
	// Not Write: a large archive takes longer than others may wait to share a commit with it.
	_, err := s.writeOnce(ctx, func(ctx context.Context, tx *Tx) error { return r.run(ctx, tx, archive) })
	return r.summary, err
}

// restoration is one restore within its transaction.
type restoration struct {
	tx      *Tx
	options RestoreOptions
	summary Summary
	pending insertion
}

func (r *restoration) run(ctx context.Context, tx *Tx, archive io.Reader) error {
	r.tx = tx
	if err := tx.deferReferences(ctx, archivedTables()); err != nil {
		return err
	}
	if err := r.requireFresh(ctx); err != nil {
		return err
	}
	for _, t := range archivedTables() {
		if _, err := tx.ExecContext(ctx, `DELETE FROM `+quoted(t.Name)); err != nil {
			return err
		}
	}
	read, err := readArchive(archive, defaultLimits, func(t *readTable, values []any) error { return r.insert(ctx, t, values) })
	if err != nil {
		return err
	}
	r.summary.Schema, r.summary.CreatedAt = read.header.Schema, read.header.CreatedAt
	if err := r.pending.flush(ctx, tx); err != nil {
		return err
	}
	if err := tx.checkReferences(ctx, archivedTables()); err != nil {
		return err
	}
	tx.changedEverything()
	return r.keepLastIDs(ctx, read.header.Tables)
}

// deferReferences lets rows come in any order: what refers to something is checked when all of them are there. On PostgreSQL
// nobody else reads or writes the tables meanwhile; on SQLite nobody else writes anyway.
func (tx *Tx) deferReferences(ctx context.Context, tables []*schema.Table) error {
	if tx.dialect == dialect.SQLite {
		_, err := tx.ExecContext(ctx, "PRAGMA defer_foreign_keys = ON") // until the transaction ends
		return err
	}
	if _, err := tx.ExecContext(ctx, "LOCK TABLE "+quotedList(tablesOf(tables))+" IN ACCESS EXCLUSIVE MODE"); err != nil {
		return err
	}
	return tx.alterReferences(ctx, tables, "DEFERRABLE INITIALLY DEFERRED")
}

func (tx *Tx) alterReferences(ctx context.Context, tables []*schema.Table, how string) error {
	for _, t := range tables {
		for _, key := range t.ForeignKeys {
			statement := `ALTER TABLE ` + quoted(t.Name) + ` ALTER CONSTRAINT ` + quoted(key.Symbol) + ` ` + how
			if _, err := tx.ExecContext(ctx, statement); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkReferences fails when a row refers to nothing.
func (tx *Tx) checkReferences(ctx context.Context, tables []*schema.Table) error {
	if tx.dialect == dialect.SQLite {
		return checkForeignKeys(ctx, tx)
	}
	if _, err := tx.ExecContext(ctx, "SET CONSTRAINTS ALL IMMEDIATE"); err != nil {
		return err
	}
	return tx.alterReferences(ctx, tables, "NOT DEFERRABLE")
}

func tablesOf(tables []*schema.Table) []string {
	names := make([]string, len(tables))
	for i, t := range tables {
		names[i] = t.Name
	}
	return names
}

// requireFresh fails when the database holds anything that a restore would lose.
func (r *restoration) requireFresh(ctx context.Context) error {
	var used []string
	for _, t := range archivedTables() {
		query := `SELECT EXISTS (SELECT 1 FROM ` + quoted(t.Name)
		if fresh, ok := freshRows[t.Name]; ok {
			query += ` WHERE NOT (` + fresh + `)`
		}
		yes, err := queryBool(ctx, r.tx, query+`)`)
		if err != nil {
			return err
		}
		if yes {
			used = append(used, t.Name)
		}
	}
	if len(used) > 0 {
		return fmt.Errorf("the database is in use: it has %s of its own. Restore into a new one: name another file or an empty PostgreSQL database with --database", strings.Join(used, ", "))
	}
	return nil
}

func queryBool(ctx context.Context, in querier, query string) (yes bool, err error) {
	rows, err := in.QueryContext(ctx, query)
	if err != nil {
		return false, err
	}
	defer rows.Close()
	if rows.Next() {
		err = rows.Scan(&yes)
	}
	return yes, errors.Join(err, rows.Err())
}

// insert takes over one row.
func (r *restoration) insert(ctx context.Context, t *readTable, values []any) error {
	if t.Name == tokensTable && !r.options.WithTokens {
		r.summary.TokensLeftOut++
		return nil
	}
	r.summary.Rows[t.Name]++
	return r.pending.add(ctx, r.tx, t, values)
}

// keepLastIDs lets every table go on counting where the archived one was, so that the id of a row that is gone, which the
// journal may still name, is not given to another.
func (r *restoration) keepLastIDs(ctx context.Context, tables []archiveTable) error {
	known := map[string]*schema.Table{}
	for _, t := range archivedTables() {
		known[t.Name] = t
	}
	for _, t := range tables {
		if !numbered(known[t.Name]) {
			continue
		}
		if err := r.tx.KeepIDs(ctx, t.Name); err != nil {
			return err
		}
		if err := r.tx.keepLastID(ctx, t.Name, t.LastID); err != nil {
			return err
		}
	}
	return nil
}

// keepLastID makes the next id of a table higher than last, if it is not already.
func (tx *Tx) keepLastID(ctx context.Context, table string, last int64) error {
	if last == 0 {
		return nil
	}
	if tx.dialect == dialect.Postgres {
		sequence := `pg_get_serial_sequence('` + quoted(table) + `', 'id')::regclass`
		_, err := tx.ExecContext(ctx, `SELECT setval(`+sequence+`, GREATEST($1, COALESCE(pg_sequence_last_value(`+sequence+`), 1)))`, last)
		return err
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO sqlite_sequence (name, seq) SELECT ?, 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?)`, table, table); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `UPDATE sqlite_sequence SET seq = MAX(seq, ?) WHERE name = ?`, last, table)
	return err
}

const (
	insertValues = 2000    // values in one statement; SQLite takes 32,766
	insertBytes  = 4 << 20 // of texts and files in one statement, about
)

// insertion gathers rows of one table for one statement.
type insertion struct {
	table  *readTable
	values []any
	bytes  int
}

func (i *insertion) add(ctx context.Context, tx *Tx, t *readTable, values []any) error {
	if i.table != t || len(i.values)+len(values) > insertValues || i.bytes > insertBytes {
		if err := i.flush(ctx, tx); err != nil {
			return err
		}
	}
	i.table, i.values = t, append(i.values, values...)
	for _, v := range values {
		i.bytes += sizeOf(v)
	}
	return nil
}

func (i *insertion) flush(ctx context.Context, tx *Tx) error {
	if len(i.values) == 0 {
		return nil
	}
	_, err := tx.ExecContext(ctx, i.statement(tx.dialect), i.values...)
	if err != nil {
		err = fmt.Errorf("rows of the table %s: %w", i.table.Name, err)
	}
	clear(i.values) // lets go of the texts
	i.values, i.bytes = i.values[:0], 0
	return err
}

func (i *insertion) statement(dialectName string) string {
	var b strings.Builder
	b.WriteString(`INSERT INTO ` + quoted(i.table.Name) + ` (` + quotedList(i.table.names) + `) VALUES `)
	for n, placeholder := range placeholders(dialectName, len(i.values)) {
		switch {
		case n == 0:
			b.WriteString("(")
		case n%len(i.table.names) == 0:
			b.WriteString("), (")
		default:
			b.WriteString(", ")
		}
		b.WriteString(placeholder)
	}
	b.WriteString(")")
	return b.String()
}

// sizeOf is about how many bytes a value takes in a statement.
func sizeOf(value any) int {
	switch v := value.(type) {
	case string:
		return len(v)
	case []byte:
		return len(v)
	case json.RawMessage:
		return len(v)
	}
	return 8
}
