package files

import (
	"context"
	"fmt"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/file"
	"gatehouse/server/store"
)

// CopyAll puts copies of files elsewhere: to says into which folder each goes. The owner stays, and the bytes are kept once. Files
// that somebody else removes at this moment are passed over.
func CopyAll(ctx context.Context, tx *store.Tx, rows []*ent.File, to func(*ent.File) Folder) error {
	for some := range slices.Chunk(rows, batch) {
		ids, contents := make([]int, len(some)), make([]int, len(some))
		for i, row := range some {
			ids[i], contents[i] = row.ID, row.ContentID
		}
		// Whoever removes bytes locks their rows first.
		if err := tx.LockRow(ctx, "contents", contents...); err != nil {
			return err
		}
		there, err := tx.File.Query().Where(file.IDIn(ids...)).Order(file.ByID()).All(ctx)
		if err != nil {
			return err
		}
		err = tx.File.MapCreateBulk(there, func(c *ent.FileCreate, i int) { moved(c, there[i], to(there[i])) }).Exec(ctx)
		if err != nil {
			return fmt.Errorf("copying files: %w", err)
		}
	}
	return nil
}
