package graph

import (
	"context"
	"errors"
	"net/http"

	"gatehouse/ent"
	"gatehouse/server/call"
	"gatehouse/server/people"
)

// enter goes on from a first factor: it begins a session, or asks this browser for the second factor (errSecondFactor).
func (r *Resolver) enter(ctx context.Context, u *ent.User) (*Session, error) {
	return r.enterFrom(ctx, u, visitOf(ctx).from())
}

// enterFrom is enter for a first factor that was shown elsewhere.
func (r *Resolver) enterFrom(ctx context.Context, u *ent.User, from people.Visit) (*Session, error) {
	v := visitOf(ctx)
	entry, err := r.sessions.people.Enter(ctx, u, from)
	if errors.Is(err, people.ErrNoSession) {
		return nil, people.ErrWrong // a suspended or unconfirmed account looks like a wrong password
	}
	if err != nil {
		return nil, err
	}
	if entry.Owed != nil {
		http.SetCookie(v.w, r.sessions.stepCookie(v, entry.Owed.Secret, entry.Owed.ExpiresAt))
		return nil, errSecondFactor
	}
	return r.sessions.enter(v, u, entry.Session, entry.Refresh)
}

// signInFailed logs a failed sign-in, without the name that was tried: people type passwords there.
func (r *Resolver) signInFailed(ctx context.Context, err error) {
	if errors.Is(err, people.ErrWrong) {
		caller := call.CallerOf(ctx)
		r.Log.Info("sign-in refused", "door", "app", "address", caller.Address, "request", caller.RequestID)
	}
}

// prove checks the password of whoever is signed in, and counts failures as those of signing in. A wrong one is about a field of the
// form, not about the session.
func (r *Resolver) prove(ctx context.Context, password, field string) (*ent.User, error) {
	v := visitOf(ctx)
	u, err := r.Doorman.FirstFactor(ctx, v.person.user.Username, password, v.caller.Address)
	if errors.Is(err, people.ErrWrong) {
		r.signInFailed(ctx, err)
		return nil, call.Invalid(field, "is wrong, or there were too many failures: after ten the account waits for 15 minutes")
	}
	return u, err
}

// proveSecond checks a code of whoever is signed in, who must show one when there is a second factor.
func (r *Resolver) proveSecond(ctx context.Context, u *ent.User, code string) error {
	has, err := r.sessions.people.HasSecondFactor(ctx, u)
	if err != nil || !has {
		return err
	}
	if code == "" {
		return call.Invalid("code", "is missing: this account has a second factor")
	}
	return r.sessions.people.ProveByCode(ctx, u, code, visitOf(ctx).from())
}

// freshSecond is fresh for those who have a second factor; the others are asked for the password by the change itself.
func (r *Resolver) freshSecond(ctx context.Context) error {
	v := visitOf(ctx)
	has, err := r.sessions.people.HasSecondFactor(ctx, v.person.user)
	if err != nil || !has {
		return err
	}
	return r.sessions.fresh(v)
}

// renamed gives an error about one field the name that the field has here.
func renamed(err error, from, to string) error {
	var known *call.Error
	if errors.As(err, &known) && known.Path == from {
		here := *known
		here.Path = to
		return &here
	}
	return err
}
