package functions

import (
	"context"
	"fmt"
	"slices"

	"gatehouse/ent"
	"gatehouse/server/call"
)

type groupAddMembersIn struct {
	Members []newMember `name:"members" doc:"Who becomes a member of which group."`
}

type newMember struct {
	GroupID int `name:"groupid" doc:"Id of the group."`
	UserID  int `name:"userid" doc:"Id of a user who is enrolled in the group's course."`
}

func (l *Library) groupAddMembers() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_group_add_group_members",
		Summary: "Makes users members of groups.",
		Description: "Adds users to groups of the courses that they are enrolled in; suspended enrolments count too. " +
			"Whoever is a member already stays one, and that is no failure. Needs `moodle/course:managegroups` in the course of every group. " +
			"All users are added or none: an unknown group, a user who does not exist (`invaliduser`), or one who is not enrolled, refuses the whole call.",
		Effect:       call.Write,
		Capabilities: managingGroups,
		Errors:       []call.Code{call.NotFound, call.CourseContext, call.NoPermission, call.UserNotFound},
		Example:      call.Example{Arguments: `{"members": [{"groupid": 1, "userid": 14}]}`, Result: `null`},
	}, l.addGroupMembers)
}

func (l *Library) addGroupMembers(ctx context.Context, c *call.Call, in groupAddMembersIn) (call.Void, error) {
	ids := column(in.Members, func(m newMember) int { return m.GroupID })
	groups, err := l.managedGroups(ctx, c, ids, func(i int) string { return at("members", i, "groupid") })
	if err != nil || len(groups) == 0 {
		return call.Void{}, err
	}
	return call.Void{}, l.write(ctx, c, func(ctx context.Context, w *writing) error {
		users := column(in.Members, func(m newMember) int { return m.UserID })
		if err := refuseUnknownUsers(ctx, w.Client, users, "members"); err != nil {
			return err
		}
		if err := refuseStrangers(ctx, w.Client, groups, in.Members); err != nil {
			return err
		}
		missing, err := notYetMembers(ctx, w.Client, in.Members)
		if err != nil {
			return err
		}
		for _, id := range distinct(ids) {
			w.about("group", id)
		}
		return insertMembers(ctx, w.Client, missing)
	})
}

// refuseStrangers fails at the first user who is not enrolled in the course of the group.
func refuseStrangers(ctx context.Context, db *ent.Client, groups []*ent.Group, members []newMember) error {
	courseOf := map[int]int{}
	for _, g := range groups {
		courseOf[g.ID] = g.CourseID
	}
	enrolled, err := enrolledPairs(ctx, db, column(members, func(m newMember) pair { return pair{m.UserID, courseOf[m.GroupID]} }))
	if err != nil {
		return err
	}
	for i, m := range members {
		if course := courseOf[m.GroupID]; !enrolled[pair{m.UserID, course}] {
			return call.Invalid(at("members", i, "userid"),
				"The user %d is not enrolled in the course %d. Only those who are can be members of its groups.", m.UserID, course)
		}
	}
	return nil
}

// notYetMembers leaves out who is a member already, and who stands in the call twice.
func notYetMembers(ctx context.Context, db *ent.Client, members []newMember) ([]newMember, error) {
	there, err := membersOf(ctx, db, column(members, func(m newMember) pair { return pair{m.GroupID, m.UserID} }))
	if err != nil {
		return nil, err
	}
	seen := map[newMember]bool{}
	var missing []newMember
	for _, m := range members {
		if there[pair{m.GroupID, m.UserID}] == nil && !seen[m] {
			seen[m] = true
			missing = append(missing, m)
		}
	}
	return missing, nil
}

func insertMembers(ctx context.Context, db *ent.Client, members []newMember) error {
	for some := range slices.Chunk(members, batchSize) {
		err := db.GroupMember.MapCreateBulk(some, func(row *ent.GroupMemberCreate, i int) {
			row.SetGroupID(some[i].GroupID).SetUserID(some[i].UserID)
		}).Exec(ctx)
		if err != nil {
			return fmt.Errorf("adding members: %w", err)
		}
	}
	return nil
}
