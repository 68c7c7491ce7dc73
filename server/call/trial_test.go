package call

import (
	"context"
	"slices"
	"testing"
)

func (i *installation) try(trial *Trial, function string, arguments object) (Value, *Error) {
	i.arguments = arguments
	r := i.request(function)
	r.Credential = Credential{Token: "what the wire showed"}
	value, err := i.Call(WithCaller(context.Background(), &Caller{Trial: trial}), r)
	if err == nil {
		return value, nil
	}
	return value, AsError(err)
}

func TestATrialStopsBeforeTheFunction(t *testing.T) {
	i := newInstallation(t)
	trial := &Trial{Token: 7, Until: ToTheFunction}
	_, err := i.try(trial, "core_numbers_add", object{"a": int64(1)})
	if err == nil || err.Code != NotRun || !trial.Ready() {
		t.Errorf("told %v, ready %v", err, trial.Ready())
	}
	if slices.Contains(i.happened, "run") || slices.Contains(i.happened, "record") {
		t.Errorf("happened %v", i.happened)
	}
}

func TestATrialIsRefusedLikeAnyCall(t *testing.T) {
	for name, c := range map[string]struct {
		function  string
		arguments object
		code      Code
	}{
		"not in the service": {"core_numbers_other", object{"a": int64(1)}, AccessDenied},
		"a parameter":        {"core_numbers_add", object{"a": "x"}, InvalidParameter},
	} {
		t.Run(name, func(t *testing.T) {
			i := newInstallation(t)
			trial := &Trial{Token: 7, Until: ToTheFunction}
			if _, err := i.try(trial, c.function, c.arguments); err == nil || err.Code != c.code || trial.Ready() {
				t.Errorf("told %v, ready %v", err, trial.Ready())
			}
			if len(trial.Outcomes()) != 1 || len(i.outcomes) != 0 {
				t.Errorf("%d outcomes told, %d recorded", len(trial.Outcomes()), len(i.outcomes))
			}
		})
	}
}

func TestATrialToTheEndRunsAsItsToken(t *testing.T) {
	i := newInstallation(t)
	trial := &Trial{Token: 7}
	value, err := i.try(trial, "core_numbers_add", object{"a": int64(40)})
	if err != nil || value.Int() != 42 || !trial.Ready() || len(i.outcomes) != 1 {
		t.Fatalf("got %v, %v, recorded %d", value, err, len(i.outcomes))
	}
	if c := i.outcomes[0].Request.Credential; c != (Credential{TokenID: 7}) {
		t.Errorf("it showed %+v", c)
	}
}

func TestATrialToTheExampleAsksNothing(t *testing.T) {
	i := newInstallation(t)
	i.grant, i.policy.ServicesOn = nil, false
	trial := &Trial{Until: ToTheExample}
	i.Catalogue.Find("core_numbers_add").Example.Result = "5"
	value, err := i.try(trial, "core_numbers_add", object{"a": int64(1)})
	if err != nil || value.Int() != 5 || slices.Contains(i.happened, "find") || slices.Contains(i.happened, "run") || slices.Contains(i.happened, "record") {
		t.Errorf("got %v, %v, happened %v", value, err, i.happened)
	}
	if _, err = i.try(trial, "core_numbers_add", object{}); err == nil || err.Path != "a" {
		t.Errorf("wrong arguments are told as %v", err)
	}
}
