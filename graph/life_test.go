package graph

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"gatehouse/server/call"
	"gatehouse/server/journal"
	"gatehouse/server/people"
	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

const renew = `mutation{refresh{accessToken}}`

// TestASessionEndsWhateverIsRenewed renews a session for as long as it goes.
func TestASessionEndsWhateverIsRenewed(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, ada := w.addUser("ada", false)
		begun := w.now
		for w.now.Sub(begun) < people.SessionLife-time.Hour {
			w.now = w.now.Add(25 * time.Hour)
			if got := ada.ask(renew); (got.code() == "") != (w.now.Sub(begun) < people.SessionLife) {
				t.Fatalf("after %s: %s", w.now.Sub(begun), got.answer.text)
			}
		}
		w.now = begun.Add(people.SessionLife)
		if got := ada.ask(renew); got.code() != codeUnauthenticated {
			t.Errorf("after 14 days: %s", got.answer.text)
		}
		if a, b := w.signIn("ada"), w.signIn("ada"); strings.Split(a.refresh, ".")[0] == strings.Split(b.refresh, ".")[0] {
			t.Error("two sessions have one id")
		}
	})
}

// TestAClockThatJumpsEndsNoSession sets the clock of the server forth and back under somebody who is signed in.
func TestAClockThatJumpsEndsNoSession(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, ada := w.addUser("ada", false)
		ada.access = ada.done(renew).text("refresh.accessToken")
		for _, jump := range []time.Duration{30 * time.Second, -30 * time.Second, -30 * time.Second} {
			if w.now = w.now.Add(jump); ada.ask(`{viewer{username}}`).text("viewer.username") != "ada" {
				t.Errorf("%s signs people out", jump)
			}
		}
		for _, jump := range []time.Duration{time.Hour, -2 * time.Hour, time.Hour} {
			w.now = w.now.Add(jump)
			if got := ada.ask(renew); got.code() != "" {
				t.Errorf("%s ends the session: %s", jump, got.answer.text)
			} else if ada.access = got.text("refresh.accessToken"); ada.ask(`{viewer{username}}`).text("viewer.username") != "ada" {
				t.Errorf("after %s what was renewed is no good", jump)
			}
		}
	})
}

// TestPlainHTTPHasACookieOfItsOwn asks over which connections one can sign in, and what the browser is given to keep.
func TestPlainHTTPHasACookieOfItsOwn(t *testing.T) {
	for _, row := range []struct {
		why, host         string
		insecure, overTLS bool
		refused           bool
		cookie            string
	}{
		{"plain HTTP from elsewhere", "gatehouse.example.org", false, false, true, cookieName},
		{"a name that begins like loopback", "127.0.0.1.example.org", false, false, true, cookieName},
		{"a name that ends like loopback", "evillocalhost", false, false, true, cookieName},
		{"over TLS", "gatehouse.example.org", false, true, false, cookieName},
		{"on this machine", "127.0.0.1:8080", false, false, false, cookieName},
		{"plain HTTP that was asked for", "gatehouse.example.org", true, false, false, plainCookieName},
		{"TLS where plain HTTP was asked for", "gatehouse.example.org", true, true, false, cookieName},
	} {
		s := &sessions{insecure: row.insecure, now: time.Now}
		v := &visit{r: httptest.NewRequest(http.MethodPost, "/graphql", nil), caller: call.Caller{Secure: row.overTLS}}
		v.r.Host = row.host
		if why := s.refused(v); (why != "") != row.refused {
			t.Errorf("%s: refused with %q", row.why, why)
		}
		c := s.cookie(v, "value", time.Now().Add(time.Hour))
		if c.Name != row.cookie || c.Secure != (row.cookie == cookieName) || !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.Domain != "" || c.Path != "/" || !strings.HasPrefix(cookieName, "__Host-") {
			t.Errorf("%s: the cookie is %s", row.why, c)
		}
		for name, want := range map[string]string{cookieName: "x", plainCookieName: "x"} {
			asked := &visit{r: httptest.NewRequest(http.MethodPost, "/graphql", nil), caller: v.caller}
			if asked.r.AddCookie(&http.Cookie{Name: name, Value: "x"}); name != row.cookie {
				want = ""
			}
			if got := s.refreshToken(asked); got != want {
				t.Errorf("%s: of the cookie %s is read %q", row.why, name, got)
			}
			if asked.r.AddCookie(&http.Cookie{Name: name, Value: "y"}); s.refreshToken(asked) != "" {
				t.Errorf("%s: one of two cookies counts", row.why)
			}
		}
	}
}

// TestSetUpIsDeadEverywhere uses set-up links on two nodes at the same moment, and after a restore.
func TestSetUpIsDeadEverywhere(t *testing.T) {
	const setUp = `mutation($s:String!,$u:String!){setUp(input:{secret:$s,username:$u,email:"ada@example.org",password:"a wholly new password"}){accessToken}}`
	storetest.EachAddress(t, func(t *testing.T, address string) {
		nodes := []*world{newWorld(t, storetest.Open(t, address)), newWorld(t, storetest.Open(t, address))}
		var links []string
		for range 6 {
			secret, err := people.SetUpLink(t.Context(), nodes[0].store, journal.CommandLine("test"), time.Now())
			if err != nil {
				t.Fatal(err)
			}
			links = append(links, secret)
		}
		codes := make([]string, len(links))
		var work sync.WaitGroup
		for i, secret := range links {
			work.Go(func() {
				codes[i] = nodes[i%2].stranger().ask(setUp, "s", secret, "u", "ada"+string(rune('a'+i))).code()
			})
		}
		work.Wait()
		administrators := 0
		for _, code := range codes {
			if code == "" {
				administrators++
			}
		}
		if administrators != 1 {
			t.Errorf("%d links made an administrator: %q", administrators, codes)
		}
		for i, secret := range links {
			if got := nodes[(i+1)%2].stranger().ask(setUp, "s", secret, "u", "eve"); got.code() != codeNotFound {
				t.Errorf("a link afterwards: %s", got.answer.text)
			}
		}
	})
	withLink := storetest.Open(t, storetest.SQLite(t))
	before := newWorld(t, withLink)
	secret, err := people.SetUpLink(t.Context(), withLink, journal.CommandLine("test"), before.now)
	if err != nil {
		t.Fatal(err)
	}
	var archive bytes.Buffer
	if _, err := withLink.Backup(t.Context(), &archive); err != nil {
		t.Fatal(err)
	}
	restored := storetest.Open(t, storetest.SQLite(t))
	if _, err := restored.Restore(t.Context(), bytes.NewReader(archive.Bytes()), store.RestoreOptions{}); err != nil {
		t.Fatal(err)
	}
	after := newWorld(t, restored)
	if got := after.stranger().ask(setUp, "s", secret, "u", "eve"); got.code() != codeNotFound {
		t.Errorf("a link came back with a backup: %s", got.answer.text)
	}
	if got := before.stranger().ask(setUp, "s", secret, "u", "ada"); got.code() != "" {
		t.Errorf("the link was no good to begin with: %s", got.answer.text)
	}
}
