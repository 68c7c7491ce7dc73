// Package journal owns the memory of what happened: the call log, written in batches so that calls never wait for it, and the
// audit trail, written in the transaction of each change so that no change goes without it.
//
// It imports call (whose Recorder it is), ent and store.
package journal

import (
	"context"
	"log/slog"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/auditevent"
	"gatehouse/ent/callrecord"
	"gatehouse/ent/token"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

const (
	queueLength   = 8192
	batchSize     = 500
	flushInterval = time.Second
	// keepPerSecond is how many calls a second are all recorded; past it they are sampled and the loss counted.
	keepPerSecond = 200
	burst         = 5 * keepPerSecond
	// usedInterval is how often the last use of one token is written down.
	usedInterval  = time.Minute
	pruneInterval = time.Hour
	pruneBatch    = 5000
)

// Log records calls and the last use of tokens.
type Log struct {
	store *store.Store
	log   *slog.Logger
	queue chan *ent.CallRecord
	lost  atomic.Int64
	calls atomic.Int64

	budget  budget
	used    usedTokens
	stop    context.CancelFunc
	stopped atomic.Bool
	done    sync.WaitGroup
}

// Start begins to record.
func Start(s *store.Store, log *slog.Logger) *Log {
	ctx, cancel := context.WithCancel(context.Background())
	l := newLog(s, log)
	l.stop = cancel
	l.done.Go(func() { l.write(ctx) })
	l.done.Go(func() { l.prune(ctx) })
	return l
}

func newLog(s *store.Store, log *slog.Logger) *Log {
	l := &Log{store: s, log: log, queue: make(chan *ent.CallRecord, queueLength)}
	l.used.written = map[int]time.Time{}
	return l
}

// Stop writes what is still queued and ends. What is recorded later is lost, and counted as such.
func (l *Log) Stop() {
	l.stopped.Store(true)
	l.stop()
	l.done.Wait()
	for len(l.queue) > 0 {
		<-l.queue
		l.lost.Add(1)
	}
}

// Lost is how many calls were not recorded because too many came at once.
func (l *Log) Lost() int64 { return l.lost.Load() }

// Calls is how many calls have ended since the start, recorded or not.
func (l *Log) Calls() int64 { return l.calls.Load() }

// Record takes the outcome of a call. It never waits: under overload it drops the record and counts the loss.
func (l *Log) Record(o call.Outcome) {
	l.calls.Add(1)
	if o.Grant != nil && o.Grant.Token.ID != 0 && (o.Err == nil || o.Err.Check == "") {
		l.used.note(o.Grant.Token.ID, o.Request.Address, o.At)
	}
	if o.Err != nil && o.Err.Code == call.Internal {
		l.log.Error("a function failed", "function", o.Request.Function, "request", o.Request.ID, "error", o.Err.Unwrap())
	}
	if l.stopped.Load() || !l.budget.take(o.At) {
		l.lost.Add(1)
		return
	}
	select {
	case l.queue <- record(o):
	default:
		l.lost.Add(1)
	}
}

func record(o call.Outcome) *ent.CallRecord {
	r := &ent.CallRecord{
		At: o.At, Protocol: o.Request.Protocol, Function: cut(o.Request.Function, 200), Address: cut(o.Request.Address.String(), 60),
		DurationUs: int(o.Took.Microseconds()), RequestID: cut(o.Request.ID, 40),
	}
	if o.Grant != nil {
		r.UserID, r.TokenID = o.Grant.User.ID, o.Grant.Token.ID
	}
	if o.Service != nil {
		r.ServiceID = o.Service.ID
	}
	if o.Err != nil {
		r.Code, r.Check, r.Path = string(o.Err.Code), string(o.Err.Check), cut(o.Err.Path, 400)
	}
	return r
}

// write empties the queue once a second or when a batch is full.
func (l *Log) write(ctx context.Context) {
	ticker := time.NewTicker(flushInterval)
	defer ticker.Stop()
	batch := make([]*ent.CallRecord, 0, batchSize)
	for running := true; running; {
		select {
		case r := <-l.queue:
			if batch = append(batch, r); len(batch) < batchSize {
				continue
			}
		case <-ticker.C:
		case <-ctx.Done():
			running = false
			for len(l.queue) > 0 {
				batch = append(batch, <-l.queue)
			}
		}
		l.flush(context.WithoutCancel(ctx), batch)
		batch = batch[:0]
	}
}

func (l *Log) flush(ctx context.Context, batch []*ent.CallRecord) {
	used := l.used.take()
	if len(batch) == 0 && len(used) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	err := l.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		for id, use := range used {
			if err := tx.Token.Update().Where(token.ID(id)).SetLastUsedAt(use.at).SetLastUsedFrom(use.from).Exec(ctx); err != nil {
				return err
			}
		}
		for rest := batch; len(rest) > 0; {
			n := min(len(rest), batchSize)
			if err := tx.CallRecord.MapCreateBulk(rest[:n], setRecord(rest)).Exec(ctx); err != nil {
				return err
			}
			rest = rest[n:]
		}
		return nil
	})
	if err != nil {
		l.used.giveBack(used)
		l.lost.Add(int64(len(batch)))
		l.log.Warn("call records could not be written", "lost", len(batch), "error", err)
	}
}

func setRecord(rows []*ent.CallRecord) func(c *ent.CallRecordCreate, i int) {
	return func(c *ent.CallRecordCreate, i int) {
		r := rows[i]
		c.SetAt(r.At).SetProtocol(r.Protocol).SetFunction(r.Function).SetAddress(r.Address).SetDurationUs(r.DurationUs).
			SetRequestID(r.RequestID).SetUserID(r.UserID).SetTokenID(r.TokenID).SetServiceID(r.ServiceID).
			SetCode(r.Code).SetCheck(r.Check).SetPath(r.Path)
	}
}

// prune drops what is older than the settings keep, a little at a time so that nobody waits for it.
func (l *Log) prune(ctx context.Context) {
	ticker := time.NewTicker(pruneInterval)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		if err := l.Prune(ctx, time.Now()); err != nil && ctx.Err() == nil {
			l.log.Warn("old records could not be pruned", "error", err)
		}
	}
}

// Prune drops calls and audit events that are older than the settings keep.
func (l *Log) Prune(ctx context.Context, now time.Time) error {
	keep := l.store.Settings().Journal
	err := l.store.PruneChanges(ctx)
	for err == nil && keep.CallDays > 0 {
		var ids []int
		before := now.AddDate(0, 0, -keep.CallDays)
		if ids, err = l.store.DB.CallRecord.Query().Where(callrecord.AtLT(before)).Limit(pruneBatch).IDs(ctx); err != nil || len(ids) == 0 {
			break
		}
		err = l.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.CallRecord.Delete().Where(callrecord.IDIn(ids...)).Exec(ctx)
			return err
		})
	}
	for err == nil && keep.AuditDays > 0 {
		var ids []int
		before := now.AddDate(0, 0, -keep.AuditDays)
		if ids, err = l.store.DB.AuditEvent.Query().Where(auditevent.AtLT(before)).Limit(pruneBatch).IDs(ctx); err != nil || len(ids) == 0 {
			break
		}
		err = l.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.AuditEvent.Delete().Where(auditevent.IDIn(ids...)).Exec(ctx)
			return err
		})
	}
	return err
}

// budget lets keepPerSecond records a second through, and bursts of five times as many.
type budget struct {
	mu     sync.Mutex
	left   float64
	filled time.Time
}

func (b *budget) take(now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.filled.IsZero() {
		b.left = burst
	} else if passed := now.Sub(b.filled).Seconds(); passed > 0 {
		b.left = min(burst, b.left+passed*keepPerSecond)
	}
	b.filled = now
	if b.left < 1 {
		return false
	}
	b.left--
	return true
}

// usedTokens remembers which tokens were used since the last batch, each at most once a minute.
type usedTokens struct {
	mu      sync.Mutex
	pending map[int]use
	written map[int]time.Time
}

type use struct {
	at   time.Time
	from string
}

func (u *usedTokens) note(id int, from netip.Addr, at time.Time) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if last, ok := u.written[id]; ok && at.Sub(last) < usedInterval && !at.Before(last) {
		return
	}
	if u.pending == nil {
		u.pending = map[int]use{}
	}
	u.pending[id] = use{at, from.String()}
	u.written[id] = at
}

// giveBack takes uses that could not be written, to be written with the next batch.
func (u *usedTokens) giveBack(unwritten map[int]use) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.pending == nil {
		u.pending = map[int]use{}
	}
	for id, use := range unwritten {
		if _, newer := u.pending[id]; !newer {
			u.pending[id] = use
		}
	}
}

func (u *usedTokens) take() map[int]use {
	u.mu.Lock()
	defer u.mu.Unlock()
	pending := u.pending
	u.pending = nil
	if len(u.written) > 100_000 { // bounded: the worst that follows is one more write for each token
		u.written = map[int]time.Time{}
	}
	return pending
}
