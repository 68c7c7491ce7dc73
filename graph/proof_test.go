package graph

import (
	"strings"
	"testing"
	"time"

	"gatehouse/server/people"
)

// TestLinksEndWithThePassword checks that a link does not outlive a password that was chosen without it.
func TestLinksEndWithThePassword(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		user, ada := w.addUser("ada", false)
		_, root := w.addUser("root", true)
		link := func() string {
			url := root.done(`mutation($u:ID!){createPasswordLink(user:$u){url}}`, "u", user.ID).text("createPasswordLink.url")
			return url[strings.LastIndex(url, "/")+1:]
		}
		for why, change := range map[string]func(){
			"the owner chose a password": func() {
				ada.done(`mutation($p:String!){changePassword(current:$p,new:"another good password"){viewer{id}}}`, "p", goodPassword)
			},
			"an administrator did": func() {
				root.done(`mutation($u:ID!){updateUser(id:$u,input:{password:"one more good password"}){id}}`, "u", user.ID)
			},
			"the account was suspended": func() {
				root.done(`mutation($u:ID!){updateUser(id:$u,input:{suspended:true}){id}}`, "u", user.ID)
				root.done(`mutation($u:ID!){updateUser(id:$u,input:{suspended:false}){id}}`, "u", user.ID)
			},
		} {
			secret := link()
			if change(); w.stranger().done(`query($s:String!){link(secret:$s){purpose}}`, "s", secret).at("link") != nil {
				t.Errorf("the link is still good after %s", why)
			}
			w.update("ada", "password_hash", hashOfGood(t))
			ada = w.signIn("ada")
		}
	})
}

func hashOfGood(t *testing.T) string {
	t.Helper()
	hash, err := people.HashPassword(t.Context(), goodPassword)
	if err != nil {
		t.Fatal(err)
	}
	return hash
}

// TestStaleProof opens sessions for accounts that changed after the password was checked.
func TestStaleProof(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		proved, _ := w.addUser("ada", false)
		sessions := people.NewSessions(w.store, time.Now)
		for why, change := range map[string]func(){
			"another password": func() { w.update("ada", "password_hash", hashOfGood(t)) },
			"a suspension":     func() { w.update("ada", "suspended", true) },
		} {
			change()
			if _, err := sessions.Enter(t.Context(), proved, people.Visit{}); err != people.ErrNoSession {
				t.Errorf("a session after %s: %v", why, err)
			}
		}
	})
}

// TestSessionsInTheTrail checks that signing in and out are told with the request that did it.
func TestSessionsInTheTrail(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, ada := w.addUser("ada", false)
		ada.done(`mutation{signOut}`)
		if trail := w.audited(); !strings.HasSuffix(trail, "session.open session.end") {
			t.Errorf("the trail is %s", trail)
		}
		rows, err := w.store.DB.AuditEvent.Query().All(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			if strings.HasPrefix(row.Action, "session.") && (row.RequestID != "r1" || row.Address != "127.0.0.1" || row.Actor != "ada") {
				t.Errorf("%s by %q from %q in request %q", row.Action, row.Actor, row.Address, row.RequestID)
			}
		}
		if got := ada.ask(`mutation($p:String!){confirmPassword(password:$p){accessToken}}`, "p", goodPassword); got.code() != codeUnauthenticated {
			t.Errorf("confirmed in a session that has ended: %s", got.answer.text)
		}
	})
}
