package tokens

import (
	"context"
	"time"

	"gatehouse/ent/authoriseduser"
	"gatehouse/ent/roleassignment"
	"gatehouse/server/call"
)

// Obstacle says why a token for a user's offer of a service would be of no use; nothing when it would be.
func Obstacle(grant *call.Grant, offer call.Offer, now time.Time) string {
	switch service := offer.Service; {
	case service == nil:
		return "There is no such service."
	case !service.Enabled:
		return "The service is disabled."
	case service.AuthorisedUsersOnly && offer.Authorisation == nil:
		return grant.User.Username + " is not among the authorised users of the service."
	case service.AuthorisedUsersOnly && !offer.Authorisation.ValidUntil.IsZero() && now.After(offer.Authorisation.ValidUntil):
		return "The authorisation of " + grant.User.Username + " for the service has ended."
	case service.RequiredCapability != "" && !grant.Holdings.Hold(service.RequiredCapability, 0):
		return grant.User.Username + " lacks " + service.RequiredCapability + ", which the service requires."
	}
	return ""
}

// MayMakeOwn says why the user of a grant may not make a token for an offer of a service; nothing when the user may. The rule is
// that of signing in at token.php, but for the password.
func (k *Keeper) MayMakeOwn(grant *call.Grant, offer call.Offer, now time.Time) string {
	if reason := Obstacle(grant, offer, now); reason != "" {
		return reason
	}
	switch holdings := grant.Holdings; {
	case offer.ShortName == mobileService && holdings.Hold(createMobileToken, 0):
		return ""
	case grant.User.SiteAdmin && !k.store.Settings().Tokens.SelfServiceForAdmin:
		return "Administrators make keys on the page of all keys or on the command line."
	case !holdings.Hold(createToken, 0):
		return "This needs the capability " + createToken + "."
	}
	return ""
}

// Would is the grant of a token that does not exist: what it would allow if it were made like this.
func (k *Keeper) Would(ctx context.Context, userID, serviceID int, addresses call.Addresses, validUntil time.Time) (*call.Grant, error) {
	owner, err := k.store.DB.User.Get(ctx, userID)
	if err != nil {
		return nil, err
	}
	f := &facts{user: GrantUser(owner), service: serviceID, token: call.Token{ValidUntil: validUntil, Addresses: addresses}}
	if f.assignments, err = k.assignments(ctx, userID); err != nil {
		return nil, err
	}
	authorised, err := k.store.DB.AuthorisedUser.Query().Where(authoriseduser.UserID(userID), authoriseduser.ServiceID(serviceID)).All(ctx)
	if err != nil {
		return nil, err
	}
	f.authorisations = authorisations(authorised)
	return f.grantFor(k.snapshot.Load()), nil
}

// Holdings are what users hold by roles, for the account as access knows it; of users who are not there none.
func (k *Keeper) Holdings(ctx context.Context, users []call.User) (map[int]call.Holdings, error) {
	ids := make([]int, len(users))
	byUser := make(map[int]*facts, len(users))
	for i, u := range users {
		ids[i] = u.ID
		byUser[u.ID] = &facts{user: u}
	}
	rows, err := k.store.DB.RoleAssignment.Query().Where(roleassignment.UserIDIn(ids...)).All(ctx)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		a := assignment{role: row.RoleID}
		if row.CourseID != nil {
			a.course = *row.CourseID
		}
		byUser[row.UserID].assignments = append(byUser[row.UserID].assignments, a)
	}
	now := k.snapshot.Load()
	held := make(map[int]call.Holdings, len(users))
	for id, f := range byUser {
		held[id] = f.build(now).Holdings
	}
	return held, nil
}

// DefaultHoldings are what every signed-in user holds.
func (k *Keeper) DefaultHoldings() call.Holdings {
	if role := k.snapshot.Load().defaultRole; role != nil {
		return call.Holdings{Site: []call.Capabilities{role}}
	}
	return call.Holdings{}
}
