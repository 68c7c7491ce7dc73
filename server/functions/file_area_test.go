package functions_test

import (
	"context"
	"testing"
	"time"

	"gatehouse/server/call"
	"gatehouse/server/files"
	"gatehouse/server/store"
)

// The contexts of the world, by their computed numbers.
const (
	system    = 1
	wsuser    = 3<<3 | 2
	student1  = 11<<3 | 2
	category1 = 1<<3 | 3
	siteHome  = 1<<3 | 4
	course1   = 2<<3 | 4
	hidden    = 4<<3 | 4
)

// fillAreas adds category 80, which is hidden, and sections and groups to course C1: section 80 is shown and 81 hidden; of group 80, whose members are nobody's business,
// and of group 1 is student1 a member.
func fillAreas(ctx context.Context, tx *store.Tx) error {
	for _, add := range []func() error{
		func() error { return tx.CourseSection.Create().SetID(80).SetCourseID(2).SetNumber(80).Exec(ctx) },
		func() error {
			return tx.CourseSection.Create().SetID(81).SetCourseID(2).SetNumber(81).SetVisible(false).Exec(ctx)
		},
		func() error {
			return tx.Group.Create().SetID(80).SetCourseID(2).SetName("Secret").SetVisibility(3).Exec(ctx)
		},
		func() error { return tx.Group.Create().SetID(81).SetCourseID(2).SetName("Others").Exec(ctx) },
		func() error { return tx.GroupMember.Create().SetGroupID(80).SetUserID(11).Exec(ctx) },
		func() error { return tx.Category.Create().SetID(80).SetName("Hidden").SetVisible(false).Exec(ctx) },
		func() error {
			return tx.User.UpdateOneID(13).SetPreferences(map[string]string{"auth_forcepasswordchange": "1"}).Exec(ctx)
		},
	} {
		if err := add(); err != nil {
			return err
		}
	}
	return nil
}

func TestWhoMayReadWhichFile(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		change(t, h, fillAreas)
		for _, row := range []struct {
			why, token      string
			context         int
			component, area string
			item            int
			code            call.Code
		}{
			{"an area that is nobody's to read", "admin", course1, "backup", "course", 0, call.FileNotFound},
			{"a component that there is not", "admin", course1, "nothing", "summary", 0, call.FileNotFound},
			{"a context that there is not", "admin", 7, "course", "summary", 0, call.FileNotFound},
			{"an area of users in a course", "wsuser", course1, "user", "private", 0, call.FileNotFound},
			{"an area of courses in the system", "admin", system, "course", "summary", 0, call.FileNotFound},
			{"an area of courses in a category", "admin", category1, "course", "summary", 0, call.FileNotFound},
			{"an area of courses at a user", "wsuser", wsuser, "course", "summary", 0, call.FileNotFound},

			{"somebody else's private files", "student1", wsuser, "user", "private", 0, call.FileNotFound},
			{"also for an administrator", "admin", wsuser, "user", "private", 0, call.FileNotFound},
			{"somebody else's drafts", "admin", wsuser, "user", "draft", 5, call.FileNotFound},
			{"the guest keeps no files", "guest", 1<<3 | 2, "user", "private", 0, call.FileNotFound},
			{"one's own, with a token for a course", "wsuser/2", wsuser, "user", "private", 0, call.RestrictedContext},
			{"one's own, before the password is changed", "dirty1", 13<<3 | 2, "user", "private", 0, call.MustChangePassword},
			{"one's own private files", "wsuser", wsuser, "user", "private", 0, ""},
			{"one's own drafts", "student1", student1, "user", "draft", 5, ""},

			{"the profile of somebody whom the caller does not see", "student2", student1, "user", "profile", 0, call.FileNotFound},
			{"of nobody", "admin", 999<<3 | 2, "user", "profile", 0, call.FileNotFound},
			{"of somebody who was deleted", "admin", 9<<3 | 2, "user", "profile", 0, call.FileNotFound},
			{"of oneself", "student1", student1, "user", "profile", 0, ""},
			{"of a participant, for whom a role lets see them", "teacher", student1, "user", "profile", 0, ""},

			{"a course that the caller has no part in", "student2", course1, "course", "summary", 0, call.CannotEnter},
			{"one that there is not", "admin", 99<<3 | 4, "course", "summary", 0, call.FileNotFound},
			{"one that is hidden", "student1", hidden, "course", "summary", 0, call.CannotEnter},
			{"one that the token does not reach", "student1/3", course1, "course", "summary", 0, call.RestrictedContext},
			{"one before the password is changed", "dirty1", siteHome, "course", "summary", 0, call.MustChangePassword},
			{"the site, for everybody", "nobody", siteHome, "course", "summary", 0, ""},
			{"a course, for a participant", "student1", course1, "course", "overviewfiles", 0, ""},
			{"with a token for it", "student1/2", course1, "course", "summary", 0, ""},

			{"a section of a course that the caller has no part in", "student2", course1, "course", "section", 80, call.CannotEnter},
			{"a section of another course", "admin", siteHome, "course", "section", 80, call.FileNotFound},
			{"a section that there is not", "student1", course1, "course", "section", 99, call.FileNotFound},
			{"a hidden section", "student1", course1, "course", "section", 81, call.FileNotFound},
			{"a hidden section, for who sees all", "admin", course1, "course", "section", 81, ""},
			{"a section", "student1", course1, "course", "section", 80, ""},

			{"a group of a course that the caller has no part in", "student2", course1, "group", "description", 1, call.CannotEnter},
			{"a group of another course", "admin", siteHome, "group", "description", 1, call.FileNotFound},
			{"a group that there is not", "teacher", course1, "group", "description", 99, call.FileNotFound},
			{"a group of others", "student1", course1, "group", "icon", 81, call.FileNotFound},
			{"a group that nobody is to know of", "student1", course1, "group", "description", 80, call.FileNotFound},
			{"one's own group", "student1", course1, "group", "description", 1, ""},
			{"any group, for who manages them", "teacher", course1, "group", "icon", 80, ""},

			{"a grouping, for a participant", "student1", course1, "grouping", "description", 1, call.FileNotFound},
			{"a grouping of another course", "admin", siteHome, "grouping", "description", 1, call.FileNotFound},
			{"a grouping that there is not", "teacher", course1, "grouping", "description", 99, call.FileNotFound},
			{"a grouping, for who manages groups", "teacher", course1, "grouping", "description", 1, ""},

			{"a category that there is not", "admin", 99<<3 | 3, "coursecat", "description", 0, call.FileNotFound},
			{"a hidden category", "student1", 80<<3 | 3, "coursecat", "description", 0, call.FileNotFound},
			{"a hidden category, for who manages them", "admin", 80<<3 | 3, "coursecat", "description", 0, ""},
			{"a category, with a token for a course", "student1/2", category1, "coursecat", "description", 0, call.RestrictedContext},
			{"a category", "student1", category1, "coursecat", "description", 0, ""},

			{"a cohort, for somebody who sees none", "student1", system, "cohort", "description", 1, call.FileNotFound},
			{"a cohort in another place", "wsuser", category1, "cohort", "description", 1, call.FileNotFound},
			{"a cohort in a course, where none is", "wsuser", course1, "cohort", "description", 1, call.FileNotFound},
			{"a cohort that there is not", "wsuser", system, "cohort", "description", 99, call.FileNotFound},
			{"a cohort", "wsuser", system, "cohort", "description", 1, ""},

			{"somebody else's event", "teacher", student1, "calendar", "event_description", 2, call.FileNotFound},
			{"an event of a course that the caller has no part in", "student2", course1, "calendar", "event_description", 1, call.FileNotFound},
			{"an event of another place", "student1", siteHome, "calendar", "event_description", 1, call.FileNotFound},
			{"an event that there is not", "student1", course1, "calendar", "event_description", 99, call.FileNotFound},
			{"an event, with a token for another course", "student1/3", course1, "calendar", "event_description", 1, call.FileNotFound},
			{"an event of the site, with a token for a course", "student1/2", system, "calendar", "event_description", 4, call.RestrictedContext},
			{"an event before the password is changed", "dirty1", course1, "calendar", "event_description", 1, call.MustChangePassword},
			{"one's own event", "student1", student1, "calendar", "event_description", 2, ""},
			{"an event of a course", "student1", course1, "calendar", "event_description", 1, ""},
			{"an event of the site", "nobody", system, "calendar", "event_description", 4, ""},
			{"a module of a course that the caller has no part in", "student2", 4<<3 | 5, "mod_folder", "content", 0, call.CannotEnter},
			{"a module that there is not", "admin", 99<<3 | 5, "mod_folder", "content", 0, call.FileNotFound},
			{"a module of another kind", "admin", 4<<3 | 5, "mod_page", "content", 0, call.FileNotFound},
			{"an area of modules in a course", "admin", course1, "mod_folder", "content", 0, call.FileNotFound},
			{"a hidden module", "teacher", 5<<3 | 5, "mod_resource", "content", 0, call.FileNotFound},
			{"a module in a hidden section", "student1", 6<<3 | 5, "mod_page", "content", 0, call.FileNotFound},
			{"with a token for another course", "wsuser/3", 4<<3 | 5, "mod_folder", "content", 0, call.RestrictedContext},
			{"a module", "student1/2", 4<<3 | 5, "mod_folder", "content", 0, ""},
			{"its description", "student1", 2<<3 | 5, "mod_label", "intro", 0, ""},
			{"a hidden module, for who sees all", "admin", 6<<3 | 5, "mod_page", "content", 0, ""},
		} {
			t.Run(row.why, func(t *testing.T) {
				grant, err := h.grants.Find(t.Context(), call.Credential{Token: row.token}, callerAddress)
				if err != nil || grant == nil {
					t.Fatalf("%v, %v", grant, err)
				}
				c := &call.Call{Request: &call.Request{Protocol: "files", Settings: call.DefaultSettings}, Grant: grant, At: time.Now()}
				f := files.Folder{ContextID: row.context, Component: row.component, Area: row.area, ItemID: row.item, Path: "/"}
				var code call.Code
				if err := h.library.MayRead(t.Context(), c, f); err != nil {
					code = call.AsError(err).Code
				}
				if code != row.code {
					t.Errorf("got %q, want %q", code, row.code)
				}
			})
		}
	})
}
