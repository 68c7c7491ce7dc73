package functions

import (
	"context"

	"gatehouse/server/call"
	"gatehouse/server/files"
)

// readOfCategory lets those in who see the category; who manages categories sees hidden ones too.
func (l *Library) readOfCategory(ctx context.Context, c *call.Call, categoryID int, _ files.Folder) error {
	if c.Holds(manageCategories, 0) {
		_, err := l.db().Category.Get(ctx, categoryID)
		return err
	}
	way, err := l.categoryPath(ctx, categoryID)
	if err == nil && way == nil {
		err = call.Fail(call.FileNotFound)
	}
	return err
}

// readOfGrouping lets those in who manage the groups of the course: nobody else is shown groupings.
func (l *Library) readOfGrouping(ctx context.Context, c *call.Call, courseID int, f files.Folder) error {
	if err := l.readInCourse(ctx, c, courseID, f); err != nil {
		return err
	}
	found, err := l.db().Grouping.Get(ctx, f.ItemID)
	if err == nil && (found.CourseID != courseID || !c.Holds(manageGroups, courseID)) {
		err = call.Fail(call.FileNotFound)
	}
	return err
}

// readOfCohort lets those in who see cohorts.
func (l *Library) readOfCohort(ctx context.Context, c *call.Call, _ int, f files.Folder) error {
	if l.enterForCohorts(c, readingCohorts...) != nil {
		return call.Fail(call.FileNotFound)
	}
	found, err := l.db().Cohort.Get(ctx, f.ItemID)
	if err == nil && contextOfCohort(found) != f.ContextID {
		err = call.Fail(call.FileNotFound)
	}
	return err
}

// readOfEvent lets those in who see the event.
func (l *Library) readOfEvent(ctx context.Context, c *call.Call, _ int, f files.Folder) error {
	if err := mayAct(c); err != nil {
		return err
	}
	found, err := eventsByID(ctx, l.db(), []int{f.ItemID})
	if err != nil {
		return err
	}
	e := found[f.ItemID]
	if e == nil || contextOfEvent(e) != f.ContextID {
		return call.Fail(call.FileNotFound)
	}
	sight, err := l.eventSight(ctx, c, coursesOfEvents(found))
	if err == nil && !sight.sees(e) {
		err = call.Fail(call.FileNotFound)
	}
	return err
}
