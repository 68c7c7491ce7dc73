package store

import (
	"context"
	"database/sql"
	"errors"

	"entgo.io/ent/dialect"
)

// WithoutIndexes runs fill while a table has no indexes but that of its primary key, and makes them again afterwards, also when
// fill fails. Filling a table with millions of rows is many times faster so; whoever uses the table meanwhile waits. The table must
// be one of ent's.
func (s *Store) WithoutIndexes(ctx context.Context, table string, fill func() error) error {
	indexes, err := dropIndexes(ctx, s.writer, s.dialect, table)
	if err != nil {
		return err
	}
	return errors.Join(fill(), makeIndexes(context.WithoutCancel(ctx), s.writer, indexes))
}

// executor is a pool of connections or a transaction.
type executor interface {
	querier
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// dropIndexes returns what makeIndexes needs to make them again.
func dropIndexes(ctx context.Context, in executor, dialectName, table string) (map[string]string, error) {
	indexes, err := indexesOf(ctx, in, dialectName, table)
	if err != nil {
		return nil, err
	}
	for name := range indexes {
		if _, err := in.ExecContext(ctx, `DROP INDEX `+quoted(name)); err != nil {
			return indexes, err
		}
	}
	return indexes, nil
}

// makeIndexes makes all that it can.
func makeIndexes(ctx context.Context, in executor, indexes map[string]string) (err error) {
	for _, definition := range indexes {
		_, made := in.ExecContext(ctx, definition)
		err = errors.Join(err, made)
	}
	return err
}

// indexesOf returns the statements that make the indexes of a table, by their names.
func indexesOf(ctx context.Context, in querier, dialectName, table string) (map[string]string, error) {
	query := `SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL`
	if dialectName == dialect.Postgres {
		query = `SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename = $1 AND indexname <> $1 || '_pkey'`
	}
	rows, err := in.QueryContext(ctx, query, table)
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
