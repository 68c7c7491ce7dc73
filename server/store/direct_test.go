package store

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	sqlite3 "modernc.org/sqlite/lib"
)

// Files that are none are told apart by SQLite's code: one that is missing may come, another kind of file stays what it is.
func TestAFileThatCannotBeLookedInto(t *testing.T) {
	folder := t.TempDir()
	noDatabase := filepath.Join(folder, "no database?a=b%20#c") // the name stands in an address
	if err := os.WriteFile(noDatabase, bytes.Repeat([]byte("no database "), 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]int{filepath.Join(folder, "missing"): sqlite3.SQLITE_CANTOPEN, noDatabase: sqlite3.SQLITE_NOTADB} {
		d, err := openDirect(path)
		if err == nil {
			err = d.find("SELECT name FROM sqlite_master", nil, func([]string) error { return nil })
			if err := d.Close(); err != nil {
				t.Errorf("%s: closing: %v", path, err)
			}
		}
		var lite coded
		if !errors.As(err, &lite) || lite.Code()&primary != want {
			t.Errorf("%s: got %v, want code %d", path, err, want)
		}
		if Unavailable(err) != (want == sqlite3.SQLITE_CANTOPEN) {
			t.Errorf("%s: available or not: %v", path, err)
		}
	}
}

// SQLite empties its log when the last connection closes, but not when that one only reads, and the writer's may have gone before.
func TestALookUpIsNotTheLastToClose(t *testing.T) {
	path := filepath.Join(t.TempDir(), "last.db")
	s, err := Open(t.Context(), "sqlite:"+path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Look(t.Context(), "SELECT 1", nil, func([]string) error { return nil }); err != nil {
		t.Error(err)
	}
	s.DB.Category.Query().CountX(t.Context())
	if err := errors.Join(s.writer.Close(), s.Close()); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(path + "-wal"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the log is there still: %v", err)
	}
}

func TestWhatWasFoundIsLetGo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "found.db")
	s, err := Open(t.Context(), "sqlite:"+path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	d, err := openDirect(path)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	found := ""
	for range 2 {
		if err := d.find("SELECT ?", []any{strings.Repeat("x", 2*keptText)}, func(row []string) error { found = row[0]; return nil }); err != nil {
			t.Fatal(err)
		}
	}
	if len(found) != 2*keptText || cap(d.text) > keptText || d.texts[:1][0] != "" {
		t.Errorf("found %d bytes; room for %d is kept, and %d bytes of a text", len(found), cap(d.text), len(d.texts[:1][0]))
	}
}
