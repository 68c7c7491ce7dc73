package graph

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"gatehouse/server/journal"
	"gatehouse/server/people"
	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

const signInText = `mutation($u:String!,$p:String!){signIn(username:$u,password:$p){accessToken viewer{username administrator}}}`

func each(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) { test(t, newWorld(t, s)) })
}

// update changes a user behind the API's back, as another node would.
func (w *world) update(name, column string, value any) {
	w.t.Helper()
	err := w.store.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		rows, err := tx.User.Query().All(ctx)
		for _, row := range rows {
			if row.Username != name {
				continue
			}
			change := row.Update()
			if err := change.Mutation().SetField(column, value); err != nil {
				return err
			}
			return change.Exec(ctx)
		}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

func TestSignInRefused(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.addUser("ada", false)
		for _, row := range []struct {
			why, name, password string
			before              func()
		}{
			{"a wrong password", "ada", "wrong", nil},
			{"nobody's name", "bob", goodPassword, nil},
			{"no name", "", goodPassword, nil},
			{"the guest", "guest", "", nil},
			{"somebody who is suspended, with the right password", "ada", goodPassword, func() { w.update("ada", "suspended", true) }},
			{"somebody who may not sign in", "ada", goodPassword, func() { w.update("ada", "suspended", false); w.update("ada", "auth", "nologin") }},
			{"somebody who is not confirmed", "ada", goodPassword, func() { w.update("ada", "auth", "manual"); w.update("ada", "confirmed", false) }},
		} {
			if row.before != nil {
				row.before()
			}
			c := w.stranger()
			got := c.ask(signInText, "u", row.name, "p", row.password)
			if got.code() != codeUnauthenticated || !strings.HasPrefix(got.Errors[0].Message, "User name or password is wrong") || c.refresh != "" {
				t.Errorf("%s: %s", row.why, got.answer.text)
			}
		}
		w.update("ada", "confirmed", true)
		two := w.stranger().ask(`mutation{a:signIn(username:"ada",password:"x"){accessToken} b:signIn(username:"ada",password:"y"){accessToken}}`)
		if two.code() != codeRefused {
			t.Errorf("two attempts in one request: %s", two.answer.text)
		}
		far := w.stranger()
		far.host = "gatehouse.example.org"
		if got := far.ask(signInText, "u", "ada", "p", goodPassword); got.code() != codeRefused || far.refresh != "" {
			t.Errorf("over plain HTTP from elsewhere: %s", got.answer.text)
		}
		if got := w.stranger().ask(signInText, "u", "ADA@example.org", "p", goodPassword); got.text("signIn.viewer.username") != "ada" {
			t.Errorf("by e-mail address: %s", got.answer.text)
		}
	})
}

// TestGuessing checks that the app's door counts with all the others.
func TestGuessing(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, ada := w.addUser("ada", false)
		for range 10 {
			w.stranger().ask(signInText, "u", "ada", "p", "wrong")
		}
		other := w.stranger()
		other.from = "192.0.2.1:9"
		if got := other.ask(signInText, "u", "ada", "p", goodPassword); got.code() != codeUnauthenticated {
			t.Errorf("after ten failures: %s", got.answer.text)
		}
		if got := ada.ask(`{viewer{username}}`); got.text("viewer.username") != "ada" {
			t.Errorf("a lock ended a session: %s", got.answer.text)
		}
		w.now = w.now.Add(16 * time.Minute)
		if got := other.ask(signInText, "u", "ada", "p", goodPassword); got.code() != "" {
			t.Errorf("after the wait: %s", got.answer.text)
		}
	})
}

func TestRefresh(t *testing.T) {
	const refresh = `mutation{refresh{accessToken viewer{username}}}`
	each(t, func(t *testing.T, w *world) {
		_, ada := w.addUser("ada", false)
		first := ada.refresh
		got := ada.done(refresh)
		second := ada.refresh
		if got.text("refresh.viewer.username") != "ada" || second == first || second == "" {
			t.Fatalf("renewed: %s, %s", first, second)
		}
		header := got.header.Get("Set-Cookie")
		for _, part := range []string{cookieName + "=", "Path=/", "HttpOnly", "Secure", "SameSite=Strict"} {
			if !strings.Contains(header, part) {
				t.Errorf("the cookie %s lacks %s", header, part)
			}
		}
		if strings.Contains(header, "Domain") {
			t.Errorf("the cookie %s is for other hosts too", header)
		}
		thief := w.stranger()
		thief.refresh = first
		if got := thief.ask(refresh); got.code() != codeUnauthenticated {
			t.Errorf("a refresh token was used twice: %s", got.answer.text)
		}
		ada.access = got.text("refresh.accessToken")
		if got := ada.ask(`{viewer{username}}`); got.at("viewer") != nil {
			t.Errorf("the session outlived the theft: %s", got.answer.text)
		}
		ada.refresh = second
		if got := ada.ask(refresh); got.code() != codeUnauthenticated {
			t.Errorf("so did its refresh token: %s", got.answer.text)
		}
		if !strings.Contains(w.audited(), "session.reuse") {
			t.Errorf("nobody is told: %s", w.audited())
		}
		for _, made := range []string{"", "x", "x.y", strings.Repeat("a", familyLength) + "." + strings.Repeat("b", 30), strings.Repeat("a", 9000)} {
			c := w.stranger()
			c.refresh = made
			if got := c.ask(refresh); got.code() != codeUnauthenticated {
				t.Errorf("made up %.20q: %s", made, got.answer.text)
			}
		}
	})
}

const familyLength = 22

func TestSessionsEnd(t *testing.T) {
	const whoami = `{viewer{username}}`
	each(t, func(t *testing.T, w *world) {
		user, _ := w.addUser("ada", false)
		_, root := w.addUser("root", true)
		for _, row := range []struct {
			why string
			end func(ada *caller)
		}{
			{"signing out", func(ada *caller) { ada.done(`mutation{signOut}`) }},
			{"by the list of sessions", func(ada *caller) {
				list := ada.done(`{viewer{sessions{id current}}}`)
				for i := 0; list.at(fmt.Sprintf("viewer.sessions.%d", i)) != nil; i++ {
					if list.at(fmt.Sprintf("viewer.sessions.%d.current", i)) == true {
						ada.done(`mutation($id:ID!){endSession(id:$id)}`, "id", list.text(fmt.Sprintf("viewer.sessions.%d.id", i)))
					}
				}
			}},
			{"from another session", func(*caller) { w.signIn("ada").done(`mutation{endOtherSessions}`) }},
			{"a new password elsewhere", func(*caller) {
				c := w.signIn("ada")
				c.done(`mutation($o:String!,$n:String!){changePassword(current:$o,new:$n){accessToken}}`, "o", goodPassword, "n", goodPassword+"!")
				w.setPassword("ada")
			}},
			{"a password that an administrator sets", func(*caller) {
				root.done(`mutation($id:ID!,$p:String!){updateUser(id:$id,input:{password:$p}){id}}`, "id", user.ID, "p", goodPassword+" 2")
				w.setPassword("ada")
			}},
			{"a suspension", func(*caller) {
				root.done(`mutation($id:ID!){updateUser(id:$id,input:{suspended:true}){id}}`, "id", user.ID)
				root.done(`mutation($id:ID!){updateUser(id:$id,input:{suspended:false}){id}}`, "id", user.ID)
			}},
			{"three days without a sign of life", func(*caller) { w.now = w.now.Add(73 * time.Hour) }},
		} {
			ada := w.signIn("ada")
			if got := ada.ask(whoami); got.text("viewer.username") != "ada" {
				t.Fatalf("%s, before: %s", row.why, got.answer.text)
			}
			row.end(ada)
			if got := ada.ask(whoami); got.at("viewer") != nil {
				t.Errorf("%s: the session goes on: %s", row.why, got.answer.text)
			}
			if got := ada.ask(`mutation{refresh{accessToken}}`); got.code() != codeUnauthenticated {
				t.Errorf("%s: so does its refresh token: %s", row.why, got.answer.text)
			}
			root = w.signIn("root")
		}
	})
}

// setPassword gives a user goodPassword again.
func (w *world) setPassword(name string) {
	hash, err := people.HashPassword(context.Background(), goodPassword)
	if err != nil {
		w.t.Fatal(err)
	}
	w.update(name, "password_hash", hash)
}

// TestAccessTokens sends tokens that are not this server's, or no longer good.
func TestAccessTokens(t *testing.T) {
	w := newWorld(t, storetest.Open(t, storetest.SQLite(t)))
	user, ada := w.addUser("ada", false)
	key, err := people.SigningKey(t.Context(), w.store)
	if err != nil {
		t.Fatal(err)
	}
	good := ada.access
	made := func(method jwt.SigningMethod, signing []byte, change func(c *claims, header map[string]any)) string {
		s := sessions{key, nil, false, func() time.Time { return w.now }}
		c, err := s.read(good)
		if err != nil {
			t.Fatal(err)
		}
		token := jwt.NewWithClaims(method, c)
		token.Header["typ"] = jwtType
		change(c, token.Header)
		text, err := token.SignedString(signing)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	same := func(*claims, map[string]any) {}
	parts := strings.Split(good, ".")
	unsigned := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none","typ":"at+jwt"}`)) + "." + parts[1] + "."
	for why, text := range map[string]string{
		"signed with nothing":                unsigned,
		"signed with another key":            made(jwt.SigningMethodHS256, []byte("another key of thirty-two bytes!!"), same),
		"signed another way":                 made(jwt.SigningMethodHS512, key, same),
		"of another type":                    made(jwt.SigningMethodHS256, key, func(_ *claims, h map[string]any) { h["typ"] = "JWT" }),
		"that names its key":                 made(jwt.SigningMethodHS256, key, func(_ *claims, h map[string]any) { h["kid"] = "../../dev/null" }),
		"by another issuer":                  made(jwt.SigningMethodHS256, key, func(c *claims, _ map[string]any) { c.Issuer = "other" }),
		"for another audience":               made(jwt.SigningMethodHS256, key, func(c *claims, _ map[string]any) { c.Audience = jwt.ClaimStrings{"other"} }),
		"that has expired":                   made(jwt.SigningMethodHS256, key, func(c *claims, _ map[string]any) { c.ExpiresAt = jwt.NewNumericDate(w.now.Add(-time.Second)) }),
		"that never expires":                 made(jwt.SigningMethodHS256, key, func(c *claims, _ map[string]any) { c.ExpiresAt = nil }),
		"that is not good yet":               made(jwt.SigningMethodHS256, key, func(c *claims, _ map[string]any) { c.NotBefore = jwt.NewNumericDate(w.now.Add(time.Hour)) }),
		"of a session that is somebody else": made(jwt.SigningMethodHS256, key, func(c *claims, _ map[string]any) { c.Subject = "1" }),
		"of no session":                      made(jwt.SigningMethodHS256, key, func(c *claims, _ map[string]any) { c.Session = 99 }),
		"cut off":                            good[:len(good)-2],
		"with more behind it":                good + "x",
		"a refresh token":                    ada.refresh,
		"longer than any":                    good + strings.Repeat("x", 9000),
	} {
		c := w.stranger()
		c.access = text
		if got := c.ask(`{viewer{username}}`); got.at("viewer") != nil {
			t.Errorf("a token %s is %s", why, got.answer.text)
		}
	}
	if got := ada.ask(`{viewer{id}}`); got.at("viewer.id") == nil {
		t.Fatalf("the good one: %s", got.answer.text)
	}
	w.now = w.now.Add(accessLife + time.Second)
	if got := ada.ask(`{viewer{id}}`); got.at("viewer") != nil {
		t.Errorf("after ten minutes: %s", got.answer.text)
	}
	// What is signed says nothing about rights: they are those of the account at this moment.
	fresh := w.signIn("ada")
	w.update("ada", "site_admin", true)
	if got := fresh.ask(`{users{nodes{id}}}`); got.code() != "" {
		t.Errorf("an administrator of this moment: %s", got.answer.text)
	}
	w.update("ada", "site_admin", false)
	if got := fresh.ask(`{users{nodes{id}}}`); got.code() != codeForbidden {
		t.Errorf("no longer one: %s", got.answer.text)
	}
	_ = user
}

// TestTokensAreNoSessions checks that a web service token opens nothing here.
func TestTokensAreNoSessions(t *testing.T) {
	w := newWorld(t, storetest.Open(t, storetest.SQLite(t)))
	_, root := w.addUser("root", true)
	secret := root.done(`mutation{setUpForMe{secret}}`).text("setUpForMe.secret")
	c := w.stranger()
	c.access, c.refresh = secret, secret
	if got := c.ask(`{viewer{id}}`); got.at("viewer") != nil {
		t.Errorf("a token signs in: %s", got.answer.text)
	}
	if got := c.ask(`mutation{refresh{accessToken}}`); got.code() != codeUnauthenticated {
		t.Errorf("a token renews: %s", got.answer.text)
	}
}

func TestSetUp(t *testing.T) {
	const setUp = `mutation($i:SetUpInput!){setUp(input:$i){accessToken viewer{username administrator}}}`
	each(t, func(t *testing.T, w *world) {
		link := func() string {
			secret, err := people.SetUpLink(t.Context(), w.store, journal.CommandLine("test"), w.now)
			if err != nil {
				t.Fatal(err)
			}
			return secret
		}
		input := func(secret, password string) map[string]any {
			return map[string]any{"secret": secret, "email": "ada@example.org", "password": password}
		}
		old := link()
		w.now = w.now.Add(31 * time.Minute)
		secret, spare := link(), link()
		for _, row := range []struct {
			why   string
			input map[string]any
			code  string
			field string
		}{
			{"a link of before", input(old, goodPassword), codeNotFound, ""},
			{"a link that never was", input("x", goodPassword), codeNotFound, ""},
			{"a short password", input(secret, "Aa1!aaaa"), codeInvalid, "password"},
			{"a common one", input(secret, "password1234"), codeInvalid, "password"},
			{"the own name again", input(secret, "adminadminadmin"), codeInvalid, "password"},
			{"an endless one", input(secret, strings.Repeat("ab cd ef ", 100)), codeInvalid, "password"},
		} {
			got := w.stranger().ask(setUp, "i", row.input)
			if got.code() != row.code || got.field() != row.field {
				t.Errorf("%s: %s", row.why, got.answer.text)
			}
		}
		c := w.stranger()
		if got := c.done(setUp, "i", input(secret, goodPassword)); got.at("setUp.viewer.administrator") != true || c.refresh == "" {
			t.Errorf("set up: %s", got.answer.text)
		}
		for why, dead := range map[string]string{"used": secret, "another one": spare} {
			if got := w.stranger().ask(setUp, "i", input(dead, goodPassword)); got.code() != codeNotFound {
				t.Errorf("%s, afterwards: %s", why, got.answer.text)
			}
			if got := w.stranger().ask(`query($s:String!){link(secret:$s){purpose}}`, "s", dead); got.at("link") != nil {
				t.Errorf("%s is still good: %s", why, got.answer.text)
			}
		}
		if _, err := people.SetUpLink(t.Context(), w.store, journal.CommandLine("test"), w.now); err == nil {
			t.Error("there is a link although there is an administrator")
		}
	})
}

func TestPasswordLinks(t *testing.T) {
	const choose = `mutation($s:String!,$p:String!){choosePassword(secret:$s,password:$p){viewer{username}}}`
	each(t, func(t *testing.T, w *world) {
		user, ada := w.addUser("ada", false)
		_, root := w.addUser("root", true)
		if got := ada.ask(`mutation($u:ID!){createPasswordLink(user:$u){url}}`, "u", user.ID); got.code() != codeForbidden {
			t.Errorf("by somebody else: %s", got.answer.text)
		}
		url := root.done(`mutation($u:ID!){createPasswordLink(user:$u){url}}`, "u", user.ID).text("createPasswordLink.url")
		secret := url[strings.LastIndex(url, "/")+1:]
		if got := w.stranger().done(`query($s:String!){link(secret:$s){purpose username}}`, "s", secret); got.text("link.username") != "ada" {
			t.Errorf("the link is for %s", got.answer.text)
		}
		if got := w.stranger().ask(choose, "s", secret, "p", "short"); got.field() != "password" {
			t.Errorf("a short password: %s", got.answer.text)
		}
		if got := w.stranger().done(choose, "s", secret, "p", "another good password"); got.text("choosePassword.viewer.username") != "ada" {
			t.Errorf("chosen: %s", got.answer.text)
		}
		if got := w.stranger().ask(choose, "s", secret, "p", "yet another password"); got.code() != codeNotFound {
			t.Errorf("used twice: %s", got.answer.text)
		}
		if got := ada.ask(`{viewer{id}}`); got.at("viewer") != nil {
			t.Errorf("an old session goes on: %s", got.answer.text)
		}
		if strings.Contains(w.log.String(), secret) {
			t.Error("the log has the secret of a link")
		}
	})
}

// TestFreshness checks that what matters most asks for the password again.
func TestFreshness(t *testing.T) {
	w := newWorld(t, storetest.Open(t, storetest.SQLite(t)))
	user, _ := w.addUser("ada", false)
	_, root := w.addUser("root", true)
	root.done(`mutation{createService(input:{name:"S",enabled:true}){id}}`)
	w.now = w.now.Add(16 * time.Minute)
	root.access = root.done(`mutation{refresh{accessToken}}`).text("refresh.accessToken")
	sensitive := map[string][]any{
		`mutation($u:ID!){createToken(input:{user:$u,service:1,name:"n",validUntil:"never"}){secret}}`: {"u", user.ID},
		`mutation($u:ID!){updateUser(id:$u,input:{siteAdmin:true}){id}}`:                               {"u", user.ID},
		`mutation($u:ID!){updateUser(id:$u,input:{password:"a new good password"}){id}}`:               {"u", user.ID},
		`mutation($u:ID!){createPasswordLink(user:$u){url}}`:                                           {"u", user.ID},
		`mutation($u:ID!){deleteUser(id:$u)}`:                                                          {"u", user.ID},
	}
	for text, variables := range sensitive {
		if got := root.ask(text, variables...); got.code() != codeReauthenticate {
			t.Errorf("%s: %s", text, got.answer.text)
		}
	}
	if got := root.ask(`mutation{confirmPassword(password:"wrong"){accessToken}}`); got.code() != codeInvalid || got.field() != "password" {
		t.Errorf("a wrong password: %s", got.answer.text)
	}
	root.done(`mutation($p:String!){confirmPassword(password:$p){accessToken}}`, "p", goodPassword)
	root.done(`mutation($u:ID!){updateUser(id:$u,input:{siteAdmin:true}){id}}`, "u", user.ID)
	root.done(`mutation($u:ID!){updateUser(id:$u,input:{firstName:"Ada"}){id}}`, "u", user.ID)
}

// TestOrigins sends what a browser sends for another web site.
func TestOrigins(t *testing.T) {
	w := newWorld(t, storetest.Open(t, storetest.SQLite(t)))
	_, root := w.addUser("root", true)
	for why, header := range map[string]http.Header{
		"another site": {"Sec-Fetch-Site": {"cross-site"}}, "a sister": {"Sec-Fetch-Site": {"same-site"}},
		"another origin": {"Origin": {"https://evil.example.org"}}, "no origin at all": {"Origin": {"null"}},
	} {
		c := w.stranger()
		c.header = header
		if got := c.ask(`{site{name}}`); got.status != http.StatusForbidden || hasData(got) {
			t.Errorf("%s: %d %s", why, got.status, got.answer.text)
		}
	}
	own := w.stranger()
	own.header = http.Header{"Origin": {"http://127.0.0.1:8080"}, "Sec-Fetch-Site": {"same-origin"}}
	own.done(`{site{name}}`)
	preflight := func(origin string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodOptions, "/graphql", nil)
		r.Header.Set("Origin", origin)
		r.Header.Set("Access-Control-Request-Method", "POST")
		r.Header.Set("Access-Control-Request-Headers", "authorization,content-type")
		rec := httptest.NewRecorder()
		w.handler.ServeHTTP(rec, r)
		return rec
	}
	if got := preflight("https://app.example.org"); got.Header().Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("any site may ask: %v", got.Header())
	}
	if got := root.ask(`mutation{updateSettings(input:{adminOrigins:["https://app.example.org/path"]}){siteName}}`); got.code() != codeInvalid || got.field() != "adminOrigins[0]" {
		t.Errorf("no origin: %s", got.answer.text)
	}
	root.done(`mutation{updateSettings(input:{adminOrigins:["https://app.example.org"]}){siteName}}`)
	got := preflight("https://app.example.org")
	if got.Header().Get("Access-Control-Allow-Origin") != "https://app.example.org" || got.Header().Get("Access-Control-Allow-Credentials") != "" {
		t.Errorf("the site that was named: %v", got.Header())
	}
	if got := preflight("https://evil.example.org"); got.Header().Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("any other: %v", got.Header())
	}
	named := w.stranger()
	named.header = http.Header{"Origin": {"https://app.example.org"}, "Sec-Fetch-Site": {"cross-site"}}
	named.done(`{site{name}}`)
}

// TestNothingSecretIsInTheSchema looks for names of what must never be read.
func TestNothingSecretIsInTheSchema(t *testing.T) {
	text, err := json.Marshal(NewExecutableSchema(Config{Resolvers: &Resolver{}}).Schema().Types)
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"passwordHash", `"hash"`, "family", "enrolmentKey", "signingKey"} {
		if strings.Contains(string(text), word) {
			t.Errorf("the schema has %s", word)
		}
	}
}
