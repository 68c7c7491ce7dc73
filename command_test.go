package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gatehouse/ent/factor"
	"gatehouse/ent/user"
	"gatehouse/server/store"
)

// shell runs commands against a database of its own.
type shell struct {
	t        *testing.T
	folder   string
	database string
}

func newShell(t *testing.T) *shell {
	folder := t.TempDir()
	return &shell{t, folder, "sqlite:" + filepath.Join(folder, "gatehouse.db")}
}

// run runs one command and returns its exit code and what it printed.
func (s *shell) run(input string, args ...string) (code int, out, errOut string) {
	var stdout, stderr bytes.Buffer
	if !strings.HasPrefix(strings.Join(args, " "), "--") {
		args = append(args, "--database", s.database, "--log-level", "error")
	}
	code = run(s.t.Context(), args, strings.NewReader(input), &stdout, &stderr)
	return code, stdout.String(), stderr.String()
}

// must runs a command that is to succeed and reads its JSON.
func (s *shell) must(into any, input string, args ...string) {
	s.t.Helper()
	if into != nil {
		args = append(args, "--json")
	}
	code, out, errOut := s.run(input, args...)
	if code != exitOK {
		s.t.Fatalf("%v: exit code %d: %s", args, code, errOut)
	}
	if into == nil {
		return
	}
	if err := json.Unmarshal([]byte(out), into); err != nil {
		s.t.Fatalf("%v: %v in %s", args, err, out)
	}
}

func TestCommandsRefused(t *testing.T) {
	for _, row := range []struct {
		why   string
		input string
		args  []string
		code  int
		says  string
	}{
		{"no command", "", []string{"--json"}, exitUsage, "expected one of"},
		{"an unknown command", "", []string{"frobnicate"}, exitUsage, "frobnicate"},
		{"an unknown flag", "", []string{"export", "--nope"}, exitUsage, "--nope"},
		{"a database that is not there", "", []string{"export"}, exitFailed, "there is no database"},
		{"a manifest that is not there", "", []string{"apply", "nosuch.yaml"}, exitFailed, "nosuch.yaml"},
		{"a manifest that is none", "users: 7", []string{"apply", "-"}, exitFailed, "users"},
		{"a manifest with an unknown key", "site: {nmae: x}", []string{"apply", "-"}, exitFailed, "nmae"},
		{"a password on the command line's standard input that is missing", "", []string{"user", "create", "x", "--email=x@example.com", "--first-name=X", "--last-name=Y", "--password"}, exitUsage, "password"},
		{"an address to listen on that names nobody", "", []string{"serve", "--listen", "0.0.0.0:0"}, exitUsage, "--public-url"},
		{"a public URL that is none", "", []string{"serve", "--public-url", "nonsense"}, exitUsage, "public URL"},
		{"a proxy that is none", "", []string{"serve", "--trusted-proxy", "10.0.0.0/99"}, exitUsage, "trusted proxy"},
		{"an unknown log format", "", []string{"export", "--log-format", "loud"}, exitUsage, "loud"},
		{"a file of settings that is not there", "", []string{"--config", "nosuch.yaml", "version"}, exitUsage, "nosuch.yaml"},
		{"a move to nowhere", "", []string{"move"}, exitUsage, "--to"},
		{"a move from a database that is not there", "", []string{"move", "--to", "sqlite:" + filepath.Join(t.TempDir(), "x.db")}, exitFailed, "there is no database"},
		{"a trial that gives up", "", []string{"move", "--release", "--keep-source"}, exitUsage, "--keep-source"},
		{"giving up what was finished, without giving up", "", []string{"move", "--even-finished", "--to", "sqlite:x"}, exitUsage, "--release"},
		{"giving up with a target", "", []string{"move", "--release", "--to", "sqlite:x"}, exitUsage, "--to"},
	} {
		t.Run(row.why, func(t *testing.T) {
			s := newShell(t)
			code, out, errOut := s.run(row.input, row.args...)
			if code != row.code || !strings.Contains(errOut, row.says) {
				t.Errorf("exit code %d, want %d; said %q %q, want %q", code, row.code, out, errOut, row.says)
			}
		})
	}
}

func TestQuickstartSwitchesOnWhatItIsAskedFor(t *testing.T) {
	s := newShell(t)
	var started struct{ Token, Function string }
	s.must(&started, "", "quickstart", "--url", "http://127.0.0.1:1")
	if code, _, _ := s.run("", "call", started.Function, "--token", started.Token, "--protocol", "jsonrpc"); code != exitFailed {
		t.Error("a protocol is on that nobody asked for")
	}
	s.must(&struct{}{}, "", "quickstart", "--url", "http://127.0.0.1:1", "--protocol", "jsonrpc,mcp")
	s.must(nil, "", "call", started.Function, "--token", started.Token, "--protocol", "jsonrpc")
}

// From nothing to a call that is answered, and everything an administrator does to a token on the way.
func TestFromQuickstartToACall(t *testing.T) {
	s := newShell(t)
	var started struct{ Token, Curl, Function string }
	s.must(&started, "", "quickstart", "--url", "http://127.0.0.1:1")
	if !strings.Contains(started.Curl, started.Token) {
		t.Errorf("the call lacks the token: %s", started.Curl)
	}
	var info struct{ Username string }
	code, out, errOut := s.run("", "call", started.Function, "--token", started.Token)
	if code != exitOK || json.Unmarshal([]byte(out), &info) != nil || info.Username != "quickstart" {
		t.Fatalf("%d %s %s", code, out, errOut)
	}
	s.must(nil, "", "explain", started.Function, "--token", started.Token)
	if code, out, _ := s.run("", "explain", "core_user_create_users", "--token", started.Token); code != exitFailed || !strings.Contains(out, "REFUSED function-in-service") {
		t.Errorf("a call that is refused is explained with %d %s", code, out)
	}
	if code, _, errOut := s.run("", "call", "core_group_create_groups", `{"groups":[{"name":"x"}]}`, "--token", started.Token, "--json"); code != exitFailed || !strings.Contains(errOut, `"path":"groups[0].courseid"`) {
		t.Errorf("a wrong parameter: %d %s", code, errOut)
	}

	var list []struct {
		ID    int
		Shown string
	}
	s.must(&list, "", "token", "list")
	if len(list) != 1 || !strings.HasSuffix(list[0].Shown, started.Token[len(started.Token)-4:]) || strings.Contains(list[0].Shown, started.Token) {
		t.Fatalf("listed %+v", list)
	}
	var rotated struct{ Secret string }
	s.must(&rotated, "", "token", "rotate", "1", "--overlap", "0")
	if code, _, _ := s.run("", "call", started.Function, "--token", started.Token); code != exitFailed {
		t.Error("the old token works after a rotation without an overlap")
	}
	s.must(nil, "", "call", started.Function, "--token", rotated.Secret)
	s.must(nil, "", "token", "revoke", "2")
	if code, _, errOut := s.run("", "call", started.Function, "--token", rotated.Secret); code != exitFailed || strings.Contains(errOut, rotated.Secret) {
		t.Errorf("after it was revoked: %d %s", code, errOut)
	}
}

func TestAManifestMakesANewInstallation(t *testing.T) {
	s := newShell(t)
	var first, second struct {
		Changes []struct{ Action, Kind, Name string }
		Secrets []struct{ Secret string }
	}
	fixture := filepath.Join("e2e", "conformance", "fixture.yaml")
	s.must(&first, "", "apply", fixture)
	s.must(&second, "", "apply", fixture)
	if len(first.Changes) == 0 || len(second.Changes) != 0 {
		t.Errorf("%d changes at first, %d again", len(first.Changes), len(second.Changes))
	}
	var tried struct{ Changes []struct{ Action string } }
	s.must(&tried, "site: {name: Other}", "apply", "-", "--dry-run")
	if _, out, _ := s.run("", "export"); len(tried.Changes) == 0 || strings.Contains(out, "Other") {
		t.Errorf("a dry run changed something, or said nothing: %+v", tried)
	}
}

func TestUsersByCommand(t *testing.T) {
	s := newShell(t)
	create := []string{"user", "create", "ana", "--email", "ana@example.com", "--first-name", "Ána", "--last-name", "López", "--admin", "--password"}
	if code, _, errOut := s.run("short\n", create...); code != exitFailed || !strings.Contains(errOut, "8 characters") {
		t.Errorf("a weak password: %d %s", code, errOut)
	}
	s.must(nil, "Passw0rd!\n", create...)
	if code, _, errOut := s.run("Passw0rd!\n", create...); code != exitFailed || !strings.Contains(errOut, "already") {
		t.Errorf("a second one: %d %s", code, errOut)
	}
	var users []struct {
		Username  string
		SiteAdmin bool
	}
	s.must(&users, "", "user", "list")
	if len(users) != 2 || users[1].Username != "ana" || !users[1].SiteAdmin {
		t.Errorf("listed %+v", users)
	}
	if code, _, errOut := s.run("", "user", "remove-second-factor", "nobody"); code != exitFailed || !strings.Contains(errOut, "no user") {
		t.Errorf("a second factor of nobody: %d %s", code, errOut)
	}
	s.giveSecondFactor("ana")
	if _, listed, _ := s.run("", "user", "list"); !strings.Contains(listed, "second factor") {
		t.Errorf("listed %s", listed)
	}
	var gone struct{ Removed int }
	if s.must(&gone, "", "user", "remove-second-factor", "ana"); gone.Removed != 1 {
		t.Errorf("removed %d", gone.Removed)
	}
	if _, listed, _ := s.run("", "user", "list"); strings.Contains(listed, "second factor") {
		t.Errorf("it is still there: %s", listed)
	}
	if code, _, errOut := s.run("", "user", "suspend", "nobody"); code != exitFailed || !strings.Contains(errOut, "no user") {
		t.Errorf("a name that is none: %d %s", code, errOut)
	}
}

// giveSecondFactor gives a user one, as setting it up in the app does.
func (s *shell) giveSecondFactor(username string) {
	s.t.Helper()
	open, err := store.Open(s.t.Context(), s.database, store.Options{})
	if err != nil {
		s.t.Fatal(err)
	}
	defer open.Close()
	err = open.Write(s.t.Context(), func(ctx context.Context, tx *store.Tx) error {
		id, err := tx.User.Query().Where(user.Username(username)).OnlyID(ctx)
		if err != nil {
			return err
		}
		return tx.Factor.Create().SetUserID(id).SetKind(factor.KindAuthenticator).Exec(ctx)
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

func TestBackupAndRestoreByCommand(t *testing.T) {
	from, to := newShell(t), newShell(t)
	from.must(&struct{}{}, "", "quickstart", "--url", "http://127.0.0.1:1")
	archive := filepath.Join(from.folder, "backup")
	from.must(&struct{}{}, "", "backup", archive)
	var restored struct{ TokensLeftOut int }
	to.must(&restored, "", "restore", archive)
	if restored.TokensLeftOut != 1 {
		t.Errorf("%d tokens were left out, want 1", restored.TokensLeftOut)
	}
	var tree struct{ Site struct{ Name string } }
	if from.must(&tree, "", "export"); tree.Site.Name != "Gatehouse" {
		t.Errorf("exported as JSON: %+v", tree)
	}
	_, before, _ := from.run("", "export")
	_, after, _ := to.run("", "export")
	if strings.Split(before, "\ntokens:")[0] != strings.Split(after, "\ntokens:")[0] {
		t.Errorf("exported before:\n%s\nand after:\n%s", before, after)
	}
}

// A flag counts before the environment, the environment before the file, the file before the default.
func TestWhereSettingsComeFrom(t *testing.T) {
	s := newShell(t)
	file := filepath.Join(s.folder, "settings.yaml")
	write := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	opened := func(args ...string) string {
		var out, errOut bytes.Buffer
		run(t.Context(), append([]string{"export", "--config", file}, args...), nil, &out, &errOut)
		return errOut.String()
	}
	write("database: sqlite:/nowhere/file.db\n")
	if got := opened(); !strings.Contains(got, "/nowhere/file.db") {
		t.Errorf("the file: %s", got)
	}
	t.Setenv("GATEHOUSE_DATABASE", "sqlite:/nowhere/environment.db")
	if got := opened(); !strings.Contains(got, "/nowhere/environment.db") {
		t.Errorf("the environment: %s", got)
	}
	if got := opened("--database", "sqlite:/nowhere/flag.db"); !strings.Contains(got, "/nowhere/flag.db") {
		t.Errorf("the flag: %s", got)
	}
	write("databse: x\n")
	if got := opened(); !strings.Contains(got, `no setting "databse"`) {
		t.Errorf("a mistyped setting: %s", got)
	}
}

func TestTheCatalogueIsDeclaredRightly(t *testing.T) {
	s := newShell(t)
	var catalogue struct {
		Functions []struct{ Name, Summary, Description string }
	}
	s.must(&catalogue, "", "functions")
	if len(catalogue.Functions) < 22 {
		t.Errorf("%d functions", len(catalogue.Functions))
	}
	for _, f := range catalogue.Functions {
		if f.Summary == "" || f.Description == "" {
			t.Errorf("%s is not described", f.Name)
		}
	}
}

// TestSetupLinks prints the links by which people get in without a password of before.
func TestSetupLinks(t *testing.T) {
	s := newShell(t)
	s.must(nil, "correct horse battery\n", "user", "create", "ada", "--email", "ada@example.org", "--first-name", "Ada", "--last-name", "Lee")
	var link struct{ URL string }
	s.must(&link, "", "user", "setup-link", "--url", "https://ws.example.org/")
	if !strings.HasPrefix(link.URL, "https://ws.example.org/setup/") || len(link.URL) < len("https://ws.example.org/setup/")+32 {
		t.Errorf("the link to the first administrator is %q", link.URL)
	}
	s.must(&link, "", "user", "setup-link", "ada")
	if !strings.HasPrefix(link.URL, "http://127.0.0.1:8080/password/") {
		t.Errorf("the link to a password is %q", link.URL)
	}
	if code, _, errOut := s.run("", "user", "setup-link", "nobody"); code != exitFailed || !strings.Contains(errOut, `no user "nobody"`) {
		t.Errorf("nobody: %d %s", code, errOut)
	}
	s.must(nil, "Correct-horse-1\n", "user", "create", "root", "--email", "root@example.org", "--first-name", "R", "--last-name", "T", "--admin", "--password")
	if code, _, errOut := s.run("", "user", "setup-link"); code != exitFailed || !strings.Contains(errOut, "administrator already") {
		t.Errorf("with an administrator: %d %s", code, errOut)
	}
}
