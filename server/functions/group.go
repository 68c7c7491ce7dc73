package functions

import (
	"context"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/group"
	"gatehouse/ent/predicate"
	"gatehouse/server/call"
)

// manageGroups is what every function about groups asks for, in the course of each group.
const manageGroups = "moodle/course:managegroups"

// managingGroups are the capabilities that groupsCourse asks for: every function that manages groups declares them.
var managingGroups = union(viewing, []string{manageGroups})

// The values of Group.Visibility: who sees that a user is a member.
const (
	groupSeenByAll     = 0
	groupSeenByMembers = 1
	groupSeenByOneself = 2
	groupSeenByNobody  = 3
)

// groupsCourses enters each course once and fails unless the caller may manage groups in it. path names the parameter that
// asked for item i.
func (l *Library) groupsCourses(ctx context.Context, c *call.Call, courseIDs []int, path func(i int) string) error {
	entered := map[int]bool{}
	for i, id := range courseIDs {
		if entered[id] {
			continue
		}
		entered[id] = true
		if _, err := l.courseForCall(ctx, c, l.db(), id, path(i)); err != nil {
			return err
		}
		if err := atPath(c.Require(manageGroups, id), path(i)); err != nil {
			return err
		}
	}
	return nil
}

// groupsByID finds groups; what is not there is missing from the answer. also narrows the search, or locks what it finds.
func groupsByID(ctx context.Context, db *ent.Client, ids []int, also ...predicate.Group) (map[int]*ent.Group, error) {
	found := make(map[int]*ent.Group, len(ids))
	for some := range slices.Chunk(distinct(ids), batchSize) {
		groups, err := db.Group.Query().Where(also...).Where(group.IDIn(some...)).Order(group.ByID()).All(ctx)
		if err != nil {
			return nil, err
		}
		for _, g := range groups {
			found[g.ID] = g
		}
	}
	return found, nil
}

// managedGroups finds groups in the order of their ids in the call. It fails at the first that does not exist or whose course
// the caller may not manage groups in.
func (l *Library) managedGroups(ctx context.Context, c *call.Call, ids []int, path func(i int) string) ([]*ent.Group, error) {
	found, err := groupsByID(ctx, l.db(), ids)
	if err != nil {
		return nil, err
	}
	groups, err := inOrder(ids, found, func(i int) error { return missing("group", ids[i]).At("%s", path(i)) })
	if err != nil {
		return nil, err
	}
	return groups, l.groupsCourses(ctx, c, column(groups, courseOfGroup), path)
}

func courseOfGroup(g *ent.Group) int { return g.CourseID }

// groupDescription is a group's description as the caller asked for texts.
func (l *Library) groupDescription(c *call.Call, g *ent.Group) (text string, format int) {
	return l.formatText(c, g.Description, g.DescriptionFormat, fileArea{contextID(courseLevel, g.CourseID), "group", "description", g.ID})
}
