package manifest_test

import (
	"strings"
	"testing"
	"time"

	"gatehouse/server/call"
	"gatehouse/server/manifest"
	"gatehouse/server/store"
)

// What a limit refuses is mended where the limit stands.
func TestALimitIsTakenAwayWhereItStands(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		apply(t, s, `
users: [{id: 10, username: caller, firstName: C, lastName: L, email: c@example.org}]
services: [{id: 10, shortName: desk, name: Desk, callsPerMinute: 6}]
tokens: [{id: 10, name: k, user: caller, service: desk}]
`)
		for of, want := range map[string]string{
			call.CountedService: "services: [{shortName: desk, callsPerMinute: 0, callsPerDay: 0}]",
			call.CountedToken:   "callsPerMinute: -1, callsPerDay: -1",
			call.CountedUser:    "limits: {callsPerMinute: 0, callsPerDay: 0}",
		} {
			x := call.Explanation{
				Steps:   []call.Step{{Check: call.CheckRate, Asked: true}},
				Attempt: call.Attempt{Wait: &call.Wait{Of: of, Time: time.Second}},
				Grant:   &call.Grant{Token: call.Token{ID: 10}, User: call.User{ID: 10, Username: "caller"}},
				Offer:   call.Offer{Service: &call.Service{ID: 10, ShortName: "desk"}},
			}
			if err := manifest.Mend(t.Context(), s, &x, "", time.Now()); err != nil {
				t.Fatal(err)
			}
			command := x.Steps[0].Command
			if !strings.Contains(command, want) {
				t.Errorf("the limit of the %s: %s", of, command)
				continue
			}
			text := strings.Split(command, "'")[1]
			if got := said(apply(t, s, text)); len(got) == 0 && of != call.CountedUser {
				t.Errorf("the limit of the %s: %s changes nothing", of, text)
			}
		}
	})
}
