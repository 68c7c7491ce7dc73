// Package manifest owns the description of a whole installation as YAML: Parse reads one, Apply brings a database to it, Export
// writes what a database holds.
//
// A manifest is a patch. What it does not mention stays as it is; with Options.Prune, a list that it mentions also says what
// there is not to be. Lists of scalars replace, lists of objects match by id, else by short name, username or name, and merge.
//
// Apply works in three steps: load reads what the manifest speaks of, in a few queries for each kind; a planner, which touches
// no database, compares both and collects operations; then one transaction carries them out, each with its audit event. A dry
// run stops after the second step. In every type below a field that is nil or empty is not mentioned.
//
// Its neighbours are the command line and the admin API, which call it, and setup, which builds manifests in Go.
package manifest

import "time"

// Manifest describes an installation, or a part of it.
type Manifest struct {
	Site          *Site          `yaml:"site,omitempty"`
	WebServices   *WebServices   `yaml:"webServices,omitempty"`
	TokenSettings *TokenSettings `yaml:"tokenSettings,omitempty"`
	Journal       *Journal       `yaml:"journal,omitempty"`
	CORS          *CORS          `yaml:"cors,omitempty"`
	Features      *Features      `yaml:"features,omitempty"`
	Limits        *Limits        `yaml:"limits,omitempty"`
	SignIn        *SignIn        `yaml:"signIn,omitempty"`
	Roles         List[Role]     `yaml:"roles,omitempty"`
	Users         List[User]     `yaml:"users,omitempty"`
	Categories    List[Category] `yaml:"categories,omitempty"`
	Courses       List[Course]   `yaml:"courses,omitempty"`
	Cohorts       List[Cohort]   `yaml:"cohorts,omitempty"`
	Services      List[Service]  `yaml:"services,omitempty"`
	Tokens        List[Token]    `yaml:"tokens,omitempty"`
}

// List is a list of a manifest. An empty one is mentioned, and means that there is to be nothing; nil is not mentioned.
type List[T any] []T

// IsZero keeps lists that are not mentioned out of the YAML.
func (l List[T]) IsZero() bool { return l == nil }

// Ref names a category: by id, where the YAML has a number, else by name. The zero Ref is none.
type Ref struct {
	ID   int
	Name string
}

// MarshalYAML writes the reference as it is read.
func (r Ref) MarshalYAML() (any, error) {
	switch {
	case r.ID != 0:
		return r.ID, nil
	case r.Name != "":
		return r.Name, nil
	}
	return nil, nil
}

// Site are the settings of the site; see store.SiteSettings.
type Site struct {
	Name           *string `yaml:"name,omitempty"`
	ShortName      *string `yaml:"shortName,omitempty"`
	Timezone       *string `yaml:"timezone,omitempty"`
	Maintenance    *bool   `yaml:"maintenance,omitempty"`
	PasswordPolicy *string `yaml:"passwordPolicy,omitempty"`
	DefaultRole    *string `yaml:"defaultRole,omitempty"`
	UserQuota      *int    `yaml:"userQuota,omitempty"`
	UploadLimit    *int    `yaml:"uploadLimit,omitempty"`

	SecondFactorForAdmins *bool `yaml:"secondFactorForAdmins,omitempty"`
}

// WebServices are the settings of calls; see store.WebServiceSettings.
type WebServices struct {
	Enabled           *bool        `yaml:"enabled,omitempty"`
	Documentation     *bool        `yaml:"documentation,omitempty"`
	Protocols         List[string] `yaml:"protocols,omitempty,flow"`
	PasswordEndpoints *bool        `yaml:"passwordEndpoints,omitempty"`
	TokenInURL        *bool        `yaml:"tokenInURL,omitempty"`
	XMLRPCVoid        *string      `yaml:"xmlrpcVoid,omitempty"`
}

// TokenSettings are the settings of tokens; see store.TokenSettings.
type TokenSettings struct {
	SignInDays          *int  `yaml:"signInDays,omitempty"`
	SignInKept          *int  `yaml:"signInKept,omitempty"`
	EndOnPassword       *bool `yaml:"endOnPassword,omitempty"`
	EndOnSuspension     *bool `yaml:"endOnSuspension,omitempty"`
	SelfServiceForAdmin *bool `yaml:"selfServiceForAdmin,omitempty"`
}

// Journal are the settings of what is kept of calls and changes; see store.JournalSettings.
type Journal struct {
	CallDays  *int `yaml:"callDays,omitempty"`
	AuditDays *int `yaml:"auditDays,omitempty"`
}

// CORS are the settings about scripts of other web sites; see store.CORSSettings.
type CORS struct {
	AdminOrigins List[string] `yaml:"adminOrigins,omitempty,flow"`
	CallOrigins  List[string] `yaml:"callOrigins,omitempty,flow"`
}

// Features are the settings of which parts of the site are on; see store.FeatureSettings.
type Features struct {
	Notes     *bool `yaml:"notes,omitempty"`
	Messaging *bool `yaml:"messaging,omitempty"`
}

// SignIn are the settings of signing in through a provider; see store.SignInSettings.
type SignIn struct {
	LinkByEmail    *bool `yaml:"linkByEmail,omitempty"`
	CreateAccounts *bool `yaml:"createAccounts,omitempty"`
}

// Limits are the settings of how many calls may be made; see store.LimitSettings.
type Limits struct {
	CallsPerMinute        *int  `yaml:"callsPerMinute,omitempty"`
	Burst                 *int  `yaml:"burst,omitempty"`
	CallsPerDay           *int  `yaml:"callsPerDay,omitempty"`
	AddressCallsPerMinute *int  `yaml:"addressCallsPerMinute,omitempty"`
	AddressBurst          *int  `yaml:"addressBurst,omitempty"`
	Shared                *bool `yaml:"shared,omitempty"`
}

// Role is a named set of capabilities.
type Role struct {
	ID           int          `yaml:"id,omitempty"`
	ShortName    string       `yaml:"shortName,omitempty"`
	Name         *string      `yaml:"name,omitempty"`
	SortOrder    *int         `yaml:"sortOrder,omitempty"`
	MayAssign    List[string] `yaml:"mayAssign,omitempty,flow"` // roles
	Capabilities List[string] `yaml:"capabilities,omitempty" export:"always"`
}

// User is an account. Password is in the clear and never exported.
type User struct {
	ID                int               `yaml:"id,omitempty"`
	Username          string            `yaml:"username,omitempty"`
	Password          string            `yaml:"password,omitempty"`
	Auth              *string           `yaml:"auth,omitempty"`
	Confirmed         *bool             `yaml:"confirmed,omitempty"`
	Suspended         *bool             `yaml:"suspended,omitempty" export:"always"`
	Deleted           *bool             `yaml:"deleted,omitempty"`
	SiteAdmin         *bool             `yaml:"siteAdmin,omitempty" export:"always"`
	FirstName         *string           `yaml:"firstName,omitempty"`
	LastName          *string           `yaml:"lastName,omitempty"`
	MiddleName        *string           `yaml:"middleName,omitempty"`
	AlternateName     *string           `yaml:"alternateName,omitempty"`
	FirstNamePhonetic *string           `yaml:"firstNamePhonetic,omitempty"`
	LastNamePhonetic  *string           `yaml:"lastNamePhonetic,omitempty"`
	Email             *string           `yaml:"email,omitempty"`
	MailDisplay       *int              `yaml:"mailDisplay,omitempty"`
	MailFormat        *int              `yaml:"mailFormat,omitempty"`
	IDNumber          *string           `yaml:"idNumber,omitempty"`
	Institution       *string           `yaml:"institution,omitempty"`
	Department        *string           `yaml:"department,omitempty"`
	Phone1            *string           `yaml:"phone1,omitempty"`
	Phone2            *string           `yaml:"phone2,omitempty"`
	Address           *string           `yaml:"address,omitempty"`
	City              *string           `yaml:"city,omitempty"`
	Country           *string           `yaml:"country,omitempty"`
	Lang              *string           `yaml:"lang,omitempty"`
	CalendarType      *string           `yaml:"calendarType,omitempty"`
	Theme             *string           `yaml:"theme,omitempty"`
	Timezone          *string           `yaml:"timezone,omitempty"`
	Description       *string           `yaml:"description,omitempty"`
	DescriptionFormat *int              `yaml:"descriptionFormat,omitempty"`
	Interests         *string           `yaml:"interests,omitempty"`
	Preferences       map[string]string `yaml:"preferences,omitempty"`
	CustomFields      map[string]string `yaml:"customFields,omitempty"`
	Roles             List[string]      `yaml:"roles,omitempty,flow"` // in the whole site
	CourseRoles       List[CourseRole]  `yaml:"courseRoles,omitempty"`
}

// CourseRole is a role that a user holds in a course besides the one of an enrolment.
type CourseRole struct {
	Course string `yaml:"course"`
	Role   string `yaml:"role"`
}

// Category holds courses and other categories.
type Category struct {
	ID                int     `yaml:"id,omitempty"`
	Name              string  `yaml:"name,omitempty"`
	IDNumber          *string `yaml:"idNumber,omitempty"`
	Parent            *Ref    `yaml:"parent,omitempty"`
	Description       *string `yaml:"description,omitempty"`
	DescriptionFormat *int    `yaml:"descriptionFormat,omitempty"`
	SortOrder         *int    `yaml:"sortOrder,omitempty"`
	Visible           *bool   `yaml:"visible,omitempty"`
	Theme             *string `yaml:"theme,omitempty"`
}

// Course is a course. A date that is zero (null in YAML) is none.
type Course struct {
	ID               int               `yaml:"id,omitempty"`
	ShortName        string            `yaml:"shortName,omitempty"`
	FullName         *string           `yaml:"fullName,omitempty"`
	IDNumber         *string           `yaml:"idNumber,omitempty"`
	Category         *Ref              `yaml:"category,omitempty"`
	SortOrder        *int              `yaml:"sortOrder,omitempty"`
	Summary          *string           `yaml:"summary,omitempty"`
	SummaryFormat    *int              `yaml:"summaryFormat,omitempty"`
	Format           *string           `yaml:"format,omitempty"`
	FormatOptions    map[string]string `yaml:"formatOptions,omitempty"`
	CustomFields     map[string]string `yaml:"customFields,omitempty"`
	NumSections      *int              `yaml:"numSections,omitempty"`
	ShowGrades       *int              `yaml:"showGrades,omitempty"`
	NewsItems        *int              `yaml:"newsItems,omitempty"`
	StartDate        *time.Time        `yaml:"startDate,omitempty"`
	EndDate          *time.Time        `yaml:"endDate,omitempty"`
	MaxBytes         *int              `yaml:"maxBytes,omitempty"`
	ShowReports      *int              `yaml:"showReports,omitempty"`
	Visible          *bool             `yaml:"visible,omitempty"`
	GroupMode        *int              `yaml:"groupMode,omitempty"`
	GroupModeForce   *int              `yaml:"groupModeForce,omitempty"`
	EnableCompletion *int              `yaml:"enableCompletion,omitempty"`
	CompletionNotify *int              `yaml:"completionNotify,omitempty"`
	Lang             *string           `yaml:"lang,omitempty"`
	Theme            *string           `yaml:"theme,omitempty"`
	Enrolments       List[Enrolment]   `yaml:"enrolments,omitempty"`
	Groups           List[Group]       `yaml:"groups,omitempty"`
	Groupings        List[Grouping]    `yaml:"groupings,omitempty"`
}

// Enrolment makes a user a participant of a course, with a role.
type Enrolment struct {
	User      string     `yaml:"user"`
	Role      string     `yaml:"role,omitempty"`
	Suspended *bool      `yaml:"suspended,omitempty"`
	TimeStart *time.Time `yaml:"timeStart,omitempty"`
	TimeEnd   *time.Time `yaml:"timeEnd,omitempty"`
}

// Group is a group of a course's participants. Members are those whom people put in, the others those whom a component did.
type Group struct {
	ID                int               `yaml:"id,omitempty"`
	Name              string            `yaml:"name,omitempty"`
	IDNumber          *string           `yaml:"idNumber,omitempty"`
	Description       *string           `yaml:"description,omitempty"`
	DescriptionFormat *int              `yaml:"descriptionFormat,omitempty"`
	Visibility        *int              `yaml:"visibility,omitempty"`
	Participation     *bool             `yaml:"participation,omitempty"`
	CustomFields      map[string]string `yaml:"customFields,omitempty"`
	Members           List[string]      `yaml:"members,omitempty,flow"` // usernames
	ComponentMembers  List[Membership]  `yaml:"componentMembers,omitempty"`
}

// Membership is a user's part in a group that a component gave and alone may take away.
type Membership struct {
	User      string `yaml:"user"`
	Component string `yaml:"component"`
	ItemID    int    `yaml:"itemId,omitempty"`
}

// Grouping is a set of groups of its course.
type Grouping struct {
	ID                int               `yaml:"id,omitempty"`
	Name              string            `yaml:"name,omitempty"`
	IDNumber          *string           `yaml:"idNumber,omitempty"`
	Description       *string           `yaml:"description,omitempty"`
	DescriptionFormat *int              `yaml:"descriptionFormat,omitempty"`
	CustomFields      map[string]string `yaml:"customFields,omitempty"`
	Groups            List[string]      `yaml:"groups,omitempty,flow"` // names
}

// Cohort is a set of users of the site or, when it has one, of a category.
type Cohort struct {
	ID                int               `yaml:"id,omitempty"`
	Name              string            `yaml:"name,omitempty"`
	IDNumber          *string           `yaml:"idNumber,omitempty"`
	Category          *Ref              `yaml:"category,omitempty"`
	Description       *string           `yaml:"description,omitempty"`
	DescriptionFormat *int              `yaml:"descriptionFormat,omitempty"`
	Visible           *bool             `yaml:"visible,omitempty"`
	Theme             *string           `yaml:"theme,omitempty"`
	CustomFields      map[string]string `yaml:"customFields,omitempty"`
	Members           List[string]      `yaml:"members,omitempty,flow"` // usernames
}

// Service is a named set of functions.
type Service struct {
	ID                  int                  `yaml:"id,omitempty"`
	ShortName           *string              `yaml:"shortName,omitempty"`
	Name                string               `yaml:"name,omitempty"`
	Enabled             *bool                `yaml:"enabled,omitempty" export:"always"`
	AuthorisedUsersOnly *bool                `yaml:"authorisedUsersOnly,omitempty" export:"always"`
	RequiredCapability  *string              `yaml:"requiredCapability,omitempty"`
	DownloadFiles       *bool                `yaml:"downloadFiles,omitempty" export:"always"`
	UploadFiles         *bool                `yaml:"uploadFiles,omitempty" export:"always"`
	CallsPerMinute      *int                 `yaml:"callsPerMinute,omitempty"` // through the service together; 0: no limit
	Burst               *int                 `yaml:"burst,omitempty"`
	CallsPerDay         *int                 `yaml:"callsPerDay,omitempty"`
	AuthorisedUsers     List[AuthorisedUser] `yaml:"authorisedUsers,omitempty"`
	Functions           List[string]         `yaml:"functions,omitempty"`
}

// AuthorisedUser says that a user may use a service. Without ValidUntil it lasts for ever.
type AuthorisedUser struct {
	User          string     `yaml:"user"`
	IPRestriction *string    `yaml:"ipRestriction,omitempty"`
	ValidUntil    *time.Time `yaml:"validUntil,omitempty"`
}

// Token is a security key. One that is there is found by id, or by as much of name, user and service as it takes to tell it from
// others; a new one needs all three. Without ValidUntil it lasts for ever; without Secret one is made when the token does not exist yet.
// Secret is never exported.
type Token struct {
	ID            int        `yaml:"id,omitempty"`
	Name          string     `yaml:"name,omitempty"`
	User          string     `yaml:"user,omitempty"`
	Service       string     `yaml:"service,omitempty"`
	Course        string     `yaml:"course,omitempty"`
	Secret        string     `yaml:"secret,omitempty"`
	IPRestriction *string    `yaml:"ipRestriction,omitempty"`
	ValidUntil    *time.Time `yaml:"validUntil,omitempty"`

	CallsPerMinute *int `yaml:"callsPerMinute,omitempty"` // 0: as the settings say; -1: no limit
	Burst          *int `yaml:"burst,omitempty"`
	CallsPerDay    *int `yaml:"callsPerDay,omitempty"`
}
