package functions

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"

	"gatehouse/ent"
	"gatehouse/ent/calendarevent"
	"gatehouse/ent/predicate"
	"gatehouse/server/call"
)

type eventGetIn struct {
	Events  eventChoice  `name:"events" default:"[]" doc:"Which events, besides your own and those of the site."`
	Options eventOptions `name:"options" default:"[]" doc:"What narrows the answer."`
}

type eventChoice struct {
	EventIDs    []int `name:"eventids" default:"[]" doc:"Ids of events, whenever they happen."`
	CourseIDs   []int `name:"courseids" default:"[]" doc:"Ids of courses, for their events."`
	GroupIDs    []int `name:"groupids" default:"[]" doc:"Ids of groups, for their events."`
	CategoryIDs []int `name:"categoryids" default:"[]" doc:"Ids of categories, for their events. Without any, those of all categories that you have a course in."`
}

type eventOptions struct {
	UserEvents   bool `name:"userevents" default:"true" doc:"Whether to return your own events."`
	SiteEvents   bool `name:"siteevents" default:"true" doc:"Whether to return events of the site."`
	From         int  `name:"timestart" default:"0" doc:"Only events that end after this moment, in seconds since 1970."`
	To           int  `name:"timeend" default:"0" doc:"Only events that begin before this moment, in seconds since 1970; 0 for no end."`
	IgnoreHidden bool `name:"ignorehidden" default:"true" doc:"Whether to leave out hidden events. Those that you may not change are left out always."`
}

type eventGetOut struct {
	Events   []eventFound `name:"events" doc:"The events, the earliest first."`
	Warnings []Warning    `name:"warnings" optional:"true" doc:"One for each course, group, category or event that you may not see or that does not exist: nopermissions."`
}

type eventFound struct {
	ID             int     `name:"id" doc:"Id of the event."`
	Name           string  `name:"name" type:"raw" doc:"Name of the event."`
	Description    *string `name:"description" type:"raw" doc:"What happens."`
	Format         int     `name:"format" doc:"Format of the description: 1 HTML, unless the stored text was asked for."`
	CourseID       int     `name:"courseid" doc:"Id of its course; 1 for an event of the site, 0 for none."`
	CategoryID     *int    `name:"categoryid" doc:"Id of its category, for an event of one."`
	GroupID        int     `name:"groupid" doc:"Id of its group, 0 for none."`
	UserID         int     `name:"userid" doc:"Id of who created it."`
	RepeatID       int     `name:"repeatid" doc:"Id of the first event of its series, 0 for none."`
	Module         *string `name:"modulename" type:"text" doc:"Always empty: it belongs to no activity."`
	Instance       int     `name:"instance" doc:"Always 0: it belongs to no activity."`
	Kind           string  `name:"eventtype" type:"text" doc:"Whose event it is: user, group, course, category or site."`
	Start          int     `name:"timestart" doc:"When it begins, in seconds since 1970."`
	Duration       int     `name:"timeduration" doc:"How many seconds it lasts."`
	Visible        int     `name:"visible" doc:"1 for visible, 0 for hidden."`
	UUID           *string `name:"uuid" type:"text" null:"no" doc:"Id in iCalendar, empty for none."`
	Sequence       int     `name:"sequence" doc:"How often it has been written."`
	TimeModified   int     `name:"timemodified" doc:"When it was last changed, in seconds since 1970."`
	SubscriptionID *int    `name:"subscriptionid" doc:"Never given: it comes from no other calendar."`
}

func (l *Library) eventGet() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_calendar_get_calendar_events",
		Summary: "Returns events of calendars.",
		Description: "Returns your own events and those of the site unless the options say otherwise, and those of the courses, groups and categories that are named, " +
			"in the time that is named. You see events of the courses that you may enter, of your groups, and of the categories that you have a course in; " +
			"`moodle/site:accessallgroups` opens the other groups of a course, and `moodle/calendar:manageentries` those of a course, or in the site everybody's. " +
			"What you may not see is passed over with the warning `nopermissions`, as what does not exist is. " +
			"Hidden events are told only to those who may change them.",
		Effect:       call.Read,
		Capabilities: seeingEvents,
		Errors:       []call.Code{call.MustChangePassword},
		Services:     []string{mobileService},
		Example: call.Example{
			Arguments: `{"events": {"courseids": [2]}, "options": {"siteevents": false, "timeend": 1700000000}}`,
			Result: `{"events": [{"id": 1, "name": "Exam", "description": "Room &amp; seat follow", "format": 1, "courseid": 2, "groupid": 0, "userid": 14, "repeatid": 0, "modulename": "",
				"instance": 0, "eventtype": "course", "timestart": 1700000000, "timeduration": 3600, "visible": 1, "uuid": "", "sequence": 1, "timemodified": 1700000000}], "warnings": []}`,
		},
	}, l.getEvents)
}

func (l *Library) getEvents(ctx context.Context, c *call.Call, in eventGetIn) (eventGetOut, error) {
	if err := mayAct(c); err != nil {
		return eventGetOut{}, err
	}
	when, err := in.Options.when(c)
	if err != nil {
		return eventGetOut{}, err
	}
	found, err := eventsByID(ctx, l.db(), in.Events.EventIDs)
	if err != nil {
		return eventGetOut{}, err
	}
	groups, err := groupsByID(ctx, l.db(), in.Events.GroupIDs)
	if err != nil {
		return eventGetOut{}, err
	}
	courses := slices.Concat(in.Events.CourseIDs, coursesOfEvents(found))
	for _, g := range groups {
		courses = append(courses, g.CourseID)
	}
	sight, err := l.eventSight(ctx, c, courses)
	if err != nil {
		return eventGetOut{}, err
	}
	warnings := unseenEvents(in.Events.EventIDs, found, sight)
	for _, where := range in.narrow(c, sight, groups, &warnings) {
		rows, err := l.db().CalendarEvent.Query().Where(append(where, when...)...).All(ctx)
		if err != nil {
			return eventGetOut{}, err
		}
		for _, row := range rows {
			if sight.sees(row) {
				found[row.ID] = row
			}
		}
	}
	return eventGetOut{l.describeEvents(c, found), warnings}, nil
}

// unseenEvents takes out of the events found those that the caller may not see, and warns about them as about those that do not exist.
func unseenEvents(ids []int, found map[int]*ent.CalendarEvent, sight *eventSight) []Warning {
	warnings := []Warning{}
	for _, id := range ids {
		if e := found[id]; e == nil || !sight.sees(e) {
			delete(found, id)
			warnings = append(warnings, unseen("event", id))
		}
	}
	return warnings
}

func unseen(what string, id int) Warning {
	return Warning{&what, &id, "nopermissions", fmt.Sprintf("There is no %s %d, or you may not see it.", what, id)}
}

// narrow makes one condition for each statement that has to be made, and warns about what the caller may not see.
func (in eventGetIn) narrow(c *call.Call, sight *eventSight, groups map[int]*ent.Group, warnings *[]Warning) [][]predicate.CalendarEvent {
	var all [][]predicate.CalendarEvent
	add := func(what string, kind calendarevent.Kind, ids []int, seen func(id int) bool, within func(ids ...int) predicate.CalendarEvent) {
		var open []int
		for _, id := range ids {
			if seen(id) {
				open = append(open, id)
			} else {
				*warnings = append(*warnings, unseen(what, id))
			}
		}
		for some := range slices.Chunk(distinct(open), batchSize) {
			all = append(all, []predicate.CalendarEvent{calendarevent.KindEQ(kind), within(some...)})
		}
	}
	add("course", calendarevent.KindCourse, in.Events.CourseIDs, func(id int) bool { return sight.course(&id) }, calendarevent.CourseIDIn)
	add("group", calendarevent.KindGroup, in.Events.GroupIDs, func(id int) bool { return groups[id] != nil && sight.group(id, groups[id].CourseID) }, calendarevent.GroupIDIn)
	categories := in.Events.CategoryIDs
	if len(categories) == 0 && sight.site {
		categories = slices.Sorted(maps.Keys(sight.categories))
	}
	add("category", calendarevent.KindCategory, categories, sight.category, calendarevent.CategoryIDIn)
	if in.Options.SiteEvents && sight.site {
		all = append(all, []predicate.CalendarEvent{calendarevent.KindEQ(calendarevent.KindSite)})
	}
	if in.Options.UserEvents && sight.site {
		all = append(all, []predicate.CalendarEvent{calendarevent.KindEQ(calendarevent.KindUser), calendarevent.UserID(c.User().ID)})
	}
	return all
}

// when narrows events to those that happen, or go on, in the time asked for.
func (o eventOptions) when(c *call.Call) ([]predicate.CalendarEvent, error) {
	var narrow []predicate.CalendarEvent
	from, err := readMoment("options.timestart", &o.From)
	if err != nil {
		return nil, err
	}
	to, err := readMoment("options.timeend", &o.To)
	if err != nil {
		return nil, err
	}
	if from != nil {
		narrow = append(narrow, calendarevent.Or(calendarevent.StartsAtGTE(*from), goesOnAfter(*from)))
	}
	if to != nil {
		narrow = append(narrow, calendarevent.StartsAtLTE(*to))
	}
	if o.IgnoreHidden {
		narrow = append(narrow, calendarevent.Visible(true))
	}
	return narrow, nil
}

// goesOnAfter finds the events that end after a moment. Each database counts seconds in its own way.
func goesOnAfter(moment time.Time) predicate.CalendarEvent {
	return func(s *entsql.Selector) {
		start := "EXTRACT(EPOCH FROM " + s.C(calendarevent.FieldStartsAt) + ")"
		if s.Dialect() == dialect.SQLite {
			start = "unixepoch(" + s.C(calendarevent.FieldStartsAt) + ")"
		}
		s.Where(entsql.P(func(b *entsql.Builder) {
			b.WriteString(start + " + " + s.C(calendarevent.FieldDurationSeconds) + " > ").Arg(moment.Unix())
		}))
	}
}

// describeEvents describes events, the earliest first.
func (l *Library) describeEvents(c *call.Call, found map[int]*ent.CalendarEvent) []eventFound {
	rows := slices.SortedFunc(maps.Values(found), func(a, b *ent.CalendarEvent) int {
		return cmp.Or(a.StartsAt.Compare(b.StartsAt), cmp.Compare(a.ID, b.ID))
	})
	return column(rows, func(e *ent.CalendarEvent) eventFound {
		text, format := l.eventText(c, e)
		return eventFound{
			ID: e.ID, Name: formatName(c, e.Name), Description: &text, Format: format, CourseID: courseOfEvent(e), CategoryID: e.CategoryID,
			GroupID: orZero(e.GroupID), UserID: e.UserID, RepeatID: e.RepeatID, Module: &fixed.empty, Kind: string(e.Kind), Start: unix(&e.StartsAt),
			Duration: e.DurationSeconds, Visible: *flag(e.Visible), UUID: &e.UUID, Sequence: e.Sequence, TimeModified: unix(&e.UpdatedAt),
		}
	})
}
