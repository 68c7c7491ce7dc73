package functions

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	entsql "entgo.io/ent/dialect/sql"

	"gatehouse/ent"
	"gatehouse/ent/calendarevent"
)

// newSeries is the RepeatID of the first event of a series until it has an id.
const newSeries = -1

// occurrences are the events of a series: the first, and each a week after the one before, at the same time of the clock. An event that
// happens once, and no more, is in no series.
func occurrences(first *ent.CalendarEvent, repeats int, zone *time.Location) []*ent.CalendarEvent {
	series := []*ent.CalendarEvent{first}
	for i := 1; i < repeats; i++ {
		next := *first
		next.StartsAt = first.StartsAt.In(zone).AddDate(0, 0, 7*i).UTC()
		series = append(series, &next)
	}
	if repeats > 0 {
		first.RepeatID = newSeries
	}
	return series
}

// insertSeries stores first the first event of each series, whose id is that of the series, then the others. It returns all of them in
// order.
func insertSeries(ctx context.Context, w *writing, series [][]*ent.CalendarEvent) ([]*ent.CalendarEvent, error) {
	firsts, err := insertEvents(ctx, w.Client, column(series, func(s []*ent.CalendarEvent) *ent.CalendarEvent { return s[0] }))
	if err != nil {
		return nil, err
	}
	var heads []int
	var rest []*ent.CalendarEvent
	for i, first := range firsts {
		if series[i][0].RepeatID != newSeries {
			continue
		}
		heads, first.RepeatID = append(heads, first.ID), first.ID
		for _, later := range series[i][1:] {
			later.RepeatID = first.ID
			rest = append(rest, later)
		}
	}
	if err := headSeries(ctx, w, heads); err != nil {
		return nil, err
	}
	rest, err = insertEvents(ctx, w.Client, rest)
	if err != nil {
		return nil, err
	}
	var all []*ent.CalendarEvent
	for i, first := range firsts {
		n := len(series[i]) - 1
		all = append(append(all, first), rest[:n]...)
		rest = rest[n:]
	}
	return all, nil
}

func insertEvents(ctx context.Context, db *ent.Client, events []*ent.CalendarEvent) ([]*ent.CalendarEvent, error) {
	var rows []*ent.CalendarEvent
	for some := range slices.Chunk(events, batchSize) {
		inserted, err := db.CalendarEvent.MapCreateBulk(some, func(row *ent.CalendarEventCreate, i int) {
			e := some[i]
			row.SetKind(e.Kind).SetName(e.Name).SetDescription(e.Description).SetDescriptionFormat(e.DescriptionFormat).SetUserID(e.UserID).
				SetNillableCourseID(e.CourseID).SetNillableGroupID(e.GroupID).SetRepeatID(max(e.RepeatID, 0)).SetStartsAt(e.StartsAt).
				SetDurationSeconds(e.DurationSeconds).SetVisible(e.Visible).SetSequence(e.Sequence)
		}).Save(ctx)
		if err != nil {
			return nil, err
		}
		rows = append(rows, inserted...)
	}
	return rows, nil
}

// headSeries makes events the first of their own series.
func headSeries(ctx context.Context, w *writing, ids []int) error {
	for some := range slices.Chunk(ids, batchSize) {
		if err := setRepeatID(ctx, w, calendarevent.FieldID, some, calendarevent.FieldID); err != nil {
			return err
		}
	}
	return nil
}

// headAnew makes the earliest event that is left of each series its first.
func headAnew(ctx context.Context, w *writing, series []int) error {
	for some := range slices.Chunk(series, batchSize) {
		var left []struct {
			Series int `json:"repeat_id"`
			First  int `json:"first"`
		}
		err := w.CalendarEvent.Query().Where(calendarevent.RepeatIDIn(some...)).
			GroupBy(calendarevent.FieldRepeatID).Aggregate(ent.As(ent.Min(calendarevent.FieldID), "first")).Scan(ctx, &left)
		if err != nil {
			return err
		}
		if len(left) == 0 {
			continue
		}
		var first strings.Builder
		fmt.Fprintf(&first, "CASE %s", calendarevent.FieldRepeatID)
		for _, row := range left {
			fmt.Fprintf(&first, " WHEN %d THEN %d", row.Series, row.First)
		}
		first.WriteString(" ELSE 0 END")
		if err := setRepeatID(ctx, w, calendarevent.FieldRepeatID, some, first.String()); err != nil {
			return err
		}
	}
	return nil
}

// setRepeatID changes in one statement what belongs to different series, which ent has no words for. expression is SQL of ours.
func setRepeatID(ctx context.Context, w *writing, where string, ids []int, expression string) error {
	values := column(ids, func(id int) any { return id })
	query, arguments := entsql.Dialect(w.Dialect()).Update(calendarevent.Table).
		Set(calendarevent.FieldRepeatID, entsql.Raw(expression)).Where(entsql.In(where, values...)).Query()
	_, err := w.ExecContext(ctx, query, arguments...)
	return err
}
