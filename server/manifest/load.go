package manifest

import (
	"context"
	"slices"

	"entgo.io/ent/dialect/sql"

	"gatehouse/ent"
	"gatehouse/ent/authoriseduser"
	"gatehouse/ent/category"
	"gatehouse/ent/cohort"
	"gatehouse/ent/course"
	"gatehouse/ent/role"
	"gatehouse/ent/service"
	"gatehouse/ent/servicefunction"
	"gatehouse/ent/user"
	"gatehouse/server/store"
)

// grid holds something for two ids.
type grid[T any] map[int]map[int]T

func (g grid[T]) put(a, b int, v T) {
	if g[a] == nil {
		g[a] = map[int]T{}
	}
	g[a][b] = v
}

// state is what the database holds of all that a manifest speaks of.
type state struct {
	settings   *store.Settings
	roles      *index[ent.Role] // with the roles that each may assign
	users      *index[ent.User]
	categories *index[ent.Category]
	courses    *index[ent.Course]
	cohorts    *index[ent.Cohort]
	services   *index[ent.Service]
	functions  map[string]*ent.Function
	inService  map[int][]*ent.ServiceFunction // by service, in the order in which they were added, each with its function
	authorised grid[*ent.AuthorisedUser]      // by service and user
	enrolments grid[*ent.Enrolment]           // by course and user
	held       grid[[]*ent.RoleAssignment]    // by user and course; 0 is the site
	groups     map[int]*index[ent.Group]      // by course
	groupByID  map[int]*ent.Group
	members    map[int][]*ent.GroupMember

	groupings     map[int]*index[ent.Grouping] // by course
	groupingByID  map[int]*ent.Grouping
	links         map[int][]*ent.GroupingGroup // by grouping
	cohortMembers map[int][]*ent.CohortMember

	tokens *tokenIndex
}

// loader reads a state, with a few queries for each kind of object.
type loader struct {
	*state
	db    *ent.Client
	m     *Manifest
	prune bool
}

func load(ctx context.Context, db *ent.Client, m *Manifest, prune bool) (*state, error) {
	settings, err := store.ReadSettings(ctx, db)
	if err != nil {
		return nil, err
	}
	l := &loader{db: db, m: m, prune: prune, state: &state{
		settings: settings,
		roles:    newIndex(true, func(r *ent.Role) []string { return key(shortName, r.ShortName) }),
		users:    newIndex(true, func(u *ent.User) []string { return key(username, u.Username) }),
		courses:  newIndex(true, func(c *ent.Course) []string { return key(shortName, c.ShortName) }),
		services: newIndex(true, func(s *ent.Service) []string {
			return append(key(shortName, s.ShortName), key(plainName, s.Name)...)
		}),
		categories: newIndex(false, func(c *ent.Category) []string { return key(plainName, c.Name) }),
		cohorts:    newIndex(false, func(c *ent.Cohort) []string { return key(plainName, c.Name) }),
		functions:  map[string]*ent.Function{}, inService: map[int][]*ent.ServiceFunction{}, authorised: grid[*ent.AuthorisedUser]{},
		enrolments: grid[*ent.Enrolment]{}, held: grid[[]*ent.RoleAssignment]{}, groups: map[int]*index[ent.Group]{},
		groupByID: map[int]*ent.Group{}, members: map[int][]*ent.GroupMember{}, groupings: map[int]*index[ent.Grouping]{},
		groupingByID: map[int]*ent.Grouping{}, links: map[int][]*ent.GroupingGroup{}, cohortMembers: map[int][]*ent.CohortMember{}, tokens: newTokenIndex(),
	}}
	for _, read := range []func(context.Context) error{
		l.readRoles, l.readCategories, l.readCourses, l.readUsers, l.readCohorts, l.readServices,
		l.readInService, l.readEnrolments, l.readHeld, l.readGroups, l.readGroupings, l.readCohortMembers, l.readTokens,
	} {
		if err := read(ctx); err != nil {
			return nil, err
		}
	}
	return l.state, nil
}

// inParts asks for many keys in several queries, because a statement takes a limited number of them.
func inParts[K, R any](keys []K, ask func(part []K) ([]*R, error)) ([]*R, error) {
	var all []*R
	for part := range slices.Chunk(keys, bulk) {
		rows, err := ask(part)
		if err != nil {
			return nil, err
		}
		all = append(all, rows...)
	}
	return all, nil
}

func (l *loader) readRoles(ctx context.Context) error {
	rows, err := l.db.Role.Query().WithMayAssign().Order(role.ByID()).All(ctx)
	l.roles.load(rows)
	return err
}

func (l *loader) readCategories(ctx context.Context) error {
	if l.m.Categories == nil && l.m.Courses == nil && l.m.Cohorts == nil {
		return nil
	}
	rows, err := l.db.Category.Query().Order(category.ByID()).All(ctx)
	l.categories.load(rows)
	return err
}

func (l *loader) readCohorts(ctx context.Context) error {
	if l.m.Cohorts == nil {
		return nil
	}
	rows, err := l.db.Cohort.Query().Order(cohort.ByID()).All(ctx)
	l.cohorts.load(rows)
	return err
}

// readCourses reads the courses that are mentioned anywhere, and always the site course.
func (l *loader) readCourses(ctx context.Context) error {
	if l.prune && l.m.Courses != nil {
		rows, err := l.db.Course.Query().Order(course.ByID()).All(ctx)
		l.courses.load(rows)
		return err
	}
	ids, names := l.m.courseNames()
	return l.addCourses(ctx, append(ids, siteCourse), names)
}

func (l *loader) addCourses(ctx context.Context, ids []int, names []string) error {
	rows, err := inParts(l.courses.missing(ids), func(part []int) ([]*ent.Course, error) {
		return l.db.Course.Query().Where(course.IDIn(part...)).All(ctx)
	})
	if err != nil {
		return err
	}
	l.courses.load(rows)
	rows, err = inParts(names, func(part []string) ([]*ent.Course, error) {
		return l.db.Course.Query().Where(course.ShortNameIn(part...)).All(ctx)
	})
	l.courses.load(rows)
	return err
}

// readUsers reads the users that are mentioned anywhere, and all administrators when it matters who is one.
func (l *loader) readUsers(ctx context.Context) error {
	if l.m.Users != nil {
		query := l.db.User.Query().Order(user.ByID())
		if !l.prune {
			query = query.Where(user.SiteAdmin(true))
		}
		rows, err := query.All(ctx)
		if err != nil {
			return err
		}
		l.users.load(rows)
	}
	ids, names := l.m.userNames()
	if err := l.addUsers(ctx, ids); err != nil {
		return err
	}
	rows, err := inParts(names, func(part []string) ([]*ent.User, error) {
		return l.db.User.Query().Where(user.UsernameIn(part...)).All(ctx)
	})
	if err != nil {
		return err
	}
	l.users.load(rows)
	return l.addEmailOwners(ctx)
}

// addEmailOwners reads the users who have an address that the manifest gives somebody.
func (l *loader) addEmailOwners(ctx context.Context) error {
	rows, err := inParts(l.m.emails(), func(part []any) ([]*ent.User, error) {
		return l.db.User.Query().Where(func(s *sql.Selector) {
			s.Where(sql.In(sql.Lower(s.C(user.FieldEmail)), part...))
		}).All(ctx)
	})
	l.users.load(rows)
	return err
}

func (l *loader) addUsers(ctx context.Context, ids []int) error {
	rows, err := inParts(l.users.missing(ids), func(part []int) ([]*ent.User, error) {
		return l.db.User.Query().Where(user.IDIn(part...)).All(ctx)
	})
	l.users.load(rows)
	return err
}

func (l *loader) readServices(ctx context.Context) error {
	if l.m.Services == nil && l.m.Tokens == nil {
		return nil
	}
	rows, err := l.db.Service.Query().Order(service.ByID()).All(ctx)
	l.services.load(rows)
	return err
}

// readInService reads what hangs on the services that are mentioned.
func (l *loader) readInService(ctx context.Context) error {
	if l.m.Services == nil {
		return nil
	}
	functions, err := l.db.Function.Query().All(ctx)
	if err != nil {
		return err
	}
	for _, row := range functions {
		l.functions[row.Name] = row
	}
	ids := l.mentionedServices()
	held, err := inParts(ids, func(part []int) ([]*ent.ServiceFunction, error) {
		return l.db.ServiceFunction.Query().Where(servicefunction.ServiceIDIn(part...)).WithFunction().Order(servicefunction.ByID()).All(ctx)
	})
	if err != nil {
		return err
	}
	for _, row := range held {
		l.inService[row.ServiceID] = append(l.inService[row.ServiceID], row)
	}
	authorised, err := inParts(ids, func(part []int) ([]*ent.AuthorisedUser, error) {
		return l.db.AuthorisedUser.Query().Where(authoriseduser.ServiceIDIn(part...)).Order(authoriseduser.ByID()).All(ctx)
	})
	if err != nil {
		return err
	}
	var users []int
	for _, row := range authorised {
		l.authorised.put(row.ServiceID, row.UserID, row)
		users = append(users, row.UserID)
	}
	return l.addUsers(ctx, users)
}

func (l *loader) mentionedServices() []int {
	var ids []int
	for _, e := range l.m.Services {
		if row, _ := l.services.find(e.ID, e.keys()); row != nil {
			ids = append(ids, row.ID)
		}
	}
	return ids
}

func distinct(ids []int) []int {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return slices.Compact(ids)
}
