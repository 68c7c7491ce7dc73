package functions

import (
	"context"
	"strings"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/calendarevent"
	"gatehouse/server/call"
)

type eventCreateIn struct {
	Events []newEvent `name:"events" doc:"The events to create."`
}

type newEvent struct {
	Name        string  `name:"name" type:"text" null:"no" doc:"Name of the event, not blank."`
	Description *string `name:"description" type:"raw" default:"null" doc:"What happens. It is stored as given and cleaned when it is shown."`
	Format      int     `name:"format" default:"1" doc:"Format of the description: 0 automatic, 1 HTML, 2 plain text, 4 Markdown."`
	CourseID    int     `name:"courseid" null:"no" default:"0" doc:"Id of the course of an event of a course. An event of a group may leave it out."`
	GroupID     int     `name:"groupid" null:"no" default:"0" doc:"Id of the group of an event of a group."`
	Repeats     int     `name:"repeats" null:"no" default:"0" doc:"How often it happens, a week apart, 500 times at most; 0 for once and no more."`
	Kind        string  `name:"eventtype" type:"text" null:"no" default:"user" doc:"Whose event it is: user (your own), group, course or site."`
	Start       int     `name:"timestart" null:"no" default:"0" doc:"When it begins, in seconds since 1970; 0 for now."`
	Duration    int     `name:"timeduration" null:"no" default:"0" doc:"How many seconds it lasts."`
	Visible     int     `name:"visible" null:"no" default:"1" doc:"0 to show it only to those who may change it."`
	Sequence    int     `name:"sequence" null:"no" default:"1" doc:"How often it has been written, as iCalendar counts it."`
}

type eventCreateOut struct {
	Events   []createdEvent `name:"events" doc:"The events that were created; one that repeats stands there as often as it happens."`
	Warnings []Warning      `name:"warnings" optional:"true" doc:"One for each event that you may not create: nopermissions."`
}

type createdEvent struct {
	ID             int     `name:"id" doc:"Id of the event."`
	Name           string  `name:"name" type:"raw" doc:"Name, as it was stored."`
	Description    *string `name:"description" type:"raw" doc:"Description, as it was stored."`
	Format         int     `name:"format" doc:"Format of the description: 0 automatic, 1 HTML, 2 plain text, 4 Markdown."`
	CourseID       int     `name:"courseid" doc:"Id of its course; 1 for an event of the site, 0 for none."`
	GroupID        int     `name:"groupid" doc:"Id of its group, 0 for none."`
	UserID         int     `name:"userid" doc:"Id of who created it."`
	RepeatID       *int    `name:"repeatid" doc:"Id of the first event of its series, 0 for none."`
	Module         *string `name:"modulename" type:"text" doc:"Always empty: it belongs to no activity."`
	Instance       int     `name:"instance" doc:"Always 0: it belongs to no activity."`
	Kind           string  `name:"eventtype" type:"text" doc:"Whose event it is: user, group, course or site."`
	Start          int     `name:"timestart" doc:"When it begins, in seconds since 1970."`
	Duration       int     `name:"timeduration" doc:"How many seconds it lasts."`
	Visible        int     `name:"visible" doc:"1 for visible, 0 for hidden."`
	UUID           *string `name:"uuid" type:"text" null:"no" doc:"Id in iCalendar, empty for none."`
	Sequence       int     `name:"sequence" doc:"How often it has been written."`
	TimeModified   int     `name:"timemodified" doc:"When it was last changed, in seconds since 1970."`
	SubscriptionID *int    `name:"subscriptionid" doc:"Never given: it comes from no other calendar."`
}

func (l *Library) eventCreate() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_calendar_create_calendar_events",
		Summary: "Writes events into calendars.",
		Description: "Your own events need `moodle/calendar:manageownentries`, those of a course `moodle/calendar:manageentries` in it, those of a group that too " +
			"or, for its members, `moodle/calendar:managegroupentries`, and those of the site `moodle/calendar:manageentries` in the site. " +
			"An event that you may not create, also because its course or group does not exist, is passed over with the warning `nopermissions`, and the others are created. " +
			"Events of a category cannot be created here, because the call has no way to name one. " +
			"An event that repeats happens every week at the same time of the clock where you are. " +
			"A value that is wrong refuses the whole call, and so do more than 10,000 events in it.",
		Effect:       call.Write,
		Capabilities: seeingEvents,
		Errors:       []call.Code{call.MustChangePassword},
		Services:     []string{mobileService},
		Example: call.Example{
			Arguments: `{"events": [{"name": "Excursion", "eventtype": "course", "courseid": 2, "timestart": 1700000000, "timeduration": 3600}]}`,
			Result: `{"events": [{"id": 6, "name": "Excursion", "description": "", "format": 1, "courseid": 2, "groupid": 0, "userid": 3, "repeatid": 0, "modulename": "",
				"instance": 0, "eventtype": "course", "timestart": 1700000000, "timeduration": 3600, "visible": 1, "uuid": "", "sequence": 1, "timemodified": 1700000000}], "warnings": []}`,
		},
	}, l.createEvents)
}

func (l *Library) createEvents(ctx context.Context, c *call.Call, in eventCreateIn) (eventCreateOut, error) {
	out := eventCreateOut{Events: []createdEvent{}, Warnings: []Warning{}}
	if err := mayAct(c); err != nil {
		return out, err
	}
	zone, err := l.checkNewEvents(ctx, c, in.Events)
	if err != nil {
		return out, err
	}
	drafts, err := l.draftEvents(ctx, c, in.Events)
	if err != nil {
		return out, err
	}
	var series [][]*ent.CalendarEvent
	for i, draft := range drafts {
		if draft == nil {
			out.Warnings = append(out.Warnings, Warning{Item: &in.Events[i].Name, Code: "nopermissions", Message: item("events", i) + ": You may not create this event."})
			continue
		}
		series = append(series, occurrences(draft, in.Events[i].Repeats, zone))
	}
	if len(series) == 0 {
		return out, nil
	}
	return out, l.write(ctx, c, func(ctx context.Context, w *writing) error {
		rows, err := insertSeries(ctx, w, series)
		for _, row := range rows {
			w.about("event", row.ID)
		}
		out.Events = column(rows, describeNewEvent)
		return err
	})
}

// The most that one call creates.
const (
	mostRepeats = 500
	mostEvents  = 10_000
)

// checkNewEvents fails unless each event can be stored, and puts in what stands for something else. It returns the caller's time zone
// when one of them repeats.
func (l *Library) checkNewEvents(ctx context.Context, c *call.Call, events []newEvent) (*time.Location, error) {
	total, repeats := 0, false
	for i := range events {
		e := &events[i]
		if e.Start == 0 {
			e.Start = int(c.At.Unix())
		}
		if err := e.check(i); err != nil {
			return nil, err
		}
		total, repeats = total+max(e.Repeats, 1), repeats || e.Repeats > 0
		if total > mostEvents {
			return nil, call.Invalid(item("events", i), "The call has more than %d events, with those that repeat.", mostEvents)
		}
	}
	if !repeats {
		return nil, nil
	}
	return l.callersZone(ctx, c)
}

const week = 7 * 24 * 60 * 60

func (e *newEvent) check(i int) error {
	path := func(key string) string { return at("events", i, key) }
	e.Name = strings.TrimSpace(e.Name)
	if e.Name == "" {
		return call.Invalid(path("name"), "is blank. An event needs a name.")
	}
	if err := fits(path("name"), e.Name, calendarevent.NameValidator); err != nil {
		return err
	}
	if err := checkFormat(path("format"), e.Format); err != nil {
		return err
	}
	kind := calendarevent.Kind(e.Kind)
	switch {
	case calendarevent.KindValidator(kind) != nil:
		return call.Invalid(path("eventtype"), "found %q, expected user, group, course or site.", e.Kind)
	case kind == calendarevent.KindCourse && (e.CourseID == 0 || e.CourseID == siteCourse):
		return call.Invalid(path("courseid"), "found %d, expected the id of a course. An event of the site has the eventtype site.", e.CourseID)
	case kind == calendarevent.KindGroup && e.GroupID == 0:
		return call.Invalid(path("groupid"), "found 0, expected the id of a group.")
	case e.Repeats < 0 || e.Repeats > mostRepeats:
		return call.Invalid(path("repeats"), "found %d, expected 0 to %d.", e.Repeats, mostRepeats)
	case e.Start < 0 || e.Start > latestMoment-mostRepeats*week:
		return call.Invalid(path("timestart"), "found %d, expected seconds since 1970.", e.Start)
	case e.Duration < 0 || e.Duration > latestMoment-mostRepeats*week-e.Start:
		return call.Invalid(path("timeduration"), "found %d, expected a number of seconds.", e.Duration)
	}
	return nil
}

// draftEvents makes each event as it is to be stored; nil stands for one that the caller may not create.
func (l *Library) draftEvents(ctx context.Context, c *call.Call, events []newEvent) ([]*ent.CalendarEvent, error) {
	var groupIDs, courses []int
	for _, e := range events {
		if calendarevent.Kind(e.Kind) == calendarevent.KindGroup {
			groupIDs = append(groupIDs, e.GroupID)
		}
		if calendarevent.Kind(e.Kind) == calendarevent.KindCourse {
			courses = append(courses, e.CourseID)
		}
	}
	groups, err := groupsByID(ctx, l.db(), groupIDs)
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		courses = append(courses, g.CourseID)
	}
	sight, err := l.eventSight(ctx, c, courses)
	if err != nil {
		return nil, err
	}
	drafts := make([]*ent.CalendarEvent, len(events))
	for i, e := range events {
		if draft := e.draft(c, groups); draft != nil && sight.changes(draft) {
			drafts[i] = draft
		}
	}
	return drafts, nil
}

// draft is an event as it is to be stored; nil when what it names does not exist or cannot be named.
func (e newEvent) draft(c *call.Call, groups map[int]*ent.Group) *ent.CalendarEvent {
	row := &ent.CalendarEvent{
		Kind: calendarevent.Kind(e.Kind), Name: e.Name, Description: value(e.Description), DescriptionFormat: e.Format, UserID: c.User().ID,
		StartsAt: time.Unix(int64(e.Start), 0).UTC(), DurationSeconds: e.Duration, Visible: e.Visible != 0, Sequence: e.Sequence,
	}
	switch row.Kind {
	case calendarevent.KindCourse:
		row.CourseID = &e.CourseID
	case calendarevent.KindGroup:
		g := groups[e.GroupID]
		if g == nil || e.CourseID != 0 && e.CourseID != g.CourseID {
			return nil
		}
		row.GroupID, row.CourseID = &g.ID, &g.CourseID
	case calendarevent.KindCategory:
		return nil
	}
	return row
}

func describeNewEvent(e *ent.CalendarEvent) createdEvent {
	return createdEvent{
		ID: e.ID, Name: e.Name, Description: &e.Description, Format: e.DescriptionFormat, CourseID: courseOfEvent(e), GroupID: orZero(e.GroupID),
		UserID: e.UserID, RepeatID: &e.RepeatID, Module: &fixed.empty, Kind: string(e.Kind), Start: unix(&e.StartsAt), Duration: e.DurationSeconds,
		Visible: *flag(e.Visible), UUID: &e.UUID, Sequence: e.Sequence, TimeModified: unix(&e.UpdatedAt),
	}
}
