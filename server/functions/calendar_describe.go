package functions

import (
	"context"
	"fmt"
	"html"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/calendarevent"
	"gatehouse/ent/course"
	"gatehouse/server/call"
)

// eventKinds are the kinds of events in words.
var eventKinds = map[calendarevent.Kind]string{
	calendarevent.KindUser: "User event", calendarevent.KindGroup: "Group event", calendarevent.KindCourse: "Course event",
	calendarevent.KindCategory: "Category event", calendarevent.KindSite: "Site event",
}

// describeEvent describes an event that the caller sees.
func (l *Library) describeEvent(ctx context.Context, c *call.Call, e *ent.CalendarEvent, sight *eventSight) (eventDetails, error) {
	zone, err := l.callersZone(ctx, c)
	if err != nil {
		return eventDetails{}, err
	}
	text, format := l.eventText(c, e)
	changes := sight.changes(e)
	start := e.StartsAt.In(zone)
	d := eventDetails{
		ID: e.ID, Name: formatName(c, e.Name), Description: &text, DescriptionFormat: format, Location: &e.Location,
		CategoryID: e.CategoryID, GroupID: e.GroupID, UserID: &e.UserID, Kind: string(e.Kind),
		Start: unix(&e.StartsAt), Duration: e.DurationSeconds, Sort: unix(&e.StartsAt),
		Midnight: int(time.Date(start.Year(), start.Month(), start.Day(), 0, 0, 0, 0, zone).Unix()),
		Visible:  *flag(e.Visible), TimeModified: unix(&e.UpdatedAt), Icon: l.eventIcon(e.Kind), CanEdit: changes, CanDelete: changes,
		FormattedTime: eventTime(start, e.DurationSeconds), FormattedLocation: html.EscapeString(e.Location),
		IsCourse: e.Kind == calendarevent.KindCourse, IsCategory: e.Kind == calendarevent.KindCategory,
		NormalisedKind: string(e.Kind), NormalisedKindText: eventKinds[e.Kind], Purpose: "none",
	}
	l.addEventAddresses(&d, e)
	return d, l.addEventPlace(ctx, c, &d, e)
}

func (l *Library) eventIcon(kind calendarevent.Kind) eventIcon {
	key := "i/" + string(kind) + "event"
	return eventIcon{key, "core", eventKinds[kind], l.PublicURL + iconPath + key, ""}
}

func (l *Library) addEventAddresses(d *eventDetails, e *ent.CalendarEvent) {
	in := max(courseOfEvent(e), siteCourse)
	d.DeleteURL = fmt.Sprintf("%s/calendar/delete.php?id=%d&course=%d", l.PublicURL, e.ID, in)
	d.EditURL = fmt.Sprintf("%s/calendar/event.php?action=edit&id=%d&course=%d", l.PublicURL, e.ID, in)
	d.ViewURL = fmt.Sprintf("%s/calendar/view.php?view=day&course=%d&time=%d#event_%d", l.PublicURL, in, d.Start, e.ID)
	d.URL = d.ViewURL
}

// eventTime says for people when an event happens, with its end when it has one.
func eventTime(start time.Time, seconds int) string {
	const day, clock = "Monday, 2 January 2006", "3:04 PM"
	text := start.Format(day + ", " + clock)
	if seconds == 0 {
		return text
	}
	end := start.Add(time.Duration(seconds) * time.Second)
	if end.Format(day) == start.Format(day) {
		return text + " » " + end.Format(clock)
	}
	return text + " » " + end.Format(day+", "+clock)
}

// addEventPlace adds what an event belongs to: its series, its course, its group, its category.
func (l *Library) addEventPlace(ctx context.Context, c *call.Call, d *eventDetails, e *ent.CalendarEvent) error {
	if e.RepeatID != 0 {
		count, err := l.db().CalendarEvent.Query().Where(calendarevent.RepeatID(e.RepeatID)).Count(ctx)
		if err != nil {
			return err
		}
		d.RepeatID, d.EventCount = &e.RepeatID, &count
	}
	if e.GroupID != nil {
		g, err := l.db().Group.Get(ctx, *e.GroupID)
		if err != nil {
			return err
		}
		d.GroupName = ptr(formatName(c, g.Name))
	}
	var err error
	if id := courseOfEvent(e); id != 0 {
		d.Course, err = l.describeEventCourse(ctx, c, id)
	} else if e.CategoryID != nil {
		d.Category, err = l.describeEventCategory(ctx, c, *e.CategoryID)
	}
	return err
}

func (l *Library) describeEventCourse(ctx context.Context, c *call.Call, id int) (*eventCourse, error) {
	found, err := l.db().Course.Query().Where(course.ID(id)).WithCategory().Only(ctx)
	if err != nil {
		return nil, err
	}
	full, short := l.courseNames(c, found)
	summary, format := l.courseSummary(c, found)
	d := &eventCourse{
		ID: found.ID, FullName: full, ShortName: short, DisplayName: full, Summary: &summary, SummaryFormat: format,
		StartDate: unix(found.StartDate), EndDate: unix(found.EndDate), Visible: found.Visible,
		ShowActivityDates: ptr(false), ShowCompletionConditions: ptr(true), PDFFont: &fixed.empty,
		ViewURL: fmt.Sprintf("%s/course/view.php?id=%d", l.PublicURL, found.ID),
	}
	if c.Holds(updateCourse, placeOf(found)) {
		d.IDNumber = found.IDNumber
	}
	if into := found.Edges.Category; into != nil {
		d.CategoryName = formatName(c, into.Name)
	}
	return d, nil
}

func (l *Library) describeEventCategory(ctx context.Context, c *call.Call, id int) (*eventCategory, error) {
	found, err := l.db().Category.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	count, err := l.db().Course.Query().Where(course.CategoryID(id)).Count(ctx)
	if err != nil {
		return nil, err
	}
	text, _ := l.formatText(c, found.Description, found.DescriptionFormat, fileArea{contextID(categoryLevel, id), "coursecat", "description", 0})
	d := &eventCategory{
		ID: id, Name: formatName(c, found.Name), Description: &text, Parent: orZero(found.ParentID), CourseCount: count,
		Visible: *flag(found.Visible), TimeModified: unix(&found.UpdatedAt), Depth: 1, NestedName: formatName(c, found.Name),
		URL: fmt.Sprintf("%s/course/index.php?categoryid=%d", l.PublicURL, id),
	}
	if c.Holds(manageCategories, 0) {
		d.IDNumber = &found.IDNumber
	}
	for above := found.ParentID; above != nil; d.Depth++ {
		next, err := l.db().Category.Get(ctx, *above)
		if err != nil {
			return nil, err
		}
		d.NestedName = formatName(c, next.Name) + " / " + d.NestedName
		above = next.ParentID
	}
	return d, nil
}
