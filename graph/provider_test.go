package graph

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"gatehouse/ent/factor"
	"gatehouse/server/openid"
	"gatehouse/server/openid/openidtest"
	"gatehouse/server/people"
	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

const (
	beginText  = `mutation{beginProviderSignIn}`
	finishText = `mutation($c:String!,$s:String!){finishProviderSignIn(answer:{code:$c,state:$s}){accessToken viewer{username administrator}}}`
)

// providerWorld is a world with a provider at which ada is known, linked to her account.
type providerWorld struct {
	*world
	far *openidtest.Provider
}

var adaThere = openidtest.Person{Subject: "ada-1", InToken: true, Claims: jwt.MapClaims{"email": "ada@example.org", "email_verified": true, "given_name": "Ada", "family_name": "Lee"}}

func eachWithProvider(t *testing.T, test func(t *testing.T, w *providerWorld)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		far := openidtest.Start(t)
		w := newWorld(t, s, func(o *Options) {
			var err error
			o.Provider, err = openid.New(openid.Options{
				Issuer: far.Issuer, ClientID: openidtest.ClientID, ClientSecret: openidtest.Secret, Scopes: []string{"email"}, Label: "Example",
				RedirectURL: o.PublicURL + CallbackPath, Now: o.Now,
			})
			if err != nil {
				t.Fatal(err)
			}
		})
		test(t, &providerWorld{w, far})
	})
}

// attempt goes to the provider and comes back with its answer.
func (w *providerWorld) attempt(c *caller, who openidtest.Person) (code, state string) {
	w.t.Helper()
	return w.far.SignIn(c.done(beginText).text("beginProviderSignIn"), who)
}

// come signs in through the provider.
func (w *providerWorld) come(who openidtest.Person) *reply {
	w.t.Helper()
	c := w.stranger()
	code, state := w.attempt(c, who)
	return c.ask(finishText, "c", code, "s", state)
}

func (w *providerWorld) link(user int, subject string) {
	w.t.Helper()
	_, root := w.addUser("root", true)
	root.done(`mutation($u:ID!,$s:String!){linkIdentity(user:$u,subject:$s){id}}`, "u", user, "s", subject)
}

func TestWithoutProvider(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, ada := w.addUser("ada", false)
		_, root := w.addUser("root", true)
		for text, c := range map[string]*caller{
			beginText: w.stranger(), `mutation{finishProviderSignIn(answer:{code:"c",state:"s"}){accessToken}}`: w.stranger(),
			`mutation{beginProviderLink}`: ada, `mutation{finishProviderLink(answer:{code:"c",state:"s"})}`: ada, `mutation{linkIdentity(user:2,subject:"x"){id}}`: root,
		} {
			if got := c.ask(text); got.code() != codeNotFound {
				t.Errorf("%s: %s", text, got.answer.text)
			}
		}
		if got := w.stranger().done(`{site{provider}}`); got.at("site.provider") != nil {
			t.Errorf("the site names %s", got.answer.text)
		}
	})
}

// TestProviderSignInRefused brings answers that are not this browser's, or not an answer at all. Nobody may be signed in by one.
func TestProviderSignInRefused(t *testing.T) {
	eachWithProvider(t, func(t *testing.T, w *providerWorld) {
		user, ada := w.addUser("ada", false)
		w.link(user.ID, "ada-1")
		refused := func(why string, c *caller, code, state string) {
			t.Helper()
			before := c.refresh
			if got := c.ask(finishText, "c", code, "s", state); got.code() != codeRefused || c.refresh != before {
				t.Errorf("%s: %s", why, got.answer.text)
			}
		}
		mine, other := w.stranger(), w.stranger()
		code, state := w.attempt(mine, adaThere)
		otherCode, otherState := w.attempt(other, adaThere)
		refused("a browser that began nothing", w.stranger(), code, state)
		refused("the state of another browser", mine, otherCode, otherState)
		refused("the attempt is over after one answer", mine, code, state)

		mine = w.stranger()
		code, state = w.attempt(mine, adaThere)
		kept := mine.attempt
		if got := mine.done(finishText, "c", code, "s", state); got.text("finishProviderSignIn.viewer.username") != "ada" || mine.attempt != "" {
			t.Fatalf("the right answer: %s", got.answer.text)
		}
		thief := w.stranger()
		thief.attempt = kept
		refused("the same once more, with the cookie", thief, code, state)

		mine = w.stranger()
		code, state = w.attempt(mine, adaThere)
		ada.attempt = mine.attempt
		if got := ada.ask(`mutation($c:String!,$s:String!){finishProviderLink(answer:{code:$c,state:$s})}`, "c", code, "s", state); got.code() != codeRefused {
			t.Errorf("a sign-in taken for a link: %s", got.answer.text)
		}
		address := ada.done(`mutation{beginProviderLink}`).text("beginProviderLink")
		code, state = w.far.SignIn(address, adaThere)
		mine = w.stranger()
		mine.attempt = ada.attempt
		refused("a link taken for a sign-in", mine, code, state)

		for why, change := range map[string]func(jwt.MapClaims){
			"another nonce": func(c jwt.MapClaims) { c["nonce"] = "x" }, "another audience": func(c jwt.MapClaims) { c["aud"] = "x" },
			"another issuer": func(c jwt.MapClaims) { c["iss"] = "https://x.example" }, "expired": func(c jwt.MapClaims) { c["exp"] = 1 },
		} {
			w.far.Claims = change
			mine = w.stranger()
			code, state = w.attempt(mine, adaThere)
			refused(why, mine, code, state)
		}
		if got := w.stranger().ask(`mutation{a:beginProviderSignIn b:beginProviderSignIn}`); got.code() != codeRefused {
			t.Errorf("two attempts in one request: %s", got.answer.text)
		}
	})
}

// TestProviderElsewhere begins where the provider would not send the browser back to, or where cookies could be read.
func TestProviderElsewhere(t *testing.T) {
	eachWithProvider(t, func(t *testing.T, w *providerWorld) {
		for host, part := range map[string]string{"localhost:8080": "http://127.0.0.1:8080", "gatehouse.example.org": "plain HTTP"} {
			c := w.stranger()
			c.host = host
			if got := c.ask(beginText); got.code() != codeRefused || !strings.Contains(got.Errors[0].Message, part) || c.attempt != "" {
				t.Errorf("%s: %s", host, got.answer.text)
			}
		}
		if asked := w.far.Asked(); len(asked) > 0 {
			t.Errorf("the provider was asked for %v", asked)
		}
	})
}

// TestStrangers are people for whom the provider vouches rightly, and to whom no account is open.
func TestStrangers(t *testing.T) {
	eachWithProvider(t, func(t *testing.T, w *providerWorld) {
		user, _ := w.addUser("ada", false)
		w.link(user.ID, "ada-1")
		for _, row := range []struct {
			why, column string
			value, back any
		}{
			{"suspended", "suspended", true, false}, {"not confirmed", "confirmed", false, true}, {"shut", "auth", "nologin", "manual"}, {"deleted", "deleted", true, false},
		} {
			w.update("ada", row.column, row.value)
			got := w.come(adaThere)
			if got.code() != codeRefused || !strings.Contains(got.Errors[0].Message, `Example knows you as "ada-1"`) {
				t.Errorf("%s: %s", row.why, got.answer.text)
			}
			w.update("ada", row.column, row.back)
		}
		unknown := w.come(openidtest.Person{Subject: "bob", InToken: true, Claims: jwt.MapClaims{"email": "ada@example.org", "email_verified": true}})
		if unknown.code() != codeRefused {
			t.Errorf("with ada's address, which no setting lets count: %s", unknown.answer.text)
		}
		if got := w.come(openidtest.Person{Subject: "ADA-1"}); got.code() != codeRefused {
			t.Errorf("a subject in upper case: %s", got.answer.text)
		}
		if got := w.come(adaThere); got.text("finishProviderSignIn.viewer.username") != "ada" {
			t.Errorf("ada herself: %s", got.answer.text)
		}
	})
}

// TestProviderDown checks that a provider that fails says so, and keeps nobody from signing in with a password.
func TestProviderDown(t *testing.T) {
	eachWithProvider(t, func(t *testing.T, w *providerWorld) {
		w.addUser("ada", false)
		w.far.Before = func(rw http.ResponseWriter, _ *http.Request) bool { rw.WriteHeader(http.StatusBadGateway); return true }
		c := w.stranger()
		got := c.ask(beginText)
		if got.code() != codeUnavailable || !strings.Contains(got.Errors[0].Message, "sign in with your password") || c.attempt != "" {
			t.Errorf("begun: %s", got.answer.text)
		}
		if !strings.Contains(w.log.String(), "502") {
			t.Errorf("the log says %s", w.log)
		}
		w.signIn("ada")
		w.far.Before = nil
		code, state := w.attempt(c, adaThere)
		w.far.Before = func(rw http.ResponseWriter, _ *http.Request) bool { rw.WriteHeader(http.StatusBadGateway); return true }
		if got := c.ask(finishText, "c", code, "s", state); got.code() != codeUnavailable {
			t.Errorf("finished: %s", got.answer.text)
		}
	})
}

// TestProviderSession checks what begins: a session with its cookie and its trail, as fresh as the provider says.
func TestProviderSession(t *testing.T) {
	eachWithProvider(t, func(t *testing.T, w *providerWorld) {
		user, _ := w.addUser("ada", false)
		w.link(user.ID, "ada-1")
		w.update("ada", "password_hash", "") // a password is not needed
		c := w.stranger()
		begun := c.done(beginText)
		for _, part := range []string{cookieName + attemptSuffix + "=", "HttpOnly", "Secure", "SameSite=Strict", "Path=/"} {
			if header := begun.header.Get("Set-Cookie"); !strings.Contains(header, part) {
				t.Errorf("the cookie %s lacks %s", header, part)
			}
		}
		code, state := w.far.SignIn(begun.text("beginProviderSignIn"), adaThere)
		c.access = c.done(finishText, "c", code, "s", state).text("finishProviderSignIn.accessToken")
		if got := c.done(`{viewer{username hasPassword identities{issuer subject}}}`); got.text("viewer.identities.0.subject") != "ada-1" || got.at("viewer.hasPassword") != false {
			t.Errorf("the viewer is %s", got.answer.text)
		}
		c.done(`mutation{refresh{accessToken}}`)
		if trail := w.audited(); !strings.HasSuffix(trail, "session.open") {
			t.Errorf("the trail is %s", trail)
		}
		for why, at := range map[string]any{"an hour ago": time.Now().Add(-time.Hour).Unix(), "the provider does not say": nil} {
			w.far.Claims = func(claims jwt.MapClaims) { claims["auth_time"] = at }
			c = w.stranger()
			code, state = w.attempt(c, adaThere)
			c.access = c.done(finishText, "c", code, "s", state).text("finishProviderSignIn.accessToken")
			if got := c.ask(`mutation{beginProviderLink}`); got.code() != codeReauthenticate {
				t.Errorf("a sensitive change, signed in %s: %s", why, got.answer.text)
			}
		}
		again := c.done(`mutation{beginProviderSignIn(again:true)}`).text("beginProviderSignIn")
		if !strings.Contains(again, "prompt=login") {
			t.Errorf("once more leads to %s", again)
		}
	})
}

// TestProviderOwesSecondFactor checks that the provider's word is one factor only.
func TestProviderOwesSecondFactor(t *testing.T) {
	eachWithProvider(t, func(t *testing.T, w *providerWorld) {
		user, _ := w.addUser("ada", false)
		w.link(user.ID, "ada-1")
		w.addFactor(user.ID)
		c := w.stranger()
		code, state := w.attempt(c, adaThere)
		if got := c.ask(finishText, "c", code, "s", state); got.code() != codeSecondFactor || c.refresh != "" || c.step == "" {
			t.Errorf("with a second factor: %s", got.answer.text)
		}
	})
}

// TestOwnIdentities links and unlinks in the own name.
func TestOwnIdentities(t *testing.T) {
	const finishLink = `mutation($c:String!,$s:String!){finishProviderLink(answer:{code:$c,state:$s})}`
	eachWithProvider(t, func(t *testing.T, w *providerWorld) {
		_, ada := w.addUser("ada", false)
		_, bob := w.addUser("bob", false)
		link := func(c *caller, who openidtest.Person) *reply {
			t.Helper()
			code, state := w.far.SignIn(c.done(`mutation{beginProviderLink}`).text("beginProviderLink"), who)
			return c.ask(finishLink, "c", code, "s", state)
		}
		if got := w.stranger().ask(`mutation{beginProviderLink}`); got.code() != codeUnauthenticated {
			t.Errorf("nobody begins a link: %s", got.answer.text)
		}
		code, state := w.far.SignIn(bob.done(`mutation{beginProviderLink}`).text("beginProviderLink"), adaThere)
		ada.attempt = bob.attempt
		if got := ada.ask(finishLink, "c", code, "s", state); got.code() != codeRefused {
			t.Errorf("ada finishes what bob began: %s", got.answer.text)
		}
		if got := link(ada, adaThere); got.code() != "" {
			t.Fatalf("ada links: %s", got.answer.text)
		}
		if got := link(bob, adaThere); got.code() != codeInvalid {
			t.Errorf("bob links the same: %s", got.answer.text)
		}
		if got := link(ada, adaThere); got.code() != "" {
			t.Errorf("ada links it again: %s", got.answer.text)
		}
		id := ada.done(`{viewer{identities{id subject email}}}`).text("viewer.identities.0.id")
		const unlink = `mutation($i:ID!){unlinkOwnIdentity(id:$i)}`
		if got := bob.ask(unlink, "i", id); got.code() != codeNotFound {
			t.Errorf("bob unlinks ada's: %s", got.answer.text)
		}
		w.update("ada", "password_hash", "")
		if got := ada.ask(unlink, "i", id); got.code() != codeForbidden {
			t.Errorf("the last way in: %s", got.answer.text)
		}
		w.update("ada", "password_hash", hashOfGood(t))
		ada.done(unlink, "i", id)
		if got := w.come(adaThere); got.code() != codeRefused {
			t.Errorf("after it was unlinked: %s", got.answer.text)
		}
		if trail := w.audited(); strings.Count(trail, "identity.link") != 1 || strings.Count(trail, "identity.unlink") != 1 {
			t.Errorf("the trail is %s", trail)
		}
	})
}

// TestIdentitiesOfOthers are an administrator's to link and to take away.
func TestIdentitiesOfOthers(t *testing.T) {
	eachWithProvider(t, func(t *testing.T, w *providerWorld) {
		user, ada := w.addUser("ada", false)
		w.link(user.ID, "ada-1")
		root := w.signIn("root")
		const link = `mutation($u:ID!,$s:String!){linkIdentity(user:$u,subject:$s){identities{id issuer subject}}}`
		if got := ada.ask(link, "u", user.ID, "s", "x"); got.code() != codeForbidden {
			t.Errorf("ada links herself without the provider's word: %s", got.answer.text)
		}
		other, _ := w.addUser("bob", false)
		for why, row := range map[string]struct {
			user    int
			subject string
		}{
			"another's": {other.ID, "ada-1"}, "nothing": {other.ID, ""}, "not ASCII": {other.ID, "аda"}, "too long": {other.ID, strings.Repeat("x", 256)}, "the guest": {1, "x"}, "nobody": {9999, "x"},
		} {
			if got := root.ask(link, "u", row.user, "s", row.subject); got.code() == "" {
				t.Errorf("%s: %s", why, got.answer.text)
			}
		}
		got := root.done(`query($u:ID!){user(id:$u){identities{id issuer subject}}}`, "u", user.ID)
		if got.text("user.identities.0.issuer") != w.far.Issuer || got.text("user.identities.0.subject") != "ada-1" {
			t.Errorf("ada is %s", got.answer.text)
		}
		root.done(`mutation($i:ID!){unlinkIdentity(id:$i)}`, "i", got.text("user.identities.0.id"))
		if got := ada.ask(`{viewer{username}}`); got.at("viewer") != nil {
			t.Errorf("her session goes on: %s", got.answer.text)
		}
		w.now = w.now.Add(people.FreshLife + time.Second)
		root.access = root.done(`mutation{refresh{accessToken}}`).text("refresh.accessToken")
		if got := root.ask(link, "u", user.ID, "s", "ada-1"); got.code() != codeReauthenticate {
			t.Errorf("a link without a fresh password: %s", got.answer.text)
		}
	})
}

// addFactor gives a user a second factor, without asking whether it works.
func (w *world) addFactor(userID int) {
	w.t.Helper()
	err := w.store.Write(w.t.Context(), func(ctx context.Context, tx *store.Tx) error {
		return tx.Factor.Create().SetKind(factor.KindAuthenticator).SetUserID(userID).SetName("phone").Exec(ctx)
	})
	if err != nil {
		w.t.Fatal(err)
	}
}
