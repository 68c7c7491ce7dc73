package functions

import (
	"context"

	"gatehouse/server/call"
)

type roleUnassignIn struct {
	Unassignments []endedAssignment `name:"unassignments" doc:"Who loses which role where."`
}

// endedAssignment has the fields of newAssignment.
type endedAssignment struct {
	RoleID       int     `name:"roleid" doc:"Id of the role."`
	UserID       int     `name:"userid" doc:"Id of the user who loses it."`
	ContextID    *int    `name:"contextid" doc:"Id of the place where the role holds. Give this, or contextlevel with instanceid."`
	ContextLevel *string `name:"contextlevel" type:"alpha" doc:"Kind of the place: system for the whole site, or course."`
	InstanceID   *int    `name:"instanceid" doc:"Id of the course. Not needed for the site."`
}

func (l *Library) roleUnassign() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_role_unassign_roles",
		Summary: "Takes roles in the site or in courses away from users.",
		Description: "Takes from each user a role in the whole site or in one course. A role that the user does not hold there is passed over. " +
			"Roles in categories and at users are not kept here and are refused, as is a course that does not exist: `invalidparameter`. " +
			"Needs `moodle/role:assign` in the place, and a role that may give out the one named: nobody but a site administrator takes away more. " +
			"The user keeps taking part in the course. All roles are taken away or none: when one of them is refused, nothing of the call is kept.",
		Effect:       call.Write,
		Capabilities: union(viewing, []string{assignCapability}),
		Errors:       after(siteErrors, call.CannotEnter, call.NoPermission),
		Example: call.Example{
			Arguments: `{"unassignments": [{"roleid": 5, "userid": 11, "contextlevel": "course", "instanceid": 2}]}`,
			Result:    `null`,
		},
	}, l.unassignRoles)
}

func (l *Library) unassignRoles(ctx context.Context, c *call.Call, in roleUnassignIn) (call.Void, error) {
	items := column(in.Unassignments, func(e endedAssignment) newAssignment { return newAssignment(e) })
	ended, err := l.readAssignments(ctx, c, "unassignments", items)
	if err != nil || len(ended) == 0 {
		return call.Void{}, err
	}
	return call.Void{}, l.write(ctx, c, func(ctx context.Context, w *writing) error { return endAssignments(ctx, w, ended) })
}
