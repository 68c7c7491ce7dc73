package functions_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"gatehouse/ent/authoriseduser"
	"gatehouse/ent/enrolment"
	"gatehouse/ent/groupmember"
	"gatehouse/ent/roleassignment"
	"gatehouse/ent/token"
	"gatehouse/ent/user"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

const deleteUsers = "core_user_delete_users"

func TestUserDeleteRefuses(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.refused(t, "nobody", deleteUsers, `{"userids":[12]}`, call.NoPermission, "")
		for _, bad := range []struct {
			why, ids string
			code     call.Code
			path     string
		}{
			{"somebody who does not exist", "12,4711", call.UserNotFound, "userids[1]"},
			{"somebody who is deleted already", "12,9", call.UserNotFound, "userids[1]"},
			{"somebody twice", "12,11,12", call.UserNotFound, "userids[2]"},
			{"an administrator", "12,2", call.AdminNotDeletable, "userids[1]"},
			{"oneself", "12,3", call.UserNotDeletable, "userids[1]"},
			{"the guest", "12,1", call.UserNotDeletable, "userids[1]"},
		} {
			t.Run(bad.why, func(t *testing.T) {
				h.refused(t, "wsuser", deleteUsers, `{"userids":[`+bad.ids+`]}`, bad.code, bad.path)
				if h.userNamed(t, "student2") == nil {
					t.Error("the first user of the call was deleted all the same")
				}
			})
		}
	})
}

func TestUserDelete(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		addToken(t, h, 71, 11)
		addToken(t, h, 72, 12)
		change(t, h, func(ctx context.Context, tx *store.Tx) error {
			if err := tx.User.UpdateOneID(11).SetPasswordHash("x").SetIDNumber("S1").SetPreferences(map[string]string{"a": "1"}).Exec(ctx); err != nil {
				return err
			}
			return tx.AuthorisedUser.Create().SetServiceID(1).SetUserID(11).Exec(ctx)
		})
		h.must(t, "student1", uploadFile, upload(11, "mine.txt", "aGVsbG8="))
		h.must(t, "wsuser", uploadFile, upload(3, "same.txt", "aGVsbG8="))
		heard := listen(h)

		if got := h.must(t, "wsuser", deleteUsers, `{"userids":[11]}`); got != "null" {
			t.Errorf("got %s", got)
		}
		ctx, db := t.Context(), h.store.DB
		u := db.User.GetX(ctx, 11)
		if !u.Deleted || !strings.HasPrefix(u.Username, "student1@example.com.1") || u.Email+u.IDNumber+u.PasswordHash != "" || len(u.Preferences) > 0 {
			t.Errorf("the account is %v", u)
		}
		left := fmt.Sprint(
			db.RoleAssignment.Query().Where(roleassignment.UserID(11)).CountX(ctx), db.Enrolment.Query().Where(enrolment.UserID(11)).CountX(ctx),
			db.GroupMember.Query().Where(groupmember.UserID(11)).CountX(ctx), db.AuthorisedUser.Query().Where(authoriseduser.UserID(11)).CountX(ctx),
			" files ", db.File.Query().CountX(ctx), " of content ", db.Content.Query().CountX(ctx))
		// Both files are wsuser's: one here, one of the world.
		if left != "0 0 0 0 files 2 of content 1" {
			t.Errorf("left are %s", left)
		}
		if ended := db.Token.Query().Where(token.RevokedAtNotNil()).IDsX(ctx); fmt.Sprint(ended) != "[71]" {
			t.Errorf("ended tokens %v", ended)
		}
		if !heard.of(store.UserChanged, 11) || !heard.of(store.TokenChanged, 71) {
			t.Errorf("others were told %v", heard.changes)
		}
		h.must(t, "wsuser", createUsers, accounts(person("student1", `"email":"student1@example.com"`)))
		h.refused(t, "wsuser", deleteUsers, `{"userids":[11]}`, call.UserNotFound, "userids[0]")
	})
}

// Accounts with the same address, or none, get names of their own; so do those whose address is long or odd.
func TestUserDeleteNames(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		long := strings.Repeat("x", 80) + "@example.com"
		change(t, h, func(ctx context.Context, tx *store.Tx) error {
			for i, address := range []string{"Same@example.com", "same@example.com", "", long, "mü'ller@example.com"} {
				if err := tx.User.Create().SetID(100 + i).SetUsername(fmt.Sprint("leaving", i)).SetEmail(address).Exec(ctx); err != nil {
					return err
				}
			}
			return nil
		})
		h.must(t, "wsuser", deleteUsers, `{"userids":[100,101,102,103,104]}`)
		users := h.store.DB.User.Query().Where(user.IDGTE(100)).Order(user.ByID()).AllX(t.Context())
		for i, begin := range []string{"same@example.com.", "same@example.com.", "leaving2.102@unknownemail.invalid.", strings.Repeat("x", 70) + ".", "mller@example.com."} {
			if !strings.HasPrefix(users[i].Username, begin) {
				t.Errorf("the account %d is called %q, want %q and the moment", users[i].ID, users[i].Username, begin)
			}
		}
		if users[0].Username == users[1].Username {
			t.Error("two accounts have the same name")
		}
	})
}
