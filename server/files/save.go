package files

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/content"
	"gatehouse/ent/contentchunk"
	"gatehouse/ent/file"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

// Upload is a file to be kept.
type Upload struct {
	Folder
	Name   string
	UserID int // whose file it is
	Author string
	Bytes  *Spool
}

// Limits are how much may be kept, in bytes.
type Limits struct {
	File int // in one file
	User int // of one user, in all files
}

// LimitsOf are the limits of an installation.
func LimitsOf(s *store.Settings) Limits {
	return Limits{File: s.Site.UploadLimit, User: s.Site.UserQuota}
}

// draftLife is how long a draft is kept that nobody takes over, as in Moodle.
const draftLife = 4 * 24 * time.Hour

// License is what is said of every file: nobody is asked.
const License = "unknown"

const longestAuthor = 255

// Save keeps a file. It fails when the folder has one of this name, when the name or the path is one that no file may have, and
// when a limit would be passed, also by several uploads at once.
func Save(ctx context.Context, tx *store.Tx, u Upload, limits Limits) (*ent.File, error) {
	if err := u.check(limits); err != nil {
		return nil, err
	}
	if err := LockOwner(ctx, tx, u.UserID); err != nil {
		return nil, err
	}
	if err := dropStaleDrafts(ctx, tx, u.UserID); err != nil {
		return nil, err
	}
	if err := u.fits(ctx, tx.Client, limits); err != nil {
		return nil, err
	}
	contentID, err := keep(ctx, tx, u.Bytes)
	if err != nil {
		return nil, err
	}
	return tx.File.Create().
		SetContextID(u.ContextID).SetComponent(u.Component).SetArea(u.Area).SetItemID(u.ItemID).SetPath(u.Path).SetName(u.Name).
		SetUserID(u.UserID).SetAuthor(u.Author).SetLicense(License).SetMimeType(MediaType(u.Name)).
		SetSize(u.Bytes.Size()).SetContentID(contentID).Save(ctx)
}

// LockOwner makes whoever else changes files of this user wait until the transaction ends, so that what is counted stays so. It
// fails when the user has been deleted in the meantime.
func LockOwner(ctx context.Context, tx *store.Tx, userID int) error {
	if err := tx.LockRow(ctx, "users", userID); err != nil {
		return err
	}
	owner, err := tx.User.Get(ctx, userID)
	if err == nil && owner.Deleted {
		return call.Fail(call.UserDeleted)
	}
	return err
}

func (u *Upload) check(limits Limits) error {
	if err := CheckName(u.Name); err != nil {
		return err
	}
	if err := CheckPath(u.Path); err != nil {
		return err
	}
	switch {
	case len(u.Author) > longestAuthor:
		return call.Invalid("author", "has %d bytes, at most %d are allowed.", len(u.Author), longestAuthor)
	case u.Bytes.Size() > limits.File:
		return call.Errorf(call.QuotaExceeded, "The file has %d bytes, at most %d are allowed.", u.Bytes.Size(), limits.File)
	}
	return nil
}

func (u *Upload) fits(ctx context.Context, db *ent.Client, limits Limits) error {
	there, err := Find(ctx, db, u.Folder, u.Name)
	if err != nil {
		return err
	}
	if there != nil {
		return call.Errorf(call.FileExists, "There is a file %s%s already.", u.Path, u.Name).At("filename")
	}
	used, err := Used(ctx, db, u.UserID)
	if err != nil {
		return err
	}
	if used+u.Bytes.Size() > limits.User {
		return call.Errorf(call.QuotaExceeded, "The user keeps %d bytes of files, and %d more would exceed the limit of %d.", used, u.Bytes.Size(), limits.User)
	}
	return nil
}

// Used is how many bytes a user keeps.
func Used(ctx context.Context, db *ent.Client, userID int) (int, error) {
	var sums []struct{ Sum sql.NullInt64 }
	err := db.File.Query().Where(file.UserID(userID)).Aggregate(ent.Sum(file.FieldSize)).Scan(ctx, &sums)
	if err != nil || len(sums) == 0 {
		return 0, err
	}
	return int(sums[0].Sum.Int64), nil
}

// keep stores bytes, unless the same ones are stored already. Writing the row also where there is one keeps others from removing
// it as one that nobody refers to, until the transaction ends.
func keep(ctx context.Context, tx *store.Tx, s *Spool) (int, error) {
	id, err := tx.Content.Create().SetHash(s.hash[:]).SetData(s.first()).OnConflictColumns(content.FieldHash).Ignore().ID(ctx)
	if err != nil || s.Size() <= pieceSize {
		return id, err
	}
	there, err := tx.ContentChunk.Query().Where(contentchunk.ContentID(id)).Exist(ctx)
	if err != nil || there {
		return id, err
	}
	number := 0
	for piece, err := range s.pieces() {
		if number++; err == nil {
			err = tx.ContentChunk.Create().SetContentID(id).SetNumber(number).SetData(piece).Exec(ctx)
		}
		if err != nil {
			return 0, fmt.Errorf("storing piece %d of a file: %w", number, err)
		}
	}
	return id, nil
}
