package functions

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/category"
	"gatehouse/ent/course"
	"gatehouse/server/call"
)

type categoryUpdateIn struct {
	Categories []changedCategory `name:"categories" doc:"The categories to change. What is left out of one stays as it is."`
}

type changedCategory struct {
	ID                int     `name:"id" doc:"Id of the category."`
	Name              *string `name:"name" type:"text" doc:"Name of the category, not blank."`
	IDNumber          *string `name:"idnumber" type:"raw" doc:"Your own identifier of the category. When it is not empty no other category has it."`
	Parent            *int    `name:"parent" doc:"Id of the category that it goes into, 0 for the top."`
	Description       *string `name:"description" type:"raw" doc:"Description of the category. It is stored as given and cleaned when it is shown."`
	DescriptionFormat int     `name:"descriptionformat" default:"1" doc:"Format of the description: 0 automatic, 1 HTML, 2 plain text, 4 Markdown. It counts when a description is given."`
	Theme             *string `name:"theme" type:"theme" doc:"Theme that its courses are shown in, empty for the site's."`
}

func (l *Library) categoryUpdate() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_course_update_categories",
		Summary: "Changes categories, and moves them into others.",
		Description: "Changes names, id numbers, descriptions and themes of categories, and moves each for which another parent is given behind the " +
			"categories that are there. Refused are a category or parent that does not exist (`unknowncategory`), a category that would be " +
			"inside itself when the whole call is done (`cannotmovecategory`), a blank name (`categorynamerequired`), an id number that another " +
			"category has (`categoryidnumbertaken`), and a category that stands in the call twice. What is moved into a hidden category becomes hidden, " +
			"with the categories and courses in it. " +
			"Needs `moodle/category:manage` over the category and over the new parent, which is in the site for both. " +
			"All categories are changed or none: when one of them is refused, nothing of the call is kept.",
		Effect:       call.Write,
		Capabilities: managingCategories,
		Errors:       after(siteErrors, call.NoPermission, call.CategoryNameMissing, call.CategoryUnknown, call.CategoryNotMovable, call.CategoryNumberTaken),
		Example:      call.Example{Arguments: `{"categories": [{"id": 1, "name": "Sciences"}]}`, Result: `null`},
	}, l.updateCategories)
}

func (l *Library) updateCategories(ctx context.Context, c *call.Call, in categoryUpdateIn) (call.Void, error) {
	if err := l.enterCategories(c); err != nil {
		return call.Void{}, err
	}
	seen := map[int]bool{}
	for i := range in.Categories {
		if err := in.Categories[i].check(i); err != nil {
			return call.Void{}, err
		}
		if seen[in.Categories[i].ID] {
			return call.Void{}, call.Invalid(at("categories", i, "id"), "The category %d stands in the call twice.", in.Categories[i].ID)
		}
		seen[in.Categories[i].ID] = true
	}
	if len(seen) == 0 {
		return call.Void{}, nil
	}
	return call.Void{}, l.write(ctx, c, func(ctx context.Context, w *writing) error {
		if err := w.Alone(ctx); err != nil { // else two calls could put two categories into each other
			return err
		}
		tree, err := readCategoryTree(ctx, w.Client)
		if err != nil {
			return err
		}
		return changeCategories(ctx, c, w, in.Categories, tree)
	})
}

// check trims what is trimmed before it is stored, and fails unless category i of the call can be stored so.
func (n *changedCategory) check(i int) error {
	given := newCategory{Name: "stays", IDNumber: n.IDNumber, DescriptionFormat: n.DescriptionFormat}
	take(&given.Name, n.Name)
	err := given.check(i)
	if n.Name != nil {
		n.Name = &given.Name
	}
	return err
}

func changeCategories(ctx context.Context, c *call.Call, w *writing, changes []changedCategory, tree categoryTree) error {
	hidden, err := moveInTree(c, tree, changes)
	if err != nil {
		return err
	}
	if err := refuseTakenByOthers(ctx, w.Client, changes); err != nil {
		return err
	}
	rows, err := lockedCategories(ctx, w.Client, column(changes, func(n changedCategory) int { return n.ID }))
	if err != nil {
		return err
	}
	last, err := lastPlaces(ctx, w.Client)
	if err != nil {
		return err
	}
	changed := make([]*ent.Category, len(changes))
	for i, n := range changes {
		changed[i] = n.apply(rows[n.ID], last)
		w.about("category", n.ID)
	}
	if err := storeCategories(ctx, w.Client, changed); err != nil {
		return err
	}
	return hideCategories(ctx, w, hidden)
}

// moveInTree moves categories as the call says, and returns those that get into a hidden category, with all in them.
func moveInTree(c *call.Call, tree categoryTree, changes []changedCategory) (hidden []int, err error) {
	for i, n := range changes {
		if err := tree.need(c, n.ID, call.CategoryUnknown, at("categories", i, "id")); err != nil {
			return nil, err
		}
		if n.Parent == nil || *n.Parent == 0 {
			continue
		}
		if err := tree.need(c, *n.Parent, call.CategoryUnknown, at("categories", i, "parent")); err != nil {
			return nil, err
		}
	}
	shown := map[int]bool{}
	for _, n := range changes {
		shown[n.ID] = !tree[n.ID].hidden
		take(&tree[n.ID].parent, n.Parent)
	}
	for i, n := range changes {
		if n.Parent != nil && tree.inside(*n.Parent, n.ID) {
			return nil, call.Errorf(call.CategoryNotMovable, "The category %d would be inside itself.", n.ID).At("%s", at("categories", i, "parent"))
		}
	}
	tree.arrange()
	for _, n := range changes {
		if node := tree[n.ID]; shown[n.ID] && node.hidden {
			hidden = append(hidden, node.below()...)
		}
	}
	return hidden, nil
}

// refuseTakenByOthers fails at the first id number that a category has which does not give it up by this call, or that stands in the
// call twice.
func refuseTakenByOthers(ctx context.Context, db *ent.Client, changes []changedCategory) error {
	numbers := column(changes, func(n changedCategory) string { return value(n.IDNumber) })
	taken, err := takenCategoryNumbers(ctx, db, numbers)
	if err != nil {
		return err
	}
	givenUp := map[int]bool{}
	for _, n := range changes {
		givenUp[n.ID] = n.IDNumber != nil
	}
	maps.DeleteFunc(taken, func(_ string, id int) bool { return givenUp[id] })
	for i, number := range numbers {
		if _, found := taken[number]; found && number != "" {
			return categoryNumberTaken(i, number)
		}
		taken[number] = changes[i].ID
	}
	return nil
}

// apply puts what is given into a row. Of a category that is moved the place is the last where it goes.
func (n changedCategory) apply(row *ent.Category, last map[int]int) *ent.Category {
	take(&row.Name, n.Name)
	take(&row.IDNumber, n.IDNumber)
	take(&row.Theme, n.Theme)
	if n.Description != nil {
		row.Description, row.DescriptionFormat = *n.Description, n.DescriptionFormat
	}
	if n.Parent == nil || *n.Parent == parentOf(row) {
		return row
	}
	last[*n.Parent]++
	row.ParentID, row.SortOrder = nullable(*n.Parent), last[*n.Parent]
	return row
}

// take puts a value where another one was, if it was given.
func take[T any](into *T, given *T) {
	if given != nil {
		*into = *given
	}
}

// storeCategories writes rows that are there over what they held.
func storeCategories(ctx context.Context, db *ent.Client, rows []*ent.Category) error {
	for some := range slices.Chunk(rows, batchSize) {
		err := db.Category.MapCreateBulk(some, func(row *ent.CategoryCreate, i int) {
			r := some[i]
			row.SetID(r.ID).SetName(r.Name).SetIDNumber(r.IDNumber).SetDescription(r.Description).SetDescriptionFormat(r.DescriptionFormat).
				SetNillableParentID(r.ParentID).SetSortOrder(r.SortOrder).SetTheme(r.Theme)
		}).OnConflictColumns(category.FieldID).Update(func(u *ent.CategoryUpsert) {
			u.UpdateName().UpdateIDNumber().UpdateDescription().UpdateDescriptionFormat().UpdateParentID().UpdateSortOrder().
				UpdateTheme().UpdateUpdatedAt()
		}).Exec(ctx)
		if err != nil {
			return fmt.Errorf("changing categories: %w", err)
		}
	}
	return nil
}

// hideCategories hides categories and the courses in them.
func hideCategories(ctx context.Context, w *writing, ids []int) error {
	for some := range slices.Chunk(distinct(ids), batchSize) {
		if err := w.Category.Update().Where(category.IDIn(some...)).SetVisible(false).Exec(ctx); err != nil {
			return err
		}
		if err := w.Course.Update().Where(course.CategoryIDIn(some...)).SetVisible(false).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}
