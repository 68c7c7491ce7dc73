package graph

import (
	"strings"
	"testing"

	"gatehouse/server/journal"
	"gatehouse/server/people"
	"gatehouse/server/store/storetest"
)

// TestAmbiguousRequests sends what two readers could take differently.
func TestAmbiguousRequests(t *testing.T) {
	h := newWorld(t, storetest.Open(t, storetest.SQLite(t))).handler
	for why, body := range map[string]string{
		"two queries":                    `{"query":"{site{name}}","query":"{settings{siteName}}"}`,
		"a query by another name":        `{"Query":"{site{name}}"}`,
		"a variable twice":               `{"query":"{site{name}}","variables":{"a":1,"a":2}}`,
		"a field of a variable twice":    `{"query":"{site{name}}","variables":{"a":[{"b":1,"b":2}]}}`,
		"a text that is no UTF-8":        "{\"query\":\"{site{name}} #\xff\"}",
		"the name in other letters too":  `{"query":"{site{name}}","QUERY":"{settings{siteName}}"}`,
		"more nesting than JSON readers": `{"query":"{site{name}}","variables":{"a":` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + `}}`,
	} {
		if a := send(t, h, post(body)); a.status != 400 {
			t.Errorf("%s: status %d, %s", why, a.status, a.text)
		}
	}
	if a := send(t, h, post(`{"query":"{site{name}}","operationName":null,"variables":{"Query":1,"a":{"a":1}},"extensions":{}}`)); a.status != 200 {
		t.Errorf("an ordinary request: %s", a.text)
	}
}

// TestDeclarationsRefused measures what an operation says of its variables.
func TestDeclarationsRefused(t *testing.T) {
	h := newWorld(t, storetest.Open(t, storetest.SQLite(t))).handler
	for why, text := range map[string]string{
		"a type of lists of lists":   `query($a:` + strings.Repeat("[", depthLimit+1) + "Int" + strings.Repeat("]", depthLimit+1) + `){site{name}}`,
		"a default nested as deep":   `query($a:Int=` + strings.Repeat("[", depthLimit+1) + strings.Repeat("]", depthLimit+1) + `){site{name}}`,
		"directives on a variable":   `query($a:Int` + strings.Repeat(" @skip(if:true)", directiveLimit+1) + `){site{name}}`,
		"directives on a fragment":   `{...f} fragment f on Query` + strings.Repeat(" @skip(if:true)", directiveLimit+1) + `{site{name}}`,
		"a nested list of arguments": `{link(secret:` + strings.Repeat("[", depthLimit+1) + strings.Repeat("]", depthLimit+1) + `){purpose}}`,
	} {
		if a := send(t, h, query(text)); a.message() != "The query is too large or too deep." {
			t.Errorf("%s: %s", why, a.text)
		}
	}
}

// TestTextsThatDatabasesRefuse sends a character that PostgreSQL takes in no text, and names that are cut within one.
func TestTextsThatDatabasesRefuse(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, root := w.addUser("root", true)
		for _, text := range []string{
			`mutation($x:String!){signIn(username:$x,password:"x"){accessToken}}`, `query($x:String!){users(filter:{search:$x}){nodes{id}}}`,
			`mutation($x:String!){createService(input:{name:$x}){id}}`, `mutation($x:String!){updateSettings(input:{siteName:$x}){siteName}}`,
		} {
			if got := root.ask(text, "x", "a@\x00b"); got.code() != codeRefused {
				t.Errorf("%s: %s", text, got.answer.text)
			}
		}
		if got := root.ask(`{users(filter:{search:"a\u0000b"}){nodes{id}}}`); got.code() != codeRefused {
			t.Errorf("a literal: %s", got.answer.text)
		}
		if got := root.ask(`{users(order:USERNAME,after:"eyJ2IjoiYVx1MDAwMGIiLCJpIjoxfQ"){nodes{id}}}`); got.code() != codeInvalid {
			t.Errorf("a cursor: %s", got.answer.text)
		}
		for _, name := range []string{"a" + strings.Repeat("é", 60), strings.Repeat("é", 30) + "@" + strings.Repeat("é", 30)} {
			if got := w.stranger().ask(signInText, "u", name, "p", "x"); got.code() != codeUnauthenticated {
				t.Errorf("the name %s: %s", name, got.answer.text)
			}
		}
	})
}

// TestFirstAdministrator tries accounts that nobody could sign in with, or that no other way makes.
func TestFirstAdministrator(t *testing.T) {
	const setUp = `mutation($i:SetUpInput!){setUp(input:$i){viewer{username}}}`
	each(t, func(t *testing.T, w *world) {
		secret, err := people.SetUpLink(t.Context(), w.store, journal.CommandLine("test"), w.now)
		if err != nil {
			t.Fatal(err)
		}
		input := map[string]any{"secret": secret, "password": goodPassword}
		for _, row := range []struct{ field, text string }{
			{"username", ""}, {"username", "two words"}, {"username", "<b>"}, {"username", strings.Repeat("x", 101)}, {"username", "guest"},
			{"email", ""}, {"email", "nonsense"}, {"email", strings.Repeat("x", 100) + "@example.org"},
			{"firstName", strings.Repeat("x", 101)}, {"lastName", "two\nlines"},
		} {
			input["username"], input["email"], input["firstName"], input["lastName"] = "ada", "ada@example.org", "Ada", "Lee"
			input[row.field] = row.text
			if got := w.stranger().ask(setUp, "i", input); got.code() != codeInvalid || got.field() != row.field {
				t.Errorf("%s %.20q: %s", row.field, row.text, got.answer.text)
			}
		}
		input["username"], input["email"], input["firstName"], input["lastName"] = " Ada ", "ada@example.org", "Ada", "Lee"
		if got := w.stranger().done(setUp, "i", input); got.text("setUp.viewer.username") != "ada" {
			t.Errorf("set up: %s", got.answer.text)
		}
		w.signIn("ada")
	})
}
