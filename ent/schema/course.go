package schema

import (
	"time"

	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Category holds courses and other categories.
type Category struct{ numbered }

// Fields of Category.
func (Category) Fields() []ent.Field {
	return []ent.Field{
		field.String("name").NotEmpty().MaxLen(255),
		field.String("id_number").MaxLen(100).Default(""),
		field.Text("description").Default(""),
		field.Int("description_format").Default(1),
		field.Int("parent_id").Optional().Nillable(),
		field.Int("sort_order").Default(0),
		field.Bool("visible").Default(true),
		field.String("theme").MaxLen(50).Default(""),
		field.Time("created_at").Default(time.Now).Immutable(),
		field.Time("updated_at").Default(time.Now).UpdateDefault(time.Now),
	}
}

// Edges of Category.
func (Category) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("children", Category.Type).From("parent").Field("parent_id").Unique(),
		edge.To("courses", Course.Type),
		edge.To("calendar_events", CalendarEvent.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
		edge.To("cohorts", Cohort.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
	}
}

// Course is a course. Course 1 is the site itself and has no category.
type Course struct{ numbered }

// Fields of Course.
func (Course) Fields() []ent.Field {
	return []ent.Field{
		field.String("short_name").NotEmpty().MaxLen(255).Unique(),
		field.String("full_name").NotEmpty().MaxLen(1333),
		field.String("id_number").MaxLen(100).Default(""),
		field.Int("category_id").Optional().Nillable(),
		field.Int("sort_order").Default(0),
		field.Text("summary").Default(""),
		field.Int("summary_format").Default(1),
		field.String("format").MaxLen(21).Default("topics"),
		field.JSON("format_options", map[string]string{}).Default(map[string]string{}),
		field.JSON("custom_fields", map[string]string{}).Default(map[string]string{}),
		field.Int("num_sections").Default(4),
		field.Int("show_grades").Default(1),
		field.Int("news_items").Default(1),
		field.Time("start_date").Optional().Nillable(),
		field.Time("end_date").Optional().Nillable(),
		field.Int("max_bytes").Default(0),
		field.Int("show_reports").Default(0),
		field.Bool("visible").Default(true),
		field.Int("group_mode").Default(0),
		field.Int("group_mode_force").Default(0),
		field.Int("default_grouping_id").Default(0),
		field.Int("enable_completion").Default(0),
		field.Int("completion_notify").Default(0),
		field.String("lang").MaxLen(30).Default(""),
		field.String("theme").MaxLen(50).Default(""),
		field.Time("created_at").Default(time.Now).Immutable(),
		field.Time("updated_at").Default(time.Now).UpdateDefault(time.Now),
	}
}

// Edges of Course.
func (Course) Edges() []ent.Edge {
	cascade := entsql.OnDelete(entsql.Cascade)
	return []ent.Edge{
		edge.From("category", Category.Type).Ref("courses").Field("category_id").Unique(),
		edge.To("enrolments", Enrolment.Type).Annotations(cascade),
		edge.To("enrolment_methods", EnrolmentMethod.Type).Annotations(cascade),
		edge.To("sections", CourseSection.Type).Annotations(cascade),
		edge.To("groups", Group.Type).Annotations(cascade),
		edge.To("groupings", Grouping.Type).Annotations(cascade),
		edge.To("notes", Note.Type).Annotations(cascade),
		edge.To("calendar_events", CalendarEvent.Type).Annotations(cascade),
		edge.To("role_assignments", RoleAssignment.Type).Annotations(cascade),
		edge.To("tokens", Token.Type).Annotations(cascade),
	}
}

// Indexes of Course.
func (Course) Indexes() []ent.Index {
	return []ent.Index{index.Fields("category_id", "sort_order"), index.Fields("id_number")}
}
