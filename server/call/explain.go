package call

import (
	"slices"
	"time"
)

// Step is one check of an explanation.
type Step struct {
	Check   Check  `json:"check"`
	Asked   bool   `json:"asked"` // false: it could not be asked, because one before it left nothing to ask about
	Passed  bool   `json:"passed"`
	Reason  string `json:"reason,omitempty"`
	Remedy  string `json:"remedy,omitempty"`
	Command string `json:"command,omitempty"` // for a shell, where the remedy is a command and whoever explains knows it
}

// Explanation is every check of a request, and what they looked at.
type Explanation struct {
	Steps   []Step
	Attempt Attempt
	Grant   *Grant // nil: the token is not known
	Offer   Offer  // the service that lets the request through, or that came furthest
}

// Explain asks every check, also those after one that refuses, and reports each. Where files come and go, they are the checks of that.
func Explain(p *Policy, grant *Grant, a *Attempt) Explanation {
	q := &question{Policy: p, Attempt: *a, grant: grant}
	all := checksOf(a.Protocol, a.Function)
	if grant != nil {
		q.choose(slices.DeleteFunc(slices.Clone(all), func(c check) bool { return !c.ofService() }))
	}
	steps := make([]Step, len(all))
	for i := range all {
		steps[i] = all[i].step(q)
	}
	return Explanation{steps, *a, grant, q.offer}
}

// Revoked says of a token that is not known when it was revoked.
func (e *Explanation) Revoked(at time.Time) {
	for i := range e.Steps {
		if step := &e.Steps[i]; step.Check == CheckTokenKnown && !step.Passed {
			step.Reason, step.Remedy = "The token was revoked: "+moment(at)+".", "Make a new token: one that was revoked never works again."
		}
	}
}

func (c *check) step(q *question) Step {
	if !c.askable(q) {
		return Step{Check: c.name}
	}
	if c.passes(q) {
		return Step{Check: c.name, Asked: true, Passed: true}
	}
	return Step{Check: c.name, Asked: true, Reason: c.reason(q), Remedy: c.remedy(q)}
}

// askable says whether what the check looks at is there at all.
func (c *check) askable(q *question) bool {
	switch c.name {
	case CheckServicesOn, CheckProtocolOn, CheckTokenKnown, CheckFunctionKnown:
		return true
	case CheckAuthorisedValid, CheckAuthorisedAddress:
		return q.grant != nil && q.offer.Service != nil && (!q.offer.AuthorisedUsersOnly || q.offer.Authorisation != nil)
	case CheckFunctionInService, CheckUserAuthorised, CheckServiceCapability, CheckServiceFiles, CheckRate:
		return q.grant != nil && q.offer.Service != nil
	}
	return q.grant != nil
}

// ofService says whether the check is asked of each service that the caller brings.
func (c *check) ofService() bool {
	return c.name == CheckServiceFiles || slices.ContainsFunc(serviceChecks, func(s check) bool { return s.name == c.name })
}

// Chain is how the checks of a request that has ended went: all before the one that refused it passed, and none after it was asked.
// With no check all passed.
func Chain(protocol, function string, refusedBy Check) []Step {
	all := checksOf(protocol, function)
	switch refusedBy {
	case CheckFunctionPublic:
		all = []check{functionCheck, {name: CheckFunctionPublic}}
	case CheckAddressRate: // which is asked behind those about the site
		all = slices.Insert(all, len(siteChecks), check{name: CheckAddressRate})
	}
	var steps []Step
	reached := true
	for _, c := range all {
		steps = append(steps, Step{Check: c.name, Asked: reached, Passed: reached && c.name != refusedBy})
		if c.name == refusedBy {
			reached = false
		}
	}
	return steps
}

// checksOf are the checks that are asked over a protocol, in their order.
func checksOf(protocol, function string) []check {
	if protocol == Files {
		return append(slices.Clip(transferChecks), filesCheck(wayOf(function)))
	}
	return everyCheck()
}

// everyCheck is all checks in their order.
func everyCheck() []check {
	all := append(append(append([]check{}, siteChecks...), callerChecks...), functionCheck)
	return append(append(all, serviceChecks...), rateCheck)
}
