package people

import (
	"context"

	"gatehouse/ent/calendarevent"
	"gatehouse/ent/contact"
	"gatehouse/ent/note"
	"gatehouse/server/store"
)

// removeOwn takes away what only the users themselves could see or use: their personal notes, the events of their own calendars, and
// whom they knew or blocked, and who them. What they wrote to or for others stays.
func removeOwn(ctx context.Context, tx *store.Tx, ids []int) error {
	if _, err := tx.Note.Delete().Where(note.AuthorIDIn(ids...), note.StateEQ(note.StatePersonal)).Exec(ctx); err != nil {
		return err
	}
	_, err := tx.CalendarEvent.Delete().Where(calendarevent.UserIDIn(ids...), calendarevent.KindEQ(calendarevent.KindUser)).Exec(ctx)
	if err != nil {
		return err
	}
	_, err = tx.Contact.Delete().Where(contact.Or(contact.UserIDIn(ids...), contact.OtherIDIn(ids...))).Exec(ctx)
	return err
}
