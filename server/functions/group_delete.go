package functions

import (
	"context"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/group"
	"gatehouse/server/call"
)

type groupDeleteIn struct {
	GroupIDs []int `name:"groupids" doc:"Ids of the groups. Ids that belong to no group are passed over."`
}

func (l *Library) groupDelete() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_group_delete_groups",
		Summary: "Deletes groups.",
		Description: "Deletes groups together with their memberships; their members stay in the course. " +
			"Ids that belong to no group are passed over in silence, so that a call may be repeated. " +
			"Needs `moodle/course:managegroups` in the course of every group; when it is lacking for one of them, none is deleted.",
		Effect:       call.Write,
		Capabilities: managingGroups,
		Errors:       []call.Code{call.CourseContext, call.NoPermission},
		Example:      call.Example{Arguments: `{"groupids": [1]}`, Result: `null`},
	}, l.deleteGroups)
}

func (l *Library) deleteGroups(ctx context.Context, c *call.Call, in groupDeleteIn) (call.Void, error) {
	found, err := groupsByID(ctx, l.db(), in.GroupIDs)
	if err != nil {
		return call.Void{}, err
	}
	known, places := present(in.GroupIDs, found)
	err = l.groupsCourses(ctx, c, column(known, courseOfGroup), func(i int) string { return item("groupids", places[i]) })
	if err != nil || len(known) == 0 {
		return call.Void{}, err
	}
	ids := distinct(column(known, func(g *ent.Group) int { return g.ID }))
	return call.Void{}, l.write(ctx, c, func(ctx context.Context, w *writing) error {
		for some := range slices.Chunk(ids, batchSize) {
			if _, err := w.Group.Delete().Where(group.IDIn(some...)).Exec(ctx); err != nil {
				return err
			}
			for _, id := range some {
				w.about("group", id)
			}
		}
		return nil
	})
}
