package functions

import (
	"context"
	"fmt"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/note"
	"gatehouse/server/call"
)

type noteUpdateIn struct {
	Notes []changedNote `name:"notes" default:"[]" doc:"The notes to change."`
}

type changedNote struct {
	ID     int    `name:"id" doc:"Id of the note."`
	State  string `name:"publishstate" type:"alpha" doc:"Who the note is for from now on: personal, course or site."`
	Text   string `name:"text" type:"raw" doc:"The new text. It is stored as given and cleaned when it is shown."`
	Format int    `name:"format" default:"1" doc:"Format of the text: 0 automatic, 1 HTML, 2 plain text, 4 Markdown."`
}

func (l *Library) noteUpdate() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_notes_update_notes",
		Summary: "Changes the text of notes, and who they are for.",
		Description: "A note that cannot be changed is passed over with a warning, and the others are changed all the same: `badid` for an id that stands for no " +
			"note or for a personal note of somebody else, `badparam` for an unknown `publishstate` or a note that stands in the call twice, " +
			"`savedfailed` when a note of somebody else would become personal. " +
			"Needs `moodle/notes:manage` in the course of each note, and in the site for a note that is or becomes one of the site; " +
			"lacking it for one refuses the whole call. When notes are switched off every call is refused as `notesdisabled`.",
		Effect:       call.Write,
		Capabilities: union(viewing, []string{manageNotes}),
		Errors:       noteErrors,
		Example: call.Example{
			Arguments: `{"notes": [{"id": 1, "publishstate": "course", "text": "Works hard"}, {"id": 99, "publishstate": "course", "text": ""}]}`,
			Result:    `[{"item": "note", "itemid": 99, "warningcode": "badid", "message": "There is no such note."}]`,
		},
	}, l.updateNotes)
}

func (l *Library) updateNotes(ctx context.Context, c *call.Call, in noteUpdateIn) ([]Warning, error) {
	if err := l.enterNotes(c); err != nil {
		return nil, err
	}
	ids := column(in.Notes, func(n changedNote) int { return n.ID })
	found, err := notesByID(ctx, l.db(), c, ids)
	if err != nil {
		return nil, err
	}
	demands := noteDemands(ids, found, func(i int) string { return at("notes", i, "id") })
	for i, n := range in.Notes {
		if err := checkFormat(at("notes", i, "format"), n.Format); err != nil {
			return nil, err
		}
		if found[n.ID] != nil && noteStates[n.State] == note.StateSite {
			demands = append(demands, demand{siteCourse, at("notes", i, "publishstate")})
		}
	}
	if _, err := l.requireInCourses(ctx, c, manageNotes, demands); err != nil {
		return nil, err
	}
	good, warnings := changeableNotes(c, in.Notes, found)
	if len(good) == 0 {
		return warnings, nil
	}
	return warnings, l.write(ctx, c, func(ctx context.Context, w *writing) error {
		for _, n := range good {
			w.about("note", n.ID)
		}
		return storeNotes(ctx, w.Client, c, good)
	})
}

// changeableNotes sorts out what can be changed from what is only warned about.
func changeableNotes(c *call.Call, notes []changedNote, found map[int]*ent.Note) (good []changedNote, warnings []Warning) {
	warnings = []Warning{}
	seen := map[int]bool{}
	for _, n := range notes {
		old, state := found[n.ID], noteStates[n.State]
		switch {
		case old == nil:
			warnings = append(warnings, noSuchNote(n.ID))
		case state == "":
			warnings = append(warnings, noteWarning(n.ID, "badparam", fmt.Sprintf("publishstate is %q, expected personal, course or site.", n.State)))
		case seen[n.ID]:
			warnings = append(warnings, noteWarning(n.ID, "badparam", "The note stands in the call twice: the first time counts."))
		case state == note.StatePersonal && old.AuthorID != c.User().ID:
			warnings = append(warnings, noteWarning(n.ID, "savedfailed", "Only its author can make a note personal."))
		default:
			seen[n.ID] = true
			good = append(good, n)
		}
	}
	return good, warnings
}

// storeNotes writes notes over those that are there still, many in one statement. A note that becomes one of the site moves there.
func storeNotes(ctx context.Context, db *ent.Client, c *call.Call, notes []changedNote) error {
	for some := range slices.Chunk(notes, batchSize) {
		there, err := notesByID(ctx, db, c, column(some, func(n changedNote) int { return n.ID }))
		if err != nil {
			return err
		}
		some = slices.DeleteFunc(slices.Clone(some), func(n changedNote) bool { return there[n.ID] == nil })
		slices.SortFunc(some, func(a, b changedNote) int { return a.ID - b.ID })
		err = db.Note.MapCreateBulk(some, func(row *ent.NoteCreate, i int) {
			n, old, state := some[i], there[some[i].ID], noteStates[some[i].State]
			row.SetID(n.ID).SetUserID(old.UserID).SetAuthorID(old.AuthorID).SetCourseID(noteCourse(state, old.CourseID)).
				SetState(state).SetText(n.Text).SetFormat(n.Format).SetCreatedAt(old.CreatedAt).SetUpdatedAt(c.At)
		}).OnConflictColumns(note.FieldID).Update(func(u *ent.NoteUpsert) {
			u.UpdateText().UpdateFormat().UpdateState().UpdateUpdatedAt().SetExcluded(note.FieldCourseID)
		}).Exec(ctx)
		if err != nil {
			return fmt.Errorf("changing notes: %w", err)
		}
	}
	return nil
}
