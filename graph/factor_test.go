package graph

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"gatehouse/ent/guess"
	"gatehouse/server/people"
	"gatehouse/server/store"
)

const (
	giveCodeText = `mutation($c:String!){giveCode(code:$c){accessToken viewer{username}}}`
	confirmText  = `mutation($p:String!,$c:String){confirmPassword(password:$p,code:$c){accessToken}}`
)

// authenticator is somebody's telephone.
type authenticator struct {
	w        *world
	secret   string
	recovery []string
}

// code is what it shows now; each call is half a minute later, because a code is good once.
func (a *authenticator) code() string {
	a.w.now = a.w.now.Add(30 * time.Second)
	return people.CodeAt(a.secret, a.w.now)
}

// setUpAuthenticator gives whoever asks an authenticator app.
func (c *caller) setUpAuthenticator() *authenticator {
	c.t.Helper()
	made := c.done(`mutation{newAuthenticator{secret url qr{size path}}}`)
	a := &authenticator{w: c.world, secret: made.text("newAuthenticator.secret")}
	got := c.done(`mutation($s:String!,$c:String!){addAuthenticator(secret:$s,code:$c){session{accessToken} recoveryCodes}}`, "s", a.secret, "c", a.code())
	for i := 0; got.at(fmt.Sprintf("addAuthenticator.recoveryCodes.%d", i)) != nil; i++ {
		a.recovery = append(a.recovery, got.text(fmt.Sprintf("addAuthenticator.recoveryCodes.%d", i)))
	}
	c.access = got.text("addAuthenticator.session.accessToken")
	return a
}

// half is a sign-in that has shown the password and owes the second factor, each time from another address.
func (w *world) half(name string) *caller {
	w.t.Helper()
	c := w.stranger()
	halves++
	c.from = fmt.Sprintf("192.0.2.%d:9", halves%250+1)
	if got := c.ask(signInText, "u", name, "p", goodPassword); got.code() != codeSecondFactor || hasData(got) || c.step == "" || c.refresh != "" {
		w.t.Fatalf("the password alone: %s, cookies %q %q", got.answer.text, c.refresh, c.step)
	}
	return c
}

// halves counts the sign-ins of half.
var halves int

// TestSecondFactor goes the whole way of somebody who has an authenticator app.
func TestSecondFactor(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, ada := w.addUser("ada", false)
		other := w.signIn("ada")
		old := ada.access
		a := ada.setUpAuthenticator()
		if len(a.recovery) != 10 || ada.access == old {
			t.Errorf("%d recovery codes; another session: %v", len(a.recovery), ada.access != old)
		}
		for why, session := range map[string]*caller{"another one": other, "the one before": {world: w, access: old, header: ada.header, host: ada.host, from: ada.from}} {
			if got := session.ask(`{viewer{id}}`); got.at("viewer") != nil {
				t.Errorf("%s still counts after the first second factor", why)
			}
		}
		c := w.half("ada")
		step := c.done(`{secondStep{username authenticator recoveryCodes authenticatorLost}}`)
		if step.text("secondStep") != "map[authenticator:true authenticatorLost:false recoveryCodes:true username:ada]" {
			t.Errorf("the second step is %s", step.text("secondStep"))
		}
		got := c.done(giveCodeText, "c", a.code())
		c.access = got.text("giveCode.accessToken")
		if c.step != "" || c.refresh == "" || c.done(`{viewer{username}}`).text("viewer.username") != "ada" {
			t.Errorf("signed in: %s, cookies %q %q", got.answer.text, c.refresh, c.step)
		}
		if c.done(`mutation{refresh{accessToken}}`); !strings.HasSuffix(w.audited(), "factor.create session.open session.open") {
			t.Errorf("the trail is %s", w.audited())
		}
		ids := c.done(`{viewer{factors{id kind name lastUsedAt} recoveryCodesLeft hasSecondFactor}}`)
		if ids.text("viewer.factors.0.kind") != "AUTHENTICATOR" || ids.at("viewer.factors.0.lastUsedAt") == nil || ids.text("viewer.recoveryCodesLeft") != "10" {
			t.Errorf("the own second factors are %s", ids.answer.text)
		}
		c.done(`mutation($i:ID!){removeFactor(id:$i)}`, "i", ids.text("viewer.factors.0.id"))
		w.signIn("ada")
	})
}

// TestCodeIsGoodOnce replays codes within their step and later, and gives codes of other steps.
func TestCodeIsGoodOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, ada := w.addUser("ada", false)
		a := ada.setUpAuthenticator()
		refused := func(why, code string) {
			t.Helper()
			c := w.half("ada")
			if got := c.ask(giveCodeText, "c", code); got.code() != codeInvalid || got.field() != "code" || c.refresh != "" {
				t.Errorf("%s: %s", why, got.answer.text)
			}
		}
		refused("the code that set it up", people.CodeAt(a.secret, w.now))
		good := a.code()
		w.half("ada").done(giveCodeText, "c", good[:3]+" "+good[3:])
		refused("replayed within its step", good)
		w.now = w.now.Add(30 * time.Second)
		refused("replayed in the next step", good)
		refused("the step before the one that was used", people.CodeAt(a.secret, w.now.Add(-60*time.Second)))
		w.now = w.now.Add(5 * time.Minute)
		refused("two steps old", people.CodeAt(a.secret, w.now.Add(-60*time.Second)))
		refused("two steps ahead", people.CodeAt(a.secret, w.now.Add(60*time.Second)))
		for _, text := range []string{"", " ", "12345", "1234567", "١٢٣٤٥٦", "0x1234", strings.Repeat("1", 10000)} {
			refused("no code", text)
		}
	})
}

// TestRecoveryCodes uses each once.
func TestRecoveryCodes(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, ada := w.addUser("ada", false)
		_, eve := w.addUser("eve", false)
		a, others := ada.setUpAuthenticator(), eve.setUpAuthenticator()
		if got := w.half("ada").ask(giveCodeText, "c", others.recovery[0]); got.code() != codeInvalid {
			t.Errorf("somebody else's recovery code: %s", got.answer.text)
		}
		w.half("ada").done(giveCodeText, "c", strings.ToLower(strings.ReplaceAll(a.recovery[0], "-", " ")))
		if got := w.half("ada").ask(giveCodeText, "c", a.recovery[0]); got.code() != codeInvalid {
			t.Errorf("the second time: %s", got.answer.text)
		}
		if !strings.Contains(w.audited(), "factor.recover session.open") {
			t.Errorf("the trail is %s", w.audited())
		}
		renewed := ada.done(`mutation{renewRecoveryCodes}`)
		if got := w.half("ada").ask(giveCodeText, "c", a.recovery[1]); got.code() != codeInvalid {
			t.Errorf("one of before: %s", got.answer.text)
		}
		w.half("ada").done(giveCodeText, "c", renewed.text("renewRecoveryCodes.3"))
	})
}

// TestGuessingCodes guesses at both doors, with the right password in between, which must not forgive wrong codes.
func TestGuessingCodes(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, ada := w.addUser("ada", false)
		a := ada.setUpAuthenticator()
		for i := range 10 {
			if i%2 == 0 {
				w.half("ada").ask(giveCodeText, "c", "000000")
			} else {
				ada.ask(confirmText, "p", goodPassword, "c", "000000")
			}
		}
		for why, code := range map[string]string{"a code": a.code(), "a recovery code": a.recovery[0]} {
			if got := w.half("ada").ask(giveCodeText, "c", code); got.code() != codeInvalid {
				t.Errorf("%s after ten wrong ones: %s", why, got.answer.text)
			}
		}
		if got := ada.done(`{viewer{username}}`); got.at("viewer") == nil {
			t.Error("the session ended with the guesses")
		}
		w.now = w.now.Add(16 * time.Minute)
		w.half("ada").ask(giveCodeText, "c", "000000")
		w.now = w.now.Add(16 * time.Minute)
		if got := w.half("ada").ask(giveCodeText, "c", a.code()); got.code() != codeInvalid {
			t.Errorf("the second lock is as short as the first: %s", got.answer.text)
		}
		w.now = w.now.Add(16 * time.Minute)
		w.half("ada").done(giveCodeText, "c", a.code())
		if n, err := w.store.DB.Guess.Query().Where(guess.KeyHasPrefix("code:")).Count(t.Context()); err != nil || n != 0 {
			t.Errorf("%d counts are left after a right code: %v", n, err)
		}
	})
}

// TestStepIsGoodForNothingElse shows the secret of a sign-in that owes its second factor at every other door.
func TestStepIsGoodForNothingElse(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, ada := w.addUser("ada", false)
		a := ada.setUpAuthenticator()
		c := w.half("ada")
		secret := c.step
		for why, stranger := range map[string]*caller{
			"as access token": {access: secret}, "as refresh token": {refresh: secret}, "as half a refresh token": {refresh: secret[:22] + "." + secret[:30]},
		} {
			stranger.world, stranger.header, stranger.host, stranger.from = w, map[string][]string{}, c.host, c.from
			if got := stranger.ask(`{viewer{id}}`); got.at("viewer") != nil {
				t.Errorf("%s it is somebody: %s", why, got.answer.text)
			}
			if got := stranger.ask(`mutation{refresh{accessToken}}`); got.code() != codeUnauthenticated {
				t.Errorf("%s it renews: %s", why, got.answer.text)
			}
		}
		if got := c.done(`query($s:String!){link(secret:$s){purpose}}`, "s", secret); got.at("link") != nil {
			t.Errorf("it is a link: %s", got.answer.text)
		}
		if got := c.ask(`mutation($s:String!){choosePassword(secret:$s,password:"a new password of hers"){accessToken}}`, "s", secret); len(got.Errors) == 0 {
			t.Error("it chooses a password")
		}
		if got := ada.ask(`mutation($s:String!,$c:String!){addAuthenticator(secret:$s,code:$c){recoveryCodes}}`, "s", secret, "c", a.code()); len(got.Errors) == 0 {
			t.Error("it sets up an authenticator app")
		}
		for why, other := range map[string]string{"an authenticator's secret": a.secret, "an access token": ada.access, "a refresh token": ada.refresh, "nothing": ""} {
			x := w.stranger()
			x.step = other
			if got := x.ask(giveCodeText, "c", a.code()); got.code() != codeUnauthenticated {
				t.Errorf("%s as step: %s", why, got.answer.text)
			}
		}
		w.now = w.now.Add(11 * time.Minute)
		if got := c.ask(giveCodeText, "c", a.code()); got.code() != codeUnauthenticated {
			t.Errorf("after eleven minutes: %s", got.answer.text)
		}
	})
}

// TestTwoAtOnce gives the same code twice at the same moment, for one sign-in and for two.
func TestTwoAtOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, ada := w.addUser("ada", false)
		a := ada.setUpAuthenticator()
		code := a.code()
		first, second := w.half("ada"), w.half("ada")
		sessions := people.NewSessions(w.store, func() time.Time { return w.now })
		var work sync.WaitGroup
		results := make([]error, 6)
		for i := range results {
			step := []string{first.step, second.step}[i%2]
			work.Go(func() { _, _, results[i] = sessions.FinishByCode(context.Background(), step, code, people.Visit{}) })
		}
		work.Wait()
		entered := 0
		for _, err := range results {
			if err == nil {
				entered++
			}
		}
		if entered != 1 {
			t.Errorf("%d of 6 entered with one code: %v", entered, results)
		}
		if n := w.store.DB.Session.Query().CountX(t.Context()); n != 2 { // the one that set it up, and the new one
			t.Errorf("%d sessions", n)
		}
	})
}

// TestNoWayRound tries every other way into an account that has a second factor.
func TestNoWayRound(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		user, ada := w.addUser("ada", false)
		_, root := w.addUser("root", true)
		a := ada.setUpAuthenticator()
		link := root.done(`mutation($u:ID!){createPasswordLink(user:$u){url}}`, "u", user.ID).text("createPasswordLink.url")
		c := w.stranger()
		got := c.ask(`mutation($s:String!,$p:String!){choosePassword(secret:$s,password:$p){accessToken}}`, "s", link[strings.LastIndex(link, "/")+1:], "p", "another long password")
		if got.code() != codeSecondFactor || c.refresh != "" {
			t.Errorf("a link to choose a password: %s", got.answer.text)
		}
		root.done(`mutation($u:ID!,$p:String!){updateUser(id:$u,input:{password:$p}){id}}`, "u", user.ID, "p", goodPassword)
		if got := c.ask(giveCodeText, "c", a.code()); got.code() != codeUnauthenticated {
			t.Errorf("a step that another password came after: %s", got.answer.text)
		}
		ada = w.half("ada")
		ada.access = ada.done(giveCodeText, "c", a.code()).text("giveCode.accessToken")
		change := `mutation($p:String!){changePassword(current:$p,new:"one more good password"){accessToken}}`
		w.now = w.now.Add(16 * time.Minute)
		ada.access = ada.done(`mutation{refresh{accessToken}}`).text("refresh.accessToken")
		for _, sensitive := range []string{change, `mutation{newAuthenticator{secret}}`, `mutation{renewRecoveryCodes}`, `mutation{removeFactor(id:1)}`} {
			if got := ada.ask(sensitive, "p", goodPassword); got.code() != codeReauthenticate {
				t.Errorf("%s after 16 minutes: %s", sensitive, got.answer.text)
			}
		}
		if got := ada.ask(confirmText, "p", goodPassword); got.code() != codeInvalid || got.field() != "code" {
			t.Errorf("the password alone proves it: %s", got.answer.text)
		}
		if got := ada.ask(confirmText, "p", "wrong", "c", a.code()); got.field() != "password" {
			t.Errorf("the code alone proves it: %s", got.answer.text)
		}
		ada.done(confirmText, "p", goodPassword, "c", a.code())
		ada.done(change, "p", goodPassword)
	})
}

// TestAdministratorsMust switches on that administrators need a second factor.
func TestAdministratorsMust(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, root := w.addUser("root", true)
		_, ada := w.addUser("ada", false)
		must := `mutation($on:Boolean!){updateSettings(input:{secondFactorForAdmins:$on}){secondFactorForAdmins}}`
		w.now = w.now.Add(16 * time.Minute)
		root.access = root.done(`mutation{refresh{accessToken}}`).text("refresh.accessToken")
		if got := root.ask(must, "on", true); got.code() != codeReauthenticate {
			t.Errorf("without a fresh password: %s", got.answer.text)
		}
		root.done(confirmText, "p", goodPassword)
		root.done(must, "on", true)
		for _, text := range []string{
			`{settings{siteName}}`, `{viewer{tokens{id}}}`, `{viewer{sessions{id}}}`, `mutation{endOtherSessions}`, `mutation{setUpForMe{secret}}`,
			`mutation{changePassword(current:"x",new:"y"){accessToken}}`, `mutation{createOwnToken(input:{service:1,name:"x",validUntil:"2099-01-01"}){secret}}`,
		} {
			if got := root.ask(text); got.code() != codeSetUpFactor {
				t.Errorf("%s: %s", text, got.answer.text)
			}
		}
		if got := root.done(`{viewer{owesSecondFactor administrator}}`); got.at("viewer.owesSecondFactor") != true {
			t.Errorf("it is not said: %s", got.answer.text)
		}
		ada.access = ada.done(`mutation{refresh{accessToken}}`).text("refresh.accessToken")
		ada.done(`{viewer{tokens{id}}}`)
		if again := w.signIn("root"); again.done(`{viewer{owesSecondFactor}}`).at("viewer.owesSecondFactor") != true {
			t.Error("a new session owes nothing")
		}
		root = w.signIn("root")
		root.setUpAuthenticator()
		root.done(`{settings{siteName}}`)
	})
}

// TestLostTelephone has an administrator help.
func TestLostTelephone(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		user, ada := w.addUser("ada", false)
		_, root := w.addUser("root", true)
		a := ada.setUpAuthenticator()
		remove := `mutation($u:ID!){removeSecondFactor(user:$u){factors{id}}}`
		if got := ada.ask(remove, "u", user.ID); got.code() != codeForbidden {
			t.Errorf("by a plain user: %s", got.answer.text)
		}
		w.half("ada").ask(giveCodeText, "c", "000000")
		waiting := w.half("ada")
		w.now = w.now.Add(16 * time.Minute)
		root.access = root.done(`mutation{refresh{accessToken}}`).text("refresh.accessToken")
		if got := root.ask(remove, "u", user.ID); got.code() != codeReauthenticate {
			t.Errorf("without a fresh password: %s", got.answer.text)
		}
		root.done(confirmText, "p", goodPassword)
		if kind := root.done(`query($u:ID!){user(id:$u){factors{kind name}}}`, "u", user.ID).text("user.factors.0.kind"); kind != "AUTHENTICATOR" {
			t.Errorf("the administrator sees %s", kind)
		}
		root.done(remove, "u", user.ID)
		if !strings.HasSuffix(w.audited(), "factor.delete") {
			t.Errorf("the trail is %s", w.audited())
		}
		for why, code := range map[string]string{"a code": a.code(), "a recovery code": a.recovery[0]} {
			if got := waiting.ask(giveCodeText, "c", code); got.code() != codeUnauthenticated {
				t.Errorf("%s of before: %s", why, got.answer.text)
			}
		}
		w.signIn("ada")
	})
}

// TestNothingInClear looks for secrets in the tables and in the log.
func TestNothingInClear(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, ada := w.addUser("ada", false)
		a := ada.setUpAuthenticator()
		row := w.store.DB.Factor.Query().OnlyX(t.Context())
		seed, err := people.DecodeSecret(a.secret)
		if err != nil || strings.Contains(string(row.Sealed), string(seed)) || len(row.Sealed) < 20+28 {
			t.Errorf("the secret is there in clear: %x, %v", row.Sealed, err)
		}
		for _, secret := range append([]string{a.secret, url.QueryEscape(a.secret)}, a.recovery...) {
			if strings.Contains(w.log.String(), secret) {
				t.Error("the log holds a secret")
			}
		}
		for _, event := range w.store.DB.AuditEvent.Query().AllX(t.Context()) {
			if text := fmt.Sprint(event.Details); strings.Contains(text, a.secret) || strings.Contains(text, a.recovery[0]) {
				t.Errorf("the trail holds a secret: %s", text)
			}
		}
		// As after a restore: the key is another one.
		err = w.store.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Secret.Delete().Exec(ctx)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		c := w.half("ada")
		if got := c.ask(giveCodeText, "c", a.code()); got.code() != codeInvalid {
			t.Errorf("a code under another key: %s", got.answer.text)
		}
		if got := c.done(`{secondStep{authenticator authenticatorLost}}`); got.at("secondStep.authenticatorLost") != true || got.at("secondStep.authenticator") != false {
			t.Errorf("it is not said that the app is lost: %s", got.answer.text)
		}
		c.done(giveCodeText, "c", a.recovery[4])
	})
}
