package functions

import (
	"context"
	"fmt"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/conversation"
	"gatehouse/server/call"
)

// longestMessage is how many bytes a message may have.
const longestMessage = 4096

type messageSendIn struct {
	Messages []newMessage `name:"messages" doc:"The messages to send."`
}

type newMessage struct {
	ToUserID    int     `name:"touserid" doc:"Id of the user who is written to."`
	Text        string  `name:"text" type:"raw" doc:"Text of the message, 4096 bytes at most. It is stored as given and cleaned when it is shown."`
	Format      int     `name:"textformat" default:"0" doc:"Format of the text: 0 automatic, 1 HTML, 2 plain text, 4 Markdown."`
	ClientMsgID *string `name:"clientmsgid" type:"alphanumext" doc:"Your own name for the message, which comes back with its result."`
}

type sentMessage struct {
	ID             int     `name:"msgid" doc:"Id of the message; -1 when it was not sent."`
	ClientMsgID    *string `name:"clientmsgid" type:"alphanumext" doc:"Your own name for the message, when you gave one."`
	Error          *string `name:"errormessage" type:"text" doc:"Why it was not sent."`
	Text           *string `name:"text" type:"raw" doc:"Text of the message, as it is shown."`
	TimeCreated    *int    `name:"timecreated" doc:"When it was sent, in seconds since 1970."`
	ConversationID *int    `name:"conversationid" doc:"Id of the conversation between you and the other."`
	FromUserID     *int    `name:"useridfrom" doc:"Your own id."`
	DeletesForAll  bool    `name:"candeletemessagesforallusers" default:"false" doc:"Whether you may delete messages for everybody."`
}

func (l *Library) messageSend() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_message_send_instant_messages",
		Summary: "Sends messages to users.",
		Description: "Needs `moodle/site:sendmessage`. Each message has a result of its own: its id, or -1 and the reason; the others are sent all the same. " +
			"Not sent is what is longer than 4096 bytes, what goes to somebody who does not exist, and what goes to somebody who does not take messages from you: " +
			"users who are suspended, who have blocked you, who share no course with you, or whose preference `message_blocknoncontacts` is 1 and who do not have you as a contact. " +
			"Blocks, contacts and courses do not hold back who has `moodle/site:readallmessages` or `moodle/site:messageanyuser` in the site; the latter works in a shared course too. " +
			"An unknown `textformat` refuses the whole call; when messages are switched off every call is refused as `disabled`.",
		Effect:       call.Write,
		Capabilities: []string{sendMessages, readAllMessages, messageAnyUser, deleteAnyMessage},
		Errors:       after(messagingErrors, call.NoPermission),
		Ajax:         true,
		Services:     []string{mobileService},
		Example: call.Example{
			Arguments: `{"messages": [{"touserid": 11, "text": "The exam is on Tuesday.", "clientmsgid": "m1"}, {"touserid": 99, "text": "Hello?"}]}`,
			Result: `[{"msgid": 4, "clientmsgid": "m1", "text": "The exam is on Tuesday.", "timecreated": 1700000000, "conversationid": 1, "useridfrom": 3, "candeletemessagesforallusers": false},
				{"msgid": -1, "errormessage": "There is no user 99.", "candeletemessagesforallusers": false}]`,
		},
	}, l.sendInstantMessages)
}

func (l *Library) sendInstantMessages(ctx context.Context, c *call.Call, in messageSendIn) ([]sentMessage, error) {
	if err := l.enterMessaging(c); err != nil {
		return nil, err
	}
	if err := c.Require(sendMessages, 0); err != nil {
		return nil, err
	}
	for i, m := range in.Messages {
		if err := checkFormat(at("messages", i, "textformat"), m.Format); err != nil {
			return nil, err
		}
	}
	results, places, err := l.sortMessages(ctx, c, in.Messages)
	if err != nil || len(places) == 0 {
		return results, err
	}
	good := column(places, func(i int) newMessage { return in.Messages[i] })
	return results, l.write(ctx, c, func(ctx context.Context, w *writing) error {
		rows, err := insertMessages(ctx, w.Client, c, good)
		for i, row := range rows {
			r := &results[places[i]]
			r.ID, r.ConversationID, r.FromUserID, r.TimeCreated = row.ID, row.ConversationID, &row.FromID, ptr(unix(&row.CreatedAt))
			r.Text, r.DeletesForAll = ptr(l.messageText(c, row.Text, row.Format)), c.Holds(deleteAnyMessage, 0)
			w.about("message", row.ID)
		}
		return err
	})
}

// sortMessages makes the results of messages that are not sent, and returns the places of those that are.
func (l *Library) sortMessages(ctx context.Context, c *call.Call, messages []newMessage) (results []sentMessage, good []int, err error) {
	receivers := column(messages, func(m newMessage) int { return m.ToUserID })
	users, err := presentUsers(ctx, l.db(), receivers)
	if err != nil {
		return nil, nil, err
	}
	reached, err := l.reach(ctx, c, receivers)
	if err != nil {
		return nil, nil, err
	}
	results = make([]sentMessage, len(messages))
	for i, m := range messages {
		results[i] = sentMessage{ID: -1, ClientMsgID: m.ClientMsgID}
		switch u := users[m.ToUserID]; {
		case u == nil || u.ID == guestUser:
			results[i].Error = ptr(fmt.Sprintf("There is no user %d.", m.ToUserID))
		case len(m.Text) > longestMessage:
			results[i].Error = ptr(fmt.Sprintf("The message has %d bytes; %d are the most.", len(m.Text), longestMessage))
		case !reached.to(u): // one sentence for every reason: which it is, is the other's own affair
			results[i].Error = ptr(fmt.Sprintf("The user %d does not take messages from you.", m.ToUserID))
		default:
			good = append(good, i)
		}
	}
	return results, good, nil
}

// insertMessages writes messages into the conversations that they belong to. What one writes to oneself has been read.
func insertMessages(ctx context.Context, db *ent.Client, c *call.Call, messages []newMessage) ([]*ent.Message, error) {
	me, subject := c.User().ID, "New message from "+c.User().FullName()
	var rows []*ent.Message
	for some := range slices.Chunk(messages, batchSize) {
		conversations, err := openConversations(ctx, db, me, column(some, func(m newMessage) int { return m.ToUserID }))
		if err != nil {
			return nil, err
		}
		inserted, err := db.Message.MapCreateBulk(some, func(row *ent.MessageCreate, i int) {
			m := some[i]
			row.SetConversationID(conversations[m.ToUserID]).SetFromID(me).SetToID(m.ToUserID).SetSubject(subject).
				SetText(m.Text).SetFormat(m.Format).SetComponent("moodle").SetEventType("instantmessage").SetCreatedAt(c.At)
			if m.ToUserID == me {
				row.SetReadAt(c.At)
			}
		}).Save(ctx)
		if err != nil {
			return nil, fmt.Errorf("sending messages: %w", err)
		}
		rows = append(rows, inserted...)
	}
	return rows, nil
}

// openConversations returns the ids of the conversations of a user with others, by the other, and begins those that are missing.
func openConversations(ctx context.Context, db *ent.Client, me int, others []int) (map[int]int, error) {
	others = distinct(others)
	open, err := conversationsWith(ctx, db, me, others)
	if err != nil {
		return nil, err
	}
	missing := slices.DeleteFunc(slices.Clone(others), func(other int) bool { return open[other] != 0 })
	if len(missing) == 0 {
		return open, nil
	}
	err = db.Conversation.MapCreateBulk(missing, func(row *ent.ConversationCreate, i int) {
		row.SetFirstID(min(me, missing[i])).SetSecondID(max(me, missing[i]))
	}).OnConflictColumns(conversation.FieldFirstID, conversation.FieldSecondID).Ignore().Exec(ctx) // the other may have begun it just now
	if err != nil {
		return nil, fmt.Errorf("beginning conversations: %w", err)
	}
	return conversationsWith(ctx, db, me, others)
}

func conversationsWith(ctx context.Context, db *ent.Client, me int, others []int) (map[int]int, error) {
	rows, err := db.Conversation.Query().Where(conversation.Or(
		conversation.And(conversation.FirstID(me), conversation.SecondIDIn(others...)),
		conversation.And(conversation.SecondID(me), conversation.FirstIDIn(others...)),
	)).All(ctx)
	open := make(map[int]int, len(others))
	for _, row := range rows {
		open[row.FirstID+row.SecondID-me] = row.ID
	}
	return open, err
}
