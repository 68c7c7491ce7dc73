package functions

import (
	"context"
	"fmt"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/groupinggroup"
	"gatehouse/server/call"
)

type groupingAssignIn struct {
	Assignments []groupInGrouping `name:"assignments" doc:"Which group is put into which grouping."`
}

// groupInGrouping is a group's place in a grouping.
type groupInGrouping struct {
	GroupingID int `name:"groupingid" doc:"Id of the grouping."`
	GroupID    int `name:"groupid" doc:"Id of the group."`
}

func (l *Library) groupingAssign() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_group_assign_grouping",
		Summary: "Puts groups into groupings.",
		Description: "Puts groups into groupings of the same course; a group of another course is refused as `invalidparameter`. " +
			"A group that is in the grouping already stays there, and that is no failure. " +
			"Needs `moodle/course:managegroups` in the course of every grouping and every group. " +
			"All groups are put or none: an unknown grouping or group refuses the whole call.",
		Effect:       call.Write,
		Capabilities: managingGroups,
		Errors:       []call.Code{call.NotFound, call.CourseContext, call.NoPermission},
		Example:      call.Example{Arguments: `{"assignments": [{"groupingid": 1, "groupid": 1}]}`, Result: `null`},
	}, l.assignGroupings)
}

func (l *Library) assignGroupings(ctx context.Context, c *call.Call, in groupingAssignIn) (call.Void, error) {
	groupings, groups, err := l.managedLinks(ctx, c, "assignments", in.Assignments)
	if err != nil || len(in.Assignments) == 0 {
		return call.Void{}, err
	}
	for i, grouping := range groupings {
		if groups[i].CourseID != grouping.CourseID {
			return call.Void{}, call.Invalid(at("assignments", i, "groupid"),
				"The group %d is of the course %d, the grouping %d of the course %d.", groups[i].ID, groups[i].CourseID, grouping.ID, grouping.CourseID)
		}
	}
	return call.Void{}, l.write(ctx, c, func(ctx context.Context, w *writing) error {
		there, err := linksOf(ctx, w.Client, in.Assignments)
		if err != nil {
			return err
		}
		aboutGroupings(w, in.Assignments)
		var absent []groupInGrouping
		for _, link := range in.Assignments {
			if there[link] == 0 {
				there[link] = -1 // a second time it is there
				absent = append(absent, link)
			}
		}
		return insertLinks(ctx, w.Client, absent)
	})
}

// managedLinks finds the groupings and the groups of a list of the call, each in its order. It fails at the first that does not
// exist or whose course the caller may not manage groups in.
func (l *Library) managedLinks(ctx context.Context, c *call.Call, list string, links []groupInGrouping) ([]*ent.Grouping, []*ent.Group, error) {
	groupings, err := l.managedGroupings(ctx, c, column(links, func(g groupInGrouping) int { return g.GroupingID }),
		func(i int) string { return at(list, i, "groupingid") })
	if err != nil {
		return nil, nil, err
	}
	groups, err := l.managedGroups(ctx, c, column(links, func(g groupInGrouping) int { return g.GroupID }),
		func(i int) string { return at(list, i, "groupid") })
	return groupings, groups, err
}

// linksOf finds the rows of those links that are there.
func linksOf(ctx context.Context, db *ent.Client, links []groupInGrouping) (map[groupInGrouping]int, error) {
	there := map[groupInGrouping]int{}
	for some := range slices.Chunk(links, batchSize) {
		groupings := distinct(column(some, func(g groupInGrouping) int { return g.GroupingID }))
		groups := distinct(column(some, func(g groupInGrouping) int { return g.GroupID }))
		rows, err := db.GroupingGroup.Query().
			Where(groupinggroup.GroupingIDIn(groupings...), groupinggroup.GroupIDIn(groups...)).All(ctx)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			there[groupInGrouping{row.GroupingID, row.GroupID}] = row.ID
		}
	}
	return there, nil
}

func aboutGroupings(w *writing, links []groupInGrouping) {
	for _, id := range distinct(column(links, func(g groupInGrouping) int { return g.GroupingID })) {
		w.about("grouping", id)
	}
}

func insertLinks(ctx context.Context, db *ent.Client, links []groupInGrouping) error {
	for some := range slices.Chunk(links, batchSize) {
		err := db.GroupingGroup.MapCreateBulk(some, func(row *ent.GroupingGroupCreate, i int) {
			row.SetGroupingID(some[i].GroupingID).SetGroupID(some[i].GroupID)
		}).Exec(ctx)
		if err != nil {
			return fmt.Errorf("putting groups into groupings: %w", err)
		}
	}
	return nil
}
