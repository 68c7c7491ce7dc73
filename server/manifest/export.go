package manifest

import (
	"context"
	"io"

	"go.yaml.in/yaml/v3"

	"gatehouse/ent"
	"gatehouse/ent/authoriseduser"
	"gatehouse/ent/category"
	"gatehouse/ent/cohort"
	"gatehouse/ent/cohortmember"
	"gatehouse/ent/role"
	"gatehouse/ent/service"
	"gatehouse/ent/servicefunction"
	"gatehouse/ent/token"
	"gatehouse/ent/user"
	"gatehouse/server/store"
)

const heading = `# An installation of Gatehouse. "gatehouse apply FILE" brings a database to it.
# What is not mentioned here stays as it is there. Passwords, secrets of tokens and files are never exported:
# a token that does not exist yet gets a new secret, which apply prints once.
`

// WriteTo writes the manifest as YAML.
func (m *Manifest) WriteTo(w io.Writer) (int64, error) {
	counted := &counter{to: w}
	if _, err := io.WriteString(counted, heading); err != nil {
		return counted.n, err
	}
	encoder := yaml.NewEncoder(counted)
	encoder.SetIndent(2)
	if err := encoder.Encode(m); err != nil {
		return counted.n, err
	}
	return counted.n, encoder.Close()
}

type counter struct {
	to io.Writer
	n  int64
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.to.Write(b)
	c.n += int64(n)
	return n, err
}

// Export describes an installation as it is, in the order of ids, without passwords and secrets. Of tokens it mentions those
// that administrators made and that still stand.
func Export(ctx context.Context, s *store.Store) (*Manifest, error) {
	x := &exporter{m: exportSettings(s.Settings())}
	err := s.Snapshot(ctx, func(ctx context.Context, db *ent.Client) error {
		x.db = db
		for _, export := range []func(context.Context) error{
			x.roles, x.categories, x.courses, x.users, x.participants, x.cohorts, x.services, x.tokens,
		} {
			if err := export(ctx); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return x.m, nil
}

// exporter fills a manifest and remembers the names of rows by their ids.
type exporter struct {
	db          *ent.Client
	m           *Manifest
	roleNames   map[int]string
	courseNames map[int]string
	usernames   map[int]string
	serviceRefs map[int]string
	held        grid[[]int] // roles by user and course (0: the site), in the order of their ids
}

func exportSettings(s *store.Settings) *Manifest {
	m := &Manifest{Site: &Site{}, WebServices: &WebServices{}, TokenSettings: &TokenSettings{}, Journal: &Journal{}, CORS: &CORS{}, Features: &Features{}, Limits: &Limits{}, SignIn: &SignIn{}}
	mentionAll(m.Site, &s.Site)
	mentionAll(m.WebServices, &s.WebServices)
	mentionAll(m.TokenSettings, &s.Tokens)
	mentionAll(m.Journal, &s.Journal)
	mentionAll(m.CORS, &s.CORS)
	mentionAll(m.Features, &s.Features)
	mentionAll(m.Limits, &s.Limits)
	mentionAll(m.SignIn, &s.SignIn)
	return m
}

func (x *exporter) roles(ctx context.Context) error {
	rows, err := x.db.Role.Query().WithMayAssign(func(q *ent.RoleQuery) { q.Order(role.ByID()) }).Order(role.ByID()).All(ctx)
	x.roleNames, x.m.Roles = map[int]string{}, List[Role]{}
	for _, row := range rows {
		x.roleNames[row.ID] = row.ShortName
		e := Role{ID: row.ID, ShortName: row.ShortName, MayAssign: List[string]{}}
		fill(&e, row, roleKind.blank())
		for _, other := range row.Edges.MayAssign {
			e.MayAssign = append(e.MayAssign, other.ShortName)
		}
		x.m.Roles = append(x.m.Roles, e)
	}
	return err
}

func (x *exporter) categories(ctx context.Context) error {
	rows, err := x.db.Category.Query().Order(category.ByID()).All(ctx)
	x.m.Categories = List[Category]{}
	for _, row := range rows {
		e := Category{ID: row.ID, Name: row.Name, Parent: refTo(row.ParentID)}
		fill(&e, row, categoryKind.blank())
		x.m.Categories = append(x.m.Categories, e)
	}
	return err
}

func refTo(id *int) *Ref {
	if id == nil {
		return nil
	}
	return &Ref{ID: *id}
}

func (x *exporter) users(ctx context.Context) error {
	rows, err := x.db.User.Query().Order(user.ByID()).All(ctx)
	if err != nil {
		return err
	}
	if err := x.readHeld(ctx); err != nil {
		return err
	}
	x.usernames, x.m.Users = map[int]string{}, List[User]{}
	for _, row := range rows {
		x.usernames[row.ID] = row.Username
		e := User{ID: row.ID, Username: row.Username, Roles: List[string]{}}
		fill(&e, row, userKind.blank())
		for _, id := range x.held[row.ID][0] {
			e.Roles = append(e.Roles, x.roleNames[id])
		}
		x.m.Users = append(x.m.Users, e)
	}
	return nil
}

func (x *exporter) cohorts(ctx context.Context) error {
	rows, err := x.db.Cohort.Query().Order(cohort.ByID()).
		WithMembers(func(q *ent.CohortMemberQuery) { q.Order(cohortmember.ByID()) }).All(ctx)
	x.m.Cohorts = List[Cohort]{}
	for _, row := range rows {
		e := Cohort{ID: row.ID, Name: row.Name, Category: refTo(row.CategoryID), Members: List[string]{}}
		fill(&e, row, cohortKind.blank())
		for _, member := range row.Edges.Members {
			e.Members = append(e.Members, x.usernames[member.UserID])
		}
		x.m.Cohorts = append(x.m.Cohorts, e)
	}
	return err
}

func (x *exporter) services(ctx context.Context) error {
	rows, err := x.db.Service.Query().Order(service.ByID()).
		WithFunctions(func(q *ent.ServiceFunctionQuery) { q.Order(servicefunction.ByID()).WithFunction() }).
		WithAuthorisedUsers(func(q *ent.AuthorisedUserQuery) { q.Order(authoriseduser.ByID()) }).All(ctx)
	x.serviceRefs, x.m.Services = map[int]string{}, List[Service]{}
	for _, row := range rows {
		x.m.Services = append(x.m.Services, x.service(row))
	}
	return err
}

func (x *exporter) service(row *ent.Service) Service {
	x.serviceRefs[row.ID] = row.ShortName
	if row.ShortName == "" {
		x.serviceRefs[row.ID] = row.Name
	}
	e := Service{ID: row.ID, Name: row.Name, AuthorisedUsers: List[AuthorisedUser]{}}
	fill(&e, row, serviceKind.blank())
	for _, authorised := range row.Edges.AuthorisedUsers {
		a := AuthorisedUser{User: x.usernames[authorised.UserID]}
		fill(&a, authorised, authorisationKind.blank())
		e.AuthorisedUsers = append(e.AuthorisedUsers, a)
	}
	if row.Component != "" {
		return e // the functions of a built-in service are the program's
	}
	e.Functions = List[string]{}
	for _, held := range row.Edges.Functions {
		e.Functions = append(e.Functions, held.Edges.Function.Name)
	}
	return e
}

func (x *exporter) tokens(ctx context.Context) error {
	rows, err := x.db.Token.Query().Where(currentToken()).Order(token.ByID()).All(ctx)
	x.m.Tokens = List[Token]{}
	for _, row := range rows {
		e := Token{ID: row.ID, Name: row.Name, User: x.usernames[row.UserID], Service: x.serviceRefs[row.ServiceID]}
		if row.CourseID != nil {
			e.Course = x.courseNames[*row.CourseID]
		}
		fill(&e, row, tokenKind.blank())
		x.m.Tokens = append(x.m.Tokens, e)
	}
	return err
}
