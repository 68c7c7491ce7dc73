package functions

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gatehouse/ent"
	"gatehouse/ent/user"
	"gatehouse/server/call"
)

// userCreateIn is what userCreate takes.
type userCreateIn struct {
	Users []newUser `name:"users" doc:"The accounts to make."`
}

// newUser is an account to make.
type newUser struct {
	CreatePassword    *bool                 `name:"createpassword" doc:"True: nobody knows the password, and the user has to set one."`
	Username          string                `name:"username" type:"username" doc:"User name, in lower case. Nobody else may have it."`
	Auth              string                `name:"auth" type:"auth" default:"manual" null:"no" doc:"How the user signs in: manual, email, webservice or nologin."`
	Password          *string               `name:"password" type:"raw" doc:"Password, as the policy of the site wants it."`
	FirstName         string                `name:"firstname" type:"notags" doc:"First name."`
	LastName          string                `name:"lastname" type:"notags" doc:"Last name."`
	Email             string                `name:"email" type:"raw_trimmed" doc:"E-mail address. Nobody else may have it, in upper or lower case."`
	MailDisplay       *int                  `name:"maildisplay" doc:"Who sees the e-mail address: 0 nobody, 1 everybody, 2 participants of the same course."`
	City              *string               `name:"city" type:"text" doc:"City."`
	Country           *string               `name:"country" type:"alpha" doc:"Country, as two letters: FR."`
	Timezone          *string               `name:"timezone" type:"timezone" doc:"Time zone such as Europe/Paris; 99 for the site's."`
	Description       *string               `name:"description" type:"raw" doc:"What the user says about himself or herself, as HTML."`
	FirstNamePhonetic *string               `name:"firstnamephonetic" type:"notags" doc:"How the first name is spoken."`
	LastNamePhonetic  *string               `name:"lastnamephonetic" type:"notags" doc:"How the last name is spoken."`
	MiddleName        *string               `name:"middlename" type:"notags" doc:"Middle name."`
	AlternateName     *string               `name:"alternatename" type:"notags" doc:"Another name."`
	Interests         *string               `name:"interests" type:"text" doc:"Interests, with commas between them."`
	IDNumber          string                `name:"idnumber" type:"raw" default:"" doc:"Id of the user in another system."`
	Institution       *string               `name:"institution" type:"text" doc:"Institution."`
	Department        *string               `name:"department" type:"text" doc:"Department."`
	Phone1            *string               `name:"phone1" type:"notags" doc:"Phone number."`
	Phone2            *string               `name:"phone2" type:"notags" doc:"Mobile phone number."`
	Address           *string               `name:"address" type:"text" doc:"Postal address."`
	Lang              string                `name:"lang" type:"lang" default:"en" null:"no" doc:"Language."`
	CalendarType      string                `name:"calendartype" type:"plugin" default:"gregorian" doc:"Calendar: gregorian."`
	Theme             *string               `name:"theme" type:"theme" doc:"Theme; empty for the site's."`
	MailFormat        *int                  `name:"mailformat" doc:"1 for mail as HTML, 0 for plain text."`
	CustomFields      []userCustomValue     `name:"customfields" optional:"true" doc:"What this installation knows besides."`
	Preferences       []userPreferenceValue `name:"preferences" optional:"true" doc:"Preferences to begin with."`
}

// userCreated is an account that was made.
type userCreated struct {
	ID       int    `name:"id" doc:"Id of the user."`
	Username string `name:"username" type:"username" doc:"User name."`
}

func (l *Library) userCreate() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_user_create_users",
		Summary: "Makes user accounts, all of them or none.",
		Description: "User names and e-mail addresses must be free, in the site and within the call; a blank name, an address that is none " +
			"or is taken, or a missing password is refused as `invalidparameter` with the place in the call, a weak password as " +
			"`passwordpolicy`. When one account cannot be made, none is.\n\n" +
			"Accounts that sign in with `manual` or `email` need a `password` or `createpassword`. With `createpassword` nobody can sign in " +
			"before a password has been set for the account, and it has to be changed at the first use; no mail is sent. " +
			"One call sets at most 50 passwords, because each takes time; accounts without one may be many more.",
		Effect:       call.Write,
		Capabilities: []string{"moodle/user:create"},
		Errors:       after(siteErrors, call.NoPermission, call.PasswordTooWeak),
		Example: call.Example{
			Arguments: `{"users":[{"username":"zoe","password":"Sp1der-web","firstname":"Zoë","lastname":"O'Brien & Co","email":"zoe@example.com"}]}`,
			Result:    `[{"id":15,"username":"zoe"}]`,
		},
	}, l.createUsers)
}

func (l *Library) createUsers(ctx context.Context, c *call.Call, in userCreateIn) ([]userCreated, error) {
	if err := l.enterSite(c); err != nil {
		return nil, err
	}
	if err := c.Require("moodle/user:create", 0); err != nil {
		return nil, err
	}
	if err := l.checkNewUsers(in.Users); err != nil {
		return nil, err
	}
	if err := checkFree(ctx, l.db(), in.Users); err != nil {
		return nil, err
	}
	passwords := column(in.Users, func(u newUser) string { return u.password() })
	hashes, err := hashPasswords(ctx, passwords, func(i int) string { return at("users", i, "password") })
	if err != nil {
		return nil, err
	}
	created := make([]userCreated, 0, len(in.Users))
	err = l.write(ctx, c, func(ctx context.Context, w *writing) error {
		created = created[:0] // the transaction may run again
		if err := checkFree(ctx, w.Client, in.Users); err != nil {
			return err
		}
		rows := make([]*ent.UserCreate, len(in.Users))
		for i := range in.Users {
			rows[i] = in.Users[i].row(w.Client, hashes[i])
		}
		for some := range slices.Chunk(rows, batchSize) {
			users, err := w.User.CreateBulk(some...).Save(ctx)
			if err != nil {
				return err
			}
			for _, u := range users {
				w.about("user", u.ID)
				created = append(created, userCreated{u.ID, u.Username})
			}
		}
		return nil
	})
	return created, err
}

// password is the one to hash: none when one is to be made later.
func (u *newUser) password() string {
	if u.createsPassword() {
		return ""
	}
	return value(u.Password)
}

func (u *newUser) createsPassword() bool { return u.CreatePassword != nil && *u.CreatePassword }

func (u *newUser) texts() userTexts {
	return userTexts{
		"username": &u.Username, "auth": &u.Auth, "firstname": &u.FirstName, "lastname": &u.LastName, "email": &u.Email,
		"city": u.City, "country": u.Country, "timezone": u.Timezone, "description": u.Description,
		"firstnamephonetic": u.FirstNamePhonetic, "lastnamephonetic": u.LastNamePhonetic, "middlename": u.MiddleName,
		"alternatename": u.AlternateName, "interests": u.Interests, "idnumber": &u.IDNumber, "institution": u.Institution,
		"department": u.Department, "phone1": u.Phone1, "phone2": u.Phone2, "address": u.Address, "lang": &u.Lang,
		"calendartype": &u.CalendarType, "theme": u.Theme,
	}
}

func (u *newUser) row(db *ent.Client, hash string) *ent.UserCreate {
	row := db.User.Create().SetPasswordHash(hash).SetNillableMailDisplay(u.MailDisplay).SetNillableMailFormat(u.MailFormat)
	u.texts().apply(row.Mutation())
	preferences := withPreferences(nil, u.Preferences)
	if u.createsPassword() {
		preferences[forceChange] = "1"
	}
	return row.SetPreferences(preferences).SetCustomFields(withCustomValues(nil, u.CustomFields))
}

// checkNewUsers looks at everything that can be seen without the database.
func (l *Library) checkNewUsers(users []newUser) error {
	passwords := 0
	for i := range users {
		u := &users[i]
		if u.password() != "" {
			passwords++
		}
		for _, err := range []error{
			u.texts().check(i), u.checkAccount(i), checkMail(i, u.MailDisplay, u.MailFormat), checkSettings(i, u.Preferences, u.CustomFields),
		} {
			if err != nil {
				return err
			}
		}
	}
	if err := checkPasswordCount(passwords); err != nil {
		return err
	}
	for i := range users {
		if password := users[i].password(); password != "" {
			if err := l.checkPassword(at("users", i, "password"), password); err != nil {
				return err
			}
		}
	}
	return checkTwice(users)
}

func (u *newUser) checkAccount(i int) error {
	if !call.ValidEmail(u.Email) {
		return call.Invalid(at("users", i, "email"), "found %q, expected an e-mail address.", u.Email)
	}
	signsIn := u.Auth == "manual" || u.Auth == "email"
	if signsIn && value(u.Password) == "" && !u.createsPassword() {
		return call.Invalid(at("users", i, "password"), "is missing: give one, or set createpassword.")
	}
	return nil
}

// checkTwice fails when two users of one call want the same name or address.
func checkTwice(users []newUser) error {
	names, addresses := map[string]int{}, map[string]int{}
	for i := range users {
		u := &users[i]
		if first, twice := names[u.Username]; twice {
			return call.Invalid(at("users", i, "username"), "is the same as that of user %d of this call.", first)
		}
		address := strings.ToLower(u.Email)
		if first, twice := addresses[address]; twice {
			return call.Invalid(at("users", i, "email"), "is the same as that of user %d of this call.", first)
		}
		names[u.Username], addresses[address] = i, i
	}
	return nil
}

// checkFree fails when a user name or an e-mail address is taken.
func checkFree(ctx context.Context, db *ent.Client, users []newUser) error {
	for start := 0; start < len(users); start += batchSize {
		some := users[start:min(start+batchSize, len(users))]
		names, err := db.User.Query().Where(user.UsernameIn(column(some, func(u newUser) string { return u.Username })...)).
			Select(user.FieldUsername).Strings(ctx)
		if err != nil {
			return err
		}
		addresses, err := db.User.Query().Where(emailIs(column(some, func(u newUser) string { return u.Email })...)).
			Select(user.FieldEmail).Strings(ctx)
		if err != nil {
			return err
		}
		for i := range some {
			if slices.Contains(names, some[i].Username) {
				return taken(at("users", start+i, "username"), "user name", some[i].Username)
			}
			if slices.ContainsFunc(addresses, func(a string) bool { return strings.EqualFold(a, some[i].Email) }) {
				return taken(at("users", start+i, "email"), "e-mail address", some[i].Email)
			}
		}
	}
	return nil
}

func taken(path, what, text string) error {
	return &call.Error{Code: call.InvalidParameter, Path: path, Found: text, Message: fmt.Sprintf("The %s %q is taken.", what, text)}
}
