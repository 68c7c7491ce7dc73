package manifest

import (
	"context"
	"fmt"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/cohort"
	"gatehouse/ent/course"
	"gatehouse/server/store"
)

// builtInRoles are the ids up to which roles are built in.
const builtInRoles = 8

// prune removes what the lists of the manifest do not mention, what depends on others first.
func (p *planner) prune() {
	if p.m.Tokens != nil {
		for _, row := range p.tokens.rows {
			if current(row) && p.saidTokens[row] == "" {
				p.saidTokens[row] = "tokens"
				p.revoke("tokens", row)
			}
		}
	}
	if p.m.Services != nil {
		pruneList(p, "services", serviceKind, p.services, func(s *ent.Service) string { return s.Name },
			func(s *ent.Service) bool { return s.Component != "" })
	}
	if p.m.Cohorts != nil {
		pruneList(p, "cohorts", cohortKind, p.cohorts, func(c *ent.Cohort) string { return c.Name },
			func(*ent.Cohort) bool { return false })
	}
	if p.m.Courses != nil {
		pruneList(p, "courses", courseKind, p.courses, func(c *ent.Course) string { return c.ShortName },
			func(c *ent.Course) bool { return c.ID == siteCourse })
	}
	if p.m.Categories != nil {
		pruneList(p, "categories", categoryKind, p.categories, func(c *ent.Category) string { return c.Name },
			func(c *ent.Category) bool { return c.ID == firstCategory })
	}
	if p.m.Users != nil {
		last := p.lastAdministrator()
		pruneList(p, "users", userKind, p.users, func(u *ent.User) string { return u.Username },
			func(u *ent.User) bool { return u.ID == guestUser || u == last })
	}
	if p.m.Roles != nil {
		pruneList(p, "roles", roleKind, p.roles, func(r *ent.Role) string { return r.ShortName },
			func(r *ent.Role) bool { return r.ID <= builtInRoles })
	}
}

// pruneList removes the rows that no entry speaks of, save those that must stay.
func pruneList[R any](p *planner, list string, k *kind[R], x *index[R], name func(*R) string, stays func(*R) bool) {
	for _, row := range x.rows {
		if x.said[row] != "" || stays(row) {
			continue
		}
		if path := x.used[row]; path != "" {
			p.wrong(path, "%s %q would be removed, because %s does not mention it: mention it there", k.name, name(row), list)
			continue
		}
		p.gone[row] = true
		p.do(list, Change{Action: Delete, Kind: k.name, Name: name(row)}, row, func(ctx context.Context, tx *store.Tx) error {
			if k.changed != "" {
				tx.Changed(k.changed, idOf(row))
			}
			return k.remove(ctx, tx, idOf(row))
		})
	}
}

func removeCategory(ctx context.Context, tx *store.Tx, id int) error {
	courses, err := tx.Course.Query().Where(course.CategoryID(id)).Count(ctx)
	if err != nil {
		return err
	}
	cohorts, err := tx.Cohort.Query().Where(cohort.CategoryID(id)).Count(ctx)
	if err != nil {
		return err
	}
	if courses+cohorts > 0 {
		return fmt.Errorf("the category %d cannot be removed while it holds %d courses and %d cohorts: mention it, or move them", id, courses, cohorts)
	}
	return tx.Category.DeleteOneID(id).Exec(ctx)
}

// active says whether somebody can administer the installation with an account.
func active(u *ent.User) bool {
	return u.SiteAdmin && !u.Deleted && !u.Suspended && u.Confirmed && u.Auth != noLogin
}

// lastAdministrator is the one that pruning must leave because the manifest mentions none; nil when it does.
func (p *planner) lastAdministrator() *ent.User {
	var last *ent.User
	for _, row := range p.users.rows {
		if !active(row) {
			continue
		}
		if p.users.said[row] != "" {
			return nil
		}
		if last == nil || row.ID < last.ID {
			last = row
		}
	}
	if last != nil {
		p.warn("users", "the administrator %q is not mentioned, and stays because there would be none left", last.Username)
	}
	return last
}

// keepAnAdministrator refuses a manifest that would leave an installation without the administrator it had.
func (p *planner) keepAnAdministrator() {
	if p.m.Users == nil || !p.hadAdministrator || slices.ContainsFunc(p.users.rows, active) {
		return
	}
	p.wrong("users", "no administrator would be left: keep siteAdmin on one account that is confirmed, not suspended or deleted, and whose auth is not %s", noLogin)
}
