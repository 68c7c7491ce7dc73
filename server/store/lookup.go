package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"runtime"
	"sync"
)

// lookups answers the shortest of questions, rows of a SQLite file that an index finds, over connections of its own. database/sql asks the
// same of the driver, but its locks, copies and watching for the end of a context cost as much as finding a row does.
type lookups struct {
	open  func() (driver.Conn, error)
	turns chan struct{} // one in it for each connection in use
	ended chan struct{}
	end   sync.Once
	mu    sync.Mutex
	idle  []*lookup // the one that was used last, at the end, is taken first: its pages are in the processor's cache
}

// lookup is a connection with its statements.
type lookup struct {
	conn       driver.Conn
	statements map[string]driver.Stmt
}

// lookupStatements is how many statements a connection keeps.
const lookupStatements = 50

func newLookups(open func() (driver.Conn, error)) *lookups {
	return &lookups{open: open, turns: make(chan struct{}, 2*runtime.GOMAXPROCS(0)), ended: make(chan struct{})}
}

// Look returns the texts in the only column of what a query finds: of a SQLite database alone, and for queries that end by themselves at
// once, because only the wait for a connection ends with the context.
func (s *Store) Look(ctx context.Context, query string, args ...any) ([]string, error) {
	values := make([]driver.NamedValue, len(args))
	for i, arg := range args {
		value, err := driver.DefaultParameterConverter.ConvertValue(arg)
		if err != nil {
			return nil, err
		}
		values[i] = driver.NamedValue{Ordinal: i + 1, Value: value}
	}
	l, err := s.lookups.take(ctx)
	if err != nil {
		return nil, err
	}
	well := false
	defer func() { s.lookups.giveBack(l, well) }() // also when the driver panics
	found, err := l.find(query, values)
	well = err == nil
	return found, err
}

// take waits for a turn. A connection that is idle comes before one that is to be opened.
func (p *lookups) take(ctx context.Context) (*lookup, error) {
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
		if !opened { // also when the driver panics
			<-p.turns
		}
	}()
	conn, err := p.open()
	if err != nil {
		return nil, err
	}
	opened = true
	return &lookup{conn: conn, statements: map[string]driver.Stmt{}}, nil
}

// last takes the connection that was used last, or nil.
func (p *lookups) last() *lookup {
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

// giveBack keeps a connection for the next one, unless something went wrong with it.
func (p *lookups) giveBack(l *lookup, well bool) {
	defer func() { <-p.turns }()
	if !well {
		_ = l.close()
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
			err = errors.Join(err, l.close())
		}
	})
	return err
}

func (l *lookup) find(query string, values []driver.NamedValue) ([]string, error) {
	statement, err := l.prepare(query)
	if err != nil {
		return nil, err
	}
	rows, err := statement.(driver.StmtQueryContext).QueryContext(context.Background(), values)
	if err != nil {
		return nil, err
	}
	var found []string
	row := make([]driver.Value, 1)
	for err = rows.Next(row); err == nil; err = rows.Next(row) {
		text, isText := row[0].(string)
		if !isText {
			err = errors.New("what was looked up is no text")
			break
		}
		found = append(found, text)
	}
	if err == io.EOF {
		err = nil
	}
	return found, errors.Join(err, rows.Close())
}

func (l *lookup) prepare(query string) (driver.Stmt, error) {
	if statement := l.statements[query]; statement != nil {
		return statement, nil
	}
	statement, err := l.conn.(driver.ConnPrepareContext).PrepareContext(context.Background(), query)
	if err != nil {
		return nil, err
	}
	remember(l.statements, query, statement, lookupStatements)
	return statement, nil
}

func (l *lookup) close() (err error) {
	for _, statement := range l.statements {
		err = errors.Join(err, statement.Close())
	}
	return errors.Join(err, l.conn.Close())
}
