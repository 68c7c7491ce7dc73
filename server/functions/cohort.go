package functions

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"gatehouse/ent"
	"gatehouse/ent/category"
	"gatehouse/ent/cohort"
	"gatehouse/ent/predicate"
	"gatehouse/server/call"
)

// The capabilities that functions about cohorts ask for, in the site: categories have no roles of their own here.
const (
	manageCohorts = "moodle/cohort:manage"
	assignCohorts = "moodle/cohort:assign"
	viewCohorts   = "moodle/cohort:view"
)

// Who may read cohorts, and who may put users into them: holders of either capability.
var (
	readingCohorts = []string{manageCohorts, viewCohorts}
	fillingCohorts = []string{manageCohorts, assignCohorts}
)

// enterForCohorts fails unless the caller may act in the site and holds one of the capabilities there.
func (l *Library) enterForCohorts(c *call.Call, capabilities ...string) error {
	if err := l.enterSite(c); err != nil {
		return err
	}
	return requireAny(c, 0, capabilities)
}

// requireAny fails unless the caller holds one of the capabilities. The last is the one that it says is lacking.
func requireAny(c *call.Call, courseID int, capabilities []string) error {
	var err error
	for _, capability := range capabilities {
		if err = c.Require(capability, courseID); err == nil {
			return nil
		}
	}
	return err
}

// cohortInfo is a cohort as callers see it.
type cohortInfo struct {
	ID                int           `name:"id" doc:"Id of the cohort."`
	Name              string        `name:"name" type:"raw" doc:"Name of the cohort."`
	IDNumber          string        `name:"idnumber" type:"raw" doc:"Your own identifier of the cohort, empty for none."`
	Description       string        `name:"description" type:"raw" doc:"Description of the cohort."`
	DescriptionFormat int           `name:"descriptionformat" doc:"Format of the description: 1 HTML, unless the stored text was asked for."`
	Visible           bool          `name:"visible" doc:"Whether the cohort can be picked from lists."`
	Theme             *string       `name:"theme" type:"theme" doc:"Theme that its members see, empty for none."`
	CustomFields      []customField `name:"customfields" optional:"true" doc:"Custom fields of the cohort."`
}

// contextOfCohort is the context that the files of a cohort are kept in.
func contextOfCohort(found *ent.Cohort) int {
	if found.CategoryID != nil {
		return contextID(categoryLevel, *found.CategoryID)
	}
	return contextID(systemLevel, 0)
}

func (l *Library) describeCohorts(c *call.Call, cohorts []*ent.Cohort) []cohortInfo {
	return column(cohorts, func(found *ent.Cohort) cohortInfo {
		description, format := l.formatText(c, found.Description, found.DescriptionFormat,
			fileArea{contextOfCohort(found), "cohort", "description", found.ID})
		return cohortInfo{
			found.ID, formatName(c, found.Name), found.IDNumber, description, format, found.Visible, &found.Theme,
			append([]customField{}, customFieldsShown(c, found.CustomFields)...),
		}
	})
}

// cohortsByID finds cohorts; what is not there is missing from the answer. also narrows the search, or locks what it finds.
func cohortsByID(ctx context.Context, db *ent.Client, ids []int, also ...predicate.Cohort) (map[int]*ent.Cohort, error) {
	found := make(map[int]*ent.Cohort, len(ids))
	for some := range slices.Chunk(distinct(ids), batchSize) {
		cohorts, err := db.Cohort.Query().Where(also...).Where(cohort.IDIn(some...)).Order(cohort.ByID()).All(ctx)
		if err != nil {
			return nil, err
		}
		for _, row := range cohorts {
			found[row.ID] = row
		}
	}
	return found, nil
}

// knownCohorts finds cohorts in the order of their ids in the call, and fails at the first that does not exist.
func knownCohorts(ctx context.Context, db *ent.Client, ids []int, path func(i int) string, also ...predicate.Cohort) ([]*ent.Cohort, error) {
	found, err := cohortsByID(ctx, db, ids, also...)
	if err != nil {
		return nil, err
	}
	return inOrder(ids, found, func(i int) error { return missing("cohort", ids[i]).At("%s", path(i)) })
}

// checkCohort fails unless cohort i of the call can be stored.
func checkCohort(i int, name, idNumber string, descriptionFormat int) error {
	if strings.TrimSpace(name) == "" {
		return call.Invalid(at("cohorts", i, "name"), "is blank. A cohort needs a name.")
	}
	if err := checkFormat(at("cohorts", i, "descriptionformat"), descriptionFormat); err != nil {
		return err
	}
	if err := fits(at("cohorts", i, "name"), name, cohort.NameValidator); err != nil {
		return err
	}
	return fits(at("cohorts", i, "idnumber"), idNumber, cohort.IDNumberValidator)
}

// idNumberOf is the id number that a cohort claims, if it has one.
func idNumberOf(number string) []string {
	if number == "" {
		return nil
	}
	return []string{number}
}

// refuseTakenCohorts fails at the first id number that another cohort has.
func refuseTakenCohorts(ctx context.Context, db *ent.Client, claims []claim[string]) error {
	taken := map[string]bool{}
	for some := range slices.Chunk(wanted(claims), batchSize) {
		numbers, err := db.Cohort.Query().Where(cohort.IDNumberNEQ(""), cohort.IDNumberIn(some...)).Select(cohort.FieldIDNumber).Strings(ctx)
		if err != nil {
			return err
		}
		for _, number := range numbers {
			taken[number] = true
		}
	}
	if i, number, found := firstTaken(claims, taken); found {
		return call.Invalid(at("cohorts", i, "idnumber"), "Another cohort has the id number %q.", number)
	}
	return nil
}

// cohortCategories finds the category of each cohort of the call; nil stands for the site.
func (l *Library) cohortCategories(ctx context.Context, places []cohortPlace) ([]*int, error) {
	known := map[cohortPlace]*int{}
	for some := range slices.Chunk(places, batchSize) {
		if err := l.addCategories(ctx, some, known); err != nil {
			return nil, err
		}
	}
	categories := make([]*int, len(places))
	for i, p := range places {
		if !slices.Contains([]string{"id", "idnumber", "system"}, p.Type) {
			return nil, call.Invalid(at("cohorts", i, "categorytype"), "found the type %q, expected id, idnumber or system.", p.Type)
		}
		if categories[i] = known[p]; categories[i] == nil && p.Type != "system" {
			return nil, call.Invalid(at("cohorts", i, "categorytype"), "There is no category whose %s is %q.", p.Type, p.Value)
		}
	}
	return categories, nil
}

// addCategories adds the categories of some places to those that are known. Of several with the same id number the first counts.
func (l *Library) addCategories(ctx context.Context, places []cohortPlace, known map[cohortPlace]*int) error {
	names := column(places, func(p cohortPlace) naming { return naming(p) })
	ids, numbers := numbersIn(valuesOf(names, "id")), valuesOf(names, "idnumber")
	if len(ids)+len(numbers) == 0 {
		return nil
	}
	rows, err := l.db().Category.Query().Where(category.Or(category.IDIn(ids...), category.IDNumberIn(numbers...))).
		Order(category.ByID()).All(ctx)
	for _, row := range rows {
		known[cohortPlace{"id", strconv.Itoa(row.ID)}] = &row.ID
		if byNumber := (cohortPlace{"idnumber", row.IDNumber}); known[byNumber] == nil && row.IDNumber != "" {
			known[byNumber] = &row.ID
		}
	}
	return err
}
