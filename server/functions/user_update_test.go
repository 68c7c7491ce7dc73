package functions_test

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/netip"
	"strings"
	"sync"
	"testing"

	"gatehouse/ent"
	"gatehouse/ent/auditevent"
	"gatehouse/ent/token"
	"gatehouse/server/call"
	"gatehouse/server/people"
	"gatehouse/server/store"
)

const updateUsers = "core_user_update_users"

// warningCodes reads the warnings of a result as "ITEMID CODE".
func warningCodes(t *testing.T, result string) string {
	t.Helper()
	var out struct {
		Warnings []struct {
			Item        string
			ItemID      int
			WarningCode string
			Message     string
		}
	}
	if err := json.Unmarshal([]byte(result), &out); err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, w := range out.Warnings {
		if w.Item != "user" || w.Message == "" {
			t.Errorf("a warning is %+v", w)
		}
		codes = append(codes, fmt.Sprintf("%d %s", w.ItemID, w.WarningCode))
	}
	return strings.Join(codes, ", ")
}

// addToken gives a user a token.
func addToken(t *testing.T, h *harness, id, userID int) {
	t.Helper()
	change(t, h, func(ctx context.Context, tx *store.Tx) error {
		if exists, err := tx.Service.Query().Exist(ctx); err != nil || !exists {
			if err := tx.Service.Create().SetID(1).SetName("Service").Exec(ctx); err != nil {
				return err
			}
		}
		hash := sha256.Sum256(fmt.Appendf(nil, "%d", id))
		return tx.Token.Create().SetID(id).SetName("test").SetHash(hash[:]).SetHint("test").SetUserID(userID).SetServiceID(1).Exec(ctx)
	})
}

// told collects what subscribers of the store are told.
type told struct {
	mu      sync.Mutex
	changes map[store.Change]bool
}

func listen(h *harness) *told {
	heard := &told{changes: map[store.Change]bool{}}
	h.store.Subscribe(func(_ context.Context, c store.Changes) error {
		heard.mu.Lock()
		defer heard.mu.Unlock()
		for _, one := range c.List {
			heard.changes[one] = true
		}
		return nil
	})
	return heard
}

func (h *told) of(kind string, id int) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.changes[store.Change{Kind: kind, ID: id}]
}

func TestUserUpdateRefuses(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.refused(t, "nobody", updateUsers, `{"users":[{"id":5,"city":"Rome"}]}`, call.NoPermission, "")
		h.refused(t, "wsuser", updateUsers, `{"users":[{"id":11,"username":null}]}`, call.InvalidParameter, "users[0].username")
		passwords := strings.TrimSuffix(strings.Repeat(`{"id":11,"password":"Passw0rd!"},`, 51), ",")
		h.refused(t, "wsuser", updateUsers, `{"users":[`+passwords+`]}`, call.InvalidParameter, "users")
		for _, bad := range []struct{ why, user, code string }{
			{"nobody", `"id":99999999`, "99999999 invaliduserid"},
			{"a deleted user", `"id":9`, "9 usernotupdateddeleted"},
			{"the guest", `"id":1`, "1 usernotupdatedguest"},
			{"an administrator, by somebody who is none", `"id":2`, "2 usernotupdatedadmin"},
			{"an address that is none", `"id":11,"email":"x"`, "11 useremailinvalid"},
			{"no address", `"id":11,"email":""`, "11 useremailinvalid"},
			{"an address that is taken, in capitals", `"id":11,"email":"STUDENT2@example.com"`, "11 useremailduplicate"},
			{"a name that is taken", `"id":11,"username":"student2"`, "11 usernametaken"},
			{"a name that a deleted user still has", `"id":11,"username":"wsdeleted"`, "11 usernametaken"},
			{"oneself suspended", `"id":3,"suspended":true`, "3 cannotsuspendself"},
			{"one's own door shut", `"id":3,"auth":"nologin"`, "3 cannotsuspendself"},
			{"a weak password", `"id":11,"password":"abc"`, "11 passwordpolicy"},
			{"an empty password", `"id":11,"password":""`, "11 passwordpolicy"},
			{"a blank last name", `"id":11,"lastname":" "`, "11 invalidparameter"},
			{"a picture", `"id":11,"userpicture":5`, "11 invalidparameter"},
			{"a country that is too long", `"id":11,"country":"FRA"`, "11 invalidparameter"},
		} {
			t.Run(bad.why, func(t *testing.T) {
				if got := warningCodes(t, h.must(t, "wsuser", updateUsers, `{"users":[{"city":"Rome",`+bad.user+`}]}`)); got != bad.code {
					t.Errorf("got %q, want %q", got, bad.code)
				}
			})
		}
		if count := h.store.DB.AuditEvent.Query().Where(auditevent.Action(updateUsers)).CountX(t.Context()); count != 0 {
			t.Errorf("%d changes were recorded, none was made", count)
		}
		if got := warningCodes(t, h.must(t, "admin", updateUsers, `{"users":[{"id":2,"auth":"nologin"}]}`)); got != "2 cannotsuspendself" {
			t.Errorf("an administrator shuts his own door: %q", got)
		}
		if got := warningCodes(t, h.must(t, "admin", updateUsers, `{"users":[{"id":2,"city":"Rome"}]}`)); got != "" {
			t.Errorf("an administrator changing an administrator: %s", got)
		}
	})
}

// lateGrants shut the caller's door once the caller has come through it, as another call at the same moment may.
type lateGrants struct {
	call.Grants
	after func()
}

func (g lateGrants) Find(ctx context.Context, c call.Credential, address netip.Addr) (*call.Grant, error) {
	grant, err := g.Grants.Find(ctx, c, address)
	g.after()
	return grant, err
}

// Of two administrators who shut each other out at the same moment one remains.
func TestUserUpdateLeavesAnAdministrator(t *testing.T) {
	for _, row := range []struct {
		why, change, want string
		meanwhile         func(*ent.UserUpdateOne)
	}{
		{"suspended while the caller was", `"suspended":true`, "60 cannotsuspendlastadmin", func(u *ent.UserUpdateOne) { u.SetSuspended(true) }},
		{"no way to sign in while the caller lost it", `"auth":"nologin"`, "60 cannotsuspendlastadmin", func(u *ent.UserUpdateOne) { u.SetAuth("nologin") }},
		{"while the caller was found to be unconfirmed", `"suspended":true`, "60 cannotsuspendlastadmin", func(u *ent.UserUpdateOne) { u.SetConfirmed(false) }},
		{"while the caller was deleted", `"auth":"nologin"`, "60 cannotsuspendlastadmin", func(u *ent.UserUpdateOne) { u.SetDeleted(true) }},
		{"while the caller stopped being one", `"suspended":true`, "60 cannotsuspendlastadmin", func(u *ent.UserUpdateOne) { u.SetSiteAdmin(false) }},
		{"another change does not matter", `"city":"Rome"`, "", func(u *ent.UserUpdateOne) { u.SetSuspended(true) }},
		{"somebody is left", `"suspended":true`, "", func(u *ent.UserUpdateOne) { u.SetCity("Rome") }},
	} {
		t.Run(row.why, func(t *testing.T) {
			each(t, func(t *testing.T, h *harness) {
				change(t, h, func(ctx context.Context, tx *store.Tx) error {
					return tx.User.Create().SetID(60).SetUsername("second").SetSiteAdmin(true).Exec(ctx)
				})
				h.dispatcher.Grants = lateGrants{h.grants, func() {
					change(t, h, func(ctx context.Context, tx *store.Tx) error {
						u := tx.User.UpdateOneID(2)
						row.meanwhile(u)
						return u.Exec(ctx)
					})
				}}
				if got := warningCodes(t, h.must(t, "admin", updateUsers, `{"users":[{"id":60,`+row.change+`}]}`)); got != row.want {
					t.Errorf("got %q, want %q", got, row.want)
				}
			})
		})
	}
}

func TestUserUpdate(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		change(t, h, func(ctx context.Context, tx *store.Tx) error {
			return tx.User.UpdateOneID(11).SetPreferences(map[string]string{"old": "1", "gone": "1"}).SetCustomFields(map[string]string{"shoe": "44"}).Exec(ctx)
		})
		// The second fails and the others are changed; the third takes the name that the first gave up.
		got := h.must(t, "wsuser", updateUsers, `{"users":[
			{"id":11,"username":"pupil","lastname":"Ümlaut & Co","email":"Student1@example.com","timezone":"",
			 "preferences":[{"type":"gone","value":null},{"type":"new","value":""}],"customfields":[{"type":"hat","value":"7"}]},
			{"id":9,"city":"Rome"},
			{"id":13,"username":"student1","city":null}]}`)
		if codes := warningCodes(t, got); codes != "9 usernotupdateddeleted" {
			t.Errorf("got %s", got)
		}
		u := h.userNamed(t, "pupil")
		stored := fmt.Sprintf("%d %s %s %s %s %v %v", u.ID, u.LastName, u.Email, u.Timezone, u.City, u.Preferences, u.CustomFields)
		if stored != "11 Ümlaut & Co Student1@example.com 99 Perth map[new: old:1] map[hat:7 shoe:44]" {
			t.Errorf("the first user is %s", stored)
		}
		if u := h.userNamed(t, "student1"); u == nil || u.ID != 13 || u.City != "Perth" {
			t.Errorf("the third user is %v", u)
		}
	})
}

// What the schema refuses is refused before any account is changed.
func TestUserUpdateSchemaFirst(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.refused(t, "wsuser", updateUsers, `{"users":[{"id":11,"city":"Rome"},{"id":12,"city":"<b>Rome</b>"}]}`, call.InvalidParameter, "users[1].city")
		if got := h.userNamed(t, "student1").City; got != "Perth" {
			t.Errorf("the first account was changed to %s", got)
		}
	})
}

// What ends the tokens of a user, and what does not.
func TestUserUpdateEndsTokens(t *testing.T) {
	for _, row := range []struct {
		why, change string
		keep        bool // the settings say that tokens go on
		ends, told  bool
	}{
		{"a city is nobody's business", `"city":"Rome"`, false, false, false},
		{"a name is kept in memory", `"firstname":"X"`, false, false, true},
		{"so is a preference", `"preferences":[{"type":"auth_forcepasswordchange","value":"1"}]`, false, false, true},
		{"a suspension ends tokens", `"suspended":true`, false, true, true},
		{"unless the settings say otherwise", `"suspended":true`, true, false, true},
		{"lifting one does not", `"suspended":false`, false, false, true},
		{"a password ends tokens", `"password":"Passw0rd!2"`, false, true, true},
		{"unless the settings say otherwise", `"password":"Passw0rd!2"`, true, false, true},
	} {
		t.Run(row.why, func(t *testing.T) {
			each(t, func(t *testing.T, h *harness) {
				addToken(t, h, 71, 11)
				addToken(t, h, 72, 12)
				if row.keep {
					keepTokens(t, h)
				}
				heard := listen(h)
				if got := warningCodes(t, h.must(t, "wsuser", updateUsers, `{"users":[{"id":11,`+row.change+`}]}`)); got != "" {
					t.Fatal(got)
				}
				ended := h.store.DB.Token.Query().Where(token.RevokedAtNotNil()).IDsX(t.Context())
				if row.ends != (len(ended) == 1 && ended[0] == 71) || !row.ends && len(ended) > 0 {
					t.Errorf("ended tokens %v, want 71 among them: %t", ended, row.ends)
				}
				if heard.of(store.UserChanged, 11) != row.told || heard.of(store.TokenChanged, 71) != row.ends {
					t.Errorf("others were told %v", heard.changes)
				}
			})
		})
	}
}

func keepTokens(t *testing.T, h *harness) {
	t.Helper()
	change(t, h, func(ctx context.Context, tx *store.Tx) error {
		changed := h.store.Settings().Clone()
		changed.Tokens.EndOnPassword, changed.Tokens.EndOnSuspension = false, false
		_, err := tx.SaveSettings(ctx, h.store.Settings(), changed)
		return err
	})
}

func TestUserUpdateSetsPassword(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.must(t, "wsuser", updateUsers, `{"users":[{"id":11,"password":"Passw0rd!2"}]}`)
		if match, _, err := people.CheckPassword(t.Context(), "Passw0rd!2", h.userNamed(t, "student1").PasswordHash); err != nil || !match {
			t.Errorf("the new password does not match: %v", err)
		}
		event := h.store.DB.AuditEvent.Query().Where(auditevent.Action(updateUsers)).OnlyX(t.Context())
		if details := fmt.Sprint(event.Details); event.Subject != "user 11" || details != "map[changed:[password]]" {
			t.Errorf("the audit trail says %s %s", event.Subject, details)
		}
	})
}
