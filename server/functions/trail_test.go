package functions_test

import (
	"fmt"
	"testing"

	"gatehouse/ent/auditevent"
	"gatehouse/server/call"
	"gatehouse/server/store/storetest"
)

// noEvent are the functions that write without an audit event of their own, and why.
var noEvent = map[string]string{
	"tool_mobile_call_external_functions": "each call in it has its own",
	"core_files_get_unused_draft_itemid":  "it draws a number at random and changes nothing; Moodle counts it among those that write",
}

// TestEveryWriteIsInTheTrail makes every call that changes something, and looks for who did what, from where and in which request.
func TestEveryWriteIsInTheTrail(t *testing.T) {
	writes := 0
	for _, f := range newHarness(t, storetest.Open(t, storetest.SQLite(t))).dispatcher.Catalogue.All() {
		if f.Effect != call.Write {
			continue
		}
		writes++
		t.Run(f.Name, func(t *testing.T) {
			h := newHarness(t, storetest.Open(t, storetest.SQLite(t)))
			h.grants.functions = append([]string{f.Name}, exampleNeeds[f.Name]...)
			h.must(t, "wsuser", f.Name, f.Example.Arguments)
			events := h.store.DB.AuditEvent.Query().Where(auditevent.Action(f.Name)).AllX(t.Context())
			if (len(events) == 0) != (noEvent[f.Name] != "") {
				t.Fatalf("%d events tell of it; there are %d in all", len(events), h.store.DB.AuditEvent.Query().CountX(t.Context()))
			}
			for _, e := range events {
				if e.Actor != "wsuser" || e.ActorID == 0 || e.Door != "rest" || e.Address != callerAddress.String() || e.RequestID != "test" {
					t.Errorf("it says %s", fmt.Sprint(e))
				}
			}
		})
	}
	if writes < 40 {
		t.Errorf("only %d functions write", writes)
	}
}

// TestNobodyChoosesWhoHeIs sends what a table has and a function does not: identity, creator, rights, hashes.
func TestNobodyChoosesWhoHeIs(t *testing.T) {
	h := newHarness(t, storetest.Open(t, storetest.SQLite(t)))
	for function, entry := range map[string]string{
		"core_user_create_users":     `{"users":[{"username":"eve","password":"Eve-2026!","firstname":"E","lastname":"V","email":"eve@example.com",%s}]}`,
		"core_user_update_users":     `{"users":[{"id":3,%s}]}`,
		"core_group_create_groups":   `{"groups":[{"courseid":2,"name":"g","description":"",%s}]}`,
		"core_notes_create_notes":    `{"notes":[{"userid":3,"publishstate":"personal","courseid":2,"text":"x",%s}]}`,
		"core_course_create_courses": `{"courses":[{"fullname":"C","shortname":"c9","categoryid":1,%s}]}`,
		"core_role_assign_roles":     `{"assignments":[{"roleid":5,"userid":3,"contextid":1,%s}]}`,
	} {
		if h.dispatcher.Catalogue.Find(function) == nil {
			t.Fatalf("there is no %s", function)
		}
		for _, field := range []string{"siteadmin", "siteAdmin", "site_admin", "passwordhash", "password_hash", "creator", "creatorid", "author", "authorid", "actorid",
			"role", "roles", "capabilities", "userfrom", "useridfrom", "confirmed", "deleted", "hash", "__proto__"} {
			_, err := h.call(t, "admin", function, fmt.Sprintf(entry, `"`+field+`":1`))
			if err == nil || err.Code != call.InvalidParameter || err.Path == "" {
				t.Errorf("%s takes %s: %v", function, field, err)
			}
		}
	}
	if n := h.store.DB.AuditEvent.Query().CountX(t.Context()); n != 0 {
		t.Errorf("%d changes were made", n)
	}
}
