package tokens

import (
	"sync/atomic"
	"time"

	"gatehouse/ent"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

// facts is what one token's grant rests on, besides the snapshot. It is immutable but for the grant that was last built of it.
type facts struct {
	token          call.Token
	user           call.User
	service        int
	assignments    []assignment
	authorisations map[int]*call.Authorisation // by service

	built atomic.Pointer[built]
}

type assignment struct{ role, course int }

// built is a grant and the snapshot that it holds for.
type built struct {
	snapshot *snapshot
	grant    *call.Grant
}

// grantFor returns the grant as of a snapshot, building it only when the snapshot is a new one.
func (f *facts) grantFor(now *snapshot) *call.Grant {
	if last := f.built.Load(); last != nil && last.snapshot == now {
		return last.grant
	}
	grant := f.build(now)
	grant.Services = []call.Offer{f.offer(now, f.service)}
	f.built.Store(&built{now, grant})
	return grant
}

// build puts the grant together, but for its services.
func (f *facts) build(now *snapshot) *call.Grant {
	grant := &call.Grant{Token: f.token, User: f.user}
	grant.Token.Limit = limitOf(f.token.Limit, now.limit)
	grant.Holdings.Everything = f.user.SiteAdmin
	if !f.user.Guest && now.defaultRole != nil {
		grant.Holdings.Site = append(grant.Holdings.Site, now.defaultRole)
	}
	for _, a := range f.assignments {
		role := now.roles[a.role]
		if a.course == 0 {
			grant.Holdings.Site = append(grant.Holdings.Site, role)
			continue
		}
		if grant.Holdings.Courses == nil {
			grant.Holdings.Courses = map[int][]call.Capabilities{}
		}
		grant.Holdings.Courses[a.course] = append(grant.Holdings.Courses[a.course], role)
	}
	return grant
}

// limitIn is what a token says about its limit.
func limitIn(row *ent.Token) call.Limit {
	return call.Limit{PerMinute: row.CallsPerMinute, Burst: row.Burst, PerDay: row.CallsPerDay}
}

// LimitOn is the limit in force on a token under the settings.
func LimitOn(row *ent.Token, settings store.LimitSettings) call.Limit {
	return limitOf(limitIn(row), limitIfOpen(settings))
}

// limitIfOpen is the limit on tokens that say nothing themselves.
func limitIfOpen(s store.LimitSettings) call.Limit {
	return call.Limit{PerMinute: s.CallsPerMinute, Burst: s.Burst, PerDay: s.CallsPerDay}
}

// limitOf is the limit on a token: its own, and what it leaves open as the settings say. The burst goes with the calls per minute.
func limitOf(own, otherwise call.Limit) call.Limit {
	limit := own
	if own.PerMinute == 0 {
		limit.PerMinute, limit.Burst = otherwise.PerMinute, otherwise.Burst
	}
	if own.PerDay == 0 {
		limit.PerDay = otherwise.PerDay
	}
	return limit
}

func (f *facts) offer(now *snapshot, service int) call.Offer {
	return call.Offer{Service: now.services[service], Authorisation: f.authorisations[service]}
}

func grantToken(row *ent.Token) call.Token {
	t := call.Token{ID: row.ID, Name: row.Name, Limit: limitIn(row)}
	t.ValidUntil = moment(row.ValidUntil)
	t.Addresses, _ = call.ParseAddresses(row.IPRestriction) // a broken entry lets nobody in
	if row.CourseID != nil {
		t.Course = *row.CourseID
	}
	return t
}

// forcedChange is the preference that makes a user change the password before anything else.
const forcedChange = "auth_forcepasswordchange"

// guestUser is the username of the guest, who has no password and no capabilities of a signed-in user.
const guestUser = "guest"

// GrantUser is what access knows of a user.
func GrantUser(row *ent.User) call.User {
	forced := row.Preferences[forcedChange]
	return call.User{
		ID: row.ID, Username: row.Username, FirstName: row.FirstName, LastName: row.LastName,
		Deleted: row.Deleted, Confirmed: row.Confirmed, Suspended: row.Suspended, NoLogin: row.Auth == "nologin",
		Guest: row.Username == guestUser, SiteAdmin: row.SiteAdmin, Lang: row.Lang,
		MustChangePassword: forced != "" && forced != "0",
	}
}

func authorisations(rows []*ent.AuthorisedUser) map[int]*call.Authorisation {
	if len(rows) == 0 {
		return nil
	}
	list := make(map[int]*call.Authorisation, len(rows))
	for _, row := range rows {
		a := &call.Authorisation{ValidUntil: moment(row.ValidUntil)}
		a.Addresses, _ = call.ParseAddresses(row.IPRestriction)
		list[row.ServiceID] = a
	}
	return list
}

func moment(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}
