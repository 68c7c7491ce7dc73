package graph

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"gatehouse/ent"
	"gatehouse/server/call"
	"gatehouse/server/journal"
	"gatehouse/server/people"
)

const (
	// accessLife is how long an access token is good for. Whether its session still counts is asked with each request all the same.
	accessLife = 10 * time.Minute
	// accessMax is how long the text of an access token may be.
	accessMax = 8 << 10

	issuer      = "gatehouse"
	jwtAudience = "gatehouse-admin"
	jwtType     = "at+jwt"

	// cookieName is bound to this host and to encrypted connections by its prefix (RFC 6265bis, 4.1.3.2); browsers count loopback as
	// one. plainCookieName is for --insecure-http.
	cookieName      = "__Host-gatehouse"
	plainCookieName = "gatehouse"
	// stepSuffix is added for the cookie of a sign-in that owes its second factor.
	stepSuffix = "-step"
)

// person is whoever asks: a user with a session that counts now.
type person struct {
	user    *ent.User
	session *ent.Session
	owes    bool // must set up a second factor before anything else
}

// visit is one request to the admin API as resolvers see it.
type visit struct {
	w      http.ResponseWriter
	r      *http.Request
	caller call.Caller
	person *person // nil: nobody is signed in
}

type visitKey struct{}

func visitOf(ctx context.Context) *visit {
	v, _ := ctx.Value(visitKey{}).(*visit)
	if v == nil {
		return &visit{}
	}
	return v
}

// audience is what the person may ask for: read from the account with each request, never from the access token.
func (v *visit) audience() audience {
	switch {
	case v.person == nil:
		return anyone
	case v.person.owes:
		return entering
	case v.person.user.SiteAdmin:
		return administrator
	}
	return signedIn
}

// actor is the person as the audit trail names it.
func (v *visit) actor() journal.Actor {
	a := journal.Actor{Door: "app", Address: v.caller.Address.String(), RequestID: v.caller.RequestID}
	if v.person != nil {
		a.UserID, a.Name = v.person.user.ID, v.person.user.Username
	}
	return a
}

func (v *visit) from() people.Visit {
	return people.Visit{Address: v.caller.Address, Browser: v.r.UserAgent(), RequestID: v.caller.RequestID}
}

// sessions makes and reads access tokens: JWT (RFC 7519) of one algorithm, bound to the row of a session.
type sessions struct {
	key      []byte
	people   *people.Sessions
	insecure bool // signing in over plain HTTP is allowed
	now      func() time.Time
}

// claims are what an access token says.
type claims struct {
	jwt.RegisteredClaims
	Session int `json:"sid"`
}

// access makes an access token for a session.
func (s *sessions) access(row *ent.Session) (text string, expires time.Time, err error) {
	now := s.now()
	expires = now.Add(accessLife)
	if row.ExpiresAt.Before(expires) {
		expires = row.ExpiresAt
	}
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, claims{jwt.RegisteredClaims{
		Issuer: issuer, Subject: strconv.Itoa(row.UserID), Audience: jwt.ClaimStrings{jwtAudience},
		IssuedAt: jwt.NewNumericDate(now), NotBefore: jwt.NewNumericDate(now.Add(-leeway)), ExpiresAt: jwt.NewNumericDate(expires),
	}, row.ID})
	token.Header["typ"] = jwtType
	text, err = token.SignedString(s.key)
	return text, expires, err
}

// leeway is how far the clocks of two nodes may differ.
const leeway = 30 * time.Second

var errAccess = errors.New("not an access token of this server")

// read returns the session of an access token.
func (s *sessions) read(text string) (*claims, error) {
	if len(text) > accessMax {
		return nil, errAccess
	}
	var c claims
	token, err := jwt.ParseWithClaims(text, &c, func(t *jwt.Token) (any, error) {
		if typ, _ := t.Header["typ"].(string); typ != jwtType || len(t.Header) != 2 { // alg and typ: a key is never named by the token
			return nil, errAccess
		}
		return s.key, nil
	}, jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}), jwt.WithIssuer(issuer), jwt.WithAudience(jwtAudience),
		jwt.WithExpirationRequired(), jwt.WithNotBeforeRequired(), jwt.WithTimeFunc(s.now), jwt.WithStrictDecoding())
	if err != nil || !token.Valid || c.Session == 0 {
		return nil, errAccess
	}
	return &c, nil
}

// person finds who is behind the Authorization header; nil when nobody is. An error says that it could not be found out.
func (s *sessions) person(r *http.Request) (*person, error) {
	values := r.Header.Values("Authorization")
	if len(values) != 1 {
		return nil, nil
	}
	scheme, text, ok := strings.Cut(values[0], " ")
	if !ok || !strings.EqualFold(scheme, "Bearer") {
		return nil, nil
	}
	c, err := s.read(text)
	if err != nil {
		return nil, nil
	}
	row, err := s.people.Find(r.Context(), c.Session)
	if errors.Is(err, people.ErrNoSession) || err == nil && strconv.Itoa(row.UserID) != c.Subject {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	owes, err := s.people.OwesSetUp(r.Context(), row.Edges.User)
	return &person{row.Edges.User, row, owes}, err
}

// refused says why nobody can sign in over the connection of a request; nothing when one can.
func (s *sessions) refused(v *visit) string {
	if s.insecure || v.caller.Secure || isLoopback(v.r.Host) {
		return ""
	}
	return "Signing in over plain HTTP would show your password to the network. Open the app over https, or start the server with --insecure-http."
}

func isLoopback(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	if name == "localhost" || strings.HasSuffix(name, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(strings.Trim(name, "[]"))
	return err == nil && ip.IsLoopback()
}

// cookie is the refresh token as the browser keeps it: out of reach of scripts, never sent for another site.
func (s *sessions) cookie(v *visit, value string, expires time.Time) *http.Cookie {
	return &http.Cookie{
		Name: s.cookieName(v, ""), Value: value, Path: "/", Expires: expires, Secure: !s.plain(v), HttpOnly: true, SameSite: http.SameSiteStrictMode,
	}
}

// stepCookie is the secret of a sign-in that owes its second factor, kept as the refresh token is.
func (s *sessions) stepCookie(v *visit, secret string, expires time.Time) *http.Cookie {
	c := s.cookie(v, secret, expires)
	c.Name = s.cookieName(v, stepSuffix)
	return c
}

func (s *sessions) plain(v *visit) bool { return s.insecure && !v.caller.Secure }

func (s *sessions) cookieName(v *visit, suffix string) string {
	if s.plain(v) {
		return plainCookieName + suffix
	}
	return cookieName + suffix
}

// refreshToken is what the cookie holds; empty when there is none, or more than one.
func (s *sessions) refreshToken(v *visit) string { return s.cookieValue(v, "") }

// owed is the secret of the sign-in that owes its second factor; empty as with refreshToken.
func (s *sessions) owed(v *visit) string { return s.cookieValue(v, stepSuffix) }

func (s *sessions) cookieValue(v *visit, suffix string) string {
	found := v.r.CookiesNamed(s.cookieName(v, suffix))
	if len(found) != 1 {
		return ""
	}
	return found[0].Value
}

// forget takes the cookies from the browser.
func (s *sessions) forget(v *visit) {
	gone := time.Unix(1, 0)
	for _, c := range []*http.Cookie{s.cookie(v, "", gone), s.stepCookie(v, "", gone)} {
		c.MaxAge = -1
		http.SetCookie(v.w, c)
	}
}

// enter makes a row and its refresh token into what the app gets, and makes the person known to the rest of the request.
func (s *sessions) enter(v *visit, u *ent.User, row *ent.Session, refresh string) (*Session, error) {
	access, expires, err := s.access(row)
	if err != nil {
		return nil, fmt.Errorf("signing an access token: %w", err)
	}
	owes, err := s.people.OwesSetUp(v.r.Context(), u)
	if err != nil {
		return nil, err
	}
	v.person = &person{u, row, owes}
	http.SetCookie(v.w, s.cookie(v, refresh, row.ExpiresAt))
	return &Session{AccessToken: access, ExpiresAt: expires, Viewer: &Viewer{v.person}}, nil
}

// fresh fails unless the person gave all that signing in asks for a short while ago, as sensitive changes ask for.
func (s *sessions) fresh(v *visit) error {
	if v.person == nil {
		return errSignIn
	}
	if s.now().Sub(v.person.session.AuthenticatedAt) > people.FreshLife {
		return errReauthenticate
	}
	return nil
}
