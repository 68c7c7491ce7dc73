package functions

import (
	"context"
	"maps"
	"slices"

	"gatehouse/ent/category"
	"gatehouse/ent/course"
	"gatehouse/ent/migrate"
	"gatehouse/server/call"
	"gatehouse/server/files"
	"gatehouse/server/store"
)

type categoryDeleteIn struct {
	Categories []leavingCategory `name:"categories" doc:"The categories to delete."`
}

type leavingCategory struct {
	ID        int  `name:"id" doc:"Id of the category."`
	NewParent *int `name:"newparent" doc:"Id of the category that takes what is in it. The category above when it is left out or 0."`
	Recursive bool `name:"recursive" default:"false" doc:"Whether what is in it is deleted too, instead of moved."`
}

func (l *Library) categoryDelete() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_course_delete_categories",
		Summary: "Deletes categories; what is in them is moved or deleted too.",
		Description: "Deletes categories one after the other. With `recursive` the categories and courses in it go too, as " +
			"`core_course_delete_courses` says; otherwise they move to `newparent` or the category above. Its cohorts stay: they move along, or " +
			"else to the category above, or from the top to the site. Refused are a category that does not exist, or no longer (`unknowncategory`), " +
			"moving to the top (`movecatcontentstoroot`), and `youcannotdeletecategory`: moving into the category itself, deleting a course without " +
			"`moodle/course:delete` in it, and moving courses without `moodle/course:create` in the site. Needs `moodle/category:manage` over the category " +
			"and over the new parent, which is in the site for both. " +
			"All categories are deleted or none: when one of them is refused, nothing of the call is kept.",
		Effect:       call.Write,
		Capabilities: union(managingCategories, []string{deleteCourse, createCourse}),
		Errors:       after(siteErrors, call.NoPermission, call.CategoryUnknown, call.ContentsToRoot, call.CategoryNotDeletable),
		Example:      call.Example{Arguments: `{"categories": [{"id": 1, "recursive": true}]}`, Result: `null`},
	}, l.deleteCategories)
}

func (l *Library) deleteCategories(ctx context.Context, c *call.Call, in categoryDeleteIn) (call.Void, error) {
	if err := l.enterCategories(c); err != nil || len(in.Categories) == 0 {
		return call.Void{}, err
	}
	return call.Void{}, l.write(ctx, c, func(ctx context.Context, w *writing) error {
		if err := w.Alone(ctx); err != nil { // nothing may be put into the categories until they are gone
			return err
		}
		tree, err := readCategoryTree(ctx, w.Client)
		if err != nil {
			return err
		}
		courses, err := coursesOfCategories(ctx, w, tree, in.Categories)
		if err != nil {
			return err
		}
		r := &removal{tree: tree, courses: courses, courseTo: map[int]int{}, parentTo: map[int]int{}, cohortsTo: map[int]int{}}
		for i, leaving := range in.Categories {
			if err := r.remove(c, leaving, i); err != nil {
				return err
			}
		}
		return r.carryOut(ctx, w)
	})
}

// coursesOfCategories reads which courses are in the categories that go, and in those in them. Nobody moves them until the transaction
// ends.
func coursesOfCategories(ctx context.Context, w *writing, tree categoryTree, leaving []leavingCategory) (map[int][]int, error) {
	reached := map[int]bool{}
	for _, one := range leaving {
		if node := tree[one.ID]; node != nil {
			node.reach(reached)
		}
	}
	courses := map[int][]int{}
	for some := range slices.Chunk(slices.Sorted(maps.Keys(reached)), batchSize) {
		rows, err := w.Course.Query().Where(course.CategoryIDIn(some...), store.ForUpdate).Order(course.ByID()).
			Select(course.FieldCategoryID).All(ctx)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			courses[*row.CategoryID] = append(courses[*row.CategoryID], row.ID)
		}
	}
	return courses, nil
}

// removal works out what a call deletes and what it moves, one category after the other, before anything is written.
type removal struct {
	tree       categoryTree  // as it is after the categories so far
	courses    map[int][]int // in each category
	categories []int         // that go
	leaving    []int         // courses that go
	courseTo   map[int]int   // where courses go, by the course
	parentTo   map[int]int   // where categories go, by the category
	cohortsTo  map[int]int   // where cohorts of a category go, 0 the site
}

// remove takes category i of the call away.
func (r *removal) remove(c *call.Call, leaving leavingCategory, i int) error {
	if err := r.tree.need(c, leaving.ID, call.CategoryUnknown, at("categories", i, "id")); err != nil {
		return err
	}
	node := r.tree[leaving.ID]
	if leaving.Recursive {
		return r.removeAll(c, node, at("categories", i, "id"))
	}
	to, path := node.parent, at("categories", i, "id")
	if leaving.NewParent != nil && *leaving.NewParent != 0 {
		to, path = *leaving.NewParent, at("categories", i, "newparent")
	}
	if to == 0 {
		return call.Fail(call.ContentsToRoot).At("%s", path)
	}
	if err := r.tree.need(c, to, call.CategoryUnknown, path); err != nil {
		return err
	}
	if r.tree.inside(to, node.id) {
		return call.Errorf(call.CategoryNotDeletable, "What is in the category %d cannot move into itself.", node.id).At("%s", path)
	}
	if len(r.courses[node.id]) > 0 && !c.Holds(createCourse, 0) {
		return call.Errorf(call.CategoryNotDeletable, "The user %s may not put courses into the category %d.", c.User().Username, to).At("%s", path)
	}
	r.move(node, to)
	return nil
}

// removeAll takes a category away with all in it.
func (r *removal) removeAll(c *call.Call, node *categoryNode, path string) error {
	to := node.parent
	for _, id := range node.below() {
		for _, courseID := range r.courses[id] {
			if !c.Holds(deleteCourse, courseID) {
				return call.Errorf(call.CategoryNotDeletable, "The user %s may not delete the course %d, which is in the category %d.",
					c.User().Username, courseID, id).At("%s", path)
			}
		}
		r.leaving = append(r.leaving, r.courses[id]...)
		r.forget(id, to)
	}
	r.tree.arrange()
	return nil
}

// move takes a category away and puts what is in it into another one.
func (r *removal) move(node *categoryNode, to int) {
	for _, id := range r.courses[node.id] {
		r.courseTo[id] = to
	}
	r.courses[to] = append(r.courses[to], r.courses[node.id]...)
	for _, child := range node.children {
		child.parent, r.parentTo[child.id] = to, to
	}
	r.forget(node.id, to)
	r.tree.arrange()
}

// forget notes that a category goes, and that its cohorts go elsewhere: also those that had come to it in this call.
func (r *removal) forget(id, cohortsTo int) {
	for from, to := range r.cohortsTo {
		if to == id {
			r.cohortsTo[from] = cohortsTo
		}
	}
	r.cohortsTo[id] = cohortsTo
	r.categories = append(r.categories, id)
	delete(r.tree, id)
	delete(r.courses, id)
}

func (r *removal) carryOut(ctx context.Context, w *writing) error {
	for _, id := range r.leaving {
		delete(r.courseTo, id)
	}
	for _, id := range r.categories {
		delete(r.parentTo, id)
		w.about("category", id)
	}
	if err := deleteCourses(ctx, w, r.leaving); err != nil {
		return err
	}
	for _, refs := range []struct {
		table, key, column string
		to                 map[int]int
	}{
		{migrate.CoursesTable.Name, course.FieldID, course.FieldCategoryID, r.courseTo},
		{migrate.CategoriesTable.Name, category.FieldID, category.FieldParentID, r.parentTo},
		{migrate.CohortsTable.Name, "category_id", "category_id", r.cohortsTo},
	} {
		if err := w.setRefs(ctx, refs.table, refs.key, refs.column, refs.to); err != nil {
			return err
		}
	}
	contexts := column(r.categories, func(id int) int { return contextID(categoryLevel, id) })
	if err := files.DeleteOfContexts(ctx, w.Tx, contexts); err != nil {
		return err
	}
	for some := range slices.Chunk(r.categories, batchSize) {
		if _, err := w.Category.Delete().Where(category.IDIn(some...)).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}
