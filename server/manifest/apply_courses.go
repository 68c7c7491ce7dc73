package manifest

import (
	"context"

	"gatehouse/ent"
	"gatehouse/server/store"
)

// firstCategory is where a new course is when its entry names no category.
const firstCategory = 1

func (p *planner) planCategories() {
	targets := make([]*target[ent.Category], len(p.m.Categories))
	order := givenFirst(p.m.Categories, func(e *Category) int { return e.ID })
	for _, i := range order {
		e := &p.m.Categories[i]
		targets[i] = begin(p, categoryKind, p.categories, at("categories", i), e.ID, e, key(plainName, e.Name))
	}
	parents := map[*ent.Category]*ent.Category{}
	var links []operation // done once all categories are made
	for _, i := range order {
		t := targets[i]
		if t == nil {
			continue
		}
		if link := t.p.planParent(t, p.m.Categories[i].Parent, parents); link != nil {
			links = append(links, operation{path: t.path, run: link})
		}
		t.finish(t.row.Name)
	}
	p.operations = append(p.operations, links...)
	p.refuseCircles(targets, parents)
}

func (p *planner) planParent(t *target[ent.Category], wanted *Ref, parents map[*ent.Category]*ent.Category) step {
	old := t.p.categoryByID(t.row.ParentID)
	if wanted == nil {
		p.stays(old, t.path)
		return nil
	}
	parent, ok := p.categoryOf(t.path+".parent", *wanted)
	if !ok {
		return nil
	}
	parents[t.row] = parent
	if old == parent {
		return nil
	}
	t.also = append(t.also, FieldChange{"parent", categoryName(old), categoryName(parent)})
	return func(ctx context.Context, tx *store.Tx) error {
		update := tx.Category.UpdateOneID(t.row.ID)
		if parent == nil {
			return update.ClearParentID().Exec(ctx)
		}
		return update.SetParentID(parent.ID).Exec(ctx)
	}
}

// refuseCircles follows parents upwards, those that are planned before those that are stored.
func (p *planner) refuseCircles(targets []*target[ent.Category], parents map[*ent.Category]*ent.Category) {
	for _, t := range targets {
		if t == nil || parents[t.row] == nil {
			continue
		}
		above := t.row
		for range p.categories.rows {
			next, planned := parents[above]
			if !planned {
				next = p.categoryByID(above.ParentID)
			}
			if above = next; above == nil {
				break
			}
		}
		if above != nil {
			p.wrong(t.path+".parent", "the category would be inside itself")
		}
	}
}

func (p *planner) categoryByID(id *int) *ent.Category {
	if id == nil {
		return nil
	}
	return p.categories.byID[*id]
}

// stays notes that something mentioned is in a category, which pruning must not remove then.
func (p *planner) stays(row *ent.Category, path string) {
	if row != nil {
		p.categories.used[row] = path
	}
}

func categoryName(row *ent.Category) any {
	if row == nil {
		return nil
	}
	return row.Name
}

// planCourses plans the courses themselves. Who takes part in them is planned after the users.
func (p *planner) planCourses() {
	p.courseRows = make([]*ent.Course, len(p.m.Courses))
	for _, i := range givenFirst(p.m.Courses, func(e *Course) int { return e.ID }) {
		e, path := &p.m.Courses[i], at("courses", i)
		if e.ID == siteCourse && (e.ShortName != "" || e.FullName != nil || e.Category != nil) {
			p.wrong(path, "course 1 is the site itself: its names are set by site.name and site.shortName, and it has no category")
			continue
		}
		t := begin(p, courseKind, p.courses, path, e.ID, e, key(shortName, e.ShortName))
		if t == nil {
			continue
		}
		p.courseRows[i] = t.row
		p.saysEnrolments[t.row] = e.Enrolments != nil
		if t.row.FullName == "" {
			p.wrong(path+".fullName", "a course needs a full name")
		}
		category := e.Category
		if t.isNew && category == nil {
			category = &Ref{ID: firstCategory}
		}
		planCategory(t, category, t.row.CategoryID, true)
		t.finish(t.row.ShortName)
	}
}

// planCategory plans the category of a course or a cohort.
func planCategory[R any](t *target[R], wanted *Ref, stored *int, required bool) {
	old := t.p.categoryByID(stored)
	if wanted == nil {
		t.p.stays(old, t.path)
		return
	}
	path := t.path + ".category"
	category, ok := t.p.categoryOf(path, *wanted)
	switch {
	case !ok || category == old && (category != nil || stored == nil):
		return
	case category == nil && required:
		t.p.wrong(path, "a course needs a category")
	case category == nil:
		t.set("category_id", nil, FieldChange{"category", categoryName(old), nil})
	default:
		t.set("category_id", func() int { return category.ID }, FieldChange{"category", categoryName(old), category.Name})
	}
}
