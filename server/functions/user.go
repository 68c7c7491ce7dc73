package functions

import (
	"maps"
	"slices"
	"time"

	"gatehouse/ent"
	"gatehouse/server/call"
)

// guestUser is the account of visitors without one: nobody owns it.
const guestUser = 1

// The capabilities that decide what a caller sees of another user.
const (
	viewDetails       = "moodle/user:viewdetails"
	viewAllDetails    = "moodle/user:viewalldetails"
	viewHiddenDetails = "moodle/user:viewhiddendetails"
	viewEmail         = "moodle/course:useremail"
	updateUsers       = "moodle/user:update"
)

// seeingUsers are the capabilities that visibleUser asks for: every function that describes users declares them.
var seeingUsers = []string{viewDetails, viewAllDetails, viewHiddenDetails, viewEmail, updateUsers}

// The values of User.MailDisplay: who may see an e-mail address.
const (
	mailToNobody   = 0
	mailToEveryone = 1
	mailToCourse   = 2
)

// userDetails is what a caller may see of a user. What is nil is left out.
type userDetails struct {
	ID                int              `name:"id" doc:"Id of the user."`
	Username          *string          `name:"username" type:"username" doc:"User name. Needs moodle/user:viewalldetails or moodle/user:update, except for one's own."`
	FirstName         *string          `name:"firstname" type:"notags" doc:"First name."`
	LastName          *string          `name:"lastname" type:"notags" doc:"Last name."`
	FullName          string           `name:"fullname" type:"notags" doc:"The name as people read it."`
	Email             *string          `name:"email" type:"raw_trimmed" doc:"E-mail address. Needs moodle/course:useremail unless the user shows it to everybody."`
	Address           *string          `name:"address" type:"text" doc:"Postal address. Needs moodle/user:viewhiddendetails."`
	Phone1            *string          `name:"phone1" type:"notags" doc:"Phone number. Needs moodle/user:viewhiddendetails."`
	Phone2            *string          `name:"phone2" type:"notags" doc:"Mobile phone number. Needs moodle/user:viewhiddendetails."`
	Department        *string          `name:"department" type:"text" doc:"Department. Needs moodle/user:viewalldetails."`
	Institution       *string          `name:"institution" type:"text" doc:"Institution. Needs moodle/user:viewalldetails."`
	IDNumber          *string          `name:"idnumber" type:"raw" doc:"Id of the user in another system. Needs moodle/user:viewalldetails."`
	Interests         *string          `name:"interests" type:"text" doc:"Interests, with commas between them."`
	FirstAccess       *int             `name:"firstaccess" doc:"When the user first came to the site, in seconds since 1970; 0 for never."`
	LastAccess        *int             `name:"lastaccess" doc:"When the user last came to the site, in seconds since 1970; 0 for never."`
	Auth              *string          `name:"auth" type:"auth" doc:"How the user signs in. Needs moodle/user:viewalldetails or moodle/user:update, like the account's other settings."`
	Suspended         *bool            `name:"suspended" doc:"Whether the account is suspended."`
	Confirmed         *bool            `name:"confirmed" doc:"Whether the account has been confirmed."`
	Lang              *string          `name:"lang" type:"lang" doc:"Language of the user."`
	CalendarType      *string          `name:"calendartype" type:"plugin" doc:"Calendar of the user. Never given; here for clients that expect the key."`
	Theme             *string          `name:"theme" type:"theme" doc:"Theme of the user; empty for the site's."`
	Timezone          *string          `name:"timezone" type:"timezone" doc:"Time zone of the user; 99 for the site's."`
	MailFormat        *int             `name:"mailformat" doc:"1 for mail as HTML, 0 for plain text."`
	TrackForums       *int             `name:"trackforums" doc:"Always 0."`
	Description       *string          `name:"description" type:"raw" doc:"What the user says about himself or herself."`
	DescriptionFormat *int             `name:"descriptionformat" doc:"Format of the description: 1 for HTML."`
	City              *string          `name:"city" type:"text" doc:"City."`
	Country           *string          `name:"country" type:"alpha" doc:"Country, as two letters: FR."`
	ImageSmall        string           `name:"profileimageurlsmall" type:"url" doc:"Address of the small picture."`
	Image             string           `name:"profileimageurl" type:"url" doc:"Address of the picture."`
	CustomFields      []userField      `name:"customfields" optional:"true" doc:"What this installation knows besides."`
	Preferences       []userPreference `name:"preferences" optional:"true" doc:"Preferences. Only one's own."`
}

// userField is what a user's profile holds in one field of this installation.
type userField struct {
	Type         string  `name:"type" type:"alphanumext" doc:"Kind of the field: text."`
	Value        string  `name:"value" type:"raw" doc:"Value of the field."`
	DisplayValue *string `name:"displayvalue" type:"raw" doc:"The value as people read it."`
	Name         string  `name:"name" type:"raw" doc:"Name of the field."`
	ShortName    string  `name:"shortname" type:"raw" doc:"Short name of the field."`
}

// userPreference is one preference of a user.
type userPreference struct {
	Name  string `name:"name" type:"raw" doc:"Name of the preference."`
	Value string `name:"value" type:"raw" doc:"Value of the preference."`
}

// visibleUser describes a user as far as the caller may see: in a course, or with course 0 in the site. ok is false when the
// caller may not see the user there at all. In a course the user must take part in it: whoever calls has made sure.
func (l *Library) visibleUser(c *call.Call, u *ent.User, courseID int) (d userDetails, ok bool) {
	self := u.ID == c.User().ID
	if !self && !c.Holds(viewDetails, courseID) {
		return userDetails{}, false
	}
	s := sight{self: self, all: self || c.Holds(viewAllDetails, courseID), update: c.Holds(updateUsers, 0)}
	s.hidden = s.all || c.Holds(viewHiddenDetails, courseID)
	s.email = self || c.Holds(viewEmail, courseID) || u.MailDisplay == mailToEveryone || u.MailDisplay == mailToCourse && courseID != 0

	d = userDetails{ID: u.ID, FirstName: &u.FirstName, LastName: &u.LastName, FullName: fullName(u)}
	d.Image, d.ImageSmall = l.userPicture(1), l.userPicture(2)
	s.fillPerson(&d, u)
	s.fillAccount(&d, u)
	if u.Description != "" {
		text, format := l.formatText(c, u.Description, u.DescriptionFormat, fileArea{contextID(userLevel, u.ID), "user", "profile", 0})
		d.Description, d.DescriptionFormat = &text, &format
	}
	if len(u.CustomFields) > 0 {
		d.CustomFields = profileFieldsOf(u)
	}
	if self {
		d.Preferences = preferencesOf(u)
	}
	return d, true
}

// sight is how much of a user a caller sees.
type sight struct{ self, all, hidden, email, update bool }

// fillPerson adds what is known of the person. What is empty stays out, except for the department, which Moodle always shows.
func (s sight) fillPerson(d *userDetails, u *ent.User) {
	d.FirstAccess, d.LastAccess = ptr(unix(u.FirstAccess)), ptr(unix(u.LastAccess))
	d.City, d.Country, d.Interests = given(&u.City), given(&u.Country), given(&u.Interests)
	if s.email {
		d.Email = &u.Email
	}
	if s.hidden {
		d.Address, d.Phone1, d.Phone2 = given(&u.Address), given(&u.Phone1), given(&u.Phone2)
	}
	if s.all {
		d.Department, d.Institution, d.IDNumber = &u.Department, given(&u.Institution), given(&u.IDNumber)
	}
}

// fillAccount adds what is known of the account.
func (s sight) fillAccount(d *userDetails, u *ent.User) {
	if s.all || s.update {
		d.Username = &u.Username
		d.Auth, d.Suspended, d.Confirmed = &u.Auth, &u.Suspended, &u.Confirmed
		d.Lang, d.Theme, d.Timezone = &u.Lang, &u.Theme, &u.Timezone
		d.MailFormat, d.TrackForums = &u.MailFormat, new(int)
	}
}

// given is nil for a text that is empty.
func given(text *string) *string {
	if *text == "" {
		return nil
	}
	return text
}

// unix is a moment as callers see it: seconds since 1970, 0 for never.
func unix(t *time.Time) int {
	if t == nil || t.IsZero() {
		return 0
	}
	return int(t.Unix())
}

// fullName is a user's name as people read it.
func fullName(u *ent.User) string {
	return call.User{FirstName: u.FirstName, LastName: u.LastName}.FullName()
}

// userPicture is the address of the picture that stands for every user, in size 1 (large) or 2 (small).
func (l *Library) userPicture(size int) string { return l.pictures[size-1] }

// iconPath is where Moodle has the pictures of its theme; the name of one follows.
const iconPath = "/theme/image.php/boost/core/1/"

// picturePath is where Moodle has the pictures of users without one; the size follows.
const picturePath = iconPath + "u/f"

func profileFieldsOf(u *ent.User) []userField {
	var list []userField
	for _, name := range slices.Sorted(maps.Keys(u.CustomFields)) {
		value := u.CustomFields[name]
		list = append(list, userField{"text", value, &value, name, name})
	}
	return list
}

func preferencesOf(u *ent.User) []userPreference {
	var list []userPreference
	for _, name := range slices.Sorted(maps.Keys(u.Preferences)) {
		list = append(list, userPreference{name, u.Preferences[name]})
	}
	return list
}
