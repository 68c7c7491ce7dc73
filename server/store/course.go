package store

import (
	"context"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/course"
	"gatehouse/ent/coursesection"
	"gatehouse/ent/roleassignment"
	"gatehouse/ent/token"
)

// The ways into a course that Enrolment.method and EnrolmentMethod.method name.
const (
	ManualEnrolment = "manual"
	SelfEnrolment   = "self"
)

// siteFormat is the format of the site's own course, into which nobody is enrolled.
const siteFormat = "site"

// courseRows is how many rows of one course or of several go into one statement.
const courseRows = 500

// OpenCourses gives new courses what every course has: the ways in (manual enrolment, and self enrolment, which is off until
// somebody switches it on) and its sections. Whoever creates courses calls it in the same transaction.
func (tx *Tx) OpenCourses(ctx context.Context, courses ...*ent.Course) error {
	var methods []*ent.EnrolmentMethodCreate
	for _, c := range courses {
		if c.Format == siteFormat {
			continue
		}
		methods = append(methods,
			tx.EnrolmentMethod.Create().SetCourseID(c.ID).SetMethod(ManualEnrolment),
			tx.EnrolmentMethod.Create().SetCourseID(c.ID).SetMethod(SelfEnrolment).SetEnabled(false))
	}
	for some := range slices.Chunk(methods, courseRows) {
		if err := tx.EnrolmentMethod.CreateBulk(some...).Exec(ctx); err != nil {
			return err
		}
	}
	return tx.AddSections(ctx, courses...)
}

// AddSections gives courses those sections that they lack, as many as they say they have. Sections beyond stay. Whoever changes how
// many sections a course has calls it in the same transaction.
func (tx *Tx) AddSections(ctx context.Context, courses ...*ent.Course) error {
	var sections []*ent.CourseSectionCreate
	for _, c := range courses {
		for number := range c.NumSections + 1 {
			sections = append(sections, tx.CourseSection.Create().SetCourseID(c.ID).SetNumber(number))
		}
	}
	for some := range slices.Chunk(sections, courseRows) {
		err := tx.CourseSection.CreateBulk(some...).
			OnConflictColumns(coursesection.FieldCourseID, coursesection.FieldNumber).DoNothing().Exec(ctx)
		if err != nil {
			return err
		}
	}
	return nil
}

// CloseCourses deletes courses. The database removes what hangs on them by itself: enrolments, roles, groups, sections and tokens
// among it. Who loses a role or a token is said to those who keep them in memory.
func (tx *Tx) CloseCourses(ctx context.Context, ids ...int) error {
	for some := range slices.Chunk(ids, courseRows) {
		users, err := tx.RoleAssignment.Query().Where(roleassignment.CourseIDIn(some...)).Unique(true).
			Select(roleassignment.FieldUserID).Ints(ctx)
		if err != nil {
			return err
		}
		for _, id := range users {
			tx.Changed(UserChanged, id)
		}
		tokens, err := tx.Token.Query().Where(token.CourseIDIn(some...)).IDs(ctx)
		if err != nil {
			return err
		}
		for _, id := range tokens {
			tx.Changed(TokenChanged, id)
		}
		if _, err := tx.Course.Delete().Where(course.IDIn(some...)).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}
