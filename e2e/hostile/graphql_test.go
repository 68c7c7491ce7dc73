package hostile

import (
	"fmt"
	"strings"
	"testing"
)

// TestHostileQueries sends queries that are small to send and large to answer, as an administrator and as nobody.
func TestHostileQueries(t *testing.T) {
	w := named("graphql")
	for _, a := range hostileQueries {
		for _, stranger := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/stranger=%t", a.name, stranger), func(t *testing.T) {
				r := a.make(w)
				if stranger {
					r.header = r.header[:1]
				}
				a.try(t, w, r)
			})
		}
	}
}

// TestStrangersSeeNoSchema asks for it without a session, in each way that there is.
func TestStrangersSeeNoSchema(t *testing.T) {
	w := named("graphql")
	for why, text := range map[string]string{
		"the schema": "{__schema{types{name}}}", "a type": `{__type(name:"User"){fields{name}}}`, "through a fragment": "{...f} fragment f on Query{__schema{types{name}}}",
		"beside what is for all": "{site{name} __schema{queryType{name}}}", "in an inline fragment": "{... on Query{__schema{types{name}}}}", "under another name": "{site:__schema{types{name}}}",
	} {
		t.Run(why, func(t *testing.T) {
			a := &attack{name: "introspection by strangers", body: func(*wire, int) string { return jsonOf(object{{"query", text}}) }}
			r := a.make(w)
			r.header = r.header[:1]
			a.try(t, w, r)
		})
	}
	t.Run("no hints", func(t *testing.T) {
		r := w.request()
		r.body = jsonOf(object{{"query", "{sit{nam}}"}})
		got, err := target.send(r)
		if err != nil || strings.Contains(string(got.body), "Did you mean") {
			t.Errorf("%v %v", got, err)
		}
	})
}

// asked is a request with a query, and nothing else.
func asked(rules, name string, query string) attack {
	return attack{name: name, rules: rules, body: func(*wire, int) string { return jsonOf(object{{"query", query}}) }}
}

// each is a text for each number up to n, one after the other.
func each(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// fragments are n fragments that each use the next one twice.
func fragments(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, " fragment f%d on Site{...f%d ...f%d}", i, i+1, i+1)
	}
	return fmt.Sprintf("{site{...f0}}%s fragment f%d on Site{name}", b.String(), n)
}

var hostileQueries = []attack{
	asked("G-02", "20,000 equal fields", "{"+strings.Repeat("site{name}", 10_000)+"}"),
	asked("G-02", "3,000 aliases of __schema", "{"+each(3000, "a%d:__schema{types{name}}")+"}"),
	asked("G-02", "100 aliases of __schema", "{"+each(100, "a%d:__schema{types{name}}")+"}"),
	asked("G-02", "51 things at once", "{"+each(51, "a%d:site{name} ")+"}"),
	asked("G-02", "24 nested fragments", fragments(24)),
	asked("G-02", "60 nested fragments", fragments(60)),
	asked("G-02", "a fragment that uses itself", "{site{...f}} fragment f on Site{...f}"),
	asked("G-02", "fragments in a circle", "{site{...a}} fragment a on Site{...b} fragment b on Site{...c} fragment c on Site{...a}"),
	asked("G-02", "a fragment that is not there", "{site{...nowhere}}"),
	asked("G-01", "selections in selections", strings.Repeat("{a", 1500)+strings.Repeat("}", 1500)),
	asked("G-01", "inline fragments in inline fragments", strings.Repeat("{... on Query", 600)+"{site{name}}"+strings.Repeat("}", 600)),
	asked("G-01", "a list in lists as a literal", `{services(filter:`+strings.Repeat("[", 900)+strings.Repeat("]", 900)+`){nodes{id}}}`),
	asked("G-01", "an object in objects as a literal", `{services(filter:`+strings.Repeat("{a:", 600)+"1"+strings.Repeat("}", 600)+`){nodes{id}}}`),
	asked("G-01", "a type of lists of lists", `query($a:`+strings.Repeat("[", 900)+"Int"+strings.Repeat("]", 900)+`){site{name}}`),
	asked("G-02", "60,000 open brackets", strings.Repeat("{", 60_000)),
	asked("G-02", "directives upon directives", "{site{name"+strings.Repeat(" @include(if:true)", 400)+"}}"),
	asked("G-02", "directives that there are not", "{site{name"+each(300, " @d%d")+"}}"),
	asked("G-02", "two attempts to sign in", `mutation{a:signIn(username:"a",password:"b"){accessToken} b:signIn(username:"a",password:"c"){accessToken}}`),
	asked("G-02", "300 operations", each(300, "query q%d{site{name}} ")),
	asked("G-04", "rows times rows times rows", "{services(first:100){nodes{authorisedUsers(first:100){nodes{user{tokens{id}}}}}}}"),
	asked("G-04", "a page of two thousand million", "{users(first:2147483647){nodes{id}}}"),
	asked("P-08", "a number of 100,000 digits", "{users(first:"+strings.Repeat("9", 100_000)+"){nodes{id}}}"),
	asked("P-08", "1e999999999 as a literal", "{users(first:1e999999999){nodes{id}}}"),
	asked("P-05", "NUL in a literal", `{users(filter:{search:"a\u0000"}){nodes{id}}}`),
	asked("G-02", "a text that does not end", `{users(filter:{search:"`+strings.Repeat("x", 100_000)),
	asked("G-02", "a comment of 100 kilobytes", "#"+strings.Repeat("x", 100_000)),
	asked("P-02", "a block of quotes", `{users(filter:{search:"""`+strings.Repeat(`\"""`, 20_000)),
	asked("G-03", "a field that is misspelt", "{sites{name}}"),
	asked("A-04", "a filter by a secret", `{tokens(filter:{hash:"a"}){nodes{id}}}`),
	asked("P-13", "a subscription", "subscription{site{name}}"),
	{name: "other keys than GraphQL's", rules: "P-04", body: func(*wire, int) string { return `{"Query":"{site{name}}"}` }},
	{name: "a query twice", rules: "P-04", body: func(*wire, int) string { return `{"query":"{site{name}}","query":"{site{name}}"}` }},
	{name: "variables that are a list", rules: "P-14", body: func(*wire, int) string { return `{"query":"{site{name}}","variables":[1]}` }},
}
