package people

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/token"
	"gatehouse/ent/user"
	"gatehouse/server/call"
	"gatehouse/server/journal"
	"gatehouse/server/store"
)

// ownLength is how many characters a password has that a person chooses here.
const ownLength = 12

// CheckOwnPassword fails unless a password is good enough for a person to choose: long, not one of those that everybody tries
// first, and not the own name again. It asks for no digits or signs: they make passwords hard to remember and no harder to guess.
func CheckOwnPassword(password, username, email string) error {
	switch lacks := tooShort(password, ownLength); {
	case len(lacks) > 0:
		return call.Invalid("password", "%s A few words in a row are easy to remember.", lacks[0])
	case len(password) > maxPassword:
		return call.Invalid("password", "It has more than %d bytes.", maxPassword)
	case common(password, username, email):
		return call.Invalid("password", "It is among the first that anybody tries. Choose one that is yours alone.")
	}
	return nil
}

// beginnings are what the passwords of twelve characters and more begin with that lists of leaked ones hold most often.
var beginnings = []string{
	"password", "passwort", "motdepasse", "contrasena", "123456", "qwerty", "qwertz", "azerty", "1q2w3e", "asdfgh", "abcdef", "abc123",
	"iloveyou", "letmein", "welcome", "administrator", "admin", "changeme", "gatehouse", "moodle", "secret", "football", "baseball", "superman",
	"sunshine", "princess", "trustno1", "master", "dragon", "monkey", "shadow", "michael", "111111", "000000",
}

// common says whether a password is made of a common beginning, the person's own names, repetition, or digits after one another,
// once what people add to reach a length (digits and signs) is off.
func common(password, username, email string) bool {
	plain := strings.ToLower(strings.TrimSpace(password))
	core := strings.Trim(plain, "0123456789!?.,;:-_#*+@$%&/()=")
	local, _, _ := strings.Cut(strings.ToLower(email), "@")
	for _, word := range append(slices.Clone(beginnings), strings.ToLower(username), local) {
		if word != "" && (core == word || strings.ReplaceAll(core, word, "") == "" || strings.ReplaceAll(plain, word, "") == "") {
			return true
		}
	}
	return repetitive(plain) || sequential(plain)
}

// repetitive says whether a text is one piece of up to four characters over and over.
func repetitive(text string) bool {
	for n := 1; n <= 4 && n < len(text); n++ {
		if strings.HasPrefix(strings.Repeat(text[:n], len(text)/n+1), text) {
			return true
		}
	}
	return false
}

// sequential says whether each character follows the one before it, as in 123456789012 and abcdefghijkl.
func sequential(text string) bool {
	for i := 1; i < len(text); i++ {
		if step := text[i] - text[i-1]; step != 1 && !(text[i-1] == '9' && text[i] == '0') {
			return false
		}
	}
	return true
}

func newHash(ctx context.Context, password string, owner *ent.User) (string, error) {
	if err := CheckOwnPassword(password, owner.Username, owner.Email); err != nil {
		return "", err
	}
	return HashPassword(ctx, password)
}

// ChangePassword sets a new password for somebody who has just given the current one. Every session ends, and every token when the
// settings say so.
func ChangePassword(ctx context.Context, s *store.Store, by journal.Actor, owner *ent.User, password string, now time.Time) error {
	hash, err := newHash(ctx, password, owner)
	if err != nil {
		return err
	}
	return s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return setPassword(ctx, tx, s.Settings().Tokens.EndOnPassword, by, owner, hash, now)
	})
}

// setPassword writes a password down and ends what rested on the old one.
func setPassword(ctx context.Context, tx *store.Tx, endTokens bool, by journal.Actor, owner *ent.User, hash string, now time.Time) error {
	changed, err := tx.User.Update().Where(user.ID(owner.ID), user.PasswordHash(owner.PasswordHash)).SetPasswordHash(hash).
		SetPreferences(withoutForcedChange(owner.Preferences)).Save(ctx)
	if err != nil {
		return err
	}
	if changed == 0 {
		return call.Errorf(call.Unavailable, "The password was changed elsewhere at this moment. Sign in with the new one.")
	}
	tx.Changed(store.UserChanged, owner.ID)
	if err := EndAll(ctx, tx, owner.ID); err != nil {
		return err
	}
	ended := 0
	if endTokens {
		if ended, err = EndTokens(ctx, tx, now, owner.ID); err != nil {
			return err
		}
	}
	return journal.Audit(ctx, tx, by, journal.Event{Action: "user.password", Subject: owner.Username, Object: userObject(owner), Details: map[string]any{"tokensRevoked": ended}})
}

// EndTokens revokes the tokens of users, in the transaction that suspends or deletes them or changes their passwords.
func EndTokens(ctx context.Context, tx *store.Tx, now time.Time, userIDs ...int) (ended int, err error) {
	for some := range slices.Chunk(userIDs, bulk) {
		which := token.And(token.UserIDIn(some...), token.RevokedAtIsNil())
		ids, err := tx.Token.Query().Where(which).IDs(ctx)
		if err != nil {
			return ended, err
		}
		if len(ids) == 0 {
			continue
		}
		if err := tx.Token.Update().Where(which).SetRevokedAt(now).Exec(ctx); err != nil {
			return ended, fmt.Errorf("revoking tokens: %w", err)
		}
		for _, id := range ids {
			tx.Changed(store.TokenChanged, id)
		}
		ended += len(ids)
	}
	return ended, nil
}

// forcedChange is the preference that makes a user change the password before anything else; a new password answers it.
const forcedChange = "auth_forcepasswordchange"

func withoutForcedChange(preferences map[string]string) map[string]string {
	kept := map[string]string{}
	for key, value := range preferences {
		if key != forcedChange {
			kept[key] = value
		}
	}
	return kept
}

// OwnPolicy is the policy (see CheckPolicy) of passwords that a person chooses here; CheckOwnPassword asks for more.
const OwnPolicy = "length:12"
