package functions

import (
	"context"
	"net/url"
	"strconv"

	"gatehouse/server/call"
)

// gradedRole is the role whose holders are graded.
const gradedRole = "student"

type gradeSearchUsersIn struct {
	CourseID      int    `name:"courseid" doc:"Id of the course."`
	ActionBaseURL string `name:"actionbaseurl" type:"url" doc:"Address that leads to a user's grades once the ids of course and user are added to it."`
	GroupID       int    `name:"groupid" default:"0" doc:"Id of a group whose members are wanted, 0 for everybody."`
}

type gradedUsers struct {
	Users    []gradedUser `name:"users" doc:"The users, ordered by last name and first name."`
	Warnings []Warning    `name:"warnings" optional:"true" doc:"Always empty."`
}

type gradedUser struct {
	ID           int     `name:"id" doc:"Id of the user."`
	ProfileImage *string `name:"profileimage" type:"url" doc:"Address of the user's picture."`
	URL          *string `name:"url" type:"url" doc:"Address that leads to the user's grades."`
	FullName     *string `name:"fullname" type:"text" doc:"Name of the user."`
	Email        *string `name:"email" type:"raw_trimmed" doc:"E-mail address, when you may see it."`
	Active       bool    `name:"active" doc:"Whether this is the user being looked at: always false."`
}

func (l *Library) gradeSearchUsers() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_grades_get_enrolled_users_for_search_widget",
		Summary: "Lists the users of a course who can be graded, for a search box.",
		Description: "Returns everybody who takes part in the course as a student at this moment, with an address for each that is made of " +
			"`actionbaseurl` and the ids of course and user. Needs `moodle/course:viewparticipants` in the course or a capability that implies it; " +
			"users whose details you may not see are left out. Use `core_enrol_get_enrolled_users` instead.",
		Effect:       call.Read,
		Capabilities: union(listingParticipants, seeingUsers),
		Errors:       after(courseErrors, call.NoPermission),
		ReplacedBy:   "core_enrol_get_enrolled_users",
		Ajax:         true,
		Services:     []string{"moodle_mobile_app"},
		Example: call.Example{
			Arguments: `{"courseid": 2, "actionbaseurl": "https://school.example/grade/report/user/index.php"}`,
			Result: `{"users": [{"id": 11, "profileimage": "https://school.example/theme/image.php/boost/core/1/u/f1",
				"url": "https://school.example/grade/report/user/index.php?id=2&userid=11", "fullname": "Student1 Test",
				"email": "student1@example.com", "active": false}], "warnings": []}`,
		},
	}, l.searchGradedUsers)
}

func (l *Library) searchGradedUsers(ctx context.Context, c *call.Call, in gradeSearchUsersIn) (gradedUsers, error) {
	base, err := url.Parse(in.ActionBaseURL)
	if err != nil {
		return gradedUsers{}, call.Invalid("actionbaseurl", "is not an address.")
	}
	course, err := l.enterToList(ctx, c, in.CourseID)
	if err != nil {
		return gradedUsers{}, atPath(err, "courseid")
	}
	users, err := l.find(ctx, c, participants{
		course: course, groupID: in.GroupID, onlyActive: true, withRole: gradedRole, sortBy: "siteorder",
	})
	if err != nil {
		return gradedUsers{}, err
	}
	result := gradedUsers{Users: []gradedUser{}, Warnings: []Warning{}}
	for _, u := range users {
		if d, ok := l.visibleUser(c, u, placeOf(course)); ok {
			address := gradesAddress(*base, course.ID, u.ID)
			result.Users = append(result.Users, gradedUser{ID: u.ID, ProfileImage: &d.Image, URL: &address, FullName: &d.FullName, Email: d.Email})
		}
	}
	return result, nil
}

// gradesAddress adds the ids to an address and keeps what its query has already.
func gradesAddress(base url.URL, courseID, userID int) string {
	query := base.Query()
	query.Set("id", strconv.Itoa(courseID))
	query.Set("userid", strconv.Itoa(userID))
	base.RawQuery = query.Encode()
	return base.String()
}
