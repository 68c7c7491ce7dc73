package functions_test

import (
	"context"
	"fmt"
	"reflect"
	"sync/atomic"
	"testing"

	"entgo.io/ent/dialect/sql"

	"gatehouse/ent"
	"gatehouse/ent/auditevent"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

// attempt is one row of a table of calls: who asks for what and why the row is there, and what has to come of it.
type attempt struct {
	why       string
	as        string
	course    int // of a token that works in one course only; 0: everywhere
	arguments string
	code      call.Code // how it is refused; empty: it is answered
	path      string    // the parameter that it is refused about
	want      string    // the answer; empty: any
}

// try runs a table against one function, in one world.
func (h *harness) try(t *testing.T, function string, attempts []attempt) {
	t.Helper()
	for _, a := range attempts {
		var got string
		var err *call.Error
		if a.course == 0 {
			got, err = h.call(t, a.as, function, a.arguments)
		} else {
			got, err = h.callIn(t, a.as, a.course, function, a.arguments)
		}
		switch {
		case a.code != "" && err == nil:
			t.Errorf("%s: answered %s, want %s", a.why, got, a.code)
		case a.code != "" && (err.Code != a.code || err.Path != a.path):
			t.Errorf("%s: refused with %s at %q (%v), want %s at %q", a.why, err.Code, err.Path, err, a.code, a.path)
		case a.code == "" && err != nil:
			t.Errorf("%s: refused with %s: %v", a.why, err.Code, err)
		case a.code == "" && a.want != "" && !reflect.DeepEqual(timeless(t, got), timeless(t, a.want)):
			t.Errorf("%s:\ngot  %s\nwant %s", a.why, got, a.want)
		}
	}
}

// write changes the world of a test.
func (h *harness) write(t *testing.T, change func(ctx context.Context, tx *store.Tx) error) {
	t.Helper()
	if err := h.store.Write(t.Context(), change); err != nil {
		t.Fatal(err)
	}
}

// unchanged fails when an attempt that was refused has left something behind: rows that were counted, or an event of the
// audit trail.
func (h *harness) unchanged(t *testing.T, count func(context.Context) (int, error), attempts func()) {
	t.Helper()
	before := tally(t, count) + tally(t, h.store.DB.AuditEvent.Query().Count)
	attempts()
	if after := tally(t, count) + tally(t, h.store.DB.AuditEvent.Query().Count); after != before {
		t.Errorf("refused calls changed the number of rows from %d to %d", before, after)
	}
}

func tally(t *testing.T, count func(context.Context) (int, error)) int {
	t.Helper()
	n, err := count(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// reads counts the statements that read, both within transactions and outside, apart from those with which the store follows
// changes in the background.
func (h *harness) reads(t *testing.T, do func()) int {
	t.Helper()
	var n atomic.Int64
	counting := ent.InterceptFunc(func(next ent.Querier) ent.Querier {
		return ent.QuerierFunc(func(ctx context.Context, q ent.Query) (ent.Value, error) {
			switch q.(type) {
			case *ent.ChangeQuery, *ent.SettingQuery:
			default:
				n.Add(1)
			}
			return next.Query(ctx, q)
		})
	})
	h.store.DB.Intercept(counting)
	h.write(t, func(_ context.Context, tx *store.Tx) error {
		tx.Client.Intercept(counting) // it stays with the client that transactions come from
		return nil
	})
	do()
	return int(n.Load())
}

// many makes a JSON list of n items.
func many(n int, item func(i int) string) string {
	list := ""
	for i := range n {
		if i > 0 {
			list += ","
		}
		list += item(i)
	}
	return "[" + list + "]"
}

// addUsers adds n users whose ids begin at 1000, and enrols them in C1.
func (h *harness) addUsers(t *testing.T, n int) {
	t.Helper()
	h.write(t, func(ctx context.Context, tx *store.Tx) error {
		for start := 0; start < n; start += 500 {
			some := make([]int, min(500, n-start))
			err := tx.User.MapCreateBulk(some, func(row *ent.UserCreate, i int) {
				row.SetID(1000 + start + i).SetUsername(fmt.Sprintf("many%d", start+i)).SetFirstName("Many").SetLastName(fmt.Sprintf("%06d", n-start-i))
			}).Exec(ctx)
			if err != nil {
				return err
			}
			err = tx.Enrolment.MapCreateBulk(some, func(row *ent.EnrolmentCreate, i int) {
				row.SetCourseID(2).SetUserID(1000 + start + i)
			}).Exec(ctx)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// lastEvent is what the audit trail says of the last call that changed something.
func (h *harness) lastEvent(t *testing.T) *ent.AuditEvent {
	t.Helper()
	event, err := h.store.DB.AuditEvent.Query().Order(auditevent.ByID(sql.OrderDesc())).First(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return event
}
