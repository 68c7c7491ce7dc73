package functions

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gatehouse/ent"
	"gatehouse/ent/cohort"
	"gatehouse/ent/user"
	"gatehouse/server/call"
)

// naming is how a call names a cohort or a user: by one of several kinds of names.
type naming struct{ Type, Value string }

// The kinds of names.
var (
	namesOfCohorts = []string{"id", "idnumber"}
	namesOfUsers   = []string{"id", "username", "idnumber", "email"}
)

// key is the same for names that mean the same.
func (n naming) key() naming {
	if n.Type == "email" {
		n.Value = strings.ToLower(n.Value)
	}
	return n
}

// named knows what has which name.
type named map[naming][]int

func (n named) add(kind, value string, id int) {
	key := naming{kind, value}.key()
	if value != "" && !slices.Contains(n[key], id) {
		n[key] = append(n[key], id)
	}
}

// oneNamed returns the one that is named so, or a warning.
func oneNamed(path, what string, name naming, known []string, found named) (int, *Warning) {
	warn := func(code, message string, args ...any) (int, *Warning) {
		return 0, &Warning{Item: &path, Code: code, Message: fmt.Sprintf(message, args...)}
	}
	if !slices.Contains(known, name.Type) {
		return warn(warnedOfType, "found the type %q, expected one of %s.", name.Type, strings.Join(known, ", "))
	}
	switch ids := found[name.key()]; len(ids) {
	case 0:
		return warn(warnedOfAbsent, "There is no %s whose %s is %q.", what, name.Type, name.Value)
	case 1:
		return ids[0], nil
	default:
		return warn(warnedOfAbsent, "There are several whose %s is %q: give the id of the %s.", name.Type, name.Value, what)
	}
}

// valuesOf are the values of those names that are of a kind, each once and none of them empty.
func valuesOf(names []naming, kind string) []string {
	var values []string
	for _, n := range names {
		if n.Type == kind && n.Value != "" {
			values = append(values, n.key().Value)
		}
	}
	slices.Sort(values)
	return slices.Compact(values)
}

// numbersIn are the ids among values; what is written in another way than ids are is nobody's.
func numbersIn(values []string) []int {
	var ids []int
	for _, value := range values {
		if id, err := strconv.Atoi(value); err == nil && strconv.Itoa(id) == value {
			ids = append(ids, id)
		}
	}
	return ids
}

// cohortsNamed finds the cohorts of names.
func cohortsNamed(ctx context.Context, db *ent.Client, names []naming) (named, error) {
	found := named{}
	rows, err := cohortsByID(ctx, db, numbersIn(valuesOf(names, "id")))
	if err != nil {
		return nil, err
	}
	for id := range rows {
		found.add("id", strconv.Itoa(id), id)
	}
	for some := range slices.Chunk(valuesOf(names, "idnumber"), batchSize) {
		rows, err := db.Cohort.Query().Where(cohort.IDNumberIn(some...)).All(ctx)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			found.add("idnumber", row.IDNumber, row.ID)
		}
	}
	return found, nil
}

// usersNamed finds the users of names. By what only some may see of a user, only these find the user.
func (l *Library) usersNamed(ctx context.Context, c *call.Call, names []naming) (named, error) {
	found := named{}
	for _, kind := range namesOfUsers {
		for some := range slices.Chunk(valuesOf(names, kind), batchSize) {
			users, err := l.usersWithName(ctx, kind, some)
			if err != nil {
				return nil, err
			}
			hidden := func(int) bool { return false }
			if kind == "idnumber" || kind == "email" {
				if hidden, err = l.hiddenBy(ctx, c, users, kind); err != nil {
					return nil, err
				}
			}
			for _, u := range users {
				if !hidden(u.ID) {
					found.add(kind, nameOfUser(u, kind), u.ID)
				}
			}
		}
	}
	return found, nil
}

// hiddenBy says of which users the caller may not see a field.
func (l *Library) hiddenBy(ctx context.Context, c *call.Call, users []*ent.User, field string) (func(id int) bool, error) {
	described, err := l.describeUsers(ctx, c, users)
	seen := map[int]bool{}
	for _, d := range described {
		seen[d.ID] = d.searchable(field)
	}
	return func(id int) bool { return !seen[id] }, err
}

// usersWithName reads the users, without deleted ones, who have one of the values as a kind of name.
func (l *Library) usersWithName(ctx context.Context, kind string, values []string) ([]*ent.User, error) {
	switch kind {
	case "id":
		return l.db().User.Query().Where(user.IDIn(numbersIn(values)...), user.Deleted(false)).All(ctx)
	case "username":
		return l.db().User.Query().Where(user.UsernameIn(values...), user.Deleted(false)).All(ctx)
	case "idnumber":
		return l.db().User.Query().Where(user.IDNumberIn(values...), user.Deleted(false)).All(ctx)
	}
	return l.db().User.Query().Where(emailIs(values...), user.Deleted(false)).All(ctx)
}

func nameOfUser(u *ent.User, kind string) string {
	switch kind {
	case "id":
		return strconv.Itoa(u.ID)
	case "username":
		return u.Username
	case "idnumber":
		return u.IDNumber
	}
	return u.Email
}
