package functions_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"gatehouse/ent"
	"gatehouse/ent/auditevent"
	"gatehouse/ent/user"
	"gatehouse/server/call"
	"gatehouse/server/people"
)

const createUsers = "core_user_create_users"

// person is the JSON of a user to make, with what a test adds or changes.
func person(username, more string) string {
	fields := map[string]any{
		"username": username, "password": "Passw0rd!", "firstname": "Fïrst", "lastname": "O'Brien & Co", "email": username + "@example.org",
	}
	if err := json.Unmarshal([]byte("{"+more+"}"), &fields); err != nil {
		panic(err)
	}
	for key, value := range fields {
		if value == "-" { // takes the field away
			delete(fields, key)
		}
	}
	text, _ := json.Marshal(fields)
	return string(text)
}

func accounts(users ...string) string { return `{"users":[` + strings.Join(users, ",") + `]}` }

func (h *harness) userNamed(t *testing.T, username string) *ent.User {
	t.Helper()
	u, err := h.store.DB.User.Query().Where(user.Username(username)).Only(t.Context())
	if err != nil && !ent.IsNotFound(err) {
		t.Fatal(err)
	}
	return u
}

func TestUserCreateRefuses(t *testing.T) {
	many := make([]string, 51)
	for i := range many {
		many[i] = person(fmt.Sprintf("many%d", i), "")
	}
	each(t, func(t *testing.T, h *harness) {
		h.refused(t, "nobody", createUsers, accounts(person("a", "")), call.NoPermission, "")
		for _, bad := range []struct {
			why, users string
			code       call.Code
			path       string
		}{
			{"a name that is taken", person("student1", ""), call.InvalidParameter, "users[1].username"},
			{"a name that a deleted user still has", person("wsdeleted", ""), call.InvalidParameter, "users[1].username"},
			{"an address that is taken, in capitals", person("a", `"email":"STUDENT1@Example.com"`), call.InvalidParameter, "users[1].email"},
			{"a name twice in the call", person("first", `"email":"other@example.org"`), call.InvalidParameter, "users[1].username"},
			{"an address twice in the call", person("a", `"email":"First@example.ORG"`), call.InvalidParameter, "users[1].email"},
			{"an address that is none", person("a", `"email":"notanemail"`), call.InvalidParameter, "users[1].email"},
			{"no address", person("a", `"email":""`), call.InvalidParameter, "users[1].email"},
			{"a name in capitals", person("Bad", ""), call.InvalidParameter, "users[1].username"},
			{"a blank first name", person("a", `"firstname":" "`), call.InvalidParameter, "users[1].firstname"},
			{"a last name that is null", person("a", `"lastname":null`), call.InvalidParameter, "users[1].lastname"},
			{"no name at all", person("", `"email":"a@example.org"`), call.InvalidParameter, "users[1].username"},
			{"markup in a name", person("a", `"firstname":"A <b>"`), call.InvalidParameter, "users[1].firstname"},
			{"no password", person("a", `"password":"-"`), call.InvalidParameter, "users[1].password"},
			{"an empty password", person("a", `"password":""`), call.InvalidParameter, "users[1].password"},
			{"a weak password", person("a", `"password":"abc"`), call.PasswordTooWeak, "users[1].password"},
			{"a password without end", person("a", `"password":"Passw0rd!`+strings.Repeat("x", 600)+`"`), call.InvalidParameter, "users[1].password"},
			{"a way to sign in that there is not", person("a", `"auth":"ldap"`), call.InvalidParameter, "users[1].auth"},
			{"a language that there is not", person("a", `"lang":"xx"`), call.InvalidParameter, "users[1].lang"},
			{"a theme that there is not", person("a", `"theme":"neon"`), call.InvalidParameter, "users[1].theme"},
			{"a calendar that there is not", person("a", `"calendartype":"hijri"`), call.InvalidParameter, "users[1].calendartype"},
			{"a country that is too long", person("a", `"country":"FRA"`), call.InvalidParameter, "users[1].country"},
			{"a mail setting that there is not", person("a", `"maildisplay":7`), call.InvalidParameter, "users[1].maildisplay"},
			{"a preference without a name", person("a", `"preferences":[{"type":"","value":"1"}]`), call.InvalidParameter, "users[1].preferences[0].type"},
			{"more passwords than one call may set", strings.Join(many, ","), call.InvalidParameter, "users"},
		} {
			t.Run(bad.why, func(t *testing.T) {
				h.refused(t, "wsuser", createUsers, accounts(person("first", ""), bad.users), bad.code, bad.path)
				if h.userNamed(t, "first") != nil {
					t.Error("the first user of the call was made all the same")
				}
			})
		}
	})
}

func TestUserCreate(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		got := h.must(t, "wsuser", createUsers, accounts(
			person("zoe", `"preferences":[{"type":"auth_forcepasswordchange","value":"0"},{"type":"gone","value":null}],"customfields":[{"type":"shoe","value":"44"}],
				"city":"Zürich","timezone":"","description":"<script>alert(1)</script>","maildisplay":0,"idnumber":null`),
			person("later", `"createpassword":true,"password":"-"`),
			person("robot", `"auth":"webservice","password":"-"`),
		))
		if got != `[{"id":15,"username":"zoe"},{"id":16,"username":"later"},{"id":17,"username":"robot"}]` {
			t.Fatalf("got %s", got)
		}
		zoe := h.userNamed(t, "zoe")
		if match, _, err := people.CheckPassword(t.Context(), "Passw0rd!", zoe.PasswordHash); err != nil || !match {
			t.Errorf("the password of zoe is not the one given: %v", err)
		}
		stored := fmt.Sprintf("%s %s %s %d %v %v %t", zoe.FirstName, zoe.City, zoe.Timezone, zoe.MailDisplay, zoe.Preferences, zoe.CustomFields, zoe.Confirmed)
		if stored != "Fïrst Zürich 99 0 map[auth_forcepasswordchange:0] map[shoe:44] true" {
			t.Errorf("zoe is %s", stored)
		}
		later, robot := h.userNamed(t, "later"), h.userNamed(t, "robot")
		if later.PasswordHash != "" || later.Preferences["auth_forcepasswordchange"] != "1" {
			t.Errorf("createpassword gave %q and %v", later.PasswordHash, later.Preferences)
		}
		if robot.PasswordHash != "" || robot.Auth != "webservice" || len(robot.Preferences) != 0 {
			t.Errorf("robot is %+v", robot)
		}
		event, err := h.store.DB.AuditEvent.Query().Where(auditevent.Action(createUsers)).Only(t.Context())
		if err != nil || event.Subject != "user 15, user 16, user 17" || event.Actor != "wsuser" {
			t.Errorf("the audit trail says %+v, %v", event, err)
		}
	})
}

// A thousand accounts without passwords are made by one call, and one bad account among them spoils all.
func TestUserCreateMany(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		batch := make([]string, 1000)
		for i := range batch {
			batch[i] = person(fmt.Sprintf("many%d", i), `"password":"-","createpassword":true`)
		}
		last := batch[999]
		batch[999] = person("many999", `"email":"student2@example.com"`)
		h.refused(t, "wsuser", createUsers, accounts(batch...), call.InvalidParameter, "users[999].email")
		if h.userNamed(t, "many0") != nil {
			t.Error("the first user of the refused call was made all the same")
		}
		batch[999] = last
		h.must(t, "wsuser", createUsers, accounts(batch...))
		if count := h.store.DB.User.Query().Where(user.UsernameHasPrefix("many")).CountX(t.Context()); count != 1000 {
			t.Errorf("%d users, want 1000", count)
		}
	})
}

// The transaction looks again: somebody else may have taken a name since the call was checked.
func TestUserCreateLooksAgain(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.store.DB.User.Intercept(ent.InterceptFunc(blind(2 + 1))) // the grant of the caller, and the two look-ups before the transaction
		h.refused(t, "wsuser", createUsers, accounts(person("first", ""), person("student1", "")), call.InvalidParameter, "users[1].username")
		if exists := h.store.DB.User.Query().Where(user.Username("first")).ExistX(t.Context()); exists {
			t.Error("the first user was made all the same")
		}
	})
}

// blind hides every user from look-ups outside transactions for a number of queries after the first.
func blind(queries int) func(ent.Querier) ent.Querier {
	seen := 0
	return func(next ent.Querier) ent.Querier {
		return ent.QuerierFunc(func(ctx context.Context, q ent.Query) (ent.Value, error) {
			if seen++; seen > 1 && seen <= queries {
				q.(*ent.UserQuery).Where(user.IDLT(0))
			}
			return next.Query(ctx, q)
		})
	}
}
