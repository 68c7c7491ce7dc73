package docs_test

import (
	"context"
	"strings"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/docs"
)

type sumIn struct {
	A int  `name:"a" doc:"One <number>."`
	B *int `name:"b" default:"null" doc:"Another."`
}

func TestOpenRPC(t *testing.T) {
	d := call.Declaration{
		Name: "core_sum_get", Component: "moodle", Summary: "Adds & more.", Description: "Adds them.", Effect: call.Read,
		Capabilities: []string{"mod/sum:add"}, Errors: []call.Code{call.NotFound, call.NoPermission, call.UserNotFound}, ReplacedBy: "core_sum_add", Example: call.Example{Arguments: `{"b":2,"a":1}`, Result: "3"},
	}
	sum := call.Declare(d, func(context.Context, *call.Call, sumIn) (int, error) { return 0, nil })
	nothing := declare[struct{}, call.Void](t, "core_sum_forget")
	got := string(docs.NewOpenRPC(docs.OpenRPCInfo{Title: "T", Version: "1"}, "https://x.test/rpc", call.Code.Status, []*call.Function{sum, nothing}).JSON())
	want := strings.NewReplacer("\n", "", "\t", "").Replace(`{"openrpc":"1.3.2","info":{"title":"T","version":"1"},
		"servers":[{"name":"default","url":"https://x.test/rpc"}],"methods":[
		{"name":"core_sum_get","summary":"Adds & more.","description":"Adds them.","tags":[{"name":"moodle"}],"paramStructure":"either","params":[
			{"name":"a","description":"One <number>.","required":true,"schema":{"description":"One <number>.","type":"integer"}},
			{"name":"b","description":"Another.","schema":{"description":"Another.","type":["integer","null"],"default":null}}],
		"result":{"name":"result","schema":{"type":"integer"}},"errors":[
			{"code":403,"message":"The user of this token lacks a capability that this needs.","data":[{"code":"nopermissions",
				"sentence":"The user of this token lacks a capability that this needs.","status":403}]},
			{"code":404,"message":"One of 2 errors, which the code in the data tells apart.","data":[
				{"code":"notfound","sentence":"It does not exist.","status":404},{"code":"invaliduser","sentence":"There is no such user.","status":404}]}],
		"deprecated":true,
		"examples":[{"name":"core_sum_get","params":[{"name":"a","value":1},{"name":"b","value":2}],"result":{"name":"result","value":3}}],
		"x-effect":"read","x-capabilities":["mod/sum:add"],"x-replaced-by":"core_sum_add"},
		{"name":"core_sum_forget","summary":"Does it.","tags":[{"name":"moodle"}],"paramStructure":"either","params":[],
		"result":{"name":"result","schema":{"type":"null"}},"x-effect":"write"}]}`)
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestOpenRPCWithoutFunctions(t *testing.T) {
	got := string(docs.NewOpenRPC(docs.OpenRPCInfo{Title: "T", Version: "1"}, "https://x.test", call.Code.Status, nil).JSON())
	if !strings.HasSuffix(got, `"methods":[]}`) {
		t.Error(got)
	}
}
