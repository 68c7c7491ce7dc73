package people

import (
	"context"
	"strings"
	"unicode/utf8"

	"gatehouse/ent"
	"gatehouse/ent/user"
	"gatehouse/server/call"
)

// OnlyUsername leaves out what a user name may not hold.
func OnlyUsername(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(call.UsernameCharacters, r) {
			return r
		}
		return -1
	}, text)
}

// NameFor is the user name of whoever signs in with a text: itself, or that of the one account with this e-mail address. A user name
// comes first, so that nobody takes another's place by an e-mail address that looks like it.
func NameFor(ctx context.Context, db *ent.Client, text string) (string, error) {
	if !strings.Contains(text, "@") || !utf8.ValidString(text) || strings.IndexByte(text, 0) >= 0 {
		return text, nil
	}
	text = strings.TrimSpace(text)
	if is, err := db.User.Query().Where(user.Username(strings.ToLower(text)), user.Deleted(false)).Exist(ctx); err != nil || is {
		return text, err
	}
	names, err := db.User.Query().Where(user.EmailIn(text, strings.ToLower(text)), user.Deleted(false)).Limit(2).Select(user.FieldUsername).Strings(ctx)
	if err != nil || len(names) != 1 {
		return text, err
	}
	return names[0], nil
}
