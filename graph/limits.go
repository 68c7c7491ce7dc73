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
	directiveLimit = 50
	// valueLimit is how many values the variables of a request may hold.
	valueLimit = 5000
)

// limits refuses queries that are small to send and large to answer, introspection by others than administrators, and fields that are
// not for whoever asks. What it measures it measures before validation, because validation and the complexity limit both walk every
// fragment wherever it is used: 24 fragments that each use the next one twice are 900 bytes and 16 million fields. Here each
// fragment is measured once.
type limits struct{}

var _ interface {
	graphql.HandlerExtension
	graphql.OperationParameterMutator
	graphql.OperationContextMutator
} = limits{}

// ExtensionName names the extension.
func (limits) ExtensionName() string { return "Limits" }

// Validate accepts every schema.
func (limits) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters changes nothing; it refuses what is too large.
func (limits) MutateOperationParameters(ctx context.Context, params *graphql.RawParams) *gqlerror.Error {
	v := measureValue(params.Variables, 0)
	if v.count > valueLimit || v.depth > depthLimit {
		return refusal("The variables hold too many values, or values that are nested too deep.")
	}
	document, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: params.Query}, tokenLimit)
	if err != nil {
		return nil // the executor parses it again and says where it is wrong
	}
	m := measure{fragments: document.Fragments, known: map[string]size{}}
	for _, operation := range document.Operations {
		s := m.operation(operation)
		switch {
		case s.hasNUL || v.hasNUL:
			return refusal("A text holds a character (U+0000) that no text here may hold.")
		case s.introspects && visitOf(ctx).audience() != administrator:
			return refusal("Introspection is off.")
		case s.fields > rootLimit:
			return refusal("The query asks for too many things at once.")
		case s.selections > selectionLimit || s.depth > depthLimit || s.directives > directiveLimit:
			return refusal("The query is too large or too deep.")
		}
	}
	return nil
}

// MutateOperationContext holds the rule of every field that a valid operation asks for, and lets one attempt to sign in through, and what must be
// alone.
func (limits) MutateOperationContext(ctx context.Context, operation *graphql.OperationContext) *gqlerror.Error {
	v := visitOf(ctx)
	g := gate{who: v.audience(), seen: map[string]bool{}}
	g.needs(operation.Operation.SelectionSet)
	if g.refused != nil {
		return g.refusal(v)
	}
	if g.attempts > 1 {
		return refusal("Sign in once a request.")
	}
	if g.alone && g.changes > 1 {
		return refusal("Send what shows a secret, and each trial, in a request of its own: what it answers is told once.")
	}
	return nil
}

// size is what a set of selections becomes once its fragments are expanded.
type size struct {
	fields      int // at its own level
	selections  int // at every level
	depth       int
	directives  int
	introspects bool
	hasNUL      bool // in a literal; databases differ in what they make of it
}

// tooLarge is the size of what cannot be expanded: a fragment that uses itself.
var tooLarge = size{selections: selectionLimit + 1}

// measure measures the selections of one document.
type measure struct {
	fragments ast.FragmentDefinitionList
	known     map[string]size // fragments that are measured; tooLarge while one is being measured
}

// operation measures an operation with what it says of its variables.
func (m *measure) operation(o *ast.OperationDefinition) size {
	total := m.set(o.SelectionSet)
	total.directives += len(o.Directives)
	for _, v := range o.VariableDefinitions {
		of := size{directives: len(v.Directives)}
		for t := v.Type; t != nil; t = t.Elem {
			of.depth++
		}
		if v.DefaultValue != nil {
			of.add(measureLiteral(v.DefaultValue))
		}
		total.add(of)
	}
	return total
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
		inner.directives += len(s.Directives)
		for _, argument := range s.Arguments {
			inner.add(measureLiteral(argument.Value))
		}
		inner.introspects = inner.introspects || strings.HasPrefix(s.Name, "__") && s.Name != "__typename"
		return inner
	case *ast.InlineFragment:
		inner := m.set(s.SelectionSet).below()
		inner.directives += len(s.Directives)
		return inner
	case *ast.FragmentSpread:
		inner := m.fragment(s.Name).below()
		inner.directives += len(s.Directives)
		return inner
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
	s.directives += len(fragment.Directives)
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
	s.directives = min(s.directives+other.directives, directiveLimit+1)
	s.introspects = s.introspects || other.introspects
	s.hasNUL = s.hasNUL || other.hasNUL
}

// measureLiteral measures how deep a value in a query is nested.
func measureLiteral(v *ast.Value) size {
	s := size{hasNUL: strings.IndexByte(v.Raw, 0) >= 0}
	for _, child := range v.Children {
		s.add(measureLiteral(child.Value))
	}
	s.depth++
	return s
}

// values are what variables hold.
type values struct {
	count, depth int
	hasNUL       bool
}

// measureValue counts the values of a variable and how deep they are nested, up to just past the limits.
func measureValue(v any, depth int) values {
	found := values{count: 1, depth: depth}
	if depth > depthLimit {
		return found
	}
	add := func(child any) {
		inner := measureValue(child, depth+1)
		found.count, found.depth = min(found.count+inner.count, valueLimit+1), max(found.depth, inner.depth)
		found.hasNUL = found.hasNUL || inner.hasNUL
	}
	switch v := v.(type) {
	case string:
		found.hasNUL = strings.IndexByte(v, 0) >= 0
	case map[string]any:
		for _, child := range v {
			add(child)
		}
	case []any:
		for _, child := range v {
			add(child)
		}
	}
	return found
}
