package store

import (
	"context"
	"errors"
	"iter"
	"time"

	"entgo.io/ent/dialect"
)

// Whole is several changes that are kept together or not at all.
type Whole struct {
	Begin func(ctx context.Context, tx *Tx) error // run before the first change
	End   func(ctx context.Context, tx *Tx) error // run after the last
}

const (
	// wholeLimit is how long a whole may take on PostgreSQL, where it holds a connection. On SQLite it is writeLimit.
	wholeLimit = 20 * time.Second
	// beginLimit is how long Begin may wait for another transaction.
	beginLimit = 12 * time.Second
	// wholesAtOnce leaves connections for what those who hold one read meanwhile.
	wholesAtOnce = connections / 2
)

var (
	errGivenUp = errors.New("the changes are not kept: what makes them failed")
	errAgain   = errors.New("the transaction was rolled back for another one")
)

// WriteWhole runs run, and makes one transaction of all that it changes through Write with the context that it is given. Each of its
// changes is a savepoint: one that fails keeps nothing, and run may go on. When run fails, nothing at all is kept.
//
// On PostgreSQL the transaction begins at once, so that another node's Begin can wait for it, and run may be run again when it was rolled
// back for another transaction. On SQLite it begins with the first change, because everybody who writes waits for its end; until
// then run may take its time.
func (s *Store) WriteWhole(ctx context.Context, w Whole, run func(ctx context.Context) error) error {
	if s.dialect == dialect.Postgres {
		select {
		case s.wholes <- struct{}{}:
			defer func() { <-s.wholes }()
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	for try := 1; ; try++ {
		err := s.writeWhole(ctx, w, run)
		if err == nil || !rolledBack(err) && !errors.Is(err, errAgain) || try == retryLimit {
			return err
		}
	}
}

func (s *Store) writeWhole(ctx context.Context, w Whole, run func(ctx context.Context) error) error {
	h := &held{Whole: w, store: s}
	h.ctx = ctx
	if s.dialect == dialect.Postgres {
		var cancel context.CancelFunc
		h.ctx, cancel = context.WithTimeout(ctx, wholeLimit)
		defer cancel()
		if err := h.open(); err != nil {
			return err
		}
	}
	defer h.giveUp() // unless it has ended
	if err := run(context.WithValue(ctx, heldKey{}, h)); err != nil {
		return err
	}
	if err := h.open(); err != nil { // nothing was changed
		return err
	}
	return h.finish()
}

// held is the open transaction of a whole. It is one call of Write, whose change rests while run goes on, and goes on when run has ended.
type held struct {
	Whole
	store *Store
	ctx   context.Context
	tx    *Tx
	ended bool

	next func() (struct{}, bool)
	stop func()
	err  error // of Write
}

type heldKey struct{}

// heldBy is the transaction that the caller's changes belong to; nil when they belong to none.
func heldBy(ctx context.Context) *held {
	h, _ := ctx.Value(heldKey{}).(*held)
	return h
}

// open begins the transaction, unless it is open.
func (h *held) open() error {
	if h.next != nil {
		if h.ended {
			return h.err
		}
		return nil
	}
	h.next, h.stop = iter.Pull(func(yield func(struct{}) bool) {
		h.err = h.store.Write(context.WithValue(h.ctx, heldKey{}, (*held)(nil)), func(ctx context.Context, tx *Tx) error {
			if h.tx != nil {
				return errAgain // Write tries again by itself, but run must too
			}
			h.tx = tx
			if err := h.begin(ctx, tx); err != nil {
				return err
			}
			if !yield(struct{}{}) {
				return errGivenUp
			}
			return h.End(ctx, tx)
		})
	})
	if _, open := h.next(); !open {
		h.ended = true
		return h.err
	}
	return nil
}

func (h *held) begin(ctx context.Context, tx *Tx) error {
	ctx, cancel := context.WithTimeout(ctx, beginLimit)
	defer cancel()
	return h.Begin(ctx, tx)
}

// finish lets the transaction end, and returns once it is committed to disk.
func (h *held) finish() error {
	h.ended = true
	h.next()
	return h.err
}

// giveUp rolls back, unless the transaction has ended.
func (h *held) giveUp() {
	if h.stop != nil {
		h.ended = true
		h.stop()
	}
}

// write is Write within the transaction.
func (h *held) write(ctx context.Context, change func(context.Context, *Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := h.open(); err != nil {
		return err
	}
	ctx, cancel := h.store.patience(ctx)
	defer cancel()
	if _, err := h.tx.ExecContext(ctx, "SAVEPOINT change"); err != nil {
		return err
	}
	kept, changes := false, len(h.tx.changes)
	defer func() { // also when change panics
		if !kept {
			h.tx.changes = h.tx.changes[:changes]
			_, _ = h.tx.ExecContext(context.WithoutCancel(ctx), "ROLLBACK TO change") // a transaction that is lost says so when it ends
			_, _ = h.tx.ExecContext(context.WithoutCancel(ctx), "RELEASE change")
		}
	}()
	if err := change(ctx, h.tx); err != nil {
		return err
	}
	_, err := h.tx.ExecContext(ctx, "RELEASE change")
	kept = err == nil
	return err
}

// patience is the context of a change: it goes on when its caller goes away, but on PostgreSQL not past the time that the caller has.
func (s *Store) patience(ctx context.Context) (context.Context, context.CancelFunc) {
	limit := time.Now().Add(writeLimit)
	if deadline, ok := ctx.Deadline(); ok && s.dialect == dialect.Postgres && deadline.Before(limit) {
		limit = deadline
	}
	return context.WithDeadline(context.WithoutCancel(ctx), limit)
}
