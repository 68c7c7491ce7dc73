package people

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"gatehouse/ent"
	"gatehouse/ent/identity"
	"gatehouse/ent/session"
	"gatehouse/ent/user"
	"gatehouse/server/call"
	"gatehouse/server/journal"
	"gatehouse/server/store"
)

// Vouched is what an OpenID Connect provider says of somebody who has just shown it who is there. Issuer and Subject together are the
// person; the rest may change.
type Vouched struct {
	Issuer, Subject     string
	Email               string
	EmailVerified       bool
	FirstName, LastName string
}

// ErrStranger is the one answer to somebody for whom a provider vouches and whom no account is open to: none is linked, or it is
// suspended, not confirmed, deleted or shut, or the setting that would link one finds none that fits.
var ErrStranger = call.Errorf(call.AccessDenied, "No account here is open to you.")

// Recognise returns the account of somebody for whom a provider vouches. Who is not linked yet is, when the settings let a verified
// e-mail address find the account, or an account be made.
func Recognise(ctx context.Context, s *store.Store, who Vouched, v Visit) (*ent.User, error) {
	var found *ent.User
	row, err := s.DB.Identity.Query().Where(identity.Issuer(who.Issuer), identity.Subject(who.Subject)).WithUser().Only(ctx)
	switch {
	case err == nil:
		found = row.Edges.User
	case store.Missing(err):
		err = s.Write(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
			found, err = introduce(ctx, tx, who, v)
			return err
		})
	}
	if err == nil && !mayEnter(found) {
		err = ErrStranger
	}
	if err != nil {
		return nil, err
	}
	return found, nil
}

// introduce finds or makes the account of somebody who is not linked to any, and links it.
func introduce(ctx context.Context, tx *store.Tx, who Vouched, v Visit) (*ent.User, error) {
	settings, err := store.ReadSettings(ctx, tx.Client)
	if err != nil {
		return nil, err
	}
	may := settings.SignIn
	if !who.EmailVerified || !isEmail(who.Email) || !may.LinkByEmail && !may.CreateAccounts {
		return nil, ErrStranger
	}
	holders, err := tx.User.Query().Where(user.EmailIn(who.Email, strings.ToLower(who.Email)), user.Deleted(false)).Limit(2).All(ctx)
	if err != nil {
		return nil, err
	}
	var u *ent.User
	switch {
	case len(holders) == 0 && may.CreateAccounts:
		u, err = createVouched(ctx, tx, who, v)
	case len(holders) == 1 && may.LinkByEmail:
		u, err = holders[0], mayBeFound(ctx, tx, holders[0], who.Issuer)
	default:
		err = ErrStranger
	}
	if err != nil {
		return nil, err
	}
	return u, addIdentity(ctx, tx, actorOf(u, v), u, who)
}

// mayBeFound fails unless an account may be linked by its e-mail address alone. An administrator's may not: whoever runs the provider's
// addresses would administer this server. Nor one that the provider knows as somebody else already: the address has a new owner.
func mayBeFound(ctx context.Context, tx *store.Tx, u *ent.User, issuer string) error {
	linked, err := tx.Identity.Query().Where(identity.UserID(u.ID), identity.Issuer(issuer)).Exist(ctx)
	if err != nil {
		return err
	}
	if linked || u.SiteAdmin || !mayEnter(u) {
		return ErrStranger
	}
	return nil
}

// createVouched makes an account without a password, under the e-mail address as its user name.
func createVouched(ctx context.Context, tx *store.Tx, who Vouched, v Visit) (*ent.User, error) {
	name := strings.ToLower(who.Email)
	if OnlyUsername(name) != name {
		return nil, ErrStranger
	}
	taken, err := tx.User.Query().Where(user.Username(name)).Exist(ctx)
	if err != nil || taken {
		return nil, orElse(err, ErrStranger)
	}
	made, err := tx.User.Create().SetUsername(name).SetEmail(who.Email).SetFirstName(nameOf(who.FirstName)).SetLastName(nameOf(who.LastName)).Save(ctx)
	if err != nil {
		return nil, err
	}
	tx.Changed(store.UserChanged, made.ID)
	return made, journal.Audit(ctx, tx, actorOf(made, v), journal.Event{Action: "user.create", Subject: made.Username, Object: userObject(made), Details: map[string]any{
		"after": map[string]any{"username": made.Username, "email": made.Email, "firstName": made.FirstName, "lastName": made.LastName},
	}})
}

// isEmail says whether a text may stand as an account's e-mail address.
func isEmail(text string) bool {
	return text != "" && len(text) <= longest && utf8.ValidString(text) && call.Type("email").Accepts(text)
}

// nameOf is a name as an account may have it, of whatever the provider says.
func nameOf(text string) string {
	text = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == utf8.RuneError {
			return -1
		}
		return r
	}, text))
	for len(text) > longest {
		_, size := utf8.DecodeLastRuneInString(text)
		text = text[:len(text)-size]
	}
	return text
}

// addIdentity links one identity to one account. The database has each identity once.
func addIdentity(ctx context.Context, tx *store.Tx, by journal.Actor, u *ent.User, who Vouched) error {
	if err := tx.Identity.Create().SetIssuer(who.Issuer).SetSubject(who.Subject).SetUserID(u.ID).SetEmail(cutEmail(who.Email)).Exec(ctx); err != nil {
		return err
	}
	return journal.Audit(ctx, tx, by, journal.Event{Action: "identity.link", Subject: "user " + u.Username, Object: userObject(u), Details: map[string]any{
		"after": map[string]any{"issuer": who.Issuer, "subject": who.Subject},
	}})
}

// cutEmail is an address to be read by people, of whatever the provider says.
func cutEmail(text string) string {
	if !isEmail(text) {
		return ""
	}
	return text
}

// longestSubject is how long what a provider calls somebody may be (OpenID Connect Core, section 2).
const longestSubject = 255

func isSubject(text string) bool {
	odd := strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r > '~' })
	return text != "" && len(text) <= longestSubject && !odd && strings.TrimSpace(text) == text
}

// LinkIdentity links an identity to an account: in the name of an administrator, or of the person, who has shown at both places who is
// there. An identity belongs to one account.
func LinkIdentity(ctx context.Context, tx *store.Tx, by journal.Actor, userID int, who Vouched) error {
	if !isSubject(who.Subject) {
		return call.Invalid("subject", "expected what the provider calls the person: 1 to %d ASCII characters, without blanks around them", longestSubject)
	}
	u, err := tx.User.Query().Where(user.ID(userID), store.ForUpdate).Only(ctx)
	if store.Missing(err) || err == nil && (u.Deleted || u.Username == guest) {
		return call.Fail(call.UserNotFound)
	}
	if err != nil {
		return err
	}
	row, err := tx.Identity.Query().Where(identity.Issuer(who.Issuer), identity.Subject(who.Subject)).Only(ctx)
	switch {
	case store.Missing(err):
		return addIdentity(ctx, tx, by, u, who)
	case err == nil && row.UserID != userID:
		return call.Invalid("subject", "is linked to another account here")
	}
	return err
}

// UnlinkIdentity takes an identity from its account. Somebody else's sessions end with it, because they may have been begun by it. Nobody
// takes the own last way in.
func UnlinkIdentity(ctx context.Context, tx *store.Tx, by journal.Actor, id int) error {
	row, err := tx.Identity.Query().Where(identity.ID(id)).WithUser(func(q *ent.UserQuery) { q.Where(store.ForUpdate) }).Only(ctx)
	if err != nil {
		return err
	}
	u := row.Edges.User
	if by.UserID == u.ID && u.PasswordHash == "" {
		others, err := tx.Identity.Query().Where(identity.UserID(u.ID), identity.IDNEQ(id)).Exist(ctx)
		if err != nil {
			return err
		}
		if !others {
			return call.Errorf(call.AccessDenied, "You could not sign in any more: this account has no password. Ask an administrator for a link to choose one.")
		}
	}
	if err := tx.Identity.DeleteOne(row).Exec(ctx); err != nil {
		return err
	}
	if by.UserID != u.ID {
		if _, err := tx.Session.Delete().Where(session.UserID(u.ID)).Exec(ctx); err != nil {
			return err
		}
	}
	return journal.Audit(ctx, tx, by, journal.Event{Action: "identity.unlink", Subject: "user " + u.Username, Object: userObject(u), Details: map[string]any{
		"before": map[string]any{"issuer": row.Issuer, "subject": row.Subject},
	}})
}

// IdentitiesOf returns the identities of users, the oldest first.
func IdentitiesOf(ctx context.Context, db *ent.Client, userIDs ...int) ([]*ent.Identity, error) {
	return db.Identity.Query().Where(identity.UserIDIn(userIDs...)).Order(identity.ByID()).All(ctx)
}
