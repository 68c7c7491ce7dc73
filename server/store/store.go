// Package store owns the database: it opens SQLite or PostgreSQL behind ent, migrates it, lets others change it through Write
// only, and follows what other processes change. Reading goes through DB, the ent client.
//
// Whoever changes something that access depends on says so with Tx.Changed; everyone who keeps such things in memory
// subscribes and is told, in this process before Write returns and in every other process within a second.
//
// It imports ent and nothing else of ours.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite" // database/sql driver "sqlite"

	"gatehouse/ent"
)

// Store is an open, migrated database.
type Store struct {
	DB *ent.Client // for reading
	// Lists is for reading what people list and filter. PostgreSQL plans each of its questions for the values in it: a plan that
	// fits all values would look through millions of rows for one that is rare.
	Lists *ent.Client

	dialect string
	source  string // data source name, for connections of our own
	path    string // of an SQLite file
	reader  *sql.DB
	writer  *sql.DB
	lister  *sql.DB
	lookups *lookups // of SQLite
	anchor  anchor   // of SQLite, when the store follows it
	writing *ent.Client
	log     *slog.Logger
	span    func(ctx context.Context, name string) (context.Context, func(about ...string))

	queue    queue
	wholes   chan struct{} // those that hold a connection of PostgreSQL
	pulse    *pulse        // of PostgreSQL, when the store follows it; else nil
	follower follower
	settings atomic.Pointer[Settings]
	moved    atomic.Pointer[error] // why the database is no longer to be used
	closing  context.CancelFunc
	running  sync.WaitGroup
}

// Options are how to open a database.
type Options struct {
	Log *slog.Logger // default: slog.Default()
	// MustExist refuses to make an SQLite database that is not there.
	MustExist bool
	// Follow keeps the process up to date with what others change. Short-lived commands leave it off.
	Follow bool
	// Span begins a part of a trace, whose end takes the failure under "error"; nil when nobody traces.
	Span func(ctx context.Context, name string) (context.Context, func(about ...string))
	// Synchronous is SQLite's PRAGMA of that name, for measuring what durability costs. Default FULL.
	Synchronous string
}

// Open opens the database that address names and brings its schema up to date. Addresses are
//
//	sqlite:PATH               a file, made when absent
//	postgres://USER@HOST/NAME as PostgreSQL writes them
//
// A database whose installation was moved away, or half moved here, is refused.
func Open(ctx context.Context, address string, o Options) (*Store, error) {
	s, err := connect(address, o)
	if err != nil {
		return nil, err
	}
	if err := s.start(ctx, o); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// connect opens a database as it stands.
func connect(address string, o Options) (*Store, error) {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	s := &Store{log: o.Log, span: o.Span}
	var err error
	switch {
	case strings.HasPrefix(address, "sqlite:"):
		err = s.openSQLite(strings.TrimPrefix(address, "sqlite:"), o)
	case strings.HasPrefix(address, "postgres://"), strings.HasPrefix(address, "postgresql://"):
		err = s.openPostgres(address, o)
	default:
		err = errors.New(`a database is given as "sqlite:PATH" or "postgres://USER:PASSWORD@HOST/NAME"`)
	}
	if err != nil {
		return nil, err
	}
	s.DB = ent.NewClient(ent.Driver(entsql.OpenDB(s.dialect, s.reader)))
	if s.dialect == dialect.SQLite {
		s.DB = ent.NewClient(ent.Driver(entsql.NewDriver(s.dialect, entsql.Conn{ExecQuerier: newPrepared(s.reader)})))
	}
	s.Lists = s.DB
	if s.lister != s.reader {
		s.Lists = ent.NewClient(ent.Driver(entsql.OpenDB(s.dialect, s.lister)))
	}
	s.writing = ent.NewClient(ent.Driver(entsql.OpenDB(s.dialect, s.writer)))
	return s, nil
}

func (s *Store) start(ctx context.Context, o Options) error {
	m, err := s.firstMark(ctx)
	if err != nil {
		return fmt.Errorf("opening the database: %w", err)
	}
	if err := m.refusal(); err != nil {
		return err
	}
	if err := s.migrate(ctx); err != nil {
		return err
	}
	if err := s.loadSettings(ctx); err != nil {
		return err
	}
	background, cancel := context.WithCancel(context.Background())
	s.closing = cancel
	s.Subscribe(s.settingsChanged)
	s.Subscribe(s.movedChanged)
	if !o.Follow {
		return nil
	}
	if err := s.follow(ctx, background); err != nil {
		return err
	}
	return s.movedChanged(ctx, Changes{Everything: true}) // it may have been moved since the first look
}

// firstMark is the first question to a database. When several processes open a new SQLite file at once, all but one are told at once that
// it is locked, whatever their patience: two that both change it to WAL mode could wait for each other.
func (s *Store) firstMark(ctx context.Context) (m *mark, err error) {
	for until := time.Now().Add(5 * time.Second); ; {
		if m, err = readMark(ctx, s.writer, s.dialect); !busy(err) || time.Now().After(until) {
			return m, err
		}
		if !pause(ctx, 5*time.Millisecond) {
			return nil, ctx.Err()
		}
	}
}

func (s *Store) openSQLite(path string, o Options) error {
	if path == "" {
		return errors.New("the SQLite database has no path: give one as sqlite:PATH")
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	if _, err := os.Stat(path); o.MustExist && errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no database %s", path)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("making the folder of the database: %w", err)
	}
	synchronous := o.Synchronous
	if synchronous == "" {
		synchronous = "FULL"
	}
	s.dialect, s.path = dialect.SQLite, path
	common := "?_pragma=foreign_keys(1)&_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(" + synchronous +
		")&_time_format=sqlite&_timezone=UTC"
	s.source = "file:" + (&url.URL{Path: path}).EscapedPath() + common
	if s.writer, err = sql.Open("sqlite", s.source+"&_txlock=immediate"); err != nil {
		return err
	}
	s.writer.SetMaxOpenConns(1)
	const readOnly = "&_pragma=query_only(1)"
	if s.reader, err = sql.Open("sqlite", s.source+readOnly); err != nil {
		return err
	}
	// Reading a file is work for a processor: more connections than a few for each would only hold more memory. One is pinned.
	readers := 2*runtime.GOMAXPROCS(0) + 2
	s.reader.SetMaxOpenConns(readers)
	s.reader.SetMaxIdleConns(readers)
	s.lister = s.reader
	s.lookups = newLookups(func() (finder, error) { return openDirect(s.path) })
	return nil
}

func (s *Store) openPostgres(address string, o Options) error {
	s.dialect, s.source = dialect.Postgres, address
	if o.Follow {
		s.pulse = &pulse{lines: map[*line]struct{}{}}
	}
	config, err := s.connector()
	if err != nil {
		return errors.New("the address of the PostgreSQL database cannot be read: expected postgres://USER:PASSWORD@HOST:PORT/NAME")
	}
	db := pool(config, connections)
	s.wholes = make(chan struct{}, wholesAtOnce)
	listing := config.Copy()
	listing.DefaultQueryExecMode = pgx.QueryExecModeCacheDescribe // keeps the types of values, and no plan
	s.reader, s.writer, s.lister = db, db, pool(listing, 8)
	return nil
}

// connections is how many there are to PostgreSQL, for reading and writing.
const connections = 20

func pool(config *pgx.ConnConfig, most int) *sql.DB {
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(most)
	db.SetMaxIdleConns(most / 2)
	db.SetConnMaxIdleTime(5 * time.Minute)
	return db
}

// Dialect is "sqlite3" or "postgres".
func (s *Store) Dialect() string { return s.dialect }

// Ping says whether the database answers.
func (s *Store) Ping(ctx context.Context) error { return s.reader.PingContext(ctx) }

// Close ends following and closes every connection.
func (s *Store) Close() error {
	if s.closing != nil {
		s.closing()
	}
	s.running.Wait()
	var err error
	if s.lookups != nil { // first: SQLite empties its log when the last connection closes, if that may write
		err = s.lookups.close()
	}
	err = errors.Join(err, s.reader.Close())
	if s.writer != s.reader {
		err = errors.Join(err, s.writer.Close())
	}
	if s.lister != s.reader {
		err = errors.Join(err, s.lister.Close())
	}
	return err
}
