package functions

import (
	"fmt"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/coursemodule"
	"gatehouse/server/call"
)

// What those hold who see what is hidden from the participants of a course.
const (
	seeHiddenSections = "moodle/course:viewhiddensections"
	seeHiddenModules  = "moodle/course:viewhiddenactivities"
)

// sectionShown says whether the caller sees into a section of a course that the caller may enter.
func sectionShown(c *call.Call, section *ent.CourseSection) bool {
	return section.Visible || c.Holds(seeHiddenSections, section.CourseID)
}

// moduleShown says whether the caller sees a module in a section that the caller sees into. The module knows its section.
func moduleShown(c *call.Call, module *ent.CourseModule) bool {
	return moduleVisible(module) || c.Holds(seeHiddenModules, module.Edges.Section.CourseID)
}

// moduleVisible says whether participants see a module: what stands in a hidden section is hidden too.
func moduleVisible(module *ent.CourseModule) bool {
	return module.Visible && module.Edges.Section.Visible
}

// moduleComponent is the component that keeps the files of a module.
func moduleComponent(module *ent.CourseModule) string { return "mod_" + module.Kind.String() }

// modulesCalled are the kinds of modules, in the plural.
var modulesCalled = map[coursemodule.Kind]string{
	coursemodule.KindLabel: "Text and media areas", coursemodule.KindPage: "Pages", coursemodule.KindURL: "Links",
	coursemodule.KindResource: "Files", coursemodule.KindFolder: "Folders",
}

// sectionName is what a section is called. One without a name of its own is called by its week in a course that goes by weeks, and
// by its number in others.
func sectionName(c *call.Call, course *ent.Course, section *ent.CourseSection, zone *time.Location) string {
	switch {
	case section.Name != "":
		return formatName(c, section.Name)
	case section.Number == 0:
		return "General"
	case course.Format == "weeks" && course.StartDate != nil:
		const day = "2 January"
		first := course.StartDate.In(zone).AddDate(0, 0, 7*(section.Number-1))
		return first.Format(day) + " - " + first.AddDate(0, 0, 6).Format(day)
	}
	return fmt.Sprintf("Section %d", section.Number)
}
