package functions

import (
	"context"

	"gatehouse/server/call"
)

// assignCapability is what giving out roles asks for, in the place where they are given.
const assignCapability = "moodle/role:assign"

type roleAssignIn struct {
	Assignments []newAssignment `name:"assignments" doc:"Who gets which role where."`
}

type newAssignment struct {
	RoleID       int     `name:"roleid" doc:"Id of the role."`
	UserID       int     `name:"userid" doc:"Id of the user who gets it."`
	ContextID    *int    `name:"contextid" doc:"Id of the place where the role holds. Give this, or contextlevel with instanceid."`
	ContextLevel *string `name:"contextlevel" type:"alpha" doc:"Kind of the place: system for the whole site, or course."`
	InstanceID   *int    `name:"instanceid" doc:"Id of the course. Not needed for the site."`
}

func (l *Library) roleAssign() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_role_assign_roles",
		Summary: "Gives users roles in the site or in courses.",
		Description: "Gives each user a role in the whole site or in one course; roles in categories and at users are not kept here and are refused, " +
			"as is a course that does not exist: `invalidparameter`. " +
			"A role that the user holds there already stays as it is. " +
			"Needs `moodle/role:assign` in the place, and a role that may give out the one named: nobody but a site administrator gives out more. " +
			"All roles are given or none: when one of them is refused, nothing of the call is kept.",
		Effect:       call.Write,
		Capabilities: union(viewing, []string{assignCapability}),
		Errors:       after(siteErrors, call.CannotEnter, call.NoPermission, call.UserNotFound),
		Example: call.Example{
			Arguments: `{"assignments": [{"roleid": 5, "userid": 12, "contextlevel": "course", "instanceid": 2}]}`,
			Result:    `null`,
		},
	}, l.assignRolesTo)
}

func (l *Library) assignRolesTo(ctx context.Context, c *call.Call, in roleAssignIn) (call.Void, error) {
	wanted, err := l.readAssignments(ctx, c, "assignments", in.Assignments)
	if err != nil || len(wanted) == 0 {
		return call.Void{}, err
	}
	return call.Void{}, l.write(ctx, c, func(ctx context.Context, w *writing) error {
		err := refuseUnknownUsers(ctx, w.Client, column(wanted, func(a assignment) int { return a.userID }), "assignments")
		if err != nil {
			return err
		}
		for _, a := range wanted {
			w.about("user", a.userID)
		}
		return assignRoles(ctx, w, wanted)
	})
}

// readAssignments reads the items of a parameter, and fails unless the caller may give out and take away each of the roles there.
func (l *Library) readAssignments(ctx context.Context, c *call.Call, list string, items []newAssignment) ([]assignment, error) {
	may, err := l.assignable(ctx, c)
	if err != nil {
		return nil, err
	}
	wanted := make([]assignment, len(items))
	entered := map[int]bool{}
	for i, a := range items {
		course, err := a.place(list, i)
		if err != nil {
			return nil, err
		}
		if !entered[course] {
			if err := l.enterToAssign(ctx, c, course); err != nil {
				return nil, a.refused(list, i, err)
			}
			entered[course] = true
		}
		if !may.may(a.RoleID, course) {
			return nil, call.Invalid(at(list, i, "roleid"), "The user %s may not give out or take away the role %d there.", c.User().Username, a.RoleID)
		}
		wanted[i] = assignment{a.UserID, a.RoleID, course}
	}
	return wanted, nil
}

// enterToAssign fails unless the caller may give out roles in a course, or with course 0 in the site.
func (l *Library) enterToAssign(ctx context.Context, c *call.Call, course int) error {
	var err error
	if course == 0 {
		err = l.enterSite(c)
	} else {
		_, err = l.enterCourse(ctx, c, l.db(), course)
	}
	if err != nil {
		return err
	}
	return c.Require(assignCapability, course)
}

// refused says of what keeps the caller out of a place that it is about item i of a list. A course that does not exist is a wrong
// parameter here: it makes no place.
func (a newAssignment) refused(list string, i int, err error) error {
	if known := call.AsError(err); known.Code == call.NotFound {
		key := "instanceid"
		if a.byContext() {
			key = "contextid"
		}
		return call.Invalid(at(list, i, key), "%s", known.Message)
	}
	return atPath(err, item(list, i))
}

// byContext says whether the place is given by its number, which counts before its kind.
func (a newAssignment) byContext() bool { return a.ContextID != nil && *a.ContextID != 0 }

// place is the course that item i of a list is about, 0 for the site.
func (a newAssignment) place(list string, i int) (course int, err error) {
	level, instance, known := contextLevel(0), 0, false
	path := at(list, i, "contextid")
	switch {
	case a.byContext():
		level, instance, known = contextOf(*a.ContextID)
	case value(a.ContextLevel) != "":
		path = at(list, i, "contextlevel")
		level, known = levelNames[*a.ContextLevel]
		if known && level != systemLevel {
			if a.InstanceID == nil {
				return 0, call.Invalid(at(list, i, "instanceid"), "is missing. It says which %s is meant.", *a.ContextLevel)
			}
			instance = *a.InstanceID
		}
	default:
		return 0, call.Invalid(path, "The place is missing: give contextid, or contextlevel with instanceid.")
	}
	switch {
	case !known:
		return 0, call.Invalid(path, "does not name a place.")
	case level == systemLevel:
		return 0, nil
	case level == courseLevel && instance > 0:
		return instance, nil
	case level == courseLevel:
		return 0, call.Invalid(at(list, i, "instanceid"), "found %d, expected the id of a course.", instance)
	}
	return 0, call.Invalid(path, "Roles are given in the site and in courses only.")
}
