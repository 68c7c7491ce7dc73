package schema

import (
	"time"

	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

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

// Content is the bytes of files: the first of them here, so that a small file is one row, and the rest of a large one in pieces.
type Content struct{ numbered }

// Fields of Content.
func (Content) Fields() []ent.Field {
	return []ent.Field{
		field.Bytes("hash").MaxLen(32).Unique().Immutable().Comment("SHA-256 of all bytes"),
		field.Bytes("data").Immutable().Comment("all bytes, or the first of those whose rest stands in chunks"),
	}
}

// Edges of Content.
func (Content) Edges() []ent.Edge {
	return []ent.Edge{edge.To("files", File.Type), edge.To("chunks", ContentChunk.Type).Annotations(entsql.OnDelete(entsql.Cascade))}
}

// ContentChunk is a piece of a large content. Pieces are all of one length, but for the last; the data of the content is number 0.
type ContentChunk struct{ numbered }

// Fields of ContentChunk.
func (ContentChunk) Fields() []ent.Field {
	return []ent.Field{
		field.Int("content_id").Immutable(),
		field.Int("number").Positive().Immutable(),
		field.Bytes("data").NotEmpty().Immutable(),
	}
}

// Edges of ContentChunk.
func (ContentChunk) Edges() []ent.Edge {
	return []ent.Edge{edge.From("content", Content.Type).Ref("chunks").Field("content_id").Unique().Required().Immutable()}
}

// Indexes of ContentChunk.
func (ContentChunk) Indexes() []ent.Index {
	return []ent.Index{index.Fields("content_id", "number").Unique()}
}
