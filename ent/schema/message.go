package schema

import (
	"time"

	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Conversation is what two users write to each other. The user with the lower id comes first; who writes to oneself is both.
type Conversation struct{ numbered }

// Fields of Conversation.
func (Conversation) Fields() []ent.Field {
	return []ent.Field{
		field.Int("first_id").Immutable(),
		field.Int("second_id").Immutable(),
		field.Time("created_at").Default(time.Now).Immutable(),
	}
}

// Edges of Conversation.
func (Conversation) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("first", User.Type).Ref("conversations_as_first").Field("first_id").Unique().Required().Immutable(),
		edge.From("second", User.Type).Ref("conversations_as_second").Field("second_id").Unique().Required().Immutable(),
		edge.To("messages", Message.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
	}
}

// Indexes of Conversation.
func (Conversation) Indexes() []ent.Index {
	return []ent.Index{index.Fields("first_id", "second_id").Unique(), index.Fields("second_id")}
}

// Message is one message of a conversation, or, without a conversation, a notification of the site to a user.
type Message struct{ numbered }

// Fields of Message.
func (Message) Fields() []ent.Field {
	return []ent.Field{
		field.Int("conversation_id").Optional().Nillable().Immutable(),
		field.Int("from_id").Default(0).Immutable().Comment("0: the site"),
		field.Int("to_id").Immutable(),
		field.String("subject").MaxLen(1333).Default("").Immutable(),
		field.Text("text").Immutable(),
		field.Int("format").Default(1).Immutable(),
		field.String("component").MaxLen(100).Default("").Immutable(),
		field.String("event_type").MaxLen(100).Default("").Immutable(),
		field.Text("context_url").Default("").Immutable(),
		field.String("context_url_name").MaxLen(1333).Default("").Immutable(),
		field.Time("created_at").Default(time.Now).Immutable(),
		field.Time("read_at").Optional().Nillable(),
	}
}

// Edges of Message.
func (Message) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("conversation", Conversation.Type).Ref("messages").Field("conversation_id").Unique().Immutable(),
		edge.From("to", User.Type).Ref("received_messages").Field("to_id").Unique().Required().Immutable(),
	}
}

// Indexes of Message.
func (Message) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("to_id", "created_at"), index.Fields("from_id", "created_at"), index.Fields("conversation_id", "created_at"),
		index.Fields("to_id", "conversation_id").Annotations(entsql.IndexWhere("read_at IS NULL")),
	}
}

// Contact is what one user decided about another: to know them, or to hear nothing from them.
type Contact struct{ numbered }

// Fields of Contact.
func (Contact) Fields() []ent.Field {
	return []ent.Field{
		field.Int("user_id").Immutable().Comment("who decided"),
		field.Int("other_id").Immutable(),
		field.Bool("blocked").Default(false).Comment("false: a contact"),
		field.Time("created_at").Default(time.Now).Immutable(),
	}
}

// Edges of Contact.
func (Contact) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("user", User.Type).Ref("contacts").Field("user_id").Unique().Required().Immutable(),
		edge.From("other", User.Type).Ref("contact_of").Field("other_id").Unique().Required().Immutable(),
	}
}

// Indexes of Contact.
func (Contact) Indexes() []ent.Index {
	return []ent.Index{index.Fields("user_id", "other_id").Unique(), index.Fields("other_id")}
}
