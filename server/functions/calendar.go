package functions

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/calendarevent"
	"gatehouse/ent/course"
	"gatehouse/ent/enrolment"
	"gatehouse/ent/groupmember"
	"gatehouse/ent/user"
	"gatehouse/server/call"
)

// The capabilities that decide who writes into which calendar. What is held in the site is held in every course.
const (
	manageEntries      = "moodle/calendar:manageentries"      // of the site, or of a course and its groups
	manageGroupEntries = "moodle/calendar:managegroupentries" // of the groups that one is in
	manageOwnEntries   = "moodle/calendar:manageownentries"
)

// seeingEvents are the capabilities that eventSight asks for: every function about events declares them.
var seeingEvents = union(viewing, []string{manageEntries, manageGroupEntries, manageOwnEntries, manageCategories, accessAllGroups})

// eventSight knows which events the caller sees, and which the caller may change.
type eventSight struct {
	c          *call.Call
	site       bool // the token reaches beyond one course
	everything bool // the caller manages the calendar of the site, and with it every other
	courses    map[int]*ent.Course
	obstacles  map[int]error
	groups     map[int]bool // that the caller is in
	categories map[int]bool // of the courses that the caller takes part in, and those above them
}

// eventSight finds out what the caller sees of the courses given, of his or her groups and of categories.
func (l *Library) eventSight(ctx context.Context, c *call.Call, courses []int) (*eventSight, error) {
	s := &eventSight{c: c, site: c.Within(0) == nil, groups: map[int]bool{}}
	s.everything = s.site && c.Holds(manageEntries, 0)
	var err error
	if s.courses, s.obstacles, err = l.enterCourses(ctx, c, courses); err != nil {
		return nil, err
	}
	mine, err := l.db().GroupMember.Query().Where(groupmember.UserID(c.User().ID)).Select(groupmember.FieldGroupID).Ints(ctx)
	if err != nil {
		return nil, err
	}
	for _, id := range mine {
		s.groups[id] = true
	}
	s.categories, err = l.categoriesOfCaller(ctx, c)
	return s, err
}

// categoriesOfCaller are the categories of the courses that the caller takes part in, and those above them.
func (l *Library) categoriesOfCaller(ctx context.Context, c *call.Call) (map[int]bool, error) {
	courses, err := l.db().Course.Query().
		Where(course.HasEnrolmentsWith(enrolment.UserID(c.User().ID), takingPart(c.At)), course.CategoryIDNotNil()).All(ctx)
	if err != nil || len(courses) == 0 {
		return nil, err
	}
	all, err := l.db().Category.Query().All(ctx)
	if err != nil {
		return nil, err
	}
	above := make(map[int]*int, len(all))
	for _, row := range all {
		above[row.ID] = row.ParentID
	}
	seen := map[int]bool{}
	for _, found := range courses {
		if !found.Visible && !c.Holds("moodle/course:viewhiddencourses", found.ID) {
			continue
		}
		for id := found.CategoryID; id != nil && !seen[*id]; id = above[*id] {
			seen[*id] = true
		}
	}
	return seen, nil
}

// course says whether the caller may enter a course; who manages the calendar of the site sees every course's.
func (s *eventSight) course(id *int) bool {
	return id != nil && s.courses[*id] != nil && (s.everything || s.obstacles[*id] == nil)
}

// group says whether the caller sees what a group of a course does.
func (s *eventSight) group(id, courseID int) bool {
	return s.course(&courseID) && (s.groups[id] || s.c.Holds(manageEntries, courseID) || s.c.Holds(accessAllGroups, courseID))
}

// category says whether the caller sees the events of a category.
func (s *eventSight) category(id int) bool {
	return s.site && (s.everything || s.categories[id] || s.c.Holds(manageCategories, 0))
}

// sees says whether the caller sees an event. Hidden ones are seen by those who may change them.
func (s *eventSight) sees(e *ent.CalendarEvent) bool {
	if !e.Visible && !s.changes(e) {
		return false
	}
	switch e.Kind {
	case calendarevent.KindCourse:
		return s.course(e.CourseID)
	case calendarevent.KindGroup:
		return e.CourseID != nil && s.group(*e.GroupID, *e.CourseID)
	case calendarevent.KindCategory:
		return s.category(*e.CategoryID)
	case calendarevent.KindSite:
		return s.site
	}
	return s.everything || s.site && e.UserID == s.c.User().ID
}

// changes says whether the caller may create, change or delete an event.
func (s *eventSight) changes(e *ent.CalendarEvent) bool {
	if s.everything {
		return e.CourseID == nil || s.course(e.CourseID)
	}
	switch e.Kind {
	case calendarevent.KindCourse:
		return s.course(e.CourseID) && s.c.Holds(manageEntries, *e.CourseID)
	case calendarevent.KindGroup:
		return s.course(e.CourseID) && (s.c.Holds(manageEntries, *e.CourseID) ||
			s.groups[*e.GroupID] && s.c.Holds(manageGroupEntries, *e.CourseID))
	case calendarevent.KindCategory:
		return s.site && s.c.Holds(manageCategories, 0)
	case calendarevent.KindUser:
		return s.site && e.UserID == s.c.User().ID && s.c.Holds(manageOwnEntries, 0)
	}
	return false
}

// eventsByID finds events; what is not there is missing from the answer.
func eventsByID(ctx context.Context, db *ent.Client, ids []int) (map[int]*ent.CalendarEvent, error) {
	found := make(map[int]*ent.CalendarEvent, len(ids))
	for some := range slices.Chunk(distinct(ids), batchSize) {
		rows, err := db.CalendarEvent.Query().Where(calendarevent.IDIn(some...)).All(ctx)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			found[row.ID] = row
		}
	}
	return found, nil
}

// coursesOfEvents are the courses that events belong to.
func coursesOfEvents(events map[int]*ent.CalendarEvent) []int {
	var ids []int
	for _, e := range events {
		if e.CourseID != nil {
			ids = append(ids, *e.CourseID)
		}
	}
	return distinct(ids)
}

// courseOfEvent is the course that clients are told of: the site's own for an event of the site, 0 for none.
func courseOfEvent(e *ent.CalendarEvent) int {
	if e.Kind == calendarevent.KindSite {
		return siteCourse
	}
	return orZero(e.CourseID)
}

// orZero is an id that may be missing, as clients know it.
func orZero(id *int) int {
	if id == nil {
		return 0
	}
	return *id
}

// contextOfEvent is the context that the files of an event are kept in.
func contextOfEvent(e *ent.CalendarEvent) int {
	switch e.Kind {
	case calendarevent.KindCourse, calendarevent.KindGroup:
		return contextID(courseLevel, orZero(e.CourseID))
	case calendarevent.KindCategory:
		return contextID(categoryLevel, orZero(e.CategoryID))
	case calendarevent.KindUser:
		return contextID(userLevel, e.UserID)
	}
	return contextID(systemLevel, 0)
}

// eventText is the description of an event as the caller asked for texts.
func (l *Library) eventText(c *call.Call, e *ent.CalendarEvent) (text string, format int) {
	return l.formatText(c, e.Description, e.DescriptionFormat, fileArea{contextOfEvent(e), "calendar", "event_description", e.ID})
}

// siteTimezone is how a user's settings name the time zone of the site.
const siteTimezone = "99"

// callersZone is the time zone in which the caller reads the clock.
func (l *Library) callersZone(ctx context.Context, c *call.Call) (*time.Location, error) {
	name, err := l.db().User.Query().Where(user.ID(c.User().ID)).Select(user.FieldTimezone).String(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading the time zone of user %d: %w", c.User().ID, err)
	}
	if name == "" || name == siteTimezone {
		name = l.Store.Settings().Site.Timezone
	}
	return zoneNamed(name), nil
}

// zoneNamed finds a time zone by its name, or by hours from Greenwich as old installations keep it; UTC when it is neither.
func zoneNamed(name string) *time.Location {
	if hours, err := strconv.ParseFloat(name, 64); err == nil {
		return time.FixedZone(name, int(hours*3600))
	}
	if zone, err := time.LoadLocation(name); err == nil {
		return zone
	}
	return time.UTC
}
