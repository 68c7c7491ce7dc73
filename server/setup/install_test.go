package setup_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"

	"entgo.io/ent/dialect"

	"gatehouse/ent"
	"gatehouse/ent/change"
	"gatehouse/ent/function"
	"gatehouse/ent/role"
	"gatehouse/ent/service"
	"gatehouse/ent/servicefunction"
	"gatehouse/server/call"
	"gatehouse/server/setup"
	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

func declare(name, component, replacedBy string, effect call.Effect, capabilities ...string) *call.Function {
	d := call.Declaration{
		Name: name, Component: component, Summary: "Does it.", Effect: effect, ReplacedBy: replacedBy, Capabilities: capabilities,
	}
	return call.Declare(d, func(context.Context, *call.Call, struct{}) (call.Void, error) { return call.Void{}, nil })
}

func catalogue(t testing.TB, functions ...*call.Function) *call.Catalogue {
	t.Helper()
	c, err := call.NewCatalogue(functions)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func install(t testing.TB, s *store.Store, functions ...*call.Function) {
	t.Helper()
	if err := setup.Install(t.Context(), s, catalogue(t, functions...)); err != nil {
		t.Fatal(err)
	}
}

func TestInstallOnAnEmptyDatabase(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		install(t, s, declare("core_a_b", "moodle", "", call.Read, "moodle/course:special", "webservice/rest:use", "moodle/site:config"))
		ctx := t.Context()
		site, err := s.DB.Course.Get(ctx, 1)
		if err != nil || site.ShortName != "gatehouse" || site.FullName != "Gatehouse" || site.Format != "site" || site.CategoryID != nil {
			t.Errorf("the site course %v, %v", site, err)
		}
		guest, err := s.DB.User.Get(ctx, 1)
		if err != nil || guest.Username != "guest" || guest.FirstName != "Guest user" || guest.PasswordHash != "" || !guest.Confirmed || guest.Auth != "manual" {
			t.Errorf("the guest %v, %v", guest, err)
		}
		category, err := s.DB.Category.Get(ctx, 1)
		if err != nil || category.Name != "Category 1" {
			t.Errorf("the category %v, %v", category, err)
		}
		roles, err := s.DB.Role.Query().Order(role.ByID()).All(ctx)
		if err != nil || len(roles) != 8 {
			t.Fatalf("roles %v, %v", roles, err)
		}
		for i, want := range []string{"manager", "coursecreator", "editingteacher", "teacher", "student", "guest", "user", "frontpage"} {
			if roles[i].ID != i+1 || roles[i].ShortName != want || roles[i].Name == "" {
				t.Errorf("role %d is %v", i+1, roles[i])
			}
		}
		manager, signedIn := roles[0].Capabilities, roles[6].Capabilities
		for _, held := range []string{"moodle/webservice:createtoken", "moodle/cohort:manage", "moodle/course:special"} {
			if !slices.Contains(manager, held) {
				t.Errorf("a manager lacks %s", held)
			}
		}
		for _, row := range roles {
			if slices.Contains(row.Capabilities, "webservice/rest:use") || slices.Contains(row.Capabilities, "moodle/site:config") {
				t.Errorf("%s holds %v", row.ShortName, row.Capabilities)
			}
		}
		if !slices.Equal(signedIn, []string{"moodle/webservice:createmobiletoken", "moodle/user:manageownfiles", "enrol/self:enrolself", "moodle/site:sendmessage", "moodle/calendar:manageownentries"}) {
			t.Errorf("a signed-in user holds %v", signedIn)
		}
		for id, want := range map[int][]int{1: {1, 2, 3, 4, 5}, 3: {4, 5}, 5: nil} {
			got, err := s.DB.Role.Query().Where(role.ID(id)).QueryMayAssign().Order(role.ByID()).IDs(ctx)
			if err != nil || !slices.Equal(got, want) {
				t.Errorf("role %d may assign %v, %v", id, got, err)
			}
		}
		err = s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
			return tx.User.Create().SetUsername("next").Exec(ctx)
		})
		if err != nil {
			t.Errorf("the next user: %v", err)
		}
	})
}

func TestFunctionsFollowTheCatalogue(t *testing.T) {
	rows := []struct {
		why     string
		program []*call.Function
		want    string
		changes int
	}{
		{"new ones", []*call.Function{declare("core_a_b", "moodle", "", call.Read), declare("core_c_d", "moodle", "", call.Read)}, "core_a_b read moodle present, core_c_d read moodle present, ", 2},
		{"a second start writes nothing", []*call.Function{declare("core_a_b", "moodle", "", call.Read), declare("core_c_d", "moodle", "", call.Read)}, "core_a_b read moodle present, core_c_d read moodle present, ", 0},
		{"one changes", []*call.Function{declare("core_a_b", "other", "core_c_d", call.Write), declare("core_c_d", "moodle", "", call.Read)}, "core_a_b write other present deprecated for core_c_d, core_c_d read moodle present, ", 1},
		{"one vanishes and keeps what is known of it", []*call.Function{declare("core_c_d", "moodle", "", call.Read)}, "core_a_b write other deprecated for core_c_d, core_c_d read moodle present, ", 1},
		{"and stays away without a write", []*call.Function{declare("core_c_d", "moodle", "", call.Read)}, "core_a_b write other deprecated for core_c_d, core_c_d read moodle present, ", 0},
		{"and comes back", []*call.Function{declare("core_c_d", "moodle", "", call.Read), declare("core_a_b", "moodle", "", call.Read)}, "core_a_b read moodle present, core_c_d read moodle present, ", 1},
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, row := range rows {
			before := changes(t, s)
			install(t, s, row.program...)
			if got := described(t, s); got != row.want {
				t.Errorf("%s: %s, want %s", row.why, got, row.want)
			}
			if got := changes(t, s) - before; got != row.changes {
				t.Errorf("%s: %d changes, want %d", row.why, got, row.changes)
			}
		}
	})
}

// changes counts the changes to functions that others are told of.
func changes(t testing.TB, s *store.Store) int {
	t.Helper()
	n, err := s.DB.Change.Query().Where(change.Kind(store.FunctionChanged)).Count(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func described(t testing.TB, s *store.Store) string {
	t.Helper()
	rows, err := s.DB.Function.Query().Order(function.ByName()).All(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, row := range rows {
		text += row.Name + " " + string(row.Kind) + " " + row.Component
		if row.Present {
			text += " present"
		}
		if row.Deprecated {
			text += " deprecated for " + row.ReplacedBy
		}
		text += ", "
	}
	return text
}

// A second start gets by while nobody can write: on SQLite because somebody else is writing, on PostgreSQL because the tables
// are locked.
func TestASecondStartWritesNothing(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		first, second := storetest.Open(t, address), storetest.Open(t, address)
		program := declare("core_a_b", "moodle", "", call.Read)
		install(t, first, program)
		err := first.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			if first.Dialect() == dialect.Postgres {
				if _, err := tx.ExecContext(ctx, "LOCK TABLE functions, courses, changes IN SHARE MODE"); err != nil {
					return err
				}
			}
			return setup.Install(ctx, second, catalogue(t, program))
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestSeveralStartsAtOnce(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		var starts sync.WaitGroup
		for range 4 {
			s := storetest.Open(t, address)
			starts.Go(func() {
				if err := setup.Install(context.Background(), s, catalogue(t, declare("core_a_b", "moodle", "", call.Read))); err != nil {
					t.Error(err)
				}
			})
		}
		starts.Wait()
		s := storetest.Open(t, address)
		if n, err := s.DB.Function.Query().Count(t.Context()); n != 1 || err != nil {
			t.Errorf("%d functions, %v", n, err)
		}
	})
}

// holding is a function that says that the mobile service holds it.
func holding(name string) *call.Function {
	d := call.Declaration{Name: name, Component: "moodle", Summary: "Does it.", Effect: call.Read, Services: []string{"moodle_mobile_app"}}
	return call.Declare(d, func(context.Context, *call.Call, struct{}) (call.Void, error) { return call.Void{}, nil })
}

// mobile describes the mobile service as the database has it.
func mobile(t testing.TB, s *store.Store) string {
	t.Helper()
	row, err := s.DB.Service.Query().Where(service.ShortName("moodle_mobile_app")).
		WithFunctions(func(q *ent.ServiceFunctionQuery) { q.WithFunction().Order(servicefunction.ByID()) }).Only(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	text := fmt.Sprintf("%d %s %q on:%t files:%t%t", row.ID, row.Name, row.Component, row.Enabled, row.DownloadFiles, row.UploadFiles)
	for _, link := range row.Edges.Functions {
		text += " " + link.Edges.Function.Name
	}
	return text
}

func TestTheMobileServiceFollowsTheCatalogue(t *testing.T) {
	serviceChanges := func(t *testing.T, s *store.Store) int {
		n, err := s.DB.Change.Query().Where(change.Kind(store.ServiceChanged)).Count(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	other := declare("core_o_o", "moodle", "", call.Read)
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, row := range []struct {
			why     string
			program []*call.Function
			want    string
			changes int
		}{
			{"a new installation has it, off, with the functions that say so", []*call.Function{holding("core_b_b"), other, holding("core_a_a")}, `1 Mobile app "moodle" on:false files:truetrue core_b_b core_a_a`, 1},
			{"a second start writes nothing", []*call.Function{holding("core_b_b"), other, holding("core_a_a")}, `1 Mobile app "moodle" on:false files:truetrue core_b_b core_a_a`, 0},
			{"one is new and one is gone", []*call.Function{holding("core_c_c"), other, holding("core_a_a")}, `1 Mobile app "moodle" on:false files:truetrue core_a_a core_c_c`, 1},
			{"one does not say so any more", []*call.Function{holding("core_c_c"), other, declare("core_a_a", "moodle", "", call.Read)}, `1 Mobile app "moodle" on:false files:truetrue core_c_c`, 1},
		} {
			before := serviceChanges(t, s)
			install(t, s, row.program...)
			if got := mobile(t, s); got != row.want {
				t.Errorf("%s: %s, want %s", row.why, got, row.want)
			}
			if got := serviceChanges(t, s) - before; got != row.changes {
				t.Errorf("%s: %d changes, want %d", row.why, got, row.changes)
			}
		}
		err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			if err := tx.Service.UpdateOneID(1).SetEnabled(true).SetUploadFiles(false).Exec(ctx); err != nil {
				return err
			}
			return tx.Service.Create().SetName("Next").Exec(ctx)
		})
		if err != nil {
			t.Errorf("the next service: %v", err)
		}
		install(t, s, holding("core_c_c"))
		if got, want := mobile(t, s), `1 Mobile app "moodle" on:true files:truefalse core_c_c`; got != want {
			t.Errorf("what an administrator has set is not left alone: %s, want %s", got, want)
		}
	})
}

func TestServicesOfPeopleStay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		write := func(change func(ctx context.Context, tx *store.Tx) error) {
			if err := s.Write(t.Context(), change); err != nil {
				t.Fatal(err)
			}
		}
		write(func(ctx context.Context, tx *store.Tx) error {
			return tx.Service.Create().SetID(1).SetName("Mobile app").Exec(ctx)
		})
		install(t, s, holding("core_a_a"))
		if got, want := mobile(t, s), `2 Mobile app (built in) "moodle" on:false files:truetrue core_a_a`; got != want {
			t.Errorf("beside a service of the same name: %s, want %s", got, want)
		}
		write(func(ctx context.Context, tx *store.Tx) error {
			return tx.Service.UpdateOneID(2).SetComponent("").Exec(ctx)
		})
		install(t, s, holding("core_a_a"), holding("core_b_b"))
		if got, want := mobile(t, s), `2 Mobile app (built in) "" on:false files:truetrue core_a_a`; got != want {
			t.Errorf("a service that people have made for themselves: %s, want %s", got, want)
		}
	})
}
