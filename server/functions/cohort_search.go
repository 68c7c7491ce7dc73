package functions

import (
	"context"
	"errors"
	"math"

	"gatehouse/ent"
	"gatehouse/ent/category"
	"gatehouse/ent/cohort"
	"gatehouse/ent/predicate"
	"gatehouse/server/call"
)

type cohortSearchIn struct {
	Query    string        `name:"query" type:"raw" doc:"Text that the name, id number or description holds, in upper or lower case. Everything when it is empty."`
	Context  cohortContext `name:"context" doc:"Where to search: contextid, or contextlevel with instanceid."`
	Includes string        `name:"includes" type:"alpha" default:"parents" doc:"self: cohorts of this place; parents: of the places above it too; all: of the whole site."`
	From     int           `name:"limitfrom" default:"0" doc:"How many of the first ones to leave out."`
	Number   int           `name:"limitnum" default:"25" doc:"How many to return at most, 0 for all."`
}

type cohortContext struct {
	ContextID    int    `name:"contextid" default:"0" doc:"Id of a context; 0 when contextlevel names it."`
	ContextLevel string `name:"contextlevel" type:"alphanum" default:"" doc:"Kind of place: system, coursecat, course or user."`
	InstanceID   int    `name:"instanceid" default:"0" doc:"Id of the category, course or user."`
}

type foundCohorts struct {
	Cohorts []cohortInfo `name:"cohorts" doc:"The cohorts found, ordered by name."`
}

func (l *Library) cohortSearch() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_cohort_search_cohorts",
		Summary: "Searches cohorts by text, page by page.",
		Description: "Returns cohorts of a place, of the places above it, or of the whole site, whose name, id number or description holds a text. " +
			"Needs `moodle/cohort:view` or `moodle/cohort:manage` in the place. Whoever holds it in a course only finds the visible cohorts of the " +
			"categories above it and of the site, and nothing with `all`. A place that does not exist is refused as `notfound`, a value of includes " +
			"that is not known as `codingerror`.",
		Effect:       call.Read,
		Capabilities: union(viewing, readingCohorts),
		Errors:       after(courseErrors, call.NoPermission, call.CodingError),
		Ajax:         true,
		Example: call.Example{
			Arguments: `{"query": "year", "context": {"contextlevel": "system"}}`,
			Result: `{"cohorts": [{"id": 1, "name": "Year 5", "idnumber": "y5", "description": "", "descriptionformat": 1, "visible": true,
				"theme": "", "customfields": []}]}`,
		},
	}, l.searchCohorts)
}

func (l *Library) searchCohorts(ctx context.Context, c *call.Call, in cohortSearchIn) (foundCohorts, error) {
	none := foundCohorts{Cohorts: []cohortInfo{}}
	where, err := in.Context.place()
	if err != nil {
		return none, err
	}
	for _, limit := range []struct {
		name  string
		value int
	}{{"limitfrom", in.From}, {"limitnum", in.Number}} {
		if limit.value < 0 || limit.value > math.MaxInt32 {
			return none, call.Invalid(limit.name, "found %d, expected a number that is not negative.", limit.value)
		}
	}
	conditions, err := l.cohortsAround(ctx, c, where, in.Includes)
	if err != nil {
		return none, err
	}
	if in.Number == 0 {
		in.Number = math.MaxInt32
	}
	cohorts, err := l.db().Cohort.Query().Where(conditions...).Where(cohortHolds(in.Query)...).
		Order(cohort.ByName(), cohort.ByIDNumber(), cohort.ByID()).Offset(in.From).Limit(in.Number).All(ctx)
	if err != nil {
		return none, err
	}
	return foundCohorts{l.describeCohorts(c, cohorts)}, nil
}

// place is the place that the context names.
func (in cohortContext) place() (place, error) {
	if in.ContextID != 0 && in.ContextLevel != "" {
		return place{}, call.Invalid("context.contextlevel", "stands beside contextid: give only one of them.")
	}
	if in.ContextID == 0 && in.ContextLevel == "" {
		return place{}, call.Invalid("context", "names no place: give contextid, or contextlevel and instanceid.")
	}
	where, err := placeNamed(in.ContextID, &in.ContextLevel, &in.InstanceID)
	var known *call.Error
	if errors.As(err, &known) {
		moved := *known
		moved.Path = "context." + known.Path
		err = &moved
	}
	return where, err
}

// cohortsAround are the conditions of cohorts that the caller may see from a place. It fails unless the caller may search there.
func (l *Library) cohortsAround(ctx context.Context, c *call.Call, where place, includes string) ([]predicate.Cohort, error) {
	course, above, err := l.enterToSearch(ctx, c, where)
	if err != nil {
		return nil, err
	}
	everything := requireAny(c, 0, readingCohorts) == nil
	if !everything {
		if err := atPath(requireAny(c, course, readingCohorts), "context"); err != nil {
			return nil, err
		}
	}
	var places []predicate.Cohort
	switch own := where.level == systemLevel || where.level == categoryLevel; includes {
	case "all":
		if everything {
			return nil, nil
		}
	case "parents":
		places = append(places, cohort.CategoryIDIsNil(), cohort.CategoryIDIn(above...))
	case "self":
		if own && where.level == systemLevel {
			places = append(places, cohort.CategoryIDIsNil())
		} else if own {
			places = append(places, cohort.CategoryID(where.instance))
		}
	default:
		return nil, call.Errorf(call.CodingError, "found %q, expected self, parents or all.", includes).At("includes")
	}
	if len(places) == 0 {
		return []predicate.Cohort{cohort.IDIn()}, nil
	}
	conditions := []predicate.Cohort{cohort.Or(places...)}
	if !everything {
		conditions = append(conditions, cohort.Visible(true))
	}
	return conditions, nil
}

// enterToSearch enters the place of a search. It returns the course that the place is, 0 for none, and the categories from the place
// upwards.
func (l *Library) enterToSearch(ctx context.Context, c *call.Call, where place) (course int, above []int, err error) {
	if where.level != courseLevel {
		if err := l.enterSite(c); err != nil || where.level != categoryLevel {
			return 0, nil, err
		}
		above, err := categoriesUp(ctx, l.db(), &where.instance)
		if err == nil && len(above) == 0 {
			err = missing("category", where.instance).At("context")
		}
		return 0, above, err
	}
	found, err := l.enterCourse(ctx, c, l.db(), where.instance)
	if err != nil {
		return 0, nil, atPath(err, "context")
	}
	above, err = categoriesUp(ctx, l.db(), found.CategoryID)
	return found.ID, above, err
}

// categoriesUp are the ids of a category and of all above it; none when it does not exist.
func categoriesUp(ctx context.Context, db *ent.Client, id *int) ([]int, error) {
	var way []int
	for id != nil {
		found, err := db.Category.Query().Where(category.ID(*id)).All(ctx)
		if err != nil || len(found) == 0 {
			return way, err
		}
		way, id = append(way, *id), found[0].ParentID
	}
	return way, nil
}

// cohortHolds are the conditions of cohorts that hold a text. It is compared twice, because SQLite knows upper and lower case of the
// letters of ASCII only: others it finds as they are written.
func cohortHolds(text string) []predicate.Cohort {
	if text == "" {
		return nil
	}
	return []predicate.Cohort{cohort.Or(
		cohort.NameContainsFold(text), cohort.NameContains(text),
		cohort.IDNumberContainsFold(text), cohort.IDNumberContains(text),
		cohort.DescriptionContainsFold(text), cohort.DescriptionContains(text),
	)}
}
