package functions_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"gatehouse/ent/contact"
	"gatehouse/ent/message"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

const (
	sendMessages = "core_message_send_instant_messages"
	getMessages  = "core_message_get_messages"
	markRead     = "core_message_mark_message_read"
	countUnread  = "core_message_get_unread_conversations_count"
	blockUser    = "core_message_block_user"
	unblockUser  = "core_message_unblock_user"
)

func TestMessagesAreSwitchedOff(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		calls := map[string]string{
			sendMessages: `{"messages": []}`, markRead: `{"messageid": 1}`, countUnread: `{"useridto": 0}`,
			getMessages: `{"useridto": 3, "type": "conversations"}`, blockUser: `{"userid": 3, "blockeduserid": 11}`, unblockUser: `{"userid": 3, "unblockeduserid": 11}`,
		}
		for function, arguments := range calls {
			if _, err := h.callIn(t, "wsuser", 2, function, arguments); err == nil || err.Code != call.RestrictedContext {
				t.Errorf("%s with a token for a course: %v", function, err)
			}
		}
		h.switchFeatures(t, store.FeatureSettings{Notes: true})
		for function, arguments := range calls {
			h.refused(t, "admin", function, strings.ReplaceAll(arguments, `"useridto": 3`, `"useridto": 2`), call.MessagingDisabled, "")
		}
		got := h.must(t, "wsuser", getMessages, `{"useridto": 3, "read": 2}`)
		if strings.Count(got, `"subject"`) != 1 || !strings.Contains(got, `"warnings":[{"item":"message","itemid":3,"warningcode":"1"`) {
			t.Errorf("both kinds: %s", got)
		}
		h.switchFeatures(t, store.FeatureSettings{Messaging: true})
		h.mustChangePassword(t, 3)
		for function, arguments := range calls {
			h.refused(t, "wsuser", function, arguments, call.MustChangePassword, "")
		}
	})
}

// aMessage is the arguments of a message.
func aMessage(to int, text string) string {
	return fmt.Sprintf(`{"touserid": %d, "text": %q}`, to, text)
}

// notSent is the result of a message that was not sent.
func notSent(reason string) string {
	return fmt.Sprintf(`{"msgid": -1, "errormessage": %q, "candeletemessagesforallusers": false}`, reason)
}

func TestMessagesAreNotSent(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.write(t, func(ctx context.Context, tx *store.Tx) error { // each of these shares C1 with wsuser, and one thing stands against it
			for _, user := range []int{4, 9, 12, 13} {
				if err := tx.Enrolment.Create().SetCourseID(2).SetUserID(user).Exec(ctx); err != nil {
					return err
				}
			}
			if err := tx.Contact.Create().SetUserID(13).SetOtherID(3).SetBlocked(true).Exec(ctx); err != nil {
				return err
			}
			return tx.User.UpdateOneID(12).SetPreferences(map[string]string{"message_blocknoncontacts": "1"}).Exec(ctx)
		})
		no := func(user int) string {
			return notSent(fmt.Sprintf("The user %d does not take messages from you.", user))
		}
		h.unchanged(t, h.store.DB.Message.Query().Count, func() {
			h.try(t, sendMessages, []attempt{
				{why: "without the capability", as: "student1", arguments: `{"messages": [` + aMessage(3, "x") + `]}`, code: call.NoPermission},
				{why: "the last has no such format", as: "wsuser", arguments: `{"messages": [` + aMessage(11, "x") + `, {"touserid": 11, "text": "x", "textformat": 3}]}`, code: call.InvalidParameter, path: "messages[1].textformat"},
				{
					why: "nobody, deleted, the guest, too long, suspended, contacts only, blocked, no course shared", as: "wsuser",
					arguments: `{"messages": [` + strings.Join([]string{aMessage(99, "x"), aMessage(9, "x"), aMessage(1, "x"), aMessage(11, strings.Repeat("é", 2049)), aMessage(4, "x"), aMessage(12, "x"), aMessage(13, "x"), aMessage(5, "x")}, ",") + `]}`,
					want:      `[` + strings.Join([]string{notSent("There is no user 99."), notSent("There is no user 9."), notSent("There is no user 1."), notSent("The message has 4098 bytes; 4096 are the most."), no(4), no(12), no(13), no(5)}, ",") + `]`,
				},
				{why: "whoever may write to everybody writes to nobody who is suspended", as: "admin", arguments: `{"messages": [` + aMessage(4, "x") + `]}`, want: `[` + no(4) + `]`},
				{why: "none", as: "wsuser", arguments: `{"messages": []}`, want: `[]`},
			})
		})
	})
}

func TestMessagesAreSent(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			if err := tx.Contact.Create().SetUserID(12).SetOtherID(3).Exec(ctx); err != nil {
				return err
			}
			if err := tx.Contact.Create().SetUserID(13).SetOtherID(2).SetBlocked(true).Exec(ctx); err != nil {
				return err
			}
			return tx.User.UpdateOneID(12).SetPreferences(map[string]string{"message_blocknoncontacts": "1"}).Exec(ctx)
		})
		h.try(t, sendMessages, []attempt{
			{
				why: "into the conversation that there is, twice; to a contact who takes none but theirs; to oneself; as it is shown", as: "wsuser",
				arguments: `{"messages": [{"touserid": 11, "text": "é 🌳\n<b>x</b><script>1</script>", "clientmsgid": "a-1"}, ` + aMessage(99, "x") + `, {"touserid": 12, "text": "<i>", "textformat": 2}, ` + aMessage(3, "me") + `, ` + aMessage(11, "again") + `]}`,
				want: `[{"msgid": 4, "clientmsgid": "a-1", "text": "é 🌳<br>\n<b>x</b>", "timecreated": 1, "conversationid": 1, "useridfrom": 3, "candeletemessagesforallusers": false}, ` + notSent("There is no user 99.") + `,
					{"msgid": 5, "text": "&lt;i&gt;", "timecreated": 1, "conversationid": 3, "useridfrom": 3, "candeletemessagesforallusers": false},
					{"msgid": 6, "text": "me", "timecreated": 1, "conversationid": 2, "useridfrom": 3, "candeletemessagesforallusers": false},
					{"msgid": 7, "text": "again", "timecreated": 1, "conversationid": 1, "useridfrom": 3, "candeletemessagesforallusers": false}]`,
			},
			{
				why: "whoever may write to everybody is not held back", as: "admin", arguments: `{"messages": [` + aMessage(13, strings.Repeat("é", 2048)) + `, ` + aMessage(5, "") + `]}`,
			},
		})
		if m := h.store.DB.Message.GetX(t.Context(), 4); m.Text != "é 🌳\n<b>x</b><script>1</script>" || m.Subject != "New message from Wsuser Test" || m.ToID != 11 || m.ReadAt != nil {
			t.Errorf("what is stored is %v", m)
		}
		if m := h.store.DB.Message.GetX(t.Context(), 6); m.ReadAt == nil {
			t.Error("what one writes to oneself is not read")
		}
		if n := tally(t, h.store.DB.Message.Query().Where(message.FromID(2)).Count); n != 2 {
			t.Errorf("the administrator sent %d messages, want 2", n)
		}
	})
}

func TestTeachersWriteToTheirStudents(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			if err := tx.Role.Create().SetID(42).SetShortName("writer").SetCapabilities([]string{"moodle/site:sendmessage"}).Exec(ctx); err != nil {
				return err
			}
			if err := tx.Role.Create().SetID(43).SetShortName("anywriter").SetCapabilities([]string{"moodle/site:messageanyuser"}).Exec(ctx); err != nil {
				return err
			}
			if err := tx.RoleAssignment.Create().SetUserID(14).SetRoleID(42).Exec(ctx); err != nil {
				return err
			}
			return tx.Contact.Create().SetUserID(11).SetOtherID(14).SetBlocked(true).Exec(ctx)
		})
		id := func() int {
			var out []struct{ MsgID int }
			if err := json.Unmarshal([]byte(h.must(t, "teacher", sendMessages, `{"messages": [`+aMessage(11, "x")+`]}`)), &out); err != nil {
				t.Fatal(err)
			}
			return out[0].MsgID
		}
		if id() != -1 {
			t.Error("a teacher was not held back by a block")
		}
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			return tx.RoleAssignment.Create().SetUserID(14).SetRoleID(43).SetCourseID(3).Exec(ctx)
		})
		if id() != -1 {
			t.Error("the capability in a course that they do not share lifted a block")
		}
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			return tx.RoleAssignment.Create().SetUserID(14).SetRoleID(43).SetCourseID(2).Exec(ctx)
		})
		if id() == -1 {
			t.Error("the capability in a shared course did not lift a block")
		}
	})
}

func TestMessagesAreRead(t *testing.T) {
	const received = `{"id": 1, "useridfrom": 11, "useridto": 3, "subject": "New message from Student1 Test", "text": "When is the exam?", "fullmessage": "When is the exam?",
		"fullmessageformat": 2, "fullmessagehtml": "", "smallmessage": "When is the exam?", "notification": 0, "contexturl": "", "contexturlname": "", "timecreated": 1,
		"timeread": 0, "usertofullname": "Wsuser Test", "userfromfullname": "Student1 Test", "component": "moodle", "eventtype": "instantmessage"}`
	const notified = `{"id": 2, "useridfrom": -10, "useridto": 3, "subject": "Backup done", "text": "<p>All of it</p>", "fullmessage": "All of it",
		"fullmessageformat": 1, "fullmessagehtml": "<p>All of it</p>", "smallmessage": "<p>All of it</p><script>1</script>", "notification": 1,
		"contexturl": "https://school.example/backup", "contexturlname": "Backups", "timecreated": 1, "timeread": 0, "usertofullname": "Wsuser Test", "userfromfullname": "Lab site",
		"component": "moodle", "eventtype": "backup", "iconurl": "https://school.example/theme/image.php/boost/core/1/i/marker"}`
	each(t, func(t *testing.T, h *harness) {
		h.try(t, getMessages, []attempt{
			{why: "somebody else's", as: "student1", arguments: `{"useridto": 3}`, code: call.NotOwn, path: "useridto"},
			{why: "between others", as: "teacher", arguments: `{"useridto": 3, "useridfrom": 11}`, code: call.NotOwn, path: "useridto"},
			{why: "everybody's", as: "wsuser", arguments: `{"useridto": 0}`, code: call.NotOwn, path: "useridto"},
			{why: "whether there is somebody is not told to who may not ask", as: "wsuser", arguments: `{"useridto": 99}`, code: call.NotOwn, path: "useridto"},
			{why: "nobody", as: "admin", arguments: `{"useridto": 99}`, code: call.UserNotFound, path: "useridto"},
			{why: "from nobody", as: "wsuser", arguments: `{"useridto": 3, "useridfrom": -5}`, code: call.UserNotFound, path: "useridfrom"},
			{why: "no such type", as: "wsuser", arguments: `{"useridto": 3, "type": "all"}`, code: call.InvalidParameter, path: "type"},
			{why: "neither read nor not", as: "wsuser", arguments: `{"useridto": 3, "read": 3}`, code: call.InvalidParameter, path: "read"},
			{why: "pages do not begin before the first", as: "wsuser", arguments: `{"useridto": 3, "limitfrom": -1}`, code: call.InvalidParameter, path: "limitfrom"},
			{why: "fewer than none", as: "wsuser", arguments: `{"useridto": 3, "limitnum": -1}`, code: call.InvalidParameter, path: "limitnum"},
			{why: "nothing has been read", as: "wsuser", arguments: `{"useridto": 3}`, want: `{"messages": [], "warnings": []}`},
			{why: "newest first: the higher id of the same second", as: "wsuser", arguments: `{"useridto": 3, "read": 0}`, want: `{"messages": [` + notified + `, ` + received + `], "warnings": []}`},
			{why: "oldest first, all of them", as: "admin", arguments: `{"useridto": 3, "read": 2, "newestfirst": false}`, want: `{"messages": [` + received + `, ` + notified + `], "warnings": []}`},
			{why: "from the site", as: "wsuser", arguments: `{"useridto": 3, "useridfrom": -10, "read": 2}`, want: `{"messages": [` + notified + `], "warnings": []}`},
			{why: "between users", as: "wsuser", arguments: `{"useridto": 3, "type": "conversations", "read": 0}`, want: `{"messages": [` + received + `], "warnings": []}`},
			{why: "the second page", as: "wsuser", arguments: `{"useridto": 3, "read": 0, "limitfrom": 1, "limitnum": 1}`, want: `{"messages": [` + received + `], "warnings": []}`},
			{why: "from the second on", as: "wsuser", arguments: `{"useridto": 3, "read": 0, "limitfrom": 1}`, want: `{"messages": [` + received + `], "warnings": []}`},
			{why: "what one sent, to anybody", as: "student1", arguments: `{"useridto": 0, "useridfrom": 11, "read": 0, "type": "conversations"}`, want: `{"messages": [` + received + `], "warnings": []}`},
			{why: "notifications", as: "wsuser", arguments: `{"useridto": 3, "read": 0, "type": "notifications", "limitnum": 5}`, want: `{"messages": [` + notified + `], "warnings": []}`},
		})
		if got := h.must(t, "admin", getMessages, `{"useridto": 0, "read": 2}`); strings.Count(got, `"subject"`) != 3 {
			t.Errorf("all messages are %s", got)
		}
	})
}

func TestMessagesAreMarkedAndCounted(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.try(t, countUnread, []attempt{
			{why: "somebody else's", as: "student1", arguments: `{"useridto": 3}`, code: call.NotOwn, path: "useridto"},
			{why: "nobody's", as: "admin", arguments: `{"useridto": 99}`, code: call.UserNotFound, path: "useridto"},
			{why: "none", as: "student1", arguments: `{"useridto": 11}`, want: `0`},
		})
		h.must(t, "admin", sendMessages, `{"messages": [`+aMessage(3, "a")+`, `+aMessage(3, "b")+`]}`)
		h.must(t, "wsuser", sendMessages, `{"messages": [`+aMessage(3, "c")+`]}`)
		h.try(t, countUnread, []attempt{
			{why: "two conversations with three messages; notifications and what one writes to oneself do not count", as: "wsuser", arguments: `{"useridto": 0}`, want: `2`},
			{why: "an administrator may ask", as: "admin", arguments: `{"useridto": 3}`, want: `2`},
		})
		h.unchanged(t, h.store.DB.Message.Query().Where(message.ReadAtNotNil()).Count, func() {
			h.try(t, markRead, []attempt{
				{why: "to somebody else, whoever asks", as: "admin", arguments: `{"messageid": 1}`, code: call.InvalidParameter, path: "messageid"},
				{why: "one that one sent", as: "student1", arguments: `{"messageid": 1}`, code: call.InvalidParameter, path: "messageid"},
				{why: "a notification", as: "wsuser", arguments: `{"messageid": 2}`, code: call.InvalidParameter, path: "messageid"},
				{why: "none", as: "wsuser", arguments: `{"messageid": 99}`, code: call.InvalidParameter, path: "messageid"},
				{why: "before there was time", as: "wsuser", arguments: `{"messageid": 1, "timeread": -1}`, code: call.InvalidParameter, path: "timeread"},
			})
		})
		h.try(t, markRead, []attempt{
			{why: "at a time", as: "wsuser", arguments: `{"messageid": 1, "timeread": 1700000001}`, want: `{"messageid": 1, "warnings": []}`},
			{why: "twice", as: "wsuser", arguments: `{"messageid": 1}`, want: `{"messageid": 1, "warnings": []}`},
			{why: "now", as: "wsuser", arguments: `{"messageid": 4, "timeread": 0}`, want: `{"messageid": 4, "warnings": []}`},
		})
		if m := h.store.DB.Message.GetX(t.Context(), 1); m.ReadAt == nil || m.ReadAt.Unix() != 1700000001 {
			t.Errorf("the message was read at %v", m.ReadAt)
		}
		if m := h.store.DB.Message.GetX(t.Context(), 4); m.ReadAt == nil || time.Since(*m.ReadAt) > time.Hour {
			t.Errorf("the message was read at %v", m.ReadAt)
		}
		h.try(t, countUnread, []attempt{{why: "one conversation has another message", as: "wsuser", arguments: `{"useridto": 3}`, want: `1`}})
	})
}

func TestUsersAreBlocked(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.unchanged(t, h.store.DB.Contact.Query().Count, func() {
			h.try(t, blockUser, []attempt{
				{why: "for somebody else", as: "teacher", arguments: `{"userid": 3, "blockeduserid": 11}`, code: call.NoPermission, path: "userid"},
				{why: "for nobody", as: "admin", arguments: `{"userid": 9, "blockeduserid": 11}`, code: call.UserNotFound, path: "userid"},
				{why: "nobody", as: "wsuser", arguments: `{"userid": 3, "blockeduserid": 9}`, code: call.UserNotFound, path: "blockeduserid"},
			})
			h.try(t, unblockUser, []attempt{
				{why: "for somebody else", as: "teacher", arguments: `{"userid": 3, "unblockeduserid": 13}`, code: call.NoPermission, path: "userid"},
				{why: "nobody", as: "wsuser", arguments: `{"userid": 3, "unblockeduserid": 99}`, code: call.UserNotFound, path: "unblockeduserid"},
			})
		})
		try := func(want string) {
			t.Helper()
			if got := h.must(t, "wsuser", sendMessages, `{"messages": [`+aMessage(11, "x")+`]}`); !strings.HasPrefix(got, want) {
				t.Errorf("got %s, want %s", got, want)
			}
		}
		h.must(t, "admin", blockUser, `{"userid": 11, "blockeduserid": 3}`)
		h.must(t, "student1", blockUser, `{"userid": 11, "blockeduserid": 3}`)
		h.must(t, "student1", blockUser, `{"userid": 11, "blockeduserid": 11}`)
		try(`[{"msgid":-1`)
		h.must(t, "student1", unblockUser, `{"userid": 11, "unblockeduserid": 3}`)
		h.must(t, "student1", unblockUser, `{"userid": 11, "unblockeduserid": 3}`)
		try(`[{"msgid":4`)
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			return tx.Contact.Create().SetUserID(11).SetOtherID(3).Exec(ctx)
		})
		h.must(t, "student1", unblockUser, `{"userid": 11, "unblockeduserid": 3}`)
		if n := tally(t, h.store.DB.Contact.Query().Where(contact.UserID(11)).Count); n != 1 {
			t.Error("unblocking somebody who is not blocked took a contact away")
		}
		h.must(t, "student1", blockUser, `{"userid": 11, "blockeduserid": 3}`)
		try(`[{"msgid":-1`)
	})
}

func TestThousandMessagesInOneCall(t *testing.T) {
	eachQuiet(t, func(t *testing.T, h *harness) {
		h.addUsers(t, 1000)
		messages := many(1000, func(i int) string { return aMessage(1000+i, fmt.Sprint("m", i)) })
		var result string
		if n := h.reads(t, func() { result = h.must(t, "wsuser", sendMessages, `{"messages": `+messages+`}`) }); n > 14 {
			t.Errorf("1000 messages took %d statements that read", n)
		}
		var sent []struct{ MsgID int }
		if err := json.Unmarshal([]byte(result), &sent); err != nil || len(sent) != 1000 {
			t.Fatalf("%d results: %v", len(sent), err)
		}
		for _, i := range []int{0, 499, 500, 999} {
			if m := h.store.DB.Message.GetX(t.Context(), sent[i].MsgID); m.ToID != 1000+i || m.Text != fmt.Sprint("m", i) {
				t.Errorf("the result names message %v for %d", m, i)
			}
		}
		if n := h.reads(t, func() { h.must(t, "wsuser", getMessages, `{"useridto": 0, "useridfrom": 3, "read": 2}`) }); n > 7 {
			t.Errorf("reading 1000 messages took %d statements", n)
		}
	})
}
