package functions

import (
	"context"

	"gatehouse/ent/message"
	"gatehouse/server/call"
)

type messageCountUnreadIn struct {
	ToUserID int `name:"useridto" doc:"Id of the user; 0 for you."`
}

func (l *Library) messageCountUnread() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_message_get_unread_conversations_count",
		Summary: "Counts the conversations in which somebody has written something that has not been read.",
		Description: "Your own need nothing; those of another user need `moodle/site:readallmessages`, and are refused as `accessdenied` without it. " +
			"A user who does not exist is refused as `invaliduser`. When messages are switched off every call is refused as `disabled`.",
		Effect:       call.Read,
		Capabilities: []string{readAllMessages},
		Errors:       after(messagingErrors, call.NotOwn, call.UserNotFound),
		Ajax:         true,
		Services:     []string{mobileService},
		Example:      call.Example{Arguments: `{"useridto": 3}`, Result: `1`},
	}, l.countUnreadConversations)
}

func (l *Library) countUnreadConversations(ctx context.Context, c *call.Call, in messageCountUnreadIn) (int, error) {
	if err := l.enterMessaging(c); err != nil {
		return 0, err
	}
	userID, err := l.ownMessages(ctx, c, in.ToUserID, "useridto")
	if err != nil {
		return 0, err
	}
	return l.db().Message.Query().
		Where(message.ToID(userID), message.ReadAtIsNil(), message.ConversationIDNotNil(), message.FromIDNEQ(userID)).
		Unique(true).Select(message.FieldConversationID).Count(ctx)
}
