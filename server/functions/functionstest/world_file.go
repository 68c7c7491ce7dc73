package functionstest

import (
	"context"

	"gatehouse/server/files"
	"gatehouse/server/store"
)

// fillDrafts gives wsuser a draft that the example of core_user_add_user_private_files takes over, and the right to do so.
func fillDrafts(ctx context.Context, tx *store.Tx) error {
	keeper := tx.Role.Create().SetID(70).SetShortName("keeper").SetCapabilities([]string{"moodle/user:manageownfiles"}).SetSortOrder(70)
	if err := keeper.Exec(ctx); err != nil {
		return err
	}
	for _, user := range []int{3, 11} {
		if err := tx.RoleAssignment.Create().SetUserID(user).SetRoleID(70).Exec(ctx); err != nil {
			return err
		}
	}
	draft := files.Upload{Folder: files.Draft(3<<3|2, 70), Name: "kept.txt", UserID: 3, Bytes: files.InMemory([]byte("hello"))}
	_, err := files.Save(ctx, tx, draft, files.Limits{File: 5, User: 5})
	return err
}
