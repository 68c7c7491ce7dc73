package functions

import (
	"context"

	"gatehouse/ent"
	"gatehouse/server/call"
)

type noteGetIn struct {
	Notes []int `name:"notes" doc:"Ids of the notes."`
}

type noteGetOut struct {
	Notes    []noteFound `name:"notes" doc:"The notes that there are, in the order of their ids in the call."`
	Warnings []Warning   `name:"warnings" optional:"true" doc:"One for each id that stands for no note: badid."`
}

type noteFound struct {
	NoteID   int    `name:"noteid" optional:"true" doc:"Id of the note."`
	UserID   int    `name:"userid" optional:"true" doc:"Id of the user whom it is about."`
	State    string `name:"publishstate" type:"alpha" optional:"true" doc:"Who it is for: draft (its author alone), public (who sees notes in the course) or site."`
	CourseID int    `name:"courseid" optional:"true" doc:"Id of its course; 1 for a note of the site."`
	Text     string `name:"text" type:"raw" optional:"true" doc:"Text of the note."`
	Format   int    `name:"format" optional:"true" doc:"Format of the text: 1 HTML, unless the stored text was asked for."`
}

func (l *Library) noteGet() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_notes_get_notes",
		Summary: "Returns notes by their ids.",
		Description: "Needs `moodle/notes:view` in the course of every note, in the site for notes of the site; lacking it for one fails the whole call. " +
			"An id that stands for no note, or for a personal note of somebody else, is passed over with the warning `badid`. " +
			"When notes are switched off every call is refused as `notesdisabled`.",
		Effect:       call.Read,
		Capabilities: union(viewing, []string{viewNotes}),
		Errors:       noteErrors,
		Example: call.Example{
			Arguments: `{"notes": [1, 99]}`,
			Result: `{"notes": [{"noteid": 1, "userid": 11, "publishstate": "public", "courseid": 2, "text": "Works hard &amp; well", "format": 1}],
				"warnings": [{"item": "note", "itemid": 99, "warningcode": "badid", "message": "There is no such note."}]}`,
		},
	}, l.getNotes)
}

func (l *Library) getNotes(ctx context.Context, c *call.Call, in noteGetIn) (noteGetOut, error) {
	out := noteGetOut{Notes: []noteFound{}, Warnings: []Warning{}}
	if err := l.enterNotes(c); err != nil {
		return out, err
	}
	found, err := notesByID(ctx, l.db(), c, in.Notes)
	if err != nil {
		return out, err
	}
	demands := noteDemands(in.Notes, found, func(i int) string { return item("notes", i) })
	if _, err := l.requireInCourses(ctx, c, viewNotes, demands); err != nil {
		return out, err
	}
	for _, id := range in.Notes {
		n := found[id]
		if n == nil {
			out.Warnings = append(out.Warnings, noSuchNote(id))
			continue
		}
		text, format := l.noteText(c, n)
		out.Notes = append(out.Notes, noteFound{n.ID, n.UserID, noteStatesShown[n.State], n.CourseID, text, format})
	}
	return out, nil
}

// noteText is the text of a note as the caller asked for texts. Notes have no files.
func (l *Library) noteText(c *call.Call, n *ent.Note) (text string, format int) {
	return l.formatText(c, n.Text, n.Format, fileArea{})
}
