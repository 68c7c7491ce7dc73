package graph

import (
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

// FuzzMeasure measures anything that can be parsed. It ends however fragments use one another, and what it lets through is no larger, once
// it is expanded without a memory, than it may be.
func FuzzMeasure(f *testing.F) {
	for _, text := range []string{
		"{site{name}}", fragments(5), fragments(24), "{site{...f}} fragment f on Site{...f}", "{...a} fragment a on Query{...b} fragment b on Query{...a site{name}}",
		`query($a:[[Int!]]=[[1]] @x){services(filter:{a:[{b:"\u0000"}]}){nodes{id}}}`, "{... on Query{... {site @skip(if:true){name}}}}", "subscription{a:__schema{types{name}}}",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		document, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: text}, tokenLimit)
		if err != nil {
			return
		}
		m := measure{fragments: document.Fragments, known: map[string]size{}}
		for _, operation := range document.Operations {
			s := m.operation(operation)
			if s.selections > selectionLimit {
				continue
			}
			left := selectionLimit
			if expand(document, operation.SelectionSet, &left); left < 0 {
				t.Errorf("it is more than the %d selections that were measured", s.selections)
			}
		}
	})
}

// expand counts the selections of a set down, until there are none left.
func expand(document *ast.QueryDocument, set ast.SelectionSet, left *int) {
	for _, selection := range set {
		if *left--; *left < 0 {
			return
		}
		switch s := selection.(type) {
		case *ast.Field:
			expand(document, s.SelectionSet, left)
		case *ast.InlineFragment:
			expand(document, s.SelectionSet, left)
		case *ast.FragmentSpread:
			if fragment := document.Fragments.ForName(s.Name); fragment != nil {
				expand(document, fragment.SelectionSet, left)
			}
		}
	}
}
