package tokens

import (
	"context"
	"fmt"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/authoriseduser"
	"gatehouse/ent/token"
	"gatehouse/server/call"
	"gatehouse/server/journal"
	"gatehouse/server/store"
)

// Wish is a token to be made.
type Wish struct {
	Name          string
	User          int
	Service       int
	Course        int // 0: works everywhere
	Creator       int // 0: the command line
	IPRestriction string
	ValidUntil    time.Time // zero: for ever
	Origin        token.Origin
	Limit         call.Limit // what is 0 is as the settings say; -1 is no limit
}

// Mint makes a token in a transaction and returns its row and its secret, which nobody can ever read again.
func Mint(ctx context.Context, tx *store.Tx, by journal.Actor, w Wish) (*ent.Token, string, error) {
	if err := checkName(w.Name); err != nil {
		return nil, "", err
	}
	if err := (Restriction{IPRestriction: &w.IPRestriction, Limit: &w.Limit}).check(); err != nil {
		return nil, "", err
	}
	owner, err := tx.User.Get(ctx, w.User)
	if err != nil {
		return nil, "", err
	}
	if owner.Username == guestUser || owner.Deleted || owner.Suspended || !owner.Confirmed {
		return nil, "", call.Errorf(call.UserNotAllowed, "%s cannot have a token: the guest, and users who are deleted, suspended or not confirmed, cannot use one.", owner.Username)
	}
	if err := mayUse(ctx, tx, owner, w.Service); err != nil {
		return nil, "", err
	}
	secret := NewSecret()
	hash := HashOf(secret)
	create := tx.Token.Create().SetName(w.Name).SetHash(hash[:]).SetHint(Hint(secret)).SetOrigin(w.Origin).
		SetUserID(w.User).SetServiceID(w.Service).SetIPRestriction(w.IPRestriction).
		SetCallsPerMinute(w.Limit.PerMinute).SetBurst(w.Limit.Burst).SetCallsPerDay(w.Limit.PerDay)
	if w.Course != 0 {
		create.SetCourseID(w.Course)
	}
	if w.Creator != 0 {
		create.SetCreatorID(w.Creator)
	}
	if !w.ValidUntil.IsZero() {
		create.SetValidUntil(w.ValidUntil)
	}
	row, err := create.Save(ctx)
	if err != nil {
		return nil, "", err
	}
	tx.Changed(store.TokenChanged, row.ID)
	return row, secret, journal.Audit(ctx, tx, by, journal.Event{Action: "token.create", Subject: subject(row), Object: object(row), Details: map[string]any{
		"user": w.User, "service": w.Service, "ipRestriction": w.IPRestriction, "validUntil": until(w.ValidUntil),
	}})
}

// mayUse fails when a service is for authorised users only and the owner of a token to be is not one of them.
func mayUse(ctx context.Context, tx *store.Tx, owner *ent.User, serviceID int) error {
	row, err := tx.Service.Get(ctx, serviceID)
	if store.Missing(err) {
		return call.Invalid("service", "there is no service %d", serviceID)
	}
	if err != nil || !row.AuthorisedUsersOnly {
		return err
	}
	authorised, err := tx.AuthorisedUser.Query().Where(authoriseduser.ServiceID(serviceID), authoriseduser.UserID(owner.ID)).Exist(ctx)
	if err != nil || authorised {
		return err
	}
	return call.Errorf(call.ServiceUser, "%s is not an authorised user of the service %q: authorise the user first.", owner.Username, row.Name).At("service")
}

// Revoke ends a token for good. Its row stays, so that what it did can still be read.
func Revoke(ctx context.Context, tx *store.Tx, by journal.Actor, id int, now time.Time) error {
	row, err := working(ctx, tx, id)
	if err != nil {
		return err
	}
	if err := row.Update().SetRevokedAt(now).Exec(ctx); err != nil {
		return err
	}
	tx.Changed(store.TokenChanged, id)
	return journal.Audit(ctx, tx, by, journal.Event{Action: "token.revoke", Subject: subject(row), Object: object(row)})
}

// Rotate makes a token that replaces another one and takes over its user, service and restriction. The old one goes on working
// for the overlap; with none it is revoked at once.
func Rotate(ctx context.Context, tx *store.Tx, by journal.Actor, id int, overlap time.Duration, now time.Time) (*ent.Token, string, error) {
	old, err := working(ctx, tx, id)
	if err != nil {
		return nil, "", err
	}
	validUntil, err := renewed(ctx, tx, by, old, now)
	if err != nil {
		return nil, "", err
	}
	return replace(ctx, tx, by, old, "token.rotate", validUntil, overlap, now)
}

// Reset gives a token another secret: it is replaced at once by one with the same restriction and the same end. One that has ended
// is refused, because its successor would have ended too.
func Reset(ctx context.Context, tx *store.Tx, by journal.Actor, id int, now time.Time) (*ent.Token, string, error) {
	old, err := working(ctx, tx, id)
	if err != nil {
		return nil, "", err
	}
	validUntil := time.Time{}
	if old.ValidUntil != nil {
		validUntil = *old.ValidUntil
		if now.After(validUntil) {
			return nil, "", call.Errorf(call.CannotCreateToken, "The key has ended, and a reset keeps its end. Rotate it, or ask an administrator to extend it.")
		}
	}
	return replace(ctx, tx, by, old, "token.reset", validUntil, 0, now)
}

// working is a token that was not revoked. Others who replace it at the same time wait, so that it gets one successor.
func working(ctx context.Context, tx *store.Tx, id int) (*ent.Token, error) {
	row, err := tx.Token.Query().Where(token.ID(id), token.RevokedAtIsNil(), store.ForUpdate).Only(ctx)
	if store.Missing(err) {
		return nil, call.Errorf(call.NotFound, "There is no token %d, or it was revoked before.", id)
	}
	return row, err
}

func replace(ctx context.Context, tx *store.Tx, by journal.Actor, old *ent.Token, action string, validUntil time.Time, overlap time.Duration, now time.Time) (*ent.Token, string, error) {
	wish := Wish{
		Name: old.Name, User: old.UserID, Service: old.ServiceID, Creator: by.UserID, IPRestriction: old.IPRestriction, ValidUntil: validUntil, Origin: old.Origin,
		Limit: limitIn(old),
	}
	if old.CourseID != nil {
		wish.Course = *old.CourseID
	}
	next, secret, err := Mint(ctx, tx, by, wish)
	if err != nil {
		return nil, "", err
	}
	change := old.Update().SetRotatedTo(next.ID)
	if overlap <= 0 {
		change.SetRevokedAt(now)
	} else if end := now.Add(overlap); old.ValidUntil == nil || end.Before(*old.ValidUntil) {
		change.SetValidUntil(end)
	}
	if err := change.Exec(ctx); err != nil {
		return nil, "", err
	}
	tx.Changed(store.TokenChanged, old.ID)
	return next, secret, journal.Audit(ctx, tx, by, journal.Event{Action: action, Subject: subject(old), Object: object(old), Details: map[string]any{
		"replacedBy": next.ID, "overlap": overlap.String(),
	}})
}

// renewed is until when a token works that replaces another one: as long from now as the old one did from its making. Whoever is no
// administrator cannot outlive what an administrator has set.
func renewed(ctx context.Context, tx *store.Tx, by journal.Actor, old *ent.Token, now time.Time) (time.Time, error) {
	if old.ValidUntil == nil {
		return time.Time{}, nil
	}
	fresh := now.Add(old.ValidUntil.Sub(old.CreatedAt))
	if by.UserID == 0 || old.Origin != token.OriginAdmin {
		return fresh, nil
	}
	who, err := tx.User.Get(ctx, by.UserID)
	if err != nil || who.SiteAdmin {
		return fresh, err
	}
	if now.After(*old.ValidUntil) {
		return time.Time{}, call.Errorf(call.CannotCreateToken, "An administrator let this key end. Ask one to extend it.")
	}
	return *old.ValidUntil, nil
}

func subject(row *ent.Token) string { return fmt.Sprintf("token %d %q", row.ID, row.Name) }

func object(row *ent.Token) journal.Object {
	return journal.Object{Kind: journal.TokenObject, ID: row.ID}
}

func until(t time.Time) string {
	if t.IsZero() {
		return "never ends"
	}
	return t.UTC().Format(time.RFC3339)
}
