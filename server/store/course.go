package store

import (
	"context"
	"slices"

	"gatehouse/ent"
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
	var sections []*ent.CourseSectionCreate
	for _, c := range courses {
		for number := range c.NumSections + 1 {
			sections = append(sections, tx.CourseSection.Create().SetCourseID(c.ID).SetNumber(number))
		}
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
	for some := range slices.Chunk(sections, courseRows) {
		if err := tx.CourseSection.CreateBulk(some...).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}
