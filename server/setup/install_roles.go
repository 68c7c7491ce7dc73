package setup

import (
	"context"
	"slices"
	"strings"

	"gatehouse/server/call"
	"gatehouse/server/store"
)

// builtInRole is one of the roles that every installation has. They are there from the start; what they hold may be changed.
type builtInRole struct {
	shortName, name string
	capabilities    []string
	mayAssign       []int
}

// builtInRoles stand in the order of their ids, from 1. None holds webservice/PROTOCOL:use: who may call over a protocol is
// always an administrator's decision.
var builtInRoles = []builtInRole{
	{"manager", "Manager", []string{
		"moodle/webservice:createtoken",
		"moodle/user:create", "moodle/user:update", "moodle/user:delete",
		"moodle/user:viewdetails", "moodle/user:viewalldetails", "moodle/user:viewhiddendetails",
		"moodle/course:create", "moodle/course:view", "moodle/course:update", "moodle/course:delete",
		"moodle/course:viewhiddencourses", "moodle/course:viewparticipants", "moodle/course:enrolreview",
		"moodle/course:managegroups", "moodle/course:useremail", "moodle/site:accessallgroups",
		"moodle/category:manage", "moodle/cohort:manage", "moodle/cohort:assign", "moodle/cohort:view",
		"moodle/role:assign", "moodle/role:review", "enrol/manual:enrol", "enrol/manual:unenrol",
		"moodle/site:sendmessage", "moodle/site:messageanyuser", "moodle/site:readallmessages",
	}, []int{1, 2, 3, 4, 5}},
	{"coursecreator", "Course creator", []string{"moodle/course:create", "moodle/course:viewhiddencourses"}, []int{3}},
	{"editingteacher", "Teacher", []string{
		"moodle/course:update", "moodle/course:viewhiddencourses", "moodle/course:viewparticipants", "moodle/course:enrolreview",
		"moodle/course:managegroups", "moodle/course:useremail", "moodle/site:accessallgroups",
		"moodle/user:viewdetails", "moodle/user:viewhiddendetails",
		"moodle/role:assign", "moodle/role:review", "enrol/manual:enrol", "enrol/manual:unenrol",
		"moodle/notes:view", "moodle/notes:manage", "moodle/calendar:manageentries", "moodle/calendar:managegroupentries",
		"moodle/site:messageanyuser",
	}, []int{4, 5}},
	{"teacher", "Non-editing teacher", []string{
		"moodle/course:viewhiddencourses", "moodle/course:viewparticipants", "moodle/course:enrolreview",
		"moodle/course:useremail", "moodle/user:viewdetails", "moodle/user:viewhiddendetails", "moodle/role:review",
		"moodle/notes:view", "moodle/notes:manage", "moodle/calendar:manageentries", "moodle/calendar:managegroupentries",
		"moodle/site:messageanyuser",
	}, nil},
	{"student", "Student", []string{"moodle/course:viewparticipants", "moodle/user:viewdetails"}, nil},
	{"guest", "Guest", nil, nil},
	{"user", "Authenticated user", []string{
		"moodle/webservice:createmobiletoken", "moodle/user:manageownfiles", "enrol/self:enrolself", "moodle/site:sendmessage",
		"moodle/calendar:manageownentries",
	}, nil},
	{"frontpage", "Authenticated user on the site course", nil, nil},
}

// managed are the beginnings of the capabilities that a manager holds as soon as some function asks for them.
var managed = []string{"moodle/course:", "moodle/category:", "moodle/user:", "moodle/group:", "moodle/cohort:", "moodle/role:", "moodle/notes:", "moodle/calendar:", "enrol/"}

func createRoles(ctx context.Context, tx *store.Tx, catalogue *call.Catalogue) error {
	for i, r := range builtInRoles {
		capabilities := r.capabilities
		if r.shortName == "manager" {
			capabilities = managerCapabilities(capabilities, catalogue.Capabilities())
		}
		err := tx.Role.Create().SetID(i + 1).SetShortName(r.shortName).SetName(r.name).SetSortOrder(i + 1).
			SetCapabilities(append([]string{}, capabilities...)).Exec(ctx)
		if err != nil {
			return err
		}
	}
	for i, r := range builtInRoles {
		if len(r.mayAssign) == 0 {
			continue
		}
		if err := tx.Role.UpdateOneID(i + 1).AddMayAssignIDs(r.mayAssign...).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

// managerCapabilities adds to what a manager always holds what the functions of this program ask for besides.
func managerCapabilities(always, asked []string) []string {
	all := slices.Clone(always)
	for _, capability := range asked {
		begins := func(prefix string) bool { return strings.HasPrefix(capability, prefix) }
		if slices.ContainsFunc(managed, begins) && !slices.Contains(all, capability) {
			all = append(all, capability)
		}
	}
	return all
}
