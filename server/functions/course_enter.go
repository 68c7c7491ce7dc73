package functions

import (
	"context"

	"gatehouse/ent"
	"gatehouse/server/call"
)

// demand asks for a capability in a course because of one parameter.
type demand struct {
	course int
	path   string
}

// enterCourses is enterCourse for many at once: it returns the courses that exist, and says of each that the caller may not enter
// why not.
func (l *Library) enterCourses(ctx context.Context, c *call.Call, ids []int) (map[int]*ent.Course, map[int]error, error) {
	courses := make(map[int]*ent.Course, len(ids))
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
	obstacles, err := l.obstacles(ctx, c, found)
	return courses, obstacles, err
}

// requireInCourses fails at the first demand for a course that the caller may not enter, or lacks the capability in. It returns the
// courses; one that does not exist is missing from them, and no failure here.
func (l *Library) requireInCourses(ctx context.Context, c *call.Call, capability string, demands []demand) (map[int]*ent.Course, error) {
	ids := column(demands, func(d demand) int { return d.course })
	courses, obstacles, err := l.enterCourses(ctx, c, ids)
	if err != nil {
		return nil, err
	}
	for _, d := range demands {
		if courses[d.course] == nil {
			continue
		}
		err := obstacles[d.course]
		if err == nil {
			err = c.Require(capability, placeOf(courses[d.course]))
		}
		if err != nil {
			return nil, atPath(err, d.path)
		}
	}
	return courses, nil
}
