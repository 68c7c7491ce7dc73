package functions_test

import (
	"context"
	"fmt"
	"reflect"
	"testing"

	"gatehouse/ent/calendarevent"
	entchange "gatehouse/ent/change"
	"gatehouse/ent/content"
	"gatehouse/ent/course"
	"gatehouse/ent/coursesection"
	"gatehouse/ent/enrolment"
	"gatehouse/ent/file"
	"gatehouse/ent/group"
	"gatehouse/ent/grouping"
	"gatehouse/ent/note"
	"gatehouse/ent/roleassignment"
	"gatehouse/ent/token"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

const deleteCourses = "core_course_delete_courses"

func TestCoursesAreNotDeleted(t *testing.T) {
	warning := func(id int, code, message string) string {
		return fmt.Sprintf(`{"warnings": [{"item": "course", "itemid": %d, "warningcode": %q, "message": %q}]}`, id, code, message)
	}
	each(t, func(t *testing.T, h *harness) {
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			return tx.User.UpdateOneID(14).SetPreferences(map[string]string{"auth_forcepasswordchange": "1"}).Exec(ctx)
		})
		h.unchanged(t, h.store.DB.Course.Query().Count, func() {
			h.try(t, deleteCourses, []attempt{
				{why: "must change the password first", as: "teacher", arguments: `{"courseids": [2]}`, code: call.MustChangePassword},
				{why: "no part in the course", as: "nobody", arguments: `{"courseids": [3]}`, want: warning(3, "requireloginerror", "The user nobody is not enrolled in the course 3.")},
				{why: "in the course without the capability", as: "student1", arguments: `{"courseids": [2]}`, want: warning(2, "cannotdeletecourse", "The user student1 lacks the capability moodle/course:delete in course 2.")},
				{why: "a hidden course", as: "wsuser", arguments: `{"courseids": [4]}`, want: warning(4, "requireloginerror", "The course 4 is hidden.")},
				{why: "a token for another course", as: "wsuser", course: 3, arguments: `{"courseids": [2]}`, want: warning(2, "restrictedcontextexception", "This token works in one course only, and the call reaches outside it.")},
				{why: "no such course", as: "admin", arguments: `{"courseids": [99]}`, want: warning(99, "unknowncourseidnumber", "There is no course 99.")},
				{why: "the site, whoever wants it", as: "admin", arguments: `{"courseids": [1]}`, want: warning(1, "cannotdeletecourse", "Course 1 is the site itself.")},
				{why: "none", as: "nobody", arguments: `{"courseids": []}`, want: `{"warnings": []}`},
			})
		})
	})
}

// fillCourse puts into a course one of everything that hangs on courses.
func fillCourse(t *testing.T, h *harness, id int) {
	t.Helper()
	h.write(t, func(ctx context.Context, tx *store.Tx) error {
		section := tx.CourseSection.Query().Where(coursesection.CourseID(id), coursesection.Number(1)).OnlyIDX(ctx)
		module := tx.CourseModule.Create().SetSectionID(section).SetKind("folder").SetName("Scripts").SaveX(ctx)
		tx.Grouping.Create().SetCourseID(id).SetName("All").ExecX(ctx)
		tx.Note.Create().SetUserID(11).SetAuthorID(3).SetCourseID(id).SetText("x").ExecX(ctx)
		tx.CalendarEvent.Create().SetKind("course").SetName("x").SetUserID(3).SetCourseID(id).SetStartsAt(tx.Course.GetX(ctx, id).CreatedAt).ExecX(ctx)
		service := tx.Service.Create().SetName(fmt.Sprintf("S%d", id)).SaveX(ctx)
		tx.Token.Create().SetName("bound").SetHash([]byte(fmt.Sprintf("hash of %d", id))).SetHint("abcd").SetUserID(12).SetServiceID(service.ID).SetCourseID(id).ExecX(ctx)
		for i, place := range []struct{ context, item int }{{id<<3 | 4, section}, {module.ID<<3 | 5, 0}} {
			content := tx.Content.Create().SetHash([]byte(fmt.Sprintf("%d of %d", i, id))).SetData([]byte("data")).SaveX(ctx)
			tx.File.Create().SetContextID(place.context).SetComponent("mod_folder").SetArea("content").SetItemID(place.item).SetPath("/").SetName("a.txt").
				SetUserID(3).SetContentID(content.ID).ExecX(ctx)
		}
		return nil
	})
}

func filesOfContext(t *testing.T, h *harness, contextID int) int {
	t.Helper()
	return tally(t, h.store.DB.File.Query().Where(file.ContextID(contextID)).Count)
}

func TestCoursesAreDeleted(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		fillCourse(t, h, 2)
		fillCourse(t, h, 3)
		db := h.store.DB
		before := tally(t, db.File.Query().Count)
		h.try(t, deleteCourses, []attempt{{
			why: "one, one twice, and one that is not there", as: "wsuser", arguments: `{"courseids": [2, 99, 2]}`,
			want: `{"warnings": [{"item": "course", "itemid": 99, "warningcode": "unknowncourseidnumber", "message": "There is no course 99."},
				{"item": "course", "itemid": 2, "warningcode": "unknowncourseidnumber", "message": "There is no course 2."}]}`,
		}})
		if ids := db.Course.Query().Order(course.ByID()).IDsX(t.Context()); !reflect.DeepEqual(ids, []int{1, 3, 4}) {
			t.Errorf("there are the courses %v", ids)
		}
		for what, left := range map[string][2]int{ // of the course that is gone, and of the one that stays
			"groupings": {tally(t, db.Grouping.Query().Where(grouping.CourseID(2)).Count), tally(t, db.Grouping.Query().Where(grouping.CourseID(3)).Count)},
			"notes":     {tally(t, db.Note.Query().Where(note.CourseID(2)).Count), tally(t, db.Note.Query().Where(note.CourseID(3)).Count)},
			"events":    {tally(t, db.CalendarEvent.Query().Where(calendarevent.CourseID(2)).Count), tally(t, db.CalendarEvent.Query().Where(calendarevent.CourseID(3)).Count)},
			"tokens":    {tally(t, db.Token.Query().Where(token.CourseID(2)).Count), tally(t, db.Token.Query().Where(token.CourseID(3)).Count)},
			"files":     {filesOfContext(t, h, 20), filesOfContext(t, h, 28)},
		} {
			if left != [2]int{0, 1} {
				t.Errorf("%s: %d are left of the course, and %d of the other", what, left[0], left[1])
			}
		}
		for what, n := range map[string]int{
			"enrolments": tally(t, db.Enrolment.Query().Where(enrolment.CourseID(2)).Count),
			"groups":     tally(t, db.Group.Query().Where(group.CourseID(2)).Count),
			"roles held": tally(t, db.RoleAssignment.Query().Where(roleassignment.CourseID(2)).Count),
			"sections":   tally(t, db.CourseSection.Query().Where(coursesection.CourseID(2)).Count),
		} {
			if n != 0 {
				t.Errorf("%s: %d are left", what, n)
			}
		}
		if after := tally(t, db.File.Query().Count); after != before-2 || tally(t, db.Content.Query().Where(content.Not(content.HasFiles())).Count) != 0 {
			t.Errorf("of %d files %d are left, want those of the other places, and no bytes of the others", before, after)
		}
		users := db.Change.Query().Where(entchange.Kind(store.UserChanged)).Order(entchange.BySubjectID()).Select(entchange.FieldSubjectID).IntsX(t.Context())
		if !reflect.DeepEqual(users, []int{3, 11, 14}) {
			t.Errorf("the access of %v is said to have changed, want those who held a role", users)
		}
		if n := tally(t, db.Change.Query().Where(entchange.Kind(store.TokenChanged), entchange.SubjectID(1)).Count); n != 1 {
			t.Errorf("the end of the token is said %d times, want once", n)
		}
	})
}

func TestThousandCoursesAreDeletedInOneCall(t *testing.T) {
	eachQuiet(t, func(t *testing.T, h *harness) {
		list := many(1000, func(i int) string { return fmt.Sprintf(`{"fullname": "F", "shortname": "S%d", "categoryid": 1}`, i) })
		h.must(t, "wsuser", createCourses, `{"courses": `+list+`}`)
		ids := many(1000, func(i int) string { return fmt.Sprint(5 + i) })
		n := h.reads(t, func() { h.must(t, "wsuser", deleteCourses, `{"courseids": `+ids+`}`) })
		if n > 14 {
			t.Errorf("deleting 1000 courses took %d statements that read", n)
		}
		if got := tally(t, h.store.DB.Course.Query().Count); got != 4 {
			t.Errorf("%d courses are left, want 4", got)
		}
	})
}
