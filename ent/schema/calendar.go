package schema

import (
	"time"

	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// CalendarEvent is something that happens at a time: for one user, a group, a course, a category or the whole site.
type CalendarEvent struct{ numbered }

// Fields of CalendarEvent.
func (CalendarEvent) Fields() []ent.Field {
	return []ent.Field{
		field.Enum("kind").Values("user", "group", "course", "category", "site").Immutable(),
		field.String("name").NotEmpty().MaxLen(1333),
		field.Text("description").Default(""),
		field.Int("description_format").Default(1),
		field.String("location").MaxLen(1333).Default(""),
		field.Int("user_id").Immutable().Comment("who made it; of a user's event whose it is"),
		field.Int("course_id").Optional().Nillable().Immutable(),
		field.Int("category_id").Optional().Nillable().Immutable(),
		field.Int("group_id").Optional().Nillable().Immutable(),
		field.Int("repeat_id").Default(0).Comment("id of the first event of the series; 0: happens once"),
		field.Time("starts_at"),
		field.Int("duration_seconds").Default(0),
		field.Bool("visible").Default(true),
		field.Int("sequence").Default(1).Comment("how often it was written, as iCalendar counts it"),
		field.String("uuid").MaxLen(255).Default(""),
		field.Time("created_at").Default(time.Now).Immutable(),
		field.Time("updated_at").Default(time.Now).UpdateDefault(time.Now),
	}
}

// Edges of CalendarEvent.
func (CalendarEvent) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("user", User.Type).Ref("calendar_events").Field("user_id").Unique().Required().Immutable(),
		edge.From("course", Course.Type).Ref("calendar_events").Field("course_id").Unique().Immutable(),
		edge.From("category", Category.Type).Ref("calendar_events").Field("category_id").Unique().Immutable(),
		edge.From("group", Group.Type).Ref("calendar_events").Field("group_id").Unique().Immutable(),
	}
}

// Indexes of CalendarEvent.
func (CalendarEvent) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("course_id", "starts_at"), index.Fields("user_id", "starts_at"), index.Fields("group_id", "starts_at"),
		index.Fields("category_id", "starts_at"), index.Fields("kind", "starts_at"),
		index.Fields("repeat_id").Annotations(entsql.IndexWhere("repeat_id <> 0")),
	}
}
