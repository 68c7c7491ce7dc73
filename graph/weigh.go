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

// How much lists cost that nobody asks for by the page, by what they hold as a rule, and what makes a query of its own for each row.
const (
	fewCost     = 5
	someCost    = 20
	lookUpCost  = 10
	previewCost = 40
)

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
	c.Complexity.Viewer.Requests = func(child int, first *int, _, _, _ *string, _ *int, _ *RequestResult) int {
		return listCost(child, first)
	}
	c.Complexity.Service.AuthorisedUsers = func(child int, _ *string, first *int, _, _ *string) int { return listCost(child, first) }
	weighUnpaged(c)
}

// weighUnpaged says how much lists cost that come whole. Without it a few nested ones would be millions of rows.
func weighUnpaged(c *Config) {
	few := func(child int) int { return 1 + fewCost*child }
	some := func(child int) int { return 1 + someCost*child }
	c.Complexity.Query.Roles, c.Complexity.Query.Protocols = some, few
	c.Complexity.Query.Capabilities = func(child int) int { return 1 + catalogueCost*child }
	c.Complexity.Query.ServicesFor = func(child int, _ int) int { return some(child) }
	c.Complexity.Viewer.Tokens, c.Complexity.Viewer.Services, c.Complexity.Viewer.Sessions = some, some, few
	c.Complexity.User.Tokens, c.Complexity.User.Authorisations, c.Complexity.User.Roles = some, some, few
	c.Complexity.User.Identities, c.Complexity.Viewer.Identities = few, few
	c.Complexity.Service.Functions, c.Complexity.Function.Services = some, few
	c.Complexity.Function.Parameters, c.Complexity.Function.Result = few, few
	c.Complexity.Role.MayAssign, c.Complexity.Capability.Roles = few, few
	c.Complexity.Protocol.Tokens = some
	c.Complexity.AccessPreview.Functions = some
	weighDocumentation(c, few, some)
	c.Complexity.Token.Days = func(child int, _ int) int { return lookUpCost + child }
	c.Complexity.Token.Access = func(child int, _ string, _ *string, _ *time.Time) int { return previewCost + child }
	c.Complexity.Token.Test = func(child int, _, _ string) int { return previewCost + child }
	for _, lookUp := range []*func(int) int{
		&c.Complexity.Token.LastCall, &c.Complexity.Token.RotatedTo, &c.Complexity.Token.RotatedFrom, &c.Complexity.Token.Revocation,
		&c.Complexity.AuditEvent.ActorUser, &c.Complexity.Request.Now,
	} {
		*lookUp = func(child int) int { return lookUpCost + child }
	}
}

// exampleCost is how much it costs to write an example on every wire, or as a program in every language.
const exampleCost = 50

func weighDocumentation(c *Config, few, some func(child int) int) {
	d := &c.Complexity.Documentation
	d.Faces, d.Functions, d.Errors, d.Languages = few, some, some, few
	d.Files = func(child int) int { return exampleCost + few(child) }
	f := &c.Complexity.DocumentedFunction
	f.Needs, f.Errors = few, few
	f.Wires = func(child int) int { return exampleCost + few(child) }
	f.Samples = func(child int, _ string) int { return exampleCost + few(child) }
	f.LastCalls = func(child int, first int) int { return listCost(child, &first) }
}
