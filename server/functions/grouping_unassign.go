package functions

import (
	"context"
	"slices"

	"gatehouse/ent/groupinggroup"
	"gatehouse/server/call"
)

type groupingUnassignIn struct {
	Unassignments []groupInGrouping `name:"unassignments" doc:"Which group is taken out of which grouping."`
}

func (l *Library) groupingUnassign() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_group_unassign_grouping",
		Summary: "Takes groups out of groupings.",
		Description: "Takes groups out of groupings; the groups stay in the course. A group that is not in the grouping is passed over, so that a call may " +
			"be repeated. Needs `moodle/course:managegroups` in the course of every grouping and every group. " +
			"All groups are taken out or none: an unknown grouping or group refuses the whole call.",
		Effect:       call.Write,
		Capabilities: managingGroups,
		Errors:       []call.Code{call.NotFound, call.CourseContext, call.NoPermission},
		Example:      call.Example{Arguments: `{"unassignments": [{"groupingid": 1, "groupid": 1}]}`, Result: `null`},
	}, l.unassignGroupings)
}

func (l *Library) unassignGroupings(ctx context.Context, c *call.Call, in groupingUnassignIn) (call.Void, error) {
	if _, _, err := l.managedLinks(ctx, c, "unassignments", in.Unassignments); err != nil || len(in.Unassignments) == 0 {
		return call.Void{}, err
	}
	return call.Void{}, l.write(ctx, c, func(ctx context.Context, w *writing) error {
		there, err := linksOf(ctx, w.Client, in.Unassignments)
		if err != nil {
			return err
		}
		aboutGroupings(w, in.Unassignments)
		ids := distinct(column(in.Unassignments, func(g groupInGrouping) int { return there[g] }))
		for some := range slices.Chunk(ids, batchSize) {
			if _, err := w.GroupingGroup.Delete().Where(groupinggroup.IDIn(some...)).Exec(ctx); err != nil {
				return err
			}
		}
		return nil
	})
}
