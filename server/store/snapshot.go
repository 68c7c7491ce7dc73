package store

import (
	"context"
	"database/sql"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"

	"gatehouse/ent"
)

// Snapshot lets read look at the database as it is at one moment, whatever others write meanwhile. It holds nobody up.
func (s *Store) Snapshot(ctx context.Context, read func(ctx context.Context, db *ent.Client) error) error {
	options := &sql.TxOptions{}
	if s.dialect == dialect.Postgres {
		options.Isolation = sql.LevelRepeatableRead // a transaction of SQLite reads one moment anyway
	}
	tx, err := s.reader.BeginTx(ctx, options)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // there is nothing to commit
	return read(ctx, ent.NewClient(ent.Driver(entsql.NewDriver(s.dialect, entsql.Conn{ExecQuerier: tx}))))
}
