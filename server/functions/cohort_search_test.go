package functions_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/store"
)

// found says which cohorts an answer lists, by their ids.
func found(t *testing.T, answer string) string {
	t.Helper()
	var list struct{ Cohorts []struct{ ID int } }
	if err := json.Unmarshal([]byte(answer), &list); err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, c := range list.Cohorts {
		ids = append(ids, fmt.Sprint(c.ID))
	}
	return strings.Join(ids, " ")
}

func TestCohortsAreSearched(t *testing.T) {
	const search = "core_cohort_search_cohorts"
	each(t, func(t *testing.T, h *harness) {
		h.cohortRoles(t, "moodle/cohort:view", "moodle/cohort:view")
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			if err := tx.Category.Create().SetID(50).SetName("Below").SetParentID(1).Exec(ctx); err != nil {
				return err
			}
			if err := tx.Category.Create().SetID(51).SetName("Beside").Exec(ctx); err != nil {
				return err
			}
			for _, c := range []struct {
				id, category       int
				name, number, text string
				visible            bool
			}{
				{10, 0, "Alpha", "A_1", "", false}, {11, 1, "Beta", "b1", "100% sure", true}, {12, 50, "Gamma", "", "", true},
				{13, 51, "Delta", "", "", true}, {14, 0, "Zz Éclair", "", "", true}, {15, 1, "Zeta", "z", "", false},
			} {
				row := tx.Cohort.Create().SetID(c.id).SetName(c.name).SetIDNumber(c.number).SetDescription(c.text).SetVisible(c.visible)
				if c.category != 0 {
					row.SetCategoryID(c.category)
				}
				if err := row.Exec(ctx); err != nil {
					return err
				}
			}
			return nil
		})
		const system = `{"contextlevel": "system"}`
		in := func(place, rest string) string { return `{"query": "", "context": ` + place + rest + `}` }
		category := func(id int) string { return fmt.Sprintf(`{"contextlevel": "coursecat", "instanceid": %d}`, id) }
		h.try(t, search, []attempt{
			{why: "without the capability", as: "student1", arguments: in(system, ""), code: call.NoPermission, path: "context"},
			{why: "what is held in a course says nothing of the site", as: "teacher", arguments: in(system, ""), code: call.NoPermission, path: "context"},
			{why: "nor of a category", as: "teacher", arguments: in(category(1), ""), code: call.NoPermission, path: "context"},
			{why: "in a course without the capability", as: "student1", arguments: in(`{"contextlevel": "course", "instanceid": 2}`, ""), code: call.NoPermission, path: "context"},
			{why: "no part in the course", as: "teacher", arguments: in(`{"contextlevel": "course", "instanceid": 3}`, ""), code: call.CannotEnter, path: "context"},
			{why: "a token for a course reaches nothing above it", as: "wsuser", course: 2, arguments: in(system, ""), code: call.RestrictedContext},
			{why: "no such course", as: "wsuser", arguments: in(`{"contextlevel": "course", "instanceid": 99}`, ""), code: call.NotFound, path: "context"},
			{why: "no such category", as: "wsuser", arguments: in(category(99), ""), code: call.NotFound, path: "context"},
			{why: "no place", as: "wsuser", arguments: in(`{}`, ""), code: call.InvalidParameter, path: "context"},
			{why: "two places", as: "wsuser", arguments: in(`{"contextid": 1, "contextlevel": "system"}`, ""), code: call.InvalidParameter, path: "context.contextlevel"},
			{why: "no such kind of place", as: "wsuser", arguments: in(`{"contextlevel": "module", "instanceid": 1}`, ""), code: call.InvalidParameter, path: "context.contextlevel"},
			{why: "no such context", as: "wsuser", arguments: in(`{"contextid": 7}`, ""), code: call.NotFound, path: "context.contextid"},
			{why: "no such reach", as: "wsuser", arguments: in(system, `, "includes": "children"`), code: call.CodingError, path: "includes"},
			{why: "less than nothing", as: "wsuser", arguments: in(system, `, "limitfrom": -1`), code: call.InvalidParameter, path: "limitfrom"},
			{why: "less than nothing at most", as: "wsuser", arguments: in(system, `, "limitnum": -1`), code: call.InvalidParameter, path: "limitnum"},
		})
		for _, row := range []struct{ why, as, arguments, want string }{
			{"the site's own", "wsuser", in(`{"contextid": 1}`, ""), "10 1 14"},
			{"of a category and what is above it", "nobody", in(category(1), ""), "10 11 1 15 14"},
			{"of a category alone", "nobody", in(category(1), `, "includes": "self"`), "11 15"},
			{"from the lowest category upwards", "wsuser", in(category(50), ""), "10 11 12 1 15 14"},
			{"of all", "wsuser", in(category(50), `, "includes": "all"`), "10 11 13 12 1 15 14"},
			{"a course has none of its own", "wsuser", in(`{"contextlevel": "course", "instanceid": 2}`, `, "includes": "self"`), ""},
			{"with the capability in a course only what is visible above it", "teacher", in(`{"contextlevel": "course", "instanceid": 2}`, ""), "11 1 14"},
			{"and nothing of all", "teacher", in(`{"contextlevel": "course", "instanceid": 2}`, `, "includes": "all"`), ""},
			{"the second page", "wsuser", in(category(51), `, "includes": "all", "limitfrom": 2, "limitnum": 2`), "13 12"},
			{"0 is no limit", "wsuser", in(category(1), `, "includes": "self", "limitfrom": 1, "limitnum": 0`), "15"},
			{"beyond the last", "wsuser", in(system, `, "limitfrom": 99`), ""},
			{"by name, in upper or lower case", "wsuser", `{"query": "ETA", "context": ` + category(1) + `}`, "11 15"},
			{"letters outside ASCII", "wsuser", `{"query": "Écl", "context": ` + system + `}`, "14"},
			{"by id number, whose _ stands for itself", "wsuser", `{"query": "a_1", "context": ` + system + `}`, "10"},
			{"by description, whose % stands for itself", "wsuser", `{"query": "0% s", "context": ` + category(1) + `}`, "11"},
			{"no pattern", "wsuser", `{"query": "a%a", "context": ` + system + `, "includes": "all"}`, ""},
			{"neither quote ends the text", "wsuser", `{"query": "'\"", "context": ` + system + `}`, ""},
		} {
			if got := found(t, h.must(t, row.as, search, row.arguments)); got != row.want {
				t.Errorf("%s: got the cohorts %q, want %q", row.why, got, row.want)
			}
		}
	})
}
