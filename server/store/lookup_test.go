package store_test

import (
	"context"
	"fmt"
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

func TestLook(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t))
	if err := s.Write(t.Context(), addCategory("first")); err != nil {
		t.Fatal(err)
	}
	one := s.DB.Category.Query().OnlyX(t.Context())
	for _, c := range []struct {
		why, query string
		args       []any
		want       []string
		fails      bool
	}{
		{"a row", nameOfCategory, []any{one.ID}, []string{"first"}, false},
		{"no row", nameOfCategory, []any{one.ID + 1}, nil, false},
		{"a query that is none", "SELECT", nil, nil, true},
		{"a value that is no text", "SELECT id FROM categories WHERE id = ?", []any{one.ID}, nil, true},
		{"a value of no kind that a database has", nameOfCategory, []any{struct{}{}}, nil, true},
		{"a row after failures", nameOfCategory, []any{one.ID}, []string{"first"}, false},
		{"a change", "UPDATE categories SET name = 'x' WHERE id = ? RETURNING name", []any{one.ID}, nil, true},
	} {
		got, err := s.Look(t.Context(), c.query, c.args...)
		if !slices.Equal(got, c.want) || (err != nil) != c.fails {
			t.Errorf("%s: got %q, %v", c.why, got, err)
		}
	}
	for n := range 120 { // more statements than are kept
		query := "SELECT name FROM categories WHERE id IN (?" + strings.Repeat(",?", n) + ")"
		if got, err := s.Look(t.Context(), query, slices.Repeat([]any{one.ID}, n+1)...); err != nil || !slices.Equal(got, []string{"first"}) {
			t.Fatalf("%d values: got %q, %v", n, got, err)
		}
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if _, err := s.Look(t.Context(), nameOfCategory, one.ID); err == nil {
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
			if got, err := reader.Look(t.Context(), nameOfCategory, id); err != nil || !slices.Equal(got, []string{name}) {
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
				if _, err := s.Look(ctx, nameOfCategory, 1); err != nil && ctx.Err() == nil {
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
