package functions

import (
	"context"

	"gatehouse/ent"
	"gatehouse/server/call"
)

// What copying a course asks for: in the course that is copied, and in the site, where the copy comes into being.
const (
	backupCourse  = "moodle/backup:backupcourse"
	backupUsers   = "moodle/backup:userinfo"
	restoreCourse = "moodle/restore:restorecourse"
	restoreUsers  = "moodle/restore:userinfo"
)

type courseDuplicateIn struct {
	CourseID   int               `name:"courseid" doc:"Id of the course to copy."`
	FullName   string            `name:"fullname" type:"text" doc:"Full name of the copy, not blank."`
	ShortName  string            `name:"shortname" type:"text" doc:"Short name of the copy, not blank: no other course has it."`
	CategoryID int               `name:"categoryid" doc:"Id of the category that the copy goes into."`
	Visible    int               `name:"visible" default:"1" doc:"1 for visible, 0 for hidden."`
	Options    []duplicateOption `name:"options" default:"[]" doc:"What is copied: see the description."`
}

type duplicateOption struct {
	Name  string `name:"name" type:"alphaext" doc:"Name of the option, for example users."`
	Value string `name:"value" type:"raw" doc:"1 for yes, 0 for no."`
}

func (l *Library) courseDuplicate() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_course_duplicate_course",
		Summary: "Copies a course into a new one.",
		Description: "Makes a new course with the settings, sections, modules and files of another one, and returns its id. The id number stays with the other one. " +
			"Options, each 1 or 0: `activities` (1) copies modules; `groups` (1) groups and groupings; `users` (0) takes over who is enrolled, " +
			"with `enrolments` (1) in the same ways, else by hand, with `role_assignments` (0) in the roles, as far as you may give them out, and with `groups` into the groups. " +
			"`blocks`, `filters`, `comments`, `userscompletion`, `logs` and `grade_histories` are taken and change nothing: there are none here. " +
			"Another option or value is refused as `invalidextparam`. Calendar events and notes are not copied.\n\n" +
			"Needs `moodle/backup:backupcourse` in the course, `moodle/course:create` and `moodle/restore:restorecourse` in the site; for users also " +
			"`moodle/backup:userinfo` in the course and `moodle/restore:userinfo` in the site, and for their roles `moodle/role:assign` there. " +
			"A short name that another course has is refused as `shortnametaken`. The whole course is copied or nothing of it.",
		Effect:       call.Write,
		Capabilities: union(viewing, []string{backupCourse, backupUsers, restoreCourse, restoreUsers, createCourse, assignCapability}),
		Errors:       []call.Code{call.CourseContext, call.InvalidOption, call.CategoryContext, call.CourseParameter, call.NoPermission, call.ShortNameTaken},
		Example: call.Example{
			Arguments: `{"courseid": 2, "fullname": "Course one again", "shortname": "C1b", "categoryid": 1}`,
			Result:    `{"id": 5, "shortname": "C1b"}`,
		},
	}, l.duplicateCourse)
}

func (l *Library) duplicateCourse(ctx context.Context, c *call.Call, in courseDuplicateIn) (createdCourse, error) {
	source, err := l.courseForCall(ctx, c, l.db(), in.CourseID, "courseid")
	if err != nil {
		return createdCourse{}, err
	}
	copied, err := readDuplicateOptions(in.Options)
	if err != nil {
		return createdCourse{}, err
	}
	draft, err := l.draftCopy(ctx, c, source, in)
	if err != nil {
		return createdCourse{}, err
	}
	if err := mayCopy(c, source, copied); err != nil {
		return createdCourse{}, err
	}
	may, err := l.assignable(ctx, c)
	if err != nil {
		return createdCourse{}, err
	}
	var out createdCourse
	err = l.write(ctx, c, func(ctx context.Context, w *writing) error {
		if err := refuseTakenCourses(ctx, w.Client, []*courseDraft{draft}); err != nil {
			return err
		}
		if err := putFirst(ctx, w.Client, []*courseDraft{draft}); err != nil {
			return err
		}
		made, err := insertCopy(ctx, w.Client, source, draft)
		if err != nil {
			return err
		}
		w.about("course", made.ID)
		w.details = map[string]any{"copyOf": source.ID}
		out = createdCourse{made.ID, made.ShortName}
		return (&courseCopy{w: w, from: source, to: made, what: copied, may: may}).fill(ctx)
	})
	return out, err
}

// draftCopy checks what a call says of the copy itself.
func (l *Library) draftCopy(ctx context.Context, c *call.Call, source *ent.Course, in courseDuplicateIn) (*courseDraft, error) {
	if source.ID == siteCourse {
		return nil, call.Errorf(call.CourseContext, "Course %d is the site itself, which cannot be copied.", source.ID).At("courseid")
	}
	if err := asCategoryContext(l.enterSite(c), "categoryid"); err != nil {
		return nil, err
	}
	categories, err := categoriesByID(ctx, l.db(), []int{in.CategoryID})
	if err != nil {
		return nil, err
	}
	if categories[in.CategoryID] == nil {
		return nil, call.Errorf(call.CategoryContext, "There is no category %d.", in.CategoryID).At("categoryid")
	}
	if in.Visible != 0 && in.Visible != 1 {
		return nil, call.Invalid("visible", "found %d, expected 0 or 1.", in.Visible)
	}
	draft := &courseDraft{newCourse: newCourse{FullName: in.FullName, ShortName: in.ShortName, CategoryID: in.CategoryID}, alone: true, visible: in.Visible == 1}
	if err := draft.checkNames(); err != nil {
		return nil, err
	}
	return draft, draft.checkLengths()
}

// mayCopy fails unless the caller may take out of the course what is copied, and put it into a new one.
func mayCopy(c *call.Call, source *ent.Course, what duplicated) error {
	type need struct {
		capability string
		course     int
	}
	needs := []need{{createCourse, 0}, {restoreCourse, 0}, {backupCourse, source.ID}}
	if what["users"] {
		needs = append(needs, need{backupUsers, source.ID}, need{restoreUsers, 0})
	}
	if what["users"] && what["role_assignments"] {
		needs = append(needs, need{assignCapability, 0})
	}
	for _, n := range needs {
		if err := c.Require(n.capability, n.course); err != nil {
			return err
		}
	}
	return nil
}

// duplicated says by the names of options what is copied.
type duplicated map[string]bool

// readDuplicateOptions reads the options of core_course_duplicate_course. Of an option that is given twice the last counts.
func readDuplicateOptions(options []duplicateOption) (duplicated, error) {
	what := duplicated{
		"activities": true, "blocks": true, "filters": true, "groups": true, "enrolments": true, "users": false, "role_assignments": false,
		"comments": false, "userscompletion": false, "logs": false, "grade_histories": false,
	}
	for i, o := range options {
		if _, known := what[o.Name]; !known {
			return nil, call.Errorf(call.InvalidOption, "There is no option %q.", o.Name).At("%s", at("options", i, "name"))
		}
		if o.Value != "0" && o.Value != "1" {
			return nil, call.Errorf(call.InvalidOption, "found %q, expected 1 or 0.", o.Value).At("%s", at("options", i, "value"))
		}
		what[o.Name] = o.Value == "1"
	}
	return what, nil
}
