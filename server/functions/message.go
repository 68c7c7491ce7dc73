package functions

import (
	"context"
	"slices"
	"strings"

	"gatehouse/ent"
	"gatehouse/ent/contact"
	"gatehouse/ent/course"
	"gatehouse/ent/enrolment"
	"gatehouse/ent/user"
	"gatehouse/server/call"
)

// The capabilities that decide who writes to whom, and who sees what others write. All count in the site; messageAnyUser also in a
// course, for those who take part in it.
const (
	sendMessages     = "moodle/site:sendmessage"
	messageAnyUser   = "moodle/site:messageanyuser"
	readAllMessages  = "moodle/site:readallmessages"
	deleteAnyMessage = "moodle/site:deleteanymessage"
	manageMessaging  = "moodle/site:manageallmessaging"
)

// whoMayWrite is the preference of a user that says who may write to him or her, and contactsOnly the value that leaves only the
// user's contacts; otherwise it is everybody with whom the user shares a course.
const (
	whoMayWrite  = "message_blocknoncontacts"
	contactsOnly = "1"
)

// messagingErrors are those of enterMessaging.
var messagingErrors = slices.Concat([]call.Code{call.MessagingDisabled}, siteErrors)

// enterMessaging fails when messages between users are switched off, or when the caller may do nothing in the site.
func (l *Library) enterMessaging(c *call.Call) error {
	if !l.Store.Settings().Features.Messaging {
		return call.Fail(call.MessagingDisabled)
	}
	return l.enterSite(c)
}

// ownMessages returns the user whose messages are meant, 0 being the caller. It fails unless they are the caller's own or the caller
// may read everybody's.
func (l *Library) ownMessages(ctx context.Context, c *call.Call, userID int, path string) (int, error) {
	if userID == 0 || userID == c.User().ID {
		return c.User().ID, nil
	}
	if !c.Holds(readAllMessages, 0) {
		return 0, call.Fail(call.NotOwn).At("%s", path)
	}
	return userID, refuseNobody(ctx, l.db(), userID, path)
}

// refuseNobody fails when there is no such user. Deleted ones are there: what they wrote stays.
func refuseNobody(ctx context.Context, db *ent.Client, id int, path string) error {
	there, err := db.User.Query().Where(user.ID(id)).Exist(ctx)
	if err == nil && !there {
		err = call.Errorf(call.UserNotFound, "There is no user %d.", id).At("%s", path)
	}
	return err
}

// messageText is the text of a message as the caller asked for texts. Messages have no files.
func (l *Library) messageText(c *call.Call, text string, format int) string {
	if format == formatAuto && !c.Request.Settings.Raw {
		text = strings.ReplaceAll(text, "\n", "<br>\n") // people type lines
	}
	text, _ = l.formatText(c, text, format, fileArea{})
	return text
}

// reach knows to which users the caller may write.
type reach struct {
	everybody bool
	caller    int
	decided   map[int]bool // by those who decided about the caller: true: blocked, false: a contact
	shares    map[int]bool // by those who share a course: whether the caller may write to everybody in one of them
}

// reach finds out who of some users may be written to.
func (l *Library) reach(ctx context.Context, c *call.Call, users []int) (*reach, error) {
	r := &reach{c.Holds(readAllMessages, 0) || c.Holds(messageAnyUser, 0), c.User().ID, map[int]bool{}, map[int]bool{}}
	if r.everybody {
		return r, nil
	}
	mine := enrolment.HasCourseWith(course.HasEnrolmentsWith(enrolment.UserID(r.caller), takingPart(c.At)))
	for some := range slices.Chunk(distinct(users), batchSize) {
		decisions, err := l.db().Contact.Query().Where(contact.UserIDIn(some...), contact.OtherID(r.caller)).All(ctx)
		if err != nil {
			return nil, err
		}
		for _, row := range decisions {
			r.decided[row.UserID] = row.Blocked
		}
		parts, err := l.db().Enrolment.Query().Where(enrolment.UserIDIn(some...), takingPart(c.At), mine).
			Select(enrolment.FieldUserID, enrolment.FieldCourseID).All(ctx)
		if err != nil {
			return nil, err
		}
		for _, part := range parts {
			r.shares[part.UserID] = r.shares[part.UserID] || c.Holds(messageAnyUser, part.CourseID)
		}
	}
	return r, nil
}

// to says whether the caller may write to a user. Who is suspended reads nothing.
func (r *reach) to(u *ent.User) bool {
	if u.Suspended {
		return false
	}
	if r.everybody || u.ID == r.caller {
		return true
	}
	blocked, decided := r.decided[u.ID]
	overrides, shares := r.shares[u.ID]
	switch {
	case overrides:
		return true
	case decided:
		return !blocked
	}
	return shares && u.Preferences[whoMayWrite] != contactsOnly
}
