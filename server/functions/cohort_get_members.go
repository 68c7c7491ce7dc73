package functions

import (
	"context"
	"slices"

	"gatehouse/ent/cohortmember"
	"gatehouse/ent/user"
	"gatehouse/server/call"
)

type cohortGetMembersIn struct {
	CohortIDs []int `name:"cohortids" doc:"Ids of the cohorts."`
}

type cohortMembers struct {
	CohortID int   `name:"cohortid" doc:"Id of the cohort."`
	UserIDs  []int `name:"userids" doc:"Ids of its members, ordered by last name and first name."`
}

func (l *Library) cohortGetMembers() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_cohort_get_cohort_members",
		Summary: "Returns the members of cohorts.",
		Description: "Returns the ids of each cohort's members, in the order of the cohorts given; deleted users are members no more. " +
			"Needs `moodle/cohort:view` or `moodle/cohort:manage` in the site. An id that belongs to no cohort fails the whole call (`notfound`).",
		Effect:       call.Read,
		Capabilities: readingCohorts,
		Errors:       after(siteErrors, call.NoPermission, call.NotFound),
		Example:      call.Example{Arguments: `{"cohortids": [1]}`, Result: `[{"cohortid": 1, "userids": [11]}]`},
	}, l.getCohortMembers)
}

func (l *Library) getCohortMembers(ctx context.Context, c *call.Call, in cohortGetMembersIn) ([]cohortMembers, error) {
	if err := l.enterForCohorts(c, readingCohorts...); err != nil {
		return nil, err
	}
	if _, err := knownCohorts(ctx, l.db(), in.CohortIDs, func(i int) string { return item("cohortids", i) }); err != nil {
		return nil, err
	}
	members := map[int][]int{}
	for some := range slices.Chunk(distinct(in.CohortIDs), batchSize) {
		rows, err := l.db().CohortMember.Query().
			Where(cohortmember.CohortIDIn(some...), cohortmember.HasUserWith(user.Deleted(false))).
			Order(cohortmember.ByUserField(user.FieldLastName), cohortmember.ByUserField(user.FieldFirstName), cohortmember.ByUserID()).All(ctx)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			members[row.CohortID] = append(members[row.CohortID], row.UserID)
		}
	}
	return column(in.CohortIDs, func(id int) cohortMembers { return cohortMembers{id, members[id]} }), nil
}
