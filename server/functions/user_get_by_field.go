package functions

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"gatehouse/ent"
	"gatehouse/ent/user"
	"gatehouse/server/call"
)

// userGetByFieldIn is what userGetByField takes.
type userGetByFieldIn struct {
	Field  string   `name:"field" type:"alpha" doc:"What the values are: id, idnumber, username or email."`
	Values []string `name:"values" type:"raw" doc:"The values; users with any of them are found."`
}

func (l *Library) userGetByField() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_user_get_users_by_field",
		Summary: "Returns the users that have one of the given ids, user names, e-mail addresses or ID numbers.",
		Description: "A field that users cannot be found by is refused as `codingerror`. Users come in the order of their ids, each once. Whoever does not exist, has been deleted, or may not be seen by the " +
			"caller is left out without a word; so is a user whose searched field the caller may not see.\n\n" +
			"Callers see themselves, with `moodle/user:viewdetails` in the site everybody, and with it in a course those who take part " +
			"there. How much of a user they see depends on the other capabilities.",
		Effect:       call.Read,
		Capabilities: seeingUsers,
		Errors:       after(siteErrors, call.CodingError),
		Ajax:         true,
		Services:     []string{"moodle_mobile_app"},
		Example: call.Example{
			Arguments: `{"field":"username","values":["student2"]}`,
			Result: `[{"id":12,"username":"student2","firstname":"Student2","lastname":"Test","fullname":"Student2 Test","email":"student2@example.com",
"department":"Maths & Stats","idnumber":"S2","firstaccess":0,"lastaccess":0,"auth":"manual","suspended":false,"confirmed":true,"lang":"en",
"theme":"","timezone":"99","mailformat":1,"trackforums":0,"city":"Perth","country":"AU",
"profileimageurlsmall":"https://school.example/theme/image.php/boost/core/1/u/f2","profileimageurl":"https://school.example/theme/image.php/boost/core/1/u/f1"}]`,
		},
	}, l.findUsersByField)
}

func (l *Library) findUsersByField(ctx context.Context, c *call.Call, in userGetByFieldIn) ([]userDetails, error) {
	if err := l.enterSite(c); err != nil {
		return nil, err
	}
	if !slices.Contains(findingFields, in.Field) {
		return nil, call.Errorf(call.CodingError, "found %q, expected one of %s.", in.Field, strings.Join(findingFields, ", ")).At("field")
	}
	var users []*ent.User
	for start := 0; start < len(in.Values); start += batchSize {
		column, values, err := usersHaving(in.Field, in.Values[start:min(start+batchSize, len(in.Values))], start)
		if err != nil {
			return nil, err
		}
		some, err := l.usersWhere(ctx, column, values)
		if err != nil {
			return nil, err
		}
		users = append(users, some...)
	}
	if len(in.Values) > batchSize {
		slices.SortFunc(users, func(a, b *ent.User) int { return cmp.Compare(a.ID, b.ID) })
		users = slices.CompactFunc(users, func(a, b *ent.User) bool { return a.ID == b.ID })
	}
	described, err := l.describeUsers(ctx, c, users)
	return slices.DeleteFunc(described, func(d userDetails) bool { return !d.searchable(in.Field) }), err
}

// findingFields are what users can be found by.
var findingFields = []string{"id", "idnumber", "username", "email"}

// usersHaving says which column holds one of findingFields, and its values. Values that the field cannot hold are refused; first is the index
// of the first one among the parameters.
func usersHaving(field string, values []string, first int) (column string, wanted []any, err error) {
	switch field {
	case "id":
		wanted, err = asIDs(values, first)
		return user.FieldID, wanted, err
	case "idnumber":
		return user.FieldIDNumber, asAny(values), nil
	case "username":
		return user.FieldUsername, asAny(values), checkUsernames(values, first)
	}
	return user.FieldEmail, asAny(values), checkTrimmed(values, first)
}

func asAny(values []string) []any {
	list := make([]any, len(values))
	for i, value := range values {
		list[i] = value
	}
	return list
}

func asIDs(values []string, first int) ([]any, error) {
	ids := make([]any, len(values))
	for i, value := range values {
		id, err := strconv.Atoi(value)
		if err != nil || strconv.Itoa(id) != value {
			return nil, call.Invalid(item("values", first+i), "found %q, expected a whole number.", value)
		}
		ids[i] = id
	}
	return ids, nil
}

func checkUsernames(values []string, first int) error {
	for i, value := range values {
		if strings.Trim(value, call.UsernameCharacters) != "" {
			return call.Invalid(item("values", first+i), "found %q, expected lower-case letters, digits and . _ - @", value)
		}
	}
	return nil
}

func checkTrimmed(values []string, first int) error {
	for i, value := range values {
		if strings.TrimSpace(value) != value {
			return call.Invalid(item("values", first+i), "found %q, expected no blanks at its ends.", value)
		}
	}
	return nil
}
