package graph

import (
	"strings"
	"testing"

	"gatehouse/server/call"
)

// documented is a world in which ada has a key for two functions, of which she may call one, and root is an administrator.
type documented struct {
	*world
	ada, bob, root *caller
	service, key   string
}

func newDocumented(t *testing.T, w *world) *documented {
	t.Helper()
	d := &documented{world: w}
	user, ada := w.addUser("ada", false)
	_, d.bob = w.addUser("bob", false)
	_, d.root = w.addUser("root", true)
	d.ada = ada
	d.root.done(`mutation{updateSettings(input:{webServicesOn:true,documentationOn:true}){siteName} setProtocol(name:"rest",on:true){name}}`)
	role := d.root.done(`mutation{createRole(input:{shortName:"caller",name:"Caller",capabilities:["webservice/rest:use"]}){id}}`).text("createRole.id")
	d.root.done(`mutation($u:ID!,$r:ID!){assignRole(user:$u,role:$r){id}}`, "u", user.ID, "r", role)
	d.service = d.root.done(`mutation{createService(input:{name:"S",shortName:"s",enabled:true,functions:["core_webservice_get_site_info","core_course_get_courses","core_group_create_groups"]}){id}}`).text("createService.id")
	d.key = d.root.done(`mutation($u:ID!,$s:ID!){createToken(input:{user:$u,service:$s,name:"k",validUntil:"never"}){token{id}}}`, "u", user.ID, "s", d.service).text("createToken.token.id")
	return d
}

const readDocumentation = `query($t:ID,$s:ID){documentation(token:$t,service:$s){
	token{name} service{name} faces{name protocol address allowed reason} functions{allowed reason function{name}}
	errors{code sentence status} languages{name key} files{name text size}}}`

func TestWhoReadsWhichDocumentation(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		d := newDocumented(t, w)
		for _, refused := range []struct {
			why   string
			who   *caller
			asked []any
			code  string
		}{
			{"a stranger", w.stranger(), []any{"t", d.key}, codeUnauthenticated},
			{"a key of somebody else", d.bob, []any{"t", d.key}, codeNotFound},
			{"a key that never was", d.ada, []any{"t", "999"}, codeNotFound},
			{"a service, by a user", d.ada, []any{"s", d.service}, codeForbidden},
			{"everything, by a user", d.ada, nil, codeForbidden},
			{"a key and a service", d.root, []any{"t", d.key, "s", d.service}, codeInvalid},
			{"a service that never was", d.root, []any{"s", "999"}, codeNotFound},
		} {
			if got := refused.who.ask(readDocumentation, refused.asked...); got.code() != refused.code {
				t.Errorf("%s: %s", refused.why, got.answer.text)
			}
		}
		if got := d.ada.done(readDocumentation, "t", d.key); !strings.Contains(got.answer.text, `"core_course_get_courses"`) || strings.Contains(got.answer.text, "core_group_get_groups") {
			t.Errorf("ada reads %s", got.answer.text)
		}
		if got := d.root.done(readDocumentation); !strings.Contains(got.answer.text, "core_old_get_things") {
			t.Errorf("everything is %s", got.answer.text)
		}
		if got := d.root.done(readDocumentation, "s", d.service); !strings.Contains(got.answer.text, `"service":{"name":"S"}`) {
			t.Errorf("a service is %s", got.answer.text)
		}

		d.root.done(`mutation($i:ID!){revokeTokens(ids:[$i]){id}}`, "i", d.key)
		if got := d.ada.ask(readDocumentation, "t", d.key); got.code() != codeNotFound {
			t.Errorf("of a revoked key: %s", got.answer.text)
		}
	})
}

func TestDocumentationThatIsOff(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		d := newDocumented(t, w)
		d.root.done(`mutation{updateSettings(input:{documentationOn:false}){siteName}}`)
		for who, asks := range map[string]*caller{"ada": d.ada, "root": d.root} {
			if got := asks.ask(readDocumentation, "t", d.key); got.code() != codeForbidden || got.Errors[0].Extensions.Reason != string(call.DocumentationOff) {
				t.Errorf("%s: %s", who, got.answer.text)
			}
		}
		if got := d.ada.ask(tryIt, "i", d.trial("rest", "core_webservice_get_site_info", "{}", true)); got.code() != codeForbidden {
			t.Errorf("the test client: %s", got.answer.text)
		}
		d.root.done(readDocumentation, "s", d.service)
	})
}

func TestDocumentationHoldsWhatMayBeCalled(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		d := newDocumented(t, w)
		files := func() string {
			got := d.ada.done(`query($t:ID){documentation(token:$t){files{name text}}}`, "t", d.key)
			return got.answer.text
		}
		if got := files(); !strings.Contains(got, `core_course_get_courses\ncore_group_create_groups`) {
			t.Errorf("downloads: %s", got)
		}
		d.root.done(`mutation($i:ID!){updateToken(id:$i,input:{ipRestriction:"192.0.2.1"}){id}}`, "i", d.key)
		if got := files(); !strings.Contains(got, `"files":[]`) {
			t.Errorf("downloads from where nothing may be called: %s", got)
		}
		got := d.ada.done(readDocumentation, "t", d.key)
		if !strings.Contains(got.answer.text, "may not be used from the address") || strings.Contains(got.answer.text, `"allowed":true`) {
			t.Errorf("not said: %s", got.answer.text)
		}
	})
}

func TestWhatIsWrittenOfAFunction(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		d := newDocumented(t, w)
		const read = `query($t:ID,$f:String!){documentation(token:$t){function(name:$f){access{allowed function{name}} needs{name held} errors{code}
			wires{face{name} request{method url body headers{name value}} answer{status body} failure{status}} samples(face:"rest"){language code} lastCalls{function}}}}`
		got := d.ada.done(read, "t", d.key, "f", "core_course_get_courses")
		for _, part := range []string{`"name":"moodle/course:view","held":false`, "Bearer $WS_TOKEN", "http://127.0.0.1:8080/plain/core_course_get_courses", `"language":"python"`, `"lastCalls":[]`} {
			if !strings.Contains(got.answer.text, part) {
				t.Errorf("%s is missing in %s", part, got.answer.text)
			}
		}
		if got := d.ada.done(read, "t", d.key, "f", "core_group_get_groups"); got.text("documentation.function") != "" && !strings.Contains(got.answer.text, `"function":null`) {
			t.Errorf("a function of another service: %s", got.answer.text)
		}
		if len(w.recorded) != 0 {
			t.Errorf("%d examples were recorded as calls", len(w.recorded))
		}
	})
}

const tryIt = `mutation($i:TryInput!){tryCall(input:$i){calls ready answered code check path message requestId request{url body headers{value}} answer{status body} steps{check passed}}}`

func (d *documented) trial(face, function, arguments string, checkOnly bool) map[string]any {
	return map[string]any{"token": d.key, "face": face, "function": function, "arguments": arguments, "checkOnly": checkOnly}
}

func TestTrials(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		d := newDocumented(t, w)
		for why, refused := range map[string]struct {
			who  *caller
			in   map[string]any
			code string
		}{
			"a stranger":                     {w.stranger(), d.trial("rest", "core_webservice_get_site_info", "{}", true), codeUnauthenticated},
			"somebody else's key":            {d.bob, d.trial("rest", "core_webservice_get_site_info", "{}", true), codeNotFound},
			"somebody else's, administrator": {d.root, d.trial("rest", "core_webservice_get_site_info", "{}", false), codeForbidden},
			"a face that is not there":       {d.ada, d.trial("carrier pigeon", "core_webservice_get_site_info", "{}", true), codeInvalid},
			"no JSON":                        {d.ada, d.trial("rest", "core_webservice_get_site_info", "{", true), codeInvalid},
		} {
			if got := refused.who.ask(tryIt, "i", refused.in); got.code() != refused.code {
				t.Errorf("%s: %s", why, got.answer.text)
			}
		}
		checked := d.root.done(tryIt, "i", d.trial("rest", "core_group_create_groups", `{"id":5}`, true))
		if !strings.Contains(checked.answer.text, `"ready":true,"answered":false,"code":null`) || len(w.recorded) != 0 {
			t.Errorf("an administrator checks: %s, %d recorded", checked.answer.text, len(w.recorded))
		}
		wrong := d.ada.done(tryIt, "i", d.trial("rest", "core_group_create_groups", `{"id":"five"}`, true))
		if !strings.Contains(wrong.answer.text, `"code":"invalidparameter","check":null,"path":"id"`) {
			t.Errorf("a wrong parameter: %s", wrong.answer.text)
		}
		done := d.ada.done(tryIt, "i", d.trial("rest", "core_webservice_get_site_info", `{}`, false))
		if !strings.Contains(done.answer.text, `"ready":true,"answered":true`) || len(w.recorded) != 1 || w.recorded[0].Grant.User.Username != "ada" {
			t.Errorf("a call: %s, %d recorded", done.answer.text, len(w.recorded))
		}
		other := d.ada.done(tryIt, "i", d.trial("rest", "core_group_get_groups", `{}`, false))
		if !strings.Contains(other.answer.text, `"check":"function-in-service"`) || strings.Contains(other.answer.text, `"ready":true`) {
			t.Errorf("a function of no service of the key: %s", other.answer.text)
		}
	})
}

// TestWhatIsShownOnceStandsAlone checks that no other field of a request can take a secret away.
func TestWhatIsShownOnceStandsAlone(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		d := newDocumented(t, w)
		for _, text := range []string{
			`mutation($i:ID!){a:resetToken(id:$i){secret} b:resetToken(id:$i){secret}}`,
			`mutation($i:ID!){rotateToken(id:$i){secret} ...f} fragment f on Mutation {endOtherSessions}`,
			`mutation($i:ID!){endOtherSessions tryCall(input:{token:$i,face:"rest",function:"core_webservice_get_site_info",checkOnly:true}){ready}}`,
		} {
			if got := d.ada.ask(text, "i", d.key); got.code() != codeRefused {
				t.Errorf("%s: %s", text, got.answer.text)
			}
		}
		if got := d.ada.done(`query($i:ID!){token(id:$i){state rotatedTo{id}}}`, "i", d.key); !strings.Contains(got.answer.text, `"state":"ACTIVE","rotatedTo":null`) {
			t.Errorf("a key was replaced: %s", got.answer.text)
		}
	})
}

// TestABodyOfAnotherFunction checks that a trial tells of the call that was made.
func TestABodyOfAnotherFunction(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		d := newDocumented(t, w)
		in := d.trial("rest", "core_webservice_get_site_info", "", false)
		in["body"] = `{"function":"core_group_get_groups"}`
		got := d.ada.done(tryIt, "i", in)
		if !strings.Contains(got.answer.text, `{"check":"function-in-service","passed":false}`) || !strings.Contains(got.answer.text, `"calls":1`) {
			t.Errorf("not in the service: %s", got.answer.text)
		}
		in["body"] = `{"methods":true}`
		if got = d.ada.done(tryIt, "i", in); !strings.Contains(got.answer.text, `"calls":0,"ready":false,"answered":false,"code":null`) {
			t.Errorf("no call: %s", got.answer.text)
		}
	})
}

// TestWhyOfARevokedKey checks that who asks by its id is told that it was revoked.
func TestWhyOfARevokedKey(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		d := newDocumented(t, w)
		d.root.done(`mutation($i:ID!){revokeTokens(ids:[$i]){id}}`, "i", d.key)
		got := d.root.done(`query($i:ID!){explain(token:$i,function:"core_webservice_get_site_info"){check reason}}`, "i", d.key)
		if !strings.Contains(got.answer.text, `"check":"token-known","reason":"The token was revoked: `) {
			t.Errorf("told %s", got.answer.text)
		}
	})
}

// TestAResetKeepsWhatWasSet checks that only the secret changes.
func TestAResetKeepsWhatWasSet(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		d := newDocumented(t, w)
		const reset = `mutation($i:ID!){resetToken(id:$i){secret token{id name ipRestriction validUntil rotatedFrom{state}}}}`
		d.root.done(`mutation($i:ID!){updateToken(id:$i,input:{ipRestriction:"127.0.0.1",validUntil:"2099-01-01T00:00:00Z"}){id}}`, "i", d.key)
		if got := d.bob.ask(reset, "i", d.key); got.code() != codeNotFound {
			t.Errorf("of somebody else: %s", got.answer.text)
		}
		got := d.ada.done(reset, "i", d.key)
		for _, part := range []string{`"name":"k"`, `"ipRestriction":"127.0.0.1"`, `"validUntil":"2099-01-01T00:00:00`, `"state":"REVOKED"`} {
			if !strings.Contains(got.answer.text, part) {
				t.Errorf("%s is missing in %s", part, got.answer.text)
			}
		}
		if again := d.ada.ask(reset, "i", d.key); again.code() != codeNotFound {
			t.Errorf("of a key that was replaced: %s", again.answer.text)
		}
	})
}

// TestTwoReplaceAKeyAtOnce checks that a key has one successor.
func TestTwoReplaceAKeyAtOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		d := newDocumented(t, w)
		answers := make(chan string, 8)
		for range cap(answers) {
			go func() {
				answers <- d.ada.ask(`mutation($i:ID!){rotateToken(id:$i,overlapHours:0){token{id}}}`, "i", d.key).code()
			}()
		}
		made := 0
		for range cap(answers) {
			if code := <-answers; code == "" {
				made++
			}
		}
		if made != 1 {
			t.Errorf("%d successors", made)
		}
	})
}
