package people

import (
	"context"

	"gatehouse/ent"
	"gatehouse/ent/predicate"
	"gatehouse/ent/roleassignment"
	"gatehouse/server/call"
	"gatehouse/server/journal"
	"gatehouse/server/store"
)

// AssignRole gives a user a role, in one course or (with nil) in the whole site. Given already, nothing happens.
func AssignRole(ctx context.Context, tx *store.Tx, by journal.Actor, userID, roleID int, courseID *int) error {
	u, err := tx.User.Get(ctx, userID)
	if store.Missing(err) || err == nil && u.Deleted {
		return call.Fail(call.UserNotFound)
	}
	if err != nil {
		return err
	}
	held, err := tx.RoleAssignment.Query().Where(assignment(userID, roleID, courseID)...).Exist(ctx)
	if err != nil || held {
		return err
	}
	subject, err := nameAssignment(ctx, tx, u, roleID, courseID)
	if err != nil {
		return err
	}
	if err := tx.RoleAssignment.Create().SetUserID(userID).SetRoleID(roleID).SetNillableCourseID(courseID).Exec(ctx); err != nil {
		return err
	}
	tx.Changed(store.UserChanged, userID)
	return journal.Audit(ctx, tx, by, journal.Event{Action: "role.assign", Subject: subject, Object: userObject(u)})
}

// UnassignRole takes a role from a user. Where it is not held, nothing happens.
func UnassignRole(ctx context.Context, tx *store.Tx, by journal.Actor, userID, roleID int, courseID *int) error {
	u, err := tx.User.Get(ctx, userID)
	if store.Missing(err) {
		return call.Fail(call.UserNotFound)
	}
	if err != nil {
		return err
	}
	gone, err := tx.RoleAssignment.Delete().Where(assignment(userID, roleID, courseID)...).Exec(ctx)
	if err != nil || gone == 0 {
		return err
	}
	tx.Changed(store.UserChanged, userID)
	subject, err := nameAssignment(ctx, tx, u, roleID, courseID)
	if err != nil {
		return err
	}
	return journal.Audit(ctx, tx, by, journal.Event{Action: "role.unassign", Subject: subject, Object: userObject(u)})
}

func assignment(userID, roleID int, courseID *int) []predicate.RoleAssignment {
	where := []predicate.RoleAssignment{roleassignment.UserID(userID), roleassignment.RoleID(roleID)}
	if courseID == nil {
		return append(where, roleassignment.CourseIDIsNil())
	}
	return append(where, roleassignment.CourseID(*courseID))
}

// nameAssignment says an assignment as a person would: "ada: manager in BIO".
func nameAssignment(ctx context.Context, tx *store.Tx, u *ent.User, roleID int, courseID *int) (string, error) {
	role, err := tx.Role.Get(ctx, roleID)
	if store.Missing(err) {
		return "", call.Errorf(call.NotFound, "There is no role %d.", roleID)
	}
	if err != nil {
		return "", err
	}
	name := u.Username + ": " + role.ShortName
	if courseID == nil {
		return name, nil
	}
	course, err := tx.Course.Get(ctx, *courseID)
	if store.Missing(err) {
		return "", call.Errorf(call.NotFound, "There is no course %d.", *courseID)
	}
	if err != nil {
		return "", err
	}
	return name + " in " + course.ShortName, nil
}
