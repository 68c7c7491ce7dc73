package functions

import (
	"context"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/user"
)

// presentUsers finds users who have not been deleted; others are missing from the answer.
func presentUsers(ctx context.Context, db *ent.Client, ids []int) (map[int]*ent.User, error) {
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
	return found, nil
}
