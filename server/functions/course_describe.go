package functions

import (
	"context"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/course"
	"gatehouse/ent/enrolment"
	"gatehouse/ent/predicate"
	"gatehouse/ent/role"
	"gatehouse/ent/roleassignment"
	"gatehouse/ent/user"
	"gatehouse/server/call"
)

// contactRole is the role whose holders are named as the contacts of a course.
const contactRole = "editingteacher"

// inCategory finds the courses of a category; category 0 is that of the site.
func inCategory(id int) predicate.Course {
	if id == 0 {
		return course.CategoryIDIsNil()
	}
	return course.CategoryID(id)
}

// describeFound describes courses that the caller may enter.
func (l *Library) describeFound(ctx context.Context, c *call.Call, courses []*ent.Course) ([]courseFound, error) {
	categories, err := categoriesByID(ctx, l.db(), column(courses, courseCategory))
	if err != nil {
		return nil, err
	}
	places, err := l.sortPlaces(ctx, courses)
	if err != nil {
		return nil, err
	}
	contacts, err := l.courseContacts(ctx, c, courses)
	if err != nil {
		return nil, err
	}
	return column(courses, func(course *ent.Course) courseFound {
		d := l.describePublicly(c, course)
		if into := categories[d.CategoryID]; into != nil {
			d.CategoryName = formatName(c, into.Name)
		}
		d.SortOrder, d.Contacts = ptr(places[course.ID]), contacts[course.ID]
		d.addSettings(course)
		if c.Holds(updateCourse, course.ID) {
			d.addManaging(course)
		}
		return d
	}), nil
}

// courseContacts finds the teachers of courses who take part in them at this moment.
func (l *Library) courseContacts(ctx context.Context, c *call.Call, courses []*ent.Course) (map[int][]courseContact, error) {
	contacts := map[int][]courseContact{}
	for some := range slices.Chunk(column(courses, func(course *ent.Course) int { return course.ID }), batchSize) {
		rows, err := l.db().RoleAssignment.Query().
			Where(roleassignment.CourseIDIn(some...), roleassignment.HasRoleWith(role.ShortName(contactRole)), roleassignment.HasUserWith(user.Deleted(false))).
			Order(roleassignment.ByUserField(user.FieldLastName), roleassignment.ByUserField(user.FieldFirstName), roleassignment.ByUserID()).
			WithUser(func(q *ent.UserQuery) {
				q.WithEnrolments(func(q *ent.EnrolmentQuery) { q.Where(enrolment.CourseIDIn(some...), takingPart(c.At)) })
			}).All(ctx)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			u, in := row.Edges.User, *row.CourseID
			if slices.ContainsFunc(u.Edges.Enrolments, func(e *ent.Enrolment) bool { return e.CourseID == in }) {
				contacts[in] = append(contacts[in], courseContact{u.ID, fullName(u)})
			}
		}
	}
	return contacts, nil
}

// describePublicly is what everybody sees who may enter the course, short of its settings.
func (l *Library) describePublicly(c *call.Call, course *ent.Course) courseFound {
	full, short := l.courseNames(c, course)
	summary, format := l.courseSummary(c, course)
	d := courseFound{
		ID: course.ID, FullName: full, DisplayName: full, ShortName: short, CategoryID: courseCategory(course),
		Summary: summary, SummaryFormat: format, SummaryFiles: []courseFile{}, OverviewFiles: []courseFile{},
		ShowCompletionConditions: true, CustomFields: customFieldsShown(c, course.CustomFields),
	}
	if course.ID != siteCourse {
		d.EnrolmentMethods = []string{manualMethod}
	}
	return d
}

func (d *courseFound) addSettings(course *ent.Course) {
	d.Format, d.ShowGrades, d.NewsItems = &course.Format, &course.ShowGrades, &course.NewsItems
	d.StartDate, d.EndDate = ptr(unix(course.StartDate)), ptr(unix(course.EndDate))
	d.MaxBytes, d.ShowReports, d.Visible = &course.MaxBytes, &course.ShowReports, flag(course.Visible)
	d.GroupMode, d.GroupModeForce, d.DefaultGroupingID = &course.GroupMode, &course.GroupModeForce, &course.DefaultGroupingID
	d.EnableCompletion, d.CompletionNotify = &course.EnableCompletion, &course.CompletionNotify
	d.Lang, d.Theme, d.Marker = &course.Lang, &course.Theme, new(int)
	d.Filters = []courseFilter{}
	d.FormatOptions = column(formatOptions(course), func(o courseOption) formatOption { return formatOption(o) })
}

// addManaging adds what only those see who may change the course.
func (d *courseFound) addManaging(course *ent.Course) {
	d.IDNumber, d.LegacyFiles, d.CalendarType, d.Requested = &course.IDNumber, new(int), new(string), new(int)
	d.TimeCreated, d.TimeModified = ptr(unix(&course.CreatedAt)), ptr(unix(&course.UpdatedAt))
}
