package functions_test

import (
	"context"
	"fmt"
	"testing"

	"gatehouse/ent/auditevent"
	"gatehouse/ent/group"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

const updateGroups = "core_group_update_groups"

func TestGroupsAreNotChanged(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.must(t, "wsuser", createGroups, `{"groups": [{"courseid": 2, "name": "Blue", "description": "", "idnumber": "blue"}, {"courseid": 3, "name": "Other", "description": ""}]}`)
		invalid := func(why, arguments, path string) attempt {
			return attempt{why: why, as: "wsuser", arguments: arguments, code: call.InvalidParameter, path: path}
		}
		h.unchanged(t, h.store.DB.Group.Query().Where(group.NameIn("Red", "Blue", "Other")).Count, func() {
			h.try(t, updateGroups, []attempt{
				{why: "no part in the course", as: "nobody", arguments: `{"groups": [{"id": 1, "name": "x"}]}`, code: call.CourseContext, path: "groups[0].id"},
				{why: "in the course without the capability", as: "student1", arguments: `{"groups": [{"id": 1, "name": "x"}]}`, code: call.NoPermission, path: "groups[0].id"},
				{why: "the last group is of another course", as: "teacher", arguments: `{"groups": [{"id": 1, "name": "x"}, {"id": 3, "name": "y"}]}`, code: call.CourseContext, path: "groups[1].id"},
				{why: "a token for another course", as: "wsuser", course: 3, arguments: `{"groups": [{"id": 3, "name": "x"}, {"id": 1, "name": "x"}]}`, code: call.CourseContext, path: "groups[1].id"},
				invalid("no such group", `{"groups": [{"id": 1, "name": "x"}, {"id": 99, "name": "y"}]}`, "groups[1].id"),
				invalid("a group twice", `{"groups": [{"id": 1, "name": "x"}, {"id": 1, "name": "y"}]}`, "groups[1].id"),
				invalid("a blank name", `{"groups": [{"id": 1, "name": " "}]}`, "groups[0].name"),
				invalid("markup in a name", `{"groups": [{"id": 1, "name": "<b>x</b>"}]}`, "groups[0].name"),
				invalid("no such format", `{"groups": [{"id": 1, "name": "Red", "descriptionformat": 3}]}`, "groups[0].descriptionformat"),
				invalid("no such visibility", `{"groups": [{"id": 2, "name": "Blue", "visibility": "4"}]}`, "groups[0].visibility"),
				invalid("a visibility that is no number", `{"groups": [{"id": 2, "name": "Blue", "visibility": "all"}]}`, "groups[0].visibility"),
				invalid("there are members who joined a visible group", `{"groups": [{"id": 2, "name": "x"}, {"id": 1, "name": "Red", "visibility": "1"}]}`, "groups[1].visibility"),
				invalid("there are members who joined a group that takes part", `{"groups": [{"id": 1, "name": "Red", "participation": false}]}`, "groups[0].participation"),
				invalid("a name that the course has", `{"groups": [{"id": 3, "name": "Red"}, {"id": 1, "name": " Blue "}]}`, "groups[1].name"),
				invalid("a name twice", `{"groups": [{"id": 1, "name": "x"}, {"id": 2, "name": "x"}]}`, "groups[1].name"),
				invalid("a name is free only once it was given up", `{"groups": [{"id": 1, "name": "Blue"}, {"id": 2, "name": "Green"}]}`, "groups[0].name"),
				{why: "an id number that the course has", as: "wsuser", arguments: `{"groups": [{"id": 3, "name": "x"}, {"id": 2, "name": "x", "idnumber": "red"}]}`, code: call.GroupIDNumberTaken, path: "groups[1].idnumber"},
				{why: "none", as: "nobody", arguments: `{"groups": []}`, want: `null`},
			})
		})
	})
}

func TestGroupsAreChanged(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.must(t, "wsuser", createGroups, `{"groups": [{"courseid": 2, "name": "Blue", "description": "b", "descriptionformat": 2, "enrolmentkey": "k", "idnumber": "blue",
			"visibility": 1, "participation": false, "customfields": [{"shortname": "a", "value": "1"}, {"shortname": "b", "value": "2"}]}]}`)
		created := h.store.DB.Group.GetX(t.Context(), 2)
		h.try(t, updateGroups, []attempt{
			{why: "what is left out or null stays", as: "teacher", arguments: `{"groups": [{"id": 2, "name": "Blue", "description": null, "enrolmentkey": null, "idnumber": null, "visibility": null, "participation": null}]}`, want: `null`},
			{why: "members do not mind what stays as it is", as: "teacher", arguments: `{"groups": [{"id": 1, "name": "Red", "visibility": "0", "participation": true}]}`, want: `null`},
		})
		const get = "core_group_get_groups"
		h.try(t, get, []attempt{{
			why: "nothing has changed", as: "wsuser", arguments: `{"groupids": [2]}`,
			want: `[{"id": 2, "courseid": 2, "name": "Blue", "description": "b", "descriptionformat": 1, "enrolmentkey": "k", "idnumber": "blue", "visibility": 1, "participation": false,
				"customfields": [{"name": "a", "shortname": "a", "type": "text", "valueraw": "1", "value": "1"}, {"name": "b", "shortname": "b", "type": "text", "valueraw": "2", "value": "2"}]}]`,
		}})
		if g := h.store.DB.Group.GetX(t.Context(), 2); g.DescriptionFormat != 2 || !g.CreatedAt.Equal(created.CreatedAt) {
			t.Errorf("the group has format %d and was created at %s, want 2 and %s", g.DescriptionFormat, g.CreatedAt, created.CreatedAt)
		}
		h.must(t, "teacher", updateGroups, `{"groups": [
			{"id": 1, "name": " Grün 🌳 ", "idnumber": "  "},
			{"id": 2, "name": "Red", "description": "", "enrolmentkey": "", "idnumber": "red", "visibility": "3", "participation": true, "customfields": [{"shortname": "b", "value": "<3>"}]}]}`)
		h.try(t, get, []attempt{{
			why: "a name and an id number that were given up before are free; fields that are not named stay", as: "wsuser", arguments: `{"groupids": [1, 2]}`,
			want: `[{"id": 1, "courseid": 2, "name": "Grün 🌳", "description": "", "descriptionformat": 1, "enrolmentkey": null, "idnumber": "", "visibility": 0, "participation": true, "customfields": []},
				{"id": 2, "courseid": 2, "name": "Red", "description": "", "descriptionformat": 1, "enrolmentkey": "", "idnumber": "red", "visibility": 3, "participation": true,
				"customfields": [{"name": "a", "shortname": "a", "type": "text", "valueraw": "1", "value": "1"}, {"name": "b", "shortname": "b", "type": "text", "valueraw": "<3>", "value": ""}]}]`,
		}})
		if n := tally(t, h.store.DB.AuditEvent.Query().Where(auditevent.Action(updateGroups), auditevent.Subject("group 1, group 2")).Count); n != 1 {
			t.Errorf("the audit trail has %d events about both groups, want 1", n)
		}
	})
}

func TestThousandGroupsChangedInOneCall(t *testing.T) {
	eachQuiet(t, func(t *testing.T, h *harness) {
		h.must(t, "wsuser", createGroups, `{"groups": `+manyGroups(1000, "Last")+`}`)
		changes := func(prefix string, n int) string {
			return `{"groups": ` + many(n, func(i int) string {
				return fmt.Sprintf(`{"id": %[1]d, "name": "%[2]s %[3]d", "idnumber": "%[2]s%[3]d", "visibility": "2"}`, n+1-i, prefix, i)
			}) + `}`
		}
		few := h.reads(t, func() { h.must(t, "wsuser", updateGroups, changes("Few", 4)) })
		lot := h.reads(t, func() { h.must(t, "wsuser", updateGroups, changes("Changed", 1000)) })
		if lot > few+5 { // a second chunk of each of four kinds, and a second course
			t.Errorf("4 groups took %d statements that read, 1000 took %d", few, lot)
		}
		for id, want := range map[int]string{1001: "Changed 0", 501: "Changed 500", 2: "Changed 999"} {
			if g := h.store.DB.Group.GetX(t.Context(), id); g.Name != want || g.Visibility != 2 {
				t.Errorf("group %d is %q with visibility %d, want %q and 2", id, g.Name, g.Visibility, want)
			}
		}
		if n := tally(t, h.store.DB.Group.Query().Count); n != 1001 {
			t.Errorf("there are %d groups, want 1001", n)
		}
	})
}

func TestGroupMembersAreTakenOut(t *testing.T) {
	const remove = "core_group_delete_group_members"
	each(t, func(t *testing.T, h *harness) {
		h.must(t, "wsuser", createGroups, `{"groups": [{"courseid": 2, "name": "Blue", "description": ""}, {"courseid": 3, "name": "Other", "description": ""}]}`)
		h.must(t, "wsuser", "core_group_add_group_members", `{"members": [{"groupid": 2, "userid": 11}, {"groupid": 1, "userid": 14}]}`)
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			return tx.GroupMember.Create().SetGroupID(2).SetUserID(14).SetComponent("enrol_meta").Exec(ctx)
		})
		h.unchanged(t, h.store.DB.GroupMember.Query().Count, func() {
			h.try(t, remove, []attempt{
				{why: "no part in the course", as: "nobody", arguments: `{"members": [{"groupid": 1, "userid": 11}]}`, code: call.CourseContext, path: "members[0].groupid"},
				{why: "in the course without the capability, though it is the own membership", as: "student1", arguments: `{"members": [{"groupid": 1, "userid": 11}]}`, code: call.NoPermission, path: "members[0].groupid"},
				{why: "the last group is of another course", as: "teacher", arguments: `{"members": [{"groupid": 1, "userid": 11}, {"groupid": 3, "userid": 11}]}`, code: call.CourseContext, path: "members[1].groupid"},
				{why: "a token for another course", as: "wsuser", course: 3, arguments: `{"members": [{"groupid": 1, "userid": 11}]}`, code: call.CourseContext, path: "members[0].groupid"},
				{why: "no such group", as: "wsuser", arguments: `{"members": [{"groupid": 1, "userid": 11}, {"groupid": 99, "userid": 11}]}`, code: call.NotFound, path: "members[1].groupid"},
				{why: "no such user", as: "wsuser", arguments: `{"members": [{"groupid": 1, "userid": 11}, {"groupid": 1, "userid": 99}]}`, code: call.UserNotFound, path: "members[1].userid"},
				{why: "a deleted user", as: "wsuser", arguments: `{"members": [{"groupid": 1, "userid": 9}]}`, code: call.UserNotFound, path: "members[0].userid"},
				{why: "the last was put in by a component", as: "admin", arguments: `{"members": [{"groupid": 1, "userid": 11}, {"groupid": 2, "userid": 14}]}`, code: call.RemoveNotPermitted, path: "members[1].userid"},
				{why: "none", as: "nobody", arguments: `{"members": []}`, want: `null`},
			})
		})
		h.try(t, remove, []attempt{
			{why: "one twice, one who is no member, and not the other memberships of the same users", as: "teacher", arguments: `{"members": [{"groupid": 1, "userid": 11}, {"groupid": 1, "userid": 11}, {"groupid": 1, "userid": 12}]}`, want: `null`},
			{why: "again", as: "teacher", arguments: `{"members": [{"groupid": 1, "userid": 11}]}`, want: `null`},
		})
		h.try(t, "core_group_get_group_members", []attempt{
			{why: "who stays", as: "wsuser", arguments: `{"groupids": [1, 2]}`, want: `[{"groupid": 1, "userids": [14]}, {"groupid": 2, "userids": [14, 11]}]`},
		})
	})
}

func TestThousandMembersTakenOutInOneCall(t *testing.T) {
	eachQuiet(t, func(t *testing.T, h *harness) {
		h.addUsers(t, 1000)
		members := many(1000, func(i int) string { return fmt.Sprintf(`{"groupid": 1, "userid": %d}`, 1000+i) })
		h.must(t, "wsuser", "core_group_add_group_members", `{"members": `+members+`}`)
		n := h.reads(t, func() { h.must(t, "wsuser", "core_group_delete_group_members", `{"members": `+members+`}`) })
		if n > 10 {
			t.Errorf("1000 members took %d statements that read", n)
		}
		if got := tally(t, h.store.DB.GroupMember.Query().Count); got != 1 {
			t.Errorf("there are %d members, want 1", got)
		}
	})
}

func TestGroupsOfUsers(t *testing.T) {
	const get = "core_group_get_course_user_groups"
	red := `{"id": 1, "name": "Red", "description": "", "descriptionformat": 1, "idnumber": "red", "courseid": 2}`
	each(t, func(t *testing.T, h *harness) {
		h.must(t, "wsuser", createGroups, groupsOfUsers)
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			for _, course := range []int{3, 4} {
				if err := tx.Enrolment.Create().SetCourseID(course).SetUserID(11).Exec(ctx); err != nil {
					return err
				}
			}
			if err := tx.GroupMember.Create().SetGroupID(1).SetUserID(14).Exec(ctx); err != nil {
				return err
			}
			if err := tx.Group.Create().SetID(50).SetCourseID(4).SetName("In a hidden course").Exec(ctx); err != nil {
				return err
			}
			for _, id := range []int{2, 3, 4, 50} {
				if err := tx.GroupMember.Create().SetGroupID(id).SetUserID(11).Exec(ctx); err != nil {
					return err
				}
			}
			return nil
		})
		amber := `{"id": 2, "name": "Amber &amp; Co", "description": "é", "descriptionformat": 1, "idnumber": "", "courseid": 2}`
		hidden := `{"id": 3, "name": "Hidden", "description": "", "descriptionformat": 1, "idnumber": "", "courseid": 2}`
		other := `{"id": 4, "name": "Other", "description": "", "descriptionformat": 1, "idnumber": "o", "courseid": 3}`
		warned := func(course int, code, message string) string {
			return fmt.Sprintf(`{"groups": [], "warnings": [{"item": "course", "itemid": %d, "warningcode": %q, "message": %q}]}`, course, code, message)
		}
		nothing := `{"groups": [], "warnings": []}`
		h.try(t, get, []attempt{
			{why: "another user, without the capability", as: "student1", arguments: `{"courseid": 2, "userid": 14}`, want: warned(2, "cannotmanagegroups", "The user student1 may not manage groups in the course 2.")},
			{why: "whether there is such a user is not told without the capability", as: "student1", arguments: `{"courseid": 2, "userid": 99}`, want: warned(2, "cannotmanagegroups", "The user student1 may not manage groups in the course 2.")},
			{why: "nor where somebody takes part", as: "student1", arguments: `{"userid": 14}`, want: nothing},
			{why: "nor whether there is such a user", as: "student1", arguments: `{"userid": 99}`, want: nothing},
			{why: "no part in the course", as: "nobody", arguments: `{"courseid": 2}`, want: warned(2, "1", "The user nobody is not enrolled in the course 2.")},
			{why: "a hidden course, for its participants too", as: "student1", arguments: `{"courseid": 4}`, want: warned(4, "1", "The course 4 is hidden.")},
			{why: "the capability in another course", as: "teacher", arguments: `{"courseid": 3, "userid": 11}`, want: warned(3, "1", "The user teacher is not enrolled in the course 3.")},
			{why: "a token for another course", as: "wsuser", course: 3, arguments: `{"courseid": 2, "userid": 11}`, want: warned(2, "1", "This token works in one course only, and the call reaches outside it.")},
			{why: "no such course", as: "wsuser", arguments: `{"courseid": 99}`, code: call.NotFound, path: "courseid"},
			{why: "no such user", as: "wsuser", arguments: `{"courseid": 2, "userid": 99}`, code: call.UserNotFound, path: "userid"},
			{why: "a deleted user", as: "wsuser", arguments: `{"courseid": 2, "userid": 9}`, code: call.UserNotFound, path: "userid"},
			{why: "a user who is not enrolled", as: "teacher", arguments: `{"courseid": 2, "userid": 12}`, want: warned(2, "notenrolled", "The user 12 is not enrolled in the course 2.")},
			{why: "everybody is in the site, and it has no groups", as: "nobody", arguments: `{"courseid": 1}`, want: nothing},
			{why: "the own groups of all courses, but for hidden courses and a membership that is hidden", as: "student1", arguments: `{}`, want: `{"groups": [` + amber + `,` + red + `,` + other + `], "warnings": []}`},
			{why: "the own groups of one", as: "student1", arguments: `{"courseid": 3, "userid": 11}`, want: `{"groups": [` + other + `], "warnings": []}`},
			{why: "with a token for a course only those of the course", as: "student1", course: 3, arguments: `{}`, want: `{"groups": [` + other + `], "warnings": []}`},
			{why: "who manages groups sees hidden memberships, in the own courses", as: "teacher", arguments: `{"userid": 11}`, want: `{"groups": [` + amber + `,` + hidden + `,` + red + `], "warnings": []}`},
			{why: "with the capability in the site everywhere", as: "wsuser", arguments: `{"userid": 11}`, want: `{"groups": [` + amber + `,` + hidden + `,` + red + `,` + other + `], "warnings": []}`},
			{why: "of one grouping", as: "wsuser", arguments: `{"userid": 11, "groupingid": 1}`, want: `{"groups": [` + red + `], "warnings": []}`},
			{why: "no such grouping", as: "wsuser", arguments: `{"courseid": 2, "userid": 11, "groupingid": 99}`, want: nothing},
		})
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			return tx.User.UpdateOneID(11).SetPreferences(map[string]string{"auth_forcepasswordchange": "1"}).Exec(ctx)
		})
		h.refused(t, "student1", get, `{}`, call.MustChangePassword, "")
	})
}

const groupsOfUsers = `{"groups": [
	{"courseid": 2, "name": "Amber & Co", "description": "<script>x</script>é", "visibility": 2},
	{"courseid": 2, "name": "Hidden", "description": "", "visibility": 3},
	{"courseid": 3, "name": "Other", "description": "", "idnumber": "o"}]}`
