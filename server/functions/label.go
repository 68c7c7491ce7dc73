package functions

import (
	"slices"

	entsql "entgo.io/ent/dialect/sql"

	"gatehouse/ent/group"
	"gatehouse/server/call"
)

// label is a name or an id number in a course: what only one group of the course, or only one grouping, may have.
type label struct {
	key      string // name or idnumber
	courseID int
	text     string
}

// labelsOf are the labels that a group or a grouping has. No id number is none.
func labelsOf(courseID int, name, idNumber string) []label {
	list := []label{{"name", courseID, name}}
	if idNumber != "" {
		list = append(list, label{"idnumber", courseID, idNumber})
	}
	return list
}

// claim is what item i of a call gives up and what it wants to have instead.
type claim[L comparable] struct{ was, wants []L }

// wanted are the labels of all claims.
func wanted[L comparable](claims []claim[L]) []L {
	var list []L
	for _, c := range claims {
		list = append(list, c.wants...)
	}
	return list
}

// firstTaken goes through the claims in the order of the call, as if each were fulfilled before the next, and finds the first that
// wants what another row has. taken are the labels that are in use before the call.
func firstTaken[L comparable](claims []claim[L], taken map[L]bool) (i int, want L, found bool) {
	for i, c := range claims {
		for _, l := range c.was {
			delete(taken, l)
		}
		for _, l := range c.wants {
			if taken[l] {
				return i, l, true
			}
			taken[l] = true
		}
	}
	return 0, want, false
}

// takenLabel is how a label that is taken is refused.
func takenLabel(list string, i int, l label) error {
	code := call.InvalidParameter
	if l.key == "idnumber" {
		code = call.GroupIDNumberTaken
	}
	return call.Errorf(code, "Another one of the course %d already has %q.", l.courseID, l.text).At("%s", at(list, i, l.key))
}

// labelled finds the groups or the groupings that may have some of the labels: both have the same columns.
func labelled(labels []label) func(*entsql.Selector) {
	texts := map[string][]any{}
	for _, l := range labels {
		texts[l.key] = append(texts[l.key], l.text)
	}
	courses := distinct(column(labels, func(l label) int { return l.courseID }))
	return func(s *entsql.Selector) {
		s.Where(entsql.And(
			entsql.In(s.C(group.FieldCourseID), column(courses, func(id int) any { return id })...),
			entsql.Or(
				entsql.In(s.C(group.FieldName), texts["name"]...),
				entsql.And(entsql.NEQ(s.C(group.FieldIDNumber), ""), entsql.In(s.C(group.FieldIDNumber), texts["idnumber"]...)),
			),
		))
	}
}

// labelChunks are labels in parts that fit into one statement: an item has two.
func labelChunks(labels []label) func(func([]label) bool) { return slices.Chunk(labels, 2*batchSize) }
