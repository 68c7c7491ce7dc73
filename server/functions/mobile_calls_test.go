package functions_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/store"
)

const (
	callAll        = "tool_mobile_call_external_functions"
	mobileSettings = "tool_mobile_get_config"
)

// nestedReply is what became of one call of several.
type nestedReply struct {
	Error     bool
	Data      *string
	Exception *string
}

// code is the code of the failure, empty when there was none.
func (r nestedReply) code(t *testing.T) string {
	t.Helper()
	if r.Exception == nil {
		return ""
	}
	var e struct{ ErrorCode, Message, RequestID string }
	if err := json.Unmarshal([]byte(*r.Exception), &e); err != nil || e.Message == "" || e.RequestID != "test" {
		t.Errorf("the exception is %s: %v", *r.Exception, err)
	}
	return e.ErrorCode
}

func replies(t *testing.T, result string) []nestedReply {
	t.Helper()
	var out struct{ Responses []nestedReply }
	if err := json.Unmarshal([]byte(result), &out); err != nil {
		t.Fatal(err)
	}
	return out.Responses
}

// nested makes the arguments of a call that makes others, out of pairs of a function and its arguments.
func nested(pairs ...string) string {
	var list []map[string]string
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, map[string]string{"function": pairs[i], "arguments": pairs[i+1]})
	}
	text, _ := json.Marshal(map[string]any{"requests": list})
	return string(text)
}

// recorder remembers which functions were called and how they ended.
type recorder struct{ calls []string }

func (r *recorder) Record(o call.Outcome) {
	code := ""
	if o.Err != nil {
		code = " " + string(o.Err.Code)
	}
	r.calls = append(r.calls, o.Request.Function+code)
}

func TestSeveralCallsInOne(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		recorded := &recorder{}
		h.dispatcher.Recorder = recorded
		h.grants.functions = []string{callAll, getString, createGroups, "core_group_add_group_members", getUsersByField, "core_group_delete_groups"}
		result := h.must(t, "teacher", callAll, nested(
			createGroups, `{"groups": [{"courseid": 3, "name": "Elsewhere", "description": ""}]}`,
			createGroups, `{"groups": [{"courseid": 2, "name": "Übung", "description": ""}]}`,
			"core_group_add_group_members", `{"members": [{"groupid": 2, "userid": 14}]}`,
			getCourses, `{}`,
			"core_no_such", `{}`,
			callAll, nested(getString, `{"stringid": "yes"}`),
			getString, `[1`,
			getString, `[1]`,
			getString, `[]`,
			getString, `{"stringid": "yes"}`,
		))
		want := []struct{ code, data string }{
			{"errorcoursecontextnotvalid", ""}, {"", `"name":"\u00dcbung"`}, {"", ""}, {"accessexception", ""}, {"invalidrecord", ""}, {"accessexception", ""},
			{"invalidparameter", ""}, {"invalidparameter", ""}, {"invalidparameter", ""}, {"", `"Yes"`},
		}
		for i, got := range replies(t, result) {
			if code := got.code(t); code != want[i].code || got.Error != (want[i].code != "") {
				t.Errorf("call %d ended with %q, want %q", i, code, want[i].code)
			}
			if got.Data == nil != (want[i].data == "") || got.Data != nil && !strings.Contains(*got.Data, want[i].data) {
				t.Errorf("call %d answered %v, want %s", i, got.Data, want[i].data)
			}
		}
		if n := tally(t, h.store.DB.GroupMember.Query().Count); n != 2 {
			t.Errorf("there are %d members, want 2", n)
		}
		wantRecorded := []string{
			createGroups + " errorcoursecontextnotvalid", createGroups, "core_group_add_group_members", getCourses + " accessexception", "core_no_such invalidrecord",
			callAll + " accessexception", getString + " invalidparameter", getString + " invalidparameter", getString + " invalidparameter", getString, callAll,
		}
		if fmt.Sprint(recorded.calls) != fmt.Sprint(wantRecorded) {
			t.Errorf("recorded are\n%v, want\n%v", recorded.calls, wantRecorded)
		}
	})
}

func TestSeveralCallsAreNotMade(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		fifty := strings.Repeat(`,{"function": "core_get_string", "arguments": "{\"stringid\": \"yes\"}"}`, 50)[1:]
		h.try(t, callAll, []attempt{
			{why: "more than there may be", as: "wsuser", arguments: `{"requests": [` + fifty + `,` + fifty + `]}`, code: call.InvalidParameter, path: "requests"},
			{why: "a name that is none", as: "wsuser", arguments: `{"requests": [{"function": "a b"}]}`, code: call.InvalidParameter, path: "requests[0].function"},
			{why: "none", as: "nobody", arguments: `{"requests": []}`, want: `{"responses": []}`},
		})
		if got := replies(t, h.must(t, "nobody", callAll, `{"requests": [`+fifty+`]}`)); len(got) != 50 || got[49].Error {
			t.Errorf("%d calls were made", len(got))
		}
		byPassword := &call.Request{Credential: call.Credential{ByUser: true, Username: "wsuser"}, Function: callAll, Settings: call.DefaultSettings}
		if _, err := h.callWith(t, byPassword, `{"requests": []}`); err == nil || err.Code != call.AccessDenied {
			t.Errorf("user name and password, which open every service, are let through: %v", err)
		}
		// The limits of the token hold for each call.
		result, err := h.callIn(t, "wsuser", 3, callAll, nested(getCourses, `{"options": {"ids": [2]}}`, getUsersByField, `{"field": "id", "values": ["3"]}`))
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range []string{"errorcoursecontextnotvalid", "restrictedcontextexception"} {
			if code := replies(t, result)[i].code(t); code != want {
				t.Errorf("a token for one course: call %d ended with %q, want %q", i, code, want)
			}
		}
	})
}

func TestSeveralCallsHaveSettingsOfTheirOwn(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			return tx.Course.UpdateOneID(2).SetFullName("Maths & <b>Stats</b>").Exec(ctx)
		})
		one := `"function": "core_enrol_get_users_courses", "arguments": "{\"userid\": 3}"`
		got := replies(t, h.must(t, "wsuser", callAll, `{"requests": [{`+one+`}, {`+one+`, "settingraw": true}]}`))
		if !strings.Contains(*got[0].Data, `Maths &amp; Stats`) || !strings.Contains(*got[1].Data, `Maths & <b>Stats<\/b>`) {
			t.Errorf("the texts are %s and %s", *got[0].Data, *got[1].Data)
		}
	})
}

func TestMobileSettings(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.try(t, mobileSettings, []attempt{
			{why: "no name of a section", as: "nobody", arguments: `{"section": "a/b"}`, code: call.InvalidParameter, path: "section"},
			{why: "a section that there is not", as: "nobody", arguments: `{"section": "nothing"}`, want: `{"settings": [], "warnings": []}`},
			{why: "what is not there is null", as: "nobody", arguments: `{"section": "supportcontact"}`, want: `{"settings": [{"name": "supportavailability", "value": "0"}, {"name": "supportname", "value": null}, {"name": "supportemail", "value": null}, {"name": "supportpage", "value": null}], "warnings": []}`},
		})
		got := h.must(t, "student1", mobileSettings, `{}`)
		for _, setting := range []string{`{"name":"fullname","value":"Lab site"}`, `{"name":"timezone","value":"UTC"}`, `"tool_mobile_disabledfeatures"`, `"calendartype"`} {
			if !strings.Contains(got, setting) {
				t.Errorf("%s is missing in %s", setting, got)
			}
		}
	})
}
