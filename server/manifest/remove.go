package manifest

import (
	"context"

	"gatehouse/ent/authoriseduser"
	"gatehouse/ent/predicate"
	"gatehouse/ent/roleassignment"
	"gatehouse/ent/token"
	"gatehouse/server/call"
	"gatehouse/server/journal"
	"gatehouse/server/store"
)

// The database removes what hangs on a removed row by itself; the functions here tell those who keep some of it in memory.

// tokensEnd says of tokens that they are about to go.
func tokensEnd(ctx context.Context, tx *store.Tx, which predicate.Token) error {
	ids, err := tx.Token.Query().Where(which).IDs(ctx)
	for _, id := range ids {
		tx.Changed(store.TokenChanged, id)
	}
	return err
}

// rolesEnd says of users that they are about to lose a role.
func rolesEnd(ctx context.Context, tx *store.Tx, which predicate.RoleAssignment) error {
	rows, err := tx.RoleAssignment.Query().Where(which).All(ctx)
	for _, row := range rows {
		tx.Changed(store.UserChanged, row.UserID)
	}
	return err
}

func removeRole(ctx context.Context, tx *store.Tx, id int) error {
	if err := rolesEnd(ctx, tx, roleassignment.RoleID(id)); err != nil {
		return err
	}
	return tx.Role.DeleteOneID(id).Exec(ctx)
}

func removeCourse(ctx context.Context, tx *store.Tx, id int) error { return tx.CloseCourses(ctx, id) }

func removeService(ctx context.Context, tx *store.Tx, id int) error {
	if err := tokensEnd(ctx, tx, token.ServiceID(id)); err != nil {
		return err
	}
	rows, err := tx.AuthorisedUser.Query().Where(authoriseduser.ServiceID(id)).All(ctx)
	if err != nil {
		return err
	}
	for _, row := range rows {
		tx.Changed(store.UserChanged, row.UserID)
	}
	return tx.Service.DeleteOneID(id).Exec(ctx)
}

// RemoveService deletes a service with its tokens, in the name of an administrator. A built-in one stays.
func RemoveService(ctx context.Context, tx *store.Tx, by journal.Actor, id int) error {
	row, err := tx.Service.Get(ctx, id)
	if err != nil {
		return err
	}
	if row.Component != "" {
		return call.Errorf(call.AccessDenied, "The service %q is built in: it can be disabled, not deleted.", row.Name)
	}
	if err := removeService(ctx, tx, id); err != nil {
		return err
	}
	tx.Changed(store.ServiceChanged, id)
	return journal.Audit(ctx, tx, by, journal.Event{Action: "service.delete", Subject: row.Name, Object: journal.Object{Kind: journal.ServiceObject, ID: id}, Details: map[string]any{
		"before": map[string]any{"name": row.Name, "shortName": row.ShortName},
	}})
}

// RemoveRole deletes a role, in the name of an administrator. The one that every signed-in user holds stays.
func RemoveRole(ctx context.Context, tx *store.Tx, by journal.Actor, defaultRole string, id int) error {
	row, err := tx.Role.Get(ctx, id)
	if err != nil {
		return err
	}
	if row.ShortName == defaultRole {
		return call.Errorf(call.AccessDenied, "Every signed-in user holds the role %q: choose another one in the settings first.", row.ShortName)
	}
	if err := removeRole(ctx, tx, id); err != nil {
		return err
	}
	tx.Changed(store.RoleChanged, id)
	return journal.Audit(ctx, tx, by, journal.Event{Action: "role.delete", Subject: row.ShortName, Object: journal.Object{Kind: journal.RoleObject, ID: id}, Details: map[string]any{
		"before": map[string]any{"shortName": row.ShortName, "name": row.Name, "capabilities": row.Capabilities},
	}})
}
