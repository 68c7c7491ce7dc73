// Package openidtest is a small OpenID Connect provider for tests. It checks what a client sends as strictly as a provider should, and
// misbehaves as tests ask for.
package openidtest

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// The client that the provider knows.
const (
	ClientID = "gatehouse"
	Secret   = "the secret of the client"
)

// keys are made once: a key takes longer than a test.
var keys = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

// Provider answers at Issuer. What is set of the other fields is done instead of what a good provider does.
type Provider struct {
	Issuer string
	Key    *rsa.PrivateKey

	Document func(map[string]any)                              // changes its document
	Claims   func(jwt.MapClaims)                               // changes an ID token before it is signed
	UserInfo func(jwt.MapClaims)                               // changes what userinfo says
	Sign     func(jwt.MapClaims) string                        // signs instead
	Before   func(w http.ResponseWriter, r *http.Request) bool // answers instead, when it says so
	Reuse    bool                                              // codes may be used again

	t     testing.TB
	mu    sync.Mutex
	asked []string
	codes map[string]*grant
}

// grant is what a code stands for.
type grant struct {
	query url.Values // of the address that the browser went to
	who   Person
	used  bool
}

// Person is somebody whom the provider knows. Claims are those besides the subject; those of InToken stand in ID tokens, the others
// at userinfo only.
type Person struct {
	Subject string
	Claims  jwt.MapClaims
	InToken bool
}

// Start starts a provider that ends with the test.
func Start(t testing.TB) *Provider {
	t.Helper()
	p := &Provider{Key: keys(), t: t, codes: map[string]*grant{}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", p.document)
	mux.HandleFunc("GET /keys", p.publicKeys)
	mux.HandleFunc("POST /token", p.token)
	mux.HandleFunc("GET /userinfo", p.userInfo)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		p.asked = append(p.asked, r.URL.Path)
		p.mu.Unlock()
		if p.Before == nil || !p.Before(w, r) {
			mux.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(server.Close)
	p.Issuer = server.URL
	return p
}

// Asked are the paths that were asked for, and forgets them.
func (p *Provider) Asked() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	asked := p.asked
	p.asked = nil
	return asked
}

// SignIn is what a person does in the browser: it opens the address, says who is there, and comes back with code and state.
func (p *Provider) SignIn(address string, who Person) (code, state string) {
	p.t.Helper()
	u, err := url.Parse(address)
	if err != nil || u.Scheme+"://"+u.Host+u.Path != p.Issuer+"/auth" {
		p.t.Fatalf("the browser was sent to %s", address)
	}
	query := u.Query()
	for name, want := range map[string]string{"response_type": "code", "client_id": ClientID, "code_challenge_method": "S256"} {
		if query.Get(name) != want {
			p.t.Errorf("%s is %q in %s", name, query.Get(name), address)
		}
	}
	for _, name := range []string{"state", "nonce", "code_challenge"} {
		if len(query.Get(name)) < 40 {
			p.t.Errorf("%s is %q in %s", name, query.Get(name), address)
		}
	}
	code = rand.Text()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.codes[code] = &grant{query: query, who: who}
	return code, query.Get("state")
}

func (p *Provider) document(w http.ResponseWriter, _ *http.Request) {
	said := map[string]any{
		"issuer": p.Issuer, "authorization_endpoint": p.Issuer + "/auth", "token_endpoint": p.Issuer + "/token", "jwks_uri": p.Issuer + "/keys",
		"userinfo_endpoint": p.Issuer + "/userinfo", "id_token_signing_alg_values_supported": []string{"RS256", "HS256", "none"},
	}
	if p.Document != nil {
		p.Document(said)
	}
	answer(w, http.StatusOK, said)
}

func (p *Provider) publicKeys(w http.ResponseWriter, _ *http.Request) {
	encode := base64.RawURLEncoding.EncodeToString
	answer(w, http.StatusOK, map[string]any{"keys": []any{map[string]any{
		"kty": "RSA", "use": "sig", "kid": "1", "n": encode(p.Key.N.Bytes()), "e": encode(big.NewInt(int64(p.Key.E)).Bytes()),
	}}})
}

// token exchanges a code, when everything about it is right.
func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	id, secret, _ := r.BasicAuth()
	challenge := sha256.Sum256([]byte(r.FormValue("code_verifier")))
	p.mu.Lock()
	g := p.codes[r.FormValue("code")]
	good := g != nil && (!g.used || p.Reuse)
	if good {
		g.used = true
	}
	p.mu.Unlock()
	name, err := url.QueryUnescape(secret)
	switch {
	case id != ClientID || err != nil || name != Secret:
		answer(w, http.StatusUnauthorized, map[string]any{"error": "invalid_client"})
		return
	case !good || r.FormValue("redirect_uri") != g.query.Get("redirect_uri"),
		base64.RawURLEncoding.EncodeToString(challenge[:]) != g.query.Get("code_challenge"):
		answer(w, http.StatusBadRequest, map[string]any{"error": "invalid_grant"})
		return
	}
	answer(w, http.StatusOK, map[string]any{"access_token": r.FormValue("code"), "token_type": "Bearer", "id_token": p.idToken(g)})
}

func (p *Provider) idToken(g *grant) string {
	now := time.Now()
	claims := jwt.MapClaims{
		"iss": p.Issuer, "aud": ClientID, "sub": g.who.Subject, "nonce": g.query.Get("nonce"),
		"iat": now.Unix(), "exp": now.Add(time.Hour).Unix(), "auth_time": now.Unix(),
	}
	if g.who.InToken {
		maps.Copy(claims, g.who.Claims)
	}
	if p.Claims != nil {
		p.Claims(claims)
	}
	if p.Sign != nil {
		return p.Sign(claims)
	}
	return Signed(jwt.SigningMethodRS256, claims, p.Key)
}

func (p *Provider) userInfo(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	g := p.codes[r.Header.Get("Authorization")[len("Bearer "):]]
	p.mu.Unlock()
	claims := jwt.MapClaims{"sub": g.who.Subject}
	maps.Copy(claims, g.who.Claims)
	if p.UserInfo != nil {
		p.UserInfo(claims)
	}
	answer(w, http.StatusOK, claims)
}

// Signed makes a token of any method.
func Signed(method jwt.SigningMethod, claims jwt.MapClaims, key any) string {
	token := jwt.NewWithClaims(method, claims)
	token.Header["kid"] = "1"
	text, err := token.SignedString(key)
	if err != nil {
		panic(fmt.Sprintf("signing: %v", err))
	}
	return text
}

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}
