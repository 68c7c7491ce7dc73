package graph

import (
	"context"
	"slices"
	"time"

	entsql "entgo.io/ent/dialect/sql"

	"gatehouse/ent"
	"gatehouse/ent/auditevent"
	"gatehouse/ent/callrecord"
	"gatehouse/ent/predicate"
	"gatehouse/ent/roleassignment"
	"gatehouse/ent/service"
	"gatehouse/ent/token"
	"gatehouse/ent/user"
	"gatehouse/server/call"
	"gatehouse/server/journal"
)

const (
	createToken = "moodle/webservice:createtoken"
	// figureHours is how many hours are counted at most.
	figureHours = 7 * 24
)

// progress says how far the set-up is.
func (r *Resolver) progress(ctx context.Context) (*Progress, error) {
	settings := r.Store.Settings().WebServices
	p := &Progress{WebServicesOn: settings.Enabled, DocumentationOn: settings.Documentation, Protocols: append([]string{}, settings.Protocols...)}
	held := r.Keeper.DefaultHoldings()
	p.UsersMayCreateKeys = held.Hold(createToken, 0) && slices.ContainsFunc(settings.Protocols, func(name string) bool {
		return held.Hold(call.ProtocolCapability(name), 0)
	})
	for _, step := range []func(context.Context, *Progress) error{r.progressOfServices, r.progressOfUsers, r.progressOfCalls} {
		if err := step(ctx, p); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func (r *Resolver) progressOfServices(ctx context.Context, p *Progress) error {
	for _, wanted := range []struct {
		into **Service
		more []predicate.Service
	}{
		{&p.Service, nil},
		{&p.OpenService, []predicate.Service{service.AuthorisedUsersOnly(false)}},
		{&p.RestrictedService, []predicate.Service{service.AuthorisedUsersOnly(true), service.HasAuthorisedUsers()}},
	} {
		row, err := found(r.db().Service.Query().Where(service.Enabled(true), service.HasFunctions()).Where(wanted.more...).Order(service.ByID()).First(ctx))
		if err != nil {
			return err
		}
		if row != nil {
			*wanted.into = r.service(row)
		}
	}
	return nil
}

func (r *Resolver) progressOfUsers(ctx context.Context, p *Progress) error {
	roles, err := r.db().Role.Query().All(ctx)
	if err != nil {
		return err
	}
	var calling []int // roles that let somebody call over a protocol that is on
	for _, row := range roles {
		if slices.ContainsFunc(row.Capabilities, func(capability string) bool {
			return slices.ContainsFunc(p.Protocols, func(name string) bool { return capability == call.ProtocolCapability(name) })
		}) {
			calling = append(calling, row.ID)
		}
	}
	if len(calling) == 0 {
		return nil
	}
	row, err := found(r.db().RoleAssignment.Query().Where(roleassignment.RoleIDIn(calling...), roleassignment.CourseIDIsNil(), roleassignment.HasUserWith(
		user.SiteAdmin(false), user.Deleted(false), user.Suspended(false), user.Confirmed(true),
	)).WithUser().Order(ent.Desc(roleassignment.FieldID)).First(ctx))
	if row != nil {
		p.Caller = r.user(row.Edges.User)
	}
	return err
}

func (r *Resolver) progressOfCalls(ctx context.Context, p *Progress) error {
	newest, err := found(withEdges(r.db().Token.Query()).Where(func(s *entsql.Selector) { s.Where(r.working(s)) }).Order(ent.Desc(token.FieldID)).First(ctx))
	if err != nil {
		return err
	}
	if newest != nil {
		p.Token = r.token(newest)
	}
	first, err := found(r.db().CallRecord.Query().Where(callrecord.ResultEQ(callrecord.ResultAnswered)).Order(ent.Asc(callrecord.FieldAt)).First(ctx))
	if err != nil {
		return err
	}
	if first != nil {
		p.FirstCallAt = &first.At
	}
	if !p.WebServicesOn {
		return nil
	}
	events, err := r.db().AuditEvent.Query().Where(auditevent.Subject("webServices"), auditevent.Action("settings.update")).
		Order(ent.Desc(auditevent.FieldAt)).Limit(pageDefault).All(ctx)
	for _, e := range events {
		if after, ok := e.Details["after"].(map[string]any); ok && after["enabled"] == true {
			p.WebServicesOnBy = e
			break
		}
	}
	return err
}

// figures counts what happened in the last hours, the one that is running included.
func (r *Resolver) figures(ctx context.Context, hours int) (*Figures, error) {
	if hours < 1 || hours > figureHours {
		return nil, call.Invalid("hours", "found %d, expected 1 to %d", hours, figureHours)
	}
	now := r.Now()
	counted, err := journal.FiguresSince(ctx, r.db(), now.Add(time.Duration(1-hours)*time.Hour), now, "")
	if err != nil {
		return nil, err
	}
	f := &Figures{Calls: counted.Calls, Refused: counted.Refused, Failed: counted.Failed, Hours: pointers(counted.Hours)}
	if counted.Calls > 0 {
		f.MedianMs, f.P95Ms = ptr(milliseconds(counted.Median)), ptr(milliseconds(counted.P95))
	}
	if f.LastCallAt, err = journal.LastCall(ctx, r.db()); err != nil {
		return nil, err
	}
	f.ExpiringTokens, err = r.countSome(ctx, token.Table, func(s *entsql.Selector) {
		s.Where(entsql.And(entsql.IsNull(s.C(token.FieldRevokedAt)), entsql.GTE(s.C(token.FieldValidUntil), now), entsql.LT(s.C(token.FieldValidUntil), now.Add(expiringLife))))
	})
	return f, err
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// chart counts calls by the hour over a week at most, else by the day. What hangs on a service or a token is counted by the day only.
func (r *Resolver) chart(ctx context.Context, from, to time.Time, protocol string, service, token *int) ([]*journal.Span, error) {
	if !from.Before(to) || to.Sub(from) > 400*24*time.Hour {
		return nil, call.Invalid("to", "a chart covers more than nothing and at most 400 days")
	}
	if service == nil && token == nil && to.Sub(from) <= figureHours*time.Hour {
		counted, err := journal.FiguresSince(ctx, r.db(), from, to, protocol)
		if err != nil {
			return nil, err
		}
		return pointers(counted.Hours), nil
	}
	which := journal.Which{Protocol: protocol}
	if service != nil {
		which.Service = *service
	}
	if token != nil {
		which.Token = *token
	}
	list, err := journal.Days(ctx, r.db(), from, to, which)
	return pointers(list), err
}
