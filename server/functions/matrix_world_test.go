package functions_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/calendarevent"
	"gatehouse/ent/coursesection"
	"gatehouse/ent/note"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

// matrixWorld is where the calls of the authorisation matrix are made. Each gets a place of its own in it, so that no call sees what
// another one did.
type matrixWorld struct {
	*harness
	elsewhere int // a course that none of the things belongs to
	places    int
}

// absentID is the id of everything that never was.
const absentID = 900_000_000

// matrixPlace is what one call is about.
type matrixPlace struct {
	caller string         // the user name
	ids    map[string]int // of the things, by the placeholder that stands for them
	mark   string         // a text that stands in each of them
	hidden []int          // numbers that only they tell
}

func newMatrixWorld(t *testing.T, h *harness) *matrixWorld {
	t.Helper()
	m := &matrixWorld{harness: h}
	h.write(t, func(ctx context.Context, tx *store.Tx) error {
		course, err := tx.Course.Create().SetShortName("elsewhere").SetFullName("Elsewhere").SetCategoryID(1).Save(ctx)
		if err != nil {
			return err
		}
		m.elsewhere = course.ID
		return tx.OpenCourses(ctx, course)
	})
	return m
}

// place makes a caller and a thing of each kind.
func (m *matrixWorld) place(t *testing.T, f *call.Function, site bool, caller, object string) *matrixPlace {
	t.Helper()
	m.places++
	b := &placeBuilder{number: m.places, mark: fmt.Sprintf("Zq%dq", m.places)}
	m.write(t, func(ctx context.Context, tx *store.Tx) error {
		b.ctx, b.tx, b.err = ctx, tx, nil
		b.people(object)
		b.things()
		b.role(f, site, caller, m.elsewhere)
		if object == "deleted" {
			b.remove()
		}
		return b.err
	})
	ids := b.ids
	if strings.Contains(f.Name, "_files") {
		b.upload(t, m.harness, object)
	}
	switch object {
	case "deleted":
		ids["user"] = b.other.ID
	case "absent":
		for name := range ids {
			if name != "number" && name != "role" {
				ids[name] = absentID
			}
		}
	}
	name := b.caller.Username
	if caller == "administrator" {
		m.write(t, func(ctx context.Context, tx *store.Tx) error {
			return tx.User.UpdateOne(b.caller).SetSiteAdmin(true).Exec(ctx)
		})
	}
	return &matrixPlace{caller: name, ids: ids, mark: b.mark, hidden: []int{b.member.ID}}
}

// placeBuilder makes rows until something fails.
type placeBuilder struct {
	ctx    context.Context
	tx     *store.Tx
	err    error
	number int
	mark   string

	caller, other, member, owner *ent.User // owner is the caller or the other one: whose the things are
	course                       *ent.Course
	ids                          map[string]int
}

// made is what saving one row answers, when nothing failed before.
func made[T any](b *placeBuilder, save func(context.Context) (*T, error)) *T {
	if b.err != nil {
		return new(T)
	}
	row, err := save(b.ctx)
	if b.err = err; err != nil {
		return new(T)
	}
	return row
}

func (b *placeBuilder) user(part string, id int) *ent.User {
	name := fmt.Sprintf("%s%d", part, b.number)
	return made(b, b.tx.User.Create().SetID(id).SetUsername(name).SetFirstName(part).SetLastName(b.mark).SetEmail(name+"@example.com").
		SetIDNumber(name).SetPreferences(map[string]string{"matrix": b.mark}).Save)
}

// people makes who calls, whom it may be about, and a third one who belongs to the things.
func (b *placeBuilder) people(object string) {
	first := 10_000_000 + 10*b.number
	b.caller, b.other, b.member = b.user("caller", first), b.user("other", first+1), b.user("member", first+2)
	b.owner = b.other
	if object == "own" {
		b.owner = b.caller
	}
	b.ids = map[string]int{"user": b.owner.ID, "member": b.member.ID, "spare": b.user("spare", first+3).ID, "role": 5, "number": b.number}
}

// things makes one of each kind, all of them the owner's or in a course that the owner takes part in.
func (b *placeBuilder) things() {
	tx, owner := b.tx, b.owner.ID
	category := made(b, tx.Category.Create().SetName(b.mark).Save)
	b.course = made(b, tx.Course.Create().SetShortName(b.mark).SetFullName("Course "+b.mark).SetCategoryID(category.ID).SetNumSections(1).Save)
	if b.err == nil {
		b.err = tx.OpenCourses(b.ctx, b.course)
	}
	course := b.course.ID
	if b.err == nil {
		b.err = tx.CourseSection.Update().Where(coursesection.CourseID(course)).SetName(b.mark).Exec(b.ctx)
	}
	for _, user := range []int{owner, b.member.ID} {
		made(b, tx.Enrolment.Create().SetCourseID(course).SetUserID(user).Save)
	}
	group := made(b, tx.Group.Create().SetCourseID(course).SetName(b.mark).Save)
	grouping := made(b, tx.Grouping.Create().SetCourseID(course).SetName(b.mark).Save)
	made(b, tx.GroupingGroup.Create().SetGroupID(group.ID).SetGroupingID(grouping.ID).Save)
	cohort := made(b, tx.Cohort.Create().SetName(b.mark).SetIDNumber(b.mark).Save)
	for _, user := range []int{owner, b.member.ID} {
		made(b, tx.GroupMember.Create().SetGroupID(group.ID).SetUserID(user).Save)
		made(b, tx.CohortMember.Create().SetCohortID(cohort.ID).SetUserID(user).Save)
	}
	written := made(b, tx.Note.Create().SetUserID(b.member.ID).SetAuthorID(owner).SetCourseID(course).SetState(note.StateCourse).SetText(b.mark).Save)
	talk := made(b, tx.Conversation.Create().SetFirstID(min(owner, b.member.ID)).SetSecondID(max(owner, b.member.ID)).Save)
	message := made(b, tx.Message.Create().SetConversationID(talk.ID).SetFromID(b.member.ID).SetToID(owner).SetText(b.mark).Save)
	event := made(b, tx.CalendarEvent.Create().SetKind(calendarevent.KindUser).SetName(b.mark).SetUserID(owner).SetStartsAt(time.Now()).Save)
	b.selfEnrolment()
	for name, id := range map[string]int{
		"category": category.ID, "course": course, "group": group.ID, "grouping": grouping.ID, "cohort": cohort.ID,
		"note": written.ID, "message": message.ID, "event": event.ID, "context": course<<3 | 4, "usercontext": owner<<3 | 2,
	} {
		b.ids[name] = id
	}
}

// selfEnrolment lets users enrol themselves.
func (b *placeBuilder) selfEnrolment() {
	if b.err != nil {
		return
	}
	for _, method := range b.tx.EnrolmentMethod.Query().AllX(b.ctx) {
		if method.CourseID == b.course.ID && method.Method == store.SelfEnrolment {
			b.ids["instance"] = made(b, b.tx.EnrolmentMethod.UpdateOne(method).SetEnabled(true).Save).ID
		}
	}
}

// role gives the caller everything that the function asks for, here or elsewhere.
func (b *placeBuilder) role(f *call.Function, site bool, caller string, elsewhere int) {
	if caller != "here" && caller != "elsewhere" {
		return
	}
	role := made(b, b.tx.Role.Create().SetShortName(b.mark).SetCapabilities(f.Capabilities).AddMayAssignIDs(5).Save)
	assignment := b.tx.RoleAssignment.Create().SetRoleID(role.ID).SetUserID(b.caller.ID)
	switch {
	case caller == "elsewhere":
		made(b, b.tx.Enrolment.Create().SetCourseID(elsewhere).SetUserID(b.caller.ID).Save)
		assignment.SetCourseID(elsewhere)
	case !site:
		assignment.SetCourseID(b.course.ID)
	}
	made(b, assignment.Save)
}

// remove takes away what was made, as functions would.
func (b *placeBuilder) remove() {
	if b.err != nil {
		return
	}
	for _, step := range []func() error{
		func() error { return b.tx.Note.DeleteOneID(b.ids["note"]).Exec(b.ctx) },
		func() error { return b.tx.Message.DeleteOneID(b.ids["message"]).Exec(b.ctx) },
		func() error { return b.tx.CalendarEvent.DeleteOneID(b.ids["event"]).Exec(b.ctx) },
		func() error { return b.tx.Cohort.DeleteOneID(b.ids["cohort"]).Exec(b.ctx) },
		func() error { return b.tx.Course.DeleteOneID(b.ids["course"]).Exec(b.ctx) },
		func() error { return b.tx.Category.DeleteOneID(b.ids["category"]).Exec(b.ctx) },
		func() error { return b.tx.User.UpdateOne(b.other).SetDeleted(true).Exec(b.ctx) },
	} {
		if b.err = step(); b.err != nil {
			return
		}
	}
}

// upload puts a file into a draft area of the owner.
func (b *placeBuilder) upload(t *testing.T, h *harness, object string) {
	t.Helper()
	b.ids["draft"] = 77
	if object != "own" && object != "another's" {
		return
	}
	h.must(t, b.owner.Username, "core_files_upload", fmt.Sprintf(`{"contextid": 0, "component": "user", "filearea": "draft", "itemid": 77,
		"filepath": "/", "filename": "%s.txt", "filecontent": "eA==", "contextlevel": "user", "instanceid": %d}`, b.mark, b.owner.ID))
}
