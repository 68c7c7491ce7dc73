package functions

import (
	"context"
	"strings"

	entsql "entgo.io/ent/dialect/sql"

	"gatehouse/ent/predicate"
	"gatehouse/ent/user"
	"gatehouse/server/call"
)

// mostUsersOnPage is how many users a page of a search may have.
const mostUsersOnPage = 1000

type enrolSearchUsersIn struct {
	CourseID  int    `name:"courseid" doc:"Id of the course. Course 1 is the site, in which everybody takes part."`
	Search    string `name:"search" type:"raw" doc:"What to look for in names, and in e-mail addresses where you may see those. Empty for everybody."`
	Anywhere  bool   `name:"searchanywhere" doc:"Whether it may stand anywhere, or only at the beginning."`
	Page      int    `name:"page" doc:"Number of the page, from 0."`
	PerPage   int    `name:"perpage" doc:"Users on a page, 1 to 1000."`
	ContextID *int   `name:"contextid" default:"null" doc:"Context that decides what is shown of users: that of the course or of the site. It changes nothing."`
}

func (l *Library) enrolSearchUsers() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_enrol_search_users",
		Summary: "Searches the participants of a course, page by page.",
		Description: "Returns the participants whose first name, last name or whole name holds the text, upper and lower case being alike, ordered by last name and first name. " +
			"With `moodle/course:useremail` in the course e-mail addresses are searched too. Only id, name, pictures and the e-mail address that you may see are told. " +
			"Needs `moodle/course:viewparticipants`, `moodle/course:enrolreview` or `moodle/user:viewdetails` in the course; " +
			"without the last of these you find yourself only, and where a course keeps its groups separate only members of your own.",
		Effect:       call.Read,
		Capabilities: union(listingParticipants, seeingUsers),
		Errors:       []call.Code{call.CourseContext, call.NoPermission},
		Ajax:         true,
		Services:     []string{mobileService},
		Example: call.Example{
			Arguments: `{"courseid": 2, "search": "test", "searchanywhere": true, "page": 0, "perpage": 1}`,
			Result: `[{"id": 11, "fullname": "Student1 Test", "email": "student1@example.com",
				"profileimageurlsmall": "https://school.example/theme/image.php/boost/core/1/u/f2",
				"profileimageurl": "https://school.example/theme/image.php/boost/core/1/u/f1"}]`,
		},
	}, l.searchParticipants)
}

func (l *Library) searchParticipants(ctx context.Context, c *call.Call, in enrolSearchUsersIn) ([]userDetails, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	course, err := l.enterToList(ctx, c, in.CourseID)
	if err != nil {
		if call.AsError(err).Code != call.NoPermission {
			err = asCourseContext(err, "courseid")
		}
		return nil, atPath(err, "courseid")
	}
	wanted := participants{course: course, sortBy: "siteorder", from: in.Page * in.PerPage, number: in.PerPage}
	wanted.narrow = append(wanted.narrow, in.holds(c.Holds(viewEmail, placeOf(course))))
	if !c.Holds(viewDetails, placeOf(course)) {
		wanted.narrow = append(wanted.narrow, user.ID(c.User().ID)) // so that a page is not full of users who are then left out
	}
	users, err := l.find(ctx, c, wanted)
	if err != nil {
		return nil, err
	}
	found := []userDetails{}
	for _, u := range users {
		if d, ok := l.visibleUser(c, u, placeOf(course)); ok {
			found = append(found, userDetails{ID: d.ID, FullName: d.FullName, Email: d.Email, Image: d.Image, ImageSmall: d.ImageSmall})
		}
	}
	return found, nil
}

func (in enrolSearchUsersIn) check() error {
	switch {
	case in.PerPage < 1 || in.PerPage > mostUsersOnPage:
		return call.Invalid("perpage", "found %d, expected 1 to %d.", in.PerPage, mostUsersOnPage)
	case in.Page < 0 || in.Page > latestMoment/mostUsersOnPage:
		return call.Invalid("page", "found %d, expected the number of a page, from 0.", in.Page)
	case in.ContextID == nil, *in.ContextID == contextID(systemLevel, 0), *in.ContextID == contextID(courseLevel, in.CourseID):
		return nil
	}
	return call.Invalid("contextid", "found %d, expected the context of the course or of the site.", *in.ContextID)
}

// holds finds users whose name holds what is searched for. The database does it, so that it can make pages. SQLite knows upper and lower
// case of the letters a to z only: of other letters it finds what is written as in the search.
func (in enrolSearchUsersIn) holds(emails bool) predicate.User {
	return func(s *entsql.Selector) {
		columns := []string{s.C(user.FieldFirstName), s.C(user.FieldLastName), s.C(user.FieldFirstName) + " || ' ' || " + s.C(user.FieldLastName)}
		if emails {
			columns = append(columns, s.C(user.FieldEmail))
		}
		var either []*entsql.Predicate
		for _, column := range columns {
			either = append(either, in.like(column))
		}
		s.Where(entsql.Or(either...))
	}
}

func (in enrolSearchUsersIn) like(column string) *entsql.Predicate {
	pattern := likeEscapes.Replace(in.Search) + "%"
	if in.Anywhere {
		pattern = "%" + pattern
	}
	return entsql.P(func(b *entsql.Builder) {
		b.WriteString("LOWER(" + column + ") LIKE LOWER(").Arg(pattern).WriteString(`) ESCAPE '\'`)
	})
}

var likeEscapes = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)
