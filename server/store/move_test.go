package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gatehouse/ent/migrate"
	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

// manyCalls is more than one transaction of a move takes.
const manyCalls = 45_000

// filled makes a database with something in every table.
func filled(t *testing.T, address string) {
	t.Helper()
	s := open(t, address)
	defer s.Close()
	fill(t, s)
}

// filledUp makes one with many records of calls besides.
func filledUp(t *testing.T, address string) {
	t.Helper()
	filled(t, address)
	on(t, address, fmt.Sprintf(`INSERT INTO call_records (at, protocol, function, address, request_id)
		SELECT c.at, 'rest', 'f', '::1', 'x' FROM call_records c, (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) SELECT i FROM n) AS numbers`, manyCalls))
}

func open(t *testing.T, address string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), address, quiet)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// on runs a statement on a database that need not be open to anybody.
func on(t *testing.T, address, statement string) {
	t.Helper()
	s, err := store.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	exec(t, s, statement)
}

// refused checks that nobody can start on a database.
func refused(t *testing.T, address, says string) {
	t.Helper()
	s, err := store.Open(t.Context(), address, quiet)
	if err == nil {
		s.Close()
	}
	if err == nil || !strings.Contains(err.Error(), says) {
		t.Errorf("opening it says %v, want %q", err, says)
	}
}

var quietMove = store.MoveOptions{Log: slog.New(slog.DiscardHandler)}

// interrupted moves until a stage has reported so many times.
func interrupted(t *testing.T, from, to, stage string, times int, o store.MoveOptions) error {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	o.Progress = func(s string, rows int) {
		if s == stage && rows > 0 {
			if times--; times == 0 {
				cancel()
			}
		}
	}
	_, err := store.Move(ctx, from, to, o)
	return err
}

// bothWays runs a test from each kind of database to the other.
func bothWays(t *testing.T, test func(t *testing.T, from, to string)) {
	t.Helper()
	t.Run("to postgres", func(t *testing.T) { test(t, storetest.SQLite(t), storetest.PostgreSQL(t)) })
	t.Run("to sqlite", func(t *testing.T) { test(t, storetest.PostgreSQL(t), storetest.SQLite(t)) })
}

// eachWay runs it besides from each kind to another of that kind.
func eachWay(t *testing.T, test func(t *testing.T, from, to string)) {
	t.Helper()
	bothWays(t, test)
	t.Run("sqlite to sqlite", func(t *testing.T) { test(t, storetest.SQLite(t), storetest.SQLite(t)) })
	t.Run("postgres to postgres", func(t *testing.T) { test(t, storetest.PostgreSQL(t), storetest.PostgreSQL(t)) })
}

func TestAnInstallationMovesToEitherDatabase(t *testing.T) {
	eachWay(t, func(t *testing.T, from, to string) {
		filledUp(t, from)
		source := open(t, from)
		archive := backup(t, source)
		source.Close()
		report, err := store.Move(t.Context(), from, to, quietMove)
		if err != nil {
			t.Fatal(err)
		}
		if len(report.Tables) != len(migrate.Tables) {
			t.Errorf("%d tables were moved, ent has %d", len(report.Tables), len(migrate.Tables))
		}
		for _, table := range report.Tables {
			if table.Source.Rows == 0 || table.Target.Rows != table.Source.Rows || !table.Equal {
				t.Errorf("%+v: a table that is empty is not tested, add a row of it to fillAll", table)
			}
		}
		refused(t, from, "it was moved to "+report.To)
		target := open(t, to)
		defer target.Close()
		again := backup(t, target) // which knows nothing of the checksums of a move
		compareLines(t, rowsOf(t, again), rowsOf(t, archive))
		if a, b := fmt.Sprint(lastIDs(t, archive)), fmt.Sprint(lastIDs(t, again)); a != b {
			t.Errorf("the tables go on counting from\n%s, want\n%s", b, a)
		}
		readThroughEnt(t, target)
		secret, err := target.DB.Secret.Query().Only(t.Context())
		if err != nil || !bytes.Equal(secret.Value, []byte{0, 9, 255}) {
			t.Errorf("the signing key is %v (%v)", secret, err)
		}
		err = target.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			session, err := tx.Session.Query().Only(ctx)
			if err == nil && (session.Family != "f" || session.UserID != 7) {
				t.Errorf("the session is %v", session)
			}
			return errors.Join(err, tx.User.Create().SetUsername("next").Exec(ctx))
		})
		if err != nil {
			t.Errorf("the target cannot be written: %v", err)
		}
	})
}

func TestIndexesAreThereAfterAMove(t *testing.T) {
	bothWays(t, func(t *testing.T, from, to string) {
		filled(t, from)
		if err := interrupted(t, from, to, "rows copied", 3, quietMove); !errors.Is(err, context.Canceled) {
			t.Fatalf("it was not interrupted: %v", err)
		}
		if _, err := store.Move(t.Context(), from, to, quietMove); err != nil {
			t.Fatal(err)
		}
		target := open(t, to)
		defer target.Close()
		if changes := drift(t, target); changes != "" {
			t.Errorf("the schema has changed: %s", changes)
		}
	})
}

func TestAMoveIsRefused(t *testing.T) {
	for _, test := range []struct {
		why     string
		prepare func(t *testing.T, from, to string)
		says    string
	}{
		{"a target in use would be mixed with another installation", func(t *testing.T, _, to string) { filled(t, to) }, "the target: the database is not empty: it has allowances, audit_events"},
		{"a row alone is in use too", func(t *testing.T, _, to string) {
			open(t, to).Close()
			on(t, to, `INSERT INTO settings (key, value) VALUES ('site.name', '"mine"')`)
		}, "not empty: it has settings"},
		{"tables of another program are not ours to touch", func(t *testing.T, _, to string) { on(t, to, `CREATE TABLE orders (id integer)`) }, "not empty: it has orders"},
		{"an older source would be half understood", func(t *testing.T, from, _ string) {
			on(t, from, `DELETE FROM schema_migrations WHERE name = '`+store.SchemaVersion()+`'`)
		}, `start "gatehouse serve" of this version on it once`},
		{"a newer source too", func(t *testing.T, from, _ string) {
			on(t, from, `INSERT INTO schema_migrations (name, sum, applied_at) VALUES ('9999_future', 'x', 'x')`)
		}, "newer than this program"},
		{"half an installation is none", func(t *testing.T, from, to string) {
			if err := interrupted(t, from, to, "rows copied", 1, quietMove); !errors.Is(err, context.Canceled) {
				t.Fatal(err)
			}
			on(t, from, `UPDATE moves SET side = 'target'`)
		}, "the source: the database is the unfinished half"},
		{"two targets would be two installations", func(t *testing.T, from, _ string) {
			other := storetest.SQLite(t)
			if err := interrupted(t, from, other, "rows copied", 1, quietMove); !errors.Is(err, context.Canceled) {
				t.Fatal(err)
			}
		}, "it is being moved to sqlite:"},
	} {
		t.Run(test.says, func(t *testing.T) {
			bothWays(t, func(t *testing.T, from, to string) {
				filled(t, from)
				test.prepare(t, from, to)
				report, err := store.Move(t.Context(), from, to, quietMove)
				if err == nil || !strings.Contains(err.Error(), test.says) {
					t.Errorf("got %v and %v, though %s", report, err, test.why)
				}
			})
		})
	}
}

func TestADatabaseIsNotMovedToItself(t *testing.T) {
	from := storetest.SQLite(t)
	open(t, from).Close()
	path := strings.TrimPrefix(from, "sqlite:")
	link := filepath.Join(t.TempDir(), "other.db")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	for _, to := range []string{from, "sqlite:" + link, "sqlite:" + filepath.Dir(path) + "/./" + filepath.Base(path)} {
		if _, err := store.Move(t.Context(), from, to, quietMove); err == nil || !strings.Contains(err.Error(), "the same database") {
			t.Errorf("%s: got %v", to, err)
		}
	}
	pg := storetest.PostgreSQL(t)
	open(t, pg).Close()
	for _, to := range []string{pg, strings.Replace(pg, "127.0.0.1", "localhost", 1)} {
		if _, err := store.Move(t.Context(), pg, to, quietMove); err == nil || !strings.Contains(err.Error(), "the same database") {
			t.Errorf("%s: got %v", to, err)
		}
	}
	open(t, from).Close()
	open(t, pg).Close()
	if _, err := store.Move(t.Context(), "sqlite:"+link+".nosuch", pg, quietMove); err == nil || !strings.Contains(err.Error(), "there is no database") {
		t.Errorf("got %v", err)
	}
}

func TestWhatPostgreSQLCannotHoldIsNamedBeforeAnythingIsWritten(t *testing.T) {
	for _, test := range []struct{ statement, says string }{
		{`UPDATE users SET city = 'a' || char(0) || 'b' WHERE id = 7`, "users, row [7], column city: it holds the character NUL"},
		{`UPDATE users SET city = CAST(x'ff41' AS TEXT) WHERE id = 7`, "users, row [7], column city: it is not UTF-8"},
		{`UPDATE users SET preferences = '{"a":"\u0000"}' WHERE id = 7`, "users, row [7], column preferences: it holds the character NUL"},
		{`UPDATE users SET preferences = '{a}' WHERE id = 7`, "users, row [7], column preferences: it is not JSON"},
	} {
		t.Run(test.says, func(t *testing.T) {
			from, to := storetest.SQLite(t), storetest.PostgreSQL(t)
			filled(t, from)
			on(t, from, test.statement)
			if _, err := store.Move(t.Context(), from, to, quietMove); err == nil || !strings.Contains(err.Error(), test.says) {
				t.Errorf("got %v", err)
			}
			open(t, from).Close() // it is not shut
			open(t, to).Close()   // nor is there anything in the target
			on(t, from, `UPDATE users SET city = '', preferences = '{"a":"\\u0000"}' WHERE id = 7`)
			if _, err := store.Move(t.Context(), from, storetest.PostgreSQL(t), quietMove); err != nil {
				t.Errorf("once they are changed: %v", err)
			}
		})
	}
}

func TestRowsThatAreOneToPostgreSQLAreNamed(t *testing.T) {
	from, to := storetest.SQLite(t), storetest.PostgreSQL(t)
	filled(t, from)
	const twice = `INSERT INTO call_hours (hour, protocol) VALUES ('2024-01-01 10:00:00+00:00', 'rest'), ('2024-01-01 10:00:00.000+00:00', 'rest')`
	on(t, from, twice)
	_, err := store.Move(t.Context(), from, to, quietMove)
	if err == nil || !strings.Contains(err.Error(), "the table call_hours: the target takes two rows for one: Key (hour, protocol)=(2024-01-01 10:00:00+00, rest)") {
		t.Fatalf("got %v", err)
	}
	if _, _, err := store.Release(t.Context(), from, quiet, false); err != nil {
		t.Fatal(err)
	}
	on(t, from, `DELETE FROM call_hours WHERE hour = '2024-01-01 10:00:00.000+00:00'`)
	if report, err := store.Move(t.Context(), from, to, quietMove); err != nil || report.Resumed {
		t.Errorf("once one of them is gone: %+v, %v", report, err)
	}
}

func TestAMoveGoesOnWhereItStopped(t *testing.T) {
	bothWays(t, func(t *testing.T, from, to string) {
		filledUp(t, from)
		for stops := range 3 {
			if err := interrupted(t, from, to, "rows copied", 4+stops, quietMove); !errors.Is(err, context.Canceled) {
				t.Fatalf("it was not interrupted: %v", err)
			}
			refused(t, from, "it is being moved to")
			refused(t, to, "the unfinished half of a move from")
		}
		copied := 0
		last := 0
		o := quietMove
		o.Progress = func(stage string, rows int) {
			if stage == "rows copied" && rows > 0 {
				copied += rows - last
				last = rows
			}
		}
		report, err := store.Move(t.Context(), from, to, o)
		if err != nil || !report.Resumed {
			t.Fatalf("%v, resumed: %v", err, report)
		}
		if report.Copied != copied || copied >= rowsIn(report) || copied == 0 {
			t.Errorf("the last run copied %d of %d rows and reported %d: nothing is copied twice", copied, rowsIn(report), report.Copied)
		}
		again, err := store.Move(t.Context(), from, to, quietMove)
		if err != nil || again.Finished == "" {
			t.Errorf("once it is finished: %+v, %v", again, err)
		}
		open(t, to).Close()
	})
}

func rowsIn(report *store.MoveReport) (rows int) {
	for _, table := range report.Tables {
		rows += table.Target.Rows
	}
	return rows
}

func TestADifferenceIsFound(t *testing.T) {
	bothWays(t, func(t *testing.T, from, to string) {
		filled(t, from)
		if err := interrupted(t, from, to, "rows compared", 1, quietMove); !errors.Is(err, context.Canceled) {
			t.Fatalf("it was not interrupted: %v", err)
		}
		on(t, to, `UPDATE users SET suspended = TRUE WHERE id = 7`)
		report, err := store.Move(t.Context(), from, to, quietMove)
		if !errors.Is(err, store.ErrNotEqual) {
			t.Fatalf("got %v", err)
		}
		for _, table := range report.Tables {
			if table.Equal != (table.Table != "users") {
				t.Errorf("%+v", table)
			}
		}
		refused(t, to, "the unfinished half of a move from")
		on(t, to, `UPDATE users SET suspended = FALSE WHERE id = 7`)
		on(t, to, `DELETE FROM contacts`)
		if _, err := store.Move(t.Context(), from, to, quietMove); !errors.Is(err, store.ErrNotEqual) {
			t.Errorf("a row that is gone: %v", err)
		}
		refused(t, to, "the unfinished half of a move from")
	})
}

func TestAMoveSurvivesTheDeathOfPostgreSQL(t *testing.T) {
	server := storetest.Server(t)
	for i, from := range []string{storetest.SQLite(t), ""} {
		to := storetest.SQLite(t)
		address, err := server.Create(fmt.Sprint("dies", i), "")
		if err != nil {
			t.Fatal(err)
		}
		if from == "" {
			from = address
		} else {
			to = address
		}
		filledUp(t, from)
		for _, dies := range []string{"rows copied", "rows compared"} {
			o := quietMove
			left := 3
			o.Progress = func(stage string, rows int) {
				if left--; stage == dies && left < 0 {
					server.Crash()
				}
			}
			if _, err := store.Move(t.Context(), from, to, o); err == nil || errors.Is(err, store.ErrNotEqual) {
				t.Errorf("while %s were: %v", dies, err)
			}
			if err := server.Recover(); err != nil {
				t.Fatal(err)
			}
			refused(t, to, "the unfinished half of a move from")
		}
		report, err := store.Move(t.Context(), from, to, quietMove)
		if err != nil || !report.Resumed {
			t.Errorf("%+v, %v", report, err)
		}
	}
}

func TestTheAuditEventAndTheEndAreOneTransaction(t *testing.T) {
	from, to := storetest.SQLite(t), storetest.SQLite(t)
	filled(t, from)
	o := quietMove
	o.Finish = func(context.Context, *store.Tx) error { return io.ErrUnexpectedEOF }
	if _, err := store.Move(t.Context(), from, to, o); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Fatalf("got %v", err)
	}
	refused(t, to, "the unfinished half of a move from")
	if report, err := store.Move(t.Context(), from, to, quietMove); err != nil || report.Copied != 0 {
		t.Errorf("%+v, %v", report, err)
	}
	open(t, to).Close()
}
