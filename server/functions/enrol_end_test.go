package functions_test

import (
	"context"
	"fmt"
	"reflect"
	"testing"

	"gatehouse/ent"
	entchange "gatehouse/ent/change"
	"gatehouse/ent/enrolment"
	"gatehouse/ent/enrolmentmethod"
	"gatehouse/ent/groupmember"
	"gatehouse/ent/roleassignment"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

const unenrol = "enrol_manual_unenrol_users"

// method changes one way into a course.
func (h *harness) method(t *testing.T, course int, kind string, change func(*ent.EnrolmentMethodUpdate)) {
	t.Helper()
	h.write(t, func(ctx context.Context, tx *store.Tx) error {
		update := tx.EnrolmentMethod.Update().Where(enrolmentmethod.CourseID(course), enrolmentmethod.Method(kind))
		change(update)
		return update.Exec(ctx)
	})
}

// parts counts who takes part where, in which role and in which group.
func (h *harness) parts(ctx context.Context) (int, error) {
	enrolments, err := h.store.DB.Enrolment.Query().Count(ctx)
	if err != nil {
		return 0, err
	}
	roles, err := h.store.DB.RoleAssignment.Query().Count(ctx)
	if err != nil {
		return 0, err
	}
	members, err := h.store.DB.GroupMember.Query().Count(ctx)
	return enrolments + roles + members, err
}

func TestManualEnrolmentMayBeOff(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.method(t, 3, store.ManualEnrolment, func(u *ent.EnrolmentMethodUpdate) { u.SetEnabled(false) })
		two := `{"enrolments": [{"roleid": 5, "userid": 12, "courseid": 2}, {"roleid": 5, "userid": 12, "courseid": 3}]}`
		h.unchanged(t, h.parts, func() {
			h.try(t, enrolManually, []attempt{
				{why: "the capability comes first", as: "teacher", arguments: two, code: call.CannotAssign, path: "enrolments[0].roleid"},
				{why: "it is off in the last of two courses", as: "wsuser", arguments: two, code: call.NoEnrolmentMethod, path: "enrolments[1].courseid"},
			})
			h.write(t, func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.EnrolmentMethod.Delete().Where(enrolmentmethod.CourseID(3)).Exec(ctx)
				return err
			})
			h.try(t, enrolManually, []attempt{{why: "there is none", as: "admin", arguments: two, code: call.NoEnrolmentMethod, path: "enrolments[1].courseid"}})
			h.try(t, unenrol, []attempt{
				{why: "there is none", as: "admin", arguments: `{"enrolments": [{"userid": 11, "courseid": 2}, {"userid": 11, "courseid": 3}]}`, code: call.NoEnrolmentMethod, path: "enrolments[1].courseid"},
			})
		})
	})
}

func TestEnrolmentsDoNotEnd(t *testing.T) {
	one := func(user, course int) string {
		return fmt.Sprintf(`{"enrolments": [{"userid": %d, "courseid": %d}]}`, user, course)
	}
	after := func(user, course int) string {
		return fmt.Sprintf(`{"enrolments": [{"userid": 11, "courseid": 2}, {"userid": %d, "courseid": %d}]}`, user, course)
	}
	each(t, func(t *testing.T, h *harness) {
		h.unchanged(t, h.parts, func() {
			h.try(t, unenrol, []attempt{
				{why: "no part in the course", as: "nobody", arguments: one(11, 2), code: call.CourseContext, path: "enrolments[0].courseid"},
				{why: "in the course without the capability", as: "teacher", arguments: one(11, 2), code: call.NoPermission, path: "enrolments[0].courseid"},
				{why: "not even oneself", as: "student1", arguments: one(11, 2), code: call.NoPermission, path: "enrolments[0].courseid"},
				{why: "a hidden course", as: "wsuser", arguments: after(11, 4), code: call.CourseContext, path: "enrolments[1].courseid"},
				{why: "a token for another course", as: "wsuser", course: 3, arguments: one(11, 2), code: call.CourseContext, path: "enrolments[0].courseid"},
				{why: "no such course", as: "wsuser", arguments: after(11, 99), code: call.CourseContext, path: "enrolments[1].courseid"},
				{why: "the site", as: "wsuser", arguments: after(11, 1), code: call.NoEnrolmentMethod, path: "enrolments[1].courseid"},
				{why: "no such user", as: "wsuser", arguments: after(99, 2), code: call.InvalidParameter, path: "enrolments[1].userid"},
				{why: "none", as: "nobody", arguments: `{"enrolments": []}`, want: `null`},
			})
		})
	})
}

func TestEnrolmentsEnd(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		ctx := t.Context()
		changes := func() []int {
			return h.store.DB.Change.Query().Where(entchange.Kind(store.UserChanged)).Order(entchange.ByID()).Select(entchange.FieldSubjectID).IntsX(ctx)
		}
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			for _, row := range []*ent.EnrolmentCreate{
				tx.Enrolment.Create().SetCourseID(2).SetUserID(14).SetMethod("self"), tx.Enrolment.Create().SetCourseID(3).SetUserID(11),
				tx.Enrolment.Create().SetCourseID(2).SetUserID(9), tx.Enrolment.Create().SetCourseID(3).SetUserID(13).SetMethod("self"),
			} {
				if err := row.Exec(ctx); err != nil {
					return err
				}
			}
			return tx.RoleAssignment.Create().SetUserID(11).SetRoleID(5).SetCourseID(3).Exec(ctx)
		})
		h.method(t, 2, store.ManualEnrolment, func(u *ent.EnrolmentMethodUpdate) { u.SetEnabled(false) })
		h.try(t, unenrol, []attempt{{
			why: "one twice, one enrolled in two ways, one deleted, one enrolled in another way only, one not at all; the method is off", as: "wsuser",
			arguments: `{"enrolments": [{"userid": 11, "courseid": 2, "roleid": 5}, {"userid": 11, "courseid": 2}, {"userid": 14, "courseid": 2}, {"userid": 9, "courseid": 2}, {"userid": 13, "courseid": 3}, {"userid": 12, "courseid": 3}]}`,
			want:      `null`,
		}})
		var got []string
		for _, row := range h.store.DB.Enrolment.Query().Order(enrolment.ByID()).AllX(ctx) {
			got = append(got, fmt.Sprint(row.UserID, " ", row.CourseID, " ", row.Method))
		}
		if want := []string{"3 2 manual", "14 2 self", "11 3 manual", "13 3 self"}; !reflect.DeepEqual(got, want) {
			t.Errorf("enrolled are %q, want %q", got, want)
		}
		if n := h.store.DB.RoleAssignment.Query().Where(roleassignment.UserID(11), roleassignment.CourseID(2)).CountX(ctx); n != 0 {
			t.Error("who has left the course still holds a role there")
		}
		if n := h.store.DB.RoleAssignment.Query().Where(roleassignment.UserIDIn(11, 14), roleassignment.CourseIDNotNil()).CountX(ctx); n != 2 {
			t.Errorf("%d roles are left to who stays, want 2", n)
		}
		if n := h.store.DB.GroupMember.Query().Where(groupmember.UserID(11)).CountX(ctx); n != 0 {
			t.Error("who has left the course is still in its group")
		}
		if got := changes(); !reflect.DeepEqual(got, []int{11}) {
			t.Errorf("the access of %v has changed, want that of 11", got)
		}
		if event := h.lastEvent(t); event.Subject != "user 9 in course 2, user 11 in course 2, user 14 in course 2" {
			t.Errorf("the audit trail says %s", event.Subject)
		}
	})
}

func TestThousandEnrolmentsEndInOneCall(t *testing.T) {
	eachQuiet(t, func(t *testing.T, h *harness) {
		h.addUsers(t, 1000)
		before := tally(t, h.parts)
		given := many(1000, func(i int) string { return fmt.Sprintf(`{"roleid": 5, "userid": %d, "courseid": %d}`, 1000+i, 2+i%2) })
		h.must(t, "wsuser", enrolManually, `{"enrolments": `+given+`}`)
		list := many(1000, func(i int) string { return fmt.Sprintf(`{"userid": %d, "courseid": %d}`, 1000+i, 2+i%2) })
		n := h.reads(t, func() { h.must(t, "wsuser", unenrol, `{"enrolments": `+list+`}`) })
		t.Logf("%d statements that read", n)
		if n > 14 {
			t.Errorf("ending 1000 enrolments took %d statements that read", n)
		}
		if got := tally(t, h.parts); got != before-500 { // those whom addUsers enrolled in C1 are out too
			t.Errorf("%d parts are left, want %d", got, before-500)
		}
	})
}

// An old name does what the new one does.
func TestOldNameOfManualEnrolment(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		before := tally(t, h.parts)
		h.try(t, "moodle_enrol_manual_enrol_users", []attempt{
			{why: "without the capability", as: "student1", arguments: `{"enrolments": [{"roleid": 5, "userid": 12, "courseid": 2}]}`, code: call.NoPermission, path: "enrolments[0].courseid"},
			{why: "a role that may not be given out", as: "wsuser", arguments: `{"enrolments": [{"roleid": 3, "userid": 12, "courseid": 2}]}`, code: call.CannotAssign, path: "enrolments[0].roleid"},
			{why: "the site", as: "wsuser", arguments: `{"enrolments": [{"roleid": 5, "userid": 12, "courseid": 1}]}`, code: call.NoEnrolmentMethod, path: "enrolments[0].courseid"},
			{why: "no such user", as: "wsuser", arguments: `{"enrolments": [{"roleid": 5, "userid": 99, "courseid": 2}]}`, code: call.UserNotFound, path: "enrolments[0].userid"},
			{why: "with it", as: "wsuser", arguments: `{"enrolments": [{"roleid": 5, "userid": 12, "courseid": 2}]}`, want: `null`},
		})
		if got := tally(t, h.parts); got != before+2 { // the enrolment and the role
			t.Errorf("there are %d parts, want %d", got, before+2)
		}
	})
}
