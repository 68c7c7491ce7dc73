package functions_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"gatehouse/ent/auditevent"
	"gatehouse/ent/grouping"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

const (
	createGroupings = "core_group_create_groupings"
	updateGroupings = "core_group_update_groupings"
	getGroupings    = "core_group_get_groupings"
)

// manyGroupings makes groupings of C1 and C2, the last with a name of its own in C1.
func manyGroupings(n int, last string) string {
	return strings.ReplaceAll(manyGroups(n, last), `"Group `, `"Grouping `)
}

func TestGroupingsAreNotCreated(t *testing.T) {
	long := strings.Repeat("é", 128)
	one := func(course int, name, rest string) string {
		return fmt.Sprintf(`{"groupings": [{"courseid": 2, "name": "first", "description": ""}, {"courseid": %d, "name": %q, "description": ""%s}]}`, course, name, rest)
	}
	each(t, func(t *testing.T, h *harness) {
		invalid := func(why, arguments, path string) attempt {
			return attempt{why: why, as: "wsuser", arguments: arguments, code: call.InvalidParameter, path: path}
		}
		h.unchanged(t, h.store.DB.Grouping.Query().Count, func() {
			h.try(t, createGroupings, []attempt{
				{why: "no part in the course", as: "nobody", arguments: one(2, "x", ""), code: call.CourseContext, path: "groupings[0].courseid"},
				{why: "in the course without the capability", as: "student1", arguments: one(2, "x", ""), code: call.NoPermission, path: "groupings[0].courseid"},
				{why: "the capability in another course", as: "teacher", arguments: one(3, "x", ""), code: call.CourseContext, path: "groupings[1].courseid"},
				{why: "a token for another course", as: "wsuser", course: 2, arguments: one(3, "x", ""), code: call.CourseContext, path: "groupings[1].courseid"},
				{why: "a hidden course", as: "wsuser", arguments: one(4, "x", ""), code: call.CourseContext, path: "groupings[1].courseid"},
				{why: "no such course", as: "admin", arguments: one(99, "x", ""), code: call.CourseContext, path: "groupings[1].courseid"},
				invalid("a blank name", one(2, "  ", ""), "groupings[1].name"),
				invalid("markup in a name", one(2, "<b>x</b>", ""), "groupings[1].name"),
				invalid("a name that does not fit", one(2, long, ""), "groupings[1].name"),
				invalid("an id number that does not fit", one(2, "x", `, "idnumber": "`+long+`"`), "groupings[1].idnumber"),
				invalid("no such format", one(2, "x", `, "descriptionformat": 3`), "groupings[1].descriptionformat"),
				invalid("a name that the course has, but for blanks", one(2, " Colours ", ""), "groupings[1].name"),
				invalid("a name twice", one(2, "first", ""), "groupings[1].name"),
				{why: "an id number that the course has", as: "wsuser", arguments: one(2, "x", `, "idnumber": "colours"`), code: call.GroupIDNumberTaken, path: "groupings[1].idnumber"},
				invalid("the last of a thousand is taken", `{"groupings": `+manyGroupings(1000, "Colours")+`}`, "groupings[999].name"),
			})
		})
	})
}

func TestGroupingsAreCreated(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.try(t, createGroupings, []attempt{
			{why: "none", as: "wsuser", arguments: `{"groupings": []}`, want: `[]`},
			{
				why: "texts come back as they were given; a group may have the same name", as: "teacher",
				arguments: `{"groupings": [
					{"courseid": 2, "name": " Red ", "description": "<script>é</script>", "descriptionformat": 0, "idnumber": "red", "customfields": [{"shortname": "a", "value": "<b>"}]},
					{"courseid": 2, "name": "Grün & 🌳", "description": "", "idnumber": null}]}`,
				want: `[{"id": 2, "courseid": 2, "name": "Red", "description": "<script>é</script>", "descriptionformat": 0, "idnumber": "red", "customfields": [{"shortname": "a", "value": "<b>"}]},
					{"id": 3, "courseid": 2, "name": "Grün & 🌳", "description": "", "descriptionformat": 1, "idnumber": ""}]`,
			},
			{why: "the same name in another course, with a token for it", as: "wsuser", course: 3, arguments: `{"groupings": [{"courseid": 3, "name": "Colours", "description": "", "idnumber": "colours"}]}`},
		})
	})
}

func TestThousandGroupingsInOneCall(t *testing.T) {
	eachQuiet(t, func(t *testing.T, h *harness) {
		few := h.reads(t, func() { h.must(t, "wsuser", createGroupings, `{"groupings": `+manyGroupings(4, "Few")+`}`) })
		h.must(t, "wsuser", "core_group_delete_groupings", `{"groupingids": [2, 3, 4, 5]}`)
		lot := h.reads(t, func() { h.must(t, "wsuser", createGroupings, `{"groupings": `+manyGroupings(1000, "Last")+`}`) })
		if lot > few+1 {
			t.Errorf("4 groupings took %d statements that read, 1000 took %d", few, lot)
		}
		rows := h.store.DB.Grouping.Query().Where(grouping.IDGT(1)).Order(grouping.ByID()).AllX(t.Context())
		changes := func(prefix string, some int) string {
			return `{"groupings": ` + many(some, func(i int) string {
				return fmt.Sprintf(`{"id": %d, "name": "%s %d", "description": "", "idnumber": "%s%d"}`, rows[i].ID, prefix, i, prefix, i)
			}) + `}`
		}
		few = h.reads(t, func() { h.must(t, "wsuser", updateGroupings, changes("Few", 4)) })
		lot = h.reads(t, func() { h.must(t, "wsuser", updateGroupings, changes("Lot", 1000)) })
		if lot > few+3 {
			t.Errorf("changing 4 groupings took %d statements that read, 1000 took %d", few, lot)
		}
		if g := h.store.DB.Grouping.GetX(t.Context(), rows[999].ID); g.Name != "Lot 999" || g.IDNumber != "Lot999" {
			t.Errorf("the last grouping is %q with id number %q", g.Name, g.IDNumber)
		}
	})
}

func TestGroupingsAreChanged(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.must(t, "wsuser", createGroupings, `{"groupings": [{"courseid": 2, "name": "Days", "description": "", "idnumber": "days", "customfields": [{"shortname": "a", "value": "1"}, {"shortname": "b", "value": "2"}]},
			{"courseid": 3, "name": "Other", "description": ""}]}`)
		one := func(id int, name, rest string) string {
			return fmt.Sprintf(`{"groupings": [{"id": 1, "name": "first", "description": ""}, {"id": %d, "name": %q, "description": ""%s}]}`, id, name, rest)
		}
		invalid := func(why, arguments, path string) attempt {
			return attempt{why: why, as: "wsuser", arguments: arguments, code: call.InvalidParameter, path: path}
		}
		h.unchanged(t, h.store.DB.Grouping.Query().Where(grouping.NameIn("Colours", "Days", "Other")).Count, func() {
			h.try(t, updateGroupings, []attempt{
				{why: "no part in the course", as: "nobody", arguments: one(2, "x", ""), code: call.CourseContext, path: "groupings[0].id"},
				{why: "in the course without the capability", as: "student1", arguments: one(2, "x", ""), code: call.NoPermission, path: "groupings[0].id"},
				{why: "the last is of another course", as: "teacher", arguments: one(3, "x", ""), code: call.CourseContext, path: "groupings[1].id"},
				{why: "a token for another course", as: "wsuser", course: 2, arguments: one(3, "x", ""), code: call.CourseContext, path: "groupings[1].id"},
				invalid("no such grouping", one(99, "x", ""), "groupings[1].id"),
				invalid("a grouping twice", one(1, "x", ""), "groupings[1].id"),
				invalid("a blank name", one(2, "\t", ""), "groupings[1].name"),
				invalid("no such format", one(2, "x", `, "descriptionformat": 9`), "groupings[1].descriptionformat"),
				invalid("a name twice", one(2, "first", ""), "groupings[1].name"),
				invalid("a name that the course has", `{"groupings": [{"id": 2, "name": "Colours", "description": ""}]}`, "groupings[0].name"),
				{why: "an id number that the course has", as: "wsuser", arguments: `{"groupings": [{"id": 2, "name": "x", "description": "", "idnumber": "colours"}]}`, code: call.GroupIDNumberTaken, path: "groupings[0].idnumber"},
				{why: "none", as: "nobody", arguments: `{"groupings": []}`, want: `null`},
			})
		})
		h.must(t, "teacher", updateGroupings, `{"groupings": [
			{"id": 1, "name": " Größe ", "description": "x", "descriptionformat": 2, "idnumber": ""},
			{"id": 2, "name": "Colours", "description": "<p>é</p>", "idnumber": null, "customfields": [{"shortname": "b", "value": "3"}]}]}`)
		h.try(t, getGroupings, []attempt{{
			why: "a name that was given up before is free; what is not named stays", as: "wsuser", arguments: `{"groupingids": [2, 1]}`,
			want: `[{"id": 2, "courseid": 2, "name": "Colours", "description": "<p>é</p>", "descriptionformat": 1, "idnumber": "days",
				"customfields": [{"name": "a", "shortname": "a", "type": "text", "valueraw": "1", "value": "1"}, {"name": "b", "shortname": "b", "type": "text", "valueraw": "3", "value": "3"}]},
				{"id": 1, "courseid": 2, "name": "Größe", "description": "x", "descriptionformat": 1, "idnumber": "", "customfields": []}]`,
		}})
		if g := h.store.DB.Grouping.GetX(t.Context(), 1); g.DescriptionFormat != 2 {
			t.Errorf("the format is %d, want 2", g.DescriptionFormat)
		}
	})
}

func TestGroupingsAreRead(t *testing.T) {
	const ofCourse = "core_group_get_course_groupings"
	each(t, func(t *testing.T, h *harness) {
		h.must(t, "wsuser", createGroupings, `{"groupings": [{"courseid": 2, "name": "A & B", "description": "é<script>x</script>"}, {"courseid": 3, "name": "Other", "description": ""}]}`)
		h.must(t, "wsuser", createGroups, `{"groups": [{"courseid": 2, "name": "C & D", "description": "<b onclick=\"x\">b</b>", "enrolmentkey": "k", "customfields": [{"shortname": "a", "value": "1"}]}]}`)
		h.must(t, "wsuser", "core_group_assign_grouping", `{"assignments": [{"groupingid": 1, "groupid": 2}]}`)
		h.try(t, getGroupings, []attempt{
			{why: "no part in the course", as: "nobody", arguments: `{"groupingids": [1]}`, code: call.CourseContext, path: "groupingids[0]"},
			{why: "in the course without the capability", as: "student1", arguments: `{"groupingids": [1]}`, code: call.NoPermission, path: "groupingids[0]"},
			{why: "the last is of another course", as: "teacher", arguments: `{"groupingids": [1, 3]}`, code: call.CourseContext, path: "groupingids[1]"},
			{why: "a token for another course", as: "wsuser", course: 3, arguments: `{"groupingids": [3, 1]}`, code: call.CourseContext, path: "groupingids[1]"},
			{why: "no such grouping", as: "wsuser", arguments: `{"groupingids": [1, 99]}`, code: call.NotFound, path: "groupingids[1]"},
			{why: "none", as: "wsuser", arguments: `{"groupingids": []}`, want: `[]`},
			{
				why: "in the order of the ids, each with its groups; without groups there is no list", as: "wsuser", arguments: `{"groupingids": [2, 1], "returngroups": 1}`,
				want: `[{"id": 2, "courseid": 2, "name": "A &amp; B", "description": "é", "descriptionformat": 1, "idnumber": "", "customfields": []},
					{"id": 1, "courseid": 2, "name": "Colours", "description": "", "descriptionformat": 1, "idnumber": "colours", "customfields": [], "groups": [
						{"id": 1, "courseid": 2, "name": "Red", "description": "", "descriptionformat": 1, "enrolmentkey": null, "idnumber": "red", "customfields": []},
						{"id": 2, "courseid": 2, "name": "C &amp; D", "description": "<b>b</b>", "descriptionformat": 1, "enrolmentkey": "k", "idnumber": "",
							"customfields": [{"name": "a", "shortname": "a", "type": "text", "valueraw": "1", "value": "1"}]}]}]`,
			},
			{why: "groups only when they are asked for", as: "teacher", arguments: `{"groupingids": [1]}`, want: `[{"id": 1, "courseid": 2, "name": "Colours", "description": "", "descriptionformat": 1, "idnumber": "colours", "customfields": []}]`},
		})
		h.try(t, ofCourse, []attempt{
			{why: "no part in the course", as: "nobody", arguments: `{"courseid": 2}`, code: call.CourseContext, path: "courseid"},
			{why: "in the course without the capability", as: "student1", arguments: `{"courseid": 2}`, code: call.NoPermission, path: "courseid"},
			{why: "the capability in another course", as: "teacher", arguments: `{"courseid": 3}`, code: call.CourseContext, path: "courseid"},
			{why: "a token for another course", as: "wsuser", course: 3, arguments: `{"courseid": 2}`, code: call.CourseContext, path: "courseid"},
			{why: "no such course", as: "admin", arguments: `{"courseid": 99}`, code: call.CourseContext, path: "courseid"},
			{why: "the site has none", as: "wsuser", arguments: `{"courseid": 1}`, want: `[]`},
			{
				why: "ordered by name", as: "teacher", arguments: `{"courseid": 2}`,
				want: `[{"id": 2, "courseid": 2, "name": "A &amp; B", "description": "é", "descriptionformat": 1, "idnumber": ""},
					{"id": 1, "courseid": 2, "name": "Colours", "description": "", "descriptionformat": 1, "idnumber": "colours"}]`,
			},
		})
	})
}

func TestGroupingsAreDeleted(t *testing.T) {
	const remove = "core_group_delete_groupings"
	each(t, func(t *testing.T, h *harness) {
		h.must(t, "wsuser", createGroupings, `{"groupings": [{"courseid": 2, "name": "Days", "description": ""}, {"courseid": 3, "name": "Other", "description": ""}]}`)
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			if err := tx.Course.UpdateOneID(2).SetDefaultGroupingID(1).Exec(ctx); err != nil {
				return err
			}
			return tx.Course.UpdateOneID(3).SetDefaultGroupingID(3).Exec(ctx)
		})
		h.unchanged(t, h.store.DB.Grouping.Query().Count, func() {
			h.try(t, remove, []attempt{
				{why: "no part in the course", as: "nobody", arguments: `{"groupingids": [1]}`, code: call.CourseContext, path: "groupingids[0]"},
				{why: "in the course without the capability", as: "student1", arguments: `{"groupingids": [1]}`, code: call.NoPermission, path: "groupingids[0]"},
				{why: "the last is of another course; unknown ones still count for the path", as: "teacher", arguments: `{"groupingids": [1, 99, 3]}`, code: call.CourseContext, path: "groupingids[2]"},
				{why: "a token for another course", as: "wsuser", course: 3, arguments: `{"groupingids": [1]}`, code: call.CourseContext, path: "groupingids[0]"},
				{why: "nobody has to be anybody to delete what is not there", as: "nobody", arguments: `{"groupingids": [99]}`, want: `null`},
				{why: "none", as: "nobody", arguments: `{"groupingids": []}`, want: `null`},
			})
		})
		h.must(t, "teacher", remove, `{"groupingids": [1, 99, 1]}`)
		left := h.store.DB.Grouping.Query().Order(grouping.ByID()).IDsX(t.Context())
		if len(left) != 2 || left[0] != 2 || left[1] != 3 || tally(t, h.store.DB.GroupingGroup.Query().Count) != 0 {
			t.Errorf("the groupings %v are left, want 2 and 3 without links", left)
		}
		if n := tally(t, h.store.DB.Group.Query().Count); n != 1 {
			t.Errorf("there are %d groups, want 1", n)
		}
		if a, b := h.store.DB.Course.GetX(t.Context(), 2), h.store.DB.Course.GetX(t.Context(), 3); a.DefaultGroupingID != 0 || b.DefaultGroupingID != 3 {
			t.Errorf("the courses' default groupings are %d and %d, want 0 and 3", a.DefaultGroupingID, b.DefaultGroupingID)
		}
	})
}

func TestGroupsInGroupings(t *testing.T) {
	const assign, unassign = "core_group_assign_grouping", "core_group_unassign_grouping"
	each(t, func(t *testing.T, h *harness) {
		h.must(t, "wsuser", createGroupings, `{"groupings": [{"courseid": 2, "name": "Days", "description": ""}, {"courseid": 3, "name": "Other", "description": ""}]}`)
		h.must(t, "wsuser", createGroups, `{"groups": [{"courseid": 2, "name": "Blue", "description": ""}, {"courseid": 3, "name": "Other", "description": ""}]}`)
		h.unchanged(t, h.store.DB.GroupingGroup.Query().Count, func() {
			for _, function := range []struct{ name, list string }{{assign, "assignments"}, {unassign, "unassignments"}} {
				links := func(second string) string {
					return `{"` + function.list + `": [{"groupingid": 1, "groupid": 1}, ` + second + `]}`
				}
				h.try(t, function.name, []attempt{
					{why: "no part in the course", as: "nobody", arguments: links(`{"groupingid": 1, "groupid": 1}`), code: call.CourseContext, path: function.list + "[0].groupingid"},
					{why: "in the course without the capability", as: "student1", arguments: links(`{"groupingid": 1, "groupid": 1}`), code: call.NoPermission, path: function.list + "[0].groupingid"},
					{why: "the grouping is of another course", as: "teacher", arguments: links(`{"groupingid": 3, "groupid": 1}`), code: call.CourseContext, path: function.list + "[1].groupingid"},
					{why: "the group is of another course", as: "teacher", arguments: links(`{"groupingid": 1, "groupid": 3}`), code: call.CourseContext, path: function.list + "[1].groupid"},
					{why: "a token for another course", as: "wsuser", course: 3, arguments: links(`{"groupingid": 3, "groupid": 3}`), code: call.CourseContext, path: function.list + "[0].groupingid"},
					{why: "no such grouping", as: "wsuser", arguments: links(`{"groupingid": 99, "groupid": 1}`), code: call.NotFound, path: function.list + "[1].groupingid"},
					{why: "no such group", as: "wsuser", arguments: links(`{"groupingid": 1, "groupid": 99}`), code: call.NotFound, path: function.list + "[1].groupid"},
					{why: "none", as: "nobody", arguments: `{"` + function.list + `": []}`, want: `null`},
				})
			}
			h.try(t, assign, []attempt{
				{why: "group and grouping of two courses, both the caller's", as: "wsuser", arguments: `{"assignments": [{"groupingid": 2, "groupid": 2}, {"groupingid": 1, "groupid": 3}]}`, code: call.InvalidParameter, path: "assignments[1].groupid"},
			})
		})
		h.try(t, assign, []attempt{
			{why: "one twice, and one that is there", as: "teacher", arguments: `{"assignments": [{"groupingid": 1, "groupid": 2}, {"groupingid": 1, "groupid": 2}, {"groupingid": 1, "groupid": 1}, {"groupingid": 2, "groupid": 1}]}`, want: `null`},
		})
		if n := tally(t, h.store.DB.GroupingGroup.Query().Count); n != 3 {
			t.Errorf("there are %d links, want 3", n)
		}
		if n := tally(t, h.store.DB.AuditEvent.Query().Where(auditevent.Action(assign), auditevent.Subject("grouping 1, grouping 2")).Count); n != 1 {
			t.Errorf("the audit trail has %d events about both groupings, want 1", n)
		}
		h.try(t, unassign, []attempt{
			{why: "one twice, and one that is not there", as: "teacher", arguments: `{"unassignments": [{"groupingid": 1, "groupid": 1}, {"groupingid": 1, "groupid": 1}, {"groupingid": 2, "groupid": 2}]}`, want: `null`},
			{why: "again", as: "teacher", arguments: `{"unassignments": [{"groupingid": 1, "groupid": 1}]}`, want: `null`},
			{why: "what cannot be there", as: "wsuser", arguments: `{"unassignments": [{"groupingid": 1, "groupid": 3}]}`, want: `null`},
		})
		var left []string
		for _, link := range h.store.DB.GroupingGroup.Query().AllX(t.Context()) {
			left = append(left, fmt.Sprintf("%d-%d", link.GroupingID, link.GroupID))
		}
		if got := strings.Join(left, " "); got != "1-2 2-1" {
			t.Errorf("the links %s are left, want 1-2 2-1", got)
		}
	})
}

func TestThousandGroupsInAGrouping(t *testing.T) {
	eachQuiet(t, func(t *testing.T, h *harness) {
		h.must(t, "wsuser", createGroups, `{"groups": `+many(1000, func(i int) string { return fmt.Sprintf(`{"courseid": 2, "name": "G%d", "description": ""}`, i) })+`}`)
		links := many(1000, func(i int) string { return fmt.Sprintf(`{"groupingid": 1, "groupid": %d}`, 2+i) })
		for _, step := range []struct {
			function, list string
			after          int
		}{{"core_group_assign_grouping", "assignments", 1001}, {"core_group_unassign_grouping", "unassignments", 1}} {
			n := h.reads(t, func() { h.must(t, "wsuser", step.function, `{"`+step.list+`": `+links+`}`) })
			if n > 10 {
				t.Errorf("%s: 1000 groups took %d statements that read", step.function, n)
			}
			if got := tally(t, h.store.DB.GroupingGroup.Query().Count); got != step.after {
				t.Errorf("%s: there are %d links, want %d", step.function, got, step.after)
			}
		}
	})
}
