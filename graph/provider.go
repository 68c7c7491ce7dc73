package graph

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"gatehouse/ent"
	"gatehouse/server/call"
	"gatehouse/server/journal"
	"gatehouse/server/openid"
	"gatehouse/server/people"
	"gatehouse/server/store"
)

const (
	// attemptSuffix is added for the cookie of an attempt to sign in at the provider.
	attemptSuffix = "-attempt"
	// CallbackPath is the app's page to which the provider sends browsers back. It posts what it was given, so that opening an address
	// changes nothing by itself.
	CallbackPath = "/login/callback"
)

// The purposes of attempts. What was begun for one of them cannot be finished as another.
const purposeSignIn = "sign-in"

func purposeLink(userID int) string { return "link " + strconv.Itoa(userID) }

var errNoProvider = &apiError{codeNotFound, "This server has no provider at which one could sign in."}

// beginAtProvider begins an attempt of this browser and returns where it is to go.
func (r *Resolver) beginAtProvider(ctx context.Context, purpose string, again bool) (string, error) {
	v := visitOf(ctx)
	if err := r.providerReaches(v); err != nil {
		return "", err
	}
	attempt := r.Provider.NewAttempt(purpose)
	address, err := r.Provider.Begin(ctx, attempt, again)
	if err != nil {
		return "", r.providerFailed(ctx, err)
	}
	http.SetCookie(v.w, r.sessions.attemptCookie(v, attempt.Secret, r.Now().Add(openid.AttemptLife)))
	return address, nil
}

// providerReaches fails unless there is a provider, and a browser that it sends back arrives where this one is.
func (r *Resolver) providerReaches(v *visit) error {
	if r.Provider == nil {
		return errNoProvider
	}
	if why := r.sessions.refused(v); why != "" {
		return &apiError{codeRefused, why}
	}
	if u, err := url.Parse(r.PublicURL); err != nil || !strings.EqualFold(u.Host, v.r.Host) {
		return &apiError{codeRefused, fmt.Sprintf("%s sends browsers back to %s. Open the app there to sign in through it.", r.Provider.Label, r.PublicURL)}
	}
	return nil
}

// finishAtProvider ends the attempt of this browser, whatever comes of it, and returns what the provider vouches for.
func (r *Resolver) finishAtProvider(ctx context.Context, purpose string, answer ProviderAnswer) (*openid.Claims, error) {
	v := visitOf(ctx)
	if err := r.providerReaches(v); err != nil {
		return nil, err
	}
	attempt := openid.Attempt{Secret: r.sessions.cookieValue(v, attemptSuffix), Purpose: purpose}
	used := r.sessions.attemptCookie(v, "", time.Unix(1, 0))
	used.MaxAge = -1
	http.SetCookie(v.w, used)
	claims, err := r.Provider.Finish(ctx, attempt, openid.Answer{Code: answer.Code, State: answer.State, Issuer: orEmpty(answer.Issuer)})
	if err != nil {
		return nil, r.providerFailed(ctx, err)
	}
	return claims, nil
}

// attemptCookie is the secret of an attempt to sign in at the provider, kept as the refresh token is.
func (s *sessions) attemptCookie(v *visit, secret string, expires time.Time) *http.Cookie {
	c := s.cookie(v, secret, expires)
	c.Name = s.cookieName(v, attemptSuffix)
	return c
}

// providerFailed logs what went wrong at the provider, and says what somebody can do who wants to sign in.
func (r *Resolver) providerFailed(ctx context.Context, err error) error {
	caller, label := call.CallerOf(ctx), r.Provider.Label
	switch {
	case errors.Is(err, openid.ErrUnavailable):
		r.Log.Warn("the provider of sign-ins fails", "error", err, "request", caller.RequestID)
		return &apiError{codeUnavailable, label + " does not answer as it should just now. Try again in a moment, or sign in with your password."}
	case errors.Is(err, openid.ErrRefused):
		r.Log.Info("sign-in refused", "door", "provider", "error", err, "address", caller.Address, "request", caller.RequestID)
		return &apiError{codeRefused, "What " + label + " sent back does not belong to an attempt of this browser: it took more than ten minutes, was used before, or began elsewhere. Begin again."}
	}
	return err
}

// enterVouched goes on from what the provider vouches for, as after a password.
func (r *Resolver) enterVouched(ctx context.Context, claims *openid.Claims) (*Session, error) {
	from := visitOf(ctx).from()
	u, err := people.Recognise(ctx, r.Store, vouched(claims), from)
	if errors.Is(err, people.ErrStranger) {
		caller := call.CallerOf(ctx)
		r.Log.Info("sign-in refused", "door", "provider", "subject", claims.Subject, "address", caller.Address, "request", caller.RequestID)
		return nil, &apiError{codeRefused, fmt.Sprintf(
			"%s knows you as %q, and no account here is open to that. Sign in with your password and link it on your account page, or give this to an administrator.", r.Provider.Label, claims.Subject)}
	}
	if err != nil {
		return nil, err
	}
	from.ProvedAt = &claims.AuthenticatedAt
	return r.enterFrom(ctx, u, from)
}

func vouched(c *openid.Claims) people.Vouched {
	return people.Vouched{Issuer: c.Issuer, Subject: c.Subject, Email: c.Email, EmailVerified: c.EmailVerified, FirstName: c.FirstName, LastName: c.LastName}
}

// unlink takes an identity away. Of keeps whoever is no administrator to the own ones.
func (r *Resolver) unlink(ctx context.Context, id int, of ...int) (bool, error) {
	err := r.write(ctx, func(ctx context.Context, tx *store.Tx, by journal.Actor) error {
		row, err := tx.Identity.Get(ctx, id)
		if store.Missing(err) || err == nil && len(of) > 0 && row.UserID != of[0] {
			return errMissing("identity")
		}
		if err != nil {
			return err
		}
		return people.UnlinkIdentity(ctx, tx, by, id)
	})
	return err == nil, err
}

// identitiesOf are the identities of users, for the rows of one page.
func (r *Resolver) identitiesOf(ctx context.Context, ids []int) (map[int][]*ent.Identity, error) {
	rows, err := people.IdentitiesOf(ctx, r.db(), ids...)
	held := make(map[int][]*ent.Identity, len(ids))
	for _, row := range rows {
		held[row.UserID] = append(held[row.UserID], row)
	}
	return held, err
}

// providerLabel is the provider as people call it; nil when there is none.
func (r *Resolver) providerLabel() *string {
	if r.Provider == nil {
		return nil
	}
	return &r.Provider.Label
}
