package functionstest

import (
	"context"
	"time"

	"gatehouse/ent/calendarevent"
	"gatehouse/server/store"
)

// fillCalendar:
//
//	events 1 "Exam" of C1, an hour from Moment on · 2 student1's own · 3 of the group Red · 4 of the site · 5 of category 1; each a
//	       day after the one before, by teacher but for 2
func fillCalendar(ctx context.Context, tx *store.Tx) error {
	course, group, category := 2, 1, 1
	for i, e := range []struct {
		kind                    calendarevent.Kind
		name, text              string
		user, seconds           int
		course, group, category *int
	}{
		{calendarevent.KindCourse, "Exam", "Room & seat follow", 14, 3600, &course, nil, nil},
		{calendarevent.KindUser, "Dentist", "", 11, 0, nil, nil, nil},
		{calendarevent.KindGroup, "Reds only", "", 14, 0, &course, &group, nil},
		{calendarevent.KindSite, "Holiday", "", 14, 0, nil, nil, nil},
		{calendarevent.KindCategory, "Open day", "", 14, 0, nil, nil, &category},
	} {
		err := tx.CalendarEvent.Create().SetID(i + 1).SetKind(e.kind).SetName(e.name).SetDescription(e.text).SetUserID(e.user).
			SetNillableCourseID(e.course).SetNillableGroupID(e.group).SetNillableCategoryID(e.category).
			SetStartsAt(Moment.Add(time.Duration(i*24) * time.Hour)).SetDurationSeconds(e.seconds).SetUpdatedAt(Moment).Exec(ctx)
		if err != nil {
			return err
		}
	}
	return tx.KeepIDs(ctx, "calendar_events")
}
