package functions

import (
	"context"
	"math"
	"strings"

	"gatehouse/ent/course"
	"gatehouse/ent/coursemodule"
	"gatehouse/ent/coursesection"
	"gatehouse/ent/enrolment"
	"gatehouse/ent/predicate"
	"gatehouse/server/call"
)

type courseSearchIn struct {
	Name         string   `name:"criterianame" type:"alpha" doc:"What to search by: search, modulelist, blocklist or tagid."`
	Value        string   `name:"criteriavalue" type:"raw" doc:"With search words that a course has all of, with modulelist a kind of module such as page, with the others an id."`
	Page         int      `name:"page" default:"0" doc:"Number of the page, from 0."`
	PerPage      int      `name:"perpage" default:"0" doc:"Courses on a page, 0 for all on one."`
	Capabilities []string `name:"requiredcapabilities" type:"capability" default:"[]" doc:"Capabilities that you must hold in a course for it to be found."`
	OnlyEnrolled bool     `name:"limittoenrolled" default:"0" doc:"Whether only courses are found that you take part in at this moment."`
	OnlyComplete bool     `name:"onlywithcompletion" default:"0" doc:"Whether only courses are found in which completion is tracked."`
}

type coursesSearched struct {
	Total    int              `name:"total" doc:"How many courses there are on all pages."`
	Courses  []courseSearched `name:"courses" doc:"The courses of the page, ordered by category and place in it."`
	Warnings []Warning        `name:"warnings" optional:"true" doc:"Always empty."`
}

// courseSearched is what a search tells of a course: the beginning of courseFound.
type courseSearched struct {
	ID                       int             `name:"id" doc:"Id of the course."`
	FullName                 string          `name:"fullname" type:"raw" doc:"Full name."`
	DisplayName              string          `name:"displayname" type:"raw" doc:"Name to show in lists."`
	ShortName                string          `name:"shortname" type:"raw" doc:"Short name."`
	CourseImage              *string         `name:"courseimage" type:"url" doc:"Address of the course's picture, when it has one."`
	CategoryID               int             `name:"categoryid" doc:"Id of its category."`
	CategoryName             string          `name:"categoryname" type:"raw" doc:"Name of its category."`
	SortOrder                *int            `name:"sortorder" doc:"Place among all courses: lower comes first."`
	Summary                  string          `name:"summary" type:"raw" doc:"Summary of the course."`
	SummaryFormat            int             `name:"summaryformat" doc:"Format of the summary: 1 HTML, unless the stored text was asked for."`
	SummaryFiles             []courseFile    `name:"summaryfiles" optional:"true" doc:"Files of the summary."`
	OverviewFiles            []courseFile    `name:"overviewfiles" doc:"Files shown beside the summary."`
	ShowActivityDates        bool            `name:"showactivitydates" doc:"Whether the course page shows the dates of activities."`
	ShowCompletionConditions bool            `name:"showcompletionconditions" doc:"Whether the course page shows what completes an activity."`
	Contacts                 []courseContact `name:"contacts" doc:"Teachers of the course."`
	EnrolmentMethods         []string        `name:"enrollmentmethods" type:"plugin" doc:"How users can be enrolled."`
	CustomFields             []customField   `name:"customfields" optional:"true" doc:"Custom fields of the course, when it has any."`
}

func (l *Library) courseSearch() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_course_search_courses",
		Summary: "Searches courses, page by page.",
		Description: "Returns courses that you may enter, and how many there are on all pages; the site is never found. `search` finds those whose full name, short name " +
			"and summary together hold every word, upper and lower case being alike; a word after a hyphen must not occur. `modulelist` finds courses with a module of a kind, and " +
			"needs `moodle/site:config` in the site, as does `blocklist`. There are neither blocks nor tags here, so that `blocklist` and `tagid` find " +
			"nothing. Another criterion is refused as `invalidparameter`.",
		Effect:       call.Read,
		Capabilities: union(viewing, []string{updateCourse, configureSite}),
		Errors:       []call.Code{call.MustChangePassword, call.NoPermission},
		Ajax:         true,
		Services:     []string{mobileService},
		Example: call.Example{
			Arguments: `{"criterianame": "search", "criteriavalue": "course one"}`,
			Result: `{"total": 1, "courses": [{"id": 2, "fullname": "Course one", "displayname": "Course one", "shortname": "C1", "categoryid": 1,
				"categoryname": "Category 1", "sortorder": 10001, "summary": "", "summaryformat": 1, "summaryfiles": [], "overviewfiles": [],
				"showactivitydates": false, "showcompletionconditions": true,
				"contacts": [{"id": 14, "fullname": "Tëacher Müller"}, {"id": 3, "fullname": "Wsuser Test"}], "enrollmentmethods": ["manual"]}],
				"warnings": []}`,
		},
	}, l.searchCourses)
}

func (l *Library) searchCourses(ctx context.Context, c *call.Call, in courseSearchIn) (coursesSearched, error) {
	out := coursesSearched{Courses: []courseSearched{}, Warnings: []Warning{}}
	if err := mayAct(c); err != nil {
		return out, err
	}
	conditions, err := in.conditions(c)
	if err != nil {
		return out, err
	}
	query := l.db().Course.Query().Where(course.IDNEQ(siteCourse), enterable(c)).Where(conditions...)
	if out.Total, err = query.Clone().Count(ctx); err != nil {
		return out, err
	}
	if in.PerPage > 0 {
		query.Offset(in.Page * in.PerPage).Limit(in.PerPage)
	}
	found, err := query.Order(course.ByCategoryID(), course.BySortOrder(), course.ByID()).All(ctx)
	if err != nil {
		return out, err
	}
	described, err := l.describeFound(ctx, c, found)
	for _, d := range described {
		var searched courseSearched
		copyFields(&searched, d)
		out.Courses = append(out.Courses, searched)
	}
	return out, err
}

// conditions are what a course must be like to be found.
func (in *courseSearchIn) conditions(c *call.Call) ([]predicate.Course, error) {
	for _, number := range []struct {
		name  string
		value int
	}{{"page", in.Page}, {"perpage", in.PerPage}} {
		if number.value < 0 || number.value > math.MaxInt32 {
			return nil, call.Invalid(number.name, "found %d, expected a number that is not negative.", number.value)
		}
	}
	conditions, err := in.criterion(c)
	if err != nil {
		return nil, err
	}
	for _, capability := range in.Capabilities { // it says nothing but what the caller holds, so that it need not be declared
		conditions = append(conditions, heldIn(c, c.Grant.Holdings.Hold, capability))
	}
	if in.OnlyEnrolled {
		conditions = append(conditions, course.HasEnrolmentsWith(enrolment.UserID(c.User().ID), takingPart(c.At)))
	}
	if in.OnlyComplete {
		conditions = append(conditions, course.EnableCompletion(1))
	}
	return conditions, nil
}

// criterion is what the criterion of the search asks of a course.
func (in *courseSearchIn) criterion(c *call.Call) ([]predicate.Course, error) {
	nothing := []predicate.Course{course.IDIn()}
	switch in.Name {
	case "search":
		return coursesHold(in.Value), nil
	case "modulelist":
		if err := c.Require(configureSite, 0); err != nil {
			return nil, atPath(err, "criterianame")
		}
		kind := coursemodule.Kind(in.Value)
		if coursemodule.KindValidator(kind) != nil {
			return nothing, nil
		}
		return []predicate.Course{course.HasSectionsWith(coursesection.HasModulesWith(coursemodule.KindEQ(kind)))}, nil
	case "blocklist":
		if err := c.Require(configureSite, 0); err != nil {
			return nil, atPath(err, "criterianame")
		}
	case "tagid":
	default:
		return nil, call.Invalid("criterianame", "found %q, expected search, modulelist, blocklist or tagid.", in.Name)
	}
	_, err := readID("criteriavalue", in.Value)
	return nothing, err
}

// coursesHold are the conditions of courses that hold every word of a text, and none that stands after a hyphen. Each is compared
// twice, because SQLite knows upper and lower case of the letters of ASCII only: others it finds as they are written. The id number
// is not searched: most callers may not see it.
func coursesHold(text string) []predicate.Course {
	var conditions []predicate.Course
	for _, word := range strings.Fields(text) {
		unwanted, minus := strings.CutPrefix(word, "-")
		minus = minus && unwanted != ""
		if minus {
			word = unwanted
		}
		holds := course.Or(
			course.FullNameContainsFold(word), course.FullNameContains(word),
			course.ShortNameContainsFold(word), course.ShortNameContains(word),
			course.SummaryContainsFold(word), course.SummaryContains(word),
		)
		if minus {
			holds = course.Not(holds)
		}
		conditions = append(conditions, holds)
	}
	return conditions
}
