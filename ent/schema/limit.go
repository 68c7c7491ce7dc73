package schema

import (
	"time"

	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// limited is what says how many calls a token or a service may make.
func limited(whenZero string) []ent.Field {
	return []ent.Field{
		field.Int("calls_per_minute").Default(0).Comment("0: " + whenZero),
		field.Int("burst").Default(0).Comment("calls at once; 0: as many as in a minute"),
		field.Int("calls_per_day").Default(0).Comment("0: " + whenZero),
	}
}

// KeptAnswer is what a call with an Idempotency-Key was answered, written in the transaction of its change.
type KeptAnswer struct{ numbered }

// Fields of KeptAnswer.
func (KeptAnswer) Fields() []ent.Field {
	return []ent.Field{
		field.Bytes("key").MaxLen(32).Unique().Immutable().Comment("SHA-256 of who calls and the key"),
		field.Bytes("request").MaxLen(32).Immutable().Comment("SHA-256 of the function and its arguments"),
		field.String("function").MaxLen(200).Immutable(),
		field.Bytes("answer").Optional().Nillable().Comment("the result as JSON; none while the transaction is open"),
		field.Time("at").Default(time.Now).Immutable(),
	}
}

// Indexes of KeptAnswer.
func (KeptAnswer) Indexes() []ent.Index { return []ent.Index{index.Fields("at")} }

// Allowance is how much of its limits somebody has used, where several nodes count together.
type Allowance struct{ numbered }

// Fields of Allowance.
func (Allowance) Fields() []ent.Field {
	return []ent.Field{
		field.String("subject").NotEmpty().MaxLen(100).Unique().Immutable().Comment("token 7, service 3, address 192.0.2.7"),
		field.Int64("next").Default(0).Comment("when the bucket is full again, in microseconds of the database's clock"),
		field.Int64("day_from").Default(0).Comment("when the day began, on the same clock"),
		field.Int("day_calls").Default(0),
		field.Time("used_at").Default(time.Now),
	}
}

// Indexes of Allowance.
func (Allowance) Indexes() []ent.Index { return []ent.Index{index.Fields("used_at")} }
