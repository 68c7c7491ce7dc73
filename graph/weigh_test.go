package graph

import (
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/complexity"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

func weighed() *Config {
	c := &Config{}
	weigh(c)
	return c
}

// TestCosts weighs what is small to send. What must not run comes first.
func TestCosts(t *testing.T) {
	many := ""
	for i := range 500 {
		many += " d" + strconv.Itoa(i) + ":days(count:366){calls}"
	}
	schema := NewExecutableSchema(*weighed())
	for _, row := range []struct {
		why, query string
		runs       bool
	}{
		{"a year of days, 500 times, for each own key", "{viewer{tokens{" + many + "}}}", false},
		{"functions of services of functions of services", `{functions{services{functions{services{functions{name}}}}}}`, false},
		{"roles of capabilities, and whom those may assign", `{capabilities{roles{mayAssign{mayAssign{mayAssign{mayAssign{name}}}}}}}`, false},
		{"keys of users of keys", `{tokens(first:100){nodes{user{tokens{user{tokens{id}}}}}}}`, false},
		{"a page of keys", `{tokens(first:100){nodes{id name user{fullName} service{name} creator{fullName} days{calls}}}}`, true},
	} {
		document, err := gqlparser.LoadQueryWithRules(schema.Schema(), row.query, nil)
		if err != nil {
			t.Fatal(err)
		}
		cost := complexity.Calculate(t.Context(), schema, document.Operations[0], nil)
		if runs := cost <= complexityLimit; runs != row.runs {
			t.Errorf("%s costs %d of %d", row.why, cost, complexityLimit)
		}
	}
}

// TestTheAppMayAsk checks that each operation of the app is within the limits.
func TestTheAppMayAsk(t *testing.T) {
	text, err := os.ReadFile("../frontend/src/gql/gql.ts")
	if err != nil {
		t.Fatal(err)
	}
	written := map[string]bool{}
	var all strings.Builder
	for _, found := range regexp.MustCompile(`(?m)^    ("\\n.*"): types\.`).FindAllStringSubmatch(string(text), -1) {
		document, err := strconv.Unquote(found[1])
		if err != nil {
			t.Fatal(err)
		}
		if !written[document] {
			all.WriteString(document)
		}
		written[document] = true
	}
	schema := NewExecutableSchema(*weighed())
	known := rules.NewDefaultRules()
	known.RemoveRule("NoUnusedFragments") // the build leaves them out
	document, errs := gqlparser.LoadQueryWithRules(schema.Schema(), all.String(), known)
	if errs != nil {
		t.Fatal(errs)
	}
	if len(document.Operations) < 20 {
		t.Fatalf("%d operations found", len(document.Operations))
	}
	for _, o := range document.Operations {
		m := measure{fragments: document.Fragments, known: map[string]size{}}
		s, cost := m.operation(o), complexity.Calculate(t.Context(), schema, o, pageOfTheApp(o))
		t.Logf("%s: cost %d, %d selections, depth %d", o.Name, cost, s.selections, s.depth)
		if cost > complexityLimit || s.selections > selectionLimit || s.depth > depthLimit {
			t.Errorf("%s is refused: cost %d, %d selections, depth %d", o.Name, cost, s.selections, s.depth)
		}
	}
}

// pageOfTheApp asks for as many rows as there may be on a page.
func pageOfTheApp(o *ast.OperationDefinition) map[string]any {
	variables := map[string]any{}
	for _, v := range o.VariableDefinitions {
		if v.Variable == "first" {
			variables["first"] = int64(pageLimit)
		}
	}
	return variables
}
