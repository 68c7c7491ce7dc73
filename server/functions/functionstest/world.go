// Package functionstest is the world in which every declared example works: a small school. Tests of functions, and those of the whole
// from outside, begin with it.
package functionstest

import (
	"context"

	"gatehouse/server/store"
)

// The world:
//
//	courses  1 the site · 2 C1 "Course one" · 3 C2 "Course two" · 4 C3 "Course three", hidden; 2 to 4 in category 1
//	users    1 guest · 2 admin · 3 wsuser, holds wsrole in the site and teaches C1 · 4 wssuspended · 5 nobody, holds nothing ·
//	         9 wsdeleted · 11 student1, in C1 and in its group 1 · 12 student2, in no course · 13 dirty1, whose name has markup ·
//	         14 teacher, holds editingteacher in C1 only
//	roles    3 editingteacher · 4 teacher · 5 student · 9 wsrole, which may assign student and teacher
//	groups   1 "Red" (id number red) in C1
type worldUser struct {
	id                        int
	username, first, last     string
	idNumber, department      string
	suspended, deleted, admin bool
}

var users = []worldUser{
	{id: 1, username: "guest", first: "Guest user", last: " "},
	{id: 2, username: "admin", first: "Admin", last: "User", admin: true},
	{id: 3, username: "wsuser", first: "Wsuser", last: "Test"},
	{id: 4, username: "wssuspended", first: "Wssuspended", last: "Test", suspended: true},
	{id: 5, username: "nobody", first: "Nobody", last: "Test"},
	{id: 9, username: "wsdeleted", first: "Wsdeleted", last: "Test", deleted: true},
	{id: 11, username: "student1", first: "Student1", last: "Test"},
	{id: 12, username: "student2", first: "Student2", last: "Test", idNumber: "S2", department: "Maths & Stats"},
	{id: 13, username: "dirty1", first: "Dirty1 <b>bold</b>", last: "Dirty", department: "Maths <Stats>"},
	{id: 14, username: "teacher", first: "Tëacher", last: "Müller"},
}

// roles are the roles by their id.
var roles = []struct {
	id           int
	shortName    string
	capabilities []string
}{
	{3, "editingteacher", []string{
		"moodle/course:update", "moodle/course:managegroups", "moodle/course:viewparticipants",
		"moodle/user:viewdetails", "moodle/site:accessallgroups", "moodle/course:enrolreview", "moodle/role:review",
		"moodle/course:viewhiddencourses", "enrol/manual:enrol", "moodle/role:assign",
		"moodle/notes:view", "moodle/notes:manage", "moodle/calendar:manageentries",
	}},
	{4, "teacher", []string{"moodle/course:viewparticipants", "moodle/user:viewdetails"}},
	{5, "student", []string{"moodle/course:viewparticipants"}},
	{9, "wsrole", []string{
		"moodle/user:create", "moodle/user:update", "moodle/user:delete", "moodle/user:viewdetails", "moodle/user:viewalldetails",
		"moodle/user:viewhiddendetails", "moodle/course:create", "moodle/course:view", "moodle/course:update",
		"moodle/course:managegroups", "moodle/site:accessallgroups", "moodle/cohort:manage", "moodle/role:assign",
		"enrol/manual:enrol", "moodle/course:useremail", "enrol/manual:unenrol", "enrol/self:enrolself",
		"moodle/notes:view", "moodle/notes:manage", "moodle/site:sendmessage", "moodle/calendar:manageentries",
		"moodle/backup:backupcourse", "moodle/restore:restorecourse",
	}},
}

var courses = []struct {
	id                  int
	short, full, number string
	visible             bool
}{
	{1, "lab", "Lab site", "", true},
	{2, "C1", "Course one", "IDC1", true},
	{3, "C2", "Course two", "", true},
	{4, "C3", "Course three", "", false},
}

// Fill fills an empty database with it.
func Fill(ctx context.Context, tx *store.Tx) error {
	for _, fill := range []func(context.Context, *store.Tx) error{
		fillSite, fillCourses, fillRoles, fillUsers, fillParts, fillGroupings, fillCohorts, fillSelfEnrolment, fillNotes, fillMessages, fillCalendar,
		fillDrafts, fillCourseManagers, fillContents,
	} {
		if err := fill(ctx, tx); err != nil {
			return err
		}
	}
	return tx.KeepIDs(ctx, "users", "roles", "courses", "categories", "groups", "groupings", "cohorts")
}

func fillSite(ctx context.Context, tx *store.Tx) error {
	changed := store.DefaultSettings()
	changed.Site.Name, changed.Site.ShortName = "Lab site", "lab"
	_, err := tx.SaveSettings(ctx, store.DefaultSettings(), changed)
	return err
}

func fillCourses(ctx context.Context, tx *store.Tx) error {
	if err := tx.Category.Create().SetID(1).SetName("Category 1").Exec(ctx); err != nil {
		return err
	}
	for i, c := range courses {
		row := tx.Course.Create().SetID(c.id).SetShortName(c.short).SetFullName(c.full).SetIDNumber(c.number).
			SetVisible(c.visible).SetSortOrder(i)
		if c.id != 1 {
			row.SetCategoryID(1)
		} else {
			row.SetFormat("site")
		}
		course, err := row.Save(ctx)
		if err != nil {
			return err
		}
		if err := tx.OpenCourses(ctx, course); err != nil {
			return err
		}
	}
	return nil
}

func fillRoles(ctx context.Context, tx *store.Tx) error {
	for _, r := range roles {
		row := tx.Role.Create().SetID(r.id).SetShortName(r.shortName).SetCapabilities(r.capabilities).SetSortOrder(r.id)
		if r.shortName == "wsrole" {
			row.AddMayAssignIDs(4, 5)
		}
		if err := row.Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

func fillUsers(ctx context.Context, tx *store.Tx) error {
	for _, u := range users {
		err := tx.User.Create().SetID(u.id).SetUsername(u.username).SetFirstName(u.first).SetLastName(u.last).
			SetEmail(u.username + "@example.com").SetCity("Perth").SetCountry("AU").SetIDNumber(u.idNumber).SetDepartment(u.department).
			SetSuspended(u.suspended).SetDeleted(u.deleted).SetSiteAdmin(u.admin).Exec(ctx)
		if err != nil {
			return err
		}
	}
	return nil
}

// fillParts says who plays which part.
func fillParts(ctx context.Context, tx *store.Tx) error {
	if err := tx.RoleAssignment.Create().SetUserID(3).SetRoleID(9).Exec(ctx); err != nil {
		return err
	}
	for _, part := range []struct{ user, role int }{{3, 3}, {11, 5}, {14, 3}} {
		if err := tx.Enrolment.Create().SetCourseID(2).SetUserID(part.user).Exec(ctx); err != nil {
			return err
		}
		if err := tx.RoleAssignment.Create().SetUserID(part.user).SetRoleID(part.role).SetCourseID(2).Exec(ctx); err != nil {
			return err
		}
	}
	if err := tx.Group.Create().SetID(1).SetCourseID(2).SetName("Red").SetIDNumber("red").Exec(ctx); err != nil {
		return err
	}
	return tx.GroupMember.Create().SetGroupID(1).SetUserID(11).Exec(ctx)
}
