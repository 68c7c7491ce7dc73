package functions

import (
	"context"
	"fmt"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/course"
	"gatehouse/ent/enrolment"
	"gatehouse/ent/group"
	"gatehouse/ent/groupinggroup"
	"gatehouse/ent/groupmember"
	"gatehouse/ent/user"
	"gatehouse/server/call"
)

type groupGetOfUserIn struct {
	CourseID   int `name:"courseid" default:"0" doc:"Id of the course; 0 for all in which the user takes part."`
	UserID     int `name:"userid" default:"0" doc:"Id of the user; 0 for yourself."`
	GroupingID int `name:"groupingid" default:"0" doc:"Only groups in this grouping; 0 for all."`
}

type groupsOfUser struct {
	Groups   []groupOfUser `name:"groups" doc:"The groups: course by course, in each ordered by name."`
	Warnings []Warning     `name:"warnings" optional:"true" doc:"What could not be told, and why."`
}

type groupOfUser struct {
	ID                int    `name:"id" doc:"Id of the group."`
	Name              string `name:"name" type:"text" doc:"Name of the group."`
	Description       string `name:"description" type:"raw" doc:"Description of the group."`
	DescriptionFormat int    `name:"descriptionformat" doc:"Format of the description: 1 HTML, unless the stored text was asked for."`
	IDNumber          string `name:"idnumber" type:"raw" doc:"Your own identifier of the group, empty for none."`
	CourseID          *int   `name:"courseid" doc:"Id of its course."`
}

func (l *Library) groupGetOfUser() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_group_get_course_user_groups",
		Summary: "Returns the groups that a user is a member of.",
		Description: "Returns your own groups, or with `moodle/course:managegroups` somebody else's, in one course or in all in which the user takes part. " +
			"With a course, what stands in the way is a warning: `1` when you may not enter the course, `cannotmanagegroups` when you ask for somebody " +
			"else without the capability, `notenrolled` when the user is not enrolled. Without one, courses in which you may not do this are passed over, " +
			"because a warning would tell where somebody takes part. Memberships that are hidden from their members are shown only to holders of " +
			"`moodle/course:managegroups` or `moodle/course:viewhiddengroups`. A course or a user that does not exist is refused.",
		Effect:       call.Read,
		Capabilities: union(viewing, seeingGroups),
		Errors:       []call.Code{call.MustChangePassword, call.NotFound, call.UserNotFound},
		Services:     []string{"moodle_mobile_app"},
		Example: call.Example{
			Arguments: `{"courseid": 2, "userid": 11}`,
			Result: `{"groups": [{"id": 1, "name": "Red", "description": "", "descriptionformat": 1, "idnumber": "red", "courseid": 2}],
				"warnings": []}`,
		},
	}, l.getGroupsOfUser)
}

func (l *Library) getGroupsOfUser(ctx context.Context, c *call.Call, in groupGetOfUserIn) (groupsOfUser, error) {
	out := groupsOfUser{Groups: []groupOfUser{}, Warnings: []Warning{}}
	if err := mayAct(c); err != nil {
		return out, err
	}
	if in.UserID == 0 {
		in.UserID = c.User().ID
	}
	courses, err := l.coursesOfGroups(ctx, c, in, &out)
	if err != nil || len(courses) == 0 {
		return out, err
	}
	if err := refuseAbsentUser(ctx, l.db(), in.UserID); err != nil {
		return out, err
	}
	conditions := group.And(group.CourseIDIn(courses...), group.HasMembersWith(groupmember.UserID(in.UserID)))
	if in.GroupingID != 0 {
		conditions = group.And(conditions, group.HasGroupingLinksWith(groupinggroup.GroupingID(in.GroupingID)))
	}
	groups, err := l.db().Group.Query().Where(conditions).
		Order(group.ByCourseField(course.FieldSortOrder), group.ByCourseID(), group.ByName(), group.ByID()).All(ctx)
	for _, g := range groups {
		if membershipSeen(c, g, in.UserID, in.UserID == c.User().ID) {
			description, format := l.groupDescription(c, g)
			out.Groups = append(out.Groups, groupOfUser{g.ID, formatName(c, g.Name), description, format, g.IDNumber, &g.CourseID})
		}
	}
	return out, err
}

// coursesOfGroups are the courses in which the caller may know the user's groups.
func (l *Library) coursesOfGroups(ctx context.Context, c *call.Call, in groupGetOfUserIn, out *groupsOfUser) ([]int, error) {
	if in.CourseID != 0 {
		return l.courseOfGroups(ctx, c, in, out)
	}
	courses, err := l.db().Course.Query().
		Where(course.HasEnrolmentsWith(enrolment.UserID(in.UserID), takingPart(c.At)), course.IDNEQ(siteCourse)).All(ctx)
	if err != nil {
		return nil, err
	}
	obstacles, err := l.obstacles(ctx, c, courses)
	if err != nil {
		return nil, err
	}
	courses = slices.DeleteFunc(courses, func(found *ent.Course) bool {
		return obstacles[found.ID] != nil || in.UserID != c.User().ID && !c.Holds(manageGroups, found.ID)
	})
	return column(courses, func(found *ent.Course) int { return found.ID }), nil
}

// courseOfGroups is the one course that the call asks for, unless something stands in the way, which it warns of.
func (l *Library) courseOfGroups(ctx context.Context, c *call.Call, in groupGetOfUserIn, out *groupsOfUser) ([]int, error) {
	warn := func(code, message string, args ...any) {
		out.Warnings = append(out.Warnings, Warning{
			Item: ptr("course"), ItemID: &in.CourseID, Code: code, Message: fmt.Sprintf(message, args...),
		})
	}
	if _, err := l.enterCourse(ctx, c, l.db(), in.CourseID); err != nil {
		switch known := call.AsError(err); known.Code {
		case call.RestrictedContext, call.CannotEnter:
			warn("1", "%s", known.Message)
			return nil, nil
		}
		return nil, atPath(err, "courseid")
	}
	if in.UserID != c.User().ID && !c.Holds(manageGroups, in.CourseID) {
		warn("cannotmanagegroups", "The user %s may not manage groups in the course %d.", c.User().Username, in.CourseID)
		return nil, nil
	}
	enrolled, err := l.db().Enrolment.Query().Where(enrolment.CourseID(in.CourseID), enrolment.UserID(in.UserID)).Exist(ctx)
	if err == nil && !enrolled && in.CourseID != siteCourse {
		warn("notenrolled", "The user %d is not enrolled in the course %d.", in.UserID, in.CourseID)
	}
	return []int{in.CourseID}, err
}

// refuseAbsentUser fails unless there is a user with the id.
func refuseAbsentUser(ctx context.Context, db *ent.Client, id int) error {
	there, err := db.User.Query().Where(user.ID(id), user.Deleted(false)).Exist(ctx)
	if err == nil && !there {
		err = call.Errorf(call.UserNotFound, "There is no user %d.", id).At("userid")
	}
	return err
}
