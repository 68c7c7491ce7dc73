package graph

import (
	"context"
	"fmt"
	"time"

	entsql "entgo.io/ent/dialect/sql"

	"gatehouse/ent"
	"gatehouse/ent/authoriseduser"
	"gatehouse/ent/service"
	"gatehouse/ent/servicefunction"
	"gatehouse/ent/token"
	"gatehouse/server/call"
	"gatehouse/server/journal"
	"gatehouse/server/tokens"
)

// Service is a row with what its page of a list shares.
type Service struct {
	*ent.Service
	functions  *shared[[]string] // names, in the order in which they were added
	tokens     *shared[int]
	authorised *shared[int]
	calls      *shared[int]
}

// month is how far back calls are counted.
const month = 30 * 24 * time.Hour

// services gives rows what they share.
func (r *Resolver) services(rows ...*ent.Service) []*Service {
	ids := idsOf(rows, func(s *ent.Service) int { return s.ID })
	functions := share(ids, r.functionNames)
	authorised := share(ids, func(ctx context.Context, ids []int) (map[int]int, error) {
		return countEach(ids, func(id int) (int, error) {
			return r.countSome(ctx, authoriseduser.Table, func(s *entsql.Selector) { s.Where(entsql.EQ(s.C(authoriseduser.FieldServiceID), id)) })
		})
	})
	working := share(ids, func(ctx context.Context, ids []int) (map[int]int, error) {
		return countEach(ids, func(id int) (int, error) {
			return r.countSome(ctx, token.Table, func(s *entsql.Selector) {
				s.Where(entsql.And(entsql.EQ(s.C(token.FieldServiceID), id), r.working(s)))
			})
		})
	})
	calls := share(ids, func(ctx context.Context, ids []int) (map[int]int, error) {
		return journal.CallsByService(ctx, r.db(), r.Now().Add(-month), ids)
	})
	list := make([]*Service, len(rows))
	for i, row := range rows {
		list[i] = &Service{row, functions, working, authorised, calls}
	}
	return list
}

func (r *Resolver) service(row *ent.Service) *Service { return r.services(row)[0] }

// serviceByID is one service, nil when there is none.
func (r *Resolver) serviceByID(ctx context.Context, id int) (*Service, error) {
	row, err := found(r.db().Service.Get(ctx, id))
	if row == nil {
		return nil, err
	}
	return r.service(row), nil
}

// functionNames are the functions of services, in the order in which they were added.
func (r *Resolver) functionNames(ctx context.Context, ids []int) (map[int][]string, error) {
	rows, err := r.db().ServiceFunction.Query().Where(servicefunction.ServiceIDIn(ids...)).WithFunction().Order(servicefunction.ByID()).All(ctx)
	names := make(map[int][]string, len(ids))
	for _, row := range rows {
		names[row.ServiceID] = append(names[row.ServiceID], row.Edges.Function.Name)
	}
	return names, err
}

func countEach(ids []int, count func(id int) (int, error)) (map[int]int, error) {
	counts := make(map[int]int, len(ids))
	for _, id := range ids {
		n, err := count(id)
		if err != nil {
			return nil, err
		}
		counts[id] = n
	}
	return counts, nil
}

// someLimit is up to where the rows that hang on another row are counted; one more means "more".
const someLimit = 1000

// countSome counts rows of a table up to just past someLimit, so that a million costs no more than a thousand.
func (r *Resolver) countSome(ctx context.Context, table string, narrow func(*entsql.Selector)) (int, error) {
	return r.count(ctx, table, someLimit+1, narrow)
}

func (r *Resolver) count(ctx context.Context, table string, limit int, narrow func(*entsql.Selector)) (int, error) {
	b := entsql.Dialect(r.Store.Dialect())
	inner := b.Select("id").From(b.Table(table)).Limit(limit)
	narrow(inner)
	query, args := b.Select("COUNT(*)").From(inner.As("some")).Query()
	rows, err := r.db().QueryContext(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	return entsql.ScanInt(rows)
}

// working says which tokens are neither revoked nor expired. "Not past" is asked in one expression: with an OR, SQLite collects every
// token that an index finds for either half before it sorts them, where walking from the newest finds fifty at once.
func (r *Resolver) working(s *entsql.Selector) *entsql.Predicate {
	until, now := s.C(token.FieldValidUntil), r.Now()
	return entsql.And(entsql.IsNull(s.C(token.FieldRevokedAt)), entsql.P(func(b *entsql.Builder) {
		b.WriteString("(").Ident(until).WriteOp(entsql.OpLT).Arg(now).WriteString(") IS NOT TRUE")
	}))
}

// versionOf names one state of a row. Rows that never changed have no time.
func versionOf(updated *time.Time) string {
	if updated == nil {
		return "0"
	}
	return fmt.Sprint(updated.UTC().UnixMicro())
}

// serviceOrders are the orders of lists of services.
var serviceOrders = map[ServiceOrder]order{
	ServiceOrderName:   {column: service.FieldName},
	ServiceOrderNewest: {desc: true},
}

func placeService(o ServiceOrder) func(*ent.Service) cursor {
	id := func(s *ent.Service) int { return s.ID }
	if o == ServiceOrderName {
		return byText(func(s *ent.Service) string { return s.Name }, id)
	}
	return byID(id)
}

// AuthorisedUser is a row with what its page of a list shares.
type AuthorisedUser struct {
	*ent.AuthorisedUser
	service  *Service
	holdings *shared[call.Holdings]
}

// authorisedUsers gives rows, with their users, what they share.
func (r *Resolver) authorisedUsers(s *Service, rows []*ent.AuthorisedUser) []*AuthorisedUser {
	users := make([]call.User, len(rows))
	for i, row := range rows {
		users[i] = tokens.GrantUser(row.Edges.User)
	}
	holdings := share(idsOf(users, func(u call.User) int { return u.ID }), func(ctx context.Context, _ []int) (map[int]call.Holdings, error) {
		return r.Keeper.Holdings(ctx, users)
	})
	list := make([]*AuthorisedUser, len(rows))
	for i, row := range rows {
		list[i] = &AuthorisedUser{row, s, holdings}
	}
	return list
}

// capabilitiesOf are all capabilities that functions ask for, each once, in the order of the functions.
func (r *Resolver) capabilitiesOf(names []string) []string {
	seen, list := map[string]bool{}, []string{}
	for _, name := range names {
		f := r.Dispatcher.Catalogue.Find(name)
		if f == nil {
			continue
		}
		for _, capability := range f.Capabilities {
			if !seen[capability] {
				seen[capability] = true
				list = append(list, capability)
			}
		}
	}
	return list
}

// ServiceConnection is a page of services, and what its count is about.
type ServiceConnection struct {
	Nodes    []*Service
	PageInfo *PageInfo
	filter   *ServiceFilter
}

// AuthorisedUserConnection is a page of a service's authorised users.
type AuthorisedUserConnection struct {
	Nodes    []*AuthorisedUser
	PageInfo *PageInfo
	service  int
}
