package functions

import (
	"context"

	"gatehouse/ent"
	"gatehouse/ent/course"
	"gatehouse/ent/enrolment"
	"gatehouse/ent/predicate"
	"gatehouse/server/call"
)

// demand asks for a capability in a course because of one parameter.
type demand struct {
	course int
	path   string
}

// enterCourses is enterCourse for many with a constant number of statements: it returns the courses that exist, and what keeps the
// caller out of one, be it that there is none.
func (l *Library) enterCourses(ctx context.Context, c *call.Call, ids []int) (courses map[int]*ent.Course, refused map[int]error, err error) {
	courses = make(map[int]*ent.Course, len(ids))
	if len(ids) == 0 {
		return courses, nil, nil
	}
	found, err := coursesByID(ctx, l.db(), ids)
	if err != nil {
		return nil, nil, err
	}
	for _, course := range found {
		courses[course.ID] = course
	}
	if refused, err = l.obstacles(ctx, c, found); err != nil {
		return nil, nil, err
	}
	for _, id := range ids {
		if courses[id] == nil {
			refused[id] = call.Errorf(call.NotFound, "There is no course %d.", id)
		}
	}
	return courses, refused, nil
}

// requireInCourses fails at the first demand for a course that the caller may not enter, or lacks the capability in. It returns the
// courses; one that does not exist is missing from them, and no failure here.
func (l *Library) requireInCourses(ctx context.Context, c *call.Call, capability string, demands []demand) (map[int]*ent.Course, error) {
	ids := column(demands, func(d demand) int { return d.course })
	courses, refused, err := l.enterCourses(ctx, c, ids)
	if err != nil {
		return nil, err
	}
	for _, d := range demands {
		if courses[d.course] == nil {
			continue
		}
		err := refused[d.course]
		if err == nil {
			err = c.Require(capability, placeOf(courses[d.course]))
		}
		if err != nil {
			return nil, atPath(err, d.path)
		}
	}
	return courses, nil
}

// enterable finds the courses into which obstacle lets the caller, so that the database can count and page them. The caller
// need not change the password first.
func enterable(c *call.Call) predicate.Course {
	takesPart := course.HasEnrolmentsWith(enrolment.UserID(c.User().ID), takingPart(c.At))
	conditions := []predicate.Course{
		course.Or(course.Visible(true), holdingIn(c, "moodle/course:viewhiddencourses")),
		course.Or(course.ID(siteCourse), holdingIn(c, "moodle/course:view"), takesPart),
	}
	if bound := c.Grant.Token.Course; bound != 0 {
		conditions = append(conditions, course.ID(bound))
	}
	return course.And(conditions...)
}

// holdingIn finds the courses in which the caller holds a capability that the function declares.
func holdingIn(c *call.Call, capability string) predicate.Course {
	return heldIn(c, c.Holds, capability)
}

// heldIn finds the courses in which the caller holds a capability.
func heldIn(c *call.Call, holds func(capability string, course int) bool, capability string) predicate.Course {
	if holds(capability, 0) {
		return course.IDGT(0)
	}
	var ids []int
	for id := range c.Grant.Holdings.Courses {
		if holds(capability, id) {
			ids = append(ids, id)
		}
	}
	return course.IDIn(distinct(ids)...)
}
