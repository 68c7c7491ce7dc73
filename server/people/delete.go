package people

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/authoriseduser"
	"gatehouse/ent/enrolment"
	"gatehouse/ent/factor"
	"gatehouse/ent/groupmember"
	"gatehouse/ent/identity"
	"gatehouse/ent/recoverycode"
	"gatehouse/ent/roleassignment"
	"gatehouse/ent/user"
	"gatehouse/server/call"
	"gatehouse/server/files"
	"gatehouse/server/journal"
	"gatehouse/server/store"
)

// bulk is how many keys one statement takes.
const bulk = 500

// Delete takes accounts away: they stay as traces, without password, ID number and e-mail address and under names that nobody
// uses, so that their own names are free again. Roles, enrolments, group memberships, authorisations, identities, files and what
// removeOwn says go, tokens and sessions end.
func Delete(ctx context.Context, tx *store.Tx, leaving []*ent.User, now time.Time) error {
	if err := renameDeleted(ctx, tx, leaving, now); err != nil {
		return err
	}
	ids := make([]int, len(leaving))
	for i, u := range leaving {
		ids[i] = u.ID
	}
	for some := range slices.Chunk(ids, bulk) {
		if err := removeParts(ctx, tx, some); err != nil {
			return err
		}
		if _, err := EndTokens(ctx, tx, now, some...); err != nil {
			return err
		}
		if err := EndAll(ctx, tx, some...); err != nil {
			return err
		}
	}
	return nil
}

// renameDeleted marks users as deleted and takes their names and particulars away.
func renameDeleted(ctx context.Context, tx *store.Tx, leaving []*ent.User, now time.Time) error {
	names, err := namesOfDeleted(ctx, tx.Client, leaving, now.Unix())
	if err != nil {
		return err
	}
	for i, u := range leaving {
		err := tx.User.UpdateOne(u).SetDeleted(true).SetUsername(names[i]).SetEmail("").SetIDNumber("").SetPasswordHash("").
			SetPreferences(map[string]string{}).SetCustomFields(map[string]string{}).Exec(ctx)
		if err != nil {
			return fmt.Errorf("deleting user %d: %w", u.ID, err)
		}
		tx.Changed(store.UserChanged, u.ID)
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
		names[i] = fmt.Sprintf("%.*s.%d", mostDeletedName, OnlyUsername(address), now)
	}
	used := map[string]bool{}
	for some := range slices.Chunk(names, bulk) {
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
		func() (int, error) { return tx.Identity.Delete().Where(identity.UserIDIn(ids...)).Exec(ctx) },
		func() (int, error) { return tx.Factor.Delete().Where(factor.UserIDIn(ids...)).Exec(ctx) },
		func() (int, error) { return tx.RecoveryCode.Delete().Where(recoverycode.UserIDIn(ids...)).Exec(ctx) },
	} {
		if _, err := remove(); err != nil {
			return err
		}
	}
	if err := removeOwn(ctx, tx, ids); err != nil {
		return err
	}
	return files.DeleteOfUsers(ctx, tx, ids)
}

// DeleteOne takes one account away in the name of an administrator, who can delete neither the own account nor the guest nor the last
// administrator who can sign in.
func DeleteOne(ctx context.Context, tx *store.Tx, by journal.Actor, id int, now time.Time) error {
	u, err := tx.User.Get(ctx, id)
	switch {
	case store.Missing(err) || err == nil && u.Deleted:
		return call.Fail(call.UserNotFound)
	case err != nil:
		return err
	case u.ID == by.UserID:
		return call.Errorf(call.UserNotDeletable, "Nobody may delete himself or herself. Ask another administrator.")
	case u.Username == guest:
		return call.Errorf(call.UserNotDeletable, "The guest cannot be deleted.")
	}
	if u.SiteAdmin {
		if err := keepAdministrator(ctx, tx, id); err != nil {
			return err
		}
	}
	if err := Delete(ctx, tx, []*ent.User{u}, now); err != nil {
		return err
	}
	return journal.Audit(ctx, tx, by, journal.Event{Action: "user.delete", Subject: u.Username, Object: userObject(u)})
}

// HoldAdministrators returns the administrators, and holds on to them until the transaction ends, so that two cannot shut each other
// out at the same moment.
func HoldAdministrators(ctx context.Context, tx *store.Tx) ([]*ent.User, error) {
	return tx.User.Query().Where(user.SiteAdmin(true), store.ForUpdate).Order(user.ByID()).All(ctx)
}

// keepAdministrator fails unless somebody besides a user is an administrator who can sign in.
func keepAdministrator(ctx context.Context, tx *store.Tx, but int) error {
	rows, err := HoldAdministrators(ctx, tx)
	if err != nil {
		return err
	}
	for _, u := range rows {
		if u.ID != but && mayEnter(u) && u.PasswordHash != "" { // a provider may be gone tomorrow
			return nil
		}
	}
	return call.Errorf(call.UserNotDeletable, "No other administrator could sign in any more.")
}

// userObject is an account as the audit trail points at it.
func userObject(u *ent.User) journal.Object {
	return journal.Object{Kind: journal.UserObject, ID: u.ID}
}
