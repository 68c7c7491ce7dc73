package people

import (
	"context"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/factor"
	"gatehouse/ent/step"
	"gatehouse/ent/user"
	"gatehouse/server/journal"
	"gatehouse/server/store"
)

// Entry is what a first factor leads to: a session, or a second factor that is owed.
type Entry struct {
	Session *ent.Session // nil while a second factor is owed
	Refresh string       // the session's refresh token
	Owed    *OwedStep    // nil when the session has begun
}

// OwedStep is a sign-in that has shown its first factor and owes the second. Its secret answers for nothing else.
type OwedStep struct {
	Secret    string
	ExpiresAt time.Time
}

// Enter is what comes after the first factor on every way into the app, whatever that factor was: a password, a link to choose one,
// another site's word. It begins a session, or none while the user owes a second factor, which FinishByCode takes. There is neither when
// the account was shut or got another password since u was read (ErrNoSession). No other function begins a session by a first factor.
func (k *Sessions) Enter(ctx context.Context, u *ent.User, v Visit) (*Entry, error) {
	var entry *Entry
	err := k.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := holdUser(ctx, tx, u); err != nil {
			return err
		}
		owes, err := tx.Factor.Query().Where(factor.UserID(u.ID)).Exist(ctx)
		if err != nil {
			return err
		}
		entry = &Entry{}
		if owes {
			expires := k.now().Add(stepLife)
			secret, err := askStep(ctx, tx, step.PurposeSecondFactor, &u.ID, k.now())
			entry.Owed = &OwedStep{secret, expires}
			return err
		}
		entry.Session, entry.Refresh, err = k.open(ctx, tx, u, v, "")
		return err
	})
	if err != nil {
		return nil, err
	}
	return entry, nil
}

// Replace begins a session in place of one that ended by what its person changed a moment ago (the password, the first second factor).
// What the old one had proved counts for the new one.
func (k *Sessions) Replace(ctx context.Context, old *ent.Session, u *ent.User, v Visit) (row *ent.Session, refresh string, err error) {
	if old.UserID != u.ID {
		return nil, "", ErrNoSession
	}
	err = k.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := holdUser(ctx, tx, u); err != nil {
			return err
		}
		row, refresh, err = k.open(ctx, tx, u, v, "")
		return err
	})
	return row, refresh, err
}

// holdUser holds a user's row to the end of the transaction, and fails when the account is shut or has another password than u.
func holdUser(ctx context.Context, tx *store.Tx, u *ent.User) error {
	held, err := tx.User.Query().Where(user.ID(u.ID), store.ForUpdate).Only(ctx)
	if store.Missing(err) || err == nil && (!mayEnter(held) || held.PasswordHash != u.PasswordHash) {
		return ErrNoSession
	}
	return err
}

// open begins a session of a user who has proved everything that is asked for; second is how the second factor was proved, if at all.
func (k *Sessions) open(ctx context.Context, tx *store.Tx, u *ent.User, v Visit, second string) (*ent.Session, string, error) {
	now := k.now()
	if err := k.makeRoom(ctx, tx, u.ID, now); err != nil {
		return nil, "", err
	}
	family, secret := randomText(familyLength), randomText(renewLength)
	row, err := tx.Session.Create().SetUserID(u.ID).SetFamily(family).SetHash(hashOf(secret)).SetCreatedAt(now).
		SetAuthenticatedAt(v.provedAt(now)).SetLastSeenAt(now).SetExpiresAt(now.Add(SessionLife)).
		SetAddress(v.Address.String()).SetBrowser(cutBrowser(v.Browser)).Save(ctx)
	if err != nil {
		return nil, "", err
	}
	event := journal.Event{Action: "session.open", Subject: "user " + u.Username, Object: userObject(u)}
	if second != "" {
		event.Details = map[string]any{"secondFactor": second}
	}
	return row, family + "." + secret, journal.Audit(ctx, tx, actorOf(u, v), event)
}
