package call

import (
	"context"
	"net/netip"
	"testing"
	"time"
)

// transferOrder is the order of the checks of files as Moodle has it, written down once more, with the code that each refuses with.
var transferOrder = []struct {
	check Check
	code  Code
}{
	{"web-services-on", "accessexception"}, {"token-known", "invalidtoken"}, {"token-valid", "accessexception"},
	{"token-address", "accessexception"}, {"user-not-deleted", "invaliduser"}, {"no-maintenance", "sitemaintenance"},
	{"service-on", "accessexception"}, {"service-capability", "accessexception"}, {"user-authorised", "accessexception"},
	{"authorisation-valid", "accessexception"}, {"authorisation-address", "accessexception"}, {"user-confirmed", "usernotconfirmed"},
	{"user-not-suspended", "wsaccessusersuspended"}, {"user-may-log-in", "wsaccessusernologin"}, {"service-files", "accessexception"},
}

// transferWorld lets a transfer through by a hair: no protocol is on, no function is named or held.
func transferWorld() *world {
	w := allowedWorld()
	w.policy.Protocols, w.attempt = nil, Attempt{Protocol: "files", Address: w.attempt.Address, At: w.attempt.At}
	drop(w, "webservice/rest:use")
	w.service().DownloadFiles, w.service().UploadFiles = true, true
	return w
}

// breakTransfer makes one check fail and leaves the others as they are.
func breakTransfer(w *world, check Check) {
	if check == CheckServiceFiles {
		w.service().DownloadFiles = false
		return
	}
	breaks[check](w)
}

func TestEachCheckOfTransfersRefuses(t *testing.T) {
	for _, row := range transferOrder {
		w := transferWorld()
		breakTransfer(w, row.check)
		d := DecideTransfer(&w.policy, w.grant, &w.attempt, Download)
		if d.Allowed || d.Check != row.check || d.Code != row.code || d.Reason == "" || d.Remedy == "" {
			t.Errorf("%s: got %+v, want the code %s", row.check, d, row.code)
		}
	}
	for _, way := range []Way{Download, Upload} {
		w := transferWorld()
		if d := DecideTransfer(&w.policy, w.grant, &w.attempt, way); !d.Allowed || d.Offer.Service != w.service() {
			t.Errorf("way %d: got %+v", way, d)
		}
	}
}

// Of two checks that fail the earlier one refuses.
func TestTheOrderOfTheChecksOfTransfers(t *testing.T) {
	for i, first := range transferOrder {
		for _, second := range transferOrder[i+1:] {
			w := transferWorld()
			last := first
			if breakTransfer(w, second.check); w.grant == nil { // then nothing else of it can be broken
				w, last = transferWorld(), second
				breakTransfer(w, first.check)
			}
			breakTransfer(w, last.check)
			if d := DecideTransfer(&w.policy, w.grant, &w.attempt, Download); d.Check != first.check {
				t.Errorf("%s and %s fail: got %s", first.check, second.check, d.Check)
			}
		}
	}
}

func TestWhatTransfersAskForAndWhere(t *testing.T) {
	for why, row := range map[string]struct {
		change func(w *world)
		way    Way
		want   Check
	}{
		"a service that may only upload does not download": {func(w *world) { w.service().DownloadFiles = false }, Download, CheckServiceFiles},
		"and uploads": {func(w *world) { w.service().DownloadFiles = false }, Upload, ""},
		"a service that may only download does not upload": {func(w *world) { w.service().UploadFiles = false }, Upload, CheckServiceFiles},
		"the service's capability held in the token's course is not held in the site": {func(w *world) {
			drop(w, "mod/x:need")
			w.grant.Token.Course = 5
			w.grant.Holdings.Courses = map[int][]Capabilities{5: {NewCapabilities([]string{"mod/x:need"})}}
		}, Download, CheckServiceCapability},
		"under maintenance those who may, may":         {func(w *world) { w.policy.Maintenance = true; w.hold("mod/x:need", MaintenanceAccess) }, Download, ""},
		"a service that is gone":                       {func(w *world) { w.grant.Services = []Offer{{}} }, Download, CheckServiceOn},
		"no service at all":                            {func(w *world) { w.grant.Services = nil }, Download, CheckServiceOn},
		"a service for everybody asks for nobody":      {func(w *world) { w.service().AuthorisedUsersOnly = false; w.grant.Services[0].Authorisation = nil }, Upload, ""},
		"a service that requires nothing, of a pauper": {func(w *world) { w.service().RequiredCapability = ""; w.hold() }, Upload, ""},
	} {
		w := transferWorld()
		row.change(w)
		if d := DecideTransfer(&w.policy, w.grant, &w.attempt, row.way); d.Check != row.want || d.Allowed != (row.want == "") {
			t.Errorf("%s: got %+v, want %q", why, d, row.want)
		}
	}
}

// givers hands out one grant for the token "known".
type givers struct {
	world *world
	asked int
}

func (g *givers) Policy() *Policy { return &g.world.policy }

func (g *givers) Find(_ context.Context, c Credential, _ netip.Addr) (*Grant, error) {
	g.asked++
	if c.Malformed || c.Token != "known" {
		return nil, nil
	}
	return g.world.grant, nil
}

type outcomes []Outcome

func (o *outcomes) Record(one Outcome) { *o = append(*o, one) }

func TestTransfersAreRunForNobodyElseAndRecorded(t *testing.T) {
	for _, row := range []struct {
		why    string
		token  Credential
		change func(w *world)
		moves  *Error // what moving ends with
		runs   bool
		code   Code
		asked  int
	}{
		{"an unknown token", Credential{Token: "unknown"}, nil, nil, false, InvalidToken, 1},
		{"a token that is shown twice", Credential{Token: "known", Malformed: true}, nil, nil, false, InvalidToken, 1},
		{"nobody is looked for while web services are off", Credential{Token: "known"}, breaks[CheckServicesOn], nil, false, AccessDenied, 0},
		{"a service that does not download", Credential{Token: "known"}, func(w *world) { w.service().DownloadFiles = false }, nil, false, AccessDenied, 1},
		{"a file that is not there", Credential{Token: "known"}, nil, Fail(FileNotFound), true, FileNotFound, 1},
		{"a file", Credential{Token: "known"}, nil, nil, true, "", 1},
	} {
		t.Run(row.why, func(t *testing.T) {
			w := transferWorld()
			if row.change != nil {
				row.change(w)
			}
			g, recorded, ran := &givers{world: w}, &outcomes{}, false
			d := &Dispatcher{Grants: g, Recorder: recorded, Now: func() time.Time { return noon }}
			err := d.Transfer(t.Context(), &Request{Protocol: "files", Credential: row.token, Address: w.attempt.Address}, Download, func(c *Call) error {
				if ran = true; c.User().ID != 2 || c.Service != w.service() {
					t.Errorf("moving is told of %+v", c)
				}
				if row.moves != nil {
					return row.moves
				}
				return nil
			})
			var code Code
			if err != nil {
				code = AsError(err).Code
			}
			if ran != row.runs || code != row.code || g.asked != row.asked {
				t.Errorf("ran %v, asked %d times, %v", ran, g.asked, err)
			}
			if len(*recorded) != 1 || ((*recorded)[0].Err == nil) != (row.code == "") {
				t.Errorf("recorded is %+v", *recorded)
			}
		})
	}
}

// TestTransfersAreExplainedAsTheyAreDecided holds what is told of a refused transfer to what refused it.
func TestTransfersAreExplainedAsTheyAreDecided(t *testing.T) {
	for _, row := range transferOrder {
		w := transferWorld()
		breakTransfer(w, row.check)
		w.attempt.Function = "pluginfile.php"
		d, steps := DecideTransfer(&w.policy, w.grant, &w.attempt, Download), Explain(&w.policy, w.grant, &w.attempt).Steps
		chain := Chain(Files, w.attempt.Function, row.check)
		if len(steps) != len(transferOrder) || len(chain) != len(transferOrder) {
			t.Fatalf("%d and %d checks", len(steps), len(chain))
		}
		failed := false
		for i, step := range steps {
			if step.Check != transferOrder[i].check || chain[i].Check != step.Check {
				t.Errorf("%s and %s at %d", step.Check, chain[i].Check, i)
			}
			if chain[i].Asked == failed || chain[i].Passed == (failed || step.Check == row.check) {
				t.Errorf("%s refuses, and %s was %+v", row.check, step.Check, chain[i])
			}
			if !failed && !step.Passed && (step.Check != d.Check || step.Reason != d.Reason || step.Remedy != d.Remedy) {
				t.Errorf("refused with %+v, explained by %+v", d, step)
			}
			failed = failed || !step.Passed
		}
	}
	w := transferWorld()
	w.attempt.Function, w.service().UploadFiles = UploadDoor, false
	if steps := Explain(&w.policy, w.grant, &w.attempt).Steps; steps[len(steps)-1].Passed {
		t.Error("a service that may only download uploads")
	}
	if steps := Explain(&w.policy, &Grant{Services: []Offer{{}}}, &w.attempt).Steps; steps[len(steps)-1].Asked {
		t.Error("a service that is gone is asked about files")
	}
	if chain := Chain("ajax", "core_f", CheckFunctionPublic); len(chain) != 2 || !chain[0].Passed || chain[1].Passed {
		t.Errorf("nobody's call: %+v", chain)
	}
}
