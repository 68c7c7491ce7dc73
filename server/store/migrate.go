package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"entgo.io/ent/dialect"
)

//go:embed migrations/sqlite/*.sql migrations/postgres/*.sql
var migrationFiles embed.FS

// migrationLock is the advisory lock under which one node of several migrates.
const migrationLock = 7_316_000

// migration is one step of the schema. Steps only ever go forward.
type migration struct {
	name string
	sql  string
	sum  string
}

// migrations reads the steps of a dialect in their order.
func migrations(dialectName string) ([]migration, error) {
	folder := path.Join("migrations", strings.TrimSuffix(dialectName, "3"))
	entries, err := fs.ReadDir(migrationFiles, folder)
	if err != nil {
		return nil, err
	}
	var list []migration
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), ".sql") {
			continue
		}
		text, err := fs.ReadFile(migrationFiles, path.Join(folder, entry.Name()))
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(text)
		list = append(list, migration{strings.TrimSuffix(entry.Name(), ".sql"), string(text), hex.EncodeToString(sum[:])})
	}
	slices.SortFunc(list, func(a, b migration) int { return strings.Compare(a.name, b.name) })
	return list, nil
}

// SchemaVersion is the newest migration that this program knows.
func SchemaVersion() string {
	list, err := migrations(dialect.SQLite)
	if err != nil || len(list) == 0 {
		return ""
	}
	return list[len(list)-1].name
}

// migrate brings the schema up to date. Each step and the note that it was applied are one transaction, so that a process that
// is killed half-way leaves the database at a step, and the next start goes on from there. Of several nodes one migrates while
// the others wait.
func (s *Store) migrate(ctx context.Context) error {
	steps, err := migrations(s.dialect)
	if err != nil {
		return err
	}
	return s.migrateTo(ctx, steps)
}

func (s *Store) migrateTo(ctx context.Context, steps []migration) error {
	conn, err := s.writer.Conn(ctx)
	if err != nil {
		return fmt.Errorf("opening the database: %w", err)
	}
	defer conn.Close()
	unlock, err := s.lockMigrations(ctx, conn)
	if err != nil {
		return err
	}
	defer unlock()
	applied, err := appliedMigrations(ctx, conn)
	if err != nil {
		return err
	}
	pending, err := pendingMigrations(steps, applied)
	if err != nil || len(pending) == 0 {
		return err
	}
	if s.dialect == dialect.SQLite && len(applied) > 0 {
		if err := s.copyBefore(ctx, conn, pending[0].name); err != nil {
			return err
		}
	}
	for _, m := range pending {
		made, err := s.applyMigration(ctx, conn, m)
		if err != nil {
			return fmt.Errorf("migration %s: %w", m.name, err)
		}
		if made {
			s.log.Info("migrated the database", "migration", m.name)
		}
	}
	return nil
}

func (s *Store) lockMigrations(ctx context.Context, conn *sql.Conn) (unlock func(), err error) {
	if s.dialect == dialect.Postgres {
		if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", migrationLock); err != nil {
			return nil, fmt.Errorf("waiting for another node's migration: %w", err)
		}
		unlock = func() {
			_, _ = conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", migrationLock)
		}
	} else {
		// Rebuilding a table drops the old one, which would cascade into other tables while foreign keys are on. The PRAGMA
		// does nothing inside a transaction, so it stands before it; what it let through is checked before each commit.
		if _, err := conn.ExecContext(ctx, "PRAGMA foreign_keys = OFF"); err != nil {
			return nil, err
		}
		unlock = func() {
			_, _ = conn.ExecContext(context.WithoutCancel(ctx), "PRAGMA foreign_keys = ON")
		}
	}
	_, err = conn.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS schema_migrations (name varchar(100) PRIMARY KEY, sum varchar(64) NOT NULL, applied_at varchar(40) NOT NULL)`)
	if err != nil {
		unlock()
		return nil, fmt.Errorf("preparing for migrations: %w", err)
	}
	return unlock, nil
}

func appliedMigrations(ctx context.Context, conn *sql.Conn) (map[string]string, error) {
	rows, err := conn.QueryContext(ctx, "SELECT name, sum FROM schema_migrations")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	applied := map[string]string{}
	for rows.Next() {
		var name, sum string
		if err := rows.Scan(&name, &sum); err != nil {
			return nil, err
		}
		applied[name] = sum
	}
	return applied, rows.Err()
}

// pendingMigrations compares what the program knows with what the database has seen.
func pendingMigrations(steps []migration, applied map[string]string) ([]migration, error) {
	var pending []migration
	known := map[string]bool{}
	for _, m := range steps {
		known[m.name] = true
		sum, ok := applied[m.name]
		if !ok {
			pending = append(pending, m)
		} else if sum != m.sum {
			return nil, fmt.Errorf("migration %s is not the one that was applied to this database: the program has been changed", m.name)
		}
	}
	for name := range applied {
		if !known[name] {
			return nil, fmt.Errorf("the database is newer than this program (it has migration %s): start the newer program, or restore a backup from before the upgrade", name)
		}
	}
	return pending, nil
}

// copyBefore keeps a copy of an SQLite database beside it before its schema changes.
func (s *Store) copyBefore(ctx context.Context, conn *sql.Conn, name string) error {
	var file string
	if err := conn.QueryRowContext(ctx, "SELECT file FROM pragma_database_list WHERE name = 'main'").Scan(&file); err != nil {
		return err
	}
	target := file + ".before-" + name
	if _, err := os.Stat(target); err == nil {
		return nil // from an earlier try, before anything was changed
	}
	// The copy gets its name only when it is whole, and never replaces one that another process made before it migrated.
	unfinished, err := os.CreateTemp(filepath.Dir(file), filepath.Base(target)+".*.unfinished")
	if err != nil {
		return fmt.Errorf("copying the database before migration %s: %w", name, err)
	}
	unfinished.Close()
	defer os.Remove(unfinished.Name())
	if _, err := conn.ExecContext(ctx, "VACUUM INTO ?", unfinished.Name()); err != nil {
		return fmt.Errorf("copying the database before migration %s: %w", name, err)
	}
	if err := os.Link(unfinished.Name(), target); err != nil && !errors.Is(err, fs.ErrExist) {
		return os.Rename(unfinished.Name(), target) // a file system without links
	}
	return nil
}

// applyMigration makes one step, unless another process has made it meanwhile.
func (s *Store) applyMigration(ctx context.Context, conn *sql.Conn, m migration) (made bool, err error) {
	begin := "BEGIN"
	if s.dialect == dialect.SQLite {
		begin = "BEGIN IMMEDIATE"
	}
	if _, err := conn.ExecContext(ctx, begin); err != nil {
		return false, err
	}
	defer func() {
		if err != nil {
			_, rollback := conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
			err = errors.Join(err, rollback)
		}
	}()
	// Another process may have applied it between the look and the lock.
	var seen int
	if err := conn.QueryRowContext(ctx, "SELECT COUNT(*) FROM schema_migrations WHERE name = '"+m.name+"'").Scan(&seen); err != nil {
		return false, err
	}
	if seen > 0 {
		_, err = conn.ExecContext(ctx, "ROLLBACK")
		return false, err
	}
	if _, err := conn.ExecContext(ctx, m.sql); err != nil {
		return false, err
	}
	if s.dialect == dialect.SQLite {
		if err := checkForeignKeys(ctx, conn); err != nil {
			return false, err
		}
	}
	note := fmt.Sprintf("INSERT INTO schema_migrations (name, sum, applied_at) VALUES ('%s', '%s', '%s')", m.name, m.sum, time.Now().UTC().Format(time.RFC3339))
	if _, err := conn.ExecContext(ctx, note); err != nil {
		return false, err
	}
	_, err = conn.ExecContext(ctx, "COMMIT")
	return err == nil, err
}

// querier is a connection or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

func checkForeignKeys(ctx context.Context, in querier) error {
	rows, err := in.QueryContext(ctx, "PRAGMA foreign_key_check")
	if err != nil {
		return err
	}
	defer rows.Close()
	if rows.Next() {
		return errors.New("it would leave rows that refer to nothing")
	}
	return rows.Err()
}
