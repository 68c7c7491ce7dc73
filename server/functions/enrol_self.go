package functions

import (
	"context"
	"fmt"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/enrolmentmethod"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

type enrolSelfIn struct {
	CourseID   int    `name:"courseid" doc:"Id of the course."`
	Password   string `name:"password" type:"raw" default:"" doc:"Enrolment key of the course, or of one of its groups where that is taken."`
	InstanceID int    `name:"instanceid" default:"0" doc:"Id of the self enrolment to use; 0 for the one that the course has."`
}

type selfEnrolled struct {
	Status   bool      `name:"status" doc:"Whether you are enrolled now."`
	Warnings []Warning `name:"warnings" optional:"true" doc:"Why you are not."`
}

// The codes of warnings, as Moodle numbers them.
const (
	selfClosed       = "1"
	selfWrongGroup   = "2" // where the keys of groups are taken
	selfWrongKey     = "4"
	selfWarningsItem = "instance"
)

func (l *Library) enrolSelf() *call.Function {
	return declare(l, call.Declaration{
		Name:      "enrol_self_enrol_user",
		Component: "enrol_self",
		Summary:   "Enrols yourself in a course.",
		Description: "Enrols whoever calls, with the role and for the time that the course's self enrolment says. " +
			"A course in which it is off is refused as `canntenrol`, a hidden one as `coursehidden`. " +
			"What else is in the way is no failure but a warning, with `status` false: `1` when enrolment has not begun, is over, is full or takes nobody new, " +
			"when you lack `enrol/self:enrolself` or are enrolled already; `2` and `4` when the key is wrong. " +
			"With the key of a group, where the course takes those, you become a member of the group too.",
		Effect:       call.Write,
		Capabilities: []string{hiddenCourses, enrolSelf},
		Errors:       after(shownErrors, call.CannotSelfEnrol),
		Services:     []string{mobileService},
		Example: call.Example{
			Arguments: `{"courseid": 3, "password": "Tuesday"}`,
			Result:    `{"status": true, "warnings": []}`,
		},
	}, l.enrolOneself)
}

func (l *Library) enrolOneself(ctx context.Context, c *call.Call, in enrolSelfIn) (selfEnrolled, error) {
	if _, err := l.showCourse(ctx, c, l.db(), in.CourseID); err != nil {
		return selfEnrolled{}, atPath(err, "courseid")
	}
	// Looked at without a lock first: whoever tries keys changes nothing, and holds nobody up.
	m, err := usableSelf(ctx, l.db(), in)
	if err != nil {
		return selfEnrolled{}, err
	}
	refusal, err := refuseSelf(ctx, c, l.db(), m, in.Password)
	if err != nil || refusal != nil {
		return selfEnrolled{Warnings: refusal}, err
	}
	out := selfEnrolled{}
	err = l.write(ctx, c, func(ctx context.Context, w *writing) error {
		if m, err = usableSelf(ctx, w.Client, in); err != nil {
			return err
		}
		out.Warnings, err = refuseSelf(ctx, c, w.Client, m, in.Password)
		if err != nil || out.Warnings != nil {
			return err
		}
		out.Status, out.Warnings = true, []Warning{}
		return storeSelf(ctx, c, w, m, in.Password)
	})
	return out, err
}

// usableSelf finds the self enrolment that is meant, and within a transaction holds on to it, so that no more enrol than may.
func usableSelf(ctx context.Context, db *ent.Client, in enrolSelfIn) (*ent.EnrolmentMethod, error) {
	query := db.EnrolmentMethod.Query().
		Where(enrolmentmethod.CourseID(in.CourseID), enrolmentmethod.Method(store.SelfEnrolment), enrolmentmethod.Enabled(true), store.ForUpdate)
	if in.InstanceID != 0 {
		query.Where(enrolmentmethod.ID(in.InstanceID))
	}
	m, err := query.Only(ctx)
	if store.Missing(err) {
		return nil, call.Errorf(call.CannotSelfEnrol, "Users cannot enrol themselves in the course %d.", in.CourseID).At("courseid")
	}
	return m, err
}

// refuseSelf warns of what keeps the caller from enrolling; nil when nothing does.
func refuseSelf(ctx context.Context, c *call.Call, db *ent.Client, m *ent.EnrolmentMethod, key string) ([]Warning, error) {
	warn := func(code, why string) []Warning { return []Warning{{ptr(selfWarningsItem), &m.ID, code, why}} }
	why, err := closedTo(ctx, c, db, m)
	if err != nil {
		return nil, err
	}
	if why != "" {
		return warn(selfClosed, why), nil
	}
	if m.EnrolmentKey == "" || sameKey(m.EnrolmentKey, key) {
		return nil, nil
	}
	if !m.GroupKeys {
		return warn(selfWrongKey, "This is not the enrolment key."), nil
	}
	g, err := groupOfKey(ctx, db, m.CourseID, key)
	if err != nil || g != nil {
		return nil, err
	}
	return warn(selfWrongGroup, "This is not the enrolment key of the course or of one of its groups."), nil
}

// storeSelf enrols the caller, and puts the caller into the group whose key was given.
func storeSelf(ctx context.Context, c *call.Call, w *writing, m *ent.EnrolmentMethod, key string) error {
	me := c.User().ID
	w.about(fmt.Sprintf("user %d in course", me), m.CourseID)
	row := w.Enrolment.Create().SetCourseID(m.CourseID).SetUserID(me).SetMethod(m.Method).SetTimeStart(c.At)
	if m.DurationSeconds > 0 {
		row.SetTimeEnd(c.At.Add(time.Duration(m.DurationSeconds) * time.Second))
	}
	if err := row.Exec(ctx); err != nil {
		return fmt.Errorf("enrolling: %w", err)
	}
	given, err := selfRole(ctx, w.Client, m)
	if err != nil {
		return err
	}
	if given != nil {
		if err := assignRoles(ctx, w, []assignment{{me, given.ID, m.CourseID}}); err != nil {
			return err
		}
	}
	if m.EnrolmentKey == "" || !m.GroupKeys {
		return nil
	}
	g, err := groupOfKey(ctx, w.Client, m.CourseID, key)
	if err != nil || g == nil {
		return err
	}
	missing, err := notYetMembers(ctx, w.Client, []newMember{{g.ID, me}})
	if err != nil {
		return err
	}
	w.about("group", g.ID)
	return insertMembers(ctx, w.Client, missing)
}
