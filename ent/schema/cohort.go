package schema

import (
	"time"

	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

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
	return []ent.Edge{
		edge.From("category", Category.Type).Ref("cohorts").Field("category_id").Unique(),
		edge.To("members", CohortMember.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
	}
}

// Indexes of Cohort.
func (Cohort) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("category_id"),
		index.Fields("id_number").Unique().Annotations(entsql.IndexWhere("id_number <> ''")),
	}
}

// CohortMember puts a user into a cohort.
type CohortMember struct{ numbered }

// Fields of CohortMember.
func (CohortMember) Fields() []ent.Field {
	return []ent.Field{
		field.Int("cohort_id").Immutable(),
		field.Int("user_id").Immutable(),
		field.Time("added_at").Default(time.Now).Immutable(),
	}
}

// Edges of CohortMember.
func (CohortMember) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("cohort", Cohort.Type).Ref("members").Field("cohort_id").Unique().Required().Immutable(),
		edge.From("user", User.Type).Ref("cohort_memberships").Field("user_id").Unique().Required().Immutable(),
	}
}

// Indexes of CohortMember.
func (CohortMember) Indexes() []ent.Index {
	return []ent.Index{index.Fields("cohort_id", "user_id").Unique(), index.Fields("user_id")}
}
