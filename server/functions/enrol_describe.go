package functions

import (
	"context"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/course"
	"gatehouse/ent/enrolment"
	"gatehouse/ent/group"
	"gatehouse/ent/groupmember"
	"gatehouse/ent/role"
	"gatehouse/ent/roleassignment"
	"gatehouse/server/call"
)

// viewHiddenGroups lets its holder see groups whose members are hidden.
const viewHiddenGroups = "moodle/course:viewhiddengroups"

// seeingGroups are the capabilities that decide which groups of others a caller sees.
var seeingGroups = []string{manageGroups, viewHiddenGroups}

// ownRoleNames are the roles that every site has. They go without a name of their own over the wire, as Moodle's do: clients
// call them in their own language.
var ownRoleNames = []string{"manager", "coursecreator", "editingteacher", "teacher", "guest", "student", "user", "frontpage"}

// partaking is a user in a course.
type partaking struct {
	user   *ent.User
	course *ent.Course
}

func (p partaking) key() pair { return pair{p.user.ID, p.course.ID} }

// partsOfUsers is what participants have in their courses.
type partsOfUsers struct {
	groups  map[pair][]participantGroup  // by the ids of user and course
	roles   map[pair][]participantRole   // the same
	courses map[int][]participantsCourse // by the id of the user
}

// describeParticipants describes users of one course as far as the caller may see them.
func (l *Library) describeParticipants(ctx context.Context, c *call.Call, in *ent.Course, users []*ent.User, fields fieldSet) ([]participant, error) {
	partakings := column(users, func(u *ent.User) partaking { return partaking{u, in} })
	parts, err := l.readParts(ctx, c, partakings, fields)
	if err != nil {
		return nil, err
	}
	list := []participant{}
	for _, p := range partakings {
		if described, ok := l.describePartaking(c, p, parts, fields); ok {
			list = append(list, described)
		}
	}
	return list, nil
}

// readParts reads what is asked for of participants, for all of them at once.
func (l *Library) readParts(ctx context.Context, c *call.Call, partakings []partaking, fields fieldSet) (*partsOfUsers, error) {
	parts := &partsOfUsers{map[pair][]participantGroup{}, map[pair][]participantRole{}, map[int][]participantsCourse{}}
	var users, courses []int
	for _, p := range partakings {
		users, courses = append(users, p.user.ID), append(courses, p.course.ID)
	}
	courses = distinct(courses)
	for some := range slices.Chunk(distinct(users), batchSize) {
		for _, part := range []struct {
			name string
			read func(ctx context.Context, c *call.Call, courses, users []int, into *partsOfUsers) error
		}{{"groups", l.readGroups}, {"roles", l.readRoles}, {"enrolledcourses", l.readCourses}} {
			if !fields.has(part.name) {
				continue
			}
			if err := part.read(ctx, c, courses, some, parts); err != nil {
				return nil, err
			}
		}
	}
	return parts, nil
}

// describePartaking describes a user in a course; ok is false when the caller may not see the user there.
func (l *Library) describePartaking(c *call.Call, in partaking, parts *partsOfUsers, fields fieldSet) (p participant, ok bool) {
	d, ok := l.visibleUser(c, in.user, placeOf(in.course))
	if !ok {
		return participant{}, false
	}
	p = d.participant()
	p.Groups, p.Roles, p.EnrolledCourses = parts.groups[in.key()], parts.roles[in.key()], parts.courses[in.user.ID]
	fields.keep(&p)
	return p, true
}

// participant is what is seen of a user, in the words of core_enrol_get_enrolled_users.
func (d userDetails) participant() participant {
	p := participant{
		ID: d.ID, Username: d.Username, FirstName: d.FirstName, LastName: d.LastName, FullName: d.FullName, Email: d.Email,
		Address: d.Address, Phone1: d.Phone1, Phone2: d.Phone2, Department: d.Department, Institution: d.Institution,
		IDNumber: d.IDNumber, Interests: d.Interests, FirstAccess: d.FirstAccess, LastAccess: d.LastAccess, LastCourseAccess: new(int),
		Description: d.Description, DescriptionFormat: d.DescriptionFormat, City: d.City, Country: d.Country,
		ImageSmall: &d.ImageSmall, Image: &d.Image, Preferences: d.Preferences,
	}
	for _, f := range d.CustomFields {
		p.CustomFields = append(p.CustomFields, profileField{"text", f.Value, f.ShortName, f.ShortName})
	}
	return p
}

func (l *Library) readGroups(ctx context.Context, c *call.Call, courses, users []int, into *partsOfUsers) error {
	mine, err := l.db().Group.Query().Where(group.CourseIDIn(courses...), group.HasMembersWith(groupmember.UserID(c.User().ID))).IDs(ctx)
	if err != nil {
		return err
	}
	rows, err := l.db().GroupMember.Query().Where(groupmember.UserIDIn(users...), groupmember.HasGroupWith(group.CourseIDIn(courses...))).
		WithGroup().Order(groupmember.ByGroupField(group.FieldName), groupmember.ByGroupID()).All(ctx)
	if err != nil {
		return err
	}
	for _, row := range rows {
		g := row.Edges.Group
		key := pair{row.UserID, g.CourseID}
		if !membershipSeen(c, g, row.UserID, slices.Contains(mine, g.ID)) {
			continue
		}
		description, format := l.groupDescription(c, g)
		into.groups[key] = append(into.groups[key], participantGroup{g.ID, formatName(c, g.Name), description, format})
	}
	return nil
}

// membershipSeen says whether the caller may know that a user is a member of a group.
func membershipSeen(c *call.Call, g *ent.Group, userID int, member bool) bool {
	switch {
	case g.Visibility == groupSeenByAll, g.Visibility == groupSeenByMembers && member:
		return true
	case g.Visibility == groupSeenByOneself && userID == c.User().ID:
		return true
	}
	return c.Holds(manageGroups, g.CourseID) || c.Holds(viewHiddenGroups, g.CourseID)
}

func (l *Library) readRoles(ctx context.Context, _ *call.Call, courses, users []int, into *partsOfUsers) error {
	rows, err := l.db().RoleAssignment.Query().Where(roleassignment.UserIDIn(users...), roleassignment.CourseIDIn(courses...)).
		WithRole().Order(roleassignment.ByRoleField(role.FieldSortOrder), roleassignment.ByRoleID()).All(ctx)
	if err != nil {
		return err
	}
	for _, row := range rows {
		r := row.Edges.Role
		described := participantRole{RoleID: r.ID, Name: r.Name, ShortName: r.ShortName, SortOrder: r.SortOrder}
		if slices.Contains(ownRoleNames, r.ShortName) {
			described.Name = ""
		}
		key := pair{row.UserID, *row.CourseID}
		into.roles[key] = append(into.roles[key], described)
	}
	return nil
}

// readCourses leaves out hidden courses that the caller would not see, and with a token for one course all others.
func (l *Library) readCourses(ctx context.Context, c *call.Call, _, users []int, into *partsOfUsers) error {
	rows, err := l.db().Enrolment.Query().Where(enrolment.UserIDIn(users...), takingPart(c.At)).
		WithCourse().Order(enrolment.ByCourseField(course.FieldSortOrder), enrolment.ByCourseID()).All(ctx)
	if err != nil {
		return err
	}
	for _, row := range rows {
		in := row.Edges.Course
		if c.Within(in.ID) != nil || !in.Visible && !c.Holds("moodle/course:viewhiddencourses", in.ID) {
			continue
		}
		full, short := l.courseNames(c, in)
		into.courses[row.UserID] = append(into.courses[row.UserID], participantsCourse{in.ID, full, short})
	}
	return nil
}
