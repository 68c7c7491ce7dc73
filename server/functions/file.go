package functions

import (
	"context"
	"strconv"

	"gatehouse/ent"
	"gatehouse/ent/course"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

// byLevel as the id of a context means that level and instance name the place instead.
const byLevel = -1

// place is what a context stands for.
type place struct {
	level    contextLevel
	instance int
}

func (p place) contextID() int { return contextID(p.level, p.instance) }

// placeNamed finds the place that parameters name: by the id of a context, or by its level and the id of what stands there.
func placeNamed(id int, level *string, instance *int) (place, error) {
	if id != 0 && id != byLevel {
		named, number, ok := contextOf(id)
		if !ok {
			return place{}, call.Errorf(call.NotFound, "There is no context %d.", id).At("contextid")
		}
		return place{named, number}, nil
	}
	if level == nil || instance == nil {
		return place{}, call.Invalid("contextid", "is missing: give a context, or contextlevel and instanceid.")
	}
	named, ok := levelNames[*level]
	if !ok {
		return place{}, call.Invalid("contextlevel", "found %q, expected system, user, coursecat or course.", *level)
	}
	if named == systemLevel {
		return place{systemLevel, 0}, nil
	}
	if *instance <= 0 {
		return place{}, call.Errorf(call.NotFound, "There is no %s %s.", *level, strconv.Itoa(*instance)).At("instanceid")
	}
	return place{named, *instance}, nil
}

// node is a place, a folder or a file on the way from the system to a file. What a place has not is null.
type node struct {
	ContextID int     `name:"contextid" doc:"Id of the context."`
	Component *string `name:"component" type:"component" optional:"false" doc:"Component that keeps the files; null for a place."`
	FileArea  *string `name:"filearea" type:"area" optional:"false" doc:"Area of the component; null for a place."`
	ItemID    *int    `name:"itemid" optional:"false" doc:"Item within the area; null for a place."`
	FilePath  *string `name:"filepath" type:"text" optional:"false" doc:"Path of the folder; null for a place."`
	FileName  string  `name:"filename" type:"text" doc:"Name, as people read it."`
}

// wayTo is the way from the system down to a place, the place included, as far as the caller may go. ok is false when the caller
// may not look at the place or there is none.
func (l *Library) wayTo(ctx context.Context, c *call.Call, p place) (way []node, ok bool, err error) {
	way = []node{{ContextID: contextID(systemLevel, 0), FileName: "System"}}
	switch p.level {
	case systemLevel:
		return way, true, nil
	case userLevel:
		if p.instance != c.User().ID || c.User().Guest {
			return nil, false, nil
		}
		return append(way, node{ContextID: p.contextID(), FileName: c.User().FullName()}), true, nil
	case categoryLevel:
		above, err := l.categoryPath(ctx, p.instance)
		return append(way, above...), above != nil, err
	case courseLevel:
		return l.wayToCourse(ctx, c, way, p.instance)
	}
	return nil, false, nil
}

func (l *Library) wayToCourse(ctx context.Context, c *call.Call, way []node, id int) ([]node, bool, error) {
	found, err := l.enterCourse(ctx, c, l.db(), id)
	if err != nil {
		return nil, false, err
	}
	if found.CategoryID != nil {
		above, err := l.categoryPath(ctx, *found.CategoryID)
		if err != nil {
			return nil, false, err
		}
		way = append(way, above...)
	}
	return append(way, courseNode(c, found)), true, nil
}

// categoryPath is the way from a top category down to a category; nil when it, or one above it, is hidden or not there.
func (l *Library) categoryPath(ctx context.Context, id int) ([]node, error) {
	var way []node
	for next := &id; next != nil; {
		found, err := l.db().Category.Get(ctx, *next)
		if store.Missing(err) || err == nil && !found.Visible {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		way = append([]node{{ContextID: contextID(categoryLevel, found.ID), FileName: found.Name}}, way...)
		next = found.ParentID
	}
	return way, nil
}

func courseNode(c *call.Call, found *ent.Course) node {
	name := "Site home"
	if found.ID != siteCourse {
		name = formatName(c, found.FullName)
	}
	return node{ContextID: contextID(courseLevel, found.ID), FileName: name}
}

// coursesIn are the visible courses of a category into which the caller may look.
func (l *Library) coursesIn(ctx context.Context, c *call.Call, categoryID int) ([]node, error) {
	courses, err := l.db().Course.Query().Where(course.CategoryID(categoryID)).Order(course.BySortOrder(), course.ByID()).All(ctx)
	if err != nil {
		return nil, err
	}
	var nodes []node
	for _, found := range courses {
		if _, err := l.enterCourse(ctx, c, l.db(), found.ID); err == nil {
			nodes = append(nodes, courseNode(c, found))
		} else if code := call.AsError(err).Code; code == call.Internal {
			return nil, err
		}
	}
	return nodes, nil
}
