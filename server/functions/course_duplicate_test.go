package functions_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"gatehouse/ent"
	"gatehouse/ent/course"
	"gatehouse/ent/coursesection"
	"gatehouse/ent/enrolment"
	"gatehouse/ent/enrolmentmethod"
	"gatehouse/ent/file"
	"gatehouse/ent/group"
	"gatehouse/ent/groupmember"
	"gatehouse/ent/roleassignment"
	"gatehouse/server/call"
	"gatehouse/server/functions/functionstest"
	"gatehouse/server/store"
)

const duplicateCourse = "core_course_duplicate_course"

// duplicate is a call that copies C1, with options as "users=1,enrolments=0".
func duplicate(shortName, options string) string {
	var list []string
	for _, o := range strings.FieldsFunc(options, func(r rune) bool { return r == ',' }) {
		name, value, _ := strings.Cut(o, "=")
		list = append(list, fmt.Sprintf(`{"name": %q, "value": %q}`, name, value))
	}
	return fmt.Sprintf(`{"courseid": 2, "fullname": "Copy é", "shortname": %q, "categoryid": 1, "options": [%s]}`, shortName, strings.Join(list, ", "))
}

func TestCopiesAreRefused(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		all := []string{
			"moodle/course:view", "moodle/backup:backupcourse", "moodle/restore:restorecourse", "moodle/course:create",
			"moodle/backup:userinfo", "moodle/restore:userinfo", "moodle/role:assign",
		}
		for i := range all { // each of these holds all but one
			grantCapabilities(t, h, 70+i, fmt.Sprintf("without%d", i), append(append([]string{}, all[:i]...), all[i+1:]...)...)
		}
		with := func(changed string) string { // the later of two keys counts
			return strings.TrimSuffix(duplicate("S", ""), "}") + ", " + changed + "}"
		}
		refuse := func(why, arguments string, code call.Code, path string) attempt {
			return attempt{why: why, as: "admin", arguments: arguments, code: code, path: path}
		}
		h.unchanged(t, h.store.DB.Course.Query().Count, func() {
			h.try(t, duplicateCourse, []attempt{
				{why: "no part in the course", as: "nobody", arguments: duplicate("S", ""), code: call.CourseContext, path: "courseid"},
				{why: "in the course without the capability", as: "teacher", arguments: duplicate("S", ""), code: call.NoPermission},
				{why: "not looking at the course", as: "without0", arguments: duplicate("S", ""), code: call.CourseContext, path: "courseid"},
				{why: "not taking out", as: "without1", arguments: duplicate("S", ""), code: call.NoPermission},
				{why: "not putting in", as: "without2", arguments: duplicate("S", ""), code: call.NoPermission},
				{why: "not creating", as: "without3", arguments: duplicate("S", ""), code: call.NoPermission},
				{why: "not taking out users", as: "without4", arguments: duplicate("S", "users=1"), code: call.NoPermission},
				{why: "not putting in users", as: "without5", arguments: duplicate("S", "users=1"), code: call.NoPermission},
				{why: "not giving out roles", as: "without6", arguments: duplicate("S", "users=1,role_assignments=1"), code: call.NoPermission},
				{why: "a token for the course", as: "admin", course: 2, arguments: duplicate("S", ""), code: call.CategoryContext, path: "categoryid"},
				{why: "a token for another course", as: "admin", course: 3, arguments: duplicate("S", ""), code: call.CourseContext, path: "courseid"},
				refuse("no such course", with(`"courseid": 99`), call.CourseContext, "courseid"),
				refuse("the site", with(`"courseid": 1`), call.CourseContext, "courseid"),
				refuse("no such category", with(`"categoryid": 99`), call.CategoryContext, "categoryid"),
				refuse("the site is no category", with(`"categoryid": 0`), call.CategoryContext, "categoryid"),
				refuse("half visible", with(`"visible": 2`), call.InvalidParameter, "visible"),
				refuse("a blank full name", with(`"fullname": " "`), call.CourseParameter, "fullname"),
				refuse("a blank short name", duplicate(" ", ""), call.CourseParameter, "shortname"),
				refuse("a short name that does not fit", duplicate(strings.Repeat("é", 128), ""), call.InvalidParameter, "shortname"),
				refuse("markup", duplicate("<b>", ""), call.InvalidParameter, "shortname"),
				refuse("a short name that is taken, but for blanks", duplicate(" C2 ", ""), call.ShortNameTaken, "shortname"),
				refuse("its own short name", duplicate("C1", ""), call.ShortNameTaken, "shortname"),
				refuse("no such option", duplicate("S", "users=1,colour=1"), call.InvalidOption, "options[1].name"),
				refuse("no such value", duplicate("S", "users=2"), call.InvalidOption, "options[0].value"),
				refuse("a word", duplicate("S", "logs=yes"), call.InvalidOption, "options[0].value"),
			})
		})
	})
}

// tallied says what a course has, as "5 sections, ...".
func tallied(t *testing.T, h *harness, id int) string {
	t.Helper()
	db, ctx := h.store.DB, t.Context()
	c := db.Course.Query().Where(course.ID(id)).WithSections(func(q *ent.CourseSectionQuery) { q.WithModules() }).OnlyX(ctx)
	modules, filed := 0, db.File.Query().Where(file.ContextID(id<<3|4)).CountX(ctx)
	for _, s := range c.Edges.Sections {
		modules += len(s.Edges.Modules)
		for _, m := range s.Edges.Modules {
			filed += db.File.Query().Where(file.ContextID(m.ID<<3 | 5)).CountX(ctx)
		}
	}
	return fmt.Sprintf("%d sections, %d modules, %d files, %d methods, %d groups, %d enrolled, %d roles, %d members", len(c.Edges.Sections), modules, filed,
		db.EnrolmentMethod.Query().Where(enrolmentmethod.CourseID(id)).CountX(ctx), db.Group.Query().Where(group.CourseID(id)).CountX(ctx),
		db.Enrolment.Query().Where(enrolment.CourseID(id)).CountX(ctx), db.RoleAssignment.Query().Where(roleassignment.CourseID(id)).CountX(ctx),
		db.GroupMember.Query().Where(groupmember.HasGroupWith(group.CourseID(id))).CountX(ctx))
}

func TestCoursesAreCopied(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.write(t, functionstest.FillContentFiles)
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			err := tx.EnrolmentMethod.Update().Where(enrolmentmethod.CourseID(2), enrolmentmethod.Method("self")).SetEnabled(true).SetEnrolmentKey("k").Exec(ctx)
			if err != nil {
				return err
			}
			return tx.Enrolment.Create().SetCourseID(2).SetUserID(11).SetMethod("self").SetSuspended(true).Exec(ctx)
		})
		groups := h.store.DB.Group.Query().Where(group.CourseID(2)).CountX(t.Context())
		members := h.store.DB.GroupMember.Query().Where(groupmember.HasGroupWith(group.CourseID(2))).CountX(t.Context())
		for i, row := range []struct{ options, want string }{
			{"", "5 sections, 6 modules, 4 files, 2 methods, G groups, 0 enrolled, 0 roles, 0 members"},
			{"activities=0,groups=0", "5 sections, 0 modules, 0 files, 2 methods, 0 groups, 0 enrolled, 0 roles, 0 members"},
			{"role_assignments=1", "5 sections, 6 modules, 4 files, 2 methods, G groups, 0 enrolled, 0 roles, 0 members"},
			{"users=1", "5 sections, 6 modules, 4 files, 2 methods, G groups, 4 enrolled, 0 roles, M members"},
			{"users=1,enrolments=0,groups=0", "5 sections, 6 modules, 4 files, 2 methods, 0 groups, 3 enrolled, 0 roles, 0 members"},
			{"users=1,role_assignments=1,logs=1,blocks=0", "5 sections, 6 modules, 4 files, 2 methods, G groups, 4 enrolled, 3 roles, M members"},
		} {
			h.must(t, "admin", duplicateCourse, duplicate(fmt.Sprintf("é%d", i), row.options))
			want := strings.NewReplacer("G", fmt.Sprint(groups), "M", fmt.Sprint(members)).Replace(row.want)
			if got := tallied(t, h, 5+i); got != want {
				t.Errorf("%s:\ngot  %s\nwant %s", row.options, got, want)
			}
		}
		made := h.store.DB.Course.GetX(t.Context(), 10)
		if made.FullName != "Copy é" || made.IDNumber != "" || !made.Visible {
			t.Errorf("the copy is %v", made)
		}
		before, after := h.must(t, "admin", getContents, `{"courseid": 2}`), h.must(t, "admin", getContents, `{"courseid": 10}`)
		if outlineOfNames(before) != outlineOfNames(after) {
			t.Errorf("the contents differ:\n%s\n%s", before, after)
		}
		section := h.store.DB.CourseSection.Query().Where(coursesection.CourseID(10), coursesection.Number(2)).OnlyX(t.Context())
		if section.Visible || section.Summary != "Hidden summary" {
			t.Errorf("the hidden section became %v", section)
		}
		method := h.store.DB.EnrolmentMethod.Query().Where(enrolmentmethod.CourseID(10), enrolmentmethod.Method("self")).OnlyX(t.Context())
		if !method.Enabled || method.EnrolmentKey != "k" {
			t.Errorf("the self enrolment became %v", method)
		}
		if got := h.lastEvent(t); got.Subject != "course 10" || got.Details["copyOf"] == nil {
			t.Errorf("the audit trail says %v", got)
		}
	})
}

// outlineOfNames leaves of contents what does not depend on ids.
func outlineOfNames(answer string) string {
	var names []string
	for _, part := range strings.Split(answer, `"name":`)[1:] {
		name, _, _ := strings.Cut(part, ",")
		names = append(names, name)
	}
	return strings.Join(names, ",")
}

// Nobody gives out by a copy what he or she could not give out otherwise, and running servers hear of the roles that were.
func TestCopiesGiveOutNoMoreRolesThanTheirMaker(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			role, err := tx.Role.Get(ctx, 9)
			if err != nil {
				return err
			}
			extra := append(role.Capabilities, "moodle/backup:userinfo", "moodle/restore:userinfo", "moodle/backup:backupcourse", "moodle/restore:restorecourse")
			return tx.Role.UpdateOneID(9).SetCapabilities(extra).Exec(ctx)
		})
		before := h.store.DB.Change.Query().CountX(t.Context())
		h.must(t, "wsuser", duplicateCourse, duplicate("S", "users=1,role_assignments=1"))
		rows := h.store.DB.RoleAssignment.Query().Where(roleassignment.CourseID(5)).AllX(t.Context())
		if len(rows) != 1 || rows[0].RoleID != 5 || rows[0].UserID != 11 {
			t.Errorf("the roles in the copy are %v, want the student's only", rows)
		}
		if after := h.store.DB.Change.Query().CountX(t.Context()); after != before+1 {
			t.Errorf("%d changes were written down, want 1", after-before)
		}
	})
}

func TestThousandOfEverythingIsCopied(t *testing.T) {
	eachQuiet(t, func(t *testing.T, h *harness) {
		h.addUsers(t, 1000)
		h.addModules(t, 1000)
		n := h.reads(t, func() { h.must(t, "admin", duplicateCourse, duplicate("S", "users=1,role_assignments=1")) })
		t.Logf("%d statements that read", n)
		if got := tallied(t, h, 5); !strings.HasPrefix(got, "1005 sections, 1006 modules") || !strings.Contains(got, " 1003 enrolled") {
			t.Errorf("got %s", got)
		}
		if n > 25 {
			t.Errorf("a course of 1000 took %d statements that read", n)
		}
	})
}
