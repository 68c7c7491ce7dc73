package store

import (
	"context"
	"errors"
	"fmt"

	"entgo.io/ent/dialect"
)

// WithoutIndexes runs fill while a table has no indexes but that of its primary key, and makes them again afterwards, also when
// fill fails. Filling a table with millions of rows is many times faster so; whoever uses the table meanwhile waits. The table must
// be one of ent's.
func (s *Store) WithoutIndexes(ctx context.Context, table string, fill func() error) error {
	indexes, err := s.indexes(ctx, table)
	if err != nil {
		return err
	}
	for name := range indexes {
		if _, err := s.writer.ExecContext(ctx, fmt.Sprintf(`DROP INDEX "%s"`, name)); err != nil {
			return err
		}
	}
	err = fill()
	for _, definition := range indexes {
		_, made := s.writer.ExecContext(context.WithoutCancel(ctx), definition)
		err = errors.Join(err, made)
	}
	return err
}

// indexes returns the statements that make the indexes of a table, by their names.
func (s *Store) indexes(ctx context.Context, table string) (map[string]string, error) {
	query := `SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL`
	if s.dialect == dialect.Postgres {
		query = `SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename = $1 AND indexname <> $1 || '_pkey'`
	}
	rows, err := s.writer.QueryContext(ctx, query, table)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	found := map[string]string{}
	for rows.Next() {
		var name, definition string
		if err := rows.Scan(&name, &definition); err != nil {
			return nil, err
		}
		found[name] = definition
	}
	return found, rows.Err()
}
