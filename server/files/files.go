// Package files owns stored files: how their bytes are kept once however often they are uploaded, what a user may keep, what a
// name may be, and what a folder shows. Bytes stand in the database in pieces of 256 kB, and are written and read piece by piece.
//
// Its neighbours are functions (files in calls) and transfer (files over HTTP).
package files

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/file"
	"gatehouse/ent/predicate"
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

// Draft is the topmost folder of a draft area of the user whose context it is.
func Draft(contextID, itemID int) Folder {
	return Folder{ContextID: contextID, Component: UserComponent, Area: DraftArea, ItemID: itemID, Path: "/"}
}

// Private is the topmost folder of what the user keeps whose context it is.
func Private(contextID int) Folder {
	return Folder{ContextID: contextID, Component: UserComponent, Area: PrivateArea, Path: "/"}
}

// CleanPath makes a path of a folder begin and end with a slash.
func CleanPath(p string) string {
	if p = strings.Trim(p, "/"); p == "" {
		return "/"
	}
	return "/" + p + "/"
}

// NewDraftItem draws an item id under which nothing is kept yet.
func NewDraftItem(ctx context.Context, db *ent.Client, contextID int) (int, error) {
	for {
		id := int(randomUint32() >> 1)
		if id == 0 {
			continue
		}
		if taken, err := db.File.Query().Where(Draft(contextID, id).at()...).Exist(ctx); err != nil || !taken {
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

// All are the files of a folder and of those below it.
func All(ctx context.Context, db *ent.Client, f Folder) ([]*ent.File, error) {
	rows, err := db.File.Query().Where(f.at()...).Where(file.PathHasPrefix(f.Path)).Order(file.ByID()).All(ctx)
	// SQLite finds small letters for capitals.
	return slices.DeleteFunc(rows, func(row *ent.File) bool { return !strings.HasPrefix(row.Path, f.Path) }), err
}

// List shows a folder: folders first, then files, each by name. ok is false when there is no such folder; the root of an area
// is always there.
func List(ctx context.Context, db *ent.Client, f Folder) (entries []Entry, ok bool, err error) {
	rows, err := All(ctx, db, f)
	if err != nil {
		return nil, false, err
	}
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
	// The databases differ in how they sort, so it is done here.
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
