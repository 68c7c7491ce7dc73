package openid_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"gatehouse/server/openid"
	"gatehouse/server/openid/openidtest"
)

var ada = openidtest.Person{Subject: "ada-1", InToken: true, Claims: jwt.MapClaims{
	"email": "ada@example.org", "email_verified": true, "given_name": "Ada", "family_name": "Lee",
}}

func options(p *openidtest.Provider) openid.Options {
	return openid.Options{
		Issuer: p.Issuer, ClientID: openidtest.ClientID, ClientSecret: openidtest.Secret, Scopes: []string{"email", "profile"},
		RedirectURL: "http://127.0.0.1:8080/login/callback",
	}
}

func start(t *testing.T) (*openidtest.Provider, *openid.Provider) {
	t.Helper()
	far := openidtest.Start(t)
	near, err := openid.New(options(far))
	if err != nil {
		t.Fatal(err)
	}
	return far, near
}

// signIn goes to the provider and comes back.
func signIn(t *testing.T, far *openidtest.Provider, near *openid.Provider, who openidtest.Person) (openid.Attempt, openid.Answer) {
	t.Helper()
	attempt := near.NewAttempt("sign-in")
	address, err := near.Begin(t.Context(), attempt, false)
	if err != nil {
		t.Fatal(err)
	}
	code, state := far.SignIn(address, who)
	return attempt, openid.Answer{Code: code, State: state}
}

func TestSettingsRefused(t *testing.T) {
	for why, o := range map[string]openid.Options{
		"no issuer":                 {ClientID: "a"},
		"no client":                 {Issuer: "https://login.example.org"},
		"in plain text":             {Issuer: "http://login.example.org", ClientID: "a"},
		"with a password in it":     {Issuer: "https://a:b@login.example.org", ClientID: "a"},
		"with a query":              {Issuer: "https://login.example.org/?a", ClientID: "a"},
		"another scheme":            {Issuer: "file:///etc/passwd", ClientID: "a"},
		"loopback in the name only": {Issuer: "http://127.0.0.1.example.org", ClientID: "a"},
	} {
		if p, err := openid.New(o); err == nil {
			t.Errorf("%s: made %+v", why, p.Options)
		}
	}
	p, err := openid.New(openid.Options{Issuer: "https://login.example.org/realm", ClientID: "a"})
	if err != nil || p.Label != "login.example.org" || !slices.Equal(p.Scopes, []string{"openid"}) {
		t.Errorf("made %+v, %v", p, err)
	}
}

// TestTokensRefused has the provider vouch with tokens that are none.
func TestTokensRefused(t *testing.T) {
	other, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	claim := func(name string, value any) func(*openidtest.Provider) {
		return func(p *openidtest.Provider) { p.Claims = func(c jwt.MapClaims) { c[name] = value } }
	}
	without := func(name string) func(*openidtest.Provider) {
		return func(p *openidtest.Provider) { p.Claims = func(c jwt.MapClaims) { delete(c, name) } }
	}
	signed := func(sign func(p *openidtest.Provider, c jwt.MapClaims) string) func(*openidtest.Provider) {
		return func(p *openidtest.Provider) { p.Sign = func(c jwt.MapClaims) string { return sign(p, c) } }
	}
	for why, misbehave := range map[string]func(*openidtest.Provider){
		"another nonce":                   claim("nonce", "x"),
		"no nonce":                        without("nonce"),
		"another audience":                claim("aud", "somebody else"),
		"no audience":                     without("aud"),
		"two audiences and no party":      claim("aud", []string{openidtest.ClientID, "somebody else"}),
		"another party":                   claim("azp", "somebody else"),
		"another issuer":                  claim("iss", "https://login.example.org"),
		"the issuer with a slash":         func(p *openidtest.Provider) { claim("iss", p.Issuer+"/")(p) },
		"it has expired":                  claim("exp", time.Now().Add(-time.Second).Unix()),
		"it never expires":                without("exp"),
		"it is for later":                 claim("nbf", time.Now().Add(time.Hour).Unix()),
		"no subject":                      without("sub"),
		"an empty subject":                claim("sub", ""),
		"a subject with NUL":              claim("sub", "ada\x00"),
		"a subject that looks like other": claim("sub", "аda-1"),
		"a subject with blanks around":    claim("sub", " ada-1"),
		"a long subject":                  claim("sub", strings.Repeat("a", 256)),
		"a subject that is a number":      claim("sub", 1),
		"no signature": signed(func(_ *openidtest.Provider, c jwt.MapClaims) string {
			return openidtest.Signed(jwt.SigningMethodNone, c, jwt.UnsafeAllowNoneSignatureType)
		}),
		"HS256 with the public key": signed(func(p *openidtest.Provider, c jwt.MapClaims) string {
			der, _ := x509.MarshalPKIXPublicKey(&p.Key.PublicKey)
			return openidtest.Signed(jwt.SigningMethodHS256, c, pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
		}),
		"HS256 with the client's secret": signed(func(_ *openidtest.Provider, c jwt.MapClaims) string {
			return openidtest.Signed(jwt.SigningMethodHS256, c, []byte(openidtest.Secret))
		}),
		"another key": signed(func(_ *openidtest.Provider, c jwt.MapClaims) string {
			return openidtest.Signed(jwt.SigningMethodRS256, c, other)
		}),
		"a changed claim": signed(func(p *openidtest.Provider, c jwt.MapClaims) string {
			good := strings.Split(openidtest.Signed(jwt.SigningMethodRS256, c, p.Key), ".")
			c["sub"] = "root"
			return good[0] + "." + strings.Split(openidtest.Signed(jwt.SigningMethodRS256, c, p.Key), ".")[1] + "." + good[2]
		}),
		"no token":           signed(func(*openidtest.Provider, jwt.MapClaims) string { return "" }),
		"no token but words": signed(func(*openidtest.Provider, jwt.MapClaims) string { return "yes" }),
		"a very long token": signed(func(p *openidtest.Provider, c jwt.MapClaims) string {
			c["more"] = strings.Repeat("x", 20_000)
			return openidtest.Signed(jwt.SigningMethodRS256, c, p.Key)
		}),
		"userinfo of somebody else": func(p *openidtest.Provider) {
			p.Claims = func(c jwt.MapClaims) { delete(c, "email") }
			p.UserInfo = func(c jwt.MapClaims) { c["sub"] = "root" }
		},
	} {
		far, near := start(t)
		misbehave(far)
		attempt, answer := signIn(t, far, near, ada)
		if got, err := near.Finish(t.Context(), attempt, answer); !errors.Is(err, openid.ErrRefused) || got != nil {
			t.Errorf("%s: %+v, %v", why, got, err)
		}
	}
}

// TestAnswersRefused comes back with something else than what fits the attempt.
func TestAnswersRefused(t *testing.T) {
	far, near := start(t)
	attempt, answer := signIn(t, far, near, ada)
	other, others := signIn(t, far, near, openidtest.Person{Subject: "mallory"})
	refused := func(why string, a openid.Attempt, given openid.Answer) {
		t.Helper()
		if got, err := near.Finish(t.Context(), a, given); !errors.Is(err, openid.ErrRefused) || got != nil {
			t.Errorf("%s: %+v, %v", why, got, err)
		}
	}
	far.Asked()
	refused("no attempt", openid.Attempt{Purpose: "sign-in"}, answer)
	refused("the attempt of another browser", other, answer)
	refused("another purpose", openid.Attempt{Secret: attempt.Secret, Purpose: "link 1"}, answer)
	refused("no state", attempt, openid.Answer{Code: answer.Code})
	refused("no code", attempt, openid.Answer{State: answer.State})
	refused("a long code", attempt, openid.Answer{Code: strings.Repeat("x", 20_000), State: answer.State})
	refused("another issuer", attempt, openid.Answer{Code: answer.Code, State: answer.State, Issuer: "https://login.example.org"})
	began, random, _ := strings.Cut(attempt.Secret, ".")
	refused("another moment", openid.Attempt{Secret: began + "0." + random, Purpose: "sign-in"}, answer)
	if asked := far.Asked(); len(asked) > 0 {
		t.Errorf("the provider was asked for %v", asked)
	}
	refused("the code of another browser", attempt, openid.Answer{Code: others.Code, State: answer.State})
	if _, err := near.Finish(t.Context(), attempt, answer); err != nil {
		t.Fatalf("the right answer: %v", err)
	}
	refused("the code once more", attempt, answer)
}

func TestAttemptsEnd(t *testing.T) {
	far := openidtest.Start(t)
	now := time.Now()
	o := options(far)
	o.Now = func() time.Time { return now }
	near, err := openid.New(o)
	if err != nil {
		t.Fatal(err)
	}
	attempt, answer := signIn(t, far, near, ada)
	now = now.Add(openid.AttemptLife)
	if _, err := near.Finish(t.Context(), attempt, answer); !errors.Is(err, openid.ErrRefused) {
		t.Errorf("after ten minutes: %v", err)
	}
	now = now.Add(-openid.AttemptLife - time.Second)
	if _, err := near.Finish(t.Context(), attempt, answer); err != nil {
		t.Errorf("within ten minutes: %v", err)
	}
}

func TestVouched(t *testing.T) {
	far, near := start(t)
	for _, row := range []struct {
		why  string
		who  openidtest.Person
		want openid.Claims
	}{
		{"claims in the token", ada, openid.Claims{Subject: "ada-1", Email: "ada@example.org", EmailVerified: true, FirstName: "Ada", LastName: "Lee"}},
		{"claims at userinfo", openidtest.Person{Subject: "ada-1", Claims: ada.Claims}, openid.Claims{Subject: "ada-1", Email: "ada@example.org", EmailVerified: true, FirstName: "Ada", LastName: "Lee"}},
		{"verified in words", openidtest.Person{Subject: "b", InToken: true, Claims: jwt.MapClaims{"email": "b@example.org", "email_verified": "true"}}, openid.Claims{Subject: "b", Email: "b@example.org", EmailVerified: true}},
		{"not verified", openidtest.Person{Subject: "b", InToken: true, Claims: jwt.MapClaims{"email": "b@example.org", "email_verified": false}}, openid.Claims{Subject: "b", Email: "b@example.org"}},
		{"nothing about it", openidtest.Person{Subject: "b", InToken: true, Claims: jwt.MapClaims{"email": "b@example.org"}}, openid.Claims{Subject: "b", Email: "b@example.org"}},
		{"something like it", openidtest.Person{Subject: "b", InToken: true, Claims: jwt.MapClaims{"email": "b@example.org", "email_verified": 1}}, openid.Claims{Subject: "b", Email: "b@example.org"}},
		{"nothing at all", openidtest.Person{Subject: "b"}, openid.Claims{Subject: "b"}},
	} {
		attempt, answer := signIn(t, far, near, row.who)
		answer.Issuer = far.Issuer
		got, err := near.Finish(t.Context(), attempt, answer)
		if err != nil {
			t.Errorf("%s: %v", row.why, err)
			continue
		}
		if age := time.Since(got.AuthenticatedAt); age < 0 || age > time.Minute {
			t.Errorf("%s: authenticated %v ago", row.why, age)
		}
		got.AuthenticatedAt, row.want.Issuer = time.Time{}, far.Issuer
		if *got != row.want {
			t.Errorf("%s: %+v", row.why, got)
		}
	}
}

// TestFreshness checks when the provider says that it made sure of the person: userinfo cannot.
func TestFreshness(t *testing.T) {
	far, near := start(t)
	old := time.Now().Add(-time.Hour).Unix()
	for why, row := range map[string]struct {
		claim any
		want  int64
	}{"an hour ago": {old, old}, "it does not say": {nil, time.Time{}.Unix()}} {
		far.Claims = func(c jwt.MapClaims) { c["auth_time"] = row.claim }
		attempt, answer := signIn(t, far, near, openidtest.Person{Subject: "b", Claims: jwt.MapClaims{"auth_time": time.Now().Unix()}})
		if got, err := near.Finish(t.Context(), attempt, answer); err != nil || got.AuthenticatedAt.Unix() != row.want {
			t.Errorf("%s: %+v, %v", why, got, err)
		}
	}
	attempt := near.NewAttempt("sign-in")
	address, err := near.Begin(t.Context(), attempt, true)
	if err != nil || !strings.Contains(address, "prompt=login") || !strings.Contains(address, "max_age=0") {
		t.Errorf("once more: %s, %v", address, err)
	}
}

// TestUnavailable has the provider be down, slow, endless, moved or a liar about its own addresses.
func TestUnavailable(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("a request went elsewhere") }))
	t.Cleanup(elsewhere.Close)
	named := func(name string) func(*openidtest.Provider) {
		return func(p *openidtest.Provider) { p.Document = func(d map[string]any) { d[name] = elsewhere.URL + "/x" } }
	}
	instead := func(path string, do http.HandlerFunc) func(*openidtest.Provider) {
		return func(p *openidtest.Provider) {
			p.Before = func(w http.ResponseWriter, r *http.Request) bool {
				if r.URL.Path == path {
					do(w, r)
				}
				return r.URL.Path == path
			}
		}
	}
	endless := func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"x":"` + strings.Repeat("x", 10<<20)))
	}
	moved := func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, elsewhere.URL, http.StatusTemporaryRedirect)
	}
	const document = "/.well-known/openid-configuration"
	for why, misbehave := range map[string]func(*openidtest.Provider){
		"another issuer in the document": func(p *openidtest.Provider) { p.Document = func(d map[string]any) { d["issuer"] = p.Issuer + "/" } },
		"browsers are sent elsewhere":    named("authorization_endpoint"),
		"codes are sent elsewhere":       named("token_endpoint"),
		"keys are elsewhere":             named("jwks_uri"),
		"claims are elsewhere":           named("userinfo_endpoint"),
		"a document of 10 MB":            instead(document, endless),
		"a document that moved":          instead(document, moved),
		"a document that is none":        instead(document, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>")) }),
		"a document with a status":       instead(document, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }),
		"a token of 10 MB":               instead("/token", endless),
		"tokens that moved":              instead("/token", moved),
		"tokens that fail":               instead("/token", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }),
		"a connection that is cut":       instead("/token", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }),
		"claims of 10 MB":                instead("/userinfo", endless),
		"a script as authorization endpoint": func(p *openidtest.Provider) {
			p.Document = func(d map[string]any) { d["authorization_endpoint"] = "javascript:alert(1)" }
		},
	} {
		far, near := start(t)
		misbehave(far)
		attempt := near.NewAttempt("sign-in")
		address, err := near.Begin(t.Context(), attempt, false)
		if err == nil {
			code, state := far.SignIn(address, openidtest.Person{Subject: "ada-1"})
			_, err = near.Finish(t.Context(), attempt, openid.Answer{Code: code, State: state})
		}
		if !errors.Is(err, openid.ErrUnavailable) {
			t.Errorf("%s: %v", why, err)
		}
		if err != nil && (len(err.Error()) > 1000 || strings.Contains(err.Error(), "xxxx")) {
			t.Errorf("%s: a log would keep %.2000s", why, err)
		}
	}
}

// TestKeysRefused has the provider's keys fail: whoever cannot be checked is not let in.
func TestKeysRefused(t *testing.T) {
	far, near := start(t)
	far.Before = func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path == "/keys" {
			_, _ = w.Write([]byte(`{"keys":[` + strings.Repeat(" ", 10<<20) + `]}`))
		}
		return r.URL.Path == "/keys"
	}
	attempt, answer := signIn(t, far, near, ada)
	if got, err := near.Finish(t.Context(), attempt, answer); err == nil {
		t.Errorf("without keys: %+v", got)
	}
}

// TestHangs has the provider say nothing: whoever waits is let go when the own request ends, others are told at once when too many wait.
func TestHangs(t *testing.T) {
	far, near := start(t)
	waiting, release := make(chan struct{}, 20), make(chan struct{})
	far.Before = func(http.ResponseWriter, *http.Request) bool {
		waiting <- struct{}{}
		<-release
		return true
	}
	ended := make(chan error, 10)
	for range 10 {
		go func() {
			_, err := near.Begin(t.Context(), near.NewAttempt("sign-in"), false)
			ended <- err
		}()
	}
	for range 10 {
		<-waiting
	}
	if _, err := near.Begin(t.Context(), near.NewAttempt("sign-in"), false); !errors.Is(err, openid.ErrUnavailable) {
		t.Errorf("the eleventh: %v", err)
	}
	close(release)
	for range 10 {
		if err := <-ended; !errors.Is(err, openid.ErrUnavailable) {
			t.Errorf("one of those who waited: %v", err)
		}
	}
	far.Before = nil
	if _, err := near.Begin(t.Context(), near.NewAttempt("sign-in"), false); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

// TestLazy checks that nothing is asked before somebody signs in, that the document is kept, and that an old one helps through an hour
// in which there is none.
func TestLazy(t *testing.T) {
	far := openidtest.Start(t)
	now := time.Now()
	o := options(far)
	o.Now = func() time.Time { return now }
	near, err := openid.New(o)
	if err != nil {
		t.Fatal(err)
	}
	if asked := far.Asked(); len(asked) > 0 {
		t.Errorf("made, it asked for %v", asked)
	}
	begin := func() {
		t.Helper()
		if _, err := near.Begin(t.Context(), near.NewAttempt("sign-in"), false); err != nil {
			t.Fatal(err)
		}
	}
	begin()
	begin()
	if asked := far.Asked(); len(asked) != 1 {
		t.Errorf("two attempts asked for %v", asked)
	}
	far.Before = func(w http.ResponseWriter, _ *http.Request) bool { w.WriteHeader(http.StatusBadGateway); return true }
	now = now.Add(2 * time.Hour)
	begin()
	begin()
	if asked := far.Asked(); len(asked) != 1 {
		t.Errorf("later it asked for %v", asked)
	}
}
