package manifest

import (
	"cmp"
	"context"
	"slices"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/service"
	"gatehouse/ent/servicefunction"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

// bulk is how many rows one statement writes.
const bulk = 500

func (p *planner) planServices() {
	for _, i := range givenFirst(p.m.Services, func(e *Service) int { return e.ID }) {
		e, path := &p.m.Services[i], at("services", i)
		t := begin(p, serviceKind, p.services, path, e.ID, e, e.keys())
		if t == nil {
			continue
		}
		if t.row.Name == "" {
			p.wrong(path+".name", "a service needs a name")
		}
		checkShortName(t)
		if c := t.row.RequiredCapability; c != "" && !capabilityFormat.MatchString(c) {
			p.wrong(path+".requiredCapability", "%q is not a capability such as moodle/course:view", c)
		}
		p.checkLimit(path+".", 0, limit{"callsPerMinute", t.row.CallsPerMinute}, limit{"burst", t.row.Burst}, limit{"callsPerDay", t.row.CallsPerDay})
		keepBuiltInNames(t)
		p.planFunctions(t, e.Functions)
		t.finish(t.row.Name)
		p.planAuthorisedUsers(path, t.row, e.AuthorisedUsers)
	}
}

// planFunctions plans which functions are in a service. The order in which they were added is not a difference.
func (p *planner) planFunctions(t *target[ent.Service], wanted List[string]) {
	if wanted == nil {
		return
	}
	held := p.inService[t.row.ID]
	old, has := make([]string, len(held)), map[string]bool{}
	for i, row := range held {
		old[i] = row.Edges.Function.Name
		has[old[i]] = true
	}
	var add []*ent.Function
	stay := map[string]bool{}
	for i, name := range wanted {
		if row := p.functionOf(at(t.path+".functions", i), name, has[name]); row != nil && !has[name] && !stay[name] {
			add = append(add, row)
		}
		stay[name] = true
	}
	var remove []int
	for i, row := range held {
		if !stay[old[i]] {
			remove = append(remove, row.ID)
		}
	}
	if len(add)+len(remove) == 0 {
		return
	}
	if t.row.Component != "" {
		p.wrong(t.path+".functions", "the functions of the built-in service %q are fixed: make a service of your own", t.row.Name)
		return
	}
	t.also = append(t.also, FieldChange{"functions", old, []string(wanted)})
	t.hide(service.FieldUpdatedAt, p.options.Now)
	t.steps = append(t.steps, writeFunctions(t.row, remove, add))
}

// functionOf finds a function that a service may hold.
func (p *planner) functionOf(path, name string, held bool) *ent.Function {
	row := p.functions[name]
	switch {
	case row == nil:
		p.wrong(path, "there is no function %q: look its name up in the catalogue", name)
		return nil
	case row.Deprecated && !held:
		p.wrong(path, "%s is deprecated and cannot be added: use %s", name, row.ReplacedBy)
		return nil
	}
	return row
}

func writeFunctions(service *ent.Service, remove []int, add []*ent.Function) step {
	return func(ctx context.Context, tx *store.Tx) error {
		for part := range slices.Chunk(remove, bulk) {
			if _, err := tx.ServiceFunction.Delete().Where(servicefunction.IDIn(part...)).Exec(ctx); err != nil {
				return err
			}
		}
		for part := range slices.Chunk(add, bulk) {
			create := func(c *ent.ServiceFunctionCreate, i int) { c.SetServiceID(service.ID).SetFunctionID(part[i].ID) }
			if err := tx.ServiceFunction.MapCreateBulk(part, create).Exec(ctx); err != nil {
				return err
			}
		}
		return nil
	}
}

func (p *planner) planAuthorisedUsers(path string, service *ent.Service, list List[AuthorisedUser]) {
	seen := map[*ent.User]bool{}
	for i := range list {
		path := at(path+".authorisedUsers", i)
		user := p.userOf(path+".user", list[i].User)
		if user == nil {
			continue
		}
		if seen[user] {
			p.wrong(path, "the user %s stands here twice", user.Username)
		}
		seen[user] = true
		p.planAuthorisation(path, service, user, list[i])
	}
	if list != nil && p.options.Prune {
		p.pruneAuthorisations(path, service, seen)
	}
}

func (p *planner) planAuthorisation(path string, service *ent.Service, user *ent.User, e AuthorisedUser) {
	e.ValidUntil = orNever(e.ValidUntil)
	p.checkAddresses(path, e.IPRestriction)
	t := aim(p, authorisationKind, path, p.authorised[service.ID][user.ID])
	t.compare(&e)
	if t.isNew {
		t.link("service_id", func() int { return service.ID })
		t.link("user_id", func() int { return user.ID })
	}
	t.steps = append(t.steps, func(_ context.Context, tx *store.Tx) error {
		tx.Changed(store.UserChanged, user.ID)
		return nil
	})
	t.finish(service.Name + ": " + user.Username)
}

func (p *planner) pruneAuthorisations(path string, service *ent.Service, stay map[*ent.User]bool) {
	var rows []*ent.AuthorisedUser
	for user, row := range p.authorised[service.ID] {
		if !stay[p.users.byID[user]] {
			rows = append(rows, row)
		}
	}
	slices.SortFunc(rows, func(a, b *ent.AuthorisedUser) int { return cmp.Compare(a.ID, b.ID) })
	for _, row := range rows {
		name := service.Name + ": " + p.users.byID[row.UserID].Username
		p.do(path+".authorisedUsers", Change{Action: Delete, Kind: authorisationKind.name, Name: name}, row,
			func(ctx context.Context, tx *store.Tx) error {
				tx.Changed(store.UserChanged, row.UserID)
				return authorisationKind.remove(ctx, tx, row.ID)
			})
	}
}

// orNever reads a valid-until that is left out: it means never.
func orNever(t *time.Time) *time.Time {
	if t == nil {
		return &time.Time{}
	}
	return t
}

func (p *planner) checkAddresses(path string, text *string) {
	if text == nil {
		return
	}
	if _, err := call.ParseAddresses(*text); err != nil {
		p.wrong(path+".ipRestriction", "%s", err)
	}
}
