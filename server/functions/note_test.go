package functions_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"gatehouse/ent/note"
	"gatehouse/server/call"
	"gatehouse/server/functions/functionstest"
	"gatehouse/server/store"
)

const (
	createNotes = "core_notes_create_notes"
	getNotes    = "core_notes_get_notes"
	courseNotes = "core_notes_get_course_notes"
	updateNotes = "core_notes_update_notes"
	deleteNotes = "core_notes_delete_notes"
)

// switchFeatures changes the settings of what is on.
func (h *harness) switchFeatures(t *testing.T, features store.FeatureSettings) {
	t.Helper()
	h.write(t, func(ctx context.Context, tx *store.Tx) error {
		changed := h.store.Settings().Clone()
		changed.Features = features
		_, err := tx.SaveSettings(ctx, h.store.Settings(), changed)
		return err
	})
}

// mustChangePassword makes a user choose a new password first.
func (h *harness) mustChangePassword(t *testing.T, user int) {
	t.Helper()
	h.write(t, func(ctx context.Context, tx *store.Tx) error {
		return tx.User.UpdateOneID(user).SetPreferences(map[string]string{"auth_forcepasswordchange": "1"}).Exec(ctx)
	})
}

func TestNotesAreSwitchedOff(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.mustChangePassword(t, 14)
		calls := map[string]string{
			createNotes: `{"notes": []}`, getNotes: `{"notes": []}`, courseNotes: `{"courseid": 2}`, updateNotes: `{}`, deleteNotes: `{"notes": []}`,
		}
		for function, arguments := range calls {
			h.refused(t, "teacher", function, arguments, call.MustChangePassword, "")
		}
		h.switchFeatures(t, store.FeatureSettings{Messaging: true})
		for function, arguments := range calls {
			h.refused(t, "admin", function, arguments, call.NotesDisabled, "")
		}
		if got := h.must(t, "nobody", "core_webservice_get_site_info", `{}`); !strings.Contains(got, `"enablenotes","value":0},{"name":"messaging","value":1`) {
			t.Errorf("the site says otherwise: %s", got)
		}
	})
}

// aNote is the arguments of a note about student1.
func aNote(course int, state string) string {
	return fmt.Sprintf(`{"userid": 11, "publishstate": %q, "courseid": %d, "text": "x"}`, state, course)
}

func TestNotesAreNotCreated(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.unchanged(t, h.store.DB.Note.Query().Count, func() {
			h.try(t, createNotes, []attempt{
				{why: "no part in the course", as: "nobody", arguments: `{"notes": [` + aNote(2, "course") + `]}`, code: call.CannotEnter, path: "notes[0].courseid"},
				{why: "in the course without the capability", as: "student1", arguments: `{"notes": [` + aNote(2, "personal") + `]}`, code: call.NoPermission, path: "notes[0].courseid"},
				{why: "the capability in another course; the good first one is not kept", as: "teacher", arguments: `{"notes": [` + aNote(2, "course") + `, ` + aNote(3, "course") + `]}`, code: call.CannotEnter, path: "notes[1].courseid"},
				{why: "a note of the site with the capability in the course only", as: "teacher", arguments: `{"notes": [` + aNote(2, "site") + `]}`, code: call.NoPermission, path: "notes[0].publishstate"},
				{why: "a token for another course", as: "wsuser", course: 3, arguments: `{"notes": [` + aNote(2, "course") + `]}`, code: call.RestrictedContext, path: "notes[0].courseid"},
				{why: "a token for the course reaches no note of the site", as: "wsuser", course: 2, arguments: `{"notes": [` + aNote(2, "site") + `]}`, code: call.RestrictedContext, path: "notes[0].publishstate"},
				{why: "a hidden course", as: "wsuser", arguments: `{"notes": [` + aNote(4, "course") + `]}`, code: call.CannotEnter, path: "notes[0].courseid"},
				{why: "no such format", as: "wsuser", arguments: `{"notes": [` + aNote(2, "course") + `, {"userid": 11, "publishstate": "course", "courseid": 2, "text": "", "format": 3}]}`, code: call.InvalidParameter, path: "notes[1].format"},
				{why: "letters only", as: "wsuser", arguments: `{"notes": [` + aNote(2, "a b") + `]}`, code: call.InvalidParameter, path: "notes[0].publishstate"},
				{
					why: "what does not exist has a result of its own", as: "wsuser",
					arguments: `{"notes": [{"userid": 9, "publishstate": "course", "courseid": 2, "text": "", "clientnoteid": "a-1"}, {"userid": 1, "publishstate": "course", "courseid": 2, "text": ""},
						` + aNote(99, "course") + `, ` + aNote(2, "draft") + `]}`,
					want: `[{"clientnoteid": "a-1", "noteid": -1, "errormessage": "There is no user 9."}, {"noteid": -1, "errormessage": "There is no user 1."},
						{"noteid": -1, "errormessage": "There is no course 99."}, {"noteid": -1, "errormessage": "publishstate is \"draft\", expected personal, course or site."}]`,
				},
				{why: "none", as: "nobody", arguments: `{"notes": []}`, want: `[]`},
			})
		})
	})
}

func TestNotesAreCreated(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.try(t, createNotes, []attempt{
			{
				why: "the good ones, whatever becomes of the others", as: "wsuser",
				arguments: `{"notes": [{"userid": 99, "publishstate": "course", "courseid": 2, "text": ""}, ` + aNote(3, "site") + `, {"userid": 13, "publishstate": "course", "courseid": 2, "text": "<script>1</script>é 🌳", "format": 2}]}`,
				want:      `[{"noteid": -1, "errormessage": "There is no user 99."}, {"noteid": 5}, {"noteid": 6}]`,
			},
			{why: "the same twice are two notes", as: "teacher", arguments: `{"notes": [` + aNote(2, "personal") + `, ` + aNote(2, "personal") + `]}`, want: `[{"noteid": 7}, {"noteid": 8}]`},
			{why: "a token for the course", as: "wsuser", course: 2, arguments: `{"notes": [` + aNote(2, "course") + `]}`, want: `[{"noteid": 9}]`},
		})
		if n := h.store.DB.Note.GetX(t.Context(), 5); n.CourseID != 1 || n.State != note.StateSite || n.AuthorID != 3 {
			t.Errorf("the note of the site is %v", n)
		}
		if n := h.store.DB.Note.GetX(t.Context(), 6); n.Text != "<script>1</script>é 🌳" || n.Format != 2 {
			t.Errorf("the text was not stored as given: %v", n)
		}
	})
}

func TestNotesAreRead(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.try(t, getNotes, []attempt{
			{why: "no part in the course", as: "nobody", arguments: `{"notes": [1]}`, code: call.CannotEnter, path: "notes[0]"},
			{why: "in the course without the capability", as: "student1", arguments: `{"notes": [99, 1]}`, code: call.NoPermission, path: "notes[1]"},
			{why: "a note of the site with the capability in a course only", as: "teacher", arguments: `{"notes": [1, 3]}`, code: call.NoPermission, path: "notes[1]"},
			{why: "a token for another course", as: "wsuser", course: 3, arguments: `{"notes": [1]}`, code: call.RestrictedContext, path: "notes[0]"},
			{
				why: "a personal note is its author's alone, whoever asks", as: "admin", arguments: `{"notes": [2, 4]}`,
				want: `{"notes": [], "warnings": [{"item": "note", "itemid": 2, "warningcode": "badid", "message": "There is no such note."},
					{"item": "note", "itemid": 4, "warningcode": "badid", "message": "There is no such note."}]}`,
			},
			{
				why: "in the order of the call, twice when asked twice", as: "wsuser", arguments: `{"notes": [3, 2, 3]}`,
				want: `{"notes": [{"noteid": 3, "userid": 11, "publishstate": "site", "courseid": 1, "text": "Moves in May", "format": 1},
					{"noteid": 2, "userid": 11, "publishstate": "draft", "courseid": 2, "text": "Ask about the essay", "format": 1},
					{"noteid": 3, "userid": 11, "publishstate": "site", "courseid": 1, "text": "Moves in May", "format": 1}], "warnings": []}`,
			},
			{why: "none", as: "nobody", arguments: `{"notes": []}`, want: `{"notes": [], "warnings": []}`},
		})
	})
}

func TestNotesOfACourseAreListed(t *testing.T) {
	ids := func(text string) string {
		var out struct{ SiteNotes, CourseNotes, PersonalNotes []struct{ ID int } }
		if err := json.Unmarshal([]byte(text), &out); err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(out.SiteNotes, out.CourseNotes, out.PersonalNotes)
	}
	each(t, func(t *testing.T, h *harness) {
		h.try(t, courseNotes, []attempt{
			{why: "no part in the course", as: "nobody", arguments: `{"courseid": 2}`, code: call.CannotEnter, path: "courseid"},
			{why: "in the course without the capability", as: "student1", arguments: `{"courseid": 2, "userid": 11}`, code: call.NoPermission, path: "courseid"},
			{why: "the capability in another course", as: "teacher", arguments: `{"courseid": 3}`, code: call.CannotEnter, path: "courseid"},
			{why: "a token for another course", as: "wsuser", course: 3, arguments: `{"courseid": 2}`, code: call.RestrictedContext, path: "courseid"},
			{why: "a token for a course does not reach the site", as: "wsuser", course: 2, arguments: `{"courseid": 0}`, code: call.RestrictedContext, path: "courseid"},
			{why: "no such course", as: "admin", arguments: `{"courseid": 99}`, code: call.NotFound, path: "courseid"},
			{why: "no such user", as: "teacher", arguments: `{"courseid": 2, "userid": 9}`, code: call.UserNotFound, path: "userid"},
			{
				why: "nobody may see nothing in the site, and not who there is", as: "nobody", arguments: `{"courseid": 0, "userid": 99}`,
				want: `{"sitenotes": [], "coursenotes": [], "personalnotes": [], "canmanagesystemnotes": false, "canmanagecoursenotes": false, "warnings": []}`,
			},
		})
		h.must(t, "wsuser", createNotes, `{"notes": [{"userid": 13, "publishstate": "course", "courseid": 3, "text": "<b>y</b><script>1</script>", "format": 1}, {"userid": 11, "publishstate": "course", "courseid": 3, "text": "other"}]}`)
		for _, row := range []struct{ why, as, arguments, want string }{
			{"the teacher's own personal note, none of the site", "teacher", `{"courseid": 2}`, "[] [{1}] [{4}]"},
			{"who sees those of the site sees them in a course too", "wsuser", `{"courseid": 3}`, "[{3}] [{6} {5}] []"},
			{"about one user", "wsuser", `{"courseid": 3, "userid": 13}`, "[] [{5}] []"},
			{"in the site only those of the site", "wsuser", `{"courseid": 0}`, "[{3}] [] []"},
			{"about a user also those of the courses of the user", "wsuser", `{"courseid": 1, "userid": 11}`, "[{3}] [{1}] []"},
			{"in which one may see notes", "teacher", `{"courseid": 1, "userid": 11}`, "[] [{1}] []"},
		} {
			if got := ids(h.must(t, row.as, courseNotes, row.arguments)); got != row.want {
				t.Errorf("%s: got %s, want %s", row.why, got, row.want)
			}
		}
		if got, err := h.callIn(t, "wsuser", 2, courseNotes, `{"courseid": 2}`); err != nil || ids(got) != "[] [{1}] [{2}]" {
			t.Errorf("a token for the course sees %s, %v", got, err)
		}
		if got := h.must(t, "wsuser", courseNotes, `{"courseid": 3, "userid": 13}`); !strings.Contains(got, `"content":"<b>y</b>"`) {
			t.Errorf("the text is not cleaned: %s", got)
		}
	})
}

// aChange is the arguments of a changed note.
func aChange(id int, state string) string {
	return fmt.Sprintf(`{"id": %d, "publishstate": %q, "text": "changed"}`, id, state)
}

func TestNotesAreChanged(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		warning := func(id int, code, message string) string {
			return fmt.Sprintf(`{"item": "note", "itemid": %d, "warningcode": %q, "message": %q}`, id, code, message)
		}
		changed := func(ctx context.Context) (int, error) {
			return h.store.DB.Note.Query().Where(note.Text("changed")).Count(ctx)
		}
		h.unchanged(t, changed, func() {
			h.try(t, updateNotes, []attempt{
				{why: "no part in the course", as: "nobody", arguments: `{"notes": [` + aChange(1, "course") + `]}`, code: call.CannotEnter, path: "notes[0].id"},
				{why: "in the course without the capability", as: "student1", arguments: `{"notes": [` + aChange(1, "course") + `]}`, code: call.NoPermission, path: "notes[0].id"},
				{why: "the last is one of the site", as: "teacher", arguments: `{"notes": [` + aChange(1, "course") + `, ` + aChange(3, "course") + `]}`, code: call.NoPermission, path: "notes[1].id"},
				{why: "the last becomes one of the site", as: "teacher", arguments: `{"notes": [` + aChange(4, "course") + `, ` + aChange(1, "site") + `]}`, code: call.NoPermission, path: "notes[1].publishstate"},
				{why: "a token for another course", as: "wsuser", course: 3, arguments: `{"notes": [` + aChange(1, "course") + `]}`, code: call.RestrictedContext, path: "notes[0].id"},
				{why: "no such format", as: "wsuser", arguments: `{"notes": [{"id": 1, "publishstate": "course", "text": "changed", "format": 5}]}`, code: call.InvalidParameter, path: "notes[0].format"},
				{
					why: "nothing that could be changed", as: "teacher", arguments: `{"notes": [` + aChange(2, "course") + `, ` + aChange(99, "site") + `, ` + aChange(1, "draft") + `, ` + aChange(1, "personal") + `]}`,
					want: `[` + warning(2, "badid", "There is no such note.") + `, ` + warning(99, "badid", "There is no such note.") + `,
						` + warning(1, "badparam", `publishstate is "draft", expected personal, course or site.`) + `, ` + warning(1, "savedfailed", "Only its author can make a note personal.") + `]`,
				},
				{why: "none", as: "nobody", arguments: `{}`, want: `[]`},
			})
		})
		h.try(t, updateNotes, []attempt{
			{why: "the first of two counts", as: "teacher", arguments: `{"notes": [{"id": 1, "publishstate": "course", "text": "é<b>", "format": 2}, ` + aChange(1, "course") + `, ` + aChange(4, "course") + `]}`, want: `[` + warning(1, "badparam", "The note stands in the call twice: the first time counts.") + `]`},
			{why: "to the site and back", as: "wsuser", arguments: `{"notes": [` + aChange(2, "site") + `, ` + aChange(3, "course") + `]}`, want: `[]`},
		})
		for id, want := range map[int]string{1: "2 course 3 11 é<b> 2", 2: "1 site 3 11 changed 1", 3: "1 course 3 11 changed 1", 4: "2 course 14 11 changed 1"} {
			n := h.store.DB.Note.GetX(t.Context(), id)
			if got := fmt.Sprint(n.CourseID, " ", n.State, " ", n.AuthorID, " ", n.UserID, " ", n.Text, " ", n.Format); got != want || !n.UpdatedAt.After(n.CreatedAt) || !n.CreatedAt.Equal(functionstest.Moment) {
				t.Errorf("note %d is %s, written %s, changed %s; want %s", id, got, n.CreatedAt, n.UpdatedAt, want)
			}
		}
	})
}

func TestNotesAreDeleted(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.unchanged(t, h.store.DB.Note.Query().Count, func() {
			h.try(t, deleteNotes, []attempt{
				{why: "no part in the course", as: "nobody", arguments: `{"notes": [1]}`, code: call.CannotEnter, path: "notes[0]"},
				{why: "in the course without the capability", as: "student1", arguments: `{"notes": [99, 1]}`, code: call.NoPermission, path: "notes[1]"},
				{why: "the last is one of the site", as: "teacher", arguments: `{"notes": [1, 3]}`, code: call.NoPermission, path: "notes[1]"},
				{why: "a token for another course", as: "wsuser", course: 3, arguments: `{"notes": [1]}`, code: call.RestrictedContext, path: "notes[0]"},
				{why: "a personal note of somebody else", as: "admin", arguments: `{"notes": [4]}`, want: `[{"item": "note", "itemid": 4, "warningcode": "badid", "message": "There is no such note."}]`},
				{why: "none", as: "nobody", arguments: `{"notes": []}`, want: `[]`},
			})
		})
		h.try(t, deleteNotes, []attempt{
			{why: "twice in one call", as: "teacher", arguments: `{"notes": [1, 4, 1]}`, want: `[{"item": "note", "itemid": 1, "warningcode": "badid", "message": "There is no such note."}]`},
		})
		if got, err := h.store.DB.Note.Query().Order(note.ByID()).IDs(t.Context()); err != nil || fmt.Sprint(got) != "[2 3]" {
			t.Errorf("left are %v, %v", got, err)
		}
	})
}

func TestThousandNotesInOneCall(t *testing.T) {
	eachQuiet(t, func(t *testing.T, h *harness) {
		h.addUsers(t, 1000)
		notes := many(1000, func(i int) string {
			return fmt.Sprintf(`{"userid": %d, "publishstate": %q, "courseid": %d, "text": "n%d"}`, 1000+i, []string{"course", "site"}[i%2], 2+i%2, i)
		})
		if n := h.reads(t, func() { h.must(t, "wsuser", createNotes, `{"notes": `+notes+`}`) }); n > 8 {
			t.Errorf("creating 1000 notes took %d statements that read", n)
		}
		changes := many(1000, func(i int) string { return aChange(5+i, "course") })
		if n := h.reads(t, func() { h.must(t, "wsuser", updateNotes, `{"notes": `+changes+`}`) }); n > 10 {
			t.Errorf("changing 1000 notes took %d statements that read", n)
		}
		if got := tally(t, h.store.DB.Note.Query().Where(note.Text("changed"), note.StateEQ(note.StateCourse)).Count); got != 1000 {
			t.Errorf("%d notes are changed, want 1000", got)
		}
		ids := many(1000, func(i int) string { return fmt.Sprint(5 + i) })
		if n := h.reads(t, func() { h.must(t, "wsuser", getNotes, `{"notes": `+ids+`}`) }); n > 8 {
			t.Errorf("reading 1000 notes took %d statements", n)
		}
		if n := h.reads(t, func() { h.must(t, "wsuser", deleteNotes, `{"notes": `+ids+`}`) }); n > 8 {
			t.Errorf("deleting 1000 notes took %d statements that read", n)
		}
		if got := tally(t, h.store.DB.Note.Query().Count); got != 4 {
			t.Errorf("%d notes are left, want 4", got)
		}
	})
}
