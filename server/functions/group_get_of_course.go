package functions

import (
	"context"

	"gatehouse/ent"
	"gatehouse/ent/group"
	"gatehouse/server/call"
)

type groupGetOfCourseIn struct {
	CourseID int `name:"courseid" doc:"Id of the course."`
}

type groupOfCourse struct {
	ID                int     `name:"id" doc:"Id of the group."`
	CourseID          int     `name:"courseid" doc:"Id of its course."`
	Name              string  `name:"name" type:"text" doc:"Name of the group."`
	Description       string  `name:"description" type:"raw" doc:"Description of the group."`
	DescriptionFormat int     `name:"descriptionformat" doc:"Format of the description: 1 HTML, unless the stored text was asked for."`
	EnrolmentKey      *string `name:"enrolmentkey" type:"raw" optional:"false" doc:"Key with which users join the group; null when none was ever given."`
	IDNumber          string  `name:"idnumber" type:"raw" doc:"Your own identifier of the group, empty for none."`
	Visibility        int     `name:"visibility" doc:"Who sees the members: 0 everybody, 1 the members, 2 each member only itself, 3 nobody."`
	Participation     bool    `name:"participation" doc:"Whether activities may be done in this group."`
}

func (l *Library) groupGetOfCourse() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_group_get_course_groups",
		Summary: "Returns all groups of a course.",
		Description: "Returns every group of one course, ordered by name; a course without groups gives an empty list. " +
			"Needs `moodle/course:managegroups` in the course.",
		Effect:       call.Read,
		Capabilities: managingGroups,
		Errors:       []call.Code{call.CourseContext, call.NoPermission},
		Ajax:         true,
		Services:     []string{"moodle_mobile_app"},
		Example: call.Example{
			Arguments: `{"courseid": 2}`,
			Result: `[{"id": 1, "courseid": 2, "name": "Red", "description": "", "descriptionformat": 1, "enrolmentkey": null,
				"idnumber": "red", "visibility": 0, "participation": true}]`,
		},
	}, l.getGroupsOfCourse)
}

func (l *Library) getGroupsOfCourse(ctx context.Context, c *call.Call, in groupGetOfCourseIn) ([]groupOfCourse, error) {
	if err := l.groupsCourses(ctx, c, []int{in.CourseID}, func(int) string { return "courseid" }); err != nil {
		return nil, err
	}
	groups, err := l.db().Group.Query().Where(group.CourseID(in.CourseID)).Order(group.ByName(), group.ByID()).All(ctx)
	if err != nil {
		return nil, err
	}
	return column(groups, func(g *ent.Group) groupOfCourse {
		description, format := l.groupDescription(c, g)
		return groupOfCourse{
			ID: g.ID, CourseID: g.CourseID, Name: formatName(c, g.Name), Description: description, DescriptionFormat: format,
			EnrolmentKey: g.EnrolmentKey, IDNumber: g.IDNumber, Visibility: g.Visibility, Participation: g.Participation,
		}
	}), nil
}
