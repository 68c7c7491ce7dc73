package functions_test

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"

	entchange "gatehouse/ent/change"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

const (
	getPreferences = "core_user_get_user_preferences"
	setPreferences = "core_user_set_user_preferences"
)

func fillPreferences(t *testing.T, h *harness) {
	t.Helper()
	h.write(t, func(ctx context.Context, tx *store.Tx) error {
		if err := tx.User.UpdateOneID(12).SetPreferences(map[string]string{"auth_forcepasswordchange": "1"}).Exec(ctx); err != nil {
			return err
		}
		return tx.User.UpdateOneID(11).SetPreferences(map[string]string{"b": "<b>ü</b>", "a": ""}).Exec(ctx)
	})
}

func TestPreferencesAreRead(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		fillPreferences(t, h)
		h.try(t, getPreferences, []attempt{
			{why: "somebody else's", as: "nobody", arguments: `{"userid": 11}`, code: call.NoPermission, path: "userid"},
			{why: "whether somebody is there is not told", as: "wsuser", arguments: `{"userid": 99}`, code: call.NoPermission, path: "userid"},
			{why: "a token for a course", as: "student1", course: 2, arguments: `{}`, code: call.RestrictedContext},
			{why: "who must change the password first", as: "student2", arguments: `{}`, code: call.MustChangePassword},
			{why: "no such user", as: "admin", arguments: `{"userid": 99}`, code: call.UserNotFound, path: "userid"},
			{why: "a deleted user", as: "admin", arguments: `{"userid": 9}`, code: call.UserNotFound, path: "userid"},
			{why: "the guest", as: "admin", arguments: `{"userid": 1}`, code: call.UserNotFound, path: "userid"},
			{why: "all of one's own", as: "student1", arguments: `{}`, want: `{"preferences": [{"name": "a", "value": ""}, {"name": "b", "value": "<b>ü</b>"}], "warnings": []}`},
			{why: "one of one's own, by one's id", as: "student1", arguments: `{"name": "b", "userid": 11}`, want: `{"preferences": [{"name": "b", "value": "<b>ü</b>"}], "warnings": []}`},
			{why: "one that is not set", as: "student1", arguments: `{"name": "c"}`, want: `{"preferences": [{"name": "c", "value": null}], "warnings": []}`},
			{why: "none at all", as: "nobody", arguments: `{}`, want: `{"preferences": [], "warnings": []}`},
			{why: "an administrator reads others'", as: "admin", arguments: `{"name": "a", "userid": 11}`, want: `{"preferences": [{"name": "a", "value": ""}], "warnings": []}`},
		})
	})
}

func TestPreferencesAreNotStored(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		fillPreferences(t, h)
		long := strings.Repeat("x", 256)
		h.unchanged(t, h.store.DB.Change.Query().Count, func() {
			h.try(t, setPreferences, []attempt{
				{why: "a token for a course", as: "student1", course: 2, arguments: `{"preferences": [{"name": "a", "value": "1"}]}`, code: call.RestrictedContext},
				{why: "who must change the password first", as: "student2", arguments: `{"preferences": [{"name": "auth_forcepasswordchange", "value": "0"}]}`, code: call.MustChangePassword},
				{why: "the value is missing", as: "nobody", arguments: `{"preferences": [{"name": "a"}]}`, code: call.InvalidParameter, path: "preferences[0].value"},
				{
					why: "somebody else's, one that is not there, and what is not one's own to change: all alike", as: "nobody",
					arguments: `{"preferences": [{"name": "a", "value": "1", "userid": 11}, {"name": "a", "value": "1", "userid": 99}, {"name": "auth_forcepasswordchange", "value": "1"}]}`,
					want: `{"saved": [], "warnings": [
						{"item": "user", "itemid": 11, "warningcode": "nopermission", "message": "You may not change the preference a of the user 11."},
						{"item": "user", "itemid": 99, "warningcode": "nopermission", "message": "You may not change the preference a of the user 99."},
						{"item": "user", "itemid": 5, "warningcode": "nopermission", "message": "You may not change the preference auth_forcepasswordchange of the user 5."}]}`,
				},
				{
					why: "users who are not there, and what is too long", as: "admin",
					arguments: `{"preferences": [{"name": "a", "value": "1", "userid": 99}, {"name": "a", "value": "1", "userid": 9}, {"name": "a", "value": "1", "userid": 1}, {"name": "", "value": "1"}, {"name": "` + long + `", "value": "1"}, {"name": "a", "value": "` + strings.Repeat("ü", 1334) + `"}]}`,
					want: `{"saved": [], "warnings": [
						{"item": "user", "itemid": 99, "warningcode": "invaliduser", "message": "There is no user 99 who could have preferences."},
						{"item": "user", "itemid": 9, "warningcode": "invaliduser", "message": "There is no user 9 who could have preferences."},
						{"item": "user", "itemid": 1, "warningcode": "invaliduser", "message": "There is no user 1 who could have preferences."},
						{"item": "user", "itemid": 2, "warningcode": "errorsavingpreference", "message": "The name of the preference has 0 bytes, expected 1 to 255."},
						{"item": "user", "itemid": 2, "warningcode": "errorsavingpreference", "message": "The name of the preference has 256 bytes, expected 1 to 255."},
						{"item": "user", "itemid": 2, "warningcode": "errorsavingpreference", "message": "The value of the preference a is longer than 1333 characters."}]}`,
				},
				{why: "none", as: "nobody", arguments: `{"preferences": []}`, want: `{"saved": [], "warnings": []}`},
			})
		})
	})
}

func TestPreferencesAreStored(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		fillPreferences(t, h)
		changes := func() []int {
			return h.store.DB.Change.Query().Where(entchange.Kind(store.UserChanged)).Order(entchange.ByID()).Select(entchange.FieldSubjectID).IntsX(t.Context())
		}
		h.try(t, setPreferences, []attempt{
			{
				why: "one is set, one is taken away, one stands there twice, and one is refused", as: "student1",
				arguments: `{"preferences": [{"name": "c", "value": "1"}, {"name": "b", "value": null}, {"name": "c", "value": "<i>ß</i>", "userid": 11}, {"name": "c", "value": "1", "userid": 5}]}`,
				want: `{"saved": [{"name": "c", "userid": 11}, {"name": "b", "userid": 11}, {"name": "c", "userid": 11}], "warnings": [
					{"item": "user", "itemid": 5, "warningcode": "nopermission", "message": "You may not change the preference c of the user 5."}]}`,
			},
		})
		stored := func(id int) map[string]string { return h.store.DB.User.GetX(t.Context(), id).Preferences }
		if got := stored(11); !reflect.DeepEqual(got, map[string]string{"a": "", "c": "<i>ß</i>"}) {
			t.Errorf("stored %v", got)
		}
		if got := changes(); len(got) != 0 {
			t.Errorf("the access of %v changed with an ordinary preference", got)
		}
		h.must(t, "admin", setPreferences, `{"preferences": [{"name": "auth_forcepasswordchange", "value": null, "userid": 12}, {"name": "x", "value": "1", "userid": 11}, {"name": "x", "value": "2"}]}`)
		if got := stored(12); len(got) != 0 {
			t.Errorf("the user must still change the password: %v", got)
		}
		if u := h.store.DB.User.GetX(t.Context(), 12); u.Username != "student2" || u.Email != "student2@example.com" {
			t.Errorf("storing preferences changed the user: %v", u)
		}
		if got := changes(); !reflect.DeepEqual(got, []int{12}) {
			t.Errorf("the access of %v has changed, want that of 12", got)
		}
		if event := h.lastEvent(t); event.Action != setPreferences || event.Subject != "user 2, user 11, user 12" {
			t.Errorf("the audit trail says %s %s", event.Action, event.Subject)
		}
	})
}

func TestThousandPreferences(t *testing.T) {
	eachQuiet(t, func(t *testing.T, h *harness) {
		h.addUsers(t, 1000)
		list := many(1000, func(i int) string { return fmt.Sprintf(`{"name": "a", "value": "%d", "userid": %d}`, i, 1000+i) })
		n := h.reads(t, func() { h.must(t, "admin", setPreferences, `{"preferences": `+list+`}`) })
		t.Logf("%d statements that read", n)
		if n > 6 {
			t.Errorf("1000 preferences took %d statements that read", n)
		}
		if got := h.store.DB.User.GetX(t.Context(), 1999).Preferences["a"]; got != "999" {
			t.Errorf("the last is %q", got)
		}
	})
}
