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
	tx, err := s.oneMoment(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // there is nothing to commit
	return read(ctx, ent.NewClient(ent.Driver(entsql.NewDriver(s.dialect, entsql.Conn{ExecQuerier: tx}))))
}

// oneMoment begins a transaction that shows the database as it was at its first read.
func (s *Store) oneMoment(ctx context.Context) (*sql.Tx, error) {
	options := &sql.TxOptions{ReadOnly: true}
	if s.dialect == dialect.Postgres {
		options.Isolation = sql.LevelRepeatableRead // a transaction of SQLite reads one moment anyway
	}
	return s.reader.BeginTx(ctx, options)
}
