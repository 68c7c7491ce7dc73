package functions

import (
	"context"
	"slices"

	"gatehouse/ent/cohort"
	"gatehouse/server/call"
)

type cohortDeleteIn struct {
	CohortIDs []int `name:"cohortids" doc:"Ids of the cohorts to delete."`
}

func (l *Library) cohortDelete() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_cohort_delete_cohorts",
		Summary: "Deletes cohorts, all of them or none.",
		Description: "Deletes cohorts together with their memberships; the users stay. A cohort that does not exist is refused as `notfound`, one that " +
			"is named twice as `invalidparameter`; then none is deleted. Needs `moodle/cohort:manage` in the site.",
		Effect:       call.Write,
		Capabilities: []string{manageCohorts},
		Errors:       after(siteErrors, call.NoPermission, call.NotFound),
		Ajax:         true,
		Example:      call.Example{Arguments: `{"cohortids": [1]}`, Result: `null`},
	}, l.deleteCohorts)
}

func (l *Library) deleteCohorts(ctx context.Context, c *call.Call, in cohortDeleteIn) (call.Void, error) {
	if err := l.enterForCohorts(c, manageCohorts); err != nil {
		return call.Void{}, err
	}
	path := func(i int) string { return item("cohortids", i) }
	if err := refuseTwice(in.CohortIDs, path); err != nil || len(in.CohortIDs) == 0 {
		return call.Void{}, err
	}
	return call.Void{}, l.write(ctx, c, func(ctx context.Context, w *writing) error {
		if _, err := knownCohorts(ctx, w.Client, in.CohortIDs, path); err != nil {
			return err
		}
		for some := range slices.Chunk(distinct(in.CohortIDs), batchSize) {
			if _, err := w.Cohort.Delete().Where(cohort.IDIn(some...)).Exec(ctx); err != nil {
				return err
			}
			for _, id := range some {
				w.about("cohort", id)
			}
		}
		return nil
	})
}
