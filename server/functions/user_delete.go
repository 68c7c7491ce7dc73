package functions

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gatehouse/ent"
	"gatehouse/ent/authoriseduser"
	"gatehouse/ent/enrolment"
	"gatehouse/ent/groupmember"
	"gatehouse/ent/roleassignment"
	"gatehouse/ent/user"
	"gatehouse/server/call"
	"gatehouse/server/files"
	"gatehouse/server/store"
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
			"its own name is free again. Roles, enrolments, group memberships, authorisations for services and files of the user are " +
			"taken away and the user's tokens end.\n\n" +
			"A user who does not exist, or is named twice, is refused as `invaliduser`; an administrator as `useradminodelete`; the " +
			"caller and the guest as `usernotdeletederror`. When one user cannot be deleted, none is.",
		Effect:       call.Write,
		Capabilities: []string{"moodle/user:delete"},
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
		if err := renameDeleted(ctx, c, w, leaving); err != nil {
			return err
		}
		for some := range slices.Chunk(distinct(in.UserIDs), batchSize) {
			if err := removeParts(ctx, w.Tx, some); err != nil {
				return err
			}
		}
		return revokeTokens(ctx, w.Tx, c, distinct(in.UserIDs))
	})
}

// leavingUsers finds the users to delete, in the order given, and fails unless each may be deleted.
func leavingUsers(ctx context.Context, c *call.Call, db *ent.Client, ids []int) ([]*ent.User, error) {
	found := make(map[int]*ent.User, len(ids))
	for some := range slices.Chunk(distinct(ids), batchSize) {
		users, err := db.User.Query().Where(user.IDIn(some...), user.Deleted(false)).All(ctx)
		if err != nil {
			return nil, err
		}
		for _, u := range users {
			found[u.ID] = u
		}
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

// renameDeleted marks users as deleted and takes their names and particulars away.
func renameDeleted(ctx context.Context, c *call.Call, w *writing, leaving []*ent.User) error {
	names, err := namesOfDeleted(ctx, w.Client, leaving, c.At.Unix())
	if err != nil {
		return err
	}
	for i, u := range leaving {
		err := w.User.UpdateOne(u).SetDeleted(true).SetUsername(names[i]).SetEmail("").SetIDNumber("").SetPasswordHash("").
			SetPreferences(map[string]string{}).SetCustomFields(map[string]string{}).Exec(ctx)
		if err != nil {
			return fmt.Errorf("deleting user %d: %w", u.ID, err)
		}
		w.about("user", u.ID)
		w.Changed(store.UserChanged, u.ID)
	}
	return nil
}

// mostDeletedName is how much of an e-mail address goes into the name of a deleted account, so that the moment fits too.
const mostDeletedName = 70

// namesOfDeleted makes the names of deleted accounts: the e-mail address and the moment; where that is taken, the id too.
func namesOfDeleted(ctx context.Context, db *ent.Client, leaving []*ent.User, now int64) ([]string, error) {
	names := make([]string, len(leaving))
	for i, u := range leaving {
		address := strings.ToLower(u.Email)
		if address == "" {
			address = fmt.Sprintf("%s.%d@unknownemail.invalid", u.Username, u.ID)
		}
		names[i] = fmt.Sprintf("%.*s.%d", mostDeletedName, onlyUsername(address), now)
	}
	used := map[string]bool{}
	for some := range slices.Chunk(names, batchSize) {
		taken, err := db.User.Query().Where(user.UsernameIn(some...)).Select(user.FieldUsername).Strings(ctx)
		if err != nil {
			return nil, err
		}
		for _, name := range taken {
			used[name] = true
		}
	}
	for i, name := range names {
		if used[name] {
			names[i] = fmt.Sprintf("%s.%d", name, leaving[i].ID)
		}
		used[name] = true
	}
	return names, nil
}

// onlyUsername leaves out what a user name may not hold.
func onlyUsername(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(usernameCharacters, r) {
			return r
		}
		return -1
	}, text)
}

// removeParts takes away what users had a part in.
func removeParts(ctx context.Context, tx *store.Tx, ids []int) error {
	for _, remove := range []func() (int, error){
		func() (int, error) {
			return tx.RoleAssignment.Delete().Where(roleassignment.UserIDIn(ids...)).Exec(ctx)
		},
		func() (int, error) { return tx.GroupMember.Delete().Where(groupmember.UserIDIn(ids...)).Exec(ctx) },
		func() (int, error) { return tx.Enrolment.Delete().Where(enrolment.UserIDIn(ids...)).Exec(ctx) },
		func() (int, error) {
			return tx.AuthorisedUser.Delete().Where(authoriseduser.UserIDIn(ids...)).Exec(ctx)
		},
	} {
		if _, err := remove(); err != nil {
			return err
		}
	}
	return files.DeleteOfUsers(ctx, tx, ids)
}
