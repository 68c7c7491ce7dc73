package manifest_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"gatehouse/ent/roleassignment"
	"gatehouse/ent/token"
	"gatehouse/ent/user"
	"gatehouse/server/manifest"
	"gatehouse/server/people"
	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
	"gatehouse/server/tokens"
)

func TestTheFixtureApplies(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		result := apply(t, s, fixture(t))
		if len(result.Warnings)+len(result.Secrets) > 0 {
			t.Errorf("warnings %v, secrets %d", result.Warnings, len(result.Secrets))
		}
		ctx, db := t.Context(), s.DB

		settings := s.Settings()
		if settings.Site.Name != "Lab site" || !settings.WebServices.ProtocolOn("soap") {
			t.Errorf("settings %+v", settings)
		}
		site, err := db.Course.Get(ctx, 1)
		if err != nil || site.ShortName != "lab" || site.FullName != "Lab site" {
			t.Errorf("the site course %v, %v", site, err)
		}
		student, err := db.User.Query().Where(user.Username("student2")).Only(ctx)
		if err != nil || student.ID != 12 || student.Department != "Maths & Stats" || student.Lang != "en" || !student.Confirmed {
			t.Errorf("student2 %v, %v", student, err)
		}
		if match, _, err := people.CheckPassword(ctx, "Passw0rd!", student.PasswordHash); !match || err != nil {
			t.Errorf("the password does not match: %v", err)
		}
		course, err := db.Course.Get(ctx, 2)
		if err != nil || course.Summary != "<p>Summary &amp; more</p>" || *course.CategoryID != 1 ||
			!course.StartDate.Equal(time.Date(2023, 11, 14, 22, 13, 20, 0, time.UTC)) {
			t.Errorf("the course %v, %v", course, err)
		}
		if n, err := db.RoleAssignment.Query().Where(roleassignment.CourseID(2)).Count(ctx); n != 2 || err != nil {
			t.Errorf("%d roles in the course, %v", n, err)
		}
		hash := tokens.HashOf("fae19f48d786869a5d6cf4d0fb7a48d3")
		bound, err := db.Token.Query().Where(token.Name("lab-coursectx")).Only(ctx)
		if err != nil || *bound.CourseID != 2 || !bytes.Equal(bound.Hash, hash[:]) || bound.Hint != "48d3" || !bound.Imported {
			t.Errorf("the token %v, %v", bound, err)
		}
		expired, err := db.Token.Query().Where(token.Name("lab-expired")).Only(ctx)
		if err != nil || expired.ValidUntil.Year() != 2020 || expired.RevokedAt != nil {
			t.Errorf("the expired token %v, %v", expired, err)
		}

		before := revision(t, s)
		again := apply(t, s, fixture(t))
		wantChanges(t, again)
		if after := revision(t, s); after != before {
			t.Errorf("applying it again wrote %d revisions", after-before)
		}
	})
}

// What is exported from one database makes another one like it.
func TestExportsTravel(t *testing.T) {
	addresses := map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.PostgreSQL}
	for name, text := range map[string]string{"fixture": fixture(t), "world": world, "groups": groupWorld} {
		for fromName, from := range addresses {
			for toName, to := range addresses {
				t.Run(name+" from "+fromName+" to "+toName, func(t *testing.T) {
					source, target := installed(t, storetest.Open(t, from(t))), installed(t, storetest.Open(t, to(t)))
					travel(t, source, target, text)
				})
			}
		}
	}
}

func travel(t *testing.T, source, target *store.Store, text string) {
	t.Helper()
	applyAll(t, source, text)
	first := export(t, source)
	result := apply(t, target, first)
	if second := export(t, target); second != first {
		t.Errorf("exported\n%s\nthen\n%s", first, second)
	}
	if made := len(parse(t, first).Tokens); made == 0 || len(result.Secrets) != made {
		t.Errorf("%d secrets for %d tokens", len(result.Secrets), made)
	}
	wantChanges(t, applyWith(t, source, first, manifest.Options{Prune: true}))
	wantChanges(t, applyWith(t, target, first, manifest.Options{Prune: true}))
}

func TestExportsHoldNoSecrets(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		apply(t, s, fixture(t))
		text := export(t, s)
		hash, err := s.DB.User.Query().Where(user.Username("wsuser")).Only(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{"Passw0rd", "argon2", hash.PasswordHash, "c993229f11c5380f0b1e42b735e7d11c", "d11c", "secret:", "password:"} {
			if strings.Contains(text, secret) {
				t.Errorf("the export holds %q", secret)
			}
		}
		if !strings.HasPrefix(text, "# An installation") || !strings.Contains(text, "startDate: 2023-11-14T22:13:20Z") {
			t.Errorf("exported\n%s", text)
		}
	})
}
