package store

import (
	"context"
	"database/sql"
	"io"
	"log/slog"
	"slices"
	"strings"
)

// What the tests see of the inside, so that they can stand outside and use storetest.

type Migration = migration

func NewMigration(name, statements string) Migration {
	return migration{name, statements, "sum of " + name}
}

func OwnMigrations(dialectName string) ([]string, error) {
	var names []string
	list, err := migrations(dialectName)
	for _, m := range list {
		names = append(names, m.name)
	}
	return names, err
}

// MigrateWith brings the database to the program's own migrations and more behind them.
func (s *Store) MigrateWith(ctx context.Context, more ...Migration) error {
	own, err := migrations(s.dialect)
	if err != nil {
		return err
	}
	return s.migrateTo(ctx, append(own, more...))
}

// OpenAt makes a database as it was at one of the program's migrations.
func OpenAt(ctx context.Context, address, last string) (*Store, error) {
	s := &Store{log: slog.New(slog.DiscardHandler)}
	err := s.openPostgres(address, Options{})
	if path, ok := strings.CutPrefix(address, "sqlite:"); ok {
		err = s.openSQLite(path, Options{})
	}
	if err != nil {
		return nil, err
	}
	own, err := migrations(s.dialect)
	if err != nil {
		return nil, err
	}
	return s, s.migrateTo(ctx, slices.DeleteFunc(own, func(m migration) bool { return m.name > last }))
}

func (s *Store) Raw() *sql.DB { return s.writer }

// CheckArchive reads an archive within limits.
func CheckArchive(archive io.Reader, line, total int64) error {
	_, err := readArchive(archive, archiveLimits{line, total}, func(*readTable, []any) error { return nil })
	return err
}

var NotArchived = notArchived

func (s *Store) Indexes(ctx context.Context, table string) (map[string]string, error) {
	return indexesOf(ctx, s.writer, s.dialect, table)
}

// Connect opens a database without asking whether it may be used.
func Connect(address string) (*Store, error) { return connect(address, Options{}) }
