// Package files owns stored files: how their bytes are kept once however often they are uploaded, what a user may keep, and
// what a folder shows. Its neighbours are functions (files in calls) and, here, the doors for upload and download.
package files

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"fmt"
	"mime"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/content"
	"gatehouse/ent/file"
	"gatehouse/ent/predicate"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

// The areas of a user that files are kept in.
const (
	UserComponent = "user"
	DraftArea     = "draft"   // uploads on their way to somewhere else, each with an item id of its own
	PrivateArea   = "private" // what a user keeps
)

// Folder is a place for files.
type Folder struct {
	ContextID int
	Component string
	Area      string
	ItemID    int
	Path      string // begins and ends with a slash
}

// Upload is a file to be kept.
type Upload struct {
	Folder
	Name   string
	UserID int // whose file it is
	Author string
	Data   []byte
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

const (
	longestPath   = 255
	longestName   = 255
	longestAuthor = 255
)

// CleanPath makes a path of a folder begin and end with a slash.
func CleanPath(p string) string {
	if p = strings.Trim(p, "/"); p == "" {
		return "/"
	}
	return "/" + p + "/"
}

// Save keeps a file. It fails when the folder has one of this name, and when a limit would be passed.
func Save(ctx context.Context, tx *store.Tx, u Upload, limits Limits) (*ent.File, error) {
	if err := check(ctx, tx.Client, u, limits); err != nil {
		return nil, err
	}
	contentID, err := keep(ctx, tx, u.Data)
	if err != nil {
		return nil, err
	}
	return tx.File.Create().
		SetContextID(u.ContextID).SetComponent(u.Component).SetArea(u.Area).SetItemID(u.ItemID).SetPath(u.Path).SetName(u.Name).
		SetUserID(u.UserID).SetAuthor(u.Author).SetLicense("unknown").SetMimeType(mimeOf(u.Name)).
		SetSize(len(u.Data)).SetContentID(contentID).Save(ctx)
}

func check(ctx context.Context, db *ent.Client, u Upload, limits Limits) error {
	switch {
	case u.Name == "":
		return call.Invalid("filename", "is missing.")
	case len(u.Name) > longestName:
		return call.Invalid("filename", "has %d bytes, at most %d are allowed.", len(u.Name), longestName)
	case len(u.Path) > longestPath:
		return call.Invalid("filepath", "has %d bytes, at most %d are allowed.", len(u.Path), longestPath)
	case len(u.Author) > longestAuthor:
		return call.Invalid("author", "has %d bytes, at most %d are allowed.", len(u.Author), longestAuthor)
	case len(u.Data) > limits.File:
		return call.Errorf(call.QuotaExceeded, "The file has %d bytes, at most %d are allowed.", len(u.Data), limits.File)
	}
	there, err := db.File.Query().Where(u.at()...).Where(file.Path(u.Path), file.Name(u.Name)).Exist(ctx)
	if err != nil {
		return err
	}
	if there {
		return call.Errorf(call.FileExists, "There is a file %s%s already.", u.Path, u.Name).At("filename")
	}
	used, err := Used(ctx, db, u.UserID)
	if err != nil {
		return err
	}
	if used+len(u.Data) > limits.User {
		return call.Errorf(call.QuotaExceeded, "The user keeps %d bytes of files, and %d more would exceed the limit of %d.", used, len(u.Data), limits.User)
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

// keep stores bytes, unless the same ones are stored already.
func keep(ctx context.Context, tx *store.Tx, data []byte) (int, error) {
	if data == nil {
		data = []byte{} // the column takes no null
	}
	hash := sha256.Sum256(data)
	id, err := tx.Content.Query().Where(content.Hash(hash[:])).OnlyID(ctx)
	if !store.Missing(err) {
		return id, err
	}
	return tx.Content.Create().SetHash(hash[:]).SetData(data).OnConflictColumns(content.FieldHash).Ignore().ID(ctx)
}

// mimeOf guesses what a file is from the end of its name.
func mimeOf(name string) string {
	kind, _, _ := strings.Cut(mime.TypeByExtension(path.Ext(name)), ";")
	return cmp.Or(kind, "application/octet-stream")
}

// NewDraftItem draws an item id under which nothing is kept yet.
func NewDraftItem(ctx context.Context, db *ent.Client, contextID int) (int, error) {
	for {
		id := int(randomUint32() >> 1)
		if id == 0 {
			continue
		}
		f := Folder{ContextID: contextID, Component: UserComponent, Area: DraftArea, ItemID: id}
		if taken, err := db.File.Query().Where(f.at()...).Exist(ctx); err != nil || !taken {
			return id, err
		}
	}
}

func randomUint32() uint32 {
	var b [4]byte
	_, _ = rand.Read(b[:]) // never fails
	return binary.BigEndian.Uint32(b[:])
}

// Entry is a file or a folder in a folder.
type Entry struct {
	Name     string
	File     *ent.File // nil: a folder
	Modified time.Time // of a folder: of the newest file in it
}

// at finds what is in the area of a folder, under its item id.
func (f Folder) at() []predicate.File {
	return []predicate.File{file.ContextID(f.ContextID), file.Component(f.Component), file.Area(f.Area), file.ItemID(f.ItemID)}
}

// List shows a folder: folders first, then files, each by name. ok is false when there is no such folder; the root of an area
// is always there.
func List(ctx context.Context, db *ent.Client, f Folder) (entries []Entry, ok bool, err error) {
	rows, err := db.File.Query().Where(f.at()...).Where(file.PathHasPrefix(f.Path)).All(ctx)
	if err != nil {
		return nil, false, err
	}
	// The databases differ in how they compare and sort, so it is done here.
	rows = slices.DeleteFunc(rows, func(row *ent.File) bool { return !strings.HasPrefix(row.Path, f.Path) })
	var kept []Entry
	folders := map[string]int{}
	for _, row := range rows {
		below, _, deeper := strings.Cut(strings.TrimPrefix(row.Path, f.Path), "/")
		if !deeper {
			kept = append(kept, Entry{Name: row.Name, File: row, Modified: row.UpdatedAt})
			continue
		}
		i, seen := folders[below]
		if !seen {
			i = len(entries)
			folders[below] = i
			entries = append(entries, Entry{Name: below})
		}
		if row.UpdatedAt.After(entries[i].Modified) {
			entries[i].Modified = row.UpdatedAt
		}
	}
	byName := func(a, b Entry) int { return strings.Compare(a.Name, b.Name) }
	slices.SortFunc(entries, byName)
	slices.SortFunc(kept, byName)
	return append(entries, kept...), len(rows) > 0 || f.Path == "/", nil
}

// Find returns one file, or nil when it is not there.
func Find(ctx context.Context, db *ent.Client, f Folder, name string) (*ent.File, error) {
	found, err := db.File.Query().Where(f.at()...).Where(file.Path(f.Path), file.Name(name)).Only(ctx)
	if store.Missing(err) {
		return nil, nil
	}
	return found, err
}

// DeleteOfUsers takes away the files of users, and the bytes that nobody else has.
func DeleteOfUsers(ctx context.Context, tx *store.Tx, userIDs []int) error {
	return deleteFiles(ctx, tx, file.UserIDIn(userIDs...))
}

// DeleteOfContexts takes away the files of places, and the bytes that nothing else has.
func DeleteOfContexts(ctx context.Context, tx *store.Tx, contextIDs []int) error {
	for some := range slices.Chunk(contextIDs, deleteBatch) {
		if err := deleteFiles(ctx, tx, file.ContextIDIn(some...)); err != nil {
			return err
		}
	}
	return nil
}

func deleteFiles(ctx context.Context, tx *store.Tx, which predicate.File) error {
	contents, err := tx.File.Query().Where(which).Unique(true).Select(file.FieldContentID).Ints(ctx)
	if err != nil || len(contents) == 0 {
		return err
	}
	if _, err := tx.File.Delete().Where(which).Exec(ctx); err != nil {
		return fmt.Errorf("deleting files: %w", err)
	}
	for some := range slices.Chunk(contents, deleteBatch) {
		_, err := tx.Content.Delete().Where(content.IDIn(some...), content.Not(content.HasFiles())).Exec(ctx)
		if err != nil {
			return fmt.Errorf("deleting the bytes of files: %w", err)
		}
	}
	return nil
}

const deleteBatch = 500

// Address is where a file opens with a token: the draft area and all others have different doors.
func Address(publicURL string, f Folder, name string) string {
	door := "pluginfile.php"
	if f.Component == UserComponent && f.Area == DraftArea {
		door = "draftfile.php"
	}
	address := fmt.Sprintf("%s/webservice/%s/%d/%s/%s", publicURL, door, f.ContextID, f.Component, f.Area)
	if f.ItemID != 0 {
		address += fmt.Sprintf("/%d", f.ItemID)
	}
	return address + (&url.URL{Path: f.Path + name}).EscapedPath()
}
