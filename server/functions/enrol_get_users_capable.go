package functions

import (
	"context"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/role"
	"gatehouse/server/call"
)

// mostCapabilityLists is how many lists of users one call may ask for: each is a question of its own to the database.
const mostCapabilityLists = 100

type enrolGetUsersCapableIn struct {
	CourseCapabilities []courseCapabilities `name:"coursecapabilities" doc:"The courses, each with capabilities; not empty, and at most 100 capabilities in all."`
	Options            []participantOption  `name:"options" default:"[]" doc:"groupid, onlyactive, userfields, limitfrom and limitnumber, for each list alike. Options with other names are passed over."`
}

type courseCapabilities struct {
	CourseID     int      `name:"courseid" doc:"Id of the course."`
	Capabilities []string `name:"capabilities" type:"capability" doc:"Names of capabilities, such as moodle/course:update."`
}

type capableUsers struct {
	CourseID   int           `name:"courseid" doc:"Id of the course."`
	Capability string        `name:"capability" type:"capability" doc:"Name of the capability."`
	Users      []capableUser `name:"users" doc:"The participants of the course who hold it there, ordered by id."`
}

// capableUser is a participant in the words of this function.
type capableUser struct {
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
	InGroups          []capableGroup       `name:"groups" optional:"true" doc:"The user's groups in the course, when there are any that you may see."`
	Roles             []participantRole    `name:"roles" optional:"true" doc:"The user's roles in the course."`
	Preferences       []userPreference     `name:"preferences" optional:"true" doc:"The user's preferences, for the user only."`
	EnrolledCourses   []participantsCourse `name:"enrolledcourses" optional:"true" doc:"Courses in which the user takes part."`
}

type capableGroup struct {
	ID          int    `name:"id" doc:"Id of the group."`
	Name        string `name:"name" type:"raw" doc:"Name of the group."`
	Description string `name:"description" type:"raw" doc:"Description of the group."`
}

func (l *Library) enrolGetUsersCapable() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_enrol_get_enrolled_users_with_capability",
		Summary: "Lists, for courses and capabilities, the participants who hold them.",
		Description: "Returns one list for each capability of each course. " +
			"Needs `moodle/role:review` in every course, and `moodle/course:viewparticipants`, `moodle/course:enrolreview` or `moodle/user:viewdetails`; " +
			"users whose details you may not see are left out. " +
			"`onlyactive` needs `moodle/course:enrolreview` or `enrol/manual:enrol`, and a group that you are not in needs `moodle/site:accessallgroups`. " +
			"A course that is refused refuses the whole call; a capability that nobody holds, or that there is not, has an empty list.",
		Effect:       call.Read,
		Capabilities: union(listingParticipants, seeingUsers, seeingGroups, []string{reviewRoles, enrolCapability}),
		Errors:       []call.Code{call.InvalidUserField, call.CourseContext, call.NoPermission},
		Example: call.Example{
			Arguments: `{"coursecapabilities": [{"courseid": 2, "capabilities": ["moodle/course:managegroups"]}], "options": [{"name": "userfields", "value": "username"}]}`,
			Result: `[{"courseid": 2, "capability": "moodle/course:managegroups", "users": [
				{"id": 3, "username": "wsuser", "fullname": "Wsuser Test"}, {"id": 14, "username": "teacher", "fullname": "Tëacher Müller"}]}]`,
		},
	}, l.getCapableUsers)
}

func (l *Library) getCapableUsers(ctx context.Context, c *call.Call, in enrolGetUsersCapableIn) ([]capableUsers, error) {
	wanted, fields, err := readParticipantOptions(optionsForCapable(in.Options))
	if err != nil {
		return nil, err
	}
	courses, err := l.enterForCapable(ctx, c, wanted, in.CourseCapabilities)
	if err != nil {
		return nil, err
	}
	lists, partakings, err := l.findCapable(ctx, c, wanted, in.CourseCapabilities, courses)
	if err != nil {
		return nil, err
	}
	parts, err := l.readParts(ctx, c, slices.Concat(partakings...), fields)
	if err != nil {
		return nil, err
	}
	for i := range lists {
		for _, p := range partakings[i] {
			if described, ok := l.describePartaking(c, p, parts, fields); ok {
				lists[i].Users = append(lists[i].Users, described.capable())
			}
		}
	}
	return lists, nil
}

// optionsForCapable leaves out the options that this function does not have, and keeps the others at their places.
func optionsForCapable(options []participantOption) []participantOption {
	known := []string{"groupid", "onlyactive", "userfields", "limitfrom", "limitnumber"}
	return column(options, func(o participantOption) participantOption {
		if !slices.Contains(known, o.Name) {
			o.Name = ""
		}
		return o
	})
}

// enterForCapable fails at the first course whose holders of capabilities the caller may not list.
func (l *Library) enterForCapable(ctx context.Context, c *call.Call, wanted participants, asked []courseCapabilities) (map[int]*ent.Course, error) {
	lists := 0
	for _, one := range asked {
		lists += len(one.Capabilities)
	}
	if len(asked) == 0 || lists > mostCapabilityLists {
		return nil, call.Invalid("coursecapabilities", "asks for %d lists, expected 1 to %d.", lists, mostCapabilityLists)
	}
	courses, refused, err := l.enterCourses(ctx, c, column(asked, func(one courseCapabilities) int { return one.CourseID }))
	if err != nil {
		return nil, err
	}
	for i, one := range asked {
		path := at("coursecapabilities", i, "courseid")
		if err := refused[one.CourseID]; err != nil {
			return nil, asCourseContext(err, path)
		}
		if err := mayList(c, one.CourseID); err != nil {
			return nil, atPath(err, path)
		}
		if err := c.Require(reviewRoles, one.CourseID); err != nil {
			return nil, atPath(err, path)
		}
		wanted.course = courses[one.CourseID]
		if err := mayFilter(c, wanted); err != nil {
			return nil, atPath(err, path)
		}
	}
	return courses, nil
}

// findCapable makes the lists, still empty, and finds who stands in each.
func (l *Library) findCapable(ctx context.Context, c *call.Call, wanted participants, asked []courseCapabilities, courses map[int]*ent.Course) ([]capableUsers, [][]partaking, error) {
	roles, err := l.db().Role.Query().Order(role.ByID()).All(ctx)
	if err != nil {
		return nil, nil, err
	}
	lists, found := []capableUsers{}, [][]partaking{}
	for i, one := range asked {
		wanted.course = courses[one.CourseID]
		for _, capability := range one.Capabilities {
			ids, everybody := l.giving(roles, capability)
			wanted.narrow = capableBy(ids, everybody, one.CourseID)
			users, err := l.find(ctx, c, wanted)
			if err != nil {
				return nil, nil, atPath(err, at("coursecapabilities", i, "courseid"))
			}
			lists = append(lists, capableUsers{one.CourseID, capability, []capableUser{}})
			found = append(found, column(users, func(u *ent.User) partaking { return partaking{u, wanted.course} }))
		}
	}
	return lists, found, nil
}

func (p participant) capable() (u capableUser) {
	copyFields(&u, p)
	for _, g := range p.Groups {
		u.InGroups = append(u.InGroups, capableGroup{g.ID, g.Name, g.Description})
	}
	return u
}
