package journal

import (
	"context"
	"fmt"
	"maps"
	"math/bits"
	"slices"
	"sync"
	"time"

	entsql "entgo.io/ent/dialect/sql"

	"gatehouse/ent/callday"
	"gatehouse/ent/callhour"
	"gatehouse/ent/callrecord"
	"gatehouse/ent/schema"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

const (
	slots = schema.CallHourSlots
	// firstSlot is below what the first slot of the histogram counts; each further one reaches twice as far.
	firstSlot = 64 * time.Microsecond
)

// slotOf is the slot of the histogram in which a duration counts.
func slotOf(took time.Duration) int {
	return min(bits.Len64(uint64(max(took, 0)/firstSlot)), slots-1)
}

// totals counts every call, also those whose records are sampled away, until the next batch is written.
type totals struct {
	mu      sync.Mutex
	pending counted
}

// counted is what was counted since the last batch.
type counted struct {
	hours map[hourKey]*hourCount
	days  map[dayKey]*count
}

type (
	hourKey struct {
		hour     int64 // in seconds since 1970
		protocol string
	}
	dayKey struct {
		day            int64
		protocol       string
		service, token int
	}
)

// count is how calls ended.
type count struct{ calls, refused, failed int }

type hourCount struct {
	count
	slots [slots]int
}

func (c *count) add(result callrecord.Result) {
	c.calls++
	switch result {
	case callrecord.ResultRefused:
		c.refused++
	case callrecord.ResultFailed:
		c.failed++
	}
}

func (t *totals) add(o call.Outcome) {
	second := o.At.Unix()
	hour := hourKey{second - second%3600, o.Request.Protocol}
	day := dayKey{day: second - second%86400, protocol: o.Request.Protocol}
	if o.Grant != nil {
		day.token = o.Grant.Token.ID
	}
	if o.Service != nil {
		day.service = o.Service.ID
	}
	result, slot := resultOf(o), slotOf(o.Took)
	t.mu.Lock()
	defer t.mu.Unlock()
	h := t.pending.hourOf(hour)
	h.add(result)
	h.slots[slot]++
	t.pending.dayOf(day).add(result)
}

func (c *counted) hourOf(key hourKey) *hourCount {
	if c.hours == nil {
		c.hours = map[hourKey]*hourCount{}
	}
	if c.hours[key] == nil {
		c.hours[key] = &hourCount{}
	}
	return c.hours[key]
}

func (c *counted) dayOf(key dayKey) *count {
	if c.days == nil {
		c.days = map[dayKey]*count{}
	}
	if c.days[key] == nil {
		c.days[key] = &count{}
	}
	return c.days[key]
}

func (t *totals) take() counted {
	t.mu.Lock()
	defer t.mu.Unlock()
	taken := t.pending
	t.pending = counted{}
	return taken
}

// giveBack takes counts that could not be written, to be written with the next batch.
func (t *totals) giveBack(unwritten counted) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for key, n := range unwritten.hours {
		h := t.pending.hourOf(key)
		h.plus(n.count)
		for i := range n.slots {
			h.slots[i] += n.slots[i]
		}
	}
	for key, n := range unwritten.days {
		t.pending.dayOf(key).plus(*n)
	}
}

func (c *count) plus(n count) {
	c.calls += n.calls
	c.refused += n.refused
	c.failed += n.failed
}

func (c counted) empty() bool { return len(c.hours) == 0 }

// write adds the counts to the rows of their hours and days. Rows are written in one order everywhere, so that two nodes never wait
// for one another in a circle.
func (c counted) write(ctx context.Context, tx *store.Tx) error {
	hours := slices.SortedFunc(maps.Keys(c.hours), func(a, b hourKey) int {
		return compareAll(int(a.hour-b.hour), compareText(a.protocol, b.protocol))
	})
	columns := []string{callhour.FieldHour, callhour.FieldProtocol, callhour.FieldCalls, callhour.FieldRefused, callhour.FieldFailed}
	for i := range slots {
		columns = append(columns, fmt.Sprintf("slot%d", i))
	}
	var rows [][]any
	for _, key := range hours {
		n := c.hours[key]
		row := []any{time.Unix(key.hour, 0).UTC(), key.protocol, n.calls, n.refused, n.failed}
		for _, slot := range n.slots {
			row = append(row, slot)
		}
		rows = append(rows, row)
	}
	if err := addUp(ctx, tx, callhour.Table, columns, 2, rows); err != nil {
		return err
	}
	return c.writeDays(ctx, tx)
}

func (c counted) writeDays(ctx context.Context, tx *store.Tx) error {
	days := slices.SortedFunc(maps.Keys(c.days), func(a, b dayKey) int {
		return compareAll(a.token-b.token, int(a.day-b.day), compareText(a.protocol, b.protocol), a.service-b.service)
	})
	columns := []string{callday.FieldTokenID, callday.FieldDay, callday.FieldProtocol, callday.FieldServiceID, callday.FieldCalls, callday.FieldRefused, callday.FieldFailed}
	var rows [][]any
	for _, key := range days {
		n := c.days[key]
		rows = append(rows, []any{key.token, time.Unix(key.day, 0).UTC(), key.protocol, key.service, n.calls, n.refused, n.failed})
	}
	return addUp(ctx, tx, callday.Table, columns, 4, rows)
}

// addUpBatch is how many rows one statement adds.
const addUpBatch = 100

// addUp inserts rows whose first columns, keys many, name them, or adds the other columns to those of the row that is there.
func addUp(ctx context.Context, tx *store.Tx, table string, columns []string, keys int, rows [][]any) error {
	sum := entsql.ResolveWith(func(u *entsql.UpdateSet) {
		for _, column := range columns[keys:] {
			u.Set(column, entsql.Expr(table+"."+column+" + excluded."+column))
		}
	})
	for some := range slices.Chunk(rows, addUpBatch) {
		insert := entsql.Dialect(tx.Dialect()).Insert(table).Columns(columns...)
		for _, row := range some {
			insert.Values(row...)
		}
		query, args := insert.OnConflict(entsql.ConflictColumns(columns[:keys]...), sum).Query()
		if _, err := tx.ExecContext(ctx, query, args...); err != nil {
			return err
		}
	}
	return nil
}

func compareText(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func compareAll(differences ...int) int {
	for _, d := range differences {
		if d != 0 {
			return d
		}
	}
	return 0
}
