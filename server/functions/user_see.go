package functions

import (
	"context"
	"slices"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/course"
	"gatehouse/ent/enrolment"
	"gatehouse/ent/predicate"
	"gatehouse/ent/user"
	"gatehouse/server/call"
)

// seenThrough are the courses whose participants the caller may see: those where a role of the caller allows it.
func seenThrough(c *call.Call) []int {
	var courses []int
	for id := range c.Grant.Holdings.Courses {
		if c.Holds(viewDetails, id) {
			courses = append(courses, id)
		}
	}
	slices.Sort(courses)
	return courses
}

// partsIn are the enrolments through which users take part in visible courses at a moment.
func partsIn(courses []int, now time.Time) []predicate.Enrolment {
	return []predicate.Enrolment{
		enrolment.CourseIDIn(courses...), enrolment.Suspended(false),
		enrolment.Or(enrolment.TimeStartIsNil(), enrolment.TimeStartLTE(now)),
		enrolment.Or(enrolment.TimeEndIsNil(), enrolment.TimeEndGT(now)),
		enrolment.HasCourseWith(course.Visible(true)),
	}
}

// withinSight leaves out, in the database, users whom the caller may not see anyway.
func withinSight(c *call.Call) []predicate.User {
	if c.Holds(viewDetails, 0) {
		return nil
	}
	visible := []predicate.User{user.ID(c.User().ID)}
	if courses := seenThrough(c); len(courses) > 0 {
		visible = append(visible, user.HasEnrolmentsWith(partsIn(courses, c.At)...))
	}
	return []predicate.User{user.Or(visible...)}
}

// describeUsers describes those of the users whom the caller may see: in the site, or else in a course in which they take part
// and the caller may see participants. Somebody who may see everybody costs no query.
func (l *Library) describeUsers(ctx context.Context, c *call.Call, users []*ent.User) ([]userDetails, error) {
	described := make([]userDetails, 0, len(users))
	var through map[int]int
	for _, u := range users {
		d, ok := l.visibleUser(c, u, 0)
		if !ok {
			if through == nil {
				var err error
				if through, err = l.sharedCourses(ctx, c, users); err != nil {
					return nil, err
				}
			}
			if id := through[u.ID]; id != 0 {
				d, ok = l.visibleUser(c, u, id)
			}
		}
		if ok {
			described = append(described, d)
		}
	}
	return described, nil
}

// sharedCourses finds for each user one course through which the caller may see him or her, if there is any.
func (l *Library) sharedCourses(ctx context.Context, c *call.Call, users []*ent.User) (map[int]int, error) {
	through := map[int]int{}
	courses := seenThrough(c)
	if len(courses) == 0 {
		return through, nil
	}
	ids := column(users, func(u *ent.User) int { return u.ID })
	for some := range slices.Chunk(ids, batchSize) {
		parts, err := l.db().Enrolment.Query().
			Where(append(partsIn(courses, c.At), enrolment.UserIDIn(some...))...).
			Order(enrolment.ByCourseID()).Select(enrolment.FieldUserID, enrolment.FieldCourseID).All(ctx)
		if err != nil {
			return nil, err
		}
		for _, part := range parts {
			if through[part.UserID] == 0 {
				through[part.UserID] = part.CourseID
			}
		}
	}
	return through, nil
}

// searchable says whether the caller sees the field of a user that he or she was found by. Whoever may not see it must not
// learn it by searching either.
func (d *userDetails) searchable(field string) bool {
	var text *string
	switch field {
	case "id":
		return true
	case "username":
		text = d.Username
	case "idnumber":
		text = d.IDNumber
	case "email":
		text = d.Email
	case "auth":
		text = d.Auth
	case "firstname":
		text = d.FirstName
	case "lastname":
		text = d.LastName
	}
	return text != nil && *text != ""
}
