package faults

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gatehouse/server/store/storetest"
)

const migrations = "../../server/store/migrations"

func TestMigration(t *testing.T) {
	for _, c := range []struct {
		name, folder string
		database     func(testing.TB) string
	}{{"SQLite", "sqlite", storetest.SQLite}, {"PostgreSQL", "postgres", storetest.PostgreSQL}} {
		t.Run(c.name, func(t *testing.T) {
			fault(t, 8, "killed in the middle of a migration; two nodes starting at once, on "+c.name, "the next start completes; one migrates",
				func(t *testing.T, say func(string, ...any)) {
					files := stepsOf(t, c.folder)
					rows := rounds(3000, 60_000)
					whole := undisturbed(t, oldDatabase(t, c.database(t), files[0], rows))
					kills, midway := 0, 0
					for range rounds(2, 10) {
						database := oldDatabase(t, c.database(t), files[0], rows)
						k, m := killedMigrating(t, database, len(files), whole)
						kills, midway = kills+k, midway+m
						migrated(t, database, files, rows)
					}
					say("a whole start with %d migrations took %.2f s; %d starts killed, %d of them between or in migrations; the next start completed each with all %d rows",
						len(files)-1, whole.Seconds(), kills, midway, rows)
					for range rounds(1, 5) {
						database := oldDatabase(t, c.database(t), files[0], rows)
						together(t, database, files)
						migrated(t, database, files, rows)
					}
					say("%d times two nodes at once on an old database: both ready, each migration made by one", rounds(1, 5))
				})
		})
	}
}

// stepsOf are the migrations of a database, in their order.
func stepsOf(t *testing.T, folder string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(migrations, folder, "*.sql"))
	if err != nil || len(files) < 2 {
		t.Fatal(files, err)
	}
	slices.Sort(files)
	return files
}

func nameOf(file string) string { return strings.TrimSuffix(filepath.Base(file), ".sql") }

// oldDatabase is a database as the first release left it, with people in it.
func oldDatabase(t *testing.T, database, first string, rows int) string {
	t.Helper()
	text, err := os.ReadFile(first)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(text)
	filled := `INSERT INTO users (id, username, email, first_name, last_name, preferences, custom_fields, created_at, updated_at) `
	series := fmt.Sprintf(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) SELECT 1000 + i, 'old' || i, 'old' || i || '@school.example', 'O', 'L', '{}', '{}', '2026-01-01 00:00:00', '2026-01-01 00:00:00' FROM n`, rows)
	if strings.HasPrefix(database, "postgres") {
		series = fmt.Sprintf(`SELECT 1000 + i, 'old' || i, 'old' || i || '@school.example', 'O', 'L', '{}', '{}', now(), now() FROM generate_series(1, %d) AS i`, rows)
	}
	db := openRaw(t, database)
	for _, statement := range []string{
		string(text),
		`CREATE TABLE schema_migrations (name varchar(100) PRIMARY KEY, sum varchar(64) NOT NULL, applied_at varchar(40) NOT NULL)`,
		fmt.Sprintf(`INSERT INTO schema_migrations VALUES ('%s', '%s', '2026-01-01T00:00:00Z')`, nameOf(first), hex.EncodeToString(sum[:])),
		filled + series,
	} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	db.Close()
	return database
}

// undisturbed is how long a start takes that nothing disturbs.
func undisturbed(t *testing.T, database string) time.Duration {
	s := serve(t, database)
	s.stop()
	return s.ready
}

// killedMigrating starts the server and kills it, at a later and later moment until it gets ready.
func killedMigrating(t *testing.T, database string, steps int, whole time.Duration) (kills, midway int) {
	t.Helper()
	for part := 0.15; part < 1; part += 0.2 {
		s := startOf(t, nil, nil, database)
		select {
		case <-s.ended:
			t.Fatalf("the server ended: %s", s.output)
		case <-time.After(time.Duration(part*float64(whole)) + rand.N(whole/8)):
		}
		s.kill()
		kills++
		if n := len(column(t, openRaw(t, database), "SELECT name FROM schema_migrations")); n < steps {
			midway++
		}
	}
	return kills, midway
}

// together starts two servers at once.
func together(t *testing.T, database string, files []string) {
	t.Helper()
	nodes := []*server{startOf(t, nil, nil, database), startOf(t, nil, nil, database)}
	printed := ""
	for _, node := range nodes {
		node.await(t)
	}
	for _, node := range nodes {
		if _, code := node.stop(); code != 0 {
			t.Errorf("a node ended with %d", code)
		}
		printed += node.output.String()
	}
	for _, file := range files[1:] {
		if n := strings.Count(printed, "migration="+nameOf(file)); n != 1 {
			t.Errorf("%s was made %d times:\n%s", nameOf(file), n, printed)
		}
	}
}

// migrated holds that a start completes what is left, and that everybody is there.
func migrated(t *testing.T, database string, files []string, rows int) {
	t.Helper()
	if s := serve(t, database); s != nil {
		s.stop()
	}
	db := openRaw(t, database)
	defer db.Close()
	if names := column(t, db, "SELECT name FROM schema_migrations ORDER BY name"); len(names) != len(files) {
		t.Errorf("applied are %v", names)
	}
	if n := column(t, db, "SELECT COUNT(*) FROM users WHERE username LIKE 'old%'"); n[0] != fmt.Sprint(rows) {
		t.Errorf("%s of %d people are left", n[0], rows)
	}
	if w := (&world{database: database}); w.isSQLite() {
		if said := column(t, db, "PRAGMA integrity_check"); len(said) != 1 || said[0] != "ok" {
			t.Errorf("the file is damaged: %v", said)
		}
	}
}
