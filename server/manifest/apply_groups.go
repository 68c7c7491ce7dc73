package manifest

import (
	"context"
	"fmt"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/groupmember"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

// planGroupsAndGroupings plans the groups of a course before the groupings that they are in.
func (p *planner) planGroupsAndGroupings(path string, course *ent.Course, e *Course) {
	groups, groupings := newGroups(), newGroupings()
	if course.ID != 0 {
		groups, groupings = p.groupsOf(course.ID), p.groupingsOf(course.ID)
	}
	p.planGroups(path, course, e.Groups, groups)
	p.planGroupings(path, course, e.Groupings, groupings, groups)
	if !p.options.Prune {
		return
	}
	if e.Groupings != nil {
		pruneInCourse(p, path+".groupings", course, groupingKind, groupings, func(g *ent.Grouping) string { return g.Name })
	}
	if e.Groups != nil {
		pruneInCourse(p, path+".groups", course, groupKind, groups, func(g *ent.Group) string { return g.Name })
	}
}

// pruneInCourse removes the rows of a course that no entry speaks of.
func pruneInCourse[R any](p *planner, path string, course *ent.Course, k *kind[R], x *index[R], name func(*R) string) {
	for _, row := range x.rows {
		if x.said[row] != "" {
			continue
		}
		if used := x.used[row]; used != "" {
			p.wrong(used, "%s %q would be removed, because %s does not mention it: mention it there", k.name, name(row), path)
			continue
		}
		p.do(path, Change{Action: Delete, Kind: k.name, Name: course.ShortName + ": " + name(row)}, row,
			func(ctx context.Context, tx *store.Tx) error { return k.remove(ctx, tx, idOf(row)) })
	}
}

func (p *planner) planGroups(path string, course *ent.Course, list List[Group], groups *index[ent.Group]) {
	for _, i := range givenFirst(list, func(e *Group) int { return e.ID }) {
		e, path := &list[i], at(path+".groups", i)
		if other := p.groupByID[e.ID]; other != nil && other.CourseID != course.ID {
			p.wrong(path, "the group %d belongs to another course", e.ID)
			continue
		}
		t := begin(p, groupKind, groups, path, e.ID, e, key(plainName, e.Name))
		if t == nil {
			continue
		}
		if t.isNew {
			t.link("course_id", func() int { return course.ID })
		}
		p.planMembers(t, e)
		t.finish(course.ShortName + ": " + t.row.Name)
	}
	if list != nil {
		refuseTwice(p, path+".groups", groups.rows, func(g *ent.Group) string { return g.IDNumber })
	}
}

// membership is how somebody is a member of a group: put in by people, or by an item of a component.
type membership struct {
	user      *ent.User
	component string
	itemID    int
}

func (m membership) String() string {
	if m.component == "" {
		return m.user.Username
	}
	return fmt.Sprintf("%s by %s %d", m.user.Username, m.component, m.itemID)
}

// planMembers plans those members of a group that its entry speaks of: those whom people put in, those whom components did, or both.
func (p *planner) planMembers(t *target[ent.Group], e *Group) {
	wanted := p.wantedMembers(t, e)
	for _, byComponent := range []bool{false, true} {
		list, mentioned := "members", e.Members != nil
		if byComponent {
			list, mentioned = "componentMembers", e.ComponentMembers != nil
		}
		if mentioned {
			p.planMembersBy(t, list, byComponent, wanted)
		}
	}
}

// wantedMembers are the members that the entry mentions, in its order. Whom a component put in stays so when only members says the name.
func (p *planner) wantedMembers(t *target[ent.Group], e *Group) []membership {
	var wanted []membership
	said, byComponent := map[*ent.User]string{}, map[*ent.User]bool{}
	say := func(path string, m membership) {
		switch {
		case m.user == nil:
		case said[m.user] == "":
			said[m.user] = path
			wanted = append(wanted, m)
		case m.component != "":
			p.wrong(path, "%s says already how %s is a member", said[m.user], m.user.Username)
		}
	}
	for i, name := range e.Members {
		path := at(t.path+".members", i)
		say(path, membership{user: p.userOf(path, name)})
	}
	for i, one := range e.ComponentMembers {
		path := at(t.path+".componentMembers", i)
		if one.Component == "" || !call.Type("component").Accepts(one.Component) {
			p.wrong(path+".component", "found %q, expected the name of a component, such as enrol_meta", one.Component)
		}
		say(path, membership{p.userOf(path+".user", one.User), one.Component, one.ItemID})
	}
	if e.ComponentMembers != nil {
		return wanted
	}
	for _, row := range p.members[t.row.ID] {
		if row.Component != "" {
			byComponent[p.users.byID[row.UserID]] = true
		}
	}
	return slices.DeleteFunc(wanted, func(m membership) bool { return byComponent[m.user] })
}

// planMembersBy plans one of the lists of members.
func (p *planner) planMembersBy(t *target[ent.Group], list string, byComponent bool, wanted []membership) {
	var old, fresh []string
	missing := map[membership]bool{}
	for _, m := range wanted {
		if (m.component != "") == byComponent {
			missing[m], fresh = true, append(fresh, m.String())
		}
	}
	var remove []int
	for _, row := range p.members[t.row.ID] {
		if (row.Component != "") != byComponent {
			continue
		}
		there := membership{p.users.byID[row.UserID], row.Component, row.ItemID}
		old = append(old, there.String())
		if !missing[there] {
			remove = append(remove, row.ID)
		}
		delete(missing, there)
	}
	add := slices.DeleteFunc(slices.Clone(wanted), func(m membership) bool { return !missing[m] })
	if len(add)+len(remove) == 0 {
		return
	}
	t.also = append(t.also, FieldChange{list, old, fresh})
	t.steps = append(t.steps, writeMembers(t.row, remove, add))
}

// writeMembers takes members out and puts others in. Somebody who is a member in another way than before loses the old one first.
func writeMembers(row *ent.Group, remove []int, add []membership) step {
	return func(ctx context.Context, tx *store.Tx) error {
		for part := range slices.Chunk(remove, bulk) {
			if _, err := tx.GroupMember.Delete().Where(groupmember.IDIn(part...)).Exec(ctx); err != nil {
				return err
			}
		}
		for part := range slices.Chunk(add, bulk) {
			users := make([]int, len(part))
			for i, m := range part {
				users[i] = m.user.ID
			}
			if _, err := tx.GroupMember.Delete().Where(groupmember.GroupID(row.ID), groupmember.UserIDIn(users...)).Exec(ctx); err != nil {
				return err
			}
			create := func(c *ent.GroupMemberCreate, i int) {
				c.SetGroupID(row.ID).SetUserID(part[i].user.ID).SetComponent(part[i].component).SetItemID(part[i].itemID)
			}
			if err := tx.GroupMember.MapCreateBulk(part, create).Exec(ctx); err != nil {
				return err
			}
		}
		return nil
	}
}
