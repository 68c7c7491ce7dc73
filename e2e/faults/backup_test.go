package faults

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gatehouse/server/store/storetest"
)

func TestBackup(t *testing.T) {
	for _, c := range []struct {
		name            string
		database, other func(testing.TB) string
	}{{"SQLite", storetest.SQLite, storetest.PostgreSQL}, {"PostgreSQL", storetest.PostgreSQL, storetest.SQLite}} {
		t.Run(c.name, func(t *testing.T) {
			fault(t, 9, "backup under writes, then restore; damaged archives, of "+c.name, "every backup restores clean; damaged ones are refused before anything is touched",
				func(t *testing.T, say func(string, ...any)) {
					w := newWorld(t, c.database(t))
					s := serve(t, w.database)
					// Not as fast as they can: on a fast machine the last of many restores would take minutes.
					l := begin(t, s.base, 6, 20*time.Millisecond, func(worker, n int) *asked { return w.write(wires[(worker+n)%len(wires)], "") })
					folder := t.TempDir()
					many, held := rounds(2, 20), 0
					for round := range many {
						before := acknowledged(l.soFar())
						archive := filepath.Join(folder, "backup")
						run(t, "", "backup", archive, "--database", w.database)
						into := c.database(t)
						if round%2 == 1 {
							into = c.other(t)
						}
						held += w.restored(t, archive, into, before)
					}
					l.end()
					damaged := 0
					for name, bad := range damages(t, filepath.Join(folder, "backup")) {
						w.refused(t, name, bad, folder, c.database(t))
						damaged++
					}
					say("%d backups under writes, half of them restored into the other database: all clean, with all %d writes acknowledged before; %d damaged archives refused, target untouched",
						many, held, damaged)
				})
		})
	}
}

// restored restores an archive and holds that all is there that was acknowledged before it was made.
func (w *world) restored(t *testing.T, archive, into string, before []*answer) int {
	t.Helper()
	run(t, "", "restore", archive, "--database", into)
	copied := &world{database: into}
	db := openRaw(t, into)
	defer db.Close()
	copied.inspect(t, db).missing(t, before)
	return len(before)
}

// damages are archives that are no longer what was written.
func damages(t *testing.T, archive string) map[string][]byte {
	t.Helper()
	good, err := os.ReadFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{"empty": {}, "no archive": []byte("a letter"), "twice": append(bytes.Clone(good), good...)}
	for _, part := range []int{1, 3, 5, 7, 9} {
		at := len(good) * part / 10
		all["cut at "+string(rune('0'+part))] = good[:at]
		flipped := bytes.Clone(good)
		flipped[at] ^= 1
		all["a bit at "+string(rune('0'+part))] = flipped
	}
	return all
}

// refused holds that an archive is refused, and the target is as it was.
func (w *world) refused(t *testing.T, name string, archive []byte, folder, target string) {
	t.Helper()
	path := filepath.Join(folder, "damaged")
	if err := os.WriteFile(path, archive, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := try("", theBinary(t), "restore", path, "--database", target); err == nil {
		t.Errorf("%s: it was restored", name)
	}
	if file, ok := strings.CutPrefix(target, "sqlite:"); ok {
		if _, err := os.Stat(file); err == nil {
			t.Errorf("%s: there is a database now", name)
		}
		return
	}
	db := openRaw(t, target)
	defer db.Close()
	if tables := column(t, db, "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"); len(tables) > 0 {
		t.Errorf("%s: there are tables now: %v", name, tables)
	}
}
