package graph

import (
	"context"
	"maps"
	"slices"
	"time"

	entsql "entgo.io/ent/dialect/sql"

	"gatehouse/ent"
	"gatehouse/ent/predicate"
	"gatehouse/ent/service"
	"gatehouse/ent/token"
	"gatehouse/server/call"
)

// Token is a row, with its user, service, course and creator where a list shows them.
type Token struct{ *ent.Token }

// expiringLife is how long before its end a token counts as one that stops soon.
const expiringLife = 14 * 24 * time.Hour

// withEdges reads with each token what lists of tokens show of it.
func withEdges(q *ent.TokenQuery) *ent.TokenQuery {
	return q.WithUser().WithService().WithCourse().WithCreator()
}

func (r *Resolver) tokens(rows ...*ent.Token) []*Token {
	list := make([]*Token, len(rows))
	for i, row := range rows {
		list[i] = &Token{row}
	}
	return list
}

func (r *Resolver) token(row *ent.Token) *Token { return r.tokens(row)[0] }

// tokenByID is one token, nil when there is none.
func (r *Resolver) tokenByID(ctx context.Context, id int) (*Token, error) {
	row, err := found(withEdges(r.db().Token.Query()).Where(token.ID(id)).Only(ctx))
	if row == nil {
		return nil, err
	}
	return r.token(row), nil
}

// ownOrAny is a token that whoever asks may see: everybody the own ones, administrators all. A token of somebody else looks like
// none.
func (r *Resolver) ownOrAny(ctx context.Context, id int) (*Token, error) {
	t, err := r.tokenByID(ctx, id)
	if err != nil || t == nil {
		return nil, err
	}
	v := visitOf(ctx)
	if v.audience() != administrator && t.UserID != v.person.user.ID {
		return nil, nil
	}
	return t, nil
}

// stateOf is the state of a token whose user and service are loaded.
func (r *Resolver) stateOf(t *Token) TokenState {
	now := r.Now()
	user, service := t.Edges.User, t.Edges.Service
	switch {
	case t.RevokedAt != nil:
		return TokenStateRevoked
	case t.ValidUntil != nil && now.After(*t.ValidUntil):
		return TokenStateExpired
	case user != nil && (user.Suspended || user.Deleted || !user.Confirmed || user.Auth == "nologin"), service != nil && !service.Enabled:
		return TokenStateBlocked
	case t.ValidUntil != nil && now.Add(expiringLife).After(*t.ValidUntil):
		return TokenStateExpiring
	}
	return TokenStateActive
}

// where is what a filter asks for.
func (r *Resolver) tokensWhere(f *TokenFilter) []predicate.Token {
	if f == nil {
		return nil
	}
	var where []predicate.Token
	now := r.Now()
	if f.User != nil {
		where = append(where, token.UserID(*f.User))
	}
	if f.Service != nil {
		where = append(where, token.ServiceID(*f.Service))
	}
	if word := orEmpty(f.Search); word != "" {
		where = append(where, token.Or(token.Hint(word), beginsWith(token.FieldName, word)))
	}
	if f.UnusedSince != nil {
		where = append(where, token.CreatedAtLT(*f.UnusedSince), token.RevokedAtIsNil(),
			token.Or(token.LastUsedAtIsNil(), token.LastUsedAtLT(*f.UnusedSince)))
	}
	if f.State == nil {
		return where
	}
	switch *f.State {
	case TokenStateRevoked:
		return append(where, token.RevokedAtNotNil())
	case TokenStateExpired:
		return append(where, token.RevokedAtIsNil(), token.ValidUntilLT(now))
	case TokenStateExpiring:
		return append(where, token.RevokedAtIsNil(), token.ValidUntilGTE(now), token.ValidUntilLT(now.Add(expiringLife)))
	default:
		return append(where, func(s *entsql.Selector) { s.Where(r.working(s)) })
	}
}

// beginsWith asks for texts with a beginning in a way that an index answers: from it up to what comes after all of them.
func beginsWith(column, beginning string) predicate.Token {
	return func(s *entsql.Selector) {
		s.Where(entsql.And(entsql.GTE(s.C(column), beginning), entsql.LT(s.C(column), beginning+lastRune)))
	}
}

// lastRune comes after every character that names hold.
const lastRune = "\U0010FFFF"

// tokenOrder is how a list is sorted. What is rare is sorted by the moment that makes it rare, so that an index finds it.
func tokenOrder(o TokenOrder, f *TokenFilter) (order, func(*ent.Token) cursor, []predicate.Token) {
	id := func(t *ent.Token) int { return t.ID }
	moment := func(at func(*ent.Token) *time.Time) func(*ent.Token) cursor {
		return byTime(func(t *ent.Token) time.Time { return *at(t) }, id)
	}
	state := TokenState("")
	if f != nil && f.State != nil {
		state = *f.State
	}
	switch {
	case state == TokenStateRevoked && o == TokenOrderNewest:
		return order{token.FieldRevokedAt, true, true}, moment(func(t *ent.Token) *time.Time { return t.RevokedAt }), nil
	case o == TokenOrderExpiringFirst, state == TokenStateExpiring:
		return order{token.FieldValidUntil, false, true}, moment(func(t *ent.Token) *time.Time { return t.ValidUntil }), []predicate.Token{token.ValidUntilNotNil()}
	case state == TokenStateExpired && o == TokenOrderNewest:
		return order{token.FieldValidUntil, true, true}, moment(func(t *ent.Token) *time.Time { return t.ValidUntil }), nil
	case o == TokenOrderLastUsed:
		return order{token.FieldLastUsedAt, true, true}, moment(func(t *ent.Token) *time.Time { return t.LastUsedAt }), []predicate.Token{token.LastUsedAtNotNil()}
	}
	return order{desc: true}, byID(id), nil
}

// preview says what a grant reaches.
func (r *Resolver) preview(ctx context.Context, grant *call.Grant, protocol string, address *string, at *time.Time) (*AccessPreview, error) {
	from, err := addressOf(ctx, address)
	if err != nil {
		return nil, err
	}
	refused, list := r.Dispatcher.Reach(grant, protocol, from, r.moment(at))
	preview := &AccessPreview{Allowed: len(refused) == 0, Refusals: []*call.Step{}, Functions: []*FunctionAccess{}}
	for i := range refused {
		preview.Refusals = append(preview.Refusals, &refused[i])
	}
	names := make([]string, len(list))
	for i, a := range list {
		names[i] = a.Name
	}
	functions, err := r.functions(ctx, names)
	if err != nil {
		return nil, err
	}
	offered, err := r.offered(ctx, list)
	if err != nil {
		return nil, err
	}
	for i, a := range list {
		one := &FunctionAccess{Function: functions[i], Service: offered[serviceOf(a)], Allowed: a.Decision.Allowed, MissingCapabilities: append([]string{}, a.Missing...)}
		if !a.Decision.Allowed {
			one.Check, one.Reason, one.Remedy = orNone(string(a.Decision.Check)), orNone(a.Decision.Reason), orNone(a.Decision.Remedy)
		}
		if a.Decision.Allowed {
			preview.AllowedCount++
		} else {
			preview.RefusedCount++
		}
		preview.Functions = append(preview.Functions, one)
	}
	return preview, nil
}

// moment is the one that a question is about; now when it says none.
func (r *Resolver) moment(at *time.Time) time.Time {
	if at == nil {
		return r.Now()
	}
	return *at
}

// offered are the services through which functions were decided, by their ids.
func (r *Resolver) offered(ctx context.Context, list []call.Access) (map[int]*Service, error) {
	ids := map[int]bool{}
	for _, a := range list {
		ids[serviceOf(a)] = true
	}
	rows, err := r.db().Service.Query().Where(service.IDIn(slices.Collect(maps.Keys(ids))...)).All(ctx)
	if err != nil {
		return nil, err
	}
	return keyed(r.services(rows...), func(s *Service) int { return s.ID }), nil
}

// serviceOf is the service that decided about a function; 0 when a check before it did.
func serviceOf(a call.Access) int {
	if a.Decision.Offer.Service == nil {
		return 0
	}
	return a.Decision.Offer.ID
}

// TokenConnection is a page of tokens, and what its count is about.
type TokenConnection struct {
	Nodes    []*Token
	PageInfo *PageInfo
	where    []predicate.Token
}

var origins = map[token.Origin]TokenOrigin{
	token.OriginAdmin: TokenOriginAdministrator, token.OriginLogin: TokenOriginSignIn, token.OriginSelf: TokenOriginSelf,
}
