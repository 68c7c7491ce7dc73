package schema

import (
	"time"

	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Enrolment makes a user a participant of a course.
type Enrolment struct{ numbered }

// Fields of Enrolment.
func (Enrolment) Fields() []ent.Field {
	return []ent.Field{
		field.Int("course_id").Immutable(),
		field.Int("user_id").Immutable(),
		field.String("method").MaxLen(20).Default("manual").Immutable(),
		field.Bool("suspended").Default(false),
		field.Time("time_start").Optional().Nillable(),
		field.Time("time_end").Optional().Nillable(),
		field.Time("created_at").Default(time.Now).Immutable(),
		field.Time("updated_at").Default(time.Now).UpdateDefault(time.Now),
	}
}

// Edges of Enrolment.
func (Enrolment) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("course", Course.Type).Ref("enrolments").Field("course_id").Unique().Required().Immutable(),
		edge.From("user", User.Type).Ref("enrolments").Field("user_id").Unique().Required().Immutable(),
	}
}

// Indexes of Enrolment.
func (Enrolment) Indexes() []ent.Index {
	return []ent.Index{index.Fields("course_id", "user_id", "method").Unique(), index.Fields("user_id")}
}

// EnrolmentMethod is one way into a course: manual enrolment, or users enrolling themselves.
type EnrolmentMethod struct{ numbered }

// Fields of EnrolmentMethod.
func (EnrolmentMethod) Fields() []ent.Field {
	return []ent.Field{
		field.Int("course_id").Immutable(),
		field.String("method").MaxLen(20).Immutable().Comment("manual or self, as in Enrolment.method"),
		field.String("name").MaxLen(255).Default("").Comment("empty: called by its method"),
		field.Bool("enabled").Default(true),
		field.String("enrolment_key").MaxLen(50).Default("").Sensitive().Comment("what users must know to enrol themselves"),
		field.Bool("group_keys").Default(false).Comment("the enrolment keys of groups open the course too, and put the user into the group"),
		field.Int("role_id").Optional().Nillable().Comment("the role that whoever enrols gets; none: student"),
		field.Int("duration_seconds").Default(0).Comment("of an enrolment; 0 for ever"),
		field.Time("opens_at").Optional().Nillable(),
		field.Time("closes_at").Optional().Nillable(),
		field.Int("max_enrolled").Default(0).Comment("0: no limit"),
		field.Bool("new_enrolments").Default(true),
		field.Time("created_at").Default(time.Now).Immutable(),
		field.Time("updated_at").Default(time.Now).UpdateDefault(time.Now),
	}
}

// Edges of EnrolmentMethod.
func (EnrolmentMethod) Edges() []ent.Edge {
	return []ent.Edge{edge.From("course", Course.Type).Ref("enrolment_methods").Field("course_id").Unique().Required().Immutable()}
}

// Indexes of EnrolmentMethod.
func (EnrolmentMethod) Indexes() []ent.Index {
	return []ent.Index{index.Fields("course_id", "method").Unique()}
}
