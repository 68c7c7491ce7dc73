package functions

import (
	"context"

	"gatehouse/ent"
	"gatehouse/ent/grouping"
	"gatehouse/server/call"
)

type groupingOfCourse struct {
	ID                int    `name:"id" doc:"Id of the grouping."`
	CourseID          int    `name:"courseid" doc:"Id of its course."`
	Name              string `name:"name" type:"text" doc:"Name of the grouping."`
	Description       string `name:"description" type:"raw" doc:"Description of the grouping."`
	DescriptionFormat int    `name:"descriptionformat" doc:"Format of the description: 1 HTML, unless the stored text was asked for."`
	IDNumber          string `name:"idnumber" type:"raw" doc:"Your own identifier of the grouping, empty for none."`
}

func (l *Library) groupingGetOfCourse() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_group_get_course_groupings",
		Summary: "Returns all groupings of a course.",
		Description: "Returns every grouping of one course, ordered by name; a course without groupings gives an empty list. " +
			"Needs `moodle/course:managegroups` in the course.",
		Effect:       call.Read,
		Capabilities: managingGroups,
		Errors:       []call.Code{call.CourseContext, call.NoPermission},
		Services:     []string{"moodle_mobile_app"},
		Example: call.Example{
			Arguments: `{"courseid": 2}`,
			Result: `[{"id": 1, "courseid": 2, "name": "Colours", "description": "", "descriptionformat": 1,
				"idnumber": "colours"}]`,
		},
	}, l.getGroupingsOfCourse)
}

func (l *Library) getGroupingsOfCourse(ctx context.Context, c *call.Call, in groupGetOfCourseIn) ([]groupingOfCourse, error) {
	if err := l.groupsCourses(ctx, c, []int{in.CourseID}, func(int) string { return "courseid" }); err != nil {
		return nil, err
	}
	groupings, err := l.db().Grouping.Query().Where(grouping.CourseID(in.CourseID)).Order(grouping.ByName(), grouping.ByID()).All(ctx)
	if err != nil {
		return nil, err
	}
	return column(groupings, func(g *ent.Grouping) groupingOfCourse {
		description, format := l.groupingDescription(c, g)
		return groupingOfCourse{g.ID, g.CourseID, formatName(c, g.Name), description, format, g.IDNumber}
	}), nil
}
