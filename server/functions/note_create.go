package functions

import (
	"context"
	"fmt"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/note"
	"gatehouse/server/call"
)

type noteCreateIn struct {
	Notes []newNote `name:"notes" doc:"The notes to write down."`
}

type newNote struct {
	UserID       int     `name:"userid" doc:"Id of the user whom the note is about."`
	State        string  `name:"publishstate" type:"alpha" doc:"Who the note is for: personal (you alone), course (who sees notes in the course) or site (who sees notes in the site)."`
	CourseID     int     `name:"courseid" doc:"Id of the course that the note is written in. A note of the site names one too."`
	Text         string  `name:"text" type:"raw" doc:"Text of the note. It is stored as given and cleaned when it is shown."`
	Format       int     `name:"format" default:"0" doc:"Format of the text: 0 automatic, 1 HTML, 2 plain text, 4 Markdown."`
	ClientNoteID *string `name:"clientnoteid" type:"alphanumext" doc:"Your own name for the note, which comes back with its result."`
}

type createdNote struct {
	ClientNoteID *string `name:"clientnoteid" type:"alphanumext" doc:"Your own name for the note, when you gave one."`
	NoteID       int     `name:"noteid" doc:"Id of the note; -1 when it was not created."`
	Error        *string `name:"errormessage" type:"text" doc:"Why it was not created."`
}

func (l *Library) noteCreate() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_notes_create_notes",
		Summary: "Writes down notes about users.",
		Description: "Each note has a result of its own: its id, or -1 and the reason when its course or its user does not exist or " +
			"`publishstate` is none of the three; the other notes are created all the same. " +
			"Needs `moodle/notes:manage` in the course of each note, and for a note of the site in the site too, where it is then kept; " +
			"a note that you may not write refuses the whole call, and nothing of it is kept. " +
			"When notes are switched off every call is refused as `notesdisabled`.",
		Effect:       call.Write,
		Capabilities: union(viewing, []string{manageNotes}),
		Errors:       noteErrors,
		Ajax:         true,
		Services:     []string{mobileService},
		Example: call.Example{
			Arguments: `{"notes": [{"userid": 11, "publishstate": "course", "courseid": 2, "text": "<p>Asks good questions.</p>", "format": 1, "clientnoteid": "n1"},
				{"userid": 99, "publishstate": "personal", "courseid": 2, "text": "Who?"}]}`,
			Result: `[{"clientnoteid": "n1", "noteid": 5}, {"noteid": -1, "errormessage": "There is no user 99."}]`,
		},
	}, l.createNotes)
}

func (l *Library) createNotes(ctx context.Context, c *call.Call, in noteCreateIn) ([]createdNote, error) {
	if err := l.enterNotes(c); err != nil {
		return nil, err
	}
	for i, n := range in.Notes {
		if err := checkFormat(at("notes", i, "format"), n.Format); err != nil {
			return nil, err
		}
	}
	courses, err := l.requireInCourses(ctx, c, manageNotes, newNoteDemands(in.Notes))
	if err != nil {
		return nil, err
	}
	users, err := presentUsers(ctx, l.db(), column(in.Notes, func(n newNote) int { return n.UserID }))
	if err != nil {
		return nil, err
	}
	results := make([]createdNote, len(in.Notes))
	var good []newNote
	var places []int
	for i, n := range in.Notes {
		results[i] = createdNote{ClientNoteID: n.ClientNoteID, NoteID: -1}
		if reason := n.refusal(courses, users); reason != "" {
			results[i].Error = &reason
			continue
		}
		good, places = append(good, n), append(places, i)
	}
	if len(good) == 0 {
		return results, nil
	}
	return results, l.write(ctx, c, func(ctx context.Context, w *writing) error {
		rows, err := insertNotes(ctx, w.Client, c.User().ID, good)
		for i, row := range rows {
			results[places[i]].NoteID = row.ID
			w.about("note", row.ID)
		}
		return err
	})
}

// newNoteDemands asks for the course of each note, and for the site where the note is to be seen in all of it.
func newNoteDemands(notes []newNote) []demand {
	var demands []demand
	for i, n := range notes {
		demands = append(demands, demand{n.CourseID, at("notes", i, "courseid")})
		if noteStates[n.State] == note.StateSite {
			demands = append(demands, demand{siteCourse, at("notes", i, "publishstate")})
		}
	}
	return demands
}

// refusal says why a note is not created although its author may write it; nothing when it is.
func (n newNote) refusal(courses map[int]*ent.Course, users map[int]*ent.User) string {
	switch {
	case courses[n.CourseID] == nil:
		return fmt.Sprintf("There is no course %d.", n.CourseID)
	case users[n.UserID] == nil || n.UserID == guestUser:
		return fmt.Sprintf("There is no user %d.", n.UserID)
	case noteStates[n.State] == "":
		return fmt.Sprintf("publishstate is %q, expected personal, course or site.", n.State)
	}
	return ""
}

func insertNotes(ctx context.Context, db *ent.Client, author int, notes []newNote) ([]*ent.Note, error) {
	var rows []*ent.Note
	for some := range slices.Chunk(notes, batchSize) {
		inserted, err := db.Note.MapCreateBulk(some, func(row *ent.NoteCreate, i int) {
			n := some[i]
			state := noteStates[n.State]
			row.SetUserID(n.UserID).SetAuthorID(author).SetCourseID(noteCourse(state, n.CourseID)).SetState(state).SetText(n.Text).SetFormat(n.Format)
		}).Save(ctx)
		if err != nil {
			return nil, fmt.Errorf("creating notes: %w", err)
		}
		rows = append(rows, inserted...)
	}
	return rows, nil
}

// noteCourse is the course that a note is kept in: one of the site in the site's own.
func noteCourse(state note.State, course int) int {
	if state == note.StateSite {
		return siteCourse
	}
	return course
}
