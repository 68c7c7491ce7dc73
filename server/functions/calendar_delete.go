package functions

import (
	"context"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/calendarevent"
	"gatehouse/server/call"
)

type eventDeleteIn struct {
	Events []leavingEvent `name:"events" doc:"The events to delete."`
}

type leavingEvent struct {
	ID     int  `name:"eventid" null:"no" doc:"Id of the event."`
	Repeat bool `name:"repeat" doc:"Whether the whole series that it belongs to is deleted with it."`
}

func (l *Library) eventDelete() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_calendar_delete_calendar_events",
		Summary: "Deletes events, or whole series of them.",
		Description: "Your own events need `moodle/calendar:manageownentries`, those of a course `moodle/calendar:manageentries` in it, those of a group that too " +
			"or, for its members, `moodle/calendar:managegroupentries`, those of a category `moodle/category:manage`, and all others `moodle/calendar:manageentries` in the site. " +
			"All events are deleted or none: one that does not exist (`notfound`), that you may not delete (`nopermissions`), or that stands in the call twice, refuses the whole call. " +
			"When the first event of a series is deleted alone, the next one becomes its first.",
		Effect:       call.Write,
		Capabilities: seeingEvents,
		Errors:       []call.Code{call.MustChangePassword, call.NotFound, call.NoPermission},
		Ajax:         true,
		Services:     []string{mobileService},
		Example:      call.Example{Arguments: `{"events": [{"eventid": 1, "repeat": false}]}`, Result: `null`},
	}, l.deleteEvents)
}

func (l *Library) deleteEvents(ctx context.Context, c *call.Call, in eventDeleteIn) (call.Void, error) {
	if err := mayAct(c); err != nil {
		return call.Void{}, err
	}
	found, err := eventsByID(ctx, l.db(), column(in.Events, func(e leavingEvent) int { return e.ID }))
	if err != nil {
		return call.Void{}, err
	}
	sight, err := l.eventSight(ctx, c, coursesOfEvents(found))
	if err != nil {
		return call.Void{}, err
	}
	if err := refuseUndeletable(in.Events, found, sight); err != nil || len(in.Events) == 0 {
		return call.Void{}, err
	}
	return call.Void{}, l.write(ctx, c, func(ctx context.Context, w *writing) error {
		var series, single []int
		for _, e := range in.Events {
			w.about("event", e.ID)
			single = append(single, e.ID)
			if e.Repeat && found[e.ID].RepeatID != 0 {
				series = append(series, found[e.ID].RepeatID)
			}
		}
		return removeEvents(ctx, w, distinct(single), distinct(series))
	})
}

// refuseUndeletable fails at the first event that does not exist, that the caller may not delete, or that the call has named before.
func refuseUndeletable(events []leavingEvent, found map[int]*ent.CalendarEvent, sight *eventSight) error {
	named := map[int]bool{}
	for i, e := range events {
		path := at("events", i, "eventid")
		switch {
		case found[e.ID] == nil:
			return call.Errorf(call.NotFound, "There is no event %d.", e.ID).At("%s", path)
		case !sight.changes(found[e.ID]):
			return call.Errorf(call.NoPermission, "The user %s may not delete the event %d.", sight.c.User().Username, e.ID).At("%s", path)
		case named[e.ID]:
			return call.Invalid(path, "The event %d stands in the call twice.", e.ID)
		}
		named[e.ID] = true
	}
	return nil
}

// removeEvents deletes single events and whole series. An event that was the first of a series is followed by the next.
func removeEvents(ctx context.Context, w *writing, single, series []int) error {
	for some := range slices.Chunk(series, batchSize) {
		if _, err := w.CalendarEvent.Delete().Where(calendarevent.RepeatIDIn(some...)).Exec(ctx); err != nil {
			return err
		}
	}
	for some := range slices.Chunk(single, batchSize) {
		if _, err := w.CalendarEvent.Delete().Where(calendarevent.IDIn(some...)).Exec(ctx); err != nil {
			return err
		}
	}
	return headAnew(ctx, w, single)
}
