package functions

import (
	"context"
	"slices"

	"gatehouse/ent/note"
	"gatehouse/server/call"
)

type noteDeleteIn struct {
	Notes []int `name:"notes" doc:"Ids of the notes."`
}

func (l *Library) noteDelete() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_notes_delete_notes",
		Summary: "Deletes notes.",
		Description: "An id that stands for no note, for a personal note of somebody else, or for a note that the call has named before, is passed over with the " +
			"warning `badid`. Needs `moodle/notes:manage` in the course of each note, in the site for notes of the site; lacking it for one, none is deleted. " +
			"When notes are switched off every call is refused as `notesdisabled`.",
		Effect:       call.Write,
		Capabilities: union(viewing, []string{manageNotes}),
		Errors:       noteErrors,
		Services:     []string{mobileService},
		Example: call.Example{
			Arguments: `{"notes": [1, 99]}`,
			Result:    `[{"item": "note", "itemid": 99, "warningcode": "badid", "message": "There is no such note."}]`,
		},
	}, l.deleteNotes)
}

func (l *Library) deleteNotes(ctx context.Context, c *call.Call, in noteDeleteIn) ([]Warning, error) {
	if err := l.enterNotes(c); err != nil {
		return nil, err
	}
	found, err := notesByID(ctx, l.db(), c, in.Notes)
	if err != nil {
		return nil, err
	}
	demands := noteDemands(in.Notes, found, func(i int) string { return item("notes", i) })
	if _, err := l.requireInCourses(ctx, c, manageNotes, demands); err != nil {
		return nil, err
	}
	var known []int
	warnings := []Warning{}
	for _, id := range in.Notes {
		if found[id] == nil {
			warnings = append(warnings, noSuchNote(id))
			continue
		}
		delete(found, id) // a second time there is no such note any more
		known = append(known, id)
	}
	if len(known) == 0 {
		return warnings, nil
	}
	return warnings, l.write(ctx, c, func(ctx context.Context, w *writing) error {
		for some := range slices.Chunk(distinct(known), batchSize) {
			if _, err := w.Note.Delete().Where(note.IDIn(some...)).Exec(ctx); err != nil {
				return err
			}
			for _, id := range some {
				w.about("note", id)
			}
		}
		return nil
	})
}
