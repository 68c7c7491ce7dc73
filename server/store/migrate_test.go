package store_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"

	"gatehouse/ent"
	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

var quiet = store.Options{Log: slog.New(slog.DiscardHandler)}

func exec(t *testing.T, s *store.Store, statement string) {
	t.Helper()
	if _, err := s.Raw().ExecContext(t.Context(), statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

func count(t *testing.T, s *store.Store, from string) int {
	t.Helper()
	var n int
	if err := s.Raw().QueryRowContext(t.Context(), "SELECT COUNT(*) FROM "+from).Scan(&n); err != nil {
		t.Fatalf("%s: %v", from, err)
	}
	return n
}

// drift is what ent would still change about the schema of a database.
func drift(t *testing.T, s *store.Store) string {
	t.Helper()
	var changes bytes.Buffer
	client := ent.NewClient(ent.Driver(entsql.OpenDB(s.Dialect(), s.Raw())))
	if err := client.Schema.WriteTo(t.Context(), &changes); err != nil {
		t.Fatal(err)
	}
	if s.Dialect() == dialect.SQLite || changes.Len() == 0 {
		return changes.String()
	}
	// PostgreSQL spells the condition of a partial index in its own way, which ent takes for a difference. Whether there is
	// one shows when its changes are made.
	before := catalogue(t, s)
	exec(t, s, changes.String())
	if catalogue(t, s) == before {
		return ""
	}
	return changes.String()
}

// catalogue is the schema of a PostgreSQL database as it sees it itself.
func catalogue(t *testing.T, s *store.Store) (text string) {
	t.Helper()
	err := s.Raw().QueryRowContext(t.Context(), `SELECT string_agg(line, E'\n' ORDER BY line) FROM (
		SELECT indexdef AS line FROM pg_indexes WHERE schemaname = 'public'
		UNION ALL SELECT conrelid::regclass || conname || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
		UNION ALL SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default, is_identity)
			FROM information_schema.columns WHERE table_schema = 'public') AS catalogue`).Scan(&text)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestMigrationsMakeTheSchemaOfEnt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		if changes := drift(t, s); changes != "" {
			t.Errorf("the migrations do not make what ent declares; run \"make migration\". Still to do:\n%s", changes)
		}
		exec(t, s, `ALTER TABLE courses DROP COLUMN theme`)
		exec(t, s, `DROP INDEX tokens_hash_key`)
		if drift(t, s) == "" {
			t.Error("a difference is not seen: this test could not fail")
		}
	})
}

func TestBothDatabasesHaveTheSameSteps(t *testing.T) {
	lite, err := store.OwnMigrations(dialect.SQLite)
	if err != nil {
		t.Fatal(err)
	}
	pg, err := store.OwnMigrations(dialect.Postgres)
	if err != nil || len(lite) == 0 || !slices.Equal(lite, pg) {
		t.Errorf("SQLite has %v, PostgreSQL %v (%v): archives name the step they were made at", lite, pg, err)
	}
	if store.SchemaVersion() != lite[len(lite)-1] {
		t.Errorf("the version is %q, the last step %q", store.SchemaVersion(), lite[len(lite)-1])
	}
}

func TestADatabaseThatDoesNotFitIsRefused(t *testing.T) {
	for _, test := range []struct{ why, statement, says string }{
		{
			"an older program must not write into tables it does not know",
			`INSERT INTO schema_migrations (name, sum, applied_at) VALUES ('9999_future', 'x', 'x')`, "newer than this program",
		},
		{
			"a step that was edited after it was applied means that two databases differ unseen",
			`UPDATE schema_migrations SET sum = 'x'`, "not the one that was applied",
		},
	} {
		t.Run(test.says, func(t *testing.T) {
			storetest.EachAddress(t, func(t *testing.T, address string) {
				s := storetest.Open(t, address)
				exec(t, s, test.statement)
				s.Close()
				again, err := store.Open(t.Context(), address, quiet)
				if err == nil {
					again.Close()
				}
				if err == nil || !strings.Contains(err.Error(), test.says) {
					t.Errorf("got %v, though %s", err, test.why)
				}
			})
		})
	}
}

func TestAStepThatFailsLeavesTheOneBefore(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		first := store.NewMigration("0901_first", "CREATE TABLE extra (id integer)")
		halfway := store.NewMigration("0902_second", "CREATE TABLE half (id integer); INSERT INTO half VALUES (1); INSERT INTO nowhere VALUES (1)")
		err := s.MigrateWith(t.Context(), first, halfway)
		if err == nil || !strings.Contains(err.Error(), "0902_second") {
			t.Fatalf("got %v, which does not name the step", err)
		}
		if count(t, s, "extra") != 0 {
			t.Error("the table of the first step is not as it was made")
		}
		if _, err := s.Raw().ExecContext(t.Context(), "SELECT * FROM half"); err == nil {
			t.Error("half of a step was kept")
		}
		if n := count(t, s, "schema_migrations WHERE name = '0901_first'"); n != 1 {
			t.Errorf("the first step is noted %d times", n)
		}
		whole := store.NewMigration("0902_second", "CREATE TABLE half (id integer)")
		if err := s.MigrateWith(t.Context(), first, whole); err != nil {
			t.Fatalf("the next start does not complete it: %v", err)
		}
		if count(t, s, "half") != 0 || count(t, s, "schema_migrations WHERE name LIKE '090%'") != 2 {
			t.Error("the next start did not complete it")
		}
	})
}

func TestACancelledStartLeavesTheOneBefore(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := s.MigrateWith(ctx, store.NewMigration("0901_x", "CREATE TABLE x (id integer)")); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		if err := s.MigrateWith(t.Context(), store.NewMigration("0901_x", "CREATE TABLE x (id integer)")); err != nil {
			t.Errorf("a lock was left behind: %v", err)
		}
	})
}

func TestOfStartsAtOnceOneMigrates(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		starts := make([]*store.Store, 5)
		atOnce := func(do func(i int) error) {
			var all sync.WaitGroup
			for i := range starts {
				all.Go(func() {
					if err := do(i); err != nil {
						t.Errorf("start %d: %v", i, err)
					}
				})
			}
			all.Wait()
		}
		atOnce(func(i int) (err error) {
			starts[i], err = store.Open(t.Context(), address, quiet)
			return err
		})
		if t.Failed() {
			return
		}
		once := store.NewMigration("0901_once", "CREATE TABLE once (id integer); INSERT INTO once VALUES (1)") // would fail if it ran twice
		atOnce(func(i int) error { return starts[i].MigrateWith(t.Context(), once) })
		if n := count(t, starts[0], "once"); n != 1 {
			t.Errorf("it ran %d times", n)
		}
		for _, s := range starts {
			s.Close()
		}
	})
}

// rebuild is how a column of an SQLite table is changed: a new table, the rows copied, the old one dropped. Without care the
// drop cascades into every table that refers to it.
const rebuild = `
CREATE TABLE new_services (id integer NOT NULL PRIMARY KEY AUTOINCREMENT, name text NOT NULL, short_name text NOT NULL, enabled bool NOT NULL,
	authorised_users_only bool NOT NULL, required_capability text NOT NULL, download_files bool NOT NULL, upload_files bool NOT NULL,
	component text NOT NULL, created_at datetime NOT NULL, updated_at datetime NOT NULL, extra text NOT NULL DEFAULT '');
INSERT INTO new_services (id, name, short_name, enabled, authorised_users_only, required_capability, download_files, upload_files, component, created_at, updated_at)
	SELECT id, name, short_name, enabled, authorised_users_only, required_capability, download_files, upload_files, component, created_at, updated_at FROM services;
DROP TABLE services;
ALTER TABLE new_services RENAME TO services`

func TestRebuildingATableKeepsWhatRefersToIt(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t))
	err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		user, err := tx.User.Create().SetUsername("ada").Save(ctx)
		if err != nil {
			return err
		}
		service, err := tx.Service.Create().SetName("S").Save(ctx)
		if err != nil {
			return err
		}
		if err := tx.AuthorisedUser.Create().SetServiceID(service.ID).SetUserID(user.ID).Exec(ctx); err != nil {
			return err
		}
		return tx.Token.Create().SetName("T").SetHash([]byte("h")).SetHint("abcd").SetUserID(user.ID).SetServiceID(service.ID).Exec(ctx)
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.MigrateWith(t.Context(), store.NewMigration("0901_rebuild", rebuild)); err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{"services", "tokens", "authorised_users"} {
		if n := count(t, s, table); n != 1 {
			t.Errorf("%s has %d rows, want 1", table, n)
		}
	}
	if _, err := s.Raw().ExecContext(t.Context(), "UPDATE tokens SET service_id = 99"); err == nil {
		t.Error("foreign keys stayed off after the migration")
	}
	leaves := store.NewMigration("0902_leaves", "DELETE FROM services")
	if err := s.MigrateWith(t.Context(), store.NewMigration("0901_rebuild", rebuild), leaves); err == nil {
		t.Error("a step that leaves rows which refer to nothing was kept")
	}
	if n := count(t, s, "services"); n != 1 {
		t.Errorf("after a refused step services has %d rows, want 1", n)
	}
}

func TestACopyIsKeptFromBeforeAnUpgrade(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gatehouse.db")
	s := storetest.Open(t, "sqlite:"+path)
	if files, _ := filepath.Glob(path + ".before-*"); len(files) != 0 {
		t.Errorf("a new database was copied: %v", files)
	}
	exec(t, s, `INSERT INTO settings (key, value) VALUES ('site.name', '"before"')`)
	broken := store.NewMigration("0901_upgrade", "UPDATE settings SET value = '\"after\"'; broken")
	if err := s.MigrateWith(t.Context(), broken); err == nil {
		t.Fatal("a broken step was applied")
	}
	// A later try must not put a copy of something else in the place of the first.
	exec(t, s, `UPDATE settings SET value = '"meanwhile"'`)
	works := store.NewMigration("0901_upgrade", "UPDATE settings SET value = '\"after\"'")
	if err := s.MigrateWith(t.Context(), works); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(path + ".before-*")
	if err != nil || fmt.Sprint(files) != "["+path+".before-0901_upgrade]" {
		t.Fatalf("copies: %v, %v", files, err)
	}
	kept, err := sql.Open("sqlite", "file:"+files[0])
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	var name string
	if err := kept.QueryRow("SELECT value FROM settings").Scan(&name); err != nil || name != `"before"` {
		t.Errorf("the copy holds %s, %v", name, err)
	}
}

// What an installation of before had is there afterwards, and nothing of it is limited.
func TestLimitsComeToWhatIsThere(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		old, err := store.OpenAt(t.Context(), address, "0004_content_chunks")
		if err != nil {
			t.Fatal(err)
		}
		exec(t, old, `INSERT INTO users (id, username, preferences, custom_fields, created_at, updated_at) VALUES (7, 'ada', '{}', '{}', '2026-01-02 03:04:05+00:00', '2026-01-02 03:04:05+00:00')`)
		exec(t, old, `INSERT INTO services (id, name, enabled, created_at, updated_at) VALUES (3, 'S', true, '2026-01-02 03:04:05+00:00', '2026-01-02 03:04:05+00:00')`)
		exec(t, old, `INSERT INTO authorised_users (id, service_id, user_id, created_at) VALUES (2, 3, 7, '2026-01-02 03:04:05+00:00')`)
		exec(t, old, `INSERT INTO tokens (id, name, hash, hint, user_id, service_id, created_at, rotated_to) VALUES (5, 'T', 'h', 'abcd', 7, 3, '2026-01-02 03:04:05+00:00', 6)`)
		if err := old.Close(); err != nil {
			t.Fatal(err)
		}
		s := storetest.Open(t, address)
		ctx := t.Context()
		row, service := s.DB.Token.GetX(ctx, 5), s.DB.Service.GetX(ctx, 3)
		if row.Name != "T" || string(row.Hash) != "h" || row.UserID != 7 || row.ServiceID != 3 || *row.RotatedTo != 6 || row.Origin != "admin" {
			t.Errorf("the token is %v", row)
		}
		if row.CallsPerMinute+row.Burst+row.CallsPerDay+service.CallsPerMinute+service.Burst+service.CallsPerDay != 0 || !service.Enabled {
			t.Errorf("limited: %v %v", row, service)
		}
		if n := s.DB.AuthorisedUser.Query().CountX(ctx); n != 1 {
			t.Errorf("%d authorised users", n)
		}
		exec(t, s, `INSERT INTO services (name, created_at, updated_at) VALUES ('next', '2026-01-02 03:04:05+00:00', '2026-01-02 03:04:05+00:00')`)
	})
}
