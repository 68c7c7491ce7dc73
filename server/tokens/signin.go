package tokens

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/netip"
	"strings"
	"time"
	"unicode/utf8"

	"gatehouse/ent"
	"gatehouse/ent/authoriseduser"
	"gatehouse/ent/service"
	"gatehouse/ent/token"
	"gatehouse/server/call"
	"gatehouse/server/journal"
	"gatehouse/server/people"
	"gatehouse/server/store"
)

// The capabilities that let a user make a token, and the service that every signed-in user may have one for.
const (
	createToken       = "moodle/webservice:createtoken"
	createMobileToken = "moodle/webservice:createmobiletoken"
	mobileService     = "moodle_mobile_app"
)

const (
	// signInLimit bounds the body of /login/token.php.
	signInLimit = 16 << 10
	// signInTime is how long signing in may take, most of it waiting for others' passwords to be hashed.
	signInTime = 10 * time.Second
)

// signInError turns what the doorman says into what callers may know.
func signInError(err error, wrong call.Code) error {
	if errors.Is(err, people.ErrWrong) {
		return call.Fail(wrong)
	}
	if errors.Is(err, people.ErrSecondFactor) {
		return call.Fail(call.SecondFactor)
	}
	if store.Unavailable(err) {
		return unavailable(err)
	}
	return err
}

// SignIn is /login/token.php: user name, password and the short name of a service in the query or a form, a new token out. Like
// Moodle it answers errors with status 200 and JSON {error, errorcode, ...}; unlike Moodle each sign-in makes a token, because
// an old one cannot be shown again. (Order of the checks: Moodle's login/token.php.)
func (k *Keeper) SignIn(now func() time.Time) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		r.Body = http.MaxBytesReader(w, r.Body, signInLimit)
		answer, err := k.signIn(r, now())
		if err != nil {
			answer = refusal(r.Context(), err)
			k.refused(r, err)
		}
		_ = json.NewEncoder(w).Encode(answer) // a client that has gone away cannot be told
	})
}

// issued is the answer to a sign-in. The private token belongs to a browser sign-in that this server does not have.
type issued struct {
	Token        string  `json:"token"`
	PrivateToken *string `json:"privatetoken"`
}

// refused logs a failed sign-in, without the name that was tried: people type passwords there.
func (k *Keeper) refused(r *http.Request, err error) {
	known, caller := call.AsError(err), call.CallerOf(r.Context())
	if known.Code == call.Internal {
		k.log.Error("signing in failed", "request", caller.RequestID, "error", err)
		return
	}
	k.log.Info("sign-in refused", "code", known.Code, "address", caller.Address, "request", caller.RequestID)
}

// refusal is an error in the form of Moodle's JSON pages.
func refusal(ctx context.Context, err error) any {
	known := call.AsError(err)
	return struct {
		Error            string    `json:"error"`
		Code             call.Code `json:"errorcode"`
		StackTrace       *string   `json:"stacktrace"`
		DebugInfo        *string   `json:"debuginfo"`
		ReproductionLink *string   `json:"reproductionlink"`
		RequestID        string    `json:"requestid"`
	}{Error: known.Error(), Code: known.Code, RequestID: call.CallerOf(ctx).RequestID}
}

func (k *Keeper) signIn(r *http.Request, now time.Time) (any, error) {
	if !k.Policy().ServicesOn {
		return nil, call.Fail(call.ServicesOff)
	}
	if !k.store.UpToDate() {
		return nil, call.Fail(call.Unavailable)
	}
	for _, encoding := range r.Header["Content-Encoding"] {
		if encoding != "" && encoding != "identity" {
			return nil, call.Errorf(call.MediaType, "Compressed requests are not read here: send it without Content-Encoding.")
		}
	}
	if err := r.ParseForm(); err != nil {
		return nil, call.Errorf(call.InvalidParameter, "The form cannot be read, or is larger than 16 kB.")
	}
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
		if err := r.ParseMultipartForm(signInLimit); err != nil {
			return nil, call.Errorf(call.InvalidParameter, "The form cannot be read, or is larger than 16 kB.")
		}
	}
	if check := r.Form.Get("appsitecheck"); check != "" && check != "0" {
		return map[string]string{"appsitecheck": "ok"}, nil
	}
	var fields [3]string
	for i, name := range []string{"username", "password", "service"} {
		var err error
		if fields[i], err = signInField(r, name); err != nil {
			return nil, err
		}
	}
	ctx, cancel := context.WithTimeout(r.Context(), signInTime)
	defer cancel()
	secret, err := k.exchange(ctx, fields[0], fields[1], fields[2], now)
	if err != nil {
		return nil, err
	}
	return issued{Token: secret}, nil
}

// signInField is one parameter of the form: the body's, else the query's, each of which may have it once.
func signInField(r *http.Request, name string) (string, error) {
	for _, values := range [][]string{r.PostForm[name], r.URL.Query()[name]} {
		switch {
		case len(values) > 1:
			return "", call.Invalid(name, "is given twice")
		case len(values) == 1 && (!utf8.ValidString(values[0]) || strings.IndexByte(values[0], 0) >= 0):
			return "", call.Invalid(name, "is not UTF-8 text")
		case len(values) == 1:
			return values[0], nil
		}
	}
	return "", &call.Error{Code: call.MissingParameter, Path: name, Message: "is missing."}
}

// exchange makes a token for whoever shows a user name and its password.
func (k *Keeper) exchange(ctx context.Context, username, password, shortName string, now time.Time) (string, error) {
	caller := call.CallerOf(ctx)
	if strings.EqualFold(strings.TrimSpace(username), guestUser) {
		return "", call.Fail(call.GuestRefused)
	}
	found, err := k.people.SignIn(ctx, username, password, caller.Address)
	if err != nil {
		return "", signInError(err, call.InvalidLogin)
	}
	grant, err := k.grantOfUser(ctx, found)
	if err != nil {
		return "", err
	}
	if err := k.mayIssue(grant); err != nil {
		return "", err
	}
	row, err := k.store.DB.Service.Query().Where(service.ShortName(shortName), service.Enabled(true)).Only(ctx)
	if shortName == "" || store.Missing(err) {
		return "", call.Fail(call.ServiceNotAvailable)
	}
	if err != nil {
		return "", unavailable(err)
	}
	if err := k.serviceOpen(ctx, grant, row, caller.Address, now); err != nil {
		return "", err
	}
	if !k.mayCreate(grant, row) {
		return "", call.Fail(call.CannotCreateToken)
	}
	return k.issue(ctx, grant, row, caller, now)
}

// mayIssue asks the account itself. Suspended users and those who may not sign in get the answer to a wrong password, so that a
// stranger does not learn that the password was right.
func (k *Keeper) mayIssue(grant *call.Grant) error {
	user := grant.User
	switch {
	case user.Suspended || user.NoLogin:
		return call.Fail(call.InvalidLogin)
	case k.Policy().Maintenance && !grant.Holdings.Hold(call.MaintenanceAccess, 0):
		return call.Fail(call.SiteMaintenance)
	case !user.Confirmed:
		return call.Fail(call.NotConfirmed)
	}
	return nil
}

// serviceOpen asks whether the service stands open to the user, in the order of Moodle's token page.
func (k *Keeper) serviceOpen(ctx context.Context, grant *call.Grant, row *ent.Service, from netip.Addr, now time.Time) error {
	if row.RequiredCapability != "" && !grant.Holdings.Hold(row.RequiredCapability, 0) {
		return call.Fail(call.ServiceCapability)
	}
	if !row.AuthorisedUsersOnly {
		return nil
	}
	entry, err := k.store.DB.AuthorisedUser.Query().Where(authoriseduser.ServiceID(row.ID), authoriseduser.UserID(grant.User.ID)).Only(ctx)
	if store.Missing(err) {
		return call.Fail(call.ServiceUser)
	}
	if err != nil {
		return unavailable(err)
	}
	if entry.ValidUntil != nil && now.After(*entry.ValidUntil) {
		return call.Fail(call.ServiceUserExpired)
	}
	if allowed, _ := call.ParseAddresses(entry.IPRestriction); !allowed.Contain(from) {
		return call.Fail(call.ServiceUserAddress)
	}
	return nil
}

// mayCreate: the mobile service is for everybody who may have a mobile token, any other for those who may create tokens; an
// administrator's token can be made by the command line or the keys page only, unless a setting allows it here.
func (k *Keeper) mayCreate(grant *call.Grant, row *ent.Service) bool {
	if row.ShortName == mobileService && grant.Holdings.Hold(createMobileToken, 0) {
		return true
	}
	if grant.User.SiteAdmin {
		return k.store.Settings().Tokens.SelfServiceForAdmin
	}
	return grant.Holdings.Hold(createToken, 0)
}

// issue mints the token and retires the oldest of those that earlier sign-ins made.
func (k *Keeper) issue(ctx context.Context, grant *call.Grant, row *ent.Service, caller call.Caller, now time.Time) (secret string, err error) {
	settings := k.store.Settings().Tokens
	by := journal.Actor{
		Door: "sign-in", UserID: grant.User.ID, Name: grant.User.Username, ServiceID: row.ID,
		Address: caller.Address.String(), RequestID: caller.RequestID,
	}
	err = k.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, secret, err = Mint(ctx, tx, by, Wish{
			Name: "Sign-in of " + now.UTC().Format("2 January 2006, 15:04"), User: grant.User.ID, Service: row.ID, Creator: grant.User.ID,
			ValidUntil: now.AddDate(0, 0, settings.SignInDays), Origin: token.OriginLogin,
		})
		if err != nil {
			return err
		}
		return retireOldest(ctx, tx, by, grant.User.ID, row.ID, settings.SignInKept, now)
	})
	if err != nil && store.Unavailable(err) {
		err = unavailable(err)
	}
	return secret, err
}

// retireOldest revokes all but the newest tokens that sign-ins made for a user and a service.
func retireOldest(ctx context.Context, tx *store.Tx, by journal.Actor, userID, serviceID, kept int, now time.Time) error {
	ids, err := tx.Token.Query().Where(
		token.UserID(userID), token.ServiceID(serviceID), token.OriginEQ(token.OriginLogin), token.RevokedAtIsNil(),
	).Order(ent.Desc(token.FieldID)).Offset(max(kept, 1)).IDs(ctx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := Revoke(ctx, tx, by, id, now); err != nil {
			return err
		}
	}
	return nil
}
