package functions_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"gatehouse/ent/note"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

// What others share with a user who is deleted stays readable; what only the user could see goes.
func TestDeletedUsersLeaveNothingBroken(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			if err := tx.Contact.Create().SetUserID(11).SetOtherID(14).Exec(ctx); err != nil {
				return err
			}
			if err := tx.Message.Create().SetConversationID(1).SetFromID(11).SetToID(3).SetText("bye").Exec(ctx); err != nil {
				return err
			}
			return tx.Note.Create().SetUserID(12).SetAuthorID(14).SetCourseID(2).SetState(note.StateCourse).SetText("by a teacher").Exec(ctx)
		})
		h.must(t, "wsuser", "core_user_delete_users", `{"userids": [11, 13, 14]}`)
		if n := tally(t, h.store.DB.Contact.Query().Count); n != 0 {
			t.Errorf("%d contacts and blocks are left", n)
		}
		if got, err := h.store.DB.Note.Query().Order(note.ByID()).IDs(t.Context()); err != nil || fmt.Sprint(got) != "[1 2 3 5]" {
			t.Errorf("left are the notes %v, %v", got, err)
		}
		if got := h.must(t, "wsuser", getMessages, `{"useridto": 3, "useridfrom": 11, "read": 0}`); strings.Count(got, `"userfromfullname":"Student1 Test"`) != 2 {
			t.Errorf("messages of a deleted user: %s", got)
		}
		h.must(t, "wsuser", countUnread, `{"useridto": 3}`)
		if got := h.must(t, "wsuser", courseNotes, `{"courseid": 2}`); !strings.Contains(got, "by a teacher") {
			t.Errorf("notes of a deleted user: %s", got)
		}
		h.refused(t, "wsuser", courseNotes, `{"courseid": 2, "userid": 11}`, call.UserNotFound, "userid")
	})
}
