package functions

import (
	"context"

	"gatehouse/ent"
	"gatehouse/ent/enrolmentmethod"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

type enrolSelfInfoIn struct {
	InstanceID int `name:"instanceid" doc:"Id of a self enrolment, as core_enrol_get_course_enrolment_methods tells it."`
}

type selfInfo struct {
	ID       int     `name:"id" doc:"Id of the self enrolment."`
	CourseID int     `name:"courseid" doc:"Id of its course."`
	Type     string  `name:"type" type:"plugin" doc:"Kind of the way to enrol: self."`
	Name     string  `name:"name" type:"raw" doc:"Name of the self enrolment."`
	Status   string  `name:"status" type:"raw" doc:"1 when you may enrol with it now, else the reason why not."`
	Password *string `name:"enrolpassword" type:"raw" doc:"What to ask people for: there when an enrolment key is needed. Never the key itself."`
}

func (l *Library) enrolSelfInfo() *call.Function {
	return declare(l, call.Declaration{
		Name:      "enrol_self_get_instance_info",
		Component: "enrol_self",
		Summary:   "Tells whether you may enrol yourself in a course, and whether a key is needed.",
		Description: "Describes one self enrolment, also one that is off. An id of anything else is refused as `notfound`. " +
			"You need not take part in the course; a hidden one needs `moodle/course:viewhiddencourses` (`coursehidden`).",
		Effect:       call.Read,
		Capabilities: []string{hiddenCourses, enrolSelf},
		Errors:       shownErrors,
		Services:     []string{mobileService},
		Example: call.Example{
			Arguments: `{"instanceid": 4}`,
			Result: `{"id": 4, "courseid": 3, "type": "self", "name": "Self enrolment (student)", "status": "1",
				"enrolpassword": "Enrolment key"}`,
		},
	}, l.getSelfInfo)
}

func (l *Library) getSelfInfo(ctx context.Context, c *call.Call, in enrolSelfInfoIn) (selfInfo, error) {
	m, err := l.selfMethod(ctx, in.InstanceID)
	if err == nil {
		_, err = l.showCourse(ctx, c, l.db(), m.CourseID)
	}
	if err != nil {
		return selfInfo{}, atPath(err, "instanceid")
	}
	d, err := l.describeMethod(ctx, c, m)
	if err != nil {
		return selfInfo{}, err
	}
	info := selfInfo{ID: d.ID, CourseID: d.CourseID, Type: d.Type, Name: d.Name, Status: d.Status}
	if m.EnrolmentKey != "" {
		info.Password = ptr("Enrolment key")
	}
	return info, nil
}

func (l *Library) selfMethod(ctx context.Context, id int) (*ent.EnrolmentMethod, error) {
	m, err := l.db().EnrolmentMethod.Query().Where(enrolmentmethod.ID(id), enrolmentmethod.Method(store.SelfEnrolment)).Only(ctx)
	if store.Missing(err) {
		return nil, call.Errorf(call.NotFound, "There is no self enrolment %d.", id)
	}
	return m, err
}
