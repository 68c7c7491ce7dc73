package manifest

import (
	"context"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/groupinggroup"
	"gatehouse/server/store"
)

func (p *planner) planGroupings(path string, course *ent.Course, list List[Grouping], groupings *index[ent.Grouping], groups *index[ent.Group]) {
	for _, i := range givenFirst(list, func(e *Grouping) int { return e.ID }) {
		e, path := &list[i], at(path+".groupings", i)
		if other := p.groupingByID[e.ID]; other != nil && other.CourseID != course.ID {
			p.wrong(path, "the grouping %d belongs to another course", e.ID)
			continue
		}
		t := begin(p, groupingKind, groupings, path, e.ID, e, key(plainName, e.Name))
		if t == nil {
			continue
		}
		if t.isNew {
			t.link("course_id", func() int { return course.ID })
		}
		p.planLinks(t, e.Groups, groups)
		t.finish(course.ShortName + ": " + t.row.Name)
	}
	if list != nil {
		refuseTwice(p, path+".groupings", groupings.rows, func(g *ent.Grouping) string { return g.IDNumber })
	}
}

// planLinks plans which groups of the course are in a grouping.
func (p *planner) planLinks(t *target[ent.Grouping], wanted List[string], groups *index[ent.Group]) {
	if wanted == nil {
		return
	}
	var rows []*ent.Group
	for i, name := range wanted {
		path := at(t.path+".groups", i)
		row := groups.refer(path, key(plainName, name)...)
		if row == nil {
			p.wrong(path, "the course has no group %q: add it to its groups, or correct the name", name)
			continue
		}
		rows = append(rows, row)
	}
	stored := p.links[t.row.ID]
	add, remove := difference(stored, func(l *ent.GroupingGroup) *ent.Group { return groups.byID[l.GroupID] }, rows)
	if len(add)+len(remove) == 0 {
		return
	}
	var old []string
	for _, link := range stored {
		old = append(old, groups.byID[link.GroupID].Name)
	}
	t.also = append(t.also, FieldChange{"groups", old, append([]string{}, wanted...)})
	t.steps = append(t.steps, writeLinks(t.row, remove, add))
}

// difference compares what rows link to with what they are to link to: it returns what is missing, each once, and the ids of the rows
// that are too many.
func difference[L, R any](stored []*L, of func(*L) *R, wanted []*R) (add []*R, remove []int) {
	stays := map[*R]bool{}
	for _, row := range wanted {
		stays[row] = true
	}
	there := map[*R]bool{}
	for _, link := range stored {
		row := of(link)
		there[row] = true
		if !stays[row] {
			remove = append(remove, idOf(link))
		}
	}
	for _, row := range wanted {
		if !there[row] {
			there[row] = true
			add = append(add, row)
		}
	}
	return add, remove
}

func writeLinks(row *ent.Grouping, remove []int, add []*ent.Group) step {
	return func(ctx context.Context, tx *store.Tx) error {
		for part := range slices.Chunk(remove, bulk) {
			if _, err := tx.GroupingGroup.Delete().Where(groupinggroup.IDIn(part...)).Exec(ctx); err != nil {
				return err
			}
		}
		for part := range slices.Chunk(add, bulk) {
			create := func(c *ent.GroupingGroupCreate, i int) { c.SetGroupingID(row.ID).SetGroupID(part[i].ID) }
			if err := tx.GroupingGroup.MapCreateBulk(part, create).Exec(ctx); err != nil {
				return err
			}
		}
		return nil
	}
}
