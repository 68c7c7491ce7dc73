package functions_test

import (
	"context"
	"testing"
	"time"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"

	"gatehouse/ent"
	"gatehouse/server/call"
)

// whenCoursesAreRead runs something before each question for courses that is not part of a transaction.
func (h *harness) whenCoursesAreRead(do func(ctx context.Context, q *ent.CourseQuery) context.Context) {
	h.store.DB.Course.Intercept(ent.InterceptFunc(func(next ent.Querier) ent.Querier {
		return ent.QuerierFunc(func(ctx context.Context, q ent.Query) (ent.Value, error) {
			return next.Query(do(ctx, q.(*ent.CourseQuery)), q)
		})
	}))
}

// A database that says nothing in time is one that is not there just now.
func TestSilentDatabase(t *testing.T) {
	for _, row := range []struct {
		why      string
		patience time.Duration
		asleep   bool // the database is in the middle of it
	}{
		{"there is no time left to ask", 0, false},
		{"the time is over in the middle of the answer", 50 * time.Millisecond, true},
	} {
		t.Run(row.why, func(t *testing.T) {
			each(t, func(t *testing.T, h *harness) {
				if row.asleep && h.store.Dialect() != dialect.Postgres {
					return // a file is never silent in the middle of an answer: this is none of its cases
				}
				h.whenCoursesAreRead(func(ctx context.Context, q *ent.CourseQuery) context.Context {
					if row.asleep {
						q.Where(func(s *entsql.Selector) { s.Where(entsql.ExprP("pg_sleep(60) IS NOT NULL")) })
					}
					ctx, cancel := context.WithTimeout(ctx, row.patience)
					t.Cleanup(cancel)
					return ctx
				})
				h.refused(t, "wsuser", getCourses, `{"options": {"ids": [2]}}`, call.Unavailable, "")
				h.refused(t, "wsuser", createGroups, `{"groups": [{"courseid": 2, "name": "x", "description": ""}]}`, call.Unavailable, "")
			})
		})
	}
}

// How long PostgreSQL may be silent depends on whether the function changes something.
func TestPatienceWithPostgres(t *testing.T) {
	for _, row := range []struct {
		function, arguments string
		limit               time.Duration
	}{
		{getCourses, `{"options": {"ids": [2]}}`, 2 * time.Second},
		{createGroups, `{"groups": [{"courseid": 2, "name": "x", "description": ""}]}`, 10 * time.Second},
	} {
		t.Run(row.function, func(t *testing.T) {
			each(t, func(t *testing.T, h *harness) {
				asked, start := false, time.Now()
				h.whenCoursesAreRead(func(ctx context.Context, _ *ent.CourseQuery) context.Context {
					asked = true
					deadline, limited := ctx.Deadline()
					if limited != (h.store.Dialect() == dialect.Postgres) {
						t.Errorf("a limit: %t on %s", limited, h.store.Dialect())
					}
					if limited && (deadline.Before(start.Add(row.limit)) || deadline.After(time.Now().Add(row.limit))) {
						t.Errorf("the database may take until %s after the start, want %s", deadline.Sub(start), row.limit)
					}
					return ctx
				})
				h.must(t, "wsuser", row.function, row.arguments)
				if !asked {
					t.Error("the database was not asked")
				}
			})
		})
	}
}
