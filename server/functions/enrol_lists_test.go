package functions_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"gatehouse/ent"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

const (
	getUsersCourses = "core_enrol_get_users_courses"
	getCapable      = "core_enrol_get_enrolled_users_with_capability"
	searchUsers     = "core_enrol_search_users"
)

func TestCoursesOfUsers(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		fillParticipants(t, h) // 11 is in C1 and in C3, which is hidden; 12 is suspended in C1
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			if err := tx.User.UpdateOneID(11).SetPreferences(map[string]string{"block_myoverview_hidden_course_2": "1"}).Exec(ctx); err != nil {
				return err
			}
			if err := tx.User.UpdateOneID(12).SetPreferences(map[string]string{"auth_forcepasswordchange": "1"}).Exec(ctx); err != nil {
				return err
			}
			return tx.Enrolment.Create().SetCourseID(2).SetUserID(14).SetMethod("self").Exec(ctx)
		})
		one := func(more string) string {
			return `[{"id": 2, "shortname": "C1", "fullname": "Course one", "displayname": "Course one", "idnumber": "IDC1", "visible": 1,
				"summary": "", "summaryformat": 1, "format": "topics", "showgrades": true, "lang": "", "enablecompletion": false,
				"completionhascriteria": false, "completionusertracked": false, "category": 1, "startdate": 0, "enddate": 0, "marker": 0,
				"isfavourite": false, "overviewfiles": [], "showactivitydates": false, "showcompletionconditions": true, "timemodified": 1, ` + more + `}]`
		}
		h.try(t, getUsersCourses, []attempt{
			{why: "who must change the password first", as: "student2", arguments: `{"userid": 12}`, code: call.MustChangePassword},
			{why: "somebody else's, without a part in the course", as: "nobody", arguments: `{"userid": 11}`, want: `[]`},
			{why: "no such user", as: "admin", arguments: `{"userid": 99}`, want: `[]`},
			{why: "a deleted user who is enrolled", as: "admin", arguments: `{"userid": 9}`, want: `[]`},
			{why: "suspended there", as: "admin", arguments: `{"userid": 12}`, want: `[]`},
			{why: "not yet in", as: "admin", arguments: `{"userid": 13}`, want: `[]`},
			{why: "a token for another course", as: "wsuser", course: 3, arguments: `{"userid": 11}`, want: `[]`},
			{why: "one's own, not the hidden one; who is enrolled twice counts once, who was deleted not", as: "student1", arguments: `{"userid": 11}`, want: one(`"hidden": true, "enrolledusercount": 6`)},
			{why: "somebody else's, with a part and the capability; not counted", as: "student1", arguments: `{"userid": 3, "returnusercount": false}`, want: one(`"hidden": false`)},
			{why: "who may see users there; the hidden course is closed to the caller too", as: "wsuser", arguments: `{"userid": 11, "returnusercount": false}`, want: one(`"hidden": false`)},
		})
		if got := foundIDs(t, h.must(t, "admin", getUsersCourses, `{"userid": 11}`)); got != "2 4" {
			t.Errorf("an administrator sees %s, want 2 4", got)
		}
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			return tx.Role.UpdateOneID(5).SetCapabilities([]string{}).Exec(ctx)
		})
		h.try(t, getUsersCourses, []attempt{
			{why: "a part in the course without the capability", as: "student1", arguments: `{"userid": 3}`, want: `[]`},
			{why: "one's own need none", as: "student1", arguments: `{"userid": 11, "returnusercount": false}`, want: one(`"hidden": true`)},
		})
	})
}

func TestThousandCoursesOfAUser(t *testing.T) {
	eachQuiet(t, func(t *testing.T, h *harness) {
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			for start := 0; start < 1000; start += 500 {
				some := make([]int, 500)
				err := tx.Course.MapCreateBulk(some, func(row *ent.CourseCreate, i int) {
					row.SetID(1000 + start + i).SetShortName(fmt.Sprint("M", start+i)).SetFullName("Many").SetCategoryID(1).SetSortOrder(start + i)
				}).Exec(ctx)
				if err != nil {
					return err
				}
				err = tx.Enrolment.MapCreateBulk(some, func(row *ent.EnrolmentCreate, i int) { row.SetCourseID(1000 + start + i).SetUserID(11) }).Exec(ctx)
				if err != nil {
					return err
				}
			}
			return nil
		})
		var got string
		n := h.reads(t, func() { got = h.must(t, "student1", getUsersCourses, `{"userid": 11}`) })
		if ids := strings.Fields(foundIDs(t, got)); len(ids) != 1001 {
			t.Errorf("%d courses came back, want 1001", len(ids))
		}
		t.Logf("%d statements that read", n)
		if n > 7 {
			t.Errorf("1001 courses took %d statements that read", n)
		}
	})
}

// capableIDs are the ids of each list of the answer.
func capableIDs(t *testing.T, result string) string {
	t.Helper()
	var lists []struct {
		CourseID   int
		Capability string
		Users      []struct{ ID int }
	}
	if err := json.Unmarshal([]byte(result), &lists); err != nil {
		t.Fatal(err)
	}
	var text []string
	for _, list := range lists {
		text = append(text, fmt.Sprint(list.CourseID, " ", list.Capability, " ", list.Users))
	}
	return strings.Join(text, "; ")
}

func TestHoldersOfCapabilities(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		fillParticipants(t, h)
		h.must(t, "admin", createGroups, `{"groups": [{"courseid": 2, "name": "Blue", "description": ""}]}`)
		ask := func(course int, options string) string {
			return fmt.Sprintf(`{"coursecapabilities": [{"courseid": 2, "capabilities": ["moodle/course:update"]}, {"courseid": %d, "capabilities": ["moodle/course:viewparticipants"]}], "options": [%s]}`, course, options)
		}
		tooMany := `{"coursecapabilities": [{"courseid": 2, "capabilities": ` + many(101, func(int) string { return `"moodle/course:update"` }) + `}]}`
		h.try(t, getCapable, []attempt{
			{why: "no part in the course", as: "nobody", arguments: ask(2, ``), code: call.CourseContext, path: "coursecapabilities[0].courseid"},
			{why: "who holds what is not for students", as: "student1", arguments: ask(2, ``), code: call.NoPermission, path: "coursecapabilities[0].courseid"},
			{why: "the capability in another course only", as: "wsuser", arguments: ask(3, ``), code: call.NoPermission, path: "coursecapabilities[1].courseid"},
			{why: "no part in the last course", as: "teacher", arguments: ask(3, ``), code: call.CourseContext, path: "coursecapabilities[1].courseid"},
			{why: "a token for another course", as: "admin", course: 2, arguments: ask(3, ``), code: call.CourseContext, path: "coursecapabilities[1].courseid"},
			{why: "no such course", as: "admin", arguments: ask(99, ``), code: call.CourseContext, path: "coursecapabilities[1].courseid"},
			{why: "no course at all", as: "admin", arguments: `{"coursecapabilities": []}`, code: call.InvalidParameter, path: "coursecapabilities"},
			{why: "more lists than one call may ask for", as: "admin", arguments: tooMany, code: call.InvalidParameter, path: "coursecapabilities"},
			{why: "no name of a capability", as: "admin", arguments: `{"coursecapabilities": [{"courseid": 2, "capabilities": ["update"]}]}`, code: call.InvalidParameter, path: "coursecapabilities[0].capabilities[0]"},
			{why: "a field that no user has", as: "teacher", arguments: ask(2, `{"name": "userfields", "value": "password"}`), code: call.InvalidUserField, path: "options[0].value"},
			{why: "a limit below 0", as: "teacher", arguments: ask(2, `{"name": "sortby", "value": "no"}, {"name": "limitfrom", "value": "-1"}`), code: call.InvalidParameter, path: "options[1].value"},
			{why: "no capabilities", as: "teacher", arguments: `{"coursecapabilities": [{"courseid": 2, "capabilities": []}]}`, want: `[]`},
			{
				why: "described as far as asked for", as: "teacher", arguments: `{"coursecapabilities": [{"courseid": 2, "capabilities": ["moodle/course:viewparticipants"]}], "options": [{"name": "userfields", "value": "groups,roles,enrolledcourses"}, {"name": "groupid", "value": "1"}]}`,
				want: `[{"courseid": 2, "capability": "moodle/course:viewparticipants", "users": [{"id": 11, "fullname": "Student1 Test",
					"groups": [{"id": 1, "name": "Red", "description": ""}], "roles": [{"roleid": 5, "name": "", "shortname": "student", "sortorder": 5}],
					"enrolledcourses": [{"id": 2, "fullname": "Course one", "shortname": "C1"}]}]}]`,
			},
		})
		for _, row := range []struct{ why, arguments, want string }{
			{"each list by itself; one course twice, and one where nobody is", ask(3, ``), "2 moodle/course:update [{3} {14}]; 3 moodle/course:viewparticipants []"},
			{"the options of the other function are passed over", ask(2, `{"name": "onlysuspended", "value": "1"}, {"name": "sortby", "value": "no"}`), "2 moodle/course:update [{3} {14}]; 2 moodle/course:viewparticipants [{3} {11} {14}]"},
			{"a page of each list", ask(2, `{"name": "limitfrom", "value": "1"}, {"name": "limitnumber", "value": "1"}`), "2 moodle/course:update [{14}]; 2 moodle/course:viewparticipants [{11}]"},
			{"a capability that there is not", `{"coursecapabilities": [{"courseid": 2, "capabilities": ["moodle/none:such"]}]}`, "2 moodle/none:such []"},
		} {
			if got := capableIDs(t, h.must(t, "admin", getCapable, row.arguments)); got != row.want {
				t.Errorf("%s: got %s, want %s", row.why, got, row.want)
			}
		}
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			return tx.Role.UpdateOneID(5).SetCapabilities([]string{"moodle/course:viewparticipants", "moodle/role:review"}).Exec(ctx)
		})
		h.try(t, getCapable, []attempt{
			{why: "who is active is for those who review enrolments", as: "student1", arguments: ask(2, `{"name": "onlyactive", "value": "1"}`), code: call.NoPermission, path: "coursecapabilities[0].courseid"},
			{why: "a group of others", as: "student1", arguments: ask(2, `{"name": "groupid", "value": "2"}`), code: call.NoPermission, path: "coursecapabilities[0].courseid"},
		})
		if got := capableIDs(t, h.must(t, "student1", getCapable, ask(2, ``))); got != "2 moodle/course:update []; 2 moodle/course:viewparticipants [{11}]" {
			t.Errorf("who may not see details of others sees %s", got)
		}
	})
}

func TestThousandHoldersOfACapability(t *testing.T) {
	eachQuiet(t, func(t *testing.T, h *harness) {
		h.addUsers(t, 1000)
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			for start := 0; start < 1000; start += 500 {
				err := tx.RoleAssignment.MapCreateBulk(make([]int, 500), func(row *ent.RoleAssignmentCreate, i int) {
					row.SetUserID(1000 + start + i).SetRoleID(5).SetCourseID(2)
				}).Exec(ctx)
				if err != nil {
					return err
				}
			}
			return nil
		})
		var got string
		n := h.reads(t, func() {
			got = h.must(t, "admin", getCapable, `{"coursecapabilities": [{"courseid": 2, "capabilities": ["moodle/course:viewparticipants"]}]}`)
		})
		if count := strings.Count(got, `"fullname":"Many`); count != 1000 {
			t.Errorf("%d users came back", count)
		}
		t.Logf("%d statements that read", n)
		if n > 26 {
			t.Errorf("1000 users took %d statements that read", n)
		}
	})
}

func TestParticipantsAreSearched(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		fillParticipants(t, h)
		search := func(course int, text string, anywhere bool, page, perPage int) string {
			return fmt.Sprintf(`{"courseid": %d, "search": %q, "searchanywhere": %t, "page": %d, "perpage": %d}`, course, text, anywhere, page, perPage)
		}
		h.try(t, searchUsers, []attempt{
			{why: "no part in the course", as: "nobody", arguments: search(2, "", true, 0, 10), code: call.CourseContext, path: "courseid"},
			{why: "not everybody may list the users of the site", as: "nobody", arguments: search(1, "", true, 0, 10), code: call.NoPermission, path: "courseid"},
			{why: "a token for another course", as: "admin", course: 3, arguments: search(2, "", true, 0, 10), code: call.CourseContext, path: "courseid"},
			{why: "no such course", as: "admin", arguments: search(99, "", true, 0, 10), code: call.CourseContext, path: "courseid"},
			{why: "a page without users", as: "teacher", arguments: search(2, "", true, 0, 0), code: call.InvalidParameter, path: "perpage"},
			{why: "a page that is too large", as: "teacher", arguments: search(2, "", true, 0, 1001), code: call.InvalidParameter, path: "perpage"},
			{why: "a page before the first", as: "teacher", arguments: search(2, "", true, -1, 10), code: call.InvalidParameter, path: "page"},
			{why: "a context elsewhere", as: "teacher", arguments: `{"courseid": 2, "search": "", "searchanywhere": true, "page": 0, "perpage": 10, "contextid": 28}`, code: call.InvalidParameter, path: "contextid"},
			{why: "the last page there could be", as: "teacher", arguments: search(2, "", true, 253402300, 1000), want: `[]`},
			{why: "nothing but name, pictures and address", as: "teacher", arguments: strings.Replace(search(2, "sTuDeNt1 t", false, 0, 10), "}", `, "contextid": 20}`, 1), want: `[{"id": 11, "fullname": "Student1 Test", "email": "student1@example.com",
				"profileimageurlsmall": "https://school.example/theme/image.php/boost/core/1/u/f2", "profileimageurl": "https://school.example/theme/image.php/boost/core/1/u/f1"}]`},
		})
		for _, row := range []struct{ why, as, arguments, want string }{
			{"everybody who is enrolled somehow, by last and first name", "teacher", search(2, "", true, 0, 10), "1000 13 14 11 12 3"},
			{"the second page", "teacher", search(2, "", true, 1, 4), "12 3"},
			{"past the last page", "teacher", search(2, "", true, 2, 4), ""},
			{"at the beginning of the first, the last or the whole name", "teacher", search(2, "test", false, 0, 10), "11 12 3"},
			{"not in the middle of one", "teacher", search(2, "tudent", false, 0, 10), ""},
			{"anywhere", "teacher", search(2, "TUDENT", true, 0, 10), "11 12"},
			{"the name in one", "teacher", search(2, "acher Mü", true, 0, 10), "14"},
			{"a % is a % and an _ is an _", "teacher", search(2, "%", true, 0, 10), ""},
			{"markup is no pattern", "teacher", search(2, "<b>", true, 0, 10), "13"},
			{"an address that the caller may not see is not searched", "teacher", search(2, "@example", true, 0, 10), ""},
			{"one that the caller may see is", "wsuser", search(2, "@example", true, 0, 10), "13 14 11 12 3"},
			{"who may not see details of others finds himself", "student1", search(2, "", true, 0, 1), "11"},
			{"the site: everybody but the guest and who was deleted", "wsuser", search(1, "test", true, 0, 10), "5 11 12 4 3"},
		} {
			if got := foundIDs(t, h.must(t, row.as, searchUsers, row.arguments)); got != row.want {
				t.Errorf("%s: got %q, want %q", row.why, got, row.want)
			}
		}
	})
}

// A page is made by the database: what is read does not grow with what is there.
func TestAPageOfASearch(t *testing.T) {
	eachQuiet(t, func(t *testing.T, h *harness) {
		h.addUsers(t, 1000)
		var got string
		n := h.reads(t, func() {
			got = h.must(t, "wsuser", searchUsers, `{"courseid": 2, "search": "many", "searchanywhere": false, "page": 9, "perpage": 100}`)
		})
		if ids := strings.Fields(foundIDs(t, got)); len(ids) != 100 || ids[0] != "1099" || ids[99] != "1000" {
			t.Errorf("the last page has %d users, from %v", len(ids), ids)
		}
		t.Logf("%d statements that read", n)
		if n > 5 {
			t.Errorf("a page took %d statements that read", n)
		}
	})
}
