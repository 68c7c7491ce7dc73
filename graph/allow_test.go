package graph

import (
	"fmt"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"gatehouse/server/store/storetest"
)

// schemaOf is the whole schema.
func schemaOf() *ast.Schema { return NewExecutableSchema(Config{Resolvers: &Resolver{}}).Schema() }

// objects are the types of our own that have fields to ask for.
func objects() []*ast.Definition {
	var list []*ast.Definition
	for _, d := range schemaOf().Types {
		if d.Kind == ast.Object && !strings.HasPrefix(d.Name, "__") {
			list = append(list, d)
		}
	}
	return list
}

// TestEveryFieldHasARule fails when somebody adds a field and does not say whom it is for.
func TestEveryFieldHasARule(t *testing.T) {
	fields := 0
	for _, d := range objects() {
		for _, f := range d.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			fields++
			if audienceOf(d, f) == nobody {
				t.Errorf("%s.%s has no rule", d.Name, f.Name)
			}
			if (d.Name == "Query" || d.Name == "Mutation") && f.Directives.ForName(rule) == nil {
				t.Errorf("%s.%s has no rule of its own", d.Name, f.Name)
			}
		}
	}
	if fields < 300 {
		t.Errorf("only %d fields were looked at", fields)
	}
	t.Logf("%d fields", fields)
}

// TestSchemaWalk asks for every field of the schema as nobody, as a plain user and as an administrator. Every root field is asked for by
// itself; every field of every type is asked for on each way that leads to the type.
func TestSchemaWalk(t *testing.T) {
	w := newWorld(t, storetest.Open(t, storetest.SQLite(t)))
	user, plain := w.addUser("ada", false)
	_, root := w.addUser("root", true)
	root.done(`mutation{setUpForMe{secret}}`)
	root.done(`mutation($u:ID!){createToken(input:{user:$u,service:1,name:"own",validUntil:"2099-01-01"}){secret}}`, "u", user.ID)
	people := []struct {
		name, user string
		who        *caller
		is         audience
	}{{"nobody", "", w.stranger(), anyone}, {"a plain user", "ada", plain, signedIn}, {"an administrator", "root", root, administrator}}
	asked := map[string]int{}
	for _, operation := range walk(schemaOf()) {
		for _, p := range people {
			if p.is != anyone && p.who.ask(`{viewer{id}}`).at("viewer") == nil { // the operation before it ended the session
				*p.who = *w.signIn(p.user)
			}
			got := p.who.ask(operation.text)
			asked[p.name]++
			refused := got.code() == codeUnauthenticated && p.is == anyone || got.code() == codeForbidden
			allowed := operation.needs <= p.is
			switch {
			case !allowed && (!refused || hasData(got)):
				t.Errorf("%s gets %s, which is for others: %s", p.name, operation.name, got.answer.text)
			case allowed && got.code() == codeInternal:
				t.Errorf("%s asks for %s: %s\n%s", p.name, operation.name, got.answer.text, w.log)
			case allowed && got.code() == codeRefused:
				t.Errorf("%s cannot even ask for %s: %s", p.name, operation.name, got.answer.text)
			}
		}
	}
	for name, n := range asked {
		if n < 300 {
			t.Errorf("%s asked for only %d things", name, n)
		}
		t.Logf("%s: %d operations", name, n)
	}
}

func hasData(r *reply) bool { return len(r.Data) > 0 && string(r.Data) != "null" }

// operation is one thing to ask for.
type operation struct {
	name, text string
	needs      audience
}

// walk makes operations of a schema. Queries are followed from each root field to every field that can be reached without coming
// to a type twice. Mutations are not run: the rule stands before they are, so that one with arguments that mean nothing shows it.
func walk(schema *ast.Schema) []operation {
	var list []operation
	for _, f := range schema.Query.Fields {
		if strings.HasPrefix(f.Name, "__") {
			continue
		}
		list = append(list, follow(schema, schema.Query, f, nil)...)
	}
	for _, f := range schema.Mutation.Fields {
		list = append(list, operation{
			name: "Mutation." + f.Name, text: fmt.Sprintf("mutation{%s}", selection(schema, f, "__typename")), needs: audienceOf(schema.Mutation, f),
		})
	}
	return list
}

// step is one field on the way.
type step struct {
	parent *ast.Definition
	field  *ast.FieldDefinition
}

func follow(schema *ast.Schema, parent *ast.Definition, f *ast.FieldDefinition, way []step) []operation {
	way = append(append([]step{}, way...), step{parent, f})
	target := schema.Types[f.Type.Name()]
	if target.Kind != ast.Object {
		return []operation{asking(schema, way)}
	}
	for _, s := range way[:len(way)-1] {
		if schema.Types[s.field.Type.Name()] == target {
			return nil
		}
	}
	var list []operation
	for _, below := range target.Fields {
		if len(way) < 5 {
			list = append(list, follow(schema, target, below, way)...)
		}
	}
	return list
}

func asking(schema *ast.Schema, way []step) operation {
	o := operation{}
	text := ""
	for i := len(way) - 1; i >= 0; i-- {
		text = selection(schema, way[i].field, text)
		o.needs = max(o.needs, audienceOf(way[i].parent, way[i].field))
		o.name = strings.TrimSuffix(way[i].field.Name+"."+o.name, ".")
	}
	o.text = "{" + text + "}"
	return o
}

// selection asks for a field, with a value for every argument that must be there.
func selection(schema *ast.Schema, f *ast.FieldDefinition, below string) string {
	var arguments []string
	for _, a := range f.Arguments {
		if a.Type.NonNull && a.DefaultValue == nil {
			arguments = append(arguments, a.Name+":"+literal(schema, a.Type))
		}
	}
	text := f.Name
	if len(arguments) > 0 {
		text += "(" + strings.Join(arguments, ",") + ")"
	}
	if schema.Types[f.Type.Name()].Kind == ast.Object {
		text += "{" + below + "}"
	}
	return text
}

func literal(schema *ast.Schema, t *ast.Type) string {
	if t.Elem != nil {
		return "[" + literal(schema, t.Elem) + "]"
	}
	switch d := schema.Types[t.Name()]; {
	case d.Kind == ast.Enum:
		return d.EnumValues[0].Name
	case d.Kind == ast.InputObject:
		var fields []string
		for _, f := range d.Fields {
			if f.Type.NonNull && f.DefaultValue == nil {
				fields = append(fields, f.Name+":"+literal(schema, f.Type))
			}
		}
		return "{" + strings.Join(fields, ",") + "}"
	case t.Name() == "String":
		return `"x"`
	case t.Name() == "Time":
		return `"2026-01-01T00:00:00Z"`
	case t.Name() == "Boolean":
		return "true"
	}
	return "999999"
}
