package graph

import (
	"context"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
)

const (
	depthLimit     = 15
	rootLimit      = 50
	selectionLimit = 2000
)

// limits refuses queries that are small to send and large to answer, and introspection. It runs before validation, because
// validation and the complexity limit both walk every fragment wherever it is used: 24 fragments that each use the next one
// twice are 900 bytes and 16 million fields. Here each fragment is measured once.
type limits struct{}

var _ interface {
	graphql.HandlerExtension
	graphql.OperationParameterMutator
} = limits{}

// ExtensionName names the extension.
func (limits) ExtensionName() string { return "Limits" }

// Validate accepts every schema.
func (limits) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters changes nothing; it refuses.
func (limits) MutateOperationParameters(_ context.Context, params *graphql.RawParams) *gqlerror.Error {
	document, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: params.Query}, tokenLimit)
	if err != nil {
		return nil // the executor parses it again and says where it is wrong
	}
	m := measure{fragments: document.Fragments, known: map[string]size{}}
	for _, operation := range document.Operations {
		s := m.set(operation.SelectionSet)
		switch {
		case s.introspects:
			return refusal("Introspection is off.")
		case s.fields > rootLimit:
			return refusal("The query asks for too many things at once.")
		case s.selections > selectionLimit || s.depth > depthLimit:
			return refusal("The query is too large or too deep.")
		}
	}
	return nil
}

// size is what a set of selections becomes once its fragments are expanded.
type size struct {
	fields      int // at its own level
	selections  int // at every level
	depth       int
	introspects bool
}

// tooLarge is the size of what cannot be expanded: a fragment that uses itself.
var tooLarge = size{selections: selectionLimit + 1}

// measure measures the selections of one document.
type measure struct {
	fragments ast.FragmentDefinitionList
	known     map[string]size // fragments that are measured; tooLarge while one is being measured
}

func (m *measure) set(set ast.SelectionSet) size {
	var total size
	for _, selection := range set {
		total.add(m.selection(selection))
	}
	return total
}

func (m *measure) selection(selection ast.Selection) size {
	switch s := selection.(type) {
	case *ast.Field:
		inner := m.set(s.SelectionSet).below()
		inner.fields = 1
		inner.introspects = inner.introspects || strings.HasPrefix(s.Name, "__") && s.Name != "__typename"
		return inner
	case *ast.InlineFragment:
		return m.set(s.SelectionSet).below()
	case *ast.FragmentSpread:
		return m.fragment(s.Name).below()
	}
	return size{}
}

func (m *measure) fragment(name string) size {
	if s, ok := m.known[name]; ok {
		return s
	}
	fragment := m.fragments.ForName(name)
	if fragment == nil {
		return size{} // validation says so
	}
	m.known[name] = tooLarge
	s := m.set(fragment.SelectionSet)
	m.known[name] = s
	return s
}

// below is the size of a selection that holds s.
func (s size) below() size {
	s.depth++
	s.selections++
	return s
}

// add counts up to just past the limits, so that nothing overflows.
func (s *size) add(other size) {
	s.fields = min(s.fields+other.fields, rootLimit+1)
	s.selections = min(s.selections+other.selections, selectionLimit+1)
	s.depth = max(s.depth, other.depth)
	s.introspects = s.introspects || other.introspects
}
