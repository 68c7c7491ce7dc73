package manifest

import (
	"context"
	"regexp"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/role"
	"gatehouse/server/store"
)

var capabilityFormat = regexp.MustCompile(`^[a-z][a-z0-9_]*/[a-z][a-z0-9_]*:[a-z][a-z0-9_]*$`)

func (p *planner) planRoles() {
	targets := make([]*target[ent.Role], len(p.m.Roles))
	order := givenFirst(p.m.Roles, func(e *Role) int { return e.ID })
	for _, i := range order {
		e := &p.m.Roles[i]
		targets[i] = begin(p, roleKind, p.roles, at("roles", i), e.ID, e, key(shortName, e.ShortName))
		p.checkCapabilities(at("roles", i)+".capabilities", e.Capabilities)
	}
	var links []operation // done once all roles are made
	for _, i := range order {
		t := targets[i]
		if t == nil {
			continue
		}
		if link := mayAssign(t, p.m.Roles[i].MayAssign); link != nil {
			links = append(links, operation{path: t.path, run: link})
		}
		t.finish(t.row.ShortName)
	}
	p.operations = append(p.operations, links...)
	p.checkDefaultRole()
}

// mayAssign plans which roles a role may assign, and returns what writes it.
func mayAssign(t *target[ent.Role], wanted List[string]) step {
	if wanted == nil {
		return nil
	}
	var rows []*ent.Role
	for i, name := range wanted {
		row := t.p.roleOf(at(t.path+".mayAssign", i), name)
		if row != nil && !slices.Contains(rows, row) {
			rows = append(rows, row)
		}
	}
	old, fresh := roleNames(t.row.Edges.MayAssign), roleNames(rows)
	if slices.Equal(old, fresh) {
		return nil
	}
	t.also = append(t.also, FieldChange{"mayAssign", old, fresh})
	t.hide(role.FieldUpdatedAt, t.p.options.Now)
	return func(ctx context.Context, tx *store.Tx) error {
		ids := make([]int, len(rows))
		for i, row := range rows {
			ids[i] = row.ID
		}
		return tx.Role.UpdateOneID(t.row.ID).ClearMayAssign().AddMayAssignIDs(ids...).Exec(ctx)
	}
}

// roleNames are the short names of roles in alphabetical order.
func roleNames(rows []*ent.Role) []string {
	list := make([]string, len(rows))
	for i, row := range rows {
		list[i] = row.ShortName
	}
	slices.Sort(list)
	return list
}

func (p *planner) checkDefaultRole() {
	mentioned := p.m.Roles != nil || p.m.Site != nil && p.m.Site.DefaultRole != nil
	if role := p.settings.Site.DefaultRole; mentioned && role != "" {
		p.roleOf("site.defaultRole", role)
	}
}

func (p *planner) checkCapabilities(path string, capabilities []string) {
	for i, capability := range capabilities {
		if !capabilityFormat.MatchString(capability) {
			p.wrong(at(path, i), "%q is not a capability such as moodle/course:view", capability)
		}
	}
}
