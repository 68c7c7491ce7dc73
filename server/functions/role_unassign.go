package functions

import (
	"context"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/roleassignment"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

type roleUnassignIn struct {
	Unassignments []unassignment `name:"unassignments" doc:"Who loses which role where."`
}

type unassignment struct {
	RoleID       int     `name:"roleid" doc:"Id of the role."`
	UserID       int     `name:"userid" doc:"Id of the user who loses it."`
	ContextID    *int    `name:"contextid" doc:"Id of the place where the role is held. Give this, or contextlevel with instanceid."`
	ContextLevel *string `name:"contextlevel" type:"alpha" doc:"Kind of the place: system for the whole site, or course."`
	InstanceID   *int    `name:"instanceid" doc:"Id of the course. Not needed for the site."`
}

func (l *Library) roleUnassign() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_role_unassign_roles",
		Summary: "Takes roles from users, in the site or in courses.",
		Description: "Takes from each user a role held in the whole site or in one course; the enrolment of the user stays. Running servers honour it at once. " +
			"A role that the user does not hold there, and a user who does not exist, are passed over in silence, so that a call may be repeated. " +
			"Roles in categories and at users are not kept here and are refused, as is a course that does not exist: `invalidparameter`. " +
			"Needs `moodle/role:assign` in the place, and a role that may give out the one named: nobody but a site administrator takes more. " +
			"All roles are taken or none: when one of them is refused, nothing of the call is kept.",
		Effect:       call.Write,
		Capabilities: union(viewing, []string{assignCapability}),
		Example: call.Example{
			Arguments: `{"unassignments": [{"roleid": 5, "userid": 11, "contextlevel": "course", "instanceid": 2}]}`,
			Result:    `null`,
		},
	}, l.unassignRoles)
}

func (l *Library) unassignRoles(ctx context.Context, c *call.Call, in roleUnassignIn) (call.Void, error) {
	given := column(in.Unassignments, func(u unassignment) newAssignment { return newAssignment(u) })
	leaving, err := l.readAssignments(ctx, c, "unassignments", given)
	if err != nil || len(leaving) == 0 {
		return call.Void{}, err
	}
	return call.Void{}, l.write(ctx, c, func(ctx context.Context, w *writing) error {
		for some := range slices.Chunk(leaving, batchSize) {
			if err := takeRoles(ctx, w, some); err != nil {
				return err
			}
		}
		return nil
	})
}

// takeRoles takes those of the roles that are held.
func takeRoles(ctx context.Context, w *writing, leaving []assignment) error {
	rows, err := w.RoleAssignment.Query().Where(amongAssignments(leaving)).All(ctx)
	if err != nil {
		return err
	}
	asked := map[assignment]bool{}
	for _, a := range leaving {
		asked[a] = true
	}
	rows = slices.DeleteFunc(rows, func(row *ent.RoleAssignment) bool {
		return !asked[assignment{row.UserID, row.RoleID, courseOfAssignment(row)}]
	})
	if len(rows) == 0 {
		return nil
	}
	for _, row := range rows {
		w.about("user", row.UserID)
		w.Changed(store.UserChanged, row.UserID)
	}
	ids := column(rows, func(row *ent.RoleAssignment) int { return row.ID })
	_, err = w.RoleAssignment.Delete().Where(roleassignment.IDIn(ids...)).Exec(ctx)
	return err
}
