package people

import (
	"context"
	"errors"
	"strings"
	"time"
	"unicode"

	"gatehouse/ent"
	"gatehouse/ent/link"
	"gatehouse/ent/user"
	"gatehouse/server/call"
	"gatehouse/server/journal"
	"gatehouse/server/store"
)

const (
	// SetUpLife is how long the link to the first administrator is good for.
	SetUpLife = 30 * time.Minute
	// passwordLife is how long a link to choose a password is good for.
	passwordLife = 24 * time.Hour
	linkLength   = 32
)

// errLink is the one answer to a link that was used, has expired or never was.
func errLink() error {
	return call.Errorf(call.NotFound, "This link was used or has expired. Run \"gatehouse user setup-link\" for a new one, or ask an administrator.")
}

// HasAdministrator says whether anybody can administer the installation.
func HasAdministrator(ctx context.Context, db *ent.Client) (bool, error) {
	return db.User.Query().Where(user.SiteAdmin(true), user.Deleted(false), user.Suspended(false), user.PasswordHashNEQ("")).Exist(ctx)
}

// SetUpLink makes the one-time link to the first administrator and returns its secret. While there is an administrator there is
// none to be had.
func SetUpLink(ctx context.Context, s *store.Store, by journal.Actor, now time.Time) (secret string, err error) {
	secret = randomText(linkLength)
	return secret, s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if found, err := HasAdministrator(ctx, tx.Client); err != nil || found {
			return orElse(err, call.Errorf(call.AccessDenied, "There is an administrator already: set-up links make the first one only. For a new password give the user's name."))
		}
		if _, err := tx.Link.Delete().Where(link.ExpiresAtLT(now)).Exec(ctx); err != nil {
			return err
		}
		if err := tx.Link.Create().SetPurpose(link.PurposeSetup).SetHash(hashOf(secret)).SetExpiresAt(now.Add(SetUpLife)).Exec(ctx); err != nil {
			return err
		}
		return journal.Audit(ctx, tx, by, journal.Event{Action: "link.create", Subject: "set-up"})
	})
}

// PasswordLink makes a one-time link by which a user chooses a password. An earlier one ends.
func PasswordLink(ctx context.Context, s *store.Store, by journal.Actor, userID int, now time.Time) (secret string, expires time.Time, err error) {
	secret, expires = randomText(linkLength), now.Add(passwordLife)
	err = s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		u, err := tx.User.Query().Where(user.ID(userID), store.ForUpdate).Only(ctx)
		if store.Missing(err) || err == nil && (u.Deleted || u.Username == guest) {
			return call.Fail(call.UserNotFound)
		}
		if err != nil {
			return err
		}
		if _, err := tx.Link.Delete().Where(link.UserID(userID)).Exec(ctx); err != nil {
			return err
		}
		create := tx.Link.Create().SetPurpose(link.PurposePassword).SetUserID(userID).SetHash(hashOf(secret)).SetExpiresAt(expires)
		if err := create.Exec(ctx); err != nil {
			return err
		}
		return journal.Audit(ctx, tx, by, journal.Event{Action: "link.create", Subject: "password of " + u.Username, Object: userObject(u)})
	})
	return secret, expires, err
}

// guest is the user that stands for anybody who is not signed in.
const guest = "guest"

// FindLink returns what a link is for, with its user; nil when it is good for nothing.
func FindLink(ctx context.Context, db *ent.Client, secret string, now time.Time) (*ent.Link, error) {
	row, err := db.Link.Query().Where(link.Hash(hashOf(secret)), link.ExpiresAtGT(now)).WithUser().Only(ctx)
	if store.Missing(err) {
		return nil, nil
	}
	if err != nil || row.Purpose != link.PurposeSetup {
		return row, err
	}
	if found, err := HasAdministrator(ctx, db); err != nil || found {
		return nil, err
	}
	return row, nil
}

// useLink takes a link out of the world within the transaction that uses it, so that it works once, on one node of several.
func useLink(ctx context.Context, tx *store.Tx, secret string, purpose link.Purpose, now time.Time) (*ent.Link, error) {
	row, err := FindLink(ctx, tx.Client, secret, now)
	if err != nil {
		return nil, err
	}
	if row == nil || row.Purpose != purpose {
		return nil, errLink()
	}
	used, err := tx.Link.Delete().Where(link.ID(row.ID)).Exec(ctx)
	if err != nil {
		return nil, err
	}
	if used == 0 {
		return nil, errLink()
	}
	return row, nil
}

// First is the first administrator to be.
type First struct {
	Username, Email, FirstName, LastName, Password string
}

// longest is how many bytes a user name, a name and an e-mail address have at most.
const longest = 100

// check reports everything that an account could not be made of.
func (f First) check() error {
	var problems []error
	if f.Username == "" || len(f.Username) > longest || OnlyUsername(f.Username) != f.Username {
		problems = append(problems, call.Invalid("username", "expected 1 to %d letters a-z, digits and . _ - @", longest))
	}
	if f.Email == "" || len(f.Email) > longest || !call.Type("email").Accepts(f.Email) {
		problems = append(problems, call.Invalid("email", "expected an e-mail address"))
	}
	for field, name := range map[string]string{"firstName": f.FirstName, "lastName": f.LastName} {
		if len(name) > longest || strings.ContainsFunc(name, unicode.IsControl) {
			problems = append(problems, call.Invalid(field, "expected at most %d bytes on one line", longest))
		}
	}
	if err := CheckOwnPassword(f.Password, f.Username, f.Email); err != nil {
		problems = append(problems, err)
	}
	return errors.Join(problems...)
}

// SetUp makes the first administrator by a set-up link. The link dies with it.
func SetUp(ctx context.Context, s *store.Store, secret string, who First, v Visit, now time.Time) (*ent.User, error) {
	if row, err := FindLink(ctx, s.DB, secret, now); err != nil || row == nil || row.Purpose != link.PurposeSetup {
		return nil, orElse(err, errLink())
	}
	who.Username = strings.ToLower(strings.TrimSpace(who.Username))
	if err := who.check(); err != nil {
		return nil, err
	}
	hash, err := HashPassword(ctx, who.Password)
	if err != nil {
		return nil, err
	}
	var made *ent.User
	err = s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := tx.Alone(ctx); err != nil {
			return err
		}
		if _, err := useLink(ctx, tx, secret, link.PurposeSetup, now); err != nil {
			return err
		}
		taken, err := tx.User.Query().Where(user.Username(who.Username)).Exist(ctx)
		if err != nil || taken {
			return orElse(err, call.Invalid("username", "there is a user %q already", who.Username))
		}
		made, err = tx.User.Create().SetUsername(who.Username).SetEmail(who.Email).SetFirstName(who.FirstName).SetLastName(who.LastName).
			SetPasswordHash(hash).SetSiteAdmin(true).Save(ctx)
		if err != nil {
			return err
		}
		tx.Changed(store.UserChanged, made.ID)
		return journal.Audit(ctx, tx, actorOf(made, v), journal.Event{Action: "user.create", Subject: made.Username, Object: userObject(made), Details: map[string]any{
			"after": map[string]any{"username": made.Username, "email": made.Email, "siteAdmin": true},
		}})
	})
	return made, err
}

// ChoosePassword sets a user's password by a link. Sessions end, and tokens when the settings say so.
func ChoosePassword(ctx context.Context, s *store.Store, secret, password string, v Visit, now time.Time) (*ent.User, error) {
	row, err := FindLink(ctx, s.DB, secret, now)
	if err != nil || row == nil || row.Purpose != link.PurposePassword {
		return nil, orElse(err, errLink())
	}
	owner := row.Edges.User
	hash, err := newHash(ctx, password, owner)
	if err != nil {
		return nil, err
	}
	err = s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if _, err := useLink(ctx, tx, secret, link.PurposePassword, now); err != nil {
			return err
		}
		return setPassword(ctx, tx, s.Settings().Tokens.EndOnPassword, actorOf(owner, v), owner, hash, now)
	})
	if err != nil {
		return nil, err
	}
	return s.DB.User.Get(ctx, owner.ID)
}

func orElse(err, other error) error {
	if err != nil {
		return err
	}
	return other
}
