package functions

import (
	"context"
	"strconv"
	"time"

	"gatehouse/server/call"
)

// callAll is the name of the function that calls others.
const callAll = "tool_mobile_call_external_functions"

const (
	mostNestedCalls = 50
	nestedTime      = 60 * time.Second // for all of them together
)

// Nested makes a call within a call, through all checks. Arguments, data and exception are JSON. data is empty when the function returns
// nothing, exception when nothing went wrong.
type Nested interface {
	Call(ctx context.Context, r *call.Request, arguments string) (data, exception string)
}

type mobileCallAllIn struct {
	Requests []nestedRequest `name:"requests" doc:"The calls to make, in their order; at most 50."`
}

type nestedRequest struct {
	Function  string `name:"function" type:"alphanumext" doc:"Name of a function of the token's service."`
	Arguments string `name:"arguments" type:"raw" default:"{}" doc:"Its arguments, as a JSON object."`
	Raw       bool   `name:"settingraw" default:"false" doc:"Whether texts come as they are stored, not cleaned."`
	Filter    bool   `name:"settingfilter" default:"false" doc:"Whether text filters run."`
	FileURL   bool   `name:"settingfileurl" default:"true" doc:"Whether the addresses of files in texts are ones that you can open."`
	Lang      string `name:"settinglang" type:"lang" default:"" doc:"Language of the answer; empty for yours."`
}

type mobileCallAllOut struct {
	Responses []nestedResponse `name:"responses" doc:"What became of each call, in the order of the calls."`
}

type nestedResponse struct {
	Error     bool    `name:"error" doc:"Whether the call failed."`
	Data      *string `name:"data" type:"raw" doc:"Its result, as JSON. Left out when it failed, or when the function returns nothing."`
	Exception *string `name:"exception" type:"raw" doc:"When it failed: message, errorcode and requestid, as JSON."`
}

// mobileCallAll is declared without the library's help: it asks the database for nothing, and each call that it makes has a time of its own.
func (l *Library) mobileCallAll() *call.Function {
	return call.Declare(call.Declaration{
		Name:      callAll,
		Component: "tool_mobile",
		Summary:   "Makes several calls in one.",
		Description: "Makes each call by itself, as if it had come alone: with every check, in a transaction of its own, recorded by itself. " +
			"A call that fails says so in its place and does not keep the others from being made. " +
			"Only functions of the token's own service can be called, and not this one (`accessexception`); it works with a token only. " +
			"More than 50 calls refuse the whole; what has not been made after a minute is answered as `unavailable`.",
		Effect:   call.Write,
		Several:  true,
		Services: []string{mobileService},
		Example: call.Example{
			Arguments: `{"requests": [{"function": "core_get_string", "arguments": "{\"stringid\": \"yes\"}"}, {"function": "core_nothing"}]}`,
			Result: `{"responses": [{"error": false, "data": "\"Yes\""}, {"error": true, "exception":
				"{\"message\":\"There is no function called core_nothing.\",\"errorcode\":\"invalidrecord\",\"link\":\"\",\"moreinfourl\":\"\",\"requestid\":\"test\"}"}]}`,
		},
	}, l.callEach)
}

func (l *Library) callEach(ctx context.Context, c *call.Call, in mobileCallAllIn) (mobileCallAllOut, error) {
	switch {
	case ctx.Value(nestedKey{}) != nil:
		return mobileCallAllOut{}, call.Errorf(call.AccessDenied, "A call that was made within another makes no calls itself.")
	case c.Grant.Token.ID == 0: // user name and password open more than one service
		return mobileCallAllOut{}, call.Errorf(call.AccessDenied, "Several calls in one need a token.")
	}
	if len(in.Requests) > mostNestedCalls {
		return mobileCallAllOut{}, call.Invalid("requests", "holds %d calls, at most %d may be made at once.", len(in.Requests), mostNestedCalls)
	}
	ctx, cancel := context.WithTimeout(context.WithValue(ctx, nestedKey{}, true), nestedTime)
	defer cancel()
	out := mobileCallAllOut{Responses: make([]nestedResponse, len(in.Requests))}
	for i, r := range in.Requests {
		data, exception := l.Nested.Call(ctx, r.within(c, i), r.Arguments)
		switch {
		case exception != "":
			out.Responses[i] = nestedResponse{Error: true, Exception: &exception}
		case data != "":
			out.Responses[i].Data = &data
		}
	}
	return out, nil
}

// within is a call as it is made in the name of the caller of this one.
func (r nestedRequest) within(c *call.Call, i int) *call.Request {
	one := *c.Request
	one.Place += "/" + strconv.Itoa(i)
	one.Function = r.Function
	one.Settings.Raw, one.Settings.Filter, one.Settings.FileURL, one.Settings.Lang = r.Raw, r.Filter, r.FileURL, r.Lang
	return &one
}

// nestedKey marks the context of a call that was made within another.
type nestedKey struct{}
