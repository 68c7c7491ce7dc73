package graph

import (
	"context"
	"net/netip"
	"strings"
	"unicode"
	"unicode/utf8"

	entsql "entgo.io/ent/dialect/sql"

	"gatehouse/ent"
	"gatehouse/ent/authoriseduser"
	"gatehouse/ent/predicate"
	"gatehouse/ent/role"
	"gatehouse/ent/roleassignment"
	"gatehouse/ent/user"
	"gatehouse/server/call"
)

// User is a row with what its page of a list shares.
type User struct {
	*ent.User
	roles      *shared[[]*RoleAssignment]
	identities *shared[[]*ent.Identity]
}

func (r *Resolver) users(rows ...*ent.User) []*User {
	ids := idsOf(rows, func(u *ent.User) int { return u.ID })
	roles, identities := share(ids, r.rolesOf), share(ids, r.identitiesOf)
	list := make([]*User, len(rows))
	for i, row := range rows {
		list[i] = &User{row, roles, identities}
	}
	return list
}

func (r *Resolver) user(row *ent.User) *User {
	if row == nil {
		return nil
	}
	return r.users(row)[0]
}

// rolesOf are the roles that users hold, in the site first.
func (r *Resolver) rolesOf(ctx context.Context, ids []int) (map[int][]*RoleAssignment, error) {
	rows, err := r.db().RoleAssignment.Query().Where(roleassignment.UserIDIn(ids...)).WithRole().WithCourse().WithUser().
		Order(roleassignment.ByCourseID(entsql.OrderNullsFirst()), roleassignment.ByID()).All(ctx)
	if err != nil {
		return nil, err
	}
	var roles []*ent.Role
	for _, row := range rows {
		roles = append(roles, row.Edges.Role)
	}
	wrapped := r.roles(roles...)
	held := make(map[int][]*RoleAssignment, len(ids))
	for i, row := range rows {
		held[row.UserID] = append(held[row.UserID], &RoleAssignment{Role: wrapped[i], Course: row.Edges.Course, User: r.user(row.Edges.User), CreatedAt: row.CreatedAt})
	}
	return held, nil
}

// fullName is a user's name as people read it; the user name when there is no other.
func fullName(u *ent.User) string {
	if name := (call.User{FirstName: u.FirstName, LastName: u.LastName}).FullName(); name != "" {
		return name
	}
	return u.Username
}

// usersWhere is what a filter asks for. Deleted users are shown only when they are asked for.
func usersWhere(f *UserFilter) []predicate.User {
	if f == nil {
		return []predicate.User{user.Deleted(false)}
	}
	where := []predicate.User{}
	switch state := f.State; {
	case state == nil:
		where = append(where, user.Deleted(false))
	case *state == UserStateDeleted:
		where = append(where, rare(user.FieldDeleted, true))
	case *state == UserStateSuspended:
		where = append(where, rare(user.FieldSuspended, true), user.Deleted(false))
	case *state == UserStateUnconfirmed:
		where = append(where, rare(user.FieldConfirmed, false), user.Deleted(false))
	default:
		where = append(where, user.Deleted(false), user.Suspended(false), user.Confirmed(true))
	}
	if f.SiteAdmin != nil && *f.SiteAdmin {
		where = append(where, rare(user.FieldSiteAdmin, true))
	} else if f.SiteAdmin != nil {
		where = append(where, user.SiteAdmin(false))
	}
	if f.Role != nil {
		where = append(where, user.HasRoleAssignmentsWith(roleassignment.RoleID(*f.Role)))
	}
	if f.NotAuthorisedFor != nil {
		where = append(where, user.Not(user.HasAuthorisationsWith(authoriseduser.ServiceID(*f.NotAuthorisedFor))), user.UsernameNEQ("guest"))
	}
	for word := range strings.FieldsSeq(orEmpty(f.Search)) {
		where = append(where, mentionsUser(word))
	}
	return where
}

// rare asks for the few users of whom a column says something, twice: as the index of just these users has it, and as an equality, by
// which SQLite sees that the index has them in the order of their ids.
func rare(column string, value bool) predicate.User {
	return func(s *entsql.Selector) {
		name := s.C(column)
		s.Where(entsql.P(func(b *entsql.Builder) {
			if !value {
				b.WriteString("NOT ")
			}
			b.Ident(name).WriteString(" AND ").Ident(name)
			b.WriteString(map[bool]string{true: " = TRUE", false: " = FALSE"}[value])
		}))
	}
}

// mentionsUser asks for users whose user name, name or e-mail address holds a word. Databases fold the case of ASCII only, so that a
// word with other letters is looked for in the ways in which names are written.
func mentionsUser(word string) predicate.User {
	first, size := utf8.DecodeRuneInString(word)
	var written []string
	if strings.ContainsFunc(word, func(r rune) bool { return r >= utf8.RuneSelf }) {
		written = []string{word, strings.ToLower(word), strings.ToUpper(word), string(unicode.ToTitle(first)) + strings.ToLower(word[size:])}
	}
	somewhere := []predicate.User{user.UsernameContains(strings.ToLower(word)), user.EmailContainsFold(word), user.FirstNameContainsFold(word), user.LastNameContainsFold(word)}
	for _, text := range written {
		somewhere = append(somewhere, user.FirstNameContains(text), user.LastNameContains(text))
	}
	return user.Or(somewhere...)
}

var userOrders = map[UserOrder]order{
	UserOrderNewest:   {desc: true},
	UserOrderUsername: {column: user.FieldUsername},
	UserOrderLastName: {column: user.FieldLastName},
}

func placeUser(o UserOrder) func(*ent.User) cursor {
	id := func(u *ent.User) int { return u.ID }
	switch o {
	case UserOrderUsername:
		return byText(func(u *ent.User) string { return u.Username }, id)
	case UserOrderLastName:
		return byText(func(u *ent.User) string { return u.LastName }, id)
	}
	return byID(id)
}

// Role is a row with what its list shares.
type Role struct {
	*ent.Role
	holders *shared[int]
}

func (r *Resolver) roles(rows ...*ent.Role) []*Role {
	holders := share(idsOf(rows, func(row *ent.Role) int { return row.ID }), func(ctx context.Context, ids []int) (map[int]int, error) {
		return countEach(ids, func(id int) (int, error) {
			return r.countSome(ctx, roleassignment.Table, func(s *entsql.Selector) { s.Where(entsql.EQ(s.C(roleassignment.FieldRoleID), id)) })
		})
	})
	list := make([]*Role, len(rows))
	for i, row := range rows {
		list[i] = &Role{row, holders}
	}
	return list
}

func (r *Resolver) role(row *ent.Role) *Role { return r.roles(row)[0] }

// roleNames are the short names of roles, in the order of ids; a role that is not there is an error.
func (r *Resolver) roleNames(ctx context.Context, ids []int) ([]string, error) {
	rows, err := r.db().Role.Query().Where(role.IDIn(ids...)).Order(role.ByID()).All(ctx)
	if err != nil {
		return nil, err
	}
	if len(rows) != len(distinct(ids)) {
		return nil, errMissing("role")
	}
	names := make([]string, len(rows))
	for i, row := range rows {
		names[i] = row.ShortName
	}
	return names, nil
}

// addressOf reads an address that a question is about; without one it is about the address of whoever asks.
func addressOf(ctx context.Context, text *string) (netip.Addr, error) {
	if orEmpty(text) == "" {
		return visitOf(ctx).caller.Address, nil
	}
	address, err := netip.ParseAddr(strings.TrimSpace(*text))
	if err != nil {
		return address, call.Invalid("address", "%q is not an address such as 192.0.2.7 or 2001:db8::1", *text)
	}
	return address.WithZone("").Unmap(), nil
}

// UserConnection is a page of users, and what its count is about.
type UserConnection struct {
	Nodes    []*User
	PageInfo *PageInfo
	where    []predicate.User
}
