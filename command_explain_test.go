package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gatehouse/ent/role"
	"gatehouse/ent/service"
	"gatehouse/ent/user"
	"gatehouse/server/call"
	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

// asProgram says that the tests' binary is to be the program itself, for shells.
const asProgram = "GATEHOUSE_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	storetest.Main(m)
}

// called is what the explanations here are about, and an installation in which every check lets it through.
const (
	called  = "core_webservice_get_site_info"
	letsAll = `
site: {maintenance: false}
webServices: {enabled: true, protocols: [rest]}
tokenSettings: {endOnSuspension: false}
roles: [{shortName: caller, name: Caller, capabilities: ["webservice/rest:use", "moodle/course:view"]}, {shortName: other, name: Other, capabilities: ["moodle/user:update"]}]
users: [{id: 10, username: caller, firstName: C, lastName: L, email: c@example.org, auth: manual, confirmed: true, suspended: false, roles: [other, caller]}]
services:
  - {id: 10, shortName: desk, name: Desk, enabled: true, authorisedUsersOnly: true, requiredCapability: "moodle/course:view", downloadFiles: true, uploadFiles: true,
     functions: [` + called + `, core_group_get_groups], authorisedUsers: [{user: caller, ipRestriction: "127.0.0.0/8, 10.0.0.1", validUntil: 2099-01-01T00:00:00Z}]}
tokens: [{id: 1, name: k, user: caller, service: desk, ipRestriction: 127.0.0.1}]
`
)

// shellOn is a shell with a program on its path and an installation that lets everything through.
func shellOn(t *testing.T, address string) *shell {
	t.Helper()
	s := &shell{t, t.TempDir(), address}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	script := fmt.Sprintf("#!/bin/sh\n%s=1 exec '%s' \"$@\"\n", asProgram, self)
	if err := os.WriteFile(filepath.Join(s.folder, "gatehouse"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	s.must(nil, letsAll, "apply", "-")
	return s
}

// steps explains a call, by default with the token and the function that every check lets through.
func (s *shell) steps(args ...string) []call.Step {
	s.t.Helper()
	if !slices.ContainsFunc(args, func(a string) bool { return strings.HasPrefix(a, "core_") || strings.HasSuffix(a, ".php") }) {
		args = append(args, called)
	}
	if !slices.Contains(args, "--token-id") && !slices.Contains(args, "--user") {
		args = append(args, "--token-id", "1")
	}
	code, out, errOut := s.run("", append(append([]string{"explain"}, args...), "--json")...)
	var steps []call.Step
	if err := json.Unmarshal([]byte(out), &steps); err != nil {
		s.t.Fatalf("%v in %s %s", err, out, errOut)
	}
	if passes := !slices.ContainsFunc(steps, func(step call.Step) bool { return !step.Passed }); passes != (code == exitOK) {
		s.t.Errorf("exit code %d: %s", code, out)
	}
	return steps
}

// refused are the checks that are asked and refuse.
func refused(steps []call.Step) (list []call.Step) {
	for _, step := range steps {
		if step.Asked && !step.Passed {
			list = append(list, step)
		}
	}
	return list
}

// sh runs a printed command as somebody does who copied it.
func (s *shell) sh(command string) {
	s.t.Helper()
	c := exec.Command("sh", "-c", command)
	c.Dir, c.Env = s.folder, append(os.Environ(), "PATH="+s.folder+":"+os.Getenv("PATH"))
	if out, err := c.CombinedOutput(); err != nil {
		s.t.Errorf("%s\n%v: %s", command, err, out)
	}
}

var downloading = []string{"--protocol", "files", "pluginfile.php"}

// mendable are all checks that a command can mend, each with what makes it refuse, and the call that it refuses.
var mendable = []struct {
	check   call.Check
	breaks  string
	explain []string
}{
	{call.CheckServicesOn, "webServices: {enabled: false}", nil},
	{call.CheckProtocolOn, "webServices: {protocols: [soap]}", nil},
	{call.CheckTokenValid, "tokens: [{id: 1, validUntil: 2020-01-01T00:00:00Z}]", nil},
	{call.CheckTokenValid, "tokens: [{id: 1, validUntil: 2060-01-01T00:00:00Z}]", []string{"--at", "2061-01-01T00:00:00Z"}},
	{call.CheckTokenAddress, "tokens: [{id: 1, ipRestriction: 10.0.0.1}]", nil},
	{call.CheckTokenAddress, "tokens: [{id: 1, ipRestriction: 10.0.0.1}]", []string{"--address", "127.0.0.9"}},
	{call.CheckMaintenance, "site: {maintenance: true}", nil},
	{call.CheckUserConfirmed, "users: [{username: caller, confirmed: false}]", nil},
	{call.CheckUserActive, "users: [{username: caller, suspended: true}]", nil},
	{call.CheckUserMayLogin, "users: [{username: caller, auth: nologin}]", nil},
	{call.CheckProtocolAllowed, `roles: [{shortName: caller, capabilities: ["moodle/course:view"]}]`, nil},
	{call.CheckServiceOn, "services: [{shortName: desk, enabled: false}]", nil},
	{call.CheckFunctionInService, "services: [{shortName: desk, functions: [core_group_get_groups]}]", nil},
	{call.CheckUserAuthorised, "services: [{shortName: desk, authorisedUsers: []}]", nil},
	{call.CheckAuthorisedValid, "services: [{shortName: desk, authorisedUsers: [{user: caller, validUntil: 2020-01-01T00:00:00Z}]}]", nil},
	{call.CheckAuthorisedAddress, "services: [{shortName: desk, authorisedUsers: [{user: caller, ipRestriction: 10.0.0.1, validUntil: 2099-01-01T00:00:00Z}]}]", nil},
	{call.CheckServiceCapability, `roles: [{shortName: caller, capabilities: ["webservice/rest:use"]}]`, nil},
	{call.CheckServiceFiles, "services: [{shortName: desk, downloadFiles: false}]", downloading},
	{call.CheckServiceFiles, "services: [{shortName: desk, uploadFiles: false}]", []string{"--protocol", "files", call.UploadDoor}},
	{call.CheckServiceCapability, `roles: [{shortName: caller, capabilities: ["webservice/rest:use"]}]`, downloading},
}

// TestEachPrintedCommandMends runs the command that stands beside each refused check, in a shell, and asks again. One database is enough
// for one check after the other: TestOneRunShowsEverything runs the same commands on both.
func TestEachPrintedCommandMends(t *testing.T) {
	s := shellOn(t, storetest.SQLite(t))
	if now := refused(s.steps()); len(now) > 0 {
		t.Fatalf("refused at first: %+v", now)
	}
	for _, row := range mendable {
		s.must(nil, row.breaks, "apply", "-", "--prune")
		before := refused(s.steps(row.explain...))
		if len(before) != 1 || before[0].Check != row.check || before[0].Command == "" {
			t.Errorf("%s: no command, or not only that, in %+v", row.check, before)
			s.must(nil, letsAll, "apply", "-")
			continue
		}
		s.sh(before[0].Command)
		if after := refused(s.steps(row.explain...)); len(after) > 0 {
			t.Errorf("%s: after %s: %+v", row.check, before[0].Command, after)
		}
		s.must(nil, letsAll, "apply", "-")
	}
}

// TestOneRunShowsEverything breaks all at once: one explanation has every command, whatever the order in which they are run, and what
// was there besides stays.
func TestOneRunShowsEverything(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		s := shellOn(t, address)
		for _, backwards := range []bool{false, true} {
			s.must(nil, letsAll, "apply", "-")
			for _, row := range mendable {
				if row.explain == nil && row.check != call.CheckUserAuthorised {
					s.must(nil, row.breaks, "apply", "-")
				}
			}
			s.must(nil, `{roles: [{shortName: caller, capabilities: []}], tokens: [{id: 1, ipRestriction: 10.0.0.1, validUntil: 2020-01-01T00:00:00Z}],
				services: [{shortName: desk, authorisedUsers: [{user: caller, ipRestriction: 10.0.0.1, validUntil: 2020-01-01T00:00:00Z}]}]}`, "apply", "-")
			wrong := refused(s.steps())
			if len(wrong) != 14 {
				t.Errorf("%d checks refuse: %+v", len(wrong), wrong)
			}
			if backwards {
				slices.Reverse(wrong)
			}
			for _, step := range wrong {
				s.sh(step.Command)
			}
			if left := refused(s.steps()); len(left) > 0 {
				t.Errorf("left, backwards %v: %+v", backwards, left)
			}
			_, kept, _ := s.run("", "export")
			for _, text := range []string{"roles: [caller, other, ", "- core_group_get_groups", "protocols: [soap, rest]", "ipRestriction: 10.0.0.1, 127.0.0.1"} {
				if !strings.Contains(kept, text) {
					t.Errorf("%s is gone from\n%s", text, kept)
				}
			}
		}
	})
}

// TestWhatNoCommandMends says what to do instead. It asks the same of either database, so that one is enough.
func TestWhatNoCommandMends(t *testing.T) {
	s := shellOn(t, storetest.SQLite(t))
	s.must(nil, `users: [{id: 11, username: gone, firstName: G, lastName: L, email: g@example.org, confirmed: false}, {id: 12, username: bare, firstName: B, lastName: L, email: b@example.org}]`, "apply", "-")
	s.must(nil, `tokens: [{id: 2, name: g, user: gone, service: desk}, {id: 3, name: b, user: bare, service: moodle_mobile_app}]`, "apply", "-")
	s.must(nil, `users: [{username: gone, deleted: true}]`, "apply", "-")
	for _, row := range []struct {
		check call.Check
		says  string
		args  []string
	}{
		{call.CheckTokenKnown, "Use a token that was given out here", []string{"--token-id", "99"}},
		{call.CheckUserExists, "Make a token for another user.", []string{"--token-id", "2"}},
		{call.CheckUserConfirmed, "Make a token for another user.", []string{"--token-id", "2"}},
		{call.CheckProtocolAllowed, "Make a token for another user.", []string{"--token-id", "2"}},
		{call.CheckUserAuthorised, "Make a token for another user.", []string{"--token-id", "2"}},
		{call.CheckFunctionKnown, "catalogue", []string{"core_no_such"}},
		{call.CheckFunctionInService, "catalogue", []string{"core_no_such"}},
		{call.CheckFunctionInService, "deprecated", []string{"core_grades_get_enrolled_users_for_search_widget"}},
		{call.CheckFunctionInService, "another service", []string{"core_user_create_users", "--token-id", "3"}},
		{call.CheckProtocolOn, "", []string{"--protocol", "nosuch"}},
		{call.CheckTokenAddress, "", []string{"--address", "0.0.0.0"}},
	} {
		steps := refused(s.steps(row.args...))
		at := slices.IndexFunc(steps, func(step call.Step) bool { return step.Check == row.check })
		if at < 0 || steps[at].Command != "" || !strings.Contains(steps[at].Remedy, row.says) {
			t.Errorf("%s %v: %+v", row.check, row.args, steps)
		}
	}
}

// TestNamesDoNotRun gives things names that a shell or YAML would take for something else. Neither of them knows which database it is.
func TestNamesDoNotRun(t *testing.T) {
	address := storetest.SQLite(t)
	s := shellOn(t, address)
	open, err := store.Open(t.Context(), address, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	const trap = "'$(id>pwned)`id>pwned`\"\\\n\u202e}: [x, !!y #"
	err = open.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		tx.Changed(store.UserChanged, 0)
		return orElse(tx.User.Update().Where(user.Username("caller")).SetUsername("o'$(id>pwned)`id>pwned`\"\\\u202e}:[x,!!y#").Exec(ctx), orElse(
			tx.Role.Update().Where(role.ShortName("other")).SetShortName("o"+trap).Exec(ctx),
			tx.Service.Update().Where(service.ShortName("desk")).SetShortName("d"+trap).SetName(trap).Exec(ctx)))
	})
	if err := orElse(err, open.Close()); err != nil {
		t.Fatal(err)
	}
	s.must(nil, `{users: [{id: 10, confirmed: false, suspended: true, auth: nologin}], roles: [{shortName: caller, capabilities: []}],
		services: [{id: 10, enabled: false, functions: [], authorisedUsers: []}]}`, "apply", "-", "--prune")
	wrong := refused(s.steps())
	if len(wrong) < 8 {
		t.Errorf("only %+v", wrong)
	}
	for _, step := range wrong {
		if strings.ContainsAny(step.Command, "\n\u202e") || step.Command == "" {
			t.Errorf("%s: %q", step.Check, step.Command)
		}
		s.sh(step.Command)
	}
	if left := refused(s.steps()); len(left) > 0 {
		t.Errorf("left %+v", left)
	}
	if found, _ := filepath.Glob(filepath.Join(s.folder, "pwned")); len(found) > 0 {
		t.Error("a name was run")
	}
}

// TestTheDatabaseInCommands names the database as it was given, and never a password.
func TestTheDatabaseInCommands(t *testing.T) {
	s := shellOn(t, storetest.SQLite(t)+"'s")
	s.must(nil, "webServices: {enabled: false}", "apply", "-")
	code, out, _ := s.run("", "explain", called, "--token-id", "1")
	want := `printf %s '{webServices: {enabled: true}}' | gatehouse apply - --database '` + strings.ReplaceAll(s.database, "'", `'\''`) + "'\n"
	if code != exitFailed || !strings.Contains(out, want) {
		t.Errorf("exit code %d, want %s in\n%s", code, want, out)
	}
	t.Setenv("GATEHOUSE_DATABASE", s.database)
	if command := refused(s.steps())[0].Command; strings.Contains(command, "--database") {
		t.Errorf("named although the next command finds it: %s", command)
	}
	s.sh(refused(s.steps())[0].Command)
	if left := refused(s.steps()); len(left) > 0 {
		t.Errorf("left %+v", left)
	}
}
