package functions

import (
	"context"
	"fmt"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/cohort"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

type cohortUpdateIn struct {
	Cohorts []changedCohort `name:"cohorts" doc:"The cohorts to change, each with what it is to have."`
}

// changedCohort is what a cohort is to have. What is left out, or null, stays as it is.
type changedCohort struct {
	ID                int              `name:"id" doc:"Id of the cohort."`
	Place             cohortPlace      `name:"categorytype" doc:"Where the cohort belongs from now on."`
	Name              string           `name:"name" type:"raw" doc:"Name of the cohort, not blank."`
	IDNumber          string           `name:"idnumber" type:"raw" doc:"Your own identifier of the cohort, empty for none. No other cohort has it."`
	Description       *string          `name:"description" type:"raw" doc:"Description of the cohort. It is stored as given and cleaned when it is shown."`
	DescriptionFormat int              `name:"descriptionformat" default:"1" doc:"Format of the description, which counts only together with it: 0 automatic, 1 HTML, 2 plain text, 4 Markdown."`
	Visible           *bool            `name:"visible" doc:"Whether the cohort can be picked from lists."`
	Theme             *string          `name:"theme" type:"theme" doc:"Theme that its members see, empty for none."`
	CustomFields      []newCustomField `name:"customfields" optional:"true" doc:"Custom fields to set. Those that are not named stay."`
}

func (l *Library) cohortUpdate() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_cohort_update_cohorts",
		Summary: "Changes cohorts, and moves them between the site and categories.",
		Description: "Changes one or more cohorts; their members stay. What is left out of a cohort stays as it is, except for the category, the name " +
			"and the id number, which are always given. A cohort that does not exist is refused as `notfound`; as `invalidparameter` one that stands " +
			"in the call twice, a category that does not exist, a blank name, and an id number that another cohort has. Cohorts are changed in the " +
			"order of the call, so that one may take the id number that another has given up before it. " +
			"Needs `moodle/cohort:manage` in the site. All cohorts are changed or none.",
		Effect:       call.Write,
		Capabilities: []string{manageCohorts},
		Errors:       after(siteErrors, call.NoPermission, call.NotFound),
		Example: call.Example{
			Arguments: `{"cohorts": [{"id": 1, "categorytype": {"type": "id", "value": "1"}, "name": "Year 6", "idnumber": "y6"}]}`,
			Result:    `null`,
		},
	}, l.updateCohorts)
}

func (l *Library) updateCohorts(ctx context.Context, c *call.Call, in cohortUpdateIn) (call.Void, error) {
	if err := l.enterForCohorts(c, manageCohorts); err != nil {
		return call.Void{}, err
	}
	for i, n := range in.Cohorts {
		if err := checkCohort(i, n.Name, n.IDNumber, n.DescriptionFormat); err != nil {
			return call.Void{}, err
		}
	}
	ids := column(in.Cohorts, func(n changedCohort) int { return n.ID })
	path := func(i int) string { return at("cohorts", i, "id") }
	if err := refuseTwice(ids, path); err != nil || len(ids) == 0 {
		return call.Void{}, err
	}
	categories, err := l.cohortCategories(ctx, column(in.Cohorts, func(n changedCohort) cohortPlace { return n.Place }))
	if err != nil {
		return call.Void{}, err
	}
	return call.Void{}, l.write(ctx, c, func(ctx context.Context, w *writing) error {
		cohorts, err := knownCohorts(ctx, w.Client, ids, path, store.ForUpdate)
		if err != nil {
			return err
		}
		claims := make([]claim[string], len(cohorts))
		for i, row := range cohorts {
			claims[i].was = idNumberOf(row.IDNumber)
			in.Cohorts[i].apply(row, categories[i])
			claims[i].wants = idNumberOf(row.IDNumber)
			w.about("cohort", row.ID)
		}
		if err := refuseTakenCohorts(ctx, w.Client, claims); err != nil {
			return err
		}
		return storeCohorts(ctx, w.Client, cohorts)
	})
}

// apply makes a cohort what it is to be.
func (n *changedCohort) apply(row *ent.Cohort, category *int) {
	row.Name, row.IDNumber, row.CategoryID = n.Name, n.IDNumber, category
	if n.Description != nil {
		row.Description, row.DescriptionFormat = *n.Description, n.DescriptionFormat
	}
	if n.Visible != nil {
		row.Visible = *n.Visible
	}
	if n.Theme != nil {
		row.Theme = *n.Theme
	}
	row.CustomFields = withCustomFields(row.CustomFields, n.CustomFields)
}

// storeCohorts writes rows whole, so that one statement is enough for many of them.
func storeCohorts(ctx context.Context, db *ent.Client, cohorts []*ent.Cohort) error {
	for some := range slices.Chunk(cohorts, batchSize) {
		err := db.Cohort.MapCreateBulk(some, func(row *ent.CohortCreate, i int) {
			n := some[i]
			row.SetID(n.ID).SetName(n.Name).SetIDNumber(n.IDNumber).SetDescription(n.Description).SetDescriptionFormat(n.DescriptionFormat).
				SetVisible(n.Visible).SetTheme(n.Theme).SetNillableCategoryID(n.CategoryID).SetCustomFields(n.CustomFields)
		}).OnConflictColumns(cohort.FieldID).
			Update(func(u *ent.CohortUpsert) { // the category by name: among new values it is not when it is nobody's
				u.UpdateName().UpdateIDNumber().UpdateDescription().UpdateDescriptionFormat().UpdateVisible().UpdateTheme().
					UpdateCategoryID().UpdateCustomFields().UpdateUpdatedAt()
			}).Exec(ctx)
		if err != nil {
			return fmt.Errorf("changing cohorts: %w", err)
		}
	}
	return nil
}
