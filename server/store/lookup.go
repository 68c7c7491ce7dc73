package store

import (
	"context"
	"database/sql"
	"errors"
	"runtime"
	"sync"
)

// lookups answers the shortest of questions, rows of an SQLite file that an index finds, over connections of its own. database/sql and
// the driver answer the same, but their locks, copies, and watching for the end of a context cost as much as finding a row does.
type lookups struct {
	open  func() (finder, error)
	turns chan struct{} // one in it for each connection in use
	ended chan struct{}
	end   sync.Once
	mu    sync.Mutex
	idle  []finder // the one that was used last, at the end, is taken first: its pages are in the processor's cache
}

// finder is a connection that one at a time asks.
type finder interface {
	find(query string, args []any, visit func(row []string) error) error
	Close() error
}

func newLookups(open func() (finder, error)) *lookups {
	return &lookups{open: open, turns: make(chan struct{}, 2*runtime.GOMAXPROCS(0)), ended: make(chan struct{})}
}

// Look visits the rows that a query finds, each column as a text, which is empty for NULL; the slice is used again for the next row. It is
// for an SQLite database alone, and for queries that end by themselves at once, because only the wait for a connection ends with the
// context. What is looked for are texts and int.
func (s *Store) Look(ctx context.Context, query string, args []any, visit func(row []string) error) error {
	l, err := s.lookups.take(ctx)
	if err != nil {
		return err
	}
	well := false
	defer func() { s.lookups.giveBack(l, well) }() // also when SQLite panics
	err = l.find(query, args, visit)
	well = err == nil
	return err
}

// take waits for a turn. A connection that is idle comes before one that is to be opened.
func (p *lookups) take(ctx context.Context) (finder, error) {
	select {
	case p.turns <- struct{}{}: // mostly, and much cheaper than to wait for three things
	default:
		select {
		case p.turns <- struct{}{}:
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-p.ended:
			return nil, sql.ErrConnDone
		}
	}
	if l := p.last(); l != nil {
		return l, nil
	}
	opened := false
	defer func() {
		if !opened { // also when SQLite panics
			<-p.turns
		}
	}()
	conn, err := p.open()
	if err != nil {
		return nil, err
	}
	opened = true
	return conn, nil
}

// last takes the connection that was used last, or nil.
func (p *lookups) last() finder {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := len(p.idle)
	if n == 0 {
		return nil
	}
	l := p.idle[n-1]
	p.idle = p.idle[:n-1]
	return l
}

// giveBack keeps a connection for the next one, unless something went wrong with it, or with what was done with its rows.
func (p *lookups) giveBack(l finder, well bool) {
	defer func() { <-p.turns }()
	if !well {
		_ = l.Close()
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.idle = append(p.idle, l)
}

// close waits for those under way.
func (p *lookups) close() (err error) {
	p.end.Do(func() {
		close(p.ended)
		for range cap(p.turns) {
			p.turns <- struct{}{} // and keeps it, so that nobody takes one again
		}
		for _, l := range p.idle {
			err = errors.Join(err, l.Close())
		}
	})
	return err
}
