package functions

import (
	"context"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/groupmember"
	"gatehouse/server/call"
)

type groupDeleteMembersIn struct {
	Members []oldMember `name:"members" doc:"Who leaves which group."`
}

type oldMember struct {
	GroupID int `name:"groupid" doc:"Id of the group."`
	UserID  int `name:"userid" doc:"Id of the user."`
}

func (l *Library) groupDeleteMembers() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_group_delete_group_members",
		Summary: "Takes users out of groups.",
		Description: "Takes users out of groups; they stay in the course. Whoever is not a member is passed over, so that a call may be repeated. " +
			"Needs `moodle/course:managegroups` in the course of every group. " +
			"All users are taken out or none: an unknown group, a user who does not exist (`invaliduser`), or one whom a component has put into " +
			"the group and alone may take out again (`errorremovenotpermitted`), refuses the whole call.",
		Effect:       call.Write,
		Capabilities: managingGroups,
		Errors:       []call.Code{call.NotFound, call.CourseContext, call.NoPermission, call.UserNotFound, call.RemoveNotPermitted},
		Example:      call.Example{Arguments: `{"members": [{"groupid": 1, "userid": 11}]}`, Result: `null`},
	}, l.deleteGroupMembers)
}

func (l *Library) deleteGroupMembers(ctx context.Context, c *call.Call, in groupDeleteMembersIn) (call.Void, error) {
	ids := column(in.Members, func(m oldMember) int { return m.GroupID })
	_, err := l.managedGroups(ctx, c, ids, func(i int) string { return at("members", i, "groupid") })
	if err != nil || len(ids) == 0 {
		return call.Void{}, err
	}
	return call.Void{}, l.write(ctx, c, func(ctx context.Context, w *writing) error {
		users := column(in.Members, func(m oldMember) int { return m.UserID })
		if err := refuseUnknownUsers(ctx, w.Client, users, "members"); err != nil {
			return err
		}
		pairs := column(in.Members, func(m oldMember) pair { return pair{m.GroupID, m.UserID} })
		there, err := membersOf(ctx, w.Client, pairs)
		if err != nil {
			return err
		}
		var leaving []int
		for i, p := range pairs {
			switch row := there[p]; {
			case row == nil:
			case row.Component != "":
				return call.Errorf(call.RemoveNotPermitted, "The user %d was put into the group %d by %s, which alone may end that.", p.b, p.a, row.Component).
					At("%s", at("members", i, "userid"))
			default:
				leaving = append(leaving, row.ID)
			}
		}
		for _, id := range distinct(ids) {
			w.about("group", id)
		}
		return deleteMembers(ctx, w.Client, distinct(leaving))
	})
}

// membersOf finds the memberships of those pairs of a group and a user that are there.
func membersOf(ctx context.Context, db *ent.Client, pairs []pair) (map[pair]*ent.GroupMember, error) {
	there := map[pair]*ent.GroupMember{}
	for some := range slices.Chunk(pairs, batchSize) {
		groups := distinct(column(some, func(p pair) int { return p.a }))
		users := distinct(column(some, func(p pair) int { return p.b }))
		rows, err := db.GroupMember.Query().Where(groupmember.UserIDIn(users...), groupmember.GroupIDIn(groups...)).All(ctx)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			there[pair{row.GroupID, row.UserID}] = row
		}
	}
	return there, nil
}

func deleteMembers(ctx context.Context, db *ent.Client, ids []int) error {
	for some := range slices.Chunk(ids, batchSize) {
		if _, err := db.GroupMember.Delete().Where(groupmember.IDIn(some...)).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}
