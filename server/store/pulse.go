package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	// pulseInterval is how often PostgreSQL is asked for a sign of life.
	pulseInterval = 250 * time.Millisecond
	// pulseLimit is how long it may take to give one: together with the interval less than the two seconds within which a call must fail.
	pulseLimit = 1250 * time.Millisecond
)

var (
	errSilent = fmt.Errorf("PostgreSQL gives no sign of life: %w", ErrUnavailable)
	errHungUp = fmt.Errorf("PostgreSQL has ended the connection: %w", ErrUnavailable)
)

// pulse tells a database that is slow, which is waited for, from one that is silent. It knows the connections of a server's calls, and
// while there is no sign of life it cuts them and refuses new ones, so that whoever waits for a statement or for a connection fails at once.
// A statement has no limit of its own: what takes long may go on as long as the database lives.
type pulse struct {
	mu     sync.Mutex
	silent bool
	lines  map[*line]struct{}
}

// line is a connection that is cut when the database falls silent.
type line struct {
	net.Conn
	pulse *pulse
}

// Read gives an end that nobody expects a name of its own: the driver's could be that of anything that is read.
func (l *line) Read(b []byte) (int, error) {
	n, err := l.Conn.Read(b)
	if err == io.EOF {
		err = errHungUp
	}
	return n, err
}

func (l *line) Close() error {
	l.pulse.mu.Lock()
	delete(l.pulse.lines, l)
	l.pulse.mu.Unlock()
	return l.Conn.Close()
}

// follow makes connections of a configuration lines.
func (p *pulse) follow(config *pgx.ConnConfig) {
	dial := config.DialFunc
	config.DialFunc = func(ctx context.Context, network, address string) (net.Conn, error) {
		if p.isSilent() {
			return nil, errSilent
		}
		ctx, cancel := context.WithTimeout(ctx, pulseLimit)
		defer cancel()
		conn, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return p.add(conn)
	}
}

func (p *pulse) isSilent() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.silent
}

func (p *pulse) add(conn net.Conn) (net.Conn, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.silent {
		conn.Close()
		return nil, errSilent
	}
	l := &line{conn, p}
	p.lines[l] = struct{}{}
	return l, nil
}

// found takes over whether the database is silent, says whether that is new, and cuts its lines when it is.
func (p *pulse) found(silent bool) (changed bool) {
	p.mu.Lock()
	changed, p.silent = silent != p.silent, silent
	var cut []*line
	for l := range p.lines {
		if silent {
			cut = append(cut, l)
		}
	}
	p.mu.Unlock()
	for _, l := range cut {
		l.Close()
	}
	return changed
}

// feel asks PostgreSQL for signs of life over a connection of its own, until ctx ends.
func (s *Store) feel(ctx context.Context) {
	var conn *pgx.Conn
	every(ctx, pulseInterval, func() {
		began := time.Now()
		var err error
		conn, err = ask(ctx, s.source, conn)
		silent := err != nil && errors.Is(err, context.DeadlineExceeded)
		if late := time.Since(began) - pulseLimit; silent && late > pulseLimit/4 {
			return // it was this process that stood still: ask again
		}
		switch {
		case ctx.Err() != nil || !s.pulse.found(silent):
		case silent:
			s.log.Warn("the database gives no sign of life: what waits for it fails until it does")
		default:
			s.log.Info("the database gives signs of life again")
		}
	})
	if conn != nil {
		hangUp(conn)
	}
}

// ask returns the connection to ask over next time; nil when it is lost.
func ask(ctx context.Context, source string, conn *pgx.Conn) (*pgx.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, pulseLimit)
	defer cancel()
	var err error
	if conn == nil {
		if conn, err = pgx.Connect(ctx, source); err != nil {
			return nil, errors.Join(err, ctx.Err())
		}
	}
	if err = conn.Ping(ctx); err != nil {
		hangUp(conn)
		return nil, errors.Join(err, ctx.Err())
	}
	return conn, nil
}

// hangUp closes a connection without waiting for the other side.
func hangUp(conn *pgx.Conn) {
	ctx, cancel := context.WithTimeout(context.Background(), pulseInterval)
	defer cancel()
	_ = conn.Close(ctx)
}

// connector is a configuration for connections that are cut when the database falls silent.
func (s *Store) connector() (*pgx.ConnConfig, error) {
	config, err := pgx.ParseConfig(s.source)
	if err == nil && s.pulse != nil {
		s.pulse.follow(config)
	}
	return config, err
}
