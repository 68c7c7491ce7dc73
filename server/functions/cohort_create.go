package functions

import (
	"context"
	"fmt"

	"gatehouse/ent"
	"gatehouse/server/call"
)

type cohortCreateIn struct {
	Cohorts []newCohort `name:"cohorts" doc:"The cohorts to create."`
}

type newCohort struct {
	Place             cohortPlace      `name:"categorytype" doc:"Where the cohort belongs."`
	Name              string           `name:"name" type:"raw" doc:"Name of the cohort, not blank."`
	IDNumber          string           `name:"idnumber" type:"raw" doc:"Your own identifier of the cohort. When it is not empty no other cohort has it."`
	Description       *string          `name:"description" type:"raw" doc:"Description of the cohort. It is stored as given."`
	DescriptionFormat int              `name:"descriptionformat" default:"1" doc:"Format of the description: 0 automatic, 1 HTML, 2 plain text, 4 Markdown."`
	Visible           *bool            `name:"visible" doc:"Whether the cohort can be picked from lists. True when it is left out."`
	Theme             *string          `name:"theme" type:"theme" doc:"Theme that its members see."`
	CustomFields      []newCustomField `name:"customfields" optional:"true" doc:"Custom fields of the cohort."`
}

type cohortPlace struct {
	Type  string `name:"type" type:"text" doc:"How the category is named: id, idnumber, or system for a cohort of the whole site."`
	Value string `name:"value" type:"raw" doc:"The id or id number of the category; anything for system."`
}

type createdCohort struct {
	ID                int     `name:"id" doc:"Id of the cohort."`
	Name              string  `name:"name" type:"raw" doc:"Name, as it was stored."`
	IDNumber          string  `name:"idnumber" type:"raw" doc:"Your own identifier of the cohort, empty for none."`
	Description       string  `name:"description" type:"raw" doc:"Description, as it was stored."`
	DescriptionFormat int     `name:"descriptionformat" doc:"Format of the description: 0 automatic, 1 HTML, 2 plain text, 4 Markdown."`
	Visible           bool    `name:"visible" doc:"Whether the cohort can be picked from lists."`
	Theme             *string `name:"theme" type:"theme" doc:"Theme that its members see, empty for none."`
}

func (l *Library) cohortCreate() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_cohort_create_cohorts",
		Summary: "Creates cohorts in the site or in categories.",
		Description: "Creates one or more cohorts, sets of users of the whole site or of a category, and returns each as it was stored. " +
			"An id number that is not empty must be new, and must not stand in the call twice. Needs `moodle/cohort:manage` in the site. " +
			"All cohorts are created or none: when one of them is refused, nothing of the call is kept.",
		Effect:       call.Write,
		Capabilities: []string{manageCohorts},
		Errors:       after(siteErrors, call.NoPermission),
		Example: call.Example{
			Arguments: `{"cohorts": [{"categorytype": {"type": "system", "value": ""}, "name": "Year 7", "idnumber": "y7"}]}`,
			Result:    `[{"id": 2, "name": "Year 7", "idnumber": "y7", "description": "", "descriptionformat": 1, "visible": true, "theme": ""}]`,
		},
	}, l.createCohorts)
}

func (l *Library) createCohorts(ctx context.Context, c *call.Call, in cohortCreateIn) ([]createdCohort, error) {
	if err := l.enterForCohorts(c, manageCohorts); err != nil {
		return nil, err
	}
	for i, n := range in.Cohorts {
		if err := checkCohort(i, n.Name, n.IDNumber, n.DescriptionFormat); err != nil {
			return nil, err
		}
	}
	categories, err := l.cohortCategories(ctx, column(in.Cohorts, func(n newCohort) cohortPlace { return n.Place }))
	if err != nil {
		return nil, err
	}
	var created []createdCohort
	err = l.write(ctx, c, func(ctx context.Context, w *writing) error {
		err := refuseTakenCohorts(ctx, w.Client, column(in.Cohorts, func(n newCohort) claim[string] {
			return claim[string]{wants: idNumberOf(n.IDNumber)}
		}))
		if err != nil {
			return err
		}
		rows, err := insertCohorts(ctx, w.Client, in.Cohorts, categories)
		created = column(rows, func(row *ent.Cohort) createdCohort {
			return createdCohort{row.ID, row.Name, row.IDNumber, row.Description, row.DescriptionFormat, row.Visible, &row.Theme}
		})
		for _, row := range rows {
			w.about("cohort", row.ID)
		}
		return err
	})
	return created, err
}

func insertCohorts(ctx context.Context, db *ent.Client, cohorts []newCohort, categories []*int) ([]*ent.Cohort, error) {
	var rows []*ent.Cohort
	for start := 0; start < len(cohorts); start += batchSize {
		some := cohorts[start:min(start+batchSize, len(cohorts))]
		inserted, err := db.Cohort.MapCreateBulk(some, func(row *ent.CohortCreate, i int) {
			n := some[i]
			row.SetName(n.Name).SetIDNumber(n.IDNumber).SetDescription(value(n.Description)).SetDescriptionFormat(n.DescriptionFormat).
				SetVisible(n.Visible == nil || *n.Visible).SetTheme(value(n.Theme)).SetNillableCategoryID(categories[start+i]).
				SetCustomFields(customFieldsOf(n.CustomFields))
		}).Save(ctx)
		if err != nil {
			return nil, fmt.Errorf("creating cohorts: %w", err)
		}
		rows = append(rows, inserted...)
	}
	return rows, nil
}
