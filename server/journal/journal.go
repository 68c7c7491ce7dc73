// Package journal owns the memory of what happened: the call log, written in batches so that calls never wait for it, and the
// audit trail, written in the transaction of each change so that no change goes without it.
//
// It imports call (whose Recorder it is), ent and store.
package journal

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/allowance"
	"gatehouse/ent/auditevent"
	"gatehouse/ent/callday"
	"gatehouse/ent/callhour"
	"gatehouse/ent/callrecord"
	"gatehouse/ent/keptanswer"
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
	answerBatch   = 500 // answers are longer
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
	totals  totals
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
	l.totals.add(o)
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
		At: o.At, Protocol: o.Request.Protocol, Function: kept(o.Request.Function, 200), Address: cut(o.Request.Address.String(), 60),
		DurationUs: int(o.Took.Microseconds()), RequestID: cut(o.Request.ID, 40),
	}
	if o.Grant != nil {
		r.UserID, r.TokenID = o.Grant.User.ID, o.Grant.Token.ID
	}
	if o.Service != nil {
		r.ServiceID = o.Service.ID
	}
	if r.Result = resultOf(o); o.Err != nil {
		r.Code, r.Check, r.Path = string(o.Err.Code), string(o.Err.Check), kept(o.Err.Path, 400)
	}
	return r
}

// kept is cut, as a text of its own: what a request holds is often a part of its body, which would stay as long as the record.
func kept(text string, n int) string { return strings.Clone(cut(text, n)) }

// resultOf says how a call ended.
func resultOf(o call.Outcome) callrecord.Result {
	switch {
	case o.Err == nil:
		return callrecord.ResultAnswered
	case o.Err.Check != "":
		return callrecord.ResultRefused
	}
	return callrecord.ResultFailed
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
	used, counted := l.used.take(), l.totals.take()
	if len(batch) == 0 && len(used) == 0 && counted.empty() {
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
		if err := counted.write(ctx, tx); err != nil {
			return err
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
		l.totals.giveBack(counted)
		l.lost.Add(int64(len(batch)))
		l.log.Warn("call records could not be written", "lost", len(batch), "error", err)
	}
}

func setRecord(rows []*ent.CallRecord) func(c *ent.CallRecordCreate, i int) {
	return func(c *ent.CallRecordCreate, i int) {
		r := rows[i]
		c.SetAt(r.At).SetProtocol(r.Protocol).SetFunction(r.Function).SetAddress(r.Address).SetDurationUs(r.DurationUs).
			SetRequestID(r.RequestID).SetUserID(r.UserID).SetTokenID(r.TokenID).SetServiceID(r.ServiceID).
			SetResult(r.Result).SetCode(r.Code).SetCheck(r.Check).SetPath(r.Path)
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

// Prune drops calls, their totals and audit events that are older than the settings keep, and answers whose day is over.
func (l *Log) Prune(ctx context.Context, now time.Time) error {
	keep := l.store.Settings().Journal
	calls, audit := now.AddDate(0, 0, -keep.CallDays), now.AddDate(0, 0, -keep.AuditDays)
	err := l.store.PruneChanges(ctx)
	for _, old := range []struct {
		days   int
		find   func(ctx context.Context) ([]int, error)
		remove func(ctx context.Context, tx *store.Tx, ids []int) (int, error)
	}{
		{keep.CallDays, func(ctx context.Context) ([]int, error) {
			return l.store.DB.CallRecord.Query().Where(callrecord.AtLT(calls)).Limit(pruneBatch).IDs(ctx)
		}, func(ctx context.Context, tx *store.Tx, ids []int) (int, error) {
			return tx.CallRecord.Delete().Where(callrecord.IDIn(ids...)).Exec(ctx)
		}},
		{keep.CallDays, func(ctx context.Context) ([]int, error) {
			return l.store.DB.CallHour.Query().Where(callhour.HourLT(calls)).Limit(pruneBatch).IDs(ctx)
		}, func(ctx context.Context, tx *store.Tx, ids []int) (int, error) {
			return tx.CallHour.Delete().Where(callhour.IDIn(ids...)).Exec(ctx)
		}},
		{keep.CallDays, func(ctx context.Context) ([]int, error) {
			return l.store.DB.CallDay.Query().Where(callday.DayLT(calls)).Limit(pruneBatch).IDs(ctx)
		}, func(ctx context.Context, tx *store.Tx, ids []int) (int, error) {
			return tx.CallDay.Delete().Where(callday.IDIn(ids...)).Exec(ctx)
		}},
		{keep.AuditDays, func(ctx context.Context) ([]int, error) {
			return l.store.DB.AuditEvent.Query().Where(auditevent.AtLT(audit)).Limit(pruneBatch).IDs(ctx)
		}, func(ctx context.Context, tx *store.Tx, ids []int) (int, error) {
			return tx.AuditEvent.Delete().Where(auditevent.IDIn(ids...)).Exec(ctx)
		}},
		{1, func(ctx context.Context) ([]int, error) {
			return l.store.DB.KeptAnswer.Query().Where(keptanswer.AtLT(now.Add(-AnswersKept))).Limit(answerBatch).IDs(ctx)
		}, func(ctx context.Context, tx *store.Tx, ids []int) (int, error) {
			return tx.KeptAnswer.Delete().Where(keptanswer.IDIn(ids...)).Exec(ctx)
		}},
		{1, func(ctx context.Context) ([]int, error) {
			return l.store.DB.Allowance.Query().Where(allowance.UsedAtLT(now.AddDate(0, 0, -2))).Limit(pruneBatch).IDs(ctx)
		}, func(ctx context.Context, tx *store.Tx, ids []int) (int, error) {
			return tx.Allowance.Delete().Where(allowance.IDIn(ids...)).Exec(ctx)
		}},
	} {
		if err == nil && old.days > 0 {
			err = l.pruneBy(ctx, old.find, old.remove)
		}
	}
	return err
}

// pruneBy removes what find finds, a little at a time so that nobody waits for it.
func (l *Log) pruneBy(ctx context.Context, find func(context.Context) ([]int, error), remove func(context.Context, *store.Tx, []int) (int, error)) error {
	for {
		ids, err := find(ctx)
		if err != nil || len(ids) == 0 {
			return err
		}
		err = l.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
			_, err := remove(ctx, tx, ids)
			return err
		})
		if err != nil {
			return err
		}
	}
}
