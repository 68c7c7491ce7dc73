package call

import (
	"net/netip"
	"time"
)

// Access says of one function whether a grant may call it.
type Access struct {
	Name     string
	Function *Function // nil when the catalogue does not have it
	Decision Decision
	// Missing are the capabilities that the function asks for, for some of what it does, and the user holds neither in the site nor
	// in any course: the function itself refuses what needs them.
	Missing []string
}

// Reach says of every function of a grant's services whether it may be called over a protocol, from an address, at a moment. refused
// are the checks that do not depend on a function and let nothing through; each function then says the first of them.
func (d *Dispatcher) Reach(grant *Grant, protocol string, from netip.Addr, at time.Time) (refused []Step, list []Access) {
	q := &question{Policy: d.Grants.Policy(), Attempt: Attempt{Protocol: protocol, Address: from, At: at}, grant: grant}
	for _, checks := range [][]check{siteChecks, callerChecks} {
		for i := range checks {
			if step := checks[i].step(q); step.Asked && !step.Passed {
				refused = append(refused, step)
			}
		}
	}
	if grant == nil {
		return refused, nil
	}
	for _, name := range offered(grant) {
		f := d.Catalogue.Find(name)
		a := Access{Name: name, Function: f}
		a.Decision = Decide(q.Policy, grant, &Attempt{Protocol: protocol, Function: name, Known: f != nil, Address: from, At: at})
		if f != nil {
			a.Missing = grant.Holdings.Lacks(f.Capabilities)
		}
		list = append(list, a)
	}
	return refused, list
}

// Lacks returns those capabilities that are held neither in the site nor in any course.
func (h Holdings) Lacks(capabilities []string) []string {
	var lacks []string
	for _, capability := range capabilities {
		if !h.somewhere(capability) {
			lacks = append(lacks, capability)
		}
	}
	return lacks
}

func (h Holdings) somewhere(capability string) bool {
	if h.Hold(capability, 0) {
		return true
	}
	for course := range h.Courses {
		if h.Hold(capability, course) {
			return true
		}
	}
	return false
}

// offered returns the names of the functions of all the grant's services, each once.
func offered(grant *Grant) []string {
	var names []string
	seen := map[string]bool{}
	for _, offer := range grant.Services {
		if offer.Service == nil {
			continue
		}
		for _, name := range offer.Functions {
			if !seen[name] {
				seen[name] = true
				names = append(names, name)
			}
		}
	}
	return names
}
