package graph

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"gatehouse/server/call"
)

// TestSettings switches on and off what an administrator may (rows 1 and 2 of what the app is for).
func TestSettings(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, root := w.addUser("root", true)
		for _, row := range []struct{ why, input, field string }{
			{"a time zone that is none", `timezone:"Mars/Olympus"`, "timezone"},
			{"a policy that is none", `passwordPolicy:"strong"`, "passwordPolicy"},
			{"no name", `siteName:""`, "siteName"},
			{"less than nothing", `callDays:-1`, "callDays"},
			{"a role that is not there", `defaultRole:"nobody"`, "defaultRole"},
		} {
			got := root.ask(`mutation{updateSettings(input:{` + row.input + `}){siteName}}`)
			if got.code() != codeInvalid || got.field() != row.field {
				t.Errorf("%s: %s", row.why, got.answer.text)
			}
		}
		if w.keeper.Policy().ServicesOn {
			t.Fatal("web services are on at first")
		}
		got := root.done(`mutation{updateSettings(input:{webServicesOn:true,documentationOn:true,siteName:"Haus"}){webServicesOn documentationOn siteName timezone}}`)
		if got.at("updateSettings.webServicesOn") != true || got.text("updateSettings.siteName") != "Haus" || got.text("updateSettings.timezone") != "UTC" {
			t.Errorf("changed: %s", got.answer.text)
		}
		if !w.keeper.Policy().ServicesOn {
			t.Error("a call is still refused")
		}
		if got := root.ask(`mutation{setProtocol(name:"carrier-pigeon",on:true){on}}`); got.code() != codeInvalid {
			t.Errorf("a protocol that is none: %s", got.answer.text)
		}
		if got := root.done(`mutation{setProtocol(name:"rest",on:true){name on calls tokenCount}}`); got.at("setProtocol.on") != true {
			t.Errorf("switched on: %s", got.answer.text)
		}
		root.done(`mutation{setProtocol(name:"soap",on:true){on}}`)
		root.done(`mutation{setProtocol(name:"rest",on:false){on}}`)
		if got := root.done(`{protocols{name on}}`); got.at("protocols.0.on") != false || got.at("protocols.1.on") != true {
			t.Errorf("one of two switched off: %s", got.answer.text)
		}
		events := root.done(`{auditEvents(filter:{action:"settings.update"},first:1){nodes{id subject canPutBack changes{field before after} actorUser{username} address}}}`)
		if events.text("auditEvents.nodes.0.changes.0.field") != "protocols" || events.text("auditEvents.nodes.0.actorUser.username") != "root" {
			t.Errorf("the trail: %s", events.answer.text)
		}
		root.done(`mutation($e:ID!){putBack(event:$e)}`, "e", events.text("auditEvents.nodes.0.id"))
		if got := root.done(`{protocols{name on}}`); got.at("protocols.0.on") != true {
			t.Errorf("put back: %s", got.answer.text)
		}
	})
}

// TestServices makes and changes services (rows 3 to 6).
func TestServices(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		user, _ := w.addUser("ada", false)
		_, root := w.addUser("root", true)
		root.done(`mutation{createService(input:{name:"Other",shortName:"other"}){id}}`)
		for _, row := range []struct{ why, input, field string }{
			{"no name", `shortName:"x"`, "name"},
			{"a name that is taken", `name:"Other"`, "name"},
			{"a short name that is taken", `name:"S",shortName:"other"`, "shortName"},
			{"a short name that token.php could not be asked for", `name:"S",shortName:"a b"`, "shortName"},
			{"a capability that is none", `name:"S",requiredCapability:"everything"`, "requiredCapability"},
			{"a function that is not there", `name:"S",functions:["core_no_such_thing"]`, "functions[0]"},
			{"a deprecated function", `name:"S",functions:["core_group_get_groups","core_old_get_things"]`, "functions[1]"},
			{"a name without an end", `name:"` + strings.Repeat("n", 201) + `"`, "name"},
		} {
			got := root.ask(`mutation{createService(input:{` + row.input + `}){id}}`)
			if got.code() != codeInvalid || got.field() != row.field {
				t.Errorf("%s: %s", row.why, got.answer.text)
			}
		}
		two := root.ask(`mutation{createService(input:{name:"S",shortName:"a b",requiredCapability:"x"}){id}}`)
		if len(two.Errors) != 2 || two.Errors[0].Extensions.Field == two.Errors[1].Extensions.Field {
			t.Errorf("two mistakes: %s", two.answer.text)
		}
		made := root.done(`mutation{createService(input:{name:"Group sync",shortName:"groups",enabled:true,authorisedUsersOnly:true,functions:["core_group_get_groups"]}){id version functionCount capabilities}}`)
		id, version := made.text("createService.id"), made.text("createService.version")
		if made.text("createService.capabilities") != "[moodle/course:managegroups]" {
			t.Errorf("made: %s", made.answer.text)
		}
		const update = `mutation($id:ID!,$v:String,$i:ServiceInput!){updateService(id:$id,version:$v,input:$i){version name enabled}}`
		first := root.done(update, "id", id, "v", version, "i", map[string]any{"enabled": false})
		if first.text("updateService.version") == version {
			t.Error("a change did not change the version")
		}
		if got := root.ask(update, "id", id, "v", version, "i", map[string]any{"name": "Mine"}); got.code() != codeConflict {
			t.Errorf("the second of two editors: %s", got.answer.text)
		}
		if got := root.done(`query($id:ID!){service(id:$id){name enabled}}`, "id", id); got.text("service.name") != "Group sync" {
			t.Errorf("was overwritten: %s", got.answer.text)
		}
		if got := root.ask(update, "id", "999", "i", map[string]any{"name": "x"}); got.code() != codeNotFound {
			t.Errorf("nothing there: %s", got.answer.text)
		}
		w.testFunctions(t, root, id)
		w.testAuthorised(t, root, id, user.ID)
		copied := root.done(`mutation($id:ID!){duplicateService(id:$id,name:"Copy"){enabled authorisedUsersOnly functionCount authorisedUserCount}}`, "id", id)
		if copied.text("duplicateService") != "map[authorisedUserCount:0 authorisedUsersOnly:true enabled:false functionCount:2]" {
			t.Errorf("the copy: %s", copied.answer.text)
		}
		root.done(`mutation($u:ID!,$s:ID!){createToken(input:{user:$u,service:$s,name:"k",validUntil:"never"}){secret}}`, "u", user.ID, "s", id)
		if got := root.ask(`mutation($id:ID!){deleteService(id:$id)}`, "id", id); got.field() != "confirm" {
			t.Errorf("deleted with a key that works: %s", got.answer.text)
		}
		root.done(`mutation($id:ID!){deleteService(id:$id,confirm:"groups")}`, "id", id)
		if got := root.done(`query($id:ID!){service(id:$id){name} services{nodes{name} totalCount}}`, "id", id); got.at("service") != nil || got.text("services.totalCount") != "3" { // the built-in one is there too
			t.Errorf("deleted: %s", got.answer.text)
		}
	})
}

func (w *world) testFunctions(t *testing.T, root *caller, id string) {
	const add = `mutation($id:ID!,$f:[String!]!){addFunctions(service:$id,functions:$f){functions{name}}}`
	if got := root.ask(add, "id", id, "f", []string{"core_old_get_things"}); got.code() != codeInvalid {
		t.Errorf("a deprecated function was added: %s", got.answer.text)
	}
	got := root.done(add, "id", id, "f", []string{"core_group_create_groups", "core_group_get_groups", "core_group_delete_groups"})
	if names := fmt.Sprint(got.at("addFunctions.functions")); strings.Count(names, "name:") != 3 || !strings.Contains(names, "[map[name:core_group_get_groups]") {
		t.Errorf("added: %s", names)
	}
	got = root.done(`mutation($id:ID!,$f:[String!]!){removeFunctions(service:$id,functions:$f){functionCount}}`, "id", id, "f", []string{"core_group_create_groups"})
	if got.text("removeFunctions.functionCount") != "2" {
		t.Errorf("removed: %s", got.answer.text)
	}
	list := root.done(`{functions(filter:{search:"managegroups",deprecated:false}){name kind capabilities services{name} parameters{path type presence default} result{path shape depth}}}`)
	if list.text("functions.1.services.0.name") != "Group sync" || list.text("functions.0.parameters.0.default") != "0" || list.text("functions.0.result.2.path") != "names[]" {
		t.Errorf("the catalogue: %s", list.answer.text)
	}
}

func (w *world) testAuthorised(t *testing.T, root *caller, id string, user int) {
	const authorise = `mutation($id:ID!,$u:[ID!]!,$i:RestrictionInput){authoriseUsers(service:$id,users:$u,input:$i){user{username} ipRestriction validUntil expired missingCapabilities}}`
	for why, row := range map[string]struct {
		input map[string]any
		field string
	}{
		"an address that is none": {map[string]any{"ipRestriction": "010.0.0.1"}, "ipRestriction"},
		"a day that is none":      {map[string]any{"validUntil": "soon"}, "validUntil"},
	} {
		if got := root.ask(authorise, "id", id, "u", []int{user}, "i", row.input); got.field() != row.field {
			t.Errorf("%s: %s", why, got.answer.text)
		}
	}
	if got := root.ask(authorise, "id", id, "u", []int{1}); got.code() != codeForbidden {
		t.Errorf("the guest: %s", got.answer.text)
	}
	got := root.done(authorise, "id", id, "u", []int{user}, "i", map[string]any{"ipRestriction": "192.0.2.0/24", "validUntil": "2027-01-31"})
	if got.text("authoriseUsers.0") != "map[expired:false ipRestriction:192.0.2.0/24 missingCapabilities:[moodle/course:managegroups] user:map[username:ada] validUntil:2027-01-31T23:59:59Z]" {
		t.Errorf("authorised: %s", got.answer.text)
	}
	root.done(authorise, "id", id, "u", []int{user}, "i", map[string]any{"validUntil": "never"})
	got = root.done(`query($id:ID!){service(id:$id){authorisedUsers(search:"ad"){nodes{ipRestriction validUntil} totalCount}}}`, "id", id)
	if got.text("service.authorisedUsers.nodes") != "[map[ipRestriction:192.0.2.0/24 validUntil:<nil>]]" {
		t.Errorf("changed: %s", got.answer.text)
	}
	root.done(`mutation($id:ID!,$u:[ID!]!){unauthoriseUsers(service:$id,users:$u)}`, "id", id, "u", []int{user})
	if got := root.ask(`mutation($u:ID!,$s:ID!){createToken(input:{user:$u,service:$s,name:"k",validUntil:"never"}){secret}}`, "u", user, "s", id); got.field() != "service" {
		t.Errorf("a key for somebody who is not authorised: %s", got.answer.text)
	}
	root.done(authorise, "id", id, "u", []int{user})
}

// TestTokens makes, shows, changes and ends keys (row 7), as an administrator and as their owner.
func TestTokens(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		user, ada := w.addUser("ada", false)
		_, bob := w.addUser("bob", false)
		_, root := w.addUser("root", true)
		service := root.done(`mutation{createService(input:{name:"S",enabled:true,functions:["core_webservice_get_site_info"]}){id}}`).text("createService.id")
		const create = `mutation($i:TokenInput!){createToken(input:$i){secret command token{id shown state validUntil creator{username} origin}}}`
		input := func(more ...any) map[string]any {
			m := map[string]any{"user": user.ID, "service": service, "name": "ci", "validUntil": "2099-01-31"}
			for i := 0; i+1 < len(more); i += 2 {
				m[more[i].(string)] = more[i+1]
			}
			return m
		}
		for why, row := range map[string]struct {
			input map[string]any
			field string
		}{
			"no name":                     {input("name", " "), "name"},
			"an address that is none":     {input("ipRestriction", "1.2.3.4.5"), "ipRestriction"},
			"an end that has passed":      {input("validUntil", "2020-01-31"), "validUntil"},
			"an end that is none":         {input("validUntil", ""), "validUntil"},
			"a service that is not there": {input("service", 999), "service"},
		} {
			if got := root.ask(create, "i", row.input); got.field() != row.field {
				t.Errorf("%s: %s", why, got.answer.text)
			}
		}
		if got := ada.ask(create, "i", input()); got.code() != codeForbidden {
			t.Errorf("by a plain user: %s", got.answer.text)
		}
		if got := ada.ask(`mutation($s:ID!){createOwnToken(input:{service:$s,name:"mine",validUntil:"never"}){secret}}`, "s", service); got.code() != codeForbidden {
			t.Errorf("an own key without the capability: %s", got.answer.text)
		}
		made := root.done(create, "i", input())
		secret, id := made.text("createToken.secret"), made.text("createToken.token.id")
		if made.text("createToken.token.validUntil") != "2099-01-31T23:59:59Z" || made.text("createToken.token.shown") != "gate_…"+secret[len(secret)-4:] || !strings.Contains(made.text("createToken.command"), secret) {
			t.Errorf("made: %s", made.answer.text)
		}
		for name, c := range map[string]*caller{"its owner": ada, "an administrator": root} {
			if got := c.done(`query($id:ID!){token(id:$id){name}}`, "id", id); got.text("token.name") != "ci" {
				t.Errorf("%s sees %s", name, got.answer.text)
			}
		}
		if got := bob.done(`query($id:ID!){token(id:$id){name}}`, "id", id); got.at("token") != nil {
			t.Errorf("somebody else sees %s", got.answer.text)
		}
		for _, text := range []string{`mutation($id:ID!){rotateToken(id:$id){secret}}`, `mutation($id:ID!){revokeTokens(ids:[$id]){id}}`} {
			if got := bob.ask(text, "id", id); got.code() != codeNotFound {
				t.Errorf("somebody else: %s: %s", text, got.answer.text)
			}
		}
		const change = `mutation($id:ID!,$n:String,$i:RestrictionInput){updateToken(id:$id,name:$n,input:$i){name ipRestriction validUntil}}`
		got := root.done(change, "id", id, "n", "build", "i", map[string]any{"ipRestriction": "192.0.2.7"})
		if got.text("updateToken") != "map[ipRestriction:192.0.2.7 name:build validUntil:2099-01-31T23:59:59Z]" {
			t.Errorf("changed: %s", got.answer.text)
		}
		w.testAddress(t, root, id)
		rotated := ada.done(`mutation($id:ID!){rotateToken(id:$id,overlapHours:1){secret token{id ipRestriction rotatedFrom{id state}}}}`, "id", id)
		next := rotated.text("rotateToken.token.id")
		if rotated.text("rotateToken.token.ipRestriction") != "192.0.2.7" || rotated.text("rotateToken.token.rotatedFrom") != "map[id:"+id+" state:EXPIRING]" {
			t.Errorf("rotated: %s", rotated.answer.text)
		}
		w.now = w.now.Add(61 * time.Minute)
		ada, root = w.signIn("ada"), w.signIn("root")
		if got := root.done(`query($id:ID!){token(id:$id){state rotatedTo{id}}}`, "id", id); got.text("token") != "map[rotatedTo:map[id:"+next+"] state:EXPIRED]" {
			t.Errorf("after the overlap: %s", got.answer.text)
		}
		if got := root.done(`mutation($ids:[ID!]!){extendTokens(ids:$ids,validUntil:"never"){state validUntil}}`, "ids", []string{id}); got.text("extendTokens.0.state") != "ACTIVE" {
			t.Errorf("extended: %s", got.answer.text)
		}
		if got := root.ask(`mutation($ids:[ID!]!){revokeTokens(ids:$ids){id}}`, "ids", []string{id, "999"}); got.code() != codeNotFound {
			t.Errorf("one of two is not there: %s", got.answer.text)
		}
		if got := root.done(`query($id:ID!){token(id:$id){state}}`, "id", id); got.text("token.state") != "ACTIVE" {
			t.Errorf("half of it was done: %s", got.answer.text)
		}
		if got := ada.done(`mutation($ids:[ID!]!){revokeTokens(ids:$ids){state}}`, "ids", []string{id, next}); got.text("revokeTokens.1.state") != "REVOKED" {
			t.Errorf("revoked: %s", got.answer.text)
		}
		if got := root.done(`query($id:ID!){token(id:$id){revocation{actor} state}}`, "id", next); got.text("token.revocation.actor") != "ada" {
			t.Errorf("who did it: %s", got.answer.text)
		}
		if text := w.log.String(); strings.Contains(text, secret) {
			t.Error("the log has a secret")
		}
	})
}

func (w *world) testAddress(t *testing.T, root *caller, id string) {
	root.done(`mutation{updateSettings(input:{webServicesOn:true}){siteName}}`)
	root.done(`mutation{setProtocol(name:"rest",on:true){on}}`)
	const test = `query($id:ID!,$a:String!){token(id:$id){test(address:$a){allowed address refusal{check}}}}`
	for address, want := range map[string]string{"192.0.2.7": "protocol-capability", "::ffff:192.0.2.8": "token-address"} {
		if got := root.done(test, "id", id, "a", address); got.text("token.test.refusal.check") != want {
			t.Errorf("%s: %s", address, got.answer.text)
		}
	}
	if got := root.ask(test, "id", id, "a", "here"); got.field() != "address" {
		t.Errorf("no address: %s", got.answer.text)
	}
}

// TestOwnTokens lets somebody who may make an own key.
func TestOwnTokens(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, root := w.addUser("root", true)
		user, ada := w.addUser("ada", false)
		open := root.done(`mutation{createService(input:{name:"Open",enabled:true}){id}}`).text("createService.id")
		root.done(`mutation{createService(input:{name:"Closed",enabled:true,authorisedUsersOnly:true}){id}}`)
		role := root.done(`mutation{createRole(input:{shortName:"maker",capabilities:["moodle/webservice:createtoken"]}){id}}`).text("createRole.id")
		root.done(`mutation($u:ID!,$r:ID!){assignRole(user:$u,role:$r){roles{role{shortName}}}}`, "u", user.ID, "r", role)
		list := ada.done(`{viewer{services{service{name} mayCreateKey reason}}}`)
		if list.at("viewer.services.2.mayCreateKey") != true || list.text("viewer.services.0.reason") != "ada is not among the authorised users of the service." {
			t.Errorf("the services: %s", list.answer.text)
		}
		const create = `mutation($s:ID!){createOwnToken(input:{service:$s,name:"mine",validUntil:"never"}){token{id origin}}}`
		if got := ada.done(create, "s", open); got.text("createOwnToken.token.origin") != "SELF" {
			t.Errorf("made: %s", got.answer.text)
		}
		if got := root.ask(create, "s", open); got.code() != codeForbidden {
			t.Errorf("an administrator at the wrong door: %s", got.answer.text)
		}
		if got := ada.done(`{viewer{tokens{name service{name} lastCall{id}}}}`); got.text("viewer.tokens.0.service.name") != "Open" {
			t.Errorf("the own keys: %s", got.answer.text)
		}
	})
}

// TestUsersAndRoles manages accounts, roles and assignments (row 8).
func TestUsersAndRoles(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		rootRow, root := w.addUser("root", true)
		const create = `mutation($i:UserInput!){createUser(input:$i){id version fullName hasPassword}}`
		user := func(more ...any) map[string]any {
			m := map[string]any{"username": "eve", "email": "eve@example.org", "firstName": "Eve", "lastName": "Öz"}
			for i := 0; i+1 < len(more); i += 2 {
				m[more[i].(string)] = more[i+1]
			}
			return m
		}
		for why, row := range map[string]struct {
			input map[string]any
			field string
		}{
			"no user name":        {user("username", ""), "username"},
			"a user name in use":  {user("username", "ROOT"), "username"},
			"an address in use":   {user("email", "Root@example.org"), "email"},
			"no address at all":   {user("email", "nowhere"), "email"},
			"a short password":    {user("password", "short"), "password"},
			"a country of three":  {user("country", "DEU"), "country"},
			"a zone that is none": {user("timezone", "Mars"), "timezone"},
		} {
			if got := root.ask(create, "i", row.input); got.code() != codeInvalid || got.field() != row.field {
				t.Errorf("%s: %s", why, got.answer.text)
			}
		}
		made := root.done(create, "i", user("password", "a long and own password"))
		id, version := made.text("createUser.id"), made.text("createUser.version")
		const update = `mutation($id:ID!,$v:String,$i:UserInput!){updateUser(id:$id,version:$v,input:$i){version suspended}}`
		root.done(update, "id", id, "v", version, "i", map[string]any{"suspended": true})
		if got := root.ask(update, "id", id, "v", version, "i", map[string]any{"city": "Bern"}); got.code() != codeConflict {
			t.Errorf("the second editor: %s", got.answer.text)
		}
		for _, input := range []map[string]any{{"suspended": true}, {"siteAdmin": false}, {"auth": "nologin"}} {
			if got := root.ask(update, "id", rootRow.ID, "i", input); got.code() == "" {
				t.Errorf("the last administrator went: %v", input)
			}
		}
		for _, row := range []struct{ why, id string }{{"oneself", fmt.Sprint(rootRow.ID)}, {"the guest", "1"}} {
			if got := root.ask(`mutation($id:ID!){deleteUser(id:$id)}`, "id", row.id); got.code() != codeForbidden {
				t.Errorf("%s was deleted: %s", row.why, got.answer.text)
			}
		}
		w.testRoles(t, root, id)
		list := root.done(`{users(filter:{search:"öz eve",state:SUSPENDED}){nodes{username roles{role{shortName} course{shortName}}} totalCount} none:users(filter:{siteAdmin:true,state:SUSPENDED}){nodes{id}}}`)
		if list.text("users.nodes.0.username") != "eve" || list.text("none.nodes") != "[]" {
			t.Errorf("found: %s", list.answer.text)
		}
		root.done(`mutation($id:ID!){deleteUser(id:$id)}`, "id", id)
		got := root.done(`query($id:ID!){user(id:$id){deleted email roles{createdAt}} users{nodes{username}}}`, "id", id)
		if got.text("user") != "map[deleted:true email: roles:[]]" || strings.Contains(got.answer.text, `"eve"`) {
			t.Errorf("deleted: %s", got.answer.text)
		}
	})
}

func (w *world) testRoles(t *testing.T, root *caller, user string) {
	for why, row := range map[string]struct{ input, field string }{
		"no short name":             {`name:"x"`, "shortName"},
		"a short name in use":       {`shortName:"manager"`, "shortName"},
		"a capability that is none": {`shortName:"x",capabilities:["everything"]`, "capabilities[0]"},
	} {
		if got := root.ask(`mutation{createRole(input:{` + row.input + `}){id}}`); got.field() != row.field {
			t.Errorf("%s: %s", why, got.answer.text)
		}
	}
	made := root.done(`mutation{createRole(input:{shortName:"sync",name:"Sync",capabilities:["moodle/course:view"],mayAssign:[5]}){id version mayAssign{shortName}}}`)
	id, version := made.text("createRole.id"), made.text("createRole.version")
	const update = `mutation($id:ID!,$v:String,$i:RoleInput!){updateRole(id:$id,version:$v,input:$i){version capabilities}}`
	if got := root.done(update, "id", id, "v", version, "i", map[string]any{"capabilities": []string{}}); got.text("updateRole.capabilities") != "[]" {
		t.Errorf("emptied: %s", got.answer.text)
	}
	if got := root.ask(update, "id", id, "v", version, "i", map[string]any{"name": "Mine"}); got.code() != codeConflict {
		t.Errorf("the second editor of a role: %s", got.answer.text)
	}
	const assign = `mutation($u:ID!,$r:ID!,$c:ID){assignRole(user:$u,role:$r,course:$c){roles{role{shortName} course{id}}}}`
	root.done(assign, "u", user, "r", id)
	root.done(assign, "u", user, "r", id, "c", 1)
	if got := root.done(assign, "u", user, "r", id, "c", 1); strings.Count(got.answer.text, "shortName") != 2 {
		t.Errorf("given twice: %s", got.answer.text)
	}
	for _, row := range [][]any{{"u", 999, "r", id}, {"u", user, "r", 999}, {"u", user, "r", id, "c", 999}} {
		if got := root.ask(assign, row...); got.code() != codeNotFound {
			t.Errorf("%v: %s", row, got.answer.text)
		}
	}
	got := root.done(`mutation($u:ID!,$r:ID!){unassignRole(user:$u,role:$r){roles{role{shortName} course{id}}}}`, "u", user, "r", id)
	if got.text("unassignRole.roles") != "[map[course:map[id:1] role:map[shortName:sync]]]" {
		t.Errorf("taken: %s", got.answer.text)
	}
	if got := root.ask(`mutation{deleteRole(id:7)}`); got.code() != codeForbidden {
		t.Errorf("the role of everybody was deleted: %s", got.answer.text)
	}
	root.done(`mutation($id:ID!){deleteRole(id:$id)}`, "id", id)
	names := root.done(`{roles{shortName isDefault userCount} capabilities{name functions roles{shortName}}}`)
	if strings.Contains(names.answer.text, `"sync"`) || !strings.Contains(names.answer.text, call.ProtocolCapability("soap")) {
		t.Errorf("the roles: %s", names.answer.text)
	}
}

// TestWhy follows the set-up (row 9), asks why (row 10) and looks at what was called (row 11).
func TestWhy(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, root := w.addUser("root", true)
		before := root.done(`{progress{webServicesOn protocols service{id} caller{id} token{id} firstCallAt usersMayCreateKeys}}`)
		if before.text("progress") != "map[caller:<nil> firstCallAt:<nil> protocols:[] service:<nil> token:<nil> usersMayCreateKeys:false webServicesOn:false]" {
			t.Errorf("before: %s", before.answer.text)
		}
		made := root.done(`mutation{setUpForMe{token{id user{id}}}}`)
		id, user := made.text("setUpForMe.token.id"), made.text("setUpForMe.token.user.id")
		after := root.done(`{progress{webServicesOn protocols service{name} openService{name} caller{username} token{id} webServicesOnBy{actor}}}`)
		if after.text("progress.caller.username") != "quickstart" || after.text("progress.token.id") != id || after.text("progress.webServicesOnBy.actor") != "root" {
			t.Errorf("after: %s", after.answer.text)
		}
		const explain = `query($t:ID,$u:ID,$f:String!){explain(token:$t,user:$u,function:$f,address:"127.0.0.1"){check asked passed reason remedy}}`
		steps := root.done(explain, "t", id, "f", "core_webservice_get_site_info")
		if strings.Contains(steps.answer.text, `"passed":false`) || strings.Count(steps.answer.text, `"check"`) != 19 {
			t.Errorf("a call that is let through: %s", steps.answer.text)
		}
		steps = root.done(explain, "t", id, "f", "core_old_get_things")
		if strings.Count(steps.answer.text, `"passed":false`) != 1 || !strings.Contains(steps.answer.text, "Call core_group_get_groups: core_old_get_things is deprecated") {
			t.Errorf("a function that is not in the service: %s", steps.answer.text)
		}
		if steps = root.done(explain, "t", "999", "f", "x"); !strings.Contains(steps.answer.text, `"check":"token-valid","asked":false`) {
			t.Errorf("a key that is not there: %s", steps.answer.text)
		}
		access := root.done(`query($u:ID!){userAccess(user:$u,address:"127.0.0.1"){allowedCount refusedCount functions{function{name} allowed check}}}`, "u", user)
		if access.text("userAccess.allowedCount") != "6" {
			t.Errorf("what the user may call: %s", access.answer.text)
		}
		w.calls(t, id)
		list := root.done(`{requests(filter:{result:REFUSED}){nodes{id function check code codeSentence token{name} user{username} chain{check asked passed}}} figures(hours:2){calls refused failed medianMs} all:requests(first:2){nodes{requestId} pageInfo{hasNextPage endCursor}}}`)
		if list.text("requests.nodes.0.check") != "function-in-service" || list.text("figures") != "map[calls:<nil> failed:<nil>]" && !strings.Contains(list.answer.text, `"hasNextPage":true`) {
			t.Errorf("what was called: %s", list.answer.text)
		}
		next := root.done(`query($a:String!){requests(first:2,after:$a){nodes{requestId} pageInfo{hasPreviousPage startCursor}}}`, "a", list.text("all.pageInfo.endCursor"))
		back := root.done(`query($b:String!){requests(first:2,before:$b){nodes{requestId} pageInfo{hasPreviousPage hasNextPage}}}`, "b", next.text("requests.pageInfo.startCursor"))
		if back.text("requests.nodes") != list.text("all.nodes") || back.at("requests.pageInfo.hasPreviousPage") != false {
			t.Errorf("there and back: %s, %s", list.answer.text, back.answer.text)
		}
		for _, cursor := range []string{"x", "eyJpIjoxfQ", strings.Repeat("a", 3000)} {
			if got := root.ask(`query($a:String!){requests(after:$a){nodes{id}}}`, "a", cursor); got.code() != codeInvalid {
				t.Errorf("the cursor %.20s: %s", cursor, got.answer.text)
			}
		}
		for _, first := range []int{0, -1, 101, 1000000} {
			if got := root.ask(`query($n:Int!){requests(first:$n){nodes{id}}}`, "n", first); got.code() != codeInvalid && got.code() != codeRefused {
				t.Errorf("%d at once: %s", first, got.answer.text)
			}
		}
	})
}

// TestUndeclared fails when an action of the trail has no words that the app knows: SUBJECT.VERB.
func TestEveryChangeIsInTheTrail(t *testing.T) {
	w := newWorldForTrail(t)
	actions := strings.Fields(w.audited())
	for _, wanted := range []string{"session.open", "settings.update", "service.create", "token.create", "role.create", "user.create", "role.assign", "link.create"} {
		if !slices.Contains(actions, wanted) {
			t.Errorf("%s is missing in %v", wanted, actions)
		}
	}
}
