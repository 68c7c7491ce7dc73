package graph

// weigh says how much lists cost: as much as their rows together.
func weigh(*Config) {}
