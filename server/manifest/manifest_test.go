package manifest_test

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"gatehouse/ent/change"
	"gatehouse/server/call"
	"gatehouse/server/journal"
	"gatehouse/server/manifest"
	"gatehouse/server/setup"
	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// now is when manifests are applied in these tests.
var now = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

var options = manifest.Options{Actor: journal.CommandLine("apply"), Protocols: []string{"rest", "soap", "xmlrpc"}, Now: now}

func fixture(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile("testdata/fixture.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// catalogue declares functions with the names that the fixture's services hold, and one that is deprecated.
func catalogue(t testing.TB) *call.Catalogue {
	t.Helper()
	m := parse(t, fixture(t))
	var functions []*call.Function
	declare := func(name, replacedBy string) {
		d := call.Declaration{Name: name, Component: "moodle", Summary: "Does it.", Effect: call.Read, ReplacedBy: replacedBy}
		functions = append(functions, call.Declare(d, func(context.Context, *call.Call, struct{}) (call.Void, error) {
			return call.Void{}, nil
		}))
	}
	for _, name := range m.Services[0].Functions {
		declare(name, "")
	}
	declare("core_user_old_way", "core_user_get_users")
	c, err := call.NewCatalogue(functions)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// each runs a test on an installed database of each kind.
func each(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) { test(t, installed(t, s)) })
}

func installed(t testing.TB, s *store.Store) *store.Store {
	t.Helper()
	if err := setup.Install(t.Context(), s, catalogue(t)); err != nil {
		t.Fatal(err)
	}
	return s
}

// world is a small installation without passwords, which cost time to hash.
const world = `
webServices: {enabled: true, protocols: [rest]}
roles:
  - {id: 9, shortName: wsrole, name: WS role, capabilities: ["webservice/rest:use"], mayAssign: [student]}
users:
  - {id: 2, username: admin, firstName: Admin, siteAdmin: true}
  - {id: 3, username: anna, roles: [wsrole]}
  - {id: 4, username: bert, courseRoles: [{course: C2, role: teacher}]}
categories:
  - {id: 1, name: Category 1}
  - {id: 2, name: Maths, parent: 1}
courses:
  - id: 2
    shortName: C1
    fullName: Course one
    category: 2
    enrolments: [{user: anna, role: student}, {user: bert, role: teacher, timeEnd: 2030-01-01T00:00:00Z}]
    groups: [{id: 5, name: Red, members: [anna, bert]}, {name: Blue}]
  - {id: 3, shortName: C2, fullName: Course two, category: Maths}
cohorts: [{id: 4, name: All, idNumber: all}]
services:
  - id: 2
    shortName: main
    name: Main service
    enabled: true
    authorisedUsers: [{user: anna, validUntil: 2030-01-01T00:00:00Z}, {user: bert}]
    functions: [core_user_get_users, core_group_get_groups]
tokens:
  - {name: one, user: anna, service: main, secret: c993229f11c5380f0b1e42b735e7d11c}
  - {name: two, user: bert, service: main, secret: 3257adbfd6b6f41b6f6f59d054d0685c, course: C1, validUntil: 2030-01-01T00:00:00Z}
`

func parse(t testing.TB, text string) *manifest.Manifest {
	t.Helper()
	m, err := manifest.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func apply(t testing.TB, s *store.Store, text string) *manifest.Result {
	t.Helper()
	return applyWith(t, s, text, options)
}

func applyWith(t testing.TB, s *store.Store, text string, o manifest.Options) *manifest.Result {
	t.Helper()
	result, err := manifest.Apply(t.Context(), s, parse(t, text), o)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// said puts changes into lines: "update user anna (email, roles)".
func said(r *manifest.Result) []string {
	var lines []string
	for _, c := range r.Changes {
		line := string(c.Action) + " " + c.Kind + " " + c.Name
		var fields []string
		for _, f := range c.Fields {
			fields = append(fields, f.Name)
		}
		if c.Action == manifest.Update {
			line += " (" + strings.Join(fields, ", ") + ")"
		}
		lines = append(lines, line)
	}
	return lines
}

func wantChanges(t testing.TB, r *manifest.Result, want ...string) {
	t.Helper()
	if got := said(r); !slices.Equal(got, want) {
		t.Errorf("changed\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

// revision is the number of the newest change that anybody would be told of.
func revision(t testing.TB, s *store.Store) int {
	t.Helper()
	n, err := s.DB.Change.Query().Count(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// touched are the kinds and ids of the changes after a revision.
func touched(t testing.TB, s *store.Store, after int) []string {
	t.Helper()
	rows, err := s.DB.Change.Query().Order(change.ByID()).Offset(after).Limit(1000).All(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, row := range rows {
		list = append(list, row.Kind)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func export(t testing.TB, s *store.Store) string {
	t.Helper()
	m, err := manifest.Export(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	if n, err := m.WriteTo(&text); err != nil || n != int64(text.Len()) {
		t.Fatalf("wrote %d of %d bytes: %v", n, text.Len(), err)
	}
	return text.String()
}
