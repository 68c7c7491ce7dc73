package store

import (
	"context"
	"database/sql"
	"errors"
	"testing"
)

// noConn is a connection that can only be closed.
type noConn struct {
	finder
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
	var opens func() (finder, error)
	p := newLookups(func() (finder, error) { return opens() })
	opens = func() (finder, error) { return &noConn{}, nil }
	take := func() finder {
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
	if !second.(*noConn).closed || len(p.idle) != 1 {
		t.Error("the failed one was kept")
	}

	var all []finder
	for range cap(p.turns) {
		all = append(all, take())
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.take(gone); !errors.Is(err, context.Canceled) {
		t.Errorf("who went away got %v", err)
	}
	broken := all[0]
	broken.(*noConn).panics = true
	panics(t, func() { p.giveBack(broken, false) })
	opens = func() (finder, error) { panic("opening") }
	panics(t, func() { _, _ = p.take(t.Context()) })
	opens = func() (finder, error) { return nil, refused }
	if _, err := p.take(t.Context()); !errors.Is(err, refused) {
		t.Error(err)
	}
	opens = func() (finder, error) { return &noConn{}, nil }
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
		if !l.(*noConn).closed {
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
