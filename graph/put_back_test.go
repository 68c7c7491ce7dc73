package graph

import (
	"testing"
	"time"
)

// TestPutBack checks that putting a change back undoes that change and nothing else.
func TestPutBack(t *testing.T) {
	const putBack = `mutation($e:ID!){putBack(event:$e)}`
	each(t, func(t *testing.T, w *world) {
		ada, _ := w.addUser("ada", false)
		_, root := w.addUser("root", true)
		newest := func(action string) string {
			return root.done(`query($a:String!){auditEvents(filter:{action:$a},first:1){nodes{id}}}`, "a", action).text("auditEvents.nodes.0.id")
		}
		promote := func(on bool) string {
			root.done(`mutation($u:ID!,$on:Boolean!){updateUser(id:$u,input:{siteAdmin:$on}){id}}`, "u", ada.ID, "on", on)
			return newest("user.update")
		}
		promoted, demoted := promote(true), promote(false)
		if got := root.ask(putBack, "e", promoted); got.code() != codeConflict {
			t.Errorf("a change that was undone since: %s", got.answer.text)
		}
		w.now = w.now.Add(16 * time.Minute)
		root.access = root.done(`mutation{refresh{accessToken}}`).text("refresh.accessToken")
		if got := root.ask(putBack, "e", demoted); got.code() != codeReauthenticate {
			t.Errorf("an administrator made without a password: %s", got.answer.text)
		}
		root = w.signIn("root")
		root.done(`mutation($u:ID!){deleteUser(id:$u)}`, "u", ada.ID)
		if got := root.ask(putBack, "e", demoted); got.code() != codeConflict {
			t.Errorf("an account that was deleted since: %s", got.answer.text)
		}
		if got := root.done(`{users(filter:{siteAdmin:true}){nodes{username}}}`); got.text("users.nodes") != "[map[username:root]]" {
			t.Errorf("administrators: %s", got.answer.text)
		}

		service := root.done(`mutation{createService(input:{name:"S",shortName:"a"}){id}}`).text("createService.id")
		update := func(shortName string) string {
			root.done(`mutation($s:ID!,$n:String!){updateService(id:$s,input:{shortName:$n}){id}}`, "s", service, "n", shortName)
			return newest("service.update")
		}
		older, last := update("b"), update("c")
		if got := root.ask(putBack, "e", older); got.code() != codeConflict {
			t.Errorf("a change before the last one: %s", got.answer.text)
		}
		root.done(putBack, "e", last)
		if got := root.done(`query($s:ID!){service(id:$s){shortName}}`, "s", service); got.text("service.shortName") != "b" {
			t.Errorf("put back: %s", got.answer.text)
		}
		root.done(putBack, "e", older)
		root.done(`mutation($s:ID!){deleteService(id:$s)}`, "s", service)
		if got := root.ask(putBack, "e", last); got.code() != codeConflict {
			t.Errorf("a service that was deleted since: %s", got.answer.text)
		}
		for _, action := range []string{"user.delete", "service.create", "session.open"} {
			if got := root.ask(putBack, "e", newest(action)); got.code() != codeRefused {
				t.Errorf("%s was put back: %s", action, got.answer.text)
			}
		}
	})
}
