package graph

import (
	"strings"
	"testing"

	"gatehouse/server/store/storetest"
)

// TestLongSearches searches for more than anybody types, which would keep the server busy for minutes.
func TestLongSearches(t *testing.T) {
	w := newWorld(t, storetest.Open(t, storetest.SQLite(t)))
	_, root := w.addUser("root", true)
	service := root.done(`mutation{createService(input:{name:"S"}){id}}`).text("createService.id")
	for _, text := range []string{
		`query($x:String!){users(filter:{search:$x}){nodes{id}}}`, `query($x:String!){services(filter:{search:$x}){nodes{id}}}`,
		`query($x:String!){courses(search:$x){nodes{id}}}`, `query($x:String!){tokens(filter:{search:$x}){nodes{id}}}`,
		`query($x:String!){requests(filter:{text:$x}){nodes{id}}}`, `query($x:String!){auditEvents(filter:{subject:$x}){nodes{id}}}`,
		`query($x:String!){service(id:` + service + `){authorisedUsers(search:$x){nodes{id}}}}`,
	} {
		for _, long := range []string{strings.Repeat("a ", 20_000), strings.Repeat("x", 100_000)} {
			if got := root.ask(text, "x", long); got.code() != codeInvalid {
				t.Errorf("%s: %.200s", text, got.answer.text)
			}
		}
		root.done(text, "x", "ada lee")
	}
	if got := root.ask(`query($x:String!){users(filter:{search:$x}){nodes{id}}}`, "x", strings.Repeat("a ", searchWords+1)); got.code() != codeInvalid {
		t.Errorf("many words: %s", got.answer.text)
	}
}
