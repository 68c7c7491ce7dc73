package journal

import (
	"context"
	"time"

	"gatehouse/ent/allowance"
	"gatehouse/ent/auditevent"
	"gatehouse/ent/callday"
	"gatehouse/ent/callhour"
	"gatehouse/ent/callrecord"
	"gatehouse/ent/guess"
	"gatehouse/ent/keptanswer"
	"gatehouse/ent/predicate"
	"gatehouse/server/store"
)

const (
	pruneInterval = time.Hour
	// pruneBatch is how many rows one transaction removes: some milliseconds, for which a call that writes may have to wait.
	pruneBatch = 500
	// prunePause lies between two of them, so that at least four fifths of the time are those of calls.
	prunePause = 50 * time.Millisecond
)

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

// old finds the rows of one table that nobody keeps any longer, and removes them.
type old struct {
	days   int // 0 keeps everything for ever
	find   func(ctx context.Context) ([]int, error)
	remove func(ctx context.Context, tx *store.Tx, ids []int) (int, error)
}

// Prune drops calls and audit events that are older than the settings keep, answers whose day is over, allowances that are full
// again and failures to sign in that count no more. The counts of calls are small and stay as long as the
// audit events do: how many there were can be said long after the calls themselves have gone.
func (l *Log) Prune(ctx context.Context, now time.Time) error {
	keep := l.store.Settings().Journal
	if err := l.store.PruneChanges(ctx); err != nil {
		return err
	}
	for _, o := range l.olderThan(now, keep) {
		if o.days <= 0 {
			continue
		}
		if err := l.pruneBy(ctx, o); err != nil {
			return err
		}
	}
	return nil
}

func (l *Log) olderThan(now time.Time, keep store.JournalSettings) []old {
	db, calls, audit := l.store.DB, now.AddDate(0, 0, -keep.CallDays), now.AddDate(0, 0, -keep.AuditDays)
	return []old{
		{keep.CallDays, func(ctx context.Context) ([]int, error) {
			return db.CallRecord.Query().Where(callrecord.AtLT(calls)).Limit(pruneBatch).IDs(ctx)
		}, func(ctx context.Context, tx *store.Tx, ids []int) (int, error) {
			return tx.CallRecord.Delete().Where(callrecord.IDIn(ids...)).Exec(ctx)
		}},
		{keep.AuditDays, func(ctx context.Context) ([]int, error) {
			return db.AuditEvent.Query().Where(auditevent.AtLT(audit)).Limit(pruneBatch).IDs(ctx)
		}, func(ctx context.Context, tx *store.Tx, ids []int) (int, error) {
			return tx.AuditEvent.Delete().Where(auditevent.IDIn(ids...)).Exec(ctx)
		}},
		{keep.AuditDays, func(ctx context.Context) ([]int, error) {
			return db.CallHour.Query().Where(callhour.HourLT(audit)).Limit(pruneBatch).IDs(ctx)
		}, func(ctx context.Context, tx *store.Tx, ids []int) (int, error) {
			return tx.CallHour.Delete().Where(callhour.IDIn(ids...)).Exec(ctx)
		}},
		{keep.AuditDays, func(ctx context.Context) ([]int, error) {
			return db.CallDay.Query().Where(callday.DayLT(audit)).Limit(pruneBatch).IDs(ctx)
		}, func(ctx context.Context, tx *store.Tx, ids []int) (int, error) {
			return tx.CallDay.Delete().Where(callday.IDIn(ids...)).Exec(ctx)
		}},
		{1, func(ctx context.Context) ([]int, error) {
			return db.KeptAnswer.Query().Where(keptanswer.AtLT(now.Add(-AnswersKept))).Limit(pruneBatch).IDs(ctx)
		}, func(ctx context.Context, tx *store.Tx, ids []int) (int, error) {
			return tx.KeptAnswer.Delete().Where(keptanswer.IDIn(ids...)).Exec(ctx)
		}},
		{1, func(ctx context.Context) ([]int, error) {
			return db.Allowance.Query().Where(allowance.UsedAtLT(now.AddDate(0, 0, -2))).Limit(pruneBatch).IDs(ctx)
		}, func(ctx context.Context, tx *store.Tx, ids []int) (int, error) {
			return tx.Allowance.Delete().Where(allowance.IDIn(ids...)).Exec(ctx)
		}},
		{1, func(ctx context.Context) ([]int, error) {
			return db.Guess.Query().Where(guessesOver(now)).Limit(pruneBatch).IDs(ctx)
		}, func(ctx context.Context, tx *store.Tx, ids []int) (int, error) {
			return tx.Guess.Delete().Where(guess.IDIn(ids...), guessesOver(now)).Exec(ctx) // one that is counted on meanwhile stays
		}},
	}
}

// guessesOver are failures to sign in that count no more: anybody can make a row for each name that comes to mind.
func guessesOver(now time.Time) predicate.Guess {
	return guess.And(guess.SinceLT(now.AddDate(0, 0, -1)), guess.Or(guess.LockedUntilIsNil(), guess.LockedUntilLT(now)))
}

// pruneBy removes what is old, a little at a time so that nobody waits for it.
func (l *Log) pruneBy(ctx context.Context, o old) error {
	for {
		ids, err := o.find(ctx)
		if err != nil || len(ids) == 0 {
			return err
		}
		err = l.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
			_, err := o.remove(ctx, tx, ids)
			return err
		})
		if err != nil || len(ids) < pruneBatch {
			return err
		}
		l.rest(ctx)
	}
}

// restBetween lets others write between two batches.
func restBetween(ctx context.Context) {
	timer := time.NewTimer(prunePause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}
