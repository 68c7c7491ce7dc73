package functions

import (
	"context"
	"slices"
	"strconv"

	"gatehouse/ent"
	"gatehouse/ent/course"
	"gatehouse/server/call"
)

type courseGetIn struct {
	Options courseGetOptions `name:"options" default:"[]" doc:"Which courses. All of them when nothing is given."`
}

type courseGetOptions struct {
	IDs []int `name:"ids" optional:"true" doc:"Ids of the courses."`
}

type courseInfo struct {
	ID                       int                `name:"id" doc:"Id of the course."`
	ShortName                string             `name:"shortname" type:"raw" doc:"Short name."`
	CategoryID               int                `name:"categoryid" doc:"Id of its category, 0 for the site."`
	CategorySortOrder        *int               `name:"categorysortorder" doc:"Place among all courses: lower comes first."`
	FullName                 string             `name:"fullname" type:"raw" doc:"Full name."`
	DisplayName              string             `name:"displayname" type:"raw" doc:"Name to show in lists."`
	IDNumber                 *string            `name:"idnumber" type:"raw" doc:"Your own identifier of the course, empty for none."`
	Summary                  string             `name:"summary" type:"raw" doc:"Summary of the course."`
	SummaryFormat            int                `name:"summaryformat" doc:"Format of the summary: 1 HTML, unless the stored text was asked for."`
	Format                   string             `name:"format" type:"plugin" doc:"How the course is laid out: topics, weeks, social, singleactivity or site."`
	ShowGrades               *int               `name:"showgrades" doc:"1 when students see the gradebook."`
	NewsItems                *int               `name:"newsitems" doc:"How many announcements the course page shows."`
	StartDate                int                `name:"startdate" doc:"When the course starts, in seconds since 1970; 0 when that is not set."`
	EndDate                  int                `name:"enddate" doc:"When the course ends, in seconds since 1970; 0 for never."`
	NumSections              *int               `name:"numsections" doc:"How many sections the course has."`
	MaxBytes                 *int               `name:"maxbytes" doc:"Largest file that may be uploaded into the course, in bytes; 0 for the limit of the site."`
	ShowReports              *int               `name:"showreports" doc:"1 when students see reports of their own activity."`
	Visible                  *int               `name:"visible" doc:"1 for visible, 0 for hidden."`
	HiddenSections           *int               `name:"hiddensections" doc:"How students see hidden sections: 0 collapsed, 1 not at all."`
	GroupMode                *int               `name:"groupmode" doc:"0 no groups, 1 separate groups, 2 visible groups."`
	GroupModeForce           *int               `name:"groupmodeforce" doc:"1 when the group mode holds for every activity."`
	DefaultGroupingID        *int               `name:"defaultgroupingid" doc:"Id of the default grouping, 0 for none."`
	TimeCreated              *int               `name:"timecreated" doc:"When the course was created, in seconds since 1970."`
	TimeModified             *int               `name:"timemodified" doc:"When the course was last changed, in seconds since 1970."`
	EnableCompletion         *int               `name:"enablecompletion" doc:"1 when completion is tracked."`
	CompletionNotify         *int               `name:"completionnotify" doc:"1 when users are told that they completed the course."`
	Lang                     *string            `name:"lang" type:"safedir" doc:"Code of the language that the course is always shown in, empty for each user's own."`
	ForceTheme               *string            `name:"forcetheme" type:"plugin" doc:"Name of the theme that the course is always shown in."`
	FormatOptions            []courseOption     `name:"courseformatoptions" optional:"true" doc:"Options of the course's format."`
	ShowActivityDates        bool               `name:"showactivitydates" doc:"Whether the course page shows the dates of activities."`
	ShowCompletionConditions bool               `name:"showcompletionconditions" doc:"Whether the course page shows what completes an activity."`
	CustomFields             []courseFieldTyped `name:"customfields" optional:"true" doc:"Custom fields of the course, when it has any."`
}

type courseFieldTyped struct {
	Name      string `name:"name" type:"raw" doc:"Name of the custom field."`
	ShortName string `name:"shortname" type:"alphanumext" doc:"Short name of the custom field."`
	Type      string `name:"type" type:"component" doc:"Kind of the custom field: text."`
	ValueRaw  string `name:"valueraw" type:"raw" doc:"Value, as it was stored."`
	Value     string `name:"value" type:"raw" doc:"Value, as it is shown."`
}

func (l *Library) courseGet() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_course_get_courses",
		Summary: "Returns courses by their ids, or all of them.",
		Description: "Returns the courses with the ids given, ordered by id; ids that belong to no course are passed over. " +
			"A course that you may not enter fails the whole call, and so does one in which you lack `moodle/course:view`. " +
			"Without ids every course is returned that you may enter and view, among them course 1, which is the site itself. " +
			"Settings of a course are told only to those who hold `moodle/course:update` in it.",
		Effect:       call.Read,
		Capabilities: union(viewing, []string{updateCourse}),
		Errors:       []call.Code{call.CourseContext, call.NoPermission},
		Ajax:         true,
		Services:     []string{"moodle_mobile_app"},
		Example: call.Example{
			Arguments: `{"options": {"ids": [2]}}`,
			Result: `[{"id": 2, "shortname": "C1", "categoryid": 1, "categorysortorder": 10001, "fullname": "Course one", "displayname": "Course one",
				"idnumber": "IDC1", "summary": "", "summaryformat": 1, "format": "topics", "showgrades": 1, "newsitems": 1, "startdate": 0,
				"enddate": 0, "numsections": 4, "maxbytes": 0, "showreports": 0, "visible": 1, "hiddensections": 1, "groupmode": 0,
				"groupmodeforce": 0, "defaultgroupingid": 0, "timecreated": 1700000000, "timemodified": 1700000000, "enablecompletion": 0,
				"completionnotify": 0, "lang": "", "forcetheme": "",
				"courseformatoptions": [{"name": "hiddensections", "value": "1"}, {"name": "coursedisplay", "value": "0"}],
				"showactivitydates": false, "showcompletionconditions": true}]`,
		},
	}, l.getCourses)
}

func (l *Library) getCourses(ctx context.Context, c *call.Call, in courseGetIn) ([]courseInfo, error) {
	courses, err := coursesByID(ctx, l.db(), in.Options.IDs)
	if err != nil {
		return nil, err
	}
	obstacles, err := l.obstacles(ctx, c, courses)
	if err != nil {
		return nil, err
	}
	seen := make([]*ent.Course, 0, len(courses))
	for _, found := range courses {
		place := slices.Index(in.Options.IDs, found.ID)
		err := viewable(c, found, obstacles[found.ID], item("options.ids", place))
		switch {
		case err == nil:
			seen = append(seen, found)
		case place >= 0: // else nobody asked for this course
			return nil, err
		}
	}
	places, err := l.sortPlaces(ctx, seen)
	if err != nil {
		return nil, err
	}
	return column(seen, func(found *ent.Course) courseInfo { return l.describeCourse(c, found, places[found.ID]) }), nil
}

// coursesByID finds courses, or without ids every course, ordered by id.
func coursesByID(ctx context.Context, db *ent.Client, ids []int) ([]*ent.Course, error) {
	if len(ids) == 0 {
		return db.Course.Query().Order(course.ByID()).All(ctx)
	}
	var courses []*ent.Course
	for some := range slices.Chunk(distinct(ids), batchSize) {
		rows, err := db.Course.Query().Where(course.IDIn(some...)).Order(course.ByID()).All(ctx)
		if err != nil {
			return nil, err
		}
		courses = append(courses, rows...)
	}
	return courses, nil
}

// viewable fails unless the caller may enter the course and look at it.
func viewable(c *call.Call, found *ent.Course, obstacle error, path string) error {
	if obstacle != nil {
		return asCourseContext(obstacle, path)
	}
	if found.ID == siteCourse {
		return nil
	}
	return atPath(c.Require("moodle/course:view", found.ID), path)
}

func (l *Library) describeCourse(c *call.Call, found *ent.Course, place int) courseInfo {
	full, short := l.courseNames(c, found)
	summary, format := l.courseSummary(c, found)
	info := courseInfo{
		ID: found.ID, ShortName: short, CategoryID: courseCategory(found), FullName: full, DisplayName: full,
		Summary: summary, SummaryFormat: format, Format: found.Format,
		StartDate: unix(found.StartDate), EndDate: unix(found.EndDate), ShowCompletionConditions: true,
	}
	for _, f := range customFieldsShown(c, found.CustomFields) {
		info.CustomFields = append(info.CustomFields, courseFieldTyped(f))
	}
	if c.Holds(updateCourse, found.ID) {
		info.addSettings(found)
		info.CategorySortOrder = &place
	}
	return info
}

// addSettings adds what only those see who may change the course.
func (info *courseInfo) addSettings(found *ent.Course) {
	info.IDNumber = &found.IDNumber
	info.ShowGrades, info.NewsItems, info.NumSections = &found.ShowGrades, &found.NewsItems, &found.NumSections
	info.MaxBytes, info.ShowReports, info.Visible = &found.MaxBytes, &found.ShowReports, flag(found.Visible)
	info.GroupMode, info.GroupModeForce, info.DefaultGroupingID = &found.GroupMode, &found.GroupModeForce, &found.DefaultGroupingID
	info.TimeCreated, info.TimeModified = ptr(unix(&found.CreatedAt)), ptr(unix(&found.UpdatedAt))
	info.EnableCompletion, info.CompletionNotify = &found.EnableCompletion, &found.CompletionNotify
	info.Lang, info.ForceTheme = &found.Lang, &found.Theme
	info.FormatOptions = formatOptions(found)
	for _, option := range info.FormatOptions {
		if n, err := strconv.Atoi(option.Value); err == nil && option.Name == "hiddensections" {
			info.HiddenSections = &n
		}
	}
}
