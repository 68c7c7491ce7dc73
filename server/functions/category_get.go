package functions

import (
	"context"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/course"
	"gatehouse/server/call"
)

type categoryGetIn struct {
	Criteria         []categoryCriterion `name:"criteria" default:"[]" doc:"What the categories must be like: all of it. Every category when nothing is given."`
	AddSubcategories bool                `name:"addsubcategories" default:"true" doc:"Whether the categories in those found come too, at any depth."`
}

type categoryCriterion struct {
	Key   string `name:"key" type:"alpha" doc:"id, ids (numbers with commas between them), name, parent (0 for the top), idnumber, visible (1 or 0) or theme."`
	Value string `name:"value" type:"raw" doc:"The value that the category has. Names must be equal to the letter."`
}

type categoryInfo struct {
	ID                int     `name:"id" doc:"Id of the category."`
	Name              string  `name:"name" type:"raw" doc:"Name of the category."`
	IDNumber          *string `name:"idnumber" type:"raw" doc:"Your own identifier of the category, empty for none. Needs moodle/category:manage, as do the other optional fields."`
	Description       string  `name:"description" type:"raw" doc:"Description of the category."`
	DescriptionFormat int     `name:"descriptionformat" doc:"Format of the description: 1 HTML, unless the stored text was asked for."`
	Parent            int     `name:"parent" doc:"Id of the category that it is in, 0 at the top."`
	SortOrder         int     `name:"sortorder" doc:"Place among all categories: lower comes first. It rises by 10000 from one to the next."`
	CourseCount       int     `name:"coursecount" doc:"How many courses are in the category itself."`
	Visible           *int    `name:"visible" doc:"1 for visible, 0 for hidden."`
	VisibleOld        *int    `name:"visibleold" doc:"The same: whether it was visible before a category above it was hidden is not kept."`
	TimeModified      *int    `name:"timemodified" doc:"When the category was last changed, in seconds since 1970."`
	Depth             int     `name:"depth" doc:"1 at the top, one more for each category that it is in."`
	Path              string  `name:"path" type:"text" doc:"Ids of the categories from the top down to it, each behind a slash: /1/4."`
	Theme             *string `name:"theme" type:"theme" doc:"Theme that its courses are shown in, empty for the site's."`
}

func (l *Library) categoryGet() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_course_get_categories",
		Summary: "Returns categories of courses, all or those that fulfil criteria.",
		Description: "Returns the categories in the order in which the site shows them, each before those in it. With criteria those come that " +
			"fulfil all of them, and unless `addsubcategories` is off those in them; `visible` and `theme` count for these too. " +
			"Hidden categories, and those in hidden ones, are left out unless you hold `moodle/category:viewhiddencategories`. " +
			"To search by `visible` takes that capability or `moodle/category:manage`, to search by `idnumber` or `theme` the latter, which also " +
			"shows those fields; otherwise, and with another key, the call is refused (`criteriaerror`). A key may be given once.",
		Effect:       call.Read,
		Capabilities: managingCategories,
		Errors:       after(siteErrors, call.CriteriaError, call.KeyAlreadySet),
		Services:     []string{"moodle_mobile_app"},
		Example: call.Example{
			Arguments: `{"criteria": [{"key": "id", "value": "1"}]}`,
			Result: `[{"id": 1, "name": "Category 1", "idnumber": "", "description": "", "descriptionformat": 1, "parent": 0, "sortorder": 10000,
				"coursecount": 3, "visible": 1, "visibleold": 1, "timemodified": 1700000000, "depth": 1, "path": "/1", "theme": ""}]`,
		},
	}, l.getCategories)
}

func (l *Library) getCategories(ctx context.Context, c *call.Call, in categoryGetIn) ([]categoryInfo, error) {
	if err := l.enterSite(c); err != nil {
		return nil, err
	}
	search, err := newCategorySearch(c, in.Criteria)
	if err != nil {
		return nil, err
	}
	tree, err := readCategoryTree(ctx, l.db())
	if err != nil {
		return nil, err
	}
	ids, err := search.find(ctx, l.db(), tree, in.AddSubcategories)
	if err != nil {
		return nil, err
	}
	ids = slices.DeleteFunc(ids, func(id int) bool { return !tree[id].seen(c) })
	slices.SortFunc(ids, func(a, b int) int { return tree[a].place - tree[b].place })
	rows, err := categoriesByID(ctx, l.db(), ids)
	if err != nil {
		return nil, err
	}
	counts, err := courseCounts(ctx, l.db())
	if err != nil {
		return nil, err
	}
	list := []categoryInfo{}
	for _, id := range ids {
		if row := rows[id]; row != nil { // else it has been deleted at this moment
			list = append(list, l.describeCategory(c, row, tree[id], counts[id]))
		}
	}
	return list, nil
}

// courseCounts counts the courses of each category; those without courses are missing from the answer.
func courseCounts(ctx context.Context, db *ent.Client) (map[int]int, error) {
	var rows []struct {
		Category int `json:"category_id"`
		Count    int `json:"count"`
	}
	err := db.Course.Query().Where(course.CategoryIDNotNil()).GroupBy(course.FieldCategoryID).Aggregate(ent.Count()).Scan(ctx, &rows)
	counts := make(map[int]int, len(rows))
	for _, row := range rows {
		counts[row.Category] = row.Count
	}
	return counts, err
}

func (l *Library) describeCategory(c *call.Call, row *ent.Category, node *categoryNode, courses int) categoryInfo {
	description, format := l.formatText(c, row.Description, row.DescriptionFormat,
		fileArea{contextID(categoryLevel, row.ID), "coursecat", "description", 0})
	info := categoryInfo{
		ID: row.ID, Name: formatName(c, row.Name), Description: description, DescriptionFormat: format, Parent: node.parent,
		SortOrder: coursesInCategory * node.place, CourseCount: courses, Depth: node.depth, Path: node.path,
	}
	if c.Holds(manageCategories, 0) {
		info.IDNumber, info.Visible, info.VisibleOld = &row.IDNumber, flag(row.Visible), flag(row.Visible)
		info.TimeModified, info.Theme = ptr(unix(&row.UpdatedAt)), &row.Theme
	}
	return info
}
