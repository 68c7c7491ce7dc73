package functions

import (
	"cmp"
	"context"
	"slices"

	entsql "entgo.io/ent/dialect/sql"

	"gatehouse/ent"
	"gatehouse/ent/enrolment"
	"gatehouse/ent/note"
	"gatehouse/ent/predicate"
	"gatehouse/server/call"
)

type noteGetOfCourseIn struct {
	CourseID int `name:"courseid" doc:"Id of the course; 0 or 1 for the site."`
	UserID   int `name:"userid" default:"0" doc:"Id of a user, for notes about this user only; 0 for all."`
}

type noteGetOfCourseOut struct {
	SiteNotes     []courseNote `name:"sitenotes" optional:"true" doc:"Notes of the site, when you may see those; last changed first."`
	CourseNotes   []courseNote `name:"coursenotes" optional:"true" doc:"Notes of the course; asked about a user in the site, those of every course of the user in which you may see notes."`
	PersonalNotes []courseNote `name:"personalnotes" optional:"true" doc:"Your own notes that nobody else sees; none in the site."`
	ManagesSite   bool         `name:"canmanagesystemnotes" optional:"true" doc:"Whether you may write and change notes of the site."`
	ManagesCourse bool         `name:"canmanagecoursenotes" optional:"true" doc:"Whether you may write and change notes in the course."`
	Warnings      []Warning    `name:"warnings" optional:"true" doc:"Always empty."`
}

type courseNote struct {
	ID           int    `name:"id" doc:"Id of the note."`
	CourseID     int    `name:"courseid" doc:"Id of its course; 1 for a note of the site."`
	UserID       int    `name:"userid" doc:"Id of the user whom it is about."`
	Content      string `name:"content" type:"raw" doc:"Text of the note."`
	Format       int    `name:"format" doc:"Format of the text: 1 HTML, unless the stored text was asked for."`
	Created      int    `name:"created" doc:"When it was written, in seconds since 1970."`
	LastModified int    `name:"lastmodified" doc:"When it was last changed, in seconds since 1970."`
	UserModified int    `name:"usermodified" doc:"Id of its author."`
	State        string `name:"publishstate" type:"alpha" doc:"Who it is for: draft (its author alone), public (who sees notes in the course) or site."`
}

func (l *Library) noteGetOfCourse() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_notes_get_course_notes",
		Summary: "Returns the notes of a course or of the site, about everybody or about one user.",
		Description: "In a course it needs `moodle/notes:view` there, and tells notes of the site too to those who hold it in the site. " +
			"In the site it tells whatever you may see, which may be nothing. Personal notes are only ever told to their author. " +
			"A user who does not exist is refused as `invaliduser`; when notes are switched off every call is refused as `notesdisabled`.",
		Effect:       call.Read,
		Capabilities: union(viewing, []string{viewNotes, manageNotes}),
		Errors:       []call.Code{call.NotesDisabled, call.MustChangePassword, call.NotFound, call.RestrictedContext, call.CannotEnter, call.NoPermission, call.UserNotFound},
		Services:     []string{mobileService},
		Example: call.Example{
			Arguments: `{"courseid": 2, "userid": 11}`,
			Result: `{"sitenotes": [{"id": 3, "courseid": 1, "userid": 11, "content": "Moves in May", "format": 1, "created": 1700000000, "lastmodified": 1700000000, "usermodified": 3, "publishstate": "site"}],
				"coursenotes": [{"id": 1, "courseid": 2, "userid": 11, "content": "Works hard &amp; well", "format": 1, "created": 1700000000, "lastmodified": 1700000000, "usermodified": 3, "publishstate": "public"}],
				"personalnotes": [{"id": 2, "courseid": 2, "userid": 11, "content": "Ask about the essay", "format": 1, "created": 1700000000, "lastmodified": 1700000000, "usermodified": 3, "publishstate": "draft"}],
				"canmanagesystemnotes": true, "canmanagecoursenotes": true, "warnings": []}`,
		},
	}, l.getCourseNotes)
}

func (l *Library) getCourseNotes(ctx context.Context, c *call.Call, in noteGetOfCourseIn) (noteGetOfCourseOut, error) {
	if err := l.enterNotes(c); err != nil {
		return noteGetOfCourseOut{}, err
	}
	found, err := l.enterCourse(ctx, c, l.db(), cmp.Or(in.CourseID, siteCourse))
	if err != nil {
		return noteGetOfCourseOut{}, atPath(err, "courseid")
	}
	if found.ID != siteCourse {
		if err := atPath(c.Require(viewNotes, found.ID), "courseid"); err != nil {
			return noteGetOfCourseOut{}, err
		}
	}
	inSite := c.Within(0) == nil && c.Holds(viewNotes, 0)
	if in.UserID != 0 && (inSite || found.ID != siteCourse) { // nobody else learns which users there are
		users, err := presentUsers(ctx, l.db(), []int{in.UserID})
		if err != nil {
			return noteGetOfCourseOut{}, err
		}
		if users[in.UserID] == nil {
			return noteGetOfCourseOut{}, call.Errorf(call.UserNotFound, "There is no user %d.", in.UserID).At("userid")
		}
	}
	return l.listNotes(ctx, c, found, in.UserID, inSite)
}

// listNotes lists the notes that the caller may see, in a course or in the site.
func (l *Library) listNotes(ctx context.Context, c *call.Call, in *ent.Course, userID int, inSite bool) (noteGetOfCourseOut, error) {
	out := noteGetOfCourseOut{
		SiteNotes: []courseNote{}, CourseNotes: []courseNote{}, PersonalNotes: []courseNote{}, Warnings: []Warning{},
		ManagesSite: c.Within(0) == nil && c.Holds(manageNotes, 0), ManagesCourse: c.Holds(manageNotes, placeOf(in)),
	}
	courses := []int{in.ID}
	var err error
	if inSite {
		if out.SiteNotes, err = l.notesWhere(ctx, c, userID, note.StateEQ(note.StateSite)); err != nil {
			return out, err
		}
	}
	if in.ID != siteCourse {
		out.PersonalNotes, err = l.notesWhere(ctx, c, userID, note.StateEQ(note.StatePersonal), note.CourseID(in.ID), note.AuthorID(c.User().ID))
	} else if courses = nil; userID != 0 {
		courses, err = l.coursesToSeeNotesIn(ctx, c, userID)
	}
	if err != nil {
		return out, err
	}
	for some := range slices.Chunk(courses, batchSize) {
		notes, err := l.notesWhere(ctx, c, userID, note.StateEQ(note.StateCourse), note.CourseIDIn(some...))
		if err != nil {
			return out, err
		}
		out.CourseNotes = append(out.CourseNotes, notes...)
	}
	return out, nil
}

// coursesToSeeNotesIn are the courses that a user takes part in and the caller may see notes in.
func (l *Library) coursesToSeeNotesIn(ctx context.Context, c *call.Call, userID int) ([]int, error) {
	rows, err := l.db().Enrolment.Query().Where(enrolment.UserID(userID), takingPart(c.At)).WithCourse().Order(enrolment.ByCourseID()).All(ctx)
	if err != nil {
		return nil, err
	}
	obstacles, err := l.obstacles(ctx, c, column(rows, func(e *ent.Enrolment) *ent.Course { return e.Edges.Course }))
	if err != nil {
		return nil, err
	}
	var courses []int
	for _, row := range rows {
		if obstacles[row.CourseID] == nil && c.Holds(viewNotes, row.CourseID) {
			courses = append(courses, row.CourseID)
		}
	}
	return slices.Compact(courses), nil
}

func (l *Library) notesWhere(ctx context.Context, c *call.Call, userID int, where ...predicate.Note) ([]courseNote, error) {
	query := l.db().Note.Query().Where(where...)
	if userID != 0 {
		query.Where(note.UserID(userID))
	}
	rows, err := query.Order(note.ByUpdatedAt(entsql.OrderDesc()), note.ByID(entsql.OrderDesc())).All(ctx)
	return column(rows, func(n *ent.Note) courseNote {
		text, format := l.noteText(c, n)
		return courseNote{n.ID, n.CourseID, n.UserID, text, format, unix(&n.CreatedAt), unix(&n.UpdatedAt), n.AuthorID, noteStatesShown[n.State]}
	}), err
}
