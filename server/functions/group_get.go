package functions

import (
	"context"

	"gatehouse/ent"
	"gatehouse/server/call"
)

type groupGetIn struct {
	GroupIDs []int `name:"groupids" doc:"Ids of the groups."`
}

type groupWithFields struct {
	ID                int           `name:"id" doc:"Id of the group."`
	CourseID          int           `name:"courseid" doc:"Id of its course."`
	Name              string        `name:"name" type:"text" doc:"Name of the group."`
	Description       string        `name:"description" type:"raw" doc:"Description of the group."`
	DescriptionFormat int           `name:"descriptionformat" doc:"Format of the description: 1 HTML, unless the stored text was asked for."`
	EnrolmentKey      *string       `name:"enrolmentkey" type:"raw" optional:"false" doc:"Key with which users join the group; null when none was ever given."`
	IDNumber          string        `name:"idnumber" type:"raw" doc:"Your own identifier of the group, empty for none."`
	Visibility        int           `name:"visibility" doc:"Who sees the members: 0 everybody, 1 the members, 2 each member only itself, 3 nobody."`
	Participation     bool          `name:"participation" doc:"Whether activities may be done in this group."`
	CustomFields      []customField `name:"customfields" optional:"true" doc:"Custom fields of the group."`
}

func (l *Library) groupGet() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_group_get_groups",
		Summary: "Returns groups by their ids.",
		Description: "Returns the groups in the order of the ids given. Needs `moodle/course:managegroups` in the course of every group. " +
			"An id that belongs to no group, or to a group of a course that you may not manage groups in, fails the whole call.",
		Effect:       call.Read,
		Capabilities: managingGroups,
		Errors:       []call.Code{call.NotFound, call.CourseContext, call.NoPermission},
		Example: call.Example{
			Arguments: `{"groupids": [1]}`,
			Result: `[{"id": 1, "courseid": 2, "name": "Red", "description": "", "descriptionformat": 1, "enrolmentkey": null,
				"idnumber": "red", "visibility": 0, "participation": true, "customfields": []}]`,
		},
	}, l.getGroups)
}

func (l *Library) getGroups(ctx context.Context, c *call.Call, in groupGetIn) ([]groupWithFields, error) {
	groups, err := l.managedGroups(ctx, c, in.GroupIDs, func(i int) string { return item("groupids", i) })
	if err != nil {
		return nil, err
	}
	return column(groups, func(g *ent.Group) groupWithFields {
		description, format := l.groupDescription(c, g)
		return groupWithFields{
			ID: g.ID, CourseID: g.CourseID, Name: formatName(c, g.Name), Description: description, DescriptionFormat: format,
			EnrolmentKey: g.EnrolmentKey, IDNumber: g.IDNumber, Visibility: g.Visibility, Participation: g.Participation,
			CustomFields: append([]customField{}, customFieldsShown(c, g.CustomFields)...),
		}
	}), nil
}
