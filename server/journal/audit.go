package journal

import (
	"context"
	"strings"

	"gatehouse/server/call"
	"gatehouse/server/store"
)

// Actor is who makes a change and from where.
type Actor struct {
	Door      string // the protocol, "cli" or "app"
	UserID    int    // 0 for the command line
	Name      string
	TokenID   int
	ServiceID int
	Address   string
	RequestID string
}

// ActorOf is the actor of a change made by a call.
func ActorOf(c *call.Call) Actor {
	a := Actor{
		Door: c.Request.Protocol, UserID: c.User().ID, Name: c.User().Username, TokenID: c.Grant.Token.ID,
		Address: c.Request.Address.String(), RequestID: c.Request.ID,
	}
	if c.Service != nil {
		a.ServiceID = c.Service.ID
	}
	return a
}

// CommandLine is the actor of a change made by a command of this program.
func CommandLine(name string) Actor { return Actor{Door: "cli", Name: name} }

// Event is one change.
type Event struct {
	Action  string         // a function's name, or SUBJECT.VERB
	Subject string         // what was changed, as a person would name it
	Object  Object         // the same by its id, where it is of a kind that has a page
	Details map[string]any // before and after, never a secret
}

// Object is what an event is about, whatever its name has become. The zero value is nothing of these kinds.
type Object struct {
	Kind string // user, service, token or role
	ID   int
}

// The kinds of an Object.
const (
	UserObject    = "user"
	ServiceObject = "service"
	TokenObject   = "token"
	RoleObject    = "role"
)

// Audit records a change in the transaction that makes it, so that neither exists without the other.
func Audit(ctx context.Context, tx *store.Tx, by Actor, e Event) error {
	return tx.AuditEvent.Create().
		SetAction(cut(e.Action, 200)).SetSubject(cut(e.Subject, 400)).SetDetails(e.Details).
		SetObjectKind(e.Object.Kind).SetObjectID(e.Object.ID).
		SetActorID(by.UserID).SetActor(cut(by.Name, 200)).SetDoor(cut(by.Door, 20)).
		SetTokenID(by.TokenID).SetServiceID(by.ServiceID).
		SetAddress(cut(by.Address, 60)).SetRequestID(cut(by.RequestID, 40)).
		Exec(ctx)
}

// cut makes text fit for a column: at most n bytes, ending at the border of a character, and nothing that PostgreSQL refuses,
// because one such row would take all that is written with it down.
func cut(text string, n int) string {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", "\uFFFD")
	if len(text) <= n {
		return text
	}
	for n > 0 && text[n]&0xC0 == 0x80 {
		n--
	}
	return text[:n]
}
