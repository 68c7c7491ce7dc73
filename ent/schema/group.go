package schema

import (
	"time"

	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

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
		edge.To("calendar_events", CalendarEvent.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
		edge.To("grouping_links", GroupingGroup.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
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
		field.String("component").MaxLen(100).Default("").Immutable().Comment("what put the user in and alone may take it out; empty for people"),
		field.Int("item_id").Default(0).Immutable().Comment("of the component"),
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

// Grouping is a set of groups of one course.
type Grouping struct{ numbered }

// Fields of Grouping.
func (Grouping) Fields() []ent.Field {
	return []ent.Field{
		field.Int("course_id").Immutable(),
		field.String("name").NotEmpty().MaxLen(255),
		field.String("id_number").MaxLen(100).Default(""),
		field.Text("description").Default(""),
		field.Int("description_format").Default(1),
		field.JSON("custom_fields", map[string]string{}).Default(map[string]string{}),
		field.Time("created_at").Default(time.Now).Immutable(),
		field.Time("updated_at").Default(time.Now).UpdateDefault(time.Now),
	}
}

// Edges of Grouping.
func (Grouping) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("course", Course.Type).Ref("groupings").Field("course_id").Unique().Required().Immutable(),
		edge.To("links", GroupingGroup.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
	}
}

// Indexes of Grouping.
func (Grouping) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("course_id", "name").Unique(),
		index.Fields("course_id", "id_number").Unique().Annotations(entsql.IndexWhere("id_number <> ''")),
	}
}

// GroupingGroup puts a group into a grouping.
type GroupingGroup struct{ numbered }

// Fields of GroupingGroup.
func (GroupingGroup) Fields() []ent.Field {
	return []ent.Field{
		field.Int("grouping_id").Immutable(),
		field.Int("group_id").Immutable(),
		field.Time("added_at").Default(time.Now).Immutable(),
	}
}

// Edges of GroupingGroup.
func (GroupingGroup) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("grouping", Grouping.Type).Ref("links").Field("grouping_id").Unique().Required().Immutable(),
		edge.From("group", Group.Type).Ref("grouping_links").Field("group_id").Unique().Required().Immutable(),
	}
}

// Indexes of GroupingGroup.
func (GroupingGroup) Indexes() []ent.Index {
	return []ent.Index{index.Fields("grouping_id", "group_id").Unique(), index.Fields("group_id")}
}
