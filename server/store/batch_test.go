package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"path/filepath"
	"testing"

	entsql "entgo.io/ent/dialect/sql"

	"gatehouse/ent"
)

// commitsBadly is a driver whose next commit panics when panics says so, after which it is as before.
type commitsBadly struct {
	driver driver.Driver
	source string
	panics *bool
}

func (c commitsBadly) Driver() driver.Driver { return c.driver }

func (c commitsBadly) Connect(context.Context) (driver.Conn, error) {
	conn, err := c.driver.Open(c.source)
	return &badConn{conn, c.panics}, err
}

type badConn struct {
	driver.Conn
	panics *bool
}

func (c *badConn) commit() {
	if *c.panics {
		*c.panics = false
		panic("committing")
	}
}

func (c *badConn) BeginTx(ctx context.Context, o driver.TxOptions) (driver.Tx, error) {
	tx, err := c.Conn.(driver.ConnBeginTx).BeginTx(ctx, o)
	return badTx{tx, c}, err
}

func (c *badConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	return c.Conn.(driver.QueryerContext).QueryContext(ctx, query, args)
}

func (c *badConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if query == "COMMIT" {
		c.commit()
	}
	return c.Conn.(driver.ExecerContext).ExecContext(ctx, query, args)
}

type badTx struct {
	driver.Tx
	conn *badConn
}

func (t badTx) Commit() error {
	t.conn.commit()
	return t.Tx.Commit()
}

// When the driver panics in a commit, all whose changes it held are told that nothing was kept, nothing is, and others write on.
func TestACommitThatPanicsKeepsNothing(t *testing.T) {
	s, err := Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "batch.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	fails := false
	if err := s.writer.Close(); err != nil {
		t.Fatal(err)
	}
	s.writer = sql.OpenDB(commitsBadly{s.writer.Driver(), s.source + "&_txlock=immediate", &fails})
	s.writer.SetMaxOpenConns(1)
	s.writing = ent.NewClient(ent.Driver(entsql.OpenDB(s.dialect, s.writer)))

	add := func(name string) func(context.Context, *Tx) error {
		return func(ctx context.Context, tx *Tx) error { return tx.Category.Create().SetName(name).Exec(ctx) }
	}
	within, others := make(chan struct{}), make(chan error)
	go func() { // the first of the batch
		others <- s.Write(t.Context(), func(ctx context.Context, tx *Tx) error {
			close(within)
			for s.queue.waiting.Load() == 0 { // until the one that will commit stands in the queue
				if ctx.Err() != nil {
					return ctx.Err()
				}
			}
			return add("first")(ctx, tx)
		})
	}()
	<-within
	panics(t, func() {
		_ = s.Write(t.Context(), func(ctx context.Context, tx *Tx) error {
			fails = true
			return add("last")(ctx, tx)
		})
	})
	if err := <-others; !errors.Is(err, ErrUnavailable) {
		t.Errorf("the first was told %v", err)
	}
	if err := s.Write(t.Context(), add("next")); err != nil {
		t.Error(err)
	}
	if kept := s.DB.Category.Query().AllX(t.Context()); len(kept) != 1 || kept[0].Name != "next" {
		t.Errorf("kept: %v", kept)
	}
}
