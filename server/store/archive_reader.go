package store

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql/schema"
)

// archiveLimits bound what an archive may make this program read.
type archiveLimits struct{ line, total int64 }

var defaultLimits = archiveLimits{line: 512 << 20, total: 64 << 30}

// archiveReader walks an archive once, from the header to the footer, and trusts nothing in it.
type archiveReader struct {
	text   *bufio.Reader
	limits archiveLimits
	seen   int64
	header archiveHeader
	tables map[string]*readTable
	rows   map[string]int
}

// readTable is a table of this program together with the columns that the archive holds of it.
type readTable struct {
	*schema.Table
	columns []*schema.Column // in the order of the archive
	names   []string
}

// readArchive checks a whole archive and hands each row to visit, with its values in the order of the table's columns. What
// visit was given counts only once readArchive has returned without an error.
func readArchive(archive io.Reader, limits archiveLimits, visit func(t *readTable, values []any) error) (*archiveReader, error) {
	inflated, err := gzip.NewReader(archive)
	if err != nil {
		return nil, fmt.Errorf("it is not a backup of this program: %w", err)
	}
	r := &archiveReader{text: bufio.NewReaderSize(inflated, 64<<10), limits: limits, rows: map[string]int{}}
	sum := sha256.New()
	line, err := r.line()
	if err != nil {
		return nil, err
	}
	if err := r.readHeader(line); err != nil {
		return nil, err
	}
	for {
		sum.Write(line)
		if line, err = r.line(); err != nil {
			return nil, err
		}
		if bytes.HasPrefix(line, []byte(`{"rows":`)) {
			return r, r.readFooter(line, hex.EncodeToString(sum.Sum(nil)))
		}
		if err := r.readRow(line, visit); err != nil {
			return nil, err
		}
	}
}

// line reads the next line, its end included.
func (r *archiveReader) line() ([]byte, error) {
	var line []byte
	for {
		part, err := r.text.ReadSlice('\n')
		r.seen += int64(len(part))
		if int64(len(line)+len(part)) > r.limits.line || r.seen > r.limits.total {
			return nil, errors.New("it is larger than any backup of this program")
		}
		line = append(line, part...)
		switch {
		case err == nil:
			return line, nil
		case errors.Is(err, io.EOF):
			return nil, errors.New("it ends before its footer")
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, fmt.Errorf("it is damaged: %w", err)
		}
	}
}

// strictly reads a line that holds one value and nothing that is not known.
func strictly(line []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something follows it on its line")
	}
	return nil
}

func (r *archiveReader) readHeader(line []byte) error {
	// Only these two can be trusted to mean the same in every format, so they are read first and alone.
	var kind struct {
		Format  int
		Program string
	}
	if err := json.Unmarshal(line, &kind); err != nil || kind.Program != archiveProgram {
		return errors.New("it is not a backup of this program")
	}
	if kind.Format != archiveFormat {
		return fmt.Errorf("its format is %d and this program reads format %d: restore it with the program that made it", kind.Format, archiveFormat)
	}
	if err := strictly(line, &r.header); err != nil {
		return fmt.Errorf("its header cannot be read: %w", err)
	}
	steps, err := migrations(dialect.SQLite)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(steps, func(m migration) bool { return m.name == r.header.Schema }) {
		return fmt.Errorf("it was made by a newer program (at %q, this one knows %q): restore it with that one", r.header.Schema, SchemaVersion())
	}
	return r.readTables()
}

func (r *archiveReader) readTables() error {
	known := map[string]*schema.Table{}
	for _, t := range archivedTables() {
		known[t.Name] = t
	}
	r.tables = map[string]*readTable{}
	for _, in := range r.header.Tables {
		t := known[in.Name]
		if t == nil || r.tables[in.Name] != nil || in.LastID < 0 {
			return fmt.Errorf("its table %q is not known, there twice or wrong", in.Name)
		}
		table, err := matchColumns(t, in.Columns)
		if err != nil {
			return fmt.Errorf("its table %s: %w", in.Name, err)
		}
		r.tables[in.Name] = table
	}
	return nil
}

// matchColumns finds the columns that an archive holds of a table. One that it does not hold must have a value without it.
func matchColumns(t *schema.Table, names []string) (*readTable, error) {
	table := &readTable{Table: t, names: names}
	for i, name := range names {
		n := slices.IndexFunc(t.Columns, func(c *schema.Column) bool { return c.Name == name })
		if n < 0 || slices.Contains(names[:i], name) {
			return nil, fmt.Errorf("the column %q is not known or there twice", name)
		}
		table.columns = append(table.columns, t.Columns[n])
	}
	for _, c := range t.Columns {
		if !slices.Contains(names, c.Name) && !c.Nullable && c.Default == nil {
			return nil, fmt.Errorf("the column %q is missing", c.Name)
		}
	}
	return table, nil
}

func (r *archiveReader) readRow(line []byte, visit func(*readTable, []any) error) error {
	var row archiveRow[json.RawMessage]
	if err := strictly(line, &row); err != nil {
		return fmt.Errorf("a row cannot be read: %w", err)
	}
	t := r.tables[row.Table]
	if t == nil {
		return fmt.Errorf("a row is of the table %q, which its header does not name", row.Table)
	}
	r.rows[row.Table]++
	values := make([]any, len(t.columns))
	for i, c := range t.columns {
		raw, ok := row.Values[c.Name]
		if !ok || len(row.Values) != len(t.columns) {
			return fmt.Errorf("row %d of the table %s does not have the columns that the header names", r.rows[row.Table], t.Name)
		}
		value, err := readValue(c, raw)
		if err != nil {
			return fmt.Errorf("row %d of the table %s: the column %s: %w", r.rows[row.Table], t.Name, c.Name, err)
		}
		values[i] = value
	}
	return visit(t, values)
}

func (r *archiveReader) readFooter(line []byte, sum string) error {
	var footer archiveFooter
	if err := strictly(line, &footer); err != nil {
		return fmt.Errorf("its footer cannot be read: %w", err)
	}
	if footer.SHA256 != sum || !maps.Equal(footer.Rows, r.rows) {
		return errors.New("it has been changed since it was made: its checksum or its numbers of rows are wrong")
	}
	// Reading on to the end of the file makes gzip compare its own checksum.
	if _, err := r.text.ReadByte(); !errors.Is(err, io.EOF) {
		return errors.New("it is damaged: something follows its footer")
	}
	return nil
}
