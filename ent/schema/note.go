package schema

import (
	"time"

	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Note is what somebody wrote down about a user: for oneself, for those who see notes of a course, or for those of the site.
type Note struct{ numbered }

// Fields of Note.
func (Note) Fields() []ent.Field {
	return []ent.Field{
		field.Int("user_id").Immutable().Comment("whom it is about"),
		field.Int("author_id").Immutable(),
		field.Int("course_id").Immutable().Comment("where it was written; the site course for a note of the site"),
		field.Enum("state").Values("personal", "course", "site").Default("personal"),
		field.Text("text"),
		field.Int("format").Default(1),
		field.Time("created_at").Default(time.Now).Immutable(),
		field.Time("updated_at").Default(time.Now).UpdateDefault(time.Now),
	}
}

// Edges of Note.
func (Note) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("user", User.Type).Ref("notes").Field("user_id").Unique().Required().Immutable(),
		edge.From("author", User.Type).Ref("written_notes").Field("author_id").Unique().Required().Immutable(),
		edge.From("course", Course.Type).Ref("notes").Field("course_id").Unique().Required().Immutable(),
	}
}

// Indexes of Note.
func (Note) Indexes() []ent.Index {
	return []ent.Index{index.Fields("course_id", "state"), index.Fields("user_id", "course_id"), index.Fields("author_id")}
}
