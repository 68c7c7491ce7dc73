package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"

	"gatehouse/ent"
)

// Tx is a transaction. Reads through it see its own writes.
type Tx struct {
	*ent.Client
	dialect string
	changes []Change
}

// Dialect is "sqlite3" or "postgres".
func (tx *Tx) Dialect() string { return tx.dialect }

// Change names something that access depends on.
type Change struct {
	Kind string
	ID   int
}

// The kinds of Change.
const (
	SettingChanged  = "setting"
	ServiceChanged  = "service"
	FunctionChanged = "function"
	RoleChanged     = "role"
	UserChanged     = "user" // the account, its roles or its authorisations
	TokenChanged    = "token"

	everythingChanged = "everything"
	movedChanged      = "moved" // the mark of a move
)

// Changed says that the transaction changes something that access depends on. Whoever keeps it in memory forgets it when the
// transaction commits.
func (tx *Tx) Changed(kind string, id int) {
	change := Change{kind, id}
	for _, c := range tx.changes {
		if c == change {
			return
		}
	}
	tx.changes = append(tx.changes, change)
}

// changedEverything says that nothing that is kept in memory can be trusted any more.
func (tx *Tx) changedEverything() { tx.Changed(everythingChanged, 0) }

const (
	// writeLimit is how long one transaction may take, whatever its caller's patience.
	writeLimit = 60 * time.Second
	// batchLimit is how many callers may share one commit.
	batchLimit = 128
	// retryLimit is how often PostgreSQL may roll a transaction back for another one before the caller is told.
	retryLimit = 5
	// revisionLock is the advisory lock under which changes get their revision, so that revisions become visible in order.
	revisionLock = 7_316_001
	// aloneLock is the advisory lock of Alone.
	aloneLock = 7_316_002
)

// Write runs change in a transaction and returns once it is committed to disk. It is the only way to change anything.
//
// When change fails nothing of it is kept. Callers at the same time may share one commit, each behind a savepoint of its own,
// so that they wait for one sync together: change must therefore neither commit nor roll back, and must be quick. Its
// context is not cancelled when the caller goes away, because others may share the transaction; a caller that has gone away
// before its turn is not run. On PostgreSQL change may run again if it was rolled back for another transaction.
//
// Within WriteWhole it returns before the commit, which comes with that of the whole.
func (s *Store) Write(ctx context.Context, change func(ctx context.Context, tx *Tx) error) error {
	if h := heldBy(ctx); h != nil {
		return h.write(ctx, change)
	}
	if s.span == nil {
		return s.write(ctx, change)
	}
	ctx, end := s.span(ctx, "storage commit")
	err := s.write(ctx, change)
	if err != nil {
		end("error", "nothing was kept") // the reason may hold what a client has written
		return err
	}
	end()
	return nil
}

func (s *Store) write(ctx context.Context, change func(ctx context.Context, tx *Tx) error) error {
	if away := s.Moved(); away != nil {
		return errors.Join(ErrUnavailable, away)
	}
	var changed bool
	var err error
	if s.dialect == dialect.SQLite {
		changed, err = s.writeTogether(ctx, change)
	} else {
		changed, err = s.writeAlone(ctx, change)
	}
	if err != nil {
		if Unavailable(err) {
			err = errors.Join(ErrUnavailable, err)
		}
		return err
	}
	if changed {
		s.advance(context.WithoutCancel(ctx))
	}
	return nil
}

// writeAlone gives the caller a transaction of its own: PostgreSQL runs them side by side and shares syncs itself.
func (s *Store) writeAlone(ctx context.Context, change func(context.Context, *Tx) error) (changed bool, err error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	ctx, cancel := s.patience(ctx)
	defer cancel()
	for try := 1; ; try++ {
		changed, err = s.writeOnce(ctx, change)
		if err == nil || !rolledBack(err) || try == retryLimit {
			return changed, err
		}
		time.Sleep(time.Duration(try) * 10 * time.Millisecond) // lets the other transaction end; there is nothing to wait on
	}
}

func (s *Store) writeOnce(ctx context.Context, change func(context.Context, *Tx) error) (changed bool, err error) {
	entTx, err := s.writing.Tx(ctx)
	if err != nil {
		return false, err
	}
	committed := false
	defer func() { // also when change panics
		if !committed {
			_ = entTx.Rollback()
		}
	}()
	tx := &Tx{Client: entTx.Client(), dialect: s.dialect}
	if err := change(ctx, tx); err != nil {
		return false, err
	}
	if err := tx.recordChanges(ctx); err != nil {
		return false, err
	}
	err = entTx.Commit()
	committed = err == nil
	return len(tx.changes) > 0, err
}

// queue lets writers of this process share commits. SQLite has one writer at a time anyway.
type queue struct {
	turn    sync.Mutex
	waiting atomic.Int32
	open    *batch // the transaction that the next writer may join

	tickets atomic.Int64 // how many have come
	refused int64        // those who had come when no transaction could be begun, up to this ticket
	failure error        // and why
}

// batch is one transaction with the changes of several callers.
type batch struct {
	tx     *ent.Tx
	size   int
	broken bool // the database has ended the transaction by itself: nothing of it is kept
	done   chan struct{}
	err    error
}

var errBatchLost = fmt.Errorf("the transaction was lost: %w", ErrUnavailable)

// writeTogether runs the caller's change in the transaction that is open, or in a new one, behind a savepoint. The last writer
// in the queue commits for all of them.
func (s *Store) writeTogether(ctx context.Context, change func(context.Context, *Tx) error) (changed bool, err error) {
	changed, b, err := s.takeTurn(ctx, change)
	if err != nil {
		return false, err
	}
	<-b.done
	return changed, b.err
}

func (s *Store) takeTurn(ctx context.Context, change func(context.Context, *Tx) error) (changed bool, b *batch, err error) {
	ticket := s.queue.tickets.Add(1)
	s.queue.waiting.Add(1)
	s.queue.turn.Lock()
	s.queue.waiting.Add(-1)
	defer s.queue.turn.Unlock()
	if b = s.queue.open; b == nil {
		if b, err = s.beginBatch(ctx, ticket); err != nil {
			return false, nil, err
		}
	}
	defer func() { // also when change panics: the others' changes must not hang on it
		if s.queue.waiting.Load() == 0 || b.size >= batchLimit || b.broken {
			s.queue.open = nil
			defer s.anchor.drop()
			b.finish()
		}
	}()
	if err = ctx.Err(); err == nil {
		changed, err = b.join(ctx, s.dialect, change)
	}
	return changed, b, err
}

// beginBatch begins the transaction of the next writers. When another process holds the lock for too long, all who have come until then
// fail together: one after the other each would wait as long again.
func (s *Store) beginBatch(ctx context.Context, ticket int64) (*batch, error) {
	q := &s.queue
	if ticket <= q.refused {
		return nil, q.failure
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	s.anchor.lift()
	tx, err := s.writing.Tx(context.Background())
	if err != nil {
		s.anchor.drop()
		q.refused, q.failure = q.tickets.Load(), err
		return nil, err
	}
	q.open = &batch{tx: tx, done: make(chan struct{})}
	return q.open, nil
}

// join runs one change behind a savepoint.
func (b *batch) join(ctx context.Context, dialectName string, change func(context.Context, *Tx) error) (changed bool, err error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), writeLimit)
	defer cancel()
	if _, err := b.tx.ExecContext(ctx, "SAVEPOINT writer"); err != nil {
		b.broken = true
		return false, err
	}
	b.size++
	kept := false
	defer func() {
		if kept {
			return
		}
		if _, failed := b.tx.ExecContext(ctx, "ROLLBACK TO writer"); failed != nil {
			b.broken = true // for example a full disk, which ends the whole transaction
			return
		}
		_, _ = b.tx.ExecContext(ctx, "RELEASE writer")
	}()
	tx := &Tx{Client: b.tx.Client(), dialect: dialectName}
	if err := change(ctx, tx); err != nil {
		return false, err
	}
	if err := tx.recordChanges(ctx); err != nil {
		return false, err
	}
	if _, err := b.tx.ExecContext(ctx, "RELEASE writer"); err != nil {
		return false, err
	}
	kept = true
	return len(tx.changes) > 0, nil
}

// finish commits, with a statement: database/sql does not give a connection back when its driver panics in Commit, and there is only this
// one for writing. Rollback gives it back, after a commit too, when there is nothing left to roll back.
func (b *batch) finish() {
	defer close(b.done)
	defer func() { _ = b.tx.Rollback() }()
	b.err = errBatchLost // should the driver panic, nobody is told that anything was kept
	if !b.broken {
		_, b.err = b.tx.ExecContext(context.Background(), "COMMIT")
	}
}

// Alone makes whoever else asks for it wait until the transaction ends: for changes that rest on what they read before. SQLite has
// one writer anyway.
func (tx *Tx) Alone(ctx context.Context) error {
	if tx.dialect != dialect.Postgres {
		return nil
	}
	_, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1)", aloneLock)
	return err
}

// ForUpdate is a condition that holds for every row, and locks those found until the transaction ends. SQLite has one transaction that
// writes at a time anyway.
func ForUpdate(s *entsql.Selector) {
	if s.Dialect() == dialect.Postgres {
		s.ForUpdate()
	}
}

// LockRow makes other transactions that lock the same rows wait until this one ends. Tables are those of ent. SQLite has one
// writer anyway.
func (tx *Tx) LockRow(ctx context.Context, table string, ids ...int) error {
	if tx.dialect != dialect.Postgres || len(ids) == 0 {
		return nil
	}
	// In the order of ids, so that none waits for one who waits for it; rows that refer to these may be written meanwhile.
	_, err := tx.ExecContext(ctx, `SELECT 1 FROM `+quoted(table)+` WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE`, ids)
	return err
}

// recordChanges writes the changes down under the next revisions.
func (tx *Tx) recordChanges(ctx context.Context) error {
	if len(tx.changes) == 0 {
		return nil
	}
	if tx.dialect == dialect.Postgres {
		// Revisions must become visible in order, or a follower would miss a lower one that commits later.
		if _, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1)", revisionLock); err != nil {
			return err
		}
	}
	rows := make([]*ent.ChangeCreate, len(tx.changes))
	for i, c := range tx.changes {
		rows[i] = tx.Change.Create().SetKind(c.Kind).SetSubjectID(c.ID)
	}
	for len(rows) > 0 {
		n := min(len(rows), 500)
		if err := tx.Change.CreateBulk(rows[:n]...).Exec(ctx); err != nil {
			return err
		}
		rows = rows[n:]
	}
	if tx.dialect == dialect.Postgres {
		_, err := tx.ExecContext(ctx, "NOTIFY "+notifyChannel)
		return err
	}
	return nil
}

// KeepIDs makes the next id of a table higher than every id in it, after rows with given ids. Tables are those of ent.
func (tx *Tx) KeepIDs(ctx context.Context, tables ...string) error {
	if tx.dialect != dialect.Postgres {
		return nil // SQLite counts from the highest by itself
	}
	for _, table := range tables {
		query := fmt.Sprintf(`SELECT setval(pg_get_serial_sequence('"%[1]s"', 'id'), GREATEST((SELECT MAX(id) FROM "%[1]s"), 1), (SELECT COUNT(*) FROM "%[1]s") > 0)`, table)
		if _, err := tx.ExecContext(ctx, query); err != nil {
			return err
		}
	}
	return nil
}
