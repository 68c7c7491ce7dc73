package functions

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/category"
	"gatehouse/ent/course"
	"gatehouse/server/call"
)

// courseDraft is a course of a call as it will be stored.
type courseDraft struct {
	newCourse
	place      int  // in the call
	alone      bool // the call is about this course only, and not about a list
	start, end *time.Time
	visible    bool
	sortOrder  int
	stored     ent.Course // as the course stands, when it is there already
}

// draftCourses checks the courses of a call one by one, as far as the other courses have nothing to do with it.
func (l *Library) draftCourses(ctx context.Context, c *call.Call, given []newCourse) ([]*courseDraft, error) {
	if err := asCategoryContext(l.enterSite(c), at("courses", 0, "categoryid")); err != nil {
		return nil, err
	}
	if err := c.Require(createCourse, 0); err != nil {
		return nil, err
	}
	categories, err := categoriesByID(ctx, l.db(), column(given, func(n newCourse) int { return n.CategoryID }))
	if err != nil {
		return nil, err
	}
	drafts := make([]*courseDraft, len(given))
	for i := range given {
		into := categories[given[i].CategoryID]
		if into == nil {
			return nil, call.Errorf(call.CategoryContext, "There is no category %d.", given[i].CategoryID).At("%s", at("courses", i, "categoryid"))
		}
		drafts[i] = &courseDraft{newCourse: given[i], place: i, visible: into.Visible}
		if visible := given[i].Visible; c.Holds(courseVisible, 0) {
			drafts[i].visible = visible == nil || *visible != 0
		}
		if err := drafts[i].check(c.At); err != nil {
			return nil, err
		}
	}
	return drafts, nil
}

// categoriesByID finds categories; what is not there is missing from the answer.
func categoriesByID(ctx context.Context, db *ent.Client, ids []int) (map[int]*ent.Category, error) {
	found := map[int]*ent.Category{}
	for some := range slices.Chunk(distinct(ids), batchSize) {
		rows, err := db.Category.Query().Where(category.IDIn(some...)).All(ctx)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			found[row.ID] = row
		}
	}
	return found, nil
}

// asCategoryContext gives an obstacle on the way into a category the code that Moodle gives it, and keeps what it says.
func asCategoryContext(err error, path string) error {
	if err == nil {
		return nil
	}
	return call.Errorf(call.CategoryContext, "%s", call.AsError(err).Message).At("%s", path)
}

// path names a parameter of this course.
func (d *courseDraft) path(key string) string {
	if d.alone {
		return key
	}
	return at("courses", d.place, key)
}

// wrong makes the failure for a parameter of this course.
func (d *courseDraft) wrong(key, format string, args ...any) error {
	return call.Errorf(call.CourseParameter, format, args...).At("%s", d.path(key))
}

// checkNames trims what is trimmed before it is stored, and fails unless the course has names.
func (d *courseDraft) checkNames() error {
	d.FullName, d.ShortName = strings.TrimSpace(d.FullName), strings.TrimSpace(d.ShortName)
	if d.FullName == "" {
		return d.wrong("fullname", "is blank. A course needs a full name.")
	}
	if d.ShortName == "" {
		return d.wrong("shortname", "is blank. A course needs a short name.")
	}
	return nil
}

// check fails unless the course can be stored.
func (d *courseDraft) check(now time.Time) error {
	if err := d.checkNames(); err != nil {
		return err
	}
	if _, known := courseFormats[d.Format]; !known || d.Format == "site" {
		return d.wrong("format", "found %q, expected topics, weeks, social or singleactivity.", d.Format)
	}
	if lang := value(d.Lang); lang != "" && lang != "en" {
		return d.wrong("lang", "found %q, expected the code of an installed language: en.", lang)
	}
	if err := checkFormat(d.path("summaryformat"), d.SummaryFormat); err != nil {
		return err
	}
	if err := d.checkLengths(); err != nil {
		return err
	}
	if err := d.checkSettings(); err != nil {
		return err
	}
	return d.checkDates(now)
}

func (d *courseDraft) checkLengths() error {
	for _, text := range []struct {
		key, value string
		limit      func(string) error
	}{
		{"fullname", d.FullName, course.FullNameValidator},
		{"shortname", d.ShortName, course.ShortNameValidator},
		{"idnumber", value(d.IDNumber), course.IDNumberValidator},
	} {
		if err := fits(d.path(text.key), text.value, text.limit); err != nil {
			return err
		}
	}
	return nil
}

const (
	mostNewsItems = 100
	mostSections  = 255 // well above 52, up to which Moodle lets courses grow unless told otherwise
)

// checkSettings fails unless the settings of the course are ones that there are.
func (d *courseDraft) checkSettings() error {
	for _, setting := range []struct {
		key  string
		of   *int
		most int
	}{
		{"showgrades", &d.ShowGrades, 1}, {"newsitems", &d.NewsItems, mostNewsItems}, {"numsections", d.NumSections, mostSections},
		{"maxbytes", &d.MaxBytes, math.MaxInt}, {"showreports", &d.ShowReports, 1}, {"visible", d.Visible, 1},
		{"hiddensections", d.HiddenSections, 1}, {"groupmode", &d.GroupMode, 2}, {"groupmodeforce", &d.GroupModeForce, 1},
		{"enablecompletion", d.EnableCompletion, 1}, {"completionnotify", d.CompletionNotify, 1},
	} {
		if setting.of != nil && (*setting.of < 0 || *setting.of > setting.most) {
			return call.Invalid(d.path(setting.key), "found %d, expected 0 to %d.", *setting.of, setting.most)
		}
	}
	if theme := value(d.ForceTheme); !call.Type("theme").Accepts(theme) {
		return call.Invalid(d.path("forcetheme"), "found %q, expected boost or classic, or nothing for the theme of the site.", theme)
	}
	return nil
}

func (d *courseDraft) checkDates(now time.Time) error {
	var err error
	if d.start, err = readMoment(d.path("startdate"), d.StartDate); err != nil {
		return err
	}
	if d.end, err = readMoment(d.path("enddate"), d.EndDate); err != nil {
		return err
	}
	if d.StartDate == nil {
		d.start = ptr(now.UTC().Truncate(24 * time.Hour))
	}
	switch {
	case d.end == nil:
		return nil
	case d.start == nil:
		return d.wrong("enddate", "The course ends and never starts. Give a start date too.")
	case d.end.Before(*d.start):
		return d.wrong("enddate", "The course ends before it starts.")
	}
	return nil
}

// refuseTakenCourses fails at the first short name or id number that another course has, or an earlier course of the call.
func refuseTakenCourses(ctx context.Context, db *ent.Client, drafts []*courseDraft) error {
	shortNames, numbers := map[string]bool{}, map[string]bool{}
	for some := range slices.Chunk(drafts, batchSize) {
		names := column(some, func(d *courseDraft) string { return d.ShortName })
		ids := column(some, func(d *courseDraft) string { return value(d.IDNumber) })
		rows, err := db.Course.Query().
			Where(course.IDNotIn(distinct(column(some, func(d *courseDraft) int { return d.stored.ID }))...),
				course.Or(course.ShortNameIn(names...), course.And(course.IDNumberNEQ(""), course.IDNumberIn(ids...)))).
			Select(course.FieldShortName, course.FieldIDNumber).All(ctx)
		if err != nil {
			return err
		}
		for _, row := range rows {
			shortNames[row.ShortName], numbers[row.IDNumber] = true, true
		}
	}
	for _, d := range drafts {
		if shortNames[d.ShortName] {
			return call.Errorf(call.ShortNameTaken, "Another course has the short name %q.", d.ShortName).At("%s", d.path("shortname"))
		}
		number := value(d.IDNumber)
		if number != "" && numbers[number] {
			return call.Errorf(call.IDNumberTaken, "Another course has the id number %q.", number).At("%s", d.path("idnumber"))
		}
		shortNames[d.ShortName], numbers[number] = true, true
	}
	return nil
}

// putFirst gives each course a place before all others of its category, also before earlier ones of the call.
func putFirst(ctx context.Context, db *ent.Client, drafts []*courseDraft) error {
	first, err := firstPlaces(ctx, db, column(drafts, func(d *courseDraft) int { return d.CategoryID }))
	if err != nil {
		return err
	}
	for _, d := range drafts {
		first[d.CategoryID]--
		d.sortOrder = first[d.CategoryID]
	}
	return nil
}

func insertCourses(ctx context.Context, db *ent.Client, drafts []*courseDraft) ([]*ent.Course, error) {
	var rows []*ent.Course
	for some := range slices.Chunk(drafts, batchSize) {
		inserted, err := db.Course.MapCreateBulk(some, func(row *ent.CourseCreate, i int) { some[i].fill(row.Mutation()) }).Save(ctx)
		if err != nil {
			return nil, fmt.Errorf("creating courses: %w", err)
		}
		rows = append(rows, inserted...)
	}
	return rows, nil
}

// fill puts the course into a row.
func (d *courseDraft) fill(row *ent.CourseMutation) {
	row.SetFullName(d.FullName)
	row.SetShortName(d.ShortName)
	row.SetCategoryID(d.CategoryID)
	row.SetSortOrder(d.sortOrder)
	row.SetIDNumber(value(d.IDNumber))
	row.SetSummary(value(d.Summary))
	row.SetSummaryFormat(d.SummaryFormat)
	row.SetFormat(d.Format)
	row.SetFormatOptions(d.formatOptions())
	row.SetCustomFields(withCustomFields(d.stored.CustomFields, d.CustomFields))
	row.SetShowGrades(d.ShowGrades)
	row.SetNewsItems(d.NewsItems)
	row.SetMaxBytes(d.MaxBytes)
	row.SetShowReports(d.ShowReports)
	row.SetVisible(d.visible)
	row.SetGroupMode(d.GroupMode)
	row.SetGroupModeForce(d.GroupModeForce)
	row.SetDefaultGroupingID(d.DefaultGroupingID)
	row.SetLang(value(d.Lang))
	row.SetTheme(value(d.ForceTheme))
	put(row.SetNumSections, d.NumSections)
	put(row.SetStartDate, d.start)
	put(row.SetEndDate, d.end)
	put(row.SetEnableCompletion, d.EnableCompletion)
	put(row.SetCompletionNotify, d.CompletionNotify)
}

func (d *courseDraft) formatOptions() map[string]string {
	options := map[string]string{}
	for name, v := range d.stored.FormatOptions {
		if d.Format == d.stored.Format || hasOption(d.Format, name) { // what only the former format knows says nothing any more
			options[name] = v
		}
	}
	if d.HiddenSections != nil {
		options["hiddensections"] = strconv.Itoa(*d.HiddenSections)
	}
	for _, option := range d.FormatOptions {
		options[option.Name] = option.Value
	}
	return options
}

func hasOption(format, name string) bool {
	return slices.ContainsFunc(courseFormats[format], func(o courseOption) bool { return o.Name == name })
}
