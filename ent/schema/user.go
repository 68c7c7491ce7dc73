// Package schema declares the tables of Gatehouse. It is written by hand; everything else under ent/ is generated from it
// by "make generate". A changed table needs a migration too: see CONTRIBUTING.md.
package schema

import (
	"time"

	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// User is a person, or a program that acts as one.
type User struct{ numbered }

// Fields of User.
func (User) Fields() []ent.Field {
	return []ent.Field{
		field.String("username").NotEmpty().MaxLen(100).Unique().Comment("always lower case"),
		field.String("password_hash").Default("").Sensitive().Comment("argon2id; empty means that nobody can sign in with it"),
		field.String("auth").MaxLen(20).Default("manual").Comment("nologin shuts the account's door"),
		field.Bool("confirmed").Default(true),
		field.Bool("suspended").Default(false),
		field.Bool("deleted").Default(false),
		field.Bool("site_admin").Default(false),
		field.String("first_name").MaxLen(100).Default(""),
		field.String("last_name").MaxLen(100).Default(""),
		field.String("middle_name").MaxLen(255).Default(""),
		field.String("alternate_name").MaxLen(255).Default(""),
		field.String("first_name_phonetic").MaxLen(255).Default(""),
		field.String("last_name_phonetic").MaxLen(255).Default(""),
		field.String("email").MaxLen(100).Default(""),
		field.Int("mail_display").Default(2),
		field.Int("mail_format").Default(1),
		field.String("id_number").MaxLen(255).Default(""),
		field.String("institution").MaxLen(255).Default(""),
		field.String("department").MaxLen(255).Default(""),
		field.String("phone1").MaxLen(20).Default(""),
		field.String("phone2").MaxLen(20).Default(""),
		field.String("address").MaxLen(255).Default(""),
		field.String("city").MaxLen(120).Default(""),
		field.String("country").MaxLen(2).Default(""),
		field.String("lang").MaxLen(30).Default("en"),
		field.String("calendar_type").MaxLen(30).Default("gregorian"),
		field.String("theme").MaxLen(50).Default(""),
		field.String("timezone").MaxLen(100).Default("99").Comment("99 means the site's"),
		field.Text("description").Default(""),
		field.Int("description_format").Default(1),
		field.String("interests").MaxLen(1000).Default(""),
		field.JSON("preferences", map[string]string{}).Default(map[string]string{}),
		field.JSON("custom_fields", map[string]string{}).Default(map[string]string{}),
		field.Time("first_access").Optional().Nillable(),
		field.Time("last_access").Optional().Nillable(),
		field.Time("created_at").Default(time.Now).Immutable(),
		field.Time("updated_at").Default(time.Now).UpdateDefault(time.Now),
	}
}

// Edges of User.
func (User) Edges() []ent.Edge {
	cascade := entsql.OnDelete(entsql.Cascade)
	return []ent.Edge{
		edge.To("authorisations", AuthorisedUser.Type).Annotations(cascade),
		edge.To("tokens", Token.Type).Annotations(cascade),
		edge.To("role_assignments", RoleAssignment.Type).Annotations(cascade),
		edge.To("enrolments", Enrolment.Type).Annotations(cascade),
		edge.To("group_memberships", GroupMember.Type).Annotations(cascade),
		edge.To("cohort_memberships", CohortMember.Type).Annotations(cascade),
		edge.To("files", File.Type).Annotations(cascade),
		edge.To("notes", Note.Type).Annotations(cascade),
		edge.To("written_notes", Note.Type).Annotations(cascade),
		edge.To("conversations_as_first", Conversation.Type).Annotations(cascade),
		edge.To("conversations_as_second", Conversation.Type).Annotations(cascade),
		edge.To("received_messages", Message.Type).Annotations(cascade),
		edge.To("contacts", Contact.Type).Annotations(cascade),
		edge.To("contact_of", Contact.Type).Annotations(cascade),
		edge.To("calendar_events", CalendarEvent.Type).Annotations(cascade),
		edge.To("sessions", Session.Type).Annotations(cascade),
		edge.To("links", Link.Type).Annotations(cascade),
		edge.To("identities", Identity.Type).Annotations(cascade),
		edge.To("factors", Factor.Type).Annotations(cascade),
		edge.To("recovery_codes", RecoveryCode.Type).Annotations(cascade),
		edge.To("steps", Step.Type).Annotations(cascade),
	}
}

// Indexes of User.
func (User) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("email"), index.Fields("id_number"), index.Fields("last_name"), index.Fields("first_name"),
		// What the admin app lists by is rare: the index holds only the few.
		index.Fields("suspended").Annotations(entsql.IndexWhere("suspended")),
		index.Fields("confirmed").Annotations(entsql.IndexWhere("NOT confirmed")),
		index.Fields("deleted").Annotations(entsql.IndexWhere("deleted")),
		index.Fields("site_admin").Annotations(entsql.IndexWhere("site_admin")),
	}
}

// Guess counts failed sign-ins of one account or from one address, so that guessing is slow on every door alike.
type Guess struct{ numbered }

// Fields of Guess.
func (Guess) Fields() []ent.Field {
	return []ent.Field{
		field.String("key").NotEmpty().MaxLen(200).Unique().Immutable().Comment("account:NAME or address:PREFIX"),
		field.Int("failures").Default(0),
		field.Time("since"),
		field.Time("locked_until").Optional().Nillable(),
	}
}

// Indexes of Guess.
func (Guess) Indexes() []ent.Index { return []ent.Index{index.Fields("since")} }

// Session is a person signed in to the admin app, for as long as the browser goes on renewing it. Its row goes when it ends.
type Session struct{ numbered }

// Fields of Session.
func (Session) Fields() []ent.Field {
	return []ent.Field{
		field.Int("user_id").Immutable(),
		field.String("family").MaxLen(40).Unique().Immutable().Comment("the part of the refresh token that stays the same"),
		field.Bytes("hash").MaxLen(32).Sensitive().Comment("SHA-256 of the refresh token that is the next to be used"),
		field.Time("created_at").Default(time.Now).Immutable(),
		field.Time("authenticated_at").Comment("when the person last gave a password"),
		field.Time("last_seen_at"),
		field.Time("expires_at").Immutable().Comment("whatever is renewed, it ends then"),
		field.String("address").MaxLen(60).Default(""),
		field.String("browser").MaxLen(300).Default(""),
	}
}

// Edges of Session.
func (Session) Edges() []ent.Edge {
	return []ent.Edge{edge.From("user", User.Type).Ref("sessions").Field("user_id").Unique().Required().Immutable()}
}

// Indexes of Session.
func (Session) Indexes() []ent.Index {
	return []ent.Index{index.Fields("user_id"), index.Fields("expires_at")}
}

// Link is a one-time link: it makes the first administrator, or lets a user choose a password. Its row goes when it is used.
type Link struct{ numbered }

// Fields of Link.
func (Link) Fields() []ent.Field {
	return []ent.Field{
		field.Enum("purpose").Values("setup", "password").Immutable(),
		field.Int("user_id").Optional().Nillable().Immutable().Comment("whose password; none for the first administrator"),
		field.Bytes("hash").MaxLen(32).Unique().Immutable().Sensitive().Comment("SHA-256 of its secret"),
		field.Time("created_at").Default(time.Now).Immutable(),
		field.Time("expires_at").Immutable(),
	}
}

// Edges of Link.
func (Link) Edges() []ent.Edge {
	return []ent.Edge{edge.From("user", User.Type).Ref("links").Field("user_id").Unique().Immutable()}
}

// Identity is a person as an OpenID Connect provider knows them, linked to the account that they sign in to.
type Identity struct{ numbered }

// Fields of Identity.
func (Identity) Fields() []ent.Field {
	return []ent.Field{
		field.String("issuer").NotEmpty().MaxLen(255).Immutable().Comment("the provider, as it calls itself"),
		field.String("subject").NotEmpty().MaxLen(255).Immutable().Comment("the person, as the provider numbers them; never used again for another"),
		field.Int("user_id").Immutable(),
		field.String("email").MaxLen(255).Default("").Immutable().Comment("what the provider said when it was linked; only to be read by people"),
		field.Time("created_at").Default(time.Now).Immutable(),
	}
}

// Edges of Identity.
func (Identity) Edges() []ent.Edge {
	return []ent.Edge{edge.From("user", User.Type).Ref("identities").Field("user_id").Unique().Required().Immutable()}
}

// Indexes of Identity.
func (Identity) Indexes() []ent.Index {
	return []ent.Index{index.Fields("issuer", "subject").Unique(), index.Fields("user_id")}
}

// Secret is a key of the installation's own, made at the first start. It is in no backup: a restored database makes new ones.
type Secret struct{ numbered }

// Fields of Secret.
func (Secret) Fields() []ent.Field {
	return []ent.Field{
		field.String("name").MaxLen(40).Unique().Immutable(),
		field.Bytes("value").MaxLen(64).Immutable().Sensitive(),
	}
}
