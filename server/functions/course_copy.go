package functions

import (
	"context"
	"fmt"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/coursemodule"
	"gatehouse/ent/coursesection"
	"gatehouse/ent/enrolmentmethod"
	"gatehouse/ent/file"
	"gatehouse/server/files"
)

// courseCopy fills a new course with what another one has, with a constant number of statements for each kind of row.
type courseCopy struct {
	w        *writing
	from, to *ent.Course
	what     duplicated
	may      *assignable

	sections, modules, groups, groupings map[int]int // the ids of copies by those of what they are copies of
}

func (cc *courseCopy) fill(ctx context.Context) error {
	for _, step := range []struct {
		name   string
		wanted bool
		do     func(context.Context) error
	}{
		{"ways in and sections", true, func(ctx context.Context) error { return cc.w.OpenCourses(ctx, cc.to) }},
		{"sections", true, cc.copySections},
		{"modules", cc.what["activities"], cc.copyModules},
		{"groups", cc.what["groups"], cc.copyGroups},
		{"groupings", cc.what["groups"], cc.copyGroupings},
		{"files", true, cc.copyFiles},
		{"enrolment methods", cc.what["users"] && cc.what["enrolments"], cc.copyMethods},
		{"enrolments", cc.what["users"], cc.copyEnrolments},
		{"roles", cc.what["users"] && cc.what["role_assignments"], cc.copyRoles},
		{"group members", cc.what["users"] && cc.what["groups"], cc.copyMembers},
	} {
		if !step.wanted {
			continue
		}
		if err := step.do(ctx); err != nil {
			return fmt.Errorf("copying %s of course %d: %w", step.name, cc.from.ID, err)
		}
	}
	return nil
}

// insertCopy makes the course with the settings of the other one. An id number is of one course only.
func insertCopy(ctx context.Context, db *ent.Client, from *ent.Course, d *courseDraft) (*ent.Course, error) {
	return db.Course.Create().SetFullName(d.FullName).SetShortName(d.ShortName).SetCategoryID(d.CategoryID).SetSortOrder(d.sortOrder).SetVisible(d.visible).
		SetSummary(from.Summary).SetSummaryFormat(from.SummaryFormat).SetFormat(from.Format).SetFormatOptions(from.FormatOptions).
		SetCustomFields(from.CustomFields).SetNumSections(from.NumSections).SetShowGrades(from.ShowGrades).SetNewsItems(from.NewsItems).
		SetNillableStartDate(from.StartDate).SetNillableEndDate(from.EndDate).SetMaxBytes(from.MaxBytes).SetShowReports(from.ShowReports).
		SetGroupMode(from.GroupMode).SetGroupModeForce(from.GroupModeForce).SetEnableCompletion(from.EnableCompletion).
		SetCompletionNotify(from.CompletionNotify).SetLang(from.Lang).SetTheme(from.Theme).Save(ctx)
}

// copySections fills the sections that the new course has, and adds those that the other one has besides.
func (cc *courseCopy) copySections(ctx context.Context) error {
	rows, err := cc.w.CourseSection.Query().Where(coursesection.CourseID(cc.from.ID)).Order(coursesection.ByNumber()).All(ctx)
	if err != nil {
		return err
	}
	for some := range slices.Chunk(rows, batchSize) {
		err := cc.w.CourseSection.MapCreateBulk(some, func(row *ent.CourseSectionCreate, i int) {
			s := some[i]
			row.SetCourseID(cc.to.ID).SetNumber(s.Number).SetName(s.Name).SetSummary(s.Summary).SetSummaryFormat(s.SummaryFormat).SetVisible(s.Visible)
		}).OnConflictColumns(coursesection.FieldCourseID, coursesection.FieldNumber).UpdateNewValues().Exec(ctx)
		if err != nil {
			return err
		}
	}
	made, err := cc.w.CourseSection.Query().Where(coursesection.CourseID(cc.to.ID)).All(ctx)
	if err != nil {
		return err
	}
	byNumber := make(map[int]int, len(made))
	for _, s := range made {
		byNumber[s.Number] = s.ID
	}
	cc.sections = make(map[int]int, len(rows))
	for _, s := range rows {
		cc.sections[s.ID] = byNumber[s.Number]
	}
	return nil
}

func (cc *courseCopy) copyModules(ctx context.Context) error {
	rows, err := cc.w.CourseModule.Query().Where(coursemodule.HasSectionWith(coursesection.CourseID(cc.from.ID))).Order(coursemodule.ByID()).All(ctx)
	if err != nil {
		return err
	}
	cc.modules = make(map[int]int, len(rows))
	for some := range slices.Chunk(rows, batchSize) {
		made, err := cc.w.CourseModule.MapCreateBulk(some, func(row *ent.CourseModuleCreate, i int) {
			m := some[i]
			row.SetSectionID(cc.sections[m.SectionID]).SetKind(m.Kind).SetName(m.Name).SetIDNumber(m.IDNumber).SetIntro(m.Intro).SetIntroFormat(m.IntroFormat).
				SetContent(m.Content).SetVisible(m.Visible).SetIndent(m.Indent).SetSortOrder(m.SortOrder)
		}).Save(ctx)
		if err != nil {
			return err
		}
		for i, m := range some {
			cc.modules[m.ID] = made[i].ID
		}
	}
	return nil
}

// copyFiles copies the files of the course, of its sections, and of what else was copied.
func (cc *courseCopy) copyFiles(ctx context.Context) error {
	places := []int{contextID(courseLevel, cc.from.ID)}
	for module := range cc.modules {
		places = append(places, contextID(moduleLevel, module))
	}
	for some := range slices.Chunk(distinct(places), batchSize) {
		rows, err := cc.w.File.Query().Where(file.ContextIDIn(some...)).Order(file.ByID()).All(ctx)
		if err != nil {
			return err
		}
		rows = slices.DeleteFunc(rows, func(row *ent.File) bool { return cc.folder(row) == files.Folder{} })
		if err := files.CopyAll(ctx, cc.w.Tx, rows, cc.folder); err != nil {
			return err
		}
	}
	return nil
}

// folder is where the copy of a file goes; nowhere when it belongs to something that is not copied.
func (cc *courseCopy) folder(row *ent.File) files.Folder {
	to := files.Folder{ContextID: contextID(courseLevel, cc.to.ID), Component: row.Component, Area: row.Area, ItemID: row.ItemID, Path: row.Path}
	level, instance, _ := contextOf(row.ContextID)
	copied := true
	switch area := row.Component + "/" + row.Area; {
	case level == moduleLevel:
		to.ContextID = contextID(moduleLevel, cc.modules[instance])
	case area == "course/section":
		to.ItemID, copied = cc.sections[row.ItemID]
	case row.Component == "group":
		to.ItemID, copied = cc.groups[row.ItemID]
	default:
		copied = area == "course/summary" || area == "course/overviewfiles"
	}
	if !copied {
		return files.Folder{}
	}
	return to
}

func (cc *courseCopy) copyMethods(ctx context.Context) error {
	rows, err := cc.w.EnrolmentMethod.Query().Where(enrolmentmethod.CourseID(cc.from.ID)).Order(enrolmentmethod.ByID()).All(ctx)
	if err != nil || len(rows) == 0 {
		return err
	}
	return cc.w.EnrolmentMethod.MapCreateBulk(rows, func(row *ent.EnrolmentMethodCreate, i int) {
		m := rows[i]
		row.SetCourseID(cc.to.ID).SetMethod(m.Method).SetName(m.Name).SetEnabled(m.Enabled).SetEnrolmentKey(m.EnrolmentKey).SetGroupKeys(m.GroupKeys).
			SetNillableRoleID(m.RoleID).SetDurationSeconds(m.DurationSeconds).SetNillableOpensAt(m.OpensAt).SetNillableClosesAt(m.ClosesAt).
			SetMaxEnrolled(m.MaxEnrolled).SetNewEnrolments(m.NewEnrolments)
	}).OnConflictColumns(enrolmentmethod.FieldCourseID, enrolmentmethod.FieldMethod).UpdateNewValues().Exec(ctx)
}
