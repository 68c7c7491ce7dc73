package store

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"github.com/jackc/pgx/v5"

	"gatehouse/ent/change"
)

const (
	notifyChannel = "gatehouse_changed"
	// filePoll is how often an SQLite database is asked whether another process has written to it: one cheap PRAGMA.
	filePoll = 50 * time.Millisecond
	// serverPoll is how often a PostgreSQL database is asked, should a notification be lost.
	serverPoll = time.Second
	// trustLimit is how long what is in memory may be trusted while the database cannot be asked whether it is still true.
	trustLimit = 5 * time.Second
	// gapLimit is how many changes are read one by one; past it everything is forgotten.
	gapLimit = 1000
	// keptChanges is how many changes stay in the table for processes that are behind.
	keptChanges = 10_000
	// prunedAtOnce is how many of older ones go in one transaction, so that nobody waits for it.
	prunedAtOnce = 500
)

// Changes is what a subscriber is told.
type Changes struct {
	Everything bool // too much has changed to be named
	List       []Change
}

// Touch says whether something of the kind has changed.
func (c Changes) Touch(kinds ...string) bool {
	if c.Everything {
		return true
	}
	for _, change := range c.List {
		for _, kind := range kinds {
			if change.Kind == kind {
				return true
			}
		}
	}
	return false
}

// follower keeps this process up to date.
type follower struct {
	mu          sync.Mutex // held while subscribers are told, so that they see changes in order
	subscribers []func(ctx context.Context, c Changes) error
	following   bool
	revision    int
	checked     atomic.Int64 // when the database was last seen to hold nothing new: since started, in nanoseconds
	started     time.Time    // carries a monotonic clock
}

// Subscribe registers a function that is told of every change before whoever made it in this process goes on. When it fails
// it is told again, and until then the process does not count as up to date.
func (s *Store) Subscribe(tell func(ctx context.Context, c Changes) error) {
	s.follower.mu.Lock()
	defer s.follower.mu.Unlock()
	s.follower.subscribers = append(s.follower.subscribers, tell)
}

// UpToDate says whether what subscribers keep in memory may be trusted: the database was asked within the last five seconds,
// and the installation is still on it. A process that does not follow reads everything afresh and may always trust it.
func (s *Store) UpToDate() bool {
	return s.moved.Load() == nil && s.fresh()
}

func (s *Store) fresh() bool {
	return s.Lag() < trustLimit
}

// Revision is the last change that subscribers have been told of.
func (s *Store) Revision() int {
	s.follower.mu.Lock()
	defer s.follower.mu.Unlock()
	return s.follower.revision
}

// follow starts at the newest revision and keeps up from there.
func (s *Store) follow(ctx, background context.Context) error {
	f := &s.follower
	f.started, f.following = time.Now(), true
	newest, err := s.DB.Change.Query().Order(change.ByID(entsql.OrderDesc())).FirstID(ctx)
	if err == nil {
		f.revision = newest
	} else if !Missing(err) {
		return err
	}
	s.running.Go(func() {
		if s.dialect == dialect.SQLite {
			s.followFile(background)
		} else {
			s.followServer(background)
		}
	})
	return nil
}

// followFile asks whether another connection has committed.
func (s *Store) followFile(ctx context.Context) {
	defer s.anchor.stop()
	var seen stamp
	every(ctx, filePoll, func() {
		version, err := s.anchor.version(ctx, s.reader)
		if err != nil {
			return
		}
		if version == seen && s.fresh() {
			s.follower.sawNothingNew()
			return
		}
		if s.advance(ctx) == nil {
			seen = version
		}
	})
}

// followServer listens for notifications and polls besides.
func (s *Store) followServer(ctx context.Context) {
	var listening sync.WaitGroup
	listening.Go(func() {
		for ctx.Err() == nil {
			s.listen(ctx)
			pause(ctx, serverPoll)
		}
	})
	listening.Go(func() { s.feel(ctx) })
	every(ctx, serverPoll, func() { _ = s.advance(ctx) })
	listening.Wait()
}

// listen follows notifications until the connection is lost.
func (s *Store) listen(ctx context.Context) {
	config, err := s.connector()
	if err != nil {
		return
	}
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, "LISTEN "+notifyChannel); err != nil {
		return
	}
	for {
		_ = s.advance(ctx) // also at first: something may have changed while nobody listened
		if _, err := conn.WaitForNotification(ctx); err != nil {
			return
		}
	}
}

func every(ctx context.Context, interval time.Duration, do func()) {
	for {
		do()
		if !pause(ctx, interval) {
			return
		}
	}
}

// pause waits, and says whether to go on.
func pause(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

func (f *follower) sawNothingNew() { f.checked.Store(int64(time.Since(f.started))) }

// advance tells subscribers of every change since the last one they know.
func (s *Store) advance(ctx context.Context) error {
	f := &s.follower
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.following {
		return f.tell(ctx, Changes{Everything: true})
	}
	asked := time.Since(f.started)
	ctx, cancel := context.WithTimeout(ctx, trustLimit)
	defer cancel()
	rows, err := s.DB.Change.Query().Where(change.IDGT(f.revision)).Order(change.ByID()).Limit(gapLimit + 1).All(ctx)
	if err != nil {
		s.log.Warn("cannot ask the database for changes", "error", err)
		return err
	}
	if len(rows) > 0 {
		changes := Changes{Everything: len(rows) > gapLimit}
		newest := rows[len(rows)-1].ID
		if changes.Everything {
			if newest, err = s.DB.Change.Query().Order(change.ByID(entsql.OrderDesc())).FirstID(ctx); err != nil {
				return err
			}
		} else if changes.Everything, err = s.missed(ctx, rows[0].ID); err != nil {
			return err
		}
		for _, row := range rows {
			changes.Everything = changes.Everything || row.Kind == everythingChanged
			changes.List = append(changes.List, Change{row.Kind, row.SubjectID})
		}
		if err := f.tell(ctx, changes); err != nil {
			s.log.Warn("cannot take over a change", "error", err)
			return err
		}
		f.revision = newest
	}
	f.checked.Store(int64(asked))
	return nil
}

// missed says whether changes before oldest may have been pruned before this process saw them.
func (s *Store) missed(ctx context.Context, oldest int) (bool, error) {
	if oldest == s.follower.revision+1 {
		return false, nil
	}
	first, err := s.DB.Change.Query().Order(change.ByID()).FirstID(ctx)
	return err == nil && first > s.follower.revision+1, err
}

func (f *follower) tell(ctx context.Context, c Changes) error {
	for _, tell := range f.subscribers {
		if err := tell(ctx, c); err != nil {
			return err
		}
	}
	return nil
}

// PruneChanges drops changes that every process must have seen long ago.
func (s *Store) PruneChanges(ctx context.Context) error {
	newest, err := s.DB.Change.Query().Order(change.ByID(entsql.OrderDesc())).FirstID(ctx)
	if err != nil || newest <= keptChanges {
		if Missing(err) {
			return nil
		}
		return err
	}
	for {
		ids, err := s.DB.Change.Query().Where(change.IDLTE(newest - keptChanges)).Limit(prunedAtOnce).IDs(ctx)
		if err != nil || len(ids) == 0 {
			return err
		}
		err = s.Write(ctx, func(ctx context.Context, tx *Tx) error {
			_, err := tx.Change.Delete().Where(change.IDIn(ids...)).Exec(ctx)
			return err
		})
		if err != nil {
			return fmt.Errorf("pruning changes: %w", err)
		}
	}
}
