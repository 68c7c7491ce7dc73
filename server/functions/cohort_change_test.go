package functions_test

import (
	"context"
	"fmt"
	"testing"

	"gatehouse/ent/auditevent"
	"gatehouse/ent/cohort"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

const (
	updateCohorts = "core_cohort_update_cohorts"
	getCohorts    = "core_cohort_get_cohorts"
)

// cohortRoles gives nobody a role in the site that holds one capability, and teacher one in C1.
func (h *harness) cohortRoles(t *testing.T, inSite, inCourse string) {
	t.Helper()
	h.write(t, func(ctx context.Context, tx *store.Tx) error {
		for id, capability := range map[int]string{100: inSite, 101: inCourse} {
			if err := tx.Role.Create().SetID(id).SetShortName(fmt.Sprint("cohorts", id)).SetCapabilities([]string{capability}).Exec(ctx); err != nil {
				return err
			}
		}
		if err := tx.RoleAssignment.Create().SetUserID(5).SetRoleID(100).Exec(ctx); err != nil {
			return err
		}
		return tx.RoleAssignment.Create().SetUserID(14).SetRoleID(101).SetCourseID(2).Exec(ctx)
	})
}

func TestCohortsAreNotChanged(t *testing.T) {
	const system, first = `{"type": "system", "value": ""}`, `{"type": "id", "value": "1"}`
	two := func(id int, place, name, number, rest string) string {
		return fmt.Sprintf(`{"cohorts": [{"id": 1, "categorytype": %s, "name": "x", "idnumber": "x"}, {"id": %d, "categorytype": %s, "name": %q, "idnumber": %q%s}]}`,
			system, id, place, name, number, rest)
	}
	each(t, func(t *testing.T, h *harness) {
		h.cohortRoles(t, "moodle/cohort:assign", "moodle/cohort:manage")
		h.must(t, "wsuser", createCohorts, `{"cohorts": [{"categorytype": {"type": "system", "value": ""}, "name": "Year 6", "idnumber": "y6"}]}`)
		invalid := func(why, arguments, path string) attempt {
			return attempt{why: why, as: "wsuser", arguments: arguments, code: call.InvalidParameter, path: path}
		}
		h.unchanged(t, h.store.DB.Cohort.Query().Where(cohort.NameIn("Year 5", "Year 6")).Count, func() {
			h.try(t, updateCohorts, []attempt{
				{why: "without the capability", as: "student1", arguments: two(2, system, "y", "", ""), code: call.NoPermission},
				{why: "with the capability to put users into cohorts only", as: "nobody", arguments: two(2, system, "y", "", ""), code: call.NoPermission},
				{why: "what is held in a course says nothing of the site", as: "teacher", arguments: two(2, system, "y", "", ""), code: call.NoPermission},
				{why: "a token for one course", as: "wsuser", course: 2, arguments: two(2, system, "y", "", ""), code: call.RestrictedContext},
				{why: "no such cohort", as: "wsuser", arguments: two(99, system, "y", "", ""), code: call.NotFound, path: "cohorts[1].id"},
				invalid("a cohort twice", two(1, system, "y", "", ""), "cohorts[1].id"),
				invalid("a blank name", two(2, system, " ", "", ""), "cohorts[1].name"),
				invalid("no such category", two(2, `{"type": "id", "value": "99"}`, "y", "", ""), "cohorts[1].categorytype"),
				invalid("no such way to name one", two(2, `{"type": "name", "value": "1"}`, "y", "", ""), "cohorts[1].categorytype"),
				invalid("no such format", two(2, first, "y", "", `, "descriptionformat": 9`), "cohorts[1].descriptionformat"),
				invalid("no such theme", two(2, first, "y", "", `, "theme": "none"`), "cohorts[1].theme"),
				invalid("an id number twice", two(2, first, "y", "x", ""), "cohorts[1].idnumber"),
				invalid("an id number that is taken", `{"cohorts": [{"id": 1, "categorytype": `+system+`, "name": "x", "idnumber": "y6"}]}`, "cohorts[0].idnumber"),
				{why: "none", as: "wsuser", arguments: `{"cohorts": []}`, want: `null`},
			})
		})
	})
}

func TestCohortsAreChanged(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.must(t, "wsuser", createCohorts, `{"cohorts": [{"categorytype": {"type": "id", "value": "1"}, "name": "Year 6", "idnumber": "y6", "description": "d", "descriptionformat": 2,
			"visible": false, "theme": "boost", "customfields": [{"shortname": "a", "value": "1"}, {"shortname": "b", "value": "2"}]}]}`)
		h.must(t, "wsuser", updateCohorts, `{"cohorts": [
			{"id": 1, "categorytype": {"type": "id", "value": "1"}, "name": "Größe & <b>", "idnumber": "", "description": "é<script>x</script>", "visible": false, "theme": "classic"},
			{"id": 2, "categorytype": {"type": "system", "value": "1"}, "name": "Year 5", "idnumber": "y5", "description": null, "visible": null, "theme": null, "customfields": [{"shortname": "b", "value": "3"}]}]}`)
		h.try(t, getCohorts, []attempt{{
			why: "an id number that was given up before is free; what is left out or null stays", as: "wsuser", arguments: `{"cohortids": [2, 1, 99, 1]}`,
			want: `[{"id": 1, "name": "Größe &amp; ", "idnumber": "", "description": "é", "descriptionformat": 1, "visible": false, "theme": "classic", "customfields": []},
				{"id": 2, "name": "Year 5", "idnumber": "y5", "description": "d", "descriptionformat": 1, "visible": false, "theme": "boost",
				"customfields": [{"name": "a", "shortname": "a", "type": "text", "valueraw": "1", "value": "1"}, {"name": "b", "shortname": "b", "type": "text", "valueraw": "3", "value": "3"}]}]`,
		}})
		rows := h.store.DB.Cohort.Query().Order(cohort.ByID()).AllX(t.Context())
		if rows[0].CategoryID == nil || *rows[0].CategoryID != 1 || rows[1].CategoryID != nil || rows[1].DescriptionFormat != 2 {
			t.Errorf("cohorts are in the wrong places, or have another format: %v", rows)
		}
		h.must(t, "wsuser", updateCohorts, `{"cohorts": [{"id": 1, "categorytype": {"type": "system", "value": ""}, "name": "Year 5", "idnumber": ""}]}`)
		if row := h.store.DB.Cohort.GetX(t.Context(), 1); row.CategoryID != nil {
			t.Errorf("the cohort is in the category %d, want the site", *row.CategoryID)
		}
		if n := tally(t, h.store.DB.AuditEvent.Query().Where(auditevent.Action(updateCohorts), auditevent.Subject("cohort 1, cohort 2")).Count); n != 1 {
			t.Errorf("the audit trail has %d events about both cohorts, want 1", n)
		}
	})
}

func TestThousandCohortsChangedInOneCall(t *testing.T) {
	eachQuiet(t, func(t *testing.T, h *harness) {
		h.must(t, "wsuser", createCohorts, `{"cohorts": `+many(1000, func(i int) string {
			return fmt.Sprintf(`{"categorytype": {"type": "system", "value": ""}, "name": "x", "idnumber": "n%d"}`, i)
		})+`}`)
		n := h.reads(t, func() {
			h.must(t, "wsuser", updateCohorts, `{"cohorts": `+many(1000, func(i int) string {
				return fmt.Sprintf(`{"id": %d, "categorytype": {"type": "id", "value": "1"}, "name": "y%d", "idnumber": "m%d"}`, 2+i, i, i)
			})+`}`)
		})
		if n > 10 {
			t.Errorf("1000 cohorts took %d statements that read", n)
		}
		if row := h.store.DB.Cohort.GetX(t.Context(), 1001); row.Name != "y999" || row.IDNumber != "m999" || *row.CategoryID != 1 {
			t.Errorf("the last cohort is %v", row)
		}
	})
}

func TestCohortsAreDeleted(t *testing.T) {
	const remove = "core_cohort_delete_cohorts"
	each(t, func(t *testing.T, h *harness) {
		h.cohortRoles(t, "moodle/cohort:assign", "moodle/cohort:manage")
		h.must(t, "wsuser", createCohorts, `{"cohorts": [{"categorytype": {"type": "system", "value": ""}, "name": "Year 6", "idnumber": "y6"}]}`)
		h.unchanged(t, h.store.DB.Cohort.Query().Count, func() {
			h.try(t, remove, []attempt{
				{why: "without the capability", as: "student1", arguments: `{"cohortids": [1]}`, code: call.NoPermission},
				{why: "with the capability to put users into cohorts only", as: "nobody", arguments: `{"cohortids": [1]}`, code: call.NoPermission},
				{why: "what is held in a course says nothing of the site", as: "teacher", arguments: `{"cohortids": [1]}`, code: call.NoPermission},
				{why: "a token for one course", as: "wsuser", course: 2, arguments: `{"cohortids": [1]}`, code: call.RestrictedContext},
				{why: "the last does not exist", as: "wsuser", arguments: `{"cohortids": [1, 2, 99]}`, code: call.NotFound, path: "cohortids[2]"},
				{why: "one twice", as: "wsuser", arguments: `{"cohortids": [1, 2, 1]}`, code: call.InvalidParameter, path: "cohortids[2]"},
				{why: "none", as: "wsuser", arguments: `{"cohortids": []}`, want: `null`},
			})
		})
		h.must(t, "wsuser", remove, `{"cohortids": [1]}`)
		if ids := h.store.DB.Cohort.Query().IDsX(t.Context()); len(ids) != 1 || ids[0] != 2 || tally(t, h.store.DB.CohortMember.Query().Count) != 0 {
			t.Errorf("the cohorts %v are left, want 2 without members", ids)
		}
	})
}

func TestCohortsAreRead(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.cohortRoles(t, "moodle/cohort:view", "moodle/cohort:view")
		fifth := `{"id": 1, "name": "Year 5", "idnumber": "y5", "description": "", "descriptionformat": 1, "visible": true, "theme": "", "customfields": []}`
		h.try(t, getCohorts, []attempt{
			{why: "without the capability", as: "student1", arguments: `{"cohortids": [1]}`, code: call.NoPermission},
			{why: "nor all that there are", as: "student1", arguments: `{}`, code: call.NoPermission},
			{why: "nor what there is not", as: "student1", arguments: `{"cohortids": [99]}`, code: call.NoPermission},
			{why: "what is held in a course says nothing of the site", as: "teacher", arguments: `{}`, code: call.NoPermission},
			{why: "a token for one course", as: "wsuser", course: 2, arguments: `{"cohortids": [1]}`, code: call.RestrictedContext},
			{why: "with the capability to see them", as: "nobody", arguments: `{"cohortids": [1]}`, want: `[` + fifth + `]`},
			{why: "all", as: "wsuser", arguments: `{"cohortids": []}`, want: `[` + fifth + `]`},
			{why: "what does not exist is passed over", as: "admin", arguments: `{"cohortids": [99]}`, want: `[]`},
		})
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			return tx.User.UpdateOneID(5).SetPreferences(map[string]string{"auth_forcepasswordchange": "1"}).Exec(ctx)
		})
		h.refused(t, "nobody", getCohorts, `{}`, call.MustChangePassword, "")
	})
}
