package graph

import (
	"context"
	"slices"

	"gatehouse/ent/role"
	"gatehouse/ent/user"
	"gatehouse/server/call"
	"gatehouse/server/manifest"
	"gatehouse/server/people"
	"gatehouse/server/store"
)

// userEntry is what a form says about a user, as a manifest says it.
func userEntry(id int, in UserInput) manifest.User {
	return manifest.User{
		ID: id, Username: orEmpty(in.Username), Password: orEmpty(in.Password), Auth: in.Auth, Confirmed: in.Confirmed, Suspended: in.Suspended,
		SiteAdmin: in.SiteAdmin, FirstName: in.FirstName, LastName: in.LastName, Email: in.Email, IDNumber: in.IDNumber, Institution: in.Institution,
		Department: in.Department, City: in.City, Country: in.Country, Lang: in.Lang, Timezone: in.Timezone, Description: in.Description,
	}
}

func (r *Resolver) applyUser(ctx context.Context, entry manifest.User, expect ...expectation) error {
	return r.apply(ctx, &manifest.Manifest{Users: manifest.List[manifest.User]{entry}}, both(expect...))
}

// sensitiveUser asks for a fresh password when somebody is made an administrator or gets a password, and holds the password to the
// rule for those that people choose.
func (r *Resolver) sensitiveUser(ctx context.Context, in UserInput, username, email string) error {
	if in.Password == nil && in.SiteAdmin == nil {
		return nil
	}
	if err := r.sessions.fresh(visitOf(ctx)); err != nil {
		return err
	}
	if in.Password == nil {
		return nil
	}
	return people.CheckOwnPassword(*in.Password, username, email)
}

func usernameFree(id int, name string) expectation {
	return func(ctx context.Context, tx *store.Tx) error {
		taken, err := tx.User.Query().Where(user.Username(name), user.IDNEQ(id)).Exist(ctx)
		if err == nil && taken {
			err = call.Invalid("username", "another user has it: choose another")
		}
		return err
	}
}

func unchangedUser(id int, version *string) expectation {
	return func(ctx context.Context, tx *store.Tx) error {
		row, err := tx.User.Query().Where(user.ID(id), store.ForUpdate).Only(ctx)
		if err != nil {
			return err
		}
		if version != nil && *version != versionOf(&row.UpdatedAt) {
			return errChanged("user")
		}
		return nil
	}
}

// roleEntry is what a form says about a role, as a manifest says it.
func (r *Resolver) roleEntry(ctx context.Context, id int, in RoleInput) (manifest.Role, error) {
	entry := manifest.Role{ID: id, ShortName: orEmpty(in.ShortName), Name: in.Name}
	if in.Capabilities != nil {
		entry.Capabilities = append(manifest.List[string]{}, in.Capabilities...)
	}
	if in.MayAssign == nil {
		return entry, nil
	}
	names, err := r.roleNames(ctx, in.MayAssign)
	entry.MayAssign = append(manifest.List[string]{}, names...)
	return entry, err
}

func roleNameFree(id int, shortName string) expectation {
	return func(ctx context.Context, tx *store.Tx) error {
		taken, err := tx.Role.Query().Where(role.ShortName(shortName), role.IDNEQ(id)).Exist(ctx)
		if err == nil && taken {
			err = call.Invalid("shortName", "another role has it: choose another")
		}
		return err
	}
}

func unchangedRole(id int, version *string) expectation {
	return func(ctx context.Context, tx *store.Tx) error {
		row, err := tx.Role.Query().Where(role.ID(id), store.ForUpdate).Only(ctx)
		if err != nil {
			return err
		}
		if version != nil && *version != versionOf(row.UpdatedAt) {
			return errChanged("role")
		}
		return nil
	}
}

// ownCapabilities are those that this server itself asks for, besides what functions ask.
var ownCapabilities = []string{call.MaintenanceAccess, "moodle/webservice:createtoken", "moodle/webservice:createmobiletoken"}

// capabilities are all that anything asks for or any role holds, in alphabetical order.
func (r *Resolver) capabilities(ctx context.Context) ([]*Capability, error) {
	rows, err := r.db().Role.Query().Order(role.BySortOrder(), role.ByID()).All(ctx)
	if err != nil {
		return nil, err
	}
	byName := map[string]*Capability{}
	of := func(name string) *Capability {
		if byName[name] == nil {
			byName[name] = &Capability{Name: name, Functions: []string{}, Roles: []*Role{}}
		}
		return byName[name]
	}
	for _, name := range ownCapabilities {
		of(name)
	}
	for _, wire := range r.Wires {
		of(call.ProtocolCapability(wire.Name))
	}
	for _, f := range r.Dispatcher.Catalogue.All() {
		for _, name := range f.Capabilities {
			of(name).Functions = append(of(name).Functions, f.Name)
		}
	}
	for i, wrapped := range r.roles(rows...) {
		for _, name := range rows[i].Capabilities {
			of(name).Roles = append(of(name).Roles, wrapped)
		}
	}
	list := make([]*Capability, 0, len(byName))
	for _, c := range byName {
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b *Capability) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	})
	return list, nil
}
