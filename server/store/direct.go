package store

import (
	"errors"
	"fmt"
	"net/url"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// direct is a connection to an SQLite file that only reads, and that asks SQLite without the driver between. It is used by one goroutine
// at a time. The functions are those of https://www.sqlite.org/c3ref/funclist.html, with the memory of C behind each uintptr.
type direct struct {
	tls        *libc.TLS
	db         uintptr
	statements map[string]statement
	// Of the last row, to be used again:
	text  []byte
	ends  []int
	texts []string
}

type statement struct {
	of         *direct
	handle     uintptr
	parameters int
}

const (
	// lookupStatements is how many statements a connection keeps.
	lookupStatements = 50
	// lookupWait is how many milliseconds a look-up waits for a lock, which it needs only when a file that nobody had open was left in disorder.
	lookupWait = 5000
	// keptText is how long a row may be, in bytes, whose room is used again.
	keptText = 64 << 10
)

// openDirect opens a file that is there.
func openDirect(path string) (_ *direct, err error) {
	d := &direct{tls: libc.NewTLS(), statements: map[string]statement{}}
	defer func() {
		if err != nil {
			err = errors.Join(err, d.Close()) // SQLite makes a connection also of what it cannot open
		}
	}()
	name, err := libc.CString("file:" + (&url.URL{Path: path}).EscapedPath())
	if err != nil {
		return nil, err
	}
	defer libc.Xfree(d.tls, name)
	// NOMUTEX: there is no need for SQLite to see to it that one goroutine at a time asks.
	const flags = sqlite3.SQLITE_OPEN_READONLY | sqlite3.SQLITE_OPEN_URI | sqlite3.SQLITE_OPEN_NOMUTEX
	var code int32
	d.db, code = d.made(func(handle uintptr) int32 { return sqlite3.Xsqlite3_open_v2(d.tls, name, handle, flags, 0) })
	if err := d.failed(code); err != nil {
		return nil, err
	}
	if err := d.failed(sqlite3.Xsqlite3_extended_result_codes(d.tls, d.db, 1)); err != nil {
		return nil, err
	}
	return d, d.failed(sqlite3.Xsqlite3_busy_timeout(d.tls, d.db, lookupWait))
}

// find visits the rows that a query finds, each column as the text that SQLite makes of it; of NULL it is empty.
func (d *direct) find(query string, args []any, visit func(row []string) error) error {
	s, err := d.prepare(query)
	if err != nil {
		return err
	}
	defer d.forgetRow()
	err = s.bind(args)
	for err == nil {
		switch code := sqlite3.Xsqlite3_step(d.tls, s.handle); code {
		case sqlite3.SQLITE_DONE:
			return s.rest(args)
		case sqlite3.SQLITE_ROW:
			if err = s.readRow(); err == nil {
				err = visit(d.texts)
			}
		default:
			err = d.failed(code)
		}
	}
	_ = s.rest(args) // which says once more what a step said
	return err
}

func (d *direct) prepare(query string) (statement, error) {
	if s, known := d.statements[query]; known {
		return s, nil
	}
	text, err := libc.CString(query)
	if err != nil {
		return statement{}, err
	}
	defer libc.Xfree(d.tls, text)
	handle, code := d.made(func(handle uintptr) int32 {
		return sqlite3.Xsqlite3_prepare_v3(d.tls, d.db, text, -1, sqlite3.SQLITE_PREPARE_PERSISTENT, handle, 0)
	})
	if err := d.failed(code); err != nil {
		return statement{}, err
	}
	if handle == 0 {
		return statement{}, errors.New("there is nothing in the query")
	}
	s := statement{of: d, handle: handle, parameters: int(sqlite3.Xsqlite3_bind_parameter_count(d.tls, handle))}
	remember(d.statements, query, s, lookupStatements)
	return s, nil
}

// made returns what a function of SQLite makes, which writes where it is to the address that it is given, and the function's result code.
func (d *direct) made(by func(handle uintptr) int32) (made uintptr, code int32) {
	const pointer = 8 // bytes, at most
	handle := libc.Xcalloc(d.tls, 1, pointer)
	if handle == 0 {
		return 0, sqlite3.SQLITE_NOMEM
	}
	defer libc.Xfree(d.tls, handle)
	code = by(handle)
	return libc.AtomicLoadPUintptr(handle), code // what reads one without being atomic is not to be had
}

func (s statement) bind(args []any) error {
	if len(args) != s.parameters {
		return fmt.Errorf("a query that takes %d values was given %d", s.parameters, len(args))
	}
	for i, arg := range args {
		var code int32
		switch nth := int32(i + 1); arg := arg.(type) {
		case int:
			code = sqlite3.Xsqlite3_bind_int64(s.of.tls, s.handle, nth, int64(arg))
		case string:
			text, err := libc.CString(arg)
			if err != nil {
				return err
			}
			length := sqlite3.Tsqlite3_uint64(len(arg))
			code = sqlite3.Xsqlite3_bind_text64(s.of.tls, s.handle, nth, text, length, sqlite3.SQLITE_TRANSIENT, sqlite3.SQLITE_UTF8)
			libc.Xfree(s.of.tls, text)
		default:
			return fmt.Errorf("nothing is looked up by %T", arg)
		}
		if err := s.of.failed(code); err != nil {
			return err
		}
	}
	return nil
}

// readRow puts the columns into texts, as parts of one text, because a row is mostly kept or forgotten as a whole.
func (s statement) readRow() error {
	d := s.of
	d.text, d.ends, d.texts = d.text[:0], d.ends[:0], d.texts[:0]
	for i := range sqlite3.Xsqlite3_data_count(d.tls, s.handle) {
		if text := sqlite3.Xsqlite3_column_text(d.tls, s.handle, i); text != 0 {
			d.text = append(d.text, libc.GoBytes(text, int(sqlite3.Xsqlite3_column_bytes(d.tls, s.handle, i)))...)
		} else if sqlite3.Xsqlite3_column_type(d.tls, s.handle, i) != sqlite3.SQLITE_NULL {
			return sqliteError{code: sqlite3.SQLITE_NOMEM, text: "out of memory"}
		}
		d.ends = append(d.ends, len(d.text))
	}
	row, begin := string(d.text), 0
	for _, end := range d.ends {
		d.texts = append(d.texts, row[begin:end])
		begin = end
	}
	return nil
}

// forgetRow lets go of what was found, and of the room that a long row took.
func (d *direct) forgetRow() {
	clear(d.texts)
	if cap(d.text) > keptText {
		d.text = nil
	}
}

// rest ends a statement's reading, and forgets the texts that it was asked for. Numbers stay: that they change may make SQLite plan anew.
func (s statement) rest(args []any) error {
	code := sqlite3.Xsqlite3_reset(s.of.tls, s.handle)
	for i, arg := range args {
		if _, isText := arg.(string); isText {
			sqlite3.Xsqlite3_bind_null(s.of.tls, s.handle, int32(i+1)) // when there is none of that number, nothing was bound
		}
	}
	return s.of.failed(code)
}

// Close forgets the statement.
func (s statement) Close() error { return s.of.failed(sqlite3.Xsqlite3_finalize(s.of.tls, s.handle)) }

// Close ends the connection.
func (d *direct) Close() (err error) {
	for _, s := range d.statements {
		err = errors.Join(err, s.Close())
	}
	err = errors.Join(err, d.failed(sqlite3.Xsqlite3_close_v2(d.tls, d.db))) // of none there is nothing to close
	d.tls.Close()
	return err
}

// failed is the error that a result code stands for, or nil.
func (d *direct) failed(code int32) error {
	if code == sqlite3.SQLITE_OK {
		return nil
	}
	return sqliteError{code: int(code), text: libc.GoString(sqlite3.Xsqlite3_errmsg(d.tls, d.db))}
}

// sqliteError is what SQLite says by itself; the driver's errors tell their code in the same way.
type sqliteError struct {
	code int
	text string
}

func (e sqliteError) Error() string { return fmt.Sprintf("%s (%d)", e.text, e.code) }

// Code is one of https://www.sqlite.org/rescode.html, extended.
func (e sqliteError) Code() int { return e.code }
