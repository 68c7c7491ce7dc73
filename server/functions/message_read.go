package functions

import (
	"context"

	"gatehouse/ent/message"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

type messageReadIn struct {
	MessageID int `name:"messageid" doc:"Id of a message that somebody wrote to you."`
	TimeRead  int `name:"timeread" default:"0" doc:"When you read it, in seconds since 1970; 0 for now."`
}

type messageReadOut struct {
	MessageID int       `name:"messageid" doc:"Id of the message."`
	Warnings  []Warning `name:"warnings" optional:"true" doc:"Always empty."`
}

func (l *Library) messageMarkRead() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_message_mark_message_read",
		Summary: "Says that you have read a message.",
		Description: "Works for messages that somebody wrote to you; any other id is refused as `invalidparameter`, whether there is such a message or not. " +
			"A message that was read before keeps the time when it was read first. When messages are switched off every call is refused as `disabled`.",
		Effect:   call.Write,
		Errors:   messagingErrors,
		Ajax:     true,
		Services: []string{mobileService},
		Example:  call.Example{Arguments: `{"messageid": 1}`, Result: `{"messageid": 1, "warnings": []}`},
	}, l.markMessageRead)
}

func (l *Library) markMessageRead(ctx context.Context, c *call.Call, in messageReadIn) (messageReadOut, error) {
	out := messageReadOut{in.MessageID, []Warning{}}
	if err := l.enterMessaging(c); err != nil {
		return out, err
	}
	moment, err := readMoment("timeread", &in.TimeRead)
	if err != nil {
		return out, err
	}
	if moment == nil {
		moment = &c.At
	}
	found, err := l.db().Message.Query().
		Where(message.ID(in.MessageID), message.ToID(c.User().ID), message.ConversationIDNotNil()).Only(ctx)
	switch {
	case store.Missing(err):
		return out, call.Invalid("messageid", "There is no message %d to you.", in.MessageID)
	case err != nil || found.ReadAt != nil:
		return out, err
	}
	return out, l.write(ctx, c, func(ctx context.Context, w *writing) error {
		w.about("message", found.ID)
		return w.Message.Update().Where(message.ID(found.ID), message.ReadAtIsNil()).SetReadAt(*moment).Exec(ctx)
	})
}
