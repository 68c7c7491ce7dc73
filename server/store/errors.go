package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"net"

	"github.com/jackc/pgx/v5/pgconn"
	sqlite3 "modernc.org/sqlite/lib"

	"gatehouse/ent"
)

// ErrUnavailable is joined to errors that say nothing about what was asked, only that the database could not do it now: it
// does not answer, its disk is full, another process holds its lock.
var ErrUnavailable = errors.New("the database is not available")

// coded are SQLite's errors, those of the driver too. No other error that gets here has such a method.
type coded interface {
	error
	Code() int
}

// primary is the part of an SQLite result code that stands for its class.
const primary = 0xff

// Unavailable says whether err is of the kind that may pass by itself.
func Unavailable(err error) bool {
	if err == nil {
		return false
	}
	var lite coded
	if errors.As(err, &lite) {
		if lite.Code() == sqlite3.SQLITE_CONSTRAINT_TRIGGER {
			return true // the fence of a move: there are no other triggers
		}
		switch lite.Code() & primary {
		case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN,
			sqlite3.SQLITE_READONLY, sqlite3.SQLITE_NOMEM:
			return true
		}
		return false
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch pg.Code[:2] {
		case "08", "53", "57", "58", "40": // connection, resources, operator, system, rolled back
			return true
		}
		return false
	}
	var network net.Error
	return errors.Is(err, ErrUnavailable) || errors.Is(err, driver.ErrBadConn) || errors.As(err, &network) ||
		errors.Is(err, context.DeadlineExceeded) || pgconn.Timeout(err) || pgconn.SafeToRetry(err) // the last: nothing was sent
}

// busy says whether another process holds SQLite's lock.
func busy(err error) bool {
	var lite coded
	return errors.As(err, &lite) && lite.Code()&primary == sqlite3.SQLITE_BUSY
}

// Duplicate says whether err is a second row where only one may be.
func Duplicate(err error) bool {
	var lite coded
	if errors.As(err, &lite) {
		return lite.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || lite.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY
	}
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == "23505"
}

// Missing says whether err is a row that is not there.
func Missing(err error) bool { return ent.IsNotFound(err) }

// rolledBack says whether PostgreSQL ended a transaction to let another one pass, so that it may be tried again.
func rolledBack(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "40001" || pg.Code == "40P01")
}
