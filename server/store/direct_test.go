package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	sqlite3 "modernc.org/sqlite/lib"
)

// Files that are none are told apart by SQLite's code, and can be tried again.
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
