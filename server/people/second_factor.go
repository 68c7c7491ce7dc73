package people

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"strings"

	"gatehouse/ent"
	"gatehouse/ent/factor"
	"gatehouse/ent/guess"
	"gatehouse/ent/recoverycode"
	"gatehouse/ent/step"
	"gatehouse/server/journal"
	"gatehouse/server/store"
)

// ErrWrongCode is the one answer to a code that is wrong, was used before or is too old, and to a door that is shut for too many of them.
var ErrWrongCode = errors.New("the code is wrong, was used already, or there were too many failures")

// How a second factor was proved, as the audit trail says it.
const (
	byAuthenticator = "authenticator"
	byRecoveryCode  = "recovery code"
)

// FinishByCode begins the session of a sign-in that owed a second factor, whose secret Enter gave: for a code of the user's authenticator
// app, or for a recovery code. Errors: ErrNoStep, ErrWrongCode, ErrNoSession for an account that was shut since.
func (k *Sessions) FinishByCode(ctx context.Context, owed, code string, v Visit) (row *ent.Session, refresh string, err error) {
	waiting, err := findStep(ctx, k.store.DB, step.PurposeSecondFactor, owed, k.now())
	if err != nil {
		return nil, "", err
	}
	u := waiting.Edges.User
	err = k.doorman().secondByCode(ctx, u, code, v.Address, func(ctx context.Context, tx *store.Tx, how string) error {
		if err := takeStep(ctx, tx, waiting); err != nil {
			return err
		}
		if err := noteRecovery(ctx, tx, u, v, how); err != nil {
			return err
		}
		row, refresh, err = k.open(ctx, tx, u, v, how)
		return err
	})
	if err == nil {
		row.Edges.User = u
	}
	return row, refresh, err
}

// ProveByCode checks a code of whoever is signed in, for changes that ask for everything once more. Errors: ErrWrongCode, ErrNoSession.
func (k *Sessions) ProveByCode(ctx context.Context, u *ent.User, code string, v Visit) error {
	return k.doorman().secondByCode(ctx, u, code, v.Address, func(ctx context.Context, tx *store.Tx, how string) error {
		return noteRecovery(ctx, tx, u, v, how)
	})
}

func (k *Sessions) doorman() *Doorman { return NewDoorman(k.store, k.now) }

// secondByCode checks a code of a user's second factor, uses it up, and does what rests on it in the same transaction. The user's row is
// held meanwhile, so that of many guesses at once each is counted before the next, and a code is taken by one of two. Failures are
// counted apart from those of the password, whose success must not forgive them.
func (d *Doorman) secondByCode(
	ctx context.Context, u *ent.User, code string, from netip.Addr, then func(ctx context.Context, tx *store.Tx, how string) error,
) error {
	key, err := factorKey(ctx, d.store)
	if err != nil {
		return err
	}
	account, address := codeKey(u.ID), "address:"+network(from)
	var refused error
	err = d.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		refused = nil
		if err := holdUser(ctx, tx, u); err != nil {
			return err
		}
		locked, err := d.locked(ctx, tx.Client, account, address)
		if err != nil {
			return err
		}
		how, err := d.useEither(ctx, tx, key, u.ID, code, locked)
		if err != nil {
			return err
		}
		if how == "" {
			refused = ErrWrongCode // what is counted stays, so that the transaction must not fail
			return errors.Join(d.count(ctx, tx, account, codePace), d.count(ctx, tx, address, addressPace))
		}
		if _, err := tx.Guess.Delete().Where(guess.Key(account)).Exec(ctx); err != nil {
			return err
		}
		return then(ctx, tx, how)
	})
	return errors.Join(err, refused)
}

// codeKey is under what wrong codes of a user are counted.
func codeKey(userID int) string { return fmt.Sprintf("code:%d", userID) }

func withoutSpaces(code string) string { return strings.ReplaceAll(code, " ", "") }

// useEither uses up an authenticator's code or a recovery code, and says which; empty when it is neither, or while the door is shut.
func (d *Doorman) useEither(ctx context.Context, tx *store.Tx, key []byte, userID int, code string, locked bool) (how string, err error) {
	if locked {
		return "", nil
	}
	var good bool
	if plain := withoutSpaces(code); isCode(plain) {
		how = byAuthenticator
		good, err = useCode(ctx, tx, key, userID, plain, d.now())
	} else {
		how = byRecoveryCode
		good, err = useRecoveryCode(ctx, tx, userID, code)
	}
	if !good {
		how = ""
	}
	return how, err
}

// noteRecovery writes down that a recovery code was used, and how many are left.
func noteRecovery(ctx context.Context, tx *store.Tx, u *ent.User, v Visit, how string) error {
	if how != byRecoveryCode {
		return nil
	}
	left, err := tx.RecoveryCode.Query().Where(recoverycode.UserID(u.ID)).Count(ctx)
	if err != nil {
		return err
	}
	return journal.Audit(ctx, tx, actorOf(u, v), journal.Event{
		Action: "factor.recover", Subject: "user " + u.Username, Object: userObject(u), Details: map[string]any{"recoveryCodesLeft": left},
	})
}

// Owed says what a sign-in that owes its second factor waits for; nil when there is no such sign-in.
func (k *Sessions) Owed(ctx context.Context, secret string) (*ent.Step, *OwnFactors, error) {
	waiting, err := findStep(ctx, k.store.DB, step.PurposeSecondFactor, secret, k.now())
	if errors.Is(err, ErrNoStep) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	own, err := k.Factors(ctx, waiting.Edges.User)
	return waiting, own, err
}

// OwnFactors are the second factors of a user.
type OwnFactors struct {
	List          []*ent.Factor
	RecoveryCodes int  // that are left
	Must          bool // the site demands one of this user
	Unreadable    bool // the authenticator app was set up on an installation that this one was restored from
}

// Factors returns the second factors of a user, the oldest first.
func (k *Sessions) Factors(ctx context.Context, u *ent.User) (*OwnFactors, error) {
	own := &OwnFactors{Must: k.doorman().mustHave(u)}
	var err error
	if own.List, err = k.store.DB.Factor.Query().Where(factor.UserID(u.ID)).Order(factor.ByID()).All(ctx); err != nil || len(own.List) == 0 {
		return own, err
	}
	if own.RecoveryCodes, err = k.store.DB.RecoveryCode.Query().Where(recoverycode.UserID(u.ID)).Count(ctx); err != nil {
		return nil, err
	}
	key, err := factorKey(ctx, k.store)
	for _, row := range own.List {
		own.Unreadable = own.Unreadable || row.Kind == factor.KindAuthenticator && !usable(key, row)
	}
	return own, err
}
