package functions

import (
	"context"
	"math"
	"slices"

	entsql "entgo.io/ent/dialect/sql"

	"gatehouse/ent"
	"gatehouse/ent/enrolment"
	"gatehouse/ent/group"
	"gatehouse/ent/groupmember"
	"gatehouse/ent/predicate"
	"gatehouse/ent/role"
	"gatehouse/ent/roleassignment"
	"gatehouse/ent/user"
	"gatehouse/server/call"
)

// The capabilities that decide which participants of a course a caller may list.
const (
	viewParticipants = "moodle/course:viewparticipants"
	viewSiteUsers    = "moodle/site:viewparticipants"
	reviewEnrolments = "moodle/course:enrolreview"
	reviewRoles      = "moodle/role:review"
	accessAllGroups  = "moodle/site:accessallgroups"
)

// listingParticipants are the capabilities that enterToList and listable ask for: every function that lists participants
// declares them.
var listingParticipants = union([]string{viewParticipants, viewSiteUsers, reviewEnrolments, accessAllGroups, viewDetails}, viewing)

// union puts lists of capabilities together, each capability once.
func union(lists ...[]string) []string {
	all := slices.Concat(lists...)
	slices.Sort(all)
	return slices.Compact(all)
}

// separateGroups is the group mode of a course whose groups do not see one another.
const separateGroups = 1

// enterToList returns the course if the caller may list its participants. Besides the capabilities that Moodle asks for it is
// enough to see the details of users there, which says more than that they take part.
func (l *Library) enterToList(ctx context.Context, c *call.Call, courseID int) (*ent.Course, error) {
	found, err := l.enterCourse(ctx, c, l.db(), courseID)
	if err != nil {
		return nil, err
	}
	return found, mayList(c, courseID)
}

// mayList fails unless the caller may list the participants of a course that he or she can enter.
func mayList(c *call.Call, courseID int) error {
	ask := viewParticipants
	if courseID == siteCourse {
		ask = viewSiteUsers
	}
	if c.Holds(reviewEnrolments, courseID) || c.Holds(viewDetails, courseID) {
		return nil
	}
	return c.Require(ask, courseID)
}

// placeOf is the place in which the caller's capabilities over users count: the course, or 0 for the site.
func placeOf(course *ent.Course) int {
	if course.ID == siteCourse {
		return 0
	}
	return course.ID
}

// participants says which participants of a course are wanted.
type participants struct {
	course         *ent.Course
	groupID        int // members of this group only; 0 for all
	onlyActive     bool
	onlySuspended  bool
	withCapability string
	withRole       string // short name of a role that they hold in the course
	narrow         []predicate.User
	sortBy         string // id, firstname, lastname or siteorder
	descending     bool
	from, number   int // number 0: all
}

// find reads the participants that the caller may see, in one statement besides those that find out who that is.
func (l *Library) find(ctx context.Context, c *call.Call, p participants) ([]*ent.User, error) {
	query := l.db().User.Query().Where(user.Deleted(false), p.takePart(c))
	shown, err := l.listable(ctx, c, p)
	if err != nil {
		return nil, err
	}
	query.Where(shown...).Where(p.narrow...)
	if p.withRole != "" {
		query.Where(user.HasRoleAssignmentsWith(roleassignment.CourseID(p.course.ID), roleassignment.HasRoleWith(role.ShortName(p.withRole))))
	}
	if p.withCapability != "" {
		capable, err := l.capable(ctx, p.withCapability, p.course.ID)
		if err != nil {
			return nil, err
		}
		query.Where(capable...)
	}
	if p.number > 0 || p.from > 0 {
		query.Offset(p.from).Limit(p.limit())
	}
	return query.Order(p.order()...).All(ctx)
}

// limit is needed with every offset: SQLite knows none without the other.
func (p participants) limit() int {
	if p.number > 0 {
		return p.number
	}
	return math.MaxInt32
}

// takePart finds the users who take part. In the site everybody does, except the guest.
func (p participants) takePart(c *call.Call) predicate.User {
	if p.course.ID == siteCourse {
		everybody := user.IDNEQ(guestUser)
		if p.onlyActive || p.onlySuspended {
			return user.And(everybody, user.Suspended(p.onlySuspended))
		}
		return everybody
	}
	counts := user.HasEnrolmentsWith(enrolment.CourseID(p.course.ID), takingPart(c.At))
	switch {
	case p.onlyActive:
		return counts
	case p.onlySuspended:
		return user.And(user.HasEnrolmentsWith(enrolment.CourseID(p.course.ID)), user.Not(counts))
	}
	return user.HasEnrolmentsWith(enrolment.CourseID(p.course.ID))
}

// listable narrows participants to a group, and to the caller's own groups where groups do not see one another.
func (l *Library) listable(ctx context.Context, c *call.Call, p participants) ([]predicate.User, error) {
	var narrow []predicate.User
	if p.groupID != 0 {
		narrow = append(narrow, memberOf(group.ID(p.groupID), group.CourseID(p.course.ID)))
	}
	if c.Holds(accessAllGroups, p.course.ID) {
		return narrow, nil
	}
	mine := []predicate.Group{group.CourseID(p.course.ID), group.HasMembersWith(groupmember.UserID(c.User().ID))}
	if p.groupID != 0 {
		member, err := l.db().Group.Query().Where(append(mine, group.ID(p.groupID))...).Exist(ctx)
		if err != nil || member {
			return narrow, err
		}
		return nil, c.Require(accessAllGroups, p.course.ID)
	}
	if p.course.GroupMode == separateGroups {
		narrow = append(narrow, memberOf(mine...))
	}
	return narrow, nil
}

func memberOf(groups ...predicate.Group) predicate.User {
	return user.HasGroupMembershipsWith(groupmember.HasGroupWith(groups...))
}

// capable narrows users to those who hold a capability in a course by a role.
func (l *Library) capable(ctx context.Context, capability string, courseID int) ([]predicate.User, error) {
	ids, everybody, err := l.rolesWith(ctx, capability)
	if err != nil {
		return nil, err
	}
	return capableBy(ids, everybody, courseID), nil
}

// capableBy narrows users to those who hold one of the roles in a course, or does not when everybody does.
func capableBy(ids []int, everybody bool, courseID int) []predicate.User {
	if everybody {
		return nil
	}
	held := []predicate.RoleAssignment{
		roleassignment.RoleIDIn(ids...),
		roleassignment.Or(roleassignment.CourseIDIsNil(), roleassignment.CourseID(courseID)),
	}
	return []predicate.User{user.HasRoleAssignmentsWith(held...)}
}

// order ends with the id, so that pages never overlap.
func (p participants) order() []user.OrderOption {
	direction := entsql.OrderAsc()
	if p.descending {
		direction = entsql.OrderDesc()
	}
	switch p.sortBy {
	case "firstname":
		return []user.OrderOption{user.ByFirstName(direction), user.ByID()}
	case "lastname":
		return []user.OrderOption{user.ByLastName(direction), user.ByID()}
	case "siteorder":
		return []user.OrderOption{user.ByLastName(direction), user.ByFirstName(direction), user.ByID(direction)}
	}
	return []user.OrderOption{user.ByID(direction)}
}
