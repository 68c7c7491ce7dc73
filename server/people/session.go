package people

import (
	"context"
	"crypto/subtle"
	"errors"
	"net/netip"
	"strings"
	"time"
	"unicode/utf8"

	"gatehouse/ent"
	"gatehouse/ent/link"
	"gatehouse/ent/session"
	"gatehouse/ent/step"
	"gatehouse/server/journal"
	"gatehouse/server/store"
)

const (
	// SessionLife is how long a session lasts whatever is renewed.
	SessionLife = 14 * 24 * time.Hour
	// idleLife is how long a session waits for its browser to come back.
	idleLife = 3 * 24 * time.Hour
	// FreshLife is how long after signing in or proving it again a person may make sensitive changes.
	FreshLife = 15 * time.Minute

	familyLength = 22
	renewLength  = 30
	// sessionsKept is how many sessions one person has; the one that was seen longest ago makes room.
	sessionsKept = 20
)

// ErrNoSession is the one answer to a session that has ended, has expired, never was, or whose refresh token was used before.
var ErrNoSession = errors.New("there is no such session any more: sign in again")

// Visit is where a person comes from.
type Visit struct {
	Address   netip.Addr
	Browser   string // as it calls itself
	RequestID string
	ProvedAt  *time.Time // when the person showed who is there, where that was elsewhere (zero: nobody knows); nil is now
}

func (v Visit) provedAt(now time.Time) time.Time {
	if v.ProvedAt != nil {
		return *v.ProvedAt
	}
	return now
}

// Sessions keeps who is signed in to the admin app. A session is renewed with a refresh token, FAMILY.SECRET, which is good for one
// use: each use gives the next one. One that was used before is in the wrong hands, so that it ends the session.
type Sessions struct {
	store *store.Store
	now   func() time.Time
}

// NewSessions makes the keeper of sessions.
func NewSessions(s *store.Store, now func() time.Time) *Sessions { return &Sessions{s, now} }

// makeRoom drops sessions that have ended by themselves, and the oldest ones past the limit.
func (k *Sessions) makeRoom(ctx context.Context, tx *store.Tx, userID int, now time.Time) error {
	ended := session.Or(session.ExpiresAtLT(now), session.LastSeenAtLT(now.Add(-idleLife)))
	if _, err := tx.Session.Delete().Where(session.UserID(userID), ended).Exec(ctx); err != nil {
		return err
	}
	ids, err := tx.Session.Query().Where(session.UserID(userID)).Order(ent.Desc(session.FieldLastSeenAt)).Offset(sessionsKept - 1).IDs(ctx)
	if err != nil || len(ids) == 0 {
		return err
	}
	_, err = tx.Session.Delete().Where(session.IDIn(ids...)).Exec(ctx)
	return err
}

// Renew exchanges a refresh token for the next one.
func (k *Sessions) Renew(ctx context.Context, refresh string, v Visit) (*ent.Session, string, error) {
	family, secret, ok := strings.Cut(refresh, ".")
	if !ok || len(family) != familyLength || len(secret) != renewLength {
		return nil, "", ErrNoSession
	}
	next := randomText(renewLength)
	var row *ent.Session
	var refused error
	err := k.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		var err error
		row, err = tx.Session.Query().Where(session.Family(family), store.ForUpdate).WithUser().Only(ctx)
		if store.Missing(err) {
			refused = ErrNoSession
			return nil
		}
		if err != nil {
			return err
		}
		now := k.now()
		if reused := subtle.ConstantTimeCompare(row.Hash, hashOf(secret)) != 1; reused || !k.lives(row, now) {
			refused = ErrNoSession // the row goes all the same, so that the transaction must not fail
			return k.drop(ctx, tx, row, v, reused)
		}
		return tx.Session.UpdateOneID(row.ID).SetHash(hashOf(next)).SetLastSeenAt(now).SetAddress(v.Address.String()).Exec(ctx)
	})
	if err := errors.Join(err, refused); err != nil {
		return nil, "", err
	}
	return row, family + "." + next, nil
}

func (k *Sessions) drop(ctx context.Context, tx *store.Tx, row *ent.Session, v Visit, reused bool) error {
	if err := tx.Session.DeleteOneID(row.ID).Exec(ctx); err != nil || !reused {
		return err
	}
	return journal.Audit(ctx, tx, actorOf(row.Edges.User, v), journal.Event{
		Action: "session.reuse", Subject: "user " + row.Edges.User.Username, Object: userObject(row.Edges.User),
		Details: map[string]any{"reason": "a refresh token was used for the second time: the session was ended"},
	})
}

// lives says whether a session still counts; its user is loaded.
func (k *Sessions) lives(row *ent.Session, now time.Time) bool {
	return now.Before(row.ExpiresAt) && now.Sub(row.LastSeenAt) < idleLife && mayEnter(row.Edges.User)
}

// Find returns a session that still counts, with its user as the account stands now.
func (k *Sessions) Find(ctx context.Context, id int) (*ent.Session, error) {
	ctx, cancel := context.WithTimeout(ctx, lookLimit)
	defer cancel()
	row, err := k.store.DB.Session.Query().Where(session.ID(id)).WithUser().Only(ctx)
	if store.Missing(err) || err == nil && !k.lives(row, k.now()) {
		return nil, ErrNoSession
	}
	return row, err
}

// Of returns the sessions of a user that still count, the one that was seen last first.
func (k *Sessions) Of(ctx context.Context, userID int) ([]*ent.Session, error) {
	now := k.now()
	return k.store.DB.Session.Query().Where(session.UserID(userID), session.ExpiresAtGT(now), session.LastSeenAtGT(now.Add(-idleLife))).
		Order(ent.Desc(session.FieldLastSeenAt)).All(ctx)
}

// Refresh notes that the person of a session has just given all that signing in asks for.
func (k *Sessions) Refresh(ctx context.Context, id int) error {
	return k.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		found, err := tx.Session.Update().Where(session.ID(id)).SetAuthenticatedAt(k.now()).Save(ctx)
		if err == nil && found == 0 {
			err = ErrNoSession
		}
		return err
	})
}

// End ends sessions of one user: the ones with these ids, or with none all but one.
func (k *Sessions) End(ctx context.Context, by journal.Actor, userID, but int, ids ...int) (ended int, err error) {
	which := session.IDIn(ids...)
	if len(ids) == 0 {
		which = session.IDNEQ(but)
	}
	err = k.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if ended, err = tx.Session.Delete().Where(session.UserID(userID), which).Exec(ctx); err != nil || ended == 0 {
			return err
		}
		return journal.Audit(ctx, tx, by, journal.Event{Action: "session.end", Subject: "user " + by.Name, Object: journal.Object{Kind: journal.UserObject, ID: by.UserID}, Details: map[string]any{"sessions": ended}})
	})
	return ended, err
}

// EndFamily ends the session of a refresh token, used or not. It says nothing of one that is not known.
func (k *Sessions) EndFamily(ctx context.Context, refresh string, v Visit) error {
	family, _, ok := strings.Cut(refresh, ".")
	if !ok || len(family) != familyLength {
		return nil
	}
	return k.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		row, err := tx.Session.Query().Where(session.Family(family), store.ForUpdate).WithUser().Only(ctx)
		if store.Missing(err) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := tx.Session.DeleteOneID(row.ID).Exec(ctx); err != nil {
			return err
		}
		return journal.Audit(ctx, tx, actorOf(row.Edges.User, v), journal.Event{
			Action: "session.end", Subject: "user " + row.Edges.User.Username, Object: userObject(row.Edges.User), Details: map[string]any{"sessions": 1},
		})
	})
}

// EndAll ends every session of users, every sign-in that they have begun, and every link by which they could choose a password, in the
// transaction that suspends them or changes their passwords.
func EndAll(ctx context.Context, tx *store.Tx, userIDs ...int) error {
	if _, err := tx.Step.Delete().Where(step.UserIDIn(userIDs...)).Exec(ctx); err != nil {
		return err
	}
	if _, err := tx.Link.Delete().Where(link.UserIDIn(userIDs...)).Exec(ctx); err != nil {
		return err
	}
	_, err := tx.Session.Delete().Where(session.UserIDIn(userIDs...)).Exec(ctx)
	return err
}

func actorOf(u *ent.User, v Visit) journal.Actor {
	return journal.Actor{Door: "app", UserID: u.ID, Name: u.Username, Address: v.Address.String(), RequestID: v.RequestID}
}

func cutBrowser(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == utf8.RuneError {
			return -1
		}
		return r
	}, name)
	for len(name) > 300 {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	return name
}
