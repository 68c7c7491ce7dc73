package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"

	"gatehouse/ent"
	"gatehouse/ent/allowance"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

// Limits counts calls against the limits on them: in memory, each process by itself, or with the setting limits.shared and PostgreSQL
// in the database, all nodes together. It is the dispatcher's call.Limits.
//
// In memory the clock is the monotonic one, and what was used is forgotten with the process. In the database it is the database's.
type Limits struct {
	store *store.Store
	clock func() time.Duration

	mutex sync.Mutex
	used  map[call.Counted]*call.Allowance // by everything but the limit
}

const (
	// maxCounted is how many tokens, services and addresses are counted in memory. Past it those that make no difference are forgotten,
	// and when there are none any one.
	maxCounted = 100_000
	// countLimit is how long the database may take to count a call.
	countLimit = 2 * time.Second
)

// NewLimits counts by the monotonic clock.
func NewLimits(s *store.Store) *Limits {
	start := time.Now()
	return limitsBy(s, func() time.Duration { return time.Since(start) })
}

func limitsBy(s *store.Store, clock func() time.Duration) *Limits {
	return &Limits{store: s, clock: clock, used: map[call.Counted]*call.Allowance{}}
}

// Take is call.Limits.
func (l *Limits) Take(ctx context.Context, all []call.Counted) (call.Wait, error) {
	if l.shared() {
		return l.takeShared(ctx, all)
	}
	return l.takeHere(all, true), nil
}

// Wait is call.Limits.
func (l *Limits) Wait(ctx context.Context, all []call.Counted) (call.Wait, error) {
	if l.shared() {
		return l.waitShared(ctx, all)
	}
	return l.takeHere(all, false), nil
}

// shared says whether nodes count together. A file has one process that calls go through.
func (l *Limits) shared() bool {
	return l.store.Dialect() == dialect.Postgres && l.store.Settings().Limits.Shared
}

func (l *Limits) takeHere(all []call.Counted, take bool) call.Wait {
	now := l.clock()
	l.mutex.Lock()
	defer l.mutex.Unlock()
	used := make([]*call.Allowance, len(all))
	for i := range all {
		used[i] = l.allowance(all[i], now, take)
	}
	return takeAll(all, used, now, take)
}

// takeAll counts a call for all, unless one must wait: then the longest wait counts.
func takeAll(all []call.Counted, used []*call.Allowance, now time.Duration, take bool) (wait call.Wait) {
	for i := range all {
		if w := used[i].Wait(all[i].Limit, now); w > wait.Time {
			wait = call.Wait{Of: all[i].Kind, Time: w}
		}
	}
	if take && wait.Time == 0 {
		for i := range all {
			used[i].Take(all[i].Limit, now)
		}
	}
	return wait
}

// allowance finds what somebody has used; keep says whether what is found to be nothing is remembered.
func (l *Limits) allowance(c call.Counted, now time.Duration, keep bool) *call.Allowance {
	c.Limit = call.Limit{}
	if used := l.used[c]; used != nil {
		return used
	}
	used := &call.Allowance{}
	if keep {
		if len(l.used) >= maxCounted {
			l.makeRoom(now)
		}
		l.used[c] = used
	}
	return used
}

func (l *Limits) makeRoom(now time.Duration) {
	for c, used := range l.used {
		if used.Idle(now) {
			delete(l.used, c)
		}
	}
	for c := range l.used { // Go visits maps in random order
		if len(l.used) < maxCounted-maxCounted/10 {
			return
		}
		delete(l.used, c)
	}
}

// takeShared counts in the database. Rows are locked in one order, services last, because they are what calls meet at.
func (l *Limits) takeShared(ctx context.Context, all []call.Counted) (wait call.Wait, err error) {
	ctx, cancel := context.WithTimeout(ctx, countLimit)
	defer cancel()
	err = l.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		// A count that a crash of the database loses costs nothing: calls need not wait for its disk.
		if _, err := tx.ExecContext(ctx, "SET LOCAL synchronous_commit = off"); err != nil {
			return err
		}
		rows, used := make([]*ent.Allowance, len(all)), make([]*call.Allowance, len(all))
		for i := range all {
			if rows[i], err = lockAllowance(ctx, tx, all[i].String()); err != nil {
				return err
			}
			used[i] = allowanceOf(rows[i])
		}
		now, err := databaseNow(ctx, tx.Client)
		if err != nil {
			return err
		}
		if wait = takeAll(all, used, now, true); wait.Time > 0 {
			return nil
		}
		for i, row := range rows {
			err := row.Update().SetNext(used[i].Next.Microseconds()).SetDayFrom(used[i].DayFrom.Microseconds()).SetDayCalls(used[i].DayCalls).
				SetUsedAt(time.UnixMicro(now.Microseconds())).Exec(ctx)
			if err != nil {
				return err
			}
		}
		return nil
	})
	return wait, uncounted(err)
}

func (l *Limits) waitShared(ctx context.Context, all []call.Counted) (call.Wait, error) {
	now, err := databaseNow(ctx, l.store.DB)
	if err != nil {
		return call.Wait{}, uncounted(err)
	}
	used := make([]*call.Allowance, len(all))
	for i := range all {
		row, err := l.store.DB.Allowance.Query().Where(allowance.Subject(all[i].String())).Only(ctx)
		if err != nil && !store.Missing(err) {
			return call.Wait{}, uncounted(err)
		}
		used[i] = allowanceOf(row)
	}
	return takeAll(all, used, now, false), nil
}

// uncounted refuses a call that could not be counted: whoever limits calls does not want more of them when the database is in trouble.
func uncounted(err error) error {
	if err == nil {
		return nil
	}
	return call.Fail(call.Unavailable).Because(fmt.Errorf("counting a call: %w", err))
}

// lockAllowance finds or makes a row, and keeps it for the transaction.
func lockAllowance(ctx context.Context, tx *store.Tx, subject string) (*ent.Allowance, error) {
	find := tx.Allowance.Query().Where(allowance.Subject(subject), store.ForUpdate)
	row, err := find.Clone().Only(ctx)
	if !store.Missing(err) {
		return row, err
	}
	err = tx.Allowance.Create().SetSubject(subject).OnConflict(entsql.ConflictColumns(allowance.FieldSubject), entsql.DoNothing()).Exec(ctx)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, err
	}
	return find.Only(ctx)
}

func allowanceOf(row *ent.Allowance) *call.Allowance {
	if row == nil {
		return &call.Allowance{}
	}
	return &call.Allowance{Next: time.Duration(row.Next) * time.Microsecond, DayFrom: time.Duration(row.DayFrom) * time.Microsecond, DayCalls: row.DayCalls}
}

// databaseNow is the time on the clock that all nodes share, since 1970.
func databaseNow(ctx context.Context, db *ent.Client) (time.Duration, error) {
	rows, err := db.QueryContext(ctx, "SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000000)::bigint")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	var micros int64
	if rows.Next() {
		err = rows.Scan(&micros)
	}
	return time.Duration(micros) * time.Microsecond, errors.Join(err, rows.Err())
}
