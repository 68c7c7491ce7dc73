package functions_test

import (
	"context"
	"fmt"
	"testing"

	"gatehouse/ent/cohort"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

const createCohorts = "core_cohort_create_cohorts"

func TestCohortsAreNotCreated(t *testing.T) {
	one := func(place, rest string) string {
		return `{"cohorts": [{"categorytype": {"type": "system", "value": ""}, "name": "ok", "idnumber": ""}, {"categorytype": ` + place + `, ` + rest + `}]}`
	}
	const system = `{"type": "system", "value": "x"}`
	each(t, func(t *testing.T, h *harness) {
		h.must(t, "wsuser", createCohorts, `{"cohorts": [{"categorytype": {"type": "system", "value": ""}, "name": "Year 6", "idnumber": "y6"}]}`)
		refuse := func(why, arguments, path string) attempt {
			return attempt{why: why, as: "wsuser", arguments: arguments, code: call.InvalidParameter, path: path}
		}
		h.unchanged(t, h.store.DB.Cohort.Query().Count, func() {
			h.try(t, createCohorts, []attempt{
				{why: "without the capability", as: "nobody", arguments: one(system, `"name": "x", "idnumber": ""`), code: call.NoPermission},
				{why: "what is held in a course says nothing of the site", as: "teacher", arguments: one(system, `"name": "x", "idnumber": ""`), code: call.NoPermission},
				{why: "a token for one course", as: "wsuser", course: 2, arguments: one(system, `"name": "x", "idnumber": ""`), code: call.RestrictedContext},
				refuse("a blank name", one(system, `"name": " ", "idnumber": ""`), "cohorts[1].name"),
				refuse("no such category", one(`{"type": "id", "value": "99"}`, `"name": "x", "idnumber": ""`), "cohorts[1].categorytype"),
				refuse("an id that is none", one(`{"type": "id", "value": "one"}`, `"name": "x", "idnumber": ""`), "cohorts[1].categorytype"),
				refuse("an empty id number names no category", one(`{"type": "idnumber", "value": ""}`, `"name": "x", "idnumber": ""`), "cohorts[1].categorytype"),
				refuse("no such way to name one", one(`{"type": "name", "value": "x"}`, `"name": "x", "idnumber": ""`), "cohorts[1].categorytype"),
				refuse("no such theme", one(system, `"name": "x", "idnumber": "", "theme": "none"`), "cohorts[1].theme"),
				refuse("no such format", one(system, `"name": "x", "idnumber": "", "descriptionformat": 9`), "cohorts[1].descriptionformat"),
				refuse("an id number that is taken", one(system, `"name": "x", "idnumber": "y6"`), "cohorts[1].idnumber"),
				refuse("an id number twice", `{"cohorts": `+many(600, func(i int) string {
					return fmt.Sprintf(`{"categorytype": {"type": "system", "value": ""}, "name": "x", "idnumber": "n%d"}`, i%599)
				})+`}`, "cohorts[599].idnumber"),
			})
		})
	})
}

func TestCohortsAreCreated(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			return tx.Category.Create().SetName("Second").SetIDNumber("second").Exec(ctx)
		})
		h.try(t, createCohorts, []attempt{
			{why: "none", as: "wsuser", arguments: `{"cohorts": []}`, want: `[]`},
			{
				why: "of the site and of categories, as given; no id number may stand there often", as: "wsuser",
				arguments: `{"cohorts": [
					{"categorytype": {"type": "system", "value": "ignored"}, "name": "Größe <b>", "idnumber": "", "description": "<script>é</script>", "descriptionformat": 0, "visible": false, "theme": "boost"},
					{"categorytype": {"type": "id", "value": "1"}, "name": "Of one", "idnumber": "", "customfields": [{"shortname": "a", "value": "b"}]},
					{"categorytype": {"type": "idnumber", "value": "second"}, "name": "Of two", "idnumber": "two", "description": null, "visible": null}]}`,
				want: `[
					{"id": 2, "name": "Größe <b>", "idnumber": "", "description": "<script>é</script>", "descriptionformat": 0, "visible": false, "theme": "boost"},
					{"id": 3, "name": "Of one", "idnumber": "", "description": "", "descriptionformat": 1, "visible": true, "theme": ""},
					{"id": 4, "name": "Of two", "idnumber": "two", "description": "", "descriptionformat": 1, "visible": true, "theme": ""}]`,
			},
		})
		rows := h.store.DB.Cohort.Query().Where(cohort.IDGT(1)).Order(cohort.ByID()).AllX(t.Context())
		if rows[0].CategoryID != nil || *rows[1].CategoryID != 1 || *rows[2].CategoryID != 2 || rows[1].CustomFields["a"] != "b" {
			t.Errorf("cohorts are in the wrong categories: %v", rows)
		}
	})
}

func TestThousandCohortsInOneCall(t *testing.T) {
	eachQuiet(t, func(t *testing.T, h *harness) {
		list := many(1000, func(i int) string {
			place := map[bool]string{true: "id", false: "system"}[i >= 500]
			return fmt.Sprintf(`{"categorytype": {"type": %q, "value": "1"}, "name": "x", "idnumber": "n%d"}`, place, i)
		})
		n := h.reads(t, func() { h.must(t, "wsuser", createCohorts, `{"cohorts": `+list+`}`) })
		if n > 6 {
			t.Errorf("1000 cohorts took %d statements that read", n)
		}
		if got := tally(t, h.store.DB.Cohort.Query().Where(cohort.CategoryID(1)).Count); got != 500 {
			t.Errorf("there are %d cohorts in the category, want the last 500", got)
		}
	})
}
