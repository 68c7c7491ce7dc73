package functions

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gatehouse/ent"
	"gatehouse/ent/category"
	"gatehouse/server/call"
)

type categoryCreateIn struct {
	Categories []newCategory `name:"categories" doc:"The categories to create."`
}

type newCategory struct {
	Name              string  `name:"name" type:"text" doc:"Name of the category, not blank."`
	Parent            int     `name:"parent" default:"0" doc:"Id of the category that it goes into, 0 for the top."`
	IDNumber          *string `name:"idnumber" type:"raw" doc:"Your own identifier of the category. When it is not empty no other category has it."`
	Description       *string `name:"description" type:"raw" doc:"Description of the category. It is stored as given and cleaned when it is shown."`
	DescriptionFormat int     `name:"descriptionformat" default:"1" doc:"Format of the description: 0 automatic, 1 HTML, 2 plain text, 4 Markdown."`
	Theme             *string `name:"theme" type:"theme" doc:"Theme that its courses are shown in, empty for the site's."`
}

type createdCategory struct {
	ID   int    `name:"id" doc:"Id of the category."`
	Name string `name:"name" type:"raw" doc:"Name of the category."`
}

func (l *Library) categoryCreate() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_course_create_categories",
		Summary: "Creates categories for courses.",
		Description: "Creates one or more categories, each the last in the category that it goes into, and returns their ids. One in a hidden category " +
			"is hidden too. Refused are a blank name (`categorynamerequired`), a parent that does not exist (`unknowcategory`), and an id number that " +
			"another category has or that stands in the call twice (`categoryidnumbertaken`). Needs `moodle/category:manage` in the site. " +
			"All categories are created or none: when one of them is refused, nothing of the call is kept.",
		Effect:       call.Write,
		Capabilities: managingCategories,
		Errors:       after(siteErrors, call.NoPermission, call.CategoryNameMissing, call.ParentUnknown, call.CategoryNumberTaken),
		Example: call.Example{
			Arguments: `{"categories": [{"name": "Languages", "parent": 1, "idnumber": "lang"}]}`,
			Result:    `[{"id": 2, "name": "Languages"}]`,
		},
	}, l.createCategories)
}

func (l *Library) createCategories(ctx context.Context, c *call.Call, in categoryCreateIn) ([]createdCategory, error) {
	if err := l.enterCategories(c); err != nil {
		return nil, err
	}
	for i := range in.Categories {
		if err := in.Categories[i].check(i); err != nil {
			return nil, err
		}
	}
	created := []createdCategory{}
	err := l.write(ctx, c, func(ctx context.Context, w *writing) error {
		if err := w.Alone(ctx); err != nil { // an id number is free, and a parent there, until the end
			return err
		}
		tree, err := readCategoryTree(ctx, w.Client)
		if err != nil {
			return err
		}
		for i, n := range in.Categories {
			if n.Parent == 0 {
				continue
			}
			if err := tree.need(c, n.Parent, call.ParentUnknown, at("categories", i, "parent")); err != nil {
				return err
			}
		}
		if err := refuseTakenCategories(ctx, w.Client, in.Categories); err != nil {
			return err
		}
		rows, err := insertCategories(ctx, w.Client, in.Categories, tree)
		created = column(rows, func(row *ent.Category) createdCategory { return createdCategory{row.ID, formatName(c, row.Name)} })
		for _, row := range rows {
			w.about("category", row.ID)
		}
		return err
	})
	return created, err
}

// check trims what is trimmed before it is stored, and fails unless category i of the call can be stored.
func (n *newCategory) check(i int) error {
	n.Name = strings.TrimSpace(n.Name)
	if n.Name == "" {
		return call.Errorf(call.CategoryNameMissing, "is blank. A category needs a name.").At("%s", at("categories", i, "name"))
	}
	if err := fits(at("categories", i, "name"), n.Name, category.NameValidator); err != nil {
		return err
	}
	if err := fits(at("categories", i, "idnumber"), value(n.IDNumber), category.IDNumberValidator); err != nil {
		return err
	}
	return checkFormat(at("categories", i, "descriptionformat"), n.DescriptionFormat)
}

// refuseTakenCategories fails at the first id number that another category has, or an earlier one of the call.
func refuseTakenCategories(ctx context.Context, db *ent.Client, categories []newCategory) error {
	numbers := column(categories, func(n newCategory) string { return value(n.IDNumber) })
	taken, err := takenCategoryNumbers(ctx, db, numbers)
	if err != nil {
		return err
	}
	for i, number := range numbers {
		if _, found := taken[number]; found && number != "" {
			return categoryNumberTaken(i, number)
		}
		taken[number] = 0
	}
	return nil
}

func categoryNumberTaken(i int, number string) error {
	return call.Errorf(call.CategoryNumberTaken, "Another category has the id number %q.", number).At("%s", at("categories", i, "idnumber"))
}

func insertCategories(ctx context.Context, db *ent.Client, categories []newCategory, tree categoryTree) ([]*ent.Category, error) {
	last, err := lastPlaces(ctx, db)
	if err != nil {
		return nil, err
	}
	var rows []*ent.Category
	for some := range slices.Chunk(categories, batchSize) {
		inserted, err := db.Category.MapCreateBulk(some, func(row *ent.CategoryCreate, i int) {
			n := some[i]
			last[n.Parent]++
			row.SetName(n.Name).SetIDNumber(value(n.IDNumber)).SetDescription(value(n.Description)).SetDescriptionFormat(n.DescriptionFormat).
				SetTheme(value(n.Theme)).SetNillableParentID(nullable(n.Parent)).SetSortOrder(last[n.Parent]).
				SetVisible(n.Parent == 0 || !tree[n.Parent].hidden)
		}).Save(ctx)
		if err != nil {
			return nil, fmt.Errorf("creating categories: %w", err)
		}
		rows = append(rows, inserted...)
	}
	return rows, nil
}
