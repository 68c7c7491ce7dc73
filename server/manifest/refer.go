package manifest

import "gatehouse/ent"

// The functions here find the row that a reference means, or report that there is none.

func (p *planner) roleOf(path, name string) *ent.Role {
	row := p.roles.refer(path, key(shortName, name)...)
	if row == nil {
		p.wrong(path, "there is no role %q: add it to roles, or correct the short name", name)
	}
	return row
}

func (p *planner) userOf(path, name string) *ent.User {
	row := p.users.refer(path, key(username, name)...)
	if row == nil {
		p.wrong(path, "there is no user %q: add it to users, or correct the username", name)
	}
	return row
}

func (p *planner) courseOf(path, name string) *ent.Course {
	row := p.courses.refer(path, key(shortName, name)...)
	if row == nil {
		p.wrong(path, "there is no course %q: add it to courses, or correct the short name", name)
	}
	return row
}

func (p *planner) serviceOf(path, name string) *ent.Service {
	row := p.services.refer(path, append(key(shortName, name), key(plainName, name)...)...)
	if row == nil {
		p.wrong(path, "there is no service %q: add it to services, or correct the short name", name)
	}
	return row
}

// categoryOf returns nil with ok for a reference to none.
func (p *planner) categoryOf(path string, ref Ref) (row *ent.Category, ok bool) {
	if ref == (Ref{}) {
		return nil, true
	}
	if row = p.categories.byID[ref.ID]; row != nil {
		p.categories.used[row] = path
		return row, true
	}
	if row = p.categories.refer(path, key(plainName, ref.Name)...); row != nil {
		return row, true
	}
	if len(p.categories.byKey[plainName+" "+ref.Name]) > 1 {
		p.wrong(path, "there are several categories called %q: give the id", ref.Name)
	} else {
		p.wrong(path, "there is no such category: add it to categories, or correct the id or name")
	}
	return nil, false
}

// refuseTwice reports an id number that two rows would have.
func refuseTwice[R any](p *planner, path string, rows []*R, idNumber func(*R) string) {
	seen := map[string]bool{}
	for _, row := range rows {
		n := idNumber(row)
		if n != "" && seen[n] {
			p.wrong(path, "two would have the idNumber %q", n)
		}
		seen[n] = true
	}
}
