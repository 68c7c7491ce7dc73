package call

import (
	"context"
	"slices"
	"testing"
	"time"
)

func reachable(name string, capabilities ...string) *Function {
	d := Declaration{Name: name, Component: "moodle", Summary: "Does it.", Effect: Read, Capabilities: capabilities}
	return Declare(d, func(context.Context, *Call, struct{}) (Void, error) { return Void{}, nil })
}

// policyOf is a Grants that only knows the policy.
type policyOf struct {
	Grants
	policy *Policy
}

func (p policyOf) Policy() *Policy { return p.policy }

func TestReach(t *testing.T) {
	catalogue, err := NewCatalogue([]*Function{reachable("core_f_one", "mod/x:need"), reachable("core_f_two", "mod/x:other", "mod/x:incourse")})
	if err != nil {
		t.Fatal(err)
	}
	prepared := func() *world {
		w := allowedWorld()
		w.grant.Services[0].Service = NewService(Service{Name: "S", Enabled: true, AuthorisedUsersOnly: true, Functions: []string{"core_f_two", "core_f_gone", "core_f_one"}})
		w.grant.Holdings.Courses = map[int][]Capabilities{7: {NewCapabilities([]string{"mod/x:incourse"})}}
		return w
	}
	reach := func(w *world) ([]Step, []Access) {
		d := &Dispatcher{Catalogue: catalogue, Grants: policyOf{policy: &w.policy}}
		return d.Reach(w.grant, "rest", w.attempt.Address, noon)
	}
	w := prepared()
	w.grant = nil
	if refused, list := reach(w); len(list) != 0 || len(refused) != 1 || refused[0].Check != CheckTokenKnown {
		t.Errorf("nobody reaches %v, %v", refused, list)
	}
	w = prepared()
	w.policy.ServicesOn, w.grant.User.Suspended = false, true
	refused, list := reach(w)
	if len(refused) != 2 || refused[0].Check != CheckServicesOn || refused[1].Check != CheckUserActive || refused[0].Remedy == "" {
		t.Errorf("two obstacles for all: %v", refused)
	}
	if list[0].Decision.Allowed || list[0].Decision.Check != CheckServicesOn {
		t.Errorf("a function says the first of them: %v", list[0].Decision)
	}
	refused, list = reach(prepared())
	names := []string{}
	for _, a := range list {
		names = append(names, a.Name)
	}
	if len(refused) != 0 || !slices.Equal(names, []string{"core_f_two", "core_f_gone", "core_f_one"}) {
		t.Errorf("refused %v, functions in the order of the service %v", refused, names)
	}
	if !list[0].Decision.Allowed || !slices.Equal(list[0].Missing, []string{"mod/x:other"}) {
		t.Errorf("what is held in a course is not missing: %v", list[0])
	}
	if list[1].Decision.Check != CheckFunctionKnown || list[1].Function != nil {
		t.Errorf("a function that vanished: %v", list[1])
	}
	if !list[2].Decision.Allowed || list[2].Missing != nil {
		t.Errorf("a function with all that it needs: %v", list[2])
	}
	late := prepared()
	d := &Dispatcher{Catalogue: catalogue, Grants: policyOf{policy: &late.policy}}
	if refused, _ := d.Reach(late.grant, "rest", late.attempt.Address, noon.Add(time.Second)); len(refused) != 1 || refused[0].Check != CheckTokenValid {
		t.Errorf("a second later: %v", refused)
	}
}

func TestChain(t *testing.T) {
	for _, step := range Chain("rest", "core_f", "") {
		if !step.Asked || !step.Passed {
			t.Errorf("an answered call did not pass %s", step.Check)
		}
	}
	for i, refusedBy := range order {
		steps := Chain("rest", "core_f", refusedBy)
		if len(steps) != len(order) {
			t.Fatalf("%d checks", len(steps))
		}
		for j, step := range steps {
			if step.Check != order[j] || step.Asked != (j <= i) || step.Passed != (j < i) {
				t.Errorf("refused by %s: %v", refusedBy, step)
			}
		}
	}
}
