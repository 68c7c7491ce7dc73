package schema

import (
	"time"

	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Service is a named set of functions that tokens are given out for.
type Service struct{ numbered }

// Fields of Service.
func (Service) Fields() []ent.Field {
	return append([]ent.Field{
		field.String("name").NotEmpty().MaxLen(200).Unique(),
		field.String("short_name").MaxLen(255).Default("").Comment("asked for by token.php; empty means none"),
		field.Bool("enabled").Default(false),
		field.Bool("authorised_users_only").Default(false),
		field.String("required_capability").MaxLen(150).Default(""),
		field.Bool("download_files").Default(false),
		field.Bool("upload_files").Default(false),
		field.String("component").MaxLen(100).Default("").Comment("set on built-in services, whose functions are fixed"),
		field.Time("created_at").Default(time.Now).Immutable(),
		field.Time("updated_at").Default(time.Now).UpdateDefault(time.Now),
	}, limited("no limit")...)
}

// Edges of Service.
func (Service) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("functions", ServiceFunction.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
		edge.To("authorised_users", AuthorisedUser.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
		edge.To("tokens", Token.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
	}
}

// Indexes of Service.
func (Service) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("short_name").Unique().Annotations(entsql.IndexWhere("short_name <> ''")),
	}
}

// Function is what the database knows about a function of the catalogue: enough to list it in services, and to go on
// listing it there when the program no longer has it.
type Function struct{ numbered }

// Fields of Function.
func (Function) Fields() []ent.Field {
	return []ent.Field{
		field.String("name").NotEmpty().MaxLen(200).Unique(),
		field.String("component").MaxLen(100),
		field.Enum("kind").Values("read", "write"),
		field.Bool("deprecated").Default(false),
		field.String("replaced_by").Default(""),
		field.Bool("present").Default(true).Comment("false once the program no longer declares it"),
	}
}

// Edges of Function.
func (Function) Edges() []ent.Edge {
	return []ent.Edge{edge.To("services", ServiceFunction.Type).Annotations(entsql.OnDelete(entsql.Cascade))}
}

// ServiceFunction puts a function into a service. Its id keeps the order in which functions were added.
type ServiceFunction struct{ numbered }

// Fields of ServiceFunction.
func (ServiceFunction) Fields() []ent.Field {
	return []ent.Field{field.Int("service_id").Immutable(), field.Int("function_id").Immutable()}
}

// Edges of ServiceFunction.
func (ServiceFunction) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("service", Service.Type).Ref("functions").Field("service_id").Unique().Required().Immutable(),
		edge.From("function", Function.Type).Ref("services").Field("function_id").Unique().Required().Immutable(),
	}
}

// Indexes of ServiceFunction.
func (ServiceFunction) Indexes() []ent.Index {
	return []ent.Index{index.Fields("service_id", "function_id").Unique(), index.Fields("function_id")}
}

// AuthorisedUser says that a user may use a service that is for authorised users only.
type AuthorisedUser struct{ numbered }

// Fields of AuthorisedUser.
func (AuthorisedUser) Fields() []ent.Field {
	return []ent.Field{
		field.Int("service_id"),
		field.Int("user_id"),
		field.String("ip_restriction").MaxLen(2000).Default(""),
		field.Time("valid_until").Optional().Nillable(),
		field.Time("created_at").Default(time.Now).Immutable(),
	}
}

// Edges of AuthorisedUser.
func (AuthorisedUser) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("service", Service.Type).Ref("authorised_users").Field("service_id").Unique().Required(),
		edge.From("user", User.Type).Ref("authorisations").Field("user_id").Unique().Required(),
	}
}

// Indexes of AuthorisedUser.
func (AuthorisedUser) Indexes() []ent.Index {
	return []ent.Index{index.Fields("service_id", "user_id").Unique(), index.Fields("user_id")}
}

// Token is a security key. Its secret is never stored: only the SHA-256 and enough of it to recognise it by.
type Token struct{ numbered }

// Fields of Token.
func (Token) Fields() []ent.Field {
	return append([]ent.Field{
		field.String("name").MaxLen(255),
		field.Bytes("hash").MaxLen(32).Unique().Immutable().Sensitive(),
		field.String("hint").MaxLen(4).Immutable().Comment("the last four characters of the secret"),
		field.Bool("imported").Default(false).Immutable().Comment("its secret was made by another server"),
		field.Enum("origin").Values("admin", "login", "self").Default("admin").Immutable().
			Comment("who made it: an administrator, a sign-in at token.php, or the user"),
		field.Int("user_id").Immutable(),
		field.Int("service_id").Immutable(),
		field.Int("course_id").Optional().Nillable().Immutable().Comment("when set, the token works in that course only"),
		field.Int("creator_id").Optional().Nillable().Immutable(),
		field.String("ip_restriction").MaxLen(2000).Default(""),
		field.Time("valid_until").Optional().Nillable(),
		field.Time("created_at").Default(time.Now).Immutable(),
		field.Time("last_used_at").Optional().Nillable(),
		field.String("last_used_from").Default(""),
		field.Time("revoked_at").Optional().Nillable(),
		field.Int("rotated_to").Optional().Nillable().Comment("the token that replaces this one"),
	}, limited("as the settings say; -1: no limit")...)
}

// Edges of Token.
func (Token) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("user", User.Type).Ref("tokens").Field("user_id").Unique().Required().Immutable(),
		edge.From("service", Service.Type).Ref("tokens").Field("service_id").Unique().Required().Immutable(),
		edge.From("course", Course.Type).Ref("tokens").Field("course_id").Unique().Immutable(),
		edge.To("creator", User.Type).Field("creator_id").Unique().Immutable().Annotations(entsql.OnDelete(entsql.SetNull)),
	}
}

// Indexes of Token.
func (Token) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("user_id", "service_id"), index.Fields("service_id"), index.Fields("valid_until"), index.Fields("last_used_at"),
		index.Fields("name"), index.Fields("hint"), index.Fields("rotated_to"),
		index.Fields("service_id", "revoked_at", "valid_until"), // counts those that work without looking at their rows
		index.Fields("revoked_at").Annotations(entsql.IndexWhere("revoked_at IS NOT NULL")),
	}
}

// Role is a named set of capabilities.
type Role struct{ numbered }

// Fields of Role.
func (Role) Fields() []ent.Field {
	return []ent.Field{
		field.String("short_name").NotEmpty().MaxLen(100).Unique(),
		field.String("name").MaxLen(255).Default(""),
		field.Strings("capabilities").Default([]string{}),
		field.Int("sort_order").Default(0),
		field.Time("updated_at").Optional().Nillable().UpdateDefault(time.Now).Comment("none: never changed"),
	}
}

// Edges of Role.
func (Role) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("may_assign", Role.Type).From("assigned_by"),
		edge.To("assignments", RoleAssignment.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
	}
}

// RoleAssignment gives a user a role, in one course or (without a course) in the whole site.
type RoleAssignment struct{ numbered }

// Fields of RoleAssignment.
func (RoleAssignment) Fields() []ent.Field {
	return []ent.Field{
		field.Int("role_id").Immutable(),
		field.Int("user_id").Immutable(),
		field.Int("course_id").Optional().Nillable().Immutable(),
		field.Time("created_at").Default(time.Now).Immutable(),
	}
}

// Edges of RoleAssignment.
func (RoleAssignment) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("role", Role.Type).Ref("assignments").Field("role_id").Unique().Required().Immutable(),
		edge.From("user", User.Type).Ref("role_assignments").Field("user_id").Unique().Required().Immutable(),
		edge.From("course", Course.Type).Ref("role_assignments").Field("course_id").Unique().Immutable(),
	}
}

// Indexes of RoleAssignment.
func (RoleAssignment) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("user_id", "role_id", "course_id").Unique(),
		index.Fields("user_id", "role_id").Unique().Annotations(entsql.IndexWhere("course_id IS NULL")),
		index.Fields("course_id"),
		index.Fields("role_id", "user_id"),
	}
}
