package functions

import (
	"context"
	"errors"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/user"
	"gatehouse/server/call"
	"gatehouse/server/people"
	"gatehouse/server/store"
)

// userUpdateIn is what userUpdate takes.
type userUpdateIn struct {
	Users []changedUser `name:"users" doc:"The accounts to change."`
}

// changedUser is what is to change of an account. What is left out stays as it is.
type changedUser struct {
	ID                int                   `name:"id" doc:"Id of the user."`
	Username          *string               `name:"username" type:"username" null:"no" doc:"User name, in lower case. Nobody else may have it."`
	Auth              *string               `name:"auth" type:"auth" null:"no" doc:"How the user signs in: manual, email, webservice or nologin."`
	Suspended         *bool                 `name:"suspended" doc:"Whether the account is suspended."`
	Password          *string               `name:"password" type:"raw" null:"no" doc:"Password, as the policy of the site wants it."`
	FirstName         *string               `name:"firstname" type:"notags" null:"no" doc:"First name."`
	LastName          *string               `name:"lastname" type:"notags" doc:"Last name."`
	Email             *string               `name:"email" type:"raw_trimmed" null:"no" doc:"E-mail address. Nobody else may have it, in upper or lower case."`
	MailDisplay       *int                  `name:"maildisplay" doc:"Who sees the e-mail address: 0 nobody, 1 everybody, 2 participants of the same course."`
	City              *string               `name:"city" type:"text" doc:"City."`
	Country           *string               `name:"country" type:"alpha" doc:"Country, as two letters: FR."`
	Timezone          *string               `name:"timezone" type:"timezone" doc:"Time zone such as Europe/Paris; 99 for the site's."`
	Description       *string               `name:"description" type:"raw" doc:"What the user says about himself or herself, as HTML."`
	UserPicture       *int                  `name:"userpicture" doc:"0. Pictures are not kept here, so that any other value is refused."`
	FirstNamePhonetic *string               `name:"firstnamephonetic" type:"notags" doc:"How the first name is spoken."`
	LastNamePhonetic  *string               `name:"lastnamephonetic" type:"notags" doc:"How the last name is spoken."`
	MiddleName        *string               `name:"middlename" type:"notags" doc:"Middle name."`
	AlternateName     *string               `name:"alternatename" type:"notags" doc:"Another name."`
	Interests         *string               `name:"interests" type:"text" doc:"Interests, with commas between them."`
	IDNumber          *string               `name:"idnumber" type:"raw" doc:"Id of the user in another system."`
	Institution       *string               `name:"institution" type:"text" doc:"Institution."`
	Department        *string               `name:"department" type:"text" doc:"Department."`
	Phone1            *string               `name:"phone1" type:"notags" doc:"Phone number."`
	Phone2            *string               `name:"phone2" type:"notags" doc:"Mobile phone number."`
	Address           *string               `name:"address" type:"text" doc:"Postal address."`
	Lang              *string               `name:"lang" type:"lang" null:"no" doc:"Language."`
	CalendarType      *string               `name:"calendartype" type:"plugin" null:"no" doc:"Calendar: gregorian."`
	Theme             *string               `name:"theme" type:"theme" doc:"Theme; empty for the site's."`
	MailFormat        *int                  `name:"mailformat" doc:"1 for mail as HTML, 0 for plain text."`
	CustomFields      []userCustomValue     `name:"customfields" optional:"true" doc:"What this installation knows besides. Fields that are not named stay."`
	Preferences       []userPreferenceValue `name:"preferences" optional:"true" doc:"Preferences. Those that are not named stay."`
}

// userUpdateOut is what userUpdate answers.
type userUpdateOut struct {
	Warnings []Warning `name:"warnings" optional:"true" doc:"The users who could not be changed, and why."`
}

func (l *Library) userUpdate() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_user_update_users",
		Summary: "Changes user accounts, each for itself.",
		Description: "Each account is changed in a transaction of its own: one that cannot be changed is reported as a warning and the others " +
			"are changed all the same. The warnings are `invaliduserid`, `usernotupdatedadmin` (only administrators change administrators), " +
			"`usernotupdateddeleted`, `usernotupdatedguest`, `useremailinvalid`, `useremailduplicate`, `usernametaken`, `cannotsuspendself` " +
			"(nobody shuts himself or herself out), `cannotsuspendlastadmin` (an administrator who can sign in must remain), " +
			"`passwordpolicy` and `invalidparameter`.\n\n" +
			"Unless the settings say otherwise, tokens of the user end when the account is suspended or the password changes. " +
			"One call sets at most 50 passwords.",
		Effect:       call.Write,
		Capabilities: []string{updateUsers},
		Errors:       after(siteErrors, call.NoPermission),
		Ajax:         true,
		Example: call.Example{
			Arguments: `{"users":[{"id":11,"city":"Nantes","country":"FR"},{"id":99,"city":"Nantes"}]}`,
			Result:    `{"warnings":[{"item":"user","itemid":99,"warningcode":"invaliduserid","message":"Invalid user ID"}]}`,
		},
	}, l.changeUsers)
}

// notUpdated says why a user is not changed, with the code of a warning.
type notUpdated struct{ code, message string }

// Error describes the obstacle.
func (n *notUpdated) Error() string { return n.code + ": " + n.message }

func (l *Library) changeUsers(ctx context.Context, c *call.Call, in userUpdateIn) (userUpdateOut, error) {
	out := userUpdateOut{Warnings: []Warning{}}
	if err := l.enterSite(c); err != nil {
		return out, err
	}
	if err := c.Require(updateUsers, 0); err != nil {
		return out, err
	}
	passwords := slices.DeleteFunc(slices.Clone(in.Users), func(u changedUser) bool { return u.Password == nil })
	if err := checkPasswordCount(len(passwords)); err != nil {
		return out, err
	}
	for i := range in.Users {
		err := forCaller(l.changeUser(ctx, c, &in.Users[i], i))
		if err == nil {
			continue
		}
		warning, known := asUserWarning(err, in.Users[i].ID)
		if !known {
			return out, err
		}
		out.Warnings = append(out.Warnings, warning)
	}
	return out, nil
}

// asUserWarning turns an obstacle into a warning. Failures that are not about the user are none.
func asUserWarning(err error, userID int) (Warning, bool) {
	w := Warning{Item: ptr("user"), ItemID: &userID}
	var obstacle *notUpdated
	if errors.As(err, &obstacle) {
		w.Code, w.Message = obstacle.code, obstacle.message
		return w, true
	}
	known := call.AsError(err)
	w.Code, w.Message = string(known.Code), known.Error()
	return w, known.Code != call.Internal && known.Code != call.Unavailable
}

// changeUser changes one account. The password is hashed before the transaction, which must be quick, and only for an account
// that can be changed.
func (l *Library) changeUser(ctx context.Context, c *call.Call, u *changedUser, i int) error {
	hash := ""
	if u.Password != nil {
		if _, err := l.changeable(ctx, c, l.db(), u, i); err != nil {
			return err
		}
		if err := l.checkPassword(at("users", i, "password"), *u.Password); err != nil {
			return err
		}
		hashes, err := hashPasswords(ctx, []string{*u.Password}, func(int) string { return at("users", i, "password") })
		if err != nil {
			return err
		}
		hash = hashes[0]
	}
	return l.write(ctx, c, func(ctx context.Context, w *writing) error {
		old, err := l.changeable(ctx, c, w.Client, u, i)
		if err != nil {
			return err
		}
		if old.SiteAdmin && u.shutsDoor() {
			if err := refuseLastAdministrator(ctx, w.Client, old.ID); err != nil {
				return err
			}
		}
		return l.storeUser(ctx, c, w, old, u, hash)
	})
}

func (u *changedUser) texts() userTexts {
	return userTexts{
		"username": u.Username, "auth": u.Auth, "firstname": u.FirstName, "lastname": u.LastName, "email": u.Email,
		"city": u.City, "country": u.Country, "timezone": u.Timezone, "description": u.Description,
		"firstnamephonetic": u.FirstNamePhonetic, "lastnamephonetic": u.LastNamePhonetic, "middlename": u.MiddleName,
		"alternatename": u.AlternateName, "interests": u.Interests, "idnumber": u.IDNumber, "institution": u.Institution,
		"department": u.Department, "phone1": u.Phone1, "phone2": u.Phone2, "address": u.Address, "lang": u.Lang,
		"calendartype": u.CalendarType, "theme": u.Theme,
	}
}

// changeable returns the user as it stands, or says why the caller cannot change it so.
func (l *Library) changeable(ctx context.Context, c *call.Call, db *ent.Client, u *changedUser, i int) (*ent.User, error) {
	old, err := db.User.Get(ctx, u.ID)
	switch {
	case store.Missing(err):
		return nil, &notUpdated{"invaliduserid", "Invalid user ID"}
	case err != nil:
		return nil, err
	case old.SiteAdmin && old.ID != c.User().ID && !c.User().SiteAdmin:
		return nil, &notUpdated{"usernotupdatedadmin", "Only an administrator may change an administrator."}
	case old.Deleted:
		return nil, &notUpdated{"usernotupdateddeleted", "The user has been deleted."}
	case old.ID == guestUser:
		return nil, &notUpdated{"usernotupdatedguest", "The guest cannot be changed."}
	case u.shutsDoor() && old.ID == c.User().ID:
		return nil, &notUpdated{"cannotsuspendself", "Nobody may suspend himself or herself, nor set auth to nologin."}
	case u.UserPicture != nil && *u.UserPicture != 0:
		return nil, call.Invalid(at("users", i, "userpicture"), "found %d: pictures are not kept here.", *u.UserPicture)
	}
	for _, err := range []error{
		u.texts().check(i), checkMail(i, u.MailDisplay, u.MailFormat), checkSettings(i, u.Preferences, u.CustomFields),
	} {
		if err != nil {
			return nil, err
		}
	}
	return old, checkFreeForOther(ctx, db, old, u)
}

// noLogin is how an account signs in that cannot.
const noLogin = "nologin"

// shutsDoor says whether the user can do nothing any more after the change.
func (u *changedUser) shutsDoor() bool {
	return u.Suspended != nil && *u.Suspended || value(u.Auth) == noLogin
}

// refuseLastAdministrator fails unless somebody besides the user is an administrator who can sign in. It holds on to the
// administrators until the transaction ends, so that two cannot shut each other out at the same moment.
func refuseLastAdministrator(ctx context.Context, db *ent.Client, userID int) error {
	administrators, err := db.User.Query().Where(user.SiteAdmin(true), store.ForUpdate).Order(user.ByID()).All(ctx)
	if err != nil {
		return err
	}
	for _, u := range administrators {
		if u.ID != userID && !u.Deleted && !u.Suspended && u.Confirmed && u.Auth != noLogin {
			return nil
		}
	}
	return &notUpdated{"cannotsuspendlastadmin", "No other administrator could sign in any more."}
}

// checkFreeForOther fails when a new user name or e-mail address belongs to somebody else.
func checkFreeForOther(ctx context.Context, db *ent.Client, old *ent.User, u *changedUser) error {
	if u.Username != nil && *u.Username != old.Username {
		found, err := db.User.Query().Where(user.Username(*u.Username)).Exist(ctx)
		if err != nil {
			return err
		}
		if found {
			return &notUpdated{"usernametaken", "Another user has this user name."}
		}
	}
	if u.Email == nil || *u.Email == old.Email {
		return nil
	}
	if !call.ValidEmail(*u.Email) {
		return &notUpdated{"useremailinvalid", "This is not an e-mail address."}
	}
	found, err := db.User.Query().Where(emailIs(*u.Email), user.IDNEQ(old.ID)).Exist(ctx)
	if err != nil {
		return err
	}
	if found {
		return &notUpdated{"useremailduplicate", "Another user has this e-mail address."}
	}
	return nil
}

// aboutAccess are the parameters that what is kept in memory of a user depends on.
var aboutAccess = []string{"username", "auth", "firstname", "lastname", "lang", "suspended", "password", "preferences"}

// storeUser writes down what changes of a user, and ends the user's tokens when it is of that kind.
func (l *Library) storeUser(ctx context.Context, c *call.Call, w *writing, old *ent.User, u *changedUser, hash string) error {
	row := w.User.UpdateOne(old).SetNillableSuspended(u.Suspended).SetNillableMailDisplay(u.MailDisplay).SetNillableMailFormat(u.MailFormat)
	changed := u.texts().apply(row.Mutation())
	if u.Suspended != nil {
		changed = append(changed, "suspended")
	}
	if hash != "" {
		row.SetPasswordHash(hash)
		changed = append(changed, "password")
	}
	if len(u.Preferences) > 0 {
		row.SetPreferences(withPreferences(old.Preferences, u.Preferences))
		changed = append(changed, "preferences")
	}
	if len(u.CustomFields) > 0 {
		row.SetCustomFields(withCustomValues(old.CustomFields, u.CustomFields))
		changed = append(changed, "customfields")
	}
	if err := row.Exec(ctx); err != nil {
		return err
	}
	w.about("user", old.ID)
	w.details = map[string]any{"changed": changed}
	if slices.ContainsFunc(changed, func(key string) bool { return slices.Contains(aboutAccess, key) }) {
		w.Changed(store.UserChanged, old.ID)
	}
	suspends := u.Suspended != nil && *u.Suspended && !old.Suspended
	if !suspends && hash == "" {
		return nil
	}
	if err := people.EndAll(ctx, w.Tx, old.ID); err != nil {
		return err
	}
	if ends := l.Store.Settings().Tokens; suspends && ends.EndOnSuspension || hash != "" && ends.EndOnPassword {
		_, err := people.EndTokens(ctx, w.Tx, c.At, old.ID)
		return err
	}
	return nil
}
