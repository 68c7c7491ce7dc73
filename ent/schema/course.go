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
		edge.To("groups", Group.Type).Annotations(cascade),
		edge.To("role_assignments", RoleAssignment.Type).Annotations(cascade),
		edge.To("tokens", Token.Type).Annotations(cascade),
	}
}

// Indexes of Course.
func (Course) Indexes() []ent.Index {
	return []ent.Index{index.Fields("category_id", "sort_order"), index.Fields("id_number")}
}

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

// Group is a group of a course's participants.
type Group struct{ numbered }

// Fields of Group.
func (Group) Fields() []ent.Field {
	return []ent.Field{
		field.Int("course_id").Immutable(),
		field.String("name").NotEmpty().MaxLen(254),
		field.String("id_number").MaxLen(100).Default(""),
		field.Text("description").Default(""),
		field.Int("description_format").Default(1),
		field.String("enrolment_key").MaxLen(50).Optional().Nillable().Sensitive().Comment("none: never asked for; Moodle tells that from an empty one"),
		field.Int("visibility").Default(0),
		field.Bool("participation").Default(true),
		field.JSON("custom_fields", map[string]string{}).Default(map[string]string{}),
		field.Time("created_at").Default(time.Now).Immutable(),
		field.Time("updated_at").Default(time.Now).UpdateDefault(time.Now),
	}
}

// Edges of Group.
func (Group) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("course", Course.Type).Ref("groups").Field("course_id").Unique().Required().Immutable(),
		edge.To("members", GroupMember.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
	}
}

// Indexes of Group.
func (Group) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("course_id", "name").Unique(),
		index.Fields("course_id", "id_number").Unique().Annotations(entsql.IndexWhere("id_number <> ''")),
	}
}

// GroupMember puts a user into a group.
type GroupMember struct{ numbered }

// Fields of GroupMember.
func (GroupMember) Fields() []ent.Field {
	return []ent.Field{
		field.Int("group_id").Immutable(),
		field.Int("user_id").Immutable(),
		field.Time("added_at").Default(time.Now).Immutable(),
	}
}

// Edges of GroupMember.
func (GroupMember) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("group", Group.Type).Ref("members").Field("group_id").Unique().Required().Immutable(),
		edge.From("user", User.Type).Ref("group_memberships").Field("user_id").Unique().Required().Immutable(),
	}
}

// Indexes of GroupMember.
func (GroupMember) Indexes() []ent.Index {
	return []ent.Index{index.Fields("group_id", "user_id").Unique(), index.Fields("user_id")}
}

// Cohort is a set of users of the site or of a category.
type Cohort struct{ numbered }

// Fields of Cohort.
func (Cohort) Fields() []ent.Field {
	return []ent.Field{
		field.String("name").NotEmpty().MaxLen(254),
		field.String("id_number").MaxLen(100).Default(""),
		field.Text("description").Default(""),
		field.Int("description_format").Default(1),
		field.Bool("visible").Default(true),
		field.String("theme").MaxLen(50).Default(""),
		field.Int("category_id").Optional().Nillable().Comment("none: of the whole site"),
		field.JSON("custom_fields", map[string]string{}).Default(map[string]string{}),
		field.Time("created_at").Default(time.Now).Immutable(),
		field.Time("updated_at").Default(time.Now).UpdateDefault(time.Now),
	}
}

// Edges of Cohort.
func (Cohort) Edges() []ent.Edge {
	return []ent.Edge{edge.From("category", Category.Type).Ref("cohorts").Field("category_id").Unique()}
}

// Indexes of Cohort.
func (Cohort) Indexes() []ent.Index {
	return []ent.Index{index.Fields("id_number").Unique().Annotations(entsql.IndexWhere("id_number <> ''"))}
}

// File is one stored file. Its bytes stand in Content, shared by files with the same bytes.
type File struct{ numbered }

// Fields of File.
func (File) Fields() []ent.Field {
	return []ent.Field{
		field.Int("context_id").Immutable().Comment("see server/functions/context.go"),
		field.String("component").MaxLen(100).Immutable(),
		field.String("area").MaxLen(50).Immutable(),
		field.Int("item_id").Immutable(),
		field.String("path").MaxLen(255).Immutable().Comment("begins and ends with a slash"),
		field.String("name").NotEmpty().MaxLen(255).Immutable(),
		field.Int("user_id").Immutable(),
		field.String("author").MaxLen(255).Default(""),
		field.String("license").MaxLen(255).Default(""),
		field.String("mime_type").MaxLen(100).Default("application/octet-stream"),
		field.Int("size").Default(0),
		field.Int("content_id").Immutable(),
		field.Time("created_at").Default(time.Now).Immutable(),
		field.Time("updated_at").Default(time.Now).UpdateDefault(time.Now),
	}
}

// Edges of File.
func (File) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("user", User.Type).Ref("files").Field("user_id").Unique().Required().Immutable(),
		edge.From("content", Content.Type).Ref("files").Field("content_id").Unique().Required().Immutable(),
	}
}

// Indexes of File.
func (File) Indexes() []ent.Index {
	return []ent.Index{index.Fields("context_id", "component", "area", "item_id", "path", "name").Unique(), index.Fields("user_id")}
}

// Content is the bytes of files.
type Content struct{ numbered }

// Fields of Content.
func (Content) Fields() []ent.Field {
	return []ent.Field{
		field.Bytes("hash").MaxLen(32).Unique().Immutable().Comment("SHA-256 of data"),
		field.Bytes("data").Immutable(),
	}
}

// Edges of Content.
func (Content) Edges() []ent.Edge { return []ent.Edge{edge.To("files", File.Type)} }
