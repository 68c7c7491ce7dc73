package functions

import (
	"context"
	"errors"
	"maps"
	"strings"
	"sync"
	"unicode/utf8"

	entsql "entgo.io/ent/dialect/sql"

	"gatehouse/ent"
	"gatehouse/ent/predicate"
	"gatehouse/ent/user"
	"gatehouse/server/call"
	"gatehouse/server/people"
)

const (
	// mostPasswords is how many passwords one call may set: each costs 50 to 250 ms.
	mostPasswords = 50
	// forceChange is the preference that makes a user change the password before anything else.
	forceChange = "auth_forcepasswordchange"

	mostPreferenceName  = 255
	mostPreferenceValue = 1333
)

// userCustomValue is what a caller puts into one field of a user's profile.
type userCustomValue struct {
	Type  string `name:"type" type:"alphanumext" doc:"Short name of the field."`
	Value string `name:"value" type:"raw" doc:"Value of the field."`
}

// userPreferenceValue is what a caller sets a preference to.
type userPreferenceValue struct {
	Type  string  `name:"type" type:"raw" doc:"Name of the preference."`
	Value *string `name:"value" type:"raw" optional:"false" doc:"Value of the preference; null takes it away."`
}

// userTexts are the texts that a caller gives for a user, by the names of the parameters. What is nil stays as it is.
type userTexts map[string]*string

// userColumns are the columns that userTexts go to.
var userColumns = []struct {
	key   string
	limit func(string) error
	set   func(*ent.UserMutation, string)
}{
	{"username", user.UsernameValidator, (*ent.UserMutation).SetUsername},
	{"auth", user.AuthValidator, (*ent.UserMutation).SetAuth},
	{"firstname", user.FirstNameValidator, (*ent.UserMutation).SetFirstName},
	{"lastname", user.LastNameValidator, (*ent.UserMutation).SetLastName},
	{"email", user.EmailValidator, (*ent.UserMutation).SetEmail},
	{"city", user.CityValidator, (*ent.UserMutation).SetCity},
	{"country", user.CountryValidator, (*ent.UserMutation).SetCountry},
	{"timezone", user.TimezoneValidator, (*ent.UserMutation).SetTimezone},
	{"description", nil, (*ent.UserMutation).SetDescription},
	{"firstnamephonetic", user.FirstNamePhoneticValidator, (*ent.UserMutation).SetFirstNamePhonetic},
	{"lastnamephonetic", user.LastNamePhoneticValidator, (*ent.UserMutation).SetLastNamePhonetic},
	{"middlename", user.MiddleNameValidator, (*ent.UserMutation).SetMiddleName},
	{"alternatename", user.AlternateNameValidator, (*ent.UserMutation).SetAlternateName},
	{"interests", user.InterestsValidator, (*ent.UserMutation).SetInterests},
	{"idnumber", user.IDNumberValidator, (*ent.UserMutation).SetIDNumber},
	{"institution", user.InstitutionValidator, (*ent.UserMutation).SetInstitution},
	{"department", user.DepartmentValidator, (*ent.UserMutation).SetDepartment},
	{"phone1", user.Phone1Validator, (*ent.UserMutation).SetPhone1},
	{"phone2", user.Phone2Validator, (*ent.UserMutation).SetPhone2},
	{"address", user.AddressValidator, (*ent.UserMutation).SetAddress},
	{"lang", user.LangValidator, (*ent.UserMutation).SetLang},
	{"calendartype", user.CalendarTypeValidator, (*ent.UserMutation).SetCalendarType},
	{"theme", user.ThemeValidator, (*ent.UserMutation).SetTheme},
}

// check fails when a text is too long for its column, or empty where none may be. i is the index among the users.
func (t userTexts) check(i int) error {
	for _, key := range []string{"username", "auth", "firstname", "lastname", "lang"} {
		if text := t[key]; text != nil && strings.TrimSpace(*text) == "" {
			return call.Invalid(at("users", i, key), "is blank.")
		}
	}
	for _, column := range userColumns {
		if text := t[column.key]; text != nil && *text != "" && column.limit != nil {
			if err := fits(at("users", i, column.key), *text, column.limit); err != nil {
				return err
			}
		}
	}
	if kind := t["calendartype"]; kind != nil && *kind != "" && *kind != calendar {
		return call.Invalid(at("users", i, "calendartype"), "found %q, expected %s.", *kind, calendar)
	}
	return nil
}

// apply sets the columns of the texts that are given, and returns their names. An empty time zone is the site's.
func (t userTexts) apply(m *ent.UserMutation) (given []string) {
	for _, column := range userColumns {
		text := t[column.key]
		if text == nil {
			continue
		}
		given = append(given, column.key)
		switch {
		case column.key == "timezone" && *text == "":
			column.set(m, "99")
		case column.key == "calendartype":
			column.set(m, calendar)
		default:
			column.set(m, *text)
		}
	}
	return given
}

// checkMail fails unless the two settings about mail are ones that there are.
func checkMail(i int, display, format *int) error {
	if display != nil && (*display < mailToNobody || *display > mailToCourse) {
		return call.Invalid(at("users", i, "maildisplay"), "found %d, expected 0 (nobody), 1 (everybody) or 2 (participants of the same course).", *display)
	}
	if format != nil && (*format < 0 || *format > 1) {
		return call.Invalid(at("users", i, "mailformat"), "found %d, expected 0 (plain text) or 1 (HTML).", *format)
	}
	return nil
}

// checkSettings fails unless preferences and custom fields can be stored.
func checkSettings(i int, preferences []userPreferenceValue, fields []userCustomValue) error {
	for j, p := range preferences {
		if p.Type == "" || len(p.Type) > mostPreferenceName {
			return call.Invalid(at("users", i, at("preferences", j, "type")), "has %d bytes, expected 1 to %d.", len(p.Type), mostPreferenceName)
		}
		if p.Value != nil && utf8.RuneCountInString(*p.Value) > mostPreferenceValue {
			return call.Invalid(at("users", i, at("preferences", j, "value")), "is longer than %d characters.", mostPreferenceValue)
		}
	}
	for j, f := range fields {
		if f.Type == "" || len(f.Type) > mostPreferenceName {
			return call.Invalid(at("users", i, at("customfields", j, "type")), "has %d bytes, expected 1 to %d.", len(f.Type), mostPreferenceName)
		}
	}
	return nil
}

// withPreferences returns preferences as a caller changes them.
func withPreferences(old map[string]string, changes []userPreferenceValue) map[string]string {
	changed := map[string]string{}
	maps.Copy(changed, old)
	for _, p := range changes {
		if p.Value == nil {
			delete(changed, p.Type)
		} else {
			changed[p.Type] = *p.Value
		}
	}
	return changed
}

// withCustomValues returns custom fields as a caller changes them.
func withCustomValues(old map[string]string, changes []userCustomValue) map[string]string {
	changed := map[string]string{}
	maps.Copy(changed, old)
	for _, f := range changes {
		changed[f.Type] = f.Value
	}
	return changed
}

// checkPassword holds a password to the policy of the site.
func (l *Library) checkPassword(path, password string) error {
	if lacks := people.CheckPolicy(l.Store.Settings().Site.PasswordPolicy, password); len(lacks) > 0 {
		return &call.Error{Code: call.PasswordTooWeak, Path: path, Message: strings.Join(lacks, " ")}
	}
	return nil
}

// hashPasswords hashes many passwords, several at a time; empty ones stay empty. path names the parameter of password i.
func hashPasswords(ctx context.Context, passwords []string, path func(i int) string) ([]string, error) {
	hashes, failures := make([]string, len(passwords)), make([]error, len(passwords))
	var working sync.WaitGroup
	for i, password := range passwords {
		if password == "" {
			continue
		}
		working.Go(func() { hashes[i], failures[i] = people.HashPassword(ctx, password) })
	}
	working.Wait()
	for i, err := range failures {
		if errors.Is(err, people.ErrPasswordTooLong) {
			return nil, call.Invalid(path(i), "%s.", err)
		}
	}
	return hashes, errors.Join(failures...)
}

// checkPasswordCount fails when a call sets more passwords than one call may.
func checkPasswordCount(count int) error {
	if count <= mostPasswords {
		return nil
	}
	return call.Invalid("users", "holds %d passwords, at most %d may be set in one call.", count, mostPasswords)
}

// emailIs finds the users with one of the addresses, upper and lower case being alike.
func emailIs(addresses ...string) predicate.User {
	return func(s *entsql.Selector) {
		lower := make([]any, len(addresses))
		for i, address := range addresses {
			lower[i] = strings.ToLower(address)
		}
		s.Where(entsql.In(entsql.Lower(s.C(user.FieldEmail)), lower...))
	}
}
