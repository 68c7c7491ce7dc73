package functions

import (
	"strconv"
	"strings"

	"gatehouse/ent"
	"gatehouse/ent/coursemodule"
	"gatehouse/ent/coursesection"
	"gatehouse/ent/predicate"
	"gatehouse/server/call"
)

// contentsWanted says which part of a course's contents is wanted. An id of 0 is no limit, as is an empty name.
type contentsWanted struct {
	noModules, noContents bool
	sectionID             int
	sectionNumber         *int
	moduleID              int
	kind                  string
	instance              int // counts together with kind
}

// readContentsOptions reads the options of core_course_get_contents. Of an option that is given twice the first counts.
func readContentsOptions(options []contentsOption) (w contentsWanted, err error) {
	seen := map[string]bool{}
	for i, o := range options {
		if seen[o.Name] {
			continue
		}
		seen[o.Name] = true
		path, number := at("options", i, "value"), 0
		switch o.Name {
		case "excludemodules":
			w.noModules, err = readSwitch(path, o.Value)
		case "excludecontents":
			w.noContents, err = readSwitch(path, o.Value)
		case "includestealthmodules": // there are none
			_, err = readSwitch(path, o.Value)
		case "sectionid":
			w.sectionID, err = readNumber(path, o.Value)
		case "sectionnumber":
			number, err = readNumber(path, o.Value)
			w.sectionNumber = &number
		case "cmid":
			w.moduleID, err = readNumber(path, o.Value)
		case "modid":
			w.instance, err = readNumber(path, o.Value)
		case "modname":
			if w.kind = o.Value; w.kind == "" || !call.Type("plugin").Accepts(w.kind) {
				err = call.Errorf(call.CourseParameter, "found %q, expected a kind of modules, such as page.", o.Value).At("%s", path)
			}
		default:
			err = call.Errorf(call.CourseParameter, "There is no option %q.", o.Name).At("%s", at("options", i, "name"))
		}
		if err != nil {
			return w, err
		}
	}
	return w, nil
}

// readSwitch reads an option that is on or off.
func readSwitch(path, value string) (bool, error) {
	switch strings.ToLower(value) {
	case "1", "true", "yes", "on":
		return true, nil
	case "", "0", "false", "no", "off":
		return false, nil
	}
	return false, call.Errorf(call.CourseParameter, "found %q, expected 1 or 0.", value).At("%s", path)
}

func readNumber(path, value string) (int, error) {
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return 0, call.Errorf(call.CourseParameter, "found %q, expected a whole number.", value).At("%s", path)
	}
	return int(n), nil
}

// sections finds those sections of a course that are wanted.
func (w contentsWanted) sections(course *ent.Course) []predicate.CourseSection {
	which := []predicate.CourseSection{coursesection.CourseID(course.ID)}
	if w.sectionID != 0 {
		which = append(which, coursesection.ID(w.sectionID))
	}
	if w.sectionNumber != nil {
		which = append(which, coursesection.Number(*w.sectionNumber))
	}
	return which
}

// modules finds those modules of a course that are wanted.
func (w contentsWanted) modules(course *ent.Course) []predicate.CourseModule {
	which := []predicate.CourseModule{coursemodule.HasSectionWith(w.sections(course)...)}
	if w.moduleID != 0 {
		which = append(which, coursemodule.ID(w.moduleID))
	}
	if w.kind != "" {
		which = append(which, coursemodule.KindEQ(coursemodule.Kind(w.kind)))
		if w.instance != 0 {
			which = append(which, coursemodule.ID(w.instance))
		}
	}
	return which
}
