package functions

import (
	"context"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/user"
	"gatehouse/server/call"
)

type userGetCourseProfilesIn struct {
	UserList []wantedProfile `name:"userlist" doc:"The users, each with the course in which he or she is looked at."`
}

type wantedProfile struct {
	UserID   int `name:"userid" doc:"Id of the user."`
	CourseID int `name:"courseid" doc:"Id of the course."`
}

// courseProfile is userDetails, and what the user has in a course.
type courseProfile struct {
	ID                int                  `name:"id" doc:"Id of the user."`
	Username          *string              `name:"username" type:"username" doc:"User name. Needs moodle/user:viewalldetails or moodle/user:update, except for one's own."`
	FirstName         *string              `name:"firstname" type:"notags" doc:"First name."`
	LastName          *string              `name:"lastname" type:"notags" doc:"Last name."`
	FullName          string               `name:"fullname" type:"notags" doc:"The name as people read it."`
	Email             *string              `name:"email" type:"raw_trimmed" doc:"E-mail address, when you may see it."`
	Address           *string              `name:"address" type:"text" doc:"Postal address. Needs moodle/user:viewhiddendetails, like the phone numbers."`
	Phone1            *string              `name:"phone1" type:"notags" doc:"Phone number."`
	Phone2            *string              `name:"phone2" type:"notags" doc:"Mobile phone number."`
	Department        *string              `name:"department" type:"text" doc:"Department. Needs moodle/user:viewalldetails, like institution and id number."`
	Institution       *string              `name:"institution" type:"text" doc:"Institution."`
	IDNumber          *string              `name:"idnumber" type:"raw" doc:"Id of the user in another system."`
	Interests         *string              `name:"interests" type:"text" doc:"Interests, with commas between them."`
	FirstAccess       *int                 `name:"firstaccess" doc:"When the user first came to the site, in seconds since 1970; 0 for never."`
	LastAccess        *int                 `name:"lastaccess" doc:"When the user last came to the site, in seconds since 1970; 0 for never."`
	Auth              *string              `name:"auth" type:"auth" doc:"How the user signs in. Needs what the user name needs, like the account's other settings."`
	Suspended         *bool                `name:"suspended" doc:"Whether the account is suspended."`
	Confirmed         *bool                `name:"confirmed" doc:"Whether the account has been confirmed."`
	Lang              *string              `name:"lang" type:"lang" doc:"Language of the user."`
	CalendarType      *string              `name:"calendartype" type:"plugin" doc:"Calendar of the user. Never given; here for clients that expect the key."`
	Theme             *string              `name:"theme" type:"theme" doc:"Theme of the user; empty for the site's."`
	Timezone          *string              `name:"timezone" type:"timezone" doc:"Time zone of the user; 99 for the site's."`
	MailFormat        *int                 `name:"mailformat" doc:"1 for mail as HTML, 0 for plain text."`
	TrackForums       *int                 `name:"trackforums" doc:"Always 0."`
	Description       *string              `name:"description" type:"raw" doc:"What the user says about himself or herself."`
	DescriptionFormat *int                 `name:"descriptionformat" doc:"Format of the description: 1 for HTML."`
	City              *string              `name:"city" type:"text" doc:"City."`
	Country           *string              `name:"country" type:"alpha" doc:"Country, as two letters: FR."`
	ImageSmall        string               `name:"profileimageurlsmall" type:"url" doc:"Address of the small picture."`
	Image             string               `name:"profileimageurl" type:"url" doc:"Address of the picture."`
	CustomFields      []userField          `name:"customfields" optional:"true" doc:"What this installation knows besides."`
	Preferences       []userPreference     `name:"preferences" optional:"true" doc:"Preferences. Only one's own."`
	Groups            []participantGroup   `name:"groups" optional:"true" doc:"The user's groups in the course, when there are any that you may see."`
	Roles             []participantRole    `name:"roles" optional:"true" doc:"The user's roles in the course."`
	EnrolledCourses   []participantsCourse `name:"enrolledcourses" optional:"true" doc:"Courses in which the user takes part, as far as you may see them."`
}

func (l *Library) userGetCourseProfiles() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_user_get_course_user_profiles",
		Summary: "Returns what you may see of users in courses.",
		Description: "Returns each user as participant of the course named beside him or her, with groups and roles there. " +
			"You must be able to enter every course; one that does not exist or is closed to you refuses the whole call. " +
			"Seeing others needs `moodle/user:viewdetails` in the course, and how much is seen depends on the other capabilities. " +
			"Users who do not exist, have been deleted, are not enrolled in the course or may not be seen are left out without a word. " +
			"The answer follows the order of the call; a pair that stands in it twice comes once.",
		Effect:       call.Read,
		Capabilities: union(viewing, seeingUsers, seeingGroups),
		Errors:       courseErrors,
		Services:     []string{mobileService},
		Example: call.Example{
			Arguments: `{"userlist": [{"userid": 11, "courseid": 2}]}`,
			Result: `[{"id": 11, "username": "student1", "firstname": "Student1", "lastname": "Test", "fullname": "Student1 Test",
				"email": "student1@example.com", "department": "", "firstaccess": 0, "lastaccess": 0, "auth": "manual", "suspended": false,
				"confirmed": true, "lang": "en", "theme": "", "timezone": "99", "mailformat": 1, "trackforums": 0, "city": "Perth", "country": "AU",
				"profileimageurlsmall": "https://school.example/theme/image.php/boost/core/1/u/f2",
				"profileimageurl": "https://school.example/theme/image.php/boost/core/1/u/f1",
				"groups": [{"id": 1, "name": "Red", "description": "", "descriptionformat": 1}],
				"roles": [{"roleid": 5, "name": "", "shortname": "student", "sortorder": 5}],
				"enrolledcourses": [{"id": 2, "fullname": "Course one", "shortname": "C1"}]}]`,
		},
	}, l.getCourseProfiles)
}

func (l *Library) getCourseProfiles(ctx context.Context, c *call.Call, in userGetCourseProfilesIn) ([]courseProfile, error) {
	courses, refused, err := l.enterCourses(ctx, c, column(in.UserList, func(w wantedProfile) int { return w.CourseID }))
	if err != nil {
		return nil, err
	}
	for i, w := range in.UserList {
		if err := refused[w.CourseID]; err != nil {
			return nil, atPath(err, at("userlist", i, "courseid"))
		}
	}
	partakings, err := l.partakings(ctx, in.UserList, courses)
	if err != nil {
		return nil, err
	}
	parts, err := l.readParts(ctx, c, partakings, nil)
	if err != nil {
		return nil, err
	}
	profiles := []courseProfile{}
	for _, p := range partakings {
		d, ok := l.visibleUser(c, p.user, placeOf(p.course))
		if !ok {
			continue
		}
		profile := courseProfile{Groups: parts.groups[p.key()], Roles: parts.roles[p.key()], EnrolledCourses: parts.courses[p.user.ID]}
		copyFields(&profile, d)
		profiles = append(profiles, profile)
	}
	return profiles, nil
}

// partakings finds the users who take part in the course beside them, each pair once. In the site everybody does, except the guest.
func (l *Library) partakings(ctx context.Context, wanted []wantedProfile, courses map[int]*ent.Course) ([]partaking, error) {
	users := map[int]*ent.User{}
	for some := range slices.Chunk(distinct(column(wanted, func(w wantedProfile) int { return w.UserID })), batchSize) {
		rows, err := l.usersWhere(ctx, user.FieldID, column(some, func(id int) any { return id }))
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			users[row.ID] = row
		}
	}
	enrolled, err := enrolledPairs(ctx, l.db(), column(wanted, func(w wantedProfile) pair { return pair{w.UserID, w.CourseID} }))
	if err != nil {
		return nil, err
	}
	var list []partaking
	listed := map[pair]bool{}
	for _, w := range wanted {
		key := pair{w.UserID, w.CourseID}
		takesPart := enrolled[key] || w.CourseID == siteCourse && w.UserID != guestUser
		if users[w.UserID] != nil && takesPart && !listed[key] {
			list, listed[key] = append(list, partaking{users[w.UserID], courses[w.CourseID]}), true
		}
	}
	return list, nil
}
