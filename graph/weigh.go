package graph

import "time"

// listCost is how much a page of a list costs: as much as its rows together. What is no list costs one and what is below it.
func listCost(child int, first *int) int {
	size := pageDefault
	if first != nil {
		size = min(max(*first, 1), pageLimit)
	}
	return 1 + size*child
}

// catalogueCost is how much the catalogue costs: functions are read from memory, but there are many.
const catalogueCost = 25

// weigh says how much lists cost. A query may cost complexityLimit together.
func weigh(c *Config) {
	q := &c.Complexity.Query
	q.Services = func(child int, _ *ServiceFilter, _ ServiceOrder, first *int, _, _ *string) int {
		return listCost(child, first)
	}
	q.Tokens = func(child int, _ *TokenFilter, _ TokenOrder, first *int, _, _ *string) int {
		return listCost(child, first)
	}
	q.Users = func(child int, _ *UserFilter, _ UserOrder, first *int, _, _ *string) int {
		return listCost(child, first)
	}
	q.Courses = func(child int, _ *string, first *int, _, _ *string) int { return listCost(child, first) }
	q.Requests = func(child int, _ *RequestFilter, first *int, _, _ *string) int { return listCost(child, first) }
	q.AuditEvents = func(child int, _ *AuditFilter, first *int, _, _ *string) int { return listCost(child, first) }
	q.Functions = func(child int, _ *FunctionFilter) int { return 1 + catalogueCost*child }
	q.RequestChart = func(child int, _, _ time.Time, _ *string, _, _ *int) int { return 1 + child }
	c.Complexity.Service.AuthorisedUsers = func(child int, _ *string, first *int, _, _ *string) int { return listCost(child, first) }
}
