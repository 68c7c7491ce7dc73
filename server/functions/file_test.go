package functions_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"gatehouse/ent/file"
	"gatehouse/server/call"
	"gatehouse/server/files"
	"gatehouse/server/store"
)

const (
	uploadFile = "core_files_upload"
	getFiles   = "core_files_get_files"
)

// upload are the arguments for a file in draft area 5 of a user.
func upload(userID int, name, content string) string {
	return fmt.Sprintf(`{"contextlevel":"user","instanceid":%d,"component":"user","filearea":"draft","itemid":5,"filepath":"/","filename":%q,"filecontent":%q}`, userID, name, content)
}

func TestFileUploadRefuses(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.must(t, "wsuser", uploadFile, upload(3, "there.txt", ""))
		change(t, h, func(ctx context.Context, tx *store.Tx) error {
			changed := h.store.Settings().Clone()
			changed.Site.UploadLimit, changed.Site.UserQuota = 10, 15
			_, err := tx.SaveSettings(ctx, h.store.Settings(), changed)
			return err
		})
		good := upload(3, "a.txt", "aGVsbG8=")
		for _, bad := range []struct {
			why, old, new string
			code          call.Code
			path          string
		}{
			{"somebody else's context", `"instanceid":3`, `"instanceid":11`, call.FileContextUndefined, ""},
			{"a course", `"user","instanceid":3`, `"course","instanceid":2`, call.FileContextUndefined, ""},
			{"private files", `"draft"`, `"private"`, call.FileContextUndefined, ""},
			{"another component", `"component":"user"`, `"component":"course"`, call.FileContextUndefined, ""},
			{"no place at all", `"contextlevel":"user","instanceid":3,`, ``, call.InvalidParameter, "contextid"},
			{"a level that there is not", `"contextlevel":"user"`, `"contextlevel":"module"`, call.InvalidParameter, "contextlevel"},
			{"a context that there is not", `"contextlevel"`, `"contextid":7,"contextlevel"`, call.NotFound, "contextid"},
			{"no name", `"a.txt"`, `""`, call.InvalidParameter, "filename"},
			{"a path in the name", `"a.txt"`, `"../a.txt"`, call.InvalidParameter, "filename"},
			{"a way out of the folder", `"filepath":"/"`, `"filepath":"/../"`, call.InvalidParameter, "filepath"},
			{"content that is no base64", `aGVsbG8=`, `aGVs bG8=`, call.InvalidParameter, "filecontent"},
			{"content with bits left over", `aGVsbG8=`, `aGVsbG9=`, call.InvalidParameter, "filecontent"},
			{"a name that is there", `"a.txt"`, `"there.txt"`, call.FileExists, "filename"},
			{"more than a file may have", `aGVsbG8=`, `aGVsbG8gd29ybGQ=`, call.QuotaExceeded, ""},
		} {
			t.Run(bad.why, func(t *testing.T) {
				if !strings.Contains(good, bad.old) {
					t.Fatalf("%s is not in %s", bad.old, good)
				}
				h.refused(t, "wsuser", uploadFile, strings.Replace(good, bad.old, bad.new, 1), bad.code, bad.path)
			})
		}
		h.must(t, "wsuser", uploadFile, upload(3, "one.txt", "aGVsbG9oZWxsbw=="))
		h.refused(t, "wsuser", uploadFile, upload(3, "two.txt", "aGVsbG9oZWxsbw=="), call.QuotaExceeded, "")
		h.refused(t, "guest", uploadFile, upload(1, "a.txt", ""), call.FileContextUndefined, "")
	})
}

type uploaded struct {
	ContextID, ItemID int
	FilePath, URL     string
}

func TestFileUpload(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		for _, row := range []struct{ why, place, path, wantPath string }{
			{"by level and instance", `"contextlevel":"user","instanceid":3`, "/", "/"},
			{"by level and instance, without a path", `"contextlevel":"user","instanceid":3`, "", "/"},
			{"by context, the path without slashes", `"contextid":26`, "a/b", "/a/b/"},
			{"context 0 stands for none", `"contextid":0,"contextlevel":"user","instanceid":3`, "/a/", "/a/"},
		} {
			t.Run(row.why, func(t *testing.T) {
				result := h.must(t, "wsuser", uploadFile, fmt.Sprintf(
					`{%s,"component":"user","filearea":"draft","itemid":0,"filepath":%q,"filename":"hällo wörld.txt","filecontent":"aGVsbG8="}`, row.place, row.path))
				var got uploaded
				if err := json.Unmarshal([]byte(result), &got); err != nil {
					t.Fatal(err)
				}
				url := fmt.Sprintf("%s/webservice/draftfile.php/26/user/draft/%d%sh%%C3%%A4llo%%20w%%C3%%B6rld.txt", publicURL, got.ItemID, row.wantPath)
				if got.ContextID != 26 || got.ItemID <= 0 || got.ItemID >= 1<<31 || got.FilePath != row.wantPath || got.URL != url {
					t.Errorf("got %s", result)
				}
			})
		}
		stored := h.store.DB.File.Query().Where(file.ItemIDNEQ(70)).WithContent().AllX(t.Context())
		for _, f := range stored {
			if string(f.Edges.Content.Data) != "hello" || f.Size != 5 || f.UserID != 3 || f.MimeType != "text/plain" || f.Author != "Wsuser Test" {
				t.Errorf("stored is %v", f)
			}
		}
		if contents := h.store.DB.Content.Query().CountX(t.Context()); len(stored) != 4 || contents != 1 {
			t.Errorf("%d files with %d contents, want 4 and 1: the same bytes are kept once", len(stored), contents)
		}
	})
}

// listing reads an answer as "parent > parent: child child", folders with a slash.
func listing(t *testing.T, result string) string {
	t.Helper()
	var out struct {
		Parents, Files []struct {
			FileName string
			IsDir    bool
		}
	}
	if err := json.Unmarshal([]byte(result), &out); err != nil {
		t.Fatal(err)
	}
	var parents, children []string
	for _, p := range out.Parents {
		parents = append(parents, p.FileName)
	}
	for _, f := range out.Files {
		if f.IsDir {
			f.FileName += "/"
		}
		children = append(children, f.FileName)
	}
	return strings.Join(parents, " > ") + ": " + strings.Join(children, " ")
}

func browse(place, area string, item int, path, name, more string) string {
	component := ""
	if area != "" {
		component = "user"
	}
	return fmt.Sprintf(`{%s,"component":%q,"filearea":%q,"itemid":%d,"filepath":%q,"filename":%q%s}`, place, component, area, item, path, name, more)
}

func TestFileGet(t *testing.T) {
	const own = `"contextid":-1,"contextlevel":"user","instanceid":3`
	each(t, func(t *testing.T, h *harness) {
		h.must(t, "wsuser", uploadFile, upload(3, "b.txt", "aGVsbG8="))
		h.must(t, "wsuser", uploadFile, upload(3, "B.txt", "aGVsbG8="))
		h.must(t, "wsuser", uploadFile, strings.Replace(upload(3, "deep.txt", ""), `"filepath":"/"`, `"filepath":"/a/x/"`, 1))
		h.must(t, "wsuser", uploadFile, strings.Replace(upload(3, "other.txt", ""), `"filepath":"/"`, `"filepath":"/A/"`, 1))
		change(t, h, func(ctx context.Context, tx *store.Tx) error {
			_, err := files.Save(ctx, tx, files.Upload{
				Folder: files.Folder{ContextID: 26, Component: "user", Area: "private", Path: "/"}, Name: "kept.txt", UserID: 3, Bytes: files.InMemory(nil),
			}, files.Limits{File: 1, User: 1000})
			return err
		})
		for _, row := range []struct{ why, username, arguments, want string }{
			{"somebody else's files are not there", "student1", browse(own, "private", 0, "/", "", ""), ": "},
			{"nor are they for an administrator", "admin", browse(own, "draft", 5, "/", "", ""), ": "},
			{"nor by context", "student1", browse(`"contextid":26`, "", 0, "", "", ""), ": "},
			{"drafts are found by their item only", "wsuser", browse(own, "draft", 0, "/", "", ""), ": "},
			{"an area that there is not", "wsuser", browse(own, "backup", 0, "/", "", ""), ": "},
			{"a folder that there is not", "wsuser", browse(own, "draft", 5, "/nowhere/", "", ""), ": "},
			{"the system: categories and the site", "nobody", browse(`"contextid":0`, "", 0, "", "", ""), ": Category 1/ Site home/"},
			{"the same by its own number", "nobody", browse(`"contextid":1`, "", 0, "", "", ""), ": Category 1/ Site home/"},
			{"a category: what the caller may enter", "student1", browse(`"contextid":-1,"contextlevel":"coursecat","instanceid":1`, "", 0, "", "", ""), "System: Course one/"},
			{"the same for somebody who enters nothing", "nobody", browse(`"contextid":-1,"contextlevel":"coursecat","instanceid":1`, "", 0, "", "", ""), "System: "},
			{"a course", "student1", browse(`"contextid":-1,"contextlevel":"course","instanceid":2`, "", 0, "", "", ""), "System > Category 1: "},
			{"oneself", "wsuser", browse(own, "", 0, "", "", ""), "System: Private files/"},
			{"private files", "wsuser", browse(own, "private", 0, "/", "", ""), "System > Wsuser Test: kept.txt"},
			{"a draft area: folders first", "wsuser", browse(own, "draft", 5, "", "", ""), "System > Wsuser Test: A/ a/ B.txt b.txt"},
			{"capitals make another folder", "wsuser", browse(own, "draft", 5, "A", "", ""), "System > Wsuser Test > Draft files: other.txt"},
			{"a folder in a folder", "wsuser", browse(own, "draft", 5, "/a/x/", "", ""), "System > Wsuser Test > Draft files > a: deep.txt"},
			{"a file shows where it is", "wsuser", browse(own, "draft", 5, "/a/x/", "deep.txt", ""), "System > Wsuser Test > Draft files > a > x: "},
			{"nothing has changed since the future", "wsuser", browse(own, "draft", 5, "/", "", `,"modified":4000000000`), "System > Wsuser Test: "},
		} {
			t.Run(row.why, func(t *testing.T) {
				if got := listing(t, h.must(t, row.username, getFiles, row.arguments)); got != row.want {
					t.Errorf("got %q, want %q", got, row.want)
				}
			})
		}
		h.refused(t, "nobody", getFiles, browse(`"contextid":-1,"contextlevel":"course","instanceid":2`, "", 0, "", "", ""), call.CannotEnter, "")
		h.refused(t, "wsuser", getFiles, browse(`"contextid":-1`, "", 0, "", "", ""), call.InvalidParameter, "contextid")
		h.refused(t, "wsuser", getFiles, browse(`"contextid":7`, "", 0, "", "", ""), call.NotFound, "contextid")
	})
}

func TestFileGetDescribesFiles(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.must(t, "wsuser", uploadFile, upload(3, "b.txt", "aGVsbG8="))
		result := h.must(t, "wsuser", getFiles, browse(`"contextid":26`, "draft", 5, "/", "", ""))
		want := `"contextid":26,"component":"user","filearea":"draft","itemid":5,"filepath":"/","filename":"b.txt","isdir":false,"url":"https://school.example/webservice/draftfile.php/26/user/draft/5/b.txt","timemodified":`
		if !strings.Contains(result, want) || !strings.Contains(result, `"filesize":5,"author":"Wsuser Test","license":"unknown"`) {
			t.Errorf("got %s", result)
		}
		places := h.must(t, "wsuser", getFiles, browse(`"contextid":0`, "", 0, "", "", ""))
		if !strings.Contains(places, `{"contextid":11,"component":null,"filearea":null,"itemid":null,"filepath":null,"filename":"Category 1","isdir":true,"url":null,"timemodified":null,"filesize":0}`) {
			t.Errorf("got %s", places)
		}
	})
}
