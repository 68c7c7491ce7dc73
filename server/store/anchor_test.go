package store

import (
	"database/sql"
	"path/filepath"
	"testing"
)

// anchored is an anchor on a new file, and another connection to it.
func anchored(t *testing.T) (a *anchor, ask func() stamp, db *sql.DB) {
	t.Helper()
	file := "file:" + filepath.Join(t.TempDir(), "a.db") + "?_pragma=journal_mode(WAL)"
	open := func() *sql.DB {
		db, err := sql.Open("sqlite", file)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { db.Close() })
		return db
	}
	reader, db := open(), open()
	write(t, db, "CREATE TABLE t (n)")
	a = &anchor{}
	t.Cleanup(a.stop)
	return a, func() stamp {
		t.Helper()
		now, err := a.version(t.Context(), reader)
		if err != nil {
			t.Fatal(err)
		}
		return now
	}, db
}

func write(t *testing.T, db *sql.DB, change string) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), change); err != nil {
		t.Fatal(err)
	}
}

// TestAnchorReads: it reads between questions, but not while somebody writes, and not when another process has written.
func TestAnchorReads(t *testing.T) {
	a, ask, db := anchored(t)
	reads := func(want bool, when string) {
		t.Helper()
		if a.reading != want {
			t.Errorf("%s: reading is %v", when, a.reading)
		}
	}
	ask()
	reads(true, "after a question")

	a.lift()
	a.lift()
	reads(false, "while two write")
	write(t, db, "INSERT INTO t VALUES (1)")
	a.drop()
	reads(false, "while one writes")
	ask()
	reads(false, "after a question while one writes")
	write(t, db, "INSERT INTO t VALUES (2)")
	a.drop()
	reads(true, "after the last has written")
	ask()
	reads(true, "after a question about own writes")

	for a.asked%10 != 9 {
		ask()
	}
	ask()
	reads(false, "after each tenth question")
	ask()
	reads(true, "after the next")

	write(t, db, "INSERT INTO t VALUES (3)")
	ask()
	reads(false, "after another process has written")
	a.others = a.others.Add(-2 * othersRest)
	ask()
	reads(true, "a while after")

	write(t, db, "INSERT INTO t VALUES (4)")
	a.lift()
	a.drop()
	reads(false, "after another process has written between two own writes")
}

// TestAnchorOfAnotherConnection: what two connections say cannot be compared, so that a new one always says something new.
func TestAnchorOfAnotherConnection(t *testing.T) {
	a, ask, db := anchored(t)
	first := ask()
	if ask() != first {
		t.Error("nothing was written, and it says something else")
	}
	a.close()
	write(t, db, "INSERT INTO t VALUES (1)")
	second := ask()
	if second == first {
		t.Error("the write was missed")
	}
	if !a.reading || !a.others.IsZero() {
		t.Error("the new connection was taken for another process's write")
	}
	a.lift()
	a.close()
	a.drop() // nothing to ask
	if third := ask(); third == first || third == second {
		t.Error("a third connection says what an earlier one did")
	}
}
