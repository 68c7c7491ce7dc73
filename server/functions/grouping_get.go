package functions

import (
	"context"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/groupinggroup"
	"gatehouse/server/call"
)

type groupingGetIn struct {
	GroupingIDs  []int `name:"groupingids" doc:"Ids of the groupings."`
	ReturnGroups bool  `name:"returngroups" default:"0" doc:"Whether the groups of each grouping are returned too."`
}

type groupingWithGroups struct {
	ID                int               `name:"id" doc:"Id of the grouping."`
	CourseID          int               `name:"courseid" doc:"Id of its course."`
	Name              string            `name:"name" type:"text" doc:"Name of the grouping."`
	Description       string            `name:"description" type:"raw" doc:"Description of the grouping."`
	DescriptionFormat int               `name:"descriptionformat" doc:"Format of the description: 1 HTML, unless the stored text was asked for."`
	IDNumber          string            `name:"idnumber" type:"raw" doc:"Your own identifier of the grouping, empty for none."`
	CustomFields      []customField     `name:"customfields" optional:"true" doc:"Custom fields of the grouping."`
	Groups            []groupOfGrouping `name:"groups" optional:"true" doc:"The groups in the grouping, ordered by id, when they were asked for and there are some."`
}

type groupOfGrouping struct {
	ID                int           `name:"id" doc:"Id of the group."`
	CourseID          int           `name:"courseid" doc:"Id of its course."`
	Name              string        `name:"name" type:"text" doc:"Name of the group."`
	Description       string        `name:"description" type:"raw" doc:"Description of the group."`
	DescriptionFormat int           `name:"descriptionformat" doc:"Format of the description: 1 HTML, unless the stored text was asked for."`
	EnrolmentKey      *string       `name:"enrolmentkey" type:"raw" optional:"false" doc:"Key with which users join the group; null when none was ever given."`
	IDNumber          string        `name:"idnumber" type:"raw" doc:"Your own identifier of the group, empty for none."`
	CustomFields      []customField `name:"customfields" optional:"true" doc:"Custom fields of the group."`
}

func (l *Library) groupingGet() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_group_get_groupings",
		Summary: "Returns groupings by their ids, with their groups if wanted.",
		Description: "Returns the groupings in the order of the ids given. Needs `moodle/course:managegroups` in the course of every grouping. " +
			"An id that belongs to no grouping, or to one of a course that you may not manage groups in, fails the whole call.",
		Effect:       call.Read,
		Capabilities: managingGroups,
		Errors:       []call.Code{call.NotFound, call.CourseContext, call.NoPermission},
		Example: call.Example{
			Arguments: `{"groupingids": [1], "returngroups": true}`,
			Result: `[{"id": 1, "courseid": 2, "name": "Colours", "description": "", "descriptionformat": 1, "idnumber": "colours",
				"customfields": [], "groups": [{"id": 1, "courseid": 2, "name": "Red", "description": "", "descriptionformat": 1,
				"enrolmentkey": null, "idnumber": "red", "customfields": []}]}]`,
		},
	}, l.getGroupings)
}

func (l *Library) getGroupings(ctx context.Context, c *call.Call, in groupingGetIn) ([]groupingWithGroups, error) {
	groupings, err := l.managedGroupings(ctx, c, in.GroupingIDs, func(i int) string { return item("groupingids", i) })
	if err != nil {
		return nil, err
	}
	var groups map[int][]groupOfGrouping
	if in.ReturnGroups {
		if groups, err = l.groupsOfGroupings(ctx, c, in.GroupingIDs); err != nil {
			return nil, err
		}
	}
	return column(groupings, func(g *ent.Grouping) groupingWithGroups {
		description, format := l.groupingDescription(c, g)
		return groupingWithGroups{
			ID: g.ID, CourseID: g.CourseID, Name: formatName(c, g.Name), Description: description, DescriptionFormat: format,
			IDNumber: g.IDNumber, CustomFields: append([]customField{}, customFieldsShown(c, g.CustomFields)...), Groups: groups[g.ID],
		}
	}), nil
}

// groupsOfGroupings describes the groups in each grouping, by the id of the grouping.
func (l *Library) groupsOfGroupings(ctx context.Context, c *call.Call, ids []int) (map[int][]groupOfGrouping, error) {
	groups := map[int][]groupOfGrouping{}
	for some := range slices.Chunk(distinct(ids), batchSize) {
		links, err := l.db().GroupingGroup.Query().Where(groupinggroup.GroupingIDIn(some...)).
			WithGroup().Order(groupinggroup.ByGroupID()).All(ctx)
		if err != nil {
			return nil, err
		}
		for _, link := range links {
			g := link.Edges.Group
			description, format := l.groupDescription(c, g)
			groups[link.GroupingID] = append(groups[link.GroupingID], groupOfGrouping{
				ID: g.ID, CourseID: g.CourseID, Name: formatName(c, g.Name), Description: description, DescriptionFormat: format,
				EnrolmentKey: g.EnrolmentKey, IDNumber: g.IDNumber,
				CustomFields: append([]customField{}, customFieldsShown(c, g.CustomFields)...),
			})
		}
	}
	return groups, nil
}
