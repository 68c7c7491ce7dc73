package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

const (
	everything = "everything"
	standard   = "the standard library" // and nothing else, of others neither
)

// rooms says who may import whom: a room may import what stands beside it, its own parts, and nothing else of ours. A room is a
// folder with all that is below it; each folder below server/protocols is a room of its own, a stranger to the others.
// ARCHITECTURE.md gives the reasons.
var rooms = map[string][]string{
	".":      {everything},
	"e2e":    {everything},
	"server": {"server/protocols", "server/protocols/*", "server/call", "server/tokens", "server/people", "server/docs", "server/files", "server/journal"},

	"server/call":        {standard},
	"server/protocols":   {"server/call", "server/docs"},
	"server/protocols/*": {"server/call", "server/docs", "server/protocols"},
	"server/docs":        {"server/call"},

	// Files over HTTP need the helpers of the wires and the database behind files, which no other room may have together.
	"server/transfer": {"server/call", "server/protocols", "server/files", "server/journal", "server/store", "ent"},

	// Calls that the server makes to itself go through handlers that main hands over.
	"server/trials": {"server/call", "server/docs", "server/protocols"},

	"server/functions": {"server/call", "ent", "server/store", "server/journal", "server/files", "server/people"},
	"server/files":     {"server/call", "ent", "server/store", "server/journal"},
	"server/tokens":    {"server/call", "ent", "server/store", "server/journal", "server/people"},
	"server/people":    {"server/call", "ent", "server/store", "server/journal", "server/files"},

	"server/manifest": {"server/call", "ent", "server/store", "server/journal", "server/tokens", "server/people"},
	"server/setup":    {"server/manifest", "server/tokens", "server/people", "server/call", "ent", "server/store", "server/journal"},
	"server/journal":  {"server/call", "ent", "server/store"},
	"server/backups":  {"server/store"},
	"server/metrics":  {"server/backups", "server/call", "server/journal", "server/store", "server/tokens"},
	"server/store":    {"ent"},
	"server/tracing":  {},
	"server/openid":   {},

	"graph":    {"server/call", "server/tokens", "server/people", "server/docs", "server/trials", "server/journal", "server/manifest", "server/setup", "server/openid", "ent", "server/store"},
	"ent":      {},
	"frontend": {},
}

// forTests are packages that only tests may import, and that may therefore import what they test.
var forTests = []string{"server/store/storetest", "server/protocols/conformance", "server/functions/functionstest", "server/openid/openidtest", "e2e/world"}

const module = "gatehouse"

// roomOf returns the room of a package, given by its folder; empty when it has none.
func roomOf(folder string) string {
	if rest, ok := strings.CutPrefix(folder, "server/protocols/"); ok {
		name, _, _ := strings.Cut(rest, "/")
		return "server/protocols/" + name
	}
	for room := folder; room != "." && room != "server"; room = path.Dir(room) {
		if _, ok := rooms[room]; ok {
			return room
		}
	}
	if folder == "." || folder == "server" { // what is below these has rooms of its own
		return folder
	}
	return ""
}

// ruleOf returns what a room may import.
func ruleOf(room string) []string {
	if strings.HasPrefix(room, "server/protocols/") {
		return rooms["server/protocols/*"]
	}
	return rooms[room]
}

// wrong says what is wrong about the package in folder importing another; empty when nothing is.
func wrong(folder, imported string) string {
	room := roomOf(folder)
	rule := ruleOf(room)
	target, ours := strings.CutPrefix(imported, module+"/")
	switch {
	case room == "":
		return fmt.Sprintf("%s stands in no room: give it one in architecture_test.go", folder)
	case slices.Contains(forTests, folder):
		return ""
	case !ours && slices.Contains(rule, standard) && strings.Contains(strings.Split(imported, "/")[0], "."):
		return fmt.Sprintf("%s imports %s, but %s imports the standard library only", folder, imported, room)
	case !ours || roomOf(target) == room:
		return ""
	case slices.Contains(forTests, target):
		return fmt.Sprintf("%s imports %s, which is for tests only", folder, target)
	case slices.Contains(rule, everything) || slices.Contains(rule, roomOf(target)):
		return ""
	case slices.Contains(rule, "server/protocols/*") && strings.HasPrefix(target, "server/protocols/"):
		return ""
	}
	return fmt.Sprintf("%s imports %s, but %s may import only: %s", folder, target, room, strings.Join(rule, ", "))
}

// listed is what "go list" says of a package.
type listed struct {
	ImportPath string
	Imports    []string // without those of tests
}

func (p *listed) folder() string {
	if p.ImportPath == module {
		return "."
	}
	return strings.TrimPrefix(p.ImportPath, module+"/")
}

func TestWhoMayImportWhom(t *testing.T) {
	output, err := exec.Command("go", "list", "-e", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	packages := 0
	for decoder := json.NewDecoder(strings.NewReader(string(output))); ; packages++ {
		var p listed
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		for _, imported := range p.Imports {
			if sentence := wrong(p.folder(), imported); sentence != "" {
				t.Error(sentence)
			}
		}
	}
	if packages < len(rooms) {
		t.Errorf("go list found %d packages, fewer than there are rooms", packages)
	}
}

// TestWrong checks the rule itself: a rule that lets everything through would pass above.
func TestWrong(t *testing.T) {
	cases := []struct {
		why, folder, imported string
		wrong                 bool
	}{
		{"protocols are strangers to one another", "server/protocols/rest", "gatehouse/server/protocols/soap", true},
		{"a protocol reaches functions through the dispatcher only", "server/protocols/rest", "gatehouse/server/functions", true},
		{"the doors of files do not run functions", "server/transfer", "gatehouse/server/functions", true},
		{"and are no protocol's", "server/transfer", "gatehouse/server/protocols/rest", true},
		{"a protocol knows no tables", "server/protocols/rest", "gatehouse/ent/token", true},
		{"also not from a folder deeper down", "server/protocols/rest/xml", "gatehouse/ent", true},
		{"call stands on its own", "server/call", "golang.org/x/text/cases", true},
		{"nothing calls back up", "server/call", "gatehouse/server/tokens", true},
		{"the store knows nothing of who uses it", "server/store", "gatehouse/server/journal", true},
		{"the admin API does not run functions", "graph", "gatehouse/server/functions", true},
		{"tables know nobody", "ent/schema", "gatehouse/server/call", true},
		{"a helper of tests stays out of the program", "server/tokens", "gatehouse/server/store/storetest", true},
		{"also out of main", ".", "gatehouse/server/store/storetest", true},
		{"a new folder needs a room", "helpers", "gatehouse/ent", true},
		{"also below server", "server/helpers", "gatehouse/ent", true},
		{"and so does one that imports nothing of ours", "helpers", "fmt", true},

		{"call uses the standard library", "server/call", "net/netip", false},
		{"a protocol uses the helpers of protocols", "server/protocols/rest", "gatehouse/server/protocols", false},
		{"and its own parts", "server/protocols/rest", "gatehouse/server/protocols/rest/xml", false},
		{"the server mounts every protocol", "server", "gatehouse/server/protocols/soap", false},
		{"main wires everything", ".", "gatehouse/server/functions", false},
		{"a room owns what is below it", "server/store/internal/migrategen", "gatehouse/ent/migrate", false},
		{"others' packages are anybody's", "server/functions", "golang.org/x/net/html", false},
		{"what tests the protocols may know all that they stand on", "server/protocols/conformance", "gatehouse/server/store", false},
	}
	for _, c := range cases {
		if got := wrong(c.folder, c.imported); (got != "") != c.wrong {
			t.Errorf("%s: %s importing %s: %q", c.why, c.folder, c.imported, got)
		}
	}
}
