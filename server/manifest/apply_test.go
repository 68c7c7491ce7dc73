package manifest_test

import (
	"encoding/json"
	"strings"
	"testing"

	"gatehouse/ent/auditevent"
	"gatehouse/ent/user"
	"gatehouse/server/manifest"
	"gatehouse/server/store"
)

func TestApplyRefuses(t *testing.T) {
	rows := []struct{ why, text, want string }{
		{"a role that is not there", "users: [{username: anna, roles: [nobody]}]", `users[0].roles[0]: there is no role "nobody"`},
		{"a course that is not there", "users: [{username: anna, courseRoles: [{course: X, role: student}]}]", `users[0].courseRoles[0].course: there is no course "X"`},
		{"a user that is not there", "courses: [{shortName: C1, enrolments: [{user: carl}]}]", `courses[0].enrolments[0].user: there is no user "carl"`},
		{"a role of an enrolment", "courses: [{shortName: C1, enrolments: [{user: anna, role: x}]}]", `courses[0].enrolments[0].role: there is no role "x"`},
		{"a member that is not there", "courses: [{shortName: C1, groups: [{name: Red, members: [carl]}]}]", `courses[0].groups[0].members[0]: there is no user`},
		{"a function that is not there", "services: [{shortName: main, functions: [core_group_get_groups, core_x]}]", `services[0].functions[1]: there is no function "core_x"`},
		{"a deprecated function", "services: [{shortName: main, functions: [core_user_old_way]}]", "services[0].functions[0]: core_user_old_way is deprecated and cannot be added: use core_user_get_users"},
		{"an authorised user", "services: [{shortName: main, authorisedUsers: [{user: carl}]}]", `services[0].authorisedUsers[0].user: there is no user`},
		{"an authorised user twice", "services: [{shortName: main, authorisedUsers: [{user: anna}, {user: anna}]}]", "services[0].authorisedUsers[1]: the user anna stands here twice"},
		{"addresses of an authorised user", "services: [{shortName: main, authorisedUsers: [{user: anna, ipRestriction: 10.0.0.0/40}]}]", "services[0].authorisedUsers[0].ipRestriction:"},
		{"addresses of a token", "tokens: [{name: one, user: anna, service: main, ipRestriction: here}]", "tokens[0].ipRestriction:"},
		{"a token's service", "tokens: [{name: x, user: anna, service: none}]", `tokens[0].service: there is no service "none"`},
		{"a token's user", "tokens: [{name: x, user: carl, service: main}]", `tokens[0].user: there is no user "carl"`},
		{"a token's course", "tokens: [{name: x, user: anna, service: main, course: X}]", `tokens[0].course: there is no course "X"`},
		{"a token of the guest", "tokens: [{name: x, user: guest, service: main}]", "tokens[0].user: the guest cannot have a token"},
		{"a token without a name", "tokens: [{user: anna, service: main}]", "tokens[0]: there is no such token, and for a new one this is missing: name"},
		{"a new token without more than a name", "tokens: [{name: x}]", "tokens[0]: there is no such token, and for a new one this is missing: user, service"},
		{"a token's id that nothing has", "tokens: [{id: 99}]", "tokens[0]: there is no such token, and for a new one this is missing: name, user, service"},
		{"a token's name that two have", "tokens: [{name: shared, ipRestriction: 10.0.0.1}]", "tokens[0]: there are 2 such tokens: give the id"},
		{"a secret that cannot be one", "tokens: [{name: x, user: anna, service: main, secret: hunter2}]", "tokens[0].secret: this is not a secret"},
		{"a secret with a wrong checksum", "tokens: [{name: x, user: anna, service: main, secret: gate_00000000000000000000000000000000000x}]", "tokens[0].secret: this is not a secret"},
		{"a secret of another token", "tokens: [{name: x, user: anna, service: main, secret: c993229f11c5380f0b1e42b735e7d11c}]", `tokens[0].secret: another token, "one", has this secret`},
		{"a secret twice", "tokens: [{name: x, user: anna, service: main, secret: 44a52f97ca85c6a042c15caa6a2a51ca}, {name: y, user: anna, service: main, secret: 44a52f97ca85c6a042c15caa6a2a51ca}]", "tokens[1].secret: tokens[0].secret is the same"},
		{"another secret for a token", "tokens: [{name: one, user: anna, service: main, secret: 44a52f97ca85c6a042c15caa6a2a51ca}]", "tokens[0].secret: the token is there with another secret"},
		{"another user for a token", "tokens: [{id: 1, user: bert, service: main}]", "tokens[0]: the token 1 is for another user or service"},
		{"another course for a token", "tokens: [{id: 2, user: bert, service: main, course: C2}]", "tokens[0]: the token 2 is not bound to the course C2"},
		{"a token twice", "tokens: [{name: x, user: anna, service: main}, {name: x, user: anna, service: Main service}, {name: x, user: anna, service: main}]", "tokens[2]: tokens[0] is about the same token"},
		{"a user twice", "users: [{username: anna}, {id: 3}]", "is about the same user"},
		{"an id that would have to change", "users: [{id: 99, username: anna}]", "users[0]: the username anna has the id 3 here, and ids do not change"},
		{"an id that nothing has", "users: [{id: 99}]", "users[0]: there is no user with this id, and a new one needs a name"},
		{"an id below 1", "roles: [{id: -1, shortName: x}]", "roles[0]: the id -1 is not 1 or more"},
		{"a name that another has", "users: [{id: 3, username: bert}]", "users[0].username: another user has the username bert"},
		{"a service's name that another has", "services: [{shortName: x, name: Y}, {shortName: y, name: Y}]", "is about the same service"},
		{"a username with a capital", "users: [{username: Anna}]", "users[0].username:"},
		{"an email that is none", "users: [{username: anna, email: anna}]", `users[0].email: "anna" is not possible: expected an email address`},
		{"text that does not fit", "users: [{username: anna, country: AUS}]", "users[0].country: it has more than 2 bytes"},
		{"a weak password", "users: [{username: anna, password: weak}]", "users[0].password: the password does not meet the password policy. It must have at least 8"},
		{"an endless password", "users: [{username: anna, password: " + strings.Repeat("a", 600) + "}]", "users[0].password: a password has at most"},
		{"a password for the guest", "users: [{username: guest, password: Passw0rd!}]", "users[0].password: the guest has no password"},
		{"the guest as administrator", "users: [{username: guest, siteAdmin: true}]", "users[0].siteAdmin:"},
		{"no administrator left", "users: [{username: admin, suspended: true}]", "users: no administrator would be left"},
		{"no administrator left who may sign in", "users: [{username: admin, auth: nologin}]", "users: no administrator would be left"},
		{"no administrator left who is confirmed", "users: [{username: admin, confirmed: false}]", "users: no administrator would be left"},
		{"another one who may not sign in does not count", "users: [{username: admin, siteAdmin: false}, {username: anna, siteAdmin: true, auth: nologin}]", "users: no administrator would be left"},
		{"an auth that there is not", "users: [{username: anna, auth: ldap}]", `users[0].auth: "ldap" is not possible`},
		{"no auth", "users: [{username: anna, auth: ''}]", `users[0].auth: "" is not possible`},
		{"a language that is not installed", "users: [{username: anna, lang: xx}]", `users[0].lang: "xx" is not possible`},
		{"no language", "users: [{username: anna, lang: ''}]", `users[0].lang: "" is not possible`},
		{"a time zone of a user", "users: [{username: anna, timezone: Perth}]", `users[0].timezone: "Perth" is not possible`},
		{"a theme that there is not", "users: [{username: anna, theme: neon}]", `users[0].theme: "neon" is not possible`},
		{"a country of one letter", "users: [{username: anna, country: A}]", `users[0].country: "A" is not possible`},
		{"a country of digits", "users: [{username: anna, country: 12}]", `users[0].country: "12" is not possible`},
		{"an email with a name", "users: [{username: anna, email: 'Anna <anna@example.com>'}]", "users[0].email:"},
		{"an email that another user has, in other case", "users: [{username: anna, email: Root@Example.com}]", "users[0].email: the user root has the address"},
		{"an email that another user of the manifest has", "users: [{username: anna, email: a@example.com}, {username: bert, email: A@example.com}]", "users[1].email: the user anna has the address"},
		{"a short name of a service with a blank", "services: [{name: x, shortName: a b}]", `services[0].shortName: "a b" is not possible`},
		{"a protocol that there is not", "webServices: {protocols: [rest, telepathy]}", `webServices.protocols[1]: there is no protocol "telepathy"`},
		{"a capability that cannot be one", "roles: [{shortName: x, capabilities: [course:view]}]", "roles[0].capabilities[0]:"},
		{"a required capability that cannot be one", "services: [{shortName: main, requiredCapability: x}]", "services[0].requiredCapability:"},
		{"a role to assign that is not there", "roles: [{shortName: student, mayAssign: [x]}]", `roles[0].mayAssign[0]: there is no role "x"`},
		{"a service without a name", "services: [{shortName: x}]", "services[0].name: a service needs a name"},
		{"a course without a full name", "courses: [{shortName: x}]", "courses[0].fullName: a course needs a full name"},
		{"a category that is not there", "courses: [{shortName: C1, category: 9}]", "courses[0].category: there is no such category"},
		{"a course without a category", "courses: [{shortName: C1, category: null}]", "courses[0].category: a course needs a category"},
		{"categories in a circle", "categories: [{id: 1, parent: 2}]", "categories[0].parent: the category would be inside itself"},
		{"names of the site course", "courses: [{id: 1, fullName: x}]", "courses[0]: course 1 is the site itself"},
		{"a short name of the site that a course has", "site: {shortName: C1}", "site.shortName: a course has the short name C1"},
		{"a group of another course", "courses: [{shortName: C2, groups: [{id: 5}]}]", "courses[0].groups[0]: the group 5 belongs to another course"},
		{"an id number of another group", "courses: [{shortName: C1, groups: [{name: Red, idNumber: x}, {name: Blue, idNumber: x}]}]", `courses[0].groups: two would have the idNumber "x"`},
		{"an id number of another cohort", "cohorts: [{name: Other, idNumber: all}]", `cohorts: two would have the idNumber "all"`},
		{"a time zone that is none", "site: {timezone: Perth}", "site.timezone:"},
		{"a way to write nothing that is none", "webServices: {xmlrpcVoid: empty}", `webServices.xmlrpcVoid: "empty" is none of string, params, nil`},
		{"a password policy that is none", "site: {passwordPolicy: strict}", "site.passwordPolicy:"},
		{"a default role that is none", "site: {defaultRole: x}", "site.defaultRole:"},
		{"a site without a name", "site: {name: ''}", "site: name and shortName cannot be empty"},
		{"a negative number", "journal: {callDays: -1}", "journal.callDays:"},
		{"every mistake is told", "users: [{username: anna, roles: [a]}, {username: bert, roles: [b]}]", `users[1].roles[0]: there is no role "b"`},
	}
	each(t, func(t *testing.T, s *store.Store) {
		apply(t, s, world+"  - {name: shared, user: anna, service: main}\n  - {name: shared, user: bert, service: main}\n")
		apply(t, s, "users: [{username: root, email: root@example.com}]")
		before := export(t, s)
		for _, row := range rows {
			result, err := manifest.Apply(t.Context(), s, parse(t, row.text), options)
			if err == nil || !strings.Contains(err.Error(), row.want) {
				t.Errorf("%s: got %v, %v, want %q", row.why, result, err, row.want)
			} else if strings.Contains(err.Error(), "hunter2") {
				t.Errorf("%s: the secret is shown: %v", row.why, err)
			}
		}
		if after := export(t, s); after != before {
			t.Errorf("something was written:\n%s", after)
		}
	})
}

func TestPatches(t *testing.T) {
	rows := []struct {
		why, text     string
		want, touches []string
	}{
		{"nothing", "", nil, nil},
		{"switch everything off", "webServices: {enabled: false}", []string{"update settings webServices (enabled)"}, []string{"setting"}},
		{"lists of scalars replace", "webServices: {protocols: [soap]}", []string{"update settings webServices (protocols)"}, []string{"setting"}},
		{"maintenance", "site: {maintenance: true}", []string{"update settings site (maintenance)"}, []string{"setting"}},
		{"how XML-RPC writes nothing", "webServices: {xmlrpcVoid: params}", []string{"update settings webServices (xmlrpcVoid)"}, []string{"setting"}},
		{"addresses of a provider find accounts", "signIn: {linkByEmail: true}", []string{"update settings signIn (linkByEmail)"}, []string{"setting"}},
		{"no messages between users", "features: {messaging: false}", []string{"update settings features (messaging)"}, []string{"setting"}},
		{"password endpoints", "webServices: {passwordEndpoints: true}", []string{"update settings webServices (passwordEndpoints)"}, []string{"setting"}},
		{"settings of tokens and the journal", "tokenSettings: {signInDays: 7}\njournal: {callDays: 1}", []string{"update settings tokenSettings (signInDays)", "update settings journal (callDays)"}, []string{"setting"}},
		{"the site course follows the site", "site: {name: New name}", []string{"update settings site (name)", "update course gatehouse (fullName)"}, []string{"setting"}},
		{"what is the same changes nothing", "users: [{username: anna, roles: [wsrole], preferences: {}}]", nil, nil},
		{"a user merges", "users: [{username: anna, email: anna@example.com, preferences: {a: b}}]", []string{"update user anna (email, preferences)"}, []string{"user"}},
		{"a user by id is renamed", "users: [{id: 4, username: bertha}]", []string{"update user bertha (username)"}, []string{"user"}},
		{"roles replace", "users: [{username: anna, roles: [student, manager]}]", []string{"update user anna (roles)"}, []string{"user"}},
		{"course roles replace", "users: [{username: bertha, courseRoles: []}]", []string{"update user bertha (courseRoles)"}, []string{"user"}},
		{"a role", "roles: [{shortName: wsrole, capabilities: ['webservice/soap:use'], mayAssign: []}]", []string{"update role wsrole (capabilities, mayAssign)"}, []string{"role"}},
		{"an enrolment's role, which takes the place of the old one", "courses: [{shortName: C1, enrolments: [{user: anna, role: teacher, suspended: true}]}]", []string{"update enrolment C1: anna (suspended, role)"}, []string{"user"}},
		{"the end of an enrolment is lifted", "courses: [{shortName: C1, enrolments: [{user: bertha, timeEnd: null}]}]", []string{"update enrolment C1: bertha (timeEnd)"}, nil},
		{"members replace", "courses: [{shortName: C1, groups: [{name: Red, members: [anna]}]}]", []string{"update group C1: Red (members)"}, nil},
		{"a course moves", "courses: [{shortName: C2, category: Category 1}]", []string{"update course C2 (category)"}, nil},
		{"a category moves", "categories: [{name: Maths, parent: null}]", []string{"update category Maths (parent)"}, nil},
		{"a new category inside a new one", "categories: [{id: 8, name: Sub, parent: Top}, {name: Top}]", []string{"create category Sub", "create category Top"}, nil},
		{"a cohort", "cohorts: [{name: All, category: Maths}]", []string{"update cohort All (category)"}, nil},
		{"a service is disabled", "services: [{shortName: main, enabled: false}]", []string{"update service Main service (enabled)"}, []string{"service"}},
		{"functions replace", "services: [{shortName: main, functions: [core_user_create_users]}]", []string{"update service Main service (functions)"}, []string{"service"}},
		{"a service by name gets a short name", "services: [{name: Main service, shortName: main2}]", []string{"update service Main service (shortName)"}, []string{"service"}},
		{"a valid-until that is left out means never", "services: [{shortName: main2, authorisedUsers: [{user: anna, ipRestriction: 10.0.0.1}]}]", []string{"update authorisation Main service: anna (ipRestriction, validUntil)"}, []string{"user"}},
		{"a token is bound to addresses", "tokens: [{name: one, user: anna, service: main2, ipRestriction: '10.0.0.'}]", []string{"update token one of anna (ipRestriction)"}, []string{"token"}},
		{"a token by id alone", "tokens: [{id: 1, ipRestriction: 10.0.0.0/8}]", []string{"update token one of anna (ipRestriction)"}, []string{"token"}},
		{"a token by a name that no other has", "tokens: [{name: one, ipRestriction: 10.0.0.1}]", []string{"update token one of anna (ipRestriction)"}, []string{"token"}},
		{"a token by name and user", "tokens: [{name: one, user: anna, ipRestriction: 10.0.0.2}]", []string{"update token one of anna (ipRestriction)"}, []string{"token"}},
		{"a token by name and service", "tokens: [{name: one, service: main2, ipRestriction: 10.0.0.3}]", []string{"update token one of anna (ipRestriction)"}, []string{"token"}},
		{"a token of the same name for another user, which is new", "users: [{username: carl}]\ntokens: [{name: one, user: carl, service: main2, secret: 44a52f97ca85c6a042c15caa6a2a51ca}]", []string{"create user carl", "create token one of carl"}, []string{"token", "user"}},
		{"values that functions would take too", "users: [{username: carl, auth: nologin, lang: en, timezone: Europe/Paris, theme: classic, country: FR, email: Carl@example.com}]", []string{"update user carl (auth, email, country, theme, timezone)"}, []string{"user"}},
		{"an address may change hands", "users: [{username: carl, email: c@example.com}, {username: anna, email: carl@example.com}]", []string{"update user carl (email)", "update user anna (email)"}, []string{"user"}},
		{"a token by id", "tokens: [{id: 2, name: second, user: bertha, service: main2, validUntil: 2020-01-01T00:00:00Z}]", []string{"update token second of bertha (name, validUntil)"}, []string{"token"}},
	}
	each(t, func(t *testing.T, s *store.Store) {
		apply(t, s, world)
		for _, row := range rows {
			before := revision(t, s)
			result := apply(t, s, row.text)
			if got := said(result); strings.Join(got, "|") != strings.Join(row.want, "|") {
				t.Errorf("%s: changed %q, want %q", row.why, got, row.want)
			}
			if got := touched(t, s, before); strings.Join(got, "|") != strings.Join(row.touches, "|") {
				t.Errorf("%s: touches %v, want %v", row.why, got, row.touches)
			}
			if again := apply(t, s, row.text); len(again.Changes) > 0 {
				t.Errorf("%s: changed again %q", row.why, said(again))
			}
		}
	})
}

func TestADryRunChangesNothing(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		before, changes := export(t, s), revision(t, s)
		o := options
		o.DryRun, o.Prune = true, true
		dry := applyWith(t, s, world+"  - {name: minted, user: anna, service: main}\n", o)
		if after := export(t, s); after != before || revision(t, s) != changes {
			t.Errorf("a dry run wrote\n%s", after)
		}
		if len(dry.Secrets) > 0 {
			t.Error("a dry run gives out the secret of a token that is not there")
		}
		real := apply(t, s, world+"  - {name: minted, user: anna, service: main}\n")
		wantChanges(t, real, said(dry)...)
		if len(real.Changes) < 15 {
			t.Errorf("only %q", said(real))
		}
	})
}

func TestIDsAreKeptAndNotGivenOutAgain(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		apply(t, s, "users: [{username: free}, {id: 7, username: given}, {username: later}]")
		apply(t, s, "users: [{username: last}]")
		names, err := s.DB.User.Query().Where(user.IDGT(1)).Order(user.ByID()).All(t.Context())
		if err != nil || len(names) != 4 {
			t.Fatal(names, err)
		}
		for i, want := range []string{"given", "free", "later", "last"} {
			if names[i].Username != want || names[i].ID != 7+i {
				t.Errorf("user %d is %s, want %s", names[i].ID, names[i].Username, want)
			}
		}
	})
}

func TestProtocolsThatAreNotBuiltAreWarnedAbout(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		result := apply(t, s, "webServices: {protocols: [rest, mcp]}")
		if len(result.Warnings) != 1 || !strings.Contains(result.Warnings[0], "webServices.protocols[1]: this program does not speak mcp") {
			t.Errorf("warnings %q", result.Warnings)
		}
		if !s.Settings().WebServices.ProtocolOn("mcp") {
			t.Error("it was not accepted")
		}
	})
}

func TestEveryChangeIsAudited(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		result := apply(t, s, world)
		patch := "users: [{username: anna, email: a@example.com, password: Passw0rd!}]\nservices: [{shortName: main, enabled: false}]\ntokens: []"
		o := options
		o.Prune = true
		o.Actor.Name, o.Actor.UserID = "admin", 2
		more := applyWith(t, s, strings.Replace(patch, "users: [", "users: [{username: admin}, {username: bert}, ", 1), o)
		events, err := s.DB.AuditEvent.Query().Order(auditevent.ByID()).All(t.Context())
		if err != nil || len(events) != len(result.Changes)+len(more.Changes) {
			t.Fatalf("%d events for %d and %d changes, %v", len(events), len(result.Changes), len(more.Changes), err)
		}
		var trail strings.Builder
		for _, e := range events {
			details, err := json.Marshal(e.Details)
			if err != nil {
				t.Fatal(err)
			}
			trail.WriteString(e.Action + " " + e.Subject + " by " + e.Actor + " " + string(details) + "\n")
		}
		for _, want := range []string{
			`settings.update webServices by apply {"after":{"enabled":true,"protocols":["rest"]},"before":{"enabled":false,"protocols":[]}}`,
			`service.update Main service by admin {"after":{"enabled":false},"before":{"enabled":true}}`,
			`user.update anna by admin {"after":{"email":"a@example.com","password":"set"},"before":{"email":""}}`,
			`token.revoke one of anna by admin`,
			`token.create two of bert by apply {"after":{"course":"C1","name":"two","service":"Main service","user":"bert","validUntil":"2030-01-01T00:00:00Z"},"before":{}}`,
		} {
			if !strings.Contains(trail.String(), want) {
				t.Errorf("the trail lacks %s:\n%s", want, trail.String())
			}
		}
		for _, secret := range []string{"Passw0rd", "argon2", "c993229f", "d11c", "hash"} {
			if strings.Contains(trail.String(), secret) {
				t.Errorf("the trail holds %s:\n%s", secret, trail.String())
			}
		}
	})
}

func TestResultsAsJSON(t *testing.T) {
	rows := []struct{ why, text, want string }{
		{"lists that are empty are lists", "", `{"changes":[],"warnings":[],"secrets":[]}`},
		{
			"keys are in lower camel case", "courses: [{shortName: C1, groups: [{name: Blue, members: [anna]}]}]",
			`{"changes":[{"action":"update","kind":"group","name":"C1: Blue","fields":[{"name":"members","old":[],"new":["anna"]}]}],"warnings":[],"secrets":[]}`,
		},
		{
			"secrets too", "tokens: [{name: x, user: anna, service: main}]",
			`"secrets":[{"name":"x","user":"anna","service":"Main service","secret":"gate_`,
		},
		{"fields that are none", "cohorts: []", `{"action":"delete","kind":"cohort","name":"All","fields":[]}`},
	}
	each(t, func(t *testing.T, s *store.Store) {
		apply(t, s, world)
		o := options
		for _, row := range rows {
			o.Prune = row.text == "cohorts: []"
			text, err := json.Marshal(applyWith(t, s, row.text, o))
			if err != nil || !strings.Contains(string(text), row.want) {
				t.Errorf("%s: %s, %v, want %s", row.why, text, err, row.want)
			}
		}
	})
}
