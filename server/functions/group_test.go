package functions_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"gatehouse/ent/auditevent"
	"gatehouse/ent/group"
	"gatehouse/ent/groupmember"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

const createGroups = "core_group_create_groups"

func TestGroupsAreNotCreated(t *testing.T) {
	long := strings.Repeat("é", 128)
	each(t, func(t *testing.T, h *harness) {
		h.unchanged(t, h.store.DB.Group.Query().Count, func() {
			h.try(t, createGroups, []attempt{
				{why: "no part in the course", as: "nobody", arguments: `{"groups": [{"courseid": 2, "name": "x", "description": ""}]}`, code: call.CourseContext, path: "groups[0].courseid"},
				{why: "in the course without the capability", as: "student1", arguments: `{"groups": [{"courseid": 2, "name": "x", "description": ""}]}`, code: call.NoPermission, path: "groups[0].courseid"},
				{why: "the capability in another course", as: "teacher", arguments: `{"groups": [{"courseid": 3, "name": "x", "description": ""}]}`, code: call.CourseContext, path: "groups[0].courseid"},
				{why: "a token for another course", as: "wsuser", course: 3, arguments: `{"groups": [{"courseid": 2, "name": "x", "description": ""}]}`, code: call.CourseContext, path: "groups[0].courseid"},
				{why: "a hidden course", as: "wsuser", arguments: `{"groups": [{"courseid": 4, "name": "x", "description": ""}]}`, code: call.CourseContext, path: "groups[0].courseid"},
				{why: "no such course", as: "admin", arguments: `{"groups": [{"courseid": 999, "name": "x", "description": ""}]}`, code: call.CourseContext, path: "groups[0].courseid"},
				{why: "the second course is another's", as: "teacher", arguments: `{"groups": [{"courseid": 2, "name": "x", "description": ""}, {"courseid": 3, "name": "y", "description": ""}]}`, code: call.CourseContext, path: "groups[1].courseid"},
				{why: "a blank name", as: "wsuser", arguments: `{"groups": [{"courseid": 2, "name": " \t", "description": ""}]}`, code: call.InvalidParameter, path: "groups[0].name"},
				{why: "markup in a name", as: "wsuser", arguments: `{"groups": [{"courseid": 2, "name": "<b>x</b>", "description": ""}]}`, code: call.InvalidParameter, path: "groups[0].name"},
				{why: "a name that does not fit", as: "wsuser", arguments: `{"groups": [{"courseid": 2, "name": "` + long + `", "description": ""}]}`, code: call.InvalidParameter, path: "groups[0].name"},
				{why: "an id number that does not fit", as: "wsuser", arguments: `{"groups": [{"courseid": 2, "name": "x", "description": "", "idnumber": "` + long + `"}]}`, code: call.InvalidParameter, path: "groups[0].idnumber"},
				{why: "a key that does not fit", as: "wsuser", arguments: `{"groups": [{"courseid": 2, "name": "x", "description": "", "enrolmentkey": "` + long + `"}]}`, code: call.InvalidParameter, path: "groups[0].enrolmentkey"},
				{why: "no such visibility", as: "wsuser", arguments: `{"groups": [{"courseid": 2, "name": "x", "description": "", "visibility": 4}]}`, code: call.InvalidParameter, path: "groups[0].visibility"},
				{why: "no such format", as: "wsuser", arguments: `{"groups": [{"courseid": 2, "name": "x", "description": "", "descriptionformat": 3}]}`, code: call.InvalidParameter, path: "groups[0].descriptionformat"},
				{why: "a name that the course has, but for blanks", as: "wsuser", arguments: `{"groups": [{"courseid": 2, "name": "x", "description": ""}, {"courseid": 2, "name": " Red ", "description": ""}]}`, code: call.InvalidParameter, path: "groups[1].name"},
				{why: "an id number that the course has", as: "wsuser", arguments: `{"groups": [{"courseid": 2, "name": "x", "description": "", "idnumber": "red"}]}`, code: call.GroupIDNumberTaken, path: "groups[0].idnumber"},
				{why: "a name twice", as: "wsuser", arguments: `{"groups": [{"courseid": 2, "name": "x", "description": ""}, {"courseid": 2, "name": "x", "description": ""}]}`, code: call.InvalidParameter, path: "groups[1].name"},
				{why: "an id number twice", as: "wsuser", arguments: `{"groups": [{"courseid": 2, "name": "x", "description": "", "idnumber": "n"}, {"courseid": 2, "name": "y", "description": "", "idnumber": "n"}]}`, code: call.GroupIDNumberTaken, path: "groups[1].idnumber"},
				{why: "the last of a thousand is taken", as: "wsuser", arguments: `{"groups": ` + manyGroups(1000, "Red") + `}`, code: call.InvalidParameter, path: "groups[999].name"},
			})
		})
	})
}

// manyGroups makes groups of C1 and C2, the last with a name of its own.
func manyGroups(n int, last string) string {
	return many(n, func(i int) string {
		name, course := fmt.Sprintf("Group %d", i), 2+i%2
		if i == n-1 {
			name, course = last, 2
		}
		return fmt.Sprintf(`{"courseid": %d, "name": %q, "description": "d%d", "idnumber": "n%d"}`, course, name, i, i)
	})
}

func TestGroupsAreCreated(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.try(t, createGroups, []attempt{
			{why: "no groups at all", as: "wsuser", arguments: `{"groups": []}`, want: `[]`},
			{
				why: "texts come back as they were given, and names without the blanks at their ends", as: "teacher",
				arguments: `{"groups": [{"courseid": 2, "name": " Grün & 🌳 ", "description": "<script>alert(1)</script>é", "descriptionformat": 0,
					"enrolmentkey": "k", "idnumber": "g1", "visibility": 1, "participation": 0, "customfields": [{"shortname": "room", "value": "<b>"}]}]}`,
				want: `[{"id": 2, "courseid": 2, "name": "Grün & 🌳", "description": "<script>alert(1)</script>é", "descriptionformat": 0,
					"enrolmentkey": "k", "idnumber": "g1", "visibility": 1, "participation": false, "customfields": [{"shortname": "room", "value": "<b>"}]}]`,
			},
			{
				why: "the same name in another course, and no id number twice", as: "wsuser", course: 0,
				arguments: `{"groups": [{"courseid": 3, "name": "Red", "description": "", "idnumber": "red"}, {"courseid": 3, "name": "a", "description": "", "idnumber": ""},
					{"courseid": 3, "name": "b", "description": ""}]}`,
			},
			{why: "a token for this course", as: "wsuser", course: 3, arguments: `{"groups": [{"courseid": 3, "name": "c", "description": ""}]}`},
		})
		if n := tally(t, h.store.DB.Group.Query().Count); n != 6 {
			t.Errorf("there are %d groups, want 6", n)
		}
		event := h.store.DB.AuditEvent.Query().Where(auditevent.Action(createGroups), auditevent.Subject("group 2")).OnlyX(t.Context())
		if event.ActorID != 14 || event.Actor != "teacher" || event.Door != "rest" {
			t.Errorf("the audit trail says that user %d (%s) did it over %s", event.ActorID, event.Actor, event.Door)
		}
	})
}

func TestThousandGroupsInOneCall(t *testing.T) {
	eachQuiet(t, func(t *testing.T, h *harness) {
		var result string
		few := h.reads(t, func() { h.must(t, "wsuser", createGroups, `{"groups": `+manyGroups(4, "Few")+`}`) })
		h.must(t, "wsuser", "core_group_delete_groups", `{"groupids": [2, 3, 4, 5]}`)
		lot := h.reads(t, func() { result = h.must(t, "wsuser", createGroups, `{"groups": `+manyGroups(1000, "Last")+`}`) })
		if lot > few+2 {
			t.Errorf("4 groups took %d statements that read, 1000 took %d", few, lot)
		}
		var created []struct {
			ID   int
			Name string
		}
		if err := json.Unmarshal([]byte(result), &created); err != nil || len(created) != 1000 {
			t.Fatalf("%d groups came back: %v", len(created), err)
		}
		for _, i := range []int{0, 499, 500, 999} { // the answer must not pair ids with the wrong groups
			if g := h.store.DB.Group.GetX(t.Context(), created[i].ID); g.Name != created[i].Name {
				t.Errorf("group %d is %q, the answer says %q", g.ID, g.Name, created[i].Name)
			}
		}
	})
}

func TestOneOfManyCallsAtOnceTakesAName(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		var won atomic.Int32
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				_, err := h.call(t, "wsuser", createGroups, `{"groups": [{"courseid": 2, "name": "Race", "description": ""}]}`)
				if err == nil {
					won.Add(1)
				} else if err.Code != call.InvalidParameter {
					t.Errorf("got %s: %v", err.Code, err)
				}
			})
		}
		all.Wait()
		if won.Load() != 1 {
			t.Errorf("%d calls created the group, want 1", won.Load())
		}
	})
}

func TestGroupsAreRead(t *testing.T) {
	const get, ofCourse = "core_group_get_groups", "core_group_get_course_groups"
	each(t, func(t *testing.T, h *harness) {
		h.must(t, "wsuser", createGroups, `{"groups": [
			{"courseid": 2, "name": "A & B", "description": "<p onclick=\"x()\">é<script>x</script></p><img src=\"@@PLUGINFILE@@/a.png\">", "customfields": [{"shortname": "room", "value": "1 & 2"}]},
			{"courseid": 3, "name": "Other", "description": ""}]}`)
		h.try(t, get, []attempt{
			{why: "no part in the course", as: "nobody", arguments: `{"groupids": [1]}`, code: call.CourseContext, path: "groupids[0]"},
			{why: "in the course without the capability", as: "student1", arguments: `{"groupids": [1]}`, code: call.NoPermission, path: "groupids[0]"},
			{why: "the second group is of another course", as: "teacher", arguments: `{"groupids": [1, 3]}`, code: call.CourseContext, path: "groupids[1]"},
			{why: "a token for another course", as: "wsuser", course: 3, arguments: `{"groupids": [3, 1]}`, code: call.CourseContext, path: "groupids[1]"},
			{why: "no such group", as: "wsuser", arguments: `{"groupids": [1, 99]}`, code: call.NotFound, path: "groupids[1]"},
			{why: "none", as: "wsuser", arguments: `{"groupids": []}`, want: `[]`},
			{
				why: "in the order of the ids, one of them twice; texts are cleaned", as: "wsuser", arguments: `{"groupids": [2, 1, 2]}`,
				want: `[` + describedGroup + `, {"id": 1, "courseid": 2, "name": "Red", "description": "", "descriptionformat": 1, "enrolmentkey": null,
					"idnumber": "red", "visibility": 0, "participation": true, "customfields": []}, ` + describedGroup + `]`,
			},
		})
		h.try(t, ofCourse, []attempt{
			{why: "no part in the course", as: "nobody", arguments: `{"courseid": 2}`, code: call.CourseContext, path: "courseid"},
			{why: "in the course without the capability", as: "student1", arguments: `{"courseid": 2}`, code: call.NoPermission, path: "courseid"},
			{why: "the capability in another course", as: "teacher", arguments: `{"courseid": 3}`, code: call.CourseContext, path: "courseid"},
			{why: "a token for another course", as: "wsuser", course: 3, arguments: `{"courseid": 2}`, code: call.CourseContext, path: "courseid"},
			{why: "nothing but a number that no course has", as: "admin", arguments: `{"courseid": null}`, code: call.CourseContext, path: "courseid"},
			{why: "the site has no groups", as: "wsuser", arguments: `{"courseid": 1}`, want: `[]`},
		})
		if got := h.must(t, "teacher", ofCourse, `{"courseid": 2}`); strings.Index(got, `"A &amp; B"`) > strings.Index(got, `"Red"`) || strings.Contains(got, "Other") {
			t.Errorf("groups are not ordered by name, or of another course: %s", got)
		}
	})
}

const describedGroup = `{"id": 2, "courseid": 2, "name": "A &amp; B",
	"description": "<p>é</p><img src=\"https://school.example/webservice/pluginfile.php/20/group/description/2/a.png\">", "descriptionformat": 1,
	"enrolmentkey": null, "idnumber": "", "visibility": 0, "participation": true,
	"customfields": [{"name": "room", "shortname": "room", "type": "text", "valueraw": "1 & 2", "value": "1 &amp; 2"}]}`

func TestGroupsAreDeleted(t *testing.T) {
	const remove = "core_group_delete_groups"
	each(t, func(t *testing.T, h *harness) {
		h.must(t, "wsuser", createGroups, `{"groups": [{"courseid": 2, "name": "Blue", "description": ""}, {"courseid": 3, "name": "Other", "description": ""}]}`)
		h.unchanged(t, h.store.DB.Group.Query().Count, func() {
			h.try(t, remove, []attempt{
				{why: "no part in the course", as: "nobody", arguments: `{"groupids": [1]}`, code: call.CourseContext, path: "groupids[0]"},
				{why: "in the course without the capability", as: "student1", arguments: `{"groupids": [1]}`, code: call.NoPermission, path: "groupids[0]"},
				{why: "the last is of another course; unknown ones still count for the path", as: "teacher", arguments: `{"groupids": [1, 99, 3]}`, code: call.CourseContext, path: "groupids[2]"},
				{why: "a token for another course", as: "wsuser", course: 3, arguments: `{"groupids": [1]}`, code: call.CourseContext, path: "groupids[0]"},
				{why: "nobody has to be anybody to delete what is not there", as: "nobody", arguments: `{"groupids": [99]}`, want: `null`},
				{why: "none", as: "nobody", arguments: `{"groupids": []}`, want: `null`},
			})
		})
		h.must(t, "teacher", remove, `{"groupids": [1, 99, 1]}`)
		if h.store.DB.Group.Query().Where(group.ID(1)).ExistX(t.Context()) || h.store.DB.GroupMember.Query().Where(groupmember.GroupID(1)).ExistX(t.Context()) {
			t.Error("the group or its members are still there")
		}
		if n := tally(t, h.store.DB.Group.Query().Count); n != 2 {
			t.Errorf("there are %d groups, want 2", n)
		}
	})
}

func TestGroupMembersAreAdded(t *testing.T) {
	const add = "core_group_add_group_members"
	each(t, func(t *testing.T, h *harness) {
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			return tx.Enrolment.Create().SetCourseID(2).SetUserID(9).Exec(ctx)
		})
		h.must(t, "wsuser", createGroups, `{"groups": [{"courseid": 3, "name": "Other", "description": ""}]}`)
		h.unchanged(t, h.store.DB.GroupMember.Query().Count, func() {
			h.try(t, add, []attempt{
				{why: "no part in the course", as: "nobody", arguments: `{"members": [{"groupid": 1, "userid": 14}]}`, code: call.CourseContext, path: "members[0].groupid"},
				{why: "in the course without the capability", as: "student1", arguments: `{"members": [{"groupid": 1, "userid": 14}]}`, code: call.NoPermission, path: "members[0].groupid"},
				{why: "the second group is of another course", as: "teacher", arguments: `{"members": [{"groupid": 1, "userid": 14}, {"groupid": 2, "userid": 14}]}`, code: call.CourseContext, path: "members[1].groupid"},
				{why: "a token for another course", as: "wsuser", course: 3, arguments: `{"members": [{"groupid": 1, "userid": 14}]}`, code: call.CourseContext, path: "members[0].groupid"},
				{why: "no such group", as: "wsuser", arguments: `{"members": [{"groupid": 1, "userid": 14}, {"groupid": 99, "userid": 14}]}`, code: call.NotFound, path: "members[1].groupid"},
				{why: "no such user", as: "wsuser", arguments: `{"members": [{"groupid": 1, "userid": 14}, {"groupid": 1, "userid": 99}]}`, code: call.UserNotFound, path: "members[1].userid"},
				{why: "an unknown user counts before one who is not enrolled", as: "wsuser", arguments: `{"members": [{"groupid": 1, "userid": 12}, {"groupid": 1, "userid": 99}]}`, code: call.UserNotFound, path: "members[1].userid"},
				{why: "enrolled, and deleted since", as: "wsuser", arguments: `{"members": [{"groupid": 1, "userid": 9}]}`, code: call.UserNotFound, path: "members[0].userid"},
				{why: "the last is not enrolled", as: "wsuser", arguments: `{"members": [{"groupid": 1, "userid": 14}, {"groupid": 1, "userid": 12}]}`, code: call.InvalidParameter, path: "members[1].userid"},
				{why: "enrolled in another course only", as: "wsuser", arguments: `{"members": [{"groupid": 2, "userid": 11}]}`, code: call.InvalidParameter, path: "members[0].userid"},
				{why: "none", as: "nobody", arguments: `{"members": []}`, want: `null`},
			})
		})
		h.try(t, add, []attempt{
			{why: "one twice in the call and one who is a member already", as: "teacher", arguments: `{"members": [{"groupid": 1, "userid": 14}, {"groupid": 1, "userid": 14}, {"groupid": 1, "userid": 11}]}`, want: `null`},
		})
		h.try(t, "core_group_get_group_members", []attempt{
			{why: "no part in the course", as: "nobody", arguments: `{"groupids": [1]}`, code: call.CourseContext, path: "groupids[0]"},
			{why: "in the course without the capability", as: "student1", arguments: `{"groupids": [1]}`, code: call.NoPermission, path: "groupids[0]"},
			{why: "a token for another course", as: "wsuser", course: 3, arguments: `{"groupids": [1]}`, code: call.CourseContext, path: "groupids[0]"},
			{why: "no such group", as: "wsuser", arguments: `{"groupids": [99]}`, code: call.NotFound, path: "groupids[0]"},
			{why: "none", as: "wsuser", arguments: `{"groupids": []}`, want: `[]`},
			{
				why: "ordered by last name; an empty group too", as: "wsuser", arguments: `{"groupids": [2, 1]}`,
				want: `[{"groupid": 2, "userids": []}, {"groupid": 1, "userids": [14, 11]}]`,
			},
		})
	})
}

func TestThousandMembersInOneCall(t *testing.T) {
	eachQuiet(t, func(t *testing.T, h *harness) {
		h.addUsers(t, 1000)
		members := many(1000, func(i int) string { return fmt.Sprintf(`{"groupid": 1, "userid": %d}`, 1000+i) })
		n := h.reads(t, func() { h.must(t, "wsuser", "core_group_add_group_members", `{"members": `+members+`}`) })
		if n > 12 {
			t.Errorf("1000 members took %d statements that read", n)
		}
		if got := tally(t, h.store.DB.GroupMember.Query().Count); got != 1001 {
			t.Errorf("there are %d members, want 1001", got)
		}
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			return tx.User.UpdateOneID(1000).SetDeleted(true).Exec(ctx)
		})
		if got := h.must(t, "wsuser", "core_group_get_group_members", `{"groupids": [1]}`); strings.Contains(got, "1000,") || !strings.Contains(got, "[1999,1998,") {
			t.Errorf("deleted users are members, or the order is wrong: %.120s", got)
		}
	})
}
