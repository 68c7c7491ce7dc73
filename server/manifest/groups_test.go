package manifest_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"gatehouse/ent/cohortmember"
	"gatehouse/ent/course"
	"gatehouse/server/manifest"
	"gatehouse/server/store"
)

// groupWorld is world with groupings, members of cohorts, and members of groups whom a component put there.
const groupWorld = world + `
---
users:
  - {id: 7, username: carl}
courses:
  - shortName: C1
    groups:
      - {name: Red, componentMembers: [{user: carl, component: enrol_meta, itemId: 3}]}
      - {name: Blue, members: []}
    groupings:
      - {id: 6, name: Colours, idNumber: colours, description: All of them, customFields: {a: b}, groups: [Red, Blue]}
      - {name: None}
cohorts:
  - {name: All, members: [anna, bert]}
`

// applyAll applies the documents of a text one after the other.
func applyAll(t testing.TB, s *store.Store, text string) {
	t.Helper()
	for part := range strings.SplitSeq(text, "\n---\n") {
		apply(t, s, part)
	}
}

func TestGroupsAreRefused(t *testing.T) {
	rows := []struct{ why, text, want string }{
		{"a grouping without a name", "courses: [{shortName: C1, groupings: [{id: 9}]}]", "courses[0].groupings[0]: there is no grouping with this id, and a new one needs a name"},
		{"a grouping of another course", "courses: [{shortName: C2, groupings: [{id: 6}]}]", "courses[0].groupings[0]: the grouping 6 belongs to another course"},
		{"a grouping twice", "courses: [{shortName: C1, groupings: [{name: Colours}, {id: 6}]}]", "is about the same grouping"},
		{"a name of another grouping", "courses: [{shortName: C1, groupings: [{id: 6, name: None}]}]", "courses[0].groupings[0].name: another grouping has the name None"},
		{"an id number of another grouping", "courses: [{shortName: C1, groupings: [{name: None, idNumber: colours}]}]", `courses[0].groupings: two would have the idNumber "colours"`},
		{"a group that the course has not", "courses: [{shortName: C1, groupings: [{name: None, groups: [Red, Green]}]}]", `courses[0].groupings[0].groups[1]: the course has no group "Green"`},
		{"a group of another course", "courses: [{shortName: C2, groupings: [{name: x, groups: [Red]}]}]", `courses[0].groupings[0].groups[0]: the course has no group "Red"`},
		{"a member of a cohort who is not there", "cohorts: [{name: All, members: [dora]}]", "cohorts[0].members[0]: there is no user"},
		{"a component's member who is not there", "courses: [{shortName: C1, groups: [{name: Red, componentMembers: [{user: dora, component: enrol_meta}]}]}]", "courses[0].groups[0].componentMembers[0].user: there is no user"},
		{"no component", "courses: [{shortName: C1, groups: [{name: Red, componentMembers: [{user: anna}]}]}]", `courses[0].groups[0].componentMembers[0].component: found ""`},
		{"what is no component", "courses: [{shortName: C1, groups: [{name: Red, componentMembers: [{user: anna, component: A B}]}]}]", `courses[0].groups[0].componentMembers[0].component: found "A B"`},
		{"a member in two ways", "courses: [{shortName: C1, groups: [{name: Red, members: [anna], componentMembers: [{user: anna, component: enrol_meta}]}]}]", "courses[0].groups[0].componentMembers[0]: courses[0].groups[0].members[0] says already how anna is a member"},
	}
	each(t, func(t *testing.T, s *store.Store) {
		applyAll(t, s, groupWorld)
		before := export(t, s)
		for _, row := range rows {
			if _, err := manifest.Apply(t.Context(), s, parse(t, row.text), options); err == nil || !strings.Contains(err.Error(), row.want) {
				t.Errorf("%s: got %v, want %q", row.why, err, row.want)
			}
		}
		if after := export(t, s); after != before {
			t.Errorf("something was written:\n%s", after)
		}
	})
}

func TestGroupPatches(t *testing.T) {
	rows := []struct {
		why, text string
		want      []string
	}{
		{"what is the same changes nothing", "courses: [{shortName: C1, groupings: [{name: Colours, groups: [Blue, Red, Blue]}]}]\ncohorts: [{name: All, members: [bert, anna]}]", nil},
		{"what is not mentioned stays", "courses: [{shortName: C1, groups: [{name: Red}], groupings: [{name: Colours}]}]\ncohorts: [{name: All}]", nil},
		{"groups replace", "courses: [{shortName: C1, groupings: [{name: Colours, groups: [Blue]}]}]", []string{"update grouping C1: Colours (groups)"}},
		{"a grouping by id is renamed", "courses: [{shortName: C1, groupings: [{id: 6, name: Hues, idNumber: hues}]}]", []string{"update grouping C1: Hues (name, idNumber)"}},
		{"a new group in a new grouping", "courses: [{shortName: C2, groups: [{name: Green}], groupings: [{id: 20, name: New, groups: [Green]}]}]", []string{"create group C2: Green", "create grouping C2: New"}},
		{"of a new course", "courses: [{shortName: C9, fullName: Nine, groups: [{name: G}], groupings: [{name: H, groups: [G]}]}]", []string{"create course C9", "create group C9: G", "create grouping C9: H"}},
		{"members of a cohort replace", "cohorts: [{name: All, members: [carl, anna]}]", []string{"update cohort All (members)"}},
		{"of a new cohort", "cohorts: [{name: New, members: [anna]}]", []string{"create cohort New"}},
		{"members say nothing of those whom a component put there, even by name", "courses: [{shortName: C1, groups: [{name: Red, members: [anna, bert, carl]}]}]", nil},
		{"a component takes over from people", "courses: [{shortName: C1, groups: [{name: Red, componentMembers: [{user: carl, component: enrol_meta, itemId: 3}, {user: anna, component: enrol_meta}]}]}]", []string{"update group C1: Red (componentMembers)"}},
		{"people take over from a component", "courses: [{shortName: C1, groups: [{name: Red, members: [bert, carl], componentMembers: [{user: anna, component: enrol_meta}]}]}]", []string{"update group C1: Red (members, componentMembers)"}},
		{"another item of the component", "courses: [{shortName: C1, groups: [{name: Red, componentMembers: [{user: anna, component: enrol_meta, itemId: 7}]}]}]", []string{"update group C1: Red (componentMembers)"}},
	}
	each(t, func(t *testing.T, s *store.Store) {
		applyAll(t, s, groupWorld)
		for _, row := range rows {
			if got := said(apply(t, s, row.text)); !slices.Equal(got, row.want) {
				t.Errorf("%s: %q, want %q", row.why, got, row.want)
			}
			wantChanges(t, apply(t, s, row.text))
		}
		text := export(t, s)
		for _, there := range []string{"members: [bert, carl]", "- user: anna\n            component: enrol_meta\n            itemId: 7\n", "members: [anna, carl]", "groups: [Green]", "idNumber: hues"} {
			if !strings.Contains(text, there) {
				t.Errorf("%s is not there:\n%s", there, text)
			}
		}
	})
}

func TestGroupsArePruned(t *testing.T) {
	o := options
	o.Prune = true
	each(t, func(t *testing.T, s *store.Store) {
		applyAll(t, s, groupWorld)
		if _, err := manifest.Apply(t.Context(), s, parse(t, "courses: [{shortName: C1, groups: [{name: Red}], groupings: [{name: Colours, groups: [Blue]}]}, {shortName: C2}]"), o); err == nil ||
			!strings.Contains(err.Error(), `courses[0].groupings[0].groups[0]: group "Blue" would be removed`) {
			t.Errorf("a group in a grouping is removed: %v", err)
		}
		if err := s.Write(t.Context(), setDefaultGrouping("C1", 6)); err != nil {
			t.Fatal(err)
		}
		for _, row := range []struct {
			why, text string
			want      []string
		}{
			{"groupings", "courses: [{shortName: C1, groupings: [{name: None}]}, {shortName: C2}]", []string{"delete grouping C1: Colours"}},
			{"groups and groupings", "courses: [{shortName: C1, groups: [], groupings: []}, {shortName: C2}]", []string{"delete grouping C1: None", "delete group C1: Red", "delete group C1: Blue"}},
			{"a user leaves cohorts too", "users: [{username: admin}, {username: anna}, {username: carl}]", []string{"delete user bert"}},
		} {
			if got := said(applyWith(t, s, row.text, o)); !slices.Equal(got, row.want) {
				t.Errorf("%s: %q, want %q", row.why, got, row.want)
			}
		}
		if c := s.DB.Course.Query().Where(course.ShortName("C1")).OnlyX(t.Context()); c.DefaultGroupingID != 0 {
			t.Errorf("the default grouping is %d, which is gone", c.DefaultGroupingID)
		}
		if members := s.DB.CohortMember.Query().Where(cohortmember.CohortID(4)).AllX(t.Context()); len(members) != 1 || members[0].UserID != 3 {
			t.Errorf("the members of the cohort are %v, want anna alone", members)
		}
	})
}

func setDefaultGrouping(shortName string, id int) func(ctx context.Context, tx *store.Tx) error {
	return func(ctx context.Context, tx *store.Tx) error {
		return tx.Course.Update().Where(course.ShortName(shortName)).SetDefaultGroupingID(id).Exec(ctx)
	}
}
