package manifest_test

import (
	"reflect"
	"strings"
	"testing"

	"gatehouse/server/manifest"
	"gatehouse/server/store"
)

func TestParseRefuses(t *testing.T) {
	for _, row := range []struct{ why, text, want string }{
		{"not YAML", "users: [", "not YAML"},
		{"a list at the top", "- users", "line 1: the manifest: expected keys with values, found a list"},
		{"a key that is not known", "users:\n  - username: a\n    fistName: A", "line 3: users[0].fistName: this key is not known"},
		{"a key that is not known at the top", "user: []", "line 1: user: this key is not known; the keys here are categories"},
		{"a setting that is not known", "site:\n  nmae: x", "line 2: site.nmae:"},
		{"deep inside", "services:\n- name: a\n  authorisedUsers:\n  - {user: a, until: x}", "line 4: services[0].authorisedUsers[0].until:"},
		{"a key that stands twice", "site: {name: a, name: b}", "line 1: site.name: this key stands here twice"},
		{"a single value for a list", "users: anna", "users: expected a list, found a single value"},
		{"nothing for a list, which may have been forgotten", "users:\nsite: {name: a}", "line 1: users: there is no value"},
		{"nothing for text", "site: {name: }", "site.name: there is no value"},
		{"text for a number", "users: [{id: two}]", "users[0].id: expected a whole number"},
		{"a fraction for a number", "users: [{id: 2.5}]", "users[0].id: expected a whole number"},
		{"text for a yes or no", "users: [{suspended: 'maybe'}]", "users[0].suspended: expected true or false"},
		{"a list for text", "users: [{username: [a]}]", "users[0].username: expected text, found a list"},
		{"a day for a moment", "tokens: [{user: a, service: b, validUntil: 2030-01-01}]", "tokens[0].validUntil: expected a moment"},
		{"a moment without a zone", "tokens: [{validUntil: '2030-01-01T00:00:00'}]", "tokens[0].validUntil: expected a moment"},
		{"a category that is neither id nor name", "courses: [{category: true}]", "courses[0].category: expected an id or a name"},
		{"an id below 1", "courses: [{category: 0}]", "courses[0].category: expected an id, which is 1 or more"},
		{"two documents", "site: {name: a}\n---\nsite: {name: b}", "more than one YAML document"},
		{"every mistake is told", "sites: {}\nuser: []", "line 2: user:"},
	} {
		m, err := manifest.Parse(strings.NewReader(row.text))
		if err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: got %v, want %q (manifest %+v)", row.why, err, row.want, m)
		}
	}
}

func TestParseNeverShowsASecret(t *testing.T) {
	_, err := manifest.Parse(strings.NewReader("tokens: [{secret: {hunter2: hunter2}, user: [hunter2]}]"))
	if err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("got %v", err)
	}
}

func TestParseReads(t *testing.T) {
	m := parse(t, `
users:
  - &anna {username: 0123, country: NO, preferences: {a: 1}}
courses: [{category: '7', startDate: null}, {category: 7}]
cohorts: [{category: null}]
services: [{functions: []}]
`)
	if u := m.Users[0]; u.Username != "0123" || *u.Country != "NO" || u.Preferences["a"] != "1" || u.Roles != nil {
		t.Errorf("text is not as written: %+v", u)
	}
	if c := m.Courses; c[0].Category.Name != "7" || c[1].Category.ID != 7 || !c[0].StartDate.IsZero() || c[1].StartDate != nil {
		t.Errorf("courses %+v", m.Courses)
	}
	if c := m.Cohorts[0].Category; c == nil || *c != (manifest.Ref{}) {
		t.Errorf("no category is %v", c)
	}
	if f := m.Services[0].Functions; f == nil || len(f) != 0 {
		t.Errorf("an empty list is %#v", f)
	}
	for _, empty := range []string{"", "# nothing", "---\n"} {
		if m := parse(t, empty); !reflect.DeepEqual(m, &manifest.Manifest{}) {
			t.Errorf("%q is %+v", empty, m)
		}
	}
}

// A setting that a manifest cannot say would be lost on the way from one installation to another.
func TestEverySettingHasAKey(t *testing.T) {
	for _, group := range []struct{ settings, entry any }{
		{store.SiteSettings{}, manifest.Site{}},
		{store.WebServiceSettings{}, manifest.WebServices{}},
		{store.TokenSettings{}, manifest.TokenSettings{}},
		{store.JournalSettings{}, manifest.Journal{}},
		{store.CORSSettings{}, manifest.CORS{}},
		{store.FeatureSettings{}, manifest.Features{}},
		{store.LimitSettings{}, manifest.Limits{}},
		{store.SignInSettings{}, manifest.SignIn{}},
	} {
		settings, entry := reflect.TypeOf(group.settings), reflect.TypeOf(group.entry)
		for i := range settings.NumField() {
			field := settings.Field(i)
			twin, ok := entry.FieldByName(field.Name)
			if !ok || !strings.HasPrefix(twin.Tag.Get("yaml"), field.Tag.Get("yaml")+",") {
				t.Errorf("%s.%s has no key in a manifest", settings.Name(), field.Name)
			}
		}
	}
	if n := reflect.TypeFor[store.Settings]().NumField(); n != 8 {
		t.Errorf("there are %d groups of settings, and the test knows 8", n)
	}
}
