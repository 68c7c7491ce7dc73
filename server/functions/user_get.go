package functions

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	entsql "entgo.io/ent/dialect/sql"

	"gatehouse/ent"
	"gatehouse/ent/predicate"
	"gatehouse/ent/user"
	"gatehouse/server/call"
	"gatehouse/server/people"
)

// mostUsersFound is how many users one search returns.
const mostUsersFound = 5000

// userGetIn is what userGet takes.
type userGetIn struct {
	Criteria []userCriterion `name:"criteria" doc:"What users must fulfil, all of it. Without any, every user is found."`
}

// userCriterion is one condition of a search for users.
type userCriterion struct {
	Key   string `name:"key" type:"alpha" doc:"id, lastname, firstname, idnumber, username, email or auth; each at most once."`
	Value string `name:"value" type:"raw" doc:"The value. In lastname, firstname and email a % stands for any text, and upper and lower case are alike. Of an id the number at its beginning counts, of a user name the characters that it may have, in lower case."`
}

// userGetOut is what userGet answers.
type userGetOut struct {
	Users    []userDetails `name:"users" doc:"The users found, in the order of their ids."`
	Warnings []Warning     `name:"warnings" optional:"true" doc:"Keys that are not known, and a search that found too much."`
}

func (l *Library) userGet() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_user_get_users",
		Summary: "Searches for users who fulfil every one of the criteria.",
		Description: "A key may be given once (`keyalreadyset`); one that is not known changes nothing and is reported as the warning " +
			"`invalidfieldparameter`. Users who have been deleted are never found, nor those whom the caller may not see, nor those " +
			"of whom the caller may not see a field that is searched for.\n\n" +
			"At most 5,000 users are returned; the warning `toomanyusers` says that there are more.",
		Effect:       call.Read,
		Capabilities: seeingUsers,
		Errors:       after(siteErrors, call.KeyAlreadySet),
		Example: call.Example{
			Arguments: `{"criteria":[{"key":"lastname","value":"t%"},{"key":"email","value":"student2@%"}]}`,
			Result: `{"users":[{"id":12,"username":"student2","firstname":"Student2","lastname":"Test","fullname":"Student2 Test","email":"student2@example.com",
"department":"Maths & Stats","idnumber":"S2","firstaccess":0,"lastaccess":0,"auth":"manual","suspended":false,"confirmed":true,"lang":"en",
"theme":"","timezone":"99","mailformat":1,"trackforums":0,"city":"Perth","country":"AU",
"profileimageurlsmall":"https://school.example/theme/image.php/boost/core/1/u/f2","profileimageurl":"https://school.example/theme/image.php/boost/core/1/u/f1"}],
"warnings":[]}`,
		},
	}, l.searchUsers)
}

func (l *Library) searchUsers(ctx context.Context, c *call.Call, in userGetIn) (userGetOut, error) {
	out := userGetOut{Users: []userDetails{}, Warnings: []Warning{}}
	if err := l.enterSite(c); err != nil {
		return out, err
	}
	search, err := newUserSearch(in.Criteria)
	if err != nil {
		return out, err
	}
	out.Warnings = append(out.Warnings, search.warnings...)
	conditions := append(search.conditions, withinSight(c)...)
	for last := 0; ; {
		page, err := l.db().User.Query().Where(append(conditions, user.IDGT(last), user.Deleted(false))...).
			Order(user.ByID()).Limit(batchSize).All(ctx)
		if err != nil {
			return out, err
		}
		described, err := l.describeUsers(ctx, c, slices.DeleteFunc(slices.Clone(page), search.misses))
		if err != nil {
			return out, err
		}
		out.Users = append(out.Users, slices.DeleteFunc(described, search.hides)...)
		if len(out.Users) > mostUsersFound {
			out.Users = out.Users[:mostUsersFound]
			out.Warnings = append(out.Warnings, Warning{Item: ptr("criteria"), Code: "toomanyusers", Message: fmt.Sprintf("More than %d users fulfil the criteria: make them narrower.", mostUsersFound)})
			return out, nil
		}
		if len(page) < batchSize {
			return out, nil
		}
		last = page[len(page)-1].ID
	}
}

// userSearch is a search as the database can do it, and what remains to be done here: databases differ in what they take for
// the same letter, so patterns only narrow the search there.
type userSearch struct {
	keys       []string
	conditions []predicate.User
	patterns   []userPattern
	warnings   []Warning
}

type userPattern struct {
	of      func(*ent.User) string
	pattern string
}

func newUserSearch(criteria []userCriterion) (*userSearch, error) {
	s := &userSearch{}
	var seen []string
	for i, criterion := range criteria {
		if slices.Contains(seen, criterion.Key) {
			return nil, call.Errorf(call.KeyAlreadySet, "The key %s is given twice.", criterion.Key).At("%s", at("criteria", i, "key"))
		}
		seen = append(seen, criterion.Key)
		if !s.add(criterion.Key, criterion.Value) {
			s.warnings = append(s.warnings, Warning{
				Item: &criterion.Key, Code: "invalidfieldparameter",
				Message: fmt.Sprintf("There is no search key %q. Known are id, lastname, firstname, idnumber, username, email and auth.", criterion.Key),
			})
		}
	}
	return s, nil
}

// add adds a criterion; false says that its key is not known.
func (s *userSearch) add(key, value string) bool {
	switch key {
	case "id":
		s.conditions = append(s.conditions, user.ID(leadingNumber(value)))
	case "idnumber":
		s.conditions = append(s.conditions, user.IDNumber(value))
	case "username":
		s.conditions = append(s.conditions, user.Username(people.OnlyUsername(strings.ToLower(value))))
	case "auth":
		s.conditions = append(s.conditions, user.Auth(value))
	case "lastname":
		s.like(user.FieldLastName, value, func(u *ent.User) string { return u.LastName })
	case "firstname":
		s.like(user.FieldFirstName, value, func(u *ent.User) string { return u.FirstName })
	case "email":
		s.like(user.FieldEmail, value, func(u *ent.User) string { return u.Email })
	default:
		return false
	}
	s.keys = append(s.keys, key)
	return true
}

var numberAtStart = regexp.MustCompile(`^[ \t\n\r\v\f]*([+-]?[0-9]+)`)

// leadingNumber is the whole number that a text begins with, 0 when there is none: clients are used to ids being read so.
func leadingNumber(text string) int {
	digits := numberAtStart.FindStringSubmatch(text)
	if digits == nil {
		return 0
	}
	n, _ := strconv.Atoi(digits[1]) // what is too large becomes the largest there is, which is nobody's id
	return n
}

// like asks the database for rows whose ASCII letters fit, which both databases can compare without regard to case, and
// leaves the rest to misses.
func (s *userSearch) like(field, pattern string, of func(*ent.User) string) {
	coarse := strings.Map(func(r rune) rune {
		switch {
		case r > 127 || r == 'k' || r == 'K' || r == 's' || r == 'S': // the letters that have a relative outside ASCII
			return '%'
		case r == '_' || r == '\\':
			return '_'
		}
		return r
	}, strings.ToLower(pattern))
	s.conditions = append(s.conditions, func(selector *entsql.Selector) {
		selector.Where(entsql.Like(entsql.Lower(selector.C(field)), coarse))
	})
	s.patterns = append(s.patterns, userPattern{of, pattern})
}

// misses says whether a row that the database found does not fit after all.
func (s *userSearch) misses(u *ent.User) bool {
	return slices.ContainsFunc(s.patterns, func(p userPattern) bool { return !fitsPattern(p.of(u), p.pattern) })
}

// hides says whether the caller may not see something of the user that was searched for.
func (s *userSearch) hides(d userDetails) bool {
	return slices.ContainsFunc(s.keys, func(key string) bool { return !d.searchable(key) })
}

// fitsPattern compares a text with a pattern in which % stands for any text, upper and lower case being alike.
func fitsPattern(text, pattern string) bool {
	text = strings.ToLower(text)
	parts := strings.Split(strings.ToLower(pattern), "%")
	text, ok := strings.CutPrefix(text, parts[0])
	if !ok || len(parts) == 1 {
		return ok && text == ""
	}
	last := len(parts) - 1
	for _, part := range parts[1:last] {
		if _, text, ok = strings.Cut(text, part); !ok {
			return false
		}
	}
	return strings.HasSuffix(text, parts[last])
}
