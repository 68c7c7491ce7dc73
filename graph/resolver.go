package graph

import "gatehouse/server/store"

// Resolver holds what the resolvers need. It is made by Handler.
type Resolver struct {
	store   *store.Store
	version string
}
