package store

import (
	"context"

	"entgo.io/ent/dialect"
)

// backupLock is the advisory lock of the node that makes backups.
const backupLock = 7_316_050

// LeadBackups makes this process the one that makes backups, if no other is. Alive says whether it still is: the lock ends with its
// connection. On SQLite there is nobody else to ask.
func (s *Store) LeadBackups(ctx context.Context) (alive func(context.Context) bool, resign func(), leads bool, err error) {
	if s.dialect != dialect.Postgres {
		return func(context.Context) bool { return true }, func() {}, true, nil
	}
	conn, err := s.reader.Conn(ctx)
	if err != nil {
		return nil, nil, false, err
	}
	if err := conn.QueryRowContext(ctx, "SELECT pg_try_advisory_lock($1)", backupLock).Scan(&leads); err != nil || !leads {
		conn.Close()
		return nil, nil, false, err
	}
	resign = func() {
		_, _ = conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", backupLock)
		conn.Close()
	}
	return func(ctx context.Context) bool { return conn.PingContext(ctx) == nil }, resign, true, nil
}

// CountRows counts what an archive would hold, by table.
func (s *Store) CountRows(ctx context.Context) (map[string]int, error) {
	rows := map[string]int{}
	for _, t := range archivedTables() {
		var n int
		if err := s.reader.QueryRowContext(ctx, `SELECT COUNT(*) FROM `+quoted(t.Name)).Scan(&n); err != nil {
			return nil, err
		}
		if n > 0 {
			rows[t.Name] = n
		}
	}
	return rows, nil
}
