package backups_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gatehouse/server/backups"
	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// clock goes on by an hour each time it is read.
type clock struct{ now time.Time }

func (c *clock) Now() time.Time {
	c.now = c.now.Add(time.Hour)
	return c.now
}

func keeper(t *testing.T, s *store.Store) (*backups.Keeper, *bytes.Buffer) {
	t.Helper()
	var log bytes.Buffer
	c := &clock{time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)}
	return &backups.Keeper{
		Store: s, Folder: filepath.Join(t.TempDir(), "backups"), Every: time.Hour, Keep: 2, Now: c.Now, Log: slog.New(slog.NewTextHandler(&log, nil)),
	}, &log
}

// fill makes a user with a token.
func fill(t *testing.T, s *store.Store) {
	t.Helper()
	err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		return errors.Join(
			tx.User.Create().SetID(7).SetUsername("ada").Exec(ctx),
			tx.Service.Create().SetID(7).SetName("S").Exec(ctx),
			tx.Token.Create().SetName("T").SetHash([]byte("1")).SetHint("abcd").SetUserID(7).SetServiceID(7).Exec(ctx))
	})
	if err != nil {
		t.Fatal(err)
	}
}

func names(t *testing.T, k *backups.Keeper) []string {
	t.Helper()
	list, err := k.List()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestABackupThatCannotBeRestoredReplacesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		fill(t, s)
		k, log := keeper(t, s)
		for range 2 {
			if err := k.Once(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		before, state := names(t, k), k.State()
		k.FailWith(errors.New("it is torn"))
		for range 3 {
			if err := k.Once(t.Context()); err == nil {
				t.Fatal("nobody was told")
			}
		}
		after := k.State()
		if list := names(t, k); strings.Join(list, " ") != strings.Join(before, " ") || len(list) != 2 {
			t.Errorf("%v became %v", before, list)
		}
		if after.Failures != 3 || !after.Verified.Equal(state.Verified) || !strings.Contains(log.String(), "it is torn") {
			t.Errorf("%+v, logged %s", after, log)
		}
		if left, _ := os.ReadDir(k.Folder); len(left) != 2 {
			t.Errorf("unfinished ones were left: %v", left)
		}
		k.FailWith(nil)
		if err := k.Once(t.Context()); err != nil {
			t.Fatal(err)
		}
		if list := names(t, k); len(list) != 2 || list[0] != before[1] {
			t.Errorf("of %v are left %v", before, list)
		}
	})
}

func TestABackupHoldsAllThatIsThere(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		fill(t, s)
		k, _ := keeper(t, s)
		if err := k.Once(t.Context()); err != nil {
			t.Fatal(err)
		}
		file, err := os.Open(filepath.Join(k.Folder, names(t, k)[0]))
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		if info, err := file.Stat(); err != nil || info.Mode().Perm() != 0o600 || info.Size() != k.State().Size {
			t.Errorf("%v %v %v", info, err, k.State())
		}
		again := storetest.Open(t, storetest.SQLite(t))
		if summary, err := again.Restore(t.Context(), file, store.RestoreOptions{}); err != nil || summary.Rows["users"] != 1 || summary.TokensLeftOut != 1 {
			t.Errorf("%+v %v", summary, err)
		}
	})
}

func TestABackupThatLacksSomethingIsFound(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t))
	fill(t, s)
	name := filepath.Join(t.TempDir(), "x")
	var archive bytes.Buffer
	made, err := s.Backup(t.Context(), &archive)
	if err != nil {
		t.Fatal(err)
	}
	check := func(content []byte) error {
		_ = os.Remove(name + ".db")
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return backups.Verify(t.Context(), name, made)
	}
	if err := check(archive.Bytes()); err != nil {
		t.Errorf("a good one: %v", err)
	}
	if err := check(archive.Bytes()[:archive.Len()-9]); err == nil {
		t.Error("the end is missing and nobody saw it")
	}
	made.Rows["users"]++
	if err := check(archive.Bytes()); err == nil || !strings.Contains(err.Error(), "came back") {
		t.Errorf("a row is missing: %v", err)
	}
}

func TestAFolderThatCannotBeWrittenIsAFailure(t *testing.T) {
	k, log := keeper(t, storetest.Open(t, storetest.SQLite(t)))
	if err := os.WriteFile(k.Folder, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := k.Once(t.Context()); err == nil || k.State().Failures != 1 || !strings.Contains(log.String(), "a backup failed") {
		t.Errorf("%v %+v %s", err, k.State(), log)
	}
}

func TestOneNodeMakesBackups(t *testing.T) {
	address := storetest.PostgreSQL(t)
	one, other := storetest.Open(t, address), storetest.Open(t, address)
	alive, resign, leads, err := one.LeadBackups(t.Context())
	if err != nil || !leads || !alive(t.Context()) {
		t.Fatal(leads, err)
	}
	if _, _, leads, err := other.LeadBackups(t.Context()); leads || err != nil {
		t.Errorf("two lead: %v %v", leads, err)
	}
	resign()
	_, resign, leads, err = other.LeadBackups(t.Context())
	if err != nil || !leads {
		t.Fatalf("nobody takes over: %v %v", leads, err)
	}
	resign()
}
