package conformance

import (
	"context"
	"net/netip"
	"sync"
	"testing"
	"time"

	"gatehouse/server/call"
)

// What the suite's one caller shows.
const (
	Token     = "conformance-token-5f2e"
	Username  = "ada"
	Password  = "conformance-password-5f2e"
	RequestID = "request-1"
)

// Address is where the caller is.
var Address = netip.MustParseAddr("192.0.2.7")

// noon is when everything happens.
var noon = time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)

// World is an installation in memory: the functions of the suite, one token, and one user name with its password.
type World struct {
	Policy call.Policy
	Grant  *call.Grant // of the token and of the password; nil: both are unknown
	Wait   call.Wait   // what the limits on calls say

	mutex    sync.Mutex
	outcomes []call.Outcome
	kept     map[[32]byte]kept
}

// NewWorld returns a world that lets every call over the protocol through, by a hair at every check.
func NewWorld(protocol string) *World {
	service := call.Service{ID: 1, Name: "Conformance", ShortName: "conformance", Enabled: true, AuthorisedUsersOnly: true, RequiredCapability: "mod/x:need"}
	for _, f := range Functions() {
		if f.Name != outside {
			service.Functions = append(service.Functions, f.Name)
		}
	}
	service.Functions = append(service.Functions, unknown)
	here := addresses("192.0.2.7")
	capabilities := call.NewCapabilities([]string{call.ProtocolCapability(protocol), service.RequiredCapability})
	return &World{
		Policy: call.Policy{ServicesOn: true, Protocols: map[string]bool{protocol: true}, Passwords: true},
		Grant: &call.Grant{
			Token:    call.Token{ID: 1, Name: "conformance", ValidUntil: noon, Addresses: here},
			User:     call.User{ID: 2, Username: Username, FirstName: "Ada", Confirmed: true},
			Services: []call.Offer{{Service: call.NewService(service), Authorisation: &call.Authorisation{ValidUntil: noon, Addresses: here}}},
			Holdings: call.Holdings{Site: []call.Capabilities{capabilities}},
		},
	}
}

func addresses(list string) call.Addresses {
	a, _ := call.ParseAddresses(list)
	return a
}

// Dispatcher returns a dispatcher over the world.
func (w *World) Dispatcher() *call.Dispatcher {
	catalogue, err := call.NewCatalogue(Functions())
	if err != nil {
		panic(err) // the functions of the suite are declared wrongly
	}
	return &call.Dispatcher{Catalogue: catalogue, Grants: grants{w}, Recorder: recorder{w}, Limits: limits{w}, Repeats: w, Now: func() time.Time { return noon }}
}

// Outcomes returns how calls ended so far.
func (w *World) Outcomes() []call.Outcome {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return w.outcomes
}

// Forget drops the outcomes so far.
func (w *World) Forget() {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.outcomes = nil
}

// grants is the world as the dispatcher asks it.
type grants struct{ world *World }

func (g grants) Policy() *call.Policy { return &g.world.Policy }

func (g grants) Find(_ context.Context, c call.Credential, _ netip.Addr) (*call.Grant, error) {
	grant := g.world.Grant
	switch {
	case c.ByUser && (!g.world.Policy.Passwords || grant == nil || c.Username != Username || c.Password != Password):
		return nil, call.Fail(call.WrongPassword)
	case c.ByUser:
		byPassword := *grant
		byPassword.Token = call.Token{}
		return &byPassword, nil
	case c.Malformed || c.Token != Token:
		return nil, nil
	}
	return grant, nil
}

// limits is the world as it counts calls.
type limits struct{ world *World }

func (l limits) Take(context.Context, []call.Counted) (call.Wait, error) { return l.world.Wait, nil }
func (l limits) Wait(context.Context, []call.Counted) (call.Wait, error) { return l.world.Wait, nil }

// Once keeps answers in memory.
func (w *World) Once(ctx context.Context, o call.Once, run func(ctx context.Context) ([]byte, error)) ([]byte, bool, error) {
	if kept, ok := w.kept[o.Key]; ok {
		if kept.request != o.Request {
			return nil, false, call.Fail(call.KeyReused)
		}
		return kept.answer, true, nil
	}
	answer, err := run(ctx)
	if err == nil {
		if w.kept == nil {
			w.kept = map[[32]byte]kept{}
		}
		w.kept[o.Key] = kept{o.Request, answer}
	}
	return answer, false, err
}

// kept is an answer under an Idempotency-Key.
type kept struct {
	request [32]byte
	answer  []byte
}

// recorder is the world as it is told how calls ended.
type recorder struct{ world *World }

func (r recorder) Record(o call.Outcome) {
	r.world.mutex.Lock()
	defer r.world.mutex.Unlock()
	r.world.outcomes = append(r.world.outcomes, o)
}

// breaks makes one check fail and leaves the others as they are. The two checks about the function's name are broken by the
// name that is called.
var breaks = map[call.Check]func(w *World){
	call.CheckServicesOn:        func(w *World) { w.Policy.ServicesOn = false },
	call.CheckProtocolOn:        func(w *World) { w.Policy.Protocols = nil },
	call.CheckTokenKnown:        func(w *World) { w.Grant = nil },
	call.CheckTokenValid:        func(w *World) { w.Grant.Token.ValidUntil = noon.Add(-time.Second) },
	call.CheckTokenAddress:      func(w *World) { w.Grant.Token.Addresses = addresses("192.0.2.8") },
	call.CheckMaintenance:       func(w *World) { w.Policy.Maintenance = true },
	call.CheckUserExists:        func(w *World) { w.Grant.User.Deleted = true },
	call.CheckUserConfirmed:     func(w *World) { w.Grant.User.Confirmed = false },
	call.CheckUserActive:        func(w *World) { w.Grant.User.Suspended = true },
	call.CheckUserMayLogin:      func(w *World) { w.Grant.User.NoLogin = true },
	call.CheckProtocolAllowed:   func(w *World) { w.Grant.Holdings.Site = holding("mod/x:need") },
	call.CheckFunctionKnown:     func(*World) {},
	call.CheckServiceOn:         func(w *World) { w.Grant.Services[0].Enabled = false },
	call.CheckFunctionInService: func(*World) {},
	call.CheckUserAuthorised:    func(w *World) { w.Grant.Services[0].Authorisation = nil },
	call.CheckAuthorisedValid:   func(w *World) { w.Grant.Services[0].Authorisation.ValidUntil = noon.Add(-time.Second) },
	call.CheckAuthorisedAddress: func(w *World) { w.Grant.Services[0].Authorisation.Addresses = addresses("198.51.100.") },
	call.CheckRate: func(w *World) {
		w.Wait = call.Wait{Of: call.CountedToken, Time: 1500 * time.Millisecond}
		w.Grant.Token.Limit.PerMinute = 1
	},
	call.CheckServiceCapability: func(w *World) {
		delete(w.Grant.Holdings.Site[0], w.Grant.Services[0].RequiredCapability)
	},
}

func holding(capability string) []call.Capabilities {
	return []call.Capabilities{call.NewCapabilities([]string{capability})}
}

// Break makes one check refuse.
func (w *World) Break(t testing.TB, check call.Check) {
	t.Helper()
	change, ok := breaks[check]
	if !ok {
		t.Fatalf("the suite does not know the check %s", check)
	}
	change(w)
}
