package functions

import (
	"context"

	"gatehouse/ent"
	"gatehouse/ent/contact"
	"gatehouse/server/call"
)

type messageBlockIn struct {
	UserID  int `name:"userid" doc:"Your own id."`
	Blocked int `name:"blockeduserid" doc:"Id of the user from whom no more messages are to come."`
}

type messageUnblockIn struct {
	UserID    int `name:"userid" doc:"Your own id."`
	Unblocked int `name:"unblockeduserid" doc:"Id of the user from whom messages may come again."`
}

// blockDescription is what is said of both functions.
const blockDescription = "For another user than yourself it needs `moodle/site:manageallmessaging`. " +
	"A user who does not exist is refused as `invaliduser`. When messages are switched off every call is refused as `disabled`."

func (l *Library) messageBlock() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_message_block_user",
		Summary: "Keeps a user from writing messages to you.",
		Description: "Blocking somebody who is blocked already changes nothing, and neither does blocking oneself. " +
			"It does not hold back those who may write to everybody. A contact who is blocked is none any more. " + blockDescription,
		Effect:       call.Write,
		Capabilities: []string{manageMessaging},
		Errors:       after(messagingErrors, call.NoPermission, call.UserNotFound),
		Ajax:         true,
		Services:     []string{mobileService},
		Example:      call.Example{Arguments: `{"userid": 3, "blockeduserid": 11}`, Result: `[]`},
	}, l.blockUser)
}

func (l *Library) messageUnblock() *call.Function {
	return declare(l, call.Declaration{
		Name:         "core_message_unblock_user",
		Summary:      "Lets a user who was blocked write messages to you again.",
		Description:  "Nothing changes for somebody who is not blocked. " + blockDescription,
		Effect:       call.Write,
		Capabilities: []string{manageMessaging},
		Errors:       after(messagingErrors, call.NoPermission, call.UserNotFound),
		Ajax:         true,
		Services:     []string{mobileService},
		Example:      call.Example{Arguments: `{"userid": 3, "unblockeduserid": 13}`, Result: `[]`},
	}, l.unblockUser)
}

func (l *Library) blockUser(ctx context.Context, c *call.Call, in messageBlockIn) ([]Warning, error) {
	return l.decide(ctx, c, decision{in.UserID, in.Blocked, "blockeduserid"}, func(ctx context.Context, db *ent.Client) error {
		if in.UserID == in.Blocked {
			return nil
		}
		return db.Contact.Create().SetUserID(in.UserID).SetOtherID(in.Blocked).SetBlocked(true).
			OnConflictColumns(contact.FieldUserID, contact.FieldOtherID).UpdateBlocked().Exec(ctx)
	})
}

func (l *Library) unblockUser(ctx context.Context, c *call.Call, in messageUnblockIn) ([]Warning, error) {
	return l.decide(ctx, c, decision{in.UserID, in.Unblocked, "unblockeduserid"}, func(ctx context.Context, db *ent.Client) error {
		_, err := db.Contact.Delete().Where(contact.UserID(in.UserID), contact.OtherID(in.Unblocked), contact.Blocked(true)).Exec(ctx)
		return err
	})
}

// decision is about whom a user decides, and which parameter named the other.
type decision struct {
	user, other int
	path        string
}

// decide carries out what a user decided about another.
func (l *Library) decide(ctx context.Context, c *call.Call, d decision, change func(ctx context.Context, db *ent.Client) error) ([]Warning, error) {
	if err := l.enterMessaging(c); err != nil {
		return nil, err
	}
	if d.user != c.User().ID {
		if err := atPath(c.Require(manageMessaging, 0), "userid"); err != nil {
			return nil, err
		}
	}
	users, err := presentUsers(ctx, l.db(), []int{d.user, d.other})
	switch {
	case err != nil:
		return nil, err
	case users[d.user] == nil:
		return nil, call.Errorf(call.UserNotFound, "There is no user %d.", d.user).At("userid")
	case users[d.other] == nil:
		return nil, call.Errorf(call.UserNotFound, "There is no user %d.", d.other).At("%s", d.path)
	}
	return []Warning{}, l.write(ctx, c, func(ctx context.Context, w *writing) error {
		w.about("user", d.user)
		w.about("user", d.other)
		return change(ctx, w.Client)
	})
}
