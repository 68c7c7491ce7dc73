package manifest

import (
	"slices"
	"strings"
)

// siteCourse is the course that stands for the site itself.
const siteCourse = 1

// keys are the names that a service is found by, the better one first.
func (s *Service) keys() []string {
	var keys []string
	if s.ShortName != nil {
		keys = key(shortName, *s.ShortName)
	}
	return append(keys, key(plainName, s.Name)...)
}

// userNames are the ids and names of all users that a manifest mentions anywhere.
func (m *Manifest) userNames() (ids []int, names []string) {
	for _, e := range m.Users {
		ids, names = append(ids, e.ID), append(names, e.Username)
	}
	for _, c := range m.Courses {
		for _, e := range c.Enrolments {
			names = append(names, e.User)
		}
		for _, g := range c.Groups {
			names = append(names, g.Members...)
			for _, e := range g.ComponentMembers {
				names = append(names, e.User)
			}
		}
	}
	for _, e := range m.Cohorts {
		names = append(names, e.Members...)
	}
	for _, s := range m.Services {
		for _, e := range s.AuthorisedUsers {
			names = append(names, e.User)
		}
	}
	for _, e := range m.Tokens {
		names = append(names, e.User)
	}
	return ids, distinctNames(names)
}

// emails are the addresses that a manifest gives to users, in lower case.
func (m *Manifest) emails() []any {
	var list []any
	for _, e := range m.Users {
		if e.Email != nil && *e.Email != "" {
			list = append(list, strings.ToLower(*e.Email))
		}
	}
	return list
}

// courseNames are the ids and short names of all courses that a manifest mentions anywhere.
func (m *Manifest) courseNames() (ids []int, names []string) {
	for _, e := range m.Courses {
		ids, names = append(ids, e.ID), append(names, e.ShortName)
	}
	for _, u := range m.Users {
		for _, e := range u.CourseRoles {
			names = append(names, e.Course)
		}
	}
	for _, e := range m.Tokens {
		names = append(names, e.Course)
	}
	if m.Site != nil && m.Site.ShortName != nil {
		names = append(names, *m.Site.ShortName) // the site course is to have it
	}
	return ids, distinctNames(names)
}

func distinctNames(names []string) []string {
	slices.Sort(names)
	names = slices.Compact(names)
	return slices.DeleteFunc(names, func(name string) bool { return name == "" })
}

// missing are those ids, each once, that no row has yet.
func (x *index[R]) missing(ids []int) []int {
	return slices.DeleteFunc(distinct(ids), func(id int) bool { return id == 0 || x.byID[id] != nil })
}
