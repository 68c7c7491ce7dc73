package functions

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	entsql "entgo.io/ent/dialect/sql"
)

// setRefs writes references into a column of those rows of a table whose key is one of some ids: each row gets what its key says,
// null where that is 0. Many ids take one statement. (PostgreSQL takes a bare NULL for a text.)
func (w *writing) setRefs(ctx context.Context, table, key, column string, refs map[int]int) error {
	for some := range slices.Chunk(slices.Sorted(maps.Keys(refs)), batchSize) {
		var choice strings.Builder
		choice.WriteString("CASE " + key)
		keys := make([]any, len(some))
		for i, id := range some {
			keys[i] = id
			if refs[id] == 0 {
				fmt.Fprintf(&choice, " WHEN %d THEN CAST(NULL AS INTEGER)", id)
			} else {
				fmt.Fprintf(&choice, " WHEN %d THEN %d", id, refs[id])
			}
		}
		choice.WriteString(" END")
		query, args := entsql.Dialect(w.Dialect()).Update(table).
			Set(column, entsql.Expr(choice.String())).Where(entsql.In(key, keys...)).Query()
		if _, err := w.ExecContext(ctx, query, args...); err != nil {
			return err
		}
	}
	return nil
}
