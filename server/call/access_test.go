package call

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"
)

// order is the order of the checks as the design states it, written down once more so that a change of the code shows.
var order = []Check{
	"web-services-on", "protocol-on", "token-known", "token-valid", "token-address", "no-maintenance", "user-not-deleted",
	"user-confirmed", "user-not-suspended", "user-may-log-in", "protocol-capability", "function-known", "service-on",
	"function-in-service", "user-authorised", "authorisation-valid", "authorisation-address", "service-capability", "rate",
}

// world is everything that a decision is made of.
type world struct {
	policy  Policy
	grant   *Grant
	attempt Attempt
}

var noon = time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)

// allowedWorld lets its request through, by a hair at every check.
func allowedWorld() *world {
	return &world{
		policy: Policy{ServicesOn: true, Protocols: map[string]bool{"rest": true}},
		grant: &Grant{
			Token:    Token{ID: 1, ValidUntil: noon, Addresses: parse("192.0.2.7")},
			User:     User{ID: 2, Username: "ada", Confirmed: true},
			Services: []Offer{offer("S", &Authorisation{ValidUntil: noon, Addresses: parse("192.0.2.0/24")})},
			Holdings: Holdings{Site: []Capabilities{NewCapabilities([]string{"webservice/rest:use", "mod/x:need"})}},
		},
		attempt: Attempt{Protocol: "rest", Function: "core_f", Known: true, Address: netip.MustParseAddr("192.0.2.7"), At: noon},
	}
}

func parse(list string) Addresses {
	a, _ := ParseAddresses(list)
	return a
}

func offer(name string, a *Authorisation) Offer {
	return Offer{
		Service: NewService(Service{
			Name: name, Enabled: true, AuthorisedUsersOnly: true, RequiredCapability: "mod/x:need", Functions: []string{"core_f"},
		}),
		Authorisation: a,
	}
}

// service returns the world's service for changing.
func (w *world) service() *Service { return w.grant.Services[0].Service }

func (w *world) authorisation() *Authorisation { return w.grant.Services[0].Authorisation }

func (w *world) hold(site ...string) { w.grant.Holdings.Site = []Capabilities{NewCapabilities(site)} }

// breaks makes one check fail and leaves the others as they are.
var breaks = map[Check]func(w *world){
	CheckServicesOn:        func(w *world) { w.policy.ServicesOn = false },
	CheckProtocolOn:        func(w *world) { w.policy.Protocols = nil },
	CheckTokenKnown:        func(w *world) { w.grant = nil },
	CheckTokenValid:        func(w *world) { w.grant.Token.ValidUntil = noon.Add(-time.Second) },
	CheckTokenAddress:      func(w *world) { w.grant.Token.Addresses = parse("192.0.2.8") },
	CheckMaintenance:       func(w *world) { w.policy.Maintenance = true },
	CheckUserExists:        func(w *world) { w.grant.User.Deleted = true },
	CheckUserConfirmed:     func(w *world) { w.grant.User.Confirmed = false },
	CheckUserActive:        func(w *world) { w.grant.User.Suspended = true },
	CheckUserMayLogin:      func(w *world) { w.grant.User.NoLogin = true },
	CheckProtocolAllowed:   func(w *world) { drop(w, "webservice/rest:use") },
	CheckFunctionKnown:     func(w *world) { w.attempt.Known = false },
	CheckServiceOn:         func(w *world) { w.service().Enabled = false },
	CheckFunctionInService: func(w *world) { w.service().sorted = nil },
	CheckUserAuthorised:    func(w *world) { w.grant.Services[0].Authorisation = nil },
	CheckAuthorisedValid:   func(w *world) { w.authorisation().ValidUntil = noon.Add(-time.Second) },
	CheckAuthorisedAddress: func(w *world) { w.authorisation().Addresses = parse("198.51.100.") },
	CheckServiceCapability: func(w *world) { drop(w, "mod/x:need") },
	CheckRate:              func(w *world) { w.attempt.Wait = &Wait{Of: CountedToken, Time: time.Second} },
}

func drop(w *world, capability string) { delete(w.grant.Holdings.Site[0], capability) }

func (w *world) decide() Decision { return Decide(&w.policy, w.grant, &w.attempt) }

// verify compares a decision with what is wanted and with the explanation of the same request.
func (w *world) verify(t *testing.T, want Check) {
	t.Helper()
	d := w.decide()
	if d.Allowed != (want == "") || d.Check != want {
		t.Fatalf("allowed is %v, check %q, want %q (%s)", d.Allowed, d.Check, want, d.Reason)
	}
	steps := Explain(&w.policy, w.grant, &w.attempt).Steps
	if names := names(steps); !slices.Equal(names, order) {
		t.Fatalf("explained as %v", names)
	}
	failed := slices.IndexFunc(steps, func(s Step) bool { return !s.Passed })
	if want == "" {
		if failed >= 0 || d.Err() != nil || d.Offer.Service == nil {
			t.Errorf("allowed, yet %+v, %v, %+v", steps[max(failed, 0)], d.Err(), d.Offer)
		}
		return
	}
	if failed < 0 || steps[failed].Check != want || !steps[failed].Asked || steps[failed].Reason != d.Reason || steps[failed].Remedy != d.Remedy {
		t.Errorf("refused with %+v, explained by %+v", d, steps[max(failed, 0)])
	}
	if e := d.Err(); e.Check != want || e.Code != d.Code || e.Message != d.Reason {
		t.Errorf("the error %+v does not say what the decision says", e)
	}
	if d.Reason == "" || d.Remedy == "" || d.Code.Sentence() == "" {
		t.Errorf("no reason, remedy or code: %+v", d)
	}
}

func names(steps []Step) (list []Check) {
	for _, s := range steps {
		list = append(list, s.Check)
	}
	return list
}

func TestEachCheckRefusesAlone(t *testing.T) {
	allowedWorld().verify(t, "")
	codes := map[Check]Code{
		CheckServicesOn: ServicesOff, CheckProtocolOn: ProtocolOff, CheckTokenKnown: InvalidToken, CheckMaintenance: SiteMaintenance,
		CheckUserExists: UserDeleted, CheckUserConfirmed: UserUnconfirmed, CheckUserActive: UserSuspended, CheckUserMayLogin: UserNoLogin,
		CheckFunctionKnown: FunctionUnknown, CheckRate: RateLimited,
	}
	for _, check := range order {
		t.Run(string(check), func(t *testing.T) {
			w := allowedWorld()
			breaks[check](w)
			w.verify(t, check)
			want, ok := codes[check]
			if !ok {
				want = AccessDenied
			}
			if d := w.decide(); d.Code != want {
				t.Errorf("code %s, want %s", d.Code, want)
			}
			if w.grant == nil {
				return // nothing can be asked of nobody
			}
			for i, step := range Explain(&w.policy, w.grant, &w.attempt).Steps {
				unaskable := check == CheckUserAuthorised && (step.Check == CheckAuthorisedValid || step.Check == CheckAuthorisedAddress)
				if step.Check != check && step.Passed == unaskable {
					t.Errorf("check %d, %s, fails besides", i+1, step.Check)
				}
			}
		})
	}
}

func TestOfTwoFailingChecksTheFirstIsReported(t *testing.T) {
	for j, second := range order {
		for _, first := range order[:j] {
			t.Run(fmt.Sprintf("%s before %s", first, second), func(t *testing.T) {
				w := allowedWorld()
				breaks[second](w)
				breaks[first](w) // last, because it may take away what the second is about
				w.verify(t, first)
			})
		}
	}
}

func TestEverythingAtOnceIsExplained(t *testing.T) {
	w := allowedWorld()
	for _, check := range order {
		if check != CheckTokenKnown && check != CheckUserAuthorised {
			breaks[check](w)
		}
	}
	for _, step := range Explain(&w.policy, w.grant, &w.attempt).Steps {
		ought := step.Check == CheckTokenKnown || step.Check == CheckUserAuthorised
		if !step.Asked || step.Passed != ought || !ought && (step.Reason == "" || step.Remedy == "") {
			t.Errorf("%+v", step)
		}
	}
}

func TestDecideAtTheEdges(t *testing.T) {
	v4, mapped, v6 := netip.MustParseAddr("192.0.2.7"), netip.MustParseAddr("::ffff:192.0.2.7"), netip.MustParseAddr("2001:db8::7")
	for _, test := range []struct {
		why    string
		change func(w *world)
		want   Check
	}{
		{"a second past its valid-until a token is over", func(w *world) { w.grant.Token.ValidUntil = noon.Add(-time.Second) }, CheckTokenValid},
		{"a nanosecond past is past", func(w *world) { w.attempt.At = noon.Add(1) }, CheckTokenValid},
		{"at its valid-until a token still works", func(w *world) { w.grant.Token.ValidUntil = noon }, ""},
		{"the same moment in another zone is the same", func(w *world) { w.grant.Token.ValidUntil = noon.In(time.FixedZone("", -36000)) }, ""},
		{"a second before it works", func(w *world) { w.grant.Token.ValidUntil = noon.Add(time.Second) }, ""},
		{"no valid-until means for ever", func(w *world) { w.grant.Token.ValidUntil = time.Time{} }, ""},
		{"an authorisation is over a second past its valid-until", func(w *world) { w.authorisation().ValidUntil = noon.Add(-time.Second) }, CheckAuthorisedValid},
		{"at its valid-until it still works", func(w *world) { w.authorisation().ValidUntil = noon }, ""},
		{"a second before it works, which Moodle has the wrong way round", func(w *world) { w.authorisation().ValidUntil = noon.Add(time.Second) }, ""},
		{"no valid-until of an authorisation means for ever", func(w *world) { w.authorisation().ValidUntil = time.Time{} }, ""},
		{"an expired authorisation does not matter to a service that is for all", func(w *world) {
			breaks[CheckAuthorisedValid](w)
			breaks[CheckAuthorisedAddress](w)
			w.service().AuthorisedUsersOnly = false
		}, ""},
		{"nobody needs an authorisation for a service that is for all", func(w *world) {
			breaks[CheckUserAuthorised](w)
			w.service().AuthorisedUsersOnly = false
		}, ""},

		{"a restriction that is empty lets everybody in", func(w *world) { w.grant.Token.Addresses = parse("") }, ""},
		{"a restriction that cannot be read lets nobody in", func(w *world) { w.grant.Token.Addresses = parse("localhost") }, CheckTokenAddress},
		{"the readable part of a broken list counts", func(w *world) { w.grant.Token.Addresses = parse("localhost, 192.0.2.7") }, ""},
		{"an IPv6 address against a list of IPv4", func(w *world) { w.attempt.Address = v6 }, CheckTokenAddress},
		{"an IPv4 address against a list of IPv6", func(w *world) { w.grant.Token.Addresses = parse("2001:db8::/32") }, CheckTokenAddress},
		{"an IPv6 address in its network", func(w *world) {
			w.attempt.Address, w.grant.Token.Addresses, w.authorisation().Addresses = v6, parse("2001:db8::/32"), parse("2001:db8:")
		}, ""},
		{"a v4-mapped address is the same as v4", func(w *world) { w.attempt.Address = mapped }, ""},
		{"a v4-mapped address in the list is the same as v4", func(w *world) { w.grant.Token.Addresses = parse("::ffff:192.0.2.7") }, ""},
		{"a range in the last group", func(w *world) { w.grant.Token.Addresses = parse("192.0.2.5-7") }, ""},
		{"one past a range", func(w *world) { w.grant.Token.Addresses = parse("192.0.2.5-6") }, CheckTokenAddress},
		{"a partial address", func(w *world) { w.grant.Token.Addresses = parse("192.0.2.") }, ""},
		{"a partial address stands for groups, not for digits", func(w *world) { w.grant.Token.Addresses = parse("19.") }, CheckTokenAddress},
		{"an address that is not known fits no restriction", func(w *world) { w.attempt.Address = netip.Addr{} }, CheckTokenAddress},
		{"an address that is not known fits no authorisation", func(w *world) {
			w.attempt.Address, w.grant.Token.Addresses = netip.Addr{}, Addresses{}
		}, CheckAuthorisedAddress},
		{"an address that is not known is let in where nothing is restricted", func(w *world) {
			w.attempt.Address, w.grant.Token.Addresses, w.authorisation().Addresses = netip.Addr{}, Addresses{}, Addresses{}
		}, ""},
		{"both restrictions must let the address in", func(w *world) { w.authorisation().Addresses = parse("192.0.2.8") }, CheckAuthorisedAddress},
		{"of two addresses the authorisation's has the token's too", func(w *world) {
			w.attempt.Address, w.authorisation().Addresses = v4, parse("192.0.2.7, 2001:db8::7")
		}, ""},

		{"maintenance shuts even administrators of a course out", func(w *world) {
			w.policy.Maintenance, w.grant.Token.Course = true, 5
			w.grant.Holdings.Courses = map[int][]Capabilities{5: {NewCapabilities([]string{MaintenanceAccess})}}
		}, CheckMaintenance},
		{"maintenance access in the site", func(w *world) {
			w.policy.Maintenance = true
			w.hold("webservice/rest:use", "mod/x:need", MaintenanceAccess)
		}, ""},
		{"an administrator works under maintenance", func(w *world) { w.policy.Maintenance, w.grant.Holdings = true, Holdings{Everything: true} }, ""},
		{"an administrator needs no role", func(w *world) { w.grant.Holdings = Holdings{Everything: true} }, ""},
		{"an administrator needs an authorisation all the same", func(w *world) {
			w.grant.Holdings = Holdings{Everything: true}
			breaks[CheckUserAuthorised](w)
		}, CheckUserAuthorised},
		{"a suspended administrator is suspended", func(w *world) {
			w.grant.Holdings, w.grant.User.Suspended = Holdings{Everything: true}, true
		}, CheckUserActive},

		{"nobody without any role", func(w *world) { w.grant.Holdings = Holdings{} }, CheckProtocolAllowed},
		{"the capability of another protocol", func(w *world) { w.hold("webservice/soap:use", "mod/x:need") }, CheckProtocolAllowed},
		{"capabilities of two roles add up", func(w *world) {
			w.grant.Holdings.Site = []Capabilities{NewCapabilities([]string{"webservice/rest:use"}), NewCapabilities([]string{"mod/x:need"})}
		}, ""},
		{"held in a course only, by a token for everywhere", func(w *world) { inCourse(w, 5, 0) }, CheckProtocolAllowed},
		{"held in a course only, by a token for another one", func(w *world) { inCourse(w, 5, 6) }, CheckProtocolAllowed},
		{"held in the course that the token is for", func(w *world) { inCourse(w, 5, 5) }, ""},
		{"the service's capability in the site, the protocol's in the token's course", func(w *world) {
			w.hold("mod/x:need")
			w.grant.Token.Course, w.grant.Holdings.Courses = 5, map[int][]Capabilities{5: {NewCapabilities([]string{"webservice/rest:use"})}}
		}, ""},
		{"the protocol's capability in the site, the service's in a course by a token for everywhere", func(w *world) {
			w.hold("webservice/rest:use")
			w.grant.Holdings.Courses = map[int][]Capabilities{5: {NewCapabilities([]string{"mod/x:need"})}}
		}, CheckServiceCapability},
		{"a service that requires no capability", func(w *world) {
			w.hold("webservice/rest:use")
			w.service().RequiredCapability = ""
		}, ""},

		{"a protocol that is listed as off", func(w *world) { w.policy.Protocols = map[string]bool{"rest": false, "soap": true} }, CheckProtocolOn},
		{"another protocol than the one that is on", func(w *world) { w.attempt.Protocol = "soap" }, CheckProtocolOn},
		{"no function named", func(w *world) { w.attempt.Function, w.attempt.Known = "", false }, CheckFunctionKnown},
		{"a function of the service that the program has lost", func(w *world) { w.attempt.Known = false }, CheckFunctionKnown},
		{"a token whose service is not there", func(w *world) { w.grant.Services = []Offer{{}} }, CheckServiceOn},
		{"a user without any service", func(w *world) { w.grant.Services = nil }, CheckServiceOn},
	} {
		t.Run(test.why, func(t *testing.T) {
			w := allowedWorld()
			test.change(w)
			w.verify(t, test.want)
		})
	}
}

// inCourse moves what the user holds from the site to a course.
func inCourse(w *world, course, ofToken int) {
	w.grant.Holdings = Holdings{Courses: map[int][]Capabilities{course: w.grant.Holdings.Site}}
	w.grant.Token.Course = ofToken
}

func TestOfSeveralServicesTheOneThatCameFurthestExplains(t *testing.T) {
	fits := func() Offer { return offer("fits", &Authorisation{}) }
	off := fits()
	off.Service = NewService(Service{Name: "off", Functions: []string{"core_f"}})
	without := fits()
	without.Service = NewService(Service{Name: "without", Enabled: true})
	needs := fits()
	needs.RequiredCapability = "mod/x:lacking"
	needs.Name = "needs"
	stranger := offer("stranger", nil)
	for _, test := range []struct {
		why     string
		offers  []Offer
		want    Check
		decided string
	}{
		{"the first that fits decides", []Offer{off, fits(), offer("second", &Authorisation{})}, "", "fits"},
		{"wherever it stands", []Offer{off, without, stranger, needs, fits()}, "", "fits"},
		{"the furthest stands last", []Offer{off, without, stranger, needs}, CheckServiceCapability, "needs"},
		{"the furthest stands first", []Offer{needs, stranger, without, off}, CheckServiceCapability, "needs"},
		{"of equals the first", []Offer{off, stranger, offer("other", nil)}, CheckUserAuthorised, "stranger"},
		{"a single one", []Offer{without}, CheckFunctionInService, "without"},
	} {
		t.Run(test.why, func(t *testing.T) {
			w := allowedWorld()
			w.grant.Token, w.grant.Services = Token{}, test.offers
			w.verify(t, test.want)
			if d := w.decide(); d.Offer.Name != test.decided {
				t.Errorf("decided by %q, want %q", d.Offer.Name, test.decided)
			}
		})
	}
}

func TestAStrangerLearnsNothingAboutFunctions(t *testing.T) {
	for _, change := range []func(w *world){breaks[CheckServicesOn], breaks[CheckProtocolOn], breaks[CheckTokenKnown]} {
		var seen []string
		for _, function := range []string{"core_f", "no_such", ""} {
			w := allowedWorld()
			change(w)
			w.attempt.Function, w.attempt.Known = function, function == "core_f"
			seen = append(seen, fmt.Sprintf("%+v", w.decide()))
		}
		if seen[0] != seen[1] || seen[1] != seen[2] {
			t.Errorf("answers differ:\n%s", strings.Join(seen, "\n"))
		}
	}
}

func TestReasonsNameWhatAnAdministratorMustKnow(t *testing.T) {
	for check, says := range map[Check][]string{
		CheckTokenValid:        {"14 March 2026, 11:59:59 UTC"},
		CheckTokenAddress:      {"192.0.2.7"},
		CheckUserExists:        {"ada"},
		CheckProtocolAllowed:   {"ada", "webservice/rest:use"},
		CheckFunctionKnown:     {"core_f"},
		CheckServiceOn:         {`"S"`},
		CheckFunctionInService: {"core_f", `"S"`},
		CheckUserAuthorised:    {"ada", `"S"`},
		CheckAuthorisedValid:   {`"S"`, "14 March 2026, 11:59:59 UTC"},
		CheckAuthorisedAddress: {`"S"`, "192.0.2.7"},
		CheckServiceCapability: {"ada", "mod/x:need", `"S"`},
	} {
		w := allowedWorld()
		breaks[check](w)
		for _, text := range says {
			if d := w.decide(); !strings.Contains(d.Reason, text) {
				t.Errorf("%s: %q does not name %s", check, d.Reason, text)
			}
		}
	}
	w := allowedWorld()
	w.attempt.Known, w.attempt.Function = false, strings.Repeat("x", 1000)
	if d := w.decide(); len(d.Reason) > 200 {
		t.Errorf("a name of 1000 characters is repeated in full: %s", d.Reason)
	}
	w.attempt.Function = ""
	if d := w.decide(); d.Code != InvalidParameter {
		t.Errorf("a missing name is %s", d.Code)
	}
}

func TestHoldings(t *testing.T) {
	h := Holdings{Site: []Capabilities{NewCapabilities([]string{"a"})}, Courses: map[int][]Capabilities{5: {NewCapabilities([]string{"b"})}}}
	for _, test := range []struct {
		why        string
		capability string
		course     int
		want       bool
	}{
		{"nobody holds what no role gives", "c", 5, false},
		{"what is held in a course is not held in the site", "b", 0, false},
		{"nor in another course", "b", 6, false},
		{"but there", "b", 5, true},
		{"what is held in the site is held there", "a", 0, true},
		{"and in every course", "a", 5, true},
	} {
		if got := h.Hold(test.capability, test.course); got != test.want {
			t.Errorf("%s: %v", test.why, got)
		}
	}
}

func TestFullName(t *testing.T) {
	for want, u := range map[string]User{
		"Ada Lovelace": {FirstName: "Ada", LastName: "Lovelace"}, "Ada": {FirstName: "Ada"}, "Lovelace": {LastName: "Lovelace"}, "": {},
	} {
		if got := u.FullName(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
