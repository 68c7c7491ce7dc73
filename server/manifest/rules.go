package manifest

import (
	"strings"

	"gatehouse/ent"
	"gatehouse/server/call"
)

// What functions refuse is refused here too, with the types that hold the parameters of calls. Only values that change are
// looked at: what is stored already stands in nobody's way.

// rule says which texts a field may hold, and in words what is expected.
type rule struct {
	accepts func(text string) bool
	expects string
}

// userRules are the rules for fields of users, by their names in YAML.
var userRules = map[string]rule{
	"auth":     {filled("auth"), "manual, email, webservice or nologin"},
	"lang":     {filled("lang"), "the code of an installed language: en"},
	"timezone": {filled("timezone"), "a time zone such as Europe/Berlin, or 99 for the site's"},
	"theme":    {call.Type("theme").Accepts, "the name of an installed theme, or nothing for the site's"},
	"country":  {isCountry, "two letters, such as DE, or nothing"},
	"email":    {call.Type("email").Accepts, "an email address"},
}

// shortNameRule is the rule for short names of services.
var shortNameRule = rule{call.Type("alphanumext").Accepts, "letters a-z, digits, '_' and '-' only"}

// filled accepts what a type does, save the empty text.
func filled(t call.Type) func(string) bool {
	return func(text string) bool { return text != "" && t.Accepts(text) }
}

func isCountry(text string) bool {
	return text == "" || len(text) == 2 && call.Type("alpha").Accepts(text)
}

// hold reports a changed field that breaks a rule.
func (t *target[R]) hold(f field, r rule) {
	if text, ok := f.New.(string); ok && !r.accepts(text) {
		t.p.wrong(t.path+"."+f.Name, "%q is not possible: expected %s", text, r.expects)
	}
}

// checkTexts holds the changed texts of a user to their rules.
func (p *planner) checkTexts(t *target[ent.User]) {
	for _, f := range t.fields {
		if r, ok := userRules[f.Name]; ok {
			t.hold(f, r)
		}
		if f.Name == "email" {
			p.newEmails[t.row] = t.path + ".email"
		}
	}
}

// refuseSharedEmails reports new email addresses that another user has or is to have, upper and lower case being alike.
func (p *planner) refuseSharedEmails() {
	owners := map[string]*ent.User{}
	for _, row := range p.users.rows {
		if p.newEmails[row] == "" && !p.gone[row] {
			owners[strings.ToLower(row.Email)] = row
		}
	}
	delete(owners, "") // any number of users may have none
	for _, row := range p.users.rows {
		path, email := p.newEmails[row], strings.ToLower(row.Email)
		if path == "" || email == "" {
			continue
		}
		if owner := owners[email]; owner != nil {
			p.wrong(path, "the user %s has the address %s: choose another", owner.Username, row.Email)
		}
		owners[email] = row
	}
}

// checkShortName holds the changed short name of a service to its rule.
// keepBuiltInNames refuses other names for a built-in service: applications ask for it by its short name.
func keepBuiltInNames(t *target[ent.Service]) {
	if t.row.Component == "" {
		return
	}
	for _, f := range t.fields {
		if f.Name == "name" || f.Name == "shortName" {
			t.p.wrong(t.path+"."+f.Name, "the names of the built-in service %q are fixed: give your own service another id or short name", f.Old)
		}
	}
}

func checkShortName(t *target[ent.Service]) {
	for _, f := range t.fields {
		if f.Name == "shortName" {
			t.hold(f, shortNameRule)
		}
	}
}
