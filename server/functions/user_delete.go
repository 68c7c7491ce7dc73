package functions

import (
	"context"

	"gatehouse/ent"
	"gatehouse/server/call"
	"gatehouse/server/people"
)

// userDeleteIn is what userDelete takes.
type userDeleteIn struct {
	UserIDs []int `name:"userids" doc:"Ids of the users to delete."`
}

func (l *Library) userDelete() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_user_delete_users",
		Summary: "Deletes users, all of them or none.",
		Description: "The account stays as a trace, without password, ID number and e-mail address and under a name that nobody uses, so that " +
			"its own name is free again. Roles, enrolments, group memberships, authorisations for services, files, personal notes, own calendar events, " +
			"contacts and blocks of the user are taken away and the user's tokens end; what the user wrote to others stays.\n\n" +
			"A user who does not exist, or is named twice, is refused as `invaliduser`; an administrator as `useradminodelete`; the " +
			"caller and the guest as `usernotdeletederror`. When one user cannot be deleted, none is.",
		Effect:       call.Write,
		Capabilities: []string{"moodle/user:delete"},
		Errors:       after(siteErrors, call.NoPermission, call.UserNotFound, call.AdminNotDeletable, call.UserNotDeletable),
		Example:      call.Example{Arguments: `{"userids":[12]}`, Result: `null`},
	}, l.deleteUsers)
}

func (l *Library) deleteUsers(ctx context.Context, c *call.Call, in userDeleteIn) (call.Void, error) {
	if err := l.enterSite(c); err != nil {
		return call.Void{}, err
	}
	if err := c.Require("moodle/user:delete", 0); err != nil {
		return call.Void{}, err
	}
	return call.Void{}, l.write(ctx, c, func(ctx context.Context, w *writing) error {
		leaving, err := leavingUsers(ctx, c, w.Client, in.UserIDs)
		if err != nil || len(leaving) == 0 {
			return err
		}
		for _, u := range leaving {
			w.about("user", u.ID)
		}
		return people.Delete(ctx, w.Tx, leaving, c.At)
	})
}

// leavingUsers finds the users to delete, in the order given, and fails unless each may be deleted.
func leavingUsers(ctx context.Context, c *call.Call, db *ent.Client, ids []int) ([]*ent.User, error) {
	found, err := presentUsers(ctx, db, ids)
	if err != nil {
		return nil, err
	}
	leaving := make([]*ent.User, len(ids))
	for i, id := range ids {
		u := found[id]
		delete(found, id) // a second time there is no such user any more
		switch {
		case u == nil:
			return nil, call.Errorf(call.UserNotFound, "There is no user %d.", id).At("%s", item("userids", i))
		case u.SiteAdmin:
			return nil, call.Errorf(call.AdminNotDeletable, "The user %s is an administrator.", u.Username).At("%s", item("userids", i))
		case u.ID == c.User().ID:
			return nil, call.Errorf(call.UserNotDeletable, "Nobody may delete himself or herself.").At("%s", item("userids", i))
		case u.ID == guestUser:
			return nil, call.Errorf(call.UserNotDeletable, "The guest cannot be deleted.").At("%s", item("userids", i))
		}
		leaving[i] = u
	}
	return leaving, nil
}
