package functions

import (
	"context"
	"strconv"
	"strings"

	"gatehouse/ent"
	"gatehouse/ent/course"
	"gatehouse/server/call"
)

type courseGetByFieldIn struct {
	Field string `name:"field" type:"alpha" default:"" doc:"What to look for: id, ids (numbers with commas between them), shortname, idnumber or category. Empty for every course."`
	Value string `name:"value" type:"raw" default:"" doc:"The value that the field has."`
}

type coursesFound struct {
	Courses  []courseFound `name:"courses" doc:"The courses, ordered by id."`
	Warnings []Warning     `name:"warnings" optional:"true" doc:"Which courses asked for by ids are not in the answer."`
}

type courseFound struct {
	ID                       int             `name:"id" doc:"Id of the course."`
	FullName                 string          `name:"fullname" type:"raw" doc:"Full name."`
	DisplayName              string          `name:"displayname" type:"raw" doc:"Name to show in lists."`
	ShortName                string          `name:"shortname" type:"raw" doc:"Short name."`
	CourseImage              *string         `name:"courseimage" type:"url" doc:"Address of the course's picture, when it has one."`
	CategoryID               int             `name:"categoryid" doc:"Id of its category, 0 for the site."`
	CategoryName             string          `name:"categoryname" type:"raw" doc:"Name of its category, empty for the site."`
	SortOrder                *int            `name:"sortorder" doc:"Place among all courses: lower comes first."`
	Summary                  string          `name:"summary" type:"raw" doc:"Summary of the course."`
	SummaryFormat            int             `name:"summaryformat" doc:"Format of the summary: 1 HTML, unless the stored text was asked for."`
	SummaryFiles             []courseFile    `name:"summaryfiles" optional:"true" doc:"Files of the summary."`
	OverviewFiles            []courseFile    `name:"overviewfiles" doc:"Files shown beside the summary."`
	ShowActivityDates        bool            `name:"showactivitydates" doc:"Whether the course page shows the dates of activities."`
	ShowCompletionConditions bool            `name:"showcompletionconditions" doc:"Whether the course page shows what completes an activity."`
	Contacts                 []courseContact `name:"contacts" doc:"Teachers of the course."`
	EnrolmentMethods         []string        `name:"enrollmentmethods" type:"plugin" doc:"How users can be enrolled."`
	CustomFields             []customField   `name:"customfields" optional:"true" doc:"Custom fields of the course, when it has any."`
	IDNumber                 *string         `name:"idnumber" type:"raw" doc:"Your own identifier of the course, empty for none."`
	Format                   *string         `name:"format" type:"plugin" doc:"How the course is laid out: topics, weeks, social, singleactivity or site."`
	ShowGrades               *int            `name:"showgrades" doc:"1 when students see the gradebook."`
	NewsItems                *int            `name:"newsitems" doc:"How many announcements the course page shows."`
	StartDate                *int            `name:"startdate" doc:"When the course starts, in seconds since 1970; 0 when that is not set."`
	EndDate                  *int            `name:"enddate" doc:"When the course ends, in seconds since 1970; 0 for never."`
	MaxBytes                 *int            `name:"maxbytes" doc:"Largest file that may be uploaded into the course, in bytes; 0 for the limit of the site."`
	ShowReports              *int            `name:"showreports" doc:"1 when students see reports of their own activity."`
	Visible                  *int            `name:"visible" doc:"1 for visible, 0 for hidden."`
	GroupMode                *int            `name:"groupmode" doc:"0 no groups, 1 separate groups, 2 visible groups."`
	GroupModeForce           *int            `name:"groupmodeforce" doc:"1 when the group mode holds for every activity."`
	DefaultGroupingID        *int            `name:"defaultgroupingid" doc:"Id of the default grouping, 0 for none."`
	EnableCompletion         *int            `name:"enablecompletion" doc:"1 when completion is tracked."`
	CompletionNotify         *int            `name:"completionnotify" doc:"1 when users are told that they completed the course."`
	Lang                     *string         `name:"lang" type:"safedir" doc:"Code of the language that the course is always shown in, empty for each user's own."`
	Theme                    *string         `name:"theme" type:"plugin" doc:"Name of the theme that the course is always shown in."`
	Marker                   *int            `name:"marker" doc:"Number of the section that is marked as the current one, 0 for none."`
	LegacyFiles              *int            `name:"legacyfiles" doc:"1 when the course has files of the old kind: always 0."`
	CalendarType             *string         `name:"calendartype" type:"plugin" doc:"Calendar that the course is shown with, empty for each user's own."`
	TimeCreated              *int            `name:"timecreated" doc:"When the course was created, in seconds since 1970."`
	TimeModified             *int            `name:"timemodified" doc:"When the course was last changed, in seconds since 1970."`
	Requested                *int            `name:"requested" doc:"1 when the course is only asked for so far: always 0."`
	CacheRev                 *int            `name:"cacherev" doc:"Revision of the course for caches, where one is kept. It is not kept here: timemodified tells of changes."`
	Filters                  []courseFilter  `name:"filters" optional:"true" doc:"Text filters of the course."`
	FormatOptions            []formatOption  `name:"courseformatoptions" optional:"true" doc:"Options of the course's format."`
	RoomName                 *string         `name:"communicationroomname" type:"text" doc:"Name of the room where the course talks, when it has one."`
	RoomURL                  *string         `name:"communicationroomurl" type:"raw" doc:"Address of the room where the course talks, when it has one."`
}

type courseFile struct {
	Filename       *string `name:"filename" type:"file" doc:"Name of the file."`
	Path           *string `name:"filepath" type:"path" doc:"Path of the file."`
	Size           *int    `name:"filesize" doc:"Size in bytes."`
	URL            *string `name:"fileurl" type:"url" doc:"Address of the file."`
	TimeModified   *int    `name:"timemodified" doc:"When the file was last changed, in seconds since 1970."`
	MimeType       *string `name:"mimetype" type:"raw" doc:"Kind of the file."`
	External       *bool   `name:"isexternalfile" doc:"Whether the file is kept elsewhere."`
	RepositoryType *string `name:"repositorytype" type:"plugin" doc:"Where it is kept then."`
	Icon           *string `name:"icon" type:"raw" doc:"Path of an icon for the file."`
}

type courseContact struct {
	ID       int    `name:"id" doc:"Id of the user."`
	FullName string `name:"fullname" type:"notags" doc:"Name of the user."`
}

type courseFilter struct {
	Filter         string `name:"filter" type:"plugin" doc:"Name of the filter."`
	LocalState     int    `name:"localstate" doc:"1 on, -1 off, 0 as inherited."`
	InheritedState int    `name:"inheritedstate" doc:"1 on, 0 off: what is inherited."`
}

type formatOption struct {
	Name  string `name:"name" type:"raw" doc:"Name of the option."`
	Value string `name:"value" type:"raw" doc:"Value of the option."`
}

func (l *Library) courseGetByField() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_course_get_courses_by_field",
		Summary: "Finds courses by one of their fields.",
		Description: "Returns the courses whose field has the value, or every course when no field is named. " +
			"Courses that you may not enter are left out in silence; only of those asked for by `ids` a warning tells. " +
			"The id number and what only concerns managers is told to those who hold `moodle/course:update` in the course.",
		Effect:       call.Read,
		Capabilities: union(viewing, []string{updateCourse}),
		Services:     []string{"moodle_mobile_app"},
		Example: call.Example{
			Arguments: `{"field": "shortname", "value": "C1"}`,
			Result: `{"courses": [{"id": 2, "fullname": "Course one", "displayname": "Course one", "shortname": "C1", "categoryid": 1,
				"categoryname": "Category 1", "sortorder": 10001, "summary": "", "summaryformat": 1, "summaryfiles": [], "overviewfiles": [],
				"showactivitydates": false, "showcompletionconditions": true,
				"contacts": [{"id": 14, "fullname": "Tëacher Müller"}, {"id": 3, "fullname": "Wsuser Test"}], "enrollmentmethods": ["manual"],
				"idnumber": "IDC1", "format": "topics", "showgrades": 1, "newsitems": 1, "startdate": 0, "enddate": 0, "maxbytes": 0,
				"showreports": 0, "visible": 1, "groupmode": 0, "groupmodeforce": 0, "defaultgroupingid": 0, "enablecompletion": 0,
				"completionnotify": 0, "lang": "", "theme": "", "marker": 0, "legacyfiles": 0, "calendartype": "", "timecreated": 1700000000,
				"timemodified": 1700000000, "requested": 0, "filters": [],
				"courseformatoptions": [{"name": "hiddensections", "value": "1"}, {"name": "coursedisplay", "value": "0"}]}], "warnings": []}`,
		},
	}, l.getCoursesByField)
}

func (l *Library) getCoursesByField(ctx context.Context, c *call.Call, in courseGetByFieldIn) (coursesFound, error) {
	courses, asked, err := l.coursesByField(ctx, in)
	if err != nil {
		return coursesFound{}, err
	}
	obstacles, err := l.obstacles(ctx, c, courses)
	if err != nil {
		return coursesFound{}, err
	}
	seen := map[int]bool{}
	var enterable []*ent.Course
	for _, found := range courses {
		if obstacles[found.ID] == nil {
			enterable, seen[found.ID] = append(enterable, found), true
		}
	}
	result := coursesFound{Warnings: []Warning{}}
	for _, id := range asked {
		if !seen[id] {
			result.Warnings = append(result.Warnings, Warning{ptr("course"), ptr(id), "1", "The course does not exist, or you may not enter it."})
		}
	}
	result.Courses, err = l.describeFound(ctx, c, enterable)
	return result, err
}

// coursesByField finds courses, and returns the ids that were asked for when they were asked for by ids.
func (l *Library) coursesByField(ctx context.Context, in courseGetByFieldIn) (courses []*ent.Course, asked []int, err error) {
	query := l.db().Course.Query().Order(course.ByID())
	switch in.Field {
	case "":
	case "ids":
		if asked, err = readIDs("value", in.Value); err != nil {
			return nil, nil, err
		}
		courses, err = coursesByID(ctx, l.db(), asked)
		return courses, distinct(asked), err
	case "id", "category":
		id, err := readID("value", in.Value)
		if err != nil {
			return nil, nil, err
		}
		if in.Field == "id" {
			query.Where(course.ID(id))
		} else {
			query.Where(inCategory(id))
		}
	case "shortname":
		query.Where(course.ShortName(in.Value))
	case "idnumber":
		query.Where(course.IDNumber(in.Value))
	default:
		return nil, nil, call.Invalid("field", "found %q, expected id, ids, shortname, idnumber, category or nothing.", in.Field)
	}
	courses, err = query.All(ctx)
	return courses, nil, err
}

func readID(path, text string) (int, error) {
	id, err := strconv.Atoi(text)
	if err != nil {
		return 0, call.Invalid(path, "found %q, expected the number of an id.", text)
	}
	return id, nil
}

// readIDs reads numbers with commas between them.
func readIDs(path, text string) ([]int, error) {
	var ids []int
	for part := range strings.SplitSeq(text, ",") {
		id, err := readID(path, part)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}
