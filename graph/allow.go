package graph

import (
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// rule is the directive that says whom a field is for.
const rule = "allow"

// audience is who asks, or whom a field is for. Each includes those below it.
type audience int

// The audiences.
const (
	anyone audience = iota
	entering
	signedIn
	administrator
	nobody // for a field without a rule
)

var audiences = map[string]audience{
	string(AudienceAnyone): anyone, string(AudienceEntering): entering, string(AudienceSignedIn): signedIn, string(AudienceAdministrator): administrator,
}

// audienceOf is whom a field of a type is for: its own rule, else the type's, else nobody.
func audienceOf(parent *ast.Definition, field *ast.FieldDefinition) audience {
	if strings.HasPrefix(parent.Name, "__") || strings.HasPrefix(field.Name, "__") {
		return administrator // the schema itself, see limits.go
	}
	for _, directives := range []ast.DirectiveList{field.Directives, parent.Directives} {
		if d := directives.ForName(rule); d != nil {
			if a, ok := audiences[d.Arguments.ForName("to").Value.Raw]; ok {
				return a
			}
			return nobody
		}
	}
	return nobody
}

// needs is the highest audience that anything below a set of selections of a valid operation is for, and a field of it. Fragments are
// looked at once each, whoever uses them.
func (g *gate) needs(set ast.SelectionSet) {
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.Field:
			g.field(s)
		case *ast.InlineFragment:
			g.needs(s.SelectionSet)
		case *ast.FragmentSpread:
			if s.Definition != nil && !g.seen[s.Name] {
				g.seen[s.Name] = true
				g.needs(s.Definition.SelectionSet)
			}
		}
	}
}

// gate walks an operation once, before anything of it is run.
type gate struct {
	who  audience
	seen map[string]bool

	refused  *ast.Field // the first field that is not for who asks
	needed   audience
	attempts int // to sign in
	changes  int // fields of the mutation
	alone    bool
}

// attempts are the mutations that take a password or a code, or stand for one: a request with many would be many guesses.
var attempts = []string{
	"signIn", "refresh", "setUp", "choosePassword", "changePassword", "confirmPassword", "giveCode",
	"beginProviderSignIn", "finishProviderSignIn", "beginProviderLink", "finishProviderLink",
}

// alone are the mutations that must be the only one of a request: what they show is shown once, and when another field fails GraphQL
// takes the whole answer away. A trial is the call that the request's id names in the log.
var alone = []string{
	"setUpForMe", "createToken", "createOwnToken", "rotateToken", "resetToken", "createPasswordLink", "tryCall",
	"newAuthenticator", "addAuthenticator", "renewRecoveryCodes",
}

func (g *gate) field(f *ast.Field) {
	if g.refused == nil && f.Definition != nil && f.ObjectDefinition != nil && !isTypename(f) {
		if needed := audienceOf(f.ObjectDefinition, f.Definition); needed > g.who {
			g.refused, g.needed = f, needed
		}
		if f.ObjectDefinition.Name == "Mutation" {
			g.change(f.Name)
		}
	}
	g.needs(f.SelectionSet)
}

func (g *gate) change(name string) {
	g.changes++
	g.alone = g.alone || slices.Contains(alone, name)
	if slices.Contains(attempts, name) {
		g.attempts++
	}
}

func isTypename(f *ast.Field) bool { return f.Name == "__typename" }

// refusal says why the operation is not run: the person is not signed in, or it is not for this one.
func (g *gate) refusal(v *visit) *gqlerror.Error {
	e := errForbidden
	switch {
	case v.person == nil:
		e = errSignIn
	case v.person.owes:
		e = errSetUpFactor
	}
	shown := extended(e.message, e.code)
	shown.Locations = []gqlerror.Location{{Line: g.refused.Position.Line, Column: g.refused.Position.Column}}
	return shown
}
