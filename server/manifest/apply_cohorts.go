package manifest

import (
	"context"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/cohortmember"
	"gatehouse/server/store"
)

func (p *planner) planCohorts() {
	for _, i := range givenFirst(p.m.Cohorts, func(e *Cohort) int { return e.ID }) {
		e := &p.m.Cohorts[i]
		t := begin(p, cohortKind, p.cohorts, at("cohorts", i), e.ID, e, key(plainName, e.Name))
		if t == nil {
			continue
		}
		planCategory(t, e.Category, t.row.CategoryID, false)
		p.planCohortMembers(t, e.Members)
		t.finish(t.row.Name)
	}
	refuseTwice(p, "cohorts", p.cohorts.rows, func(c *ent.Cohort) string { return c.IDNumber })
}

func (p *planner) planCohortMembers(t *target[ent.Cohort], wanted List[string]) {
	if wanted == nil {
		return
	}
	var users []*ent.User
	for i, name := range wanted {
		if user := p.userOf(at(t.path+".members", i), name); user != nil {
			users = append(users, user)
		}
	}
	stored := p.cohortMembers[t.row.ID]
	add, remove := difference(stored, func(m *ent.CohortMember) *ent.User { return p.users.byID[m.UserID] }, users)
	if len(add)+len(remove) == 0 {
		return
	}
	var old []string
	for _, row := range stored {
		old = append(old, p.users.byID[row.UserID].Username)
	}
	t.also = append(t.also, FieldChange{"members", old, append([]string{}, wanted...)})
	t.steps = append(t.steps, writeCohortMembers(t.row, remove, add))
}

func writeCohortMembers(row *ent.Cohort, remove []int, add []*ent.User) step {
	return func(ctx context.Context, tx *store.Tx) error {
		for part := range slices.Chunk(remove, bulk) {
			if _, err := tx.CohortMember.Delete().Where(cohortmember.IDIn(part...)).Exec(ctx); err != nil {
				return err
			}
		}
		for part := range slices.Chunk(add, bulk) {
			create := func(c *ent.CohortMemberCreate, i int) { c.SetCohortID(row.ID).SetUserID(part[i].ID) }
			if err := tx.CohortMember.MapCreateBulk(part, create).Exec(ctx); err != nil {
				return err
			}
		}
		return nil
	}
}
