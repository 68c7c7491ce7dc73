package functions_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/enrolment"
	"gatehouse/ent/groupmember"
	"gatehouse/ent/roleassignment"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

const (
	getMethods  = "core_enrol_get_course_enrolment_methods"
	getSelfInfo = "enrol_self_get_instance_info"
	enrolSelf   = "enrol_self_enrol_user"
)

// letStudentsEnrol gives student1 and student2 a role with which they may enrol themselves.
func (h *harness) letStudentsEnrol(t *testing.T) {
	t.Helper()
	h.write(t, func(ctx context.Context, tx *store.Tx) error {
		if err := tx.Role.UpdateOneID(4).SetCapabilities([]string{"enrol/self:enrolself"}).Exec(ctx); err != nil {
			return err
		}
		for _, id := range []int{11, 12} {
			if err := tx.RoleAssignment.Create().SetRoleID(4).SetUserID(id).Exec(ctx); err != nil {
				return err
			}
		}
		return nil
	})
}

func TestEnrolmentMethodsAreShown(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		lacks := `"You may not enrol yourself in this course."`
		shown := func(status, more string) string {
			return `[{"id": 4, "courseid": 3, "type": "self", "name": "Self enrolment (student)", "status": ` + status + more + `}]`
		}
		h.try(t, getMethods, []attempt{
			{why: "a hidden course", as: "nobody", arguments: `{"courseid": 4}`, code: call.CourseHidden, path: "courseid"},
			{why: "a token for another course", as: "wsuser", course: 2, arguments: `{"courseid": 3}`, code: call.RestrictedContext, path: "courseid"},
			{why: "no such course", as: "wsuser", arguments: `{"courseid": 99}`, code: call.NotFound, path: "courseid"},
			{why: "a part is not needed; without the capability the reason is told", as: "nobody", arguments: `{"courseid": 3}`, want: shown(lacks, ``)},
			{why: "with it, and a key", as: "wsuser", arguments: `{"courseid": 3}`, want: shown(`"1"`, `, "wsfunction": "enrol_self_get_instance_info"`)},
			{why: "self enrolment is off", as: "wsuser", arguments: `{"courseid": 2}`, want: `[]`},
			{why: "the site has none", as: "nobody", arguments: `{"courseid": 1}`, want: `[]`},
			{why: "who may see hidden courses", as: "admin", arguments: `{"courseid": 4}`, want: `[]`},
		})
		h.try(t, getSelfInfo, []attempt{
			{why: "a hidden course", as: "nobody", arguments: `{"instanceid": 6}`, code: call.CourseHidden, path: "instanceid"},
			{why: "a token for another course", as: "wsuser", course: 2, arguments: `{"instanceid": 4}`, code: call.RestrictedContext, path: "instanceid"},
			{why: "no such method", as: "wsuser", arguments: `{"instanceid": 99}`, code: call.NotFound, path: "instanceid"},
			{why: "a manual one", as: "wsuser", arguments: `{"instanceid": 3}`, code: call.NotFound, path: "instanceid"},
			{why: "one that is off, without a key", as: "wsuser", arguments: `{"instanceid": 2}`, want: `{"id": 2, "courseid": 2, "type": "self", "name": "Self enrolment (student)", "status": "Self enrolment is off in this course."}`},
			{why: "without the capability; the key is not told", as: "nobody", arguments: `{"instanceid": 4}`, want: `{"id": 4, "courseid": 3, "type": "self", "name": "Self enrolment (student)", "status": ` + lacks + `, "enrolpassword": "Enrolment key"}`},
		})
		h.method(t, 3, store.SelfEnrolment, func(u *ent.EnrolmentMethodUpdate) { u.SetEnrolmentKey("").SetName("Join <b>us</b> & learn") })
		h.try(t, getMethods, []attempt{{why: "no key, and a name of its own", as: "wsuser", arguments: `{"courseid": 3}`, want: `[{"id": 4, "courseid": 3, "type": "self", "name": "Join us &amp; learn", "status": "1"}]`}})
	})
}

// Everything that keeps a user from enrolling, one after the other. None of it changes anything.
func TestUsersDoNotEnrolThemselves(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.unchanged(t, h.parts, func() {
			h.try(t, enrolSelf, []attempt{
				{why: "a hidden course", as: "nobody", arguments: `{"courseid": 4}`, code: call.CourseHidden, path: "courseid"},
				{why: "a token for another course", as: "wsuser", course: 2, arguments: `{"courseid": 3, "password": "Tuesday"}`, code: call.RestrictedContext, path: "courseid"},
				{why: "no such course", as: "wsuser", arguments: `{"courseid": 99}`, code: call.NotFound, path: "courseid"},
				{why: "self enrolment is off", as: "admin", arguments: `{"courseid": 2}`, code: call.CannotSelfEnrol, path: "courseid"},
				{why: "the site", as: "admin", arguments: `{"courseid": 1}`, code: call.CannotSelfEnrol, path: "courseid"},
				{why: "a method of another course", as: "wsuser", arguments: `{"courseid": 3, "instanceid": 2, "password": "Tuesday"}`, code: call.CannotSelfEnrol, path: "courseid"},
				{why: "the manual method", as: "wsuser", arguments: `{"courseid": 3, "instanceid": 3, "password": "Tuesday"}`, code: call.CannotSelfEnrol, path: "courseid"},
			})
		})
		h.letStudentsEnrol(t)
		warning := func(code, message string) string {
			return fmt.Sprintf(`{"status": false, "warnings": [{"item": "instance", "itemid": 4, "warningcode": %q, "message": %q}]}`, code, message)
		}
		soon, past := time.Now().Add(time.Hour), time.Date(2020, 1, 2, 3, 4, 0, 0, time.UTC)
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			return tx.Group.Create().SetCourseID(3).SetName("Keyed").SetEnrolmentKey("Friday").Exec(ctx)
		})
		right := `{"courseid": 3, "password": "Tuesday"}`
		for _, row := range []struct {
			why, as, arguments string
			change             func(*ent.EnrolmentMethodUpdate)
			want               string
		}{
			{"without the capability", "nobody", right, nil, warning("1", "You may not enrol yourself in this course.")},
			{"a wrong key", "student2", `{"courseid": 3, "password": "tuesday"}`, nil, warning("4", "This is not the enrolment key.")},
			{"no key", "student2", `{"courseid": 3}`, nil, warning("4", "This is not the enrolment key.")},
			{"the key of a group where those are not taken", "student2", `{"courseid": 3, "password": "Friday"}`, nil, warning("4", "This is not the enrolment key.")},
			{"a wrong key where those of groups are taken", "student2", `{"courseid": 3, "password": "Monday"}`, func(u *ent.EnrolmentMethodUpdate) { u.SetGroupKeys(true) }, warning("2", "This is not the enrolment key of the course or of one of its groups.")},
			{"no key where those of groups are taken", "student2", `{"courseid": 3}`, nil, warning("2", "This is not the enrolment key of the course or of one of its groups.")},
			{"too early", "student2", right, func(u *ent.EnrolmentMethodUpdate) { u.SetOpensAt(soon) }, warning("1", "Enrolment begins on "+soon.UTC().Format("2 January 2006, 15:04 UTC")+".")},
			{"too late", "student2", right, func(u *ent.EnrolmentMethodUpdate) { u.ClearOpensAt().SetClosesAt(past) }, warning("1", "Enrolment ended on 2 January 2020, 03:04 UTC.")},
			{"nobody new", "student2", right, func(u *ent.EnrolmentMethodUpdate) { u.ClearClosesAt().SetNewEnrolments(false) }, warning("1", "Self enrolment is off in this course.")},
		} {
			h.unchanged(t, h.parts, func() {
				if row.change != nil {
					h.method(t, 3, store.SelfEnrolment, row.change)
				}
				h.try(t, enrolSelf, []attempt{{why: row.why, as: row.as, arguments: row.arguments, want: row.want}})
			})
		}
		h.method(t, 3, store.SelfEnrolment, func(u *ent.EnrolmentMethodUpdate) { u.SetNewEnrolments(true).SetMaxEnrolled(1) })
		h.must(t, "student1", enrolSelf, right)
		h.unchanged(t, h.parts, func() {
			h.try(t, enrolSelf, []attempt{
				{why: "a second time", as: "student1", arguments: right, want: warning("1", "You are enrolled already.")},
				{why: "no room is left", as: "student2", arguments: right, want: warning("1", "As many users as the course takes have enrolled themselves already.")},
			})
		})
	})
}

func TestUsersEnrolThemselves(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		ctx := t.Context()
		h.letStudentsEnrol(t)
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			for _, key := range []string{"", "Friday", "Tuesday"} {
				if err := tx.Group.Create().SetCourseID(3).SetName("Group " + key).SetEnrolmentKey(key).Exec(ctx); err != nil {
					return err
				}
			}
			return tx.Group.Create().SetCourseID(2).SetName("Elsewhere").SetEnrolmentKey("Sunday").Exec(ctx)
		})
		groupOf := func(id int) string {
			return strings.Join(h.store.DB.GroupMember.Query().Where(groupmember.UserID(id)).QueryGroup().Select("name").StringsX(ctx), " ")
		}
		enrolled := `{"status": true, "warnings": []}`
		h.try(t, enrolSelf, []attempt{{why: "with the key, and a group that has the same, where those are not taken", as: "wsuser", arguments: `{"courseid": 3, "password": "Tuesday", "instanceid": 4}`, want: enrolled}})
		if got := groupOf(3); got != "" {
			t.Errorf("a group's key put the user into %s", got)
		}
		row := h.store.DB.Enrolment.Query().Where(enrolment.UserID(3), enrolment.CourseID(3)).OnlyX(ctx)
		if row.Method != "self" || row.TimeStart == nil || time.Since(*row.TimeStart) > time.Minute || row.TimeEnd != nil || row.Suspended {
			t.Errorf("stored %v", row)
		}
		if got := h.store.DB.RoleAssignment.Query().Where(roleassignment.UserID(3), roleassignment.CourseID(3)).Select("role_id").IntsX(ctx); fmt.Sprint(got) != "[5]" {
			t.Errorf("holds the roles %v, want that of students", got)
		}
		if event := h.lastEvent(t); event.Action != enrolSelf || event.Subject != "user 3 in course 3" {
			t.Errorf("the audit trail says %s %s", event.Action, event.Subject)
		}

		h.method(t, 3, store.SelfEnrolment, func(u *ent.EnrolmentMethodUpdate) { u.SetGroupKeys(true).SetDurationSeconds(3600).SetRoleID(4) })
		h.try(t, enrolSelf, []attempt{
			{why: "the key of a group of another course", as: "student1", arguments: `{"courseid": 3, "password": "Sunday"}`, want: `{"status": false, "warnings": [{"item": "instance", "itemid": 4, "warningcode": "2", "message": "This is not the enrolment key of the course or of one of its groups."}]}`},
			{why: "the key of a group", as: "student1", arguments: `{"courseid": 3, "password": "Friday"}`, want: enrolled},
			{why: "the key of the course, which a group has too", as: "student2", arguments: `{"courseid": 3, "password": "Tuesday"}`, want: enrolled},
		})
		if got := groupOf(11) + ", " + groupOf(12); got != "Red Group Friday, Group Tuesday" {
			t.Errorf("the users are in %s", got)
		}
		row = h.store.DB.Enrolment.Query().Where(enrolment.UserID(12), enrolment.CourseID(3)).OnlyX(ctx)
		if row.TimeEnd == nil || row.TimeEnd.Sub(*row.TimeStart) != time.Hour {
			t.Errorf("it lasts from %v to %v, want an hour", row.TimeStart, row.TimeEnd)
		}
		if got := h.store.DB.RoleAssignment.Query().Where(roleassignment.UserID(12), roleassignment.CourseID(3)).Select("role_id").IntsX(ctx); fmt.Sprint(got) != "[4]" {
			t.Errorf("holds the roles %v, want the one that the method names", got)
		}
	})
}

// Two users who enrol at the same moment do not share the last place.
func TestTheLastPlaceIsGivenOnce(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.letStudentsEnrol(t)
		h.method(t, 3, store.SelfEnrolment, func(u *ent.EnrolmentMethodUpdate) { u.SetMaxEnrolled(1) })
		var calls sync.WaitGroup
		for _, as := range []string{"student1", "student2", "wsuser"} {
			calls.Go(func() {
				if _, err := h.call(t, as, enrolSelf, `{"courseid": 3, "password": "Tuesday"}`); err != nil {
					t.Errorf("%s is refused: %v", as, err)
				}
			})
		}
		calls.Wait()
		if n := h.store.DB.Enrolment.Query().Where(enrolment.CourseID(3)).CountX(t.Context()); n != 1 {
			t.Errorf("%d users are enrolled, want 1", n)
		}
	})
}
