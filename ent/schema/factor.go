package schema

import (
	"time"

	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Factor is a second proof of who somebody is, besides the password: an authenticator app or a passkey. Whoever has one must show one.
type Factor struct{ numbered }

// Fields of Factor.
func (Factor) Fields() []ent.Field {
	return []ent.Field{
		field.Int("user_id").Immutable(),
		field.Enum("kind").Values("authenticator", "passkey").Immutable(),
		field.String("name").MaxLen(100).Default("").Comment("what its owner calls it"),
		field.Bytes("sealed").Optional().Sensitive().Immutable().Comment("authenticator: its secret, encrypted with a key that is in no backup"),
		field.Int64("last_step").Default(0).Comment("authenticator: the step of 30 seconds whose code was used last"),
		field.Bytes("credential_id").MaxLen(1023).Optional().Nillable().Unique().Immutable(),
		field.Text("credential").Default("").Comment("passkey: its public key and what it last said of itself, as JSON"),
		field.Time("created_at").Default(time.Now).Immutable(),
		field.Time("last_used_at").Optional().Nillable(),
	}
}

// Edges of Factor.
func (Factor) Edges() []ent.Edge {
	return []ent.Edge{edge.From("user", User.Type).Ref("factors").Field("user_id").Unique().Required().Immutable()}
}

// Indexes of Factor.
func (Factor) Indexes() []ent.Index { return []ent.Index{index.Fields("user_id")} }

// RecoveryCode stands in for a lost factor once. Its row goes with it.
type RecoveryCode struct{ numbered }

// Fields of RecoveryCode.
func (RecoveryCode) Fields() []ent.Field {
	return []ent.Field{
		field.Int("user_id").Immutable(),
		field.Bytes("hash").MaxLen(32).Unique().Immutable().Sensitive().Comment("SHA-256 of the code, which has 80 bits"),
	}
}

// Edges of RecoveryCode.
func (RecoveryCode) Edges() []ent.Edge {
	return []ent.Edge{edge.From("user", User.Type).Ref("recovery_codes").Field("user_id").Unique().Required().Immutable()}
}

// Indexes of RecoveryCode.
func (RecoveryCode) Indexes() []ent.Index { return []ent.Index{index.Fields("user_id")} }

// Step is something that the server has asked a browser for and waits to be answered: good for one purpose, once, for minutes. Its row
// goes when it is answered.
type Step struct{ numbered }

// Fields of Step.
func (Step) Fields() []ent.Field {
	return []ent.Field{
		field.Enum("purpose").Values("second_factor", "authenticator", "passkey_new", "passkey").Immutable(),
		field.Int("user_id").Optional().Nillable().Immutable().Comment("who must answer; none: whoever signs in with a passkey"),
		field.Bytes("hash").MaxLen(32).Unique().Immutable().Sensitive().Comment("SHA-256 of its secret"),
		field.Time("expires_at").Immutable(),
	}
}

// Edges of Step.
func (Step) Edges() []ent.Edge {
	return []ent.Edge{edge.From("user", User.Type).Ref("steps").Field("user_id").Unique().Immutable()}
}

// Indexes of Step.
func (Step) Indexes() []ent.Index {
	return []ent.Index{index.Fields("user_id"), index.Fields("expires_at")}
}
