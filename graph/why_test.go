package graph

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"gatehouse/ent"
	"gatehouse/server/call"
	"gatehouse/server/journal"
	"gatehouse/server/store/storetest"
)

// newWhyWorld has two users, each with a key and five calls, and an administrator.
func newWhyWorld(t *testing.T, w *world) (ada, bob *caller, keys map[string]string, root *caller) {
	t.Helper()
	var rows [2]*ent.User
	rows[0], ada = w.addUser("ada", false)
	rows[1], bob = w.addUser("bob", false)
	_, root = w.addUser("root", true)
	service := root.done(`mutation{createService(input:{name:"Desk",enabled:true,functions:["core_group_get_groups"]}){id}}`).text("createService.id")
	keys = map[string]string{}
	for _, row := range rows {
		made := root.done(`mutation($u:ID!,$s:ID!){createToken(input:{user:$u,service:$s,name:"k",validUntil:"2060-01-31"}){token{id}}}`, "u", row.ID, "s", service)
		keys[row.Username] = made.text("createToken.token.id")
		w.calls(t, keys[row.Username])
	}
	return ada, bob, keys, root
}

const ownCalls = `query($f:String,$t:ID,$r:RequestResult,$a:String){viewer{requests(first:2,function:$f,token:$t,result:$r,after:$a){
	nodes{id requestId token{id name} service{name} chain{check} now{check passed remedy}} pageInfo{hasNextPage endCursor}}}}`

// TestOwnersSeeTheirRequestsOnly asks for others' in every way that there is.
func TestOwnersSeeTheirRequestsOnly(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ada, bob, keys, root := newWhyWorld(t, w)
		theirs := root.done(`query($t:ID!){requests(filter:{token:$t}){nodes{id requestId}}}`, "t", keys["bob"])
		seen := 0
		for after := any(nil); ; {
			got := ada.done(ownCalls, "a", after)
			for i := 0; got.at(fmt.Sprintf("viewer.requests.nodes.%d", i)) != nil; i++ {
				seen++
				if got.text(fmt.Sprintf("viewer.requests.nodes.%d.token.id", i)) != keys["ada"] || len(got.at(fmt.Sprintf("viewer.requests.nodes.%d.now", i)).([]any)) != 19 {
					t.Errorf("among the own ones: %s", got.answer.text)
				}
			}
			if after = got.at("viewer.requests.pageInfo.endCursor"); got.at("viewer.requests.pageInfo.hasNextPage") != true {
				break
			}
		}
		if seen != 5 {
			t.Errorf("ada sees %d calls", seen)
		}
		for i := range 5 {
			id := theirs.text(fmt.Sprintf("requests.nodes.%d.id", i))
			const one = `query($i:ID!){request(id:$i){id now{check}}}`
			if got := ada.done(one, "i", id); got.at("request") != nil {
				t.Errorf("ada sees bob's: %s", got.answer.text)
			}
			if bob.done(one, "i", id).text("request.id") != id || root.done(one, "i", id).text("request.id") != id {
				t.Errorf("its owner or the administrator does not see %s", id)
			}
		}
		if got := ada.done(ownCalls, "t", keys["bob"]); len(got.at("viewer.requests.nodes").([]any)) != 0 {
			t.Errorf("by bob's key: %s", got.answer.text)
		}
		if got := ada.done(ownCalls, "r", "REFUSED", "f", "core_group_get_groups", "t", keys["ada"]); len(got.at("viewer.requests.nodes").([]any)) != 1 {
			t.Errorf("narrowed: %s", got.answer.text)
		}
		// Both users' calls have the same request ids in this world: each finds the own one.
		if got := ada.done(`{requestByRequestId(requestId:"call3"){token{id}}}`); got.text("requestByRequestId.token.id") != keys["ada"] {
			t.Errorf("by request id: %s", got.answer.text)
		}
		for _, text := range []string{
			`{requests{nodes{id}}}`, `{viewer{requests{nodes{user{id}}}}}`, `{viewer{requests{nodes{now{command}}}}}`, `{viewer{requests{nodes{token{user{id}}}}}}`,
			`{explain(function:"x"){check}}`,
		} {
			if got := ada.ask(text); got.code() != codeForbidden || hasData(got) {
				t.Errorf("%s: %s", text, got.answer.text)
			}
			if strings.Contains(text, "viewer") && w.stranger().ask(text).code() != codeUnauthenticated {
				t.Errorf("a stranger asks for %s", text)
			}
		}
	})
}

// TestOwnRequestsUseAnIndex looks at how they are found: the log has millions of rows of others.
func TestOwnRequestsUseAnIndex(t *testing.T) {
	w := newWorld(t, storetest.Open(t, storetest.SQLite(t)))
	newWhyWorld(t, w)
	for _, narrower := range []string{"", " AND token_id = 1", " AND function = 'x'", " AND result = 'refused'", " AND token_id = 1 AND function = 'x' AND result = 'failed'"} {
		rows, err := w.store.DB.QueryContext(t.Context(), "EXPLAIN QUERY PLAN SELECT id FROM call_records WHERE user_id = 1"+narrower+" ORDER BY at DESC, id DESC LIMIT 51")
		if err != nil {
			t.Fatal(err)
		}
		plan := ""
		for rows.Next() {
			var id, parent, unused int
			var detail string
			if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
				t.Fatal(err)
			}
			plan += detail + "\n"
		}
		rows.Close()
		if !strings.Contains(plan, "USING") || !strings.Contains(plan, "INDEX") || strings.Contains(plan, "SCAN") {
			t.Errorf("%q: %s", narrower, plan)
		}
	}
}

// TestExplainOfAKeyAUserAndAMoment asks with all that can be said.
func TestExplainOfAKeyAUserAndAMoment(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, _, keys, root := newWhyWorld(t, w)
		const text = `query($t:ID,$u:ID,$s:ID,$f:String="core_group_get_groups",$p:String="rest",$a:String="192.0.2.7",$at:Time){
			explain(token:$t,user:$u,service:$s,function:$f,protocol:$p,address:$a,at:$at){check asked passed remedy command}}`
		user := root.done(`{users(filter:{search:"ada"}){nodes{id}}}`).text("users.nodes.0.id")
		service := root.done(`{services(filter:{search:"Desk"}){nodes{id}}}`).text("services.nodes.0.id")
		root.done(`mutation($i:ID!){updateToken(id:$i,input:{ipRestriction:"192.0.2.7"}){id}}`, "i", keys["ada"])
		refused := func(variables ...any) map[string]string {
			got, found := root.done(text, variables...), map[string]string{}
			for _, each := range got.at("explain").([]any) {
				step := each.(map[string]any)
				if step["asked"] == true && step["passed"] == false {
					found[step["check"].(string)], _ = step["command"].(string)
				}
			}
			return found
		}
		for why, row := range map[string]struct {
			about []any
			check call.Check
			says  string
		}{
			"a key":                    {[]any{"t", keys["ada"]}, call.CheckServicesOn, "enabled: true"},
			"a user, in any service":   {[]any{"u", user}, call.CheckProtocolAllowed, "users:"},
			"a user, in one service":   {[]any{"u", user, "s", service, "f", "core_course_get_courses"}, call.CheckFunctionInService, "functions:"},
			"another protocol":         {[]any{"t", keys["ada"], "p", "soap"}, call.CheckProtocolAllowed, "webservice/soap:use"},
			"another address":          {[]any{"t", keys["ada"], "a", "192.0.2.8"}, call.CheckTokenAddress, "192.0.2.7, 192.0.2.8"},
			"a moment after its end":   {[]any{"t", keys["ada"], "at", "2060-02-02T00:00:00Z"}, call.CheckTokenValid, "validUntil: \"2060-08"},
			"files, which are no call": {[]any{"t", keys["ada"], "p", "files", "f", "upload.php"}, call.CheckServiceFiles, "uploadFiles: true"},
		} {
			command, ok := refused(row.about...)[string(row.check)]
			if !ok || !strings.Contains(command, row.says) {
				t.Errorf("%s: %v", why, refused(row.about...))
			}
		}
		if found := refused("t", keys["ada"]); len(found[string(call.CheckTokenValid)]) > 0 {
			t.Errorf("before its end: %v", found)
		}
		if _, ok := refused("t", keys["ada"], "p", "files", "f", "pluginfile.php")[string(call.CheckProtocolOn)]; ok {
			t.Error("files are asked for a protocol")
		}
		reach := root.done(`query($u:ID!,$t:ID!,$at:Time){userAccess(user:$u,at:$at){refusals{check}} token(id:$t){access(address:"192.0.2.7",at:$at){refusals{check}}}}`, "u", user, "t", keys["ada"], "at", "2060-02-02T00:00:00Z")
		if !strings.Contains(fmt.Sprint(reach.at("token.access.refusals")), "token-valid") || strings.Contains(fmt.Sprint(reach.at("userAccess.refusals")), "token-valid") {
			t.Errorf("what may be called at a moment: %s", reach.answer.text)
		}
	})
}

// TestRequestsOfFilesHaveTheirChecks looks at a transfer that was refused.
func TestRequestsOfFilesHaveTheirChecks(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, _, keys, root := newWhyWorld(t, w)
		id := 0
		fmt.Sscan(keys["ada"], &id)
		grant, err := w.keeper.ByID(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		log := journal.Start(w.store, discard)
		log.Record(call.Outcome{Request: &call.Request{ID: "moved", Protocol: call.Files, Function: call.UploadDoor, Address: netip.MustParseAddr("192.0.2.7")}, Grant: grant, Err: &call.Error{Code: call.AccessDenied, Check: call.CheckServiceFiles}, At: w.now})
		log.Stop()
		got := root.done(`{requestByRequestId(requestId:"moved"){chain{check passed} now{check}}}`)
		chain, now := got.at("requestByRequestId.chain").([]any), got.at("requestByRequestId.now").([]any)
		last := chain[len(chain)-1].(map[string]any)
		if len(chain) != 15 || len(now) != 15 || last["check"] != string(call.CheckServiceFiles) || last["passed"] != false {
			t.Errorf("the checks of files: %s", got.answer.text)
		}
	})
}
