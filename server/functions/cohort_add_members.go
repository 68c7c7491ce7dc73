package functions

import (
	"context"
	"fmt"
	"slices"

	"gatehouse/ent"
	"gatehouse/server/call"
)

type cohortAddMembersIn struct {
	Members []newCohortMember `name:"members" doc:"Who becomes a member of which cohort."`
}

type newCohortMember struct {
	Cohort cohortNaming `name:"cohorttype" doc:"The cohort."`
	User   userNaming   `name:"usertype" doc:"The user."`
}

type cohortNaming struct {
	Type  string `name:"type" type:"alphanumext" doc:"How the cohort is named: id or idnumber."`
	Value string `name:"value" type:"raw" doc:"Its id or id number."`
}

type userNaming struct {
	Type  string `name:"type" type:"alphanumext" doc:"How the user is named: id, username, idnumber or email."`
	Value string `name:"value" type:"raw" doc:"The user's id, user name, id number or e-mail address."`
}

type cohortAddMembersOut struct {
	Warnings []Warning `name:"warnings" optional:"true" doc:"What could not be done, each with the parameter that it is about."`
}

// The codes of warnings, as clients know them.
const (
	warnedOfType   = "1" // a kind of name that is not known
	warnedOfAbsent = "2" // nobody and nothing, or more than one, is named so
	warnedOfMember = "3" // the user is a member already
)

func (l *Library) cohortAddMembers() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_cohort_add_cohort_members",
		Summary: "Makes users members of cohorts.",
		Description: "Adds users to cohorts. What cannot be done for one of them is a warning, and the others are added all the same: `1` for a way to name " +
			"a cohort or a user that is not known, `2` for a cohort or a user that does not exist, or a name that several have, `3` for somebody who is a " +
			"member already or stands in the call twice. Users are found by id number and e-mail address only as far as the caller may see these. " +
			"Needs `moodle/cohort:assign` or `moodle/cohort:manage` in the site.",
		Effect:       call.Write,
		Capabilities: union(fillingCohorts, seeingUsers),
		Errors:       after(siteErrors, call.NoPermission),
		Example: call.Example{
			Arguments: `{"members": [{"cohorttype": {"type": "idnumber", "value": "y5"}, "usertype": {"type": "username", "value": "student2"}},
				{"cohorttype": {"type": "id", "value": "1"}, "usertype": {"type": "id", "value": "11"}}]}`,
			Result: `{"warnings": [{"item": "members[1]", "itemid": 1, "warningcode": "3", "message": "The user 11 is a member of the cohort 1 already."}]}`,
		},
	}, l.addCohortMembers)
}

func (l *Library) addCohortMembers(ctx context.Context, c *call.Call, in cohortAddMembersIn) (cohortAddMembersOut, error) {
	out := cohortAddMembersOut{Warnings: []Warning{}}
	if err := l.enterForCohorts(c, fillingCohorts...); err != nil {
		return out, err
	}
	pairs, warnings, err := l.namedMembers(ctx, c, in.Members)
	if err != nil {
		return out, err
	}
	if slices.ContainsFunc(pairs, func(p pair) bool { return p != pair{} }) {
		err = l.write(ctx, c, func(ctx context.Context, w *writing) error { return joinCohorts(ctx, w, pairs, warnings) })
	}
	for _, warning := range warnings {
		if warning != nil {
			out.Warnings = append(out.Warnings, *warning)
		}
	}
	return out, err
}

// namedMembers finds the cohort and the user of each item of the call; in the place of a pair that cannot be made there is a warning.
func (l *Library) namedMembers(ctx context.Context, c *call.Call, members []newCohortMember) ([]pair, []*Warning, error) {
	pairs, warnings := make([]pair, len(members)), make([]*Warning, len(members))
	cohorts, err := cohortsNamed(ctx, l.db(), column(members, func(m newCohortMember) naming { return naming(m.Cohort) }))
	if err != nil {
		return nil, nil, err
	}
	users, err := l.usersNamed(ctx, c, column(members, func(m newCohortMember) naming { return naming(m.User) }))
	if err != nil {
		return nil, nil, err
	}
	for i, m := range members {
		var p pair
		if p.a, warnings[i] = oneNamed(at("members", i, "cohorttype"), "cohort", naming(m.Cohort), namesOfCohorts, cohorts); warnings[i] != nil {
			continue
		}
		if p.b, warnings[i] = oneNamed(at("members", i, "usertype"), "user", naming(m.User), namesOfUsers, users); warnings[i] != nil {
			continue
		}
		pairs[i] = p
	}
	return pairs, warnings, nil
}

// joinCohorts makes members of the pairs, and adds warnings of those who are some already.
func joinCohorts(ctx context.Context, w *writing, pairs []pair, warnings []*Warning) error {
	there, err := inCohorts(ctx, w.Client, slices.DeleteFunc(slices.Clone(pairs), func(p pair) bool { return p == pair{} }))
	if err != nil {
		return err
	}
	var absent []pair
	for i, p := range pairs {
		switch {
		case p == pair{}:
		case there[p] != 0:
			warnings[i] = &Warning{
				Item: ptr(item("members", i)), ItemID: &p.a, Code: warnedOfMember,
				Message: fmt.Sprintf("The user %d is a member of the cohort %d already.", p.b, p.a),
			}
		default:
			there[p] = -1 // a second time it is there
			absent = append(absent, p)
		}
	}
	for _, id := range distinct(column(absent, func(p pair) int { return p.a })) {
		w.about("cohort", id)
	}
	for some := range slices.Chunk(absent, batchSize) {
		err := w.CohortMember.MapCreateBulk(some, func(row *ent.CohortMemberCreate, i int) {
			row.SetCohortID(some[i].a).SetUserID(some[i].b)
		}).Exec(ctx)
		if err != nil {
			return fmt.Errorf("adding members: %w", err)
		}
	}
	return nil
}
