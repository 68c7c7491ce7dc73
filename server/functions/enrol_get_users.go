package functions

import (
	"context"

	"gatehouse/server/call"
)

type enrolGetUsersIn struct {
	CourseID int                 `name:"courseid" doc:"Id of the course. Course 1 is the site, in which everybody takes part."`
	Options  []participantOption `name:"options" default:"[]" doc:"What narrows, orders and shortens the answer. Options with other names are passed over."`
}

type participantOption struct {
	Name  string `name:"name" type:"alphanumext" doc:"withcapability, groupid, onlyactive, onlysuspended, userfields, limitfrom, limitnumber, sortby or sortdirection."`
	Value string `name:"value" type:"raw" doc:"Value of the option; userfields takes names with commas between them."`
}

type participant struct {
	ID                int                  `name:"id" doc:"Id of the user."`
	Username          *string              `name:"username" type:"raw" doc:"User name, for those who may see all details."`
	FirstName         *string              `name:"firstname" type:"notags" doc:"First name."`
	LastName          *string              `name:"lastname" type:"notags" doc:"Last name."`
	FullName          string               `name:"fullname" type:"notags" doc:"Whole name."`
	Email             *string              `name:"email" type:"text" doc:"E-mail address, when you may see it."`
	Address           *string              `name:"address" type:"text" doc:"Postal address."`
	Phone1            *string              `name:"phone1" type:"notags" doc:"Telephone number."`
	Phone2            *string              `name:"phone2" type:"notags" doc:"Mobile telephone number."`
	Department        *string              `name:"department" type:"text" doc:"Department."`
	Institution       *string              `name:"institution" type:"text" doc:"Institution."`
	IDNumber          *string              `name:"idnumber" type:"raw" doc:"Your own identifier of the user."`
	Interests         *string              `name:"interests" type:"text" doc:"Interests, with commas between them."`
	FirstAccess       *int                 `name:"firstaccess" doc:"When the user was first here, in seconds since 1970; 0 for never."`
	LastAccess        *int                 `name:"lastaccess" doc:"When the user was last here, in seconds since 1970; 0 for never."`
	LastCourseAccess  *int                 `name:"lastcourseaccess" doc:"When the user was last in the course: always 0, visits to courses are not kept."`
	Description       *string              `name:"description" type:"raw" doc:"What the user says of himself or herself."`
	DescriptionFormat *int                 `name:"descriptionformat" doc:"Format of the description: 1 HTML, unless the stored text was asked for."`
	City              *string              `name:"city" type:"notags" doc:"Town."`
	Country           *string              `name:"country" type:"alpha" doc:"Code of the country, as AU."`
	ImageSmall        *string              `name:"profileimageurlsmall" type:"url" doc:"Address of the user's small picture."`
	Image             *string              `name:"profileimageurl" type:"url" doc:"Address of the user's picture."`
	CustomFields      []profileField       `name:"customfields" optional:"true" doc:"Custom fields of the user's profile."`
	Groups            []participantGroup   `name:"groups" optional:"true" doc:"The user's groups in the course, when there are any that you may see."`
	Roles             []participantRole    `name:"roles" optional:"true" doc:"The user's roles in the course."`
	Preferences       []userPreference     `name:"preferences" optional:"true" doc:"The user's preferences, for the user only."`
	EnrolledCourses   []participantsCourse `name:"enrolledcourses" optional:"true" doc:"Courses in which the user takes part."`
}

type profileField struct {
	Type      string `name:"type" type:"alphanumext" doc:"Kind of the custom field: text."`
	Value     string `name:"value" type:"raw" doc:"Value of the custom field."`
	Name      string `name:"name" type:"raw" doc:"Name of the custom field."`
	ShortName string `name:"shortname" type:"raw" doc:"Short name of the custom field."`
}

type participantGroup struct {
	ID                int    `name:"id" doc:"Id of the group."`
	Name              string `name:"name" type:"raw" doc:"Name of the group."`
	Description       string `name:"description" type:"raw" doc:"Description of the group."`
	DescriptionFormat int    `name:"descriptionformat" doc:"Format of the description: 1 HTML, unless the stored text was asked for."`
}

type participantRole struct {
	RoleID    int    `name:"roleid" doc:"Id of the role."`
	Name      string `name:"name" type:"raw" doc:"Name of the role; empty for the roles that every site has, which clients call by their short names."`
	ShortName string `name:"shortname" type:"alphanumext" doc:"Short name of the role."`
	SortOrder int    `name:"sortorder" doc:"Place among the roles: lower comes first."`
}

type participantsCourse struct {
	ID        int    `name:"id" doc:"Id of the course."`
	FullName  string `name:"fullname" type:"raw" doc:"Full name."`
	ShortName string `name:"shortname" type:"raw" doc:"Short name."`
}

func (l *Library) enrolGetUsers() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_enrol_get_enrolled_users",
		Summary: "Returns the users who take part in a course.",
		Description: "Returns the participants of a course with their roles and groups there, ordered by id unless told otherwise. " +
			"Needs `moodle/course:viewparticipants`, `moodle/course:enrolreview` or `moodle/user:viewdetails` in the course; " +
			"users whose details you may not see are left out, also after `limitnumber` was counted. " +
			"`withcapability` needs `moodle/role:review`, `onlyactive` and `onlysuspended` need `moodle/course:enrolreview` or `enrol/manual:enrol`, " +
			"and a group that you are not in needs `moodle/site:accessallgroups`; without it only the members of your own groups are listed " +
			"where a course keeps its groups separate. " +
			"A name in `userfields` that no user has is refused as `invaliduserfield`, `onlyactive` together with `onlysuspended` as `codingerror`.",
		Effect:       call.Read,
		Capabilities: union(listingParticipants, seeingUsers, seeingGroups, []string{reviewRoles, enrolCapability}),
		Errors:       []call.Code{call.InvalidUserField, call.CodingError, call.CourseContext, call.NoPermission},
		Services:     []string{"moodle_mobile_app"},
		Example: call.Example{
			Arguments: `{"courseid": 2, "options": [{"name": "userfields", "value": "username,groups,roles"}, {"name": "limitnumber", "value": "2"}]}`,
			Result: `[{"id": 3, "username": "wsuser", "fullname": "Wsuser Test",
					"roles": [{"roleid": 3, "name": "", "shortname": "editingteacher", "sortorder": 3}]},
				{"id": 11, "username": "student1", "fullname": "Student1 Test",
					"groups": [{"id": 1, "name": "Red", "description": "", "descriptionformat": 1}],
					"roles": [{"roleid": 5, "name": "", "shortname": "student", "sortorder": 5}]}]`,
		},
	}, l.getEnrolledUsers)
}

func (l *Library) getEnrolledUsers(ctx context.Context, c *call.Call, in enrolGetUsersIn) ([]participant, error) {
	wanted, fields, err := readParticipantOptions(in.Options)
	if err != nil {
		return nil, err
	}
	wanted.course, err = l.enterToList(ctx, c, in.CourseID)
	if err != nil {
		if call.AsError(err).Code != call.NoPermission {
			err = asCourseContext(err, "courseid")
		}
		return nil, atPath(err, "courseid")
	}
	if err := mayFilter(c, wanted); err != nil {
		return nil, err
	}
	users, err := l.find(ctx, c, wanted)
	if err != nil {
		return nil, err
	}
	return l.describeParticipants(ctx, c, wanted.course, users, fields)
}

// mayFilter fails unless the caller may know what the options would tell.
func mayFilter(c *call.Call, p participants) error {
	if p.withCapability != "" {
		if err := c.Require(reviewRoles, p.course.ID); err != nil {
			return err
		}
	}
	if !p.onlyActive && !p.onlySuspended || c.Holds(enrolCapability, p.course.ID) {
		return nil
	}
	return c.Require(reviewEnrolments, p.course.ID)
}
