package functions

import (
	"context"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/note"
	"gatehouse/server/call"
)

// The capabilities that notes ask for, in the course that a note was written in or, for a note of the site, in the site.
const (
	viewNotes   = "moodle/notes:view"
	manageNotes = "moodle/notes:manage"
)

// noteStates are the names by which callers say who a note is for.
var noteStates = map[string]note.State{"personal": note.StatePersonal, "course": note.StateCourse, "site": note.StateSite}

// noteStatesShown are the names by which clients know them in answers.
var noteStatesShown = map[note.State]string{note.StatePersonal: "draft", note.StateCourse: "public", note.StateSite: "site"}

// noteErrors are those of enterNotes, and of requireInCourses for notes that are there.
var noteErrors = []call.Code{call.NotesDisabled, call.MustChangePassword, call.RestrictedContext, call.CannotEnter, call.NoPermission}

// enterNotes fails when notes are switched off, or when the caller may do nothing.
func (l *Library) enterNotes(c *call.Call) error {
	if !l.Store.Settings().Features.Notes {
		return call.Fail(call.NotesDisabled)
	}
	return mayAct(c)
}

// notesByID finds notes. A personal note of somebody else is as good as not there, for administrators too.
func notesByID(ctx context.Context, db *ent.Client, c *call.Call, ids []int) (map[int]*ent.Note, error) {
	found := make(map[int]*ent.Note, len(ids))
	for some := range slices.Chunk(distinct(ids), batchSize) {
		rows, err := db.Note.Query().
			Where(note.IDIn(some...), note.Or(note.StateNEQ(note.StatePersonal), note.AuthorID(c.User().ID))).All(ctx)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			found[row.ID] = row
		}
	}
	return found, nil
}

// noteDemands asks for each note that was found for its course.
func noteDemands(ids []int, found map[int]*ent.Note, path func(i int) string) []demand {
	var demands []demand
	for i, id := range ids {
		if n := found[id]; n != nil {
			demands = append(demands, demand{n.CourseID, path(i)})
		}
	}
	return demands
}

func noteWarning(id int, code, message string) Warning {
	return Warning{Item: ptr("note"), ItemID: &id, Code: code, Message: message}
}

// noSuchNote is the warning about an id that stands for no note, or for a personal one of somebody else.
func noSuchNote(id int) Warning {
	return noteWarning(id, "badid", "There is no such note.")
}
