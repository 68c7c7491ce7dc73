package manifest

import (
	"context"

	"gatehouse/ent"
	"gatehouse/ent/cohortmember"
	"gatehouse/ent/group"
	"gatehouse/ent/grouping"
	"gatehouse/ent/groupinggroup"
	"gatehouse/ent/groupmember"
)

func (l *loader) readGroups(ctx context.Context) error {
	var given []int
	for _, e := range l.m.Courses {
		for _, g := range e.Groups {
			given = append(given, g.ID)
		}
	}
	ofCourses, err := inParts(l.coursesWith(hasGroups), func(part []int) ([]*ent.Group, error) {
		return l.db.Group.Query().Where(group.CourseIDIn(part...)).Order(group.ByID()).All(ctx)
	})
	if err != nil {
		return err
	}
	byID, err := inParts(given, func(part []int) ([]*ent.Group, error) {
		return l.db.Group.Query().Where(group.IDIn(part...)).All(ctx)
	})
	if err != nil {
		return err
	}
	var ids []int
	for _, row := range append(ofCourses, byID...) {
		if l.groupByID[row.ID] == nil {
			l.groupByID[row.ID] = row
			l.groupsOf(row.CourseID).load([]*ent.Group{row})
			ids = append(ids, row.ID)
		}
	}
	return l.readMembers(ctx, ids)
}

func (l *loader) readMembers(ctx context.Context, groups []int) error {
	rows, err := inParts(groups, func(part []int) ([]*ent.GroupMember, error) {
		return l.db.GroupMember.Query().Where(groupmember.GroupIDIn(part...)).Order(groupmember.ByID()).All(ctx)
	})
	if err != nil {
		return err
	}
	var users []int
	for _, row := range rows {
		l.members[row.GroupID] = append(l.members[row.GroupID], row)
		users = append(users, row.UserID)
	}
	return l.addUsers(ctx, distinct(users))
}

// groupsOf returns the groups of a course that is there.
func (s *state) groupsOf(course int) *index[ent.Group] {
	if s.groups[course] == nil {
		s.groups[course] = newGroups()
	}
	return s.groups[course]
}

func newGroups() *index[ent.Group] {
	return newIndex(true, func(g *ent.Group) []string { return key(plainName, g.Name) })
}

func (l *loader) readGroupings(ctx context.Context) error {
	var given []int
	for _, e := range l.m.Courses {
		for _, g := range e.Groupings {
			given = append(given, g.ID)
		}
	}
	ofCourses, err := inParts(l.coursesWith(hasGroupings), func(part []int) ([]*ent.Grouping, error) {
		return l.db.Grouping.Query().Where(grouping.CourseIDIn(part...)).Order(grouping.ByID()).All(ctx)
	})
	if err != nil {
		return err
	}
	byID, err := inParts(given, func(part []int) ([]*ent.Grouping, error) {
		return l.db.Grouping.Query().Where(grouping.IDIn(part...)).All(ctx)
	})
	if err != nil {
		return err
	}
	var ids []int
	for _, row := range append(ofCourses, byID...) {
		if l.groupingByID[row.ID] == nil {
			l.groupingByID[row.ID] = row
			l.groupingsOf(row.CourseID).load([]*ent.Grouping{row})
			ids = append(ids, row.ID)
		}
	}
	links, err := inParts(ids, func(part []int) ([]*ent.GroupingGroup, error) {
		return l.db.GroupingGroup.Query().Where(groupinggroup.GroupingIDIn(part...)).Order(groupinggroup.ByID()).All(ctx)
	})
	for _, row := range links {
		l.links[row.GroupingID] = append(l.links[row.GroupingID], row)
	}
	return err
}

// groupingsOf returns the groupings of a course that is there.
func (s *state) groupingsOf(course int) *index[ent.Grouping] {
	if s.groupings[course] == nil {
		s.groupings[course] = newGroupings()
	}
	return s.groupings[course]
}

func newGroupings() *index[ent.Grouping] {
	return newIndex(true, func(g *ent.Grouping) []string { return key(plainName, g.Name) })
}

// readCohortMembers reads the members of the cohorts whose entries mention some.
func (l *loader) readCohortMembers(ctx context.Context) error {
	var ids []int
	for i := range l.m.Cohorts {
		e := &l.m.Cohorts[i]
		if row, _ := l.cohorts.find(e.ID, key(plainName, e.Name)); row != nil && e.Members != nil {
			ids = append(ids, row.ID)
		}
	}
	rows, err := inParts(distinct(ids), func(part []int) ([]*ent.CohortMember, error) {
		return l.db.CohortMember.Query().Where(cohortmember.CohortIDIn(part...)).Order(cohortmember.ByID()).All(ctx)
	})
	if err != nil {
		return err
	}
	var users []int
	for _, row := range rows {
		l.cohortMembers[row.CohortID] = append(l.cohortMembers[row.CohortID], row)
		users = append(users, row.UserID)
	}
	return l.addUsers(ctx, distinct(users))
}
