package manifest

import (
	"context"

	"entgo.io/ent/dialect/sql/schema"

	"gatehouse/ent"
	"gatehouse/ent/category"
	"gatehouse/ent/cohort"
	"gatehouse/ent/course"
	"gatehouse/ent/enrolment"
	"gatehouse/ent/group"
	"gatehouse/ent/grouping"
	"gatehouse/ent/migrate"
	"gatehouse/ent/token"
	"gatehouse/ent/user"
	"gatehouse/server/store"
)

// kind is what planning has to know of a kind of object.
type kind[R any] struct {
	name    string // as changes and the audit trail say it
	changed string // the kind of store.Change; empty when access does not depend on it
	table   *schema.Table
	blank   func() *R // a row as the database makes it when nothing is said
	create  func(ctx context.Context, tx *store.Tx, id int, fields []field) (*R, error)
	update  func(ctx context.Context, tx *store.Tx, id int, fields []field) (*R, error)
	remove  func(ctx context.Context, tx *store.Tx, id int) error
}

var roleKind = &kind[ent.Role]{
	name: "role", changed: store.RoleChanged, table: migrate.RolesTable,
	blank: func() *ent.Role { return &ent.Role{} },
	create: func(ctx context.Context, tx *store.Tx, id int, fields []field) (*ent.Role, error) {
		return save(ctx, tx.Role.Create(), id, fields)
	},
	update: func(ctx context.Context, tx *store.Tx, id int, fields []field) (*ent.Role, error) {
		return save(ctx, tx.Role.UpdateOneID(id), 0, fields)
	},
	remove: removeRole,
}

var userKind = &kind[ent.User]{
	name: "user", changed: store.UserChanged, table: migrate.UsersTable,
	blank: func() *ent.User {
		return &ent.User{
			Auth: user.DefaultAuth, Confirmed: user.DefaultConfirmed, MailDisplay: user.DefaultMailDisplay,
			MailFormat: user.DefaultMailFormat, Lang: user.DefaultLang, CalendarType: user.DefaultCalendarType,
			Timezone: user.DefaultTimezone, DescriptionFormat: user.DefaultDescriptionFormat,
		}
	},
	create: func(ctx context.Context, tx *store.Tx, id int, fields []field) (*ent.User, error) {
		return save(ctx, tx.User.Create(), id, fields)
	},
	update: func(ctx context.Context, tx *store.Tx, id int, fields []field) (*ent.User, error) {
		return save(ctx, tx.User.UpdateOneID(id), 0, fields)
	},
	remove: func(ctx context.Context, tx *store.Tx, id int) error {
		if err := tokensEnd(ctx, tx, token.UserID(id)); err != nil {
			return err
		}
		return tx.User.DeleteOneID(id).Exec(ctx)
	},
}

var categoryKind = &kind[ent.Category]{
	name: "category", table: migrate.CategoriesTable,
	blank: func() *ent.Category {
		return &ent.Category{DescriptionFormat: category.DefaultDescriptionFormat, Visible: category.DefaultVisible}
	},
	create: func(ctx context.Context, tx *store.Tx, id int, fields []field) (*ent.Category, error) {
		return save(ctx, tx.Category.Create(), id, fields)
	},
	update: func(ctx context.Context, tx *store.Tx, id int, fields []field) (*ent.Category, error) {
		return save(ctx, tx.Category.UpdateOneID(id), 0, fields)
	},
	remove: removeCategory,
}

var courseKind = &kind[ent.Course]{
	name: "course", table: migrate.CoursesTable,
	blank: func() *ent.Course {
		return &ent.Course{
			SummaryFormat: course.DefaultSummaryFormat, Format: course.DefaultFormat, NumSections: course.DefaultNumSections,
			ShowGrades: course.DefaultShowGrades, NewsItems: course.DefaultNewsItems, Visible: course.DefaultVisible,
		}
	},
	create: func(ctx context.Context, tx *store.Tx, id int, fields []field) (*ent.Course, error) {
		row, err := save(ctx, tx.Course.Create(), id, fields)
		if err != nil {
			return nil, err
		}
		return row, tx.OpenCourses(ctx, row)
	},
	update: func(ctx context.Context, tx *store.Tx, id int, fields []field) (*ent.Course, error) {
		return save(ctx, tx.Course.UpdateOneID(id), 0, fields)
	},
	remove: removeCourse,
}

var groupKind = &kind[ent.Group]{
	name: "group", table: migrate.GroupsTable,
	blank: func() *ent.Group {
		return &ent.Group{DescriptionFormat: group.DefaultDescriptionFormat, Participation: group.DefaultParticipation}
	},
	create: func(ctx context.Context, tx *store.Tx, id int, fields []field) (*ent.Group, error) {
		return save(ctx, tx.Group.Create(), id, fields)
	},
	update: func(ctx context.Context, tx *store.Tx, id int, fields []field) (*ent.Group, error) {
		return save(ctx, tx.Group.UpdateOneID(id), 0, fields)
	},
	remove: func(ctx context.Context, tx *store.Tx, id int) error { return tx.Group.DeleteOneID(id).Exec(ctx) },
}

var groupingKind = &kind[ent.Grouping]{
	name: "grouping", table: migrate.GroupingsTable,
	blank: func() *ent.Grouping { return &ent.Grouping{DescriptionFormat: grouping.DefaultDescriptionFormat} },
	create: func(ctx context.Context, tx *store.Tx, id int, fields []field) (*ent.Grouping, error) {
		return save(ctx, tx.Grouping.Create(), id, fields)
	},
	update: func(ctx context.Context, tx *store.Tx, id int, fields []field) (*ent.Grouping, error) {
		return save(ctx, tx.Grouping.UpdateOneID(id), 0, fields)
	},
	remove: func(ctx context.Context, tx *store.Tx, id int) error {
		if err := tx.Course.Update().Where(course.DefaultGroupingID(id)).SetDefaultGroupingID(0).Exec(ctx); err != nil {
			return err
		}
		return tx.Grouping.DeleteOneID(id).Exec(ctx)
	},
}

var enrolmentKind = &kind[ent.Enrolment]{
	name: "enrolment", table: migrate.EnrolmentsTable,
	blank: func() *ent.Enrolment { return &ent.Enrolment{Method: enrolment.DefaultMethod} },
	create: func(ctx context.Context, tx *store.Tx, id int, fields []field) (*ent.Enrolment, error) {
		return save(ctx, tx.Enrolment.Create(), id, fields)
	},
	update: func(ctx context.Context, tx *store.Tx, id int, fields []field) (*ent.Enrolment, error) {
		return save(ctx, tx.Enrolment.UpdateOneID(id), 0, fields)
	},
	remove: func(ctx context.Context, tx *store.Tx, id int) error { return tx.Enrolment.DeleteOneID(id).Exec(ctx) },
}

var cohortKind = &kind[ent.Cohort]{
	name: "cohort", table: migrate.CohortsTable,
	blank: func() *ent.Cohort {
		return &ent.Cohort{DescriptionFormat: cohort.DefaultDescriptionFormat, Visible: cohort.DefaultVisible}
	},
	create: func(ctx context.Context, tx *store.Tx, id int, fields []field) (*ent.Cohort, error) {
		return save(ctx, tx.Cohort.Create(), id, fields)
	},
	update: func(ctx context.Context, tx *store.Tx, id int, fields []field) (*ent.Cohort, error) {
		return save(ctx, tx.Cohort.UpdateOneID(id), 0, fields)
	},
	remove: func(ctx context.Context, tx *store.Tx, id int) error { return tx.Cohort.DeleteOneID(id).Exec(ctx) },
}

var serviceKind = &kind[ent.Service]{
	name: "service", changed: store.ServiceChanged, table: migrate.ServicesTable,
	blank: func() *ent.Service { return &ent.Service{} },
	create: func(ctx context.Context, tx *store.Tx, id int, fields []field) (*ent.Service, error) {
		return save(ctx, tx.Service.Create(), id, fields)
	},
	update: func(ctx context.Context, tx *store.Tx, id int, fields []field) (*ent.Service, error) {
		return save(ctx, tx.Service.UpdateOneID(id), 0, fields)
	},
	remove: removeService,
}

var authorisationKind = &kind[ent.AuthorisedUser]{
	name: "authorisation", table: migrate.AuthorisedUsersTable,
	blank: func() *ent.AuthorisedUser { return &ent.AuthorisedUser{} },
	create: func(ctx context.Context, tx *store.Tx, id int, fields []field) (*ent.AuthorisedUser, error) {
		return save(ctx, tx.AuthorisedUser.Create(), id, fields)
	},
	update: func(ctx context.Context, tx *store.Tx, id int, fields []field) (*ent.AuthorisedUser, error) {
		return save(ctx, tx.AuthorisedUser.UpdateOneID(id), 0, fields)
	},
	remove: func(ctx context.Context, tx *store.Tx, id int) error {
		return tx.AuthorisedUser.DeleteOneID(id).Exec(ctx)
	},
}

var tokenKind = &kind[ent.Token]{
	name: "token", changed: store.TokenChanged, table: migrate.TokensTable,
	blank: func() *ent.Token { return &ent.Token{} },
	create: func(ctx context.Context, tx *store.Tx, id int, fields []field) (*ent.Token, error) {
		return save(ctx, tx.Token.Create(), id, fields)
	},
	update: func(ctx context.Context, tx *store.Tx, id int, fields []field) (*ent.Token, error) {
		return save(ctx, tx.Token.UpdateOneID(id), 0, fields)
	},
}
