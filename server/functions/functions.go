// Package functions owns what this server can do: each function is declared in a file of its own, named after its subject and
// action, and listed in the table of contents below. A function reads the database through ent, changes it through
// Library.write, and asks its caller's capabilities through call.Call.
//
// Names, parameters and results are Moodle's where Moodle has the function; descriptions are our own words.
package functions

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"entgo.io/ent/dialect"

	"gatehouse/ent"
	"gatehouse/server/call"
	"gatehouse/server/journal"
	"gatehouse/server/store"
)

// Library holds what functions work with.
type Library struct {
	Store     *store.Store
	PublicURL string // without a slash at its end
	Version   string // of this program
	Nested    Nested // makes calls within a call; set once there is a dispatcher

	lists    functionLists
	pictures [2]string // see userPicture
}

// All is the table of contents: every function, in the order in which catalogues show them.
func (l *Library) All() []*call.Function {
	l.pictures = [2]string{l.PublicURL + picturePath + "1", l.PublicURL + picturePath + "2"}
	return []*call.Function{
		l.siteInfo(),
		l.stringGet(),
		l.stringGetMany(),
		l.stringGetOfComponent(),
		l.mobileConfig(),
		l.mobileSettings(),
		l.mobileCallAll(),

		l.userCreate(),
		l.userGet(),
		l.userGetByField(),
		l.userGetByID(),
		l.userGetCourseProfiles(),
		l.userGetPreferences(),
		l.userSetPreferences(),
		l.userUpdate(),
		l.userDelete(),

		l.groupCreate(),
		l.groupGet(),
		l.groupGetOfCourse(),
		l.groupDelete(),
		l.groupAddMembers(),
		l.groupGetMembers(),
		l.groupUpdate(),
		l.groupGetOfUser(),
		l.groupDeleteMembers(),

		l.groupingCreate(),
		l.groupingUpdate(),
		l.groupingDelete(),
		l.groupingGet(),
		l.groupingGetOfCourse(),
		l.groupingAssign(),
		l.groupingUnassign(),

		l.categoryCreate(),
		l.categoryUpdate(),
		l.categoryDelete(),
		l.categoryGet(),

		l.courseCreate(),
		l.courseGet(),
		l.courseGetByField(),
		l.courseSearch(),
		l.courseUpdate(),
		l.courseDelete(),
		l.courseGetContents(),
		l.courseDuplicate(),

		l.enrolGetUsers(),
		l.enrolGetUsersCapable(),
		l.enrolSearchUsers(),
		l.enrolGetCourses(),
		l.enrolGetMethods(),
		l.enrolManually(),
		l.enrolManuallyOld(),
		l.enrolEndManually(),
		l.enrolSelfInfo(),
		l.enrolSelf(),

		l.cohortCreate(),
		l.cohortUpdate(),
		l.cohortDelete(),
		l.cohortGet(),
		l.cohortSearch(),
		l.cohortGetMembers(),
		l.cohortAddMembers(),
		l.cohortDeleteMembers(),
		l.roleAssign(),
		l.roleUnassign(),

		l.fileGet(),
		l.fileUpload(),
		l.fileNewDraft(),
		l.fileDeleteDrafts(),
		l.userKeepFiles(),

		l.gradeSearchUsers(),

		l.noteCreate(),
		l.noteGet(),
		l.noteGetOfCourse(),
		l.noteUpdate(),
		l.noteDelete(),

		l.messageSend(),
		l.messageGet(),
		l.messageMarkRead(),
		l.messageCountUnread(),
		l.messageBlock(),
		l.messageUnblock(),

		l.eventCreate(),
		l.eventGet(),
		l.eventGetByID(),
		l.eventDelete(),
	}
}

// How long a function may take before what it asks the database for is cut off. Whoever only reads can ask again, so silence is
// told soon; a change is given time to get through.
const (
	readLimit  = 2 * time.Second
	writeLimit = 10 * time.Second
)

func runLimit(effect call.Effect) time.Duration {
	if effect == call.Write {
		return writeLimit
	}
	return readLimit
}

// declare makes a function of the library. Errors of the database become ones that callers may see.
func declare[In, Out any](l *Library, d call.Declaration, run func(ctx context.Context, c *call.Call, in In) (Out, error)) *call.Function {
	if d.Component == "" {
		d.Component = "moodle"
	}
	return call.Declare(d, func(ctx context.Context, c *call.Call, in In) (Out, error) {
		if l.Store.Dialect() == dialect.Postgres {
			// A server on the network may fall silent; a file answers, or says within its own time that it is locked.
			var cancel context.CancelFunc
			ctx, cancel = context.WithTimeout(ctx, runLimit(d.Effect))
			defer cancel()
		}
		out, err := run(ctx, c, in)
		if err != nil && errors.Is(ctx.Err(), context.DeadlineExceeded) {
			// A transaction that was cut off may say only that it is over.
			err = errors.Join(err, ctx.Err())
		}
		return out, forCaller(err)
	})
}

// forCaller is the one place where an error of the database becomes one that callers may see.
func forCaller(err error) error {
	if err == nil {
		return nil
	}
	var known *call.Error
	switch {
	case errors.As(err, &known):
		return err
	case store.Unavailable(err):
		return call.Fail(call.Unavailable).Because(err)
	case store.Duplicate(err):
		// The function looked first; somebody else has written the same in between.
		return call.Errorf(call.InvalidParameter, "The same was written by another call at this moment.").Because(err)
	}
	return err
}

// db is the database for reading.
func (l *Library) db() *ent.Client { return l.Store.DB }

// writing is the transaction of a function that changes something.
type writing struct {
	*store.Tx
	subjects []string
	details  map[string]any
}

// about notes for the audit trail what the call changes, as "group 47".
func (w *writing) about(kind string, id int) {
	w.subjects = append(w.subjects, fmt.Sprintf("%s %d", kind, id))
}

// write runs change in one transaction together with its audit event. When change fails nothing of it is kept.
func (l *Library) write(ctx context.Context, c *call.Call, change func(ctx context.Context, w *writing) error) error {
	return l.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		w := &writing{Tx: tx}
		if err := change(ctx, w); err != nil {
			return err
		}
		return journal.Audit(ctx, tx, journal.ActorOf(c), journal.Event{
			Action: c.Function.Name, Subject: strings.Join(w.subjects, ", "), Details: w.details,
		})
	})
}

// Warning is how functions report what they could not do for one item of many.
type Warning struct {
	Item    *string `name:"item" type:"text" doc:"What the warning is about."`
	ItemID  *int    `name:"itemid" doc:"Id of what the warning is about."`
	Code    string  `name:"warningcode" type:"alphanum" doc:"Stable code of the warning."`
	Message string  `name:"message" type:"raw" doc:"The warning as a sentence."`
}

func ptr[T any](v T) *T { return &v }
