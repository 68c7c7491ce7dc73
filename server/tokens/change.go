package tokens

import (
	"context"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/authoriseduser"
	"gatehouse/ent/token"
	"gatehouse/server/call"
	"gatehouse/server/journal"
	"gatehouse/server/store"
)

// Restriction is where and until when a token or an authorised user may be used. What is nil does not change; the zero time is
// for ever.
type Restriction struct {
	IPRestriction *string
	ValidUntil    *time.Time
	Limit         *call.Limit // of a token
}

func (r Restriction) check() error {
	if r.Limit != nil {
		if err := checkLimit(*r.Limit); err != nil {
			return err
		}
	}
	if r.IPRestriction == nil {
		return nil
	}
	if len(*r.IPRestriction) > maxRestriction {
		return call.Invalid("ipRestriction", "it has more than %d bytes", maxRestriction)
	}
	if _, err := call.ParseAddresses(*r.IPRestriction); err != nil {
		return call.Invalid("ipRestriction", "%s", err)
	}
	return nil
}

// checkLimit refuses what is no limit on a token.
func checkLimit(l call.Limit) error {
	for _, one := range [...]struct {
		name         string
		value, least int
	}{{"callsPerMinute", l.PerMinute, -1}, {"burst", l.Burst, 0}, {"callsPerDay", l.PerDay, -1}} {
		if one.value < one.least || one.value > call.MaxLimit {
			return call.Invalid(one.name, "found %d, expected %d to %d", one.value, one.least, call.MaxLimit)
		}
	}
	return nil
}

const (
	// maxRestriction is how many bytes a list of addresses has at most.
	maxRestriction = 2000
	// maxName is how many bytes the name of a token has at most.
	maxName = 255
)

// checkName fails unless a text can name a token.
func checkName(name string) error {
	switch {
	case name == "":
		return call.Invalid("name", "is missing: a name tells keys apart when one has to be revoked")
	case len(name) > maxName:
		return call.Invalid("name", "it has more than %d bytes", maxName)
	}
	return nil
}

// Change gives a token another name, restriction or valid-until. An expired one may be extended, a revoked one is gone for good.
func Change(ctx context.Context, tx *store.Tx, by journal.Actor, id int, name *string, r Restriction) (*ent.Token, error) {
	if err := r.check(); err != nil {
		return nil, err
	}
	old, err := tx.Token.Query().Where(token.ID(id), token.RevokedAtIsNil()).Only(ctx)
	if store.Missing(err) {
		return nil, call.Errorf(call.NotFound, "There is no token %d, or it was revoked before.", id)
	}
	if err != nil {
		return nil, err
	}
	change, d := old.Update(), newDifference()
	if name != nil && *name != old.Name {
		if err := checkName(*name); err != nil {
			return nil, err
		}
		change.SetName(*name)
		d.note("name", old.Name, *name)
	}
	if r.IPRestriction != nil && *r.IPRestriction != old.IPRestriction {
		change.SetIPRestriction(*r.IPRestriction)
		d.note("ipRestriction", old.IPRestriction, *r.IPRestriction)
	}
	if r.ValidUntil != nil && !sameUntil(old.ValidUntil, *r.ValidUntil) {
		if r.ValidUntil.IsZero() {
			change.ClearValidUntil()
		} else {
			change.SetValidUntil(*r.ValidUntil)
		}
		d.note("validUntil", until(moment(old.ValidUntil)), until(*r.ValidUntil))
	}
	if l := r.Limit; l != nil && *l != limitIn(old) {
		change.SetCallsPerMinute(l.PerMinute).SetBurst(l.Burst).SetCallsPerDay(l.PerDay)
		d.note("limit", limitIn(old), *l)
	}
	if d.none() {
		return old, nil
	}
	row, err := change.Save(ctx)
	if err != nil {
		return nil, err
	}
	tx.Changed(store.TokenChanged, id)
	return row, journal.Audit(ctx, tx, by, journal.Event{Action: "token.update", Subject: subject(row), Object: object(row), Details: d.details()})
}

func sameUntil(old *time.Time, wanted time.Time) bool { return moment(old).Equal(wanted) }

// Authorise makes users authorised users of a service, all of them or none, and restricts them; those that are authorised already
// only have their restriction changed.
func Authorise(ctx context.Context, tx *store.Tx, by journal.Actor, serviceID int, userIDs []int, r Restriction) error {
	if err := r.check(); err != nil {
		return err
	}
	row, err := tx.Service.Get(ctx, serviceID)
	if store.Missing(err) {
		return call.Errorf(call.NotFound, "There is no service %d.", serviceID)
	}
	if err != nil {
		return err
	}
	for _, id := range userIDs {
		if err := authorise(ctx, tx, by, row, id, r); err != nil {
			return err
		}
	}
	return nil
}

func authorise(ctx context.Context, tx *store.Tx, by journal.Actor, service *ent.Service, userID int, r Restriction) error {
	owner, err := tx.User.Get(ctx, userID)
	if store.Missing(err) || err == nil && (owner.Deleted || owner.Username == guestUser) {
		return call.Errorf(call.UserNotAllowed, "There is no user %d who could use a service.", userID)
	}
	if err != nil {
		return err
	}
	old, err := tx.AuthorisedUser.Query().Where(authoriseduser.ServiceID(service.ID), authoriseduser.UserID(userID)).Only(ctx)
	if err != nil && !store.Missing(err) {
		return err
	}
	d, action := newDifference(), "authorisation.update"
	if old == nil {
		if old, err = tx.AuthorisedUser.Create().SetServiceID(service.ID).SetUserID(userID).Save(ctx); err != nil {
			return err
		}
		action = "authorisation.create"
	}
	change := old.Update()
	if r.IPRestriction != nil && *r.IPRestriction != old.IPRestriction {
		change.SetIPRestriction(*r.IPRestriction)
		d.note("ipRestriction", old.IPRestriction, *r.IPRestriction)
	}
	if r.ValidUntil != nil && !sameUntil(old.ValidUntil, *r.ValidUntil) {
		if r.ValidUntil.IsZero() {
			change.ClearValidUntil()
		} else {
			change.SetValidUntil(*r.ValidUntil)
		}
		d.note("validUntil", until(moment(old.ValidUntil)), until(*r.ValidUntil))
	}
	if d.none() && action == "authorisation.update" {
		return nil
	}
	if !d.none() {
		if err := change.Exec(ctx); err != nil {
			return err
		}
	}
	tx.Changed(store.UserChanged, userID)
	return journal.Audit(ctx, tx, by, journal.Event{Action: action, Subject: service.Name + ": " + owner.Username, Object: journal.Object{Kind: journal.ServiceObject, ID: service.ID}, Details: d.details()})
}

// Unauthorise takes users from the authorised users of a service. Their tokens stay and are refused.
func Unauthorise(ctx context.Context, tx *store.Tx, by journal.Actor, serviceID int, userIDs []int) error {
	rows, err := tx.AuthorisedUser.Query().Where(authoriseduser.ServiceID(serviceID), authoriseduser.UserIDIn(userIDs...)).WithUser().WithService().All(ctx)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := tx.AuthorisedUser.DeleteOne(row).Exec(ctx); err != nil {
			return err
		}
		tx.Changed(store.UserChanged, row.UserID)
		d := newDifference()
		d.before["ipRestriction"], d.before["validUntil"] = row.IPRestriction, until(moment(row.ValidUntil))
		err := journal.Audit(ctx, tx, by, journal.Event{
			Action: "authorisation.delete", Subject: row.Edges.Service.Name + ": " + row.Edges.User.Username,
			Object: journal.Object{Kind: journal.ServiceObject, ID: row.ServiceID}, Details: d.details(),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// difference is what a change changed, for the audit trail.
type difference struct{ before, after map[string]any }

func newDifference() difference { return difference{map[string]any{}, map[string]any{}} }

func (d difference) note(field string, before, after any) {
	d.before[field], d.after[field] = before, after
}

func (d difference) none() bool { return len(d.after) == 0 }

func (d difference) details() map[string]any {
	return map[string]any{"before": d.before, "after": d.after}
}
