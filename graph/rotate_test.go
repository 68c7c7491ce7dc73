package graph

import (
	"testing"
	"time"
)

// TestRotationKeepsTheEnd checks that nobody outlives what an administrator has set by rotating.
func TestRotationKeepsTheEnd(t *testing.T) {
	const rotate = `mutation($i:ID!){rotateToken(id:$i,overlapHours:1){token{id validUntil}}}`
	each(t, func(t *testing.T, w *world) {
		user, _ := w.addUser("ada", false)
		_, root := w.addUser("root", true)
		service := root.done(`mutation{createService(input:{name:"S",shortName:"s",enabled:true}){id}}`).text("createService.id")
		end := w.now.Add(5 * time.Hour).Truncate(time.Second)
		id := root.done(`mutation($u:ID!,$s:ID!,$v:String!){createToken(input:{user:$u,service:$s,name:"k",validUntil:$v}){token{id}}}`,
			"u", user.ID, "s", service, "v", end.Format(time.RFC3339)).text("createToken.token.id")
		w.now = w.now.Add(time.Hour)
		ada := w.signIn("ada")
		rotated := ada.done(rotate, "i", id)
		if until, _ := time.Parse(time.RFC3339, rotated.text("rotateToken.token.validUntil")); !until.Equal(end) {
			t.Errorf("the end moved from %s to %s", end, until)
		}
		w.now = end.Add(time.Minute)
		ada = w.signIn("ada")
		if got := ada.ask(rotate, "i", rotated.text("rotateToken.token.id")); got.code() == "" {
			t.Errorf("a key that has ended works again: %s", got.answer.text)
		}
		root = w.signIn("root")
		if got := root.ask(rotate, "i", rotated.text("rotateToken.token.id")); got.code() != "" {
			t.Errorf("by an administrator: %s", got.answer.text)
		}
	})
}
