// Package tokens owns security keys: it mints a secret, keeps only its hash, finds the grant behind a secret, keeps that in
// memory while it is true, and forgets it when anything that it rests on changes, in this process or another. It also answers
// /login/token.php, where a user's name and password are exchanged for a token.
//
// Its neighbours are call (whose Grants it is), people (who check passwords), store and journal.
package tokens

import (
	"context"
	"log/slog"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/authoriseduser"
	"gatehouse/ent/function"
	"gatehouse/ent/roleassignment"
	"gatehouse/ent/token"
	"gatehouse/ent/user"
	"gatehouse/server/call"
	"gatehouse/server/people"
	"gatehouse/server/store"
)

// Keeper finds grants.
type Keeper struct {
	store    *store.Store
	people   *people.Doorman
	log      *slog.Logger
	snapshot atomic.Pointer[snapshot]
	cache    *cache
}

// NewKeeper reads what access rests on and follows its changes.
func NewKeeper(ctx context.Context, s *store.Store, doorman *people.Doorman, log *slog.Logger) (*Keeper, error) {
	k := &Keeper{store: s, people: doorman, log: log, cache: newCache(cacheLimit)}
	s.Subscribe(k.changed)
	return k, k.load(ctx)
}

// snapshot is what all grants share. It is immutable.
type snapshot struct {
	policy      call.Policy
	services    map[int]*call.Service
	roles       map[int]call.Capabilities
	defaultRole call.Capabilities
	limit       call.Limit // on tokens that have none of their own
}

// load reads the snapshot afresh.
func (k *Keeper) load(ctx context.Context) error {
	settings := k.store.Settings()
	next := &snapshot{services: map[int]*call.Service{}, roles: map[int]call.Capabilities{}}
	next.policy = call.Policy{
		ServicesOn: settings.WebServices.Enabled, Maintenance: settings.Site.Maintenance,
		Passwords: settings.WebServices.PasswordEndpoints, Protocols: map[string]bool{},
		AddressLimit: call.Limit{PerMinute: settings.Limits.AddressCallsPerMinute, Burst: settings.Limits.AddressBurst},
	}
	next.limit = limitIfOpen(settings.Limits)
	for _, protocol := range settings.WebServices.Protocols {
		next.policy.Protocols[protocol] = true
	}
	roles, err := k.store.DB.Role.Query().All(ctx)
	if err != nil {
		return err
	}
	for _, role := range roles {
		next.roles[role.ID] = call.NewCapabilities(role.Capabilities)
		if role.ShortName == settings.Site.DefaultRole {
			next.defaultRole = next.roles[role.ID]
		}
	}
	if err := k.loadServices(ctx, next); err != nil {
		return err
	}
	k.snapshot.Store(next)
	return nil
}

func (k *Keeper) loadServices(ctx context.Context, next *snapshot) error {
	services, err := k.store.DB.Service.Query().All(ctx)
	if err != nil {
		return err
	}
	members, err := k.members(ctx)
	if err != nil {
		return err
	}
	for _, row := range services {
		next.services[row.ID] = call.NewService(call.Service{
			ID: row.ID, Name: row.Name, ShortName: row.ShortName, Enabled: row.Enabled, BuiltIn: row.Component != "",
			AuthorisedUsersOnly: row.AuthorisedUsersOnly, RequiredCapability: row.RequiredCapability,
			DownloadFiles: row.DownloadFiles, UploadFiles: row.UploadFiles, Functions: members[row.ID],
			Limit: call.Limit{PerMinute: row.CallsPerMinute, Burst: row.Burst, PerDay: row.CallsPerDay},
		})
	}
	return nil
}

// members reads which functions are in which service, in the order in which they were added: a row for each service, because there are
// as many links as services times functions. Services that hold the same share one list.
func (k *Keeper) members(ctx context.Context) (map[int][]string, error) {
	names, err := k.functionNames(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := k.store.DB.QueryContext(ctx, `SELECT service_id, string_agg(CAST(function_id AS TEXT), ',' ORDER BY id) FROM service_functions GROUP BY service_id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	lists, members := map[string][]string{}, map[int][]string{}
	for rows.Next() {
		var service int
		var ids string
		if err := rows.Scan(&service, &ids); err != nil {
			return nil, err
		}
		list, known := lists[ids]
		if !known {
			list = make([]string, 0, strings.Count(ids, ",")+1)
			for id := range strings.SplitSeq(ids, ",") {
				if name, ok := names[id]; ok { // else it came since, and its change is on the way
					list = append(list, name)
				}
			}
			lists[ids] = list
		}
		members[service] = list
	}
	return members, rows.Err()
}

// functionNames reads the name of each function, by its id as text.
func (k *Keeper) functionNames(ctx context.Context) (map[string]string, error) {
	functions, err := k.store.DB.Function.Query().Select(function.FieldID, function.FieldName).All(ctx)
	if err != nil {
		return nil, err
	}
	names := make(map[string]string, len(functions))
	for _, f := range functions {
		names[strconv.Itoa(f.ID)] = f.Name
	}
	return names, nil
}

// changed drops what a change names, and reads the snapshot afresh when the change is about it.
func (k *Keeper) changed(ctx context.Context, c store.Changes) error {
	if c.Touch(store.SettingChanged, store.ServiceChanged, store.FunctionChanged, store.RoleChanged) {
		if err := k.load(ctx); err != nil {
			return err
		}
	}
	if c.Everything {
		k.cache.forgetAll()
		return nil
	}
	for _, change := range c.List {
		switch {
		case change.ID == 0:
			k.cache.forgetAll()
		case change.Kind == store.UserChanged:
			k.cache.forgetUser(change.ID)
		case change.Kind == store.TokenChanged:
			k.cache.forgetToken(change.ID)
		}
	}
	return nil
}

// Policy returns what the installation allows.
func (k *Keeper) Policy() *call.Policy { return &k.snapshot.Load().policy }

// Find returns the grant behind a credential, or nil when nobody knows it.
func (k *Keeper) Find(ctx context.Context, c call.Credential, from netip.Addr) (*call.Grant, error) {
	switch {
	case c.ByUser:
		return k.findByPassword(ctx, c, from)
	case c.TokenID != 0:
		grant, err := k.ByID(ctx, c.TokenID)
		if err != nil {
			return nil, unavailable(err)
		}
		return grant, nil
	}
	if c.Malformed || len(c.Token) > secretLength {
		return nil, nil
	}
	fresh := k.store.UpToDate() // before anything that is remembered is looked at
	now, hash := k.snapshot.Load(), HashOf(c.Token)
	found, known := k.cache.get(hash)
	switch {
	case !known && !Plausible(c.Token): // what is known has been looked at before
		return nil, nil
	case !fresh:
		return nil, call.Fail(call.Unavailable)
	case !known:
		return k.find(ctx, hash, now)
	case found == nil:
		return nil, nil
	}
	return found.grantFor(now), nil
}

// findLimit is how long the database may take to say what a token allows.
const findLimit = 2 * time.Second

// find asks the database and keeps the answer, also that there is none.
func (k *Keeper) find(ctx context.Context, hash Hash, now *snapshot) (*call.Grant, error) {
	ctx, cancel := context.WithTimeout(ctx, findLimit)
	defer cancel()
	epoch := k.cache.epoch()
	row, err := k.store.DB.Token.Query().Where(token.Hash(hash[:]), token.RevokedAtIsNil()).Only(ctx)
	if store.Missing(err) {
		k.cache.putUnknown(hash, epoch)
		return nil, nil
	}
	if err != nil {
		return nil, unavailable(err)
	}
	found, err := k.facts(ctx, row)
	if err != nil {
		return nil, unavailable(err)
	}
	k.cache.put(hash, found, epoch)
	return found.grantFor(now), nil
}

// unavailable tells the caller that it is not the token's fault.
func unavailable(err error) error { return call.Fail(call.Unavailable).Because(err) }

// ByID returns the grant of a token for explaining it, also when it was revoked (then nil).
func (k *Keeper) ByID(ctx context.Context, id int) (*call.Grant, error) {
	row, err := k.store.DB.Token.Query().Where(token.ID(id), token.RevokedAtIsNil()).Only(ctx)
	if store.Missing(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	found, err := k.facts(ctx, row)
	if err != nil {
		return nil, err
	}
	return found.grantFor(k.snapshot.Load()), nil
}

// ByUser returns what a user could do with a token for each service, as after signing in with a password.
func (k *Keeper) ByUser(ctx context.Context, id int) (*call.Grant, error) {
	row, err := k.store.DB.User.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	return k.grantOfUser(ctx, row)
}

// facts reads what a token's grant rests on besides the snapshot.
func (k *Keeper) facts(ctx context.Context, row *ent.Token) (*facts, error) {
	f := &facts{token: grantToken(row), service: row.ServiceID}
	owner, err := k.store.DB.User.Query().Where(user.ID(row.UserID)).Only(ctx)
	if err != nil {
		return nil, err
	}
	f.user = GrantUser(owner)
	if f.assignments, err = k.assignments(ctx, row.UserID); err != nil {
		return nil, err
	}
	authorised, err := k.store.DB.AuthorisedUser.Query().Where(authoriseduser.UserID(row.UserID), authoriseduser.ServiceID(row.ServiceID)).All(ctx)
	if err != nil {
		return nil, err
	}
	f.authorisations = authorisations(authorised)
	return f, nil
}

func (k *Keeper) assignments(ctx context.Context, userID int) ([]assignment, error) {
	rows, err := k.store.DB.RoleAssignment.Query().Where(roleassignment.UserID(userID)).All(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]assignment, len(rows))
	for i, row := range rows {
		list[i].role = row.RoleID
		if row.CourseID != nil {
			list[i].course = *row.CourseID
		}
	}
	return list, nil
}

// grantOfUser is the grant of somebody who has signed in: every service is open to try.
func (k *Keeper) grantOfUser(ctx context.Context, owner *ent.User) (*call.Grant, error) {
	f := &facts{user: GrantUser(owner)}
	var err error
	if f.assignments, err = k.assignments(ctx, owner.ID); err != nil {
		return nil, unavailable(err)
	}
	authorised, err := k.store.DB.AuthorisedUser.Query().Where(authoriseduser.UserID(owner.ID)).All(ctx)
	if err != nil {
		return nil, unavailable(err)
	}
	f.authorisations = authorisations(authorised)
	now := k.snapshot.Load()
	grant := f.build(now)
	ids := make([]int, 0, len(now.services))
	for id := range now.services {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		grant.Services = append(grant.Services, f.offer(now, id))
	}
	return grant, nil
}

// findByPassword signs the user in at the door for user name and password.
func (k *Keeper) findByPassword(ctx context.Context, c call.Credential, from netip.Addr) (*call.Grant, error) {
	switch {
	case !k.Policy().Passwords:
		return nil, call.Errorf(call.AccessDenied, "Calls with user name and password are switched off on this server. Use a token.")
	case c.Username == "":
		return nil, call.Fail(call.MissingUsername)
	case c.Password == "":
		return nil, call.Fail(call.MissingPassword)
	}
	found, err := k.people.SignIn(ctx, c.Username, c.Password, from)
	if err != nil {
		return nil, signInError(err, call.WrongPassword)
	}
	return k.grantOfUser(ctx, found)
}
