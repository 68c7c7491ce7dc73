package main

import (
	"database/sql"
	"encoding/json"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

// checked runs "gatehouse check" and returns its findings by what they are about.
func (s *shell) checked(args ...string) (code int, findings map[string]finding) {
	s.t.Helper()
	args = append([]string{"check", "--json"}, args...)
	if !slices.Contains(args, "--listen") {
		args = append(args, "--listen", "127.0.0.1:0")
	}
	code, out, errOut := s.run("", args...)
	var answer struct {
		Verdict  verdict
		Findings []finding
	}
	if err := json.Unmarshal([]byte(out), &answer); err != nil {
		s.t.Fatalf("%d %s %s", code, out, errOut)
	}
	findings = map[string]finding{}
	for _, f := range answer.Findings {
		findings[f.What] = f
		if f.Verdict != fine && f.Do == "" {
			s.t.Errorf("%s is %s and nothing is said of what to do", f.What, f.Verdict)
		}
	}
	if verdicts[code] != answer.Verdict {
		s.t.Errorf("exit code %d for %s", code, answer.Verdict)
	}
	return code, findings
}

// made is a shell whose database is there, with web services on.
func made(t *testing.T) *shell {
	s := newShell(t)
	s.must(nil, "webServices: {enabled: true, protocols: [rest]}", "apply", "-")
	return s
}

func TestCheckFindsWhatIsWrong(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for _, row := range []struct {
		what, says string
		code       int
		args       []string
	}{
		{"public URL", "--public-url", 2, []string{"--listen", ":0"}},
		{"public URL", "plain HTTP", 1, []string{"--public-url", "http://services.example.org"}},
		{"public URL", "not an address", 2, []string{"--public-url", "nonsense"}},
		{"trusted proxies", "neither an address nor a network", 2, []string{"--trusted-proxy", "proxy"}},
		{"trusted proxies", "everybody", 2, []string{"--trusted-proxy", "0.0.0.0/0"}},
		{"trusted proxies", "seem to come from the proxy", 1, []string{"--public-url", "https://services.example.org"}},
		{"listen address", "in use", 1, []string{"--listen", taken.Addr().String()}},
		{"metrics address", "in use", 1, []string{"--metrics-listen", taken.Addr().String()}},
		{"metrics address", "the public address", 2, []string{"--listen", "127.0.0.1:0", "--metrics-listen", "127.0.0.1:0"}},
		{"metrics address", "every network", 1, []string{"--metrics-listen", ":0"}},
		{"metrics address", "without an address", 2, []string{"--profiles"}},
	} {
		t.Run(row.says, func(t *testing.T) {
			code, findings := made(t).checked(row.args...)
			if f := findings[row.what]; code != row.code || !strings.Contains(f.Found, row.says) {
				t.Errorf("exit code %d, want %d: %+v", code, row.code, f)
			}
		})
	}
}

func TestCheckRefusesUnknownSettings(t *testing.T) {
	s := newShell(t)
	file := filepath.Join(s.folder, "settings.yaml")
	if err := os.WriteFile(file, []byte("lissten: 127.0.0.1:0\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, errOut := s.run("", "check", "--config", file); code != exitUsage || !strings.Contains(errOut, `no setting "lissten"`) {
		t.Errorf("%d %s", code, errOut)
	}
}

func TestCheckLooksAtTheDatabaseAndChangesNothing(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		s := newShell(t)
		s.database = address
		if code, findings := s.checked(); code != 1 || findings["database"].Verdict != warning {
			t.Errorf("an empty database: %d %+v", code, findings["database"])
		}
		if _, err := os.Stat(strings.TrimPrefix(address, "sqlite:")); err == nil {
			t.Error("the look has made a database")
		}
		s.must(nil, "webServices: {enabled: true, protocols: []}", "apply", "-")
		if code, findings := s.checked(); code != 1 || !strings.Contains(findings["web services"].Found, "no protocol") {
			t.Errorf("no protocol on: %d %+v", code, findings["web services"])
		}
		s.must(nil, "webServices: {enabled: true, protocols: [rest]}", "apply", "-")
		if name, lite := strings.CutPrefix(address, "sqlite:"); lite {
			if err := os.Chmod(name, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if code, findings := s.checked(); code != 0 {
			t.Errorf("nothing is wrong: %d %+v", code, findings)
		}
		note := `INSERT INTO schema_migrations (name, sum, applied_at) VALUES ('9999_future', 'x', 'x')`
		execute(t, address, `DELETE FROM schema_migrations WHERE name = '`+store.SchemaVersion()+`'`)
		if code, findings := s.checked(); code != 1 || !strings.Contains(findings["schema"].Found, "applies "+store.SchemaVersion()) {
			t.Errorf("an older schema: %d %+v", code, findings["schema"])
		}
		execute(t, address, note)
		if code, findings := s.checked(); code != 2 || !strings.Contains(findings["schema"].Found, "newer") {
			t.Errorf("a newer schema: %d %+v", code, findings["schema"])
		}
	})
}

func TestCheckSaysThatADatabaseCannotBeReached(t *testing.T) {
	s := newShell(t)
	s.database = "postgres://nobody:secret-word@127.0.0.1:1/none"
	code, findings := s.checked()
	if f := findings["database"]; code != 2 || f.Verdict != failing || strings.Contains(f.Found, "secret-word") {
		t.Errorf("%d %+v", code, f)
	}
	broken := filepath.Join(s.folder, "broken.db")
	if err := os.WriteFile(broken, []byte(strings.Repeat("this is no database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	s.database = "sqlite:" + broken
	if code, findings := s.checked(); code != 2 || findings["database"].Verdict != failing {
		t.Errorf("%d %+v", code, findings["database"])
	}
}

func TestCheckSeesADatabaseThatEverybodyReads(t *testing.T) {
	s := made(t)
	name := strings.TrimPrefix(s.database, "sqlite:")
	for _, err := range []error{os.Chmod(name, 0o644), os.Chmod(s.folder, 0o755)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if code, findings := s.checked(); code != 1 || !strings.Contains(findings["permissions of the database"].Do, "chmod") {
		t.Errorf("%d %+v", code, findings["permissions of the database"])
	}
}

// execute changes a database behind the program's back.
func execute(t *testing.T, address, statement string) {
	t.Helper()
	driver := "pgx"
	if name, lite := strings.CutPrefix(address, "sqlite:"); lite {
		driver, address = "sqlite", "file:"+name
	}
	db, err := sql.Open(driver, address)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
}
