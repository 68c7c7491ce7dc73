package functionstest

import (
	"context"
	"slices"

	"gatehouse/server/store"
)

// fillCourseManagers lets wsrole manage categories and courses.
func fillCourseManagers(ctx context.Context, tx *store.Tx) error {
	role, err := tx.Role.Get(ctx, 9)
	if err != nil {
		return err
	}
	return role.Update().SetCapabilities(slices.Concat(role.Capabilities, []string{
		"moodle/category:manage", "moodle/course:delete", "moodle/course:changefullname", "moodle/course:changeshortname",
		"moodle/course:changeidnumber", "moodle/course:changecategory", "moodle/course:changesummary",
	})).Exec(ctx)
}
