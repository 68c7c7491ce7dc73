package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
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

// noConn is a connection that can only be closed.
type noConn struct {
	driver.Conn
	closed, panics bool
}

func (c *noConn) Close() error {
	if c.panics {
		panic("closing")
	}
	c.closed = true
	return nil
}

// TestLookUpsTakeTurns: who waits gets the next turn, or is told why not; the connection used last comes first; failed ones are closed.
func TestLookUpsTakeTurns(t *testing.T) {
	refused := errors.New("refused")
	var opens func() (driver.Conn, error)
	p := newLookups(func() (driver.Conn, error) { return opens() })
	opens = func() (driver.Conn, error) { return &noConn{}, nil }
	take := func() *lookup {
		t.Helper()
		l, err := p.take(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	first, second := take(), take()
	p.giveBack(first, true)
	p.giveBack(second, true)
	if got := take(); got != second {
		t.Error("it is not the one that was used last")
	}
	p.giveBack(second, false)
	if !second.conn.(*noConn).closed || len(p.idle) != 1 {
		t.Error("the failed one was kept")
	}

	var all []*lookup
	for range cap(p.turns) {
		all = append(all, take())
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.take(gone); !errors.Is(err, context.Canceled) {
		t.Errorf("who went away got %v", err)
	}
	broken := all[0]
	broken.conn.(*noConn).panics = true
	panics(t, func() { p.giveBack(broken, false) })
	opens = func() (driver.Conn, error) { panic("opening") }
	panics(t, func() { _, _ = p.take(t.Context()) })
	opens = func() (driver.Conn, error) { return nil, refused }
	if _, err := p.take(t.Context()); !errors.Is(err, refused) {
		t.Error(err)
	}
	opens = func() (driver.Conn, error) { return &noConn{}, nil }
	all[0] = take() // the turn was lost by neither

	waited := make(chan error)
	go func() {
		_, err := p.take(context.Background())
		waited <- err
	}()
	closed := make(chan error)
	go func() { closed <- p.close() }()
	if err := <-waited; !errors.Is(err, sql.ErrConnDone) {
		t.Errorf("who waited got %v", err)
	}
	select {
	case <-closed:
		t.Error("closed before all were given back")
	default:
	}
	for _, l := range all {
		p.giveBack(l, true)
	}
	if err := <-closed; err != nil {
		t.Error(err)
	}
	for _, l := range all {
		if !l.conn.(*noConn).closed {
			t.Error("one is open still")
		}
	}
	if _, err := p.take(t.Context()); !errors.Is(err, sql.ErrConnDone) {
		t.Errorf("after the end: %v", err)
	}
}

func panics(t *testing.T, do func()) {
	t.Helper()
	defer func() {
		if recover() == nil {
			t.Error("it did not panic")
		}
	}()
	do()
}
