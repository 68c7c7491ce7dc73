package functions

import (
	"context"

	"gatehouse/ent"
	"gatehouse/ent/course"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

// What changing single parts of a course asks for besides updateCourse, in the course.
const (
	changeFullName  = "moodle/course:changefullname"
	changeShortName = "moodle/course:changeshortname"
	changeIDNumber  = "moodle/course:changeidnumber"
	changeCategory  = "moodle/course:changecategory"
	changeSummary   = "moodle/course:changesummary"
)

type courseUpdateIn struct {
	Courses []changedCourse `name:"courses" doc:"The courses to change. What is left out of one stays as it is."`
}

type changedCourse struct {
	ID                int              `name:"id" doc:"Id of the course."`
	FullName          *string          `name:"fullname" type:"text" doc:"Full name of the course, not blank."`
	ShortName         *string          `name:"shortname" type:"text" doc:"Short name, not blank: no other course has it."`
	CategoryID        *int             `name:"categoryid" doc:"Id of the category that the course goes into."`
	IDNumber          *string          `name:"idnumber" type:"raw" doc:"Your own identifier of the course. When it is not empty no other course has it."`
	Summary           *string          `name:"summary" type:"raw" doc:"Summary of the course. It is stored as given and cleaned when it is shown."`
	SummaryFormat     *int             `name:"summaryformat" doc:"Format of the summary: 0 automatic, 1 HTML, 2 plain text, 4 Markdown."`
	Format            *string          `name:"format" type:"plugin" doc:"How the course is laid out: topics, weeks, social or singleactivity."`
	ShowGrades        *int             `name:"showgrades" doc:"1 when students see the gradebook."`
	NewsItems         *int             `name:"newsitems" doc:"How many announcements the course page shows: 0 to 100."`
	StartDate         *int             `name:"startdate" doc:"When the course starts, in seconds since 1970; 0 for no date."`
	EndDate           *int             `name:"enddate" doc:"When the course ends, in seconds since 1970; 0 for never."`
	NumSections       *int             `name:"numsections" doc:"How many sections the course has: 0 to 255. Sections that it lacks are added; those beyond stay."`
	MaxBytes          *int             `name:"maxbytes" doc:"Largest file that may be uploaded into the course, in bytes; 0 for the limit of the site."`
	ShowReports       *int             `name:"showreports" doc:"1 when students see reports of their own activity."`
	Visible           *int             `name:"visible" doc:"1 for visible, 0 for hidden."`
	HiddenSections    *int             `name:"hiddensections" doc:"How students see hidden sections: 0 collapsed, 1 not at all."`
	GroupMode         *int             `name:"groupmode" doc:"0 no groups, 1 separate groups, 2 visible groups."`
	GroupModeForce    *int             `name:"groupmodeforce" doc:"1 when the group mode holds for every activity."`
	DefaultGroupingID *int             `name:"defaultgroupingid" doc:"Id of the default grouping, 0 for none."`
	EnableCompletion  *int             `name:"enablecompletion" doc:"1 when completion is tracked."`
	CompletionNotify  *int             `name:"completionnotify" doc:"1 when users are told that they completed the course."`
	Lang              *string          `name:"lang" type:"safedir" doc:"Code of the language that the course is always shown in, empty for each user's own."`
	ForceTheme        *string          `name:"forcetheme" type:"plugin" doc:"Name of the theme that the course is always shown in: boost or classic; empty for the site's."`
	FormatOptions     []courseOption   `name:"courseformatoptions" optional:"true" doc:"Options of the course's format. Those that are not named stay."`
	CustomFields      []newCustomField `name:"customfields" optional:"true" doc:"Custom fields of the course. Those that are not named stay."`
}

func (l *Library) courseUpdate() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_course_update_courses",
		Summary: "Changes courses, each for itself.",
		Description: "Each course is changed in a transaction of its own: one that cannot be changed is reported as a warning and stays wholly as it was, " +
			"and the others are changed all the same. Needs `moodle/course:update` in the course; for another name, id number, summary or visibility also " +
			"`moodle/course:changefullname`, `moodle/course:changeshortname`, `moodle/course:changeidnumber`, `moodle/course:changesummary` or " +
			"`moodle/course:visibility`; to move it `moodle/course:changecategory` in the course and `moodle/course:create` in the site. " +
			"A course that is moved comes first in its category, and becomes hidden when the category is, unless the call says what is visible. " +
			"The warnings are `notfound`, `requireloginerror` (you may not enter it), `restrictedcontextexception` (your token does not reach it), " +
			"`nopermissions`, `shortnametaken`, `courseidnumbertaken`, `unknowncategory`, `errorinvalidparam` and `invalidparameter`, " +
			"the last also for course 1, which is the site.",
		Effect: call.Write,
		Capabilities: union(viewing, []string{
			updateCourse, createCourse, courseVisible, changeFullName, changeShortName, changeIDNumber, changeCategory, changeSummary,
		}),
		Errors: []call.Code{call.MustChangePassword},
		Example: call.Example{
			Arguments: `{"courses": [{"id": 3, "summary": "Sums", "numsections": 6}, {"id": 99, "summary": "Sums"}]}`,
			Result:    `{"warnings": [{"item": "course", "itemid": 99, "warningcode": "notfound", "message": "courses[1].id: There is no course 99."}]}`,
		},
	}, l.changeCourses)
}

func (l *Library) changeCourses(ctx context.Context, c *call.Call, in courseUpdateIn) (courseWarnings, error) {
	out := courseWarnings{Warnings: []Warning{}}
	if err := mayAct(c); err != nil {
		return out, err
	}
	for i := range in.Courses {
		n := &in.Courses[i]
		err := forCaller(l.write(ctx, c, func(ctx context.Context, w *writing) error { return l.changeCourse(ctx, c, w, n, i) }))
		if err == nil {
			continue
		}
		known := call.AsError(err)
		if known.Code == call.Internal || known.Code == call.Unavailable {
			return out, err
		}
		out.Warnings = append(out.Warnings, *courseWarning(n.ID, string(known.Code), known))
	}
	return out, nil
}

// changeCourse changes course i of the call. The row is locked before it is read: what is not given is written back as it was.
func (l *Library) changeCourse(ctx context.Context, c *call.Call, w *writing, n *changedCourse, i int) error {
	if _, err := w.Course.Query().Where(course.ID(n.ID), store.ForUpdate).IDs(ctx); err != nil {
		return err
	}
	old, err := l.enterCourse(ctx, c, w.Client, n.ID)
	if err != nil {
		return atPath(err, at("courses", i, "id"))
	}
	if old.ID == siteCourse {
		return call.Invalid(at("courses", i, "id"), "Course %d is the site itself. Its settings change it.", old.ID)
	}
	if err := n.require(c, old, i); err != nil {
		return err
	}
	d := n.draft(old, i)
	if err := d.check(c.At); err != nil {
		return err
	}
	if n.ShortName != nil || n.IDNumber != nil {
		if err := refuseTakenCourses(ctx, w.Client, []*courseDraft{d}); err != nil {
			return err
		}
	}
	if d.CategoryID != courseCategory(old) {
		if err := l.moveCourse(ctx, c, w.Client, d); err != nil {
			return err
		}
	}
	return storeCourse(ctx, w, d)
}

// require fails unless the caller may change in a course what the call would change. What is given as it stands asks for nothing.
func (n *changedCourse) require(c *call.Call, old *ent.Course, i int) error {
	for _, part := range []struct {
		key, capability string
		changes         bool
	}{
		{"id", updateCourse, true},
		{"categoryid", changeCategory, differs(n.CategoryID, courseCategory(old))},
		{"fullname", changeFullName, differs(n.FullName, old.FullName)},
		{"shortname", changeShortName, differs(n.ShortName, old.ShortName)},
		{"idnumber", changeIDNumber, differs(n.IDNumber, old.IDNumber)},
		{"summary", changeSummary, differs(n.Summary, old.Summary)},
		{"summaryformat", changeSummary, differs(n.SummaryFormat, old.SummaryFormat)},
		{"visible", courseVisible, differs(n.Visible, *flag(old.Visible))},
	} {
		if !part.changes {
			continue
		}
		if err := c.Require(part.capability, old.ID); err != nil {
			return atPath(err, at("courses", i, part.key))
		}
	}
	return nil
}

// differs says whether another value was given.
func differs[T comparable](given *T, stored T) bool { return given != nil && *given != stored }

// draft is the course as it will be stored.
func (n *changedCourse) draft(old *ent.Course, i int) *courseDraft {
	d := &courseDraft{place: i, stored: *old, sortOrder: old.SortOrder, newCourse: newCourse{
		FullName: old.FullName, ShortName: old.ShortName, CategoryID: courseCategory(old), IDNumber: ptr(old.IDNumber), Summary: ptr(old.Summary),
		SummaryFormat: old.SummaryFormat, Format: old.Format, ShowGrades: old.ShowGrades, NewsItems: old.NewsItems,
		StartDate: ptr(unix(old.StartDate)), EndDate: ptr(unix(old.EndDate)), NumSections: n.NumSections, MaxBytes: old.MaxBytes,
		ShowReports: old.ShowReports, Visible: n.Visible, HiddenSections: n.HiddenSections, GroupMode: old.GroupMode,
		GroupModeForce: old.GroupModeForce, DefaultGroupingID: old.DefaultGroupingID, EnableCompletion: n.EnableCompletion,
		CompletionNotify: n.CompletionNotify, Lang: ptr(old.Lang), ForceTheme: ptr(old.Theme),
		FormatOptions: n.FormatOptions, CustomFields: n.CustomFields,
	}}
	take(&d.FullName, n.FullName)
	take(&d.ShortName, n.ShortName)
	take(&d.CategoryID, n.CategoryID)
	take(d.IDNumber, n.IDNumber)
	take(d.Summary, n.Summary)
	take(&d.SummaryFormat, n.SummaryFormat)
	take(&d.Format, n.Format)
	take(&d.ShowGrades, n.ShowGrades)
	take(&d.NewsItems, n.NewsItems)
	take(d.StartDate, n.StartDate)
	take(d.EndDate, n.EndDate)
	take(&d.MaxBytes, n.MaxBytes)
	take(&d.ShowReports, n.ShowReports)
	take(&d.GroupMode, n.GroupMode)
	take(&d.GroupModeForce, n.GroupModeForce)
	take(&d.DefaultGroupingID, n.DefaultGroupingID)
	take(d.Lang, n.Lang)
	take(d.ForceTheme, n.ForceTheme)
	d.visible = old.Visible
	if n.Visible != nil {
		d.visible = *n.Visible != 0
	}
	return d
}

// moveCourse gives a course its place in another category.
func (l *Library) moveCourse(ctx context.Context, c *call.Call, db *ent.Client, d *courseDraft) error {
	if err := atPath(l.enterSite(c), d.path("categoryid")); err != nil {
		return err
	}
	if err := atPath(c.Require(createCourse, 0), d.path("categoryid")); err != nil {
		return err
	}
	categories, err := categoriesByID(ctx, db, []int{d.CategoryID})
	if err != nil {
		return err
	}
	into := categories[d.CategoryID]
	if into == nil {
		return call.Errorf(call.CategoryUnknown, "There is no category %d.", d.CategoryID).At("%s", d.path("categoryid"))
	}
	if d.Visible == nil && !into.Visible {
		d.visible = false
	}
	return putFirst(ctx, db, []*courseDraft{d})
}

// storeCourse writes a course down that is there already, and adds the sections that it lacks.
func storeCourse(ctx context.Context, w *writing, d *courseDraft) error {
	row := w.Course.UpdateOneID(d.stored.ID)
	d.fill(row.Mutation())
	if d.start == nil {
		row.ClearStartDate()
	}
	if d.end == nil {
		row.ClearEndDate()
	}
	changed, err := row.Save(ctx)
	if err != nil {
		return err
	}
	w.about("course", changed.ID)
	return w.AddSections(ctx, changed)
}
