package graph

import (
	"context"
	"sync"
)

// shared is something that is asked for the rows of one page, and loaded for all of them at once when the first one asks. It keeps
// a list of fifty rows from asking the database fifty times.
type shared[V any] struct {
	load func(ctx context.Context, ids []int) (map[int]V, error)
	ids  []int

	once   sync.Once
	values map[int]V
	err    error
}

func share[V any](ids []int, load func(ctx context.Context, ids []int) (map[int]V, error)) *shared[V] {
	return &shared[V]{load: load, ids: distinct(ids)}
}

// of returns what belongs to one row; the zero value when there is nothing.
func (s *shared[V]) of(ctx context.Context, id int) (V, error) {
	s.once.Do(func() {
		if len(s.ids) > 0 {
			s.values, s.err = s.load(ctx, s.ids)
		}
	})
	return s.values[id], s.err
}

// distinct leaves out zeros and repetitions.
func distinct(ids []int) []int {
	seen := make(map[int]bool, len(ids))
	kept := make([]int, 0, len(ids))
	for _, id := range ids {
		if id != 0 && !seen[id] {
			seen[id] = true
			kept = append(kept, id)
		}
	}
	return kept
}

func idsOf[R any](rows []R, id func(R) int) []int {
	ids := make([]int, len(rows))
	for i, row := range rows {
		ids[i] = id(row)
	}
	return ids
}
