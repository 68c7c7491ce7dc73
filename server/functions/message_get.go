package functions

import (
	"context"
	"math"
	"slices"

	entsql "entgo.io/ent/dialect/sql"

	"gatehouse/ent"
	"gatehouse/ent/message"
	"gatehouse/ent/predicate"
	"gatehouse/ent/user"
	"gatehouse/server/call"
)

// The site itself as the sender of notifications: clients know it as the user who is not to be replied to, or as support.
const (
	siteNoReply = -10
	siteSupport = -20
)

// The kinds of messages that a caller may ask for.
const (
	conversationsOnly = "conversations"
	notificationsOnly = "notifications"
	bothKinds         = "both"
)

// The values of read: which messages by whether they were read.
const (
	unreadOnly    = 0
	readOnly      = 1
	readAndUnread = 2
)

type messageGetIn struct {
	ToUserID    int    `name:"useridto" doc:"Id of the user whom the messages went to; 0 for everybody."`
	FromUserID  int    `name:"useridfrom" default:"0" doc:"Id of the user whom they came from; 0 for everybody, -10 or -20 for the site."`
	Type        string `name:"type" type:"alpha" default:"both" doc:"conversations: what users wrote; notifications: what the site wrote; both."`
	Read        int    `name:"read" default:"1" doc:"1 for messages that were read, 0 for those that were not, 2 for all."`
	NewestFirst bool   `name:"newestfirst" default:"true" doc:"Whether the newest comes first."`
	From        int    `name:"limitfrom" default:"0" doc:"How many to pass over."`
	Number      int    `name:"limitnum" default:"0" doc:"How many to return at most; 0 for all."`
}

type messageGetOut struct {
	Messages []messageFound `name:"messages" doc:"The messages."`
	Warnings []Warning      `name:"warnings" optional:"true" doc:"Says, with the code 1, that only notifications were returned because messages between users are switched off."`
}

type messageFound struct {
	ID           int     `name:"id" doc:"Id of the message."`
	FromUserID   int     `name:"useridfrom" doc:"Id of its sender; -10 for the site."`
	ToUserID     int     `name:"useridto" doc:"Id of its receiver."`
	Subject      string  `name:"subject" type:"text" doc:"What it is about."`
	Text         string  `name:"text" type:"raw" doc:"Its text, as it is shown."`
	FullMessage  string  `name:"fullmessage" type:"raw" doc:"Its text without the tags of HTML."`
	Format       int     `name:"fullmessageformat" doc:"Format of the text as it was stored: 0 automatic, 1 HTML, 2 plain text, 4 Markdown."`
	HTML         string  `name:"fullmessagehtml" type:"raw" doc:"Its text as HTML, cleaned; empty unless it was written as HTML."`
	Small        string  `name:"smallmessage" type:"raw" doc:"Its text as it was stored. Clean it before it is shown."`
	Notification int     `name:"notification" doc:"1 for a notification, 0 for a message between users."`
	URL          string  `name:"contexturl" type:"raw" doc:"Address that a notification leads to; empty for none."`
	URLName      string  `name:"contexturlname" type:"text" doc:"What is found at that address."`
	TimeCreated  int     `name:"timecreated" doc:"When it was sent, in seconds since 1970."`
	TimeRead     int     `name:"timeread" doc:"When it was read, in seconds since 1970; 0 for not yet."`
	ToName       string  `name:"usertofullname" type:"text" doc:"Whole name of the receiver."`
	FromName     string  `name:"userfromfullname" type:"text" doc:"Whole name of the sender; the name of the site for its notifications."`
	Component    *string `name:"component" type:"text" doc:"What part of the site it came from."`
	EventType    *string `name:"eventtype" type:"text" doc:"What kind of message it is."`
	CustomData   *string `name:"customdata" type:"raw" doc:"Never given; here for clients that expect the key."`
	IconURL      *string `name:"iconurl" type:"url" doc:"Address of a picture for a notification."`
}

func (l *Library) messageGet() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_message_get_messages",
		Summary: "Returns messages and notifications by sender and receiver.",
		Description: "Your own, which you received (`useridto`) or sent (`useridfrom`), need nothing; those of others need `moodle/site:readallmessages`, " +
			"and are refused as `accessdenied` without it. A user who does not exist is refused as `invaliduser`. " +
			"When messages between users are switched off, `conversations` is refused as `disabled`, and `both` returns notifications with a warning.",
		Effect:       call.Read,
		Capabilities: []string{readAllMessages},
		Errors:       after(siteErrors, call.MessagingDisabled, call.NotOwn, call.UserNotFound),
		Ajax:         true,
		Services:     []string{mobileService},
		Example: call.Example{
			Arguments: `{"useridto": 3, "type": "conversations", "read": 0, "limitnum": 1}`,
			Result: `{"messages": [{"id": 1, "useridfrom": 11, "useridto": 3, "subject": "New message from Student1 Test", "text": "When is the exam?", "fullmessage": "When is the exam?",
				"fullmessageformat": 2, "fullmessagehtml": "", "smallmessage": "When is the exam?", "notification": 0, "contexturl": "", "contexturlname": "",
				"timecreated": 1700000000, "timeread": 0, "usertofullname": "Wsuser Test", "userfromfullname": "Student1 Test", "component": "moodle", "eventtype": "instantmessage"}], "warnings": []}`,
		},
	}, l.getMessages)
}

func (l *Library) getMessages(ctx context.Context, c *call.Call, in messageGetIn) (messageGetOut, error) {
	out := messageGetOut{Messages: []messageFound{}, Warnings: []Warning{}}
	if err := l.enterSite(c); err != nil {
		return out, err
	}
	if err := in.check(); err != nil {
		return out, err
	}
	if !l.Store.Settings().Features.Messaging {
		switch in.Type {
		case conversationsOnly:
			return out, call.Fail(call.MessagingDisabled)
		case bothKinds:
			in.Type = notificationsOnly
			out.Warnings = append(out.Warnings, Warning{ptr("message"), ptr(c.User().ID), "1",
				"Messages between users are switched off on this server: only notifications are returned."})
		}
	}
	if err := l.mayReadMessages(ctx, c, in); err != nil {
		return out, err
	}
	var err error
	out.Messages, err = l.findMessages(ctx, c, in)
	return out, err
}

func (in messageGetIn) check() error {
	switch {
	case !slices.Contains([]string{conversationsOnly, notificationsOnly, bothKinds}, in.Type):
		return call.Invalid("type", "found %q, expected conversations, notifications or both.", in.Type)
	case in.Read < unreadOnly || in.Read > readAndUnread:
		return call.Invalid("read", "found %d, expected 0, 1 or 2.", in.Read)
	case in.From < 0:
		return call.Invalid("limitfrom", "found %d, expected 0 or more.", in.From)
	case in.Number < 0:
		return call.Invalid("limitnum", "found %d, expected 0 or more.", in.Number)
	}
	return nil
}

func (in messageGetIn) fromSite() bool {
	return in.FromUserID == siteNoReply || in.FromUserID == siteSupport
}

// mayReadMessages fails unless the caller sent or received what is asked for, or may read everybody's messages.
func (l *Library) mayReadMessages(ctx context.Context, c *call.Call, in messageGetIn) error {
	me := c.User().ID
	if in.ToUserID != me && in.FromUserID != me && !c.Holds(readAllMessages, 0) {
		return call.Fail(call.NotOwn).At("useridto")
	}
	if in.ToUserID != 0 && in.ToUserID != me {
		if err := refuseNobody(ctx, l.db(), in.ToUserID, "useridto"); err != nil {
			return err
		}
	}
	if in.FromUserID == 0 || in.FromUserID == me || in.fromSite() {
		return nil
	}
	return refuseNobody(ctx, l.db(), in.FromUserID, "useridfrom")
}

func (l *Library) findMessages(ctx context.Context, c *call.Call, in messageGetIn) ([]messageFound, error) {
	direction := entsql.OrderAsc()
	if in.NewestFirst {
		direction = entsql.OrderDesc()
	}
	query := l.db().Message.Query().Where(in.predicates()...).Order(message.ByCreatedAt(direction), message.ByID(direction))
	if in.From > 0 || in.Number > 0 {
		limit := in.Number
		if limit == 0 {
			limit = math.MaxInt32 // SQLite knows no offset without a limit
		}
		query.Offset(in.From).Limit(limit)
	}
	rows, err := query.All(ctx)
	if err != nil {
		return nil, err
	}
	names, err := l.namesOf(ctx, rows)
	return column(rows, func(m *ent.Message) messageFound { return l.describeMessage(c, m, names) }), err
}

func (in messageGetIn) predicates() []predicate.Message {
	var where []predicate.Message
	if in.ToUserID != 0 {
		where = append(where, message.ToID(in.ToUserID))
	}
	switch {
	case in.fromSite():
		where = append(where, message.FromID(0))
	case in.FromUserID != 0:
		where = append(where, message.FromID(in.FromUserID))
	}
	switch in.Type {
	case conversationsOnly:
		where = append(where, message.ConversationIDNotNil())
	case notificationsOnly:
		where = append(where, message.ConversationIDIsNil())
	}
	switch in.Read {
	case unreadOnly:
		where = append(where, message.ReadAtIsNil())
	case readOnly:
		where = append(where, message.ReadAtNotNil())
	}
	return where
}

// namesOf finds the whole names of senders and receivers, also of those who have been deleted.
func (l *Library) namesOf(ctx context.Context, messages []*ent.Message) (map[int]string, error) {
	ids := slices.Concat(column(messages, func(m *ent.Message) int { return m.FromID }), column(messages, func(m *ent.Message) int { return m.ToID }))
	names := map[int]string{0: l.Store.Settings().Site.Name}
	for some := range slices.Chunk(distinct(ids), batchSize) {
		users, err := l.db().User.Query().Where(user.IDIn(some...)).Select(user.FieldID, user.FieldFirstName, user.FieldLastName).All(ctx)
		if err != nil {
			return nil, err
		}
		for _, u := range users {
			names[u.ID] = fullName(u)
		}
	}
	return names, nil
}

func (l *Library) describeMessage(c *call.Call, m *ent.Message, names map[int]string) messageFound {
	d := messageFound{
		ID: m.ID, FromUserID: m.FromID, ToUserID: m.ToID, Subject: formatName(c, m.Subject), Text: l.messageText(c, m.Text, m.Format),
		FullMessage: m.Text, Format: m.Format, Small: m.Text, URL: m.ContextURL, URLName: formatName(c, m.ContextURLName),
		TimeCreated: unix(&m.CreatedAt), TimeRead: unix(m.ReadAt), ToName: formatName(c, names[m.ToID]), FromName: formatName(c, names[m.FromID]),
		Component: &m.Component, EventType: &m.EventType,
	}
	if m.Format == formatHTML {
		d.FullMessage, d.HTML = stripTags(d.Text), d.Text
	}
	if m.FromID == 0 {
		d.FromUserID = siteNoReply
	}
	if m.ConversationID == nil {
		d.Notification, d.IconURL = 1, ptr(l.PublicURL+iconPath+"i/marker")
	}
	return d
}
