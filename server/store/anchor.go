package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"sync"
	"time"
)

// anchor is the connection that asks an SQLite file whether another process has written to it. Between two questions it goes on reading:
// whoever reads in WAL mode locks a part of the file's index, for which the kernel is asked twice a look-up unless another connection of
// the same process has that lock already (unixShmLock in SQLite's os_unix.c). A look-up still sees what was committed last, because it
// begins a transaction of its own.
//
// A log that somebody reads cannot be begun anew, and would grow with every write
// (https://www.sqlite.org/wal.html#avoiding_excessively_large_wal_files). So it reads nothing while this process writes, nor for a while
// after another did; and it leaves every tenth interval free, in which the log of one who writes now and then is emptied.
type anchor struct {
	mu          sync.Mutex
	conn        *sql.Conn
	connections int64 // that there have been, with conn
	reading     bool
	writers     int
	last        stamp     // as it was when nobody of this process wrote
	others      time.Time // when another process was last seen to have written
	asked       int
}

// stamp is the data_version of a file, which changes when another connection commits. Those of two connections cannot be compared.
type stamp struct{ connection, version int64 }

// othersRest is how long it reads nothing after another process has written.
const othersRest = 2 * time.Second

// lift ends the reading until drop is called.
func (a *anchor) lift() {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.writers == 0 {
		a.rest(context.Background())
		if now, err := a.ask(context.Background()); err == nil {
			a.notice(now)
		}
	}
	a.writers++
}

// drop goes on reading when the last one has written. What changed since lift is this process's own doing.
func (a *anchor) drop() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.writers--
	if a.writers == 0 {
		if now, err := a.ask(context.Background()); err == nil {
			a.last = now
			a.read(context.Background())
		}
	}
}

// version asks what the file is like, and goes on reading. One at a time asks.
func (a *anchor) version(ctx context.Context, db *sql.DB) (stamp, error) {
	conn := a.pinned()
	another := conn == nil
	if another { // to wait for one with the lock would let writers wait for readers
		var err error
		if conn, err = db.Conn(ctx); err != nil {
			return stamp{}, err
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.conn = conn
	if another {
		a.connections++
	}
	a.rest(ctx)
	now, err := a.ask(ctx)
	if err != nil {
		return stamp{}, err
	}
	if a.writers == 0 {
		a.notice(now)
	}
	a.asked++
	a.read(ctx)
	return now, nil
}

// ask asks for data_version, when there is a connection. One that cannot tell is closed.
func (a *anchor) ask(ctx context.Context) (stamp, error) {
	if a.conn == nil {
		return stamp{}, sql.ErrConnDone
	}
	now := stamp{connection: a.connections}
	if err := a.conn.QueryRowContext(ctx, "PRAGMA data_version").Scan(&now.version); err != nil {
		a.close()
		return stamp{}, err
	}
	return now, nil
}

// notice takes a change for another process's.
func (a *anchor) notice(now stamp) {
	if a.last.connection == now.connection && a.last != now {
		a.others = time.Now()
	}
	a.last = now
}

func (a *anchor) pinned() *sql.Conn {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.conn
}

// read begins to read, unless somebody writes or might want to. That it fails is no matter: the next question tells.
func (a *anchor) read(ctx context.Context) {
	if a.writers > 0 || a.asked%10 == 0 || time.Since(a.others) <= othersRest {
		return
	}
	if _, err := a.conn.ExecContext(ctx, "BEGIN"); err != nil {
		a.close() // it may have begun all the same
		return
	}
	a.reading = true
	var one int
	if a.conn.QueryRowContext(ctx, "SELECT 1 FROM sqlite_master LIMIT 1").Scan(&one) != nil {
		a.rest(ctx)
	}
}

// rest ends the reading. A connection that cannot is closed, which ends it too.
func (a *anchor) rest(ctx context.Context) {
	if !a.reading {
		return
	}
	a.reading = false
	if _, err := a.conn.ExecContext(context.WithoutCancel(ctx), "COMMIT"); err != nil {
		a.close()
	}
}

// close does not give the connection back: should a transaction be open, whoever took it next would see an old state for ever.
func (a *anchor) close() {
	if a.conn != nil {
		_ = a.conn.Raw(func(any) error { return driver.ErrBadConn })
		_ = a.conn.Close()
		a.conn, a.reading = nil, false
	}
}

// stop ends it for good.
func (a *anchor) stop() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.rest(context.Background())
	a.close()
}
