package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"gatehouse/ent"
)

// Inspection is what a look at a database shows that changes nothing in it.
type Inspection struct {
	File    string   // of an SQLite database
	Absent  bool     // there is no such file, or no table of ours: the first start makes them
	Schema  string   // the newest step that was applied
	Pending []string // steps that the next start applies
	Unfit   error    // why this program cannot use the schema: it is newer, or was made by another step of the same name

	Clock    time.Time // the database server's; zero on SQLite
	Settings *Settings // nil when they cannot be read before the next start has migrated
}

// Inspect looks at a database without making, migrating or locking anything. It fails when the database cannot be reached or read.
func Inspect(ctx context.Context, address string) (*Inspection, error) {
	found := &Inspection{}
	db, dialectName, err := found.connect(address)
	if err != nil || found.Absent {
		return found, err
	}
	defer db.Close()
	steps, err := migrations(dialectName)
	if err != nil {
		return found, err
	}
	if err := found.look(ctx, db, dialectName, steps); err != nil {
		return found, fmt.Errorf("the database cannot be read: %w", err)
	}
	if found.Unfit == nil && len(found.Pending) == 0 && !found.Absent {
		client := ent.NewClient(ent.Driver(entsql.OpenDB(dialectName, db)))
		found.Settings, err = ReadSettings(ctx, client)
	}
	return found, err
}

// connect opens the database for reading only.
func (i *Inspection) connect(address string) (db *sql.DB, dialectName string, err error) {
	path, lite := strings.CutPrefix(address, "sqlite:")
	if !lite {
		config, err := pgx.ParseConfig(address)
		if err != nil || !strings.HasPrefix(address, "postgres") {
			return nil, "", errors.New(`a database is given as "sqlite:PATH" or "postgres://USER:PASSWORD@HOST/NAME"`)
		}
		config.RuntimeParams["default_transaction_read_only"] = "on"
		return stdlib.OpenDB(*config), dialect.Postgres, nil
	}
	if path == "" {
		return nil, "", errors.New("the SQLite database has no path: give one as sqlite:PATH")
	}
	if i.File, err = filepath.Abs(path); err != nil {
		return nil, "", err
	}
	if _, err := os.Stat(i.File); errors.Is(err, fs.ErrNotExist) {
		i.Absent = true
		return nil, "", nil
	} else if err != nil {
		return nil, "", err
	}
	db, err = sql.Open("sqlite", "file:"+(&url.URL{Path: i.File}).EscapedPath()+"?mode=ro&_pragma=query_only(1)&_pragma=busy_timeout(5000)&_time_format=sqlite&_timezone=UTC")
	return db, dialect.SQLite, err
}

func (i *Inspection) look(ctx context.Context, db *sql.DB, dialectName string, steps []migration) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	noted := `SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'`
	if dialectName == dialect.Postgres {
		noted = `SELECT COUNT(*) FROM pg_tables WHERE schemaname = ANY(current_schemas(false)) AND tablename = 'schema_migrations'`
		if err := conn.QueryRowContext(ctx, `SELECT clock_timestamp()`).Scan(&i.Clock); err != nil {
			return err
		}
	}
	var tables int
	if err := conn.QueryRowContext(ctx, noted).Scan(&tables); err != nil {
		return err
	}
	if i.Absent = tables == 0; i.Absent {
		return nil
	}
	applied, err := appliedMigrations(ctx, conn)
	if err != nil {
		return err
	}
	for name := range applied {
		i.Schema = max(i.Schema, name)
	}
	pending, err := pendingMigrations(steps, applied)
	for _, m := range pending {
		i.Pending = append(i.Pending, m.name)
	}
	i.Unfit = err
	return nil
}
