package functions

import (
	"context"

	"gatehouse/ent"
	"gatehouse/ent/category"
	"gatehouse/ent/predicate"
	"gatehouse/server/call"
)

// categorySearch is what categories must be like to be found. What the tree knows is asked of it, the rest of the database.
type categorySearch struct {
	itself categoryFit
	within categoryFit // what those in a category that was found must be like
}

type categoryFit struct {
	nodes []func(*categoryNode) bool
	rows  []predicate.Category
}

func newCategorySearch(c *call.Call, criteria []categoryCriterion) (*categorySearch, error) {
	s, seen := &categorySearch{}, map[string]bool{}
	for i, criterion := range criteria {
		if seen[criterion.Key] {
			return nil, call.Errorf(call.KeyAlreadySet, "The key %s is given twice.", criterion.Key).At("%s", at("criteria", i, "key"))
		}
		seen[criterion.Key] = true
		if err := mayAskFor(c, criterion.Key); err != nil {
			return nil, atPath(err, at("criteria", i, "key"))
		}
		if err := s.add(criterion, at("criteria", i, "value")); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// mayAskFor fails unless the caller may search for categories by a key. Whoever may not see a field must not learn it by searching.
func mayAskFor(c *call.Call, key string) error {
	may := true
	switch key {
	case "id", "ids", "name", "parent":
	case "visible":
		may = c.Holds(viewHiddenCategories, 0) || c.Holds(manageCategories, 0)
	case "idnumber", "theme":
		may = c.Holds(manageCategories, 0)
	default:
		return call.Errorf(call.CriteriaError, "found %q, expected id, ids, name, parent, idnumber, visible or theme.", key)
	}
	if !may {
		return call.Errorf(call.CriteriaError, "The user %s may not search categories by %s.", c.User().Username, key)
	}
	return nil
}

func (s *categorySearch) add(criterion categoryCriterion, path string) error {
	switch criterion.Key {
	case "name":
		s.itself.rows = append(s.itself.rows, category.Name(criterion.Value))
	case "idnumber":
		s.itself.rows = append(s.itself.rows, category.IDNumber(criterion.Value))
	case "theme":
		s.itself.rows = append(s.itself.rows, category.Theme(criterion.Value))
		s.within.rows = append(s.within.rows, category.Theme(criterion.Value))
	case "ids":
		ids, err := readIDs(path, criterion.Value)
		if err != nil {
			return err
		}
		asked := map[int]bool{}
		for _, id := range ids {
			asked[id] = true
		}
		s.itself.nodes = append(s.itself.nodes, func(n *categoryNode) bool { return asked[n.id] })
	default:
		return s.addNumber(criterion, path)
	}
	return nil
}

func (s *categorySearch) addNumber(criterion categoryCriterion, path string) error {
	number, err := readID(path, criterion.Value)
	if err != nil {
		return err
	}
	switch criterion.Key {
	case "id":
		s.itself.nodes = append(s.itself.nodes, func(n *categoryNode) bool { return n.id == number })
	case "parent":
		s.itself.nodes = append(s.itself.nodes, func(n *categoryNode) bool { return n.parent == number })
	case "visible":
		if number != 0 && number != 1 {
			return call.Invalid(path, "found %d, expected 0 or 1.", number)
		}
		visible := func(n *categoryNode) bool { return n.visible == (number == 1) }
		s.itself.nodes, s.within.nodes = append(s.itself.nodes, visible), append(s.within.nodes, visible)
	}
	return nil
}

// find returns the ids of the categories that are found, and with deep of those in them.
func (s *categorySearch) find(ctx context.Context, db *ent.Client, tree categoryTree, deep bool) ([]int, error) {
	found, err := s.itself.of(ctx, db, tree)
	if err != nil || !deep {
		return found, err
	}
	fitting, err := s.within.of(ctx, db, tree)
	if err != nil {
		return nil, err
	}
	reached := map[int]bool{}
	for _, id := range found {
		tree[id].reach(reached)
	}
	for _, id := range fitting {
		if reached[id] {
			found = append(found, id)
		}
	}
	return distinct(found), nil
}

// reach marks a category and all in it.
func (n *categoryNode) reach(reached map[int]bool) {
	if reached[n.id] {
		return
	}
	reached[n.id] = true
	for _, child := range n.children {
		child.reach(reached)
	}
}

// of returns the ids of the categories of a tree that are so.
func (f categoryFit) of(ctx context.Context, db *ent.Client, tree categoryTree) ([]int, error) {
	fit := map[int]bool{}
	if len(f.rows) > 0 {
		ids, err := db.Category.Query().Where(f.rows...).IDs(ctx)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			fit[id] = true
		}
	}
	var found []int
	for id, node := range tree {
		fits := len(f.rows) == 0 || fit[id]
		for _, asked := range f.nodes {
			fits = fits && asked(node)
		}
		if fits {
			found = append(found, id)
		}
	}
	return found, nil
}
