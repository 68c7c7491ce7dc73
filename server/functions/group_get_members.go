package functions

import (
	"context"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/groupmember"
	"gatehouse/ent/user"
	"gatehouse/server/call"
)

type groupMembers struct {
	GroupID int   `name:"groupid" doc:"Id of the group."`
	UserIDs []int `name:"userids" doc:"Ids of its members, ordered by last name and first name."`
}

func (l *Library) groupGetMembers() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_group_get_group_members",
		Summary: "Returns the members of groups.",
		Description: "Returns the ids of each group's members, in the order of the groups given. " +
			"Needs `moodle/course:managegroups` in the course of every group. " +
			"An id that belongs to no group, or to a group of a course that you may not manage groups in, fails the whole call.",
		Effect:       call.Read,
		Capabilities: managingGroups,
		Errors:       []call.Code{call.NotFound, call.CourseContext, call.NoPermission},
		Example:      call.Example{Arguments: `{"groupids": [1]}`, Result: `[{"groupid": 1, "userids": [11]}]`},
	}, l.getGroupMembers)
}

func (l *Library) getGroupMembers(ctx context.Context, c *call.Call, in groupGetIn) ([]groupMembers, error) {
	groups, err := l.managedGroups(ctx, c, in.GroupIDs, func(i int) string { return item("groupids", i) })
	if err != nil {
		return nil, err
	}
	members := map[int][]int{}
	for some := range slices.Chunk(distinct(in.GroupIDs), batchSize) {
		rows, err := l.db().GroupMember.Query().
			Where(groupmember.GroupIDIn(some...), groupmember.HasUserWith(user.Deleted(false))).
			Order(groupmember.ByUserField(user.FieldLastName), groupmember.ByUserField(user.FieldFirstName), groupmember.ByUserID()).All(ctx)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			members[row.GroupID] = append(members[row.GroupID], row.UserID)
		}
	}
	return column(groups, func(g *ent.Group) groupMembers {
		return groupMembers{g.ID, members[g.ID]}
	}), nil
}
