package functions_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"gatehouse/ent/calendarevent"
	"gatehouse/server/call"
	"gatehouse/server/functions/functionstest"
	"gatehouse/server/store"
)

const (
	createEvents = "core_calendar_create_calendar_events"
	getEvents    = "core_calendar_get_calendar_events"
	getEvent     = "core_calendar_get_calendar_event_by_id"
	deleteEvents = "core_calendar_delete_calendar_events"
)

// grantRole makes a role with one capability and gives it to a user, in a course or with course 0 in the site.
func (h *harness) grantRole(t *testing.T, id, user, course int, capability string) {
	t.Helper()
	h.write(t, func(ctx context.Context, tx *store.Tx) error {
		if err := tx.Role.Create().SetID(id).SetShortName(fmt.Sprint("role", id)).SetCapabilities([]string{capability}).Exec(ctx); err != nil {
			return err
		}
		row := tx.RoleAssignment.Create().SetUserID(user).SetRoleID(id)
		if course != 0 {
			row.SetCourseID(course)
		}
		return row.Exec(ctx)
	})
}

// eventNames are the names of the events of an answer, and the ids that it warns about.
func eventNames(t *testing.T, text string) string {
	t.Helper()
	var out struct {
		Events []struct {
			Name      string
			TimeStart int64
		}
		Warnings []struct {
			Item   string
			ItemID int
		}
	}
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range out.Events {
		names = append(names, e.Name)
	}
	for _, w := range out.Warnings {
		names = append(names, fmt.Sprintf("!%s %d", w.Item, w.ItemID))
	}
	return strings.Join(names, ", ")
}

func TestEventsAreNotCreated(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.grantRole(t, 45, 11, 3, "moodle/calendar:manageentries")
		h.must(t, "wsuser", createGroups, `{"groups": [{"courseid": 2, "name": "Blue", "description": ""}, {"courseid": 3, "name": "Other", "description": ""}]}`)
		h.grantRole(t, 46, 11, 2, "moodle/calendar:managegroupentries")
		refused := `{"item": "x", "warningcode": "nopermissions", "message": "events[0]: You may not create this event."}`
		h.unchanged(t, h.store.DB.CalendarEvent.Query().Count, func() {
			for _, row := range []struct {
				why, as   string
				course    int
				arguments string
			}{
				{"no part in the course", "nobody", 0, `"eventtype": "course", "courseid": 2`},
				{"in the course without the capability", "student1", 0, `"eventtype": "course", "courseid": 2`},
				{"the capability in a course that one may not enter", "student1", 0, `"eventtype": "course", "courseid": 3`},
				{"the capability in another course", "teacher", 0, `"eventtype": "course", "courseid": 3`},
				{"no such course", "admin", 0, `"eventtype": "course", "courseid": 99`},
				{"a token for another course", "admin", 3, `"eventtype": "course", "courseid": 2`},
				{"of the site, with the capability in a course", "teacher", 0, `"eventtype": "site"`},
				{"of the site, with a token for a course", "admin", 2, `"eventtype": "site"`},
				{"one's own without the capability", "teacher", 0, `"eventtype": "user"`},
				{"one's own, with a token for a course", "admin", 2, `"eventtype": "user"`},
				{"of a group that one is not in", "student1", 0, `"eventtype": "group", "groupid": 2`},
				{"of a group of another course", "teacher", 0, `"eventtype": "group", "groupid": 3`},
				{"no such group", "admin", 0, `"eventtype": "group", "groupid": 99`},
				{"a group that is not of the course", "admin", 0, `"eventtype": "group", "groupid": 1, "courseid": 3`},
				{"of a category, which cannot be named", "admin", 0, `"eventtype": "category"`},
			} {
				h.try(t, createEvents, []attempt{{why: row.why, as: row.as, course: row.course, arguments: `{"events": [{"name": "x", ` + row.arguments + `}]}`, want: `{"events": [], "warnings": [` + refused + `]}`}})
			}
			for _, row := range []struct{ why, event, key string }{
				{"a blank name", `{"name": " "}`, "name"},
				{"markup in a name", `{"name": "<b>x</b>"}`, "name"},
				{"a name that does not fit", `{"name": "` + strings.Repeat("é", 667) + `"}`, "name"},
				{"no such format", `{"name": "x", "format": 3}`, "format"},
				{"no such type", `{"name": "x", "eventtype": "due"}`, "eventtype"},
				{"of no course", `{"name": "x", "eventtype": "course"}`, "courseid"},
				{"the site is no course", `{"name": "x", "eventtype": "course", "courseid": 1}`, "courseid"},
				{"of no group", `{"name": "x", "eventtype": "group", "courseid": 2}`, "groupid"},
				{"fewer than none", `{"name": "x", "repeats": -1}`, "repeats"},
				{"too often", `{"name": "x", "repeats": 501}`, "repeats"},
				{"before there was time", `{"name": "x", "timestart": -1}`, "timestart"},
				{"after all time", `{"name": "x", "timestart": 253402300800}`, "timestart"},
				{"shorter than nothing", `{"name": "x", "timeduration": -1}`, "timeduration"},
				{"until after all time", `{"name": "x", "timeduration": 9223372036854775807}`, "timeduration"},
				{"null is no name", `{"name": null}`, "name"},
			} {
				h.try(t, createEvents, []attempt{{why: row.why, as: "admin", arguments: `{"events": [{"name": "good"}, ` + row.event + `]}`, code: call.InvalidParameter, path: "events[1]." + row.key}})
			}
			h.try(t, createEvents, []attempt{
				{why: "too many altogether", as: "admin", arguments: `{"events": ` + many(21, func(int) string { return `{"name": "x", "repeats": 500}` }) + `}`, code: call.InvalidParameter, path: "events[20]"},
				{why: "none", as: "nobody", arguments: `{"events": []}`, want: `{"events": [], "warnings": []}`},
			})
		})
		h.mustChangePassword(t, 3)
		for function, arguments := range map[string]string{createEvents: `{"events": []}`, getEvents: `{}`, getEvent: `{"eventid": 4}`, deleteEvents: `{"events": []}`} {
			h.refused(t, "wsuser", function, arguments, call.MustChangePassword, "")
		}
	})
}

func TestEventsAreCreated(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.grantRole(t, 45, 5, 0, "moodle/calendar:manageownentries")
		h.grantRole(t, 46, 11, 2, "moodle/calendar:managegroupentries")
		event := func(id int, name, rest string) string {
			return fmt.Sprintf(`{"id": %d, "name": %q, "instance": 0, "modulename": "", "uuid": "", "timestart": 1, "timeduration": 0, "timemodified": 1, %s}`, id, name, rest)
		}
		const plain = `"description": "", "format": 1, "visible": 1, "sequence": 1, "repeatid": 0, `
		h.try(t, createEvents, []attempt{
			{
				why: "the good one, whatever becomes of the others; as it was given", as: "nobody",
				arguments: `{"events": [{"name": "no", "eventtype": "site"}, {"name": " é & 🌳 ", "description": "<script>1</script>", "format": 2, "visible": 0, "sequence": 7, "courseid": 2}, {"name": "b", "description": null}]}`,
				want: `{"events": [` + event(6, "é & 🌳", `"description": "<script>1</script>", "format": 2, "visible": 0, "sequence": 7, "repeatid": 0, "courseid": 0, "groupid": 0, "userid": 5, "eventtype": "user"`) + `,
					` + event(7, "b", plain+`"courseid": 0, "groupid": 0, "userid": 5, "eventtype": "user"`) + `],
					"warnings": [{"item": "no", "warningcode": "nopermissions", "message": "events[0]: You may not create this event."}]}`,
			},
			{why: "of the site", as: "wsuser", arguments: `{"events": [{"name": "s", "eventtype": "site"}]}`, want: `{"events": [` + event(8, "s", plain+`"courseid": 1, "groupid": 0, "userid": 3, "eventtype": "site"`) + `], "warnings": []}`},
			{why: "of the group that one is in; its course need not be named", as: "student1", arguments: `{"events": [{"name": "g", "eventtype": "group", "groupid": 1}]}`, want: `{"events": [` + event(9, "g", plain+`"courseid": 2, "groupid": 1, "userid": 11, "eventtype": "group"`) + `], "warnings": []}`},
			{why: "of a group of one's course, with a token for it", as: "teacher", course: 2, arguments: `{"events": [{"name": "g", "eventtype": "group", "groupid": 1, "courseid": 2}]}`, want: `{"events": [` + event(10, "g", plain+`"courseid": 2, "groupid": 1, "userid": 14, "eventtype": "group"`) + `], "warnings": []}`},
		})
		if e := h.store.DB.CalendarEvent.GetX(t.Context(), 7); time.Since(e.StartsAt) > time.Hour {
			t.Errorf("an event without a time begins at %s", e.StartsAt)
		}
	})
}

func TestEventsRepeatByTheClock(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			return tx.User.UpdateOneID(3).SetTimezone("Europe/Berlin").Exec(ctx)
		})
		start := time.Date(2024, 3, 24, 8, 0, 0, 0, time.UTC).Unix() // nine in the morning; the clock changes a week later
		h.must(t, "wsuser", createEvents, fmt.Sprintf(`{"events": [{"name": "a", "timestart": %d, "repeats": 3}, {"name": "once", "timestart": %[1]d}, {"name": "b", "timestart": %[1]d, "repeats": 1}, {"name": "c", "timestart": %[1]d, "repeats": 2}]}`, start))
		var got []string
		for _, e := range h.store.DB.CalendarEvent.Query().Where(calendarevent.IDGT(5)).Order(calendarevent.ByID()).AllX(t.Context()) {
			got = append(got, fmt.Sprintf("%s %d of %d after %dh", e.Name, e.ID, e.RepeatID, (e.StartsAt.Unix()-start)/3600))
		}
		want := "a 6 of 6 after 0h, once 7 of 0 after 0h, b 8 of 8 after 0h, c 9 of 9 after 0h, a 10 of 6 after 167h, a 11 of 6 after 335h, c 12 of 9 after 167h"
		if strings.Join(got, ", ") != want {
			t.Errorf("got %s, want %s", strings.Join(got, ", "), want)
		}
	})
}

func TestEventsAreRead(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.must(t, "wsuser", createGroups, `{"groups": [{"courseid": 2, "name": "Blue", "description": ""}]}`)
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			row := tx.CalendarEvent.Create().SetKind(calendarevent.KindCourse).SetName("Hidden").SetUserID(14).SetCourseID(2).SetVisible(false).SetStartsAt(functionstest.Moment)
			return row.Exec(ctx)
		})
		asked := `{"courseids": [2, 3, 99], "groupids": [1, 2, 99], "categoryids": [1, 99]}`
		for _, row := range []struct{ why, as, arguments, want string }{
			{"nobody sees what is the site's", "nobody", `{}`, "Holiday"},
			{"and nothing of courses, groups and categories", "nobody", `{"events": ` + asked + `}`, "Holiday, !course 2, !course 3, !course 99, !group 1, !group 2, !group 99, !category 1, !category 99"},
			{"what one takes part in", "student1", `{"events": ` + asked + `}`, "Exam, Dentist, Reds only, Holiday, Open day, !course 3, !course 99, !group 2, !group 99, !category 99"},
			{"without being asked only one's own, the site's and one's categories'", "student1", `{}`, "Dentist, Holiday, Open day"},
			{"neither one's own nor the site's", "student1", `{"options": {"userevents": false, "siteevents": false}}`, "Open day"},
			{"who sees all groups sees all of them", "teacher", `{"events": {"groupids": [1, 2]}}`, "Reds only, Holiday, Open day"},
			{"by their ids, once each, and warned about alike", "teacher", `{"events": {"eventids": [2, 1, 99, 3, 1], "courseids": [2]}}`, "Exam, Reds only, Holiday, Open day, !event 2, !event 99"},
			{"one's own by its id", "student1", `{"events": {"eventids": [2]}, "options": {"userevents": false, "siteevents": false}}`, "Dentist, Open day"},
			{"whoever manages the calendar of the site sees everybody's", "wsuser", `{"events": {"eventids": [2], "courseids": [2]}, "options": {"siteevents": false}}`, "Exam, Dentist, Open day"},
			{"hidden ones only for those who may change them", "student1", `{"events": {"courseids": [2], "eventids": [6]}, "options": {"ignorehidden": false}}`, "Exam, Dentist, Holiday, Open day, !event 6"},
			{"who have to ask for them", "teacher", `{"events": {"courseids": [2]}, "options": {"siteevents": false}}`, "Exam, Open day"},
			{"and then see them", "teacher", `{"events": {"courseids": [2]}, "options": {"siteevents": false, "ignorehidden": false}}`, "Exam, Hidden, Open day"},
			{"what goes on still; what is over at this second is not", "student1", `{"events": {"courseids": [2]}, "options": {"timestart": 1700003599, "timeend": 1700000000}}`, "Exam"},
			{"what is over", "student1", `{"events": {"courseids": [2]}, "options": {"timestart": 1700003600, "timeend": 1700086400}}`, "Dentist"},
			{"what begins at the first second", "student1", `{"options": {"timestart": 1700086400, "timeend": 1700086400}}`, "Dentist"},
			{"null is no end", "student1", `{"options": {"timestart": 1700259200, "timeend": null}}`, "Holiday, Open day"},
		} {
			if got := eventNames(t, h.must(t, row.as, getEvents, row.arguments)); got != row.want {
				t.Errorf("%s: got %s, want %s", row.why, got, row.want)
			}
		}
		got, err := h.callIn(t, "admin", 2, getEvents, `{"events": {"courseids": [2, 3], "groupids": [1], "categoryids": [1], "eventids": [2, 4]}}`)
		if err != nil || eventNames(t, got) != "Exam, Reds only, !event 2, !event 4, !course 3, !category 1" {
			t.Errorf("a token for a course sees %s, %v", got, err)
		}
		h.refused(t, "admin", getEvents, `{"options": {"timestart": -1}}`, call.InvalidParameter, "options.timestart")
		h.refused(t, "admin", getEvents, `{"options": {"timeend": 253402300800}}`, call.InvalidParameter, "options.timeend")
	})
}

func TestOneEventIsShown(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			if err := tx.User.UpdateOneID(11).SetTimezone("-5").Exec(ctx); err != nil {
				return err
			}
			row := tx.CalendarEvent.Create().SetKind(calendarevent.KindCourse).SetName("Hidden").SetUserID(14).SetCourseID(2).SetVisible(false)
			if err := row.SetStartsAt(functionstest.Moment).Exec(ctx); err != nil {
				return err
			}
			if err := tx.Category.Create().SetID(7).SetName("A & B").SetIDNumber("c7").Exec(ctx); err != nil {
				return err
			}
			return tx.Category.UpdateOneID(1).SetParentID(7).Exec(ctx)
		})
		h.try(t, getEvent, []attempt{
			{why: "no part in the course", as: "nobody", arguments: `{"eventid": 1}`, code: call.NoPermission, path: "eventid"},
			{why: "no part in the group", as: "nobody", arguments: `{"eventid": 3}`, code: call.NoPermission, path: "eventid"},
			{why: "somebody else's own", as: "teacher", arguments: `{"eventid": 2}`, code: call.NoPermission, path: "eventid"},
			{why: "no course in the category", as: "nobody", arguments: `{"eventid": 5}`, code: call.NoPermission, path: "eventid"},
			{why: "hidden", as: "student1", arguments: `{"eventid": 6}`, code: call.NoPermission, path: "eventid"},
			{why: "a token for another course", as: "wsuser", course: 3, arguments: `{"eventid": 1}`, code: call.NoPermission, path: "eventid"},
			{why: "of the site, with a token for a course", as: "wsuser", course: 2, arguments: `{"eventid": 4}`, code: call.NoPermission, path: "eventid"},
			{why: "no such event", as: "admin", arguments: `{"eventid": 99}`, code: call.NotFound, path: "eventid"},
			{why: "of the site", as: "nobody", arguments: `{"eventid": 4}`},
			{why: "hidden from others", as: "teacher", arguments: `{"eventid": 6}`},
			{why: "a token for the course", as: "teacher", course: 2, arguments: `{"eventid": 3}`},
		})
		for _, row := range []struct {
			why, as string
			id      int
			has     []string
		}{
			{"by the clock where one is", "student1", 1, []string{
				`"formattedtime":"Tuesday, 14 November 2023, 5:13 PM » 6:13 PM"`, `"timeusermidnight":1699938000`, `"canedit":false`, `"idnumber":""`, `"iscourseevent":true`, `"description":"Room &amp; seat follow"`,
			}},
			{"by who may change the course", "teacher", 1, []string{`"canedit":true,"candelete":true`, `"idnumber":"IDC1"`, `"coursecategory":"Category 1"`}},
			{"one's own has no course", "student1", 2, []string{`"eventtype":"user"`, `"normalisedeventtypetext":"User event"`, `/calendar/view.php?view=day&course=1&`}},
			{"of the site", "nobody", 4, []string{`"course":{"id":1,"fullname":"Lab site"`, `"coursecategory":""`}},
			{"of a category", "student1", 5, []string{`"category":{"id":1,"name":"Category 1","idnumber":null,`, `"parent":7,"coursecount":3,`, `"depth":2,"nestedname":"A &amp; B / Category 1"`, `"iscategoryevent":true`}},
			{"by who may manage it", "admin", 5, []string{`"idnumber":""`}},
		} {
			got := h.must(t, row.as, getEvent, fmt.Sprintf(`{"eventid": %d}`, row.id))
			for _, want := range row.has {
				if !strings.Contains(got, want) {
					t.Errorf("%s: %s lacks %s", row.why, got, want)
				}
			}
		}
		h.must(t, "wsuser", createEvents, `{"events": [{"name": "a", "repeats": 3}]}`)
		if got := h.must(t, "wsuser", getEvent, `{"eventid": 8}`); !strings.Contains(got, `"repeatid":7,"eventcount":3`) {
			t.Errorf("an event of a series: %s", got)
		}
	})
}

func TestEventsAreDeleted(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		one := func(id int) string { return fmt.Sprintf(`{"eventid": %d, "repeat": false}`, id) }
		h.unchanged(t, h.store.DB.CalendarEvent.Query().Count, func() {
			h.try(t, deleteEvents, []attempt{
				{why: "no part in the course", as: "nobody", arguments: `{"events": [` + one(1) + `]}`, code: call.NoPermission, path: "events[0].eventid"},
				{why: "in the course without the capability", as: "student1", arguments: `{"events": [` + one(1) + `]}`, code: call.NoPermission, path: "events[0].eventid"},
				{why: "one's own without the capability", as: "student1", arguments: `{"events": [` + one(2) + `]}`, code: call.NoPermission, path: "events[0].eventid"},
				{why: "of a group that one is in, without the capability", as: "student1", arguments: `{"events": [` + one(3) + `]}`, code: call.NoPermission, path: "events[0].eventid"},
				{why: "the last is of the site", as: "teacher", arguments: `{"events": [` + one(1) + `, ` + one(4) + `]}`, code: call.NoPermission, path: "events[1].eventid"},
				{why: "the last is of a category", as: "teacher", arguments: `{"events": [` + one(1) + `, ` + one(5) + `]}`, code: call.NoPermission, path: "events[1].eventid"},
				{why: "the last is somebody else's", as: "teacher", arguments: `{"events": [` + one(3) + `, ` + one(2) + `]}`, code: call.NoPermission, path: "events[1].eventid"},
				{why: "a token for another course", as: "admin", course: 3, arguments: `{"events": [` + one(1) + `]}`, code: call.NoPermission, path: "events[0].eventid"},
				{why: "the last does not exist", as: "admin", arguments: `{"events": [` + one(1) + `, ` + one(99) + `]}`, code: call.NotFound, path: "events[1].eventid"},
				{why: "twice", as: "admin", arguments: `{"events": [` + one(1) + `, ` + one(1) + `]}`, code: call.InvalidParameter, path: "events[1].eventid"},
				{why: "null is no event", as: "admin", arguments: `{"events": [{"eventid": null, "repeat": false}]}`, code: call.InvalidParameter, path: "events[0].eventid"},
				{why: "none", as: "nobody", arguments: `{"events": []}`, want: `null`},
			})
		})
		h.grantRole(t, 45, 11, 0, "moodle/calendar:manageownentries")
		h.grantRole(t, 46, 11, 2, "moodle/calendar:managegroupentries")
		h.must(t, "student1", deleteEvents, `{"events": [`+one(2)+`, {"eventid": 3, "repeat": true}]}`)
		h.must(t, "admin", deleteEvents, `{"events": [`+one(1)+`, `+one(4)+`, `+one(5)+`]}`)
		h.must(t, "wsuser", createEvents, `{"events": [{"name": "a", "repeats": 3}, {"name": "b", "repeats": 2}, {"name": "c", "repeats": 2}]}`) // 6 9 10, 7 11, 8 12
		h.must(t, "wsuser", deleteEvents, `{"events": [`+one(6)+`, `+one(8)+`, {"eventid": 11, "repeat": true}]}`)
		var got []string
		for _, e := range h.store.DB.CalendarEvent.Query().Order(calendarevent.ByID()).AllX(t.Context()) {
			got = append(got, fmt.Sprintf("%s %d of %d", e.Name, e.ID, e.RepeatID))
		}
		if want := "a 9 of 9, a 10 of 9, c 12 of 12"; strings.Join(got, ", ") != want {
			t.Errorf("left are %s, want %s", strings.Join(got, ", "), want)
		}
	})
}

func TestDeletedUsersAndGroupsLeaveTheCalendarWhole(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.must(t, "wsuser", "core_user_delete_users", `{"userids": [11, 14]}`)
		if got := eventNames(t, h.must(t, "wsuser", getEvents, `{"events": {"courseids": [2], "groupids": [1], "eventids": [2]}}`)); got != "Exam, Reds only, Holiday, Open day, !event 2" {
			t.Errorf("after users were deleted: %s", got)
		}
		h.must(t, "wsuser", getEvent, `{"eventid": 1}`)
		h.must(t, "wsuser", "core_group_delete_groups", `{"groupids": [1]}`)
		h.refused(t, "wsuser", getEvent, `{"eventid": 3}`, call.NotFound, "eventid")
		h.write(t, func(ctx context.Context, tx *store.Tx) error { return tx.Course.DeleteOneID(2).Exec(ctx) })
		h.refused(t, "wsuser", getEvent, `{"eventid": 1}`, call.NotFound, "eventid")
		if got := h.must(t, "wsuser", getNotes, `{"notes": [1, 3]}`); strings.Count(got, `"noteid"`) != 1 {
			t.Errorf("after the course was deleted: %s", got)
		}
	})
}

func TestThousandEventsInOneCall(t *testing.T) {
	eachQuiet(t, func(t *testing.T, h *harness) {
		events := many(1000, func(i int) string {
			return fmt.Sprintf(`{"name": "e%d", "eventtype": "course", "courseid": 2, "timestart": 1800000000, "repeats": %d}`, i, i%3)
		})
		var result string
		if n := h.reads(t, func() { result = h.must(t, "wsuser", createEvents, `{"events": `+events+`}`) }); n > 10 {
			t.Errorf("creating 1000 events took %d statements that read", n)
		}
		var out struct {
			Events []struct {
				ID, RepeatID int
				Name         string
			}
		}
		if err := json.Unmarshal([]byte(result), &out); err != nil || len(out.Events) != 1333 {
			t.Fatalf("%d events came back: %v", len(out.Events), err)
		}
		ids := many(1333, func(i int) string { return fmt.Sprint(out.Events[i].ID) })
		for _, i := range []int{0, 2, 3, 700, 1332} {
			e := h.store.DB.CalendarEvent.GetX(t.Context(), out.Events[i].ID)
			if e.Name != out.Events[i].Name || e.RepeatID != out.Events[i].RepeatID {
				t.Errorf("the answer says %v, stored is %v", out.Events[i], e)
			}
		}
		if n := h.reads(t, func() { h.must(t, "wsuser", getEvents, `{"events": {"eventids": `+ids+`, "courseids": [2]}}`) }); n > 16 {
			t.Errorf("reading 1333 events took %d statements", n)
		}
		leaving := many(1333, func(i int) string { return fmt.Sprintf(`{"eventid": %d, "repeat": false}`, out.Events[i].ID) })
		if n := h.reads(t, func() { h.must(t, "wsuser", deleteEvents, `{"events": `+leaving+`}`) }); n > 14 {
			t.Errorf("deleting 1333 events took %d statements that read", n)
		}
		if n := tally(t, h.store.DB.CalendarEvent.Query().Count); n != 5 {
			t.Errorf("%d events are left, want 5", n)
		}
	})
}
