package functions

import (
	"context"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/course"
	"gatehouse/ent/grouping"
	"gatehouse/server/call"
)

type groupingDeleteIn struct {
	GroupingIDs []int `name:"groupingids" doc:"Ids of the groupings. Ids that belong to no grouping are passed over."`
}

func (l *Library) groupingDelete() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_group_delete_groupings",
		Summary: "Deletes groupings.",
		Description: "Deletes groupings; the groups in them stay. A course whose default grouping is deleted has none afterwards. " +
			"Ids that belong to no grouping are passed over in silence, so that a call may be repeated. " +
			"Needs `moodle/course:managegroups` in the course of every grouping; when it is lacking for one of them, none is deleted.",
		Effect:       call.Write,
		Capabilities: managingGroups,
		Errors:       []call.Code{call.CourseContext, call.NoPermission},
		Example:      call.Example{Arguments: `{"groupingids": [1]}`, Result: `null`},
	}, l.deleteGroupings)
}

func (l *Library) deleteGroupings(ctx context.Context, c *call.Call, in groupingDeleteIn) (call.Void, error) {
	found, err := groupingsByID(ctx, l.db(), in.GroupingIDs)
	if err != nil {
		return call.Void{}, err
	}
	known, places := present(in.GroupingIDs, found)
	err = l.groupsCourses(ctx, c, column(known, courseOfGrouping), func(i int) string { return item("groupingids", places[i]) })
	if err != nil || len(known) == 0 {
		return call.Void{}, err
	}
	ids := distinct(column(known, func(g *ent.Grouping) int { return g.ID }))
	return call.Void{}, l.write(ctx, c, func(ctx context.Context, w *writing) error {
		for some := range slices.Chunk(ids, batchSize) {
			if err := w.Course.Update().Where(course.DefaultGroupingIDIn(some...)).SetDefaultGroupingID(0).Exec(ctx); err != nil {
				return err
			}
			if _, err := w.Grouping.Delete().Where(grouping.IDIn(some...)).Exec(ctx); err != nil {
				return err
			}
			for _, id := range some {
				w.about("grouping", id)
			}
		}
		return nil
	})
}
