package tokens_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"gatehouse/ent/factor"
	"gatehouse/ent/token"
	"gatehouse/server/call"
	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
	"gatehouse/server/tokens"
)

// signIn posts to token.php and returns the token, or the error code.
func signIn(t *testing.T, k *tokens.Keeper, form url.Values) (secret, code string) {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, "/login/token.php", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r = r.WithContext(call.WithCaller(r.Context(), &call.Caller{Address: netip.MustParseAddr("192.0.2.7"), RequestID: "r1"}))
	w := httptest.NewRecorder()
	k.SignIn(time.Now).ServeHTTP(w, r)
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/json; charset=utf-8" || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("status %d, headers %v", w.Code, w.Header())
	}
	var answer struct{ Token, ErrorCode string }
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		t.Fatalf("%s: %v", w.Body, err)
	}
	if strings.Contains(w.Body.String(), password) {
		t.Errorf("the password stands in the answer: %s", w.Body)
	}
	return answer.Token, answer.ErrorCode
}

func credentials(username, password, service string) url.Values {
	return url.Values{"username": {username}, "password": {password}, "service": {service}}
}

func TestSignInRefused(t *testing.T) {
	set := func(change func(ctx context.Context, w *world, tx *store.Tx)) func(w *world) {
		return func(w *world) {
			w.write(func(ctx context.Context, tx *store.Tx) error {
				change(ctx, w, tx)
				tx.Changed(store.UserChanged, w.user.ID)
				tx.Changed(store.ServiceChanged, w.service.ID)
				tx.Changed(store.RoleChanged, w.role.ID)
				return nil
			})
		}
	}
	good := credentials("ana", password, "sync")
	for _, row := range []struct {
		why    string
		before func(w *world)
		form   url.Values
		code   call.Code
	}{
		{"no parameter at all", nil, url.Values{}, call.MissingParameter},
		{"no service", nil, url.Values{"username": {"ana"}, "password": {password}}, call.MissingParameter},
		{"a user name twice", nil, url.Values{"username": {"ana", "bob"}, "password": {password}, "service": {"sync"}}, call.InvalidParameter},
		{"a NUL", nil, credentials("ana\x00", password, "sync"), call.InvalidParameter},
		{"no UTF-8", nil, credentials("ana", password, "\xff"), call.InvalidParameter},
		{"a wrong password", nil, credentials("ana", "wrong", "sync"), call.InvalidLogin},
		{"an unknown user", nil, credentials("nobody", password, "sync"), call.InvalidLogin},
		{"a password past every limit", nil, credentials("ana", strings.Repeat("x", 10_000), "sync"), call.InvalidLogin},
		{"the guest", nil, credentials("guest", "guest", "sync"), call.GuestRefused},
		{"a service that does not exist", nil, credentials("ana", password, "other"), call.ServiceNotAvailable},
		{"a service without a short name is nobody's", nil, credentials("ana", password, ""), call.ServiceNotAvailable},
		{"a suspended user learns nothing of the password", set(func(ctx context.Context, w *world, tx *store.Tx) {
			tx.User.UpdateOneID(w.user.ID).SetSuspended(true).ExecX(ctx)
		}), good, call.InvalidLogin},
		{"a user who may not sign in", set(func(ctx context.Context, w *world, tx *store.Tx) {
			tx.User.UpdateOneID(w.user.ID).SetAuth("nologin").ExecX(ctx)
		}), good, call.InvalidLogin},
		{"an unconfirmed user", set(func(ctx context.Context, w *world, tx *store.Tx) {
			tx.User.UpdateOneID(w.user.ID).SetConfirmed(false).ExecX(ctx)
		}), good, call.NotConfirmed},
		{"a disabled service", set(func(ctx context.Context, w *world, tx *store.Tx) {
			tx.Service.UpdateOneID(w.service.ID).SetEnabled(false).ExecX(ctx)
		}), good, call.ServiceNotAvailable},
		{"the service asks for a capability", set(func(ctx context.Context, w *world, tx *store.Tx) {
			tx.Service.UpdateOneID(w.service.ID).SetRequiredCapability("moodle/site:config").ExecX(ctx)
		}), good, call.ServiceCapability},
		{"not an authorised user", set(func(ctx context.Context, w *world, tx *store.Tx) {
			tx.Service.UpdateOneID(w.service.ID).SetAuthorisedUsersOnly(true).ExecX(ctx)
		}), good, call.ServiceUser},
		{"the authorisation has ended", set(func(ctx context.Context, w *world, tx *store.Tx) {
			tx.Service.UpdateOneID(w.service.ID).SetAuthorisedUsersOnly(true).ExecX(ctx)
			tx.AuthorisedUser.Create().SetServiceID(w.service.ID).SetUserID(w.user.ID).SetValidUntil(time.Now().Add(-time.Minute)).ExecX(ctx)
		}), good, call.ServiceUserExpired},
		{"authorised from another address", set(func(ctx context.Context, w *world, tx *store.Tx) {
			tx.Service.UpdateOneID(w.service.ID).SetAuthorisedUsersOnly(true).ExecX(ctx)
			tx.AuthorisedUser.Create().SetServiceID(w.service.ID).SetUserID(w.user.ID).SetIPRestriction("10.0.0.0/8").ExecX(ctx)
		}), good, call.ServiceUserAddress},
		{"may not create tokens", set(func(ctx context.Context, w *world, tx *store.Tx) {
			tx.Role.UpdateOneID(w.role.ID).SetCapabilities([]string{"webservice/rest:use"}).ExecX(ctx)
		}), good, call.CannotCreateToken},
		{"the password is not all that a user with a second factor must show", set(func(ctx context.Context, w *world, tx *store.Tx) {
			tx.Factor.Create().SetUserID(w.user.ID).SetKind(factor.KindAuthenticator).ExecX(ctx)
		}), good, call.SecondFactor},
		{"nor does a wrong one say that there is a second factor", set(func(ctx context.Context, w *world, tx *store.Tx) {
			tx.Factor.Create().SetUserID(w.user.ID).SetKind(factor.KindPasskey).ExecX(ctx)
		}), credentials("ana", "wrong", "sync"), call.InvalidLogin},
		{"of a suspended user nothing is told of a second factor", set(func(ctx context.Context, w *world, tx *store.Tx) {
			tx.Factor.Create().SetUserID(w.user.ID).SetKind(factor.KindAuthenticator).ExecX(ctx)
			tx.User.UpdateOneID(w.user.ID).SetSuspended(true).ExecX(ctx)
		}), good, call.InvalidLogin},
		{"an administrator who must have a second factor and has none", set(func(ctx context.Context, w *world, tx *store.Tx) {
			tx.User.UpdateOneID(w.user.ID).SetSiteAdmin(true).ExecX(ctx)
			must := store.DefaultSettings()
			must.Site.SecondFactorForAdmins = true
			if _, err := tx.SaveSettings(ctx, store.DefaultSettings(), must); err != nil {
				panic(err)
			}
		}), good, call.SecondFactor},
		{"administrators get tokens elsewhere", set(func(ctx context.Context, w *world, tx *store.Tx) {
			tx.User.UpdateOneID(w.user.ID).SetSiteAdmin(true).ExecX(ctx)
		}), good, call.CannotCreateToken},
	} {
		t.Run(row.why, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				w := newWorld(t, s)
				if row.before != nil {
					row.before(w)
				}
				secret, code := signIn(t, w.keeper, row.form)
				if secret != "" || code != string(row.code) {
					t.Errorf("got token %q and code %q, want %q", secret, code, row.code)
				}
				if n := s.DB.Token.Query().CountX(t.Context()); n != 1 {
					t.Errorf("%d tokens, want the one from before", n)
				}
			})
		})
	}
}

func TestSigningInMakesTokensThatWorkAndRetiresTheOldest(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		kept := s.Settings().Tokens.SignInKept
		var secrets []string
		for range kept + 2 {
			secret, code := signIn(t, w.keeper, credentials(" ANA ", password, "sync"))
			if code != "" {
				t.Fatal(code)
			}
			secrets = append(secrets, secret)
		}
		for i, secret := range secrets {
			want := call.Check("")
			if i < 2 {
				want = call.CheckTokenKnown
			}
			if check := refusedAt(t, w.keeper, secret); check != want {
				t.Errorf("token %d: %q, want %q", i, check, want)
			}
		}
		if check := refusedAt(t, w.keeper, w.secret); check != "" {
			t.Errorf("the administrator's token was retired too: %s", check)
		}
		last := s.DB.Token.Query().Where(token.OriginEQ(token.OriginLogin)).Order(token.ByID()).AllX(t.Context())
		if last[0].ValidUntil == nil || last[0].ValidUntil.Before(time.Now().Add(80*24*time.Hour)) {
			t.Errorf("valid until %v, want the configured life", last[0].ValidUntil)
		}
	})
}

// Ten failures shut the account's door for the right password too, on every door, and its tokens go on working.
func TestGuessingShutsTheDoor(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		for i := range 10 {
			if _, code := signIn(t, w.keeper, credentials("ana", fmt.Sprint("guess", i), "sync")); code != string(call.InvalidLogin) {
				t.Fatalf("guess %d: %q", i, code)
			}
		}
		if secret, code := signIn(t, w.keeper, credentials("ana", password, "sync")); secret != "" || code != string(call.InvalidLogin) {
			t.Errorf("the right password after ten wrong ones: %q, %q", secret, code)
		}
		again := keeperOf(t, s) // as after a restart
		if secret, _ := signIn(t, again, credentials("ana", password, "sync")); secret != "" {
			t.Error("a restart opened the door")
		}
		if check := refusedAt(t, w.keeper, w.secret); check != "" {
			t.Errorf("the account's token: refused at %s", check)
		}
	})
}

func TestAppSiteCheck(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		r := httptest.NewRequest(http.MethodGet, "/login/token.php?appsitecheck=1", nil)
		answer := httptest.NewRecorder()
		w.keeper.SignIn(time.Now).ServeHTTP(answer, r)
		if strings.TrimSpace(answer.Body.String()) != `{"appsitecheck":"ok"}` {
			t.Errorf("got %s", answer.Body)
		}
	})
}

// TestSecondFactorAtPasswordDoors checks that a password alone opens none of them, and that tokens go on working.
func TestSecondFactorAtPasswordDoors(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		settings := s.Settings().Clone()
		settings.WebServices.PasswordEndpoints = true
		w.write(func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.SaveSettings(ctx, s.Settings(), settings)
			return err
		})
		shown := call.Credential{ByUser: true, Username: "ana", Password: password}
		if _, err := w.keeper.Find(t.Context(), shown, here); err != nil {
			t.Fatalf("without a second factor: %v", err)
		}
		w.write(func(ctx context.Context, tx *store.Tx) error {
			return tx.Factor.Create().SetUserID(w.user.ID).SetKind(factor.KindAuthenticator).Exec(ctx)
		})
		if grant, err := w.keeper.Find(t.Context(), shown, here); call.AsError(err).Code != call.SecondFactor {
			t.Errorf("with one: %v, %v", grant, err)
		}
		if check := refusedAt(t, w.keeper, w.secret); check != "" {
			t.Errorf("the token is refused at %s", check)
		}
	})
}
