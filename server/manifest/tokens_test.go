package manifest_test

import (
	"context"
	"strings"
	"testing"

	"gatehouse/ent"
	"gatehouse/ent/token"
	"gatehouse/ent/user"
	"gatehouse/server/manifest"
	"gatehouse/server/people"
	"gatehouse/server/store"
	"gatehouse/server/tokens"
)

// standing are the names of the tokens that still work.
func standing(t testing.TB, s *store.Store) string {
	t.Helper()
	names, err := s.DB.Token.Query().Where(token.RevokedAtIsNil()).Order(token.ByID()).Select(token.FieldName).Strings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(names, " ")
}

func TestTokensAreMintedOnce(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		apply(t, s, world)
		text := "tokens: [{name: minted, user: anna, service: Main service}, {id: 70, name: boss, user: admin, service: main}]"
		o := options
		o.Actor.UserID = 2
		result := applyWith(t, s, text, o)
		if len(result.Secrets) != 2 {
			t.Fatalf("secrets %+v", result.Secrets)
		}
		for _, made := range result.Secrets {
			hash := tokens.HashOf(made.Secret)
			row, err := s.DB.Token.Query().Where(token.Hash(hash[:])).Only(t.Context())
			if err != nil || row.Name != made.Name || row.Imported || row.Hint != tokens.Hint(made.Secret) || row.CreatorID == nil || *row.CreatorID != 2 {
				t.Errorf("the token %v, %v for %s of %s", row, err, made.Name, made.User)
			}
			if !strings.HasPrefix(made.Secret, "gate_") || made.Service != "Main service" {
				t.Errorf("the secret %+v", made)
			}
		}
		again := apply(t, s, text)
		if len(again.Secrets)+len(again.Changes) > 0 {
			t.Errorf("made again: %q", said(again))
		}
	})
}

func TestRevokedAndRotatedTokens(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		apply(t, s, world)
		err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			if err := tokens.Revoke(ctx, tx, options.Actor, 1, now); err != nil {
				return err
			}
			_, _, err := tokens.Rotate(ctx, tx, options.Actor, 2, 1<<40, now)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range []struct{ why, text, want string }{
			{"what was revoked stays revoked", "tokens: [{name: one, user: anna, service: main, secret: c993229f11c5380f0b1e42b735e7d11c}]", "tokens[0].secret: the token with this secret has been revoked"},
			{"also by id", "tokens: [{id: 1, user: anna, service: main}]", "tokens[0]: the token 1 has been revoked"},
		} {
			if _, err := manifest.Apply(t.Context(), s, parse(t, row.text), options); err == nil || !strings.Contains(err.Error(), row.want) {
				t.Errorf("%s: %v, want %s", row.why, err, row.want)
			}
		}
		// The name of a rotated token means its successor, and pruning lets the overlap end by itself.
		result := applyWith(t, s, "tokens: [{name: two, user: bert, service: main, ipRestriction: 10.0.0.1}]", manifest.Options{Prune: true})
		wantChanges(t, result, "update token two of bert (ipRestriction, validUntil)")
		if got := standing(t, s); got != "two two" {
			t.Errorf("standing: %s", got)
		}
	})
}

func TestPasswordsAndSuspensionsEndTokens(t *testing.T) {
	const known = "users: [{username: anna, password: Passw0rd!}, {username: bert}]"
	rows := []struct {
		why, text, want string
	}{
		{"the same password ends nothing", known, "one two"},
		{"another user's does not", "users: [{username: admin, password: Passw0rd!}]", "one two"},
		{"a new password ends the tokens", "users: [{username: anna, password: Passw0rd!!}]", "two"},
		{"unless the settings say so", "tokenSettings: {endOnPassword: false}\nusers: [{username: anna, password: Passw0rd!!}]", "one two"},
		{"or the manifest mentions the token", "users: [{username: anna, password: Passw0rd!!}]\ntokens: [{name: one, user: anna, service: main}]", "one two"},
		{"a suspension ends them", "users: [{username: bert, suspended: true}]", "one"},
		{"unless the settings say so", "tokenSettings: {endOnSuspension: false}\nusers: [{username: bert, suspended: true}]", "one two"},
		{"a user made suspended keeps the tokens of the same manifest", "users: [{username: carl, suspended: true, password: Passw0rd!}]\ntokens: [{name: three, user: carl, service: main}]", "one two three"},
	}
	for _, row := range rows {
		t.Run(row.why, func(t *testing.T) {
			each(t, func(t *testing.T, s *store.Store) {
				apply(t, s, world)
				setPassword(t, s, "anna", "Passw0rd!")
				apply(t, s, row.text)
				if got := standing(t, s); got != row.want {
					t.Errorf("standing: %s, want %s", got, row.want)
				}
				if again := apply(t, s, row.text); len(again.Changes) > 0 {
					t.Errorf("changed again: %q", said(again))
				}
			})
		})
	}
}

func setPassword(t testing.TB, s *store.Store, name, password string) {
	t.Helper()
	hash, err := people.HashPassword(t.Context(), password)
	if err != nil {
		t.Fatal(err)
	}
	err = s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		return tx.User.Update().Where(user.Username(name)).SetPasswordHash(hash).Exec(ctx)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestPasswordsAreReplaced(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		apply(t, s, world)
		result := apply(t, s, "site: {passwordPolicy: 'length:4'}\nusers: [{username: anna, password: abcd}]")
		wantChanges(t, result, "update settings site (passwordPolicy)", "update user anna (password)", "delete token one of anna")
		for _, c := range result.Changes {
			for _, f := range c.Fields {
				if strings.Contains(f.String(), "abcd") || strings.Contains(f.String(), "argon2") {
					t.Errorf("a password is shown: %s", f)
				}
			}
		}
		match, _, err := people.CheckPassword(t.Context(), "abcd", userNamed(t, s, "anna").PasswordHash)
		if !match || err != nil {
			t.Errorf("the password does not match, %v", err)
		}
	})
}

func TestPasswordsAreSaidToBeSetOrChanged(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		apply(t, s, world)
		for _, row := range []struct{ why, text, want string }{
			{"there was none", "users: [{username: anna, password: Passw0rd!}]", "password: set"},
			{"there was another", "users: [{username: anna, password: Passw0rd!!}]", "password: changed"},
			{"a user is new", "users: [{username: carl, password: Passw0rd!}]", "password: set"},
		} {
			fields := apply(t, s, row.text).Changes[0].Fields
			if got := fields[len(fields)-1].String(); got != row.want {
				t.Errorf("%s: %s, want %s", row.why, got, row.want)
			}
		}
	})
}

func userNamed(t testing.TB, s *store.Store, name string) *ent.User {
	t.Helper()
	row, err := s.DB.User.Query().Where(user.Username(name)).Only(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return row
}
