package files_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/files"
	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var (
	wide   = files.Limits{File: 100, User: 1000}
	folder = files.Folder{ContextID: 26, Component: files.UserComponent, Area: files.DraftArea, ItemID: 5, Path: "/"}
)

// world opens a database with two users.
func world(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			if err := tx.User.Create().SetID(3).SetUsername("three").Exec(ctx); err != nil {
				return err
			}
			return tx.User.Create().SetID(4).SetUsername("four").Exec(ctx)
		})
		if err != nil {
			t.Fatal(err)
		}
		test(t, s)
	})
}

func save(t *testing.T, s *store.Store, u files.Upload, limits files.Limits) error {
	t.Helper()
	if u.Bytes == nil {
		u.Bytes = files.InMemory(nil)
	}
	return s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		_, err := files.Save(ctx, tx, u, limits)
		return err
	})
}

func at(path string) files.Folder {
	f := folder
	f.Path = path
	return f
}

func TestSave(t *testing.T) {
	five := files.InMemory([]byte("hello"))
	world(t, func(t *testing.T, s *store.Store) {
		if err := save(t, s, files.Upload{Folder: folder, Name: "there.txt", UserID: 3, Bytes: five}, wide); err != nil {
			t.Fatal(err)
		}
		for _, row := range []struct {
			why    string
			upload files.Upload
			limits files.Limits
			code   call.Code
		}{
			{"a file without a name", files.Upload{Folder: folder, UserID: 3}, wide, call.InvalidParameter},
			{"a name without end", files.Upload{Folder: folder, Name: strings.Repeat("x", 256), UserID: 3}, wide, call.InvalidParameter},
			{"a path without end", files.Upload{Folder: at("/" + strings.Repeat("x", 255) + "/"), Name: "a", UserID: 3}, wide, call.InvalidParameter},
			{"one byte too much for a file", files.Upload{Folder: folder, Name: "a", UserID: 3, Bytes: five}, files.Limits{File: 4, User: 100}, call.QuotaExceeded},
			{"one byte too much for the user", files.Upload{Folder: folder, Name: "a", UserID: 3, Bytes: five}, files.Limits{File: 5, User: 9}, call.QuotaExceeded},
			{"a name that is there", files.Upload{Folder: folder, Name: "there.txt", UserID: 3}, wide, call.FileExists},
			{"just what the user may keep", files.Upload{Folder: folder, Name: "a", UserID: 3, Bytes: five}, files.Limits{File: 5, User: 10}, ""},
			{"what others keep does not count", files.Upload{Folder: folder, Name: "b", UserID: 4, Bytes: five}, files.Limits{File: 5, User: 5}, ""},
			{"the same name in another folder", files.Upload{Folder: at("/x/"), Name: "there.txt", UserID: 3}, wide, ""},
		} {
			t.Run(row.why, func(t *testing.T) {
				err := save(t, s, row.upload, row.limits)
				var failed *call.Error
				if errors.As(err, &failed); row.code == "" && err != nil || row.code != "" && (failed == nil || failed.Code != row.code) {
					t.Errorf("got %v, want %q", err, row.code)
				}
			})
		}
		if contents := s.DB.Content.Query().CountX(t.Context()); contents != 2 {
			t.Errorf("%d contents, want 2: \"hello\" and nothing", contents)
		}
	})
}

func TestListAndDelete(t *testing.T) {
	world(t, func(t *testing.T, s *store.Store) {
		for _, f := range []struct {
			path, name string
			userID     int
		}{
			{"/", "b", 3}, {"/", "B", 3}, {"/z/", "one", 3}, {"/z/y/", "two", 3}, {"/Z/", "three", 3}, {"/100%/", "four", 3}, {"/1000/", "five", 4},
		} {
			if err := save(t, s, files.Upload{Folder: at(f.path), Name: f.name, UserID: f.userID, Bytes: files.InMemory([]byte(f.name))}, wide); err != nil {
				t.Fatal(err)
			}
		}
		for _, row := range []struct{ why, path, want string }{
			{"a folder that there is not", "/w/", "false"},
			{"folders first, then files, by name", "/", "true 100%/ 1000/ Z/ z/ B b"},
			{"a folder in a folder", "/z/", "true y/ one"},
			{"capitals make another folder", "/Z/", "true three"},
			{"nothing in a path is a wildcard", "/100%/", "true four"},
		} {
			t.Run(row.why, func(t *testing.T) {
				entries, ok, err := files.List(t.Context(), s.DB, at(row.path))
				got := fmt.Sprint(ok)
				for _, e := range entries {
					got += " " + e.Name
					if e.File == nil {
						got += "/"
					}
					if e.Modified.IsZero() {
						t.Errorf("%s was never changed", e.Name)
					}
				}
				if err != nil || got != row.want {
					t.Errorf("got %q, %v, want %q", got, err, row.want)
				}
			})
		}
		err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error { return files.DeleteOfUsers(ctx, tx, []int{3}) })
		if err != nil {
			t.Fatal(err)
		}
		if left := s.DB.File.Query().CountX(t.Context()); left != 1 || s.DB.Content.Query().CountX(t.Context()) != 1 {
			t.Errorf("%d files are left, want that of the other user", left)
		}
	})
}

func TestAddress(t *testing.T) {
	private := files.Folder{ContextID: 26, Component: "user", Area: "private", Path: "/a b/"}
	for _, row := range []struct{ why, got, want string }{
		{"drafts have a door of their own", files.Address("https://x", folder, "a.txt"), "https://x/webservice/draftfile.php/26/user/draft/5/a.txt"},
		{"an area without items, and a name that needs escaping", files.Address("https://x", private, "50% ü?.txt"), "https://x/webservice/pluginfile.php/26/user/private/a%20b/50%25%20%C3%BC%3F.txt"},
	} {
		if row.got != row.want {
			t.Errorf("%s: got %s, want %s", row.why, row.got, row.want)
		}
	}
}

func TestCleanPath(t *testing.T) {
	for given, want := range map[string]string{"": "/", "/": "/", "a": "/a/", "/a/b": "/a/b/", "a/b/": "/a/b/"} {
		if got := files.CleanPath(given); got != want {
			t.Errorf("%q: got %q, want %q", given, got, want)
		}
	}
}
