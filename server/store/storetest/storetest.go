// Package storetest gives tests real databases: a fresh SQLite file and a fresh PostgreSQL database for each test, both
// migrated. One PostgreSQL server is started for each test process, from the machine's own binaries. Where there are none the
// PostgreSQL half is skipped with the reason, unless CI is set: there it fails.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"gatehouse/server/store"
	"gatehouse/server/store/internal/pgserver"
)

var (
	startOnce sync.Once
	server    *pgserver.Server
	serverErr error
	counter   atomic.Int64
)

// Main runs the tests of a package and stops the PostgreSQL server afterwards: func TestMain(m *testing.M) { storetest.Main(m) }. A package
// that has something to say about all its tests together wraps m.
func Main(m interface{ Run() int }) {
	code := m.Run()
	if server != nil {
		server.Stop()
	}
	os.Exit(code)
}

// Each runs test once on each database, as subtests sqlite and postgres.
func Each(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	EachAddress(t, func(t *testing.T, address string) { test(t, Open(t, address)) })
}

// EachAddress is like Each but leaves opening to the test.
func EachAddress(t *testing.T, test func(t *testing.T, address string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { test(t, PostgreSQL(t)) })
}

// SQLite returns the address of a database that does not exist yet.
func SQLite(t testing.TB) string { return "sqlite:" + filepath.Join(t.TempDir(), "gatehouse.db") }

// PostgreSQL returns the address of an empty database.
func PostgreSQL(t testing.TB) string {
	t.Helper()
	startOnce.Do(func() { server, serverErr = pgserver.Start() })
	need(t, serverErr)
	address, err := server.Create(fmt.Sprintf("test%d", counter.Add(1)), "")
	if err != nil {
		t.Fatal(err)
	}
	return address
}

// need ends the test when PostgreSQL could not be started.
func need(t testing.TB, err error) {
	t.Helper()
	if errors.Is(err, pgserver.ErrNone) && os.Getenv("CI") == "" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// Server starts a PostgreSQL server for this test alone, which may crash it, make it silent and start it again.
func Server(t testing.TB) *pgserver.Server {
	t.Helper()
	own, err := pgserver.Start()
	need(t, err)
	t.Cleanup(own.Stop)
	return own
}

// Open opens a database that follows changes and is closed with the test.
func Open(t testing.TB, address string) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), address, store.Options{Follow: true, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}
