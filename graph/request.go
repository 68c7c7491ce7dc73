package graph

import (
	"context"
	"strings"
	"time"

	"entgo.io/ent/dialect/sql"

	"gatehouse/ent"
	"gatehouse/ent/auditevent"
	"gatehouse/ent/callrecord"
	"gatehouse/ent/predicate"
	"gatehouse/ent/service"
	"gatehouse/ent/token"
	"gatehouse/ent/user"
)

// Request is a row with what its page of a list shares.
type Request struct {
	*ent.CallRecord
	users    *shared[*User]
	tokens   *shared[*Token]
	services *shared[*Service]
}

func (r *Resolver) requests(rows ...*ent.CallRecord) []*Request {
	users := share(idsOf(rows, func(c *ent.CallRecord) int { return c.UserID }), func(ctx context.Context, ids []int) (map[int]*User, error) {
		found, err := r.db().User.Query().Where(user.IDIn(ids...)).All(ctx)
		return keyed(r.users(found...), func(u *User) int { return u.ID }), err
	})
	keys := share(idsOf(rows, func(c *ent.CallRecord) int { return c.TokenID }), func(ctx context.Context, ids []int) (map[int]*Token, error) {
		found, err := withEdges(r.db().Token.Query()).Where(token.IDIn(ids...)).All(ctx)
		return keyed(r.tokens(found...), func(t *Token) int { return t.ID }), err
	})
	services := share(idsOf(rows, func(c *ent.CallRecord) int { return c.ServiceID }), func(ctx context.Context, ids []int) (map[int]*Service, error) {
		found, err := r.db().Service.Query().Where(service.IDIn(ids...)).All(ctx)
		return keyed(r.services(found...), func(s *Service) int { return s.ID }), err
	})
	list := make([]*Request, len(rows))
	for i, row := range rows {
		list[i] = &Request{row, users, keys, services}
	}
	return list
}

func keyed[R any](rows []R, id func(R) int) map[int]R {
	byID := make(map[int]R, len(rows))
	for _, row := range rows {
		byID[id(row)] = row
	}
	return byID
}

func (r *Resolver) request(row *ent.CallRecord, err error) (*Request, error) {
	row, err = found(row, err)
	if row == nil {
		return nil, err
	}
	return r.requests(row)[0], nil
}

// seenBy leaves those calls that whoever asks may see: administrators all, everybody the own ones. One of somebody else looks like none.
func seenBy(ctx context.Context) []predicate.CallRecord {
	v := visitOf(ctx)
	if v.audience() == administrator {
		return nil
	}
	return []predicate.CallRecord{callrecord.UserID(v.person.user.ID)}
}

// requestPage is a page of calls, newest first.
func (r *Resolver) requestPage(ctx context.Context, w window, f *RequestFilter) (*RequestConnection, error) {
	p, err := pageOf(w, newestFirst(callrecord.FieldAt), func(narrow func(*sql.Selector)) ([]*ent.CallRecord, error) {
		return r.db().CallRecord.Query().Where(r.requestsWhere(f)...).Where(narrow).All(ctx)
	}, byTime(func(c *ent.CallRecord) time.Time { return c.At }, func(c *ent.CallRecord) int { return c.ID }))
	if err != nil {
		return nil, err
	}
	return &RequestConnection{Nodes: r.requests(p.rows...), PageInfo: p.info}, nil
}

// textTime is how far back texts are searched: past it no index helps.
const textTime = 24 * time.Hour

func (r *Resolver) requestsWhere(f *RequestFilter) []predicate.CallRecord {
	if f == nil {
		return nil
	}
	var where []predicate.CallRecord
	add := func(set bool, p func() predicate.CallRecord) {
		if set {
			where = append(where, p())
		}
	}
	add(f.From != nil, func() predicate.CallRecord { return callrecord.AtGTE(*f.From) })
	add(f.To != nil, func() predicate.CallRecord { return callrecord.AtLT(*f.To) })
	add(f.Token != nil, func() predicate.CallRecord { return callrecord.TokenID(*f.Token) })
	add(f.User != nil, func() predicate.CallRecord { return callrecord.UserID(*f.User) })
	add(f.Service != nil, func() predicate.CallRecord { return callrecord.ServiceID(*f.Service) })
	add(orEmpty(f.Function) != "", func() predicate.CallRecord { return callrecord.Function(*f.Function) })
	add(orEmpty(f.Protocol) != "", func() predicate.CallRecord { return callrecord.Protocol(*f.Protocol) })
	add(f.Result != nil, func() predicate.CallRecord {
		return callrecord.ResultEQ(callrecord.Result(strings.ToLower(string(*f.Result))))
	})
	add(orEmpty(f.Check) != "", func() predicate.CallRecord { return callrecord.Check(*f.Check) })
	add(orEmpty(f.Code) != "", func() predicate.CallRecord { return callrecord.Code(*f.Code) })
	add(orEmpty(f.Address) != "", func() predicate.CallRecord { return callrecord.Address(*f.Address) })
	add(orEmpty(f.RequestID) != "", func() predicate.CallRecord { return callrecord.RequestID(*f.RequestID) })
	add(orEmpty(f.Text) != "", func() predicate.CallRecord {
		text := *f.Text
		return callrecord.And(callrecord.AtGTE(r.Now().Add(-textTime)), callrecord.Or(
			callrecord.FunctionContainsFold(text), callrecord.CodeContainsFold(text), callrecord.PathContainsFold(text), callrecord.AddressContains(text),
		))
	})
	return where
}

// newestFirst is the order of what happened.
func newestFirst(column string) order { return order{column: column, desc: true, isTime: true} }

func (r *Resolver) auditWhere(f *AuditFilter) []predicate.AuditEvent {
	if f == nil {
		return nil
	}
	var where []predicate.AuditEvent
	if f.From != nil {
		where = append(where, auditevent.AtGTE(*f.From))
	}
	if f.To != nil {
		where = append(where, auditevent.AtLT(*f.To))
	}
	if f.Actor != nil {
		where = append(where, auditevent.ActorID(*f.Actor))
	}
	if action := orEmpty(f.Action); action != "" {
		where = append(where, auditevent.Action(action))
	}
	if door := orEmpty(f.Door); door != "" {
		where = append(where, auditevent.Door(door))
	}
	if subject := orEmpty(f.Subject); subject != "" {
		where = append(where, func(s *sql.Selector) {
			s.Where(sql.Or(sql.EQ(s.C(auditevent.FieldSubject), subject), sql.And(sql.GTE(s.C(auditevent.FieldAt), r.Now().Add(-textTime)), sql.ContainsFold(s.C(auditevent.FieldSubject), subject))))
		})
	}
	return where
}
