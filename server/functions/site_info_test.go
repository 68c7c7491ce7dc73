package functions_test

import (
	"context"
	"encoding/json"
	"slices"
	"testing"

	"entgo.io/ent/dialect"
	"gatehouse/ent"

	"gatehouse/server/call"
	"gatehouse/server/functions"
	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

type siteInfo struct {
	Username      string
	Lang          string
	Functions     []struct{ Name, Version string }
	DownloadFiles *int
	UploadFiles   *int
	IsAdmin       bool `json:"userissiteadmin"`
}

func readSiteInfo(t *testing.T, result string) siteInfo {
	t.Helper()
	var info siteInfo
	if err := json.Unmarshal([]byte(result), &info); err != nil {
		t.Fatal(err)
	}
	return info
}

func TestSiteInfo(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		const function = "core_webservice_get_site_info"
		h.refused(t, "wssuspended", function, `{}`, call.UserSuspended, "")
		h.refused(t, "wsuser", function, `{"serviceshortnames":"all"}`, call.InvalidParameter, "serviceshortnames")

		info := readSiteInfo(t, h.must(t, "nobody", function, `{"serviceshortnames":["x"]}`))
		if info.IsAdmin || info.Lang != "en" || *info.DownloadFiles != 1 || len(info.Functions) != len((&functions.Library{}).All()) {
			t.Errorf("somebody without capabilities sees %+v", info)
		}
		if info := readSiteInfo(t, h.must(t, "admin", function, `{}`)); !info.IsAdmin || info.Username != "admin" {
			t.Errorf("the administrator sees %+v", info)
		}
		if result, err := h.callIn(t, "wsuser", 2, function, `{}`); err != nil || readSiteInfo(t, result).Username != "wsuser" {
			t.Errorf("a token that is bound to a course: %s %v", result, err)
		}
	})
}

// With user name and password there is no one service: the functions are those of every service that is open to the caller.
func TestSiteInfoByPassword(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.grants.functions = []string{"core_webservice_get_site_info", "core_user_get_users"}
		result, err := h.callWith(t, &call.Request{
			Credential: call.Credential{ByUser: true, Username: "wsuser"}, Function: "core_webservice_get_site_info",
		}, `{}`)
		if err != nil {
			t.Fatal(err)
		}
		info := readSiteInfo(t, result)
		var got []string
		for _, f := range info.Functions {
			got = append(got, f.Name+" "+f.Version)
		}
		want := []string{"core_webservice_get_site_info 2024100706", "core_user_get_users 2024100706", "enrol_manual_enrol_users 2024100700"}
		if !slices.Equal(got, want) || info.DownloadFiles != nil || info.UploadFiles != nil {
			t.Errorf("got %q, %+v", got, info)
		}
	})
}

// queriesOf counts the queries that a call makes besides those of the harness itself.
func queriesOf(t *testing.T, h *harness, username, function, arguments string) int {
	t.Helper()
	count := 0
	h.store.DB.Intercept(ent.InterceptFunc(func(next ent.Querier) ent.Querier {
		return ent.QuerierFunc(func(ctx context.Context, q ent.Query) (ent.Value, error) {
			count++
			return next.Query(ctx, q)
		})
	}))
	if _, err := h.grants.Find(t.Context(), call.Credential{Token: username}, callerAddress); err != nil {
		t.Fatal(err)
	}
	own := count
	count = 0
	h.must(t, username, function, arguments)
	return count - own
}

// The calls that clients make all the time must stay cheap. What is counted goes through ent; on SQLite the users themselves come
// by a query that is written by hand, besides.
func TestHotCallsMakeFewQueries(t *testing.T) {
	for _, hot := range []struct {
		why, username, function, arguments string
		want                               int
	}{
		{"site info is in memory", "wsuser", "core_webservice_get_site_info", `{}`, 0},
		{"whoever sees everybody needs only the users", "wsuser", "core_user_get_users_by_field", `{"field":"id","values":["11","12"]}`, 1},
		{"somebody else needs the shared courses once", "teacher", "core_user_get_users_by_field", `{"field":"id","values":["11","12","13"]}`, 2},
	} {
		t.Run(hot.why, func(t *testing.T) {
			storetest.EachAddress(t, func(t *testing.T, address string) {
				// A store that does not follow asks nothing in the background.
				s, err := store.Open(t.Context(), address, store.Options{})
				if err != nil {
					t.Fatal(err)
				}
				defer s.Close()
				h := newHarness(t, s)
				want := hot.want
				if s.Dialect() == dialect.SQLite && want > 0 {
					want--
				}
				if got := queriesOf(t, h, hot.username, hot.function, hot.arguments); got != want {
					t.Errorf("%d queries, want %d", got, want)
				}
			})
		})
	}
}
