package manifest_test

import (
	"slices"
	"strings"
	"testing"

	"gatehouse/server/manifest"
	"gatehouse/server/store"
)

func TestPrune(t *testing.T) {
	o := options
	o.Prune = true
	rows := []struct {
		why, text string
		want      []string
	}{
		{"lists that are not mentioned stay", "webServices: {enabled: true}", nil},
		{"tokens are revoked", "tokens: [{name: one, user: anna, service: main}]", []string{"delete token two of bert"}},
		{"an enrolment ends with its roles and groups", "courses: [{shortName: C1, enrolments: [{user: bert}]}, {shortName: C2}]", []string{"delete enrolment C1: anna"}},
		{"groups", "courses: [{shortName: C1, groups: [{name: Red}]}, {shortName: C2}]", []string{"delete group C1: Blue"}},
		{"authorised users", "services: [{shortName: main, authorisedUsers: [{user: bert}]}]", []string{"delete authorisation Main service: anna"}},
		{"cohorts", "cohorts: []", []string{"delete cohort All"}},
		{"courses, save the site", "courses: [{shortName: C1}]", []string{"delete course C2"}},
		{"roles, save the built-in ones", "roles: []", []string{"delete role wsrole"}},
		{"services", "services: []", []string{"delete service Main service"}},
		{"categories, save the first one", "courses: []\ncategories: []", []string{"delete course C1", "delete category Maths"}},
		{"users, save the guest and the last administrator", "users: []", []string{"delete user anna", "delete user bert"}},
		{"whose address is free then", "users: [{username: admin, email: was@example.com}, {username: carl, email: gone@example.com}]", []string{"update user admin (email)", "create user carl"}},
		{"for another one", "users: [{username: admin}, {username: dora, email: Gone@example.com}]", []string{"create user dora", "delete user carl"}},
		{"an administrator who is not the last one", "users: [{username: boss, siteAdmin: true}]", []string{"create user boss", "delete user admin", "delete user dora"}},
	}
	each(t, func(t *testing.T, s *store.Store) {
		apply(t, s, world)
		for _, row := range rows {
			result := applyWith(t, s, row.text, o)
			if got := said(result); !slices.Equal(got, row.want) {
				t.Errorf("%s: %q, want %q", row.why, got, row.want)
			}
			if again := applyWith(t, s, row.text, o); len(again.Changes) > 0 {
				t.Errorf("%s: again %q", row.why, said(again))
			}
		}
		text := export(t, s)
		for _, gone := range []string{"wsrole", "anna", "C1", "Maths", "shortName: main", "username: admin"} {
			if strings.Contains(text, gone) {
				t.Errorf("%s is still there:\n%s", gone, text)
			}
		}
		for _, stays := range []string{"frontpage", "username: guest", "username: boss", "Category 1"} {
			if !strings.Contains(text, stays) {
				t.Errorf("%s is gone:\n%s", stays, text)
			}
		}
	})
}

func TestPruneRefuses(t *testing.T) {
	rows := []struct{ why, text, want string }{
		{"what the manifest itself refers to", "users: [{username: admin}]\ntokens: [{name: one, user: anna, service: main}]", `tokens[0].user: user "anna" would be removed`},
		{"a role that a user is to hold", "roles: []\nusers: [{username: admin, roles: [wsrole]}]", `users[0].roles[0]: role "wsrole" would be removed`},
		{"a category with courses", "categories: []", "the category 2 cannot be removed while it holds 2 courses"},
		{"a category with a course that is mentioned", "categories: []\ncourses: [{shortName: C1}]", `courses[0]: category "Maths" would be removed`},
		{"the default role", "site: {defaultRole: wsrole}\nroles: []", `site.defaultRole: role "wsrole" would be removed`},
	}
	each(t, func(t *testing.T, s *store.Store) {
		apply(t, s, world)
		before := export(t, s)
		for _, row := range rows {
			_, err := manifest.Apply(t.Context(), s, parse(t, row.text), manifest.Options{Prune: true})
			if err == nil || !strings.Contains(err.Error(), row.want) {
				t.Errorf("%s: %v, want %s", row.why, err, row.want)
			}
		}
		if after := export(t, s); after != before {
			t.Errorf("something was written:\n%s", after)
		}
	})
}

// Roles in a course are an enrolment's or a user's, and neither takes the other's away.
func TestRolesInACourse(t *testing.T) {
	rows := []struct{ why, text, enrolment, courseRoles string }{
		{"as applied", world, "teacher", "C2: teacher"},
		{"one more besides the enrolment's", "users: [{username: bert, courseRoles: [{course: C1, role: student}]}]", "teacher", "C1: student"},
		{"the enrolment's changes, the other stays", "users: [{username: bert, courseRoles: [{course: C1, role: student}]}]\ncourses: [{shortName: C1, enrolments: [{user: bert, role: editingteacher}]}]", "editingteacher", "C1: student"},
		{"the other goes, the enrolment's stays", "users: [{username: bert, courseRoles: []}]", "editingteacher", ""},
		{"the same role both ways is held once", "users: [{username: bert, courseRoles: [{course: C1, role: student}]}]\ncourses: [{shortName: C1, enrolments: [{user: bert, role: student}]}]", "student", ""},
		{"the end of the enrolment ends its role", "users: [{username: admin}, {username: anna}, {username: bert, courseRoles: [{course: C2, role: teacher}]}]\ncourses: [{shortName: C1, enrolments: [{user: anna}]}, {shortName: C2}]", "", "C2: teacher"},
	}
	each(t, func(t *testing.T, s *store.Store) {
		for _, row := range rows {
			applyWith(t, s, row.text, manifest.Options{Prune: strings.Contains(row.why, "end of")})
			m, err := manifest.Export(t.Context(), s)
			if err != nil {
				t.Fatal(err)
			}
			enrolment, courseRoles := "", []string{}
			for _, e := range m.Courses[1].Enrolments {
				if e.User == "bert" {
					enrolment = e.Role
				}
			}
			for _, e := range m.Users[3].CourseRoles {
				courseRoles = append(courseRoles, e.Course+": "+e.Role)
			}
			if enrolment != row.enrolment || strings.Join(courseRoles, ", ") != row.courseRoles {
				t.Errorf("%s: enrolled as %q and holds %q", row.why, enrolment, courseRoles)
			}
		}
	})
}
