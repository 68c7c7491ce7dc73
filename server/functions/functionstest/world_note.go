package functionstest

import (
	"context"
	"time"

	"gatehouse/ent/note"
	"gatehouse/server/store"
)

// Moment is when things of the world were written whose moment an example shows.
var Moment = time.Unix(1700000000, 0).UTC()

// fillNotes: all about student1, of C1 unless it is one of the site.
//
//	notes 1 by wsuser, of the course · 2 by wsuser, personal · 3 by wsuser, of the site · 4 by teacher, personal
func fillNotes(ctx context.Context, tx *store.Tx) error {
	for _, n := range []struct {
		id, author, course int
		state              note.State
		text               string
	}{
		{1, 3, 2, note.StateCourse, "Works hard & well"},
		{2, 3, 2, note.StatePersonal, "Ask about the essay"},
		{3, 3, 1, note.StateSite, "Moves in May"},
		{4, 14, 2, note.StatePersonal, "Late again"},
	} {
		err := tx.Note.Create().SetID(n.id).SetUserID(11).SetAuthorID(n.author).SetCourseID(n.course).SetState(n.state).SetText(n.text).
			SetCreatedAt(Moment).SetUpdatedAt(Moment).Exec(ctx)
		if err != nil {
			return err
		}
	}
	return tx.KeepIDs(ctx, "notes")
}
