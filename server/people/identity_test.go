package people_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"gatehouse/ent"
	"gatehouse/ent/identity"
	"gatehouse/server/journal"
	"gatehouse/server/people"
	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

const issuer = "https://login.example.org"

func write(t *testing.T, s *store.Store, do func(ctx context.Context, tx *store.Tx) error) {
	t.Helper()
	if err := s.Write(t.Context(), do); err != nil {
		t.Fatal(err)
	}
}

// allow sets which of the settings of signing in through a provider are on.
func allow(t *testing.T, s *store.Store, may store.SignInSettings) {
	t.Helper()
	write(t, s, func(ctx context.Context, tx *store.Tx) error {
		old, err := store.ReadSettings(ctx, tx.Client)
		if err != nil {
			return err
		}
		fresh := old.Clone()
		fresh.SignIn = may
		_, err = tx.SaveSettings(ctx, old, fresh)
		return err
	})
}

func addUser(t *testing.T, s *store.Store, name, email string, change func(*ent.UserCreate)) *ent.User {
	t.Helper()
	var made *ent.User
	write(t, s, func(ctx context.Context, tx *store.Tx) (err error) {
		create := tx.User.Create().SetUsername(name).SetEmail(email)
		if change != nil {
			change(create)
		}
		made, err = create.Save(ctx)
		return err
	})
	return made
}

func person(subject, email string, verified bool) people.Vouched {
	return people.Vouched{Issuer: issuer, Subject: subject, Email: email, EmailVerified: verified, FirstName: "Ada", LastName: "Lee"}
}

var visit = people.Visit{}

// TestNobodyIsLinked tries whom an e-mail address must not find, with every setting on that could let it.
func TestNobodyIsLinked(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		addUser(t, s, "ada", "ada@example.org", nil)
		addUser(t, s, "root", "root@example.org", func(u *ent.UserCreate) { u.SetSiteAdmin(true) })
		addUser(t, s, "gone", "gone@example.org", func(u *ent.UserCreate) { u.SetSuspended(true) })
		addUser(t, s, "new", "new@example.org", func(u *ent.UserCreate) { u.SetConfirmed(false) })
		addUser(t, s, "shut", "shut@example.org", func(u *ent.UserCreate) { u.SetAuth("nologin") })
		addUser(t, s, "one", "two@example.org", nil)
		addUser(t, s, "two", "two@example.org", nil)
		addUser(t, s, "taken@example.org", "", nil)
		linked := addUser(t, s, "linked", "linked@example.org", nil)
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			return people.LinkIdentity(ctx, tx, journal.CommandLine("test"), linked.ID, person("first", "", false))
		})
		before := s.DB.User.Query().CountX(t.Context())
		for why, row := range map[string]struct {
			may store.SignInSettings
			who people.Vouched
		}{
			"no setting":                            {store.SignInSettings{}, person("x", "ada@example.org", true)},
			"accounts are made, and there is one":   {store.SignInSettings{CreateAccounts: true}, person("x", "ada@example.org", true)},
			"addresses find, and there is none":     {store.SignInSettings{LinkByEmail: true}, person("x", "bob@example.org", true)},
			"an address that is not verified":       {store.SignInSettings{LinkByEmail: true, CreateAccounts: true}, person("x", "ada@example.org", false)},
			"a new one that is not verified":        {store.SignInSettings{LinkByEmail: true, CreateAccounts: true}, person("x", "bob@example.org", false)},
			"no address":                            {store.SignInSettings{LinkByEmail: true, CreateAccounts: true}, person("x", "", true)},
			"no address but words":                  {store.SignInSettings{LinkByEmail: true, CreateAccounts: true}, person("x", "ada", true)},
			"an address with NUL":                   {store.SignInSettings{LinkByEmail: true, CreateAccounts: true}, person("x", "bob\x00@example.org", true)},
			"an address that no user name can hold": {store.SignInSettings{LinkByEmail: true, CreateAccounts: true}, person("x", "bób@example.org", true)},
			"a long address":                        {store.SignInSettings{LinkByEmail: true, CreateAccounts: true}, person("x", strings.Repeat("b", 100)+"@example.org", true)},
			"an administrator's":                    {store.SignInSettings{LinkByEmail: true, CreateAccounts: true}, person("x", "root@example.org", true)},
			"somebody who is suspended":             {store.SignInSettings{LinkByEmail: true, CreateAccounts: true}, person("x", "gone@example.org", true)},
			"somebody who is not confirmed":         {store.SignInSettings{LinkByEmail: true, CreateAccounts: true}, person("x", "new@example.org", true)},
			"somebody whose door is shut":           {store.SignInSettings{LinkByEmail: true, CreateAccounts: true}, person("x", "shut@example.org", true)},
			"an address of two":                     {store.SignInSettings{LinkByEmail: true, CreateAccounts: true}, person("x", "two@example.org", true)},
			"a user name that is taken":             {store.SignInSettings{LinkByEmail: true, CreateAccounts: true}, person("x", "taken@example.org", true)},
			"an address that had another owner":     {store.SignInSettings{LinkByEmail: true, CreateAccounts: true}, person("second", "linked@example.org", true)},
		} {
			allow(t, s, row.may)
			if got, err := people.Recognise(t.Context(), s, row.who, visit); !errors.Is(err, people.ErrStranger) || got != nil {
				t.Errorf("%s: %v, %v", why, got, err)
			}
		}
		if n := s.DB.User.Query().CountX(t.Context()); n != before {
			t.Errorf("there are %d users, and were %d", n, before)
		}
		if n := s.DB.Identity.Query().CountX(t.Context()); n != 1 {
			t.Errorf("there are %d identities", n)
		}
	})
}

func TestLinkedByEmail(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ada := addUser(t, s, "ada", "ada@example.org", nil)
		allow(t, s, store.SignInSettings{LinkByEmail: true})
		if got, err := people.Recognise(t.Context(), s, person("a1", "Ada@Example.org", true), visit); err != nil || got.ID != ada.ID {
			t.Fatalf("found %v, %v", got, err)
		}
		allow(t, s, store.SignInSettings{})
		if got, err := people.Recognise(t.Context(), s, person("a1", "other@example.org", false), visit); err != nil || got.ID != ada.ID {
			t.Errorf("once linked the address is nothing: %v, %v", got, err)
		}
		other := person("a1", "", false)
		other.Issuer = "https://other.example.org"
		if got, err := people.Recognise(t.Context(), s, other, visit); !errors.Is(err, people.ErrStranger) {
			t.Errorf("the same subject of another issuer: %v, %v", got, err)
		}
		row := s.DB.Identity.Query().OnlyX(t.Context())
		if row.Subject != "a1" || row.Issuer != issuer || row.UserID != ada.ID {
			t.Errorf("the identity is %v", row)
		}
	})
}

func TestAccountMade(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		allow(t, s, store.SignInSettings{CreateAccounts: true})
		who := person("b1", "Bob@Example.org", true)
		who.FirstName, who.LastName = "  B\x00ob\n"+strings.Repeat("é", 80), strings.Repeat("x", 200)
		made, err := people.Recognise(t.Context(), s, who, visit)
		if err != nil {
			t.Fatal(err)
		}
		if made.Username != "bob@example.org" || made.Email != "Bob@Example.org" || made.SiteAdmin || made.PasswordHash != "" || len(made.FirstName) > 100 || !strings.HasPrefix(made.FirstName, "Bobé") || len(made.LastName) != 100 {
			t.Errorf("made %v", made)
		}
		again, err := people.Recognise(t.Context(), s, who, visit)
		if err != nil || again.ID != made.ID {
			t.Errorf("the second time: %v, %v", again, err)
		}
		var actions []string
		for _, row := range s.DB.AuditEvent.Query().AllX(t.Context()) {
			actions = append(actions, row.Action)
		}
		if got := strings.Join(actions, " "); !strings.HasSuffix(got, "user.create identity.link") {
			t.Errorf("the trail is %s", got)
		}
	})
}

// TestDeletedAccountsAreForgotten checks that nobody is signed in to what an account left behind, and that the person can be linked anew.
func TestDeletedAccountsAreForgotten(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ada := addUser(t, s, "ada", "ada@example.org", nil)
		by := journal.CommandLine("test")
		link := func(id int) error {
			return s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				return people.LinkIdentity(ctx, tx, by, id, person("a1", "", false))
			})
		}
		if err := link(ada.ID); err != nil {
			t.Fatal(err)
		}
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			return people.DeleteOne(ctx, tx, by, ada.ID, ada.CreatedAt)
		})
		if got, err := people.Recognise(t.Context(), s, person("a1", "", false), visit); !errors.Is(err, people.ErrStranger) {
			t.Errorf("deleted: %v, %v", got, err)
		}
		if err := link(ada.ID); err == nil {
			t.Error("a deleted account was linked")
		}
		if err := link(addUser(t, s, "guest", "", nil).ID); err == nil {
			t.Error("the guest was linked")
		}
		bob := addUser(t, s, "bob", "", nil)
		if err := link(bob.ID); err != nil {
			t.Errorf("linked anew: %v", err)
		}
		if n := s.DB.Identity.Query().Where(identity.UserID(bob.ID)).CountX(t.Context()); n != 1 {
			t.Errorf("bob has %d identities", n)
		}
	})
}
