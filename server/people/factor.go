package people

import (
	"context"

	"gatehouse/ent"
	"gatehouse/ent/factor"
	"gatehouse/ent/guess"
	"gatehouse/ent/predicate"
	"gatehouse/ent/recoverycode"
	"gatehouse/ent/session"
	"gatehouse/ent/step"
	"gatehouse/ent/user"
	"gatehouse/server/call"
	"gatehouse/server/journal"
	"gatehouse/server/store"
)

// factorsKept is how many second factors one user has.
const factorsKept = 20

// secondFactor says whether a user has a second factor, and whether one must be had.
func (d *Doorman) secondFactor(ctx context.Context, u *ent.User) (has, must bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, lookLimit)
	defer cancel()
	has, err = d.store.DB.Factor.Query().Where(factor.UserID(u.ID)).Exist(ctx)
	return has, d.mustHave(u), err
}

// mustHave says whether the site demands a second factor of a user.
func (d *Doorman) mustHave(u *ent.User) bool {
	return u.SiteAdmin && d.store.Settings().Site.SecondFactorForAdmins
}

// OwesSetUp says whether a user must set up a second factor before anything else. It asks the database only where the site demands one.
func (k *Sessions) OwesSetUp(ctx context.Context, u *ent.User) (bool, error) {
	if !k.doorman().mustHave(u) {
		return false, nil
	}
	has, _, err := k.doorman().secondFactor(ctx, u)
	return !has, err
}

// HasSecondFactor says whether a user has a second factor.
func (k *Sessions) HasSecondFactor(ctx context.Context, u *ent.User) (bool, error) {
	has, _, err := k.doorman().secondFactor(ctx, u)
	return has, err
}

// NewAuthenticator begins to set up an authenticator app for a user. It counts once AddAuthenticator has got a code of it.
func (k *Sessions) NewAuthenticator(ctx context.Context, u *ent.User) (NewAuthenticator, error) {
	made := newAuthenticator(k.store.Settings().Site.Name, u.Username)
	err := k.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return keepStep(ctx, tx, step.PurposeAuthenticator, &u.ID, made.Secret, k.now())
	})
	return made, err
}

// AddAuthenticator sets up the authenticator app whose secret NewAuthenticator gave, for a code that it shows now. With the first second
// factor come recovery codes, shown here only, and every session ends, because none of them was begun with it. Errors: ErrNoStep,
// ErrWrongCode, and call.Invalid when there is an authenticator app already.
func (k *Sessions) AddAuthenticator(ctx context.Context, by journal.Actor, u *ent.User, secret, code string) (codes []string, err error) {
	waiting, err := findStep(ctx, k.store.DB, step.PurposeAuthenticator, secret, k.now())
	if err != nil {
		return nil, err
	}
	seed, err := DecodeSecret(secret)
	if err != nil || waiting.UserID == nil || *waiting.UserID != u.ID {
		return nil, ErrNoStep
	}
	at := stepOf(seed, withoutSpaces(code), 0, k.now())
	if at == 0 {
		return nil, ErrWrongCode // it was shown the secret: there is nothing to guess
	}
	key, err := factorKey(ctx, k.store)
	if err != nil {
		return nil, err
	}
	sealed, err := seal(key, u.ID, seed)
	if err != nil {
		return nil, err
	}
	return k.addFactor(ctx, by, u, waiting, func(tx *store.Tx, held []*ent.Factor) (*ent.FactorCreate, error) {
		for _, f := range held {
			if f.Kind == factor.KindAuthenticator {
				return nil, call.Invalid("code", "There is an authenticator app already: remove it first.")
			}
		}
		return tx.Factor.Create().SetKind(factor.KindAuthenticator).SetName("Authenticator app").SetSealed(sealed).SetLastStep(at), nil
	})
}

// addFactor adds what create makes to a user's second factors, for a step that is taken with it.
func (k *Sessions) addFactor(
	ctx context.Context, by journal.Actor, u *ent.User, waiting *ent.Step, create func(*store.Tx, []*ent.Factor) (*ent.FactorCreate, error),
) (codes []string, err error) {
	err = k.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		codes = nil
		if err := holdUser(ctx, tx, u); err != nil {
			return err
		}
		if err := takeStep(ctx, tx, waiting); err != nil {
			return err
		}
		held, err := tx.Factor.Query().Where(factor.UserID(u.ID)).All(ctx)
		if err != nil {
			return err
		}
		if len(held) >= factorsKept {
			return call.Invalid("name", "There are %d already: remove one first.", factorsKept)
		}
		made, err := create(tx, held)
		if err != nil {
			return err
		}
		row, err := made.SetUserID(u.ID).SetCreatedAt(k.now()).Save(ctx)
		if err != nil {
			return err
		}
		if len(held) == 0 {
			if codes, err = k.firstFactor(ctx, tx, u.ID); err != nil {
				return err
			}
		}
		return auditFactor(ctx, tx, by, "factor.create", u, row)
	})
	return codes, err
}

// firstFactor makes recovery codes and ends what was begun without a second factor.
func (k *Sessions) firstFactor(ctx context.Context, tx *store.Tx, userID int) ([]string, error) {
	if _, err := tx.Session.Delete().Where(session.UserID(userID)).Exec(ctx); err != nil {
		return nil, err
	}
	return makeRecoveryCodes(ctx, tx, userID)
}

// RenewRecoveryCodes replaces the recovery codes of a user, shown here only.
func (k *Sessions) RenewRecoveryCodes(ctx context.Context, by journal.Actor, u *ent.User) (codes []string, err error) {
	err = k.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := holdUser(ctx, tx, u); err != nil {
			return err
		}
		has, err := tx.Factor.Query().Where(factor.UserID(u.ID)).Exist(ctx)
		if err != nil || !has {
			return orElse(err, call.Errorf(call.NotFound, "There is no second factor that recovery codes could stand in for."))
		}
		if codes, err = makeRecoveryCodes(ctx, tx, u.ID); err != nil {
			return err
		}
		return journal.Audit(ctx, tx, by, journal.Event{Action: "factor.recoveryCodes", Subject: "user " + u.Username, Object: userObject(u)})
	})
	return codes, err
}

// RemoveFactors takes second factors from a user, those with these ids or with none all of them, and says how many. With the last one go
// the recovery codes, and wrong codes are forgiven: the password alone lets in again.
func RemoveFactors(ctx context.Context, s *store.Store, by journal.Actor, userID int, ids ...int) (removed int, err error) {
	which := []predicate.Factor{factor.UserID(userID)}
	if len(ids) > 0 {
		which = append(which, factor.IDIn(ids...))
	}
	err = s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		u, err := tx.User.Query().Where(user.ID(userID), store.ForUpdate).Only(ctx)
		if store.Missing(err) {
			return call.Fail(call.UserNotFound)
		}
		if err != nil {
			return err
		}
		rows, err := tx.Factor.Query().Where(which...).All(ctx)
		if err != nil {
			return err
		}
		removed = len(rows)
		for _, row := range rows {
			if err := tx.Factor.DeleteOne(row).Exec(ctx); err != nil {
				return err
			}
			if err := auditFactor(ctx, tx, by, "factor.delete", u, row); err != nil {
				return err
			}
		}
		return forgetRest(ctx, tx, userID)
	})
	return removed, err
}

// forgetRest removes what has no meaning without a second factor, once a user has none.
func forgetRest(ctx context.Context, tx *store.Tx, userID int) error {
	left, err := tx.Factor.Query().Where(factor.UserID(userID)).Exist(ctx)
	if err != nil || left {
		return err
	}
	if _, err := tx.RecoveryCode.Delete().Where(recoverycode.UserID(userID)).Exec(ctx); err != nil {
		return err
	}
	if _, err := tx.Step.Delete().Where(step.UserID(userID)).Exec(ctx); err != nil {
		return err
	}
	_, err = tx.Guess.Delete().Where(guess.Key(codeKey(userID))).Exec(ctx)
	return err
}

func auditFactor(ctx context.Context, tx *store.Tx, by journal.Actor, action string, u *ent.User, row *ent.Factor) error {
	return journal.Audit(ctx, tx, by, journal.Event{
		Action: action, Subject: "user " + u.Username, Object: userObject(u), Details: map[string]any{"kind": string(row.Kind), "name": row.Name},
	})
}
