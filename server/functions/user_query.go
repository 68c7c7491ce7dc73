package functions

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"

	"gatehouse/ent"
	"gatehouse/ent/predicate"
	"gatehouse/ent/user"
)

// usersWhere reads the users whose column holds one of the values, in the order of their ids, without deleted ones. column is
// one of ours, never a caller's.
func (l *Library) usersWhere(ctx context.Context, column string, values []any) ([]*ent.User, error) {
	if l.Store.Dialect() == dialect.SQLite {
		return l.lookUsersUp(ctx, column, values)
	}
	having := predicate.User(func(s *entsql.Selector) { s.Where(entsql.In(s.C(column), values...)) })
	return l.db().User.Query().Where(having, user.Deleted(false)).Order(user.ByID()).All(ctx)
}

// readColumns are the columns in the order in which they are read, and where each goes.
var readColumns = []struct {
	name string
	set  func(u *ent.User, text string) error
}{
	{user.FieldID, func(u *ent.User, s string) (err error) { u.ID, err = strconv.Atoi(s); return err }},
	{user.FieldUsername, func(u *ent.User, s string) error { u.Username = s; return nil }},
	{user.FieldAuth, func(u *ent.User, s string) error { u.Auth = s; return nil }},
	{user.FieldConfirmed, func(u *ent.User, s string) error { u.Confirmed = s == "1"; return nil }},
	{user.FieldSuspended, func(u *ent.User, s string) error { u.Suspended = s == "1"; return nil }},
	{user.FieldFirstName, func(u *ent.User, s string) error { u.FirstName = s; return nil }},
	{user.FieldLastName, func(u *ent.User, s string) error { u.LastName = s; return nil }},
	{user.FieldEmail, func(u *ent.User, s string) error { u.Email = s; return nil }},
	{user.FieldMailDisplay, func(u *ent.User, s string) (err error) { u.MailDisplay, err = strconv.Atoi(s); return err }},
	{user.FieldMailFormat, func(u *ent.User, s string) (err error) { u.MailFormat, err = strconv.Atoi(s); return err }},
	{user.FieldIDNumber, func(u *ent.User, s string) error { u.IDNumber = s; return nil }},
	{user.FieldInstitution, func(u *ent.User, s string) error { u.Institution = s; return nil }},
	{user.FieldDepartment, func(u *ent.User, s string) error { u.Department = s; return nil }},
	{user.FieldPhone1, func(u *ent.User, s string) error { u.Phone1 = s; return nil }},
	{user.FieldPhone2, func(u *ent.User, s string) error { u.Phone2 = s; return nil }},
	{user.FieldAddress, func(u *ent.User, s string) error { u.Address = s; return nil }},
	{user.FieldCity, func(u *ent.User, s string) error { u.City = s; return nil }},
	{user.FieldCountry, func(u *ent.User, s string) error { u.Country = s; return nil }},
	{user.FieldLang, func(u *ent.User, s string) error { u.Lang = s; return nil }},
	{user.FieldTheme, func(u *ent.User, s string) error { u.Theme = s; return nil }},
	{user.FieldTimezone, func(u *ent.User, s string) error { u.Timezone = s; return nil }},
	{user.FieldDescription, func(u *ent.User, s string) error { u.Description = s; return nil }},
	{user.FieldDescriptionFormat, func(u *ent.User, s string) (err error) { u.DescriptionFormat, err = strconv.Atoi(s); return err }},
	{user.FieldInterests, func(u *ent.User, s string) error { u.Interests = s; return nil }},
	{user.FieldPreferences, func(u *ent.User, s string) (err error) { u.Preferences, err = textMap(s); return err }},
	{user.FieldCustomFields, func(u *ent.User, s string) (err error) { u.CustomFields, err = textMap(s); return err }},
	{user.FieldFirstAccess, func(u *ent.User, s string) (err error) { u.FirstAccess, err = storedTime(s); return err }},
	{user.FieldLastAccess, func(u *ent.User, s string) (err error) { u.LastAccess, err = storedTime(s); return err }},
}

// userSelect is the beginning of the query.
var userSelect = func() string {
	names := make([]string, len(readColumns))
	for i, c := range readColumns {
		names[i] = c.name
	}
	return "SELECT " + strings.Join(names, ", ") + " FROM " + user.Table + " WHERE "
}()

func userQuery(column string, n int) string {
	return userSelect + column + " IN (?" + strings.Repeat(",?", n-1) + ") AND NOT deleted"
}

// queriesForOne are those for one value, which are nearly all.
var queriesForOne = map[string]string{
	user.FieldID:       userQuery(user.FieldID, 1),
	user.FieldUsername: userQuery(user.FieldUsername, 1),
	user.FieldEmail:    userQuery(user.FieldEmail, 1),
	user.FieldIDNumber: userQuery(user.FieldIDNumber, 1),
}

// lookUsersUp reads rows of SQLite without ent and database/sql, whose work for each column costs several times its reading: calls for
// single users are the most frequent of all.
func (l *Library) lookUsersUp(ctx context.Context, column string, values []any) ([]*ent.User, error) {
	if len(values) == 0 {
		return nil, nil
	}
	query, one := queriesForOne[column]
	if !one || len(values) > 1 {
		query = userQuery(column, len(values))
	}
	var users []*ent.User
	if err := l.Store.Look(ctx, query, values, func(row []string) error {
		u, err := userOf(row)
		if err == nil {
			users = append(users, u)
		}
		return err
	}); err != nil {
		return nil, err
	}
	slices.SortFunc(users, func(a, b *ent.User) int { return cmp.Compare(a.ID, b.ID) })
	return users, nil
}

func userOf(row []string) (*ent.User, error) {
	u := &ent.User{}
	for i, c := range readColumns {
		if err := c.set(u, row[i]); err != nil {
			return nil, fmt.Errorf("reading %s of a user: %w", c.name, err)
		}
	}
	return u, nil
}

// textMap reads a column of names and values; most hold none.
func textMap(text string) (map[string]string, error) {
	if len(text) <= len("{}") {
		return nil, nil
	}
	values := map[string]string{}
	return values, json.Unmarshal([]byte(text), &values)
}

// storedTime reads a moment as SQLite holds it.
func storedTime(text string) (*time.Time, error) {
	if text == "" {
		return nil, nil
	}
	t, err := time.Parse("2006-01-02 15:04:05.999999999-07:00", text)
	return &t, err
}
