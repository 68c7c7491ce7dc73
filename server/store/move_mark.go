package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"entgo.io/ent/dialect"
	"github.com/jackc/pgx/v5"
)

// A move leaves a mark in both databases, in a table that is there only once there was one. Each side names the other, without
// passwords, and both have the number of the move.
const (
	marksTable    = "moves"
	marksColumns  = `(id varchar(40) PRIMARY KEY, side varchar(10) NOT NULL, other text NOT NULL, begun_at varchar(40) NOT NULL, finished_at varchar(40) NOT NULL)`
	progressTable = "move_tables"

	sourceSide = "source"
	targetSide = "target"
)

// mark is a row of that table.
type mark struct {
	id, side, other, begunAt, finishedAt string
}

func (m *mark) finished() bool { return m.finishedAt != "" }

// halfOf says whether the database is the unfinished target of a move from the one named.
func (m *mark) halfOf(source string) bool {
	return m != nil && m.side == targetSide && !m.finished() && m.other == source
}

// refusal says why nothing may be done on a database with this mark; nil when all may be.
func (m *mark) refusal() error {
	switch {
	case m == nil || m.side == targetSide && m.finished():
		return nil
	case m.side == sourceSide && m.finished():
		return fmt.Errorf("%w: it was moved to %s at %s. Use that database. (To go on here after all, without what was written there since: gatehouse move --release --even-finished)", errMovedAway, m.other, m.finishedAt)
	case m.side == sourceSide:
		return fmt.Errorf("%w: it is being moved to %s since %s. Run the same \"gatehouse move\" again to go on, or \"gatehouse move --release\" to give it up", errMovedAway, m.other, m.begunAt)
	}
	return fmt.Errorf("the database is the unfinished half of a move from %s, begun at %s. Run the same \"gatehouse move\" again: it goes on where it stopped", m.other, m.begunAt)
}

// errMovedAway is what the source of a move answers.
var errMovedAway = errors.New("this installation is no longer on this database")

// readMark returns the mark that says what a database is now, or nil when there is none: that of a source counts before that of
// a target, because what was moved here may have been moved on.
func readMark(ctx context.Context, in querier, dialectName string) (*mark, error) {
	there, err := tableExists(ctx, in, dialectName, marksTable)
	if err != nil || !there {
		return nil, err
	}
	rows, err := in.QueryContext(ctx, `SELECT id, side, other, begun_at, finished_at FROM `+marksTable+` ORDER BY side, finished_at, begun_at DESC`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	if !rows.Next() {
		return nil, rows.Err()
	}
	m := &mark{}
	return m, rows.Scan(&m.id, &m.side, &m.other, &m.begunAt, &m.finishedAt)
}

func tableExists(ctx context.Context, in querier, dialectName, table string) (bool, error) {
	names, err := tableNames(ctx, in, dialectName)
	return names[table], err
}

// tableNames are the tables of the database, of whomever they are.
func tableNames(ctx context.Context, in querier, dialectName string) (map[string]bool, error) {
	query := `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`
	if dialectName == dialect.Postgres {
		query = `SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()`
	}
	rows, err := in.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	names := map[string]bool{}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names[name] = true
	}
	return names, rows.Err()
}

// writeMark makes a mark of a move that begins.
func writeMark(ctx context.Context, in executor, dialectName string, m mark) error {
	if _, err := in.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS `+marksTable+` `+marksColumns); err != nil {
		return err
	}
	_, err := in.ExecContext(ctx, `INSERT INTO `+marksTable+` (id, side, other, begun_at, finished_at) VALUES (`+
		strings.Join(placeholders(dialectName, 5), ", ")+`)`, m.id, m.side, m.other, m.begunAt, m.finishedAt)
	return err
}

func finishMark(ctx context.Context, in executor, dialectName, id string) error {
	p := placeholders(dialectName, 2)
	_, err := in.ExecContext(ctx, `UPDATE `+marksTable+` SET finished_at = `+p[0]+` WHERE id = `+p[1], now(), id)
	return err
}

func removeMark(ctx context.Context, in executor, dialectName, id string) error {
	_, err := in.ExecContext(ctx, `DELETE FROM `+marksTable+` WHERE id = `+placeholders(dialectName, 1)[0], id)
	return err
}

func now() string { return time.Now().UTC().Format(time.RFC3339) }

// where names the database without anything secret: the whole path of the file, or host, port and name.
func (s *Store) where() string {
	if s.dialect == dialect.SQLite {
		return "sqlite:" + s.path
	}
	config, err := pgx.ParseConfig(s.source)
	if err != nil {
		return "postgres"
	}
	return fmt.Sprintf("postgres://%s:%d/%s", config.Host, config.Port, config.Database)
}

// requireDifferent fails when both are one database, whatever their addresses say.
func requireDifferent(ctx context.Context, a, b *Store) error {
	same := errors.New("both addresses are of the same database")
	if a.dialect != b.dialect {
		return nil
	}
	if a.dialect == dialect.SQLite {
		if a.where() == b.where() || realPath(a.path) == realPath(b.path) {
			return same
		}
		return nil
	}
	free, err := lockedElsewhere(ctx, a, b)
	if err == nil && !free {
		err = same
	}
	return err
}

func realPath(path string) string {
	if whole, err := filepath.EvalSymlinks(path); err == nil {
		return whole
	}
	return path
}

// lockedElsewhere takes a lock in a and says whether b still has it to give. Locks are of one database, so that host names and
// pools between do not matter.
func lockedElsewhere(ctx context.Context, a, b *Store) (free bool, err error) {
	key := time.Now().UnixNano()
	tx, err := a.writer.BeginTx(ctx, &sql.TxOptions{})
	if err != nil {
		return false, err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock($1)`, key); err != nil {
		return false, err
	}
	err = b.writer.QueryRowContext(ctx, `SELECT pg_try_advisory_xact_lock($1)`, key).Scan(&free)
	return free, err
}

// Moved says why nothing may be done on this database any more, once its installation has been moved away or is being moved.
func (s *Store) Moved() error {
	if away := s.moved.Load(); away != nil {
		return *away
	}
	return nil
}

// movedChanged looks at the mark anew.
func (s *Store) movedChanged(ctx context.Context, c Changes) error {
	if !c.Touch(movedChanged) {
		return nil
	}
	m, err := readMark(ctx, s.reader, s.dialect)
	if err != nil {
		return err
	}
	if away := m.refusal(); away != nil {
		s.log.Error("calls and changes are refused from now on", "reason", away)
		s.moved.Store(&away)
	} else if s.moved.Swap(nil) != nil {
		s.log.Info("the move was given up: calls are answered again")
	}
	return nil
}
