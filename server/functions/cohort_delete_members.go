package functions

import (
	"context"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/cohortmember"
	"gatehouse/server/call"
)

type cohortDeleteMembersIn struct {
	Members []oldCohortMember `name:"members" doc:"Who leaves which cohort."`
}

type oldCohortMember struct {
	CohortID int `name:"cohortid" doc:"Id of the cohort."`
	UserID   int `name:"userid" doc:"Id of the user."`
}

func (l *Library) cohortDeleteMembers() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_cohort_delete_cohort_members",
		Summary: "Takes users out of cohorts.",
		Description: "Takes users out of cohorts. Whoever is not a member is passed over, so that a call may be repeated. " +
			"Needs `moodle/cohort:assign` or `moodle/cohort:manage` in the site. " +
			"All users are taken out or none: a cohort (`notfound`) or a user (`invaliduser`) that does not exist refuses the whole call.",
		Effect:       call.Write,
		Capabilities: fillingCohorts,
		Errors:       after(siteErrors, call.NoPermission, call.NotFound, call.UserNotFound),
		Example:      call.Example{Arguments: `{"members": [{"cohortid": 1, "userid": 11}]}`, Result: `null`},
	}, l.deleteCohortMembers)
}

func (l *Library) deleteCohortMembers(ctx context.Context, c *call.Call, in cohortDeleteMembersIn) (call.Void, error) {
	if err := l.enterForCohorts(c, fillingCohorts...); err != nil || len(in.Members) == 0 {
		return call.Void{}, err
	}
	return call.Void{}, l.write(ctx, c, func(ctx context.Context, w *writing) error {
		ids := column(in.Members, func(m oldCohortMember) int { return m.CohortID })
		if _, err := knownCohorts(ctx, w.Client, ids, func(i int) string { return at("members", i, "cohortid") }); err != nil {
			return err
		}
		users := column(in.Members, func(m oldCohortMember) int { return m.UserID })
		if err := refuseUnknownUsers(ctx, w.Client, users, "members"); err != nil {
			return err
		}
		there, err := inCohorts(ctx, w.Client, column(in.Members, func(m oldCohortMember) pair { return pair{m.CohortID, m.UserID} }))
		if err != nil {
			return err
		}
		for _, id := range distinct(ids) {
			w.about("cohort", id)
		}
		leaving := column(in.Members, func(m oldCohortMember) int { return there[pair{m.CohortID, m.UserID}] })
		for some := range slices.Chunk(distinct(leaving), batchSize) {
			if _, err := w.CohortMember.Delete().Where(cohortmember.IDIn(some...)).Exec(ctx); err != nil {
				return err
			}
		}
		return nil
	})
}

// inCohorts finds the ids of those memberships, pairs of a cohort and a user, that are there.
func inCohorts(ctx context.Context, db *ent.Client, pairs []pair) (map[pair]int, error) {
	there := map[pair]int{}
	for some := range slices.Chunk(pairs, batchSize) {
		cohorts := distinct(column(some, func(p pair) int { return p.a }))
		users := distinct(column(some, func(p pair) int { return p.b }))
		rows, err := db.CohortMember.Query().Where(cohortmember.UserIDIn(users...), cohortmember.CohortIDIn(cohorts...)).All(ctx)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			there[pair{row.CohortID, row.UserID}] = row.ID
		}
	}
	return there, nil
}
