package functions

import (
	"context"

	"gatehouse/ent"
	"gatehouse/ent/coursemodule"
	"gatehouse/ent/coursesection"
	"gatehouse/ent/groupmember"
	"gatehouse/server/call"
	"gatehouse/server/files"
	"gatehouse/server/store"
)

// fileRule says where the files of an area stand, and who may read them.
type fileRule struct {
	level contextLevel // 0: on several, and read asks which
	items bool         // the files belong to items, whose ids stand in addresses
	read  func(l *Library, ctx context.Context, c *call.Call, instance int, f files.Folder) error
}

// fileRules are the areas whose files can be read: those whose addresses functions give out, each by the rule by which they do. What is
// not here is nobody's to read.
var fileRules = map[string]fileRule{
	"user/draft":                 {userLevel, true, (*Library).readOwn},
	"user/private":               {userLevel, false, (*Library).readOwn},
	"user/profile":               {userLevel, false, (*Library).readProfile},
	"coursecat/description":      {categoryLevel, false, (*Library).readOfCategory},
	"course/summary":             {courseLevel, false, (*Library).readInCourse},
	"course/overviewfiles":       {courseLevel, false, (*Library).readInCourse},
	"course/section":             {courseLevel, true, (*Library).readInSection},
	"group/description":          {courseLevel, true, (*Library).readOfGroup},
	"group/icon":                 {courseLevel, true, (*Library).readOfGroup},
	"grouping/description":       {courseLevel, true, (*Library).readOfGrouping},
	"cohort/description":         {0, true, (*Library).readOfCohort},
	"calendar/event_description": {0, true, (*Library).readOfEvent},
	"mod_label/intro":            {moduleLevel, false, (*Library).readInModule},
	"mod_page/intro":             {moduleLevel, false, (*Library).readInModule},
	"mod_page/content":           {moduleLevel, false, (*Library).readInModule},
	"mod_url/intro":              {moduleLevel, false, (*Library).readInModule},
	"mod_resource/intro":         {moduleLevel, false, (*Library).readInModule},
	"mod_resource/content":       {moduleLevel, false, (*Library).readInModule},
	"mod_folder/intro":           {moduleLevel, false, (*Library).readInModule},
	"mod_folder/content":         {moduleLevel, false, (*Library).readInModule},
}

// UserContext is the context that the files of a user are kept in.
func (l *Library) UserContext(userID int) int { return contextID(userLevel, userID) }

// HasItems says whether the files of an area belong to items, whose ids stand in addresses.
func (l *Library) HasItems(component, area string) bool { return fileRules[component+"/"+area].items }

// MayRead fails unless the caller may read the files of a folder: with FileNotFound, or with what stops the caller on the way into
// the course.
func (l *Library) MayRead(ctx context.Context, c *call.Call, f files.Folder) error {
	rule, known := fileRules[f.Component+"/"+f.Area]
	level, instance, ok := contextOf(f.ContextID)
	if !known || !ok || rule.level != 0 && level != rule.level {
		return call.Fail(call.FileNotFound)
	}
	if level != courseLevel && level != moduleLevel { // enterCourse asks about courses
		if err := l.enterSite(c); err != nil {
			return err
		}
	}
	err := rule.read(l, ctx, c, instance, f)
	if err != nil && (store.Missing(err) || call.AsError(err).Code == call.NotFound) {
		return call.Fail(call.FileNotFound)
	}
	return err
}

func (l *Library) readOwn(_ context.Context, c *call.Call, userID int, _ files.Folder) error {
	if userID != c.User().ID || c.User().Guest {
		return call.Fail(call.FileNotFound)
	}
	return nil
}

// readProfile lets those in who are shown the user's description.
func (l *Library) readProfile(ctx context.Context, c *call.Call, userID int, _ files.Folder) error {
	found, err := l.db().User.Get(ctx, userID)
	if err != nil {
		return err
	}
	if found.Deleted {
		return call.Fail(call.FileNotFound)
	}
	shown, err := l.describeUsers(ctx, c, []*ent.User{found})
	if err == nil && len(shown) == 0 {
		err = call.Fail(call.FileNotFound)
	}
	return err
}

func (l *Library) readInCourse(ctx context.Context, c *call.Call, courseID int, _ files.Folder) error {
	_, err := l.enterCourse(ctx, c, l.db(), courseID)
	return err
}

func (l *Library) readInSection(ctx context.Context, c *call.Call, courseID int, f files.Folder) error {
	if err := l.readInCourse(ctx, c, courseID, f); err != nil {
		return err
	}
	section, err := l.db().CourseSection.Query().Where(coursesection.ID(f.ItemID), coursesection.CourseID(courseID)).Only(ctx)
	if err == nil && !sectionShown(c, section) {
		err = call.Fail(call.FileNotFound)
	}
	return err
}

// readInModule lets those in who are shown the module.
func (l *Library) readInModule(ctx context.Context, c *call.Call, moduleID int, f files.Folder) error {
	module, err := l.db().CourseModule.Query().Where(coursemodule.ID(moduleID)).WithSection().Only(ctx)
	if err != nil {
		return err
	}
	if err := l.readInCourse(ctx, c, module.Edges.Section.CourseID, f); err != nil {
		return err
	}
	if f.Component != moduleComponent(module) || !sectionShown(c, module.Edges.Section) || !moduleShown(c, module) {
		return call.Fail(call.FileNotFound)
	}
	return nil
}

// readOfGroup lets those in who manage the groups of the course, and members who may know that they are.
func (l *Library) readOfGroup(ctx context.Context, c *call.Call, courseID int, f files.Folder) error {
	if err := l.readInCourse(ctx, c, courseID, f); err != nil {
		return err
	}
	found, err := l.db().Group.Get(ctx, f.ItemID)
	if err != nil {
		return err
	}
	if found.CourseID != courseID {
		return call.Fail(call.FileNotFound)
	}
	if c.Holds(manageGroups, courseID) {
		return nil
	}
	member, err := l.db().GroupMember.Query().Where(groupmember.GroupID(found.ID), groupmember.UserID(c.User().ID)).Exist(ctx)
	if err == nil && (!member || found.Visibility == groupSeenByNobody) {
		err = call.Fail(call.FileNotFound)
	}
	return err
}
