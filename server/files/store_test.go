package files_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"gatehouse/ent"
	"gatehouse/server/call"
	"gatehouse/server/files"
	"gatehouse/server/store"
)

const piece = 256 << 10

// unlimited lets everything in that these tests store.
var unlimited = files.Limits{File: 1 << 30, User: 1 << 30}

func noise(n int) []byte {
	data := make([]byte, n)
	_, _ = rand.NewChaCha8([32]byte{1}).Read(data)
	return data
}

func receive(t *testing.T, data []byte) *files.Spool {
	t.Helper()
	s, err := files.Receive(iotest.OneByteReader(bytes.NewReader(data)), len(data))
	if len(data) > 1000 {
		s, err = files.Receive(bytes.NewReader(data), len(data))
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

func kept(t *testing.T, s *store.Store, u files.Upload) *ent.File {
	t.Helper()
	var row *ent.File
	err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) (err error) {
		row, err = files.Save(ctx, tx, u, unlimited)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return row
}

// Sizes around the borders of pieces: as a stream and in memory, the same bytes come back, in any order of reading.
func TestBytesComeBack(t *testing.T) {
	world(t, func(t *testing.T, s *store.Store) {
		for i, size := range []int{0, 1, piece - 1, piece, piece + 1, 2 * piece, 3*piece + 17} {
			data := noise(size)
			for how, spool := range map[string]*files.Spool{"stream": receive(t, data), "memory": files.InMemory(data)} {
				row := kept(t, s, files.Upload{Folder: at(fmt.Sprintf("/%s/", how)), Name: fmt.Sprint(i), UserID: 3, Bytes: spool})
				if err := iotest.TestReader(files.Open(t.Context(), s.DB, row), data); err != nil && size < 2*piece {
					t.Errorf("%d bytes by %s: %v", size, how, err)
				}
				if got, err := io.ReadAll(files.Open(t.Context(), s.DB, row)); err != nil || !bytes.Equal(got, data) {
					t.Errorf("%d bytes by %s: %d came back, %v", size, how, len(got), err)
				}
				hash, err := files.Open(t.Context(), s.DB, row).Hash()
				if want := sha256.Sum256(data); err != nil || !bytes.Equal(hash, want[:]) {
					t.Errorf("%d bytes by %s: the hash is %x, %v", size, how, hash, err)
				}
			}
		}
		if contents, chunks := s.DB.Content.Query().CountX(t.Context()), s.DB.ContentChunk.Query().CountX(t.Context()); contents != 7 || chunks != 1+1+3 {
			t.Errorf("%d contents with %d further pieces, want 7 and 5: the same bytes are kept once", contents, chunks)
		}
	})
}

// Before there were pieces all bytes stood in one row.
func TestBytesFromBeforeThereWerePieces(t *testing.T) {
	world(t, func(t *testing.T, s *store.Store) {
		data := noise(2*piece + 5)
		row := kept(t, s, files.Upload{Folder: folder, Name: "old", UserID: 3, Bytes: files.InMemory([]byte("x"))})
		err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			hash := sha256.Sum256(data)
			old, err := tx.Content.Create().SetHash(hash[:]).SetData(data).Save(ctx)
			if err != nil {
				return err
			}
			row, err = tx.File.Create().SetContextID(26).SetComponent("user").SetArea("draft").SetItemID(9).SetPath("/").SetName("old").
				SetUserID(3).SetSize(len(data)).SetContentID(old.ID).Save(ctx)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		r := files.Open(t.Context(), s.DB, row)
		if _, err := r.Seek(-3, io.SeekEnd); err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, data[len(data)-3:]) {
			t.Errorf("got %x, %v", got, err)
		}
	})
}

func TestBytesThatAreGoneEndTheReading(t *testing.T) {
	world(t, func(t *testing.T, s *store.Store) {
		row := kept(t, s, files.Upload{Folder: folder, Name: "a", UserID: 3, Bytes: files.InMemory(noise(3 * piece))})
		r := files.Open(t.Context(), s.DB, row)
		if _, err := io.CopyN(io.Discard, r, piece+1); err != nil {
			t.Fatal(err)
		}
		remove(t, s, row)
		if n, err := io.Copy(io.Discard, r); err == nil || n != piece-1 {
			t.Errorf("%d more bytes, %v: want those of the piece at hand, then an error", n, err)
		}
		if contents, chunks := s.DB.Content.Query().CountX(t.Context()), s.DB.ContentChunk.Query().CountX(t.Context()); contents+chunks != 0 {
			t.Errorf("%d contents and %d pieces are left of a file that is gone", contents, chunks)
		}
	})
}

func remove(t *testing.T, s *store.Store, rows ...*ent.File) {
	t.Helper()
	err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error { return files.Remove(ctx, tx, rows) })
	if err != nil {
		t.Fatal(err)
	}
}

// Whoever uploads at the same moment must not get more than the user may keep, nor store the same bytes twice.
func TestUploadsAtOnceStayWithinTheQuota(t *testing.T) {
	world(t, func(t *testing.T, s *store.Store) {
		data := noise(piece + 1)
		limits := files.Limits{File: len(data), User: 3 * len(data)}
		var wait sync.WaitGroup
		errs := make([]error, 12)
		for i := range errs {
			wait.Go(func() {
				errs[i] = s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
					_, err := files.Save(ctx, tx, files.Upload{Folder: folder, Name: fmt.Sprint(i), UserID: 3, Bytes: files.InMemory(data)}, limits)
					return err
				})
			})
		}
		wait.Wait()
		kept := 0
		for _, err := range errs {
			if err == nil {
				kept++
			} else if call.AsError(err).Code != call.QuotaExceeded {
				t.Error(err)
			}
		}
		if used, err := files.Used(t.Context(), s.DB, 3); kept != 3 || used != 3*len(data) || err != nil {
			t.Errorf("%d uploads were kept, %d bytes in use, %v", kept, used, err)
		}
		if contents := s.DB.Content.Query().CountX(t.Context()); contents != 1 {
			t.Errorf("%d contents, want 1", contents)
		}
	})
}

// One user deletes the last file with some bytes while another uploads the same ones.
func TestBytesSurviveWhileSomebodyRefersToThem(t *testing.T) {
	world(t, func(t *testing.T, s *store.Store) {
		data := noise(piece + 1)
		for round := range 20 {
			old := kept(t, s, files.Upload{Folder: folder, Name: fmt.Sprint("old", round), UserID: 3, Bytes: files.InMemory(data)})
			var made *ent.File
			var wait sync.WaitGroup
			wait.Go(func() { remove(t, s, old) })
			wait.Go(func() {
				made = kept(t, s, files.Upload{Folder: at("/four/"), Name: fmt.Sprint("new", round), UserID: 4, Bytes: files.InMemory(data)})
			})
			wait.Wait()
			if got, err := io.ReadAll(files.Open(t.Context(), s.DB, made)); err != nil || !bytes.Equal(got, data) {
				t.Fatalf("%d bytes, %v", len(got), err)
			}
			remove(t, s, made)
		}
		if left := s.DB.Content.Query().CountX(t.Context()); left != 0 {
			t.Errorf("%d contents are left", left)
		}
	})
}

func TestNoFileIsKeptForADeletedUser(t *testing.T) {
	world(t, func(t *testing.T, s *store.Store) {
		err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			return tx.User.UpdateOneID(3).SetDeleted(true).Exec(ctx)
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := save(t, s, files.Upload{Folder: folder, Name: "a", UserID: 3}, wide); call.AsError(err).Code != call.UserDeleted {
			t.Error(err)
		}
	})
}

func TestDraftsThatNobodyTookOverMakeRoom(t *testing.T) {
	world(t, func(t *testing.T, s *store.Store) {
		days := func(n int) time.Time { return time.Now().AddDate(0, 0, -n) }
		err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			for name, row := range map[string]struct {
				area string
				user int
				at   time.Time
			}{"stale": {"draft", 3, days(5)}, "fresh": {"draft", 3, days(3)}, "kept": {"private", 3, days(5)}, "others": {"draft", 4, days(5)}} {
				made, err := files.Save(ctx, tx, files.Upload{Folder: files.Folder{ContextID: 26, Component: "user", Area: row.area, Path: "/"}, Name: name, UserID: row.user, Bytes: files.InMemory([]byte(name))}, wide)
				if err != nil {
					return err
				}
				if _, err := tx.ExecContext(ctx, fmt.Sprintf("UPDATE files SET created_at = '%s' WHERE id = %d", row.at.UTC().Format("2006-01-02 15:04:05+00:00"), made.ID)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := save(t, s, files.Upload{Folder: folder, Name: "new", UserID: 3}, wide); err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, row := range s.DB.File.Query().Order(ent.Asc("name")).AllX(t.Context()) {
			names = append(names, row.Name)
		}
		if got := strings.Join(names, " "); got != "fresh kept new others" {
			t.Errorf("left are %s", got)
		}
	})
}

func TestMoveAll(t *testing.T) {
	world(t, func(t *testing.T, s *store.Store) {
		private := files.Private(26)
		old := kept(t, s, files.Upload{Folder: private, Name: "a", UserID: 3, Bytes: files.InMemory([]byte("old"))})
		kept(t, s, files.Upload{Folder: private, Name: "b", UserID: 3, Bytes: files.InMemory([]byte("stays"))})
		for _, f := range []struct{ path, name string }{{"/", "a"}, {"/x/", "a"}} {
			kept(t, s, files.Upload{Folder: at(f.path), Name: f.name, UserID: 3, Author: "Ana", Bytes: files.InMemory([]byte("new"))})
		}
		err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			drafts, err := files.All(ctx, tx.Client, folder)
			if err != nil {
				return err
			}
			return files.MoveAll(ctx, tx, drafts, private)
		})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, row := range s.DB.File.Query().Order(ent.Asc("path", "name")).AllX(t.Context()) {
			bytes, err := io.ReadAll(files.Open(t.Context(), s.DB, row))
			got = append(got, fmt.Sprintf("%s%s%s=%s", row.Area, row.Path, row.Name, bytes))
			if err != nil || row.ID == old.ID || row.Size != len(bytes) {
				t.Errorf("%v, %v", row, err)
			}
		}
		if want := "private/a=new private/b=stays private/x/a=new"; strings.Join(got, " ") != want {
			t.Errorf("got %s, want %s", got, want)
		}
		if contents := s.DB.Content.Query().CountX(t.Context()); contents != 2 {
			t.Errorf("%d contents, want 2: the replaced one is gone", contents)
		}
	})
}

func TestReceive(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	gone := errors.New("the client is gone")
	for _, row := range []struct {
		why   string
		from  io.Reader
		limit int
		want  error
	}{
		{"one byte too many", strings.NewReader("12345"), 4, files.ErrTooLarge},
		{"far too many", bytes.NewReader(noise(3 * piece)), 2 * piece, files.ErrTooLarge},
		{"cut off while it is small", io.MultiReader(strings.NewReader("123"), iotest.ErrReader(gone)), 10, gone},
		{"cut off when it is large", io.MultiReader(bytes.NewReader(noise(2*piece)), iotest.ErrReader(gone)), 10 * piece, gone},
		{"just as many as may be", bytes.NewReader(noise(2 * piece)), 2 * piece, nil},
	} {
		s, err := files.Receive(row.from, row.limit)
		if !errors.Is(err, row.want) || (err == nil) != (s != nil) {
			t.Errorf("%s: got %v", row.why, err)
		}
		// While it is held, too, the file has no name: a process that is killed leaves nothing.
		if left, err := os.ReadDir(folder); err != nil || len(left) != 0 {
			t.Errorf("%s: left is %v, %v", row.why, left, err)
		}
		if s != nil {
			s.Close()
		}
	}
	t.Setenv("TMPDIR", folder+"/nowhere")
	if _, err := files.Receive(bytes.NewReader(noise(2*piece)), 2*piece); call.AsError(err).Code != call.Unavailable {
		t.Errorf("without room: got %v", err)
	}
}
