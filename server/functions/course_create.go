package functions

import (
	"context"

	"gatehouse/server/call"
)

type courseCreateIn struct {
	Courses []newCourse `name:"courses" doc:"The courses to create."`
}

type newCourse struct {
	FullName          string           `name:"fullname" type:"text" doc:"Full name of the course, not blank."`
	ShortName         string           `name:"shortname" type:"text" doc:"Short name, not blank: no other course has it."`
	CategoryID        int              `name:"categoryid" doc:"Id of the category that the course goes into."`
	IDNumber          *string          `name:"idnumber" type:"raw" doc:"Your own identifier of the course. When it is not empty no other course has it."`
	Summary           *string          `name:"summary" type:"raw" doc:"Summary of the course. It is stored as given and cleaned when it is shown."`
	SummaryFormat     int              `name:"summaryformat" default:"1" doc:"Format of the summary: 0 automatic, 1 HTML, 2 plain text, 4 Markdown."`
	Format            string           `name:"format" type:"plugin" default:"topics" doc:"How the course is laid out: topics, weeks, social or singleactivity."`
	ShowGrades        int              `name:"showgrades" default:"1" doc:"1 when students see the gradebook."`
	NewsItems         int              `name:"newsitems" default:"5" doc:"How many announcements the course page shows: 0 to 100."`
	StartDate         *int             `name:"startdate" doc:"When the course starts, in seconds since 1970. Today when it is left out."`
	EndDate           *int             `name:"enddate" doc:"When the course ends, in seconds since 1970; 0 for never."`
	NumSections       *int             `name:"numsections" doc:"How many sections the course has: 0 to 255, whatever a site's own limit for its course page (Moodle's is 52). 4 when it is left out."`
	MaxBytes          int              `name:"maxbytes" default:"0" doc:"Largest file that may be uploaded into the course, in bytes; 0 for the limit of the site."`
	ShowReports       int              `name:"showreports" default:"0" doc:"1 when students see reports of their own activity."`
	Visible           *int             `name:"visible" doc:"1 for visible, 0 for hidden. Without the capability to hide courses it is as the category is."`
	HiddenSections    *int             `name:"hiddensections" doc:"How students see hidden sections: 0 collapsed, 1 not at all."`
	GroupMode         int              `name:"groupmode" default:"0" doc:"0 no groups, 1 separate groups, 2 visible groups."`
	GroupModeForce    int              `name:"groupmodeforce" default:"0" doc:"1 when the group mode holds for every activity."`
	DefaultGroupingID int              `name:"defaultgroupingid" default:"0" doc:"Id of the default grouping, 0 for none."`
	EnableCompletion  *int             `name:"enablecompletion" doc:"1 when completion is tracked."`
	CompletionNotify  *int             `name:"completionnotify" doc:"1 when users are told that they completed the course."`
	Lang              *string          `name:"lang" type:"safedir" doc:"Code of the language that the course is always shown in, empty for each user's own."`
	ForceTheme        *string          `name:"forcetheme" type:"plugin" doc:"Name of the theme that the course is always shown in: boost or classic; empty for the site's."`
	FormatOptions     []courseOption   `name:"courseformatoptions" optional:"true" doc:"Options of the course's format."`
	CustomFields      []newCustomField `name:"customfields" optional:"true" doc:"Custom fields of the course."`
}

type createdCourse struct {
	ID        int    `name:"id" doc:"Id of the course."`
	ShortName string `name:"shortname" type:"raw" doc:"Short name, as it was stored."`
}

func (l *Library) courseCreate() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_course_create_courses",
		Summary: "Creates courses in categories.",
		Description: "Creates one or more courses and returns their ids. A short name must be new, and so must an id number that is not empty; " +
			"neither may stand in the call twice. A new course comes first in its category. " +
			"Needs `moodle/course:create` in the site, and `moodle/course:visibility` to decide whether a course is visible: without it " +
			"`visible` is passed over and the course is as visible as its category. " +
			"All courses are created or none: when one of them is refused, nothing of the call is kept.",
		Effect:       call.Write,
		Capabilities: []string{createCourse, courseVisible},
		Errors:       []call.Code{call.CategoryContext, call.NoPermission, call.CourseParameter, call.ShortNameTaken, call.IDNumberTaken},
		Example: call.Example{
			Arguments: `{"courses": [{"fullname": "Algebra", "shortname": "ALG", "categoryid": 1, "format": "weeks", "startdate": 1700000000}]}`,
			Result:    `[{"id": 5, "shortname": "ALG"}]`,
		},
	}, l.createCourses)
}

func (l *Library) createCourses(ctx context.Context, c *call.Call, in courseCreateIn) ([]createdCourse, error) {
	drafts, err := l.draftCourses(ctx, c, in.Courses)
	if err != nil {
		return nil, err
	}
	var created []createdCourse
	err = l.write(ctx, c, func(ctx context.Context, w *writing) error {
		if err := refuseTakenCourses(ctx, w.Client, drafts); err != nil {
			return err
		}
		if err := putFirst(ctx, w.Client, drafts); err != nil {
			return err
		}
		rows, err := insertCourses(ctx, w.Client, drafts)
		created = make([]createdCourse, len(rows))
		for i, row := range rows {
			created[i] = createdCourse{row.ID, row.ShortName}
			w.about("course", row.ID)
		}
		if err != nil {
			return err
		}
		return w.OpenCourses(ctx, rows...)
	})
	return created, err
}
