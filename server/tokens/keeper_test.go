package tokens_test

import (
	"context"
	"log/slog"
	"net/netip"
	"sync"
	"testing"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/authoriseduser"
	"gatehouse/ent/token"
	"gatehouse/server/call"
	"gatehouse/server/journal"
	"gatehouse/server/people"
	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
	"gatehouse/server/tokens"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var (
	here = netip.MustParseAddr("127.0.0.1")
	cli  = journal.CommandLine("test")
)

// world is one user with one token for one service with one function.
type world struct {
	t       *testing.T
	store   *store.Store
	keeper  *tokens.Keeper
	user    *ent.User
	role    *ent.Role
	service *ent.Service
	token   *ent.Token
	secret  string
}

const password = "Passw0rd!"

// passwordHash is made once: it takes its time on purpose.
var passwordHash = sync.OnceValue(func() string {
	hash, err := people.HashPassword(context.Background(), password)
	if err != nil {
		panic(err)
	}
	return hash
})

func newWorld(t *testing.T, s *store.Store) *world {
	t.Helper()
	w := &world{t: t, store: s}
	hash := passwordHash()
	settings := s.Settings().Clone()
	settings.WebServices.Enabled, settings.WebServices.Protocols = true, []string{"rest"}
	w.write(func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.SaveSettings(ctx, s.Settings(), settings); err != nil {
			return err
		}
		w.user = tx.User.Create().SetUsername("ana").SetPasswordHash(hash).SaveX(ctx)
		w.role = tx.Role.Create().SetShortName("caller").SetCapabilities([]string{"webservice/rest:use", "moodle/webservice:createtoken"}).SaveX(ctx)
		tx.RoleAssignment.Create().SetUserID(w.user.ID).SetRoleID(w.role.ID).ExecX(ctx)
		f := tx.Function.Create().SetName("core_x_y").SetComponent("moodle").SetKind("read").SaveX(ctx)
		w.service = tx.Service.Create().SetName("Sync").SetShortName("sync").SetEnabled(true).SaveX(ctx)
		tx.ServiceFunction.Create().SetServiceID(w.service.ID).SetFunctionID(f.ID).ExecX(ctx)
		var err error
		w.token, w.secret, err = tokens.Mint(ctx, tx, cli, tokens.Wish{Name: "t", User: w.user.ID, Service: w.service.ID, Origin: token.OriginAdmin})
		return err
	})
	w.keeper = keeperOf(t, s)
	return w
}

func keeperOf(t *testing.T, s *store.Store) *tokens.Keeper {
	t.Helper()
	k, err := tokens.NewKeeper(t.Context(), s, people.NewDoorman(s, time.Now), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func (w *world) write(change func(context.Context, *store.Tx) error) {
	w.t.Helper()
	if err := w.store.Write(w.t.Context(), change); err != nil {
		w.t.Fatal(err)
	}
}

// refusedAt says which check refuses a call of the world's function; empty when it is allowed.
func refusedAt(t *testing.T, k *tokens.Keeper, secret string) call.Check {
	t.Helper()
	grant, err := k.Find(t.Context(), call.Credential{Token: secret}, here)
	if err != nil {
		t.Fatal(err)
	}
	return call.Decide(k.Policy(), grant, &call.Attempt{Protocol: "rest", Function: "core_x_y", Known: true, Address: here, At: time.Now()}).Check
}

// Each change must be seen by the very next call in the process that made it, although the grant was kept in memory before.
func TestAChangeIsSeenByTheNextCall(t *testing.T) {
	for name, row := range map[string]struct {
		change func(w *world) func(context.Context, *store.Tx) error
		check  call.Check
	}{
		"token revoked": {func(w *world) func(context.Context, *store.Tx) error {
			return func(ctx context.Context, tx *store.Tx) error {
				return tokens.Revoke(ctx, tx, cli, w.token.ID, time.Now())
			}
		}, call.CheckTokenKnown},
		"token ended": {func(w *world) func(context.Context, *store.Tx) error {
			return func(ctx context.Context, tx *store.Tx) error {
				tx.Changed(store.TokenChanged, w.token.ID)
				return tx.Token.UpdateOneID(w.token.ID).SetValidUntil(time.Now().Add(-time.Second)).Exec(ctx)
			}
		}, call.CheckTokenValid},
		"token bound to another address": {func(w *world) func(context.Context, *store.Tx) error {
			return func(ctx context.Context, tx *store.Tx) error {
				tx.Changed(store.TokenChanged, w.token.ID)
				return tx.Token.UpdateOneID(w.token.ID).SetIPRestriction("10.0.0.0/8").Exec(ctx)
			}
		}, call.CheckTokenAddress},
		"user suspended": {func(w *world) func(context.Context, *store.Tx) error {
			return func(ctx context.Context, tx *store.Tx) error {
				tx.Changed(store.UserChanged, w.user.ID)
				return tx.User.UpdateOneID(w.user.ID).SetSuspended(true).Exec(ctx)
			}
		}, call.CheckUserActive},
		"role taken away": {func(w *world) func(context.Context, *store.Tx) error {
			return func(ctx context.Context, tx *store.Tx) error {
				tx.Changed(store.UserChanged, w.user.ID)
				_, err := tx.RoleAssignment.Delete().Exec(ctx)
				return err
			}
		}, call.CheckProtocolAllowed},
		"capability taken out of the role": {func(w *world) func(context.Context, *store.Tx) error {
			return func(ctx context.Context, tx *store.Tx) error {
				tx.Changed(store.RoleChanged, w.role.ID)
				return tx.Role.UpdateOneID(w.role.ID).SetCapabilities([]string{}).Exec(ctx)
			}
		}, call.CheckProtocolAllowed},
		"service disabled": {func(w *world) func(context.Context, *store.Tx) error {
			return func(ctx context.Context, tx *store.Tx) error {
				tx.Changed(store.ServiceChanged, w.service.ID)
				return tx.Service.UpdateOneID(w.service.ID).SetEnabled(false).Exec(ctx)
			}
		}, call.CheckServiceOn},
		"function taken out": {func(w *world) func(context.Context, *store.Tx) error {
			return func(ctx context.Context, tx *store.Tx) error {
				tx.Changed(store.ServiceChanged, w.service.ID)
				_, err := tx.ServiceFunction.Delete().Exec(ctx)
				return err
			}
		}, call.CheckFunctionInService},
		"service restricted": {func(w *world) func(context.Context, *store.Tx) error {
			return func(ctx context.Context, tx *store.Tx) error {
				tx.Changed(store.ServiceChanged, w.service.ID)
				return tx.Service.UpdateOneID(w.service.ID).SetAuthorisedUsersOnly(true).Exec(ctx)
			}
		}, call.CheckUserAuthorised},
		"web services off": {func(w *world) func(context.Context, *store.Tx) error {
			return func(ctx context.Context, tx *store.Tx) error {
				changed := w.store.Settings().Clone()
				changed.WebServices.Enabled = false
				_, err := tx.SaveSettings(ctx, w.store.Settings(), changed)
				return err
			}
		}, call.CheckServicesOn},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				w := newWorld(t, s)
				if check := refusedAt(t, w.keeper, w.secret); check != "" {
					t.Fatalf("refused at %s before the change", check)
				}
				w.write(row.change(w))
				if check := refusedAt(t, w.keeper, w.secret); check != row.check {
					t.Errorf("got %q, want %q", check, row.check)
				}
			})
		})
	}
}

// Two processes on one database: what one revokes the other refuses within a second, with the grant warm in its memory.
func TestARevocationReachesOtherProcessesWithinASecond(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		w := newWorld(t, storetest.Open(t, address))
		other := keeperOf(t, storetest.Open(t, address))
		if check := refusedAt(t, other, w.secret); check != "" {
			t.Fatalf("refused at %s before it was revoked", check)
		}
		revoked := time.Now()
		w.write(func(ctx context.Context, tx *store.Tx) error {
			return tokens.Revoke(ctx, tx, cli, w.token.ID, time.Now())
		})
		for refusedAt(t, other, w.secret) == "" {
			if time.Since(revoked) > time.Second {
				t.Fatal("still accepted after a second")
			}
			time.Sleep(time.Millisecond) // a call is the only way to see it
		}
		t.Logf("refused after %v", time.Since(revoked))
	})
}

// A token that was unknown a moment ago works as soon as it exists.
func TestATokenWorksAtOnceAlthoughItWasRefusedBefore(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		secret := "0123456789abcdef0123456789abcdef"
		if check := refusedAt(t, w.keeper, secret); check != call.CheckTokenKnown {
			t.Fatalf("an unknown secret: %q", check)
		}
		hash := tokens.HashOf(secret)
		w.write(func(ctx context.Context, tx *store.Tx) error {
			row, err := tx.Token.Create().SetName("moved in").SetHash(hash[:]).SetHint(tokens.Hint(secret)).SetImported(true).
				SetUserID(w.user.ID).SetServiceID(w.service.ID).Save(ctx)
			if err == nil {
				tx.Changed(store.TokenChanged, row.ID)
			}
			return err
		})
		if check := refusedAt(t, w.keeper, secret); check != "" {
			t.Errorf("refused at %s", check)
		}
	})
}

func TestCredentialsThatAreNobodys(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		for why, c := range map[string]call.Credential{
			"none":                  {},
			"shown twice":           {Token: w.secret, Malformed: true},
			"padded":                {Token: " " + w.secret},
			"with a NUL":            {Token: w.secret + "\x00"},
			"a wildcard":            {Token: "%"},
			"in another case":       {Token: "GATE" + w.secret[4:]},
			"one character changed": {Token: w.secret[:10] + "!" + w.secret[11:]},
			"its hash":              {Token: string(hashText(w.secret))},
		} {
			grant, err := w.keeper.Find(t.Context(), c, here)
			if grant != nil || err != nil {
				t.Errorf("%s: got %v, %v", why, grant, err)
			}
		}
	})
}

func hashText(secret string) []byte {
	h := tokens.HashOf(secret)
	return h[:]
}

func TestRotation(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		var second, third string
		var next *ent.Token
		w.write(func(ctx context.Context, tx *store.Tx) (err error) {
			tx.Token.UpdateOneID(w.token.ID).SetIPRestriction("127.0.0.0/8").ExecX(ctx)
			next, second, err = tokens.Rotate(ctx, tx, cli, w.token.ID, time.Hour, time.Now())
			return err
		})
		if a, b := refusedAt(t, w.keeper, w.secret), refusedAt(t, w.keeper, second); a != "" || b != "" {
			t.Errorf("with an overlap both work: %q, %q", a, b)
		}
		if next.IPRestriction != "127.0.0.0/8" {
			t.Error("the restriction was lost")
		}
		w.write(func(ctx context.Context, tx *store.Tx) (err error) {
			_, third, err = tokens.Rotate(ctx, tx, cli, next.ID, 0, time.Now())
			return err
		})
		if a, b := refusedAt(t, w.keeper, second), refusedAt(t, w.keeper, third); a != call.CheckTokenKnown || b != "" {
			t.Errorf("without an overlap the old one ends at once: %q, %q", a, b)
		}
	})
}

func TestAnAuthorisationIsSeen(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.write(func(ctx context.Context, tx *store.Tx) error {
			tx.Changed(store.ServiceChanged, w.service.ID)
			tx.Changed(store.UserChanged, w.user.ID)
			tx.AuthorisedUser.Create().SetServiceID(w.service.ID).SetUserID(w.user.ID).SetValidUntil(time.Now().Add(time.Hour)).ExecX(ctx)
			return tx.Service.UpdateOneID(w.service.ID).SetAuthorisedUsersOnly(true).Exec(ctx)
		})
		if check := refusedAt(t, w.keeper, w.secret); check != "" {
			t.Errorf("an authorised user: refused at %s", check)
		}
		w.write(func(ctx context.Context, tx *store.Tx) error {
			tx.Changed(store.UserChanged, w.user.ID)
			return tx.AuthorisedUser.Update().Where(authoriseduser.UserID(w.user.ID)).SetValidUntil(time.Now().Add(-time.Second)).Exec(ctx)
		})
		if check := refusedAt(t, w.keeper, w.secret); check != call.CheckAuthorisedValid {
			t.Errorf("an authorisation that has ended: %q", check)
		}
	})
}

func TestWhoCannotHaveAToken(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		for why, change := range map[string]func(u *ent.UserCreate) *ent.UserCreate{
			"the guest":   func(u *ent.UserCreate) *ent.UserCreate { return u.SetUsername("guest") },
			"deleted":     func(u *ent.UserCreate) *ent.UserCreate { return u.SetUsername("d").SetDeleted(true) },
			"suspended":   func(u *ent.UserCreate) *ent.UserCreate { return u.SetUsername("s").SetSuspended(true) },
			"unconfirmed": func(u *ent.UserCreate) *ent.UserCreate { return u.SetUsername("u").SetConfirmed(false) },
		} {
			err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				owner := change(tx.User.Create()).SaveX(ctx)
				_, _, err := tokens.Mint(ctx, tx, cli, tokens.Wish{Name: "t", User: owner.ID, Service: w.service.ID, Origin: token.OriginAdmin})
				return err
			})
			if known := call.AsError(err); known == nil || known.Code != call.UserNotAllowed {
				t.Errorf("%s: got %v", why, err)
			}
		}
	})
}
