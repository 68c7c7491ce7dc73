package call

import (
	"slices"
	"strings"
	"time"
)

// Grant is what a credential allows at this moment: its user, the services it opens and their limits. It is immutable, so
// that one Grant may serve many calls at once.
type Grant struct {
	Token    Token // zero when the user signed in with a password
	User     User
	Services []Offer // the token's one service, or with a password every service
	Holdings Holdings
}

// Token is what access needs to know of a token.
type Token struct {
	ID         int
	Name       string
	ValidUntil time.Time // zero: for ever
	Addresses  Addresses
	Course     int // works in this course only; 0: everywhere
	Limit      Limit
}

// User is what access needs to know of a user.
type User struct {
	ID        int
	Username  string
	FirstName string
	LastName  string
	Deleted   bool
	Confirmed bool
	Suspended bool
	NoLogin   bool // the account's door is shut (auth is nologin)
	Guest     bool
	SiteAdmin bool
	Lang      string

	MustChangePassword bool
}

// FullName is the user's name as people read it.
func (u User) FullName() string {
	switch {
	case u.FirstName == "":
		return u.LastName
	case u.LastName == "":
		return u.FirstName
	}
	return u.FirstName + " " + u.LastName
}

// Service is what access needs to know of a service.
type Service struct {
	ID                  int
	Name                string
	ShortName           string
	Enabled             bool
	BuiltIn             bool // its functions are fixed
	AuthorisedUsersOnly bool
	RequiredCapability  string
	DownloadFiles       bool
	UploadFiles         bool
	Limit               Limit    // on all calls through the service together
	Functions           []string // in the order in which they were added

	// sorted are places in Functions, in the order of the names: a set or a second list for each of thousands of services would be most
	// of what a process remembers.
	sorted []int32
}

// NewService completes a service for look-ups.
func NewService(s Service) *Service {
	s.sorted = make([]int32, len(s.Functions))
	for i := range s.sorted {
		s.sorted[i] = int32(i)
	}
	slices.SortFunc(s.sorted, func(a, b int32) int { return strings.Compare(s.Functions[a], s.Functions[b]) })
	return &s
}

// Has says whether the function is in the service.
func (s *Service) Has(function string) bool {
	_, ok := slices.BinarySearchFunc(s.sorted, function, func(place int32, function string) int {
		return strings.Compare(s.Functions[place], function)
	})
	return ok
}

// Offer is a service as it stands open to one user.
type Offer struct {
	*Service
	Authorisation *Authorisation // nil: the user is not among the authorised ones
}

// Authorisation is a user's entry among a service's authorised users.
type Authorisation struct {
	ValidUntil time.Time // zero: for ever
	Addresses  Addresses
}

// Capabilities is the set of capabilities of a role.
type Capabilities map[string]struct{}

// NewCapabilities makes a set.
func NewCapabilities(names []string) Capabilities {
	set := make(Capabilities, len(names))
	for _, name := range names {
		set[name] = struct{}{}
	}
	return set
}

// Holdings is what a user holds by roles.
type Holdings struct {
	Everything bool                   // a site administrator holds every capability everywhere
	Site       []Capabilities         // roles in the whole site
	Courses    map[int][]Capabilities // roles in one course
}

// Hold says whether the user holds a capability in a course (or, with course 0, in the site). What is held in the site is
// held in every course.
func (h Holdings) Hold(capability string, course int) bool {
	if h.Everything {
		return true
	}
	for _, role := range h.Site {
		if _, ok := role[capability]; ok {
			return true
		}
	}
	if course == 0 {
		return false
	}
	for _, role := range h.Courses[course] {
		if _, ok := role[capability]; ok {
			return true
		}
	}
	return false
}
