package functions

import (
	"context"

	"gatehouse/ent"
	"gatehouse/ent/cohort"
	"gatehouse/server/call"
)

type cohortGetIn struct {
	CohortIDs []int `name:"cohortids" default:"[]" doc:"Ids of the cohorts. All of them when nothing is given."`
}

func (l *Library) cohortGet() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_cohort_get_cohorts",
		Summary: "Returns cohorts by their ids, or all of them.",
		Description: "Returns the cohorts with the ids given, or without ids every cohort, ordered by id and each once. Ids that belong to no cohort are " +
			"passed over. Needs `moodle/cohort:view` or `moodle/cohort:manage` in the site.",
		Effect:       call.Read,
		Capabilities: readingCohorts,
		Errors:       after(siteErrors, call.NoPermission),
		Example: call.Example{
			Arguments: `{"cohortids": [1]}`,
			Result: `[{"id": 1, "name": "Year 5", "idnumber": "y5", "description": "", "descriptionformat": 1, "visible": true, "theme": "",
				"customfields": []}]`,
		},
	}, l.getCohorts)
}

func (l *Library) getCohorts(ctx context.Context, c *call.Call, in cohortGetIn) ([]cohortInfo, error) {
	if err := l.enterForCohorts(c, readingCohorts...); err != nil {
		return nil, err
	}
	var cohorts []*ent.Cohort
	var err error
	if len(in.CohortIDs) == 0 {
		cohorts, err = l.db().Cohort.Query().Order(cohort.ByID()).All(ctx)
	} else {
		var found map[int]*ent.Cohort
		found, err = cohortsByID(ctx, l.db(), in.CohortIDs)
		cohorts, _ = present(distinct(in.CohortIDs), found)
	}
	if err != nil {
		return nil, err
	}
	return l.describeCohorts(c, cohorts), nil
}
