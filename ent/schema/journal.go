package schema

import (
	"fmt"
	"time"

	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Setting is one setting of the installation, as JSON under its dotted path.
type Setting struct{ numbered }

// Fields of Setting.
func (Setting) Fields() []ent.Field {
	return []ent.Field{
		field.String("key").NotEmpty().MaxLen(100).Unique().Immutable(),
		field.Text("value"),
	}
}

// Change says that something that access depends on has changed. Its id is the revision: it rises with each commit.
type Change struct{ numbered }

// Fields of Change.
func (Change) Fields() []ent.Field {
	return []ent.Field{
		field.String("kind").MaxLen(20).Immutable(),
		field.Int("subject_id").Default(0).Immutable(),
		field.Time("at").Default(time.Now).Immutable(),
	}
}

// AuditEvent records a change that somebody made, written in the transaction of the change.
type AuditEvent struct{ numbered }

// Fields of AuditEvent.
func (AuditEvent) Fields() []ent.Field {
	return []ent.Field{
		field.Time("at").Default(time.Now).Immutable(),
		field.String("action").MaxLen(200).Immutable().Comment("a function's name, or SUBJECT.VERB of an administrator's change"),
		field.Int("actor_id").Default(0).Immutable().Comment("the user; 0 for the command line"),
		field.String("actor").MaxLen(200).Default("").Immutable(),
		field.String("door").MaxLen(20).Default("").Immutable().Comment("protocol, sign-in, cli, app"),
		field.Int("token_id").Default(0).Immutable(),
		field.Int("service_id").Default(0).Immutable(),
		field.String("address").MaxLen(60).Default("").Immutable(),
		field.String("request_id").MaxLen(40).Default("").Immutable(),
		field.String("subject").MaxLen(400).Default("").Immutable(),
		field.String("object_kind").MaxLen(20).Default("").Immutable().Comment("user, service, token or role: what an administrator's change is about"),
		field.Int("object_id").Default(0).Immutable().Comment("its id; 0: about nothing that has one"),
		field.JSON("details", map[string]any{}).Optional().Immutable(),
	}
}

// Indexes of AuditEvent.
func (AuditEvent) Indexes() []ent.Index {
	return []ent.Index{index.Fields("at"), index.Fields("actor_id", "at"), index.Fields("action", "at"), index.Fields("door", "at"), index.Fields("subject", "at"), index.Fields("object_kind", "object_id", "at")}
}

// CallRecord records how one call ended.
type CallRecord struct{ numbered }

// Fields of CallRecord.
func (CallRecord) Fields() []ent.Field {
	return []ent.Field{
		field.Time("at").Immutable(),
		field.String("protocol").MaxLen(20).Immutable(),
		field.String("function").MaxLen(200).Immutable(),
		field.Int("user_id").Default(0).Immutable(),
		field.Int("token_id").Default(0).Immutable(),
		field.Int("service_id").Default(0).Immutable(),
		field.String("address").MaxLen(60).Immutable(),
		field.Enum("result").Values("answered", "refused", "failed").Default("answered").Immutable().
			Comment("refused by an access check; failed by what was sent or by the function"),
		field.String("code").MaxLen(60).Default("").Immutable().Comment("empty: answered"),
		field.String("check").MaxLen(60).Default("").Immutable().Comment("the access check that refused it"),
		field.String("path").MaxLen(400).Default("").Immutable().Comment("the parameter that was refused"),
		field.Int("duration_us").Default(0).Immutable(),
		field.String("request_id").MaxLen(40).Immutable(),
	}
}

// Indexes of CallRecord.
func (CallRecord) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("at"), index.Fields("token_id", "at"), index.Fields("user_id", "at"), index.Fields("service_id", "at"),
		index.Fields("function", "at"), index.Fields("protocol", "at"), index.Fields("result", "at"), index.Fields("code", "at"),
		index.Fields("check", "at"), index.Fields("address", "at"), index.Fields("request_id"),
	}
}

// CallHour counts the calls of one hour over one protocol, also those whose records were sampled away, with a histogram of how long
// they took: slot n counts calls of less than 2 to the n times 64 microseconds that no lower slot counts, the last slot all others.
type CallHour struct{ numbered }

// CallHourSlots is how many slots the histogram has.
const CallHourSlots = 16

// Fields of CallHour.
func (CallHour) Fields() []ent.Field {
	fields := []ent.Field{
		field.Time("hour").Immutable(),
		field.String("protocol").MaxLen(20).Immutable(),
		field.Int("calls").Default(0),
		field.Int("refused").Default(0),
		field.Int("failed").Default(0),
	}
	for slot := range CallHourSlots {
		fields = append(fields, field.Int(fmt.Sprintf("slot%d", slot)).Default(0))
	}
	return fields
}

// Indexes of CallHour.
func (CallHour) Indexes() []ent.Index { return []ent.Index{index.Fields("hour", "protocol").Unique()} }

// CallDay counts the calls of one day (UTC) with one token over one protocol. Calls without a known token count under token 0.
type CallDay struct{ numbered }

// Fields of CallDay.
func (CallDay) Fields() []ent.Field {
	return []ent.Field{
		field.Time("day").Immutable(),
		field.String("protocol").MaxLen(20).Immutable(),
		field.Int("service_id").Default(0).Immutable(),
		field.Int("token_id").Default(0).Immutable(),
		field.Int("calls").Default(0),
		field.Int("refused").Default(0),
		field.Int("failed").Default(0),
	}
}

// Indexes of CallDay.
func (CallDay) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("token_id", "day", "protocol", "service_id").Unique(), index.Fields("service_id", "day"), index.Fields("day", "protocol"),
	}
}
