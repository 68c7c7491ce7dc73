package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/mixin"
)

// numbered is what every table builds on: a small integer id, given out by the database or kept from another server.
type numbered struct{ ent.Schema }

// Mixin adds the id.
func (numbered) Mixin() []ent.Mixin { return []ent.Mixin{idMixin{}} }

type idMixin struct{ mixin.Schema }

func (idMixin) Fields() []ent.Field { return []ent.Field{field.Int("id").Positive().Immutable()} }
