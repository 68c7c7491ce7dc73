package functions

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/category"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

// The capabilities that functions about categories ask for. Roles are held in the site or in a course, so that those over a
// category count in the site.
const (
	manageCategories     = "moodle/category:manage"
	viewHiddenCategories = "moodle/category:viewhiddencategories"
)

// managingCategories are the capabilities that enterCategories and seen ask for: every function that changes categories declares them.
var managingCategories = []string{manageCategories, viewHiddenCategories}

// enterCategories fails unless the caller may change categories.
func (l *Library) enterCategories(c *call.Call) error {
	if err := l.enterSite(c); err != nil {
		return err
	}
	return c.Require(manageCategories, 0)
}

// categoryNode is a category as it stands among all others.
type categoryNode struct {
	id, parent int // parent 0: at the top
	sortOrder  int
	visible    bool // itself

	place    int // in the order in which the site shows categories, each before those in it; counted from 1
	depth    int // 1 at the top
	path     string
	hidden   bool // itself, or a category that it is in
	children []*categoryNode
}

// categoryTree is all categories by their ids.
type categoryTree map[int]*categoryNode

// readCategoryTree reads how categories stand in one another, in one statement.
func readCategoryTree(ctx context.Context, db *ent.Client) (categoryTree, error) {
	rows, err := db.Category.Query().Select(category.FieldParentID, category.FieldSortOrder, category.FieldVisible).All(ctx)
	if err != nil {
		return nil, err
	}
	tree := make(categoryTree, len(rows))
	for _, row := range rows {
		tree[row.ID] = &categoryNode{id: row.ID, parent: parentOf(row), sortOrder: row.SortOrder, visible: row.Visible}
	}
	tree.arrange()
	return tree, nil
}

// parentOf is the category that a category is in, 0 for the top.
func parentOf(row *ent.Category) int {
	if row.ParentID == nil {
		return 0
	}
	return *row.ParentID
}

// arrange works out what follows from the parents of all categories.
func (t categoryTree) arrange() {
	nodes := slices.SortedFunc(maps.Values(t), func(a, b *categoryNode) int {
		return cmp.Or(cmp.Compare(a.sortOrder, b.sortOrder), cmp.Compare(a.id, b.id))
	})
	for _, node := range nodes {
		node.children = nil
	}
	var top []*categoryNode
	for _, node := range nodes {
		if above := t[node.parent]; above != nil {
			above.children = append(above.children, node)
		} else {
			top = append(top, node)
		}
	}
	place := 0
	for _, node := range top {
		node.settle(nil, &place)
	}
}

// settle works out what hangs on the categories above, for a category and all in it.
func (n *categoryNode) settle(above *categoryNode, place *int) {
	*place++
	n.place, n.depth, n.path, n.hidden = *place, 1, fmt.Sprintf("/%d", n.id), !n.visible
	if above != nil {
		n.depth, n.path, n.hidden = above.depth+1, above.path+n.path, n.hidden || above.hidden
	}
	for _, child := range n.children {
		child.settle(n, place)
	}
}

// below returns a category and all in it.
func (n *categoryNode) below() []int {
	ids := []int{n.id}
	for _, child := range n.children {
		ids = append(ids, child.below()...)
	}
	return ids
}

// inside says whether a category is another one, or in it at any depth. A circle, which a change may be about to make, ends the
// search as soon as it has been walked once.
func (t categoryTree) inside(id, other int) bool {
	for range len(t) + 1 {
		if id == other {
			return true
		}
		node := t[id]
		if node == nil {
			return false
		}
		id = node.parent
	}
	return false
}

// seen says whether the caller may know of a category.
func (n *categoryNode) seen(c *call.Call) bool {
	return n != nil && (!n.hidden || c.Holds(viewHiddenCategories, 0))
}

// need fails unless there is a category that the caller may know of.
func (t categoryTree) need(c *call.Call, id int, code call.Code, path string) error {
	if t[id].seen(c) {
		return nil
	}
	return call.Errorf(code, "There is no category %d.", id).At("%s", path)
}

// lockedCategories reads categories to change them. Nobody else changes the same ones until the transaction ends.
func lockedCategories(ctx context.Context, db *ent.Client, ids []int) (map[int]*ent.Category, error) {
	found := map[int]*ent.Category{}
	for some := range slices.Chunk(distinct(ids), batchSize) {
		rows, err := db.Category.Query().Where(category.IDIn(some...), store.ForUpdate).Order(category.ByID()).All(ctx)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			found[row.ID] = row
		}
	}
	return found, nil
}

// takenCategoryNumbers finds, of some id numbers, those that categories have, and which ones have them.
func takenCategoryNumbers(ctx context.Context, db *ent.Client, numbers []string) (map[string]int, error) {
	taken := map[string]int{}
	for some := range slices.Chunk(numbers, batchSize) {
		rows, err := db.Category.Query().Where(category.IDNumberNEQ(""), category.IDNumberIn(some...)).
			Select(category.FieldIDNumber).All(ctx)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			taken[row.IDNumber] = row.ID
		}
	}
	return taken, nil
}

// lastPlaces finds the place of the last category in each category, 0 standing for the top; those without any are missing.
func lastPlaces(ctx context.Context, db *ent.Client) (map[int]int, error) {
	var rows []struct {
		Parent *int `json:"parent_id"`
		Last   int  `json:"last"`
	}
	err := db.Category.Query().GroupBy(category.FieldParentID).
		Aggregate(ent.As(ent.Max(category.FieldSortOrder), "last")).Scan(ctx, &rows)
	if err != nil {
		return nil, err
	}
	last := make(map[int]int, len(rows))
	for _, row := range rows {
		if row.Parent == nil {
			last[0] = row.Last
		} else {
			last[*row.Parent] = row.Last
		}
	}
	return last, nil
}

// nullable is a reference that is stored as null when it is 0.
func nullable(id int) *int {
	if id == 0 {
		return nil
	}
	return &id
}
