package functions

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gatehouse/ent"
	"gatehouse/ent/category"
	"gatehouse/ent/cohort"
	"gatehouse/server/call"
)

// manageCohorts is what creating cohorts asks for.
const manageCohorts = "moodle/cohort:manage"

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
		Example: call.Example{
			Arguments: `{"cohorts": [{"categorytype": {"type": "system", "value": ""}, "name": "Year 7", "idnumber": "y7"}]}`,
			Result:    `[{"id": 1, "name": "Year 7", "idnumber": "y7", "description": "", "descriptionformat": 1, "visible": true, "theme": ""}]`,
		},
	}, l.createCohorts)
}

func (l *Library) createCohorts(ctx context.Context, c *call.Call, in cohortCreateIn) ([]createdCohort, error) {
	if err := l.enterSite(c); err != nil {
		return nil, err
	}
	if err := c.Require(manageCohorts, 0); err != nil {
		return nil, err
	}
	for i := range in.Cohorts {
		if err := in.Cohorts[i].check(i); err != nil {
			return nil, err
		}
	}
	categories, err := l.cohortCategories(ctx, in.Cohorts)
	if err != nil {
		return nil, err
	}
	var created []createdCohort
	err = l.write(ctx, c, func(ctx context.Context, w *writing) error {
		if err := refuseTakenCohorts(ctx, w.Client, in.Cohorts); err != nil {
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

// check fails unless cohort i of the call can be stored.
func (n *newCohort) check(i int) error {
	if strings.TrimSpace(n.Name) == "" {
		return call.Invalid(at("cohorts", i, "name"), "is blank. A cohort needs a name.")
	}
	if err := checkFormat(at("cohorts", i, "descriptionformat"), n.DescriptionFormat); err != nil {
		return err
	}
	if err := fits(at("cohorts", i, "name"), n.Name, cohort.NameValidator); err != nil {
		return err
	}
	return fits(at("cohorts", i, "idnumber"), n.IDNumber, cohort.IDNumberValidator)
}

// cohortCategories finds the category of each cohort; nil stands for the site.
func (l *Library) cohortCategories(ctx context.Context, cohorts []newCohort) ([]*int, error) {
	known := map[cohortPlace]*int{}
	categories := make([]*int, len(cohorts))
	for i, n := range cohorts {
		if n.Place.Type == "system" {
			continue
		}
		if _, looked := known[n.Place]; !looked {
			found, err := l.cohortCategory(ctx, n.Place)
			if err != nil {
				return nil, atPath(err, at("cohorts", i, "categorytype"))
			}
			known[n.Place] = found
		}
		categories[i] = known[n.Place]
	}
	return categories, nil
}

func (l *Library) cohortCategory(ctx context.Context, place cohortPlace) (*int, error) {
	query := l.db().Category.Query().Order(category.ByID()).Limit(1)
	switch place.Type {
	case "id":
		id, err := strconv.Atoi(place.Value)
		if err != nil {
			return nil, call.Errorf(call.InvalidParameter, "found %q, expected the id of a category.", place.Value)
		}
		query.Where(category.ID(id))
	case "idnumber":
		query.Where(category.IDNumber(place.Value), category.IDNumberNEQ(""))
	default:
		return nil, call.Errorf(call.InvalidParameter, "found the type %q, expected id, idnumber or system.", place.Type)
	}
	ids, err := query.IDs(ctx)
	if err != nil {
		return nil, err
	}
	if len(ids) == 0 {
		return nil, call.Errorf(call.InvalidParameter, "There is no category whose %s is %q.", place.Type, place.Value)
	}
	return &ids[0], nil
}

// refuseTakenCohorts fails at the first id number that another cohort has, or an earlier one of the call.
func refuseTakenCohorts(ctx context.Context, db *ent.Client, cohorts []newCohort) error {
	taken := map[string]bool{}
	for some := range slices.Chunk(cohorts, batchSize) {
		numbers, err := db.Cohort.Query().
			Where(cohort.IDNumberNEQ(""), cohort.IDNumberIn(column(some, func(n newCohort) string { return n.IDNumber })...)).
			Select(cohort.FieldIDNumber).Strings(ctx)
		if err != nil {
			return err
		}
		for _, number := range numbers {
			taken[number] = true
		}
	}
	for i, n := range cohorts {
		if taken[n.IDNumber] {
			return call.Invalid(at("cohorts", i, "idnumber"), "Another cohort has the id number %q.", n.IDNumber)
		}
		taken[n.IDNumber] = n.IDNumber != ""
	}
	return nil
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
