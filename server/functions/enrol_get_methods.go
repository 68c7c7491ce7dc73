package functions

import (
	"context"

	"gatehouse/ent"
	"gatehouse/ent/enrolmentmethod"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

// openStatus is how a method says that the caller may enrol: Moodle's yes, where a reason would stand.
const openStatus = "1"

type enrolGetMethodsIn struct {
	CourseID int `name:"courseid" doc:"Id of the course."`
}

type shownMethod struct {
	ID       int     `name:"id" doc:"Id of the way to enrol, for enrol_self_enrol_user."`
	CourseID int     `name:"courseid" doc:"Id of the course."`
	Type     string  `name:"type" type:"plugin" doc:"Kind of the way to enrol: self."`
	Name     string  `name:"name" type:"raw" doc:"Name of the way to enrol."`
	Status   string  `name:"status" type:"raw" doc:"1 when you may enrol with it now, else the reason why not."`
	Function *string `name:"wsfunction" type:"alphanumext" doc:"Function that tells more, when you may enrol and a key is asked for."`
}

func (l *Library) enrolGetMethods() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_enrol_get_course_enrolment_methods",
		Summary: "Lists the ways in which users may enrol themselves in a course.",
		Description: "Returns the self enrolment of a course when it is on, and whether you may use it now. Manual enrolment is not a way that users " +
			"have, and is not in the list. You need not take part in the course; a hidden one needs `moodle/course:viewhiddencourses` (`coursehidden`).",
		Effect:       call.Read,
		Capabilities: []string{hiddenCourses, enrolSelf},
		Errors:       shownErrors,
		Services:     []string{mobileService},
		Example: call.Example{
			Arguments: `{"courseid": 3}`,
			Result: `[{"id": 4, "courseid": 3, "type": "self", "name": "Self enrolment (student)", "status": "1",
				"wsfunction": "enrol_self_get_instance_info"}]`,
		},
	}, l.getEnrolmentMethods)
}

func (l *Library) getEnrolmentMethods(ctx context.Context, c *call.Call, in enrolGetMethodsIn) ([]shownMethod, error) {
	if _, err := l.showCourse(ctx, c, l.db(), in.CourseID); err != nil {
		return nil, atPath(err, "courseid")
	}
	shown := []shownMethod{}
	found, err := l.db().EnrolmentMethod.Query().
		Where(enrolmentmethod.CourseID(in.CourseID), enrolmentmethod.Method(store.SelfEnrolment), enrolmentmethod.Enabled(true)).All(ctx)
	if err != nil {
		return nil, err
	}
	for _, m := range found {
		described, err := l.describeMethod(ctx, c, m)
		if err != nil {
			return nil, err
		}
		shown = append(shown, described)
	}
	return shown, nil
}

func (l *Library) describeMethod(ctx context.Context, c *call.Call, m *ent.EnrolmentMethod) (shownMethod, error) {
	given, err := selfRole(ctx, l.db(), m)
	if err != nil {
		return shownMethod{}, err
	}
	why, err := closedTo(ctx, c, l.db(), m)
	if err != nil {
		return shownMethod{}, err
	}
	d := shownMethod{ID: m.ID, CourseID: m.CourseID, Type: m.Method, Name: methodName(c, m, given), Status: why}
	if why == "" {
		d.Status = openStatus
		if m.EnrolmentKey != "" {
			d.Function = ptr("enrol_self_get_instance_info")
		}
	}
	return d, nil
}
