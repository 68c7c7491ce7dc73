package call

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"
)

// installation stands in for everything around a dispatcher and writes down what happens in which order.
type installation struct {
	*world
	Dispatcher
	unreachable error
	argumentErr error
	arguments   object
	happened    []string
	outcomes    []Outcome
}

func (i *installation) Policy() *Policy { return &i.policy }

func (i *installation) Find(_ context.Context, c Credential, _ netip.Addr) (*Grant, error) {
	i.happened = append(i.happened, "find "+c.Token)
	return i.grant, i.unreachable
}

func (i *installation) Record(o Outcome) {
	i.happened = append(i.happened, "record")
	i.outcomes = append(i.outcomes, o)
}

type numbers struct {
	A int `name:"a"`
	B int `name:"b" default:"2"`
}

// newInstallation is the allowed world with six functions in its service, and a public one outside it.
func newInstallation(t *testing.T) *installation {
	t.Helper()
	i := &installation{world: allowedWorld(), arguments: object{"a": int64(40)}}
	function := func(name string, run func(c *Call, in numbers) (int, error)) *Function {
		d := right()
		d.Name = name
		return Declare(d, func(_ context.Context, c *Call, in numbers) (int, error) {
			i.happened = append(i.happened, "run")
			return run(c, in)
		})
	}
	known := function("core_numbers_known", func(*Call, numbers) (int, error) { return 0, Fail(UserNotFound) })
	known.Errors = []Code{UserNotFound}
	public := function("core_numbers_tell", func(c *Call, in numbers) (int, error) { return in.A + c.User().ID, nil })
	public.Ajax, public.Public = true, true
	browsers := function("core_numbers_other", func(*Call, numbers) (int, error) { return 0, nil })
	browsers.Ajax = true
	catalogue, err := NewCatalogue([]*Function{
		function("core_numbers_add", func(_ *Call, in numbers) (int, error) { return in.A + in.B, nil }),
		function("core_numbers_fail", func(*Call, numbers) (int, error) { return 0, Errorf(NotFound, "There is no number.") }),
		function("core_numbers_break", func(*Call, numbers) (int, error) { return 0, errors.New("disk on fire") }),
		function("core_numbers_panic", func(c *Call, in numbers) (int, error) {
			var list []int
			return list[in.A], nil
		}),
		function("core_numbers_ask", func(c *Call, _ numbers) (int, error) {
			c.Holds("mod/x:need", 0)
			c.Holds("mod/x:forgotten", 5)
			return 0, nil
		}),
		browsers, public, known,
	})
	if err != nil {
		t.Fatal(err)
	}
	named := *i.service()
	named.Functions = []string{"core_numbers_fail", "core_numbers_add", "core_numbers_break", "core_numbers_panic", "core_numbers_ask", "core_numbers_known", "core_numbers_gone"}
	i.grant.Services[0].Service = NewService(named)
	now := noon.Add(-time.Minute)
	i.Dispatcher = Dispatcher{Catalogue: catalogue, Grants: i, Recorder: i, Now: func() time.Time { now = now.Add(time.Second); return now }}
	return i
}

func (i *installation) call(function string) (Value, error) {
	return i.Call(context.Background(), i.request(function))
}

func (i *installation) request(function string) *Request {
	return &Request{
		ID: "r1", Protocol: "rest", Function: function, Credential: Credential{Token: "secret"}, Address: i.attempt.Address,
		Arguments: func() (map[string]any, error) {
			i.happened = append(i.happened, "decode")
			return i.arguments, i.argumentErr
		},
	}
}

func TestTheOrderOfACall(t *testing.T) {
	for _, test := range []struct {
		why      string
		function string
		change   func(i *installation)
		code     Code
		happened string
	}{
		{"web services off: not even the token is looked for", "core_numbers_add", func(i *installation) { i.policy.ServicesOn = false }, ServicesOff, "record"},
		{"the protocol off", "core_numbers_add", func(i *installation) { i.policy.Protocols = nil }, ProtocolOff, "record"},
		{"an unknown token: nothing of the body is decoded", "core_numbers_add", func(i *installation) { i.grant = nil }, InvalidToken, "find secret, record"},
		{"the database does not answer", "core_numbers_add", func(i *installation) { i.unreachable = Fail(Unavailable) }, Unavailable, "find secret, record"},
		{"an unknown function", "core_numbers_nosuch", nil, FunctionUnknown, "find secret, record"},
		{"a function outside the service", "core_numbers_other", nil, AccessDenied, "find secret, record"},
		{"one that the program has lost", "core_numbers_gone", nil, FunctionUnknown, "find secret, record"},
		{"a suspended user", "core_numbers_add", func(i *installation) { i.grant.User.Suspended = true }, UserSuspended, "find secret, record"},
		{"arguments that cannot be decoded", "core_numbers_add", func(i *installation) { i.argumentErr = Errorf(InvalidParameter, "broken") }, InvalidParameter, "find secret, decode, record"},
		{"arguments that do not fit", "core_numbers_add", func(i *installation) { i.arguments = object{} }, InvalidParameter, "find secret, decode, record"},
		{"a function that refuses", "core_numbers_fail", nil, NotFound, "find secret, decode, run, record"},
		{"a function that breaks", "core_numbers_break", nil, Internal, "find secret, decode, run, record"},
		{"a function that panics", "core_numbers_panic", nil, Internal, "find secret, decode, run, record"},
		{"an answer", "core_numbers_add", nil, "", "find secret, decode, run, record"},
	} {
		t.Run(test.why, func(t *testing.T) {
			i := newInstallation(t)
			if test.change != nil {
				test.change(i)
			}
			value, err := i.call(test.function)
			var e *Error
			if errors.As(err, &e); (err == nil) != (test.code == "") || err != nil && e.Code != test.code {
				t.Fatalf("got %v", err)
			}
			if got := strings.Join(i.happened, ", "); got != test.happened {
				t.Errorf("happened: %s\nwant:     %s", got, test.happened)
			}
			if err == nil && value.Int() != 42 {
				t.Errorf("answered %d", value.Int())
			}
			i.checkOutcome(t, test.function, e)
		})
	}
}

// checkOutcome compares what was recorded with what the caller was told.
func (i *installation) checkOutcome(t *testing.T, function string, told *Error) {
	t.Helper()
	if len(i.outcomes) != 1 {
		t.Fatalf("%d outcomes are recorded", len(i.outcomes))
	}
	o := i.outcomes[0]
	if o.Err != told || o.Request.Function != function || o.Took != time.Second || !o.At.Equal(noon.Add(-59*time.Second)) {
		t.Errorf("recorded %+v", o)
	}
	asked := slices.Contains(i.happened, "find secret") && i.unreachable == nil
	if asked && o.Grant != i.grant || !asked && o.Grant != nil {
		t.Errorf("recorded the grant %v", o.Grant)
	}
	if ran := slices.Contains(i.happened, "run"); ran && (o.Function == nil || o.Function.Name != function || o.Service == nil) {
		t.Errorf("recorded the function %v in the service %v", o.Function, o.Service)
	}
}

func TestNobodyMayCallPublicFunctionsOnly(t *testing.T) {
	for _, test := range []struct {
		why      string
		function string
		code     Code
		check    Check
		happened string
	}{
		{"an unknown function", "core_numbers_nosuch", FunctionUnknown, CheckFunctionKnown, "record"},
		{"no function", "", InvalidParameter, CheckFunctionKnown, "record"},
		{"a function for web services: nothing of the body is decoded", "core_numbers_add", ServiceNotAvailable, CheckFunctionPublic, "record"},
		{"a function for browsers that needs a login", "core_numbers_other", LoginRequired, CheckFunctionPublic, "record"},
		{"a public function, with web services off and without anybody looked for", "core_numbers_tell", "", "", "decode, run, record"},
	} {
		t.Run(test.why, func(t *testing.T) {
			i := newInstallation(t)
			i.policy = Policy{}
			r := i.request(test.function)
			r.Credential = Credential{Nobody: true}
			value, err := i.Call(context.Background(), r)
			if (err == nil) != (test.code == "") || err != nil && (AsError(err).Code != test.code || AsError(err).Check != test.check) {
				t.Fatalf("got %v", err)
			}
			if got := strings.Join(i.happened, ", "); got != test.happened {
				t.Errorf("happened: %s\nwant:     %s", got, test.happened)
			}
			if err == nil && value.Int() != 40 {
				t.Errorf("answered %d", value.Int())
			}
			if o := i.outcomes[0]; o.Err != nil && o.Err.Code != test.code || o.Grant.User.ID != 0 || o.Service != nil {
				t.Errorf("recorded %+v", o)
			}
		})
	}
}

func TestAdmittingLooksAtAllButTheFunction(t *testing.T) {
	for _, test := range []struct {
		why      string
		change   func(i *installation)
		code     Code
		happened string
	}{
		{"the protocol off", func(i *installation) { i.policy.Protocols = nil }, ProtocolOff, "record"},
		{"an unknown token", func(i *installation) { i.grant = nil }, InvalidToken, "find secret, record"},
		{"the database does not answer", func(i *installation) { i.unreachable = Fail(Unavailable) }, Unavailable, "find secret, record"},
		{"a suspended user", func(i *installation) { i.grant.User.Suspended = true }, UserSuspended, "find secret, record"},
		{"a disabled service is about functions", breaking(CheckServiceOn), "", "find secret"},
		{"nothing in the way leaves no record", func(*installation) {}, "", "find secret"},
	} {
		t.Run(test.why, func(t *testing.T) {
			i := newInstallation(t)
			test.change(i)
			err := i.Admit(context.Background(), i.request(""))
			if (err == nil) != (test.code == "") || err != nil && AsError(err).Code != test.code {
				t.Fatalf("got %v", err)
			}
			if got := strings.Join(i.happened, ", "); got != test.happened {
				t.Errorf("happened: %s\nwant:     %s", got, test.happened)
			}
			if err != nil {
				i.checkOutcome(t, "", AsError(err))
			}
		})
	}
}

func TestWhatBreaksStaysInside(t *testing.T) {
	for function, cause := range map[string]string{"core_numbers_break": "disk on fire", "core_numbers_panic": "index out of range"} {
		i := newInstallation(t)
		_, err := i.call(function)
		e := AsError(err)
		if e.Message != Internal.Sentence() || strings.Contains(e.Error(), cause) {
			t.Errorf("%s tells the caller %q", function, e)
		}
		if logged := i.outcomes[0].Err.Unwrap(); logged == nil || !strings.Contains(logged.Error(), cause) {
			t.Errorf("%s: the log gets %v", function, logged)
		}
	}
	i := newInstallation(t)
	_, err := i.call("core_numbers_panic")
	if logged := fmt.Sprint(errors.Unwrap(err)); !strings.Contains(logged, "core_numbers_panic") || !strings.Contains(logged, "call_test.go") {
		t.Errorf("the log does not say where: %s", logged)
	}
}

// A caller who closed the connection is nobody's fault, unless something broke besides.
func TestACallThatIsGivenUp(t *testing.T) {
	gone, leave := context.WithCancel(context.Background())
	leave()
	cut := fmt.Errorf("checking: %w", context.Canceled)
	for _, row := range []struct {
		why  string
		ctx  context.Context
		err  error
		code Code
	}{
		{"a panic stays one", gone, errors.New("panic in core_x"), Internal},
		{"a refusal too", gone, Fail(NotFound).Because(cut), NotFound},
		{"something else was cut off", context.Background(), cut, Internal},
		{"the caller has gone", gone, cut, Unavailable},
	} {
		e := givenUp(row.ctx, AsError(row.err))
		if e.Code != row.code || row.code == Unavailable && (!errors.Is(e, context.Canceled) || strings.Contains(e.Error(), "checking")) {
			t.Errorf("%s: %v", row.why, e)
		}
	}
}

func TestWhatIsNotDeclaredIsTold(t *testing.T) {
	i := newInstallation(t)
	var told []string
	i.Undeclared = func(function, what string) { told = append(told, function+" "+what) }
	if _, err := i.call("core_numbers_ask"); err != nil {
		t.Fatal(err)
	}
	for _, function := range []string{"core_numbers_fail", "core_numbers_known", "core_numbers_break", "core_numbers_nosuch"} {
		if _, err := i.call(function); err == nil {
			t.Errorf("%s was answered", function)
		}
	}
	if fmt.Sprint(told) != "[core_numbers_ask capability mod/x:forgotten core_numbers_fail error notfound]" {
		t.Errorf("told %v", told)
	}
	i.Undeclared = nil
	if _, err := i.call("core_numbers_ask"); err != nil {
		t.Errorf("with nobody to tell: %v", err)
	}
}

func TestTheFunctionsOfACredential(t *testing.T) {
	second := func(i *installation) {
		named := *i.service()
		named.Name, named.Functions = "T", []string{"core_numbers_other", "core_numbers_add"}
		i.grant.Services = append(i.grant.Services, Offer{NewService(named), &Authorisation{}})
	}
	all := "core_numbers_fail core_numbers_add core_numbers_break core_numbers_panic core_numbers_ask core_numbers_known"
	for _, test := range []struct {
		why      string
		protocol string
		change   func(i *installation)
		want     string
		code     Code
	}{
		{"web services off", "rest", func(i *installation) { i.policy.ServicesOn = false }, "", ServicesOff},
		{"the protocol off", "soap", nil, "", ProtocolOff},
		{"an unknown token", "rest", func(i *installation) { i.grant = nil }, "", InvalidToken},
		{"the database does not answer", "rest", func(i *installation) { i.unreachable = Fail(Unavailable) }, "", Unavailable},
		{"a user who may not use the protocol", "rest", breaking(CheckProtocolAllowed), "", AccessDenied},
		{"a disabled service", "rest", breaking(CheckServiceOn), "", AccessDenied},
		{"a user who is not authorised", "rest", breaking(CheckUserAuthorised), "", AccessDenied},
		{"no service at all", "rest", func(i *installation) { i.grant.Services = nil }, "", AccessDenied},
		{"an expired token", "rest", func(i *installation) { i.grant.Token.ValidUntil = noon.Add(-time.Hour) }, "", AccessDenied},
		{"those of the service that the program has, in the service's order", "rest", nil, all, ""},
		{"of two services, each once", "rest", second, all + " core_numbers_other", ""},
		{"of two services the enabled one", "rest", func(i *installation) { second(i); i.service().Enabled = false }, "core_numbers_other core_numbers_add", ""},
	} {
		t.Run(test.why, func(t *testing.T) {
			i := newInstallation(t)
			if test.change != nil {
				test.change(i)
			}
			r := &Request{Protocol: test.protocol, Address: i.attempt.Address}
			list, err := i.Dispatcher.Functions(context.Background(), r)
			if refused := len(i.outcomes) == 1 && i.outcomes[0].Request == r && i.outcomes[0].Err == err; refused != (err != nil) {
				t.Errorf("recorded %+v", i.outcomes)
			}
			if (err == nil) != (test.code == "") || err != nil && AsError(err).Code != test.code {
				t.Fatalf("got %v", err)
			}
			var names []string
			for _, f := range list {
				names = append(names, f.Name)
			}
			if got := strings.Join(names, " "); got != test.want {
				t.Errorf("got %s\nwant %s", got, test.want)
			}
			for _, f := range list {
				if _, err := i.call(f.Name); err != nil && AsError(err).Check != "" {
					t.Errorf("%s is listed and refused: %v", f.Name, err)
				}
			}
		})
	}
}

func breaking(c Check) func(i *installation) { return func(i *installation) { breaks[c](i.world) } }

func TestTheDispatcherExplainsAsItDecides(t *testing.T) {
	for _, function := range []string{"core_numbers_add", "core_numbers_other", "core_numbers_nosuch", ""} {
		i := newInstallation(t)
		_, err := i.call(function)
		steps := i.Dispatcher.Explain(i.grant, "rest", function, i.attempt.Address, noon).Steps
		failed := slices.IndexFunc(steps, func(s Step) bool { return !s.Passed })
		if (failed >= 0) != (err != nil) || err != nil && steps[failed].Check != AsError(err).Check {
			t.Errorf("%q: refused with %v, explained by %+v", function, err, steps)
		}
	}
}

func TestWhatARunningFunctionMayAsk(t *testing.T) {
	w := allowedWorld()
	w.grant.Holdings.Courses = map[int][]Capabilities{5: {NewCapabilities([]string{"mod/x:edit"})}}
	c := &Call{Function: declared[none, Void](right()), Grant: w.grant}
	if err := c.Require("mod/x:edit", 5); err != nil {
		t.Error(err)
	}
	if err := c.Require("mod/x:edit", 0); AsError(err).Code != NoPermission || !strings.Contains(err.Error(), "mod/x:edit in the site") {
		t.Errorf("got %v", err)
	}
	if err := c.Require("mod/x:edit", 6); err == nil || !strings.Contains(err.Error(), "ada lacks the capability mod/x:edit in course 6") {
		t.Errorf("got %v", err)
	}
	if c.Within(5) != nil || c.Within(0) != nil {
		t.Error("a token for everywhere is kept out")
	}
	w.grant.Token.Course = 5
	if c.Within(5) != nil || AsError(c.Within(6)).Code != RestrictedContext || AsError(c.Within(0)).Code != RestrictedContext {
		t.Error("a token for one course is not kept to it")
	}
}
