package functions_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"gatehouse/ent"
	"gatehouse/ent/auditevent"
	"gatehouse/server/call"
	"gatehouse/server/files"
	"gatehouse/server/store"
)

const (
	newDraft     = "core_files_get_unused_draft_itemid"
	deleteDrafts = "core_files_delete_draft_files"
	keepPrivate  = "core_user_add_user_private_files"
)

// drafted puts files into draft area 5 of users, given as USER/PATH/NAME.
func drafted(t *testing.T, h *harness, places ...string) {
	t.Helper()
	change(t, h, func(ctx context.Context, tx *store.Tx) error {
		for _, place := range places {
			user, path, _ := strings.Cut(place, "/")
			id := map[string]int{"wsuser": 3, "student1": 11}[user]
			cut := strings.LastIndex(path, "/") + 1
			f := files.Draft(id<<3|2, 5)
			f.Path = files.CleanPath(path[:cut])
			u := files.Upload{Folder: f, Name: path[cut:], UserID: id, Bytes: files.InMemory([]byte(place))}
			if _, err := files.Save(ctx, tx, u, files.Limits{File: 1000, User: 1 << 20}); err != nil {
				return err
			}
		}
		return nil
	})
}

// filesOf lists all files of an area as USER/PATH/NAME.
func filesOf(t *testing.T, h *harness, area string) string {
	t.Helper()
	var list []string
	for _, row := range h.store.DB.File.Query().WithUser().Order(ent.Asc("user_id", "path", "name")).AllX(t.Context()) {
		if row.Area == area && row.ItemID != 70 {
			list = append(list, row.Edges.User.Username+row.Path+row.Name)
		}
	}
	return strings.Join(list, " ")
}

func TestDraftFunctionsRefuse(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		drafted(t, h, "wsuser/a", "student1/a")
		for _, function := range []struct{ name, arguments string }{
			{newDraft, `{}`},
			{deleteDrafts, `{"draftitemid":5,"files":[{"filepath":"/","filename":"a"}]}`},
			{keepPrivate, `{"draftid":5}`},
		} {
			h.refused(t, "guest", function.name, function.arguments, call.GuestRefused, "")
			if _, err := h.callIn(t, "wsuser", 2, function.name, function.arguments); err == nil || err.Code != call.RestrictedContext {
				t.Errorf("%s with a token for a course: %v", function.name, err)
			}
			change(t, h, func(ctx context.Context, tx *store.Tx) error {
				return tx.User.UpdateOneID(11).SetPreferences(map[string]string{"auth_forcepasswordchange": "1"}).Exec(ctx)
			})
			h.refused(t, "student1", function.name, function.arguments, call.MustChangePassword, "")
		}
		h.refused(t, "teacher", keepPrivate, `{"draftid":5}`, call.NoPermission, "")
		h.refused(t, "wsuser", keepPrivate, `{"draftid":6}`, call.CodingError, "draftid")
		h.refused(t, "wsuser", keepPrivate, `{"draftid":-5}`, call.CodingError, "draftid")
		h.refused(t, "wsuser", deleteDrafts, `{"draftitemid":5,"files":[{"filepath":"/","filename":"a"},{"filepath":"/../","filename":"a"}]}`, call.InvalidParameter, "files[1].filepath")
		if got := filesOf(t, h, "draft"); got != "wsuser/a student1/a" {
			t.Errorf("left are %s", got)
		}
	})
}

func TestNewDraft(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		seen := map[int]bool{}
		for range 20 {
			var got struct{ ContextID, UserID, ItemID int }
			result := h.must(t, "student1", newDraft, `{}`)
			if err := json.Unmarshal([]byte(result), &got); err != nil || got.ContextID != 11<<3|2 || got.UserID != 11 || got.ItemID <= 0 || got.ItemID >= 1<<31 || seen[got.ItemID] {
				t.Fatalf("got %s, %v", result, err)
			}
			seen[got.ItemID] = true
		}
	})
}

func TestDeleteDrafts(t *testing.T) {
	all := []string{"wsuser/a", "wsuser/A", "wsuser/x/a", "wsuser/x/y/b", "wsuser/xy/c", "student1/a"}
	each(t, func(t *testing.T, h *harness) {
		for _, row := range []struct{ why, named, parents, left string }{
			{"nothing named", ``, ``, "wsuser/A wsuser/a wsuser/x/a wsuser/x/y/b wsuser/xy/c student1/a"},
			{"what is not there", `{"filepath":"/","filename":"z"},{"filepath":"/z/","filename":""}`, ``, "wsuser/A wsuser/a wsuser/x/a wsuser/x/y/b wsuser/xy/c student1/a"},
			{"a file, not the one in capitals", `{"filepath":"/","filename":"a"}`, `"/"`, "wsuser/A wsuser/x/a wsuser/x/y/b wsuser/xy/c student1/a"},
			{"a file twice, and its path without slashes", `{"filepath":"x","filename":"a"},{"filepath":"/x/","filename":"a"}`, `"/x/"`, "wsuser/A wsuser/a wsuser/x/y/b wsuser/xy/c student1/a"},
			{"a folder, not the one whose name begins alike", `{"filepath":"/x/","filename":""}`, `"/"`, "wsuser/A wsuser/a wsuser/xy/c student1/a"},
			{"a folder in a folder", `{"filepath":"/x/y/","filename":""}`, `"/x/"`, "wsuser/A wsuser/a wsuser/x/a wsuser/xy/c student1/a"},
			{"a folder and one in it", `{"filepath":"/x/y/","filename":""},{"filepath":"/x","filename":""}`, `"/"`, "wsuser/A wsuser/a wsuser/xy/c student1/a"},
			{"files in two folders", `{"filepath":"/x/","filename":"a"},{"filepath":"/xy/","filename":"c"}`, `"/x/","/xy/"`, "wsuser/A wsuser/a wsuser/x/y/b student1/a"},
			{"everything of one's own", `{"filepath":"/","filename":""}`, `"/"`, "student1/a"},
		} {
			t.Run(row.why, func(t *testing.T) {
				change(t, h, func(ctx context.Context, tx *store.Tx) error { return files.DeleteOfUsers(ctx, tx, []int{3, 11}) })
				drafted(t, h, all...)
				got := h.must(t, "wsuser", deleteDrafts, `{"draftitemid":5,"files":[`+row.named+`]}`)
				if want := `{"parentpaths":[` + row.parents + `],"warnings":[]}`; got != want {
					t.Errorf("got %s, want %s", got, want)
				}
				if left := sorted(filesOf(t, h, "draft")); left != sorted(row.left) {
					t.Errorf("left are %s, want %s", left, row.left)
				}
			})
		}
		if contents := h.store.DB.Content.Query().CountX(t.Context()); contents != 1 {
			t.Errorf("%d contents are left of one file", contents)
		}
	})
}

func sorted(list string) string {
	words := strings.Fields(list)
	// The databases sort in different ways.
	for i := range words {
		for j := i; j > 0 && words[j] < words[j-1]; j-- {
			words[j], words[j-1] = words[j-1], words[j]
		}
	}
	return strings.Join(words, " ")
}

func TestKeepPrivate(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		drafted(t, h, "wsuser/a", "wsuser/x/a", "student1/a")
		if got := h.must(t, "wsuser", keepPrivate, `{"draftid":5}`); got != "null" {
			t.Errorf("got %s", got)
		}
		drafted(t, h, "wsuser/x/a", "wsuser/new")
		h.must(t, "wsuser", keepPrivate, `{"draftid":5}`)
		if drafts, private := filesOf(t, h, "draft"), sorted(filesOf(t, h, "private")); drafts != "student1/a" || private != "wsuser/a wsuser/new wsuser/x/a" {
			t.Errorf("drafts are %s, private files %s", drafts, private)
		}
		listed := h.must(t, "wsuser", getFiles, browse(`"contextid":26`, "private", 0, "/x/", "", ""))
		if !strings.Contains(listed, `"url":"https://school.example/webservice/pluginfile.php/26/user/private/x/a"`) {
			t.Errorf("listed is %s", listed)
		}
		events := h.store.DB.AuditEvent.Query().Where(auditevent.Action(keepPrivate), auditevent.Subject("user 3"), auditevent.ActorID(3)).CountX(t.Context())
		if events != 2 {
			t.Errorf("%d audit events, want 2", events)
		}
	})
}

// A thousand files cost as many statements as chunks of them, not as files.
func TestAThousandDrafts(t *testing.T) {
	eachQuiet(t, func(t *testing.T, h *harness) {
		places := make([]string, 1000)
		for i := range places {
			places[i] = fmt.Sprintf("wsuser/%d", i)
		}
		drafted(t, h, places...)
		n := h.reads(t, func() { h.must(t, "wsuser", keepPrivate, `{"draftid":5}`) })
		if kept := h.store.DB.File.Query().CountX(t.Context()); kept != 1001 || n > 12 {
			t.Errorf("%d files with %d statements that read, want 1001 with 12 at most", kept, n)
		}
		named := many(1000, func(i int) string { return fmt.Sprintf(`{"filepath":"/","filename":"%d"}`, i) })
		drafted(t, h, places...)
		if n := h.reads(t, func() { h.must(t, "wsuser", deleteDrafts, `{"draftitemid":5,"files":`+named+`}`) }); n > 12 {
			t.Errorf("deleting 1000 files took %d statements that read", n)
		}
	})
}
