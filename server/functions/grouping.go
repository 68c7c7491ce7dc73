package functions

import (
	"context"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/grouping"
	"gatehouse/ent/predicate"
	"gatehouse/server/call"
)

// groupingsByID finds groupings; what is not there is missing from the answer. also narrows the search, or locks what it finds.
func groupingsByID(ctx context.Context, db *ent.Client, ids []int, also ...predicate.Grouping) (map[int]*ent.Grouping, error) {
	found := make(map[int]*ent.Grouping, len(ids))
	for some := range slices.Chunk(distinct(ids), batchSize) {
		groupings, err := db.Grouping.Query().Where(also...).Where(grouping.IDIn(some...)).Order(grouping.ByID()).All(ctx)
		if err != nil {
			return nil, err
		}
		for _, g := range groupings {
			found[g.ID] = g
		}
	}
	return found, nil
}

// managedGroupings finds groupings in the order of their ids in the call. It fails at the first that does not exist or whose course
// the caller may not manage groups in.
func (l *Library) managedGroupings(ctx context.Context, c *call.Call, ids []int, path func(i int) string) ([]*ent.Grouping, error) {
	found, err := groupingsByID(ctx, l.db(), ids)
	if err != nil {
		return nil, err
	}
	groupings, err := inOrder(ids, found, func(i int) error { return missing("grouping", ids[i]).At("%s", path(i)) })
	if err != nil {
		return nil, err
	}
	return groupings, l.groupsCourses(ctx, c, column(groupings, courseOfGrouping), path)
}

func courseOfGrouping(g *ent.Grouping) int { return g.CourseID }

// groupingDescription is a grouping's description as the caller asked for texts.
func (l *Library) groupingDescription(c *call.Call, g *ent.Grouping) (text string, format int) {
	return l.formatText(c, g.Description, g.DescriptionFormat, fileArea{contextID(courseLevel, g.CourseID), "grouping", "description", g.ID})
}

// checkGrouping trims what is trimmed before it is stored, and fails unless grouping i of the call can be stored.
func checkGrouping(i int, name, idNumber *string, descriptionFormat int) error {
	if err := checkName(at("groupings", i, "name"), name, grouping.NameValidator); err != nil {
		return err
	}
	if err := checkFormat(at("groupings", i, "descriptionformat"), descriptionFormat); err != nil {
		return err
	}
	return checkIDNumber(at("groupings", i, "idnumber"), idNumber, grouping.IDNumberValidator)
}

// refuseTakenGroupings fails at the first name or id number that another grouping of the course has.
func refuseTakenGroupings(ctx context.Context, db *ent.Client, claims []claim[label]) error {
	taken := map[label]bool{}
	for some := range labelChunks(wanted(claims)) {
		rows, err := db.Grouping.Query().Where(labelled(some)).
			Select(grouping.FieldCourseID, grouping.FieldName, grouping.FieldIDNumber).All(ctx)
		if err != nil {
			return err
		}
		for _, row := range rows {
			for _, l := range groupingLabels(row) {
				taken[l] = true
			}
		}
	}
	if i, l, found := firstTaken(claims, taken); found {
		return takenLabel("groupings", i, l)
	}
	return nil
}

func groupingLabels(g *ent.Grouping) []label { return labelsOf(g.CourseID, g.Name, g.IDNumber) }
