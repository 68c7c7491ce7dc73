package functions

import (
	"context"
	"strconv"

	entsql "entgo.io/ent/dialect/sql"

	"gatehouse/ent"
	"gatehouse/ent/category"
	"gatehouse/ent/course"
	"gatehouse/ent/enrolment"
	"gatehouse/ent/user"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

// hiddenByUser begins the name of a preference with which a user puts a course out of sight; the id of the course follows.
const hiddenByUser = "block_myoverview_hidden_course_"

type enrolGetCoursesIn struct {
	UserID     int  `name:"userid" doc:"Id of the user."`
	CountUsers bool `name:"returnusercount" default:"true" doc:"Whether to count the users of each course."`
}

// enrolledCourse is a course of a user.
type enrolledCourse struct {
	ID                       int          `name:"id" doc:"Id of the course."`
	ShortName                string       `name:"shortname" type:"raw" doc:"Short name."`
	FullName                 string       `name:"fullname" type:"raw" doc:"Full name."`
	DisplayName              *string      `name:"displayname" type:"raw" doc:"Name to show in lists."`
	UserCount                *int         `name:"enrolledusercount" doc:"How many users are enrolled, when that was asked for."`
	IDNumber                 string       `name:"idnumber" type:"raw" doc:"Your own identifier of the course, empty for none."`
	Visible                  int          `name:"visible" doc:"1 for visible, 0 for hidden."`
	Summary                  *string      `name:"summary" type:"raw" doc:"Summary of the course."`
	SummaryFormat            *int         `name:"summaryformat" doc:"Format of the summary: 1 HTML, unless the stored text was asked for."`
	Format                   *string      `name:"format" type:"plugin" doc:"How the course is laid out: topics, weeks, social or singleactivity."`
	Image                    *string      `name:"courseimage" type:"url" doc:"Address of the course's picture. Left out: there are none."`
	ShowGrades               *bool        `name:"showgrades" doc:"Whether students see the gradebook."`
	Lang                     *string      `name:"lang" type:"lang" doc:"Language that the course is always shown in, empty for each user's own."`
	EnableCompletion         *bool        `name:"enablecompletion" doc:"Whether completion is tracked."`
	CompletionHasCriteria    *bool        `name:"completionhascriteria" doc:"Whether there are rules for completion; always no."`
	CompletionUserTracked    *bool        `name:"completionusertracked" doc:"Whether the user's completion is tracked; always no."`
	CategoryID               *int         `name:"category" doc:"Id of its category."`
	Progress                 *float64     `name:"progress" doc:"How far the user is, in per cent. Left out: it is not tracked."`
	Completed                *bool        `name:"completed" doc:"Whether the user has completed the course. Left out: it is not tracked."`
	StartDate                *int         `name:"startdate" doc:"When the course starts, in seconds since 1970; 0 when that is not set."`
	EndDate                  *int         `name:"enddate" doc:"When the course ends, in seconds since 1970; 0 for never."`
	Marker                   *int         `name:"marker" doc:"Number of the section that is marked as the current one; always 0."`
	LastAccess               *int         `name:"lastaccess" doc:"When the user was last in the course. Left out: visits to courses are not kept."`
	Favourite                *bool        `name:"isfavourite" doc:"Whether the user has marked the course; always no."`
	Hidden                   *bool        `name:"hidden" doc:"Whether you have put the course out of your own sight; no for courses of others."`
	OverviewFiles            []courseFile `name:"overviewfiles" optional:"true" doc:"Files shown beside the summary; none."`
	ShowActivityDates        bool         `name:"showactivitydates" doc:"Whether the course page shows the dates of activities."`
	ShowCompletionConditions bool         `name:"showcompletionconditions" doc:"Whether the course page shows what completes an activity."`
	TimeModified             *int         `name:"timemodified" doc:"When the course was last changed, in seconds since 1970."`
}

func (l *Library) enrolGetCourses() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_enrol_get_users_courses",
		Summary: "Lists the courses that a user takes part in.",
		Description: "Returns the courses in which the user takes part at this moment, in the order in which the site shows them, as far as you may " +
			"enter them yourself. Courses of somebody else are shown where you hold `moodle/course:viewparticipants`, `moodle/course:enrolreview` or " +
			"`moodle/user:viewdetails`. Everything else is left out without a word, so that a user who does not exist takes part in nothing.",
		Effect:       call.Read,
		Capabilities: union(viewing, listingParticipants),
		Errors:       []call.Code{call.MustChangePassword},
		Services:     []string{mobileService},
		Example: call.Example{
			Arguments: `{"userid": 11}`,
			Result: `[{"id": 2, "shortname": "C1", "fullname": "Course one", "displayname": "Course one", "enrolledusercount": 3, "idnumber": "IDC1",
				"visible": 1, "summary": "", "summaryformat": 1, "format": "topics", "showgrades": true, "lang": "", "enablecompletion": false,
				"completionhascriteria": false, "completionusertracked": false, "category": 1, "startdate": 0, "enddate": 0, "marker": 0,
				"isfavourite": false, "hidden": false, "overviewfiles": [], "showactivitydates": false, "showcompletionconditions": true,
				"timemodified": 1700000000}]`,
		},
	}, l.getUsersCourses)
}

func (l *Library) getUsersCourses(ctx context.Context, c *call.Call, in enrolGetCoursesIn) ([]enrolledCourse, error) {
	if err := mayAct(c); err != nil {
		return nil, err
	}
	u, err := l.db().User.Get(ctx, in.UserID)
	if store.Missing(err) || err == nil && u.Deleted {
		return []enrolledCourse{}, nil
	}
	if err != nil {
		return nil, err
	}
	shown, err := l.coursesOf(ctx, c, u)
	if err != nil {
		return nil, err
	}
	var counts map[int]int
	if in.CountUsers {
		if counts, err = l.countEnrolled(ctx, column(shown, func(found *ent.Course) int { return found.ID })); err != nil {
			return nil, err
		}
	}
	return column(shown, func(found *ent.Course) enrolledCourse {
		d := l.describeEnrolled(c, found)
		if in.CountUsers {
			d.UserCount = ptr(counts[found.ID])
		}
		d.Hidden = ptr(u.ID == c.User().ID && yes(u.Preferences[hiddenByUser+strconv.Itoa(found.ID)]))
		return d
	}), nil
}

// coursesOf finds the courses of a user that the caller may know of.
func (l *Library) coursesOf(ctx context.Context, c *call.Call, u *ent.User) ([]*ent.Course, error) {
	found, err := l.db().Course.Query().Where(course.HasEnrolmentsWith(enrolment.UserID(u.ID), takingPart(c.At))).
		Order(course.ByCategoryField(category.FieldSortOrder), course.ByCategoryID(), course.BySortOrder(), course.ByID()).All(ctx)
	if err != nil {
		return nil, err
	}
	obstacles, err := l.obstacles(ctx, c, found)
	if err != nil {
		return nil, err
	}
	shown := []*ent.Course{}
	for _, one := range found {
		if obstacles[one.ID] == nil && (u.ID == c.User().ID || mayList(c, one.ID) == nil) {
			shown = append(shown, one)
		}
	}
	return shown, nil
}

// countEnrolled counts the users of courses, however they are enrolled.
func (l *Library) countEnrolled(ctx context.Context, courses []int) (map[int]int, error) {
	var rows []struct {
		Course int `json:"course_id"`
		Users  int `json:"users"`
	}
	err := l.db().Enrolment.Query().Where(enrolment.CourseIDIn(courses...), enrolment.HasUserWith(user.Deleted(false))).
		GroupBy(enrolment.FieldCourseID).Aggregate(countUsers).Scan(ctx, &rows)
	counts := map[int]int{}
	for _, row := range rows {
		counts[row.Course] = row.Users
	}
	return counts, err
}

// countUsers counts users and not enrolments: one may be enrolled in two ways.
func countUsers(s *entsql.Selector) string {
	return entsql.As(entsql.Count(entsql.Distinct(s.C(enrolment.FieldUserID))), "users")
}

// describeEnrolled describes a course that the caller may enter.
func (l *Library) describeEnrolled(c *call.Call, found *ent.Course) enrolledCourse {
	full, short := l.courseNames(c, found)
	summary, format := l.courseSummary(c, found)
	return enrolledCourse{
		ID: found.ID, ShortName: short, FullName: full, DisplayName: &full, IDNumber: found.IDNumber, Visible: *flag(found.Visible),
		Summary: &summary, SummaryFormat: &format, Format: &found.Format, ShowGrades: ptr(found.ShowGrades != 0), Lang: &found.Lang,
		EnableCompletion: ptr(found.EnableCompletion != 0), CompletionHasCriteria: ptr(false), CompletionUserTracked: ptr(false),
		CategoryID: ptr(courseCategory(found)), StartDate: ptr(unix(found.StartDate)), EndDate: ptr(unix(found.EndDate)), Marker: new(int),
		Favourite: ptr(false), OverviewFiles: []courseFile{}, ShowCompletionConditions: true, TimeModified: ptr(unix(&found.UpdatedAt)),
	}
}
