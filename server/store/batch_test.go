package store

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"gatehouse/ent"
)

// When a commit panics, all whose changes it held are told that nothing was kept, nothing is, and others write on.
func TestACommitThatPanicsKeepsNothing(t *testing.T) {
	s, err := Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "batch.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	add := func(name string) func(context.Context, *Tx) error {
		return func(ctx context.Context, tx *Tx) error { return tx.Category.Create().SetName(name).Exec(ctx) }
	}
	within, others := make(chan struct{}), make(chan error)
	go func() { // the first of the batch
		others <- s.Write(t.Context(), func(ctx context.Context, tx *Tx) error {
			close(within)
			for s.queue.waiting.Load() == 0 { // until the one that will commit stands in the queue
				if ctx.Err() != nil {
					return ctx.Err()
				}
			}
			return add("first")(ctx, tx)
		})
	}()
	<-within
	panics(t, func() {
		_ = s.Write(t.Context(), func(ctx context.Context, tx *Tx) error {
			s.queue.open.tx.OnCommit(func(ent.Committer) ent.Committer {
				return ent.CommitFunc(func(context.Context, *ent.Tx) error { panic("committing") })
			})
			return add("last")(ctx, tx)
		})
	})
	if err := <-others; !errors.Is(err, ErrUnavailable) {
		t.Errorf("the first was told %v", err)
	}
	if err := s.Write(t.Context(), add("next")); err != nil {
		t.Error(err)
	}
	if kept := s.DB.Category.Query().AllX(t.Context()); len(kept) != 1 || kept[0].Name != "next" {
		t.Errorf("kept: %v", kept)
	}
}
