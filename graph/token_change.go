package graph

import (
	"context"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/service"
	"gatehouse/ent/token"
	"gatehouse/server/call"
	"gatehouse/server/journal"
	"gatehouse/server/manifest"
	"gatehouse/server/setup"
	"gatehouse/server/store"
	"gatehouse/server/tokens"
)

// mint makes a token and returns it with its secret.
func (r *Resolver) mint(ctx context.Context, wish tokens.Wish, validUntil string) (*CreatedToken, error) {
	until, err := tokens.ParseUntil(validUntil, r.Store.Settings().Site.Timezone)
	if err != nil {
		return nil, err
	}
	if wish.ValidUntil = until; !until.IsZero() && until.Before(r.Now()) {
		return nil, call.Invalid("validUntil", "it has passed: the key would never work")
	}
	var row *ent.Token
	var secret string
	err = r.write(ctx, func(ctx context.Context, tx *store.Tx, by journal.Actor) (err error) {
		row, secret, err = tokens.Mint(ctx, tx, by, wish)
		return err
	})
	if err != nil {
		return nil, err
	}
	return r.created(ctx, row.ID, secret)
}

// created is a token that was just made, with its secret and a line that calls with it.
func (r *Resolver) created(ctx context.Context, id int, secret string) (*CreatedToken, error) {
	t, err := r.tokenByID(ctx, id)
	if err != nil || t == nil {
		return nil, orElse(err, errMissing("key"))
	}
	names, err := r.functionNames(ctx, []int{t.ServiceID})
	if err != nil {
		return nil, err
	}
	return &CreatedToken{Token: t, Secret: secret, Command: setup.Curl(r.PublicURL+"/webservice/rest/server.php", secret, r.first(names[t.ServiceID]))}, nil
}

// first is a function to begin with: one that takes nothing and changes nothing, else the first one.
func (r *Resolver) first(names []string) string {
	for _, name := range names {
		f := r.Dispatcher.Catalogue.Find(name)
		if f != nil && f.Effect == call.Read && takesNothing(f.Parameters) {
			return name
		}
	}
	if len(names) > 0 {
		return names[0]
	}
	return "FUNCTION"
}

func takesNothing(s *call.Schema) bool {
	for _, f := range s.Fields {
		if f.Presence == call.Required {
			return false
		}
	}
	return true
}

func (r *Resolver) tokensByID(ctx context.Context, ids []int) ([]*Token, error) {
	rows, err := withEdges(r.db().Token.Query()).Where(token.IDIn(ids...)).Order(token.ByID()).All(ctx)
	return r.tokens(rows...), err
}

// openServices are all services as they stand open to a user, with the reason where a token could not be made.
func (r *Resolver) openServices(ctx context.Context, userID int, obstacle func(*call.Grant, call.Offer, time.Time) string) ([]*OwnService, error) {
	grant, err := r.Keeper.ByUser(ctx, userID)
	if err != nil {
		return nil, err
	}
	rows, err := r.db().Service.Query().Order(service.ByName()).All(ctx)
	if err != nil {
		return nil, err
	}
	offers := map[int]call.Offer{}
	for _, offer := range grant.Services {
		if offer.Service != nil {
			offers[offer.ID] = offer
		}
	}
	list := make([]*OwnService, len(rows))
	for i, s := range r.services(rows...) {
		reason := obstacle(grant, offers[s.ID], r.Now())
		list[i] = &OwnService{Service: s, MayCreateKey: reason == "", Reason: orNone(reason)}
	}
	return list, nil
}

// explained is what an explanation is about: a token, or a user and perhaps one service.
type explained struct {
	token, user, service *int
	function, protocol   string
	address              *string
	at                   *time.Time
}

// explain asks every check between a token or a user and a function. Administrators are told the commands that change what refuses.
func (r *Resolver) explain(ctx context.Context, e explained) ([]*call.Step, error) {
	var grant *call.Grant
	var err error
	switch {
	case e.token != nil:
		grant, err = r.Keeper.ByID(ctx, *e.token)
	case e.user != nil && e.service != nil:
		grant, err = r.Keeper.Would(ctx, *e.user, *e.service, call.Addresses{}, time.Time{})
	case e.user != nil:
		grant, err = r.Keeper.ByUser(ctx, *e.user)
	}
	if ent.IsNotFound(err) {
		grant, err = nil, nil
	}
	if err != nil {
		return nil, err
	}
	from, err := addressOf(ctx, e.address)
	if err != nil {
		return nil, err
	}
	explained := r.Dispatcher.Explain(grant, e.protocol, e.function, from, r.moment(e.at))
	if grant == nil && e.token != nil {
		if err := r.sayRevoked(ctx, *e.token, &explained); err != nil {
			return nil, err
		}
	}
	if visitOf(ctx).audience() == administrator {
		if err := manifest.Mend(ctx, r.Store, &explained, "", r.Now()); err != nil {
			return nil, err
		}
	}
	return pointers(explained.Steps), nil
}

// sayRevoked tells of a token without a grant when it was revoked.
func (r *Resolver) sayRevoked(ctx context.Context, id int, explained *call.Explanation) error {
	row, err := found(r.db().Token.Get(ctx, id))
	if row != nil && row.RevokedAt != nil {
		explained.Revoked(*row.RevokedAt)
	}
	return err
}

// replace makes a key in the place of another one, which must be an own one, or of somebody else for whom an administrator has just
// given the password.
func (r *Resolver) replace(ctx context.Context, id int, change func(ctx context.Context, tx *store.Tx, by journal.Actor) (*ent.Token, string, error)) (*CreatedToken, error) {
	v := visitOf(ctx)
	old, err := r.ownOrAny(ctx, id)
	if err != nil || old == nil {
		return nil, orElse(err, errMissing("key"))
	}
	if old.UserID != v.person.user.ID {
		if err := r.sessions.fresh(v); err != nil {
			return nil, err
		}
	}
	var row *ent.Token
	var secret string
	err = r.write(ctx, func(ctx context.Context, tx *store.Tx, by journal.Actor) (err error) {
		row, secret, err = change(ctx, tx, by)
		return err
	})
	if err != nil {
		return nil, err
	}
	return r.created(ctx, row.ID, secret)
}

// limitOf is the limit that a form gives to a key; nil when it says nothing.
func limitOf(in *LimitInput) *call.Limit {
	if in == nil {
		return nil
	}
	return &call.Limit{PerMinute: in.CallsPerMinute, Burst: in.Burst, PerDay: in.CallsPerDay}
}
