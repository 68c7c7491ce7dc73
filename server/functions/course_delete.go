package functions

import (
	"context"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/coursemodule"
	"gatehouse/ent/coursesection"
	"gatehouse/server/call"
	"gatehouse/server/files"
)

// deleteCourse is what deleting a course asks for, in the course.
const deleteCourse = "moodle/course:delete"

type courseDeleteIn struct {
	CourseIDs []int `name:"courseids" doc:"Ids of the courses to delete."`
}

type courseWarnings struct {
	Warnings []Warning `name:"warnings" optional:"true" doc:"The courses that are as they were, and why."`
}

func (l *Library) courseDelete() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_course_delete_courses",
		Summary: "Deletes courses with everything in them.",
		Description: "Deletes courses with their enrolments, groups, roles held in them, sections, notes, calendar events and files. Tokens that work in the " +
			"course only end at once, as does what anybody could do by a role in it. " +
			"A course that cannot be deleted is reported as a warning and the others are deleted all the same: `unknowncourseidnumber` when there " +
			"is none, also when it stands in the call a second time; `cannotdeletecourse` without `moodle/course:delete` in it, and for course 1, which is " +
			"the site; another code when you may not enter it.",
		Effect:       call.Write,
		Capabilities: union(viewing, []string{deleteCourse}),
		Errors:       []call.Code{call.MustChangePassword},
		Example: call.Example{
			Arguments: `{"courseids": [3, 99]}`,
			Result:    `{"warnings": [{"item": "course", "itemid": 99, "warningcode": "unknowncourseidnumber", "message": "There is no course 99."}]}`,
		},
	}, l.removeCourses)
}

func (l *Library) removeCourses(ctx context.Context, c *call.Call, in courseDeleteIn) (courseWarnings, error) {
	out := courseWarnings{Warnings: []Warning{}}
	if err := mayAct(c); err != nil || len(in.CourseIDs) == 0 {
		return out, err
	}
	courses, err := coursesByID(ctx, l.db(), in.CourseIDs)
	if err != nil {
		return out, err
	}
	obstacles, err := l.obstacles(ctx, c, courses)
	if err != nil {
		return out, err
	}
	found := map[int]*ent.Course{}
	for _, course := range courses {
		found[course.ID] = course
	}
	var leaving []int
	for _, id := range in.CourseIDs {
		if warning := notDeletable(c, found[id], id, obstacles[id]); warning != nil {
			out.Warnings = append(out.Warnings, *warning)
			continue
		}
		delete(found, id) // a second time there is no such course any more
		leaving = append(leaving, id)
	}
	if len(leaving) == 0 {
		return out, nil
	}
	return out, l.write(ctx, c, func(ctx context.Context, w *writing) error { return deleteCourses(ctx, w, leaving) })
}

// notDeletable says why the caller cannot delete a course, nil when that is possible.
func notDeletable(c *call.Call, found *ent.Course, id int, obstacle error) *Warning {
	switch {
	case found == nil:
		return courseWarning(id, "unknowncourseidnumber", call.Errorf(call.NotFound, "There is no course %d.", id))
	case obstacle != nil:
		return courseWarning(id, string(call.AsError(obstacle).Code), obstacle)
	case id == siteCourse:
		return courseWarning(id, "cannotdeletecourse", call.Errorf(call.NoPermission, "Course %d is the site itself.", id))
	}
	if err := c.Require(deleteCourse, id); err != nil {
		return courseWarning(id, "cannotdeletecourse", err)
	}
	return nil
}

func courseWarning(id int, code string, err error) *Warning {
	return &Warning{ptr("course"), &id, code, err.Error()}
}

// deleteCourses deletes courses with everything in them.
func deleteCourses(ctx context.Context, w *writing, ids []int) error {
	for some := range slices.Chunk(distinct(ids), batchSize) {
		modules, err := w.CourseModule.Query().Where(coursemodule.HasSectionWith(coursesection.CourseIDIn(some...))).IDs(ctx)
		if err != nil {
			return err
		}
		contexts := column(some, func(id int) int { return contextID(courseLevel, id) })
		for _, id := range modules {
			contexts = append(contexts, contextID(moduleLevel, id))
		}
		if err := files.DeleteOfContexts(ctx, w.Tx, contexts); err != nil {
			return err
		}
		if err := w.CloseCourses(ctx, some...); err != nil {
			return err
		}
		for _, id := range some {
			w.about("course", id)
		}
	}
	return nil
}
