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
	mu      sync.Mutex
	conn    *sql.Conn
	reading bool
	writers int
	last    int64     // the version that was found last
	own     bool      // this process writes, or has written since
	others  time.Time // when another one was last seen to have written
	asked   int
}

// othersRest is how long it reads nothing after another process has written.
const othersRest = 2 * time.Second

// lift ends the reading until drop is called.
func (a *anchor) lift() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.writers++
	a.own = true
	a.rest(context.Background())
}

// drop goes on reading when the last one has written.
func (a *anchor) drop() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.writers--
	a.read(context.Background())
}

// version asks for data_version, which changes when another connection commits, and goes on reading. One at a time asks.
func (a *anchor) version(ctx context.Context, db *sql.DB) (version int64, err error) {
	conn := a.pinned()
	if conn == nil { // to wait for one with the lock would let writers wait for readers
		if conn, err = db.Conn(ctx); err != nil {
			return 0, err
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.conn = conn
	a.rest(ctx)
	if a.conn == nil {
		return 0, sql.ErrConnDone
	}
	if err = a.conn.QueryRowContext(ctx, "PRAGMA data_version").Scan(&version); err != nil {
		a.close()
		return 0, err
	}
	if version != a.last && !a.own && a.asked > 0 {
		a.others = time.Now()
	}
	a.last, a.own = version, a.writers > 0
	a.asked++
	a.read(ctx)
	return version, nil
}

func (a *anchor) pinned() *sql.Conn {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.conn
}

// read begins to read, unless somebody writes or might want to. That it fails is no matter: the next question tells.
func (a *anchor) read(ctx context.Context) {
	if a.conn == nil || a.reading || a.writers > 0 || a.asked%10 == 0 || time.Since(a.others) <= othersRest {
		return
	}
	if _, err := a.conn.ExecContext(ctx, "BEGIN"); err != nil {
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
