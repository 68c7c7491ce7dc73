package functions

import (
	"context"
	"maps"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/course"
	"gatehouse/ent/enrolment"
	"gatehouse/server/call"
)

// The capabilities that functions about courses ask for besides those of enterCourse.
const (
	createCourse  = "moodle/course:create"
	courseVisible = "moodle/course:visibility"
	updateCourse  = "moodle/course:update"
)

// courseOption is one option of a course's format.
type courseOption struct {
	Name  string `name:"name" type:"alphanumext" doc:"Name of the option, for example coursedisplay."`
	Value string `name:"value" type:"raw" doc:"Value of the option."`
}

// courseFormats are the ways in which a course may be laid out, each with its options and what they are when nobody set them.
// A course cannot be created in the format of the site.
var courseFormats = map[string][]courseOption{
	"topics":         {{"hiddensections", "1"}, {"coursedisplay", "0"}},
	"weeks":          {{"hiddensections", "1"}, {"coursedisplay", "0"}, {"automaticenddate", "1"}},
	"social":         {{"numdiscussions", "10"}},
	"singleactivity": {{"activitytype", "forum"}},
	"site":           {},
}

// formatOptions are the options of a course's format: first those that the format has, then whatever else was stored.
func formatOptions(course *ent.Course) []courseOption {
	stored := maps.Clone(course.FormatOptions)
	list := []courseOption{}
	for _, option := range courseFormats[course.Format] {
		if v, ok := stored[option.Name]; ok {
			option.Value = v
			delete(stored, option.Name)
		}
		list = append(list, option)
	}
	for _, name := range slices.Sorted(maps.Keys(stored)) {
		list = append(list, courseOption{name, stored[name]})
	}
	return list
}

// courseNames are the full and the short name of a course as the caller asked for texts. The site is called as its settings say.
func (l *Library) courseNames(c *call.Call, course *ent.Course) (full, short string) {
	full, short = course.FullName, course.ShortName
	if course.ID == siteCourse {
		site := l.Store.Settings().Site
		full, short = site.Name, site.ShortName
	}
	return formatName(c, full), formatName(c, short)
}

// courseSummary is a course's summary as the caller asked for texts.
func (l *Library) courseSummary(c *call.Call, course *ent.Course) (text string, format int) {
	return l.formatText(c, course.Summary, course.SummaryFormat, fileArea{contextID(courseLevel, course.ID), "course", "summary", 0})
}

// courseCategory is the category of a course, 0 for the site.
func courseCategory(course *ent.Course) int {
	if course.CategoryID == nil {
		return 0
	}
	return *course.CategoryID
}

// coursesInCategory is how many places a category has in the order of all courses.
const coursesInCategory = 10000

// sortPlaces numbers courses in the order in which a site shows them, as clients know it: 10000 for each category up to theirs,
// and the place in it, counted from the first course of the category. The site comes before everything.
func (l *Library) sortPlaces(ctx context.Context, courses []*ent.Course) (map[int]int, error) {
	tree, err := readCategoryTree(ctx, l.db())
	if err != nil {
		return nil, err
	}
	first, err := firstPlaces(ctx, l.db(), column(courses, courseCategory))
	if err != nil {
		return nil, err
	}
	places := make(map[int]int, len(courses))
	for _, course := range courses {
		in := courseCategory(course)
		places[course.ID] = 1 + course.SortOrder - first[in]
		if node := tree[in]; node != nil {
			places[course.ID] += coursesInCategory * node.place
		}
	}
	places[siteCourse] = 1
	return places, nil
}

// firstPlaces finds the place of the first course of each category; categories without courses are missing from the answer.
func firstPlaces(ctx context.Context, db *ent.Client, categories []int) (map[int]int, error) {
	first := map[int]int{}
	for some := range slices.Chunk(distinct(categories), batchSize) {
		var rows []struct {
			Category int `json:"category_id"`
			First    int `json:"first"`
		}
		err := db.Course.Query().Where(course.CategoryIDIn(some...)).
			GroupBy(course.FieldCategoryID).Aggregate(ent.As(ent.Min(course.FieldSortOrder), "first")).Scan(ctx, &rows)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			first[row.Category] = row.First
		}
	}
	return first, nil
}

// obstacles says of each course what keeps the caller out of it: of every course what enterCourse would say, with one look at
// the caller's enrolments for all of them. Courses without an obstacle are not in the answer.
func (l *Library) obstacles(ctx context.Context, c *call.Call, courses []*ent.Course) (map[int]error, error) {
	enrolled, err := enrolledIn(ctx, l.db(), c)
	if err != nil {
		return nil, err
	}
	found := map[int]error{}
	for _, course := range courses {
		if err := obstacle(c, course, func() (bool, error) { return enrolled[course.ID], nil }); err != nil {
			found[course.ID] = err
		}
	}
	return found, nil
}

// enrolledIn returns the courses that the caller takes part in at this moment.
func enrolledIn(ctx context.Context, db *ent.Client, c *call.Call) (map[int]bool, error) {
	ids, err := db.Enrolment.Query().Where(enrolment.UserID(c.User().ID), takingPart(c.At)).
		Unique(false).Select(enrolment.FieldCourseID).Ints(ctx)
	if err != nil {
		return nil, err
	}
	enrolled := make(map[int]bool, len(ids))
	for _, id := range ids {
		enrolled[id] = true
	}
	return enrolled, nil
}
