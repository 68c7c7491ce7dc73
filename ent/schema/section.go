package schema

import (
	"time"

	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// CourseSection is one section of a course's page. A section whose row is missing has nothing but its number.
type CourseSection struct{ numbered }

// Fields of CourseSection.
func (CourseSection) Fields() []ent.Field {
	return []ent.Field{
		field.Int("course_id").Immutable(),
		field.Int("number").Immutable().Comment("0 is the general section on top"),
		field.String("name").MaxLen(255).Default("").Comment("empty: called by its number"),
		field.Text("summary").Default(""),
		field.Int("summary_format").Default(1),
		field.Bool("visible").Default(true),
		field.Time("updated_at").Default(time.Now).UpdateDefault(time.Now),
	}
}

// Edges of CourseSection.
func (CourseSection) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("course", Course.Type).Ref("sections").Field("course_id").Unique().Required().Immutable(),
		edge.To("modules", CourseModule.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
	}
}

// Indexes of CourseSection.
func (CourseSection) Indexes() []ent.Index {
	return []ent.Index{index.Fields("course_id", "number").Unique()}
}

// CourseModule is something to read in a section: a text, a page, a link, or files.
type CourseModule struct{ numbered }

// Fields of CourseModule.
func (CourseModule) Fields() []ent.Field {
	return []ent.Field{
		field.Int("section_id"),
		field.Enum("kind").Values("label", "page", "url", "resource", "folder").Immutable(),
		field.String("name").NotEmpty().MaxLen(1333),
		field.String("id_number").MaxLen(100).Default(""),
		field.Text("intro").Default(""),
		field.Int("intro_format").Default(1),
		field.Text("content").Default("").Comment("of a page its text, of a url its address; files stand in the area content"),
		field.Bool("visible").Default(true),
		field.Int("indent").Default(0),
		field.Int("sort_order").Default(0),
		field.Time("created_at").Default(time.Now).Immutable(),
		field.Time("updated_at").Default(time.Now).UpdateDefault(time.Now),
	}
}

// Edges of CourseModule.
func (CourseModule) Edges() []ent.Edge {
	return []ent.Edge{edge.From("section", CourseSection.Type).Ref("modules").Field("section_id").Unique().Required()}
}

// Indexes of CourseModule.
func (CourseModule) Indexes() []ent.Index {
	return []ent.Index{index.Fields("section_id", "sort_order")}
}
