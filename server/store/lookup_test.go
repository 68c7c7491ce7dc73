package store_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

const nameOfCategory = "SELECT name FROM categories WHERE id = ?"

func look(ctx context.Context, s *store.Store, query string, args ...any) (found [][]string, err error) {
	err = s.Look(ctx, query, args, func(row []string) error {
		found = append(found, slices.Clone(row))
		return nil
	})
	return found, err
}

func TestLook(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t))
	if err := s.Write(t.Context(), addCategory("first")); err != nil {
		t.Fatal(err)
	}
	one := s.DB.Category.Query().OnlyX(t.Context())
	for _, c := range []struct {
		why, query string
		args       []any
		want       [][]string
		fails      bool
	}{
		{"a row", nameOfCategory, []any{one.ID}, [][]string{{"first"}}, false},
		{"no row", nameOfCategory, []any{one.ID + 1}, nil, false},
		{"a query that is none", "SELECT", nil, nil, true},
		{"a table that is not there", "SELECT name FROM nothing", nil, nil, true},
		{"two rows of every kind", "SELECT 'a', 7, NULL, '', 2.5, x'41' UNION ALL SELECT ?, ?, 1, 2, 3, 4", []any{"ü", -1},
			[][]string{{"a", "7", "", "", "2.5", "A"}, {"ü", "-1", "1", "2", "3", "4"}}, false},
		{"characters that end a text in C", "SELECT ?, length(CAST(? AS BLOB))", []any{"a\x00b", "a\x00b"}, [][]string{{"a\x00b", "3"}}, false},
		{"an empty text", "SELECT ?, typeof(?)", []any{"", ""}, [][]string{{"", "text"}}, false},
		{"a long text", "SELECT ?", []any{strings.Repeat("x", 1<<20)}, [][]string{{strings.Repeat("x", 1<<20)}}, false},
		{"the longest numbers", "SELECT ?, ?", []any{math.MaxInt64, math.MinInt64}, [][]string{{"9223372036854775807", "-9223372036854775808"}}, false},
		{"a value left out", "SELECT ?, ?", []any{1}, nil, true},
		{"nothing", "", nil, nil, true},
		{"nothing but a remark", "-- nothing", nil, nil, true},
		{"a value too many", nameOfCategory, []any{one.ID, 2}, nil, true},
		{"a value of no kind that is looked for", nameOfCategory, []any{struct{}{}}, nil, true},
		{"what fails at its second row", "SELECT 1 UNION ALL SELECT abs(-9223372036854775808)", nil, nil, true},
		{"a row after failures", nameOfCategory, []any{one.ID}, [][]string{{"first"}}, false},
		{"a change", "UPDATE categories SET name = 'x' WHERE id = ? RETURNING name", []any{one.ID}, nil, true},
	} {
		for range 2 { // a statement anew, and one that is kept
			got, err := look(t.Context(), s, c.query, c.args...)
			if (err != nil) != c.fails || !c.fails && !slices.EqualFunc(got, c.want, slices.Equal) {
				t.Errorf("%s: got %.200q, %v", c.why, got, err)
			}
		}
	}
	for n := range 120 { // more statements than are kept
		query := "SELECT name FROM categories WHERE id IN (?" + strings.Repeat(",?", n) + ")"
		if got, err := look(t.Context(), s, query, slices.Repeat([]any{one.ID}, n+1)...); err != nil || len(got) != 1 || got[0][0] != "first" {
			t.Fatalf("%d values: got %q, %v", n, got, err)
		}
	}
	refused := errors.New("refused")
	if err := s.Look(t.Context(), "SELECT 1 UNION ALL SELECT 2", nil, func([]string) error { return refused }); !errors.Is(err, refused) {
		t.Errorf("a visit that fails: %v", err)
	}
	if got, err := look(t.Context(), s, "SELECT 1 UNION ALL SELECT 2"); err != nil || len(got) != 2 {
		t.Errorf("after a visit that failed: %q, %v", got, err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if _, err := look(t.Context(), s, nameOfCategory, one.ID); err == nil {
		t.Error("a store that is closed was looked into")
	}
}

// What another process has committed is seen by the next look-up, although a connection of this one goes on reading.
func TestALookUpSeesWhatWasCommittedLast(t *testing.T) {
	address := storetest.SQLite(t)
	s, other := storetest.Open(t, address), storetest.Open(t, address)
	if err := s.Write(t.Context(), addCategory("0")); err != nil {
		t.Fatal(err)
	}
	id := s.DB.Category.Query().OnlyX(t.Context()).ID
	for n := 1; n <= 300; n++ {
		writer, name := s, fmt.Sprint(n)
		if n%2 == 0 {
			writer = other
		}
		if err := writer.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			return tx.Category.UpdateOneID(id).SetName(name).Exec(ctx)
		}); err != nil {
			t.Fatal(err)
		}
		for _, reader := range []*store.Store{s, other} {
			if got, err := look(t.Context(), reader, nameOfCategory, id); err != nil || len(got) != 1 || got[0][0] != name {
				t.Fatalf("got %q, %v, want %s", got, err, name)
			}
		}
		if n%50 == 0 {
			time.Sleep(60 * time.Millisecond) // until the file was asked anew and is read again
		}
	}
}

// SQLite's log is begun anew from time to time while one process writes and looks up all the time, and another one does nothing: nobody
// reads it for ever.
func TestTheLogOfWritesDoesNotGrowForEver(t *testing.T) {
	for _, c := range []struct {
		name    string
		idle    bool
		between time.Duration
	}{{"alone", false, time.Millisecond}, {"beside an idle process", true, time.Millisecond}, {"seldom, beside an idle process", true, 80 * time.Millisecond}} {
		t.Run(c.name, func(t *testing.T) { theLogStaysSmall(t, c.idle, c.between) })
	}
}

func theLogStaysSmall(t *testing.T, idle bool, between time.Duration) {
	address := storetest.SQLite(t)
	s := storetest.Open(t, address)
	if idle {
		storetest.Open(t, address)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var looking sync.WaitGroup
	for range 4 {
		looking.Go(func() {
			for ctx.Err() == nil {
				if _, err := look(ctx, s, nameOfCategory, 1); err != nil && ctx.Err() == nil {
					t.Error(err)
				}
				time.Sleep(time.Millisecond) // without a gap one of them might always be at it, which no log is begun anew beside
			}
		})
	}
	const megabyte, writes, most = 1 << 20, 60, 15
	text := strings.Repeat("x", megabyte)
	for range writes {
		if err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			return tx.Category.Create().SetName("c").SetDescription(text).Exec(ctx)
		}); err != nil {
			t.Fatal(err)
		}
		time.Sleep(between) // how often is written
	}
	cancel()
	looking.Wait()
	info, err := os.Stat(strings.TrimPrefix(address, "sqlite:") + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() > most*megabyte {
		t.Errorf("the log is %d MB after %d MB were written", info.Size()/megabyte, writes)
	}
}
