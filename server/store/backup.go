package store

import (
	"compress/gzip"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"strings"
	"time"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql/schema"
)

// Backup writes an archive of everything that the database holds at one moment, while others go on writing. The archive can be
// restored into either kind of database. It holds hashes of passwords and tokens but none of them in clear, no sessions and
// nothing that signs: whoever can read it still learns everything else, so it must be kept as safe as the database.
func (s *Store) Backup(ctx context.Context, w io.Writer) (Summary, error) {
	summary, err := s.backup(ctx, w)
	if err != nil {
		return Summary{}, fmt.Errorf("making a backup: %w", err)
	}
	return summary, nil
}

func (s *Store) backup(ctx context.Context, w io.Writer) (Summary, error) {
	tx, err := s.oneMoment(ctx)
	if err != nil {
		return Summary{}, err
	}
	defer tx.Rollback()
	header, err := s.archiveHeader(ctx, tx)
	if err != nil {
		return Summary{}, err
	}
	a := &archiveWriter{to: gzip.NewWriter(w), sum: sha256.New(), rows: map[string]int{}}
	if err := a.line(header); err != nil {
		return Summary{}, err
	}
	for _, t := range archivedTables() {
		if err := a.table(ctx, tx, s.dialect, t); err != nil {
			return Summary{}, fmt.Errorf("the table %s: %w", t.Name, err)
		}
	}
	if err := a.line(archiveFooter{Rows: a.rows, SHA256: hex.EncodeToString(a.sum.Sum(nil))}); err != nil {
		return Summary{}, err
	}
	return Summary{Schema: header.Schema, CreatedAt: header.CreatedAt, Rows: a.rows}, a.to.Close()
}

func (s *Store) archiveHeader(ctx context.Context, tx *sql.Tx) (archiveHeader, error) {
	header := archiveHeader{Format: archiveFormat, Program: archiveProgram, Schema: SchemaVersion(), CreatedAt: time.Now().UTC()}
	for _, t := range archivedTables() {
		last, err := s.lastID(ctx, tx, t)
		if err != nil {
			return header, err
		}
		header.Tables = append(header.Tables, archiveTable{Name: t.Name, Columns: columnNames(t.Columns), LastID: last})
	}
	return header, nil
}

// lastID is the highest id that a table has ever given out; 0 when it has given out none or has no ids.
func (s *Store) lastID(ctx context.Context, tx *sql.Tx, t *schema.Table) (last int64, err error) {
	if !numbered(t) {
		return 0, nil
	}
	query := `SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = '` + t.Name + `'`
	if s.dialect == dialect.Postgres {
		query = `SELECT COALESCE(pg_sequence_last_value(pg_get_serial_sequence('` + quoted(t.Name) + `', 'id')::regclass), 0)`
	}
	err = tx.QueryRowContext(ctx, query).Scan(&last)
	return last, err
}

// numbered says whether a table gives its rows ids. Tables of pairs have none.
func numbered(t *schema.Table) bool { return len(t.PrimaryKey) == 1 && t.PrimaryKey[0].Increment }

func columnNames(columns []*schema.Column) []string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Name
	}
	return names
}

func quoted(name string) string { return `"` + name + `"` }

// quotedList is how names stand in a statement, on both databases.
func quotedList(names []string) string { return `"` + strings.Join(names, `", "`) + `"` }

// archiveWriter writes the lines of an archive.
type archiveWriter struct {
	to   *gzip.Writer
	sum  hash.Hash // of every line so far
	rows map[string]int
}

func (a *archiveWriter) line(v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if int64(len(text)) >= defaultLimits.line {
		return fmt.Errorf("a row takes %d bytes, more than a backup can hold", len(text))
	}
	text = append(text, '\n')
	a.sum.Write(text)
	_, err = a.to.Write(text)
	return err
}

// table writes every row of a table, one at a time.
func (a *archiveWriter) table(ctx context.Context, tx *sql.Tx, dialectName string, t *schema.Table) error {
	rows, err := readRows(ctx, tx, dialectName, t, nil)
	if err != nil {
		return err
	}
	defer rows.close()
	row := archiveRow[any]{Table: t.Name, Values: make(map[string]any, len(t.Columns))}
	for {
		values, err := rows.next()
		if values == nil {
			return err
		}
		for i, c := range t.Columns {
			row.Values[c.Name] = values[i]
		}
		if err := a.line(row); err != nil {
			return err
		}
		a.rows[t.Name]++
	}
}
