package files

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/content"
	"gatehouse/ent/file"
	"gatehouse/ent/predicate"
	"gatehouse/server/store"
)

// batch is how many rows one statement takes.
const batch = 500

// DeleteOfUsers takes away the files of users.
func DeleteOfUsers(ctx context.Context, tx *store.Tx, userIDs []int) error {
	return removeWhere(ctx, tx, file.UserIDIn(userIDs...))
}

// DeleteOfContexts takes away the files of places.
func DeleteOfContexts(ctx context.Context, tx *store.Tx, contextIDs []int) error {
	for some := range slices.Chunk(contextIDs, batch) {
		if err := removeWhere(ctx, tx, file.ContextIDIn(some...)); err != nil {
			return err
		}
	}
	return nil
}

// dropStaleDrafts takes away the drafts of a user that nobody has taken over for days: they are found by their item id only, which
// is long forgotten, and would fill the user's space.
func dropStaleDrafts(ctx context.Context, tx *store.Tx, userID int) error {
	return removeWhere(ctx, tx, file.UserID(userID), file.Component(UserComponent), file.Area(DraftArea), file.CreatedAtLT(time.Now().Add(-draftLife)))
}

func removeWhere(ctx context.Context, tx *store.Tx, where ...predicate.File) error {
	rows, err := tx.File.Query().Where(where...).Select(file.FieldID, file.FieldContentID).All(ctx)
	if err != nil {
		return err
	}
	return Remove(ctx, tx, rows)
}

// Remove takes files away, and in the same transaction the bytes that nobody else refers to.
func Remove(ctx context.Context, tx *store.Tx, rows []*ent.File) error {
	var contents []int
	for some := range slices.Chunk(rows, batch) {
		ids := make([]int, len(some))
		for i, row := range some {
			ids[i] = row.ID
			contents = append(contents, row.ContentID)
		}
		if _, err := tx.File.Delete().Where(file.IDIn(ids...)).Exec(ctx); err != nil {
			return fmt.Errorf("deleting files: %w", err)
		}
	}
	slices.Sort(contents) // the same order for everybody, so that none waits for one who waits for it
	for some := range slices.Chunk(slices.Compact(contents), batch) {
		if err := removeUnreferred(ctx, tx, some); err != nil {
			return fmt.Errorf("deleting the bytes of files: %w", err)
		}
	}
	return nil
}

// removeUnreferred deletes those of some contents that no file refers to. Their rows are locked by a statement of its own before, so
// that the one that looks for files sees those of everybody who came first.
func removeUnreferred(ctx context.Context, tx *store.Tx, ids []int) error {
	if err := tx.LockRow(ctx, "contents", ids...); err != nil {
		return err
	}
	_, err := tx.Content.Delete().Where(content.IDIn(ids...), content.Not(content.HasFiles())).Exec(ctx)
	return err
}

// MoveAll puts files into another area, each into the folder of the same path. One of the same name that is there is replaced. The
// owner stays, and so do the bytes.
func MoveAll(ctx context.Context, tx *store.Tx, rows []*ent.File, to Folder) error {
	there, err := All(ctx, tx.Client, to)
	if err != nil {
		return err
	}
	type place struct{ path, name string }
	arriving := make(map[place]bool, len(rows))
	for _, row := range rows {
		arriving[place{row.Path, row.Name}] = true
	}
	replaced := slices.DeleteFunc(there, func(row *ent.File) bool { return !arriving[place{row.Path, row.Name}] })
	if err := Remove(ctx, tx, replaced); err != nil {
		return err
	}
	for some := range slices.Chunk(rows, batch) {
		err := tx.File.MapCreateBulk(some, func(c *ent.FileCreate, i int) { moved(c, some[i], to) }).Exec(ctx)
		if err != nil {
			return fmt.Errorf("moving files: %w", err)
		}
	}
	return Remove(ctx, tx, rows)
}

// moved fills in the row of a file at its new place.
func moved(c *ent.FileCreate, row *ent.File, to Folder) {
	c.SetContextID(to.ContextID).SetComponent(to.Component).SetArea(to.Area).SetItemID(to.ItemID).SetPath(row.Path).SetName(row.Name).
		SetUserID(row.UserID).SetAuthor(row.Author).SetLicense(row.License).SetMimeType(row.MimeType).
		SetSize(row.Size).SetContentID(row.ContentID).SetCreatedAt(row.CreatedAt)
}
